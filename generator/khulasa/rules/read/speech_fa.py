"""Persian words that report speech: verbs, and nouns with a light verb (گفت, تأکید کرد, خواستار «…» شد)."""

from __future__ import annotations

from collections.abc import Sequence

from khulasa.languages import Language
from khulasa.model import Reading, Word
from khulasa.rules.read.cue import Cue, gap, last_word_before, made, stops

AUXILIARY = frozenset(("است", "بود", "اند", "باشد"))
HALVES = frozenset(("مي", "نمي"))


def persian_verb(reading: Reading, i: int, last: int, kind: str) -> Cue | None:
    """گفته without است is a noun (به گفته), and گفت و گو is no verb."""
    words = reading.words
    following = words[last + 1].key if last + 1 < len(words) else ""
    if words[i].key.endswith("ه"):
        came = words[i].key == "امده" and (following == "كه" or ":" in gap(reading, i))
        if following not in AUXILIARY and not came and not _bare_perfect(reading, i, following):
            return None
        last += following in AUXILIARY
    elif following == "و" and last + 2 < len(words) and words[last + 2].key.startswith("گو"):
        return None
    if _impersonal(reading, reading.language, i):
        return None
    return made(reading, i, last, kind)  # type: ignore[arg-type]


def _bare_perfect(reading: Reading, i: int, following: str) -> bool:
    """Whether گفته has lost its است and is a verb yet (به رادیو گفته موکلش …), not the noun of به گفته."""
    words = reading.words
    if words[i].key not in ("گفته", "افزوده") or i < 2 or not gap(reading, i - 1).isspace():
        return False
    if words[i - 1].key in _BEFORE_NOUN or following.startswith(("مي", "نمي", "شد", "های", "ها")):
        return False
    to_somebody = any(w.key == "به" for w in words[max(i - 5, 0) : i - 1])
    return to_somebody and following not in reading.language.words("speech-pronouns")


_BEFORE_NOUN = frozenset(
    ("به", "طبق", "بنا", "بنابر", "بر", "اساس", "براساس", "اين", "ان", "از", "مطابق", "هر", "چنين", "و")
)


def _impersonal(reading: Reading, language: Language, first: int) -> bool:
    """Whether a modal without a person stands before a verb (می‌توان گفت, باید گفت): nobody in particular speaks."""
    modals = language.words("speech-modals")
    for i in range(first - 1, max(first - 3, -1), -1):
        if not gap(reading, i).isspace():
            return False
        if reading.words[i].key in modals:
            return not (":" in gap(reading, first) and reading.words[i].key.endswith("شود"))
    return False


def compound(reading: Reading, language: Language, i: int) -> Cue | None:
    """A noun and a light verb (تأکید و تصریح کرد); the cue ends at the light verb."""
    light, nouns = language.table("light-verbs"), language.table("speech-nouns")
    words, last = reading.words, i
    key = words[i].key
    if key in HALVES and i + 1 < len(words):
        key, last = key + words[i + 1].key, i + 1
    kind = light.get(key)
    if kind is None:
        return None
    first = next((i - n for n in (2, 1) if i >= n and _noun(words, i - n, i) in nouns), None)
    if first is None:
        return _parted(reading, language, i, last, kind)
    value = nouns[_noun(words, first, i)].split()
    if kind == "become" and value[0] == "say" and _in_statement(reading, first):
        last += last + 1 < len(words) and words[last + 1].key in AUXILIARY
        return made(reading, first, last, "passive")
    if kind in ("have", "be", "become") and kind not in value:
        return None
    if kind == "do" and "be" in value and "become" not in value:
        return None
    while first >= 2 and words[first - 1].key == "و" and words[first - 2].key in nouns:
        if words[first - 2].key in light:
            break
        first -= 2
    if last + 1 < len(words) and words[last].key.endswith("ه") and words[last + 1].key in AUXILIARY:
        last += 1
    if _impersonal(reading, language, first):
        return None
    return made(reading, first, last, "attitude" if value[0] == "attitude" else "say")


def _parted(reading: Reading, language: Language, i: int, last: int, kind: str) -> Cue | None:
    """A light verb that marks part from its noun (خواستار «…» شد)."""
    words, nouns = reading.words, language.table("speech-nouns")
    if i == 0 or "»" not in gap(reading, i - 1):
        return None
    opening = reading.text.rfind("«", max(words[i].start - FARTHEST, 0), words[i].start)
    noun = last_word_before(words, opening) if opening >= 0 else -1
    if noun < 0 or "\n" in reading.text[words[noun].start : words[i].start]:
        return None
    value = nouns.get(words[noun].key, "").split()
    fits = value and (
        kind in value if kind in ("have", "be", "become") else value[-1] not in ("become", "be")
    )
    return made(reading, i, last, "attitude" if value[0] == "attitude" else "say") if fits else None


FARTHEST = 300
"""Most letters of what marks hold between a noun and its light verb."""


def _in_statement(reading: Reading, first: int) -> bool:
    """Whether a statement is what a passive verb is said of (در این بیانیه تأکید شده است)."""
    nouns = reading.language.words("statement-nouns")
    for i in range(first - 1, max(first - 8, -1), -1):
        if stops(reading, i):
            return False
        if reading.words[i].key in nouns:
            return i > 0 and any(w.key == "در" for w in reading.words[max(i - 4, 0) : i])
    return False


def _noun(words: Sequence[Word], first: int, end: int) -> str:
    return " ".join(w.key for w in words[first:end])
