"""Days, weeks, months and years of three calendars: which articles each holds, and which are beside each other.

An article belongs to every period that holds its whole range of days and to none that holds only a part of it. A
period is written ``2021-05-21`` ``2021-05`` ``2021`` with a calendar of its own before it where that is not the
Gregorian: ``jalali/1400-02``. A day is one day in every calendar, so days are written in Gregorian alone. A week is
``2021-w20``, the ISO 8601 number of the week that its Thursday is in, whichever day it begins with.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from khulasa.index import read
from khulasa.text.calendars import CALENDARS, CalendarError, Name, from_gregorian, month_range, year_range

UNDATED, WIDE = "undated", "wide"
"""Articles without a date, and those whose range of days no year holds."""
WEEKS = (0, 5, 6)
"""Weekdays that a week of an edition may begin with: Monday, Saturday, Sunday."""
THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Member:
    """An article as lists and digests choose it."""

    id: str
    lang: str
    first: str
    last: str
    """ISO days, empty for the undated."""
    mark: str
    """Stamp of what a list shows of it."""
    best: str
    """The sentence that stands for it, as the index keeps it."""
    story: str
    """Id of the story that it reports; empty where it is the only report."""
    retracted: int = 0
    """1 where it was withdrawn: digests leave it out."""


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days, and the articles that are of exactly these days."""

    first: str
    """ISO days, empty for the undated."""
    last: str
    count: int
    told: int
    """How many of them were not withdrawn."""


@dataclass(frozen=True, slots=True)
class Periods:
    """The articles of a site by period: how many there are is known, which is looked up when it is asked."""

    db: sqlite3.Connection
    held: Mapping[str, tuple[Span, ...]]
    """Period → the ranges of days inside it, oldest first."""
    own: Mapping[str, tuple[Span, ...]]
    """Year, ``wide`` or ``undated`` → the ranges that no narrower period holds, oldest first."""
    order: Mapping[str, tuple[str, ...]]
    """``days``, ``weeks0`` (from Monday), ``months/<calendar>``, ``years/<calendar>`` → periods, oldest first."""
    told_order: Mapping[str, tuple[str, ...]]
    """As ``order``, of the periods that have a digest."""

    def count(self, period: str) -> int:
        """How many articles a period holds."""
        return sum(span.count for span in self.held.get(period, ()))

    def told(self, period: str) -> int:
        """How many of them a digest is made from: those that were not withdrawn."""
        return sum(span.told for span in self.held.get(period, ()))

    def members(self, period: str) -> tuple[Member, ...]:
        """The articles that a digest is made from, oldest first."""
        return tuple(m for m in self._of(self.held.get(period, ())) if not m.retracted)

    def listed(self, period: str) -> tuple[Member, ...]:
        """The articles that the page of a period lists: a year lists its months instead of theirs."""
        return tuple(self._of(self._listed(period)))

    def length(self, period: str) -> int:
        """How many articles the page of a period lists."""
        return sum(span.count for span in self._listed(period))

    def _listed(self, period: str) -> tuple[Span, ...]:
        found = self.own if level(period) in ("year", WIDE, UNDATED) else self.held
        return found.get(period, ())

    def _of(self, spans: Iterable[Span]) -> Iterator[Member]:
        for span in spans:
            yield from (Member(*row) for row in read.of_days(self.db, span.first, span.last))

    def of(self, kind: str, calendar: str = "") -> tuple[str, ...]:
        """Periods of a kind that hold any article, oldest first."""
        return self.order.get(f"{kind}/{calendar}" if calendar else kind, ())

    def inside(self, year: str) -> tuple[str, ...]:
        """The months of a year."""
        calendar, _ = split(year)
        return tuple(m for m in self.of("months", calendar) if m.startswith(f"{year}-"))

    def beside(self, period: str) -> tuple[str, str]:
        """The period before and the one after among those of its kind; empty at the ends."""
        calendar, _ = split(period)
        kind = f"{level(period)}s"
        row = self.of(kind) if kind == "days" else self.of(kind, calendar)
        return neighbours(row, period)

    def same_time(self, period: str) -> tuple[tuple[Name, tuple[str, ...]], ...]:
        """The periods of the other calendars that meet this one (of a day: its month in every calendar)."""
        first, last = bounds(period)
        mine, _ = split(period)
        kind = "year" if level(period) == "year" else "month"
        found = []
        for calendar in CALENDARS:
            if calendar != mine or level(period) == "day":
                there = tuple(p for p in _meeting(calendar, kind, first, last) if p in self.held)
                found += [(calendar, there)] if there else []
        return tuple(found)


def split(period: str) -> tuple[Name, str]:
    """Calendar and plain period."""
    for calendar in CALENDARS:
        if period.startswith(f"{calendar}/"):
            return calendar, period.removeprefix(f"{calendar}/")
    return "gregorian", period


