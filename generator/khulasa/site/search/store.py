"""Keeps the files of search in the index, so that a build makes again only those whose articles changed.

Two tables beside those of the index, made here: what each article and each name gave (``search_owners``), and the
files (``search_files``). Both are a function of the index, the settings and this package, and go with the index when
that is deleted.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from khulasa import fingerprint, index
from khulasa.index import read as rows
from khulasa.index.codec import stamp
from khulasa.index.rows import EntityRow
from khulasa.site.search import docs, names, segments, words
from khulasa.site.search.names import Name
from khulasa.site.search.segments import Segment
from khulasa.site.search.shards import LEANING, compact, divide, encode
from khulasa.site.settings import SiteSettings

LETTERS = 3
"""A file has all words that share their first letters: articles are offered from the third letter on."""
WEIGHTS = 4
TABLES = (
    "create table if not exists search_owners (owner text primary key, stamp text not null, terms blob not null) "
    "without rowid",
    "create table if not exists search_files (path text primary key, owner text not null, stamp text not null, "
    "body blob not null)",
    "create index if not exists search_files_owner on search_files (owner, path)",
    index.watch("search_files", "insert", ["select 'lookup/' || new.path"]),
    index.watch("search_files", "delete", ["select 'lookup/' || old.path"]),
)
"""``terms``: packed terms of an article, or of a name."""
Files = Mapping[str, str]
"""Path → text."""


@dataclass(frozen=True, slots=True)
class _Article:
    """What of an article is needed to know whether anything changed."""

    id: str
    number: int
    full: bool
    stamp: str


@cache
def program() -> str:
    """Fingerprint of the code and the word lists that decide what the files hold."""
    here = Path(__file__).parent
    site = [here.parent / name for name in ("dates.py", "urls.py", "i18n.py")]
    text = sorted((fingerprint.PACKAGE / "text").glob("*.py"))
    return fingerprint.of_bytes(
        fingerprint.of_folder(here, "*.py").encode(),
        fingerprint.of_files([*site, *text], fingerprint.PACKAGE).encode(),
        fingerprint.of_languages().encode(),
    )


def files(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Every file of search with its stamp."""
    yield from db.execute("select path, stamp from search_files order by path")


def mark(db: sqlite3.Connection, path: str) -> str:
    """The stamp of a file; empty where there is none."""
    row = db.execute("select stamp from search_files where path = ?", (path,)).fetchone()
    return row[0] if row else ""


def read(db: sqlite3.Connection, path: str) -> str:
    """The text of a file. KeyError where there is none."""
    row = db.execute("select body from search_files where path = ?", (path,)).fetchone()
    if row is None:
        raise KeyError(path)
    return zlib.decompress(row[0]).decode("utf-8")


def refresh(db: sqlite3.Connection, settings: SiteSettings) -> None:
    """Bring the files up to date with the index."""
    db.execute("begin immediate")
    try:
        for table in TABLES:
            db.execute(table)
        _forget_others(db, stamp(program(), settings.editions))
        articles, room = _articles(db, settings)
        known = dict(db.execute("select owner, stamp from search_owners"))
        for one in articles.values():
            if known.get(f"article/{one.id}") != one.stamp:
                _refresh_article(db, one, settings.editions)
        cut = segments.segments({a.id: a.number for a in articles.values()}, room)
        found = [[s.name, s.base, _refresh_segment(db, s, articles)] for s in cut]
        folder = _refresh_names(db, settings.editions)
        _forget(db, {f"article/{ident}" for ident in articles} | {f"segment/{s.name}" for s in cut})
        about = {
            "articles": len(articles), "langs": segments.LANGS, "slots": room, "segments": found, "names": folder,
        }  # fmt: skip
        _keep(
            db, "all", "", {"search/fold.json": compact(words.table()), "search/index.json": compact(about)}
        )
        db.execute("commit")
    except BaseException:
        db.rollback()  # which does nothing where SQLite has done it, as on a full disk
        raise


def _forget_others(db: sqlite3.Connection, make: str) -> None:
    """What another program made is no use."""
    row = db.execute("select v from kv where k = 'search'").fetchone()
    if row is None or row[0] != make:
        db.execute("delete from search_owners")
        db.execute("delete from search_files")
        db.execute("insert or replace into kv values ('search', ?)", (make,))


def _forget(db: sqlite3.Connection, kept: set[str]) -> None:
    """Take out what belongs to articles and segments that are no more (``0`` comes after ``/``)."""
    every = db.execute(
        "select owner from search_owners where owner >= 'article/' and owner < 'article0' "
        "or owner >= 'segment/' and owner < 'segment0'"
    )
    gone = sorted({owner for (owner,) in every} - kept)
    db.executemany("delete from search_owners where owner = ?", [(o,) for o in gone])
    db.executemany("delete from search_files where owner = ?", [(o,) for o in gone])


def _keep(db: sqlite3.Connection, owner: str, mark: str, made: Files, terms: str = "") -> None:
    """Put down what an owner gave, in place of what it gave before."""
    old = dict(db.execute("select path, stamp from search_files where owner = ?", (owner,)))
    new = {path: stamp(text) for path, text in made.items()}
    db.executemany("delete from search_files where path = ?", [(p,) for p in old.keys() - new.keys()])
    db.executemany(
        "insert or replace into search_files values (?, ?, ?, ?)",
        [(p, owner, m, zlib.compress(made[p].encode("utf-8"), 1)) for p, m in new.items() if old.get(p) != m],
    )
    row = (owner, mark, zlib.compress(terms.encode("utf-8"), 1))
    db.execute("insert or replace into search_owners values (?, ?, ?)", row)


