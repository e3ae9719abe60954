"""The day of writing inferred from dated events of the authority files and from weekdays told beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from khulasa.model import ArticleDate, Basis, Evidence, Mention, Reading, Record, Sentence
from khulasa.rules.read.anchored import anniversaries, record_of
from khulasa.rules.read.date_forms import forms, span
from khulasa.rules.read.date_text import Text, text_of
from khulasa.rules.read.lead_day import LEAD, WEB
from khulasa.rules.read.publication import deictic_at
from khulasa.rules.read.time_words import relations, stretch_at, stretch_before
from khulasa.text import calendars

WEEKS_AFTER = 28
"""Days for which an event is told as recent."""
BOUNDED = 60
"""Days that an event may last at most for its name to date an article."""
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Event:
    """An event with known days at one place of the text."""

    mention: Mention
    record: Record
    first: date
    last: date


def answer(first: date, last: date, basis: Basis, rule: str, *evidence: str, note: str = "") -> ArticleDate:
    """A date with the words that say it."""
    value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    value += f" ({note})" if note else ""
    return ArticleDate(first, last, basis, tuple(Evidence(text, rule, value) for text in evidence if text))


def events(reading: Reading) -> Iterator[Event]:
    """Dated events of the authority in the order in which the text names them."""
    for mention in reading.mentions:
        record = record_of(reading, mention.id) if mention.kind == "event" else None
        if record is not None and record.first is not None:
            yield Event(mention, record, record.first, record.last or record.first)


def sentence_at(reading: Reading, place: int) -> Sentence | None:
    """The sentence that holds a place of the body."""
    return next((s for s in reading.sentences if s.start <= place < s.end), None)


# ------------------------------------------------------------------ weekdays


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday as the text tells it."""

    number: int
    index: int
    says: str
    """``last``, ``next`` or nothing."""
    text: str


_NOT_A_DAY = frozenset(("خطبه", "صلاه", "نماز", "امام", "شهر", "سوق", "بازار", "مدينه", "ائمه", "قريه"))


def weekdays(reading: Reading) -> Iterator[Weekday]:
    """Weekdays of the body that name a day by themselves, outside of direct speech."""
    t = text_of(reading.text, reading.lang)
    dated = {f.head for f in forms(reading.text, reading.lang)}
    quoted = [(q.start, q.end) for q in reading.quotes]
    skip = 0
    for i in t.standing(calendars.heads(t.code, "weekday")):
        inside = i >= skip and t.words[i].start >= reading.body
        found = calendars.weekday_at(t.words, i, t.code) if inside else None
        if found is None or found[0].needs or t.key(i - 1) in _NOT_A_DAY:
            continue
        skip = after = i + found[0].words
        if any(j in dated for j in range(after, after + 3)) or any(
            s <= t.words[i].start < e for s, e in quoted
        ):
            continue
        says = t.says(after) if t.gap(after).strip() == "" else ""
        says = says if says in ("last", "next") else ""
        coming = t.lists("future-words")
        if any(t.key(j) in coming for j in (*range(i - 3, i), *range(after, after + 2))) and not says:
            says = "next"
        last = after + (t.says(after) in ("last", "next"))
        yield Weekday(found[0].number, i, says, reading.text[t.words[i].start : t.words[last - 1].end])


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def narrowed(reading: Reading, first: date, last: date) -> tuple[date, date, tuple[str, ...]]:
    """A range of at most some days made narrower by weekdays on which something is told to have happened."""
    best: tuple[date, str] | None = None
    for told in weekdays(reading):
        day = _on_or_after(first, told.number)
        if not told.says and day <= last and (best is None or day > best[0]):
            best = day, told.text
    if best is None:
        return first, last, ()
    return best[0], min(last, best[0] + timedelta(days=1)), (best[1],)


# ------------------------------------------------------------------ rules


def last_weekday_of_event(reading: Reading) -> ArticleDate | None:
    """«Last Wednesday» beside an event that was on a Wednesday: the article is of the week after."""
    told = [w for w in weekdays(reading) if w.says == "last"]
    t = text_of(reading.text, reading.lang)
    for event in events(reading) if told else ():
        sentence = sentence_at(reading, event.mention.start)
        for weekday in told:
            place = t.words[weekday.index].start
            same = sentence is not None and sentence.start <= place < sentence.end
            if same and event.first == event.last and event.first.weekday() == weekday.number:
                day = timedelta(days=1)
                first, last, words = narrowed(reading, event.first + day, event.first + _WEEK * day)
                told_by = (weekday.text, event.mention.text, *words)
                return answer(first, last, "inferred", "last_weekday_of_event", *told_by)
    return None


def _says(t: Text, sentence: Sentence, what: str) -> str:
    """The first word or phrase of a sentence that says something of time; empty where none does."""
    known = relations(t.code)[what]
    for i in t.between(sentence.start, sentence.end):
        for length in (3, 2, 1):
            if t.phrase(i, length) in known:
                return t.text[t.words[i].start : t.words[i + length - 1].end]
    return ""


