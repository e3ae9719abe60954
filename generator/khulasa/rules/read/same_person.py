"""Pairs of people of different articles who may be one: for an editor to decide, never joined by the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from khulasa.model import Entity
from khulasa.text.skeleton import likeness, skeleton, sounds, words

LIKELY = 80.0
"""Likeness of two names, from 0 to 100, above which an editor is asked."""

GIVEN_ALIKE = 60.0
"""The same of two given names that sound alike, by their letters."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one, and what speaks for it."""

    one: str
    """Id of an entity."""
    other: str
    names: tuple[str, str]
    score: float
    """Likeness from 0 to 100."""
    evidence: str
    """Machine-readable ``key:value`` reasons, parted by spaces."""
    articles: tuple[tuple[str, ...], tuple[str, ...]]
    """The articles that name the one, and the other."""


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two people's names are, by the two of them that are most alike."""

    names: tuple[str, str]
    score: float
    """Likeness from 0 to 100."""
    evidence: str


def doubtful(entities_by_article: Mapping[str, Sequence[Entity]]) -> list[Pair]:
    """People under two ids whose given names agree and whose names are alike, the likeliest first.

    ``entities_by_article`` maps the id of an article to its entities. Two people whom one article names beside
    each other are two; people who share no more than a family name are never asked about.
    """
    names: dict[str, dict[str, None]] = {}
    known: set[str] = set()
    where: dict[str, list[str]] = {}
    for article in sorted(entities_by_article):
        for entity in entities_by_article[article]:
            if entity.kind == "person":
                names.setdefault(entity.id, {}).update(dict.fromkeys((entity.name, *entity.names)))
                where.setdefault(entity.id, []).append(article)
                known.update((entity.id,) if entity.known else ())
    found = []
    for one, other in sorted(_candidates(names)):
        if not (one in known and other in known) and not set(where[one]) & set(where[other]):
            like = alike(names[one], names[other])
            if like is not None:
                there = tuple(where[one]), tuple(where[other])
                found.append(Pair(one, other, like.names, like.score, like.evidence, there))
    return sorted(found, key=lambda p: (-p.score, p.one, p.other))


def _candidates(names: Mapping[str, Iterable[str]]) -> set[tuple[str, str]]:
    """Pairs of ids that have names worth a closer look."""
    blocks: dict[str, list[tuple[str, str]]] = {}
    for ident in sorted(names):
        for given, whole in heard(names[ident]):
            blocks.setdefault(given, []).append((whole, ident))
    found: set[tuple[str, str]] = set()
    for rows in blocks.values():
        every = [whole for whole, _ in rows]
        for whole, one in rows:
            others = (rows[place][1] for place in near(whole, every))
            found.update((one, other) for other in others if one < other)
    return found


@lru_cache(maxsize=50_000)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(words(name))


def heard(names: Iterable[str]) -> list[tuple[str, str]]:
    """A place to look for each full name, and the sound of the whole of it; each once, in order.

    Not everybody is compared with everybody: only those whose given names sound alike, and one other word of whose
    names begins with one sound.
    """
    found: dict[tuple[str, str], None] = {}
    for name in names:
        given, *others = sounds(name)[0].split(" ")
        found.update(((f"{given} {other[:1]}", sounds(name)[0]), None) for other in others)
    return list(found)


def near(whole: str, others: Sequence[str]) -> list[int]:
    """Places of the names that sound enough like one to be as like as ``LIKELY`` by all their letters.

    ``whole`` and ``others`` as ``heard`` gives them; the two bounds follow from the weights of ``likeness``.
    """
    found: set[int] = set()
    for scorer, least in ((fuzz.ratio, 66.0), (fuzz.token_sort_ratio, 75.0)):
        rows = process.extract(whole, others, scorer=scorer, score_cutoff=least, limit=None)
        found.update(place for _, _, place in rows)
    return sorted(found)


def alike(one: Iterable[str], other: Iterable[str]) -> Alike | None:
    """How alike two people's full names are, by two that begin with one given name; None below ``LIKELY``."""
    best: Alike | None = None
    theirs = [n for n in other if len(_parts(n)) > 1]
    for a in (n for n in one if len(_parts(n)) > 1):
        for b in theirs:
            reason = _given_agrees(a, b)
            score = likeness(a, b) if reason else 0.0
            if score and set(map(skeleton, _parts(a))) <= set(map(skeleton, _parts(b))):
                score, reason = max(score, 90.0), f"{reason} shorter:{a}"
            if score >= LIKELY and (best is None or score > best.score):
                best = Alike((a, b), round(score, 1), f"{reason} likeness:{round(score)}")
    return best


def _given_agrees(one: str, other: str) -> str:
    """The reason why two given names are held to agree; empty where they do not."""
    a, b = _parts(one)[0], _parts(other)[0]
    if skeleton(f"{a} x") == skeleton(f"{b} x"):
        return f"given:{a}"
    alike = sounds(a)[0] == sounds(b)[0] and fuzz.ratio(a, b) >= GIVEN_ALIKE
    return f"given-sounds:{a}/{b}" if alike else ""
