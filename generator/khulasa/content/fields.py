"""A digest as front matter, and back: the one place that knows the names of the fields of a content file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from khulasa.content.frontmatter import ContentFile, Fields, Paragraph
from khulasa.errors import KhulasaError, Problem, did_you_mean
from khulasa.model import (
    ArticleDate,
    DateMention,
    Digest,
    Entity,
    Evidence,
    Extract,
    Heading,
    Kind,
    Lang,
    Mention,
    Outlet,
    Quote,
    Removal,
    Sentence,
    Source,
    Term,
    Vote,
)
from khulasa.text import sentences

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
OWN = ("id", "found", "source", "removed", "generated")
"""Fields that belong to the program."""
LEGAL = (*EDITABLE, *OWN)


# ------------------------------------------------------------------ digest to fields


def editable(digest: Digest, url: str | None) -> Fields:
    """The fields that an editor may change, as the program finds them."""
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
        **{name: [_entity(digest, e) for e in digest.of_kind(kind)] for name, kind in ENTITIES.items()},
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
        },
        "removed": [
            {"line": r.line, "text": r.text, "rule": r.rule, "evidence": r.evidence} for r in digest.removed
        ],
    }


def _outlet(outlet: Outlet) -> Fields:
    return {"name": outlet.name, "id": outlet.id, "rule": outlet.rule, "evidence": outlet.evidence}


def _entity(digest: Digest, entity: Entity) -> Fields:
    at = [[m.start, m.end] for m in digest.mentions if (m.kind, m.id) == (entity.kind, entity.id)]
    return {
        "id": entity.id,
        "name": entity.name,
        "names": list(entity.names),
        "known": entity.known,
        **({"roles": list(entity.roles)} if entity.roles else {}),
        "rule": entity.rule,
        "evidence": entity.evidence,
        "at": at,
    }


def paragraphs(digest: Digest) -> tuple[Paragraph, ...]:
    """The body of the content file."""
    headings = set(digest.subheadings)
    return tuple(Paragraph(line, line in headings) for line in digest.text.split("\n")) if digest.text else ()


# ------------------------------------------------------------------ fields to digest


class _Reader:
    """Reads the values of one file and collects what is wrong with them."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[Problem] = []

    def wrong(self, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.where, what, remedy))

    def text(self, row: Mapping[str, Any], name: str, field: str, default: str = "") -> str:
        value = row.get(name, default)
        if isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self.wrong(f"{field}: {name} must be a text, not {value!r}", 'write it in quotation marks: "…"')
        return default

    def maybe(self, row: Mapping[str, Any], name: str, field: str) -> str | None:
        return None if row.get(name) is None else self.text(row, name, field)

    def rows(self, fields: Fields, name: str) -> list[Mapping[str, Any]]:
        """The entries of a list; a bare text is taken for its name or id."""
        value = fields.get(name) or []
        if not isinstance(value, list):
            self.wrong(
                f"{name} must be a list, not {value!r}", "begin each entry with a dash on its own line"
            )
            return []
        found: list[Mapping[str, Any]] = []
        for row in value:
            if isinstance(row, dict):
                found.append(row)
            elif isinstance(row, str):
                found.append({"name": row, "text": row})
            else:
                self.wrong(f"{name}: an entry must be name: value lines, not {row!r}", "see another entry")
        return found

    def day(self, row: Mapping[str, Any], name: str) -> date | None:
        value = self.maybe(row, name, "date")
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.wrong(f"date: {name} is no day: {value!r}", "write year-month-day, e.g. 2024-01-03")
            return None

    def choice(self, value: str, legal: Iterable[str], field: str) -> str:
        legal = list(legal)
        if value not in legal:
            self.wrong(f"{field} cannot be {value!r}", did_you_mean(value, legal))
            return legal[0]
        return value


def digest(content: ContentFile, where: str) -> tuple[Digest, tuple[Problem, ...]]:
    """The digest that a content file stands for, and what is wrong in it (a wrong entry is left out).

    KhulasaError where the file cannot be used at all: no language, no title, no text.
    """
    reader, fields, text = _Reader(where), content.fields, content.text
    for name in fields:
        if name not in LEGAL:
            reader.wrong(f"unknown field {name!r}", did_you_mean(name, LEGAL))
    lang = _lang(reader, fields)
    title = reader.text(fields, "title", "title")
    if not title.strip() or not text.strip():
        missing = "title" if not title.strip() else "text"
        raise KhulasaError(Problem(where, f"has no {missing}", f"write a {missing}, or delete the file"))
    entities, mentions = _entities(reader, fields, text)
    found = _sentences(content)
    result = Digest(
        source=_source(reader, fields),
        lang=lang,
        text=text,
        title=_heading(reader, fields, "title") or Heading(title, "editor"),
        deck=_heading(reader, fields, "deck"),
        section=_heading(reader, fields, "section"),
        byline=_heading(reader, fields, "byline"),
        subheadings=tuple(p.text for p in content.paragraphs if p.heading),
        publisher=_publisher(reader, fields),
        via=tuple(_read_outlet(reader, row, "via") for row in reader.rows(fields, "via")),
        date=_date(reader, fields),
        removed=tuple(_removal(reader, row) for row in reader.rows(fields, "removed")),
        sentences=found,
        summary=_summary(reader, fields, text, found),
        entities=entities,
        mentions=mentions,
        quotes=_quotes(reader, fields, text),
        terms=_terms(reader, fields, text),
        dates=_dates(reader, fields, text),
    )
    return result, tuple(reader.problems)