def _fresh(db: sqlite3.Connection, owner: str, mark: str) -> bool:
    row = db.execute("select stamp from search_owners where owner = ?", (owner,)).fetchone()
    return row is not None and row[0] == mark


def _terms(db: sqlite3.Connection, owner: str) -> str:
    row = db.execute("select terms from search_owners where owner = ?", (owner,)).fetchone()
    return zlib.decompress(row[0]).decode("utf-8")


# ------------------------------------------------------------------ articles


def _articles(db: sqlite3.Connection, settings: SiteSettings) -> tuple[dict[str, _Article], int]:
    """Every article with its number, and the slots of a day."""
    found = db.execute(
        "select id, lang, sort, publisher, source_file, page_stamp, spellings from articles order by id"
    ).fetchall()
    numbers, room = segments.numbers((ident, lang, day) for ident, lang, day, *_ in found)
    articles = {}
    for ident, _, _, publisher, source_file, page, spellings in found:
        full, number = settings.full(publisher, source_file), numbers[ident]
        articles[ident] = _Article(ident, number, full, f"{page} {spellings} {full:d} {number}")
    return articles, room


def _refresh_article(db: sqlite3.Connection, one: _Article, editions: tuple[str, ...]) -> None:
    """The card, the other texts and the terms of an article."""
    owner = f"article/{one.id}"
    links = rows.links(db, one.id)
    spelled = (name for key in links for name in _spellings(rows.entity(db, key[:2])))
    doc = docs.doc(index.read_article(db, one.id), links, spelled, editions, full=one.full)
    made = {docs.address("cards", one.number): compact(doc.card)}
    if doc.more:
        made[docs.address("texts", one.number)] = compact(doc.more)
    _keep(db, owner, one.stamp, made, docs.packed(doc.weights))


def _spellings(row: EntityRow) -> Iterable[str]:
    """Every name of an entity in every language."""
    return (name for lang in sorted(row.names) for name in row.names[lang])


def _refresh_segment(db: sqlite3.Connection, one: Segment, articles: Mapping[str, _Article]) -> int:
    """The files of a segment; how many there are."""
    owner, mark = f"segment/{one.name}", stamp(one.base, [articles[ident].stamp for _, ident in one.members])
    if not _fresh(db, owner, mark):
        postings: dict[str, list[tuple[int, int]]] = {}
        for number, ident in one.members:
            for term, weight in docs.unpacked(_terms(db, f"article/{ident}")).items():
                postings.setdefault(term, []).append((number, weight))
        shards = divide({term: _written(term, postings, one.base) for term in postings}, LETTERS)
        made = {f"search/{one.name}-{len(shards)}/{n:x}.json": text for n, text in enumerate(shards)}
        _keep(db, owner, mark, made)
    row = db.execute("select count(*) from search_files where owner = ?", (owner,)).fetchone()
    return int(row[0])


def _written(term: str, postings: Mapping[str, list[tuple[int, int]]], base: int) -> str:
    """The postings of a term; marked where its first letter is a clitic, going by how usual the rest is."""
    rest = words.forms(term)[1:]
    often = max((len(postings.get(form, ())) for form in rest), default=0)
    leaning = LEANING if often > 1.5 * len(postings[term]) else ""
    return leaning + encode(postings[term], base, WEIGHTS)


# ------------------------------------------------------------------ names


def _refresh_names(db: sqlite3.Connection, editions: tuple[str, ...]) -> str:
    """The files of the names; their folder."""
    found = db.execute("select kind, id, n, stamp from entities order by kind, id").fetchall()
    mark = stamp([(kind, ident, names.rank(n), own) for kind, ident, n, own in found])
    if not _fresh(db, "names", mark):
        known = dict(
            db.execute("select owner, stamp from search_owners where owner >= 'name/' and owner < 'name0'")
        )
        made = [_name(db, kind, ident, n, own, known, editions) for kind, ident, n, own in found]
        gone = known.keys() - {f"name/{kind}/{ident}" for kind, ident, *_ in found}
        db.executemany("delete from search_owners where owner = ?", [(owner,) for owner in sorted(gone)])
        folder, texts = names.files(made)
        _keep(db, "names", mark, texts, folder)
    return _terms(db, "names")


def _name(
    db: sqlite3.Connection,
    kind: str,
    ident: str,
    articles: int,
    own: str,
    known: Mapping[str, str],
    editions: tuple[str, ...],
) -> Name:
    """A name with its terms, read from what is kept where that still holds."""
    owner = f"name/{kind}/{ident}"
    if known.get(owner) == own:
        terms, card = json.loads(_terms(db, owner))
    else:
        row = rows.entity(db, (kind, ident))
        terms = list(dict.fromkeys(term for name in _spellings(row) for term in words.of_name(name)))
        card = names.card(row, editions)
        _keep(db, owner, own, {}, compact([terms, card]))
    return Name(kind, ident, articles, tuple(terms), card)
