"""Folding: two spellings of one word meet in a key; what is shown is never folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ZWNJ = "\u200c"
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
"""Tashkeel and Quranic marks, as a character-class body."""
INVISIBLE = "\u0640\u200b\u200d\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
"""Tatweel, bidi controls, joiners and other characters without width, as a character-class body (not ZWNJ)."""

LETTERS: dict[str, str] = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي",
    "ک": "ك", "ڪ": "ك", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ؤ": "و", "ء": "",
} | {chr(0x660 + i): str(i) for i in range(10)} | {chr(0x6F0 + i): str(i) for i in range(10)}
"""The one fold table; search in the page uses the same one."""

_TABLE = str.maketrans(LETTERS)
_DROP = re.compile(f"[{MARKS}{INVISIBLE}]")
WORD = re.compile(rf"[^\W_]+(?:[{MARKS}{INVISIBLE}{ZWNJ}]+[^\W_]*)*")
"""One written word: letters and digits with the marks, tatweel and ZWNJ that stand inside."""


@lru_cache(maxsize=200_000)
def key(word: str) -> str:
    """The folded key of a word or phrase: no marks, no ZWNJ, one alef, one yeh, one kaf, ASCII digits, lower case.

    ZWNJ is dropped, so that گروه‌ها and گروهها meet; white space runs become one space.
    """
    folded = _DROP.sub("", unicodedata.normalize("NFKC", word)).replace(ZWNJ, "")
    return " ".join(folded.translate(_TABLE).lower().split())
