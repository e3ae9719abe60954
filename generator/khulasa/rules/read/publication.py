"""The day of writing as the source itself states it: a publication line, a dateline, «today» beside a date.

Rules of the article's date and relative dates both start from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from khulasa import languages
from khulasa.model import Reading, Span
from khulasa.rules.read.date_forms import forms, span
from khulasa.rules.read.date_text import Form, Text, date_words, text_of
from khulasa.text import calendars

_CLOSES = re.compile(
    r"[ \u00a0]?(?:هـ|ه|م)?[ \u00a0]?"
    r"(?:[(/][^)/\n]{1,40}[)/]|[،,.]?[ \u00a0]?[^\W\d_]+(?:[ \u00a0.][^\W\d_]+){0,2})?"
    r"[ \u00a0]?[)\]]?[ \u00a0]?(?:[-–—:/|]|ـ{1,3}|\.\.)"
)
_DIGIT = re.compile(r"\d")
_THOUSAND = re.compile("هزار|[أا]لف")
"""A year in words has it."""
_CLOCK = re.compile(r"\d:\d\d")
_ASCII = {0x660 + i: str(i) for i in range(10)} | {0x6F0 + i: str(i) for i in range(10)}
CLOCK = 3
"""Other words (a name, a place) that a line may have more where it tells the time of day."""
_PLAUSIBLE = (date(1980, 1, 1), date(2100, 1, 1))
"""Web pages are not older; what lies outside is no day of publication."""
ELSEWHERE = frozenset(
    (
        "comment_section",
        "related_list",
        "read_also_line",
        "headlines_at_the_end",
        "copyright_notice",
        "hashtags",
    )
)
"""Cleaning rules whose lines speak of other texts: their dates are not this article's."""
DAYS_APART = 3
"""Days that two calendars' names of one day may lie apart."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A day that the source states, and the words that do."""

    day: date
    text: str
    rule: str
    note: str = ""
    """``weekday disagrees`` where the weekday beside the date is another day's."""


