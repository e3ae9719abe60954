"""``khulasa.summarise``: places in the text as given, budgets, line ends, hard-wrapped lines, speed."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khulasa.bench.articles import articles
from khulasa.errors import KhulasaError
from khulasa.rules.score.sheet import count_words
from khulasa.summary import summarise
from khulasa.text import lines, sentences

PIECES = (
    "أعلنت بلدية الميناء فتح الحديقة العامة أمام الزوار.",
    "وقال المدير إن العمل انتهى قبل موعده بشهر كامل.",
    "وأضاف أن الحديقة تضم ثلاثمئة شجرة زيتون.",
    "هل يكفي هذا؟",
    "«الحديقة للجميع»، تقول مهندسة المشروع ليلى حداد.",
    "تبلغ كلفة المشروع 12.5 مليون ليرة، دفعت البلدية نصفها في العام الماضي والباقي في هذا العام.",
    "الصورة: أرشيف",
    "ويبدأ الموسم الزراعي الجديد في تشرين الأول.",
)
JOINTS = (" ", "\n", "\r\n", "\n\n", "  \n", "\n\t", "\r")
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(JOINTS)), max_size=14).map(
    lambda parts: "".join(a + b for a, b in parts)
)


@given(text=TEXTS, budget=st.integers(1, 6), words=st.booleans())
@settings(deadline=None, max_examples=80)
def test_slices_are_verbatim_and_in_reading_order(text: str, budget: int, words: bool) -> None:
    """``text[start:end]`` is the extract, they follow each other, and there is one where there is a sentence."""
    limit = {"words": 10 * budget} if words else {"sentences": budget}
    found = summarise(text, lang="ar", **limit)
    assert all(text[e.start : e.end] == e.text for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert bool(found) == bool(text.strip())


@given(text=TEXTS, budget=st.integers(1, 80))
@settings(deadline=None, max_examples=60)
def test_a_word_budget_is_passed_by_half_a_sentence_at_most(text: str, budget: int) -> None:
    """Without the last chosen sentence the words, with half of it added, are still within the budget."""
    ranked = sorted(summarise(text, lang="ar", words=budget), key=lambda e: e.rank)
    used = 0
    for extract in ranked:
        size = count_words(extract.text)
        assert extract.rank == 0 or used + size / 2 <= budget
        used += size


@given(text=TEXTS)
@settings(deadline=None, max_examples=30)
def test_the_same_text_gives_the_same_digest(text: str) -> None:
    """Nothing but the text decides."""
    assert summarise(text, lang="ar", sentences=3) == summarise(text, lang="ar", sentences=3)


@given(text=TEXTS, count=st.integers(1, 5))
@settings(deadline=None, max_examples=40)
def test_shorter_is_the_beginning_of_longer(text: str, count: int) -> None:
    """The digest of n sentences is what a longer one gives below rank n."""
    longer = summarise(text, lang="ar", sentences=count + 2)
    assert summarise(text, lang="ar", sentences=count) == tuple(e for e in longer if e.rank < count)


def test_line_ends_do_not_matter() -> None:
    """The same lines with CRLF give the same sentences."""
    text = "\n\n".join(PIECES)
    plain = [e.text for e in summarise(text, lang="ar")]
    assert [e.text for e in summarise(text.replace("\n", "\r\n"), lang="ar")] == plain


def test_the_language_is_found_or_refused() -> None:
    """Without a language it is found; a text in neither language is refused with a clear error."""
    assert summarise(" ".join(PIECES))
    with pytest.raises(KhulasaError):
        summarise("The library in the old town is open again after two years of repairs.")


WRAPPED = """أعلنت بلدية الميناء أمس فتح الحديقة العامة الكبرى أمام الزوار بعد
عامين من أعمال الترميم التي شملت الممرات والنوافير وملاعب الأطفال
والمقاعد الخشبية القديمة. وقال مدير الحدائق في البلدية إن الدخول
سيكون من دون مقابل حتى نهاية الصيف.
وتقع الحديقة على مساحة أربعين ألف متر مربع قرب المرفأ القديم وتضم
أكثر من ثلاثمئة شجرة زيتون وسنديان زرعت كلها قبل قرن من الزمن في
عهد المجلس البلدي الأول.
"""


def test_hard_wrapped_lines_are_read_as_one() -> None:
    """A sentence that runs over several lines is found whole, and is still a slice of the text as given."""
    found = summarise(WRAPPED, lang="ar", sentences=1)
    assert found[0].text == WRAPPED[: WRAPPED.index(" وقال")]
    assert WRAPPED[found[0].start : found[0].end] == found[0].text


def test_paragraphs_of_hard_wrapped_text() -> None:
    """A line that ends a sentence before the full width ends its paragraph."""
    spans = lines.paragraphs(WRAPPED)
    assert [WRAPPED[s.start : s.end][:5] for s in spans] == ["أعلنت", "وتقع "]


def test_lines_of_whole_sentences_are_not_joined() -> None:
    """A text with a sentence a line is not hard-wrapped: each line stays a paragraph."""
    text = "\n".join(PIECES)
    assert not lines.is_hard_wrapped(text.split("\n"))
    assert len(lines.paragraphs(text)) == len(PIECES)


def test_joined_keeps_every_place() -> None:
    """The joined copy has the length of the text, so that places are the same."""
    assert len(lines.joined("أ\r\nب\n")) == len("أ\r\nب\n")
    assert "\n" not in lines.joined("أ\r\nب\n")


def test_two_thousand_sentences_in_a_second() -> None:
    """Time grows with the length and no faster: a very long text is summarised at once, also by a word budget."""
    text = "\n".join(articles(100, "ar"))
    count = sum(len(sentences.split(line)) for line in text.splitlines())
    started = time.perf_counter()
    summarise(text, lang="ar", words=20_000)
    assert count > 2000
    assert time.perf_counter() - started < 1.5


def test_two_thousand_times_the_same_sentence() -> None:
    """Twins without end are no trap either, and one is enough."""
    started = time.perf_counter()
    assert len(summarise(" ".join(PIECES[:1] * 2000), lang="ar", sentences=5)) == 1
    assert time.perf_counter() - started < 1.5
