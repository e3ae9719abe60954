"""Numbers in words and digits: Arabic and Persian, cardinal and ordinal, up to the thousands that years need.

Words come from ``languages/<code>/numbers.txt`` and ``ordinals.txt``; digits of all three families are plain
digits in ``Word.key`` already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from khulasa import languages
from khulasa.model import Word

_DIGITS = re.compile(r"(?:و|ال|وال|ب|بال|ف)?(\d{1,4})(ام|م|مين|امين)?")
_LIMIT = 9_999


@dataclass(frozen=True, slots=True)
class Number:
    """A number by place."""

    value: int
    first: int
    """Index of its first word."""
    last: int
    """Index after its last word."""
    ordinal: bool


@cache
def lexicon(code: str) -> dict[str, tuple[int, bool]]:
    """Folded word → value and whether it is an ordinal; Persian compounds written as one word are in it."""
    language = languages.load(code)
    found = {word: (int(value), False) for word, value in language.table("numbers").items()}
    if code == "fa":
        units = {w: v for w, (v, _) in found.items() if v < 10}
        tens = {w: v for w, (v, _) in found.items() if 20 <= v < 100}
        found |= {f"{t}و{u}": (a + b, False) for t, a in tens.items() for u, b in units.items()}
        for word, (value, _) in tuple(found.items()):
            stem = word[:-1] + "و" if word.endswith("سه") else word
            found |= {
                stem + end: (value, True) for end in ("م", "مين", "ام", "امين") if value != 30 or len(end) > 1
            }
    return found | {word: (int(value), True) for word, value in language.table("ordinals").items()}


def spaced(text: str, words: Sequence[Word], i: int) -> bool:
    """Whether nothing but spaces stands between word i and the one before it."""
    return text[words[i - 1].end : words[i].start].strip(" \u00a0\u200c\t") == ""


def _digits(key: str) -> tuple[int, bool] | None:
    """The value of a word of digits, with the ordinal endings of Persian and the article of Arabic."""
    match = _DIGITS.fullmatch(key)
    return (int(match[1]), match[2] is not None) if match else None


def _arabic_word(key: str, first: bool) -> tuple[int, bool, bool] | None:
    """Value, ordinal, joined by و; clitics and the article are cut off."""
    known = lexicon("ar")
    for cut in ("", "و", *(("ف", "ب", "ل", "ك", "وب") if first else ())):
        if not key.startswith(cut):
            continue
        rest = key[len(cut) :]
        article = rest.startswith("ال")
        for word in (rest, rest[2:] if article else ""):
            if word in known and not (cut and len(word) < 2):
                value, ordinal = known[word]
                # A ten with the article closes an ordinal: الحادي والعشرين.
                return value, ordinal or (article and word != rest and 20 <= value < 100), cut.startswith("و")
    return None


def _arabic(text: str, words: Sequence[Word], i: int) -> Number | None:
    """A number in Arabic words that begins at word i."""
    head = _arabic_word(words[i].key, first=True)
    if head is None:
        return None
    value, ordinal, _ = head
    done, current = (value, 0) if value >= 1000 else (0, value)
    j = i + 1
    while j < len(words) and spaced(text, words, j):
        part = _arabic_word(words[j].key, first=False)
        if part is None:
            break
        value, is_ordinal, joined = part
        if joined and _adds(current, value):
            current += value
        elif not joined and value == 10 and current < 10:
            current += 10
        elif not joined and value == 1000 and 2 < current < 1000:
            done, current = done + current * 1000, 0
        else:
            break
        ordinal = ordinal or is_ordinal
        j += 1
    return Number(done + current, i, j, ordinal) if done + current <= _LIMIT else None


def _adds(current: int, value: int) -> bool:
    """Whether و may join a value to the hundreds, tens and units read so far: units come before tens."""
    rest = current % 100
    if value < 100:
        return rest == 0 or (rest < 10 and value >= 20)
    return value < 1000 and current == 0


def _persian(text: str, words: Sequence[Word], i: int) -> Number | None:
    """A number in Persian words that begins at word i; و stands as a word of its own."""
    known = lexicon("fa")
    head = known.get(words[i].key)
    if head is None:
        return None
    value, ordinal = head
    done, current, j = 0, value, i + 1
    while j < len(words) and spaced(text, words, j) and not ordinal:
        joined = words[j].key == "و" and j + 1 < len(words) and spaced(text, words, j + 1)
        part = known.get(words[j + joined].key)
        if part is None:
            break
        value, ordinal = part
        if (
            joined
            and (value < current or not current)
            and (current % 100 == 0 or (current % 10 == 0 and value < 10))
        ):
            current += value
        elif not joined and value == 1000 and current < 10:
            done, current = current * 1000, 0
        else:
            ordinal = head[1]
            break
        if joined and current >= 1000 and not done:
            done, current = current // 1000 * 1000, current % 1000
        j += 1 + joined
    value = done + current
    return Number(value, i, j, ordinal) if value <= _LIMIT else None


def number_at(text: str, words: Sequence[Word], i: int, code: str) -> Number | None:
    """The number that begins at word i, in digits or words; None where none does."""
    digits = _digits(words[i].key)
    if digits is not None:
        return Number(digits[0], i, i + 1, digits[1])
    return _arabic(text, words, i) if code == "ar" else _persian(text, words, i)


def number_before(text: str, words: Sequence[Word], i: int, code: str, longest: int = 5) -> Number | None:
    """The longest number that ends just before word i."""
    for first in range(max(0, i - longest), i):
        found = number_at(text, words, first, code)
        if found is not None and found.last == i:
            return found
    return None
