"""Pairs of people of different articles who may be one: for an editor to decide, never joined by the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

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


def doubtful(entities_by_article: Mapping[str, Sequence[Entity]]) -> list[Pair]:
    """People under two ids whose given names agree and whose names are alike, the likeliest first.

    ``entities_by_article`` maps the id of an article to its entities. Two people whom one article names beside
    each other are two; people who share no more than a family name are never asked about.
    """
    people: dict[str, Entity] = {}
    where: dict[str, list[str]] = {}
    for article in sorted(entities_by_article):
        for entity in entities_by_article[article]:
            if entity.kind == "person":
                people.setdefault(entity.id, entity)
                where.setdefault(entity.id, []).append(article)
    found = []
    for group in _blocks(people).values():
        for one, other in combinations(sorted(group), 2):
            if not set(where[one]) & set(where[other]) and not (people[one].known and people[other].known):
                pair = _compare(people[one], people[other], where)
                if pair is not None:
                    found.append(pair)
    unique = {(p.one, p.other): p for p in found}
    return sorted(unique.values(), key=lambda p: (-p.score, p.one, p.other))


def _blocks(people: Mapping[str, Entity]) -> dict[str, set[str]]:
    """Ids by the sound of the given name, so that not everybody is compared with everybody."""
    blocks: dict[str, set[str]] = {}
    for ident, entity in people.items():
        for name in (entity.name, *entity.names):
            parts = words(name)
            if len(parts) > 1:
                blocks.setdefault(sounds(parts[0])[0], set()).add(ident)
    return blocks


def _compare(one: Entity, other: Entity, where: Mapping[str, Sequence[str]]) -> Pair | None:
    """The pair, where some two of their full names are alike and begin with one given name."""
    best: tuple[float, str, str, str] | None = None
    for a in _full(one):
        for b in _full(other):
            reason = _given_agrees(a, b)
            score = likeness(a, b) if reason else 0.0
            if score and set(map(skeleton, words(a))) <= set(map(skeleton, words(b))):
                score, reason = max(score, 90.0), f"{reason} shorter:{a}"
            if score >= LIKELY and (best is None or score > best[0]):
                best = (score, reason, a, b)
    if best is None:
        return None
    score, reason, a, b = best
    articles = tuple(where[one.id]), tuple(where[other.id])
    return Pair(one.id, other.id, (a, b), round(score, 1), f"{reason} likeness:{round(score)}", articles)


def _full(entity: Entity) -> list[str]:
    return [n for n in dict.fromkeys((entity.name, *entity.names)) if len(words(n)) > 1]


def _given_agrees(one: str, other: str) -> str:
    """The reason why two given names are held to agree; empty where they do not."""
    a, b = words(one)[0], words(other)[0]
    if skeleton(f"{a} x") == skeleton(f"{b} x"):
        return f"given:{a}"
    alike = sounds(a)[0] == sounds(b)[0] and fuzz.ratio(a, b) >= GIVEN_ALIKE
    return f"given-sounds:{a}/{b}" if alike else ""
