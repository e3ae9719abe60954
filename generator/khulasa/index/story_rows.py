"""Stories as lists show them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from khulasa.index.codec import stamp


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story by what lists show of it; articles by id."""

    id: str
    sort: str
    """Day by which stories stand in order; empty for the undated."""
    first: str
    """ISO days of the oldest and the newest report; empty where none is dated."""
    last: str
    basis: str
    arabic: int
    persian: int
    shown: tuple[str, ...]
    """The oldest report of each language; of one language alone the two oldest."""
    mark: str
    """Stamp of all this and of the cards that are shown."""


def rows(db: sqlite3.Connection) -> list[StoryRow]:
    """Every story, oldest first, the undated before all."""
    found = db.execute(
        "select s.id, a.id, a.lang, r.place, a.sort, a.last, a.card_stamp || a.card_names, s.sort from stories s "
        "join reports r on r.centre = s.id join articles a on a.id = r.article "
        "order by s.sort, s.id, a.id != s.id, r.place, a.id"
    )
    return [_row(ident, list(group)) for ident, group in groupby(found, key=lambda row: row[0])]


def one(db: sqlite3.Connection, ident: str) -> StoryRow:
    """A story. KeyError where there is none."""
    found = db.execute(
        "select s.id, a.id, a.lang, r.place, a.sort, a.last, a.card_stamp || a.card_names, s.sort from stories s "
        "join reports r on r.centre = s.id join articles a on a.id = r.article "
        "where s.id = ? order by a.id != s.id, r.place, a.id",
        (ident,),
    ).fetchall()
    if not found:
        raise KeyError(ident)
    return _row(ident, found)


def _row(ident: str, reports: list[Any]) -> StoryRow:
    firm = [r for r in reports if r[3] != "~"] or [r for r in reports if r[4]]
    by_language = [next((r for r in reports if r[2] == lang), None) for lang in ("ar", "fa")]
    shown = [r for r in by_language if r]
    shown = sorted(shown, key=reports.index) if len(shown) > 1 else reports[:2]
    counts = [sum(r[2] == lang for r in reports) for lang in ("ar", "fa")]
    first, last = min((r[4] for r in firm), default=""), max((r[5] for r in firm), default="")
    basis = "explicit" if firm and all(r[4] == r[5] for r in firm) else "inferred"
    return StoryRow(
        id=ident,
        sort=reports[0][7],
        first=first,
        last=last,
        basis=basis,
        arabic=counts[0],
        persian=counts[1],
        shown=tuple(r[1] for r in shown),
        mark=stamp(ident, first, last, basis, counts, [(r[1], r[6]) for r in shown]),
    )


def mark(db: sqlite3.Connection, ident: str) -> str:
    """Stamp of all that the page of a story shows; empty where there is no such story."""
    found = db.execute(
        "select s.id, a.id, a.page_stamp || a.page_names || a.card_names, t.score, t.reasons from stories s "
        "join reports r on r.centre = s.id join articles a on a.id = r.article "
        "left join ties t on t.article = a.id and t.other = s.id where s.id = ? order by a.id != s.id, r.place, a.id",
        (ident,),
    ).fetchall()
    return stamp(found) if found else ""


def beside(db: sqlite3.Connection, ident: str) -> str:
    """Stamp of what an article that is in a story, or a reprint of one, shows of the others; empty for others."""
    found = db.execute(
        "select a.id, a.card_stamp || a.card_names, s.id from articles o "
        "join reports m on m.article = case o.original when '' then o.id else o.original end "
        "join stories s on s.id = m.centre join reports r on r.centre = s.id join articles a on a.id = r.article "
        "where o.id = ? order by a.id != s.id, r.place, a.id",
        (ident,),
    ).fetchall()
    return stamp(found) if found else ""


def shown_on(db: sqlite3.Connection, story: str) -> list[str]:
    """The articles whose pages show the reports of a story: these themselves, and their reprints."""
    rows = db.execute(
        "select r.article from reports r where r.centre = ? union "
        "select c.id from reports r join articles c on c.original = r.article and c.original != '' "
        "where r.centre = ?",
        (story, story),
    )
    return [ident for (ident,) in rows]
