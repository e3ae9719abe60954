"""The alphabets of the editions: where a name stands among others, and under which letter."""

from __future__ import annotations

from functools import cache

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


@cache
def _places(edition: str) -> dict[str, int]:
    return {c: n for n, c in enumerate(ORDERS[edition].translate(SAME))}


def _letters(label: str, edition: str) -> str:
    """What a name is sorted by: without marks, and without the Arabic article."""
    text = key(label).casefold()
    if edition == "ar" and text.startswith("ال") and len(text) > 4:
        text = text[2:]
    return text.translate(SAME)


def rank(label: str, edition: str) -> tuple[int, ...]:
    """Where a name stands in the order of an alphabet; names in another script come last."""
    letters, places = _letters(label, edition), _places(edition)
    if not letters or letters[0] not in places:
        return (1, *map(ord, letters))
    return (0, *(places.get(c, -1) for c in letters))


def letter(label: str, edition: str) -> int:
    """The number of the letter that a name stands under, from 0; one more than the last for all others."""
    letters, places = _letters(label, edition), _places(edition)
    return places[letters[0]] if letters and letters[0] in places else len(ORDERS[edition])


def written(number: int, edition: str) -> str:
    """A letter by its number, as a heading."""
    order = ORDERS[edition]
    return order[number].upper() if number < len(order) else OTHER
