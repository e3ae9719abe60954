"""Clubs without a word for their kind, firms by their end: what they need and where they are silent."""

from __future__ import annotations

import pytest

from khulasa import languages
from khulasa.model import Candidate, Span
from khulasa.rules.read import clubs
from khulasa.rules.read.overlaps import settle
from test_organisations import names, reading

SPORT = "سجل اللاعب هدفا في مباراة الدوري أمام الجماهير. "


@pytest.mark.parametrize("code", ["ar", "fa"])
def test_every_club_says_how_sure_it_is(code):
    """The table of clubs knows three degrees and no other."""
    assert set(languages.load(code).table("clubs").values()) == {"sure", "sport", "cued"}


def test_a_victory_is_no_club():
    """The same word is a club beside a word of playing in a report of sport, and none elsewhere."""
    assert names("تحقق النصر بعد صبر طويل.", "ar", [clubs.known_club]) == []
    assert names(SPORT + "وكان النصر حليف الضيوف.", "ar", [clubs.known_club]) == []
    assert names(SPORT + "وفاز النصر أخيرا.", "ar", [clubs.known_club]) == ["النصر"]


def test_a_city_stays_a_city_behind_in():
    """A club that bears the name of its city is not found where one is in that city."""
    assert names(SPORT + "وأقيم الحفل في ليفربول.", "ar", [clubs.known_club]) == []
    assert names(SPORT + "وتغلب ليفربول على ضيفه.", "ar", [clubs.known_club]) == ["ليفربول"]


def test_a_name_that_begins_with_its_kind_is_no_person():
    """Of a person's and a place's name of equal extent the place counts, when its first word says what it is."""
    text = "رست السفينة في ميناء زايد مساء."
    start, end = text.index("ميناء"), text.index(" مساء")
    both = [
        Candidate(kind, start, end, Span(start, end), rule, text[start:end])
        for kind, rule in (("person", "given_and_family_name"), ("place", "place_by_head"))
    ]
    assert [c.kind for c in settle(reading(text, "ar"), both)] == ["place"]


def test_end_of_a_firm_needs_a_name_before_it():
    """The end alone (ميديا) names no firm."""
    assert names("تعمل سلوان بارتنرز هنا.", "ar", [clubs.firm_by_its_end]) == ["سلوان بارتنرز"]
    assert names("تعمل ميديا هنا.", "ar", [clubs.firm_by_its_end]) == []
