"""Reprints: the same text in other spelling, cut or with a credit is a copy; a report on the same form is not."""

import random

import pytest

import storykit as kit
from khulasa.stories.copies import LEAST, SHORTEST, shape, share

WORDS = {
    "ar": "افتتح رئيس البلدية صباح اليوم معرضا للكتاب في قاعة المدينة بحضور جمهور من القراء والكتاب والناشرين "
    "وقال إن المعرض يضم دور نشر من بلدان كثيرة وإن الدخول مجاني للطلاب "
    "وأضاف أن لقاءات مع المؤلفين ستعقد كل مساء طوال الأسبوع",
    "fa": "شهردار بامداد امروز نمایشگاه کتاب را در تالار شهر با حضور خوانندگان و نویسندگان و ناشران گشود و گفت "
    "در این نمایشگاه ناشرانی از کشورهای بسیار شرکت دارند و ورود برای دانشجویان رایگان است "
    "و دیدار با نویسندگان هر شب برپاست",
}


@pytest.mark.parametrize("lang", WORDS)
def test_spelling_makes_no_difference(lang):
    """Letters of the other keyboard, marks and stops are not what makes a text."""
    text = WORDS[lang]
    other = text.replace("ی", "ي").replace("ک", "ك").replace(" و ", "، و ").replace("أ", "ا") + "."
    assert share(shape(text), shape(other)) == 1.0


@pytest.mark.parametrize("lang", WORDS)
def test_a_credit_and_a_cut_leave_a_copy(lang):
    """A line before it, or the end cut away, leaves a reprint; a third of it, or less, is a quotation."""
    words = WORDS[lang].split()
    credited = "به گزارش خبرگزاری شهر " + WORDS[lang]
    assert share(shape(WORDS[lang]), shape(credited)) > 0.9
    assert share(shape(WORDS[lang]), shape(" ".join(words[: len(words) * 3 // 4]))) == 1.0
    long = " ".join([*words, *(f"واژه{n}" for n in range(int(len(words) / SHORTEST)))])
    assert share(shape(WORDS[lang]), shape(long)) == 0.0


def test_reports_on_one_form_are_no_copies():
    """Weather or prices in the same words with other numbers are two reports."""
    form = (
        "بلغت حرارة المدينة {} درجة وسرعة الرياح {} كيلومترا والرطوبة {} بالمئة وسجلت القرية {} درجة والجبل {} "
        * 3
    )
    one, other = form.format(*range(10, 25)), form.format(*range(40, 55))
    assert share(shape(one), shape(other)) == 0.0
    assert share(shape(one), shape(one.replace("المدينة", "مدينتنا", 1))) > 0.6


def test_short_texts_are_copies_only_when_equal():
    """Of a few words any two may share most."""
    words = WORDS["ar"].split()[: LEAST // 2]
    assert share(shape(" ".join(words)), shape(" ".join(words))) == 1.0
    assert share(shape(" ".join(words)), shape(" ".join([*words, "أمس"]))) == 0.0


def test_the_sample_of_a_part_is_in_the_sample_of_the_whole():
    """So a shortened reprint is found: it shares nearly all of its sample with its original."""
    chance = random.Random(3)  # noqa: S311 - the same chance each time
    words = [f"كلمة{chance.randrange(900)}" for _ in range(600)]
    whole, part = shape(" ".join(words)), shape(" ".join(words[:240]))
    assert len(part.sample & whole.sample) >= len(part.sample) - 4
    assert 20 < len(whole.sample) < 70


def test_no_two_reports_of_the_file_are_copies():
    """Reports of one event by different hands are no reprints."""
    shapes = [shape(t.text) for t in kit.told()]
    assert [share(a, b) for n, a in enumerate(shapes) for b in shapes[:n] if share(a, b)] == []
