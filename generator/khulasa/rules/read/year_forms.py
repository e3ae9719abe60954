"""Dates without the name of a month: years, seasons, feasts."""

from __future__ import annotations

import re
from functools import cache

from khulasa import languages
from khulasa.rules.read.date_text import YEAR, Form, Text, year_after
from khulasa.rules.read.numeric_dates import two_digit_year, year_calendar
from khulasa.text import calendars
from khulasa.text.calendars import Name
from khulasa.text.fold import key
from khulasa.text.numbers import number_at

GLUED_YEAR = re.compile(r"(?:سال|عام|سنه)(\d{4})")


@cache
def seasons(code: str) -> dict[str, tuple[int, int]]:
    """Folded name of a season → its first and last month."""
    rows = languages.load(code).table("seasons").items()
    return {word: (int(span.split("-")[0]), int(span.split("-")[1])) for word, span in rows}


def year_form(t: Text, i: int) -> Form | None:
    """A year after the word for year: عام ٢٠٢٣, سال ۱۴۰۲."""
    glued = GLUED_YEAR.fullmatch(t.key(i))
    if glued:
        calendar, year, tail = year_calendar(int(glued[1]), "", t.code), int(glued[1]), i + 1
    else:
        j = i + 1 + (t.says(i + 1) in ("this", "last", "next"))
        if any(t.gap(k).strip(" \u00a0\u200c(") != "" for k in range(i + 1, j + 1)):
            return None
        match, number = YEAR.fullmatch(t.key(j)), None
        if match is None and j < len(t.words):
            number = number_at(t.text, t.words, j, t.code)
        short = two_digit_year(t.key(j), t.key(j + 1), t.lists("counted")) if t.code == "fa" else None
        if match:
            year, tail = int(match[1]), j + 1
        elif number and number.value >= 1000 and not number.ordinal:
            year, tail = number.value, number.last
        elif short:
            year, tail = short, j + 1
        else:
            return None
        mark = (match[2] if match else None) or t.says(tail)
        calendar = year_calendar(year, mark, t.code)
    if calendar is None:
        return None
    first = i if glued else i + 1
    start = t.words[i].start + (t.key(i)[0] in "وفبل" and t.code == "ar" and not glued)
    return Form(start, t.words[tail - 1].end, first - (not glued), tail, calendar, year, rule="year")


def season_form(t: Text, i: int) -> Form | None:
    """A season with its year: تابستان ۱۳۹۸, صيف 2023."""
    word = t.key(i) if t.key(i) in seasons(t.code) else t.key(i)[1:]
    first, last = seasons(t.code)[word]
    calendar: Name = "gregorian" if t.code == "ar" else "jalali"
    year = year_after(t, i + 1, calendar, "")
    if year is None:
        return None
    start, end = t.words[i].start, t.words[year[1] - 1].end
    edge = _edge_before(t, i) if t.code == "fa" else ""
    if edge:
        month, start = first if edge == "first" else last, t.words[i - 2].start
        days = calendars.month_range(calendar, year[0], month)
        day = 1 if edge == "first" else (days[1] - days[0]).days + 1
        return Form(start, end, i - 2, year[1], calendar, year[0], month, day)
    return Form(start, end, i, year[1], calendar, year[0], first, until=last, rule="season")


def _edge_before(t: Text, i: int) -> str:
    """Whether the ``first`` or ``last`` day of a season is meant, as its months have it: نخستین روز زمستان."""
    if t.key(i - 1) != _DAY or t.gap(i).strip() or t.gap(i - 1).strip():
        return ""
    return "first" if t.key(i - 2) in _FIRST else "last" if t.key(i - 2) in _LAST else ""


_DAY = key("روز")
_FIRST, _LAST = frozenset(map(key, ("نخستین", "اولین", "یکمین"))), frozenset(map(key, ("آخرین", "واپسین")))


def holiday_form(t: Text, i: int) -> Form | None:
    """A feast with the year of its own calendar: عيد الفطر 1445, نوروز ۱۴۰۳."""
    table = _holidays(t.code)
    cut = t.code == "ar" and t.key(i) not in holiday_heads(t.code)
    head = t.key(i)[cut:]
    for length in (3, 2, 1):
        name = " ".join((head, *(t.key(j) for j in range(i + 1, i + length))))
        if name in table:
            calendar, month, day = table[name]
            year = year_after(t, i + length, calendar, "")
            if year is None:
                return None
            start, end = t.words[i].start + cut, t.words[year[1] - 1].end
            return Form(start, end, i, year[1], calendar, year[0], month, day, rule="holiday")
    return None


@cache
def _holidays(code: str) -> dict[str, tuple[Name, int, int]]:
    """Folded name of a feast → calendar, month, day."""
    found: dict[str, tuple[Name, int, int]] = {}
    for name, value in languages.load(code).table("holidays").items():
        calendar, month, day = value.split()
        found[name] = ("hijri" if calendar == "hijri" else "jalali", int(month), int(day))
    return found


@cache
def holiday_heads(code: str) -> frozenset[str]:
    """First words of the names of feasts."""
    return frozenset(name.split()[0] for name in _holidays(code))
