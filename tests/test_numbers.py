"""Numbers in words and digits, on cases that a translator can add to (cases/numbers.json)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khulasa.text.numbers import number_at, number_before
from khulasa.text.words import words

CASES = json.loads((Path(__file__).parent / "cases" / "numbers.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['lang']}: {c['text']}")
def test_value(case):
    """A number has the value, the length in words and the kind that the case says."""
    found = number_at(case["text"], words(case["text"]), 0, case["lang"])
    expected = (case["value"], case["words"], case["ordinal"])
    assert (found and found.value, found.last if found else 0, found.ordinal if found else False) == expected


@pytest.mark.parametrize(
    "case", [c for c in CASES if c["value"] and " " not in c["text"]], ids=lambda c: c["text"]
)
def test_before(case):
    """The number that ends before a word is the one that begins there."""
    text = f"{case['text']} كتاب"
    assert number_before(text, words(text), 1, case["lang"]).value == case["value"]


def test_every_day_of_a_month_in_words():
    """Days 1 to 31 as Persian ordinals written apart and joined are the same numbers."""
    units = ["یکم", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم"]
    for ten, name in ((20, "بیست"), (30, "سی")):
        for one, unit in enumerate(units, 1):
            for text in (f"{name} و {unit}", f"{name}‌و{unit}"):
                assert number_at(text, words(text), 0, "fa").value == ten + one


def test_a_line_ends_a_number():
    """Words on two lines are two numbers."""
    text = "خمسة\nوعشرون"
    assert number_at(text, words(text), 0, "ar").value == 5
