"""A digest as front matter: the names of the fields of a content file; ``stored`` reads them back."""

from __future__ import annotations

from collections.abc import Mapping

from khulasa.content import provenance
from khulasa.content.frontmatter import Fields, Paragraph
from khulasa.model import (
    Digest,
    Entity,
    Kind,
    Outlet,
)

ENTITIES: Mapping[str, Kind] = {
    "people": "person",
    "organisations": "organisation",
    "places": "place",
    "events": "event",
    "tags": "topic",
}
EDITABLE = (
    "lang", "title", "deck", "section", "byline", "publisher", "via", "date", *ENTITIES, "summary", "quotes",
    "terms", "dates", "url",
)  # fmt: skip
"""Fields that an editor may change; the order is that of the file."""
EDITORS = ("corrections", "retracted")
"""Fields that only an editor writes: the program finds none of them."""
OWN = ("id", "found", "source", "removed", "differs", "generated")
"""Fields that belong to the program."""
LEGAL = (*EDITABLE, *EDITORS, *OWN)


def editable(digest: Digest, url: str | None) -> Fields:
    """The fields that an editor may change, as the program finds them."""
    places: dict[tuple[Kind, str], list[list[int]]] = {}
    for m in digest.mentions:
        places.setdefault((m.kind, m.id), []).append([m.start, m.end])
    return {
        "lang": digest.lang,
        "title": digest.title.text,
        "deck": digest.deck.text if digest.deck else None,
        "section": digest.section.text if digest.section else None,
        "byline": digest.byline.text if digest.byline else None,
        "publisher": _outlet(digest.publisher) if digest.publisher else None,
        "via": [_outlet(o) for o in digest.via],
        "date": {
            "from": digest.date.first.isoformat() if digest.date.first else None,
            "to": digest.date.last.isoformat() if digest.date.last else None,
            "basis": digest.date.basis,
            "evidence": [{"text": e.text, "rule": e.rule, "value": e.value} for e in digest.date.evidence],
        },
        **{name: [_entity(e, places) for e in digest.of_kind(kind)] for name, kind in ENTITIES.items()},
        "summary": [
            {
                "sentence": e.sentence,
                "text": e.text,
                "at": [e.start, e.end],
                "rank": e.rank,
                **({"context": e.context} if e.context else {}),
                "votes": [{"rule": v.rule, "score": v.score, "why": v.why} for v in e.votes],
            }
            for e in digest.summary
        ],
        "quotes": [
            {
                "text": q.text,
                "at": [q.start, q.end],
                "speaker": q.speaker,
                "speaker_text": q.speaker_text,
                "verb": q.verb,
                "style": q.style,
                "rule": q.rule,
                "evidence": q.evidence,
            }
            for q in digest.quotes
        ],
        "terms": [{"text": t.text, "at": [t.start, t.end], "rule": t.rule} for t in digest.terms],
        "dates": [
            {"text": d.text, "at": [d.start, d.end], "value": d.value, "calendar": d.calendar, "rule": d.rule}
            for d in digest.dates
        ],
        "url": url,
    }


def own(digest: Digest) -> Fields:
    """The fields that belong to the program: where everything came from."""
    headings = {
        "title": digest.title,
        "deck": digest.deck,
        "section": digest.section,
        "byline": digest.byline,
    }
    return {
        "found": {
            name: {"rule": h.rule, "line": h.line, "derived": h.derived} for name, h in headings.items() if h
        },
        "source": {
            "file": digest.source.path,
            "sha256": digest.source.sha256,
            "encoding": digest.source.encoding,
            "notes": list(digest.source.notes),
            **(
                {"provenance": provenance.as_row(digest.source.provenance)}
                if digest.source.provenance
                else {}
            ),
        },
        "removed": [
            {"line": r.line, "text": r.text, "rule": r.rule, "evidence": r.evidence} for r in digest.removed
        ],
    }


def _outlet(outlet: Outlet) -> Fields:
    return {"name": outlet.name, "id": outlet.id, "rule": outlet.rule, "evidence": outlet.evidence}


def _entity(entity: Entity, places: Mapping[tuple[Kind, str], list[list[int]]]) -> Fields:
    return {
        "id": entity.id,
        "name": entity.name,
        "names": list(entity.names),
        "known": entity.known,
        **({"roles": list(entity.roles)} if entity.roles else {}),
        "rule": entity.rule,
        "evidence": entity.evidence,
        "at": places.get((entity.kind, entity.id), []),
    }


def paragraphs(digest: Digest) -> tuple[Paragraph, ...]:
    """The body of the content file."""
    headings = set(digest.subheadings)
    return tuple(Paragraph(line, line in headings) for line in digest.text.split("\n")) if digest.text else ()
