"""Cutting a list into pages that never shift: numbers count from the oldest, the newest page takes what is new.

The newest page holds between one and two page lengths, so it is never nearly empty, and only when it is full one
more page is cut from it. The undated count as oldest; where they are many they have pages of their own, so that
one more of them moves nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from khulasa.site import urls
from khulasa.site.views import Paging


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list; ``offset`` counts from the oldest (the undated before all)."""

    number: int
    """From 1, the oldest; from -1 downwards for pages of the undated."""
    name: str
    """What its address is made of; empty for the newest."""
    offset: int
    length: int


def cut(count: int, undated: int, size: int) -> tuple[Slice, ...]:
    """The pages of a list, oldest first; at least one."""
    if undated <= size or undated == count:
        slices = [Slice(n, str(n), *run) for n, run in enumerate(_riding(count, undated, size), 1)]
    else:
        slices = [Slice(-n, f"undated-{n}", *run) for n, run in enumerate(_runs(undated, size), 1)]
        for n, (offset, length) in enumerate(_runs(count - undated, size), 1):
            slices.append(Slice(n, str(n), undated + offset, length))
    return (*slices[:-1], replace(slices[-1], name=""))


def _runs(count: int, size: int) -> list[tuple[int, int]]:
    """Offsets and lengths: full pages from the oldest, the newest one to two pages long."""
    pages = max(1, count // size)
    return [(p * size, size if p < pages - 1 else count - p * size) for p in range(pages)]


def _riding(count: int, undated: int, size: int) -> list[tuple[int, int]]:
    """The undated, being few (or all there is), on the oldest page beside its dated articles."""
    if undated == count:
        return _runs(count, size)
    runs = _runs(count - undated, size)
    first, rest = runs[0], runs[1:]
    return [(0, first[1] + undated), *((offset + undated, length) for offset, length in rest)]


def around(slices: tuple[Slice, ...], place: int) -> list[str | int]:
    """What the pager of a page shows of the pages beside it."""
    names: list[str | int] = [s.name for s in slices[max(0, place - 1) : place + 2]]
    return [*names, slices[place].number, len(slices) if place == len(slices) - 1 else 0]


def paging(slices: tuple[Slice, ...], number: int, base: str, top: str) -> Paging:
    """Where page ``number`` of a list stands; ``base`` is the address of the list, ``top`` the way to the root.

    Only the newest page says how many there are: an older one would have to be written again for each page more.
    """
    place = next(i for i, s in enumerate(slices) if s.number == number)
    newer = slices[place + 1] if place + 1 < len(slices) else None
    older = slices[place - 1] if place else None
    return Paging(
        number=abs(number),
        total=len(slices) if newer is None else 0,
        newer=top + urls.numbered(base, newer.name) if newer else "",
        older=top + urls.numbered(base, older.name) if older else "",
        newest=top + base,
    )
