"""Title, deck, section, byline, dateline, subheadings; titles derived from the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pages
from khulasa.chains import STANDARD
from khulasa.model import Lang, Line, Page
from khulasa.rules import clean
from khulasa.rules.read.heading import derived_title, take_apart

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


@pytest.mark.parametrize(
    ("lang", "lines", "title"),
    [
        (
            "fa",
            ("عملیات ساخت کتابخانه شهر گلدشت با", "حضور شهروندان و مسئولان آغاز شد"),
            "عملیات ساخت کتابخانه شهر گلدشت با حضور شهروندان و مسئولان آغاز شد",
        ),
        (
            "ar",
            ("افتتاح معرض «الواحة في", "مئة صورة» بمكتبة المدينة"),
            "افتتاح معرض «الواحة في مئة صورة» بمكتبة المدينة",
        ),
        (
            "ar",
            ("افتتاح معرض الواحة بمكتبة المدينة", "مئة صورة من ثلاثة قرون"),
            "افتتاح معرض الواحة بمكتبة المدينة",
        ),
    ],
)
def test_broken_title(lang: Lang, lines: tuple[str, str], title: str) -> None:
    """A title that ends in a preposition or in open marks goes on in the next line; one that is whole does not."""
    text = {
        "ar": "افتتح في مكتبة المدينة معرض صور الواحة الذي يضم مئة صورة من ثلاثة قرون، وحضره جمهور كبير.",
        "fa": "عملیات ساخت کتابخانه مرکزی شهر گلدشت با حضور جمعی از شهروندان و مسئولان شهری آغاز شد.",
    }[lang]
    page = Page(lang, tuple(Line(n, t) for n, t in enumerate((*lines, text, text.replace("ه", "ة")), 1)))
    rest, removed = clean.run(page, STANDARD.clean)
    assert take_apart(rest, removed, STANDARD.heading).title.text == title


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
