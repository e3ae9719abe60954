"""Dates around the name of a month: day, days, part of the month, year."""

from __future__ import annotations

import re
from dataclasses import replace

from khulasa import languages
from khulasa.rules.read.date_text import YEAR, Form, Text, of_calendar, weekday_before, year_after
from khulasa.text import calendars
from khulasa.text.calendars import Name, Named
from khulasa.text.numbers import number_before

PARTS = {"beginning": (1, 10), "middle": (11, 20), "end": (21, 31)}
"""Days that the beginning, the middle and the end of a month mean at most."""
_JOINT = re.compile(r"[ \u00a0\u200c]?[/\-–.\\]?[ \u00a0\u200c]?")
_TWIN = re.compile(r"\s?[/\\(\-–،][ \u00a0]?")


def _day_before(t: Text, i: int) -> tuple[int, int] | None:
    """The day of the month that ends before word i, and the index of its first word."""
    if not _JOINT.fullmatch(t.gap(i)):
        return None
    if t.says(i - 1) == "first":
        return 1, i - 1
    number = number_before(t.text, t.words, i, t.code, 3)
    return (number.value, number.first) if number and 1 <= number.value <= 31 else None


def _range_before(t: Text, i: int, day: int) -> tuple[int, int] | None:
    """The first day of a range whose last day begins at word i (12 إلى 15, 12-15, ۱۲ تا ۱۵)."""
    if t.says(i - 1) == "to" and t.gap(i).strip() == "":
        before = number_before(t.text, t.words, i - 1, t.code, 3)
    elif t.gap(i).strip() in ("-", "–", "ـ") or (t.key(i)[:1] == "و" and t.key(i)[1:].isdigit()):
        before = number_before(t.text, t.words, i, t.code, 1)
        if before and t.gap(before.first).endswith(":"):
            return None  # the minutes of a clock: 10:05-12 مارس
    else:
        return None
    return (before.value, before.first) if before and 1 <= before.value < day else None


def _month_first(t: Text, i: int, calendar: Name) -> tuple[int, int, int] | None:
    """Day, year and the index after them where a month is followed by both (مايو 12, 2024؛ اردیبهشت ۱۴, ۱۴۰۳)."""
    day, year = t.key(i), YEAR.fullmatch(t.key(i + 1))
    if (
        not day.isdigit()
        or not 1 <= int(day) <= 31
        or year is None
        or not of_calendar(int(year[1]), calendar)
    ):
        return None
    return (int(day), int(year[1]), i + 2) if t.gap(i + 1).strip() in (",", "،") else None


def _year_first(t: Text, head: int, after: int, calendar: Name) -> tuple[int, int] | None:
    """Year and day where the year stands before the month and the day behind it (۱۴۰۳ اردیبهشت ۲۳)."""
    year, day = YEAR.fullmatch(t.key(head - 1)), t.key(after)
    if year is None or not day.isdigit() or not 1 <= int(day) <= 31 or YEAR.fullmatch(t.key(after + 1)):
        return None
    near = t.gap(head).strip(" -/") == "" and t.gap(after).strip(" -/") == ""
    return (int(year[1]), int(day)) if near and of_calendar(int(year[1]), calendar) else None


def _day_behind(t: Text, after: int) -> int | None:
    """The day that stands behind its month at the end of a dateline: ``جلال‌آباد، سنبله ۲۳ -``."""
    day, closed = t.key(after), _DASH.match(t.gap(after + 1))
    fits = day.isdigit() and 1 <= int(day) <= 31 and t.gap(after).strip() == ""
    return int(day) if fits and closed and after + 1 < len(t.words) else None


_DASH = re.compile(r"\s?[)\]]?\s?(?:[-–—]\s|:\s|\()")


def _after_name(t: Text, i: int, month: Named) -> tuple[int, bool]:
    """Index after the month and its twin name (آذار/مارس) and the word for month; whether that word stands there."""
    after = i + month.words
    twin = calendars.month_at(t.words, after, t.code) if after < len(t.words) else None
    if (
        twin
        and (twin[0].calendar, twin[0].number) == (month.calendar, month.number)
        and _TWIN.match(t.gap(after))
    ):
        after += twin[0].words
    if t.code == "fa" and t.key(after) == "ماه" and t.gap(after).strip() == "":
        return after + 1, True
    return after, t.code == "fa" and t.key(i).endswith("ماه")


def month_form(t: Text, i: int) -> Form | None:
    """The date around the month at word i."""
    found = calendars.month_at(t.words, i, t.code)
    if found is None:
        return None
    month, cut = found
    after, beside = _after_name(t, i, month)
    head = i
    while t.says(head - 1) == "month" and t.gap(head).strip() == "" and head > i - 2:
        head, beside = head - 1, True
    of = t.says(head - 1) == "of" and t.code == "ar"
    first = _month_first(t, after, month.calendar)
    turned = _year_first(t, head, after, month.calendar)
    if turned:
        start, end = t.words[head - 1].start, t.words[after].end
        return Form(start, end, head - 1, after + 1, month.calendar, turned[0], month.number, turned[1])
    given = None if cut or first else _day_before(t, head - of)
    year = None if first else year_after(t, after, month.calendar, t.gap(head))
    tail = year[1] if year else first[2] if first else after
    form = Form(
        t.words[i].start + cut, t.words[tail - 1].end, head if given else i, tail, month.calendar,
        year[0] if year else first[1] if first else None, month.number, first[0] if first else None,
    )  # fmt: skip
    behind = None if given or first or year else _day_behind(t, after)
    if behind:
        weekday = weekday_before(t, form.head)
        form = replace(form, day=behind, tail=after + 1, end=t.words[after].end, weekday=weekday)
        return form if _enough(t, form, month, True) else None
    form = _with_day(t, form, given) if given else form if first else _with_part(t, form, head)
    told = t.says(after) in ("last", "next", "this") and t.gap(after).strip() == ""
    return form if _enough(t, form, month, beside or told) else None


def _with_day(t: Text, form: Form, given: tuple[int, int]) -> Form:
    """The form with its day or days and the weekday before them."""
    (day, head), until = given, form.until
    if days := _range_before(t, head, day):
        until, (day, head) = day, days
    led = not days and t.key(head)[:1] == "و" and t.key(head)[1:].isdigit()
    weekday = weekday_before(t, head)
    return replace(form, day=day, until=until, head=head, start=t.words[head].start + led, weekday=weekday)


def _with_part(t: Text, form: Form, head: int) -> Form:
    """The form with the part of the month that the word before it names."""
    part = t.says(head - 1)
    if part in PARTS and form.day is None and t.gap(head).strip() == "":
        return replace(form, part=part, head=head - 1, start=t.words[head - 1].start)
    return form


def _enough(t: Text, form: Form, month: Named, beside: bool) -> bool:
    """Whether what stands beside the name of a month makes it a month, and no street or movement is named so."""
    if form.year is None and t.key(form.head - 1).removeprefix("ال") in languages.load(t.code).words(
        "date-named"
    ):
        return False
    if month.needs == "full":
        before = t.says(form.head - 1) in ("beside", "to", "of") or t.key(form.head - 1) == "در"
        near = beside or form.weekday is not None or before
        return form.year is not None or (form.day is not None and near)
    if month.needs == "number":
        return form.year is not None or form.day is not None or beside or bool(form.part)
    return True
