"""Words of a text with their places and keys."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain

from khulasa.model import Word
from khulasa.text.fold import WORD, key
from khulasa.text.memo import Memo

_new = tuple.__new__
"""Makes a named tuple without a call in between: hundreds are made an article."""
_PARTED = re.compile(f"({WORD.pattern})")
KEYS = Memo(key)
"""The key of each word: quicker than a call, as words of a text come back."""


@lru_cache(maxsize=64)
def words(text: str) -> tuple[Word, ...]:
    """Every word of a text in order, read line by line (no word goes on behind a newline); ``Word.key`` is what two
    spellings share."""
    firsts: list[int] = []
    lasts: list[int] = []
    folded: list[str] = []
    begin = 0
    for line in text.split("\n"):
        starts, ends, keys, _ = _line(line)
        firsts += map(begin.__add__, starts) if begin else starts
        lasts += map(begin.__add__, ends) if begin else ends
        folded += keys
        begin += len(line) + 1
    return tuple([_new(Word, row) for row in zip(firsts, lasts, folded, strict=True)])


@lru_cache(maxsize=1024)
def _line(text: str) -> tuple[Sequence[int], Sequence[int], tuple[str, ...], Sequence[str]]:
    """Of the words of one line: where they begin, where they end, their keys, and how they are written."""
    pieces = _PARTED.split(text)  # what stands before the first word, the word, what stands between, …
    ends, found = list(accumulate(map(len, pieces))), pieces[1::2]
    return ends[:-1:2], ends[1::2], tuple(map(KEYS.__getitem__, found)), found


def keys(line: str) -> tuple[str, ...]:
    """The keys of the words of one line, in order, where nobody asks for their places."""
    return _line(line)[2]


def written(line: str) -> Sequence[str]:
    """The words of one line, in order, as they are written."""
    return _line(line)[3]


@lru_cache(maxsize=8)
def places(text: str) -> Mapping[str, Sequence[int]]:
    """Where each word of a text stands: key → indices in ``words``."""
    found: dict[str, list[int]] = {}
    for index, (_, _, folded) in enumerate(words(text)):
        found.setdefault(folded, []).append(index)
    return found


def standing(text: str, wanted: Collection[str]) -> list[int]:
    """Indices, in order, of the words of a text whose key is among those wanted.

    A rule that begins at certain words asks for these places instead of looking at every word.
    """
    where = places(text)
    fewer, more = (wanted, where) if len(wanted) < len(where) else (where, wanted)
    return sorted(chain.from_iterable(map(where.__getitem__, filter(more.__contains__, fewer))))
