"""Which pieces are statements and who says them: golden cases, and properties that hold for any text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from khulasa.chains import STANDARD
from khulasa.content.authority import Authority
from khulasa.model import Reading, Source
from khulasa.pipeline import lay_out, plain
from khulasa.rules.read import quotes
from quotekit import Case, cases, reading

ALL = [*cases("ar"), *cases("fa")]


def read(one: Reading) -> Reading:
    """The reading with its quotes, by all rules."""
    return quotes.read(one, STANDARD.quotes, STANDARD.speakers)


@pytest.mark.parametrize("case", ALL, ids=lambda c: f"{c.lang}: {c.title}")
def test_cases(case: Case) -> None:
    """Every statement of a case is found with its speaker and style, nothing else is, and terms are kept apart."""
    found = read(reading(case.text, case.lang, case.people, case.organisations))
    expected = [(begin, speaker, style) for begin, speaker, style in case.quotes]
    got = [
        (next((b for b, _, _ in case.quotes if q.text.startswith(b)), q.text), q.speaker or "-", q.style)
        for q in found.quotes
    ]
    assert expected == got
    assert list(case.terms) == [t.text for t in found.terms]


@pytest.mark.parametrize("case", ALL, ids=lambda c: f"{c.lang}: {c.title}")
def test_quotes_are_slices_with_reasons(case: Case) -> None:
    """A quote is a slice of the body without its marks; it names its rules, and a speaker has evidence."""
    found = read(reading(case.text, case.lang, case.people, case.organisations))
    known = set(STANDARD.names())
    for quote in found.quotes:
        assert quote.text == found.text[quote.start : quote.end]
        assert quote.start >= found.body
        assert quote.style == "unmarked" or quote.text[0] not in '«“"'
        assert not quote.text[0].isspace() and not quote.text[-1].isspace()
        assert set(quote.rule.split(", ")) <= known
        assert quote.speaker is None or quote.evidence
        assert quote.verb is None or quote.verb in found.text


def test_quotes_do_not_overlap() -> None:
    """Statements of one article lie apart and in order."""
    for case in ALL:
        spans = [(q.start, q.end) for q in read(reading(case.text, case.lang, case.people)).quotes]
        assert spans == sorted(spans)
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_without_speaker_rules_nobody_speaks() -> None:
    """A speaker comes from a rule and from nothing else."""
    case = ALL[0]
    found = quotes.read(reading(case.text, case.lang, case.people), STANDARD.quotes, ())
    assert [q.speaker for q in found.quotes] == [None]


def test_body_only() -> None:
    """A statement in the title is no quote: quotes are what the article reports."""
    title, text = "سعد نور: «نعم نحن جاهزون للعمل»", "قال سعد نور: «المدرسة مفتوحة»."
    one = lay_out(Source("a.txt", "0" * 64, text, "utf-8"), plain(text, "ar", title), Authority())
    assert [q.text for q in read(one).quotes] == ["المدرسة مفتوحة"]


@pytest.mark.parametrize("mark", ["«", "»", '"', "“", "((", "'", ":", "قال: ", "گفت: «", "«قال "])
def test_time_is_linear(mark: str) -> None:
    """A hostile run of marks or verbs costs time in proportion to its length."""
    small, large = (reading(" ".join(["كلمة", mark] * n), "ar") for n in (500, 4000))
    begin = time.process_time()
    read(small)
    middle = time.process_time()
    read(large)
    assert time.process_time() - middle < 40 * (middle - begin) + 2
