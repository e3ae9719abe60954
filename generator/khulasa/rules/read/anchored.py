"""Dates counted from other dates or from events of the authority files: days after, anniversaries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from khulasa.model import Reading, Record
from khulasa.rules.read.date_forms import forms, span
from khulasa.rules.read.date_text import Form, Text, text_of
from khulasa.rules.read.time_words import Stretch, relations, shifted, stretch_at, stretch_before
from khulasa.text import calendars
from khulasa.text.calendars import CalendarError, Name
from khulasa.text.numbers import Number, number_at, number_before

WINDOW = 16
"""Words after «two days after» or «the fourth anniversary» in which the date or event must stand."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A day or range that the text counts from another."""

    start: int
    end: int
    """Of the counting words themselves."""
    stop: int
    """End of the date or event that is counted from."""
    first: date
    last: date
    nearing: bool = False
    """Told before the day (في عشية الذكرى, در آستانه)."""


@dataclass(frozen=True, slots=True)
class Base:
    """What is counted from."""

    first: date
    last: date
    end: int
    calendar: Name


def record_of(reading: Reading, ident: str) -> Record | None:
    """The authority record of an entity of the article."""
    return reading.authority.records.get(ident)


def sentence_end(reading: Reading, place: int) -> int:
    """End of the sentence (or heading line) that holds a place."""
    for sentence in reading.sentences:
        if sentence.start <= place < sentence.end:
            return sentence.end
    stop = reading.text.find("\n", place)
    return len(reading.text) if stop < 0 else stop


def _window_end(reading: Reading, t: Text, i: int) -> int:
    """Place up to which a base is looked for from word i on."""
    if i >= len(t.words):
        return 0
    last = t.words[min(len(t.words), i + WINDOW) - 1].end
    return min(last, sentence_end(reading, t.words[i].start))


def _dated(reading: Reading, start: int, stop: int) -> Base | None:
    """The first date with a year between two places."""
    for form in forms(reading.text, reading.lang):
        if start <= form.start and form.end <= stop and form.year is not None:
            days = span(form)
            return Base(*days, form.end, form.calendar) if days else None
    return None


def _event(reading: Reading, start: int, stop: int, ended: bool) -> Base | None:
    """The first event with a known day that is named between two places."""
    calendar: Name = "jalali" if reading.lang == "fa" else "gregorian"
    for mention in sorted(reading.mentions, key=lambda m: m.start):
        record = record_of(reading, mention.id) if mention.kind == "event" else None
        if record and record.first and start <= mention.start and mention.end <= stop + 40:
            day = (record.last or record.first) if ended else record.first
            return Base(day, day, mention.end, calendar)
    return None


def _life(reading: Reading, t: Text, i: int, stop: int) -> Base | None:
    """Death or birth, by the word that says so, of the first person named after it, if the authority has the day."""
    said = {w.key for w in t.words[i : i + WINDOW] if w.end <= stop}
    died, born = said & relations(t.code)["death"], said & relations(t.code)["birth"]
    if not died and not born:
        return None
    calendar: Name = "jalali" if reading.lang == "fa" else "gregorian"
    for mention in sorted(reading.mentions, key=lambda m: m.start):
        if mention.kind == "person" and t.words[i].start <= mention.start <= stop:
            record = record_of(reading, mention.id)
            day = (record.last if died else record.first) if record else None
            return Base(day, day, mention.end, calendar) if day else None
    return None


def base_after(reading: Reading, i: int) -> Base | None:
    """The date, event or death that word i and what follows name."""
    t = text_of(reading.text, reading.lang)
    if i >= len(t.words):
        return None
    stop = _window_end(reading, t, i)
    start = t.words[i].start
    ended = any(w.key in relations(t.code)["end"] for w in t.words[i : i + 3])
    return _dated(reading, start, stop) or _event(reading, start, stop, ended) or _life(reading, t, i, stop)


# ------------------------------------------------------------------ days after and before


def _phrase(t: Text, i: int, says: str) -> int:
    """Index after the word or phrase at word i that says something of time; i where none does."""
    known = relations(t.code)[says]
    for length in (3, 2, 1):
        if t.phrase(i, length) in known:
            return i + length
    return i


def counted_days(reading: Reading) -> Iterator[Counted]:
    """«Two days after Friday 17 Bahman», «بعد أسبوعين من الكسوف في الثامن من أبريل 2024»."""
    t = text_of(reading.text, reading.lang)
    words = relations(t.code)
    for i in t.standing(_counting(t.code)):
        sign = 1 if _phrase(t, i, "after") > i else -1
        if t.code == "ar":
            j = i + 1
            while t.key(j) in words["about"] and j < i + 4:
                j += 1
            stretch = stretch_at(t, j)
            head, after = i, _phrase(t, stretch.last, "from") if stretch else i
            if stretch is None or after == stretch.last:
                continue
        else:
            stretch, after = stretch_before(t, i), max(_phrase(t, i, "after"), _phrase(t, i, "before"))
            if stretch is None or t.key(after - 1) != "از":
                continue
            head = stretch.first
        base = base_after(reading, after)
        days = shifted(base.first, base.last, stretch, sign) if base else None
        if base and days:
            yield Counted(t.words[head].start, t.words[after - 1].end, base.end, *days)


@cache
def _counting(code: str) -> frozenset[str]:
    """First words of what says «after» or «before»."""
    return frozenset(p.split()[0] for says in ("after", "before") for p in relations(code)[says])


