"""Words that report speech: verbs (قال, اظهار داشت), participles (مضيفا), nouns (قوله), phrases (به گفته)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from khulasa.languages import Language, load
from khulasa.model import Reading
from khulasa.rules.read.cue import Cue, Gender, gap, made, stops, word_at
from khulasa.rules.read.speech_fa import HALVES, compound, persian_verb
from khulasa.text.words import standing

_CLITICS = ("و", "ف")
_IN_ORDER = ("لي", "لت")
"""How a present verb that goes on begins (ليتابع, لتضيف)."""
_TURN = re.compile(r"[:«“”„\"‘'(]")
_LOOK_AHEAD = 12
_TWO_LETTERS = 2
LONGEST_PHRASE = 3
"""Words of the longest phrase that names who says it."""


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
        if cue is None and (key in verbs or rest in verbs or key in HALVES):
            cue = _verb(reading, language, i, people)
        if cue is None and key[-1:] in "هم" and i and words[i - 1].key in _RELATIVE:
            cue = _with_object(reading, language, i)
        if cue is None and language.code == "ar" and (key in _told() or rest in _told()):
            cue = _told_somebody(reading, language, i)
        if cue is None and (key in light or key in HALVES):
            cue = compound(reading, language, i)
        if cue is not None:
            yield cue
            done = cue.last + 1


@cache
def _opening_words(code: str) -> frozenset[str]:
    """Words with which a cue may begin, or its verb."""
    known = _phrase_words(code) | load(code).words("speech-verbs")
    joined = {clitic + word for clitic in _CLITICS for word in known}
    on = load(code).words("speech-continuation")
    joined |= {clitic + word + own for clitic in ("", *_CLITICS) for word in _TOLD for own in _OWN}
    joined |= {begin[0] + word for begin in _IN_ORDER for word in on if word.startswith(begin[1])}
    return known | joined | load(code).words("light-verbs") | HALVES


@cache
def _phrase_words(code: str) -> frozenset[str]:
    """First words of the phrases that name who says it, and nouns that carry somebody's words."""
    language = load(code)
    phrases = language.words("speech-according")
    return frozenset(p.split()[0] for p in phrases) | language.words("speech-said-nouns")


def _bare(key: str, entries: Container[str]) -> tuple[str, bool]:
    """A key as the lists have it, and whether a conjunction was taken off."""
    clitic = key[:1] in _CLITICS or key[:2] in _IN_ORDER
    if key not in entries and len(key) > _TWO_LETTERS and clitic and key[1:] in entries:
        return key[1:], True
    return key, False


def _phrase(reading: Reading, language: Language, i: int) -> Cue | None:
    """Phrases that name who says it without a verb, and nouns that carry the words of one named before."""
    words, nouns = reading.words, language.words("speech-said-nouns")
    key, joined = words[i].key, False
    if key[:1] in _CLITICS and key not in nouns and not _opens_phrase(language.code, key):
        key, joined = key[1:], True
    rows = _behind(language.code).get(key, {})
    following = words[i + 1].key if i + 1 < len(words) else ""
    for rest in (*rows.get(following, ()), *rows.get("", ())):
        last = i + len(rest)
        there = len(rest) < LONGEST_PHRASE - 1 or (last < len(words) and words[last].key == rest[-1])
        if there and not _by_proxy(reading, i, " ".join((key, *rest))):
            return made(reading, i, last, "according", joined=joined)
    if words[i].key in nouns:
        ending = words[i].key[-1:]
        gender: Gender = "f" if words[i].key.endswith("ها") else "m" if ending == "ه" else ""
        return made(reading, i, i, "noun", gender)
    return None


@cache
def _behind(code: str) -> Mapping[str, Mapping[str, Sequence[tuple[str, ...]]]]:
    """What goes on a phrase that names who says it, by its first word and the one behind it; the longest first."""
    found: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for phrase in sorted(load(code).words("speech-according"), key=lambda p: (-p.count(" "), p)):
        first, *rest = phrase.split()
        if len(rest) < LONGEST_PHRASE:
            found.setdefault(first, {}).setdefault(rest[0] if rest else "", []).append(tuple(rest))
    return found


