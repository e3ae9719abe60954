"""A paragraph cut where chosen sentences, quotes and names begin and end; the pieces joined are the paragraph."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from khulasa.model import Digest
from khulasa.site.views import Link, Paragraph, Piece

NAMES = ("person", "organisation", "place", "event")
"""Kinds that are links inside the text; a topic is a matter of the whole."""
JOINERS = "\u200c\u200d\u0640"


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of the text that is shown as something."""

    start: int
    end: int
    anchor: str = ""
    link: Link | None = None


def paragraphs(digest: Digest, links: Mapping[tuple[str, str], Link]) -> tuple[Paragraph, ...]:
    """The whole text with its marks."""
    chosen = apart(Mark(e.start, e.end, f"s{e.sentence}") for e in digest.summary)
    quotes = [Mark(q.start, q.end, f"q{n}") for n, q in enumerate(digest.quotes, 1)]
    names = apart(
        widened(digest.text, Mark(m.start, m.end, "", links[m.kind, m.id]))
        for m in digest.mentions
        if m.kind in NAMES and (m.kind, m.id) in links
    )
    heads = frozenset(digest.subheadings)
    opened: set[str] = set()
    made: list[Paragraph] = []
    start = 0
    for line in digest.text.split("\n"):
        end = start + len(line)
        inside = [
            tuple(m for m in marks if m.start < end and m.end > start) for marks in (chosen, quotes, names)
        ]
        pieces = tuple(_pieces(digest.text, start, end, inside, opened))
        made.append(Paragraph(pieces, line in heads))
        start = end + 1
    return tuple(made)


def apart(marks: Iterable[Mark]) -> list[Mark]:
    """Marks that do not overlap: of two that do, the one that begins first, or is longer."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if mark.end > mark.start and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return kept


def widened(text: str, mark: Mark) -> Mark:
    """A name with the clitics that are written to it, so that no mark splits a word."""
    start, end = mark.start, mark.end
    while start > 0 and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    while end < len(text) and _in_word(text[end]) and _in_word(text[end - 1]):
        end += 1
    return Mark(start, end, mark.anchor, mark.link)


def _in_word(char: str) -> bool:
    return char.isalnum() or char in JOINERS or unicodedata.combining(char) > 0


def _pieces(
    text: str, start: int, end: int, inside: list[tuple[Mark, ...]], opened: set[str]
) -> Iterator[Piece]:
    """The pieces of one paragraph; ``opened`` remembers which anchors have been set."""
    chosen, quotes, names = inside
    edges = {start, end}
    for mark in (*chosen, *quotes, *names):
        edges |= {max(start, mark.start), min(end, mark.end)}
    places = sorted(edges)
    for left, right in itertools.pairwise(places):
        sentence, quote, name = (_at(marks, left) for marks in (chosen, quotes, names))
        yield Piece(
            text=text[left:right],
            sentence=sentence.anchor if sentence else "",
            first_of_sentence=_opens(sentence, opened),
            quote=quote.anchor if quote else "",
            first_of_quote=_opens(quote, opened),
            link=name.link if name else None,
        )


def _at(marks: tuple[Mark, ...], place: int) -> Mark | None:
    """The innermost mark at a place: the one that begins last."""
    return max((m for m in marks if m.start <= place < m.end), key=lambda m: (m.start, -m.end), default=None)


def _opens(mark: Mark | None, opened: set[str]) -> bool:
    """True the first time that a mark is met."""
    if mark is None or mark.anchor in opened:
        return False
    opened.add(mark.anchor)
    return True
