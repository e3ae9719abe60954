"""The noun phrase that is the subject of a verb of saying, and whom a role or a common noun in it means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from khulasa import languages
from khulasa.rules.read.cue import Cue, Gender, gap, stops
from khulasa.rules.read.talk import Named, Talk
from khulasa.text.fold import key

_WINDOW = 9
_WITH_LAM = ("لجن", "لاعب", "لواء", "لقاء", "لوح", "لغ")
"""Beginnings of nouns whose first letter is no preposition."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks at one place, as far as it can be shown."""

    id: str | None
    text: str
    """The words that name the speaker."""
    start: int
    end: int
    kind: str = ""
    """``person``, ``organisation`` or nothing where it is not known."""
    gender: Gender = ""
    evidence: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in the article, and as what."""

    roles: Mapping[str, frozenset[str]]
    """Words of the roles of each person."""
    genders: Mapping[str, Gender]
    parts: Mapping[str, str]
    """Single words of names of people to their ids, where only one person has them."""
    holders: Mapping[str, tuple[str, ...]]
    """Ids of the people whose roles have a word."""
    places: Mapping[str, tuple[int, ...]]
    """Where each person is named."""
    organisations: Mapping[str, tuple[Named, ...]]
    """Organisations named, by the first word of the name, in order of appearance."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A cue with the stretch in which its subject is to be found, and who has spoken so far."""

    talk: Talk
    cast: Cast
    cue: Cue
    first: int
    last: int
    """Indices of the words of the subject's noun phrase; ``last < first`` where there is none."""
    reach: int
    """Index of the last word that may still belong to the subject (after a comma: رئيس الجمعية، فلان)."""
    past: Sequence[Voice]
    here: Sequence[tuple[Cue, Voice]]
    """Cues of the same sentence that come before, with their speakers."""

    @property
    def text(self) -> str:
        """The noun phrase as written."""
        words = self.talk.reading.words
        return (
            self.talk.reading.text[words[self.first].start : words[self.last].end]
            if self.first <= self.last
            else ""
        )

    @property
    def keys(self) -> list[str]:
        """The folded words of the noun phrase."""
        return [w.key for w in self.talk.reading.words[self.first : self.last + 1]]


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """A folded word without conjunction, preposition, article and feminine ending, for comparing roles."""
    for prefix in ("وال", "بال", "فال", "كال", "ال", "لل"):
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            word = word[len(prefix) :]
            break
    else:
        if len(word) > 5 and word[0] == "ل" and not word.startswith(_WITH_LAM):
            word = word[1:]
    if word.endswith("اي") and len(word) > 4:
        return word[:-1]
    return word[:-1] if word.endswith("ه") and len(word) > 3 else word


@cache
def common_organisations(code: str) -> frozenset[str]:
    """The common nouns for organisations of a language, as ``bare`` gives them."""
    return frozenset(bare(w) for w in languages.load(code).words("organisation-nouns"))


def is_role(talk: Talk, word: str) -> bool:
    """Whether a folded word is a common noun for a person: with or without the article, an ending of one (زنی) or of
    somebody's (ابنته).
    """
    return _is_role(talk.reading.language.code, talk.subject_first, word)


@lru_cache(maxsize=20_000)
def _is_role(code: str, subject_first: bool, word: str) -> bool:
    nouns = languages.load(code).words("person-nouns")
    if word in nouns or (word.startswith("ال") and word[2:] in nouns):
        return True
    if subject_first:
        return len(word) > 3 and word.endswith("ي") and (word[:-1] in nouns or word[:-2] in nouns)
    if word in _ADVERBS:
        return False
    return any(
        word.endswith(own)
        and len(word) > len(own) + 2
        and (word[: -len(own)] in nouns or word[: -len(own) - 1] + "ه" in nouns)
        for own in ("ه", "ها", "هم", "ا")
    )


_ADVERBS = frozenset(
    (
        "اعلاميا",
        "اقتصاديا",
        "دبلوماسيا",
        "اكاديميا",
        "كيمياييا",
        "فيزياييا",
        "موسيقيا",
        "فلكيا",
        "اثريا",
        "عالميا",
    )
)
"""Adverbs that look like an indefinite role."""


def indefinite(talk: Talk, word: str) -> bool:
    """Whether a common noun for a person has the Persian ending of one (زنی): it is nobody named before."""
    return talk.subject_first and is_role(talk, word) and word not in talk.words("person-nouns")


