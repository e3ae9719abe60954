"""Reads the values of one content file and collects what is wrong: an editor may have written anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from khulasa.content.frontmatter import Fields
from khulasa.errors import Problem, did_you_mean

Row = Mapping[str, Any]


@dataclass(slots=True)
class Values:
    """The reader of one file; ``problems`` grows while it reads."""

    where: str
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, what: str, remedy: str) -> None:
        """Note one thing that is wrong; reading goes on."""
        self.problems.append(Problem(self.where, what, remedy))

    def text(self, row: Row, name: str, of: str, default: str = "") -> str:
        """A text; numbers are taken as they are written."""
        value = row.get(name, default)
        if isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self.wrong(f"{of}: {name} must be a text, not {value!r}", 'write it in quotation marks: "…"')
        return default

    def maybe(self, row: Row, name: str, of: str) -> str | None:
        """A text, or None where there is none."""
        return None if row.get(name) is None else self.text(row, name, of)

    def texts(self, row: Row, name: str, of: str) -> tuple[str, ...]:
        """A list of texts; one bare text is a list of one."""
        value = row.get(name)
        if value is None:
            return ()
        entries = value if isinstance(value, list) else [value]
        return tuple(self.text({name: entry}, name, of) for entry in entries)

    def rows(self, fields: Fields | Row, name: str) -> list[Row]:
        """The entries of a list; a bare text is taken for its name and its text."""
        value = fields.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(
                f"{name} must be a list, not {value!r}", "begin each entry with a dash on its own line"
            )
            return []
        found: list[Row] = []
        for row in value:
            if isinstance(row, dict):
                found.append(row)
            elif isinstance(row, str):
                found.append({"name": row, "text": row})
            else:
                self.wrong(f"{name}: an entry must be lines of name: value, not {row!r}", "see another entry")
        return found

    def day(self, row: Row, name: str) -> date | None:
        """An ISO day, or None where there is none or it is none."""
        value = self.maybe(row, name, "date")
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.wrong(f"date: {name} is no day: {value!r}", "write year-month-day, e.g. 2024-01-03")
            return None

    def choice(self, row: Row, name: str, of: str, legal: Iterable[str]) -> str:
        """One of the legal values, the first of which is the default."""
        known = tuple(legal)
        value = self.text(row, name, of, known[0])
        if value not in known:
            self.wrong(f"{of}: {name} cannot be {value!r}", did_you_mean(value, known))
            return known[0]
        return value

    def number(self, row: Row, name: str, default: int) -> int:
        """A whole number, else the default."""
        value = row.get(name, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.wrong(f"{name} must be a whole number, not {value!r}", "write a number without quotation marks")
        return default


def place(row: Row, text: str) -> tuple[int, int] | None:
    """Where an entry's ``text`` stands in the body: where ``at`` says, or else where it is first found."""
    wanted, at = row.get("text"), row.get("at")
    if isinstance(at, list) and len(at) == 2 and all(isinstance(n, int) for n in at):
        start, end = at
        if 0 <= start < end <= len(text) and text[start:end] == wanted:
            return start, end
    if isinstance(wanted, str) and wanted and (start := text.find(wanted)) >= 0:
        return start, start + len(wanted)
    return None


def places_of(names: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Places at which names stand as whole words, longest name first, without overlaps, in order."""
    taken: list[tuple[int, int]] = []
    for name in sorted(set(names) - {""}, key=lambda n: (-len(n), n)):
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            whole = not text[end : end + 1].isalpha() and not text[start - 1 : start].isalpha()
            if whole and not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
            start = text.find(name, end)
    return sorted(taken)
