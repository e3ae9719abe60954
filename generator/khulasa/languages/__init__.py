"""A language is one record; its word lists are data files in its folder. A third language is a new folder.

``languages/<code>/language.toml`` holds what is said of the language once; every ``*.txt`` beside it is a word
list. A list begins with comment lines (``#``) that say what it is and name its source; then one entry a line, or
``entry<TAB>value`` in a table. Entries are folded on loading, so any spelling may be written.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
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


class _Lists(Mapping[str, frozenset[str]]):
    """The word lists of a language, each read when it is first asked for: most commands need few of them."""

    def __init__(self, code: str) -> None:
        self._code, self._names = code, _names(code)
        self._read: dict[str, frozenset[str]] = {}

    def __getitem__(self, name: str) -> frozenset[str]:
        found = self._read.get(name)
        if found is None:
            if name not in self._names:
                raise KeyError(name)
            found = self._read[name] = frozenset(_rows(self._code, name))
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class _Tables(Mapping[str, Mapping[str, str]]):
    """Those of the lists that are tables."""

    def __init__(self, code: str) -> None:
        self._code = code

    def __getitem__(self, name: str) -> Mapping[str, str]:
        if name not in _names(self._code) or not any(_rows(self._code, name).values()):
            raise KeyError(name)
        return _rows(self._code, name)

    def __iter__(self) -> Iterator[str]:
        return (name for name in _names(self._code) if any(_rows(self._code, name).values()))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def _names(code: str) -> tuple[str, ...]:
    files = (f.name for f in resources.files(__name__).joinpath(code).iterdir())
    return tuple(sorted(name.removesuffix(".txt") for name in files if name.endswith(".txt")))


@cache
def _rows(code: str, name: str) -> Mapping[str, str]:
    file = resources.files(__name__).joinpath(code, f"{name}.txt")
    return MappingProxyType(parse_list(file.read_text("utf-8")))


@cache
def load(code: str) -> Language:
    """The content language of a code (``ar``, ``fa``); its lists are read once, when they are asked for."""
    return Language(code, _Lists(code), _Tables(code))


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
