"""A made-up folder of sources: Arabic and Persian by turns, people and tags by Zipf's law, days spread over time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from khulasa.bench.articles import NOUNS, Cast, article, written
from khulasa.model import Lang

SEED = 11
WORDS = (300, 500)
FIRST = date(2004, 1, 1)
A_DAY = 30
"""Articles a day, more where the corpus would then span more than ``SPAN`` days."""
SPAN = 7300
PEOPLE, PLACES = 3_000, 600
"""Names that there are to draw from: the larger the corpus, the more of them occur in it."""
MONTHS: dict[Lang, Sequence[str]] = {
    "ar": (
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    "fa": ("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"),
}  # fmt: skip
LABEL: dict[Lang, str] = {"ar": "تاريخ النشر", "fa": "تاریخ انتشار"}


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sources numbered from 0; the same number gives the same source in every run."""

    size: int

    def path(self, number: int) -> str:
        """Path of a source below the folder of sources: a thousand to a folder."""
        return f"{number // 1000:04}/{number:07}.txt"

    def day(self, number: int) -> date:
        """The day of a source; later numbers are newer, also those after the last."""
        return FIRST + timedelta(days=number // max(A_DAY, self.size // SPAN))

    def text(self, number: int) -> str:
        """A source: title, day, and 300 to 500 words."""
        draw = random.Random(f"{SEED}-{number}")  # noqa: S311  # a fixed seed is the point
        lang: Lang = "ar" if number % 2 else "fa"
        title, _, body = article(draw, lang, _cast(draw, lang), draw.randrange(*WORDS)).partition("\n")
        day = self.day(number)
        when = f"{LABEL[lang]}: {day.day} {MONTHS[lang][day.month - 1]} {day.year}"
        return f"{title}\n{when}\n{body}"

    def write(self, folder: Path, numbers: Iterable[int]) -> None:
        """Write sources into a folder."""
        for number in numbers:
            file = folder / self.path(number)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self.text(number), "utf-8")


def _rank(draw: random.Random, size: int) -> int:
    """A rank from 0 by Zipf's law: the first is twice as frequent as the second."""
    return int(size ** draw.random()) - 1


def _cast(draw: random.Random, lang: Lang) -> Cast:
    """Three people and two places by Zipf's law, some offices, eight subjects."""
    given, family, places = (written(lang, name) for name in ("given-names", "family-names", "places"))
    people = [_rank(draw, PEOPLE) for _ in range(3)]
    return {
        "name": [f"{given[n % len(given)]} {family[n * 7 % len(family)]}" for n in people],
        "noun": [draw.choice(NOUNS[lang]) for _ in range(8)],
        "place": [places[_rank(draw, min(PLACES, len(places)))] for _ in range(2)],
        "role": [draw.choice(written(lang, "roles")) for _ in range(3)],
    }
