"""The day of writing where the text leaves out the year, or tells the year alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from khulasa.model import ArticleDate, Reading
from khulasa.rules.read.date_forms import forms, span
from khulasa.rules.read.date_text import Form, Text, text_of
from khulasa.rules.read.event_dates import answer, events, sentence_at, weekdays
from khulasa.rules.read.lead_day import LEAD, past
from khulasa.rules.read.publication import closes_a_dateline, deictic_beside, note
from khulasa.text import calendars


@dataclass(frozen=True, slots=True)
class DayOnly:
    """A day and month that tell the day of the news, without a year."""

    form: Form
    offset: int
    """Days from the day of writing: -1 beside «yesterday»."""
    sure: bool
    """It is the day of writing; else the day of what is told."""


def _years(reading: Reading, form: Form) -> list[int]:
    """Years that the text names, in the calendar of a form, latest first."""
    days = [s for f in forms(reading.text, reading.lang) if f.year and (s := span(f))]
    days += [(e.first, e.last) for e in events(reading)]
    years = {calendars.from_gregorian(form.calendar, d[0])[0] for d in days if d[0].year >= 1990}
    return sorted(years, reverse=True)


def _days_only(reading: Reading, t: Text) -> Iterator[DayOnly]:
    """Days without a year beside «today», in a dateline, or with a weekday in the lead."""
    told = next((w.number for w in weekdays(reading) if not w.says), None)
    for form in forms(reading.text, reading.lang):
        if form.year is not None or form.day is None or form.until:
            continue
        beside = deictic_beside(t, form)
        sentence = sentence_at(reading, form.start)
        dateline = closes_a_dateline(reading, form)
        if beside is not None:
            yield DayOnly(form, beside[0], True)
        elif dateline:
            yield DayOnly(replace(form, weekday=told if form.weekday is None else form.weekday), 0, True)
        elif form.weekday is None or sentence is None or sentence.index >= LEAD:
            continue
        elif past(t, form.head, form.tail, sentence):
            yield DayOnly(form, 0, False)


def _running(reading: Reading, t: Text) -> Iterator[tuple[Form, bool]]:
    """Years and months that the text calls the running one (True) or, of years, the last (False)."""
    for form in forms(reading.text, reading.lang):
        if form.year is None or form.day is not None or form.part or form.start < reading.body:
            continue
        words = (t.says(form.head - 1), t.says(form.tail), t.says(form.head + 1), t.says(form.tail - 2))
        if "this" in words or t.key(form.head - 1) in ("هذا", "هذه") or t.key(form.head) == "امسال":
            yield form, True
        elif form.month is None and ("last" in words or t.key(form.head) == "پارسال"):
            yield form, False


def _fitting_years(reading: Reading, t: Text, form: Form) -> list[int]:
    """The running year where the text names one, else the latest year that it names and those beside it.

    A text may name the year to come (بودجه ۱۴۰۳); of three years in a row a day has its weekday in one.
    """
    for running, this in _running(reading, t):
        if running.calendar == form.calendar and running.year:
            return [running.year + (not this)]
    years = _years(reading, form)
    return [years[0], years[0] + 1, years[0] - 1] if years and form.weekday is not None else []


def year_of_the_day(reading: Reading) -> ArticleDate | None:
    """The day of the lead has no year: the running year tells it, or its weekday in or beside the latest named."""
    t = text_of(reading.text, reading.lang)
    for told in _days_only(reading, t):
        years = _fitting_years(reading, t, told.form)
        fitting = [(y, s[0]) for y in years if (s := span(told.form, y)) and not note(told.form, s[0])]
        if len(fitting) == 1:
            year, day = fitting[0]
            day -= timedelta(days=told.offset)
            words = reading.text[told.form.start : told.form.end]
            last = day if told.sure else day + timedelta(days=1)
            return answer(day, last, "inferred", "year_of_the_day", words, str(year))
    return None


def running_year(reading: Reading) -> ArticleDate | None:
    """The text calls a year or month the running one, or a year last year: the article is of the running one."""
    t = text_of(reading.text, reading.lang)
    for form, this in _running(reading, t):
        days = span(replace(form, year=(form.year or 0) + (not this)))
        if days:
            return answer(*days, "inferred", "running_year", reading.text[form.start : form.end])
    return None
