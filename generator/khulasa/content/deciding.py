"""Puts the editors' decisions in force on what the program finds of an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from khulasa.content.authority import Authority
from khulasa.content.decisions import Decisions, bounds, statement_key
from khulasa.model import ArticleDate, Digest, Entity, Evidence, Quote

EDITOR = "editor"


def apply(digest: Digest, article: str, decisions: Decisions, authority: Authority) -> Digest:
    """The digest of an article (by its id) with every decision in force."""
    if not decisions.all:
        return digest
    return _names(
        _statements(_dated(digest, article, decisions), article, decisions, authority), decisions, authority
    )


def _dated(digest: Digest, article: str, decisions: Decisions) -> Digest:
    said = decisions.about("date", article)
    if not said:
        return digest
    first, last = bounds(said)
    return replace(
        digest, date=ArticleDate(first, last, "inferred", (Evidence("", EDITOR, _worded(first, last)),))
    )


def _worded(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _statements(digest: Digest, article: str, decisions: Decisions, authority: Authority) -> Digest:
    """Statements with the speakers that editors named, without those that are none."""
    if not decisions.said.keys() & {"speaker", "noquote"}:
        return digest
    quotes: list[Quote] = []
    entities = {e.id: e for e in digest.entities}
    for quote in digest.quotes:
        key = statement_key(quote.text)
        speaker = decisions.about("speaker", article, key)
        record = authority.records.get(speaker)
        if decisions.has("noquote", article, key):
            continue
        if record is None and speaker not in entities:
            quotes.append(quote)
            continue
        quotes.append(replace(quote, speaker=speaker, rule=EDITOR, evidence="editor"))
        if record is not None and record.kind != "source" and speaker not in entities:
            label = record.label(digest.lang)
            entities[speaker] = Entity(record.kind, speaker, label, (), True, EDITOR, "editor")
    return replace(digest, quotes=tuple(quotes), entities=tuple(entities.values()))


def _names(digest: Digest, decisions: Decisions, authority: Authority) -> Digest:
    if not (decisions.stands_for or decisions.dropped):
        return digest
    ids = decisions.stands_for
    merged: dict[str, Entity] = {}
    for entity in digest.entities:
        if entity.id in decisions.dropped:
            continue
        found = _renamed(entity, ids.get(entity.id, entity.id), authority, digest.lang)
        before = merged.get(found.id)
        merged[found.id] = _joined(before, found) if before else found
    gone = decisions.dropped
    return replace(
        digest,
        entities=tuple(merged.values()),
        mentions=tuple(replace(m, id=ids.get(m.id, m.id)) for m in digest.mentions if m.id not in gone),
        quotes=tuple(
            replace(q, speaker=None if q.speaker in gone else ids.get(q.speaker or "", q.speaker))
            for q in digest.quotes
        ),
    )


def _renamed(entity: Entity, ident: str, authority: Authority, lang: str) -> Entity:
    record = authority.records.get(ident)
    if ident == entity.id:
        return entity
    name = record.label(lang) if record else entity.name
    return replace(
        entity, id=ident, name=name, known=record is not None, evidence=f"{entity.evidence} (editor)"
    )


def _joined(one: Entity, other: Entity) -> Entity:
    return replace(
        one,
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        roles=tuple(dict.fromkeys((*one.roles, *other.roles))),
    )
