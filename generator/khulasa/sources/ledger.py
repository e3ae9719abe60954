"""What was added and read before: an index of the records beside the documents, and a memory of what was refused.

It lies in ``.khulasa`` and can be deleted at any time: the first part comes back from the records, without the
second everything is only read once more.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khulasa.content import provenance
from khulasa.errors import KhulasaError, Problem
from khulasa.model import Provenance
from khulasa.sources import urls
from khulasa.sources.streams import MAX_PIECE
from khulasa.text.decode import MAX_BYTES, decode
from khulasa.text.fold import key

FILE = "added.sqlite"
_SCHEMA = """
create table if not exists documents
  (path text primary key, stat text, address text, asked text, site text, print text);
create index if not exists by_address on documents (address);
create index if not exists by_asked on documents (asked);
create index if not exists by_print on documents (print);
create table if not exists outcomes (key text primary key, outcome text);
create table if not exists fetched (url text primary key, etag text, modified text, outcomes text);
"""
_PROSE = 8
"""Words from which a line counts for the fingerprint of a text: labels and bylines differ from copy to copy."""
_LETTERS = re.compile(r"[\W_]+")


def fingerprint(text: str) -> str:
    """What two copies of one text share: a hash of the folded letters of its paragraphs."""
    rows = [row for row in text.split("\n") if len(row.split()) >= _PROSE] or [text]
    letters = _LETTERS.sub("", key(" ".join(rows)))
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a piece when it was read."""

    documents: tuple[str, ...] = ()
    """Paths of the documents that were made of it."""
    same: int = 0
    """Articles in it that were there already."""
    follow: tuple[tuple[str, bool, tuple[tuple[str, str, str], ...]], ...] = ()
    refused: tuple[tuple[str, str, str, bool], ...] = ()
    """Where, what, remedy, and whether it is a refusal and no note."""

    def problems(self) -> Iterator[Problem]:
        """The refusals as problems."""
        return (Problem(*row) for row in self.refused)


class Ledger:
    """The open memory of a project."""

    def __init__(self, db: sqlite3.Connection, seeds: Path) -> None:
        self._db, self._seeds = db, seeds

    # -------------------------------------------------------------- documents

    def refresh(self) -> None:
        """See what is in the folder of sources now; only what is new or changed there is read."""
        known = dict(self._db.execute("select path, stat from documents"))
        now = dict(_documents(self._seeds))
        for path in known.keys() - now.keys():
            self._db.execute("delete from documents where path = ?", (path,))
        for path in sorted(now):
            if known.get(path) != now[path]:
                self._enter(path, now[path], *_seen(self._seeds / path))
        self._db.commit()

    def _enter(self, path: str, stat: str, record: Provenance, print_: str) -> None:
        row = (
            path,
            stat,
            _key(record.url),
            _key(record.fetched),
            record.site or urls.host(record.url),
            print_,
        )
        self._db.execute("insert or replace into documents values (?, ?, ?, ?, ?, ?)", row)

    def enter(self, path: str, record: Provenance, text: str) -> None:
        """A document was written."""
        self._enter(path, _stat(self._seeds / path), record, fingerprint(text))

    def at(self, url: str) -> tuple[str, str] | None:
        """Path and fingerprint of the document of an address."""
        found = self._db.execute(
            "select path, print from documents where address = ?1 or asked = ?1 order by path", (_key(url),)
        )
        return next(iter(found), None) if url else None

    def twin(self, text: str, url: str) -> str | None:
        """The document with the same text from the same site, or from nobody knows where."""
        site = urls.host(url)
        rows = self._db.execute(
            "select path, site from documents where print = ? order by path", (fingerprint(text),)
        )
        return next((path for path, other in rows if not site or not other or site == other), None)

    def has(self, path: str) -> bool:
        """Whether a document is there (or its record: then an editor took the document away)."""
        return self._db.execute("select 1 from documents where path = ?", (path,)).fetchone() is not None

    # -------------------------------------------------------------- outcomes

    def outcome(self, name: str) -> Outcome | None:
        """What became of a piece before; None where it is new or its documents are gone with their records."""
        row = self._db.execute("select outcome from outcomes where key = ?", (name,)).fetchone()
        if row is None:
            return None
        loaded: dict[str, Any] = json.loads(row[0])
        follow = tuple((url, listed, tuple(map(tuple, hints))) for url, listed, hints in loaded["follow"])
        documents = tuple(loaded["documents"])
        refused = tuple((w, what, remedy, fatal) for w, what, remedy, fatal in loaded["refused"])
        return Outcome(documents, loaded["same"], follow, refused) if all(map(self.has, documents)) else None

    def remember(self, name: str, outcome: Outcome) -> None:
        """Keep what became of a piece."""
        row = {
            "documents": outcome.documents,
            "same": outcome.same,
            "follow": outcome.follow,
            "refused": outcome.refused,
        }
        self._db.execute("insert or replace into outcomes values (?, ?)", (name, json.dumps(row)))

    def fetched(self, name: str) -> tuple[str, str, tuple[str, ...]]:
        """What a server gave to ask with the next time, and the names of the outcomes of what it sent.

        The name is the address with the stamp of the manner: read in another way it may give something else.
        """
        row = self._db.execute(
            "select etag, modified, outcomes from fetched where url = ?", (name,)
        ).fetchone()
        return (row[0], row[1], tuple(json.loads(row[2]))) if row else ("", "", ())

    def note_fetched(self, name: str, etag: str, modified: str, outcomes: tuple[str, ...]) -> None:
        """Keep what a server gave to ask with the next time."""
        row = (name, etag, modified, json.dumps(outcomes))
        self._db.execute("insert or replace into fetched values (?, ?, ?, ?)", row)

    def save(self) -> None:
        """What was entered so far outlives us."""
        self._db.commit()


