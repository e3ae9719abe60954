"""Whether a word of no other list is one of a general dictionary, as it stands or with its regular endings.

The rules take words of no list for a name where enough speaks for one; the dictionary is what speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from khulasa.languages import load

_CLITICS = ("و", "ف", "ب", "ل", "ك", "ول", "وب", "وك", "فب", "فل")
_ARTICLES = ("ال", "وال", "بال", "كال", "فال", "وبال", "لل", "ولل")
_AR_ENDINGS = (
    "", "ه", "ات", "ين", "ون", "ان", "ا", "ها", "هم", "هن", "هما", "نا", "ته", "تها", "تهم", "تين", "يه", "اته",
    "اتها",
)  # fmt: skip
_PRESENT = ("ي", "ت", "ن", "سي", "ست", "وي", "وت", "لي", "لت")
_VERB_ENDINGS = ("", "ت", "وا", "ون", "ان", "تا", "ا", "ه", "ها", "هم", "نا", "ته", "تها", "تهم", "وه", "وها")
_FA_ENDINGS = (
    "", "ها", "هاي", "هايي", "هايش", "هايشان", "هايمان", "ي", "اي", "ان", "ات", "تر", "ترين", "ش", "شان", "م", "مان",
    "است", "اند", "يي", "هاست", "گان", "گي", "اش",
)  # fmt: skip
SHORTEST = 3
"""Letters that must be left of a word when clitics and endings are cut off."""


@lru_cache(maxsize=60_000)
def everyday(code: str, word: str) -> bool:
    """True for a folded word that the dictionary of a language has, without clitics and endings."""
    return _arabic(word) if code == "ar" else _persian(word)


def headword(code: str, word: str) -> bool:
    """True for a folded word that stands in the dictionary as it is."""
    return word in load(code).words("dictionary")


def _stems(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            yield word[: len(word) - len(ending)]


def _arabic(word: str) -> bool:
    language = load("ar")
    nouns, verbs = language.words("dictionary"), language.words("dictionary-verbs")
    for article in _ARTICLES:
        if word.startswith(article) and (_noun(nouns, word[len(article) :]) or word[len(article) :] in nouns):
            return True
    if _noun(nouns, word) or any(word.startswith(c) and word[len(c) :] in nouns for c in _CLITICS):
        return True
    return any(_verb(verbs, stem) for stem in _stems(word, _VERB_ENDINGS))


def _noun(nouns: frozenset[str], word: str) -> bool:
    return any(s in nouns or (s != word and s + "ه" in nouns) for s in _stems(word, _AR_ENDINGS))


def _verb(verbs: frozenset[str], stem: str) -> bool:
    """A form of the past, or of the present, which has lost the first letter of a derived verb (يستعمل, استعمل)."""
    rests = (stem[len(p) :] for p in _PRESENT if stem.startswith(p) and len(stem) - len(p) >= SHORTEST)
    return stem in verbs or any(rest in verbs or "ا" + rest in verbs for rest in rests)


def _persian(word: str) -> bool:
    words = load("fa").words("dictionary")
    return any(stem in words for stem in _stems(word, _FA_ENDINGS))
