"""Names in the order of an edition's alphabet, grouped by first letter."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from khulasa.site.views import Link
from khulasa.text import alphabet


def ordered(links: Iterable[Link], edition: str) -> tuple[Link, ...]:
    """Links in the order of their labels."""
    return tuple(sorted(links, key=lambda to: (alphabet.rank(to.label.text, edition), to.label.text, to.id)))


def grouped(links: Iterable[Link], edition: str) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Links by the first letter of their labels; names in another script come last."""
    groups = groupby(ordered(links, edition), key=lambda to: alphabet.letter(to.label.text, edition))
    return tuple((alphabet.written(letter, edition), tuple(group)) for letter, group in groups)