def passed_days(reading: Reading) -> Iterator[Counted]:
    """«Two days have passed since Friday 17 Bahman»: the day of writing itself, counted from a known day."""
    t = text_of(reading.text, reading.lang)
    verbs, start = relations(t.code)["passed"], reading.body
    for i in t.standing(verbs):
        if t.words[i].start < start:
            continue
        stretch = stretch_at(t, i + 1) if t.code == "ar" else _stretch_of_clause(reading, t, i)
        after = _phrase(t, stretch.last, "from") if stretch else i
        if stretch is None or after == stretch.last or stretch.unit == "year":
            continue
        base = base_after(reading, after)
        if base is None or (t.code == "fa" and base.end > t.words[i].start):
            continue
        if days := shifted(base.first, base.last, stretch):
            first, last = (stretch.first, i) if t.code == "fa" else (i, after - 1)
            yield Counted(t.words[first].start, t.words[last].end, base.end, *days)


def _stretch_of_clause(reading: Reading, t: Text, verb: int) -> Stretch | None:
    """The stretch with از behind it in the Persian clause that a verb ends: دو روز از … می‌گذرد."""
    start = next((s.start for s in reading.sentences if s.start <= t.words[verb].start < s.end), None)
    if start is None:
        return None
    for i in range(max(verb - WINDOW, t.between(start, start + 1).start), verb):
        stretch = stretch_at(t, i)
        if stretch and t.key(stretch.last) == "از":
            return stretch
    return None


# ------------------------------------------------------------------ anniversaries


def _years_later(base: Base, years: int) -> tuple[date, date] | None:
    """The same day or range so many years later, by the calendar it is kept in."""
    try:
        return _later(base.calendar, base.first, years), _later(base.calendar, base.last, years)
    except CalendarError:
        return None


def _later(calendar: Name, day: date, years: int) -> date:
    """A day some years later; the last of its month where the later month is shorter."""
    year, month, number = calendars.from_gregorian(calendar, day)
    last = calendars.month_range(calendar, year + years, month)[1]
    return (
        last
        if calendars.from_gregorian(calendar, last)[2] < number
        else calendars.to_gregorian(calendar, year + years, month, number)
    )


def _ordinal_beside(t: Text, i: int) -> tuple[Number, int, int] | None:
    """The number of the anniversary at word i, the first word of both, and the index after both."""
    if t.code == "fa":
        number = number_before(t.text, t.words, i, t.code)
        return (number, number.first, i + 1) if number else None
    j = i + 1
    while t.key(j) in relations(t.code)["yearly"] or t.key(j) == "ال":
        j += 1
    number = number_at(t.text, t.words, j, t.code) if j < len(t.words) else None
    if number is None:
        return None
    after = number.last
    while t.key(after) in relations(t.code)["yearly"]:
        after += 1
    return number, i, after


def anniversaries(reading: Reading) -> Iterator[Counted]:
    """Anniversaries with their number whose first day is known: event + years."""
    t = text_of(reading.text, reading.lang)
    known, nearing = relations(t.code)["anniversary"], relations(t.code)["nearing"]
    for i in t.standing(known):
        beside = _ordinal_beside(t, i)
        if beside is None:
            continue
        number, head, after = beside
        base = base_after(reading, after)
        days = _years_later(base, number.value) if base else None
        if base and days:
            near = any(t.key(j) in nearing for j in range(head - 3, head))
            yield Counted(t.words[head].start, t.words[after - 1].end, base.end, *days, near)


def elapsed(reading: Reading) -> Iterator[Counted]:
    """«Fifty years since it was founded in 1974»: مرور خمسين عاما على, گذشت پنجاه سال از."""
    t = text_of(reading.text, reading.lang)
    for i in t.standing(relations(t.code)["elapsed"]):
        stretch = stretch_at(t, i + 1)
        after = _phrase(t, stretch.last, "from") if stretch else i
        if stretch is None or stretch.unit != "year" or not stretch.count or after == stretch.last:
            continue
        base = base_after(reading, after)
        days = _years_later(base, stretch.count) if base else None
        if base and days:
            yield Counted(t.words[i].start, t.words[after - 1].end, base.end, *days)


def numbered_days(reading: Reading) -> Iterator[Counted]:
    """«The third day of the fair that was opened on 12 May 2024»: that day and two more."""
    t = text_of(reading.text, reading.lang)
    for i in t.standing(relations(t.code)["day"]):
        if i + 1 < len(t.words) and calendars.weekday_at(t.words, i + 1, t.code):
            continue
        number = number_at(t.text, t.words, i + 1, t.code) if i + 1 < len(t.words) else None
        head, after = i, number.last if number else i + 1
        if t.code == "fa" and (number is None or not number.ordinal):
            number = number_before(t.text, t.words, i, t.code)
            head, after = number.first if number else i, i + 1
        if number is None or not (number.ordinal or t.key(i + 1).startswith("ال")) or t.gap(i + 1).strip():
            continue
        base = base_after(reading, after)
        if base and base.first == base.last and number.value < 400:
            day = base.first + timedelta(days=number.value - 1)
            yield Counted(t.words[head].start, t.words[after - 1].end, base.end, day, day)


def is_inside(form: Form, counted: Counted) -> bool:
    """Whether a form is what a count starts from."""
    return counted.start <= form.start and form.end <= counted.stop
