"""Light stems: forms of one word meet without a dictionary. Only for counting shared words, never for names.

The affix tables follow the idea of the light stemmers of Larkey, Ballesteros and Connell (2002) for Arabic: take
off the conjunction, the article with its prepositions, then common endings, and stop while enough of the word is
left. Input is a folded key (``text.fold.key``); so are the affixes.
"""

from __future__ import annotations

from functools import lru_cache

from khulasa.model import Lang

_LEAST = 3
"""Letters that must be left."""
_FRONT: dict[Lang, tuple[str, ...]] = {
    "ar": ("وبال", "وكال", "ولل", "فال", "وال", "بال", "كال", "لل", "ال", "و"),
    "fa": ("نمي", "مي"),
}
_END: dict[Lang, tuple[str, ...]] = {
    "ar": (
        "تهما", "هما", "تها", "تهم", "يات", "ات", "ها", "هم", "هن", "نا", "ون", "ين", "ان", "تي", "يه", "ته", "ه",
        "ي",
        "ا",
    ),
    "fa": (
        "هايشان", "هايمان", "هايي", "هايش", "هايم", "هاي", "ترين", "تري", "ها", "تر", "شان", "مان", "ان", "ات", "اند",
        "ند", "ش", "ي", "ه",
    ),
}  # fmt: skip


@lru_cache(maxsize=200_000)
def stem(word: str, lang: Lang) -> str:
    """The stem of a folded word."""
    for front in _FRONT[lang]:
        if word.startswith(front) and len(word) - len(front) >= _LEAST:
            word = word[len(front) :]
            break
    for end in _END[lang]:
        if word.endswith(end) and len(word) - len(end) >= _LEAST:
            return word[: -len(end)]
    return word
