"""What the record beside a source says: title, writer, publisher, day. It is evidence beside that of the text.

The data of a page are the publisher's own statement, but of the page and not of the text: a title counts as the line
that shows it, and where a date in the text says something else, both are kept and shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import urlsplit

from khulasa.content.authority import Authority
from khulasa.model import ArticleDate, Heading, Hint, Lang, Reading
from khulasa.rules.read.claims import Claim
from khulasa.rules.read.event_dates import answer
from khulasa.rules.read.heading import Draft
from khulasa.text import calendars
from khulasa.text.fold import key

NEAR_TOP = 6
"""Lines among which the title is looked for."""
_LOOSE = ("feed", "header")
"""What begins the place of a hint that names a list or a sender rather than a publisher."""
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_PLAUSIBLE = (date(1980, 1, 1), date(2100, 1, 1))


def title_of_metadata(draft: Draft) -> Draft:
    """The title is the line that the data of the page or the feed give as the title."""
    hint = draft.provenance.hint("title") if draft.provenance else None
    if hint is None:
        return draft
    wanted = key(hint.value)
    for place, line in enumerate(draft.lines[:NEAR_TOP]):
        if key(line.text) == wanted:
            above = draft.lines[place - 1] if place else None
            deck = Heading(above.text, "title_of_metadata", above.number) if above else None
            lines = tuple(x for x in draft.lines if x is not line and x is not above)
            title = Heading(line.text, "title_of_metadata", line.number)
            return replace(draft, title=title, deck=deck, lines=lines)
    return replace(draft, title=Heading(hint.value, "title_of_metadata"))


def byline_of_metadata(draft: Draft) -> Draft:
    """Where no line names the writer, the data of the page or the feed do."""
    hint = draft.provenance.hint("byline") if draft.provenance and draft.byline is None else None
    return replace(draft, byline=Heading(hint.value, "byline_of_metadata")) if hint else draft


# ------------------------------------------------------------------ publisher


@lru_cache(maxsize=8)
def _hosts(authority: Authority) -> dict[str, str]:
    """Ids of the sources of an authority by the host of their address."""
    return {_host(r.url): r.id for r in authority.of_kind("source") if r.url}


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def publisher_of_metadata(reading: Reading) -> Iterable[Claim]:
    """The editor's settings, the address that the page was fetched from, or its data name the publisher."""
    record = reading.source.provenance
    if record is None:
        return
    for identity, evidence in (
        (record.source, record.place),
        (_hosts(reading.authority).get(record.site), record.site),
        (_hosts(reading.authority).get(_host(record.url)), record.url),
    ):
        known = reading.authority.records.get(identity or "")
        if known is not None:
            yield Claim(known.label(reading.lang), True, evidence)
            return
    hint = record.hint("outlet")
    if hint and not hint.where.startswith(_LOOSE):
        yield Claim(hint.value, True, f"{hint.where}: {hint.value}")


def publisher_of_feed(reading: Reading) -> Iterable[Claim]:
    """Where nothing else names the publisher, the title of the feed or the sender of the letter does."""
    record = reading.source.provenance
    hint = record.hint("outlet") if record else None
    if hint and hint.where.startswith(_LOOSE):
        yield Claim(hint.value, True, f"{hint.where}: {hint.value}")


# ------------------------------------------------------------------ date


def date_of_metadata(reading: Reading) -> ArticleDate | None:
    """The data of the page, the feed or the table say when the article was published."""
    record = reading.source.provenance
    for hint in record.hints if record else ():
        day = day_of(hint, reading.lang) if hint.name == "published" else None
        if day is not None:
            words = f"{hint.where}: {hint.value}"
            return answer(day, day, "explicit", "date_of_metadata", words)
    return None


def day_of(hint: Hint, lang: Lang) -> date | None:
    """The day that a hint gives, in the publisher's own time zone; None where it is none that is sure."""
    text = key(hint.value)
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            day = read(text.upper() if read is datetime.fromisoformat else text).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if _PLAUSIBLE[0] <= day < _PLAUSIBLE[1]:
            return day
    match = _DAY.match(text)
    return _in_calendar(int(match[1]), int(match[2]), int(match[3]), lang) if match else None


def _in_calendar(year: int, month: int, day: int, lang: Lang) -> date | None:
    """A day by its year: pages write Jalali days (Hijri ones in Arabic) in the form of ISO too."""
    name: calendars.Name = (
        "gregorian" if year >= _PLAUSIBLE[0].year else "jalali" if lang == "fa" else "hijri"
    )
    try:
        found = calendars.to_gregorian(name, year, month, day)
    except ValueError:
        return None
    return found if _PLAUSIBLE[0] <= found < _PLAUSIBLE[1] else None
