"""Words that relate a thing to time, and stretches of time: «بعد أسبوعين من», «دو روز پس از»."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from khulasa import languages
from khulasa.rules.read.date_text import Text
from khulasa.text.numbers import number_at, number_before, spaced

SLACK = {"hour": (0, 1), "day": (0, 0), "week": (-2, 4), "month": (-5, 10), "year": (-15, 30)}
"""Days by which «two weeks after» may be meant loosely, before and after."""
DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30.44, "year": 365.25}
VAGUE = {"hour": (0, 1), "day": (2, 12), "week": (8, 45), "month": (35, 300)}
"""Days that «some days», «some weeks», «some months» after may mean."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time as it is written."""

    count: int | None
    """None where the text says «some»."""
    unit: str
    first: int
    """Index of its first word."""
    last: int
    """Index after its last word."""


@cache
def relations(code: str) -> dict[str, frozenset[str]]:
    """What is said of time → the folded words or phrases that say it."""
    found: dict[str, set[str]] = {}
    for word, says in languages.load(code).table("time-relations").items():
        for one in says.split():
            found.setdefault(one, set()).add(word)
    return {says: frozenset(words) for says, words in found.items()}


@cache
def units(code: str) -> dict[str, tuple[int, str]]:
    """Folded word of a unit of time → how many it says by itself, and the unit."""
    rows = languages.load(code).table("time-units").items()
    return {word: (int(value.split()[0]), value.split()[1]) for word, value in rows}


def stretch_at(t: Text, i: int) -> Stretch | None:
    """The stretch of time that begins at word i: عشرة أيام, يومين, دو هفته, چند روز."""
    known = units(t.code)
    if t.code == "ar" and t.key(i) in known:
        count, unit = known[t.key(i)]
        return Stretch(count or None, unit, i, i + 1)
    if t.key(i) in ("چند", "بضعه", "عده"):
        here = known.get(t.key(i + 1))
        return Stretch(None, here[1], i, i + 2) if here else None
    if i >= len(t.words):
        return None
    number = number_at(t.text, t.words, i, t.code)
    unit_row = known.get(t.key(number.last)) if number else None
    if number is None or unit_row is None or not spaced(t.text, t.words, number.last):
        return None
    return Stretch(number.value, unit_row[1], i, number.last + 1)


def stretch_before(t: Text, i: int) -> Stretch | None:
    """The stretch of time that ends just before word i."""
    unit = units(t.code).get(t.key(i - 1))
    if unit is None:
        return None
    number = number_before(t.text, t.words, i - 1, t.code)
    if number is not None:
        return Stretch(number.value, unit[1], number.first, i)
    return Stretch(None, unit[1], i - 2, i) if t.key(i - 2) in ("چند", "بضعه") else None


def shifted(first: date, last: date, stretch: Stretch, sign: int = 1) -> tuple[date, date] | None:
    """The days a stretch after (or before) a day or range; wider where the stretch is loose."""
    if stretch.count is None:
        if stretch.unit not in VAGUE:
            return None
        low, high = VAGUE[stretch.unit]
    else:
        middle, (less, more) = round(stretch.count * DAYS[stretch.unit]), SLACK[stretch.unit]
        low, high = max(0, middle + less), middle + more
    if sign < 0:
        low, high = -high, -low
    return first + timedelta(days=low), last + timedelta(days=high)
