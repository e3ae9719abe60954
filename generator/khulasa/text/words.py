"""Words of a text with their places and keys."""

from __future__ import annotations

from functools import lru_cache

from khulasa.model import Word
from khulasa.text.fold import WORD, key

_new = tuple.__new__
"""Makes a named tuple without a call in between: hundreds are made an article."""


@lru_cache(maxsize=64)
def words(text: str) -> tuple[Word, ...]:
    """Every word of a text in order; ``Word.key`` is what two spellings share."""
    return tuple([_new(Word, (*m.span(), key(m[0]))) for m in WORD.finditer(text)])
