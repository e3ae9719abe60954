"""Dates in digits alone: which number is the year, and of which calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khulasa.text.calendars import Name

_NUMERIC = re.compile(
    r"(?<![\d/.\-])(\d{1,4})[ \u00a0]?([/\-.–])[ \u00a0]?(\d{1,2})[ \u00a0]?\2[ \u00a0]?(\d{1,4})(?![\d%٪])"
    r"(?!\2\d)[ \u00a0]?(هـ?\.? ?ش|هـ?\.? ?ق|ه\u200d|هـ|ه(?!\w)|م(?!\w)|ق(?!\w)|ش(?!\w)|هجري|ميلادي)?"
)
_PARTED = re.compile(r"\d[ \u00a0]?[/\-.–][ \u00a0]?\d")
"""What every day in digits has; most texts have none."""
_MARKS = {"ش": "jalali", "ق": "hijri", "م": "gregorian", "ه": "hijri", "هجري": "hijri", "ميلادي": "gregorian"}


@dataclass(frozen=True, slots=True)
class Numeric:
    """A day in digits, by place."""

    start: int
    end: int
    calendar: Name
    year: int
    month: int
    day: int


def year_calendar(year: int, mark: str, code: str) -> Name | None:
    """The calendar of a year: by the mark beside it, else by what a text of the language means by it."""
    if 1700 <= year <= 2150:
        return "gregorian"
    if mark in ("hijri", "jalali"):
        return "hijri" if mark == "hijri" else "jalali"
    named = _MARKS.get(mark)
    if named in ("hijri", "jalali") and year <= 1500:
        return "hijri" if named == "hijri" else "jalali"
    if mark in ("gregorian", "م", "ميلادي") and 100 <= year <= 2150:
        return "gregorian"
    if code == "fa":
        return "jalali" if 1200 <= year < 1428 else "hijri" if 1428 <= year <= 1500 else None
    return "hijri" if 1200 <= year <= 1500 else None


def two_digit_year(key: str, following: str, counted: frozenset[str]) -> int | None:
    """A solar year of two digits (آبان ۹۸، مهر ۰۳) in four; None where the number counts something."""
    if len(key) == 2 and key.isdigit() and key[0] == "0":
        return 1400 + int(key)
    if len(key) == 2 and key.isdigit() and int(key) >= 30 and following not in counted:
        return 1300 + int(key)
    return None


def numeric(text: str, code: str, short_years: bool = False) -> Iterator[Numeric]:
    """Days written in digits; ``short_years`` allows years of two digits, as datelines have them."""
    for m in _NUMERIC.finditer(text) if _PARTED.search(text) else ():
        if m[2] == "." and len(m[1]) < 4 and len(m[4]) < 4:
            continue
        numbers = _order(m[1], m[3], m[4], code, short_years)
        if numbers is None:
            continue
        year, month, day = numbers
        mark = _mark(m[5] or "")
        calendar = _calendar(year, mark, code)
        if calendar and 1 <= month <= 12 and 1 <= day <= 31:
            yield Numeric(m.start(), m.end() if mark else m.end(4), calendar, year, month, day)


def _mark(mark: str) -> str:
    """The calendar that the letters after a date stand for; empty where none do."""
    plain = mark.replace("ـ", "").replace("\u200d", "").replace(".", "").replace(" ", "")
    return _MARKS.get(plain[-1:] if len(plain) < 4 else plain, "")


def _order(a: str, b: str, c: str, code: str, short_years: bool) -> tuple[int, int, int] | None:
    """Year, month and day of three numbers; the day stands before the month unless it cannot."""
    if len(a) == 4 and len(c) <= 2:
        return int(a), int(b), int(c)
    if len(c) == 4 and len(a) <= 2:
        if int(b) > 12 >= int(a):
            return int(c), int(a), int(b)
        return int(c), int(b), int(a)
    if code == "fa" and len(a) == 2 and int(a) >= 60 and int(b) <= 12 and int(c) <= 31:
        return 1300 + int(a), int(b), int(c)
    if short_years and len(a) <= 2 and len(c) == 2 and int(b) <= 12 and 10 <= int(c) <= 40:
        return 2000 + int(c), int(b), int(a)
    return None


def _calendar(year: int, mark: str, code: str) -> Name | None:
    """The calendar of a whole date; Arabic pages of Iranian media write solar years of these decades."""
    if code == "ar" and not mark and 1380 <= year <= 1420:
        return "jalali"
    return year_calendar(year, mark, code)