# ------------------------------------------------------------------ who is who


def cast(talk: Talk) -> Cast:
    """Roles, genders and name parts of those who are named, from the entities and from the words beside names."""
    roles: dict[str, set[str]] = {
        e.id: {bare(key(w)) for r in e.roles for w in r.split()} for e in talk.reading.entities
    }
    genders: dict[str, Gender] = {}
    for name in talk.named:
        if name.kind != "person":
            continue
        for words in (_role_before(talk, name), _role_after(talk, name)):
            roles.setdefault(name.id, set()).update(bare(w) for w in words)
            roles[name.id].update(bare(bare_title(w)) for w in words[:1] if w.startswith("و"))
            if not talk.subject_first and (gender := _gender(talk, name, words)):
                genders.setdefault(name.id, gender)
    for mention in (n for n in talk.named if n.kind == "organisation"):
        head = _head(mention)
        genders.setdefault(
            mention.id, "f" if head.endswith("ه") or head in ("سرايا", "كتائب", "قوات", "كتايب") else ""
        )
    frozen = {i: frozenset(w) for i, w in roles.items()}
    holders: dict[str, list[str]] = {}
    for person, found in frozen.items():
        for word in sorted(found):
            holders.setdefault(word, []).append(person)
    places: dict[str, list[int]] = {}
    organisations: dict[str, list[Named]] = {}
    for name in talk.named:
        if name.kind == "person":
            places.setdefault(name.id, []).append(name.start)
        else:
            organisations.setdefault(bare(_head(name)), []).append(name)
    return Cast(
        MappingProxyType(frozen),
        MappingProxyType(genders),
        _parts(talk),
        MappingProxyType({w: tuple(i) for w, i in holders.items()}),
        MappingProxyType({i: tuple(p) for i, p in places.items()}),
        MappingProxyType({w: tuple(n) for w, n in organisations.items()}),
    )


def _gender(talk: Talk, name: Named, words: Sequence[str]) -> Gender:
    """What a title of a name, the verb before its role and the role say of the gender of somebody in Arabic."""
    titled = _head(name)
    if titled.startswith("ال") and titled.endswith("ه") and is_role(talk, titled):
        return "f"
    if not words or not is_role(talk, words[0]):
        return ""
    first = name.first - len(words)
    cue = next(iter(talk.cues_between(talk.reading.words[max(first - 1, 0)].start, name.start)), None)
    before = cue is not None and cue.last + 1 == first and cue.kind in ("say", "attitude")
    if before and cue is not None and cue.gender in ("m", "f"):
        return cue.gender
    return "f" if words[0].endswith("ه") and words[0].removeprefix("ال") not in MASCULINE else "m"


MASCULINE = frozenset(("عمده", "خليفه", "علامه", "رحاله", "داعيه", "نسابه", "نابغه", "حجه"))
"""Nouns for men that end like feminine ones."""


def _head(name: Named) -> str:
    """The folded first word of a name, without what is written on to it."""
    return key(name.text.split(maxsplit=1)[0])


