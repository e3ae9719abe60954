"""Addresses that lead elsewhere: of people and things that editors joined, parted or renamed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import groupby

from khulasa.content.authority import Authority
from khulasa.content.decisions import Decisions


@dataclass(frozen=True, slots=True)
class Moved:
    """An id that nothing has any more, and what it leads to."""

    kind: str
    old: str
    new: tuple[str, ...]
    """Ids of the same kind that have pages; several where one was parted."""
    mark: tuple[str, ...]
    """Stamps of their labels."""


def refresh(db: sqlite3.Connection, authority: Authority, decisions: Decisions) -> None:
    """What the decisions and the authority (``formerly``) say now."""
    rows = set(decisions.stands_for.items())
    rows |= {(old, record.id) for record in authority.records.values() for old in record.formerly}
    joined = {(old, decisions.stands_for.get(new, new)) for old, new in rows}
    held = set(db.execute("select old, new from moved"))
    db.executemany("delete from moved where old = ? and new = ?", sorted(held - joined))
    db.executemany("insert into moved values (?, ?)", sorted(joined - held))


def everything(db: sqlite3.Connection) -> list[Moved]:
    """Every such id, in order; one that has a page of its own is none, nor is one that leads to no page."""
    rows = db.execute(
        "select e.kind, m.old, m.new, e.label_stamp from moved m join entities e on e.id = m.new "
        "where not exists (select 1 from entities o where o.kind = e.kind and o.id = m.old) order by 1, 2, 3"
    )
    return [
        Moved(kind, old, tuple(r[2] for r in found), tuple(r[3] for r in found))
        for (kind, old), group in groupby(rows, key=lambda r: (r[0], r[1]))
        if (found := list(group))
    ]


def former(db: sqlite3.Connection, kind: str, new: str) -> list[str]:
    """The ids that lead to one and to nothing else."""
    rows = db.execute(
        "select m.old from moved m where m.new = ? and not exists "
        "(select 1 from entities o where o.kind = ? and o.id = m.old) order by 1",
        (new, kind),
    ).fetchall()
    return [old for (old,) in rows if of(db, kind, old) == (new,)]


def of(db: sqlite3.Connection, kind: str, old: str) -> tuple[str, ...]:
    """The ids that one leads to."""
    rows = db.execute(
        "select m.new from moved m join entities e on e.id = m.new where m.old = ? and e.kind = ? order by 1",
        (old, kind),
    )
    return tuple(new for (new,) in rows)
