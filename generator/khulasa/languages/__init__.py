"""A language is one record; its word lists are data files in its folder. A third language is a new folder.

``languages/<code>/language.toml`` holds what is said of the language once; every ``*.txt`` beside it is a word
list. A list begins with comment lines (``#``) that say what it is and name its source; then one entry a line, or
``entry<TAB>value`` in a table. Entries are folded on loading, so any spelling may be written.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from khulasa.errors import did_you_mean
from khulasa.text.fold import key

CONTENT_LANGUAGES = ("ar", "fa")


@dataclass(frozen=True, slots=True)
class Language:
    """What the rules need to know of one content language."""

    code: str
    lists: Mapping[str, frozenset[str]]
    """Folded entries by the name of the file without ``.txt``."""
    tables: Mapping[str, Mapping[str, str]]
    """Folded entry to value, for files whose lines have a tab; each is in ``lists`` too."""

    def words(self, name: str) -> frozenset[str]:
        """A word list; KeyError names the nearest list."""
        try:
            return self.lists[name]
        except KeyError:
            raise KeyError(
                f"no word list {name!r} for {self.code}: {did_you_mean(name, self.lists)}"
            ) from None

    def table(self, name: str) -> Mapping[str, str]:
        """A table of folded entry to value; KeyError names the nearest table."""
        try:
            return self.tables[name]
        except KeyError:
            raise KeyError(f"no table {name!r} for {self.code}: {did_you_mean(name, self.tables)}") from None


def parse_list(text: str) -> dict[str, str]:
    """Entries of a list file, folded, each with its value (empty without a tab)."""
    rows: dict[str, str] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            entry, _, value = line.partition("\t")
            rows[key(entry)] = value.strip()
    return rows


@cache
def load(code: str) -> Language:
    """The content language of a code (``ar``, ``fa``), read from its folder once."""
    lists: dict[str, frozenset[str]] = {}
    tables: dict[str, Mapping[str, str]] = {}
    for file in sorted(resources.files(__name__).joinpath(code).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".txt"):
            rows = parse_list(file.read_text("utf-8"))
            name = file.name.removesuffix(".txt")
            lists[name] = frozenset(rows)
            if any(rows.values()):
                tables[name] = MappingProxyType(rows)
    return Language(code, MappingProxyType(lists), MappingProxyType(tables))


@cache
def together(code: str, *names: str) -> frozenset[str]:
    """The entries of several word lists of a language, joined once; KeyError names the nearest list."""
    return frozenset[str]().union(*map(load(code).words, names))


@dataclass(frozen=True, slots=True)
class Edition:
    """How one edition of the site looks at the world."""

    code: str
    name: str
    """Its own name in its own language."""
    direction: str
    """``rtl`` or ``ltr``."""
    digits: str
    """The ten digits, 0 first."""
    calendars: tuple[str, ...]
    """Calendars of a date in order of display: ``gregorian``, ``jalali``, ``hijri``."""
    week: int = 0
    """Weekday that a week begins with; 0 is Monday, 5 is Saturday."""


@cache
def edition(code: str) -> Edition:
    """The edition of a code, from its ``language.toml``."""
    raw = tomllib.loads(resources.files(__name__).joinpath(code, "language.toml").read_text("utf-8"))
    return Edition(code, raw["name"], raw["direction"], raw["digits"], tuple(raw["calendars"]), raw["week"])
