"""Dates that the text names: written out, counted from others, or told from the day of writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from khulasa.model import DateMention, Reading
from khulasa.rules.read.anchored import Counted, anniversaries, counted_days, elapsed, numbered_days
from khulasa.rules.read.date_forms import forms, span
from khulasa.rules.read.date_text import Form, Text, text_of
from khulasa.rules.read.lead_day import lead_days
from khulasa.rules.read.publication import deictic_at, deictic_heads, stated_day
from khulasa.rules.read.time_words import stretch_at, stretch_before, units
from khulasa.text import calendars

Rule = Callable[[Reading], Iterable[DateMention]]


def read(reading: Reading, rules: tuple[Rule, ...]) -> Reading:
    """The reading with the dates of its text in order; where two rules claim a place the earlier rule has it."""
    for rule in rules:
        taken = sorted((d.start, d.end) for d in reading.dates)
        new = [d for d in rule(reading) if not any(s < d.end and d.start < e for s, e in taken)]
        if new:
            reading = replace(
                reading, dates=tuple(sorted((*reading.dates, *new), key=lambda d: (d.start, d.end)))
            )
    return reading


def full_date(reading: Reading) -> Iterable[DateMention]:
    """A date with its year, in words or digits of any of three calendars; also a month or a year alone."""
    for form in forms(reading.text, reading.lang):
        days = span(form)
        if days:
            yield _mention(reading, form, days, "full_date")


def _mention(reading: Reading, form: Form, days: tuple[date, date], rule: str) -> DateMention:
    """A form as a date of the text; «last» or «next» right after it belongs to it."""
    t, end = text_of(reading.text, reading.lang), form.end
    if form.year is None and t.says(form.tail) in ("last", "next") and t.gap(form.tail).strip() == "":
        end = t.words[form.tail].end
    return DateMention(reading.text[form.start : end], form.start, end, days[0], days[1], form.calendar, rule)


def days_from_date(reading: Reading) -> Iterable[DateMention]:
    """A day counted from a date or an event with a known day: two weeks after, three days before."""
    for c in (*counted_days(reading), *numbered_days(reading)):
        yield _counted(reading, c, "days_from_date")


def anniversary(reading: Reading) -> Iterable[DateMention]:
    """A numbered anniversary of an event, a death or a date whose day is known: that day and so many years."""
    for c in (*anniversaries(reading), *elapsed(reading)):
        yield _counted(reading, c, "anniversary")


def _counted(reading: Reading, c: Counted, rule: str) -> DateMention:
    return DateMention(reading.text[c.start : c.end], c.start, c.end, c.first, c.last, "relative", rule)


# ------------------------------------------------------------------ told from the day of writing


def anchor(reading: Reading) -> date | None:
    """The day from which the text's relative dates are counted: the stated day, else the day of the lead."""
    stated = stated_day(reading)
    if stated is not None:
        return stated.day
    lead = next(iter(lead_days(reading)), None)
    return lead.day if lead else None


def date_without_year(reading: Reading) -> Iterable[DateMention]:
    """A day or month without its year: the one next to the day of writing, as «last» or «next» say."""
    pending = [f for f in forms(reading.text, reading.lang) if f.year is None]
    day = anchor(reading) if pending else None
    if day is None:
        return
    t = text_of(reading.text, reading.lang)
    for form in pending:
        days = _nearest(form, day, _direction(t, form))
        if days:
            yield _mention(reading, form, days, "date_without_year")


def _direction(t: Text, form: Form) -> int:
    """-1 where the words around a date say last, 1 for next, 0 where they do not say."""
    for j in (form.tail, form.tail + 1):
        if t.gap(j).strip() == "" and t.says(j) in ("last", "next"):
            return -1 if t.says(j) == "last" else 1
    before = t.key(form.head - 1)
    if before in ("تا", "حتي", "لغايه", "بحلول"):
        return 1
    around = range(form.head - 6, form.head) if t.code == "ar" else range(form.tail, form.tail + 12)
    if any(t.key(j) in t.lists("future-words") for j in around):
        return 1
    return -1 if before in ("منذ", "از") else 0


def _nearest(form: Form, day: date, direction: int) -> tuple[date, date] | None:
    """The days of a form in the year that brings them nearest to a day, on the side asked for."""
    year = calendars.from_gregorian(form.calendar, day)[0]
    found = [s for y in (year - 1, year, year + 1) if (s := span(form, y))]
    if direction < 0:
        found = [s for s in found if s[0] <= day]
    elif direction > 0:
        found = [s for s in found if s[1] >= day]
    best = sorted(found, key=lambda s: abs((s[0] - day).days))
    return best[0] if best else None


Told = tuple[date, date, int, int]
"""First and last day, index of the first word and after the last."""


