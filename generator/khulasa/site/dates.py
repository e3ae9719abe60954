"""Dates in three calendars, worded for an edition; never more precise than the evidence.

Gregorian month names are Babel's (CLDR); Arabic ones are given in both usages (يناير/كانون الثاني). Jalali days are
counted by persiantools, Hijri days by hijridate, which follows Umm al-Qura: the observed calendar of another country
may differ by a day, so the theme names Umm al-Qura wherever it shows one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache

from babel.dates import get_month_names
from hijridate import Gregorian
from hijridate.ummalqura import GREGORIAN_RANGE
from persiantools.jdatetime import JalaliDate

from khulasa.languages import Edition
from khulasa.site.views import CalendarDate

Day = tuple[int, int, int]
"""Year, month, day of some calendar."""

JALALI: Mapping[str, tuple[str, ...]] = {
    "fa": (
        "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
    ),
    "ar": (
        "فروردين", "أرديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "آبان", "آذر", "دي", "بهمن", "إسفند",
    ),
    "en": (
        "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
        "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
    ),
}  # fmt: skip
HIJRI: Mapping[str, tuple[str, ...]] = {
    "ar": (
        "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
        "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
    ),
    "fa": (
        "محرم", "صفر", "ربیع‌الاول", "ربیع‌الثانی", "جمادی‌الاول", "جمادی‌الثانی",
        "رجب", "شعبان", "رمضان", "شوال", "ذی‌القعده", "ذی‌الحجه",
    ),
    "en": (
        "Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula", "Jumada al-Akhira",
        "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qada", "Dhu al-Hijja",
    ),
}  # fmt: skip
ERAS: Mapping[tuple[str, str], str] = {
    ("ar", "hijri"): "هـ",
    ("ar", "jalali"): "هـ.ش",
    ("fa", "hijri"): "ق",
    ("fa", "gregorian"): "م",
    ("en", "hijri"): "AH",
    ("en", "jalali"): "SH",
}
"""What follows the year where a bare year would be taken for one of the edition's own calendar."""
SPANS: Mapping[str, tuple[str, str]] = {
    "ar": ("من {} إلى {}", "من {} إلى {}"),
    "fa": ("از {} تا {}", "{} تا {}"),
    "en": ("{} – {}", "{}–{}"),
}
"""A range of dates, and a range of days inside one month."""


@cache
def gregorian_months(lang: str) -> tuple[str, ...]:
    """The twelve names of an edition."""
    names = get_month_names("wide", locale=lang)
    if lang != "ar":
        return tuple(names[m] for m in range(1, 13))
    levant = get_month_names("wide", locale="ar_LB")
    return tuple(names[m] if names[m] == levant[m] else f"{names[m]}/{levant[m]}" for m in range(1, 13))


def _gregorian(day: date) -> Day:
    return day.year, day.month, day.day


def _jalali(day: date) -> Day | None:
    if not 623 <= day.year < 9999:  # the years that persiantools knows
        return None
    found = JalaliDate(day)  # type: ignore[no-untyped-call]
    return found.year, found.month, found.day


def _hijri(day: date) -> Day | None:
    first, last = GREGORIAN_RANGE
    if not first <= _gregorian(day) <= last:
        return None
    found = Gregorian.fromdate(day).to_hijri()
    return found.year, found.month, found.day


CALENDARS: Mapping[str, Callable[[date], Day | None]] = {
    "gregorian": _gregorian,
    "jalali": _jalali,
    "hijri": _hijri,
}


def month_name(calendar: str, month: int, lang: str) -> str:
    """A month of a calendar in the words of an edition."""
    if calendar == "gregorian":
        return gregorian_months(lang)[month - 1]
    return (JALALI if calendar == "jalali" else HIJRI)[lang][month - 1]


@lru_cache(maxsize=4096)
def calendars(first: date, last: date, look: Edition) -> tuple[CalendarDate, ...]:
    """A day or a range in every calendar of the edition that reaches so far."""
    found = ((name, worded(first, last, name, look)) for name in look.calendars)
    return tuple(CalendarDate(name, text) for name, text in found if text)


def worded(first: date, last: date, calendar: str, look: Edition) -> str:
    """A day or a range in one calendar: whole months and years by their name alone. Empty out of its reach."""
    start, end = CALENDARS[calendar](first), CALENDARS[calendar](last)
    if start is None or end is None:
        return ""
    opens = _whole(calendar, first, start, -1), _whole(calendar, last, end, 1)
    text = _range(look.code, (start, end), opens, lambda day, parts: _parts(day, parts, calendar, look.code))
    return text.translate({48 + n: d for n, d in enumerate(look.digits)})


def _whole(calendar: str, day: date, here: Day, step: int) -> str:
    """Whether a day is at the edge (the one that ``step`` leads over) of a ``year``, of a ``month``, or of none."""
    if not date.min < day < date.max:
        return ""
    there = CALENDARS[calendar](day + timedelta(days=step))
    if there is None or there[:2] == here[:2]:
        return ""
    return "month" if there[0] == here[0] else "year"


def _parts(day: Day, parts: str, calendar: str, code: str) -> str:
    """Some of day, month and year (``d m y``); the order is that of all three editions."""
    year = f"{day[0]} {ERAS.get((code, calendar), '')}".strip()
    words = {"d": str(day[2]), "m": month_name(calendar, day[1], code), "y": year}
    return " ".join(words[p] for p in parts)


def _range(code: str, ends: tuple[Day, Day], edges: tuple[str, str], say: Callable[[Day, str], str]) -> str:
    """Say of two ends of a range what must be said."""
    start, end = ends
    wide, narrow = SPANS[code]
    if start == end:
        return say(start, "dmy")
    if edges == ("year", "year"):
        return say(start, "y") if start[0] == end[0] else wide.format(say(start, "y"), say(end, "y"))
    if all(edges):
        if start[:2] == end[:2]:
            return say(start, "my")
        return wide.format(say(start, "m" if start[0] == end[0] else "my"), say(end, "my"))
    if start[:2] == end[:2]:
        return narrow.format(say(start, "d"), say(end, "dmy"))
    return wide.format(say(start, "dm" if start[0] == end[0] else "dmy"), say(end, "dmy"))


def moment(value: str, look: Edition) -> str:
    """``2020-01-03`` in the first calendar of the edition; ``2020-01`` and ``2020`` in Gregorian, in which alone
    they are one month or one year.
    """
    if value.count("-") == 2:
        day = date.fromisoformat(value)
        return worded(day, day, look.calendars[0], look) or worded(day, day, "gregorian", look)
    year, _, number = value.partition("-")
    first = date(int(year), int(number or 1), 1)
    last = date(int(year), int(number or 12), monthrange(int(year), int(number or 12))[1])
    return worded(first, last, "gregorian", look)


def month(period: str, look: Edition) -> str:
    """``2021-05`` in words of the edition: May 2021."""
    year, number = period.split("-")
    text = f"{month_name('gregorian', int(number), look.code)} {year}"
    return text.translate({48 + n: d for n, d in enumerate(look.digits)})


def year(period: str, look: Edition) -> str:
    """A Gregorian year in the digits of the edition."""
    return period.translate({48 + n: d for n, d in enumerate(look.digits)})