def _parts(talk: Talk) -> Mapping[str, str]:
    """Single words of names of people; a word that two people share means neither."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for entity in talk.reading.entities:
        if entity.kind != "person":
            continue
        for word in {bare(w) for n in (entity.name, *entity.names) for w in key(n).split() if len(w) > 2}:
            if found.setdefault(word, entity.id) != entity.id:
                shared.add(word)
    return MappingProxyType({w: i for w, i in found.items() if w not in shared})


def _role_before(talk: Talk, name: Named) -> list[str]:
    """Words of a role that leads up to a name: الأمين العام لحركة … فلان."""
    reading, words = talk.reading, talk.reading.words
    ends, best, passed = talk.words("speech-circumstance"), 0, False
    found: list[str] = []
    for i in range(name.first - 1, max(name.first - 1 - _WINDOW, -1), -1):
        between = gap(reading, i)
        comma = "،" in between and (i == name.first - 1 or (best == len(found) <= TITLE and not passed))
        if talk.between(words[i].start, words[i].end) and found:
            mention = talk.between(words[i].start, words[i].end)[0]
            if mention.kind == "person":
                break
        if (
            (between.strip(" \u00a0ـ\"“”«»'‘’") and not comma)
            or words[i].key in ends
            or _is_cue(talk, words[i].start)
        ):
            break
        passed = passed or "،" in between
        found.append(words[i].key)
        if is_role(talk, words[i].key) or is_role(talk, bare_title(words[i].key)):
            best = len(found)
    whole = name.first - best
    if best and whole and words[whole - 1].key == "گزارش":
        return []
    return found[:best][::-1]


TITLE = 4
"""Most words of a title between a comma and a name (رئيسة الجلسة، القاضية فلانة)."""


def bare_title(word: str) -> str:
    """A folded word without an attached preposition or conjunction."""
    if word.startswith("لل"):
        return word[2:]
    return word[1:] if len(word) > 4 and word[0] in "لبوف" and not word.startswith("ال") else word


def _role_after(talk: Talk, name: Named) -> list[str]:
    """Words of a role in apposition after a name: فلان، رئيسة التعاونية،."""
    reading, words = talk.reading, talk.reading.words
    ends = talk.words("speech-circumstance")
    found: list[str] = []
    i = name.last + 1
    while i < len(words) and words[i].key in ("وهو", "وهي", "كه"):
        i += 1
    if i >= len(words) or stops(reading, name.last) or not is_role(talk, words[i].key):
        return []
    for j in range(i, min(i + _WINDOW, len(words))):
        if (
            (j > i and gap(reading, j - 1).strip(" \u00a0ـ\"“”«»'"))
            or words[j].key in ends
            or _is_cue(talk, words[j].start)
        ):
            break
        found.append(words[j].key)
    return found


def _is_cue(talk: Talk, start: int) -> bool:
    return bool(talk.cues_between(start, start + 1))


def agrees(cue: Cue, gender: Gender) -> bool:
    """Whether a verb form and what is known of a speaker go together."""
    return not cue.gender or not gender or cue.gender == gender


def voice_of(turn: Turn, name: Named) -> Voice:
    """The voice of a named one, with the words from the verb to the name as evidence."""
    gender = turn.cast.genders.get(name.id, "") or (turn.cue.gender if name.kind == "person" else "")
    return Voice(
        name.id, name.text, name.start, name.end, name.kind, gender, evidence(turn, name.start, name.end)
    )


def evidence(turn: Turn, start: int, end: int) -> str:
    """The source's words from the cue to a place, or from there to the cue; long ones are cut in the middle."""
    text = turn.talk.reading.text
    low, high = min(start, turn.cue.start), max(end, turn.cue.end)
    whole = " ".join(text[low:high].split())
    if len(whole) <= 120:
        return whole
    parts = sorted(((start, end), (turn.cue.start, turn.cue.end)))
    return " … ".join(" ".join(text[a:b].split()) for a, b in parts)


def by_role(turn: Turn, keys: Iterable[str]) -> str | None:
    """The id of the person whose role these words are; None where they fit nobody, or several equally and of old."""
    wanted = [bare(k) for k in keys if k not in ("هذا", "هذه", "اين", "ان", "من", "في", "و")]
    if not wanted:
        return None
    head, whole = wanted[0], set(wanted)
    best: tuple[int, int] = (0, -1)
    found: str | None = None
    for person in turn.cast.holders.get(head, ()):
        score = len(whole & turn.cast.roles[person])
        if score < min(2, len(whole)) or not agrees(turn.cue, turn.cast.genders.get(person, "")):
            continue
        rank = score + _adjacent(turn, person, wanted), _recency(turn, person)
        if rank > best:
            best, found = rank, person
    return found


def _adjacent(turn: Turn, person: str, wanted: Sequence[str]) -> bool:
    """Whether the first words of a role somebody bears are those wanted, and nothing between (رئيس الجامعة)."""
    if len(wanted) < PHRASE:
        return False
    roles = next((e.roles for e in turn.talk.reading.entities if e.id == person), ())
    return any([bare(key(w)) for w in role.split()[: len(wanted)]] == list(wanted) for role in roles)


PHRASE = 2
"""Words of a role that is more than a noun."""


def _recency(turn: Turn, person: str) -> int:
    """Where a person was last named before the cue; less than 0 where the name comes only after it."""
    places = turn.cast.places.get(person, ())
    at = bisect_left(places, turn.cue.start)
    return places[at - 1] if at else -places[0] if places else -(1 << 60)


def by_common_noun(turn: Turn, word: str) -> Named | None:
    """The organisation that a common noun (الشركة) means: the last one named whose name begins with it."""
    named = turn.cast.organisations.get(bare(word), ())
    at = bisect_left(named, turn.cue.start, key=lambda n: n.start)
    return named[at - 1] if at else None
