"""Title, deck, section, byline, dateline, subheadings; titles derived from the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pages
from khulasa.model import Line
from khulasa.rules.read.heading import derived_title

CASES = pages.cases()
WORDS = (
    "قال", "الوزير", "إن", "العمل،", "في", "المدينة", "«بيت", "النور»", "و(ألف)", "انتهى.", "به", "گزارش", "ایسنا،",
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_parts(case: pages.Case) -> None:
    """Title, deck, subheadings and body are the lines with their labels."""
    document = pages.document(case)
    title = [] if document.title.derived else [document.title.text]
    assert case.of("T") == title
    assert case.of("D") == ([document.deck.text] if document.deck else [])
    assert case.of("H") == [h.text for h in document.subheadings]
    assert [t.strip() for m, t in case.lines if m in ("P", "H")] == [line.text for line in document.body]


@pytest.mark.parametrize("case", [c for c in CASES if c.of("S")], ids=[c.name for c in CASES if c.of("S")])
def test_section(case: pages.Case) -> None:
    """The section is what the page calls it."""
    section = pages.document(case).section
    assert case.of("S") == [section.text if section else None]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "عدن – قالت هيئة الأرصاد إن رياحا نشطة ستهب على السواحل الجنوبية خلال اليومين المقبلين.",
            "قالت هيئة الأرصاد إن رياحا نشطة ستهب على السواحل الجنوبية خلال اليومين المقبلين",
        ),
        (
            "به گزارش ایسنا، کاشت ۲۰ هزار نهال بومی در حاشیه جنوبی شهر آغاز شد.",
            "کاشت ۲۰ هزار نهال بومی در حاشیه جنوبی شهر آغاز شد",
        ),
        ("افتتح الوزير المعرض.", "افتتح الوزير المعرض"),
    ],
)
def test_derived_title(text: str, title: str) -> None:
    """A derived title begins after dateline and agency and ends at a clause."""
    assert derived_title((Line(1, text),)).text == title


@given(
    st.lists(
        st.sampled_from(WORDS),
        min_size=1,
        max_size=60,
    )
)
def test_derived_title_is_a_slice(words: list[str]) -> None:
    """A derived title is a slice of the first line and has at most fifteen words."""
    text = " ".join(words)
    heading = derived_title((Line(1, text),))
    assert heading.derived
    assert heading.text in text
    assert len(heading.text.split()) <= 16
