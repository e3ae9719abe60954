"""What editors decided about names: one line each in ``content/decisions.yaml``; deleting a line takes it back.

::

    - same: [person-1f2e3d, person-9a8b7c]        # the second is the first
    - different: [person-1f2e3d, person-aaa111]   # never ask again
    - record: [person-1f2e3d, sami-haddad]        # that person is this authority record
    - none: [person-777abc]                       # this is no name at all
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from khulasa.content.authority import Authority
from khulasa.content.depth import refuse_deep
from khulasa.errors import Problem, did_you_mean
from khulasa.model import Digest, Entity

FILE = "decisions.yaml"
KINDS: Mapping[str, int] = {"same": 2, "different": 2, "record": 2, "none": 1}
"""Kind of a decision → how many ids it names."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file."""

    kind: str
    ids: tuple[str, ...]

    def line(self) -> str:
        """The line as it stands in the file."""
        return f"- {self.kind}: [{', '.join(self.ids)}]"


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions, ready to be applied."""

    all: tuple[Decision, ...] = ()
    stands_for: Mapping[str, str] = field(default_factory=dict)
    """Id → the id that it is replaced by."""
    dropped: frozenset[str] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    """Pairs that are two people."""


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
    kind, ids = str(rows[0][0].value), tuple(str(n.value) for n in rows[0][1].value)
    if kind not in KINDS:
        return Problem(where, f"no decision is called {kind!r}", did_you_mean(kind, KINDS))
    if len(ids) != KINDS[kind] or len(set(ids)) != len(ids) or not all(ids):
        return Problem(where, f"{kind} names {KINDS[kind]} different ids", f"write - {kind}: [id, …]")
    if kind == "record":
        ids = (ids[0], authority.now(ids[1]))
    if kind == "record" and ids[1] not in authority.records:
        return Problem(where, f"no record is called {ids[1]!r}", did_you_mean(ids[1], authority.records))
    return Decision(kind, ids)


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
    return Decisions(
        rows,
        {i: end for i, end in sorted(ends.items()) if i != end},
        frozenset(r.ids[0] for r in rows if r.kind == "none"),
        frozenset(frozenset(r.ids) for r in rows if r.kind == "different"),
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


def apply(digest: Digest, decisions: Decisions, authority: Authority) -> Digest:
    """The digest with every decision in force."""
    if not (decisions.stands_for or decisions.dropped):
        return digest
    ids = decisions.stands_for
    merged: dict[str, Entity] = {}
    for entity in digest.entities:
        if entity.id in decisions.dropped:
            continue
        found = _renamed(entity, ids.get(entity.id, entity.id), authority, digest.lang)
        before = merged.get(found.id)
        merged[found.id] = _joined(before, found) if before else found
    gone = decisions.dropped
    return replace(
        digest,
        entities=tuple(merged.values()),
        mentions=tuple(replace(m, id=ids.get(m.id, m.id)) for m in digest.mentions if m.id not in gone),
        quotes=tuple(
            replace(q, speaker=None if q.speaker in gone else ids.get(q.speaker or "", q.speaker))
            for q in digest.quotes
        ),
    )


def _renamed(entity: Entity, ident: str, authority: Authority, lang: str) -> Entity:
    record = authority.records.get(ident)
    if ident == entity.id:
        return entity
    name = record.label(lang) if record else entity.name
    return replace(
        entity, id=ident, name=name, known=record is not None, evidence=f"{entity.evidence} (editor)"
    )


def _joined(one: Entity, other: Entity) -> Entity:
    return replace(
        one,
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        roles=tuple(dict.fromkeys((*one.roles, *other.roles))),
    )
