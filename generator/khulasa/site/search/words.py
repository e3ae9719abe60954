"""Words of a text as search terms; the same steps as in ``theme/static/js/search.js``.

A term is a folded word (``text.fold.key``), Latin letters without accents, and without the Arabic article:
``المدرسة`` ``والمدرسه`` ``للمدرسة`` are all ``مدرسه``. A one-letter clitic cannot be told from a first letter, so a
word that may have one has a second form without it. A word with ZWNJ is found whole and by its parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from khulasa.languages import CONTENT_LANGUAGES, load
from khulasa.text.fold import INVISIBLE, LETTERS, MARKS, WORD, ZWNJ, key

ARTICLES = ("وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال")
"""Forms of the Arabic article with what is written to it, longest first."""
CONJUNCTIONS = "وف"
CLITICS = "وفبلك"
LEAST = 3
"""Letters that are left of a word after something was taken off."""
DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
GROUPED = f"[{DIGITS}]+(?:[,\u066c][{DIGITS}]{{3}})+(?![{DIGITS}])"
"""A number with thousands set apart."""
TOKEN = re.compile(f"{GROUPED}|{WORD.pattern}")
PREFIXES = ("مي", "نمي")
"""Persian beginnings of a verb that some write apart."""
_SEPARATORS = re.compile("[,\u066c]")
_OTHER = re.compile("[^\\x00-\\x7f\u0600-\u06ff]")
_ACCENTS = re.compile("[\u0300-\u036f\u02b0-\u02ff]")


@lru_cache(maxsize=200_000)
def term(written: str) -> str:
    """The folded word: ``text.fold.key`` without accents on Latin letters and without separators in a number."""
    folded = key(_SEPARATORS.sub("", written))
    if _OTHER.search(folded):
        folded = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
    return folded


def bare(word: str) -> str:
    """A folded word without the Arabic article, where enough of it is left."""
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= LEAST:
            return word[len(article) :]
    return word


def forms(word: str) -> tuple[str, ...]:
    """The term of a folded word, then what it is without a clitic."""
    found = bare(word)
    if found != word:
        return (found,)
    others = []
    if word[:1] and word[0] in CLITICS and len(word) > LEAST:
        others.append(word[1:])
        if word[0] in CONJUNCTIONS and word[1] in CLITICS and len(word) > LEAST + 1:
            others.append(word[2:])
    return (word, *others)


def tokens(text: str) -> list[str]:
    """The folded words of what a reader types; ZWNJ parts words as a space does."""
    return [term(w) for written in TOKEN.findall(text) for w in written.split(ZWNJ) if term(w)]


def understood(text: str) -> list[tuple[str, ...]]:
    """The forms of each word that a reader typed."""
    return [forms(word) for word in tokens(text)]


@lru_cache(maxsize=200_000)
def terms_of(written: str, lang: str) -> tuple[str, ...]:
    """The terms under which one written word of an article is found."""
    parts = [term(p) for p in written.split(ZWNJ)] if ZWNJ in written else []
    found: dict[str, None] = {}
    for word in (term(written), *(p for p in parts if len(p) > 1)):
        for form in forms(word) if lang == "ar" else (bare(word),):
            if len(form) > 1 or form.isdigit():
                found[form] = None
    return tuple(found)


def of_text(text: str, lang: str) -> dict[str, None]:
    """The terms of a text in order, without the most frequent words of its language."""
    skip = frequent(lang)
    found: dict[str, None] = {}
    written = TOKEN.findall(text)
    for word in written:
        for one in terms_of(word, lang):
            if one not in skip:
                found[one] = None
    if lang == "fa":
        found.update(dict.fromkeys(_rejoined([term(w) for w in written])))
    return found


def _rejoined(keys: list[str]) -> Iterable[str]:
    """Persian words whose beginning or ending is written apart, as one word: می شود is میشود too."""
    endings = load("fa").words("detached-endings")
    for n, word in enumerate(keys):
        if word in PREFIXES and n + 1 < len(keys):
            yield word + keys[n + 1]
        elif word in endings and n:
            yield keys[n - 1] + word


def of_name(name: str) -> dict[str, None]:
    """The terms of a name: every word, and every two neighbours as one (عبد الله, علی رضا, Qa'ani)."""
    keys = tokens(name)
    found = dict.fromkeys(bare(word) for word in keys if len(word) > 1 or word.isdigit())
    found.update(dict.fromkeys(bare(first + second) for first, second in pairwise(keys)))
    return found


@cache
def frequent(lang: str) -> frozenset[str]:
    """The most frequent small words of a language, which tell nothing of an article."""
    endings = load(lang).lists.get("detached-endings", frozenset())
    return frozenset(bare(w) for w in load(lang).words("frequent-words") | endings if " " not in w)


def table() -> dict[str, Any]:
    """What the script needs to do the same: ``search/fold.json``."""
    common = sorted({word for lang in CONTENT_LANGUAGES for word in frequent(lang)})
    return {
        "letters": LETTERS,
        "drop": MARKS + INVISIBLE + ZWNJ,
        "zwnj": ZWNJ,
        "digits": DIGITS,
        "articles": ARTICLES,
        "conjunctions": CONJUNCTIONS,
        "clitics": CLITICS,
        "least": LEAST,
        "common": common,
    }
