"""What a date form is, and what its makers share: the text with its words, years and weekdays beside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from khulasa import languages
from khulasa.model import Word
from khulasa.rules.read.numeric_dates import two_digit_year
from khulasa.text import calendars
from khulasa.text.calendars import Name
from khulasa.text.numbers import number_at
from khulasa.text.words import standing
from khulasa.text.words import words as words_of

_LOOSE = re.compile(r"[ \u00a0\u200c]{0,2}[)،,(]?[ \u00a0]{0,2}")
_BESIDE = re.compile(r"[\s،,()\-–—:|/]{0,4}")
YEAR = re.compile(r"(\d{4})(م|ه|ق|ش|هش|هق|هجري|ميلادي)?")


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

    def phrase(self, i: int, length: int) -> str:
        """The keys of some words from word i on; empty where the text has not so many."""
        run = self.words[i : i + length] if i >= 0 else ()
        return " ".join([word.key for word in run]) if len(run) == length else ""

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

    def standing(self, wanted: Collection[str]) -> Sequence[int]:
        """Indices, in order, of the words that are among those wanted."""
        return standing(self.text, wanted)

    def between(self, start: int, end: int) -> range:
        """Indexes of the words between two places."""
        return range(bisect_left(self.words, start, key=_start), bisect_left(self.words, end, key=_start))


def _start(word: Word) -> int:
    return word.start


@cache
def date_words(code: str) -> dict[str, str]:
    """Folded word → what it says of a date beside it."""
    return dict(languages.load(code).table("date-words"))


@lru_cache(maxsize=32)
def text_of(text: str, code: str) -> Text:
    """A text with its words; an article's is asked for by several rules."""
    return Text(text, words_of(text), code)


def _year_at(t: Text, i: int, calendar: Name, marked: bool) -> tuple[int, int] | None:
    """A year of a calendar at word i and the index after it."""
    match = YEAR.fullmatch(t.key(i))
    if match is None:
        if i < len(t.words) and not t.key(i).isdigit():
            number = number_at(t.text, t.words, i, t.code)
            closed = number and (marked or t.gap(number.last).strip(" \u00a0\u200c"))
            if number and closed and number.value >= 1000 and of_calendar(number.value, calendar):
                return number.value, number.last
        short = (
            two_digit_year(t.key(i), t.key(i + 1), t.lists("counted"))
            if calendar == "jalali" and t.code == "fa"
            else None
        )
        return (short, i + 1) if short else None
    return (int(match[1]), i + 1) if of_calendar(int(match[1]), calendar) else None


def of_calendar(year: int, calendar: Name) -> bool:
    """Whether a year may be one of a calendar."""
    return 1500 < year <= 2150 if calendar == "gregorian" else 1200 <= year <= 1500


def year_after(t: Text, i: int, calendar: Name, joint: str) -> tuple[int, int] | None:
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
