"""Words that report speech: verbs (قال, اظهار داشت), participles (مضيفا), nouns (قوله), phrases (به گفته)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Literal

from khulasa.languages import Language, load
from khulasa.model import Reading, Word
from khulasa.text.words import standing

CueKind = Literal["say", "attitude", "manner", "noun", "according", "naming", "passive", "colon", "alone"]
Gender = Literal["m", "f", "p", ""]

_CLITICS = ("و", "ف")
_IN_ORDER = ("لي", "لت")
"""How a present verb that goes on begins (ليتابع, لتضيف)."""
_STOP = re.compile(r"[.!?؟؛\n]")
_TURN = re.compile(r"[:«“”„\"‘'(]")
_AUXILIARY = frozenset(("است", "بود", "اند", "باشد"))
_HALVES = frozenset(("مي", "نمي"))
_LOOK_AHEAD = 12
_TWO_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that reports speech."""

    first: int
    last: int
    """Indices of its words in ``Reading.words``."""
    start: int
    end: int
    kind: CueKind
    gender: Gender = ""
    joined: bool = False
    """Written with و or ف: it goes on with a subject that stands before it."""


def gap(reading: Reading, i: int) -> str:
    """What stands between word ``i`` and the next one."""
    following = reading.words[i + 1].start if i + 1 < len(reading.words) else len(reading.text)
    return reading.text[reading.words[i].end : following]


def stops(reading: Reading, i: int) -> bool:
    """Whether a sentence or clause ends after word ``i`` (the dot of an abbreviation ends none)."""
    word, between = reading.words[i], gap(reading, i)
    if between.startswith(".") and len(word.key) <= _TWO_LETTERS:
        between = between[1:]
    return bool(_STOP.search(between))


def foreign_particle(words: Sequence[Word], i: int) -> bool:
    """Whether ``فان`` is a particle of a foreign name (فان دير) and not the word for ``that``."""
    return words[i].key == "فان" and i + 1 < len(words) and words[i + 1].key in _AFTER_VAN


_AFTER_VAN = frozenset(("دير", "دن", "دين", "در", "دي", "دام", "بيرسي", "خال", "غال", "دايك", "هوف"))


def word_at(words: Sequence[Word], offset: int) -> int:
    """Index of the first word that begins at or after an offset."""
    return bisect_left(words, (offset,))


def last_word_before(words: Sequence[Word], offset: int) -> int:
    """Index of the last word that ends at or before an offset; -1 where there is none."""
    return bisect_right(words, offset, key=attrgetter("end")) - 1


def find(reading: Reading) -> Iterator[Cue]:
    """Every cue of the body in order."""
    words, language = reading.words, reading.language
    people = frozenset(m.start for m in reading.mentions if m.kind in ("person", "organisation"))
    begin = _phrase_words(language.code)
    verbs, light = language.words("speech-verbs"), language.words("light-verbs")
    done = word_at(words, reading.body)
    behind = [i + 1 for i in standing(reading.text, _RELATIVE)]
    for i in sorted({*standing(reading.text, _opening_words(language.code)), *behind}):
        if not done <= i < len(words):
            continue
        key = words[i].key
        rest = key[1:] if key[:1] in _CLITICS or key[:2] in _IN_ORDER else key
        cue = None
        if key in begin or rest in begin:
            cue = _phrase(reading, language, i)
        if cue is None and (key in verbs or rest in verbs or key in _HALVES):
            cue = _verb(reading, language, i, people)
        if cue is None and key[-1:] in "هم" and i and words[i - 1].key in _RELATIVE:
            cue = _with_object(reading, language, i)
        if cue is None and (key in light or key in _HALVES):
            cue = _compound(reading, language, i)
        if cue is not None:
            yield cue
            done = cue.last + 1


@cache
def _opening_words(code: str) -> frozenset[str]:
    """Words with which a cue may begin, or its verb."""
    known = _phrase_words(code) | load(code).words("speech-verbs")
    joined = {clitic + word for clitic in _CLITICS for word in known}
    return known | joined | load(code).words("light-verbs") | _HALVES


@cache
def _phrase_words(code: str) -> frozenset[str]:
    """First words of the phrases that name who says it, and nouns that carry somebody's words."""
    language = load(code)
    phrases = language.words("speech-according")
    return frozenset(p.split()[0] for p in phrases) | language.words("speech-said-nouns")


