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
    """The reading with publisher and agency chain.

    What the page says of itself goes before the text; an agency of which the text says that it reports is then
    credited.
    """
    claims = [replace(c, rule=rule.__name__) for rule in rules for c in rule(reading)]
    first = next((c for c in claims if c.own), None) or next((c for c in claims if c.publisher), None)
    publisher = _outlet(first, reading) if first else None
    chain: dict[str, Outlet] = {}
    for claim in claims:
        if not claim.publisher or (first and first.own and _is_agency(claim.name, reading)):
            one = _outlet(claim, reading)
            chain.setdefault(one.id or _core(one.name, reading), one)
    if publisher is not None:
        for same in (publisher.id, _core(publisher.name, reading)):
            chain.pop(same or "", None)
    return replace(reading, publisher=publisher, via=tuple(chain.values()))


def _is_agency(name: str, reading: Reading) -> bool:
    """Whether an outlet is one that others print, by its head or by the list."""
    language, folded = reading.language, key(name)
    head, _, rest = folded.partition(" ")
    kinds = (
        language.table("outlet-heads").get(head),
        *(language.table("outlets").get(n) for n in (folded, rest)),
    )
    return any(kind in ("agency", "own", "foreign") for kind in kinds)


def _core(name: str, reading: Reading) -> str:
    """The folded words of a name without its head word."""
    head, _, rest = key(name).partition(" ")
    return rest if rest and head in reading.language.words("outlet-heads") else key(name)


def _outlet(claim: Claim, reading: Reading) -> Outlet:
    return Outlet(claim.name, identify(claim.name, reading), claim.rule, claim.evidence)
