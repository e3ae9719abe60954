"""Three calendars and the names of their months and weekdays.

Conversions are persiantools' (solar Hijri, called Jalali) and hijridate's (lunar Hijri, Umm al-Qura). Months and
weekdays are data: ``languages/<code>/months-<calendar>.txt`` and ``weekdays.txt``.
"""

from __future__ import annotations

import calendar as gregorian_calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal

from hijridate import Gregorian, Hijri
from persiantools.jdatetime import JalaliDate

from khulasa import languages
from khulasa.model import Word

Name = Literal["gregorian", "jalali", "hijri"]
CALENDARS: tuple[Name, ...] = ("gregorian", "jalali", "hijri")
HIJRI_YEARS = (1343, 1500)
"""First and last year of the Umm al-Qura tables."""


class CalendarError(ValueError):
    """A date that a calendar does not have, or that lies outside what can be converted."""


@dataclass(frozen=True, slots=True)
class Named:
    """A month or a weekday as a word of a language."""

    calendar: Name
    number: int
    """Month 1 to 12; weekday 0 (Monday) to 6."""
    needs: str
    """Empty, ``number`` or ``full``: what must stand beside a word that is also something else."""
    words: int
    """How many words it has."""


@lru_cache(maxsize=4096)
def to_gregorian(calendar: Name, year: int, month: int, day: int) -> date:
    """The Gregorian day of a day in a calendar; CalendarError where there is none."""
    try:
        if calendar == "jalali":
            converted: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
            return converted
        if calendar == "hijri":
            # The tables hold each month's own length; hijridate wants a valid day, so the 30th is asked for plainly.
            return date.fromisoformat(Hijri(year, month, day).to_gregorian().isoformat())
        return date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise CalendarError(f"{calendar} {year}-{month}-{day}: {error}") from error


def month_range(calendar: Name, year: int, month: int) -> tuple[date, date]:
    """First and last day of a month, as Gregorian days; CalendarError where it cannot be converted."""
    first = to_gregorian(calendar, year, month, 1)
    if calendar == "gregorian":
        return first, first.replace(day=gregorian_calendar.monthrange(year, month)[1])
    try:
        following = to_gregorian(calendar, year + month // 12, month % 12 + 1, 1)
    except CalendarError:
        return first, first + timedelta(days=28)
    return first, following - timedelta(days=1)


def year_range(calendar: Name, year: int) -> tuple[date, date]:
    """First and last day of a year, as Gregorian days; CalendarError where it cannot be converted."""
    return to_gregorian(calendar, year, 1, 1), month_range(calendar, year, 12)[1]


def from_gregorian(calendar: Name, day: date) -> tuple[int, int, int]:
    """Year, month and day of a Gregorian day in a calendar; CalendarError outside of its years."""
    try:
        if calendar == "jalali":
            solar = JalaliDate.to_jalali(day.year, day.month, day.day)  # type: ignore[no-untyped-call]
            return solar.year, solar.month, solar.day
        if calendar == "hijri":
            lunar = Gregorian(day.year, day.month, day.day).to_hijri()
            return lunar.year, lunar.month, lunar.day
    except (ValueError, OverflowError) as error:
        raise CalendarError(f"{day.isoformat()} has no {calendar} date: {error}") from error
    return day.year, day.month, day.day


# ------------------------------------------------------------------ names


@cache
def months(code: str) -> dict[str, Named]:
    """Folded name of a month → what it is, of all calendars of a language."""
    return {
        name: Named(calendar, int(value.split()[0]), value.partition(" ")[2], name.count(" ") + 1)
        for calendar in reversed(CALENDARS)
        for name, value in languages.load(code).table(f"months-{calendar}").items()
    }


@cache
def weekdays(code: str) -> dict[str, Named]:
    """Folded name of a weekday → what it is."""
    return {
        name: Named("gregorian", int(value.split()[0]), value.partition(" ")[2], name.count(" ") + 1)
        for name, value in languages.load(code).table("weekdays").items()
    }


@cache
def heads(code: str, which: str) -> frozenset[str]:
    """First words of all names of a table, with the clitics that may be written to them."""
    names = months(code) if which == "month" else weekdays(code)
    first = {name.split()[0] for name in names}
    if code == "fa":
        return frozenset(first | {f + "ماه" for f in first})
    return frozenset(
        first | {c + f for c in CLITICS for f in first} | {"لل" + f[2:] for f in first if f[:2] == "ال"}
    )


CLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")
"""What Arabic writes to the front of a noun, folded."""


def _named(words: Sequence[Word], i: int, code: str, which: str) -> tuple[Named, int] | None:
    """A name of a table at word i and how many letters of clitics stand before it."""
    key = words[i].key
    if key not in heads(code, which):
        return None
    table = months(code) if which == "month" else weekdays(code)
    next_key = words[i + 1].key if i + 1 < len(words) else ""
    for cut in ("", *(CLITICS if code == "ar" else ())):
        if not key.startswith(cut):
            continue
        rest = key[len(cut) :]
        for name in (f"{rest} {next_key}", rest, rest.removesuffix("ماه") if code == "fa" else ""):
            if name in table:
                return table[name], len(cut)
    if code == "ar" and key.startswith("لل") and "ال" + key[2:] in table:
        return table["ال" + key[2:]], 0
    return None


def month_at(words: Sequence[Word], i: int, code: str) -> tuple[Named, int] | None:
    """The month that word i begins, and the letters of clitics before its name."""
    return _named(words, i, code, "month")


def weekday_at(words: Sequence[Word], i: int, code: str) -> tuple[Named, int] | None:
    """The weekday that word i begins, and the letters of clitics before its name."""
    return _named(words, i, code, "weekday")
