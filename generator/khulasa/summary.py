"""The summary of a plain text: which of its sentences say most, by place in the text as given."""

from __future__ import annotations

from dataclasses import replace

from khulasa import languages
from khulasa.chains import STANDARD
from khulasa.content.authority import Authority
from khulasa.model import Document, Extract, Heading, Lang, Line, Reading, Sentence, Source, Span
from khulasa.rules.score import Budget, choose
from khulasa.text import detect, lines, sentences
from khulasa.text.words import words as words_of

DEFAULT = Budget(sentences=3)


def summarise(
    text: str,
    *,
    lang: Lang | None = None,
    title: str | None = None,
    words: int | None = None,
    sentences: int | None = None,
) -> tuple[Extract, ...]:
    """The sentences of a text that say most, in reading order; three where no budget is given.

    ``text[e.start:e.end] == e.text`` for each extract, whatever line ends or blank lines the text has; lines that
    were cut to a fixed width are read as one. ``words`` are counted with the parts of a word around a ZWNJ apart,
    and whole sentences are given: the last may pass the budget by half its length. ``lang`` is found where it is
    not given; KhulasaError where the text is neither Arabic nor Persian. A text without a sentence gives ``()``.
    """
    budget = Budget(sentences, words) if sentences is not None or words is not None else DEFAULT
    source = Source("", "", text, "utf-8")
    reading = lay_out(source, lang or detect.language(source), title)
    shift = reading.body
    found = choose(reading, STANDARD.score, STANDARD.unfit, budget)
    return tuple(
        replace(e, text=text[e.start - shift : e.end - shift], start=e.start - shift, end=e.end - shift)
        for e in found
    )


def lay_out(source: Source, lang: Lang, title: str | None) -> Reading:
    """A reading whose body is the text as given, letter for letter, but for line ends."""
    flat = lines.joined(source.text)
    spans = lines.paragraphs(source.text)
    head = f"{' '.join(title.split())}\n" if title and title.strip() else ""
    heading = Heading(head.rstrip("\n"), "given") if head else Heading("", "none", derived=True)
    body = tuple(Line(n, flat[s.start : s.end]) for n, s in enumerate(spans, 1))
    document = Document(lang, heading, None, None, None, None, (), body, ())
    by = len(head)
    found: list[Sentence] = []
    for number, (span, line) in enumerate(zip(spans, body, strict=True)):
        for s in sentences.split(line.text):
            start = by + span.start + s.start
            found.append(
                Sentence(len(found), number, line.text[s.start : s.end], start, start + s.end - s.start)
            )
    whole = head + flat
    paragraphs = tuple(Span(s.start + by, s.end + by) for s in spans)
    return Reading(
        source,
        languages.load(lang),
        Authority(),
        document,
        whole,
        by,
        paragraphs,
        tuple(found),
        words_of(whole),
    )
