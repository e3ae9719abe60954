"""How dates are written: each form found in a text, before it is known what it means there.

A form holds what the words say (calendar, year, month, day, weekday beside it); ``span`` makes days of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from khulasa import languages
from khulasa.model import Word
from khulasa.rules.read.numeric_dates import Numeric, numeric, two_digit_year, year_calendar
from khulasa.text import calendars
from khulasa.text.calendars import CalendarError, Name, Named
from khulasa.text.numbers import number_at, number_before
from khulasa.text.words import words as words_of

PARTS = {"beginning": (1, 10), "middle": (11, 20), "end": (21, 31)}
"""Days that the beginning, the middle and the end of a month mean at most."""
_JOINT = re.compile(r"[ \u00a0\u200c]?[/\-–.\\]?[ \u00a0\u200c]?")
_TWIN = re.compile(r"\s?[/\\(\-–،][ \u00a0]?")
_LOOSE = re.compile(r"[ \u00a0\u200c]{0,2}[)،,(]?[ \u00a0]{0,2}")
_BESIDE = re.compile(r"[\s،,()\-–—:|/]{0,4}")
_YEAR = re.compile(r"(\d{4})(م|ه|ق|ش|هش|هق|هجري|ميلادي)?")
_GLUED_YEAR = re.compile(r"(?:سال|عام|سنه)(\d{4})")


@dataclass(frozen=True, slots=True)
class Form:
    """A date as it is written."""

    start: int
    end: int
    head: int
    """Index of its first word."""
    tail: int
    """Index after its last word."""
    calendar: Name
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None
    """Last day of a range of days (من 12 إلى 15 مايو); last month of a season where ``day`` is None."""
    part: str = ""
    """``beginning``, ``middle`` or ``end`` of the month."""
    weekday: int | None = None
    """The weekday that stands beside it."""
    rule: str = "date_with_month_name"


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its words and its language."""

    text: str
    words: Sequence[Word]
    code: str

    def key(self, i: int) -> str:
        """The key of word i; empty outside of the text."""
        return self.words[i].key if 0 <= i < len(self.words) else ""

    def gap(self, i: int) -> str:
        """What stands between word i and the one before it; a line break outside of the text."""
        if 0 < i < len(self.words):
            return self.text[self.words[i - 1].end : self.words[i].start]
        return "\n"

    def says(self, i: int) -> str:
        """What word i says of a date: ``month``, ``year``, ``to`` …, or nothing."""
        return date_words(self.code).get(self.key(i), "")

    def lists(self, name: str) -> frozenset[str]:
        """A word list of the language of the text."""
        return languages.load(self.code).words(name)

    def between(self, start: int, end: int) -> range:
        """Indexes of the words between two places."""
        return range(bisect_left(self.words, start, key=_start), bisect_left(self.words, end, key=_start))


def _start(word: Word) -> int:
    return word.start


@cache
def date_words(code: str) -> dict[str, str]:
    """Folded word → what it says of a date beside it."""
    return dict(languages.load(code).table("date-words"))


@cache
def _seasons(code: str) -> dict[str, tuple[int, int]]:
    rows = languages.load(code).table("seasons").items()
    return {word: (int(span.split("-")[0]), int(span.split("-")[1])) for word, span in rows}


# ------------------------------------------------------------------ around the name of a month


def _year_at(t: Text, i: int, calendar: Name, marked: bool) -> tuple[int, int] | None:
    """A year of a calendar at word i and the index after it."""
    match = _YEAR.fullmatch(t.key(i))
    if match is None:
        if marked and i < len(t.words) and not t.key(i).isdigit():
            number = number_at(t.text, t.words, i, t.code)
            if number and number.value >= 1000 and _of_calendar(number.value, calendar):
                return number.value, number.last
        short = (
            two_digit_year(t.key(i), t.key(i + 1), t.lists("counted"))
            if calendar == "jalali" and t.code == "fa"
            else None
        )
        return (short, i + 1) if short else None
    return (int(match[1]), i + 1) if _of_calendar(int(match[1]), calendar) else None


def _of_calendar(year: int, calendar: Name) -> bool:
    return 1500 < year <= 2150 if calendar == "gregorian" else 1200 <= year <= 1500


def _year_after(t: Text, i: int, calendar: Name, joint: str) -> tuple[int, int] | None:
    """The year that stands after a month whose last word is i - 1."""
    j = i
    while j < i + 2 and (t.says(j) == "year" or t.key(j) == "من") and _LOOSE.fullmatch(t.gap(j)):
        j += 1
    marked = j > i
    gap = t.gap(j)
    dashed = gap.strip() in ("/", "-", "–", ".") and gap.strip() == joint.strip()
    if marked and t.says(j - 1) != "year":
        return None
    return _year_at(t, j, calendar, marked) if _LOOSE.fullmatch(gap) or dashed else None


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
    else:
        return None
    return (before.value, before.first) if before and 1 <= before.value < day else None