def day_of(form: Form) -> date | None:
    """The day of a form that names one, with its year, in the age of the web."""
    if form.day is None or form.year is None or form.until is not None:
        return None
    days = span(form)
    return days[0] if days and _PLAUSIBLE[0] <= days[0] < _PLAUSIBLE[1] else None


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A line of its own that states a day."""

    stated: Stated
    label: str
    """``published``, ``updated`` or nothing."""
    others: int
    """Words that have nothing to do with a date."""
    top: bool = False
    """Whether it stands above the second paragraph."""
    number: int = 0
    """Of the line."""
    clock: bool = False
    """Whether it tells the time of day too."""


def note(form: Form, day: date) -> str:
    """What is to be said of the weekday beside a date."""
    return "" if form.weekday in (None, day.weekday()) else "weekday disagrees"


def same_day_in_sure_calendar(found: tuple[Form, ...], i: int) -> Form:
    """Form i, or its neighbour that names the same day in a calendar that is the same in every country."""
    form, day = found[i], day_of(found[i])
    if form.calendar != "hijri" or day is None:
        return form
    for other in found[max(0, i - 1) : i + 3]:
        there = day_of(other)
        near = abs(other.head - form.tail) <= 4 or abs(form.head - other.tail) <= 4
        if other.calendar != "hijri" and there and abs((there - day).days) <= DAYS_APART and near:
            return other
    return form


# ------------------------------------------------------------------ lines


@cache
def _labels(code: str) -> tuple[tuple[str, str], ...]:
    """Labels of a publication line, longest first."""
    rows = languages.load(code).table("publication-labels").items()
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _label_heads(code: str) -> frozenset[str]:
    """First words of the labels."""
    return frozenset(label.partition(" ")[0] for label, _ in _labels(code))


def _label_before(t: Text, i: int) -> str:
    """``published`` or ``updated`` where words before word i say so."""
    keys = [word.key for word in t.words[max(0, i - 8) : i]]
    if _label_heads(t.code).isdisjoint(keys):
        return ""
    before = " ".join(keys)
    places = [(f" {before} ".rfind(f" {label} "), len(label), says) for label, says in _labels(t.code)]
    best = max(places, default=(-1, 0, ""))
    return best[2] if best[0] >= 0 else ""


def _other_words(t: Text, found: tuple[Form, ...]) -> int:
    """How many words of a line have nothing to do with dates, times or labels."""
    known = languages.load(t.code).words("dateline-words")
    labels = {w for label, _ in _labels(t.code) for w in label.split()}
    inside = {j for f in found for j in range(f.head, f.tail)}
    return sum(
        1
        for j, w in enumerate(t.words)
        if j not in inside
        and not w.key.isdigit()
        and w.key not in known | labels
        and w.key not in date_words(t.code)
        and calendars.weekday_at(t.words, j, t.code) is None
        and calendars.month_at(t.words, j, t.code) is None
    )


@lru_cache(maxsize=256)
def _line_day(line: str, code: str, others: tuple[int, int], sure: bool = False) -> DatedLine | None:
    """The day that a line of its own states; ``others``: other words that it may have without and with a label.

    ``sure``: it is known to be a dateline, whatever its shape.
    """
    if len(line) > 240 or not (_DIGIT.search(line) or _THOUSAND.search(line)):
        return None
    found = forms(line, code, True)
    t = text_of(line, code)
    choices: list[tuple[int, Stated, str]] = []
    for i, form in enumerate(found):
        label = _label_before(t, form.head)
        same = same_day_in_sure_calendar(found, i)
        day = day_of(same)
        if day is not None:
            order = {"published": 0, "": 1, "updated": 2}[label]
            words = line[same.start : same.end] if len(line) > 90 else line
            choices.append((order, Stated(day, words, "", note(form, day)), label))
    if not choices:
        return None
    _, stated, label = min(choices, key=lambda c: c[0])
    count = _other_words(t, found)
    allowed = others[bool(label)] + (CLOCK if _CLOCK.search(line) else 0)
    if count > allowed or (count and not label and not sure and not _looks_like_a_stamp(t, found)):
        return None
    return DatedLine(stated, label, count, clock=bool(_CLOCK.search(line.translate(_ASCII))))


_ISSUE = re.compile(r"\s*(?:العدد|عدد|شماره|شمارهٔ|سال)\s")


SHORT = 5
"""Words of a line in which a whole date leaves room for hardly more than who writes."""


def _looks_like_a_stamp(t: Text, found: tuple[Form, ...]) -> bool:
    """Whether a line with a date and a few other words has what stamps have: clock, weekday, bars, two calendars."""
    clock = _CLOCK.search(t.text) or re.search(r"[|–—/،,•·]|\s-\s", t.text)
    verbs = t.lists("past-verbs") | t.lists("future-words") | t.lists("not-the-day")
    stamps = t.lists("dateline-words") | t.lists("publication-labels")
    if any(w.key in verbs and w.key not in stamps for w in t.words) or t.text.rstrip().endswith(
        (".", "!", "؟")
    ):
        return False
    alone = _ISSUE.match(t.text) is not None or len(t.words) <= SHORT
    return bool(clock) or alone or len(found) > 1 or any(f.weekday is not None for f in found)


def stated_lines(reading: Reading) -> Iterator[DatedLine]:
    """Lines of their own that state a day, from the top down; lines of the heading first."""
    document = reading.document
    lines = document.body
    top = lines[1].number if len(lines) > 1 else (lines[0].number + 1 if lines else 0)
    for heading in (document.dateline, document.byline):
        sure = heading is document.dateline
        if heading is not None and (found := _line_day(heading.text, reading.lang, (12, 12), sure)):
            yield replace(found, top=True, number=heading.line or 0)
    removed = [(r.line, r.text, (4, 12)) for r in document.removed if r.rule not in ELSEWHERE]
    heads = [h for h in (document.title, document.deck, document.section) if h and not h.derived]
    others = [(0, h.text, (1, 3)) for h in heads]
    body = [(line.number, line.text, (2, 3)) for line in (*lines[:3], *lines[-2:])]
    for number, text, limits in sorted([*removed, *others, *body]):
        if found := _line_day(text, reading.lang, limits):
            yield replace(found, top=number <= top, number=number)


def publication_date(reading: Reading) -> Stated | None:
    """The day in a line that says when the article was published, else when it was changed."""
    found = list(stated_lines(reading))
    for wanted in ("published", "", "updated"):
        lines = [line for line in found if line.label == wanted and (line.label or line.top)]
        if lines:
            chosen = lines[0] if wanted else _of_the_article(lines, reading)
            return replace(chosen.stated, rule="publication_date")
    return None


def _of_the_article(lines: list[DatedLine], reading: Reading) -> DatedLine:
    """Of lines that name different days: the page says today at its very top, the article its own day below.

    The one with the time of day wins, then the one nearest to the title.
    """
    title = reading.document.title.line
    if title is None or len({line.stated.day for line in lines}) == 1:
        return lines[0]
    return min(lines, key=lambda line: (not line.clock, abs(line.number - title)))


def lone_date_line(reading: Reading) -> Stated | None:
    """The day in the one line below the article that holds a date and nothing else."""
    lines = [line for line in stated_lines(reading) if not line.label and not line.top and line.others <= 1]
    below = {line.stated.day: line.stated for line in lines}
    return replace(next(iter(below.values())), rule="lone_date_line") if len(below) == 1 else None


# ------------------------------------------------------------------ the beginning of the body


def _paragraph(reading: Reading, i: int) -> Span:
    return reading.paragraphs[i] if i < len(reading.paragraphs) else Span(reading.body, reading.body)


def closes_a_dateline(reading: Reading, form: Form, end: int = 0) -> bool:
    """Whether a date at the beginning of the body is followed by what closes a dateline: agency, dash, colon."""
    start = _paragraph(reading, 0).start
    if not start <= form.start <= start + 120:
        return False
    t = text_of(reading.text, reading.lang)
    lead = sum(1 for w in t.words[max(0, form.head - 12) : form.head] if w.start >= start)
    closed = _CLOSES.match(reading.text, max(end, form.end))
    return lead <= 8 and closed is not None and not _verb(t, start, form.head)


def dateline_in_body(reading: Reading) -> Stated | None:
    """The day in a dateline at the beginning of the body: «عمّان، 12 آذار 2024 (وكالة) –»."""
    first = _paragraph(reading, 0)
    found = forms(reading.text, reading.lang)
    for i, form in enumerate(found):
        if not first.start <= form.start < first.end:
            continue
        sure = same_day_in_sure_calendar(found, i)
        if form.year is None:
            sure = _with_year(form, found) if closes_a_dateline(reading, form) else form
        day = day_of(sure)
        if day and form.year is None:
            return Stated(day, reading.text[sure.start : sure.end], "dateline_in_body", note(sure, day))
        if day and closes_a_dateline(reading, form, max(form.end, sure.end)):
            return Stated(day, reading.text[sure.start : sure.end], "dateline_in_body", note(form, day))
    return None


def _with_year(form: Form, found: tuple[Form, ...]) -> Form:
    """The same day and month with the year, where the text writes it out later; else the form itself."""
    same = (
        f for f in found if f.year and (f.calendar, f.month, f.day) == (form.calendar, form.month, form.day)
    )
    return next(same, form)


def _verb(t: Text, start: int, head: int) -> bool:
    """Whether a verb of news stands between the beginning of a paragraph and word ``head``."""
    verbs = languages.load(t.code).words("past-verbs")
    return any(w.key in verbs for w in t.words[max(0, head - 12) : head] if w.start >= start)


# ------------------------------------------------------------------ today, yesterday, tomorrow


@cache
def deictic_days(code: str) -> dict[str, int]:
    """Folded words that name a day from the day of writing, with the offset in days."""
    return {word: int(offset) for word, offset in languages.load(code).table("deictic-days").items()}


@cache
def deictic_heads(code: str) -> frozenset[str]:
    """First words of all that name a day from the day of writing, in Arabic with و and ف too."""
    first = {word.split()[0] for word in deictic_days(code)}
    return frozenset(first | ({c + w for c in "وف" for w in first} if code == "ar" else set()))


def deictic_at(t: Text, i: int) -> tuple[int, int] | None:
    """Offset of the day that word i names from the day of writing, and the index after its words."""
    if t.key(i) not in deictic_heads(t.code):
        return None
    days = deictic_days(t.code)
    for length in (3, 2, 1):
        words = [t.key(j) for j in range(i, i + length)]
        if t.code == "ar" and words[0][:1] in ("و", "ف") and words[0] not in days:
            words[0] = words[0][1:]
        if (offset := days.get(" ".join(words))) is not None:
            return offset, i + length
    return None


def deictic_beside(t: Text, form: Form) -> tuple[int, int] | None:
    """The offset of a word like «today» that stands beside a date, and the index of that word."""
    for j in range(form.head - 1, max(-1, form.head - 7), -1):
        if re.search(r"[.؛;!؟\n]", t.gap(j + 1)):
            break
        for k in range(max(0, j - 2), j + 1):
            found = deictic_at(t, k)
            if found and found[1] == j + 1:
                return found[0], k
        weekday = calendars.weekday_at(t.words, j, t.code)
        two = j > 0 and calendars.weekday_at(t.words, j - 1, t.code)
        if not weekday and not two and t.says(j) not in ("beside", "equals", "month") and t.key(j) != "و":
            break
    after = deictic_at(t, form.tail) if "(" in t.gap(form.tail) else None
    return (after[0], form.head) if after else None


def weekday_beside_deictic(reading: Reading) -> tuple[int, int, str] | None:
    """The weekday that the text gives to today, yesterday or tomorrow, that day's offset, the words: امروز یکشنبه."""
    t = text_of(reading.text, reading.lang)
    quoted = [(q.start, q.end) for q in reading.quotes]
    for i in t.standing(deictic_heads(t.code)):
        place, found = t.words[i].start, deictic_at(t, i)
        if found is None or found[0] not in (0, -1, 1) or place < reading.body:
            continue
        offset, after = found
        weekday = calendars.weekday_at(t.words, after, t.code) if after < len(t.words) else None
        beside = re.fullmatch(r"[ \u00a0،,(]{1,3}", t.gap(after))
        if weekday and beside and not weekday[0].needs and not any(s <= place < e for s, e in quoted):
            return weekday[0].number, offset, t.text[place : t.words[after + weekday[0].words - 1].end]
    return None