def _lang(reader: _Reader, fields: Fields) -> Lang:
    lang = reader.text(fields, "lang", "lang")
    if lang not in ("ar", "fa"):
        raise KhulasaError(Problem(reader.where, f"lang cannot be {lang!r}", "write lang: ar or lang: fa"))
    return "ar" if lang == "ar" else "fa"


def _heading(reader: _Reader, fields: Fields, name: str) -> Heading | None:
    text = reader.maybe(fields, name, name)
    if text is None:
        return None
    found = fields.get("found")
    row = found.get(name) if isinstance(found, dict) else None
    stamps = fields.get("generated")
    if not isinstance(row, dict) or (isinstance(stamps, dict) and name not in stamps):
        return Heading(text, "editor")
    line = row.get("line")
    return Heading(
        text,
        reader.text(row, "rule", name),
        line if isinstance(line, int) else None,
        bool(row.get("derived")),
    )


def _source(reader: _Reader, fields: Fields) -> Source:
    row = fields.get("source")
    if not isinstance(row, dict):
        return Source("", "", "", "utf-8")
    notes = row.get("notes") or []
    return Source(
        reader.text(row, "file", "source"),
        reader.text(row, "sha256", "source"),
        "",
        reader.text(row, "encoding", "source", "utf-8"),
        tuple(str(n) for n in notes),
    )


def _publisher(reader: _Reader, fields: Fields) -> Outlet | None:
    value = fields.get("publisher")
    if value is None:
        return None
    row = value if isinstance(value, dict) else {"name": value}
    return _read_outlet(reader, row, "publisher")


def _read_outlet(reader: _Reader, row: Mapping[str, Any], field: str) -> Outlet:
    return Outlet(
        reader.text(row, "name", field),
        reader.maybe(row, "id", field),
        reader.text(row, "rule", field, "editor"),
        reader.text(row, "evidence", field),
    )


def _date(reader: _Reader, fields: Fields) -> ArticleDate:
    value = fields.get("date")
    if value is None:
        return ArticleDate(None, None, "none", ())
    row = value if isinstance(value, dict) else {"from": value, "basis": "explicit"}
    first, last = reader.day(row, "from"), reader.day(row, "to")
    basis = reader.choice(
        reader.text(row, "basis", "date", "explicit"), ("none", "explicit", "inferred"), "date basis"
    )
    evidence = tuple(
        Evidence(
            reader.text(e, "text", "date"),
            reader.text(e, "rule", "date", "editor"),
            reader.text(e, "value", "date"),
        )
        for e in reader.rows(row, "evidence")
    )
    if first is None:
        return ArticleDate(None, None, "none", evidence)
    if last is not None and last < first:
        reader.wrong(f"date: ends {last} before it begins {first}", "exchange from and to")
        first, last = last, first
    return ArticleDate(first, last or first, "inferred" if basis == "inferred" else "explicit", evidence)


def _removal(reader: _Reader, row: Mapping[str, Any]) -> Removal:
    line = row.get("line")
    texts = (reader.text(row, name, "removed") for name in ("text", "rule", "evidence"))
    return Removal(line if isinstance(line, int) else 1, *texts)


def _place(row: Mapping[str, Any], name: str, text: str) -> tuple[int, int] | None:
    """Where an entry's text stands in the body: where it says, or else the one place where it is found."""
    wanted = row.get(name)
    at = row.get("at")
    if isinstance(at, list) and len(at) == 2 and all(isinstance(n, int) for n in at):
        start, end = at
        if 0 <= start < end <= len(text) and (wanted is None or text[start:end] == wanted):
            return start, end
    if isinstance(wanted, str) and wanted and (start := text.find(wanted)) >= 0:
        return start, start + len(wanted)
    return None


