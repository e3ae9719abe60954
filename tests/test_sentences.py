"""Sentences: golden cases, and what must hold of any text."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khulasa.text import marks
from khulasa.text.sentences import split

LINES = (Path(__file__).parent / "cases" / "sentences.txt").read_text("utf-8").splitlines()
GOLDEN = [line for line in LINES if line and not line.startswith("#")]
LETTERS = "ابتجدرسعلمنهوي پگکی .،؛:!?؟…«»“”\"'()[]‘’0123٤٥\u200c\u064b\nab"


def cut(text: str) -> list[str]:
    """The sentences of a text as strings."""
    return [text[s.start : s.end] for s in split(text)]


@pytest.mark.parametrize("line", GOLDEN, ids=[line[:30] for line in GOLDEN])
def test_golden(line: str) -> None:
    """A paragraph is cut exactly where the case says."""
    assert [s.strip() for s in line.split("⏎")] == cut(line.replace("⏎", ""))


@given(st.text(LETTERS, max_size=120))
def test_nothing_is_lost(text: str) -> None:
    """The spans lie in order, do not overlap, and leave out nothing but white space."""
    spans = split(text)
    places = [0, *(p for s in spans for p in (s.start, s.end)), len(text)]
    assert places == sorted(places)
    assert not "".join(text[a:b] for a, b in zip(places[::2], places[1::2], strict=True)).strip()


@given(st.text(LETTERS, max_size=120))
def test_no_sentence_without_letters(text: str) -> None:
    """Only a text without any letter or digit gives a piece without one."""
    if any(map(str.isalnum, text)):
        assert all(any(map(str.isalnum, s)) for s in cut(text))


@given(st.text(LETTERS, max_size=100))
def test_no_pair_is_cut(text: str) -> None:
    """No sentence ends between an opening mark and its closing mark."""
    ends = {s.end for s in split(text)}
    for pair in marks.pairs(text):
        assert not any(pair.start < e <= pair.end for e in ends)


@given(st.text(LETTERS, max_size=100))
def test_pairs_are_nested(text: str) -> None:
    """Pairs lie one in the other or one beside the other."""
    for a, b in pairwise(marks.pairs(text)):
        assert b.start > a.end or b.end < a.end


def test_time_grows_with_length() -> None:
    """Eight times the text takes no more than some twenty times as long, even of marks that never close."""

    def seconds(text: str) -> float:
        start = time.perf_counter()
        split(text)
        return time.perf_counter() - start

    for piece in ("«قال. (", '"نعم. "لا. ', "كلمة. ", "....", "((((", "’‘’‘ "):
        short = max(min(seconds(piece * 500) for _ in range(3)), 1e-4)
        assert min(seconds(piece * 4000) for _ in range(2)) < 20 * short + 0.05
