"""Choosing sentences: what bars them, what speaks for them, in which order they come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khulasa.chains import STANDARD
from khulasa.model import Entity, Lang, Quote, Reading, Source
from khulasa.rules.score import Budget, choose
from khulasa.rules.score.leaning import leaning
from khulasa.rules.score.sheet import NOTHING, count_words, lay
from khulasa.rules.score.twins import first_tellings
from khulasa.rules.score.unfit import dangling
from khulasa.rules.score.weights import weights
from khulasa.summary import lay_out
from khulasa.text.words import words

LIBRARY = """افتتحت بلدية الميناء أمس مكتبة عامة جديدة تضم عشرين ألف كتاب في وسط المدينة القديمة.
وقال مدير المكتبة سامر الخطيب إن المكتبة الجديدة ستفتح أبوابها سبعة أيام في الأسبوع.
وأضاف أن المكتبة العامة تستقبل مئتي قارئ كل يوم.
هل تكفي المكتبة العامة سكان الميناء؟
وتضم المكتبة العامة قاعة للأطفال وقاعة للصحف القديمة.
اقرأ أيضا: مواعيد الحافلات في الميناء
"""
BRIDGE = """شهرداری ساری از پایان بازسازی پل کهنه رودخانه تجن پس از دو سال خبر داد.
ناهید کریمی، معاون شهرداری ساری، گفت: «بازسازی پل کهنه هشت میلیارد تومان هزینه داشت.»
وی افزود: رفت و آمد خودروها از پل کهنه از روز شنبه آزاد می‌شود.
همچنین پیاده‌راه تازه‌ای کنار رودخانه تجن ساخته شده است.
"""


def reading(text: str, lang: Lang, title: str | None = None) -> Reading:
    """The bare reading of a text."""
    return lay_out(Source("", "", text, "utf-8"), lang, title)


def chosen(text: str, lang: Lang, title: str | None = None, sentences: int = 9) -> list[str]:
    """The texts of a digest."""
    found = choose(reading(text, lang, title), STANDARD.score, STANDARD.unfit, Budget(sentences=sentences))
    return [e.text for e in found]


def test_leftovers_and_questions_are_never_chosen() -> None:
    """However much room there is, neither a question nor a line of the web page gets into a digest."""
    digest = chosen(LIBRARY, "ar")
    assert not [s for s in digest if s.endswith("؟") or s.startswith("اقرأ")]


@pytest.mark.parametrize("sentences", range(1, 6))
def test_no_sentence_leans_on_one_that_is_missing(sentences: int) -> None:
    """A sentence that opens with "he added" comes only together with the sentence before it."""
    for text, lang, opening in ((LIBRARY, "ar", "وأضاف"), (BRIDGE, "fa", "وی"), (BRIDGE, "fa", "همچنین")):
        source = reading(text, lang)
        digest = choose(source, STANDARD.score, STANDARD.unfit, Budget(sentences=sentences))
        places = {e.sentence for e in digest}
        assert all(e.sentence - 1 in places for e in digest if e.text.startswith(opening))


@pytest.mark.parametrize(
    ("opening", "lang", "kind"),
    [
        ("وأضاف الوزير أن الطريق", "ar", "verb"),
        ("وأكد أن الطريق", "ar", "verb"),
        ("وأشار إلى أن الطريق", "ar", "verb"),
        ("من جانبه أكد المدير", "ar", "side"),
        ("كما افتتح المدير", "ar", "also"),
        ("وفي السياق ذاته افتتح", "ar", "link"),
        ("وهذا يعني أن", "ar", "pointer"),
        ("لكنه عاد", "ar", "pronoun"),
        ("وأكد المدير أن الطريق", "ar", None),
        ("أعلنت البلدية أن الطريق", "ar", None),
        ("وی افزود", "fa", "pronoun"),
        ("او در پایان گفت", "fa", "pronoun"),
        ("به گفته وی این طرح", "fa", "pronoun"),
        ("هم‌چنین در این مراسم", "fa", "also"),
        ("از سوی دیگر مدیر", "fa", "side"),
        ("با این حال مدیر", "fa", "link"),
        ("این طرح", "fa", "pointer"),
        ("پس از آنکه باران بارید", "fa", None),
        ("مدیر این طرح گفت", "fa", "pointer"),
        ("مدیر طرح تازه در این باره گفت", "fa", None),
        ("همسایه‌ها اما نگران بارند", "fa", "link"),
        ("مسابقات این هفته آغاز شد", "fa", None),
        ("تقع هذه البحيرة في الشمال", "ar", "pointer"),
        ("تستقبل المدينة هذا العام ألف زائر", "ar", None),
        ("ويهدف إلى حماية النحل", "ar", "pointer"),
        ("ويهدف المشروع إلى حماية النحل", "ar", None),
    ],
)
def test_leaning_openings(opening: str, lang: Lang, kind: str | None) -> None:
    """Openings of the lists are known with and without the conjunction; a named subject stands on its own."""
    found = words(opening)
    language = reading(LIBRARY if lang == "ar" else BRIDGE, lang).language
    lean = leaning(tuple(w.key for w in found), opening[found[0].end :], language)
    assert (lean.kind if lean else None) == kind


def speech(source: Reading, words_: str, speaker: str, said: str) -> Reading:
    """A reading in which one statement has a speaker."""
    start = source.text.index(words_)
    quote = Quote(words_, start, start + len(words_), speaker, said, "گفت", "unmarked", "test", "test")
    entity = Entity("person", speaker, "ناهید کریمی", ("ناهید کریمی",), False, "test", "test")
    return replace(source, quotes=(*source.quotes, quote), entities=(entity,))


def test_known_speaker_stands_beside_the_sentence() -> None:
    """A pronoun whose speaker was found may open an extract: its name is the label outside the text."""
    source = speech(reading(BRIDGE, "fa"), "رفت و آمد خودروها از پل کهنه", "karimi", "وی")
    row = lay(source).rows[2]
    assert row.context == "ناهید کریمی"
    assert dangling(lay(source), row, NOTHING) is None


def test_speaker_seen_in_the_sentence_needs_no_label() -> None:
    """A statement whose sentence names its speaker has no label."""
    said = "بازسازی پل کهنه هشت میلیارد تومان هزینه داشت."
    source = speech(reading(BRIDGE, "fa"), said, "karimi", "ناهید کریمی")
    assert lay(source).rows[1].context is None


def test_a_cut_quotation_is_barred() -> None:
    """A sentence in which a quotation opens and does not close is not taken while another is there."""
    text = "أعلنت البلدية فتح الحديقة العامة للزوار.\nوقال المدير: «سنفتح الحديقة العامة كل يوم.\n"
    assert chosen(text, "ar") == ["أعلنت البلدية فتح الحديقة العامة للزوار."]


def test_twins_come_once() -> None:
    """A sentence told twice is chosen once, also when a few words differ."""
    one = "أعلنت بلدية الميناء اليوم فتح الحديقة العامة الكبرى أمام جميع الزوار."
    other = "أعلنت بلدية الميناء أمس فتح الحديقة العامة الكبرى أمام جميع الزوار."
    last = "ويصل القطار السريع إلى المحطة الجديدة في الصيف المقبل."
    assert chosen("\n".join((one, last, other)), "ar") == [one, last]


def test_a_long_sentence_is_no_twin_of_a_short_one() -> None:
    """What holds all the words of a short chosen sentence and says far more is taken beside it."""
    short = "تعمل المضخة الجديدة في محطة الميناء."
    last = "ويصل القطار السريع إلى المدينة القديمة في الصيف المقبل."
    long = (
        "تعمل المضخة الجديدة منذ أمس بالطاقة الشمسية وتنقل مياه البحيرة المالحة عبر أنابيب طويلة نحو بيوت القرى "
        "البعيدة بعد معالجتها وتنقيتها داخل محطة صغيرة قرب رصيف الميناء."
    )
    assert chosen("\n".join((short, last, long)), "ar") == [short, last, long]


def test_first_tellings_are_linear_and_transitive() -> None:
    """Every twin of a twin belongs to the first telling, also among thousands."""
    back = [frozenset({("a", "b"), ("b", "c"), ("c", "d"), ("x", str(n % 3))}) for n in range(3000)]
    assert set(first_tellings([4] * 3000, back)) == {0}


def test_only_unfit_sentences_still_give_one() -> None:
    """The filters never leave a digest empty."""
    for text, lang in (("لماذا تأخر القطار هذا الصباح؟", "ar"), ("وی افزود", "fa"), ("خبر", "fa")):
        assert len(chosen(text, lang)) == 1


def test_nothing_gives_nothing() -> None:
    """A text without a sentence has no digest."""
    assert chosen("\n\n", "ar") == []


def test_ranks_are_the_order_of_choice() -> None:
    """The digest of n sentences is the longer one cut at rank n, for every n."""
    for text, lang in ((LIBRARY, "ar"), (BRIDGE, "fa")):
        source = reading(text, lang)
        full = choose(source, STANDARD.score, STANDARD.unfit, Budget(sentences=9))
        assert sorted(e.rank for e in full) == list(range(len(full)))
        for n in range(1, len(full) + 1):
            short = choose(source, STANDARD.score, STANDARD.unfit, Budget(sentences=n))
            assert [e for e in full if e.rank < n] == list(short)


def test_votes_say_why() -> None:
    """Every extract keeps its votes: rules of the chain, weights of the language, reasons as key:value."""
    names = {rule.__name__ for rule in STANDARD.score}
    for extract in choose(reading(LIBRARY, "ar"), STANDARD.score, STANDARD.unfit, Budget(sentences=3)):
        assert extract.votes
        for vote in extract.votes:
            assert vote.rule in names
            assert ":" in vote.why


def test_weights_are_of_rules_that_exist() -> None:
    """The weights file names rules of the chain and no others, and every rule has a weight somewhere."""
    names = {rule.__name__ for rule in STANDARD.score}
    assert set(weights("ar")) | set(weights("fa")) == names


def test_a_headline_pulls_its_sentence() -> None:
    """Between sentences of equal standing the one that shares the words of the headline comes first."""
    first = "اجتمع مجلس المدينة صباح الثلاثاء لبحث جدول الأعمال السنوي."
    plain = "تحدث الحاضرون طويلا عن أمور كثيرة في القاعة الكبيرة."
    about = "يربط خط القطار الجديد المدينة بالمطار الدولي مطلع الصيف."
    text = "\n".join((first, plain, about))
    title = "خط قطار جديد يربط المدينة بالمطار"
    assert chosen(text, "ar", title, sentences=2) == [first, about]


@pytest.mark.parametrize(("text", "count"), [("می‌شود", 2), ("كتابٌ جديد", 2), ("12.5 كم", 3), ("", 0)])
def test_words_are_counted_as_a_budget_does(text: str, count: int) -> None:
    """ZWNJ parts two words, marks part none."""
    assert count_words(text) == count
