"""Questions that the pages ask of the index; answers are plain rows in an order that no accident decides."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from khulasa.index.articles import Key
from khulasa.index.codec import loads
from khulasa.index.rows import BestRow, CardRow, EntityRow, Facts

LETTERS = {"ar": "letter_ar", "en": "letter_en", "fa": "letter_fa"}
"""Column of the letter that a name stands under in an edition."""


def card(db: sqlite3.Connection, ident: str) -> CardRow:
    """The card of an article. KeyError where there is none."""
    row = db.execute("select card from articles where id = ?", (ident,)).fetchone()
    if row is None:
        raise KeyError(ident)
    found: CardRow = loads(CardRow, row[0])
    return found


def cards_of(db: sqlite3.Connection, key: Key, offset: int, length: int) -> list[CardRow]:
    """Cards of the articles that name an entity; ``offset`` counts from the oldest, the newest comes first."""
    rows = db.execute(
        "select a.card from links l join articles a on a.id = l.article where l.kind = ? and l.entity = ? "
        "and l.shadow = 0 order by l.sort, l.article limit ? offset ?",
        (*key, length, offset),
    ).fetchall()
    return [loads(CardRow, r[0]) for r in reversed(rows)]


def cards_between(db: sqlite3.Connection, first: str, last: str, offset: int, length: int) -> list[CardRow]:
    """Cards of the articles whose day is in ``[first, last]``, newest first; ``offset`` counts from the oldest.

    The undated have the day ``""``.
    """
    rows = db.execute(
        "select card from articles where original = '' and sort between ? and ? order by sort, id limit ? offset ?",
        (first, last, length, offset),
    ).fetchall()
    return [loads(CardRow, r[0]) for r in reversed(rows)]


def newest(db: sqlite3.Connection, count: int) -> list[CardRow]:
    """Cards of the newest articles of all, the undated last."""
    rows = db.execute(
        "select card from articles where original = '' order by sort desc, id desc limit ?", (count,)
    )
    return [loads(CardRow, r[0]) for r in rows]


def related(db: sqlite3.Connection, ident: str) -> list[CardRow]:
    """Cards of the neighbours of an article, nearest first."""
    rows = db.execute(
        "select a.card from related r join articles a on a.id = r.other where r.article = ? order by r.place",
        (ident,),
    )
    return [loads(CardRow, r[0]) for r in rows]


def entity(db: sqlite3.Connection, key: Key) -> EntityRow:
    """An entity by itself. KeyError where no article names it."""
    row = db.execute("select record from entities where kind = ? and id = ?", key).fetchone()
    if row is None:
        raise KeyError("/".join(key))
    found: EntityRow = loads(EntityRow, row[0])
    return found


def facts(db: sqlite3.Connection, key: Key) -> Facts:
    """What the articles say of an entity. KeyError where no article names it."""
    row = db.execute("select facts from entities where kind = ? and id = ?", key).fetchone()
    if row is None:
        raise KeyError("/".join(key))
    found: Facts = loads(Facts, row[0])
    return found


def members(db: sqlite3.Connection, key: Key) -> tuple[int, int]:
    """How many articles name an entity, and how many of these are undated."""
    row = db.execute("select n, undated from entities where kind = ? and id = ?", key).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def top(db: sqlite3.Connection, kind: str, count: int) -> list[tuple[EntityRow, int]]:
    """The entities of a kind that most articles name, with the number of these."""
    rows = db.execute(
        "select record, n from entities where kind = ? order by n desc, id limit ?", (kind, count)
    )
    return [(loads(EntityRow, r), n) for r, n in rows]


def everything(db: sqlite3.Connection, kind: str) -> Iterator[tuple[EntityRow, int]]:
    """All entities of a kind by id, with the number of articles."""
    for record, n in db.execute("select record, n from entities where kind = ? order by id", (kind,)):
        yield loads(EntityRow, record), n


def letters(db: sqlite3.Connection, kind: str, edition: str) -> list[tuple[int, int]]:
    """The letters under which an edition has names of a kind, in order of its alphabet, each with their number."""
    column = LETTERS[edition]
    sql = f"select {column}, count(*) from entities where kind = ? group by {column} order by {column}"  # noqa: S608
    return db.execute(sql, (kind,)).fetchall()


def under(db: sqlite3.Connection, kind: str, edition: str, letter: int) -> list[tuple[EntityRow, int]]:
    """The entities of a kind under a letter, by id, with the number of articles."""
    sql = f"select record, n from entities where kind = ? and {LETTERS[edition]} = ? order by id"  # noqa: S608
    return [(loads(EntityRow, record), n) for record, n in db.execute(sql, (kind, letter))]


def letter_marks(db: sqlite3.Connection, kind: str, edition: str) -> dict[int, list[tuple[str, int, str]]]:
    """Letter → id, number of articles and stamp of the label of each name under it, by id."""
    column = LETTERS[edition]
    sql = f"select {column}, id, n, label_stamp from entities where kind = ? order by {column}, id"  # noqa: S608
    found: dict[int, list[tuple[str, int, str]]] = {}
    for letter, *mark in db.execute(sql, (kind,)):
        found.setdefault(letter, []).append((mark[0], mark[1], mark[2]))
    return found


def kinds(db: sqlite3.Connection) -> tuple[str, ...]:
    """The kinds of which there is any entity."""
    return tuple(k for (k,) in db.execute("select distinct kind from entities order by kind"))


def count(db: sqlite3.Connection) -> int:
    """How many articles there are; a reprint is not counted."""
    row = db.execute("select count(*) from articles where original = ''").fetchone()
    return int(row[0])


def months(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """``YYYY-MM`` of every month that has articles, oldest first, with their number; ``""`` for the undated."""
    rows = db.execute(
        "select substr(sort, 1, 7) m, count(*) from articles where original = '' group by m order by m"
    )
    return list(rows)


def links(db: sqlite3.Connection, article: str) -> list[tuple[str, str, str]]:
    """Kind, id and role of every entity that an article's page leads to, in order."""
    rows = db.execute("select kind, entity, role from links where article = ? order by position", (article,))
    return list(rows)


