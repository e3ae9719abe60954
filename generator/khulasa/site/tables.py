"""The tables of the data: which columns each has and what they mean, and their rows, by the time of the article.

One description serves CSV, Parquet and the data package, so that none of them says something else.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from khulasa.index import read
from khulasa.index.codec import loads
from khulasa.index.rows import CardRow, EntityRow
from khulasa.site import urls

Type = Literal["string", "integer", "boolean", "date"]
Cell = str | int | bool | None
Row = tuple[Cell, ...]
JOIN = "|"
"""Between the entries of a cell that holds several."""
LANGUAGES = ("ar", "fa", "en")
UNDATED = "undated"
"""Where a part of time stands for articles without date."""
MOST = 300
"""A year of more articles than this is cut into months, a month into days: one article more writes no long file."""
TAGS = ("event", "organisation", "place", "source", "topic")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: Type
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a file for each part of time where ``by_time``, else one file."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Columns that together tell a row from all others."""
    by_time: bool = True
    refers: tuple[tuple[str, str], ...] = ()
    """(column, table) whose key the column holds."""


_ARTICLE = Column("article", "string", "Id of the article", required=True)
_N = Column("n", "integer", "Number within the article, from 0, in the order of the text", required=True)
_LANG = Column("lang", "string", "Language of the article: ar or fa", required=True)
_PLACE = (
    Column("start", "integer", "Where it begins: code points from the start of the article's body"),
    Column("end", "integer", "Where it ends (exclusive), in code points"),
)
_RULE = Column("rule", "string", "Name of the rule that found it; the method page explains each rule")
_NAMES = (
    Column("name_ar", "string", "Name in Arabic"),
    Column("name_fa", "string", "Name in Persian"),
    Column("name_en", "string", "Name in English"),
    Column("variants_ar", "string", f"Other Arabic forms, separated by {JOIN}"),
    Column("variants_fa", "string", f"Other Persian forms, separated by {JOIN}"),
    Column("variants_en", "string", f"Other English forms, separated by {JOIN}"),
    Column("known", "boolean", "True when it stands in the authority files"),
    Column("wikidata", "string", "Wikidata id, where verified"),
    Column("articles_ar", "integer", "Number of Arabic articles that name it"),
    Column("articles_fa", "integer", "Number of Persian articles that name it"),
    Column("first_date", "date", "Earliest day of these articles"),
    Column("last_date", "date", "Latest day of these articles"),
    Column("data", "string", "File with all that is known of it, relative to the site"),
)

TABLES = (
    Table(
        "articles",
        "One row for each article.",
        (
            Column("id", "string", "Id of the article; stable", required=True),
            _LANG,
            Column("title", "string", "Title, word for word"),
            Column("title_derived", "boolean", "True when the source has no title: how its text begins"),
            Column("publisher", "string", "Id of the publishing source; empty where unknown"),
            Column("publisher_name", "string", "The publisher as the source names it"),
            Column("via", "string", f"Ids of the agencies that it cites, separated by {JOIN}"),
            Column("date_from", "date", "First day on which it may have been published; empty where unknown"),
            Column("date_to", "date", "Last such day; equal to date_from where the day is known"),
            Column("date_basis", "string", "explicit, inferred or none"),
            Column("corrected", "date", "Day of the newest correction; empty where there is none"),
            Column("retracted", "date", "Day on which it was withdrawn; empty where it was not"),
            Column("people", "string", f"Ids of the people named, separated by {JOIN}"),
            Column("organisations", "string", f"Ids of the organisations named, separated by {JOIN}"),
            Column("places", "string", f"Ids of the places named, separated by {JOIN}"),
            Column("events", "string", f"Ids of the events named, separated by {JOIN}"),
            Column("topics", "string", f"Ids of the topics, separated by {JOIN}"),
            Column("source_file", "string", "Path of the source document", required=True),
            Column("page", "string", "Page of the article, relative to the site", required=True),
            Column("data", "string", "File with all that is known of it, relative to the site"),
        ),
        ("id",),
    ),
    Table(
        "quotes",
        "One row for each statement, word for word, with who said it.",
        (
            _ARTICLE,
            _N,
            _LANG,
            Column("publisher", "string", "Id of the publishing source; empty where unknown"),
            Column("date_from", "date", "First day on which the article may have been published"),
            Column("speaker", "string", "Id of who said it; empty is unattributed"),
            Column("speaker_text", "string", "The words that name the speaker"),
            Column("verb", "string", "The verb that the source uses"),
            Column("style", "string", "marked (quotation marks), unmarked or partial"),
            Column("text", "string", "The statement, word for word", required=True),
            *_PLACE,
            _RULE,
            Column("evidence", "string", "How the speaker was found"),
        ),
        ("article", "n"),
        refers=(("article", "articles"),),
    ),
    Table(
        "mentions",
        "One row for each place at which someone or something is named.",
        (
            _ARTICLE,
            _N,
            _LANG,
            Column("kind", "string", "person, organisation, place, event or topic", required=True),
            Column("entity", "string", "Id of what is named; see people and tags", required=True),
            Column("text", "string", "The name as written", required=True),
            *_PLACE,
            _RULE,
        ),
        ("article", "n"),
        refers=(("article", "articles"),),
    ),
    Table(
        "people",
        "One row for each person.",
        (Column("id", "string", "Id of the person; stable", required=True), *_NAMES),
        ("id",),
        by_time=False,
    ),
    Table(
        "tags",
        "One row for each organisation, place, event, topic and source.",
        (
            Column("kind", "string", "event, organisation, place, source or topic", required=True),
            Column("id", "string", "Id; stable", required=True),
            *_NAMES,
        ),
        ("kind", "id"),
        by_time=False,
    ),
)
BY_NAME = {table.name: table for table in TABLES}


