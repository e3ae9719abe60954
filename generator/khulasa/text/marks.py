"""Pairs of quotation marks and brackets; marks without a partner are left alone and protect nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from khulasa.text.fold import MARKS

INNER = MARKS + "\u0640\u200c\u200d"
"""What stands inside a written word beside its letters, as a character-class body."""

_CLOSER_OF = {"«": "»", "‹": "›", "“": "”", "(": ")", "[": "]", "{": "}", "﴿": "﴾", "‘": "’", "„": "“"}
_OPENERS_OF: dict[str, tuple[str, ...]] = {}
for _opening, _closing in _CLOSER_OF.items():
    _OPENERS_OF[_closing] = (*_OPENERS_OF.get(_closing, ()), _opening)
_TWOFOLD = {'"': '"', "'": "'", "`": "`'", "“": "“”", "”": "“”", "‘": "‘’", "’": "‘’"}
"""Marks that both open and close, and what opens their pair."""
_FREE_BEFORE = frozenset("([«“‘:،,-–—/>\"'")
_FREE_AFTER = frozenset(")]»”’.،,؛;:؟!?…-–—/\"'")
_ANY = re.compile("[«»‹›“”„()\\[\\]{}﴿﴾‘’\"'`]")


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening mark and its closing mark by place."""

    start: int
    """Of the opening mark."""
    end: int
    """Of the closing mark."""


@lru_cache(maxsize=512)
def pairs(text: str) -> tuple[Pair, ...]:
    """The pairs of a paragraph in the order of their openings; nested ones too. Linear in the length of the text."""
    stack: list[tuple[int, str]] = []
    found: list[Pair] = []
    for m in _ANY.finditer(text):
        place, mark = m.start(), m.group()
        role = _role(text, place, mark, stack)
        if role == "open":
            stack.append((place, mark))
        elif role == "close":
            depth = _partner(stack, mark)
            if depth is not None:
                found.append(Pair(stack[depth][0], place))
                del stack[depth:]
    return tuple(sorted(found, key=lambda p: p.start))


def _role(text: str, place: int, mark: str, stack: list[tuple[int, str]]) -> str:
    """Whether a mark opens or closes; "" for an apostrophe or a mark that does neither."""
    if mark not in _TWOFOLD:
        return "open" if mark in _CLOSER_OF else "close"
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    free_before = not before or before.isspace() or before in _FREE_BEFORE
    free_after = not after or after.isspace() or after in _FREE_AFTER
    opened = any(m in _TWOFOLD[mark] for _, m in stack[-6:])
    if mark in "'`’" and not free_before and not free_after:
        return ""
    if mark in "\"'`":
        return _straight(mark, free_before, free_after, opened, after)
    if mark in "”’":
        return "close" if opened else "open" if free_before and not free_after else ""
    # “ and ‘ open, unless they end what ” or ’ began (”…“ is written too).
    begun = any(m in "”’" for _, m in stack[-6:])
    return "close" if begun and (free_after or not free_before) else "open"


def _straight(mark: str, free_before: bool, free_after: bool, opened: bool, after: str) -> str:
    """The role of a straight mark by the white space and signs beside it."""
    if free_before and not free_after:
        return "open"
    if free_after and not free_before:
        return "close" if opened else ""
    if opened:
        return "close"
    return "open" if mark == '"' and after else ""


def _partner(stack: list[tuple[int, str]], mark: str) -> int | None:
    """Depth in the stack of the nearest opening that this closing mark closes."""
    if mark in "\"'`":
        wanted: tuple[str, ...] = (mark,)
    elif mark in "”“":
        wanted = ("“", "”", "„")
    elif mark in "’‘":
        wanted = ("‘", "’")
    else:
        wanted = _OPENERS_OF.get(mark, ())
    for depth in range(len(stack) - 1, max(-1, len(stack) - 12), -1):
        if stack[depth][1] in wanted:
            return depth
    return None


@dataclass(frozen=True, slots=True)
class Inside:
    """Answers for places of a text whether they are inside marks."""

    closing: frozenset[int]
    opening: frozenset[int]
    outer: tuple[Pair, ...]
    """Pairs that lie in no other."""

    def deeper(self, place: int, end: int) -> bool:
        """Whether both a place and the end after it lie between one opening mark and its closing mark."""
        at = bisect_right(self.outer, place, key=attrgetter("start")) - 1
        return at >= 0 and self.outer[at].start < place and end <= self.outer[at].end


_BARE = Inside(frozenset(), frozenset(), ())
"""A text without marks."""


def inside(text: str) -> Inside:
    """What is inside marks in a paragraph."""
    found = pairs(text)
    if not found:
        return _BARE
    outer: list[Pair] = []
    for pair in found:
        if not outer or pair.start > outer[-1].end:
            outer.append(pair)
    return Inside(frozenset([p.end for p in found]), frozenset([p.start for p in found]), tuple(outer))
