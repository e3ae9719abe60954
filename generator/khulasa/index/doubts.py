"""Which people of the site may be one: kept up to date as articles come and go, for the notice on their pages.

Nothing is joined here. A pair is open until an editor says ``same``, ``different`` or ``record`` of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from khulasa.content.decisions import Decisions
from khulasa.index.codec import dumps
from khulasa.rules.read.same_person import alike, heard, near

MOST_NAMES = 12
"""Names by which a person is compared: those that most articles write."""
OPEN = "from doubts d where not exists (select 1 from apart a where a.one = d.one and a.other = d.other)"


def refresh(db: sqlite3.Connection, people: Iterable[str], decisions: Decisions) -> None:
    """Compare these people (who came, went, or are named otherwise now) with all others."""
    touched = sorted(people)
    for ident in touched:
        db.execute("delete from doubts where one = ? or other = ?", (ident, ident))
        db.execute("delete from heard where person = ?", (ident,))
        rows = [(place, whole, ident) for place, whole in heard(_names(db, ident))]
        db.executemany("insert into heard values (?, ?, ?)", rows)
    names: dict[str, list[str]] = {}
    blocks: dict[str, Block] = {}
    done: set[str] = set()
    for ident in touched:
        done.add(ident)
        for other in sorted(_likely(db, ident, blocks) - done):
            for each in (ident, other):
                if each not in names:
                    names[each] = _names(db, each)
            one, two = sorted((ident, other))
            like = alike(names[one], names[two])
            if like is not None and not _apart(db, one, two):
                db.execute("insert or replace into doubts values (?, ?, ?)", (one, two, dumps(like.score)))
    held = set(db.execute("select one, other from apart"))
    apart = {(one, other) for one, other in (sorted(pair) for pair in decisions.apart)}
    db.executemany("delete from apart where one = ? and other = ?", sorted(held - apart))
    db.executemany("insert into apart values (?, ?)", sorted(apart - held))


def _names(db: sqlite3.Connection, ident: str) -> list[str]:
    """The full forms of a person's name, those of most articles first."""
    counts: dict[str, int] = {}
    for label, packed in db.execute(
        "select label, roles from written where kind = 'person' and entity = ?", (ident,)
    ):
        data = json.loads(packed)
        for name in {label, *(data[0] if data else ())}:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))[:MOST_NAMES]


Block = tuple[list[str], list[str]]
"""The sounds of names that are looked for at one place, and whose they are."""


def _likely(db: sqlite3.Connection, ident: str, blocks: dict[str, Block]) -> set[str]:
    """Others whose names sound enough like one's own for a closer look."""
    found: set[str] = set()
    for place, whole in db.execute("select place, whole from heard where person = ?", (ident,)).fetchall():
        if place not in blocks:
            sql = "select whole, person from heard where place = ? order by whole, person"
            rows = db.execute(sql, (place,)).fetchall()
            blocks[place] = [sound for sound, _ in rows], [person for _, person in rows]
        sounds, people = blocks[place]
        found.update(people[n] for n in near(whole, sounds))
    return found


def _apart(db: sqlite3.Connection, one: str, other: str) -> bool:
    """Whether two people are surely two: both have records, or one article names them beside each other."""
    known = db.execute(
        "select count(*) from entities where kind = 'person' and known and id in (?, ?)", (one, other)
    ).fetchone()
    together = (
        "select 1 from links a join links b on b.article = a.article "
        "where a.kind = 'person' and a.entity = ? and b.kind = 'person' and b.entity = ? limit 1"
    )
    return bool(known[0] == 2 or db.execute(together, (one, other)).fetchone())


def everything(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Of each person of whom it is open: who may be the same."""
    found: dict[str, list[str]] = {}
    for one, other in db.execute(f"select d.one, d.other {OPEN} order by d.one, d.other"):
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return {ident: sorted(others) for ident, others in found.items()}


def of(db: sqlite3.Connection, ident: str) -> list[str]:
    """Who may be the same as one person."""
    sql = f"select d.one, d.other {OPEN} and (d.one = ? or d.other = ?)"
    return sorted(other if one == ident else one for one, other in db.execute(sql, (ident, ident)))
