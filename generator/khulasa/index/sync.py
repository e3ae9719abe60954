"""Bring the index up to date with content/ and the authority; only what changed is read and written."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from khulasa.content import decisions
from khulasa.content.authority import Authority
from khulasa.errors import KhulasaError, Problem, UnforeseenError
from khulasa.index import articles, causes, copies, doubts, entities, moved, related, stories, tallies
from khulasa.index.articles import Key
from khulasa.index.codec import dumps, loads, stamp
from khulasa.model import Article

Load = Callable[[str, bytes], tuple[Article, tuple[Problem, ...]]]
"""Path relative to the content folder and the bytes of the file → its article and what is wrong in it.
KhulasaError where it cannot be used at all."""
FOLDER = "articles"
FRESH_NS = 2 * 10**9
"""A file written so shortly before it was read may be written again within one tick of the clock: its time is not
trusted next time."""


@dataclass(frozen=True, slots=True)
class File:
    """A content file as the folder shows it."""

    path: str
    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What was read."""

    files: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]


def scan(content: Path) -> Iterator[File]:
    """Every Markdown file under ``articles/`` of a content folder; hidden ones are left out."""
    folders = [content / FOLDER]
    base = len(str(content)) + 1
    while folders:
        folder = folders.pop()
        if not folder.is_dir():
            continue
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                elif entry.name.endswith(".md") and entry.is_file():
                    state = entry.stat()
                    yield File(Path(entry.path[base:]).as_posix(), state.st_size, state.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class _Round:
    """One run over the content folder, and what it has touched so far."""

    db: sqlite3.Connection
    content: Path
    load: Load
    now: int
    """Nanoseconds, on the clock of the files."""
    touched: set[Key] = field(default_factory=set)
    """Entities of articles that came, went or changed."""
    neighbours: set[str] = field(default_factory=set)
    """Articles whose related articles may be others now."""
    copies: copies.Moves = field(default_factory=copies.Moves)
    reports: stories.Moves = field(default_factory=stories.Moves)
    tally: tallies.Tally = field(kw_only=True)


def sync(db: sqlite3.Connection, content: Path, authority: Authority, load: Load) -> SyncReport:
    """The index after this is a function of the files and the authority alone, whatever it held before."""
    files = {f.path: f for f in scan(content)}
    known = _known(db)
    run = _Round(db, content, load, time.time_ns(), tally=tallies.Tally(db))
    db.execute("begin immediate")
    try:
        gone = sorted(known.keys() - files.keys())
        for path in gone:
            _forget(run, path)
        changed = 0
        for path in sorted(files):
            file = files[path]
            size, mtime, sha = known.get(path, (-1, -1, ""))
            if not sha or (size, mtime) != (file.size, file.mtime):
                changed += _read(run, file, sha)
        _settle(run, authority)
        db.execute("commit")
    except BaseException:
        db.rollback()  # which does nothing where SQLite has done it, as on a full disk
        raise
    return SyncReport(len(files), changed, len(gone), tuple(_faults(db)))


def _known(db: sqlite3.Connection) -> dict[str, tuple[int, int, str]]:
    rows = db.execute(
        "select path, size, mtime, sha from articles union all select path, size, mtime, sha from faults"
    )
    return {path: (size, mtime, sha) for path, size, mtime, sha in rows}


def _forget(run: _Round, path: str) -> None:
    """Take out what a file gave."""
    run.db.execute("delete from faults where path = ?", (path,))
    row = run.db.execute("select id from articles where path = ?", (path,)).fetchone()
    if row:
        _withdraw(run, row[0])


def _withdraw(run: _Round, ident: str) -> None:
    """Take out an article."""
    _note_neighbours(run, ident)
    copies.delete(run.db, ident, run.copies)
    stories.drop(run.db, ident, run.reports)
    tallies.withdraw(run.tally, ident)
    (path,) = run.db.execute("select path from articles where id = ?", (ident,)).fetchone()
    keys = articles.delete(run.db, ident)
    causes.went(run.db, ident, path, keys)
    run.touched.update(keys)


def _note_neighbours(run: _Round, ident: str) -> None:
    rows = run.db.execute("select kind, entity from links where article = ?", (ident,)).fetchall()
    run.neighbours.update(related.around(run.db, rows), (ident,))


def _read(run: _Round, file: File, sha: str) -> int:
    """Read one file that looks changed; 1 where it is."""
    file = replace(file, mtime=file.mtime if file.mtime < run.now - FRESH_NS else -1)
    try:
        data = (run.content / file.path).read_bytes()
    except OSError as error:
        _forget(run, file.path)
        problem = Problem(
            str(run.content / file.path), f"cannot be read ({error.strerror})", "make it readable"
        )
        _fault(run, file, "", (problem,))
        return 1
    found = hashlib.sha256(data).hexdigest()
    if found == sha:
        for table in ("articles", "faults"):
            sql = f"update {table} set size = ?, mtime = ? where path = ?"  # noqa: S608 - our own table names
            run.db.execute(sql, (len(data), file.mtime, file.path))
        return 0
    _forget(run, file.path)
    try:
        article, problems = run.load(file.path, data)
    except KhulasaError as error:
        _fault(run, file, "" if isinstance(error, UnforeseenError) else found, error.problems)
        return 1
    if _has_the_id(run, article, file):
        origin = articles.Origin(file.size, file.mtime, found, problems)
        keys = articles.insert(run.db, article, origin)
        causes.came(run.db, article.id, file.path, keys)
        run.touched.update(keys)
        tallies.insert(run.tally, article)
        copies.insert(run.db, article, run.copies)
        stories.keep(run.db, article)
        _note_neighbours(run, article.id)
    return 1


def _has_the_id(run: _Round, article: Article, file: File) -> bool:
    """Of two files with one id the first by path has it; the other is a fault, tried again each time."""
    taken = run.db.execute("select path, size, mtime from articles where id = ?", (article.id,)).fetchone()
    if taken is None:
        return True
    first, second = sorted((taken[0], file.path))
    what = f"has the id {article.id!r}, which {run.content / first} has too"
    problem = Problem(str(run.content / second), what, "delete one of the two files")
    if second == file.path:
        _fault(run, file, "", (problem,))
        return False
    _withdraw(run, article.id)
    _fault(run, File(*taken), "", (problem,))
    return True


def _fault(run: _Round, file: File, sha: str, problems: Iterable[Problem]) -> None:
    """Remember what is wrong with a file; without a hash it is tried again each time."""
    row = (file.path, file.size, file.mtime, sha, dumps(tuple(problems)))
    run.db.execute("insert or replace into faults values (?, ?, ?, ?, ?)", row)


def _faults(db: sqlite3.Connection) -> Iterator[Problem]:
    for _, packed in db.execute(
        "select path, problems from faults union all "
        "select path, problems from articles where problems != '[]' order by path"
    ):
        yield from loads(tuple[Problem, ...], packed)


def _settle(run: _Round, authority: Authority) -> None:
    """Make again whatever follows from the articles that changed and from a changed authority."""
    retold = _compare(run)
    db, keys = run.db, run.touched | _rewritten(run.db, authority)
    tallies.write(run.tally)
    relabelled, changed = entities.refresh(db, keys, authority)
    decided, _ = decisions.load(run.content / decisions.FILE, authority)
    moved.refresh(db, authority, decided)
    doubts.refresh(db, {ident for kind, ident in keys if kind == "person"}, decided)
    naming = set(_naming(db, relabelled))
    seen_with = {key for ident in naming for key in _named(db, ident)} | relabelled
    naming |= {a for (a,) in db.execute("select id from articles where page_names = ''")}
    naming |= retold
    naming |= {copy for ident in naming for copy, _ in copies.group(db, ident)}
    _name_stamps(db, naming | set(_naming(db, changed - relabelled)))
    entities.restate(db, run.touched)
    entities.relabel(db, seen_with - run.touched)
    related.refresh(db, run.neighbours)


def _rewritten(db: sqlite3.Connection, authority: Authority) -> set[Key]:
    """The entities of the articles whose record is new, another or gone since the last round."""
    current = authority.fingerprint or stamp(sorted(authority.records.items()))
    row = db.execute("select v from kv where k = 'authority'").fetchone()
    if row is not None and row[0] == current:
        return set()
    now = {ident: stamp(record) for ident, record in authority.records.items()}
    before = dict(db.execute("select id, stamp from records"))
    changed = {ident for ident in now.keys() | before.keys() if now.get(ident) != before.get(ident)}
    db.executemany("delete from records where id = ?", [(i,) for i in sorted(changed - now.keys())])
    rows = [(i, now[i]) for i in sorted(changed & now.keys())]
    db.executemany("insert or replace into records values (?, ?)", rows)
    db.execute("insert or replace into kv values ('authority', ?)", (current,))
    if before:
        causes.rewritten(db, changed)
    return {(kind, ident) for kind, ident in db.execute("select kind, id from entities") if ident in changed}


def _named(db: sqlite3.Connection, ident: str) -> set[Key]:
    """The entities of an article."""
    return set(db.execute("select kind, entity from links where article = ?", (ident,)).fetchall())


def _compare(run: _Round) -> set[str]:
    """Which articles are copies, and which tell one story; those that are shown otherwise because of it."""
    fresh = set(run.copies.came)
    done = copies.refresh(run.db, run.copies, run.tally)
    run.neighbours.update(related.around(run.db, done.touched), done.flipped)
    for ident in sorted(done.flipped):
        _note_neighbours(run, ident)
    run.touched.update(done.touched)
    return (
        done.flipped | done.grouped | stories.refresh(run.db, fresh, done.flipped, run.touched, run.reports)
    )


def _naming(db: sqlite3.Connection, keys: Iterable[Key]) -> Iterator[str]:
    """The articles that name any of these entities."""
    for key in keys:
        for (ident,) in db.execute("select article from links where kind = ? and entity = ?", key):
            yield ident


def _name_stamps(db: sqlite3.Connection, idents: Iterable[str]) -> None:
    """Stamp the labels that the page and the card of an article show, and all spellings by which search finds it."""
    for ident in sorted(idents):
        found = db.execute(
            "select l.kind, l.entity, l.role, e.label_stamp, e.stamp from links l join entities e on e.kind = l.kind "
            "and e.id = l.entity where l.article = ? order by l.position",
            (ident,),
        ).fetchall()
        rows = [row[:4] for row in found]
        people = [r for r in rows if r[0] == "person"][: articles.CARD_PEOPLE]
        shared = _copies_stamp(db, ident)
        card = stamp(people, [r for r in rows if r[2] == "publisher"], shared)
        db.execute(
            "update articles set card_names = ?, page_names = ?, spellings = ? where id = ?",
            (card, stamp(rows, shared), stamp([row[4] for row in found]), ident),
        )


def _copies_stamp(db: sqlite3.Connection, ident: str) -> str:
    """Of what is said of the copies of an article: their cards and the names of their publishers."""
    found = [
        (
            original,
            db.execute(
                "select a.card_stamp, e.label_stamp from articles a left join entities e "
                "on e.kind = 'source' and e.id = a.publisher where a.id = ?",
                (copy,),
            ).fetchone(),
        )
        for copy, original in copies.group(db, ident)
    ]
    return stamp(found) if found else ""
