"""People, organisations, places, events, topics and sources by every word of every name, in every script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from khulasa.index.rows import EntityRow
from khulasa.site import urls
from khulasa.site.search.segments import placed, slots
from khulasa.site.search.shards import compact, divide, encode

LETTERS = 2
"""A file has all words that share their first letters: names are offered from the second letter on."""
RANKS = 8
BLOCK = 64
"""Slots in one file of names; one in eight or so is taken."""


@dataclass(frozen=True, slots=True)
class Name:
    """What is searched of an entity, and what a result shows."""

    kind: str
    id: str
    articles: int
    terms: tuple[str, ...]
    card: Mapping[str, Any]


def card(row: EntityRow, editions: Iterable[str]) -> dict[str, Any]:
    """What a result shows: kind, id, address inside an edition, label of each edition with its language."""
    return {
        "kind": row.kind,
        "id": row.id,
        "url": urls.term("", row.kind, row.id)[1:],
        "label": {code: row.label(code) for code in editions},
    }


def rank(articles: int) -> int:
    """How often something is named, coarsely, so that one article more seldom changes it."""
    return min(RANKS - 1, max(0, articles.bit_length() - 1))


def files(names: Iterable[Name]) -> tuple[str, dict[str, str]]:
    """The folder of the names and its files: words to numbers, numbers to what is shown."""
    of = {(n.kind, n.id): n for n in names}
    room = slots([2 * len(of)])
    places = placed((f"{kind}/{ident}" for kind, ident in of), room)
    postings: dict[str, list[tuple[int, int]]] = {}
    blocks: dict[int, dict[int, Any]] = {}
    for key in sorted(of):
        one = of[key]
        number = places["/".join(key)]
        for term in one.terms:
            postings.setdefault(term, []).append((number, rank(one.articles)))
        blocks.setdefault(number // BLOCK, {})[number] = one.card
    shards = divide({term: encode(rows, 0, RANKS) for term, rows in postings.items()}, LETTERS)
    folder = f"names-{room}-{len(shards)}"
    made = {f"search/{folder}/{n:x}.json": text for n, text in enumerate(shards)}
    for n, block in blocks.items():
        made[f"search/{folder}/c{n:x}.json"] = compact({str(k): block[k] for k in sorted(block)})
    return folder, made