def _days_told(t: Text, sentence: Sentence) -> set[int]:
    """Numbers of days that a sentence tells."""
    found = set()
    for i in t.between(sentence.start, sentence.end):
        stretch = stretch_at(t, i) or (stretch_before(t, i) if t.code == "fa" else None)
        if stretch and stretch.count and stretch.unit == "day":
            found.add(stretch.count)
    return found


def end_of_event(reading: Reading) -> ArticleDate | None:
    """A ceasefire or end told with its weekday or number of days that agree with an event of the authority."""
    t = text_of(reading.text, reading.lang)
    lasting = [e for e in events(reading) if e.last > e.first]
    for sentence in reading.sentences if lasting else ():
        words = _says(t, sentence, "ceasefire") or _says(t, sentence, "end")
        if not words:
            continue
        here = [w for w in weekdays(reading) if sentence.start <= t.words[w.index].start < sentence.end]
        for event in lasting:
            length = (event.last - event.first).days
            on_day = any(w.number == event.last.weekday() for w in here)
            if on_day or _days_told(t, sentence) & {length, length + 1}:
                first, last, more = narrowed(reading, event.last, event.last + timedelta(days=_WEEK - 1))
                told = (event.mention.text, words, *(w.text for w in here), *more)
                return answer(first, last, "inferred", "end_of_event", *dict.fromkeys(told))
    return None


def _in_lead(reading: Reading, place: int) -> bool:
    """Whether a place is in the title, the deck or the first sentences."""
    return (
        place < reading.sentences[min(LEAD, len(reading.sentences)) - 1].end if reading.sentences else False
    )


def _told_as_past(reading: Reading, t: Text, event: Event) -> bool:
    """Whether the words around an event, or another date, put it in the background."""
    sentence = sentence_at(reading, event.mention.start)
    start = sentence.start if sentence else 0
    near = [
        *list(t.between(start, event.mention.start))[-5:],
        *t.between(event.mention.end, event.mention.end + 25),
    ]
    known = relations(t.code)["background"]
    phrases = {" ".join(t.key(j) for j in near[k : k + n]) for k in range(len(near)) for n in (1, 2, 3)}
    return bool(phrases & known)


def _later_dates(reading: Reading, day: date) -> bool:
    """Whether the text names a year, month or day that begins after a day: then its news is later."""
    return any(d.first > day for d in reading.dates if d.rule == "full_date")


def _recent(t: Text, sentence: Sentence) -> str:
    """The word of a sentence that calls something recent; «recent years» and decades do not."""
    known, long = relations(t.code)["recent"], t.lists("long-times")
    for i in t.between(sentence.start, sentence.end):
        for length in (2, 1):
            if t.phrase(i, length) in known and t.key(i - 1) not in long:
                return t.text[t.words[i].start : t.words[i + length - 1].end]
    return ""


def recent_event(reading: Reading) -> ArticleDate | None:
    """The lead tells of an event of known days as recent: from its first day to some weeks after its last."""
    t = text_of(reading.text, reading.lang)
    found = list(events(reading))
    best: tuple[Event, str] | None = None
    for event in found:
        lasting = (event.last - event.first).days > BOUNDED
        if lasting or event.first.year < WEB or not _in_lead(reading, event.mention.start):
            continue
        sentence = sentence_at(reading, event.mention.start)
        recent = _recent(t, sentence) if sentence else ""
        often = event.last > event.first and sum(1 for e in found if e.record.id == event.record.id) >= 2
        newer = best is None or event.first > best[0].first
        if newer and (recent or often) and not _told_as_past(reading, t, event):
            best = event, recent
    if best is None or any(anniversaries(reading)):
        return None
    event, recent = best
    last = event.last + timedelta(days=WEEKS_AFTER)
    later = [e for e in found if e.first > last]
    if later or _later_dates(reading, last):
        return None
    return answer(event.first, last, "inferred", "recent_event", event.mention.text, recent)


def _done(t: Text, sentence: Sentence) -> bool:
    """Whether the sentence has a verb in the past and no word of what is to come."""
    keys = [t.key(j) for j in t.between(sentence.start, sentence.end)]
    if t.code == "ar" and t.lists("past-verbs").intersection(keys[:2]):
        return True  # the verb of the lead comes first; what follows may tell of the days ahead
    return bool(t.lists("past-verbs").intersection(keys)) and not t.lists("future-words").intersection(keys)


def day_of_exhibition(reading: Reading) -> ArticleDate | None:
    """The lead tells an opening or closing as done; the text has the first and last day of what opens or closes."""
    t = text_of(reading.text, reading.lang)
    found = forms(reading.text, reading.lang)
    form = next((f for f in found if f.until and f.day and f.year), None)
    days = span(form) if form else None
    for sentence in reading.sentences[:LEAD] if form and days else ():
        told = (deictic_at(t, j) for j in t.between(sentence.start, sentence.end))
        today = [d[0] for d in told if d and d[0] <= 0]
        opening, closing = _says(t, sentence, "opening"), _says(t, sentence, "closing")
        if form and days and bool(opening) != bool(closing) and (today or _done(t, sentence)):
            day = (days[0] if opening else days[1]) - timedelta(days=today[0] if today else 0)
            words = reading.text[form.start : form.end]
            last = day if today else day + timedelta(days=1)
            return answer(day, last, "inferred", "day_of_exhibition", words, opening or closing)
    return None
