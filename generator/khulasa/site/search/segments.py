"""Numbers and segments of articles, from their days and ids alone.

A number says the day and the language of its article, so the script sorts and filters by them without loading
anything. It is made of the day, a slot that the id decides, and the language; other articles do not move it (but for
two that want one slot, and for the rare day on which all slots must become more).

Segments are cut where the hash of an id ends in many zero bits, as in a skip list: an article begins a segment when
no newer one has as many zeros. So the newest segment holds some dozens of articles, the one before it more, and so on
to the oldest and largest; ten thousand articles lie in about six. An article added at the newest
end changes the last segment; one added between others changes only the segment that it falls into.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

LANGS = ("ar", "fa")
SMALLEST = 5
"""Zero bits at which a segment may begin: once in 32 articles."""
ROOM = 4
"""Slots for each article of the fullest day."""
FEWEST_SLOTS = 16
UNDATED = 4000
"""Days at the beginning of the era that stand for no day: many undated articles would fill one."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of articles."""

    name: str
    """The year from which its numbers count and a mark of the article that begins it."""
    base: int
    """The number that its postings count from."""
    members: tuple[tuple[int, str], ...]
    """Number and id, in order of number."""


def _hash(ident: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(ident.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )


def day_of(ident: str, iso: str) -> int:
    """A day as a number (1 January of year 1 is 1). The undated are spread over the first ``UNDATED`` days."""
    return date.fromisoformat(iso).toordinal() if iso else 1 + (_hash(ident) >> 40) % UNDATED


def slots(groups: Iterable[int]) -> int:
    """How many slots a day has, from the numbers of articles of one day and language: a power of two."""
    wanted = max([FEWEST_SLOTS, *(ROOM * n for n in groups)])
    return 1 << (wanted - 1).bit_length()


def numbers(articles: Iterable[tuple[str, str, str]]) -> tuple[dict[str, int], int]:
    """The number of each article of (id, language, ISO day), and the slots of a day."""
    groups: dict[tuple[int, int], list[str]] = {}
    for ident, lang, iso in articles:
        groups.setdefault((day_of(ident, iso), LANGS.index(lang)), []).append(ident)
    room = slots(len(g) for g in groups.values())
    found: dict[str, int] = {}
    for (day, tongue), idents in groups.items():
        for ident, slot in placed(idents, room).items():
            found[ident] = (day * room + slot) * len(LANGS) + tongue
    return found, room


def placed(idents: Iterable[str], room: int) -> dict[str, int]:
    """A slot below ``room`` for each id: where its hash says, or the next free one."""
    taken: set[int] = set()
    found: dict[str, int] = {}
    for ident in sorted(idents):
        slot = _hash(ident) % room
        while slot in taken:
            slot = (slot + 1) % room
        taken.add(slot)
        found[ident] = slot
    return found


def segments(of: Mapping[str, int], room: int) -> list[Segment]:
    """The articles by number, cut; the undated apart."""
    ordered = sorted((number, ident) for ident, number in of.items())
    a_day = room * len(LANGS)
    undated = [m for m in ordered if m[0] // a_day <= UNDATED]
    found = []
    for members in (undated, ordered[len(undated) :]):
        edges = [*starts([height(ident) for _, ident in members]), len(members)]
        for start, end in pairwise(edges):
            found.append(_segment(members[start:end], a_day, whole=start == 0))
    return found


def _segment(members: Sequence[tuple[int, str]], a_day: int, *, whole: bool) -> Segment:
    """``a_day``: numbers of one day; ``whole``: nothing lies before it, so no article marks its beginning."""
    number, ident = members[0]
    year = date.fromordinal(number // a_day).year
    mark = "all" if whole else f"{_hash(ident) & 0xFFFFFFFF:08x}"
    return Segment(f"{year:04}-{mark}", date(year, 1, 1).toordinal() * a_day, tuple(members))


def height(ident: str) -> int:
    """Zero bits at the end of the hash of an id, beyond those that every beginning has; negative for most."""
    bits = _hash(ident) >> 16
    return ((bits & -bits).bit_length() - 1 if bits else 48) - SMALLEST


def starts(heights: Sequence[int]) -> list[int]:
    """Where segments begin: at 0, and wherever nothing that follows is as high."""
    if not heights:
        return []
    found, highest = [], -1
    for place in range(len(heights) - 1, 0, -1):
        if heights[place] > highest:
            found.append(place)
            highest = heights[place]
    return [0, *reversed(found)]
