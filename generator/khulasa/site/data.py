"""Everything on the site as data: JSON with the keys of ``khulasa inspect``, and the rule of every decision."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from khulasa import index
from khulasa.index import read
from khulasa.index.codec import loads
from khulasa.index.rows import CardRow, EntityRow, Statement
from khulasa.model import Article, Digest, Heading, Outlet, Provenance, Quote
from khulasa.site import csvs, datapackage, feeds, parquet, story_data, tables, urls
from khulasa.site.settings import SiteSettings

Json = dict[str, Any]
LANGUAGES = ("ar", "fa", "en")


def make(db: sqlite3.Connection, settings: SiteSettings, key: str) -> bytes:
    """A data file by its key.

    ``package``, ``people``, ``tags``; ``index/<table>``; ``table/<table>/<part of time>/<ending>``; else
    ``article/<id>``, ``person/<id>`` …
    """
    kind, _, ident = key.partition("/")
    match kind:
        case "package":
            return datapackage.make(settings, [part for part, _ in tables.parts(db)])
        case "table":
            return _table(db, *ident.split("/"))
        case "index":
            made: Any = contents(db, settings, ident)
        case "people":
            return _lines(named(db, ("person",)))
        case "tags":
            return _lines(named(db, tables.TAGS, kind_too=True))
        case "stories":
            made = story_data.everything(db)
        case "story":
            made = story_data.story(db, ident)
        case "article":
            made = article(index.read_article(db, ident), settings)
        case _:
            made = term(db, kind, ident)
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _lines(rows: Iterable[Json]) -> bytes:
    """A list with one entry on a line."""
    each = ",\n".join(map(_compact, rows))
    return (f"[\n{each}\n]\n" if each else "[]\n").encode("utf-8", "replace")


def _table(db: sqlite3.Connection, name: str, part: str, ending: str) -> bytes:
    """A table as it is in a file of its own."""
    table = tables.BY_NAME[name]
    match ending:
        case "csv":
            return csvs.to_csv(table, tables.rows(db, name, part))
        case "parquet":
            return parquet.to_parquet(table, tables.rows(db, name, part))
        case _:
            return _lines({"articles": articles, "quotes": quotes, "mentions": mentions}[name](db, part))


def endings(settings: SiteSettings) -> tuple[str, ...]:
    """The forms in which each table is written."""
    return ("csv", "json", "parquet") if parquet.wanted(settings) else ("csv", "json")


def contents(db: sqlite3.Connection, settings: SiteSettings, name: str) -> Json:
    """Which files a table has: a file for each part of time, so that one article more changes one of them."""
    parts = [
        {
            "period": part,
            "articles": count,
            **{e: tables.file(name, part, e).removeprefix("data/") for e in endings(settings)},
        }
        for part, count in tables.parts(db)
    ]
    return {"table": name, "description": tables.BY_NAME[name].meaning, "parts": parts}


def named(db: sqlite3.Connection, kinds: Iterable[str], *, kind_too: bool = False) -> Iterator[Json]:
    """Every person, organisation … with names in all scripts and the articles that name it."""
    for kind in kinds:
        for row, _ in read.everything(db, kind):
            yield {**({"kind": kind} if kind_too else {}), **_named(db, row)}


def _named(db: sqlite3.Connection, row: EntityRow) -> Json:
    found = db.execute(
        "select a.id, a.source_file, a.lang, a.publisher from links l join articles a on a.id = l.article "
        "where l.kind = ? and l.entity = ? order by l.sort, l.article",
        (row.kind, row.id),
    )
    return {
        "id": row.id,
        "names": {lang: list(row.names.get(lang, ())) for lang in LANGUAGES},
        "known": row.known,
        "wikidata": row.wikidata or None,
        "articles": [
            {"id": ident, "source": file, "lang": lang, "publisher": publisher or None}
            for ident, file, lang, publisher in found
        ],
    }


def articles(db: sqlite3.Connection, part: str) -> list[Json]:
    """Every article of a part of time by what lists show of it; all else is in its own file."""
    links: dict[str, list[Json]] = {}
    for ident, kind, entity in db.execute(
        "select l.article, l.kind, l.entity from articles a join links l on l.article = a.id "
        "where a.sort between ? and ? order by l.article, l.position",
        tables.span(part),
    ):
        links.setdefault(ident, []).append({"kind": kind, "id": entity})
    rows = db.execute(
        "select card, source_file from articles where sort between ? and ? order by sort, id",
        tables.span(part),
    )
    return [_row(loads(CardRow, card), file, links) for card, file in rows]


def _row(card: CardRow, file: str, links: dict[str, list[Json]]) -> Json:
    return {
        "id": card.id,
        "lang": card.lang,
        "source": file,
        "title": card.title,
        "derived": card.derived,
        "publisher": card.publisher or None,
        "publisher_name": card.publisher_name or None,
        "date": {"from": card.first or None, "to": card.last or None, "basis": card.basis},
        "corrected": card.corrected or None,
        "retracted": card.retracted or None,
        "entities": links.get(card.id, []),
        "url": urls.article(card.lang, card.id),
        "data": urls.article_data(card.id),
    }


def quotes(db: sqlite3.Connection, part: str) -> list[Json]:
    """Every statement of a part of time with its place."""
    rows = db.execute(
        "select q.article, a.lang, q.record from articles a join quotes q on a.id = q.article "
        "where a.sort between ? and ? order by a.sort, a.id, q.n",
        tables.span(part),
    )
    names = [field.name for field in fields(Quote)]
    return [
        {"article": ident, "lang": lang, **dict(zip(names, json.loads(record), strict=True))}
        for ident, lang, record in rows
    ]


def mentions(db: sqlite3.Connection, part: str) -> list[Json]:
    """Every place of the articles of a part of time at which something is named."""
    rows = db.execute(
        "select m.article, m.kind, m.entity, m.text, m.first, m.last, m.rule from articles a "
        "join mentions m on a.id = m.article where a.sort between ? and ? order by a.sort, a.id, m.n",
        tables.span(part),
    )
    names = ("article", "kind", "id", "text", "start", "end", "rule")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _heading(one: Heading | None) -> Json | None:
    return {"text": one.text, "derived": one.derived, "rule": one.rule, "line": one.line} if one else None


def _outlet(one: Outlet | None) -> Json | None:
    return {"name": one.name, "id": one.id, "rule": one.rule, "evidence": one.evidence} if one else None


def _quote(one: Quote) -> Json:
    return {
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "speaker": one.speaker,
        "speaker_text": one.speaker_text,
        "verb": one.verb,
        "style": one.style,
        "rule": one.rule,
        "evidence": one.evidence,
    }


def _date(digest: Digest) -> Json:
    day = digest.date
    return {
        "from": day.first.isoformat() if day.first else None,
        "to": day.last.isoformat() if day.last else None,
        "basis": day.basis,
        "evidence": [{"text": e.text, "rule": e.rule, "value": e.value} for e in day.evidence],
    }


def _head(one: Article) -> Json:
    digest = one.digest
    return {
        "id": one.id,
        "lang": digest.lang,
        "source": digest.source.path,
        "sha256": digest.source.sha256,
        "url": one.url,
        **feeds.said_later(one),
        "title": _heading(digest.title),
        "publisher": _outlet(digest.publisher),
        "via": [_outlet(o) for o in digest.via],
        "date": _date(digest),
        "entities": [{"kind": e.kind, "id": e.id} for e in digest.entities],
    }


def _provenance(record: Provenance | None) -> Json:
    """Where the article came from, where that was recorded; file names of the editor's machine stay there."""
    if record is None:
        return {}
    said = {
        "url": record.url,
        "retrieved": record.retrieved,
        "sha256": record.sha256,
        "form": record.form,
        "reserved": record.reserved,
        "hints": [{"name": h.name, "value": h.value, "where": h.where} for h in record.hints],
    }
    return {"provenance": {name: value for name, value in said.items() if value}}


