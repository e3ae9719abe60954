"""The day on which what the lead tells took place, and whether the lead tells it as done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from khulasa.model import Reading, Sentence
from khulasa.rules.read.anchored import anniversaries, counted_days, is_inside, numbered_days
from khulasa.rules.read.date_forms import forms, span
from khulasa.rules.read.date_text import Form, Text, text_of
from khulasa.rules.read.publication import day_of, note, same_day_in_sure_calendar
from khulasa.text import calendars

WEB = 1995
"""Year before which no web page told its news."""
LATER = 20
"""Days after the day of the lead from which another day told as past makes it history."""
LEAD = 3
"""Sentences of the body that may hold the day of the news."""
_BEFORE, _AFTER = 14, 4
"""Words around a date that tell whether it is past, in Arabic, where the verb comes first."""


@dataclass(frozen=True, slots=True)
class LeadDay:
    """A day told as that of the news."""

    day: date
    text: str
    said: bool
    """The first sentence says so with a verb of announcing: the news is that day's."""
    note: str


def past(t: Text, form_head: int, form_tail: int, sentence: Sentence) -> bool:
    """Whether what a sentence tells beside words head to tail is told as done."""
    known = t.lists("past-verbs")
    future = t.lists("future-words")
    here = list(t.between(sentence.start, sentence.end))
    if t.code == "ar":
        near = [j for j in here if form_head - _BEFORE <= j < form_head + _AFTER]
        verbs = [j for j in near if t.key(j) in known or (t.key(j)[1:] in known and t.key(j)[:1] in "وف")]
        coming = [j for j in near if t.key(j) in future and j >= form_head - 6]
        return bool(verbs) and not coming
    told = [t.key(j) for j in here if j >= form_tail]
    nearest = next((k for k in told if k in future or k in known), None)
    return nearest in known if nearest else any(k in t.lists("past-participles") for k in told)


def _not_the_day(t: Text, form: Form) -> bool:
    """Whether a word before a date makes it the beginning or end of something: since, until, born."""
    words = t.lists("not-the-day")
    for j in range(form.head - 1, max(-1, form.head - 6), -1):
        if calendars.weekday_at(t.words, j, t.code):
            continue
        if t.key(j) in words or (t.key(j)[:1] in "ول" and t.key(j)[1:] in words):
            return True
        if t.says(j) not in ("beside", "equals", "month") and t.key(j) not in ("في", "در", "روز"):
            return False
    return False


def lead_days(reading: Reading) -> Iterator[LeadDay]:
    """Days in the first sentences on which something is told to have happened, in order."""
    found = forms(reading.text, reading.lang)
    if not any(f.day and f.year for f in found):
        return
    t = text_of(reading.text, reading.lang)
    counted = [*counted_days(reading), *numbered_days(reading), *anniversaries(reading)]
    for sentence in reading.sentences[:LEAD]:
        for i, form in enumerate(found):
            if not sentence.start <= form.start < sentence.end or any(is_inside(form, c) for c in counted):
                continue
            sure = same_day_in_sure_calendar(found, i)
            day = day_of(sure)
            if day is None or _not_the_day(t, form) or not past(t, form.head, form.tail, sentence):
                continue
            if form.weekday is None and sentence.index > 0:
                continue
            said = sentence.index == 0 and _announced(t, form, sentence)
            sure_of_it = form.weekday is not None or _of_the_main_clause(t, form, sentence, said)
            if not sure_of_it or day.year < WEB or _later(reading, t, day):
                continue
            words = reading.text[min(form.start, sure.start) : max(form.end, sure.end)]
            yield LeadDay(day, words, said, note(form, day))


def _of_the_main_clause(t: Text, form: Form, sentence: Sentence, said: bool) -> bool:
    """Whether a date without weekday belongs to the verb of the lead, not to a clause inside it or to a story."""
    before = range(t.between(sentence.start, sentence.end).start, form.head)
    if not said and len(before) < 3:
        return False
    if any(t.key(j) in t.lists("clause-openers") for j in before):
        return False
    verbs = t.lists("past-verbs")
    return (
        t.code == "fa"
        or sum(1 for j in before if t.key(j).removeprefix("و") in verbs or t.key(j) in verbs) == 1
    )


def _later(reading: Reading, t: Text, day: date) -> bool:
    """Whether the text names a later day or year as past: then the day in the lead is history."""
    coming = t.lists("future-words") | t.lists("not-the-day")
    for form in forms(reading.text, reading.lang):
        days = span(form) if form.year is not None else None
        if days and days[0] > day + timedelta(days=LATER):
            near = (
                *range(form.head - 8, form.head),
                *range(form.tail, form.tail + (8 if t.code == "fa" else 3)),
            )
            if not any(t.key(j) in coming or t.says(j) == "next" for j in near):
                return True
    return False


def _announced(t: Text, form: Form, sentence: Sentence) -> bool:
    """Whether the sentence announces: a verb of saying stands before the date (Arabic) or after it (Persian)."""
    verbs = t.lists("announcing-verbs")
    if t.code == "ar":
        return any(t.key(j) in verbs for j in t.between(sentence.start, sentence.end) if j < form.head)
    return any(t.key(j) in verbs for j in t.between(sentence.start, sentence.end) if j >= form.tail)
