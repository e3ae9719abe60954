"""The day of writing by the weekday that the text gives to today, beside a dated day with its weekday."""

from __future__ import annotations

from datetime import date, timedelta

from khulasa.model import ArticleDate, Reading
from khulasa.rules.read.date_forms import forms
from khulasa.rules.read.date_text import Form, Text, text_of
from khulasa.rules.read.event_dates import answer, sentence_at
from khulasa.rules.read.lead_day import WEB, past
from khulasa.rules.read.publication import day_of, note, weekday_beside_deictic
from khulasa.text.fold import key

_UNTIL = frozenset(map(key, ("حتى", "وحتى", "لغاية", "بحلول", "تا", "لحين")))


def weekday_of_today(reading: Reading) -> ArticleDate | None:
    """Today (or yesterday, tomorrow) has its weekday, a day near it has weekday and date: the first such day between.

    Days that are to come are told with their weekday when they are less than a week ahead, days gone by likewise.
    """
    today = weekday_beside_deictic(reading)
    if today is None:
        return None
    number, offset, words = today
    t = text_of(reading.text, reading.lang)
    told = [(d, f, _done(reading, t, f)) for f in forms(reading.text, reading.lang) if (d := _dated(f))]
    gone = max(((d, f) for d, f, done in told if done), key=lambda x: x[0], default=None)
    coming = min(((d, f) for d, f, done in told if not done), key=lambda x: x[0], default=None)
    near = coming or gone
    if near is None:
        return None
    weekday, there = (number - offset) % 7, near[0]
    back = (there.weekday() - weekday) % 7 or 7
    day = there - timedelta(days=back) if coming else there + timedelta(days=(weekday - there.weekday()) % 7)
    if gone and day < gone[0]:
        return None
    evidence = reading.text[near[1].start : near[1].end]
    return answer(day, day, "inferred", "weekday_of_today", words, evidence)


def _dated(form: Form) -> date | None:
    """The day of a form that has its weekday, and the right one."""
    day = day_of(form) if form.weekday is not None else None
    return day if day and day.year >= WEB and not note(form, day) else None


def _done(reading: Reading, t: Text, form: Form) -> bool:
    """Whether what is told beside a date is done; a day up to which something lasts is to come."""
    if any(t.key(j) in _UNTIL for j in range(form.head - 5, form.head)):
        return False
    sentence = sentence_at(reading, form.start)
    return sentence is not None and past(t, form.head, form.tail, sentence)
