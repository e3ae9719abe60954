"""Figures of a text: digits of three families, separators of both languages, words for thousands and for numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khulasa.model import Digest, Lang, Word
from khulasa.text.numbers import lexicon, number_at
from khulasa.text.words import words

_DIGITS = re.compile(r"\d+(?:[.,٫٬،/]\d+)*")
_GROUPS = re.compile(r"[.,٬،]")
_SCALE = {
    "الف": 1000, "الفا": 1000, "الاف": 1000, "هزار": 1000,
    "مليون": 10**6, "مليونا": 10**6, "ملايين": 10**6, "ميليون": 10**6,
    "مليار": 10**9, "مليارا": 10**9, "مليارات": 10**9, "ميليارد": 10**9, "مليارد": 10**9,
}  # fmt: skip
"""Folded words that multiply the number before them."""
YEARS = (range(1300, 1500), range(1900, 2100))
"""Whole numbers that are most likely years."""
LEAST = 3
"""Words for one and two are grammar as often as figures."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a text gives."""

    value: str
    """``12``, ``4500``, ``3.5``: the same in both languages."""
    start: int
    end: int
    """Offsets in the text, with the word that multiplies it."""


def figures(digest: Digest) -> tuple[Figure, ...]:
    """Every figure of the body of an article but years, days and hours of its dates, in order."""
    taken = [(d.start, d.end) for d in digest.dates] + [(m.start, m.end) for m in digest.mentions]
    return tuple(
        f
        for f in sorted(read(digest.text, digest.lang), key=lambda f: f.start)
        if not any(s < f.end and f.start < e for s, e in taken)
    )


def read(text: str, lang: Lang) -> Iterator[Figure]:
    """Every figure of a text but years."""
    found = words(text)
    after = {w.start: w for w in found}
    taken: set[int] = set()
    for match in _DIGITS.finditer(text):
        value = _value(match.group())
        follows = _next(text, match.end(), after)
        if value is None or (match.start() and text[match.start() - 1].isalpha()):
            continue
        if follows and follows.key in _SCALE:
            taken.add(follows.start)
            yield Figure(_plain(value * _SCALE[follows.key]), match.start(), follows.end)
        elif not _is_year(value):
            yield Figure(_plain(value), match.start(), match.end())
    yield from _in_words(text, tuple(w for w in found if w.start not in taken), lang)


def _next(text: str, place: int, words_at: dict[int, Word]) -> Word | None:
    """The word after a number, with nothing but one space between."""
    return words_at.get(place + 1) if text[place : place + 1] in (" ", "\u00a0", "\u200c") else None


def _in_words(text: str, found: tuple[Word, ...], lang: Lang) -> Iterator[Figure]:
    known, place = lexicon(lang), 0
    while place < len(found):
        key = found[place].key
        # Clitics are left to dates: there a wrong reading is seen at once, here it would be one more number.
        number = number_at(text, found, place, lang) if key in known and not key[0].isdigit() else None
        if number is None:
            place += 1
            continue
        end, value = number.last, number.value
        scale = _SCALE.get(found[end].key, 1) if end < len(found) and value < 1000 else 1
        end += scale > 1
        alone = end == place + 1 and key in _SCALE
        if not number.ordinal and value >= LEAST and not alone and not (_is_year(value) and scale == 1):
            yield Figure(str(value * scale), found[place].start, found[end - 1].end)
        place = end


def _is_year(value: float) -> bool:
    return any(value in years for years in YEARS)


def _value(written: str) -> float | None:
    """``12,500`` → 12500, ``35٫2`` and ``35/2`` → 35.2; None for what is no number (a day, a score, a phone)."""
    marks = [c for c in written if not c.isdigit()]
    parts = re.split(r"\D", written)
    if len(written) - len(marks) > 15:
        return None
    if not marks:
        return int(written)
    if all(_GROUPS.match(c) for c in marks) and all(len(p) == 3 for p in parts[1:]) and parts[0] != "0":
        return int("".join(parts))
    if len(marks) == 1 and len(parts[1]) < 4 and marks[0] != "،":
        return float(f"{int(parts[0])}.{''.join(str(int(c)) for c in parts[1])}")
    return None


def _plain(value: float) -> str:
    """A number without needless zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
