"""Who and what the text names: known names, names found by rule, vetoes, and what belongs together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from khulasa.model import Candidate, Reading
from khulasa.rules.read.resolve import Veto, resolve

Finder = Callable[[Reading], Iterable[Candidate]]


def read(
    reading: Reading, known: Sequence[Finder], found: Sequence[Finder], vetoes: Sequence[Veto]
) -> Reading:
    """The reading with its entities and mentions.

    ``known`` and ``found`` are rules that yield candidates, ``vetoes`` rules that say why a candidate is no name.
    """
    candidates = [c for rule in (*known, *found) for c in rule(reading)]
    return resolve(reading, candidates, vetoes)
