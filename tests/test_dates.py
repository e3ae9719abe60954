"""Dates that a text names, on cases that a translator can add to (cases/dates.json)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dated import dated, reading
from khulasa.chains import STANDARD

CASES = json.loads((Path(__file__).parent / "cases" / "dates.json").read_text("utf-8"))
PAD = {
    "ar": "\nوقال مدير المشروع إن العمل يسير وفق الخطة. وأضاف أن السكان رحبوا بالخطوة.",
    "fa": "\nمدیر طرح گفت: کار طبق برنامه پیش می‌رود. وی افزود: مردم از این طرح استقبال کردند.",
}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['lang']}: {c['text'][:40]}")
def test_case(case):
    """The text names these dates and no others; each lies where its words are."""
    found = reading(case["text"] + PAD[case["lang"]])
    assert [[d.text, d.value, d.calendar] for d in found.dates] == case["dates"]
    for d in found.dates:
        assert found.text[d.start : d.end] == d.text


def test_rules_have_names_of_the_chain():
    """Every date names the rule of the chain that found it."""
    names = {rule.__name__ for rule in STANDARD.dates}
    for case in CASES:
        assert {d.rule for d in reading(case["text"] + PAD[case["lang"]]).dates} <= names


def test_event_and_person():
    """The anniversary of a known event, and of a death, is counted from its day."""
    event = ("river-treaty", "معاهدة النهر", "2017-12-06", "2017-12-06")
    text = "أقامت المدينة حفلا في الذكرى الرابعة لتوقيع معاهدة النهر بحضور السكان."
    assert [d.value for d in reading(text + PAD["ar"], [event]).dates] == ["2021-12-06"]
    person = ("salim-haddad", "سالم حداد", "1950-02-03", "2014-05-20")
    text = "أقامت المدينة حفلا في الذكرى العاشرة لرحيل سالم حداد بحضور السكان."
    assert [d.value for d in reading(text + PAD["ar"], [person], "person").dates] == ["2024-05-20"]


def test_a_weekday_that_disagrees_changes_nothing():
    """A date keeps its day where the weekday beside it is another day's; the article's date says so."""
    found = dated("افتتح رئيس البلدية اليوم الاثنين 7 نوفمبر 2024 مكتبة عامة في وسط المدينة." + PAD["ar"])
    assert found.date.first.isoformat() == "2024-11-07"
    assert "weekday disagrees" in found.date.evidence[0].value
