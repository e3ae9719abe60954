"""Leftovers of web pages: labelled pages, and what cleaning must never do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pages
from khulasa.chains import STANDARD
from khulasa.model import Line, Page
from khulasa.rules import clean

CASES = pages.cases()
PROSE = (
    "قال مدير المتحف إن القاعة الجديدة ستفتح أبوابها أمام الزوار يوم الأحد المقبل بعد عامين من العمل.",
    "وأضاف أن العمل شارك فيه أربعون مهندسا من ثلاث مدن، وأن التكلفة لم تتجاوز الميزانية المقررة.",
)
FURNITURE = (
    "اقرأ أيضا: خبر آخر عن المدينة", "الوسوم: متحف، آثار", "شارك هذا الخبر", "عدد المشاهدات: 120", "إعلان",
    "© وكالة النور. جميع الحقوق محفوظة", "أضف تعليقا", "https://example.org/1", "5 مايو 2023", "الرئيسية » ثقافة",
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_removed_lines(case: pages.Case) -> None:
    """Exactly the lines labelled X are removed, in order."""
    assert case.of("X") == [r.text for r in pages.document(case).removed]


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_every_removal_names_its_rule(case: pages.Case) -> None:
    """A removal names its line, a rule of the chain, and evidence."""
    names = {rule.__name__ for rule in STANDARD.clean}
    by_number = {line.number: line.text for line in case.page.lines}
    for removal in pages.document(case).removed:
        assert by_number[removal.line] == removal.text
        assert removal.rule in names
        assert removal.evidence


@given(st.lists(st.sampled_from(FURNITURE), max_size=6), st.lists(st.sampled_from(FURNITURE), max_size=6))
def test_prose_survives_any_frame(before: list[str], after: list[str]) -> None:
    """Whatever furniture stands around two paragraphs, the paragraphs stay and all the furniture goes."""
    texts = ["المتحف يفتح قاعة جديدة بعد عامين", *before, *PROSE, *after]
    page = Page("ar", tuple(Line(n, t) for n, t in enumerate(texts, 1)))
    rest, removed = clean.run(page, STANDARD.clean)
    assert [line.text for line in rest.lines] == [texts[0], *PROSE]
    assert len(rest.lines) + len(removed) == len(texts)


def test_a_page_of_furniture_is_left_whole() -> None:
    """Where nothing would be left, nothing is removed."""
    page = Page("ar", tuple(Line(n, t) for n, t in enumerate(FURNITURE, 1)))
    assert clean.run(page, STANDARD.clean) == (page, ())
