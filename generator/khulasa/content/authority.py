"""Authority files: who and what is known, with names in every script, in YAML that an editor may change.

``load`` reads ``people.yaml``, ``organisations.yaml``, ``places.yaml``, ``events.yaml``, ``sources.yaml`` and
``topics.yaml`` of a folder. What is wrong is told with file and line; the wrong entry is left out, the rest
is used.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import yaml

from khulasa.content.depth import refuse_deep
from khulasa.content.records import RecordKind, Report, record
from khulasa.errors import Problem, did_you_mean
from khulasa.model import Record
from khulasa.text.fold import key

FILES: Mapping[str, RecordKind] = {
    "people.yaml": "person",
    "organisations.yaml": "organisation",
    "places.yaml": "place",
    "events.yaml": "event",
    "sources.yaml": "source",
    "topics.yaml": "topic",
}
BATCH = 400
"""Entries parsed at a time: nodes are large, and a fault in the YAML spoils no more than its own entry."""
_ENTRY = re.compile(r"^[^\s#%\-{}\[\]]", re.MULTILINE)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Authority:
    """All records by id, ids being unique over all kinds; hashed as an object, so it can key a cache."""

    records: Mapping[str, Record] = field(default_factory=dict)
    fingerprint: str = ""
    """Hex digest of the files it was read from; equal files, equal fingerprint."""

    def now(self, ident: str) -> str:
        """The id that a record has now which had another before; the id itself where no single one did."""
        heirs = [r.id for r in self.records.values() if ident in r.formerly]
        return heirs[0] if ident not in self.records and len(heirs) == 1 else ident

    def of_kind(self, kind: str) -> Iterable[Record]:
        """Records of one kind in the order of the files."""
        return (r for r in self.records.values() if r.kind == kind)


def load(folder: Path) -> tuple[Authority, tuple[Problem, ...]]:
    """The authority of a folder and what is wrong with its files; a file that is not there is empty."""
    digest = hashlib.sha256()
    problems = list(_strange_files(folder))
    found: list[Record] = []
    ids: dict[str, str] = {}
    for file, kind in FILES.items():
        path = folder / file
        if not path.is_file():
            continue
        try:
            data = path.read_bytes()
        except OSError as error:
            problems.append(Problem(str(path), f"cannot be read: {error.strerror}", "mend its permissions"))
            continue
        digest.update(f"{file} {len(data)}\n".encode() + data)
        for outcome in _records(path, data, kind):
            if isinstance(outcome, Problem):
                problems.append(outcome)
            elif outcome.id in ids:
                what = f"id {outcome.id!r} is taken by the entry at {ids[outcome.id]}"
                problems.append(Problem(_where(outcome), what, "join the two entries or choose another id"))
            else:
                ids[outcome.id] = _where(outcome)
                found.append(outcome)
    clashes, bad = _clashes(found)
    lost, without = _unknown_organisations(found, ids)
    kept = {r.id: r for r in found if r.id not in bad | without}
    return Authority(kept, digest.hexdigest()), (*problems, *clashes, *lost, *_living(found, ids))


def _where(one: Record) -> str:
    return f"{one.file}:{one.line}"


def _strange_files(folder: Path) -> Iterator[Problem]:
    """YAML files that no kind belongs to: most often a misspelt name."""
    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in FILES:
            yield Problem(str(path), "is no authority file", did_you_mean(path.name, FILES))


def _records(path: Path, data: bytes, kind: RecordKind) -> Iterator[Record | Problem]:
    """Every entry of a file as a record or as the problems that keep it out."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        yield Problem(f"{path}:{line}", "the file is not UTF-8", "save it as UTF-8")
        return
    starts = [m.start() for m in _ENTRY.finditer(text)]
    head = text[: starts[0]] if starts else text
    yield from _head(str(path), head)
    line = head.count("\n")
    for first in range(0, len(starts), BATCH):
        batch = [*starts[first : first + BATCH], *(starts[first + BATCH :][:1] or [len(text)])]
        yield from _batch(str(path), text, batch, line, kind)
        line += text.count("\n", batch[0], batch[-1])


def _head(file: str, head: str) -> Iterator[Problem]:
    """What stands before the first entry may be comments only."""
    for number, line in enumerate(head.split("\n"), 1):
        if line.strip() and not line.startswith(("#", "---", "%YAML")):
            yield Problem(
                f"{file}:{number}", "the file is not a mapping of ids", "begin each entry with `its-id:`"
            )
            return


def _batch(
    file: str, text: str, bounds: list[int], line: int, kind: RecordKind
) -> Iterator[Record | Problem]:
    """Entries between bounds; where the YAML of the batch is broken, each entry is tried by itself."""
    try:
        refuse_deep(text[bounds[0] : bounds[-1]])
        node = yaml.compose(text[bounds[0] : bounds[-1]], Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        if len(bounds) == 2:
            yield _broken(file, line, error)
            return
        for start, end in pairwise(bounds):
            yield from _batch(file, text, [start, end], line, kind)
            line += text.count("\n", start, end)
        return
    if not isinstance(node, yaml.MappingNode):
        yield Problem(f"{file}:{line + 1}", "this is not an entry", "begin each entry with `its-id:`")
        return
    for ident, body in node.value:
        report = Report(file, line)
        one = record(kind, ident, body, report)
        yield from report.problems if one is None else (one,)


def _broken(file: str, line: int, error: yaml.YAMLError) -> Problem:
    """What the YAML parser says, at its line."""
    mark = getattr(error, "problem_mark", None)
    says = getattr(error, "problem", None) or str(error).partition("\n")[0]
    at = line + (mark.line if mark else 0) + 1
    return Problem(
        f"{file}:{at}", f"broken YAML: {says}", "mend it; a text with : or # needs quotation marks"
    )


def _clashes(found: list[Record]) -> tuple[list[Problem], set[str]]:
    """Names that two records share (folded), unless one marks it as ambiguous; the later one is left out.

    Topics stand apart: their names are labels and are not looked for in texts.
    """
    owner: dict[tuple[bool, str], Record] = {}
    problems: list[Problem] = []
    bad: set[str] = set()
    for one in found:
        shared = {key(n) for n in one.ambiguous}
        mine = dict.fromkeys(key(n) for names in one.names.values() for n in names)
        for folded in (n for n in mine if n not in shared):
            other = owner.setdefault((one.kind == "topic", folded), one)
            if other is not one:
                what = f"the name {folded!r} of {one.id!r} is a name of {other.id!r} ({_where(other)}) too"
                remedy = "take it out of one of them, or list it under `ambiguous` in one"
                problems.append(Problem(_where(one), what, remedy))
                bad.add(one.id)
    return problems, bad


def _living(found: list[Record], ids: Mapping[str, str]) -> Iterator[Problem]:
    """Ids under ``formerly`` that a record still has."""
    for one in found:
        for old in one.formerly:
            if old in ids:
                what = f"{one.id!r} was formerly {old!r}, but the entry at {ids[old]} has that id"
                yield Problem(_where(one), what, "delete that entry, or the id from `formerly`")


def _unknown_organisations(found: list[Record], ids: Mapping[str, str]) -> tuple[list[Problem], set[str]]:
    """Roles in organisations that no file has."""
    problems: list[Problem] = []
    bad: set[str] = set()
    organisations = {r.id for r in found if r.kind == "organisation"}
    for one in found:
        for role in one.roles:
            if role.organisation and role.organisation not in ids:
                what = f"a role of {one.id!r} names the unknown organisation {role.organisation!r}"
                problems.append(Problem(_where(one), what, did_you_mean(role.organisation, organisations)))
                bad.add(one.id)
    return problems, bad
