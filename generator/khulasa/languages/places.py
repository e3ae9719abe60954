"""Names of the places of the word lists by their id, for labels: a town needs no authority record to be named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

LISTS = ("places", "places-cued", "places-headed", "gazetteer")
"""Word lists of lines ``name<TAB>id``; the first name of an id is its label."""
LANGUAGES = ("ar", "fa")
_COUNTRY = re.compile(r"-(?!si$|ab$|fe$)[a-z]{2}$")
"""What the gazetteer puts behind the second place of a name (salem-us); santa-fe ends so itself."""


@cache
def listed() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Id → language → names as they are written in the lists, in their order; in English the words of the id."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for lang in LANGUAGES:
        for name in LISTS:
            text = resources.files(__package__).joinpath(lang, f"{name}.txt").read_text("utf-8")
            for line in text.splitlines():
                label, tab, ident = line.partition("\t")
                if tab and not line.startswith("#"):
                    found.setdefault(ident.strip(), {}).setdefault(lang, {})[label.strip()] = None
    return {
        ident: {**{lang: tuple(names) for lang, names in by.items()}, "en": (english(ident),)}
        for ident, by in found.items()
    }


def english(ident: str) -> str:
    """The English name that an id of the lists is made of: ``rif-dimashq`` → Rif Dimashq."""
    return " ".join(word.capitalize() for word in _COUNTRY.sub("", ident).split("-"))
