"""Folding: two spellings of one word meet in a key; what is shown is never folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ZWNJ = "\u200c"
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
"""Tashkeel and Quranic marks, as a character-class body."""
INVISIBLE = "\u0640\u200b\u200d\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c"
"""Tatweel, bidi controls, joiners and other characters without width, as a character-class body (not ZWNJ)."""

LETTERS: dict[str, str] = (
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
        "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي",
        "ک": "ك", "ڪ": "ك", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ؤ": "و", "ء": "",
    }
    | {chr(0x660 + i): str(i) for i in range(10)}
    | {chr(0x6F0 + i): str(i) for i in range(10)}
)  # fmt: skip
"""The one fold table; search in the page uses the same one."""

WORD = re.compile(rf"[^\W_]+(?:[{MARKS}{INVISIBLE}{ZWNJ}]+[^\W_]*)*")
"""One written word: letters and digits with the marks, tatweel and ZWNJ that stand inside."""

_DROP = re.compile(f"[{MARKS}{INVISIBLE}{ZWNJ}]")
_DROPPED = [c for c in map(chr, range(0x10000)) if _DROP.match(c)]
_TABLE = str.maketrans(LETTERS | dict.fromkeys(_DROPPED, "") | {chr(c): chr(c + 32) for c in range(65, 91)})
# Letters and signs for which the table alone gives what NFKC and lower() would: everything else goes the long way.
_ODD = re.compile("[^\\x00-\\x7f\u0600-\u0674\u0679-\u06ff\u200b-\u200f\u202a-\u202e«»“”‘’–—]")
_GONE = frozenset([*_DROPPED, "ء"])


def _fold(text: str) -> str:
    if _ODD.search(text):
        text = unicodedata.normalize("NFKC", text).lower()
    return text.translate(_TABLE)


def key(word: str) -> str:
    """The folded key of a word or phrase: no marks, no ZWNJ, one alef, one yeh, one kaf, ASCII digits, lower case.

    ZWNJ is dropped, so that گروه‌ها and گروهها meet; white space runs become one space.
    """
    return _of_word(word) if len(word) <= LONGEST_WORD else _of_line(word)


LONGEST_WORD = 40
"""Letters up to which a key is kept for long: words and names come back, a line only while its article is read."""


def _key(text: str) -> str:
    folded = _fold(text)
    return " ".join(folded.split()) if not folded.isalnum() else folded


_of_word = lru_cache(maxsize=100_000)(_key)
_of_line = lru_cache(maxsize=500)(_key)


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """The folded text, letter by letter as in ``key`` but with its white space kept, and where each letter came from.

    ``positions[i]`` is the place in ``text`` of the i-th letter of the folded text; one more entry, the length of
    ``text``, closes the list, so that ``text[positions[a]:positions[b]]`` is the piece folded to ``[a:b]`` (with
    the marks that follow its last letter).
    """
    if not _ODD.search(text):
        positions = [i for i, c in enumerate(text) if c not in _GONE]
        positions.append(len(text))
        return text.translate(_TABLE), positions
    pieces: list[str] = []
    positions = []
    for i, letter in enumerate(text):
        piece = letter.translate(_TABLE) if not _ODD.match(letter) else _fold(letter)
        pieces.append(piece)
        positions.extend([i] * len(piece))
    positions.append(len(text))
    return "".join(pieces), positions
