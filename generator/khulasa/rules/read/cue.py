"""A word or phrase that reports speech, and where words stand and sentences stop around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from khulasa.model import Reading, Word

CueKind = Literal["say", "attitude", "manner", "noun", "according", "naming", "passive", "colon", "alone"]
Gender = Literal["m", "f", "p", ""]

_STOP = re.compile(r"[.!?؟؛\n]")
_TWO_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that reports speech."""

    first: int
    last: int
    """Indices of its words in ``Reading.words``."""
    start: int
    end: int
    kind: CueKind
    gender: Gender = ""
    joined: bool = False
    """Written with و or ف: it goes on with a subject that stands before it."""


def gap(reading: Reading, i: int) -> str:
    """What stands between word ``i`` and the next one."""
    words = reading.words
    return reading.text[words[i].end : words[i + 1].start if i + 1 < len(words) else None]


def stops(reading: Reading, i: int) -> bool:
    """Whether a sentence or clause ends after word ``i`` (the dot of an abbreviation ends none)."""
    word, between = reading.words[i], gap(reading, i)
    if between.startswith(".") and len(word.key) <= _TWO_LETTERS:
        between = between[1:]
    return bool(_STOP.search(between))


def foreign_particle(words: Sequence[Word], i: int) -> bool:
    """Whether ``فان`` is a particle of a foreign name (فان دير) and not the word for ``that``."""
    return words[i].key == "فان" and i + 1 < len(words) and words[i + 1].key in _AFTER_VAN


_AFTER_VAN = frozenset(("دير", "دن", "دين", "در", "دي", "دام", "بيرسي", "خال", "غال", "دايك", "هوف"))


def word_at(words: Sequence[Word], offset: int) -> int:
    """Index of the first word that begins at or after an offset."""
    return bisect_left(words, (offset,))


def last_word_before(words: Sequence[Word], offset: int) -> int:
    """Index of the last word that ends at or before an offset; -1 where there is none."""
    at = bisect_left(words, (offset,)) - 1
    return at - 1 if at >= 0 and words[at].end > offset else at


def made(
    reading: Reading, first: int, last: int, kind: CueKind, gender: Gender = "", joined: bool = False
) -> Cue:
    """The cue of words ``first`` to ``last``."""
    words = reading.words
    return Cue(first, last, words[first].start, words[last].end, kind, gender, joined)