def _impersonal(reading: Reading, language: Language, first: int) -> bool:
    """Whether a modal without a person stands before a verb (می‌توان گفت, باید گفت): nobody in particular speaks."""
    modals = language.words("speech-modals")
    for i in range(first - 1, max(first - 3, -1), -1):
        if not gap(reading, i).isspace():
            return False
        if reading.words[i].key in modals:
            return not (":" in gap(reading, first) and reading.words[i].key.endswith("شود"))
    return False


def _cue(
    reading: Reading, first: int, last: int, kind: CueKind, gender: Gender = "", joined: bool = False
) -> Cue:
    words = reading.words
    return Cue(first, last, words[first].start, words[last].end, kind, gender, joined)


def _bare(key: str, entries: Container[str]) -> tuple[str, bool]:
    """A key as the lists have it, and whether a conjunction was taken off."""
    clitic = key[:1] in _CLITICS or key[:2] in _IN_ORDER
    if key not in entries and len(key) > _TWO_LETTERS and clitic and key[1:] in entries:
        return key[1:], True
    return key, False


def _phrase(reading: Reading, language: Language, i: int) -> Cue | None:
    """Phrases that name who says it without a verb, and nouns that carry the words of one named before."""
    words, phrases = reading.words, language.words("speech-according")
    key, joined = words[i].key, False
    if (
        key[:1] in _CLITICS
        and key not in language.words("speech-said-nouns")
        and not any(p.startswith(key) for p in phrases)
    ):
        key, joined = key[1:], True
    for length in (3, 2, 1):
        if i + length <= len(words):
            whole = " ".join((key, *(w.key for w in words[i + 1 : i + length])))
            if whole in phrases and not _by_proxy(reading, i, whole):
                return _cue(reading, i, i + length - 1, "according", joined=joined)
    if words[i].key in language.words("speech-said-nouns"):
        ending = words[i].key[-1:]
        gender: Gender = "f" if words[i].key.endswith("ها") else "m" if ending == "ه" else ""
        return _cue(reading, i, i, "noun", gender)
    return None


def _by_proxy(reading: Reading, i: int, phrase: str) -> bool:
    """Whether ``على لسان`` goes on with a subject (أعلن النادي على لسان مدربه), who then speaks."""
    if not phrase.endswith("لسان") or i == 0:
        return False
    return gap(reading, i - 1).isspace() and reading.words[i - 1].key not in _COMES


_COMES = frozenset(("جا", "جات", "ورد", "وردت", "كما"))


def _verb(reading: Reading, language: Language, i: int, people: frozenset[int]) -> Cue | None:
    table = language.table("speech-verbs")
    word, last = reading.words[i], i
    if word.key in _HALVES and i + 1 < len(reading.words):
        key, joined, last = word.key + reading.words[i + 1].key, False, i + 1
    else:
        key, joined = _bare(word.key, table)
    value = table.get(key)
    if value is None:
        return None
    kind, _, gender = value.partition(" ")
    if language.table("speech-grammar")["subject"] == "before":
        return _persian_verb(reading, i, last, kind)
    if kind == "manner" and i and _noun_of_mood(reading, i):
        return None
    if key == "عبر" and not _expresses(reading, i):
        return None
    if kind == "passive" and key[:1] == "و" and key[1:] in table and _somebody(reading, i + 1, people):
        return _cue(reading, i, last, "say", "m", True)
    if kind == "passive" and "لسان" in (w.key for w in reading.words[i + 2 : i + 3]):
        return None
    if kind in ("weak", "passive"):
        if not _speech_follows(reading, language, i, joined, people):
            return None
        kind = "passive" if kind == "passive" else "say"
    return _cue(reading, i, last, kind, gender, joined)  # type: ignore[arg-type]


def _persian_verb(reading: Reading, i: int, last: int, kind: str) -> Cue | None:
    """گفته without است is a noun (به گفته), and گفت و گو is no verb."""
    words = reading.words
    following = words[last + 1].key if last + 1 < len(words) else ""
    if words[i].key.endswith("ه"):
        came = words[i].key == "امده" and (following == "كه" or ":" in gap(reading, i))
        if following not in _AUXILIARY and not came and not _bare_perfect(reading, i, following):
            return None
        last += following in _AUXILIARY
    elif following == "و" and last + 2 < len(words) and words[last + 2].key.startswith("گو"):
        return None
    if _impersonal(reading, reading.language, i):
        return None
    return _cue(reading, i, last, kind)  # type: ignore[arg-type]


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
_RELATIVE = frozenset(("ما", "وما", "الذي", "التي", "كما", "مما"))


