"""Groups round a centre, without chains: every member meets the centre itself.

Reports stand in a total order. One that meets an earlier centre joins the one it meets best; one that meets none is
a centre. So a group never grows by hops, nothing depends on the order in which files came, and a later report never
moves an earlier one: what has to be settled again after a change is found by walking forward from it.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable

Order = Callable[[str], tuple[str, str]]
"""Where a report stands: its place and its id."""
Before = Callable[[str], Iterable[tuple[str, float]]]
"""The earlier reports that a report meets, with the score."""
After = Callable[[str], Iterable[str]]
"""The later reports that meet a report."""
Centre = Callable[[str], str]
"""The centre of a report as it was; empty for a new one."""


def settle(dirty: Iterable[str], order: Order, before: Before, after: After, was: Centre) -> dict[str, str]:
    """Every report whose centre is another now, with that centre (itself for a centre).

    ``dirty`` are all reports whose ties to earlier ones may have changed, and those that are new.
    """
    heap = [(order(ident), ident) for ident in set(dirty)]
    heapq.heapify(heap)
    seen: set[str] = set()
    now: dict[str, str] = {}

    def is_centre(ident: str) -> bool:
        return (now[ident] if ident in now else was(ident)) == ident

    while heap:
        _, ident = heapq.heappop(heap)
        if ident in seen:
            continue
        seen.add(ident)
        met = [(-score, order(other), other) for other, score in before(ident) if is_centre(other)]
        old, new = was(ident), min(met)[2] if met else ident
        if new == old:
            continue
        now[ident] = new
        if (old == ident) != (new == ident):
            for later in after(ident):
                heapq.heappush(heap, (order(later), later))
    return now
