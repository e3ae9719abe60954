"""What came, changed and went since the last site was made: the beginning of the chain that ends in a page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from khulasa.index import copies, stories
from khulasa.index.articles import Key

What = Literal["new", "changed", "gone"]
ENTITIES = ("person", "organisation", "place", "event", "topic", "source")


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that is otherwise than when the last site was made."""

    kind: Literal["article", "record"]
    id: str
    what: What
    file: str
    """Of an article, relative to the content folder; empty for a record."""
    names: tuple[str, ...]
    """``person/some-id`` … of all that an article names or named."""


def came(db: sqlite3.Connection, ident: str, file: str, keys: Iterable[Key]) -> None:
    """Note that an article is there now."""
    before = _noted(db, "article", ident)
    what: What = "changed" if before and before.what != "new" else "new"
    _note(db, Cause("article", ident, what, file, _names(before, keys)))


def went(db: sqlite3.Connection, ident: str, file: str, keys: Iterable[Key]) -> None:
    """Note that an article is no more, perhaps to come back changed at once."""
    before = _noted(db, "article", ident)
    if before and before.what == "new":
        db.execute("delete from causes where kind = 'article' and id = ?", (ident,))
    else:
        _note(db, Cause("article", ident, "gone", file, _names(before, keys)))


def rewritten(db: sqlite3.Connection, idents: Iterable[str]) -> None:
    """Note that the records of these ids came, changed or went."""
    for ident in sorted(idents):
        _note(db, Cause("record", ident, "changed", "", ()))


def _names(before: Cause | None, keys: Iterable[Key]) -> tuple[str, ...]:
    return tuple(sorted({*(before.names if before else ()), *("/".join(key) for key in keys)}))


def _note(db: sqlite3.Connection, one: Cause) -> None:
    row = (one.kind, one.id, one.what, one.file, "\n".join(one.names))
    db.execute("insert or replace into causes values (?, ?, ?, ?, ?)", row)


def _noted(db: sqlite3.Connection, kind: str, ident: str) -> Cause | None:
    row = db.execute("select * from causes where kind = ? and id = ?", (kind, ident)).fetchone()
    return _cause(*row) if row else None


def _cause(kind: Literal["article", "record"], ident: str, what: What, file: str, names: str) -> Cause:
    return Cause(kind, ident, what, file, tuple(names.split("\n")))


def forget(db: sqlite3.Connection) -> None:
    """A site was made from all that is there."""
    db.execute("delete from causes")


def of(db: sqlite3.Connection, key: str) -> list[Cause]:
    """What changed of all that the page of a key shows: an article's id, ``person/some-id``, else the whole site."""
    rows = db.execute("select * from causes order by kind, file, id")
    every = [_cause(*row) for row in rows]
    kind, _, ident = key.partition("/")
    if kind in ENTITIES and ident:
        return [c for c in every if key in c.names or (c.kind == "record" and c.id == ident)]
    article = ident if kind == "article" and ident else key
    shown = _shown_on(db, article)
    if not shown:
        return every
    links = db.execute("select entity from links where article = ?", (article,))
    records = {entity for (entity,) in links}
    return [c for c in every if c.id in (shown if c.kind == "article" else records)]


def _shown_on(db: sqlite3.Connection, ident: str) -> set[str]:
    """An article and those beside it on its page, or the reports of the story of this id; nothing for other ids."""
    if db.execute("select 1 from articles where id = ?", (ident,)).fetchone() is None:
        return set()
    others = {o for (o,) in db.execute("select other from related where article = ?", (ident,))}
    group = {one for one, _ in copies.group(db, ident)}
    told = {
        report for story in stories.of(db, {ident, *group}).values() for report in stories.members(db, story)
    }
    return {ident, *others, *group, *told}