def parts(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """The parts of time that have a file, each with its number of articles, oldest first; ``undated`` last.

    ``2021``; where that is too much, ``2021-05`` …; where that is, ``2021-05-21`` …
    """
    days = db.execute("select sort, count(*) from articles group by sort order by sort").fetchall()
    counts: Counter[str] = Counter()
    for day, count in days:
        counts.update(dict.fromkeys(around(day), count))
    found = dict.fromkeys(_part(counts, day) for day, _ in days)
    return [(part, counts[part]) for part in sorted(found, key=lambda part: (part == UNDATED, part))]


def _part(counts: Mapping[str, int], day: str) -> str:
    return next((part for part in around(day)[:-1] if counts[part] <= MOST), around(day)[-1])


def around(day: str) -> tuple[str, ...]:
    """The parts of time that a day may be in, the longest first."""
    return (day[:4], day[:7], day) if day else (UNDATED,)


def is_part(db: sqlite3.Connection, part: str) -> bool:
    """Whether there is a file for a part of time."""
    if part == UNDATED:
        return _count(db, part) > 0
    longer = around(part)[around(part).index(part) - 1] if len(part) > 4 else ""
    fits = len(part) == 10 or _count(db, part) <= MOST
    return fits and _count(db, part) > 0 and (not longer or _count(db, longer) > MOST)


def _count(db: sqlite3.Connection, part: str) -> int:
    row = db.execute("select count(*) from articles where sort between ? and ?", span(part)).fetchone()
    return int(row[0])


def span(part: str) -> tuple[str, str]:
    """The days between which the index sorts the articles of a part of time."""
    if part == UNDATED:
        return "", ""
    return (part, part) if len(part) == 10 else (f"{part}-", f"{part}-~")


def file(table: str, part: str, ending: str) -> str:
    """The address of a table of one part of time (empty: of a table that is one file)."""
    return f"data/{table}-{part}.{ending}" if part else f"data/{table}.{ending}"


def rows(db: sqlite3.Connection, table: str, part: str) -> Iterator[Row]:
    """The rows of a table, oldest article first; people and tags by id. Empty text is no value."""
    return (tuple(None if value == "" else value for value in row) for row in _rows(db, table, part))


def _rows(db: sqlite3.Connection, table: str, part: str) -> Iterator[Row]:
    match table:
        case "articles":
            return _articles(db, part)
        case "quotes":
            return _quotes(db, part)
        case "mentions":
            return _mentions(db, part)
        case "people":
            return (row[1:] for row in _named(db, ("person",)))
        case _:
            return _named(db, TAGS)


def _articles(db: sqlite3.Connection, part: str) -> Iterator[Row]:
    links: dict[str, dict[str, list[str]]] = {}
    for article, kind, ident, role in db.execute(
        "select l.article, l.kind, l.entity, l.role from articles a join links l on l.article = a.id "
        "where a.sort between ? and ? order by l.article, l.position",
        span(part),
    ):
        links.setdefault(article, {}).setdefault(role if kind == "source" else kind, []).append(ident)
    for card, source in db.execute(
        "select card, source_file from articles where sort between ? and ? order by sort, id",
        span(part),
    ):
        yield _article(loads(CardRow, card), source, links)


def _article(card: CardRow, source: str, links: dict[str, dict[str, list[str]]]) -> Row:
    named = links.get(card.id, {})
    via, people, organisations, places, events, topics = (
        JOIN.join(named.get(kind, ()))
        for kind in ("via", "person", "organisation", "place", "event", "topic")
    )
    return (
        *(card.id, card.lang, card.title, card.derived),
        *(card.publisher, card.publisher_name, via, card.first, card.last, card.basis),
        *(card.corrected, card.retracted, people, organisations, places, events, topics),
        *(source, urls.article(card.lang, card.id), urls.article_data(card.id)),
    )


def _quotes(db: sqlite3.Connection, part: str) -> Iterator[Row]:
    for ident, n, lang, publisher, sort, record in db.execute(
        "select q.article, q.n, a.lang, a.publisher, a.sort, q.record from articles a "
        "join quotes q on q.article = a.id where a.sort between ? and ? order by a.sort, a.id, q.n",
        span(part),
    ):
        text, start, end, speaker, named, verb, style, rule, evidence = json.loads(record)
        yield (ident, n, lang, publisher, sort, speaker, named, verb, style, text, start, end, rule, evidence)


def _mentions(db: sqlite3.Connection, part: str) -> Iterator[Row]:
    yield from db.execute(
        "select m.article, m.n, a.lang, m.kind, m.entity, m.text, m.first, m.last, m.rule from articles a "
        "join mentions m on m.article = a.id where a.sort between ? and ? order by a.sort, a.id, m.n",
        span(part),
    )


def _named(db: sqlite3.Connection, kinds: tuple[str, ...]) -> Iterator[Row]:
    """Kind first, then the columns of ``people``."""
    for kind in kinds:
        counts = {
            ident: found
            for ident, *found in db.execute(
                "select l.entity, count(*) filter (where a.lang = 'ar'), count(*) filter (where a.lang = 'fa'), "
                "min(nullif(l.sort, '')), max(nullif(l.sort, '')) from links l "
                "join articles a on a.id = l.article where l.kind = ? group by l.entity",
                (kind,),
            )
        }
        for row, _ in read.everything(db, kind):
            yield (kind, row.id, *_forms(row), *counts[row.id], urls.term_data(kind, row.id))


def _forms(row: EntityRow) -> Row:
    names = [row.names.get(lang, ()) for lang in LANGUAGES]
    labels = (n[0] if n else None for n in names)
    others = (JOIN.join(n[1:]) for n in names)
    return (*labels, *others, row.known, row.wikidata)