def _entities(reader: _Reader, fields: Fields, text: str) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for name, kind in ENTITIES.items():
        for row in reader.rows(fields, name):
            label = reader.text(row, "name", name)
            identity = reader.text(row, "id", name) or label
            if not identity:
                reader.wrong(f"{name}: an entry has neither id nor name", "write id: or name:")
                continue
            names = tuple(str(n) for n in row.get("names") or [label or identity])
            rule = reader.text(row, "rule", name, "editor")
            roles = tuple(str(r) for r in row.get("roles") or [])
            evidence = reader.text(row, "evidence", name)
            entities.append(
                Entity(
                    kind,
                    identity,
                    label or names[0],
                    names,
                    bool(row.get("known", True)),
                    rule,
                    evidence,
                    roles,
                )
            )
            places = [tuple(p) for p in row.get("at") or [] if isinstance(p, list) and len(p) == 2]
            good = [
                (a, b)
                for a, b in places
                if isinstance(a, int) and isinstance(b, int) and 0 <= a < b <= len(text)
            ]
            if not places:
                good = _find_names(text, names)
            mentions.extend(Mention(kind, identity, text[a:b], a, b, rule) for a, b in good)
    return tuple(entities), tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.kind, m.id)))


def _find_names(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Places at which names stand as written, longest first, without overlaps."""
    taken: list[tuple[int, int]] = []
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        start = text.find(name)
        while name and start >= 0:
            end = start + len(name)
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
            start = text.find(name, end)
    return sorted(taken)


def _sentences(content: ContentFile) -> tuple[Sentence, ...]:
    """The sentences of the body, by the same splitter as in the pipeline."""
    found: list[Sentence] = []
    start = 0
    for number, paragraph in enumerate(content.paragraphs):
        for span in sentences.split(paragraph.text):
            text = paragraph.text[span.start : span.end]
            found.append(Sentence(len(found), number, text, start + span.start, start + span.end))
        start += len(paragraph.text) + 1
    return tuple(found)


def _summary(reader: _Reader, fields: Fields, text: str, found: tuple[Sentence, ...]) -> tuple[Extract, ...]:
    extracts: list[Extract] = []
    for number, row in enumerate(reader.rows(fields, "summary")):
        place = _place(row, "text", text)
        if place is None:
            reader.wrong(
                f"summary: not a sentence of the text: «{str(row.get('text'))[:60]}»",
                "copy the sentence from the text exactly; it is left out until then",
            )
            continue
        sentence = next((s.index for s in found if s.start <= place[0] < s.end), 0)
        votes = tuple(
            Vote(
                reader.text(v, "rule", "summary"),
                float(v.get("score") or 0),
                reader.text(v, "why", "summary"),
            )
            for v in reader.rows(dict(row), "votes")
        )
        rank = row.get("rank")
        extracts.append(
            Extract(
                sentence,
                text[place[0] : place[1]],
                *place,
                votes or (Vote("editor", 0.0, "editor:chosen"),),
                rank if isinstance(rank, int) else number,
                reader.maybe(row, "context", "summary"),
            )
        )
    return tuple(sorted(extracts, key=lambda e: (e.start, e.end)))


def _quotes(reader: _Reader, fields: Fields, text: str) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    for row in reader.rows(fields, "quotes"):
        place = _place(row, "text", text)
        if place is None:
            reader.wrong(
                f"quotes: not in the text: «{str(row.get('text'))[:60]}»",
                "copy the words from the text exactly; it is left out until then",
            )
            continue
        style = reader.choice(
            reader.text(row, "style", "quotes", "marked"), ("marked", "unmarked", "partial"), "style"
        )
        quotes.append(
            Quote(
                text[place[0] : place[1]],
                *place,
                reader.maybe(row, "speaker", "quotes"),
                reader.maybe(row, "speaker_text", "quotes"),
                reader.maybe(row, "verb", "quotes"),
                style,  # type: ignore[arg-type] # choice returns one of the legal values
                reader.text(row, "rule", "quotes", "editor"),
                reader.text(row, "evidence", "quotes"),
            )
        )
    return tuple(sorted(quotes, key=lambda q: (q.start, q.end)))


def _terms(reader: _Reader, fields: Fields, text: str) -> tuple[Term, ...]:
    terms = []
    for row in reader.rows(fields, "terms"):
        if place := _place(row, "text", text):
            terms.append(Term(text[place[0] : place[1]], *place, reader.text(row, "rule", "terms", "editor")))
    return tuple(terms)


def _dates(reader: _Reader, fields: Fields, text: str) -> tuple[DateMention, ...]:
    dates = []
    for row in reader.rows(fields, "dates"):
        place = _place(row, "text", text)
        first, _, last = reader.text(row, "value", "dates").partition("/")
        days = reader.day({"from": first}, "from"), reader.day({"to": last or first}, "to")
        if place is None or days[0] is None or days[1] is None:
            continue
        calendars = ("gregorian", "jalali", "hijri", "relative")
        calendar = reader.choice(reader.text(row, "calendar", "dates", "gregorian"), calendars, "calendar")
        rule = reader.text(row, "rule", "dates", "editor")
        dates.append(DateMention(text[place[0] : place[1]], *place, *days, calendar, rule))  # type: ignore[arg-type]
    return tuple(dates)