@contextmanager
def opened(cache: Path, seeds: Path) -> Iterator[Ledger]:
    """The memory of a project; one that is damaged is made anew."""
    file = cache / FILE
    try:
        db = _connect(file)
    except sqlite3.DatabaseError:
        file.unlink()
        db = _connect(file)
    try:
        ledger = Ledger(db, seeds)
        ledger.refresh()
        yield ledger
        db.commit()
    finally:
        db.close()


def _connect(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file)
    try:
        db.executescript(_SCHEMA)
        db.execute("pragma quick_check").fetchone()
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _key(url: str) -> str:
    return urls.key(url) if url else ""


def _documents(seeds: Path) -> Iterator[tuple[str, str]]:
    """Paths of documents and of records whose document is gone, each with how it looks."""
    for file in seeds.rglob("*"):
        inside = file.relative_to(seeds)
        if any(part.startswith(".") for part in inside.parts) or not file.is_file():
            continue
        name = inside.as_posix()
        if name.endswith(provenance.SUFFIX):
            text = f"{name.removesuffix(provenance.SUFFIX)}.txt"
            if not (seeds / text).exists():
                yield text, _stat(seeds / text)
        elif name.endswith(".txt"):
            yield name, _stat(file)


def _stat(document: Path) -> str:
    """Size and time of a document and of its record."""
    looks = []
    for file in (document, provenance.beside(document)):
        try:
            stat = file.stat()
            looks.append(f"{stat.st_size} {stat.st_mtime_ns}")
        except OSError:
            looks.append("")
    return ", ".join(looks)


def _seen(document: Path) -> tuple[Provenance, str]:
    """Record and fingerprint of a document; what cannot be read is an unknown document of that name."""
    try:
        record = provenance.load(document) or Provenance("")
    except KhulasaError:
        record = Provenance("")
    try:
        with document.open("rb") as file:
            data = file.read(min(MAX_BYTES, MAX_PIECE) + 1)
        return record, fingerprint(decode(data, document.name).text)
    except (OSError, KhulasaError):
        return record, ""