def _with_object(reading: Reading, language: Language, i: int) -> Cue | None:
    """A verb of saying with its object written on, after a relative word (ما اعتبرته المحكمة, كما وصفها فلان)."""
    table = language.table("speech-verbs")
    stem = reading.words[i].key
    stem = next((stem.removesuffix(own) for own in ("ها", "هم", "ه") if stem.endswith(own)), stem)
    for form in (stem, stem[:-1] + "ي" if stem.endswith("ا") else stem):
        kind, _, gender = table.get(form, "").partition(" ")
        if kind in ("say", "weak", "attitude"):
            return _cue(reading, i, i, "say" if kind == "weak" else kind, gender)  # type: ignore[arg-type]
    return None


def _expresses(reading: Reading, i: int) -> bool:
    """Whether عبر is the verb (عبّر … عن) and not the preposition (عبر قناة)."""
    word = reading.words[i]
    if "\u0651" in reading.text[word.start : word.end]:
        return True
    following = reading.words[i + 1 : i + 6]
    return any(w.key == "عن" for w in following) and not any(stops(reading, j) for j in range(i, i + 1))


def _noun_of_mood(reading: Reading, i: int) -> bool:
    """Whether a preposition before letters of a participle shows that they are a noun (معربا عن أمله)."""
    return reading.words[i - 1].key in ("عن", "في", "من", "رغم")


def _somebody(reading: Reading, i: int, people: frozenset[int]) -> bool:
    """Whether a name or a common noun for a person stands at a word."""
    if i >= len(reading.words):
        return False
    word, nouns = reading.words[i], reading.language.words("person-nouns")
    return word.start in people or (word.key.startswith("ال") and word.key[2:] in nouns)


def _speech_follows(
    reading: Reading, language: Language, i: int, joined: bool, people: frozenset[int]
) -> bool:
    """Whether letters that are another word too (بين, ذكر) begin a clause and are followed by speech."""
    words = reading.words
    before = words[i - 1].key if i else ""
    begins = (
        joined
        or i == 0
        or not gap(reading, i - 1).isspace()
        or _bare(before, _BEFORE_VERB)[0] in _BEFORE_VERB
    )
    if not begins or (words[i].key == "بين" and before in ("كان", "كانت")):
        return False
    aside = before in _ASIDE
    if not aside and ((i + 1 < len(words) and words[i + 1].start in people) or words[i].start in people):
        return True
    that = language.words("speech-complementizers")
    for j in range(i, min(i + _LOOK_AHEAD, len(words) - 1)):
        if _TURN.search(gap(reading, j)):
            return not aside
        if words[j + 1].key in that:
            return True
        if stops(reading, j):
            return False
    return False


_ASIDE = frozenset(("حين", "عندما", "لما", "الذي", "التي", "وحين"))
"""Words that open a clause beside the main one: in it, letters that are another verb too need a word for ``that``."""
_BEFORE_VERB = frozenset(
    (
        "كما",
        "اذ",
        "حيث",
        "فيما",
        "بينما",
        "ثم",
        "لكنه",
        "لكنها",
        "قد",
        "فقد",
        "لقد",
        "كان",
        "كانت",
        "وكان",
        "الذي",
        "التي",
        "حين",
        "هكذا",
    )
)


def _compound(reading: Reading, language: Language, i: int) -> Cue | None:
    """A noun and a light verb (تأکید و تصریح کرد); the cue ends at the light verb."""
    light, nouns = language.table("light-verbs"), language.table("speech-nouns")
    words, last = reading.words, i
    key = words[i].key
    if key in _HALVES and i + 1 < len(words):
        key, last = key + words[i + 1].key, i + 1
    kind = light.get(key)
    if kind is None:
        return None
    first = next((i - n for n in (2, 1) if i >= n and _noun(words, i - n, i) in nouns), None)
    if first is None:
        return _parted(reading, language, i, last, kind)
    value = nouns[_noun(words, first, i)].split()
    if kind == "become" and value[0] == "say" and _in_statement(reading, first):
        last += last + 1 < len(words) and words[last + 1].key in _AUXILIARY
        return _cue(reading, first, last, "passive")
    if kind in ("have", "be", "become") and kind not in value:
        return None
    if kind == "do" and "be" in value and "become" not in value:
        return None
    while first >= 2 and words[first - 1].key == "و" and words[first - 2].key in nouns:
        first -= 2
    if last + 1 < len(words) and words[last].key.endswith("ه") and words[last + 1].key in _AUXILIARY:
        last += 1
    if _impersonal(reading, language, first):
        return None
    return _cue(reading, first, last, "attitude" if value[0] == "attitude" else "say")


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
    return _cue(reading, i, last, "attitude" if value[0] == "attitude" else "say") if fits else None


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
