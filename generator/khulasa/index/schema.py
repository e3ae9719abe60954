"""The tables of the index and the way to open it; a file that is broken or of another make is made anew."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from khulasa.errors import KhulasaError, Problem

TABLES = """
create table kv (k text primary key, v text not null) without rowid;
create table articles (
  id text primary key, path text not null unique, size int not null, mtime int not null, sha text not null,
  lang text not null, sort text not null, last text not null, publisher text not null, source_file text not null,
  best text not null, card text not null, card_stamp text not null, card_names text not null,
  page_stamp text not null, page_names text not null, spellings text not null, problems text not null,
  original text not null, amended text not null, retracted int not null
);
create index articles_sort on articles (sort, id);
create index articles_light on articles (id, lang, sort, publisher, source_file, page_stamp, spellings);
create index articles_original on articles (original) where original != '';
create index articles_amended on articles (amended) where amended != '';
create table bodies (id text primary key, record blob not null) without rowid;
create table records (id text primary key, stamp text not null) without rowid;
create table faults (
  path text primary key, size int not null, mtime int not null, sha text not null, problems text not null
) without rowid;
create table links (
  kind text not null, entity text not null, sort text not null, article text not null, role text not null,
  position int not null, shadow int not null, lang text not null, told int not null,
  primary key (kind, entity, sort, article)
) without rowid;
create index links_article on links (article, position);
create table written (
  article text not null, kind text not null, entity text not null, lang text not null, label text not null,
  roles text not null, primary key (article, kind, entity)
) without rowid;
create index written_entity on written (kind, entity, lang, label);
create table roles (
  kind text not null, entity text not null, sort text not null, article text not null, n int not null,
  lang text not null, text text not null, primary key (kind, entity, sort, article, n)
) without rowid;
create index roles_article on roles (article);
create table numbers (number integer primary key, kind text not null, id text not null, unique (kind, id));
create table together (
  entity int not null, other int not null, n int not null, primary key (entity, other)
) without rowid;
create table forms (
  entity int not null, how int not null, lang text not null, text text not null, source text not null,
  n int not null, primary key (entity, how, lang, text, source)
) without rowid;
create table about (
  kind text not null, entity text not null, sort text not null, article text not null, n int not null,
  primary key (kind, entity, sort, article, n)
) without rowid;
create index about_article on about (article);
create table mentions (
  article text not null, n int not null, kind text not null, entity text not null, text text not null,
  first int not null, last int not null, rule text not null, primary key (article, n)
) without rowid;
create table quotes (
  article text not null, n int not null, speaker text not null, sort text not null, first int not null,
  last int not null, record text not null,
  primary key (article, n)
) without rowid;
create index quotes_speaker on quotes (speaker, sort);
create table entities (
  kind text not null, id text not null, known int not null, n int not null, undated int not null,
  told text not null, letter_ar int not null, letter_en int not null, letter_fa int not null,
  record text not null, label_stamp text not null, stamp text not null,
  facts text not null, facts_stamp text not null, primary key (kind, id)
) without rowid;
create index entities_n on entities (kind, n desc, id);
create index entities_light on entities (kind, id, n, told, label_stamp, stamp);
create index entities_ar on entities (kind, letter_ar, id, n, label_stamp);
create index entities_en on entities (kind, letter_en, id, n, label_stamp);
create index entities_fa on entities (kind, letter_fa, id, n, label_stamp);
create table heard (
  place text not null, whole text not null, person text not null, primary key (place, whole, person)
) without rowid;
create index heard_person on heard (person);
create table doubts (
  one text not null, other text not null, score real not null, primary key (one, other)
) without rowid;
create index doubts_other on doubts (other);
create table apart (one text not null, other text not null, primary key (one, other)) without rowid;
create table moved (old text not null, new text not null, primary key (old, new)) without rowid;
create table related (
  article text not null, place int not null, other text not null, primary key (article, place)
) without rowid;
create index related_other on related (other);
create table shapes (
  article text primary key, place text not null, size int not null, leader text not null
) without rowid;
create index shapes_leader on shapes (leader);
create table prints (
  print int not null, place text not null, article text not null, primary key (print, place, article)
) without rowid;
create index prints_article on prints (article);
create table twins (
  article text not null, other text not null, share real not null, primary key (article, other)
) without rowid;
create index twins_other on twins (other);
create table compared (article text primary key, record text not null) without rowid;
create table reports (
  article text primary key, place text not null, low text not null, centre text not null
) without rowid;
create index reports_centre on reports (centre);
create table report_names (
  name text not null, place text not null, article text not null, primary key (name, place, article)
) without rowid;
create index report_names_article on report_names (article);
create table rarity (name text primary key, step int not null) without rowid;
create table ties (
  article text not null, other text not null, score real not null, reasons text not null,
  primary key (article, other)
) without rowid;
create index ties_other on ties (other);
create table stories (
  id text primary key, sort text not null, n int not null, arabic int not null, persian int not null
) without rowid;
create index stories_sort on stories (sort, id);
create table causes (
  kind text not null, id text not null, what text not null, file text not null, names text not null,
  primary key (kind, id)
) without rowid;
create table pages (
  path text primary key, owner text not null, part text not null, kind text not null, edition text not null,
  key text not null, number int not null, mark text not null, before text, size int not null, mtime int not null,
  sha text not null
) without rowid;
create index pages_owner on pages (owner);
create index pages_part on pages (part) where part != '';
create index pages_due on pages (path) where before is not null;
create table periods (period text primary key, mark text not null) without rowid;
create table dirty (owner text primary key) without rowid;
"""
ARTICLE = "select 'article/' || {0}.id union select 'span/' || {0}.sort || '/' || {0}.last"
CORRECTED = "select 'corrections' where {0}.amended != ''"
SHOWS_CARD = """select 'article/' || article from related where other = new.id
  union select kind || '/' || entity from links where article = new.id
  union select 'story/' || centre from reports where article = new.id"""
LEADS = """select 'moved/' || m.new from moved m
  where m.old = {0}.id or m.old in (select o.old from moved o where o.new = {0}.id)"""
STAMPS = ("card_stamp", "card_names", "page_stamp", "page_names", "original")
SAID = ("n", "undated", "told", "label_stamp", "stamp", "facts_stamp")
WATCHED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "articles": {
        "insert": (ARTICLE.format("new"), CORRECTED.format("new")),
        "delete": (ARTICLE.format("old"), CORRECTED.format("old")),
        f"update of {', '.join(STAMPS)}": (ARTICLE.format("new"), SHOWS_CARD),
    },
    "links": {
        "insert": ("select new.kind || '/' || new.entity",),
        "delete": ("select old.kind || '/' || old.entity",),
        "update of shadow": ("select new.kind || '/' || new.entity",),
    },
    "entities": {
        "insert": ("select new.kind || '/' || new.id", LEADS.format("new")),
        "delete": ("select old.kind || '/' || old.id", LEADS.format("old")),
        f"update of {', '.join(SAID)}": ("select new.kind || '/' || new.id",),
        "update of label_stamp": (
            "select 'person/' || other from doubts where one = new.id and new.kind = 'person'",
            "select 'person/' || one from doubts where other = new.id and new.kind = 'person'",
        ),
    },
    "doubts": {
        "insert": ("select 'person/' || new.one union select 'person/' || new.other",),
        "delete": ("select 'person/' || old.one union select 'person/' || old.other",),
    },
    "apart": {
        "insert": ("select 'person/' || new.one union select 'person/' || new.other",),
        "delete": ("select 'person/' || old.one union select 'person/' || old.other",),
    },
    "moved": {
        "insert": ("select 'moved/' || m.new from moved m where m.old = new.old",),
        "delete": (
            "select 'moved/' || old.new",
            "select 'moved/' || m.new from moved m where m.old = old.old",
        ),
    },
    "related": {
        "insert": ("select 'article/' || new.article",),
        "delete": ("select 'article/' || old.article",),
    },
    "reports": {
        "insert": ("select 'story/' || new.centre union select 'article/' || new.article",),
        "delete": ("select 'story/' || old.centre union select 'article/' || old.article",),
        "update of place, centre": (
            "select 'story/' || old.centre union select 'story/' || new.centre",
            "select 'article/' || new.article",
        ),
    },
    "ties": {"insert": ("select 'story/' || new.other",), "delete": ("select 'story/' || old.other",)},
    "stories": {"insert": ("select 'story/' || new.id",), "delete": ("select 'story/' || old.id",)},
}
"""Table → what happens to its rows → whose pages may show something else then: an article's, a name's, a story's,
those of a range of days. It is noted where the rows are, so that nobody can forget it. To note too much costs time,
to note too little leaves an old page on the site."""


def watch(table: str, event: str, owners: Iterable[str]) -> str:
    """A trigger that notes owners in ``dirty``.

    It does not say ``insert or ignore``: SQLite would take the rule for conflicts of the statement that fired it.
    """
    columns = event.removeprefix("update of ").split(", ") if event.startswith("update") else []
    changed = " or ".join(f"old.{one} is not new.{one}" for one in columns)
    name = "_".join([table, *re.findall(r"\w+", event)])
    when = f"when {changed}" if changed else ""
    found = f"select o from (select '' o where 0 union {' union '.join(owners)})"  # noqa: S608 - our own names
    does = f"insert into dirty {found} where o not in (select owner from dirty)"  # noqa: S608 - see above
    return f"create trigger if not exists {name} after {event} on {table} {when} begin {does}; end;"


DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError, zlib.error, json.JSONDecodeError, KeyError, TypeError)
_BROKEN = (sqlite3.DatabaseError, UnicodeDecodeError)  # the second: SQLite tells what is broken in its bytes
"""What is raised where a row of the index is not what was written; whoever meets it tries a new index, once."""
PRAGMAS = (
    "pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-65536; pragma busy_timeout=10000;"
)


@cache
def make() -> str:
    """Hash of all code that decides what the index holds: another make, another index."""
    package = Path(__file__).parent
    compared = sorted((package.parent / "stories").glob("*.py"))
    alike = [package.parent / "rules" / "read" / "same_person.py", package.parent / "text" / "skeleton.py"]
    sources = [*sorted(package.glob("*.py")), *compared, *alike, package.parent / "model.py"]
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def open_index(path: Path) -> tuple[sqlite3.Connection, tuple[Problem, ...]]:
    """The index at a path, made where it is missing; a notice where an unusable one was thrown away.

    KhulasaError where the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        existed = path.exists()
        try:
            db = _connect(path)
            if _usable(db):
                return db, ()
            db.close()
        except _BROKEN as error:
            if isinstance(error, sqlite3.OperationalError) and "disk" in str(error):
                raise
        remove(path)
        db = _connect(path)
        db.executescript(f"begin; {TABLES} {_watches()}")
        db.execute("insert into kv values ('make', ?)", (make(),))
        db.execute("commit")
    except (OSError, sqlite3.Error) as error:
        raise KhulasaError(
            Problem(str(path), f"the index cannot be written ({error})", "free the folder for writing")
        ) from error
    return db, (made_anew(path),) if existed else ()


def _watches() -> str:
    return "".join(
        watch(t, event, owners) for t, events in WATCHED.items() for event, owners in events.items()
    )


def made_anew(path: Path) -> Problem:
    """The notice that an index was thrown away."""
    what = "the index was broken or made by another version and is made anew"
    return Problem(str(path), what, "nothing to do; it is derived from content/", fatal=False)


def open_existing(path: Path) -> sqlite3.Connection:
    """The index for reading only: what renders in other processes uses."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    db.execute("pragma query_only=on")
    return db


def remove(path: Path) -> None:
    """Delete an index with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").unlink()


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.executescript(PRAGMAS)
    except _BROKEN:
        db.close()
        raise
    return db


def _usable(db: sqlite3.Connection) -> bool:
    """True when the tables are of this make."""
    try:
        row = db.execute("select v from kv where k = 'make'").fetchone()
    except _BROKEN:
        return False
    return row is not None and row[0] == make()
