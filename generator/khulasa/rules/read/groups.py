"""Which full names mean one person, and what short forms a name has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from khulasa.model import Candidate, Reading
from khulasa.rules.read.parts import Part, Token, index_at, lexicon, tokens_of
from khulasa.text.fold import key
from khulasa.text.skeleton import skeleton

ARTICLE = 2
"""Letters of ``ال``."""


def plain(word: str) -> str:
    """A word of a name without the article: النخالة and نخالة are one."""
    return word[ARTICLE:] if word.startswith("ال") and len(word) > 4 else word


@dataclass(slots=True)
class Group:
    """The names that mean one person or thing while an article is read."""

    id: str | None
    units: tuple[str, ...]
    """The fullest name in units (a word with its particle or tail), folded and without articles."""
    members: list[Candidate] = field(default_factory=list)
    place: int = 0
    """Among the groups of the article."""


def units_of(reading: Reading, candidate: Candidate) -> tuple[str, ...]:
    """The units of a name: عصام الدين and أبو زيد are one unit each; بن between two names is dropped."""
    return _units(reading.text, reading.lang, candidate.core.start, candidate.core.end)


@lru_cache(maxsize=2048)
def _units(text: str, lang: str, start: int, end: int) -> tuple[str, ...]:
    marks = tokens_of(text, lang)
    return units(marks[index_at(marks, start) : index_at(marks, end - 1) + 1])


def units(marks: Sequence[Token]) -> tuple[str, ...]:
    """The units of the words of one name."""
    found: list[str] = []
    held = ""
    for position, mark in enumerate(marks):
        word = plain(mark.key if position else mark.bare)
        if mark.part & Part.TAIL and found and not held and position < 3 and not mark.part & Part.GIVEN:
            found[-1] += word
        elif mark.bare_part & Part.PARTICLE and position + 1 < len(marks):
            held = (
                ""
                if mark.key in ("بن", "ابن", "بنت") and position and position + 2 < len(marks)
                else held + word
            )
        else:
            found.append(held + word)
            held = ""
    return tuple(found)


def same(one: Sequence[str], other: Sequence[str]) -> bool:
    """True where two full names mean one person: the given name agrees, and the rest does not contradict."""
    if skeleton(" ".join(one)) == skeleton(" ".join(other)):
        return True
    short, long = sorted((tuple(one), tuple(other)), key=len)
    if len(short) < 2 or short[0] != long[0]:
        return False
    return short[-1] == long[-1] or long[: len(short)] == short or "".join(short[1:]) == "".join(long[1:])


def grouped(reading: Reading, people: Sequence[Candidate]) -> list[Group]:
    """The people of a text by their full names; single names are left for ``short_forms``."""
    groups: list[Group] = []
    near: dict[str, list[Group]] = {}
    for candidate in sorted(people, key=lambda c: (c.id is None, c.start)):
        name = units_of(reading, candidate)
        if candidate.id is not None:
            home = next((g for g in groups if g.id == candidate.id), None)
        elif len(name) < 2 and not _kunya(reading, candidate):
            continue
        else:
            likely = [g for handle in ("", *_handles(name)) for g in near.get(handle, ())]
            home = next((g for g in sorted(likely, key=lambda g: g.place) if _fits(reading, g, name)), None)
        if home is None:
            home = Group(candidate.id, (), place=len(groups))
            groups.append(home)
            near.setdefault("", []).extend([home] if candidate.id else [])
        home.members.append(candidate)
        if len(name) > len(home.units):
            home.units = name
            for handle in _handles(name):
                near.setdefault(handle, []).append(home)
    return groups


def _handles(name: Sequence[str]) -> tuple[str, ...]:
    """What two full names of one person share, one of them at least (``same``); the empty one is for records."""
    bones = (f"~{skeleton(' '.join(name))}",) if name else ()
    if len(name) < 2:
        return bones
    given, rest = name[0], "".join(name[1:])
    return (
        *bones,
        f"{given} {name[1]}~",
        f"{given} ~{name[-1]}",
        f"{given} {rest}",
        f"~ {' '.join(name[-2:])}",
    )


def _family_alone(one: Sequence[str], other: Sequence[str]) -> bool:
    """True where a Persian name is the other without its given name (علی حکیم جوادی, حکیم جوادی)."""
    short, long = sorted((tuple(one), tuple(other)), key=len)
    if len(short) < 2 or len(long) != len(short) + 1 or long[1:] != short:
        return False
    return not lexicon("fa").get(short[0], 0) & Part.GIVEN


def _kunya(reading: Reading, candidate: Candidate) -> bool:
    return " " in reading.text[candidate.core.start : candidate.core.end].strip()


def _fits(reading: Reading, group: Group, name: tuple[str, ...]) -> bool:
    """True where a full name is one of the names of a group or of its record."""
    if same(group.units, name) or (reading.lang == "fa" and _family_alone(group.units, name)):
        return True
    record = reading.authority.records.get(group.id or "")
    if record is None:
        return False
    forms = (tuple(plain(w) for w in key(n).split()) for n in record.names.get(reading.lang, ()))
    return any(len(form) > 1 and same(form, name) for form in forms)
