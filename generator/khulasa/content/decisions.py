"""What editors decided: one line each in ``content/decisions.yaml``; deleting a line takes it back.

::

    - same: [person-1f2e3d, person-9a8b7c]        # the second is the first
    - different: [person-1f2e3d, person-aaa111]   # never ask again
    - record: [person-1f2e3d, sami-haddad]        # that person is this authority record
    - checked: [person-1f2e3d]                    # that is a person, whom no record is kept of
    - none: [person-777abc]                       # this is no name at all
    - date: [a-library-1f2e3d, 2024-05-03]        # when an article was written: a day, a month or a year
    - undated: [a-library-1f2e3d]                 # that cannot be known
    - speaker: [a-library-1f2e3d, 0a1b2c3d, sami-haddad]   # who made a statement
    - unattributed: [a-library-1f2e3d, 0a1b2c3d]  # that cannot be known
    - noquote: [a-library-1f2e3d, 0a1b2c3d]       # this is no statement
    - keep: [a-library-1f2e3d, title, 0a1b2c3d4e5f]     # my title, though the program finds another now
    - program: [a-library-1f2e3d, title, 0a1b2c3d4e5f]  # not my title: what the program finds
"""

from __future__ import annotations

import hashlib
import json
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from khulasa.content.authority import Authority
from khulasa.content.depth import refuse_deep
from khulasa.content.records import WHEN
from khulasa.errors import Problem, did_you_mean

FILE = "decisions.yaml"
KINDS: Mapping[str, int] = {
    "same": 2,
    "different": 2,
    "record": 2,
    "checked": 1,
    "none": 1,
    "date": 2,
    "undated": 1,
    "speaker": 3,
    "unattributed": 2,
    "noquote": 2,
    "keep": 3,
    "program": 3,
}
"""Kind of a decision → how many words it has."""
MAX_WORD = 300
"""Letters of a word of a decision."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file."""

    kind: str
    ids: tuple[str, ...]
    """Ids, and for some kinds a day, a field or a stamp after them."""

    def line(self) -> str:
        """The line as it stands in the file."""
        words = (i if _PLAIN.fullmatch(i) else json.dumps(i, ensure_ascii=False) for i in self.ids)
        return f"- {self.kind}: [{', '.join(words)}]"


_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:-+[a-z0-9]+)*")
"""What YAML reads as a text without quotation marks; no word of it means true, false or nothing."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions, ready to be applied."""

    all: tuple[Decision, ...] = ()
    stands_for: Mapping[str, str] = field(default_factory=dict)
    """Id → the id that it is replaced by."""
    dropped: frozenset[str] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    """Pairs that are two people."""
    said: Mapping[str, Mapping[tuple[str, ...], str]] = field(default_factory=dict)
    """Kind of decision → all its words but the last → the last."""
    taken: frozenset[Decision] = frozenset()

    def about(self, kind: str, *words: str) -> str:
        """The last word of a decision that begins with these words; empty where there is none."""
        return self.said.get(kind, {}).get(words, "")

    def has(self, kind: str, *words: str) -> bool:
        """Whether this was decided."""
        return Decision(kind, words) in self.taken


def load(file: Path, authority: Authority) -> tuple[Decisions, tuple[Problem, ...]]:
    """The decisions of a file (none where there is no file), and what is wrong in it; a wrong line is left out."""
    if not file.is_file():
        return Decisions(), ()
    try:
        text = file.read_text("utf-8")
        refuse_deep(text)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}:{mark.line + 1}" if mark else str(file)
        return Decisions(), (
            Problem(where, "broken YAML", "mend that line; no decision is in force until then"),
        )
    found: list[Decision] = []
    problems: list[Problem] = []
    if root is not None and not isinstance(root, yaml.SequenceNode):
        return Decisions(), (
            Problem(f"{file}:1", "is not a list", "write one line for each: - same: [id, id]"),
        )
    for node in root.value if root is not None else ():
        decision = _decision(node, str(file), authority)
        (problems if isinstance(decision, Problem) else found).append(decision)  # type: ignore[arg-type]
    return of(found), tuple(problems)


