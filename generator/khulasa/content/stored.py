"""A content file read as a digest: what the program found, with the editor's changes in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar, get_args

from khulasa.content import provenance
from khulasa.content.fields import ENTITIES, LEGAL
from khulasa.content.frontmatter import ContentFile, Fields
from khulasa.content.values import Row, Values, place, places_of
from khulasa.errors import KhulasaError, Problem, did_you_mean
from khulasa.model import (
    ArticleDate,
    Calendar,
    DateMention,
    Digest,
    Entity,
    Evidence,
    Extract,
    Heading,
    Lang,
    Mention,
    Outlet,
    Provenance,
    Quote,
    Removal,
    Sentence,
    Source,
    Style,
    Term,
    Vote,
)
from khulasa.text import sentences

T = TypeVar("T")
MAX_TAGS = 500
"""People, places … that are used of one article: each has pages of its own in every edition."""
MAX_QUOTES = 500
"""Statements that are used of one article."""
EDITOR = "editor"
"""The rule of whatever a person wrote."""


def digest(content: ContentFile, where: str) -> tuple[Digest, tuple[Problem, ...]]:
    """The digest that a content file stands for, and what is wrong in it (a wrong entry is left out).

    KhulasaError where the file cannot be used at all: no language, no title, no text.
    """
    values, fields, text = Values(where), content.fields, content.text
    for name in fields:
        if name not in LEGAL:
            values.wrong(f"unknown field {name!r}", did_you_mean(name, LEGAL))
    lang, title = _lang(values, fields), _heading(values, fields, "title")
    if title is None or not title.text.strip() or not text.strip():
        missing = "text" if title is not None and title.text.strip() else "title"
        raise KhulasaError(Problem(where, f"has no {missing}", f"write a {missing}, or delete the file"))
    found = tuple(split(content))
    entities = _first(values, _entities(values, fields), MAX_TAGS, "names")
    known = {(e.kind, e.id) for e in entities}
    result = Digest(
        source=_source(values, fields),
        lang=lang,
        text=text,
        title=title,
        deck=_heading(values, fields, "deck"),
        section=_heading(values, fields, "section"),
        byline=_heading(values, fields, "byline"),
        subheadings=tuple(p.text for p in content.paragraphs if p.heading),
        publisher=_publisher(values, fields),
        via=tuple(_outlet(values, row, "via") for row in values.rows(fields, "via")),
        date=_article_date(values, fields),
        removed=tuple(_removal(values, row) for row in values.rows(fields, "removed")),
        sentences=found,
        summary=tuple(_summary(values, fields, text, found)),
        entities=entities,
        mentions=tuple(m for m in _mentions(values, fields, text) if (m.kind, m.id) in known),
        quotes=_first(values, _quotes(values, fields, text), MAX_QUOTES, "quotes"),
        terms=tuple(_terms(values, fields, text)),
        dates=tuple(_dates(values, fields, text)),
    )
    return result, tuple(values.problems)


def _first(values: Values, found: Iterable[T], most: int, name: str) -> tuple[T, ...]:
    """The first of many, with a problem where there are more."""
    every = tuple(found)
    if len(every) > most:
        what = f"{name}: {len(every)} are more than the {most} that are used of one article"
        values.wrong(what, "delete the less important ones")
    return every[:most]


def split(content: ContentFile) -> Iterable[Sentence]:
    """The sentences of the body, by the splitter of the pipeline."""
    index = start = 0
    for number, paragraph in enumerate(content.paragraphs):
        for span in sentences.split(paragraph.text):
            text = paragraph.text[span.start : span.end]
            yield Sentence(index, number, text, start + span.start, start + span.end)
            index += 1
        start += len(paragraph.text) + 1


def _lang(values: Values, fields: Fields) -> Lang:
    lang = values.text(fields, "lang", "lang")
    for legal in get_args(Lang):
        if lang == legal:
            return legal  # type: ignore[no-any-return] # get_args forgets the type
    raise KhulasaError(Problem(values.where, f"lang cannot be {lang!r}", "write lang: ar or lang: fa"))


def _heading(values: Values, fields: Fields, name: str) -> Heading | None:
    text = values.maybe(fields, name, name)
    if text is None:
        return None
    found = fields.get("found")
    row = found.get(name) if isinstance(found, dict) else None
    if not isinstance(row, dict):
        return Heading(text, EDITOR)
    line = values.number(row, "line", 0) if row.get("line") is not None else None
    return Heading(text, values.text(row, "rule", name), line, bool(row.get("derived")))


def _source(values: Values, fields: Fields) -> Source:
    row = fields.get("source")
    if not isinstance(row, dict):
        return Source("", "", "", "utf-8")
    file, sha = values.text(row, "file", "source"), values.text(row, "sha256", "source")
    encoding, notes = values.text(row, "encoding", "source"), values.texts(row, "notes", "source")
    return Source(file, sha, "", encoding, notes, _provenance(values, row.get("provenance")))


def _provenance(values: Values, row: object) -> Provenance | None:
    try:
        return provenance.of_row(row, values.where) if row is not None else None
    except KhulasaError as error:
        values.problems.extend(error.problems)
        return None


def _publisher(values: Values, fields: Fields) -> Outlet | None:
    value = fields.get("publisher")
    if value is None:
        return None
    return _outlet(values, value if isinstance(value, dict) else {"name": value}, "publisher")


def _outlet(values: Values, row: Row, of: str) -> Outlet:
    name, identity = values.text(row, "name", of), values.maybe(row, "id", of)
    return Outlet(name, identity, values.text(row, "rule", of, EDITOR), values.text(row, "evidence", of))


def _article_date(values: Values, fields: Fields) -> ArticleDate:
    value = fields.get("date")
    if value is None:
        return ArticleDate(None, None, "none", ())
    row = value if isinstance(value, dict) else {"from": value}
    first, last = values.day(row, "from"), values.day(row, "to")
    basis = values.choice(row, "basis", "date", ("explicit", "inferred", "none"))
    evidence = tuple(_evidence(values, e) for e in values.rows(row, "evidence"))
    if first is None:
        return ArticleDate(None, None, "none", evidence)
    if last is not None and last < first:
        values.wrong(f"date: ends {last} before it begins {first}", "exchange from and to")
        first, last = last, first
    return ArticleDate(first, last or first, "inferred" if basis == "inferred" else "explicit", evidence)


def _evidence(values: Values, row: Row) -> Evidence:
    text, rule = values.text(row, "text", "date"), values.text(row, "rule", "date", EDITOR)
    return Evidence(text, rule, values.text(row, "value", "date"))


def _removal(values: Values, row: Row) -> Removal:
    text, rule = values.text(row, "text", "removed"), values.text(row, "rule", "removed", EDITOR)
    return Removal(values.number(row, "line", 1), text, rule, values.text(row, "evidence", "removed"))


def _entities(values: Values, fields: Fields) -> Iterable[Entity]:
    for name, kind in ENTITIES.items():
        for row in values.rows(fields, name):
            identity, forms = _identity(values, row, name)
            if not identity:
                values.wrong(f"{name}: an entry has neither id nor name", "write id: or name:")
                continue
            label = values.text(row, "name", name) or (forms[0] if forms else identity)
            rule, evidence = values.text(row, "rule", name, EDITOR), values.text(row, "evidence", name)
            roles = values.texts(row, "roles", name)
            known = bool(row.get("known", True))
            yield Entity(kind, identity, label, forms, known, rule, evidence, roles)


def _identity(values: Values, row: Row, name: str) -> tuple[str, tuple[str, ...]]:
    """Id and written forms of an entry; an entry that is a bare text is its own id and form."""
    identity = values.text(row, "id", name) or values.text(row, "name", name)
    forms = values.texts(row, "names", name)
    label = values.text(row, "name", name)
    return identity, forms or ((label,) if label else ())


def _mentions(values: Values, fields: Fields, text: str) -> list[Mention]:
    """Places of the entities: as the file has them, else (an entry without places) wherever its names stand."""
    found: list[Mention] = []
    for name, kind in ENTITIES.items():
        for row in values.rows(fields, name):
            identity, forms = _identity(values, row, name)
            at = row.get("at")
            if at is not None and not isinstance(at, list):
                values.wrong(
                    f"{name}: at must be a list of places, not {str(at)[:60]!r}",
                    "write at: [[0, 5]], or nothing",
                )
                at = None
            spans = places_of(forms, text) if at is None else [tuple(p) for p in at if _is_span(p, text)]
            rule = values.text(row, "rule", name, EDITOR)
            found.extend(Mention(kind, identity, text[a:b], a, b, rule) for a, b in spans if identity)
    return sorted(found, key=lambda m: (m.start, m.end, m.kind, m.id))


def _is_span(pair: object, text: str) -> bool:
    if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(n, int) for n in pair):
        return False
    start, end = pair
    return bool(0 <= start < end <= len(text))


def _located(values: Values, fields: Fields, name: str, text: str) -> Iterable[tuple[Row, int, int]]:
    """Entries with their place in the text; one that is not there word for word is left out and reported."""
    for row in values.rows(fields, name):
        span = place(row, text)
        if span is None:
            what = f"{name}: these words are not in the text: «{str(row.get('text'))[:60]}»"
            values.wrong(what, "copy them from the text exactly; the entry is left out until then")
        else:
            yield row, *span


def _summary(values: Values, fields: Fields, text: str, found: tuple[Sentence, ...]) -> list[Extract]:
    extracts: list[Extract] = []
    for number, (row, start, end) in enumerate(_located(values, fields, "summary", text)):
        sentence = next((s.index for s in found if s.start <= start < s.end), 0)
        votes = tuple(_vote(values, vote) for vote in values.rows(row, "votes"))
        rank, context = values.number(row, "rank", number), values.maybe(row, "context", "summary")
        chosen = votes or (Vote(EDITOR, 0.0, "editor:chosen"),)
        if any(e.sentence == sentence for e in extracts):
            what = f"summary: two entries are of one sentence: «{text[start:end][:60]}»"
            values.wrong(what, "delete one of them; the first counts until then")
            continue
        extracts.append(Extract(sentence, text[start:end], start, end, chosen, rank, context))
    return sorted(extracts, key=lambda e: (e.start, e.end))


def _vote(values: Values, row: Row) -> Vote:
    score = row.get("score", 0.0)
    if not isinstance(score, int | float):
        values.wrong(f"summary: score must be a number, not {score!r}", "write a number, or delete the vote")
        score = 0.0
    return Vote(values.text(row, "rule", "summary", EDITOR), float(score), values.text(row, "why", "summary"))


def _quotes(values: Values, fields: Fields, text: str) -> list[Quote]:
    quotes: list[Quote] = []
    for row, start, end in _located(values, fields, "quotes", text):
        speaker, named = values.maybe(row, "speaker", "quotes"), values.maybe(row, "speaker_text", "quotes")
        verb = values.maybe(row, "verb", "quotes")
        style: Style = values.choice(row, "style", "quotes", get_args(Style))  # type: ignore[assignment]
        rule, evidence = values.text(row, "rule", "quotes", EDITOR), values.text(row, "evidence", "quotes")
        quotes.append(Quote(text[start:end], start, end, speaker, named, verb, style, rule, evidence))
    return sorted(quotes, key=lambda q: (q.start, q.end))


def _terms(values: Values, fields: Fields, text: str) -> Iterable[Term]:
    for row, start, end in _located(values, fields, "terms", text):
        yield Term(text[start:end], start, end, values.text(row, "rule", "terms", EDITOR))


def _dates(values: Values, fields: Fields, text: str) -> Iterable[DateMention]:
    for row, start, end in _located(values, fields, "dates", text):
        first, _, last = values.text(row, "value", "dates").partition("/")
        days: tuple[date | None, date | None] = (
            values.day({"value": first}, "value"),
            values.day({"value": last or first}, "value"),
        )
        calendar: Calendar = values.choice(row, "calendar", "dates", get_args(Calendar))  # type: ignore[assignment]
        if days[0] is not None and days[1] is not None:
            rule = values.text(row, "rule", "dates", EDITOR)
            yield DateMention(text[start:end], start, end, days[0], days[1], calendar, rule)