@lru_cache(maxsize=4096)
def _opens_phrase(code: str, letters: str) -> bool:
    """Whether a phrase that names who says it begins with some letters."""
    return any(phrase.startswith(letters) for phrase in load(code).words("speech-according"))


def _by_proxy(reading: Reading, i: int, phrase: str) -> bool:
    """Whether ``على لسان`` goes on with a subject (أعلن النادي على لسان مدربه), who then speaks."""
    if not phrase.endswith("لسان") or i == 0:
        return False
    return gap(reading, i - 1).isspace() and reading.words[i - 1].key not in _COMES


_COMES = frozenset(("جا", "جات", "ورد", "وردت", "كما"))


def _verb(reading: Reading, language: Language, i: int, people: frozenset[int]) -> Cue | None:
    table = language.table("speech-verbs")
    word, last = reading.words[i], i
    if word.key in HALVES and i + 1 < len(reading.words):
        key, joined, last = word.key + reading.words[i + 1].key, False, i + 1
    else:
        key, joined = _bare(word.key, table)
    value = table.get(key)
    if value is None:
        return None
    kind, _, gender = value.partition(" ")
    if language.table("speech-grammar")["subject"] == "before":
        return persian_verb(reading, i, last, kind)
    if kind == "manner" and i and _noun_of_mood(reading, i):
        return None
    if key == "عبر" and not _expresses(reading, i):
        return None
    if kind == "passive" and key[:1] == "و" and key[1:] in table and _somebody(reading, i + 1, people):
        return made(reading, i, last, "say", "m", True)
    if kind == "passive" and "لسان" in (w.key for w in reading.words[i + 2 : i + 3]):
        return None
    if kind in ("weak", "passive"):
        if not _speech_follows(reading, language, i, joined, people):
            return None
        kind = "passive" if kind == "passive" else "say"
    return made(reading, i, last, kind, gender, joined)  # type: ignore[arg-type]


_RELATIVE = frozenset(("ما", "وما", "الذي", "التي", "كما", "مما"))


def _with_object(reading: Reading, language: Language, i: int) -> Cue | None:
    """A verb of saying with its object written on, after a relative word (ما اعتبرته المحكمة, كما وصفها فلان)."""
    table = language.table("speech-verbs")
    stem = reading.words[i].key
    stem = next((stem.removesuffix(own) for own in ("ها", "هم", "ه") if stem.endswith(own)), stem)
    for form in (stem, stem[:-1] + "ي" if stem.endswith("ا") else stem):
        kind, _, gender = table.get(form, "").partition(" ")
        if kind in ("say", "weak", "attitude"):
            return made(reading, i, i, "say" if kind == "weak" else kind, gender)  # type: ignore[arg-type]
    return None


_TOLD = ("اجاب", "اجابت", "اخبر", "اخبرت", "ابلغ", "ابلغت", "خاطب", "خاطبت", "طمان", "طمانت", "حدث", "حدثت")
"""Arabic verbs of saying that have the one who is spoken to as their object."""
_OWN = ("ه", "ها", "هم", "هن", "هما", "نا", "ني")


@cache
def _told() -> frozenset[str]:
    return frozenset(word + own for word in _TOLD for own in _OWN)


def _told_somebody(reading: Reading, language: Language, i: int) -> Cue | None:
    """A verb of saying with the one who is spoken to written on (فأجابها المهندس: …), where speech follows."""
    key = reading.words[i].key
    joined = key not in _told()
    stem = next(verb for verb in sorted(_TOLD, key=len, reverse=True) if key[joined:].startswith(verb))
    if not _speech_follows(reading, language, i, True, frozenset()):
        return None
    return made(reading, i, i, "say", "f" if stem.endswith("ت") else "m", joined)


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
    return word.start in people or word.key.removeprefix("ال") in nouns


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
