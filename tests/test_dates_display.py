"""Dates as an edition words them: three calendars, its own digits, never finer than the evidence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khulasa.languages import edition
from khulasa.site import dates

DAY = date(2021, 5, 1)
CASES = [
    ("ar", DAY, DAY, ["1 مايو/أيار 2021", "19 رمضان 1442 هـ", "11 أرديبهشت 1400 هـ.ش"]),
    ("fa", DAY, DAY, ["۱۱ اردیبهشت ۱۴۰۰", "۱ مهٔ ۲۰۲۱ م", "۱۹ رمضان ۱۴۴۲ ق"]),
    ("en", DAY, DAY, ["1 May 2021", "11 Ordibehesht 1400 SH", "19 Ramadan 1442 AH"]),
    ("en", DAY, date(2021, 5, 31), ["May 2021"]),
    ("ar", date(2021, 1, 1), date(2021, 12, 31), ["2021"]),
    ("en", date(2020, 1, 1), date(2021, 12, 31), ["2020 – 2021"]),
    ("en", date(2021, 5, 1), date(2021, 6, 30), ["May – June 2021"]),
    ("fa", date(2021, 3, 21), date(2022, 3, 20), ["۱۴۰۰"]),
    ("fa", date(2021, 4, 21), date(2021, 5, 21), ["اردیبهشت ۱۴۰۰"]),
    ("en", date(2021, 5, 3), date(2021, 5, 9), ["3–9 May 2021"]),
    ("ar", date(2021, 5, 3), date(2021, 5, 9), ["من 3 إلى 9 مايو/أيار 2021"]),
    ("fa", date(2021, 5, 3), date(2021, 5, 9), ["۱۳ تا ۱۹ اردیبهشت ۱۴۰۰"]),
    ("en", date(2021, 4, 28), date(2021, 5, 3), ["28 April – 3 May 2021"]),
    ("en", date(2020, 12, 28), date(2021, 1, 3), ["28 December 2020 – 3 January 2021"]),
]


@pytest.mark.parametrize(("code", "first", "last", "expected"), CASES)
def test_worded(code, first, last, expected):
    """A day is a day, a whole month its name, a range a range."""
    found = [c.text for c in dates.calendars(first, last, edition(code))]
    assert expected == found[: len(expected)]


def test_order_of_calendars_is_the_editions_own():
    """Persian readers see the solar date first."""
    assert [c.calendar for c in dates.calendars(DAY, DAY, edition("fa"))] == ["jalali", "gregorian", "hijri"]


def test_hijri_is_left_out_where_umm_al_qura_does_not_reach():
    """A date that no table knows is not guessed."""
    old = date(1900, 1, 1)
    assert [c.calendar for c in dates.calendars(old, old, edition("ar"))] == ["gregorian", "jalali"]


@given(st.dates(), st.integers(0, 800), st.sampled_from(["ar", "fa", "en"]))
def test_any_date_is_worded(first, days, code):
    """No date stops a page, from the first day of the calendar to the last."""
    last = first + timedelta(days=min(days, (date.max - first).days))
    found = dates.calendars(first, last, edition(code))
    assert "gregorian" in {c.calendar for c in found}
    digits = edition(code).digits
    assert all(c in digits for f in found for c in f.text if c.isdigit())


def test_months_and_years_of_the_archive():
    """Periods are in the words and digits of the edition."""
    assert dates.month("2021-05", edition("en")) == "May 2021"
    assert dates.month("2021-05", edition("fa")) == "مهٔ ۲۰۲۱"
    assert dates.year("2021", edition("fa")) == "۲۰۲۱"
