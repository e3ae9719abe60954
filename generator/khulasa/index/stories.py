"""Which articles are reports of one event: kept up to date as articles come and go.

Only originals are reports; a reprint stands with its original. Candidates share one of the names that an article is
told by, within a few days; the ties between reports that meet are kept with their reasons, so that a change is
settled by looking at what it touches and nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from khulasa.index.articles import Key
from khulasa.index.codec import dumps, loads
from khulasa.model import Article
from khulasa.stories.grouping import settle
from khulasa.stories.report import Report, horizon, report
from khulasa.stories.similarity import KINDS, RARITY, Likeness, Reason, likeness

NAMES = 12
"""Names by which an article is looked for: events, people, organisations, places, main ones first."""
FIRST = 40
"""Of the earlier articles with a name, only so many are looked at."""
MOST = 25
"""So many candidates, those that share most, are compared."""
RARE = RARITY[-1][0] + 1


@dataclass(frozen=True, slots=True)
class Gone:
    """What a report left behind."""

    id: str
    place: str
    centre: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """What came and went in one round."""

    came: set[str] = field(default_factory=set)
    gone: list[Gone] = field(default_factory=list)


def withdraw(db: sqlite3.Connection, ident: str, moves: Moves) -> None:
    """Take out a report, where the article is one."""
    moves.came.discard(ident)
    row = db.execute("select place, centre from reports where article = ?", (ident,)).fetchone()
    if row is None:
        return
    names = tuple(n for (n,) in db.execute("select name from report_names where article = ?", (ident,)))
    moves.gone.append(Gone(ident, row[0], row[1], names))
    db.execute("delete from report_names where article = ?", (ident,))
    db.execute("delete from reports where article = ?", (ident,))


def keep(db: sqlite3.Connection, article: Article) -> None:
    """Keep what an article is compared by, whether or not it turns out to be a report of its own."""
    db.execute("insert into compared values (?, ?)", (article.id, dumps(report(article))))


def drop(db: sqlite3.Connection, ident: str, moves: Moves) -> None:
    """Take out an article."""
    withdraw(db, ident, moves)
    db.execute("delete from compared where article = ?", (ident,))


def _insert(db: sqlite3.Connection, ident: str, moves: Moves) -> None:
    """Take in an article as a report."""
    made = _fetch(db, ident)
    row = (ident, made.place, made.window[0])
    db.execute("insert into reports values (?, ?, ?, '')", row)
    rows = [(name, made.place, ident) for name in told_by(made)]
    db.executemany("insert into report_names values (?, ?, ?)", rows)
    moves.came.add(ident)


def told_by(one: Report) -> list[str]:
    """The names by which a report is looked for."""
    kinds = list(KINDS)
    names = sorted((n for n in one.names if n.kind in KINDS), key=lambda n: (not n.main, kinds.index(n.kind)))
    return [n.key for n in names[:NAMES]]


def refresh(
    db: sqlite3.Connection,
    fresh: Iterable[str],
    flipped: Iterable[str],
    touched: Iterable[Key],
    moves: Moves,
) -> set[str]:
    """Tell stories again after a round: the articles whose story is another now.

    ``fresh`` came in this round, ``flipped`` became or ceased to be reprints, ``touched`` are the entities of all
    that came or went.
    """
    for ident in sorted({*fresh, *flipped}):
        withdraw(db, ident, moves)
        if db.execute("select original from articles where id = ?", (ident,)).fetchone()[0] == "":
            _insert(db, ident, moves)
    dirty = _dirty(db, moves) | _rarer(db, touched)
    for gone in moves.gone:
        db.execute("delete from ties where article = ?", (gone.id,))
        db.execute("delete from ties where other = ?", (gone.id,))
    _compare(db, dirty)
    stories = {g.centre for g in moves.gone}
    moved = settle(
        dirty,
        lambda i: (_row(db, i)[0], i),
        lambda i: db.execute("select other, score from ties where article = ?", (i,)).fetchall(),
        lambda i: [a for (a,) in db.execute("select article from ties where other = ?", (i,))],
        lambda i: _row(db, i)[1],
    )
    stories |= {_row(db, ident)[1] for ident in moved} | set(moved.values())
    stories |= {_row(db, ident)[1] for ident in dirty}
    db.executemany("update reports set centre = ? where article = ?", [(c, i) for i, c in moved.items()])
    _list(db, stories - {""})
    return set(moved)


def _row(db: sqlite3.Connection, ident: str) -> tuple[str, str]:
    """Place and centre of a report."""
    place, centre = db.execute("select place, centre from reports where article = ?", (ident,)).fetchone()
    return place, centre


def _rarer(db: sqlite3.Connection, touched: Iterable[Key]) -> set[str]:
    """Bring the counts of names up to date; the reports that have a name that is rarer or more common now."""
    found: set[str] = set()
    for kind, ident in sorted(touched):
        if kind not in KINDS:
            continue
        count = len(
            db.execute(
                "select 1 from links where kind = ? and entity = ? and shadow = 0 limit ?",
                (kind, ident, RARE),
            ).fetchall()
        )
        step = next((most for most, _ in RARITY if count <= most), RARE)
        name = f"{kind}/{ident}"
        before = db.execute("select step from rarity where name = ?", (name,)).fetchone()
        if before and before[0] == step and count:
            continue
        db.execute("delete from rarity where name = ?", (name,))
        if count:
            db.execute("insert into rarity values (?, ?)", (name, step))
        if before:
            found |= _having(db, kind, ident)
    return found


def _having(db: sqlite3.Connection, kind: str, ident: str) -> set[str]:
    rows = db.execute(
        "select r.article from links l join reports r on r.article = l.article where l.kind = ? and l.entity = ?",
        (kind, ident),
    )
    return {a for (a,) in rows}


def _dirty(db: sqlite3.Connection, moves: Moves) -> set[str]:
    """What came, and every later report for which what came or went is or was a candidate."""
    found = set(moves.came)
    if len(moves.came) * 2 > db.execute("select count(*) from reports").fetchone()[0]:
        return {a for (a,) in db.execute("select article from reports")}
    first = FIRST + len(moves.came) + len(moves.gone)
    for ident in moves.came:
        place = _row(db, ident)[0]
        names = [n for (n,) in db.execute("select name from report_names where article = ?", (ident,))]
        for name in names:
            found |= _later(db, name, place, ident, first)
    for gone in moves.gone:
        for name in gone.names:
            found |= _later(db, name, gone.place, gone.id, first)
        found.update(a for (a,) in db.execute("select article from ties where other = ?", (gone.id,)))
    return found - {g.id for g in moves.gone if g.id not in moves.came}


def _later(db: sqlite3.Connection, name: str, place: str, ident: str, first: int) -> set[str]:
    """Later reports with a name that may look at the report that stands at a place.

    Those of unknown day look at all of time, so where many stand before the place none of them gets so far.
    """
    last = horizon(place)
    rows = db.execute(
        "select n.article, r.low from report_names n join reports r on r.article = n.article where n.name = ? "
        "and (n.place, n.article) > (?, ?) and n.place <= ?",
        (name, place, ident, last),
    ).fetchall()
    if last != "~" and _ahead(db, name, "", place, ident, first) < first:
        rows += db.execute(
            "select n.article, r.low from report_names n join reports r on r.article = n.article "
            "where n.name = ? and n.place = '~'",
            (name,),
        ).fetchall()
    ahead = {low: _ahead(db, name, low, place, ident, first) for low in {low for _, low in rows}}
    return {a for a, low in rows if low <= place and ahead[low] < first}


def _ahead(db: sqlite3.Connection, name: str, low: str, place: str, ident: str, most: int) -> int:
    """How many reports with a name stand from one place to another; no more than ``most`` are counted."""
    rows = db.execute(
        "select 1 from report_names where name = ? and place >= ? and (place, article) < (?, ?) limit ?",
        (name, low, place, ident, most),
    )
    return len(rows.fetchall())


def _compare(db: sqlite3.Connection, dirty: Iterable[str]) -> None:
    """Find the earlier reports that each of these meets again."""
    fetch = lru_cache(maxsize=20_000)(lambda ident: _fetch(db, ident))
    steps = lru_cache(maxsize=100_000)(lambda name: _step(db, name))
    for _, ident in sorted((_row(db, ident)[0], ident) for ident in dirty):
        db.execute("delete from ties where article = ?", (ident,))
        one = fetch(ident)
        for other in _candidates(db, one):
            found = likeness(fetch(other), one, steps)
            if found.meets:
                row = (ident, other, found.score, dumps(found.reasons))
                db.execute("insert into ties values (?, ?, ?, ?)", row)


def _fetch(db: sqlite3.Connection, ident: str) -> Report:
    found: Report = loads(
        Report, db.execute("select record from compared where article = ?", (ident,)).fetchone()[0]
    )
    return found


def _step(db: sqlite3.Connection, name: str) -> int:
    row = db.execute("select step from rarity where name = ?", (name,)).fetchone()
    return int(row[0]) if row else RARE


def _candidates(db: sqlite3.Connection, one: Report) -> list[str]:
    """Earlier reports that share names with this one, those that share most; of equal ones the earliest."""
    low, high = one.window
    worth: dict[tuple[str, str], float] = {}
    for name in told_by(one):
        weight = KINDS[name.partition("/")[0]]
        rows = db.execute(
            "select place, article from report_names where name = ? and place between ? and ? "
            "and (place, article) < (?, ?) order by place, article limit ?",
            (name, low, high, one.place, one.id, FIRST),
        )
        for row in rows:
            worth[row] = worth.get(row, 0.0) + weight
    best = sorted(worth, key=lambda row: (-worth[row], row))[:MOST]
    return [ident for _, ident in best]


def _list(db: sqlite3.Connection, centres: Iterable[str]) -> None:
    """The rows of these stories; a report that stands alone is none."""
    for centre in sorted(centres):
        db.execute("delete from stories where id = ?", (centre,))
        row = db.execute(
            "select count(*), count(*) filter (where a.lang = 'ar'), count(*) filter (where a.lang = 'fa') "
            "from reports r join articles a on a.id = r.article where r.centre = ?",
            (centre,),
        ).fetchone()
        if row[0] > 1:
            db.execute(
                "insert into stories select id, sort, ?, ?, ? from articles where id = ?", (*row, centre)
            )


def of(db: sqlite3.Connection, idents: Iterable[str]) -> dict[str, str]:
    """The stories that these articles report, by article; those that report none are left out."""
    found = {}
    for ident in idents:
        row = db.execute(
            "select s.id from reports r join stories s on s.id = r.centre where r.article = ?", (ident,)
        ).fetchone()
        if row:
            found[ident] = row[0]
    return found


def members(db: sqlite3.Connection, story: str) -> list[str]:
    """The reports of a story, oldest first, the undated last; the centre is the first."""
    rows = db.execute(
        "select article from reports where centre = ? order by article != centre, place, article", (story,)
    )
    return [a for (a,) in rows]


def reasons(db: sqlite3.Connection, article: str, story: str) -> Likeness:
    """Why a report is in a story."""
    score, packed = db.execute(
        "select score, reasons from ties where article = ? and other = ?", (article, story)
    ).fetchone()
    return Likeness(score, loads(tuple[Reason, ...], packed), anchored=True)
