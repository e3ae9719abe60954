"""Three calendars and the names of their months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from khulasa import languages
from khulasa.text import calendars
from khulasa.text.calendars import CalendarError
from khulasa.text.words import words

KNOWN = [
    ("jalali", (1402, 10, 12), "2024-01-02"),
    ("jalali", (1357, 11, 22), "1979-02-11"),
    ("jalali", (1403, 12, 30), "2025-03-20"),
    ("hijri", (1445, 9, 19), "2024-03-29"),
    ("hijri", (1446, 5, 5), "2024-11-07"),
    ("gregorian", (2024, 2, 29), "2024-02-29"),
]


@pytest.mark.parametrize(("calendar", "parts", "day"), KNOWN)
def test_known_days(calendar, parts, day):
    """Days that are known from almanacs, there and back."""
    assert calendars.to_gregorian(calendar, *parts).isoformat() == day
    assert calendars.from_gregorian(calendar, date.fromisoformat(day)) == parts


@pytest.mark.parametrize("calendar", calendars.CALENDARS)
def test_there_and_back(calendar):
    """Every ninth day of a century keeps its place over a conversion there and back."""
    day = date(1950, 1, 1)
    while day < date(2050, 1, 1):
        assert calendars.to_gregorian(calendar, *calendars.from_gregorian(calendar, day)) == day
        day += timedelta(days=9)


@pytest.mark.parametrize("calendar", calendars.CALENDARS)
def test_months_fill_the_year(calendar):
    """The twelve months of a year follow each other without a gap and end with the year."""
    year = calendars.from_gregorian(calendar, date(2024, 6, 1))[0]
    first, last = calendars.year_range(calendar, year)
    at = first
    for month in range(1, 13):
        start, end = calendars.month_range(calendar, year, month)
        assert start == at
        at = end + timedelta(days=1)
    assert at == last + timedelta(days=1)


@pytest.mark.parametrize(
    ("calendar", "parts"),
    [
        ("jalali", (1402, 13, 1)),
        ("jalali", (1402, 12, 30)),
        ("jalali", (0, 1, 1)),
        ("hijri", (1342, 1, 1)),
        ("hijri", (1501, 1, 1)),
        ("hijri", (1446, 5, 31)),
        ("gregorian", (2023, 2, 29)),
    ],
)
def test_no_such_day(calendar, parts):
    """A day that a calendar lacks, or that cannot be converted, is an error that names calendar and day."""
    with pytest.raises(CalendarError, match=f"{calendar} {parts[0]}"):
        calendars.to_gregorian(calendar, *parts)


def test_no_such_lunar_day():
    """A Gregorian day outside of the lunar tables is an error that names it."""
    with pytest.raises(CalendarError, match="1800-01-01"):
        calendars.from_gregorian("hijri", date(1800, 1, 1))


@pytest.mark.parametrize("code", languages.CONTENT_LANGUAGES)
@pytest.mark.parametrize("calendar", calendars.CALENDARS)
def test_every_month_has_a_name(code, calendar):
    """Each calendar has twelve months in each language, and each name is found as it is written."""
    rows = languages.load(code).table(f"months-{calendar}")
    assert {int(v.split()[0]) for v in rows.values()} == set(range(1, 13))
    for name, value in rows.items():
        found = calendars.month_at(words(name), 0, code)
        assert (found[0].calendar, found[0].number) == (calendar, int(value.split()[0]))


@pytest.mark.parametrize("code", languages.CONTENT_LANGUAGES)
def test_every_weekday_has_a_name(code):
    """Seven weekdays in each language, each found as it is written; two spellings of a word are one day."""
    rows = languages.load(code).table("weekdays")
    assert {int(v.split()[0]) for v in rows.values()} == set(range(7))
    for name, value in rows.items():
        assert calendars.weekday_at(words(name), 0, code)[0].number == int(value.split()[0])


@pytest.mark.parametrize(
    ("text", "number"),
    [("بآذار", 3), ("وتشرين الثاني", 11), ("لشباط", 2), ("كانون الأول", 12), ("فيناير", 1)],
)
def test_clitics(text, number):
    """Arabic clitics before the name of a month are cut off."""
    assert calendars.month_at(words(text), 0, "ar")[0].number == number


@pytest.mark.parametrize("text", ["شنبه‌زهی", "مهری", "آبانی", "وآبار", "تيران"])
def test_longer_words_are_no_months(text):
    """A word that begins like a month or weekday is none."""
    assert calendars.month_at(words(text), 0, "fa") is None
    assert calendars.weekday_at(words(text), 0, "fa") is None
