"""What every generator of a comparison is given: articles with their names, plain, out of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from khulasa.index import read_article
from khulasa.site import urls

TAGS = ("organisation", "place", "event", "topic")


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as Markdown with metadata would hold it; names by ids that can be folder names."""

    id: str
    title: str
    day: str
    """ISO; empty where unknown."""
    people: tuple[str, ...]
    tags: tuple[str, ...]
    text: str


def shown(db: sqlite3.Connection) -> Iterator[Shown]:
    """Every article of an index, oldest first."""
    for ident, day in db.execute("select id, sort from articles order by sort, id").fetchall():
        digest = read_article(db, ident).digest
        people = tuple(dict.fromkeys(urls.segment(e.id) for e in digest.entities if e.kind == "person"))
        tags = tuple(
            dict.fromkeys(f"{e.kind}-{urls.segment(e.id)}" for e in digest.entities if e.kind in TAGS)
        )
        text = digest.text.replace("\n", "\n\n")
        yield Shown(urls.segment(ident), digest.title.text, day, people, tags, text)
