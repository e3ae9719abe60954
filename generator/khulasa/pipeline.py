"""From one source to one digest: pure, the same in this process, in a worker or on a cluster.

``digest`` is the whole way. ``take_apart`` and ``read`` are its halves, so that a text that an editor corrected
can be read again without being cleaned again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from khulasa import languages
from khulasa.chains import Chains
from khulasa.content.authority import Authority
from khulasa.errors import KhulasaError, Problem
from khulasa.model import (
    DateMention,
    Digest,
    Document,
    Extract,
    Heading,
    Lang,
    Line,
    Mention,
    Page,
    Quote,
    Reading,
    Sentence,
    Source,
    Span,
)
from khulasa.rules import clean
from khulasa.rules.read import article_date, dates, heading, names, outlets, quotes, topics
from khulasa.rules.score import Budget, choose
from khulasa.text import detect, sentences
from khulasa.text.words import words

MAX_SENTENCES = 3_000
"""A text of more sentences is no article; what looks from one sentence to all others stays quick so."""


@dataclass(frozen=True, slots=True)
class Options:
    """What an editor may set for the digest of an article."""

    budget: Budget = field(default_factory=lambda: Budget(sentences=5))


def take_apart(source: Source, chains: Chains) -> Document:
    """Which lines of a source are heading, body, leftover. KhulasaError where it is no Arabic or Persian article."""
    lines = tuple(
        Line(number, text) for number, raw in enumerate(source.text.split("\n"), 1) if (text := raw.strip())
    )
    lang = detect.language(source)
    page, removed = clean.run(Page(lang, lines), chains.clean)
    return heading.take_apart(page, removed, chains.heading, source.provenance)


def plain(text: str, lang: Lang, title: str | None) -> Document:
    """A document of a text that is known to be an article's body: nothing is cleaned away."""
    body = tuple(Line(n, t) for n, raw in enumerate(text.split("\n"), 1) if (t := raw.strip()))
    head = Heading(title, "given") if title else heading.derived_title(body)
    return Document(lang, head, None, None, None, None, (), body, ())


def lay_out(source: Source, document: Document, authority: Authority) -> Reading:
    """The empty reading of a document: its text, paragraphs, sentences and words with their places.

    KhulasaError where it has more sentences than any article has.
    """
    heads = [h.text for h in (document.title, document.deck) if h is not None and not h.derived]
    paragraphs: list[Span] = []
    found: list[Sentence] = []
    body = start = sum(len(h) + 1 for h in heads)
    for number, line in enumerate(document.body):
        paragraphs.append(Span(start, start + len(line.text)))
        for span in sentences.split(line.text):
            text = line.text[span.start : span.end]
            found.append(Sentence(len(found), number, text, start + span.start, start + span.end))
        start += len(line.text) + 1
    if len(found) > MAX_SENTENCES:
        what = f"has {len(found)} sentences, more than the {MAX_SENTENCES} that are read of one article"
        raise KhulasaError(Problem(source.path, what, "cut it into articles"))
    text = "\n".join([*heads, *(line.text for line in document.body)])
    language = languages.load(document.lang)
    return Reading(
        source, language, authority, document, text, body, tuple(paragraphs), tuple(found), words(text)
    )


def read(source: Source, document: Document, authority: Authority, chains: Chains) -> Reading:
    """Who, what, when, who said what; each stage sees what the ones before it found."""
    reading = lay_out(source, document, authority)
    reading = outlets.read(reading, chains.outlets)
    found = (*chains.people, *chains.organisations, *chains.places, *chains.events)
    reading = names.read(reading, chains.known, found, chains.not_names)
    reading = dates.read(reading, chains.dates)
    reading = quotes.read(reading, chains.quotes, chains.speakers)
    reading = article_date.read(reading, chains.article_date)
    return topics.read(reading, chains.topics)


def finish(reading: Reading, summary: tuple[Extract, ...]) -> Digest:
    """The digest of a reading: offsets move from heading-and-body to the body; what lies in the heading is named
    among the entities and has no place."""
    by, document = reading.body, reading.document
    # Sentences and mentions are many: made anew they take a third of the time of ``replace``.
    return Digest(
        source=reading.source,
        lang=reading.lang,
        text=reading.text[by:],
        title=document.title,
        deck=document.deck,
        section=document.section,
        byline=document.byline,
        subheadings=tuple(h.text for h in document.subheadings),
        publisher=reading.publisher,
        via=reading.via,
        date=reading.date,
        removed=document.removed,
        sentences=tuple(
            Sentence(s.index, s.paragraph, s.text, s.start - by, s.end - by) for s in reading.sentences
        ),
        summary=tuple(
            Extract(e.sentence, e.text, e.start - by, e.end - by, e.votes, e.rank, e.context) for e in summary
        ),
        entities=reading.entities,
        mentions=tuple(
            Mention(m.kind, m.id, m.text, m.start - by, m.end - by, m.rule)
            for m in reading.mentions
            if m.start >= by
        ),
        quotes=tuple(
            Quote(
                q.text,
                q.start - by,
                q.end - by,
                q.speaker,
                q.speaker_text,
                q.verb,
                q.style,
                q.rule,
                q.evidence,
            )
            for q in reading.quotes
        ),
        terms=tuple(replace(t, start=t.start - by, end=t.end - by) for t in reading.terms if t.start >= by),
        dates=tuple(
            DateMention(d.text, d.start - by, d.end - by, d.first, d.last, d.calendar, d.rule)
            for d in reading.dates
            if d.start >= by
        ),
    )


def digest(source: Source, authority: Authority, chains: Chains, options: Options | None = None) -> Digest:
    """Everything the program understands of one source document.

    KhulasaError where the document is no Arabic or Persian article, or holds no sentence.
    """
    document = take_apart(source, chains)
    return digest_document(source, document, authority, chains, options)


def digest_document(
    source: Source, document: Document, authority: Authority, chains: Chains, options: Options | None = None
) -> Digest:
    """The digest of a document that is already taken apart (and perhaps corrected by an editor)."""
    reading = read(source, document, authority, chains)
    return finish(reading, choose(reading, chains.score, chains.unfit, (options or Options()).budget))
