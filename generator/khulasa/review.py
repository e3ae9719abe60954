"""What an editor should look at: doubtful pairs of people, new people, articles without a date, quotes without a
speaker, and fields that were corrected; each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khulasa.content.decisions import Decisions
from khulasa.model import Article, Entity
from khulasa.rules.read.same_person import Pair, doubtful


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person that no authority file knows."""

    id: str
    name: str
    names: tuple[str, ...]
    articles: tuple[str, ...]
    """Paths of the content files that name them."""
    rule: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that is open."""

    pairs: tuple[Pair, ...]
    people: tuple[NewPerson, ...]
    """Those whom most articles name first."""
    undated: tuple[str, ...]
    """Paths of content files."""
    unattributed: tuple[tuple[str, str], ...]
    """(path, first words of the quote)."""
    corrected: tuple[tuple[str, tuple[str, ...]], ...]
    """(path, fields that are as an editor wrote them)."""


def review(articles: Iterable[Article], decisions: Decisions) -> Review:
    """What is open in the articles, the decisions taken so far being in force."""
    rows = sorted(articles, key=lambda a: a.path)
    pairs = doubtful({a.path: a.digest.entities for a in rows})
    return Review(
        pairs=tuple(p for p in pairs if frozenset((p.one, p.other)) not in decisions.apart),
        people=tuple(_new(rows)),
        undated=tuple(a.path for a in rows if a.digest.date.first is None),
        unattributed=tuple(
            (a.path, q.text[:70])
            for a in rows
            for q in a.digest.quotes
            if q.speaker is None and not q.speaker_text
        ),
        corrected=tuple((a.path, a.edited) for a in rows if a.edited),
    )


def _new(articles: Sequence[Article]) -> list[NewPerson]:
    found: dict[str, list[tuple[str, Entity]]] = {}
    for article in articles:
        for entity in article.digest.of_kind("person"):
            if not entity.known:
                found.setdefault(entity.id, []).append((article.path, entity))
    people = [
        NewPerson(
            ident,
            rows[0][1].name,
            tuple(dict.fromkeys(name for _, e in rows for name in e.names)),
            tuple(path for path, _ in rows),
            rows[0][1].rule,
            rows[0][1].evidence,
        )
        for ident, rows in found.items()
    ]
    return sorted(people, key=lambda p: (-len(p.articles), p.id))
