"""What the files of a site ask of each other and what they offer, as numbers: no text of a file is kept.

A fact is a hash of 64 bits of what it says ("this file is there", "this page has this place", "this is a sentence of
a digest"). What a file says of others is a question for facts; when all files were read, a question that none of
them answers is a fault, and only the files that asked are read again, for the words of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal, NamedTuple

from khulasa.errors import Problem

Kind = Literal["file", "page", "place", "lists", "text"]
"""A file is there; a page was read; it has an id; it lists an address as an edition of it; words are a digest's."""
_PARTS = 256
"""Facts are compared in so many parts, one after the other: what that takes is a small part of what is kept."""


class Ask(NamedTuple):
    """A fact that must hold, and what to say where it does not."""

    fact: int
    what: str
    remedy: str
    given: int = 0
    """Another fact without which nothing is said (it has words of its own, or is nobody's business); 0 for none."""


@dataclass(slots=True)
class Look:
    """What one file gives: what is wrong with it by itself, what it asks, the facts that it offers."""

    problems: list[Problem] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    offers: list[int] = field(default_factory=list)


class Looks(NamedTuple):
    """What several files give together."""

    problems: list[Problem]
    asks: array[int]
    offers: array[int]


def fact(kind: Kind, *said: str) -> int:
    """The number of a fact: 64 bits, the same in every process."""
    data = "\0".join((kind, *said)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def together(looks: Iterable[Look]) -> Looks:
    """What files give, each looked at once and let go."""
    problems: list[Problem] = []
    asks: set[int] = set()
    offers = array("Q")
    for look in looks:
        problems += look.problems
        asks.update(a.fact for a in look.asks)
        asks.update(a.given for a in look.asks if a.given)
        offers.extend(look.offers)
    return Looks(problems, array("Q", asks), offers)


class Ledger:
    """Facts that were asked, by whom (by number), and facts that were offered: 12 and 8 bytes each."""

    def __init__(self) -> None:
        self._asked = [(array("Q"), array("I")) for _ in range(_PARTS)]
        self._offered = [array("Q") for _ in range(_PARTS)]

    def ask(self, asker: int, facts: Iterable[int]) -> None:
        """Somebody needs facts."""
        for one in facts:
            asked, askers = self._asked[one % _PARTS]
            asked.append(one)
            askers.append(asker)

    def offer(self, facts: Iterable[int]) -> None:
        """Facts that hold."""
        for one in facts:
            self._offered[one % _PARTS].append(one)

    def unmet(self) -> Iterator[tuple[int, int]]:
        """(asker, fact) for each fact that was asked and not offered."""
        for (asked, askers), offered in zip(self._asked, self._offered, strict=True):
            there = frozenset(offered)
            yield from ((asker, one) for one, asker in zip(asked, askers, strict=True) if one not in there)


def unanswered(where: str, asks: Iterable[Ask], missing: frozenset[int]) -> Iterator[Problem]:
    """What a file says that no other bears out, in words."""
    for ask in asks:
        if ask.fact in missing and ask.given not in missing:
            yield Problem(where, ask.what, ask.remedy)
