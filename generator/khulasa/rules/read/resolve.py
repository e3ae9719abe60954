"""From candidates to entities: overlaps, one person under several forms, short forms, ids and roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from khulasa.model import Candidate, Entity, Mention, Reading
from khulasa.rules.read.groups import Group, grouped, plain, same, units_of
from khulasa.rules.read.overlaps import settle
from khulasa.rules.read.roles import roles_beside
from khulasa.rules.read.short_forms import short_forms
from khulasa.text.fold import key
from khulasa.text.skeleton import provisional, skeleton

Veto = Callable[[Reading, Candidate], str | None]


def resolve(reading: Reading, candidates: Sequence[Candidate], vetoes: Sequence[Veto]) -> Reading:
    """The reading with its entities, in order of appearance, and all places where they are named."""
    fit: list[Candidate] = []
    refused: list[Candidate] = []
    for candidate in dict.fromkeys(candidates):
        (refused if vetoed(reading, candidate, vetoes) else fit).append(candidate)
    kept = settle(reading, _claimed(reading, fit))
    blocked = [c for c in refused if c.kind == "person"]
    people = _people(reading, kept, blocked, vetoes)
    things = _things(reading, [c for c in kept if c.kind != "person"])
    entities: list[tuple[int, Entity]] = []
    mentions: list[Mention] = []
    for group in (*people, *things):
        entity = _entity(reading, group)
        entities.append((min(c.start for c in group.members), entity))
        mentions += (
            Mention(c.kind, entity.id, reading.text[c.start : c.end], c.start, c.end, c.rule)
            for c in group.members
        )
    ordered = tuple(e for _, e in sorted(entities, key=lambda pair: pair[0]))
    return replace(
        reading, entities=ordered, mentions=tuple(sorted(mentions, key=lambda m: (m.start, -m.end, m.kind)))
    )


def vetoed(reading: Reading, candidate: Candidate, vetoes: Iterable[Veto]) -> bool:
    """True where a rule says that a candidate is no name of its kind."""
    for veto in vetoes:  # noqa: SIM110 - asked of every name: ``any`` takes twice the time
        if veto(reading, candidate) is not None:
            return True
    return False


def _claimed(reading: Reading, candidates: Sequence[Candidate]) -> list[Candidate]:
    """A known family name inside a longer name found by rule counts only where the given name agrees."""
    known = [c for c in candidates if c.kind == "person" and c.id is not None]
    found: list[Candidate] = list(candidates)
    for position, longer in enumerate(found):
        if longer.kind != "person" or longer.id is not None:
            continue
        for inner in known:
            if longer.core.start <= inner.core.start and inner.core.end <= longer.core.end:
                if _is_record(reading, inner.id or "", units_of(reading, longer)):
                    found[position] = replace(longer, id=inner.id)
                elif len(units_of(reading, inner)) > 1:
                    found[position] = inner
                break
    return found


def _is_record(reading: Reading, ident: str, name: tuple[str, ...]) -> bool:
    """True where a full name is a name of a record, or begins and ends like one."""
    record = reading.authority.records[ident]
    forms = [tuple(plain(w) for w in key(n).split()) for n in record.names.get(reading.lang, ())]
    return any(len(form) > 1 and same(form, name) for form in forms)


def _people(
    reading: Reading, kept: Sequence[Candidate], blocked: Sequence[Candidate], vetoes: Sequence[Veto]
) -> list[Group]:
    """The people of the text with all their forms."""
    people = [c for c in kept if c.kind == "person"]
    groups = grouped(reading, [c for c in people if not _is_lone(reading, c)])
    lone = [c for c in people if _is_lone(reading, c)]
    taken = [c for c in kept if c.kind != "person" or not _is_lone(reading, c)]
    of_short = [v for v in vetoes if v.__name__ != "lone_everyday_word"]
    for group, candidate in list(short_forms(reading, groups, [*taken, *blocked])):
        if not vetoed(reading, candidate, of_short):
            group.members.append(candidate)
    placed = [(m.start, m.end) for g in groups for m in g.members]
    alone: dict[str, Group] = {}
    for candidate in lone:
        if any(s < candidate.end and candidate.start < e for s, e in placed):
            continue
        name = units_of(reading, candidate)
        home = _home(candidate, name, groups)
        if home is None:
            home = alone.setdefault(candidate.id or skeleton(" ".join(name)), Group(candidate.id, name))
        home.members.append(candidate)
    return [*groups, *alone.values()]


def _home(candidate: Candidate, name: tuple[str, ...], groups: Sequence[Group]) -> Group | None:
    """Whom a single name means: the record's own group, else the only one whose full name begins or ends so."""
    if candidate.id is None:
        bearers = [g for g in groups if len(g.units) > 1 and "".join(name) in (g.units[0], g.units[-1])]
        return bearers[0] if len(bearers) == 1 else None
    own = [g for g in groups if g.id == candidate.id]
    relatives = [g for g in groups if len(g.units) > 1 and g.units[-1] == "".join(name)]
    chosen = own or relatives
    return chosen[0] if len(chosen) == 1 else None


def _is_lone(reading: Reading, candidate: Candidate) -> bool:
    """True for one word: a family name or a given name alone, with or without a title."""
    return (
        len(units_of(reading, candidate)) < 2
        and " " not in reading.text[candidate.core.start : candidate.core.end]
    )


def _things(reading: Reading, candidates: Sequence[Candidate]) -> list[Group]:
    """Organisations, places and events by id or by name; a beginning of one longer name joins it."""
    groups: dict[tuple[str, str], Group] = {}
    for c in candidates:
        core = reading.text[c.core.start : c.core.end]
        group = groups.setdefault((c.kind, c.id or skeleton(core)), Group(c.id, tuple(key(core).split())))
        group.members.append(c)
    for (kind, name), short in list(groups.items()):
        if kind != "organisation" or short.id is not None or len(short.units) < 2:
            continue
        longer = [
            g for (k, n), g in groups.items()
            if k == kind and n != name and g.units[: len(short.units)] == short.units
        ]  # fmt: skip
        if len(longer) == 1:
            longer[0].members += short.members
            del groups[(kind, name)]
    return list(groups.values())


def _entity(reading: Reading, group: Group) -> Entity:
    group.members.sort(key=lambda c: c.start)
    first = group.members[0]
    best = max(group.members, key=lambda c: (c.rule != "short_form", len(units_of(reading, c)), -c.start))
    record = reading.authority.records.get(group.id or "")
    core = written(reading, best.core.start, best.core.end)
    forms = dict.fromkeys([written(reading, c.start, c.end) for c in group.members])
    roles = dict.fromkeys(r for c in group.members if c.kind == "person" for r in roles_beside(reading, c))
    return Entity(
        kind=first.kind,
        id=group.id or provisional(first.kind, core),
        name=record.label(reading.lang) if record else core,
        names=tuple(forms),
        known=record is not None,
        rule=best.rule,
        evidence=best.evidence,
        roles=tuple(roles),
    )


def written(reading: Reading, start: int, end: int) -> str:
    """A name as written, on one line, with the article that the preposition ``لل`` swallowed."""
    text = " ".join(reading.text[start:end].split())
    return "ال" + text[2:] if text.startswith("لل") and reading.lang == "ar" else text
