"""What the words of a name say: an outlet is called after a thing, a place or a person is not."""

from __future__ import annotations

from khulasa.model import Reading
from khulasa.rules.clean import head
from khulasa.rules.clean.lines import look
from khulasa.rules.read.dictionary import everyday
from khulasa.text.fold import key

_BOUND = key("ای")
"""How a Persian noun in ا is bound to what follows: نوای جنوب."""
LONGEST = 4
"""Words of the longest name that is told by its words alone."""
_DESKS = (
    "outlet-lines",
    "label-words",
    "section-words",
    "weekdays",
    "small-words",
    "byline-words",
    "roles",
    "titles",
)


def is_desk(name: str, reading: Reading) -> bool:
    """Whether a piece is a person or a place, or holds a word of desks, sections or days: no outlet's own name."""
    seen, language = look(name), reading.language
    if any(k.isdigit() or any(k in language.words(n) for n in _DESKS) for k in seen.keys):
        return True
    return head.is_person(seen, reading.lang) or head.is_place(name, reading.lang)


def of_everyday_words(name: str, reading: Reading) -> bool:
    """Whether a name has no word but everyday ones, so that it may mean what they mean."""
    return all(
        everyday(reading.lang, k) or k in reading.language.words("common-words") for k in look(name).keys
    )


def called_after_a_thing(name: str, reading: Reading) -> bool:
    """Whether a name begins with an everyday word and is no place's, person's or desk's: مشكاة الجنوب، نوای شهر."""
    seen, language = look(name), reading.language
    if not 1 <= len(seen.keys) <= LONGEST or is_desk(name, reading):
        return False
    names = (
        "given-names",
        "doubtful-names",
        "family-names",
        "place-heads",
        "gazetteer",
        "org-heads",
        "event-heads",
    )
    first = seen.keys[0]
    if any(first in language.words(n) for n in names) or (
        reading.lang == "ar" and first in language.words("place-firsts")
    ):
        return False
    return everyday(reading.lang, first) or (reading.lang == "fa" and first.endswith(_BOUND))
