"""Words of a text with their places and keys."""

from __future__ import annotations

from functools import lru_cache

from khulasa.model import Word
from khulasa.text.fold import WORD, key

_new = tuple.__new__
"""Makes a named tuple without a call in between: hundreds are made an article."""


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Word, ...]:
    """Every word of a text in order, read line by line (no word goes on behind a newline); ``Word.key`` is what two
    spellings share."""
    if "\n" not in text:
        return tuple([_new(Word, (*m.span(), key(m[0]))) for m in WORD.finditer(text)])
    found: list[Word] = []
    begin = 0
    for line in text.split("\n"):
        found += [_new(Word, (begin + start, begin + end, folded)) for start, end, folded in words(line)]
        begin += len(line) + 1
    return tuple(found)