def relative_day(reading: Reading) -> Iterable[DateMention]:
    """Yesterday, last Wednesday, last week, next month: counted from the day of writing."""
    day = anchor(reading)
    if day is None:
        return
    t = text_of(reading.text, reading.lang)
    triggers, done = _triggers(t.code), 0
    for i in t.standing(triggers):
        found = _deictic(t, i, day) or _weekday(t, i, day) or _last_unit(t, i, day)
        if found is None or found[2] < done:
            continue
        first, last, head, done = found
        start, end = t.words[head].start, t.words[done - 1].end
        yield DateMention(reading.text[start:end], start, end, first, last, "relative", "relative_day")


@cache
def _triggers(code: str) -> frozenset[str]:
    """Words that may begin what is counted from the day of writing."""
    names = {*units(code), *(f"ال{unit}" for unit in units(code)), "قبل", "وقبل"}
    return frozenset(names | deictic_heads(code) | calendars.heads(code, "weekday"))


def _deictic(t: Text, i: int, day: date) -> Told | None:
    """Today, yesterday, tomorrow at word i; today as «nowadays» cannot be told apart and is left out."""
    found = deictic_at(t, i)
    if found is None or found[0] == 0:
        return None
    then = day + timedelta(days=found[0])
    return then, then, i, found[1]


def _weekday(t: Text, i: int, day: date) -> Told | None:
    """A weekday at word i: the last one up to the day of writing, or the next where the text says so."""
    found = calendars.weekday_at(t.words, i, t.code)
    if (
        found is None
        or found[0].needs
        or t.key(i - 1) in ("شهر", "مدينه", "نادي", "خطبه", "صلاه", "نماز", "امام")
    ):
        return None
    after = i + found[0].words
    if any(form.head in range(after, after + 4) for form in forms(t.text, t.code)):
        return None
    says = t.says(after) if t.gap(after).strip() == "" else ""
    if says == "next":
        then = day + timedelta(days=(found[0].number - day.weekday() - 1) % 7 + 1)
    else:
        back = (day.weekday() - found[0].number) % 7
        then = day - timedelta(days=back or (7 if says == "last" else 0))
    return then, then, i, after + (says in ("last", "next"))


def _last_unit(t: Text, i: int, day: date) -> Told | None:
    """Last or next week, month or year at word i; «two weeks ago»."""
    ago = _ago(t, i, day)
    if ago is not None:
        return ago
    word = t.key(i).removeprefix("ال") if t.code == "ar" else t.key(i)
    unit = units(t.code).get(word)
    says = t.says(i + 1) if t.gap(i + 1).strip() == "" else ""
    if unit is None or says not in ("last", "next") or unit[1] not in ("week", "month", "year"):
        return None
    if t.code == "fa" and (stretch_before(t, i + 1) or t.key(i - 1) in ("چند", "هر")):
        return None
    if t.code == "ar" and (unit[0] != 1 or not t.key(i).startswith("ال")):
        return None
    days = _unit_around(unit[1], day, -1 if says == "last" else 1, t.code)
    return (*days, i, i + 2) if days else None


def _ago(t: Text, i: int, day: date) -> Told | None:
    """A number of days or weeks before the day of writing: قبل يومين, سه روز پیش."""
    if t.code == "ar":
        stretch = stretch_at(t, i + 1) if t.key(i) in ("قبل", "وقبل") else None
        head, last = i, stretch.last if stretch else 0
        if stretch and t.key(last) in ("من", "علي"):
            return None
    else:
        stretch = stretch_before(t, i + 1) if t.key(i + 1) in ("پيش", "قبل") else None
        head, last = stretch.first if stretch else i, i + 2
        if t.key(last) == "از":
            return None
    if stretch is None or not stretch.count or stretch.unit not in ("day", "week"):
        return None
    back = stretch.count * (7 if stretch.unit == "week" else 1)
    slack = 0 if stretch.unit == "day" else 2
    return day - timedelta(days=back + slack), day - timedelta(days=back - slack), head, last


def _unit_around(unit: str, day: date, sign: int, code: str) -> tuple[date, date] | None:
    """The week, month or year before or after the one of a day, by the calendar of the language."""
    if unit == "week":
        # Weeks begin on Saturday, Sunday or Monday: the range holds all three.
        saturday = day + timedelta(days=7 * sign - (day.weekday() + 2) % 7)
        return saturday, saturday + timedelta(days=8)
    calendar: calendars.Name = "jalali" if code == "fa" else "gregorian"
    year, month, _ = calendars.from_gregorian(calendar, day)
    if unit == "year":
        return calendars.year_range(calendar, year + sign)
    month += sign
    return calendars.month_range(calendar, year + (month - 1) // 12, (month - 1) % 12 + 1)
