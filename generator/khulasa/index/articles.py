"""One article in and out of the tables."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass, replace
from typing import Any

from khulasa.errors import Problem
from khulasa.index.codec import dumps, loads, stamp
from khulasa.index.rows import BestRow, CardRow
from khulasa.model import Article

CARD_PEOPLE = 5
Key = tuple[str, str]
"""Kind and id of an entity."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that an article was read from."""

    size: int
    mtime: int
    """Nanoseconds; -1 where it is too fresh to be trusted."""
    sha: str
    problems: tuple[Problem, ...]
    """What is wrong in it, though it can be used."""


def shown(article: Article) -> Article:
    """The article without what no page shows: the raw source, how it was decoded, where its content file lies."""
    source = replace(article.digest.source, text="", encoding="", notes=())
    return replace(article, path="", differs=(), digest=replace(article.digest, source=source))


def card_of(article: Article) -> CardRow:
    """What lists show of an article."""
    digest = article.digest
    lead = min(digest.summary, key=lambda e: e.start, default=None)
    return CardRow(
        id=article.id,
        lang=digest.lang,
        title=digest.title.text,
        derived=digest.title.derived,
        publisher=(digest.publisher.id or "") if digest.publisher else "",
        publisher_name=digest.publisher.name if digest.publisher else "",
        first=digest.date.first.isoformat() if digest.date.first else "",
        last=digest.date.last.isoformat() if digest.date.last else "",
        basis=digest.date.basis,
        lead=lead.text if lead else "",
        people=tuple(e.id for e in digest.of_kind("person"))[:CARD_PEOPLE],
        corrected=article.corrections[-1].day.isoformat() if article.corrections else "",
        retracted=article.retracted.day.isoformat() if article.retracted else "",
    )


def best_of(article: Article) -> BestRow:
    """The sentence of an article that was chosen first."""
    best = min(article.digest.summary, key=lambda e: (e.rank, e.start), default=None)
    return BestRow(best.sentence, best.text, best.context or "") if best else BestRow(0, "", "")


def links_of(article: Article) -> dict[Key, str]:
    """Every entity that the page of an article leads to, in order, with its role there."""
    digest = article.digest
    found: dict[Key, str] = {}
    if digest.publisher and digest.publisher.id:
        found["source", digest.publisher.id] = "publisher"
    for outlet in digest.via:
        if outlet.id:
            found.setdefault(("source", outlet.id), "via")
    for entity in digest.entities:
        found.setdefault((entity.kind, entity.id), "named")
    ids = {ident for _, ident in found}
    for quote in digest.quotes:
        if quote.speaker and quote.speaker not in ids:
            found.setdefault(("source", quote.speaker), "speaker")
    return found


def insert(db: sqlite3.Connection, article: Article, origin: Origin) -> set[Key]:
    """Write all rows of an article; the entities that it touches."""
    card, links = card_of(article), links_of(article)
    kept = shown(article)
    body = dumps(kept)
    row = (
        article.id,
        article.path,
        origin.size,
        origin.mtime,
        origin.sha,
        card.lang,
        card.first,
        card.last,
        card.publisher,
    )
    own = (
        article.digest.source.path,
        dumps(best_of(article)),
        dumps(card),
        stamp(card),
        "",
        stamp(body),
        "",
        "",
    )
    amended = article.amended.isoformat() if article.amended else ""
    values = (*row, *own, dumps(origin.problems), "", amended, article.retracted is not None)
    db.execute(f"insert into articles values ({','.join('?' * len(values))})", values)  # noqa: S608 - marks only
    db.execute("insert into bodies values (?, ?)", (article.id, zlib.compress(body.encode("utf-8"), 1)))
    told = int(stamp(article.id, article.digest.source.path, card.lang, card.publisher, card.first)[:9], 16)
    db.executemany(
        "insert into links values (?, ?, ?, ?, ?, ?, 0, ?, ?)",
        [
            (*key, card.first, article.id, role, n, card.lang, told)
            for n, (key, role) in enumerate(links.items())
        ],
    )
    db.executemany("insert or ignore into written values (?, ?, ?, ?, ?, ?)", _written(article))
    _insert_findings(db, article, card.first)
    return set(links)


def _written(article: Article) -> list[tuple[Any, ...]]:
    """How the article itself names its entities."""
    digest = article.digest
    rows: list[tuple[Any, ...]] = []
    for outlet in filter(None, (digest.publisher, *digest.via)):
        if outlet.id:
            rows.append((article.id, "source", outlet.id, digest.lang, outlet.name, dumps(())))
    for e in digest.entities:
        rows.append((article.id, e.kind, e.id, digest.lang, e.name, dumps((e.names, e.roles))))
    return rows


def _insert_findings(db: sqlite3.Connection, article: Article, sort: str) -> None:
    digest = article.digest
    db.executemany(
        "insert into mentions values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (article.id, n, m.kind, m.id, m.text, m.start, m.end, m.rule)
            for n, m in enumerate(digest.mentions)
        ],
    )
    db.executemany(
        "insert into quotes values (?, ?, ?, ?, ?, ?, ?)",
        [
            (article.id, n, q.speaker or "", sort, q.start, q.end, dumps(q))
            for n, q in enumerate(digest.quotes)
        ],
    )
    db.executemany("insert or ignore into roles values (?, ?, ?, ?, ?, ?, ?)", _roles(article, sort))


def _roles(article: Article, sort: str) -> list[tuple[Any, ...]]:
    """The roles that the article gives its entities, as it writes them."""
    digest = article.digest
    first = {(e.kind, e.id): e.roles for e in reversed(digest.entities)}
    return [
        (*key, sort, article.id, n, digest.lang, role)
        for key, roles in first.items()
        for n, role in enumerate(roles)
    ]


def delete(db: sqlite3.Connection, ident: str) -> set[Key]:
    """Take out all rows of an article; the entities that it touched."""
    touched = {(k, e) for k, e in db.execute("select kind, entity from links where article = ?", (ident,))}
    db.executemany(
        "delete from links where kind = ? and entity = ? and article = ? and sort = "
        "(select sort from articles where id = ?)",
        [(*key, ident, ident) for key in touched],
    )
    for table in ("written", "roles", "about", "mentions", "quotes"):
        db.execute(f"delete from {table} where article = ?", (ident,))  # noqa: S608 - our own table names
    db.execute("delete from bodies where id = ?", (ident,))
    db.execute("delete from articles where id = ?", (ident,))
    return touched


def read(db: sqlite3.Connection, ident: str) -> Article:
    """The article of an id; KeyError where there is none."""
    row = db.execute("select record from bodies where id = ?", (ident,)).fetchone()
    if row is None:
        raise KeyError(ident)
    article: Article = loads(Article, zlib.decompress(row[0]))
    return article
