"""Whose article it is, and which agencies it credits: publisher and chain, none invented.

A rule of the chain gives claims; the first claim to be the publisher wins, the others that credit somebody make
the chain, nearest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from khulasa.model import Outlet, Reading
from khulasa.rules.read.claims import Claim
from khulasa.rules.read.credits import identify
from khulasa.text.fold import key

OutletRule = Callable[[Reading], Iterable[Claim]]


def read(reading: Reading, rules: Sequence[OutletRule]) -> Reading:
    """The reading with publisher and agency chain."""
    claims = [replace(c, rule=rule.__name__) for rule in rules for c in rule(reading)]
    publisher = next((_outlet(c, reading) for c in claims if c.publisher), None)
    chain: dict[str, Outlet] = {}
    for claim in claims:
        if not claim.publisher:
            one = _outlet(claim, reading)
            chain.setdefault(one.id or key(one.name), one)
    if publisher is not None:
        for same in (publisher.id, key(publisher.name)):
            chain.pop(same or "", None)
    return replace(reading, publisher=publisher, via=tuple(chain.values()))


def _outlet(claim: Claim, reading: Reading) -> Outlet:
    return Outlet(claim.name, identify(claim.name, reading), claim.rule, claim.evidence)
