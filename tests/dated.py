"""Readings for the tests of dates: our own short texts, with events that a test names."""

from __future__ import annotations

from datetime import date

from khulasa import pipeline
from khulasa.chains import STANDARD
from khulasa.content.authority import Authority
from khulasa.model import Mention, Reading, Record, Source
from khulasa.rules.read import article_date, dates

Event = tuple[str, str, str, str]
"""Id, name as the text has it, first and last day."""


def record(kind, ident, name, first, last):
    names = {"ar": (name,), "fa": (name,)}
    return Record(kind, ident, names, {}, first=date.fromisoformat(first), last=date.fromisoformat(last))


def mentions(text, events, kind="event"):
    found = []
    for ident, name, *_ in events:
        start = text.find(name)
        while start >= 0:
            found.append(Mention(kind, ident, name, start, start + len(name), "test"))
            start = text.find(name, start + 1)
    return tuple(sorted(found, key=lambda m: m.start))


def reading(text: str, events: list[Event] | tuple[Event, ...] = (), kind: str = "event") -> Reading:
    """The reading of a source up to its dates; ``events`` become authority records and mentions."""
    source = Source("case.txt", "0" * 64, text, "utf-8")
    authority = Authority({e[0]: record(kind, *e) for e in events})
    laid = pipeline.lay_out(source, pipeline.take_apart(source, STANDARD), authority)
    laid = type(laid)(
        **{n: getattr(laid, n) for n in laid.__slots__ if n != "mentions"},
        mentions=mentions(laid.text, events, kind),
    )
    return dates.read(laid, STANDARD.dates)


def dated(text: str, events=(), kind="event") -> Reading:
    """The same with the date of the article."""
    return article_date.read(reading(text, events, kind), STANDARD.article_date)
