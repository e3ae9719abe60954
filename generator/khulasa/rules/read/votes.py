"""Signs that a name is the outlet's: what the rules of an outlet's own name share."""

from __future__ import annotations

from dataclasses import dataclass

ENOUGH = 2.0
"""Votes that a name needs."""
LONGEST = 5
"""Words of the longest name."""
QUOTES = "«»“”\"'‘’"
EDGES = " ^()[]:،؛.-–—*"
"""Signs that stand around a name and are no part of it."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One sign that a name is the outlet's."""

    name: str
    weight: float
    evidence: str
    own: bool = False
    """It stands in a line in which a page names itself, not in a dateline or in the text."""
    told: bool = False
    """Somebody in the text speaks to it."""
    slot: bool = False
    """It stands where nothing but an outlet can: everyday words are its name there."""
