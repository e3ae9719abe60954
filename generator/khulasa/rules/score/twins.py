"""Sentences that say nearly the same, found by the word pairs that they share; linear in the length of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain

Pair = tuple[str, str]

NEARLY_ALL = 0.6
"""Share of the shorter sentence's word pairs from which two sentences are twins."""
LEAST = 3
"""Word pairs that a sentence needs to have a twin at all."""
_REMEMBERED = 8
"""Sentences remembered for a word pair: a pair that stands everywhere says nothing."""


def first_tellings(pairs: Sequence[Collection[Pair]], returning: frozenset[Pair]) -> list[int]:
    """For each sentence the index of the first one that says nearly the same: its own where it says it first.

    ``returning`` are the pairs that stand in more sentences than one.
    """
    homes: dict[Pair, list[int]] = {}
    tellings: list[int] = []
    for index, own in enumerate(pairs):
        twin = index
        again = returning.intersection(own)
        if len(again) >= NEARLY_ALL * LEAST:
            known = [homes.setdefault(pair, []) for pair in again]
            shared = Counter(chain.from_iterable(known))
            for rows in known:
                if len(rows) < _REMEMBERED:
                    rows.append(index)
            for home, count in shared.items():
                least = min(len(own), len(pairs[home]))
                if least >= LEAST and count >= NEARLY_ALL * least:
                    twin = min(twin, tellings[home])
        tellings.append(twin)
    return tellings