def article(one: Article, settings: SiteSettings) -> Json:
    """All that is known of an article; its text only where that may be published."""
    digest = one.digest
    publisher = (digest.publisher.id or "") if digest.publisher else ""
    full = settings.full(publisher, digest.source.path)
    return {
        **_head(one),
        "edited": list(one.edited),
        **_provenance(digest.source.provenance),
        "publish": "full" if full else "digest",
        "deck": _heading(digest.deck),
        "section": _heading(digest.section),
        "byline": _heading(digest.byline),
        **({"text": digest.text} if full else {}),
        "summary": [
            {
                "text": e.text,
                "start": e.start,
                "end": e.end,
                "rank": e.rank,
                "context": e.context,
                "votes": [{"rule": v.rule, "score": v.score, "why": v.why} for v in e.votes],
            }
            for e in digest.summary
        ],
        "entities": [
            {
                "kind": e.kind,
                "id": e.id,
                "names": list(e.names),
                "roles": list(e.roles),
                "known": e.known,
                "rule": e.rule,
                "evidence": e.evidence,
            }
            for e in digest.entities
        ],
        "mentions": [
            {"kind": m.kind, "id": m.id, "text": m.text, "start": m.start, "end": m.end, "rule": m.rule}
            for m in digest.mentions
        ],
        "quotes": [_quote(q) for q in digest.quotes],
        "terms": [{"text": t.text, "start": t.start, "end": t.end, "rule": t.rule} for t in digest.terms],
        "dates": [
            {
                "text": x.text,
                "start": x.start,
                "end": x.end,
                "value": x.value,
                "calendar": x.calendar,
                "rule": x.rule,
            }
            for x in digest.dates
        ],
        "removed": [
            {"line": r.line, "text": r.text, "rule": r.rule, "evidence": r.evidence} for r in digest.removed
        ],
    }


def term(db: sqlite3.Connection, kind: str, ident: str) -> Json:
    """All that is known of an entity."""
    row, facts = read.entity(db, (kind, ident)), read.facts(db, (kind, ident))
    return {
        "kind": kind,
        **_named(db, row),
        "description": row.description,
        "roles": [
            {"label": dict(r.label), "since": r.since, "until": r.until, "organisation": r.organisation}
            for r in row.roles
        ],
        "roles_written": [{"text": r.text, "lang": r.lang, "article": r.article} for r in facts.roles],
        "variants": [
            {"text": v.text, "lang": v.lang, "count": v.count, "sources": list(v.sources)}
            for v in facts.variants
        ],
        "together": [{"kind": k, "id": i, "articles": n} for k, i, n in facts.together],
        "statements": [_statement(s) for s in facts.statements],
        "about": [_statement(s) for s in facts.about],
    }


def _statement(one: Statement) -> Json:
    return {"article": one.article, **_quote(one.quote)}