def _decision(node: yaml.Node, file: str, authority: Authority) -> Decision | Problem:
    where = f"{file}:{node.start_mark.line + 1}"
    rows = node.value if isinstance(node, yaml.MappingNode) else []
    if len(rows) != 1 or not isinstance(rows[0][1], yaml.SequenceNode):
        return Problem(where, "is no decision", "write it as - same: [id, id]")
    made = Decision(str(rows[0][0].value), tuple(str(n.value) for n in rows[0][1].value))
    return checked(made, where, authority)


def checked(made: Decision, where: str, authority: Authority) -> Decision | Problem:
    """A decision as it is in force, or what is wrong with it; ``where`` names it."""
    kind, ids = made.kind, made.ids
    if kind not in KINDS:
        return Problem(where, f"no decision is called {kind[:40]!r}", did_you_mean(kind[:40], KINDS))
    fits = all(0 < len(i) <= MAX_WORD and i.isprintable() for i in ids)
    if len(ids) != KINDS[kind] or len(set(ids)) != len(ids) or not fits:
        return Problem(where, f"{kind} names {KINDS[kind]} different ids", f"write - {kind}: [id, …]")
    if kind == "record":
        ids = (ids[0], authority.now(ids[1]))
        if ids[1] not in authority.records:
            return Problem(where, f"no record is called {ids[1]!r}", did_you_mean(ids[1], authority.records))
    if kind == "date" and not _is_time(ids[1]):
        return Problem(where, f"{ids[1]!r} is no date", "write it like 2021, 2021-05, 2021-05-10 or day/day")
    if kind in ("speaker", "unattributed", "noquote") and not re.fullmatch("[0-9a-f]{8}", ids[1]):
        return Problem(where, f"{ids[1]!r} names no statement", "see the names in khulasa review")
    if kind in ("keep", "program") and not re.fullmatch("[0-9a-f]{12}", ids[2]):
        return Problem(where, f"{ids[2]!r} is no stamp of a field", "see the stamps in khulasa review")
    return Decision(kind, ids)


def _is_time(text: str) -> bool:
    try:
        bounds(text)
    except ValueError:
        return False
    return True


def bounds(text: str) -> tuple[date, date]:
    """First and last day of ``2021``, ``2021-05``, ``2021-05-10`` or ``2021-05-10/2021-05-12``.

    ValueError where it is none of these, or ends before it begins.
    """
    first, _, last = text.partition("/")
    begin, end = _span(first)[0], _span(last or first)[1]
    if end < begin:
        raise ValueError(text)
    return begin, end


def _span(text: str) -> tuple[date, date]:
    match = WHEN.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = int(match["y"]), match["m"], match["d"]
    if day:
        return date(year, int(month), int(day)), date(year, int(month), int(day))
    low, high = (int(month), int(month)) if month else (1, 12)
    return date(year, low, 1), date(year, high, monthrange(year, high)[1])


def statement_key(text: str) -> str:
    """How a decision names a statement of an article: eight hex digits of its words."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def of(found: Iterable[Decision]) -> Decisions:
    """The decisions in force; chains of ``same`` end at one id, the same whatever their order."""
    rows = tuple(found)
    parent: dict[str, str] = {}

    def root(ident: str) -> str:
        while parent.get(ident, ident) != ident:
            ident = parent[ident]
        return ident

    for row in sorted((r for r in rows if r.kind == "same"), key=lambda r: r.ids):
        one, other = sorted((root(row.ids[0]), root(row.ids[1])))
        parent[other] = one
    records = {root(r.ids[0]): r.ids[1] for r in rows if r.kind == "record"}
    named = {i for r in rows if r.kind in ("same", "record") for i in r.ids[: 2 if r.kind == "same" else 1]}
    ends = {i: records.get(root(i), root(i)) for i in named}
    said: dict[str, dict[tuple[str, ...], str]] = {}
    for row in rows:
        said.setdefault(row.kind, {})[row.ids[:-1]] = row.ids[-1]
    return Decisions(
        rows,
        {i: end for i, end in sorted(ends.items()) if i != end},
        frozenset(r.ids[0] for r in rows if r.kind == "none"),
        frozenset(frozenset(r.ids) for r in rows if r.kind == "different"),
        said,
        frozenset(rows),
    )


def add(file: Path, decision: Decision) -> None:
    """One more line at the end of the file."""
    old = (
        file.read_text("utf-8")
        if file.is_file()
        else "# Decisions of the editors; see `khulasa review --help`.\n"
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{old.rstrip()}\n{decision.line()}\n", "utf-8")
