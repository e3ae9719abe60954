"""Made-up articles for timing: sentences of fixed forms filled from the word lists, by a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from khulasa.model import Lang

WORDS = 400
Cast = Mapping[str, Sequence[str]]
"""What an article speaks of, by slot of the forms: ``name``, ``noun``, ``place``, ``role``."""
FORMS: Mapping[Lang, Sequence[str]] = {
    "ar": (
        "أعلن {role} {name} في {place} أن {noun} و{noun} سيشملان {number} موقعاً قبل نهاية العام.",
        "وقال {name}: «إن {noun} في {place} يحتاج إلى {number} يوماً من العمل المتواصل حتى يكتمل».",
        "وأضاف أن {noun} المرتبط بمشروع {noun} بلغ {number} في المئة خلال الأشهر الماضية.",
        "وشارك في اللقاء {name} و{name}، وناقش الحاضرون {noun} و{noun} في {place}.",
        "من جانبه، أوضح {role} {name} أن «{noun} و{noun} يسيران وفق الخطة المقررة».",
        "وتعود بداية {noun} في {place} إلى {number} مارس 2019، حين افتتحت أول مرحلة منه.",
    ),
    "fa": (
        "{role} {name} در {place} اعلام کرد {noun} و {noun} تا پایان سال در {number} نقطه اجرا می‌شود.",
        "{name} گفت: «{noun} در {place} به {number} روز کار پیوسته نیاز دارد تا کامل شود.»",
        "وی افزود: سهم {noun} از طرح {noun} در ماه‌های گذشته به {number} درصد رسیده است.",
        "{name} و {name} نیز در این نشست درباره {noun} و {noun} در {place} سخن گفتند.",
        "{role} {name} تأکید کرد که «{noun} و {noun} طبق برنامه پیش می‌رود».",
        "آغاز {noun} در {place} به {number} فروردین ۱۳۹۸ برمی‌گردد که نخستین بخش آن گشوده شد.",
    ),
}
TITLE: Mapping[Lang, str] = {"ar": "{noun} و{noun} في {place}", "fa": "{noun} و {noun} در {place}"}
NOUNS: Mapping[Lang, Sequence[str]] = {
    "ar": (
        "توسيع الطريق", "ترميم المدرسة", "مشروع المياه", "معرض الكتاب", "خط القطار", "المكتبة العامة", "موسم الحصاد",
        "سوق الأسماك", "برنامج التطعيم", "بطولة كرة السلة", "مهرجان المسرح", "صيانة الجسر", "إنتاج الكهرباء",
    ),
    "fa": (
        "بازسازی مدرسه", "طرح آبرسانی", "نمایشگاه کتاب", "خط راه‌آهن", "کتابخانه عمومی", "برداشت گندم", "بازار ماهی",
        "برنامه واکسیناسیون", "مسابقات بسکتبال", "جشنواره تئاتر", "تعمیر پل", "تولید برق", "گسترش جاده",
    ),
}  # fmt: skip


@cache
def written(lang: Lang, name: str) -> tuple[str, ...]:
    """The entries of a word list as they are written there, in its order."""
    text = resources.files("khulasa.languages").joinpath(lang, f"{name}.txt").read_text("utf-8")
    return tuple(line.partition("\t")[0] for line in text.splitlines() if line.strip() and line[0] != "#")


def articles(count: int, lang: Lang, seed: int = 1) -> list[str]:
    """Texts with a title line and about ``WORDS`` words; the same for the same arguments."""
    draw = random.Random(f"{lang}-{seed}")  # noqa: S311  # a fixed seed is the point
    return [article(draw, lang, everybody(draw, lang), WORDS) for _ in range(count)]


def everybody(draw: random.Random, lang: Lang) -> Cast:
    """Four people of all those that the lists of names give, anywhere."""
    given, family = written(lang, "given-names"), written(lang, "family-names")
    return {
        "name": [f"{draw.choice(given)} {draw.choice(family)}" for _ in range(4)],
        "noun": [draw.choice(NOUNS[lang]) for _ in range(8)],
        "place": written(lang, "places"),
        "role": written(lang, "roles"),
    }


def article(draw: random.Random, lang: Lang, cast: Cast, words: int) -> str:
    """A text with a title line and a little more than ``words`` words, of what the cast holds."""
    lines, size = [_filled(draw, TITLE[lang], cast)], 0
    while size < words:
        lines.append(_filled(draw, draw.choice(FORMS[lang]), cast))
        size += len(lines[-1].split())
    return "\n".join(lines) + "\n"


def _filled(draw: random.Random, form: str, cast: Cast) -> str:
    while "{" in form:
        slot = form[form.index("{") + 1 : form.index("}")]
        word = str(draw.randrange(2, 29)) if slot == "number" else draw.choice(cast[slot])
        form = form.replace(f"{{{slot}}}", word, 1)
    return form
