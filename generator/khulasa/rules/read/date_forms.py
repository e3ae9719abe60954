"""How dates are written: each form found in a text, before it is known what it means there.

A form holds what the words say (calendar, year, month, day, weekday beside it); ``span`` makes days of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from operator import attrgetter

from khulasa.rules.read.date_text import Form, Text, date_words, text_of, weekday_before
from khulasa.rules.read.month_forms import PARTS, month_form
from khulasa.rules.read.numeric_dates import Numeric, numeric
from khulasa.rules.read.year_forms import (
    GLUED_YEAR,
    holiday_form,
    holiday_heads,
    season_form,
    seasons,
    year_form,
)
from khulasa.text import calendars
from khulasa.text.calendars import CalendarError, Name
from khulasa.text.words import places


def _from_numeric(t: Text, found: Numeric, i: int) -> Form:
    """A numeric date as a form."""
    tail = i
    while tail < len(t.words) and t.words[tail].start < found.end:
        tail += 1
    return Form(
        found.start, found.end, i, tail, found.calendar, found.year, found.month, found.day,
        weekday=weekday_before(t, i), rule="numeric_date",
    )  # fmt: skip


@cache
def _triggers(code: str) -> dict[str, str]:
    """Folded word → which form it may begin: month, year, season."""
    heads = dict.fromkeys(calendars.heads(code, "month"), "month")
    told = {word: "season" for s in seasons(code) for word in (s, "و" + s, "ب" + s, "ل" + s)}
    years = {word: "year" for word, says in date_words(code).items() if says == "year"}
    feasts = {
        c + w: "holiday"
        for w in holiday_heads(code)
        for c in ("", *(("ب", "ل", "و") if code == "ar" else ()))
    }
    return heads | {w: k for w, k in (feasts | told | years).items() if w not in heads}


@lru_cache(maxsize=32)
def forms(text: str, code: str, short_years: bool = False) -> tuple[Form, ...]:
    """Every date of a text, in order, none overlapping; ``short_years`` reads 12/03/24 too (datelines)."""
    t = text_of(text, code)
    found = [
        _from_numeric(t, n, bisect_right(t.words, n.start, key=attrgetter("start")) - 1)
        for n in numeric(text, code, short_years)
    ]
    done = 0
    for i, kind in _begun(t):
        form = _MAKERS[kind](t, i) if i >= done else None
        if form is not None:
            found.append(form)
            done = form.tail
    return tuple(_closed(text, form) for form in _without_overlaps(found))


def _begun(t: Text) -> list[tuple[int, str]]:
    """Indices of the words that may begin a form, each with the kind of form, in order."""
    triggers, where = _triggers(t.code), places(t.text)
    begun = [(i, triggers[word]) for word in where if word in triggers for i in where[word]]
    glued = [
        (i, "year")
        for word in where
        if word[-1:].isdigit() and GLUED_YEAR.fullmatch(word)
        for i in where[word]
    ]
    return sorted(begun + glued)


def _closed(text: str, form: Form) -> Form:
    """A form with the bracket that closes one inside it."""
    opened = "(" in text[form.start : form.end] and text[form.end : form.end + 1] == ")"
    return replace(form, end=form.end + 1) if opened and ")" not in text[form.start : form.end] else form


_MAKERS = {"month": month_form, "year": year_form, "season": season_form, "holiday": holiday_form}


def _without_overlaps(found: list[Form]) -> Iterator[Form]:
    """The forms in order; of two that overlap the more precise stays, then the longer."""
    best = sorted(found, key=lambda f: (f.day is None, f.month is None, f.start - f.end, f.start))
    kept: list[Form] = []  # apart from each other and in order
    for form in best:
        place = bisect_right(kept, form.start, key=lambda f: f.end)
        if place == len(kept) or form.end <= kept[place].start:
            kept.insert(place, form)
    return iter(kept)


def span(form: Form, year: int | None = None) -> tuple[date, date] | None:
    """First and last day of a form; ``year`` is used where it has none; None where it cannot be told."""
    year = form.year or year
    if year is None:
        return None
    try:
        if form.month is None:
            return calendars.year_range(form.calendar, year)
        if form.rule == "season":
            first = calendars.month_range(form.calendar, year, form.month)[0]
            return first, calendars.month_range(form.calendar, year, form.until or form.month)[1]
        if form.day is None:
            return _part_of_month(form, year)
        first = _day(form.calendar, year, form.month, form.day)
        last = _day(form.calendar, year, form.month, form.until) if form.until else first
    except CalendarError:
        return None
    if form.calendar == "hijri" and form.until is None:
        first = last = _seen_moon(first, form.weekday)
    return first, last


def _day(calendar: Name, year: int, month: int, day: int) -> date:
    """A day; the 30th of a lunar month that the tables give 29 days is the day after the 29th."""
    if calendar == "hijri" and day == 30:
        return calendars.to_gregorian(calendar, year, month, 29) + timedelta(days=1)
    return calendars.to_gregorian(calendar, year, month, day)


def _seen_moon(day: date, weekday: int | None) -> date:
    """Lunar months begin a day apart from country to country: the weekday beside the date decides."""
    for shift in (0, 1, -1):
        if weekday is not None and (day + timedelta(days=shift)).weekday() == weekday:
            return day + timedelta(days=shift)
    return day


def _part_of_month(form: Form, year: int) -> tuple[date, date]:
    """The days of a month, or of its beginning, middle or end."""
    first, last = calendars.month_range(form.calendar, year, form.month or 1)
    if form.part not in PARTS:
        return first, last
    low, high = PARTS[form.part]
    return first + timedelta(days=low - 1), min(last, first + timedelta(days=high - 1))