def days_beside_deictic(reading: Reading) -> Iterator[tuple[int, Stated]]:
    """Days of the text beside a word like «today», with that word's offset."""
    found = forms(reading.text, reading.lang)
    t = text_of(reading.text, reading.lang)
    for i, form in enumerate(found):
        if form.day is None or form.year is None:
            continue
        beside = deictic_beside(t, form)
        sure = same_day_in_sure_calendar(found, i)
        day = day_of(sure)
        if beside and day:
            offset, word = beside
            start, end = t.words[min(word, form.head)].start, max(form.end, sure.end)
            yield offset, Stated(day - timedelta(days=offset), reading.text[start:end], "", note(form, day))


def today_with_date(reading: Reading) -> Stated | None:
    """The day that the text calls today: «اليوم السبت 5 أكتوبر 2024», «امروز شنبه ۱۵ دی ۱۴۰۲»."""
    for offset, stated in days_beside_deictic(reading):
        if offset == 0:
            return Stated(stated.day, stated.text, "today_with_date", stated.note)
    return None


def yesterday_with_date(reading: Reading) -> Stated | None:
    """The day after the one that the text calls yesterday, the day before the one it calls tomorrow."""
    for offset, stated in days_beside_deictic(reading):
        if offset != 0:
            return Stated(stated.day, stated.text, "yesterday_with_date", stated.note)
    return None


STATED = (publication_date, dateline_in_body, today_with_date, yesterday_with_date, lone_date_line)


def stated_day(reading: Reading) -> Stated | None:
    """The day of writing by the first of these rules that answers: what relative dates are counted from."""
    return next((found for rule in STATED if (found := rule(reading)) is not None), None)
