"""Counts that would be dear to take anew for each article more: who is named with whom, and how a name is written.

An article adds what it says and takes it away when it goes, so that one more costs the same however many there are.
What a reprint says of a name that its original has too is not counted.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from khulasa.index.articles import Key, links_of, read
from khulasa.model import Article, Digest

NAME, QUOTED = 0, 1
"""How a form stands: as a name, or inside words in quotation marks that are no statement."""
ROOM = 50_000
"""So many counts are held before they are written."""

Pair = tuple[int, int]
Form = tuple[int, int, str, str, str]
"""Number of the entity, how it stands, language, text, id of the source (empty where unknown)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a round has added and taken away and not yet written."""

    db: sqlite3.Connection
    pairs: Counter[Pair] = field(default_factory=Counter)
    forms: Counter[Form] = field(default_factory=Counter)
    numbers: dict[Key, int] = field(default_factory=dict)

    def number(self, key: Key) -> int:
        """The number that stands for an entity in the counts; it never leaves this file."""
        found = self.numbers.get(key)
        if found is None:
            self.db.execute("insert or ignore into numbers (kind, id) values (?, ?)", key)
            row = self.db.execute("select number from numbers where kind = ? and id = ?", key).fetchone()
            found = self.numbers[key] = int(row[0])
        return found


def insert(tally: Tally, article: Article) -> None:
    """Take in an article."""
    sort = article.digest.date.first.isoformat() if article.digest.date.first else ""
    rows = [(*key, sort, article.id, n) for key, n in _about(article)]
    tally.db.executemany("insert into about values (?, ?, ?, ?, ?)", rows)
    count(tally, article, links_of(article), 1)
    _count_quoted(tally, article, 1)


def withdraw(tally: Tally, ident: str) -> None:
    """Take away what an article that is still in the index has added."""
    article = read(tally.db, ident)
    keys = tally.db.execute("select kind, entity from links where article = ? and shadow = 0", (ident,))
    count(tally, article, keys.fetchall(), -1)
    _count_quoted(tally, article, -1)


def count(tally: Tally, article: Article, keys: Iterable[Key], sign: int) -> None:
    """Add (``sign`` 1) or take away (-1) what an article says of these of its entities."""
    digest = article.digest
    named = [key for key in links_of(article) if key[0] != "source"]
    numbers = [tally.number(key) for key in named]
    written = _written(digest)
    source = (digest.publisher.id or "") if digest.publisher else ""
    for key in keys:
        own = tally.number(key)
        for other in numbers:
            if other != own:
                tally.pairs[own, other] += sign
        for text, times in written.get(key, {}).items():
            tally.forms[own, NAME, digest.lang, text, source] += sign * times
    if len(tally.pairs) + len(tally.forms) > ROOM:
        write(tally)


def _count_quoted(tally: Tally, article: Article, sign: int) -> None:
    """Add or take away the words in quotation marks in which an article names somebody."""
    digest = article.digest
    source = (digest.publisher.id or "") if digest.publisher else ""
    for term in digest.terms:
        for key in _inside(digest, term.start, term.end):
            tally.forms[tally.number(key), QUOTED, digest.lang, term.text, source] += sign


def _about(article: Article) -> Iterator[tuple[Key, int]]:
    """Whom the statements of an article name, but their speakers, with the number of the statement."""
    for n, quote in enumerate(article.digest.quotes):
        for key in _inside(article.digest, quote.start, quote.end):
            if key[1] != (quote.speaker or ""):
                yield key, n


def _inside(digest: Digest, start: int, end: int) -> list[Key]:
    """Who is named within a part of the text."""
    found = ((m.kind, m.id) for m in digest.mentions if start <= m.start and m.end <= end)
    return list(dict.fromkeys(found))


def _written(digest: Digest) -> dict[Key, dict[str, int]]:
    """Every form of each name with how often it stands; one that stands in headings alone counts once."""
    found: dict[Key, dict[str, int]] = {}
    for outlet in filter(None, (digest.publisher, *digest.via)):
        if outlet.id:
            found.setdefault(("source", outlet.id), {outlet.name: 1})
    full: dict[Key, tuple[str, ...]] = {}
    for e in digest.entities:
        full.setdefault((e.kind, e.id), e.names)
    found.update((key, {}) for key in full)
    for m in digest.mentions:
        forms = found.get((m.kind, m.id))
        if forms is not None:
            forms[m.text] = forms.get(m.text, 0) + 1
    for key, names in full.items():
        for name in names:
            found[key].setdefault(name, 1)
    return found


def write(tally: Tally) -> None:
    """Write what was added and taken away; a count of nothing is no row."""
    moves = sorted((pair, n) for pair, n in tally.pairs.items() if n)
    tally.db.executemany(
        "insert into together values (?, ?, ?) on conflict (entity, other) do update set n = n + excluded.n",
        [(*pair, n) for pair, n in moves],
    )
    tally.db.executemany(
        "delete from together where entity = ? and other = ? and n = 0", [p for p, n in moves if n < 0]
    )
    changed = sorted((form, n) for form, n in tally.forms.items() if n)
    tally.db.executemany(
        "insert into forms values (?, ?, ?, ?, ?, ?) "
        "on conflict (entity, how, lang, text, source) do update set n = n + excluded.n",
        [(*form, n) for form, n in changed],
    )
    tally.db.executemany(
        "delete from forms where entity = ? and how = ? and lang = ? and text = ? and source = ? and n = 0",
        [f for f, n in changed if n < 0],
    )
    tally.pairs.clear()
    tally.forms.clear()


def together(db: sqlite3.Connection, key: Key, most: int) -> tuple[tuple[str, str, int], ...]:
    """Kind and id of those named with an entity in most articles, with the number of these."""
    last = db.execute(
        "select t.n from numbers k join together t on t.entity = k.number where k.kind = ? and k.id = ? "
        "order by t.n desc limit 1 offset ?",
        (*key, most - 1),
    ).fetchone()
    rows = db.execute(
        "select o.kind, o.id, t.n from numbers k join together t on t.entity = k.number "
        "join numbers o on o.number = t.other where k.kind = ? and k.id = ? and t.n >= ? "
        "order by t.n desc, o.kind, o.id limit ?",
        (*key, last[0] if last else 0, most),
    )
    return tuple((kind, ident, n) for kind, ident, n in rows)


def forms(db: sqlite3.Connection, key: Key, how: int) -> Iterator[tuple[str, str, str, int]]:
    """Language, text, source and count of the forms in which an entity is named."""
    yield from db.execute(
        "select f.lang, f.text, f.source, f.n from numbers k join forms f on f.entity = k.number "
        "where k.kind = ? and k.id = ? and f.how = ?",
        (*key, how),
    )