def weekday_before(t: Text, i: int) -> int | None:
    """The weekday that stands before word i, a few words that belong to dates between."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if not _BESIDE.fullmatch(t.gap(j + 1)):
            return None
        found = calendars.weekday_at(t.words, j, t.code)
        if found is not None and j + found[0].words <= i:
            if j and found[0].words == 1 and (longer := calendars.weekday_at(t.words, j - 1, t.code)):
                found = longer if longer[0].words == 2 else found
            return found[0].number
        if t.says(j) not in ("beside", "equals"):
            return None
    return None


def _month_first(t: Text, i: int, calendar: Name) -> tuple[int, int, int] | None:
    """Day, year and the index after them where a month is followed by both (مايو 12, 2024)."""
    day, year = t.key(i), _YEAR.fullmatch(t.key(i + 1))
    if calendar != "gregorian" or not day.isdigit() or not 1 <= int(day) <= 31 or year is None:
        return None
    return (int(day), int(year[1]), i + 2) if t.gap(i + 1).strip() in (",", "،") else None


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


def _month_form(t: Text, i: int) -> Form | None:
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
    given = None if cut else _day_before(t, head - of)
    year = _year_after(t, after, month.calendar, t.gap(head))
    form = Form(t.words[i].start + cut, t.words[after - 1].end, head if given else i, after, month.calendar)
    form = replace(form, month=month.number)
    if year:
        form = replace(form, year=year[0], tail=year[1], end=t.words[year[1] - 1].end)
    elif not given and (first := _month_first(t, after, month.calendar)):
        form = replace(form, day=first[0], year=first[1], tail=first[2], end=t.words[first[2] - 1].end)
    form = _with_day(t, form, given) if given else _with_part(t, form, head)
    told = t.says(after) in ("last", "next", "this") and t.gap(after).strip() == ""
    return form if _enough(t, form, month, beside or told) else None


def _with_day(t: Text, form: Form, given: tuple[int, int]) -> Form:
    """The form with its day or days and the weekday before them."""
    day, head = given
    form = replace(form, day=day, head=head, start=t.words[head].start)
    if days := _range_before(t, head, day):
        form = replace(form, day=days[0], until=day, head=days[1], start=t.words[days[1]].start)
    elif t.key(head)[:1] == "و" and t.key(head)[1:].isdigit():
        form = replace(form, start=form.start + 1)
    return replace(form, weekday=weekday_before(t, form.head))


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


# ------------------------------------------------------------------ years, seasons, numbers


def _year_form(t: Text, i: int) -> Form | None:
    """A year after the word for year: عام ٢٠٢٣, سال ۱۴۰۲."""
    glued = _GLUED_YEAR.fullmatch(t.key(i))
    if glued:
        calendar, year, tail = year_calendar(int(glued[1]), "", t.code), int(glued[1]), i + 1
    else:
        j = i + 1 + (t.says(i + 1) in ("this", "last", "next"))
        if any(t.gap(k).strip(" \u00a0\u200c(") != "" for k in range(i + 1, j + 1)):
            return None
        match, number = _YEAR.fullmatch(t.key(j)), None
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


def _season_form(t: Text, i: int) -> Form | None:
    """A season with its year: تابستان ۱۳۹۸, صيف 2023."""
    key = t.key(i) if t.key(i) in _seasons(t.code) else t.key(i)[1:]
    first, last = _seasons(t.code)[key]
    calendar: Name = "gregorian" if t.code == "ar" else "jalali"
    year = _year_after(t, i + 1, calendar, "")
    if year is None:
        return None
    start, end = t.words[i].start, t.words[year[1] - 1].end
    return Form(start, end, i, year[1], calendar, year[0], first, until=last, rule="season")


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
    seasons = {word: "season" for s in _seasons(code) for word in (s, "و" + s, "ب" + s, "ل" + s)}
    years = {word: "year" for word, says in date_words(code).items() if says == "year"}
    return heads | {w: k for w, k in (seasons | years).items() if w not in heads}


@lru_cache(maxsize=32)
def text_of(text: str, code: str) -> Text:
    """A text with its words; an article's is asked for by several rules."""
    return Text(text, words_of(text), code)


@lru_cache(maxsize=32)
def forms(text: str, code: str, short_years: bool = False) -> tuple[Form, ...]:
    """Every date of a text, in order, none overlapping; ``short_years`` reads 12/03/24 too (datelines)."""
    t = text_of(text, code)
    starts = [w.start for w in t.words]
    found = [_from_numeric(t, n, bisect_right(starts, n.start) - 1) for n in numeric(text, code, short_years)]
    triggers = _triggers(code)
    done = 0
    for i, word in enumerate(t.words):
        kind = triggers.get(word.key) or ("year" if _GLUED_YEAR.fullmatch(word.key) else "")
        form = _MAKERS[kind](t, i) if kind and i >= done else None
        if form is not None:
            found.append(form)
            done = form.tail
    return tuple(_closed(text, form) for form in _without_overlaps(found))


def _closed(text: str, form: Form) -> Form:
    """A form with the bracket that closes one inside it."""
    opened = "(" in text[form.start : form.end] and text[form.end : form.end + 1] == ")"
    return replace(form, end=form.end + 1) if opened and ")" not in text[form.start : form.end] else form


_MAKERS = {"month": _month_form, "year": _year_form, "season": _season_form}


def _without_overlaps(found: list[Form]) -> Iterator[Form]:
    """The forms in order; of two that overlap the more precise stays, then the longer."""
    best = sorted(found, key=lambda f: (f.day is None, f.month is None, f.start - f.end, f.start))
    kept: list[Form] = []
    for form in best:
        if all(form.end <= k.start or k.end <= form.start for k in kept):
            kept.append(form)
    return iter(sorted(kept, key=lambda f: f.start))


# ------------------------------------------------------------------ from form to days


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
