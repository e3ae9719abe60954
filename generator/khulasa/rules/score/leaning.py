"""Whether the opening of a sentence leans on the sentence before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from khulasa import languages
from khulasa.languages import Language
from khulasa.text.memo import Memo

LeanKind = Literal["verb", "pronoun", "side", "also", "link", "pointer", "speaker"]
ABOUT_SOMEBODY = frozenset(("verb", "pronoun", "side", "also", "speaker"))
"""Kinds that ask "who?": a label with the name answers them. The others ask for the sentence before."""
LONGEST = 4
"""Words in the longest opening of the lists."""
_SAYS = frozenset(("say", "attitude", "weak"))
_NO_SUBJECT = frozenset(("الي", "علي", "عن", "في", "خلال", "من", "ان", "بان", "انه", "انها"))
"""Words (folded) that leave no room for a subject between an Arabic verb of saying and what is said."""
_SPEECH_AT_ONCE = re.compile(r"\s*[:«“\"]")


@dataclass(frozen=True, slots=True)
class Lean:
    """An opening that is not understood without what went before."""

    kind: LeanKind
    words: str
    """The folded opening."""


def leaning(keys: tuple[str, ...], after_first: str, language: Language) -> Lean | None:
    """How a sentence leans whose folded words are ``keys``; ``after_first`` is its text after the first word."""
    if not keys:
        return None
    if _may_lean(language.code)[keys[0]]:
        table = language.table("leaning")
        for size in range(min(LONGEST, len(keys)), 0, -1):
            phrase = " ".join(keys[:size])
            for form in (phrase, _bare(phrase)):
                kind = table.get(form)
                if kind:
                    return None if kind == "none" else Lean(cast(LeanKind, kind), phrase)
        lean = _without_subject(keys, after_first, language)
        if lean:
            return lean
    return _within(keys, language)


@cache
def _may_lean(code: str) -> Memo[str, bool]:
    """Whether a sentence that opens with a folded word may lean at all: most do not."""
    firsts = first_words(code, "leaning") | {"و", "ف"}
    verbs = languages.load(code).table("speech-verbs") if code == "ar" else {}
    return Memo(lambda word: any(w in firsts or w in verbs for w in (word, _bare(word))))


@cache
def first_words(code: str, name: str) -> frozenset[str]:
    """The first words of the entries of a list: most sentences begin with none of them."""
    return frozenset(entry.partition(" ")[0] for entry in languages.load(code).words(name))


def _within(keys: tuple[str, ...], language: Language) -> Lean | None:
    """A pointer behind the opening: تقع هذه البحيرة, پیشنهاد این طرح; a contrast behind the subject: همسایه‌ها اما."""
    table = language.table("leaning-within")
    for at, word in enumerate(keys[:LONGEST]):
        kind = table.get(word)
        if kind and table.get(" ".join(keys[at : at + 2])) != "none":
            return Lean(cast(LeanKind, kind), word)
    return None


def _without_subject(keys: tuple[str, ...], after_first: str, language: Language) -> Lean | None:
    """An Arabic verb of saying that opens a sentence and has no room for its subject: وأكد أن, وقال: «."""
    if not keys or language.code != "ar":
        return None
    verbs = language.table("speech-verbs")
    kind = verbs.get(keys[0]) or verbs.get(_bare(keys[0])) or ""
    if kind.partition(" ")[0] not in _SAYS:
        return None
    said = len(keys) > 1 and (keys[1] in _NO_SUBJECT or keys[1] in language.words("speech-complementizers"))
    return Lean("verb", keys[0]) if said or _SPEECH_AT_ONCE.match(after_first) else None


def _bare(phrase: str) -> str:
    """Without the conjunction و or ف at its beginning, written to the word or apart."""
    return phrase[1:].lstrip() if phrase[:1] in ("و", "ف") else phrase
