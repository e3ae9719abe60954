"""What a run of adding did. Nothing here needs a library of the extra ``add``: the command line reads it always."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from khulasa.errors import Problem

LIMIT = 1_000
"""Addresses that are asked in one run."""


@dataclass(slots=True)
class Tally:
    """What became of the pieces of one form."""

    read: int = 0
    """Pieces that gave an article, a list of addresses, or one that was there already."""
    refused: int = 0
    hints: Counter[str] = field(default_factory=Counter)
    """Articles of which the data say title, published, byline, outlet."""


@dataclass(slots=True)
class Report:
    """What a run did."""

    added: list[str] = field(default_factory=list)
    """Documents that were written."""
    same: int = 0
    """Articles that were there already, by address or by text."""
    before: int = 0
    """Pieces that a run before had read."""
    fetched: int = 0
    left: int = 0
    """Addresses that the limit of the run left over."""
    reserved: int = 0
    """Articles whose publisher reserves text and data mining."""
    problems: list[Problem] = field(default_factory=list)
    forms: dict[str, Tally] = field(default_factory=dict)
