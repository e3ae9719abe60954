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


def first_tellings(sizes: Sequence[int], back: Sequence[Collection[Pair]]) -> list[int]:
    """For each sentence the index of the first one that says nearly the same: its own where it says it first.

    ``sizes`` tells how many word pairs each sentence has, ``back`` those of them that stand in other sentences too.
    """
    homes: dict[Pair, list[int]] = {}
    tellings = list(range(len(sizes)))
    # Of two twins the shorter has nearly all its pairs in the other: a pair that no such sentence has finds no twin.
    likely = {
        pair for size, own in zip(sizes, back, strict=True) if len(own) >= NEARLY_ALL * size for pair in own
    }
    for index, (size, own) in enumerate(zip(sizes, back, strict=True)) if likely else ():
        known = [homes.setdefault(pair, []) for pair in own if pair in likely]
        for home, count in Counter(chain.from_iterable(known)).items():
            least = min(size, sizes[home])
            if least >= LEAST and count >= NEARLY_ALL * least:
                tellings[index] = min(tellings[index], tellings[home])
        for rows in known:
            if len(rows) < _REMEMBERED:
                rows.append(index)
    return tellings