def stream(db: sqlite3.Connection, key: Key) -> list[str]:
    """The stamps of the cards of an entity's articles, oldest first (undated before all)."""
    rows = db.execute(
        "select a.card_stamp || a.card_names from links l join articles a on a.id = l.article "
        "where l.kind = ? and l.entity = ? and l.shadow = 0 order by l.sort, l.article",
        key,
    )
    return [mark for (mark,) in rows]


def spans(db: sqlite3.Connection) -> Iterator[tuple[str, str, int, int]]:
    """First and last day, number of articles that are no reprints, and how many of these were not withdrawn, of every
    range of days that any article has; oldest first, the undated before all.
    """
    yield from db.execute(
        "select sort, last, count(*), count(*) filter (where not retracted) from articles where original = '' "
        "group by sort, last order by sort, last"
    )


def of_days(db: sqlite3.Connection, first: str, last: str) -> list[tuple[Any, ...]]:
    """Id, language, first and last day, stamp of the card, best sentence, story and whether it was withdrawn, of the
    articles of exactly these days that are no reprints, by id.
    """
    return db.execute(
        "select a.id, a.lang, a.sort, a.last, a.card_stamp || a.card_names, a.best, coalesce(s.id, ''), a.retracted "
        "from articles a left join reports r on r.article = a.id left join stories s on s.id = r.centre "
        "where a.original = '' and a.sort = ? and a.last = ? order by a.id",
        (first, last),
    ).fetchall()


def cards(db: sqlite3.Connection, idents: Iterable[str]) -> list[CardRow]:
    """The cards of these articles, in this order."""
    return [card(db, ident) for ident in idents]


def best(db: sqlite3.Connection, ident: str) -> BestRow:
    """The sentence that stands for an article. KeyError where there is none such."""
    row = db.execute("select best from articles where id = ?", (ident,)).fetchone()
    if row is None:
        raise KeyError(ident)
    found: BestRow = loads(BestRow, row[0])
    return found
