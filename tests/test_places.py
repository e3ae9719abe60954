"""Places by rule: golden sentences of our own that anyone may add to (tests/cases/places.txt)."""

from __future__ import annotations

import pytest

from khulasa import languages
from khulasa.chains import STANDARD
from khulasa.model import Candidate, Span
from khulasa.rules.read import places
from khulasa.text.fold import key
from test_organisations import cases, longest, names, reading


@pytest.mark.parametrize(("lang", "text", "expected"), cases("places"))
def test_places(lang, text, expected):
    """The rules and the authority find these places with this extent, and no others."""
    read = reading(text, lang)
    rules = (*STANDARD.places, *STANDARD.known)
    found = [c for rule in rules for c in rule(read) if places.no_place(read, c) is None]
    assert [key(n) for n in expected] == [key(n) for n in longest(found, text)]


def test_one_place_has_one_id_in_both_languages():
    """What both word lists hold has the same id, so that readers of either language meet."""
    arabic, persian = (set(languages.load(code).table("places").values()) for code in ("ar", "fa"))
    assert len(arabic & persian) > 900


def test_lists_of_places_do_not_disagree():
    """A name stands in one of the three lists of a language only."""
    for code in ("ar", "fa"):
        plain, cued, headed = (
            languages.load(code).words(n) for n in ("places", "places-cued", "places-headed")
        )
        assert not plain & cued
        assert not plain & headed
        assert not cued & headed


def test_spelling_decides_on_short_words():
    """Ovens are no town and a grandfather is no city, though folding makes the words equal."""
    assert names("بنى الحرفيون أفران الفخار مع جده.", "ar", [places.listed_place]) == []
    assert names("بنى الحرفيون في إفران بيتا.", "ar", [places.listed_place]) == ["إفران"]


def test_only_places_are_vetoed():
    """The veto of phrases leaves other kinds alone."""
    read = reading("عاد إلى مسقط رأسه.", "ar")
    span = Span(8, 12)
    assert places.no_place(read, Candidate("person", 8, 12, span, "r", "")) is None
    assert places.no_place(read, Candidate("place", 8, 12, span, "r", "")) == "مسقط رأسه"
