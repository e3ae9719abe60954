"""What an article is about, by the cues of the editable topic file; nothing where nothing is sure.

A record of kind topic has cues per language: words or phrases, each with a weight after ``^`` (1 where none stands),
and under ``en`` the ids of organisations, places and events that speak for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter

from khulasa.content.authority import Authority
from khulasa.model import Entity, Reading, Record
from khulasa.text.fold import key
from khulasa.text.memo import Memo
from khulasa.text.words import places

Rule = Callable[[Reading], Iterable[Entity]]
MOST = 3
"""Topics that an article has at most."""
THRESHOLD = 8.0
"""Weight from which a topic is sure."""
SHARE = 0.45
"""Part of the weight of the first topic that the second and third must have."""
REPEATS = 3
"""Times that one cue counts at most."""
IN_TITLE = 2.0
"""Times that a cue counts in the title or deck."""
CUES = 3
"""Different cues that must be found, unless fewer make the threshold twice."""

_PREFIXES = ("وبال", "وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_SUFFIXES_AR = ("اتها", "اته", "يها", "ات", "ها", "هم", "ين", "ون", "ان", "ته", "تها", "نا", "ه", "ي", "ا")
_SUFFIXES_FA = ("هايشان", "هايي", "هاي", "ها", "هايش", "ان", "ات", "يي", "اي", "ي", "ش")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that speaks for a topic."""

    topic: str
    words: tuple[str, ...]
    """Folded; the first one also without clitics in the text."""
    weight: float


def read(reading: Reading, rules: tuple[Rule, ...]) -> Reading:
    """The reading with the topics of the article among its entities."""
    found = [topic for rule in rules for topic in rule(reading)]
    return replace(reading, entities=(*reading.entities, *found)) if found else reading


@lru_cache(maxsize=8)
def cues(authority: Authority, lang: str) -> dict[str, tuple[Cue, ...]]:
    """The cues of a language by their first folded word."""
    found: dict[str, list[Cue]] = {}
    for record in authority.of_kind("topic"):
        for text in record.cues.get(lang, ()):
            cue = parse(record.id, text)
            for first in {cue.words[0], bare(cue.words[0], lang)} if len(cue.words) == 1 else {cue.words[0]}:
                found.setdefault(first, []).append(cue)
    return {first: tuple(sorted(c, key=lambda cue: -len(cue.words))) for first, c in found.items()}


def parse(topic: str, text: str) -> Cue:
    """A cue as it is written in the file: ``كأس العالم^3``."""
    words, _, weight = text.partition("^")
    return Cue(topic, tuple(key(words).split()), float(weight) if weight.strip() else 1.0)


@lru_cache(maxsize=60_000)
def bare(word: str, lang: str) -> str:
    """A folded word without the commonest endings; three letters always stay."""
    for suffix in _SUFFIXES_AR if lang == "ar" else _SUFFIXES_FA:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=60_000)
def shapes(word: str, lang: str) -> tuple[str, ...]:
    """A folded word and what is left without clitics and endings, longest first."""
    found = {word, bare(word, lang)}
    for prefix in _PREFIXES if lang == "ar" else ():
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) >= 3:
            found |= {rest, bare(rest, lang)}
    return tuple(sorted(found, key=lambda w: (-len(w), w)))


def _hits(reading: Reading) -> Iterator[tuple[Cue, int]]:
    """Cues found, each with the index of its first word; the longest of a topic at one place."""
    keys = list(map(itemgetter(2), reading.words))
    authority, lang = reading.authority, reading.lang
    known = _begun(authority, lang)
    begins = {i: begun for word, at in places(reading.text).items() if (begun := known[word]) for i in at}
    for i, begun in sorted(begins.items()):
        topics: set[str] = set()
        for cue in begun:
            if cue.topic not in topics and _follows(keys, i, cue, lang):
                topics.add(cue.topic)
                yield cue, i


@lru_cache(maxsize=8)
def _begun(authority: Authority, lang: str) -> Memo[str, tuple[Cue, ...]]:
    """The cues that each word of a text may begin, those of its longest shape first."""
    known = cues(authority, lang)
    return Memo(lambda word: tuple(cue for shape in shapes(word, lang) for cue in known.get(shape, ())))


def _follows(keys: list[str], i: int, cue: Cue, lang: str) -> bool:
    """Whether the other words of a cue follow word i; each may have lost or gained an ending."""
    rest = cue.words[1:]
    there = keys[i + 1 : i + 1 + len(rest)]
    return len(there) == len(rest) and all(
        k == w or bare(k, lang) == bare(w, lang) for k, w in zip(there, rest, strict=True)
    )


def _weights(reading: Reading) -> dict[str, tuple[float, tuple[str, ...]]]:
    """Topic → weight and the words that gave it, in order."""
    counts: Counter[Cue] = Counter()
    texts: dict[Cue, str] = {}
    for cue, i in _hits(reading):
        word, last = reading.words[i], reading.words[i + len(cue.words) - 1]
        counts[cue] += 1
        texts.setdefault(cue, reading.text[word.start : last.end])
        if word.start < reading.body:
            counts[cue] += int(IN_TITLE) - 1
    weights: dict[str, tuple[float, tuple[str, ...]]] = {}
    for cue, count in counts.items():
        sum_, words = weights.get(cue.topic, (0.0, ()))
        weights[cue.topic] = sum_ + cue.weight * min(count, REPEATS), (*words, texts[cue])
    return weights


def topic_cues(reading: Reading) -> Iterable[Entity]:
    """The topics whose words, organisations and events, by the topic file, weigh most; at most three."""
    weights = _weights(reading)
    ids = Counter(m.id for m in reading.mentions)
    for topic, ident, weight in _named(reading.authority):
        if ids[ident]:
            sum_, words = weights.get(topic, (0.0, ()))
            weights[topic] = sum_ + weight * min(ids[ident], REPEATS), (*words, ident)
    yield from _best(reading, weights)


@lru_cache(maxsize=8)
def _named(authority: Authority) -> tuple[tuple[str, str, float], ...]:
    """Every topic with the id of each organisation, place or event that speaks for it, and with what weight."""
    return tuple(
        (record.id, ident.partition("^")[0].strip(), parse(record.id, ident).weight)
        for record in authority.of_kind("topic")
        for ident in record.cues.get("en", ())
    )


def _best(reading: Reading, weights: dict[str, tuple[float, tuple[str, ...]]]) -> Iterator[Entity]:
    """The topics that pass the threshold, heaviest first."""
    order = sorted(weights.items(), key=lambda row: (-row[1][0], row[0]))
    top = order[0][1][0] if order else 0.0
    for ident, (weight, words) in order[:MOST]:
        if weight < max(THRESHOLD, SHARE * top) or (len(words) < CUES and weight < 2 * THRESHOLD):
            continue
        record: Record = reading.authority.records[ident]
        yield Entity("topic", ident, record.label(reading.lang), (), True, "topic_cues", "، ".join(words[:8]))
