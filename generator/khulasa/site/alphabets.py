"""Names in the order of an edition's alphabet, grouped by first letter."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from khulasa.site.views import Link
from khulasa.text.fold import key

ORDERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
SAME = str.maketrans("أإآٱىةؤئءكي", "اااايهوياکی")
"""Letters that sort as another; both kafs and yehs meet here and are told apart by nobody."""
OTHER = "…"
"""Group of the names that begin with no letter of the alphabet."""


def grouped(links: Iterable[Link], edition: str) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Links by the first letter of their labels; names in another script come last."""
    places = {c: n for n, c in enumerate(ORDERS[edition].translate(SAME))}
    ordered = sorted(
        links, key=lambda to: (_rank(_letters(to.label.text, edition), places), to.label.text, to.id)
    )
    groups = groupby(ordered, key=lambda to: _first(to.label.text, edition, places))
    return tuple((letter, tuple(group)) for letter, group in groups)


def _letters(label: str, edition: str) -> str:
    """What a name is sorted by: without marks, and without the Arabic article."""
    text = key(label).casefold()
    if edition == "ar" and text.startswith("ال") and len(text) > 4:
        text = text[2:]
    return text.translate(SAME)


def _rank(letters: str, places: dict[str, int]) -> tuple[int, ...]:
    if not letters or letters[0] not in places:
        return (1, *map(ord, letters))
    return (0, *(places.get(c, -1) for c in letters))


def _first(label: str, edition: str, places: dict[str, int]) -> str:
    letters = _letters(label, edition)
    if not letters or letters[0] not in places:
        return OTHER
    return ORDERS[edition][places[letters[0]]].upper()
