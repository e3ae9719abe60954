"""Reprints: texts that share most of their word runs.

Every run of four folded words is hashed; a sample of the hashes that depends on nothing but the hash itself (those
that divide by ``SAMPLE``, and the few smallest) is enough to find the texts that may be copies, and the runs
themselves decide. The sample of a shortened reprint is a part of the sample of its original, which is why no
general-purpose signature of fixed length is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from khulasa.text.words import words

RUN = 4
SAMPLE = 16
PRIME = 2**61 - 1
BASE = 1_000_003
SMALLEST = 4
SHARE = 0.6
"""Part of the shorter text that must stand in the longer one."""
SHORTEST = 1 / 3
"""A text that is a smaller part of another than this is a quotation of it rather than a reprint."""
LEAST = 20
"""Shorter texts are copies only where they are the same."""
FIGURES = 0.5
"""Part of the numbers that must be the same: two reports on a form (weather, prices) differ in just these."""
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Shape:
    """A text as it is compared with others for copies."""

    runs: frozenset[int]
    """Hashes of every run of words."""
    numbers: frozenset[str]
    whole: str
    """Hash of the folded text: equal texts, equal hash."""

    @property
    def sample(self) -> frozenset[int]:
        """The hashes by which copies are looked for."""
        chosen = {r for r in self.runs if r % SAMPLE == 0}
        return frozenset(chosen | set(sorted(self.runs)[:SMALLEST]))


def shape(text: str) -> Shape:
    """The shape of a text; spelling, marks and digits of other families make no difference."""
    keys = [w.key for w in words(text) if w.key]
    numbers = frozenset(k for k in keys if _NUMBER.fullmatch(k))
    whole = blake2b(" ".join(keys).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return Shape(frozenset(_runs([_hash(k) for k in keys])), numbers, whole)


def _runs(hashes: list[int]) -> Iterator[int]:
    """Hashes of every run of words, from those of the words: a polynomial over a prime."""
    for n in range(len(hashes) - RUN + 1):
        value = 0
        for one in hashes[n : n + RUN]:
            value = (value * BASE + one) % PRIME
        yield value


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    data = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(data, "big")


def share(one: Shape, other: Shape) -> float:
    """Part of the shorter text that stands in the other, 0 where they are no copies of each other."""
    if one.whole == other.whole and one.runs:
        return 1.0
    short, long = sorted((one.runs, other.runs), key=len)
    if len(short) < max(LEAST, SHORTEST * len(long)):
        return 0.0
    found = len(short & long) / len(short)
    return found if found >= SHARE and _same_figures(one.numbers, other.numbers) else 0.0


def _same_figures(one: Set[str], other: Set[str]) -> bool:
    """Whether the shorter list of numbers is mostly part of the other."""
    least = min(len(one), len(other))
    return least < 4 or len(one & other) >= FIGURES * least
