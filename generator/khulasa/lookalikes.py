"""Names that pass for another name: written with characters of another script, or of two scripts in one word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from khulasa.content.authority import Authority
from khulasa.model import Article
from khulasa.text import confusable
from khulasa.text.fold import key


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A name as it is written somewhere."""

    kind: str
    id: str
    name: str
    where: str
    """Path of a content file; empty for an authority file."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Two names that look the same, or one that mixes scripts (then there is no other)."""

    one: Named
    other: Named | None
    evidence: str


def find(articles: Iterable[Article], authority: Authority) -> tuple[LookAlike, ...]:
    """All of them, in order of kind and id.

    Spellings that fold to one key (ي and ی, ك and ک) are one name, and not listed; nor are names of one id.
    """
    names = sorted({*_of_articles(articles), *_of_records(authority)})
    return (*_mixed(names), *_alike(names))


def _of_articles(articles: Iterable[Article]) -> Iterator[Named]:
    for article in articles:
        digest = article.digest
        for entity in digest.entities:
            for name in {entity.name, *entity.names}:
                yield Named(entity.kind, entity.id, name, article.path)
        for outlet in (digest.publisher, *digest.via):
            if outlet is not None:
                yield Named("source", outlet.id or outlet.name, outlet.name, article.path)


def _of_records(authority: Authority) -> Iterator[Named]:
    for record in authority.records.values():
        for name in {name for names in record.names.values() for name in names}:
            yield Named(record.kind, record.id, name, "")


def _mixed(names: Iterable[Named]) -> Iterator[LookAlike]:
    seen: set[tuple[str, str, str]] = set()
    for named in names:
        words = confusable.mixed(named.name)
        if words and (named.kind, named.id, named.name) not in seen:
            seen.add((named.kind, named.id, named.name))
            yield LookAlike(named, None, f"letters of two scripts in {', '.join(words)}")


def _alike(names: Iterable[Named]) -> Iterator[LookAlike]:
    groups: dict[tuple[str, str], dict[tuple[str, str], Named]] = {}
    for named in names:
        looks = confusable.look(named.name)
        groups.setdefault((named.kind, looks), {}).setdefault((named.id, key(named.name)), named)
    for _, group in sorted(groups.items()):
        for one, other in combinations(group.values(), 2):
            if one.id != other.id and key(one.name) != key(other.name):
                yield LookAlike(one, other, confusable.differences(one.name, other.name))
