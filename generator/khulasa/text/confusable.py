"""What looks the same to the eye and is written with other characters (Unicode Technical Standard #39)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

_WORD = re.compile(r"[^\W\d_]+")
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
NATIVE = "ARABIC"
ALIKE = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "HEBREW", "COPTIC", "CHEROKEE"})
"""Scripts with letters of one look: no word is written in two of them."""


@cache
def _table() -> Mapping[int, str]:
    """Code point → what it looks like."""
    text = resources.files("khulasa.text").joinpath("confusables.txt").read_text("utf-8")
    rows = (row.split() for row in text.splitlines() if not row.startswith("#"))
    return {int(first, 16): "".join(chr(int(code, 16)) for code in others) for first, *others in rows}


def look(text: str) -> str:
    """The skeleton of a text: equal for texts that cannot be told apart by looking at them.

    Compatible forms count as their letters, marks by themselves, what has no width (and tatweel) not at all, runs of
    white space as one space.
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))
    return " ".join(unicodedata.normalize("NFD", plain.translate(_table())).split())


def script(letter: str) -> str:
    """The script of a letter by its name: ``LATIN``, ``CYRILLIC``, ``ARABIC`` …"""
    return unicodedata.name(letter, "?").partition(" ")[0]


@cache
def _native_looks() -> frozenset[str]:
    """What letters of the Arabic script look like that is written in another one (``l`` ``o`` …)."""
    found = (looks for code, looks in _table().items() if script(chr(code)) == NATIVE)
    return frozenset(x for looks in found for x in looks if x.isalpha() and script(x) != NATIVE)


def mixed(text: str) -> tuple[str, ...]:
    """The words of a text that mix scripts where the eye sees one.

    Latin, Greek, Cyrillic … in one word; or, in a word of Arabic letters, foreign ones that all look like Arabic
    letters (an attached article as in الBBC is no such word).
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(word for word in _WORD.findall(bare) if _mixes({*word}))


def _mixes(letters: set[str]) -> bool:
    scripts = {script(letter) for letter in letters}
    if len(scripts & ALIKE) > 1:
        return True
    foreign = {letter for letter in letters if script(letter) != NATIVE}
    return NATIVE in scripts and bool(foreign) and all({*look(x)} <= _native_looks() for x in foreign)


def differences(one: str, other: str) -> str:
    """Which characters differ in two texts that look the same, with their code points."""
    first, second = (unicodedata.normalize("NFKC", _UNSEEN.sub("", text)) for text in (one, other))
    pairs = zip(first, second, strict=False) if len(first) == len(second) else ()
    found = dict.fromkeys((a, b) for a, b in pairs if a != b)
    return (
        ", ".join(f"{a} (U+{ord(a):04X}) for {b} (U+{ord(b):04X})" for a, b in found) or f"{one} for {other}"
    )
