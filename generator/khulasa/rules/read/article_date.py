"""When the article was written: stated by the source, else inferred from what the text tells, else not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from khulasa.model import ArticleDate, Basis, Reading
from khulasa.rules.read import publication
from khulasa.rules.read.anchored import (
    Counted,
    anniversaries,
    base_after,
    counted_days,
    elapsed,
    numbered_days,
    passed_days,
)
from khulasa.rules.read.date_text import text_of
from khulasa.rules.read.event_dates import answer
from khulasa.rules.read.lead_day import LEAD, WEB, lead_days, past
from khulasa.rules.read.publication import Stated, deictic_at, weekday_beside_deictic
from khulasa.rules.read.time_words import relations

Rule = Callable[[Reading], ArticleDate | None]
REPORT = 1
"""Days that an outlet takes to report an act, beside the day itself."""
CEREMONY = 2
"""Days over which an anniversary is reported."""
NEARING = 14
"""Days before an anniversary within which it is called near."""


def read(reading: Reading, rules: tuple[Rule, ...]) -> Reading:
    """The reading with the date of the article; the first rule that answers wins, and no answer is none.

    Of a source with a record what the next rule states is shown beside: text and data are witnesses of their own.
    """
    for number, rule in enumerate(rules, 1):
        found = rule(reading)
        if found is not None:
            if reading.source.provenance is not None and found.basis == "explicit":
                later = (one(reading) for one in rules[number:])
                other = next((o for o in later if o is not None and o.basis == "explicit"), None)
                found = replace(found, evidence=(*found.evidence, *(other.evidence if other else ())))
            return replace(reading, date=found)
    return replace(reading, date=ArticleDate(None, None, "none", ()))


def _stated(found: Stated | None, basis: Basis = "explicit") -> ArticleDate | None:
    return (
        None
        if found is None
        else answer(found.day, found.day, basis, found.rule, found.text, note=found.note)
    )


# ------------------------------------------------------------------ explicit


def publication_date(reading: Reading) -> ArticleDate | None:
    """A line of the page says when the article was published (or last changed)."""
    return _stated(publication.publication_date(reading))


def dateline_in_body(reading: Reading) -> ArticleDate | None:
    """The article begins with place and date, as agencies write it."""
    return _stated(publication.dateline_in_body(reading))


def today_with_date(reading: Reading) -> ArticleDate | None:
    """The text writes a date beside the word for today."""
    return _stated(publication.today_with_date(reading))


def lone_date_line(reading: Reading) -> ArticleDate | None:
    """The only line below the article that holds nothing but a date."""
    return _stated(publication.lone_date_line(reading))


# ------------------------------------------------------------------ inferred


def yesterday_with_date(reading: Reading) -> ArticleDate | None:
    """The text writes a date beside the word for yesterday or tomorrow."""
    return _stated(publication.yesterday_with_date(reading), "inferred")


def _in_lead(reading: Reading, place: int) -> bool:
    """Whether a place is in the title, the deck or the first sentences."""
    last = reading.sentences[min(LEAD, len(reading.sentences)) - 1].end if reading.sentences else reading.body
    return place < last


def _deictic_shift(reading: Reading, start: int) -> int:
    """Days by which the news lies before the day of writing where the sentence at a place says yesterday."""
    sentence = next((s for s in reading.sentences if s.start <= start < s.end), None)
    if sentence is None:
        return 0
    t = text_of(reading.text, reading.lang)
    found = [d[0] for j in t.between(sentence.start, sentence.end) if (d := deictic_at(t, j))]
    return max([0, *(-offset for offset in found)])


def _told_as_done(reading: Reading, c: Counted) -> bool:
    """Whether a counted day is that of something done, told in the first sentences."""
    sentence = next((s for s in reading.sentences[:LEAD] if s.start <= c.start < s.end), None)
    if sentence is None or c.first.year < WEB:
        return False
    t = text_of(reading.text, reading.lang)
    inside = t.between(c.start, c.stop)
    if t.code == "fa":
        return past(t, inside.start, inside.stop, sentence)
    coming = t.lists("future-words")
    return not any(t.key(j) in coming for j in range(inside.start - 6, inside.stop + 5))


def _to_come(reading: Reading, c: Counted) -> bool:
    """Whether the words before an anniversary say that it is still to come."""
    t = text_of(reading.text, reading.lang)
    head = t.between(c.start, c.stop).start
    return any(t.key(j) in t.lists("future-words") for j in range(head - 6, head))


def _counted(reading: Reading, c: Counted) -> str:
    return reading.text[c.start : c.stop]


def days_after_event(reading: Reading) -> ArticleDate | None:
    """The lead tells what happened so many days after a known day, or on a numbered day of what began then."""
    for c in (*numbered_days(reading), *counted_days(reading)):
        if _told_as_done(reading, c):
            shift = timedelta(days=_deictic_shift(reading, c.start))
            last = c.last + shift + timedelta(days=REPORT)
            return answer(c.first + shift, last, "inferred", "days_after_event", _counted(reading, c))
    return None


def anniversary_of_event(reading: Reading) -> ArticleDate | None:
    """The lead tells of a numbered anniversary of a day that is known."""
    for c in (*anniversaries(reading), *elapsed(reading)):
        if _in_lead(reading, c.start) and c.first.year >= WEB and not _to_come(reading, c):
            before, after = (NEARING, 0) if c.nearing else (0, CEREMONY)
            first, last = c.first - timedelta(days=before), c.last + timedelta(days=after)
            return answer(first, last, "inferred", "anniversary_of_event", _counted(reading, c))
    return None


def days_passed(reading: Reading) -> ArticleDate | None:
    """The lead says how many days have passed since a known day."""
    for c in passed_days(reading):
        if _in_lead(reading, c.start) and c.first.year >= WEB:
            return answer(c.first, c.last, "inferred", "days_passed", reading.text[c.start : c.stop])
    return None


def eve_of_day(reading: Reading) -> ArticleDate | None:
    """The lead is told on the eve of a known day: در آستانه نوروز ۱۴۰۳, عشية الافتتاح في 20 مايو 2024."""
    t = text_of(reading.text, reading.lang)
    nearing = relations(t.code)["nearing"]
    for i in t.between(0, reading.sentences[0].end if reading.sentences else 0):
        base = base_after(reading, i + 1) if t.key(i) in nearing else None
        if base and base.first == base.last and base.first.year >= WEB:
            words = reading.text[t.words[i].start : base.end]
            return answer(base.first - timedelta(days=NEARING), base.first, "inferred", "eve_of_day", words)
    return None


def day_of_the_news(reading: Reading) -> ArticleDate | None:
    """The lead says on which day what it tells was done; the article is of that day or the next.

    Where the text names today by its weekday, it is the first such day from then on.
    """
    found = next(iter(lead_days(reading)), None)
    if found is None:
        return None
    basis: Basis = "explicit" if found.said else "inferred"
    if (today := weekday_beside_deictic(reading)) is not None:
        number, offset, words = today
        day = found.day + timedelta(days=(number - offset - found.day.weekday()) % 7)
        return answer(day, day, basis, "day_of_the_news", found.text, words, note=found.note)
    last = found.day + timedelta(days=REPORT)
    return answer(found.day, last, basis, "day_of_the_news", found.text, note=found.note)
