"""Which of several names that share words counts: a street keeps the person out, a longer name the shorter."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from khulasa.model import Candidate, Reading
from khulasa.rules.read.ground import seated

_PREPOSITION = re.compile(r"(?:^|\s)(?:في|بـ?|من|علي|على|در|از)\s*$|[ \u00a0][وف]?[بل]$")

HEADED = frozenset({"place_by_head", "organisation_by_head", "name_of_syllables"})
"""Rules for names that begin with a word for their kind: no name of a person, be the word one too (ميناء, مينا); and
for the names of people that begin so (پارک جی سونگ)."""
CLUBS = frozenset({"known_club", "team_of_place"})
"""Rules for clubs, which bear the name of their city in a report of sport."""


def settle(reading: Reading, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that remain, in order of the text; no two of one kind share a letter."""
    kept: list[Candidate] = []  # apart from each other and in order, so that a clash is found by its place
    starts: list[int] = []
    ends: list[int] = []
    inner: list[Candidate] = []
    for candidate in sorted(candidates, key=_weight):
        first = bisect_right(ends, candidate.start)
        clash = kept[first : bisect_left(starts, candidate.end, lo=first)]
        if not clash:
            kept.insert(first, candidate)
            starts.insert(first, candidate.start)
            ends.insert(first, candidate.end)
        elif candidate.kind == "place" and all(
            k.kind in ("organisation", "event") and k.rule not in CLUBS for k in clash
        ):
            inner.append(candidate)
    free = {(c.id or reading.text[c.core.start : c.core.end]) for c in kept if c.kind == "place"}
    for place in inner:
        name = place.id or reading.text[place.core.start : place.core.end]
        if (
            name in free
            or _seat(reading, place, kept)
            or _PREPOSITION.search(reading.text[max(0, place.start - 8) : place.start])
        ):
            kept.append(place)
    return sorted(kept, key=lambda c: (c.start, -c.end))


def _seat(reading: Reading, place: Candidate, kept: Sequence[Candidate]) -> bool:
    """True for the place with which the name of an office or a school ends (بلدية حلب, دانشگاه تهران)."""
    if place.id in reading.authority.records:
        return False  # a country, of which the office is one
    at = bisect_left(kept, place.end, key=attrgetter("end"))
    holder = kept[at] if at < len(kept) else None
    if holder is None or holder.start >= place.start or holder.end != place.end:
        return False
    return seated(reading, holder.start, place.start)


def _weight(candidate: Candidate) -> tuple[int, int, int, int, int, int, str]:
    """Sort key, strongest first: whole known names of people, then length, then what is known."""
    known_person = (
        candidate.kind == "person" and candidate.id is not None and " " in candidate.evidence.strip()
    )
    kinds = ("event", "organisation", "person", "place", "topic")
    return (
        -(candidate.end - candidate.core.start),
        0 if known_person else 1,
        0 if candidate.id or candidate.rule in CLUBS else 1,
        0 if candidate.rule in HEADED else 1,
        kinds.index(candidate.kind),
        candidate.start,
        candidate.rule,
    )
