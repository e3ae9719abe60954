"""Made-up articles of 400 words for timing: sentences of fixed forms filled from the word lists, by a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from importlib import resources

from khulasa.model import Lang

WORDS = 400
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
LISTS = {"given": "given-names", "family": "family-names", "place": "places", "role": "roles"}
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


def written(lang: Lang, name: str) -> list[str]:
    """The entries of a word list as they are written there, in its order."""
    text = resources.files("khulasa.languages").joinpath(lang, f"{name}.txt").read_text("utf-8")
    return [line.partition("\t")[0] for line in text.splitlines() if line.strip() and line[0] != "#"]


def articles(count: int, lang: Lang, seed: int = 1) -> list[str]:
    """Texts with a title line and about ``WORDS`` words; the same for the same arguments."""
    draw = random.Random(f"{lang}-{seed}")  # noqa: S311  # a fixed seed is the point
    lists = {slot: written(lang, name) for slot, name in LISTS.items()}
    return [_article(draw, FORMS[lang], {**lists, "noun": list(NOUNS[lang])}) for _ in range(count)]


def _article(draw: random.Random, forms: Sequence[str], lists: Mapping[str, Sequence[str]]) -> str:
    people = [f"{draw.choice(lists['given'])} {draw.choice(lists['family'])}" for _ in range(4)]
    subjects = [draw.choice(lists["noun"]) for _ in range(8)]
    lines, size = [f"{subjects[0]} {draw.choice(lists['place'])} {subjects[1]} {subjects[2]}"], 0
    while size < WORDS:
        form = draw.choice(forms)
        while "{" in form:
            slot = form[form.index("{") + 1 : form.index("}")]
            if slot == "name":
                word = draw.choice(people)
            elif slot == "noun":
                word = draw.choice(subjects)
            elif slot == "number":
                word = str(draw.randrange(2, 29))
            else:
                word = draw.choice(lists[slot])
            form = form.replace(f"{{{slot}}}", word, 1)
        lines.append(form)
        size += len(form.split())
    return "\n".join(lines) + "\n"