def named(calendar: str, plain: str) -> str:
    """A period as it is written."""
    return plain if calendar == "gregorian" else f"{calendar}/{plain}"


def level(period: str) -> str:
    """``day`` ``week`` ``month`` ``year``, or ``wide`` or ``undated`` themselves."""
    _, plain = split(period)
    if plain in (UNDATED, WIDE):
        return plain
    return "week" if "-w" in plain else ("year", "month", "day")[plain.count("-")]


@cache
def bounds(period: str, start: int = 0) -> tuple[date, date]:
    """First and last day, as Gregorian days; ``start`` is the weekday (0 is Monday) that a week begins with."""
    calendar, plain = split(period)
    match level(period):
        case "day":
            return date.fromisoformat(plain), date.fromisoformat(plain)
        case "week":
            year, number = plain.split("-w")
            monday = date.fromisocalendar(int(year), int(number), 1)
            first = monday + timedelta(days=THURSDAY - (THURSDAY - start) % 7)
            return first, first + timedelta(days=6)
        case "month":
            year, month = plain.split("-")
            return month_range(calendar, int(year), int(month))
        case _:
            return year_range(calendar, int(plain))


@cache
def week(day: date, start: int) -> str:
    """The week of a day: Saturday 15 May 2021 is in ``2021-w20`` of the weeks that begin on Saturday (5)."""
    thursday = day + timedelta(days=(THURSDAY - start) % 7 - (day.weekday() - start) % 7)
    year, number, _ = thursday.isocalendar()
    return f"{year:04}-w{number:02}"


@cache
def month(day: date, calendar: Name) -> str:
    """The month of a day; empty where the calendar does not reach."""
    try:
        year, number, _ = from_gregorian(calendar, day)
    except CalendarError:
        return ""
    return named(calendar, f"{year:04}-{number:02}")


@cache
def holding(first: str, last: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(periods that hold a range of days, those of them that list it for want of a narrower one)."""
    if not first:
        return (UNDATED,), (UNDATED,)
    days = date.fromisoformat(first), date.fromisoformat(last)
    found = [first] if first == last else []
    for start in WEEKS:
        one, other = (week(day, start) for day in days)
        found += [f"{start}:{one}"] if one == other else []
    own = []
    for calendar in CALENDARS:
        one, other = (month(day, calendar) for day in days)
        if not one or not other:
            continue
        years = one.rpartition("-")[0], other.rpartition("-")[0]
        narrowest = one if one == other else years[0] if years[0] == years[1] else named(calendar, WIDE)
        found += [one, years[0]] if one == other else [narrowest]
        own += [] if one == other else [narrowest]
    return tuple(found), tuple(own)


def collect(db: sqlite3.Connection) -> Periods:
    """The articles of the index by period."""
    held: dict[str, list[Span]] = {}
    own: dict[str, list[Span]] = {}
    for span in (Span(*row) for row in read.spans(db)):
        periods, narrowest = holding(span.first, span.last)
        for period in periods:
            held.setdefault(period, []).append(span)
        for period in narrowest:
            own.setdefault(period, []).append(span)
    told = (period for period, spans in held.items() if any(span.told for span in spans))
    return Periods(db, _fixed(held), _fixed(own), _order(held), _order(told))


def _fixed(rows: Mapping[str, list[Span]]) -> dict[str, tuple[Span, ...]]:
    return {period: tuple(spans) for period, spans in rows.items()}


def _order(held: Iterable[str]) -> dict[str, tuple[str, ...]]:
    rows: dict[str, list[str]] = {}
    for period in sorted(held):
        kind = level(period)
        if kind == "day":
            rows.setdefault("days", []).append(period)
        elif kind == "week":
            start, _, plain = period.partition(":")
            rows.setdefault(f"weeks{start}", []).append(plain)
        elif kind in ("month", "year"):
            rows.setdefault(f"{kind}s/{split(period)[0]}", []).append(period)
    return {kind: tuple(periods) for kind, periods in rows.items()}


def neighbours(row: tuple[str, ...], period: str) -> tuple[str, str]:
    """The one before and the one after in a sorted row."""
    place = bisect_left(row, period)
    return row[place - 1] if place else "", row[place + 1] if place + 1 < len(row) else ""


def between(row: tuple[str, ...], first: str, last: str) -> tuple[str, ...]:
    """The part of a sorted row from one period to another."""
    return row[bisect_left(row, first) : bisect_right(row, last)]


def _meeting(calendar: Name, kind: str, first: date, last: date) -> tuple[str, ...]:
    """The months or years of a calendar that meet a range of at most a year."""
    months: list[str] = []
    day = first
    while day <= last:
        found = month(day, calendar)
        if not found:
            return ()
        months += [found] if found not in months else []
        day = last if day < last < day + timedelta(days=28) else day + timedelta(days=28)
    return tuple(months) if kind == "month" else tuple(dict.fromkeys(m.rpartition("-")[0] for m in months))
