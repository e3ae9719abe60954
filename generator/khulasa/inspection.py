"""What the program understood of one article, in the form of ``inspect.schema.json``, which scoring tools use."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from khulasa.model import Digest, Entity, Extract, Heading, Kind, Outlet, Quote

PLURALS: tuple[tuple[Kind, str], ...] = (
    ("person", "people"),
    ("organisation", "organisations"),
    ("place", "places"),
    ("event", "events"),
    ("topic", "topics"),
)


def schema() -> dict[str, Any]:
    """The JSON schema that ``as_json`` keeps to."""
    loaded: dict[str, Any] = json.loads(
        resources.files(__package__).joinpath("inspect.schema.json").read_text("utf-8")
    )
    return loaded


def as_json(digest: Digest, source: str) -> dict[str, Any]:
    """A digest as plain data; ``source`` is the path as the user gave it."""
    return {
        "source": source,
        "lang": digest.lang,
        "text": digest.text,
        "title": {"text": digest.title.text, "derived": digest.title.derived, "rule": digest.title.rule},
        "deck": digest.deck.text if digest.deck else None,
        "publisher": _outlet(digest.publisher) if digest.publisher else None,
        "via": [_outlet(o) for o in digest.via],
        "date": {
            "from": digest.date.first.isoformat() if digest.date.first else None,
            "to": digest.date.last.isoformat() if digest.date.last else None,
            "basis": digest.date.basis,
            "evidence": [{"text": e.text, "rule": e.rule, "value": e.value} for e in digest.date.evidence],
        },
        "removed": [{"text": r.text, "line": r.line, "rule": r.rule} for r in digest.removed],
        "sentences": [
            {"index": s.index, "paragraph": s.paragraph, "text": s.text, "start": s.start, "end": s.end}
            for s in digest.sentences
        ],
        "summary": [_extract(e) for e in digest.summary],
        **{plural: [_entity(e) for e in digest.of_kind(kind)] for kind, plural in PLURALS},
        "mentions": [
            {"kind": m.kind, "id": m.id, "text": m.text, "start": m.start, "end": m.end}
            for m in digest.mentions
        ],
        "quotes": [_quote(q) for q in digest.quotes],
        "dates": [
            {"text": d.text, "start": d.start, "end": d.end, "value": d.value, "calendar": d.calendar}
            for d in digest.dates
        ],
        "claims": claims(digest),
    }


def _outlet(outlet: Outlet) -> dict[str, Any]:
    return {"name": outlet.name, "id": outlet.id, "rule": outlet.rule}


def _entity(entity: Entity) -> dict[str, Any]:
    row = {"id": entity.id, "name": entity.name, "names": list(entity.names), "known": entity.known}
    return {**row, "rule": entity.rule}


def _extract(extract: Extract) -> dict[str, Any]:
    votes = [{"rule": v.rule, "score": v.score, "why": v.why} for v in extract.votes]
    row = {"sentence": extract.sentence, "text": extract.text, "start": extract.start, "end": extract.end}
    return {**row, "votes": votes}


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "speaker": quote.speaker,
        "speaker_text": quote.speaker_text,
        "verb": quote.verb,
        "style": quote.style,
        "rule": quote.rule,
    }


def claims(digest: Digest) -> list[dict[str, Any]]:
    """Every decision with its rule and its evidence, in the order in which they are taken."""
    headings: list[tuple[str, Heading | None]] = [
        ("title", digest.title),
        ("deck", digest.deck),
        ("section", digest.section),
        ("byline", digest.byline),
    ]
    rows = [_claim("removed", f"line {r.line}", r.rule, r.evidence) for r in digest.removed]
    rows += [_claim(what, h.text, h.rule, f"line {h.line}" if h.line else "") for what, h in headings if h]
    rows += [_claim("publisher", o.name, o.rule, o.evidence) for o in (digest.publisher,) if o]
    rows += [_claim("via", o.name, o.rule, o.evidence) for o in digest.via]
    rows += [_claim("date", e.value or digest.date.basis, e.rule, e.text) for e in digest.date.evidence]
    rows += [_claim(e.kind, e.id, e.rule, e.evidence) for e in digest.entities]
    rows += [_claim("quote", q.text, q.rule, q.evidence) for q in digest.quotes]
    rows += [_claim("term", t.text, t.rule, "") for t in digest.terms]
    rows += [_claim("date in text", d.value, d.rule, d.text) for d in digest.dates]
    rows += [
        _claim("summary", f"sentence {e.sentence}", v.rule, v.why) for e in digest.summary for v in e.votes
    ]
    return rows


def _claim(what: str, value: str, rule: str, evidence: str) -> dict[str, Any]:
    return {"what": what, "value": value, "rule": rule, "evidence": evidence}
