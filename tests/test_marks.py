"""Quotation marks: what closes what."""

from __future__ import annotations

import pytest

from khulasa.model import Span
from khulasa.rules.read.marks import Marked, pairs


def found(text: str) -> list[Marked]:
    """The pieces of a text whose lines are its paragraphs."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return list(pairs(text, spans))


def pieces(text: str) -> list[str]:
    """What stands in marks."""
    return [text[m.start : m.end] for m in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "«{}»",
        "“{}”",
        "”{}“",
        "„{}“",
        '"{}"',
        "‘{}’",
        "'{}'",
        "(({}))",
        "<<{}>>",
        "‹{}›",
        "»{}«",
        "''{}''",
        "« {} »",
    ],
)
def test_every_kind_of_mark(text: str) -> None:
    """Each kind of mark is paired, whichever way round it is used."""
    assert pieces("قال " + text.format("نعم ولا") + " ثم مضى.") == ["نعم ولا"]


def test_clitics_before_and_letters_after() -> None:
    """A preposition may be written on the opening mark, an ending on the closing one."""
    assert pieces('لـ"سرايا" و"أداء"، ثم') == ["سرايا", "أداء"]
    assert pieces("«شاهنامه»ها را خواند") == ["شاهنامه"]


def test_nested() -> None:
    """Marks inside marks lie deeper."""
    assert [m.depth for m in found('«كنت أظن أن "مرفأ بلا سفن" كتاب». وقالت: «نعم».')] == [0, 1, 0]


def test_apostrophes_and_inches() -> None:
    """An apostrophe in a Latin word and a mark after a number open nothing."""
    assert pieces("قرأ don't stop ومقاس 5\" فقط") == []


def test_over_paragraphs() -> None:
    """A closing mark in a later paragraph ends the statement; a repeated opening mark goes on with it."""
    assert pieces("قال: «أ ب.\nج د.» ثم") == ["أ ب.\nج د."]
    again = found("قال “أ ب.\n“ج د”.")
    assert [(m.closed, m.continued) for m in again] == [(False, False), (True, True)]


def test_unbalanced_marks_stay_in_their_paragraph() -> None:
    """A mark that is never closed does not reach into the next paragraph, nor past the next quotation."""
    assert pieces('قال: "أ ب ج\nد ه و\nز ح ط') == ["أ ب ج"]
    assert pieces('قال: "أ ب. ثم قال: "ه و" ومضى') == ["أ ب.", "ه و"]
