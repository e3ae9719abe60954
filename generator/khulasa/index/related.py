"""Which articles belong beside an article: those that name the same people, organisations and events.

A name that very many articles share says little and is left out, which also bounds the work that one more article
makes. A reprint has none for the names that its original has too: they stand beside that.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import date

from khulasa.index.articles import Key

WEIGHTS = {"event": 4, "person": 2, "organisation": 1}
MIN_SCORE = 3
COMMON = 64
"""A name in more articles than this makes no two of them related."""
MAX_RELATED = 5


def around(db: sqlite3.Connection, keys: Iterable[Key]) -> set[str]:
    """Articles whose neighbours may change when articles with these entities come or go."""
    found: set[str] = set()
    for kind, ident in keys:
        if kind in WEIGHTS:
            rows = db.execute(
                "select article from links where kind = ? and entity = ? and shadow = 0 limit ?",
                (kind, ident, COMMON + 2),
            ).fetchall()
            found.update(a for (a,) in rows if len(rows) <= COMMON + 1)
    return found


def refresh(db: sqlite3.Connection, articles: Iterable[str]) -> None:
    """Find the neighbours of these articles again."""
    for ident in sorted(articles):
        rows = [(ident, place, other) for place, other in enumerate(_neighbours(db, ident))]
        if rows != db.execute("select * from related where article = ? order by place", (ident,)).fetchall():
            db.execute("delete from related where article = ?", (ident,))
            db.executemany("insert into related values (?, ?, ?)", rows)


def _neighbours(db: sqlite3.Connection, ident: str) -> list[str]:
    scores: Counter[str] = Counter()
    days: dict[str, str] = {}
    row = db.execute("select sort from articles where id = ?", (ident,)).fetchone()
    if row is None:
        return []
    own = db.execute("select kind, entity from links where article = ? and shadow = 0", (ident,)).fetchall()
    for kind, entity in own:
        if kind not in WEIGHTS:
            continue
        others = db.execute(
            "select article, sort from links where kind = ? and entity = ? and shadow = 0 limit ?",
            (kind, entity, COMMON + 1),
        ).fetchall()
        if len(others) > COMMON:
            continue
        for other, day in others:
            scores[other] += WEIGHTS[kind]
            days[other] = day
    found = [o for o, score in scores.items() if score >= MIN_SCORE and o != ident]
    return sorted(found, key=lambda o: (-scores[o], _apart(row[0], days[o]), o))[:MAX_RELATED]


def _apart(one: str, other: str) -> int:
    """Days between two articles; the undated are farthest from all."""
    if not one or not other:
        return 10**7
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
