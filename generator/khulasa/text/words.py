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
_KEYS = Memo(key)


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Word, ...]:
    """Every word of a text in order, read line by line (no word goes on behind a newline); ``Word.key`` is what two
    spellings share."""
    if "\n" not in text:
        pieces = _PARTED.split(text)  # what stands before the first word, the word, what stands between, …
        ends = list(accumulate(map(len, pieces)))
        keys = map(_KEYS.__getitem__, pieces[1::2])
        return tuple([_new(Word, row) for row in zip(ends[:-1:2], ends[1::2], keys, strict=True)])
    found: list[Word] = []
    begin = 0
    for line in text.split("\n"):
        if run := words(line):
            firsts, lasts, folded = zip(*run, strict=True)
            moved = zip(map(begin.__add__, firsts), map(begin.__add__, lasts), folded, strict=True)
            found += [_new(Word, row) for row in moved]
        begin += len(line) + 1
    return tuple(found)


@lru_cache(maxsize=8)
def places(text: str) -> Mapping[str, Sequence[int]]:
    """Where each word of a text stands: key → indices in ``words``."""
    found: dict[str, list[int]] = {}
    for index, word in enumerate(words(text)):
        found.setdefault(word.key, []).append(index)
    return found


def standing(text: str, wanted: Collection[str]) -> list[int]:
    """Indices, in order, of the words of a text whose key is among those wanted.

    A rule that begins at certain words asks for these places instead of looking at every word.
    """
    where = places(text)
    fewer, more = (wanted, where) if len(wanted) < len(where) else (where, wanted)
    return sorted(chain.from_iterable([where[word] for word in fewer if word in more]))
