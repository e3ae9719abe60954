"""One name in two scripts: the skeleton that the Arabic and the Persian spelling share.

Measured on 571 pairs of real names (many of them Western), every Arabic name against every Persian one: equal
skeletons join 43 of 100 pairs and no wrong ones. Words with letters that only Arabic names have (ع ح ص
…) and short words keep their vowels, since there a vowel is all that tells two people apart (كرمي, كريمي); long
foreign words lose them, since there each script writes its own. Anything looser joins strangers: that is left to
an editor, for whom ``suggest`` ranks the likely ones.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz

from khulasa.model import Kind
from khulasa.text.fold import key

MIN_CONSONANTS = 4
"""Consonants that a word must have before its vowels are dropped."""
MIN_BESIDE = 3
"""The same behind a given name of the list of foreign ones, which tells two people apart."""
MIN_ALONE = 5
"""The same for a name of one word."""

_LETTERS = str.maketrans({"پ": "ب", "چ": "ج", "ژ": "ج", "گ": "ج", "غ": "ج", "ڤ": "ف"})
_FOREIGN = str.maketrans({"ث": "ت"})
_NATIVE = re.compile(
    "[عحصضطظقذ]|.ال.|^(?:امير|شاه|مير|غلام|ابو|نور|خير|سيف|شمس|كمال|جمال|جلال|نجم|تاج|فخر|بدر|مهدي)"
    "|(?:نجاد|نژاد|زاده?|پور|بور|نيا|منش|خواه|دوست|يان|وند|الله|الدين)$"
)
_NO_LETTER = re.compile(r"[\W_]+")
_BREAK = re.compile(r"[\s\u200c\-–‑.·]+")
_DOUBLE = re.compile(r"(.)\1+")
_FINAL = re.compile(r"(?<=.)[ها]$")
_VOWELS = re.compile("[اوي]")
_SLAVIC = re.compile("(?<=..)(?:وف|اف|وو)(ا?)$")
"""Endings of Slavic and Central Asian family names (نظروف نظراف, رحيموفا رحیمووا)."""
_SON = re.compile("(?:يتش|يچ)$")
"""Ending of South Slavic family names, before which Persian writes و for an Arabic ف (یووانوویچ, يوفانوفيتش)."""
_BEFORE_ST = re.compile("^ا(?=[سش][تكبم])")


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """What the spellings of one name in Arabic and in Persian have in common; empty for a text without letters."""
    parts = words(name)
    if not parts:
        return ""
    known = _spellings().get(_plain(parts[0], last=False)) if len(parts) > 1 else None
    joined = "".join(
        known if known and not place else _word(word, place, len(parts), foreign=known is not None)
        for place, word in enumerate(parts)
    )
    return _DOUBLE.sub(r"\1", joined)


def words(name: str) -> list[str]:
    """The folded words of a name; hyphens and ZWNJ part words, الله and الدين belong to the word before."""
    found: list[str] = []
    for raw in _BREAK.split(name):
        word = _NO_LETTER.sub("", key(raw))
        if found and (word in ("الله", "الدين") or found[-1] == "عبد"):
            found[-1] += word
        elif word:
            found.append(word)
    return found


def provisional(kind: Kind, name: str) -> str:
    """The id of somebody or something that no authority file knows: ``person-`` and ten hex digits.

    The same for both spellings of a name, and for every article that names it.
    """
    return f"{kind}-{hashlib.sha256(skeleton(name).encode()).hexdigest()[:10]}"


def suggest(name: str, others: Iterable[str], limit: int = 3) -> list[tuple[str, float]]:
    """The names most like a name of the other script, best first, each with its likeness from 0 to 100.

    For an editor's eyes only: two people whose names sound alike are as like as two spellings of one.
    """
    ranked = sorted(((likeness(name, other), other) for other in others), key=lambda r: (-r[0], r[1]))
    return [(other, round(score, 1)) for score, other in ranked[:limit]]


def _word(word: str, place: int, count: int, foreign: bool) -> str:
    """The skeleton of one word of a name; ``foreign``: a given name of the list stands before it."""
    last = place == count - 1
    if _SON.search(word):
        word = word.replace("وو", "وف")
    word = _SLAVIC.sub(lambda end: "ف" + end[1], word)
    least = MIN_ALONE if count == 1 else MIN_BESIDE if foreign else MIN_CONSONANTS
    if not _NATIVE.search(word):
        bare, consonants = _without_vowels(word, last)
        if consonants >= least:
            return bare
    return _plain(word.translate(_FOREIGN) if foreign else word, last)


def _plain(word: str, last: bool) -> str:
    """Vowels kept; one letter for پ ب and for چ ژ ج گ غ; no ``ال``; double letters once; the last ه or ا dropped."""
    letters = (
        _BEFORE_ST.sub("", word.translate(_LETTERS)).replace("تش", "ج").replace("تج", "ج").replace("ال", "")
    )
    letters = _DOUBLE.sub(r"\1", letters)
    return _FINAL.sub("", letters) if last else letters


def _without_vowels(word: str, last: bool) -> tuple[str, int]:
    """Vowels dropped but at the ends; و and ف, which stand for one sound, count only in front. And the consonants."""
    if word.startswith("ال") and len(word) > 5:
        word = word[2:]
    end = word[-1:]
    letters = (
        _BEFORE_ST.sub("", word.translate(_LETTERS).translate(_FOREIGN)).replace("تش", "ج").replace("تس", "ز")
    )
    first = letters[:1]
    bare = _DOUBLE.sub(r"\1", _VOWELS.sub("", re.sub("ه$", "", letters)))
    if len(bare.replace("ف", "")) >= MIN_CONSONANTS:
        bare = _DOUBLE.sub(r"\1", bare.replace("ف", ""))
        bare = "ف" + bare if first in ("ف", "و") else bare
    consonants = len(bare)
    if first in ("ا", "ي"):
        bare = "ا" + bare
    elif first == "و" and not bare.startswith("ف"):
        bare = "و" + bare
    if end in ("ا", "ه") and not last:
        bare += "ا"
    elif end in ("ي", "و"):
        bare += end
    return bare, consonants


@cache
def _spellings() -> dict[str, str]:
    """Skeleton of each spelling of a given name in the list → one skeleton for all of them."""
    text = resources.files(__package__).joinpath("given-name-spellings.txt").read_text("utf-8")
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {
        _plain(key(name), last=False): _plain(key(names[0]), last=False) for names in lines for name in names
    }


_SOUNDS = str.maketrans(
    {
        "ث": "س", "ص": "س", "ش": "س", "ذ": "ز", "ظ": "ز", "ض": "ز", "ط": "ت", "د": "ت", "ح": "ه", "خ": "ه",
        "ق": "ك", "گ": "ك", "غ": "ك", "چ": "ج", "ژ": "ج", "پ": "ب", "ڤ": "و", "ف": "و", "ز": "س",
        "ع": None, "ا": None, "ي": None,
    }
)  # fmt: skip


@lru_cache(maxsize=50_000)
def sounds(name: str) -> tuple[str, str]:
    """A name by its consonants in classes of like sound, and by its skeleton with vowels."""
    parts = words(name)
    bare = (w[2:] if w.startswith("ال") and len(w) > 4 else w for w in parts)
    rough = (_BEFORE_ST.sub("", w).replace("تش", "چ") for w in bare)
    consonants = " ".join(_DOUBLE.sub(r"\1", w.translate(_SOUNDS)) for w in rough)
    return consonants, " ".join(_plain(w, last=False) for w in parts)


def likeness(one: str, other: str) -> float:
    """How alike two names sound, from 0 to 100: mostly by consonants, words in any order, and by all letters."""
    (mine, letters), (theirs, their_letters) = sounds(one), sounds(other)
    return max(
        0.6 * fuzz.ratio(mine, theirs) + 0.4 * fuzz.ratio(letters, their_letters),
        0.6 * fuzz.token_sort_ratio(mine, theirs) + 0.35 * fuzz.ratio(letters, their_letters),
    )
