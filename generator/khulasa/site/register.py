"""The register of pages: every file of the site, whose it is, what it shows, and what of that is not written yet.

It is kept in the index and brought up to date for those owners alone whose rows were touched since (``dirty``, filled
by the triggers of the tables), so that one article more costs the same however many there are. Where what is under
every page changed (theme, words, settings, program), all owners are looked at again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import cast

from khulasa.index import story_rows
from khulasa.index.causes import forget
from khulasa.index.codec import stamp
from khulasa.plan import PageKind, PageSpec, Row, Written, pack, unpack
from khulasa.site import periods, sitemap, tables, urls, wanted, wanted_periods
from khulasa.site.periods import Periods
from khulasa.site.wanted import Ground, Wanted

COLUMNS = "path, kind, edition, key, number"


def bring(db: sqlite3.Connection, under: Ground) -> tuple[PageSpec, ...]:
    """Bring the register up to date with the index; the editor's files whose path is taken by a page."""
    db.execute("begin immediate")
    try:
        run = _Round(db, under)
        held = periods.collect(db)
        known = db.execute("select v from kv where k = 'ground'").fetchone()
        shapes = {p: wanted_periods.shape(held, under, p) for p in held.held}
        if known is not None and known[0] == under.mark:
            owners = _touched(db, shapes)
        else:
            owners = dict.fromkeys(wanted.everybody(db, held))
            rows = db.execute("select distinct owner from pages where mark != ''")
            owners = {**dict.fromkeys(o for (o,) in rows if o != SITEMAPS), **owners}
            run.all = True
        for owner in owners:
            if owner != "extra":
                _relist(run, owner, wanted.of(db, under, owner, held))
        _claim(run)
        taken = _extra(run, held)
        _sitemaps(run)
        _keep_shapes(db, shapes)
        db.execute("delete from dirty")
        db.execute("insert or replace into kv values ('ground', ?)", (under.mark,))
        db.execute("commit")
    except BaseException:
        db.rollback()
        raise
    return taken


SITEMAPS = "sitemaps"


@dataclass(slots=True)
class _Round:
    """One run over the owners."""

    db: sqlite3.Connection
    under: Ground
    all: bool = False
    """Whether every owner is looked at."""
    parts: set[str] = field(default_factory=set)
    """Parts of sitemaps in which a page came or went."""
    late: list[tuple[str, PageSpec, str]] = field(default_factory=list)
    """Pages whose path another owner has, which may yet give it up."""


def _touched(db: sqlite3.Connection, shapes: dict[str, str]) -> dict[str, None]:
    """The owners that may show something else than when the register was last brought up to date."""
    found = {owner for (owner,) in db.execute("select owner from dirty")}
    for owner in sorted(found):
        kind, _, ident = owner.partition("/")
        match kind:
            case "story":
                found.update(f"article/{one}" for one in story_rows.shown_on(db, ident))
            case "article":
                copies = db.execute("select id from articles where original = ?", (ident,))
                found.update(f"article/{one}" for (one,) in copies)
            case "moved":
                found.update(f"{k}/{ident}" for k in urls.FOLDERS)
            case "corrections":
                rows = db.execute(
                    "select distinct l.kind, l.entity from articles a join links l on l.article = a.id "
                    "where a.amended != ''"
                )
                found.update(f"{k}/{one}" for k, one in rows)
    spans = {tuple(owner.split("/")[1:]) for owner in found if owner.startswith("span/")}
    for owner in sorted(found):
        if owner.startswith("article/"):
            sql = "select sort, last from articles where id = ?"
            spans.update(db.execute(sql, (owner.partition("/")[2],)).fetchall())
    for first, last in spans:
        found.update(f"period/{p}" for p in periods.holding(first, last)[0])
        found.update(f"table/{part}" for part in tables.around(first))
    now = {f"table/{part}" for part, _ in tables.parts(db)}
    sql = "select distinct owner from pages where owner >= 'table/' and owner < 'table0' and mark != ''"
    found |= now ^ {owner for (owner,) in db.execute(sql)}
    before = dict(db.execute("select period, mark from periods"))
    found.update(f"period/{p}" for p in before.keys() | shapes.keys() if before.get(p) != shapes.get(p))
    own = sorted(o for o in found if o.partition("/")[0] not in ("span", "corrections", "moved"))
    return dict.fromkeys((*own, *wanted.ALWAYS))


def _keep_shapes(db: sqlite3.Connection, shapes: dict[str, str]) -> None:
    before = dict(db.execute("select period, mark from periods"))
    db.executemany(
        "delete from periods where period = ?", [(p,) for p in sorted(before.keys() - shapes.keys())]
    )
    rows = [(p, mark) for p, mark in shapes.items() if before.get(p) != mark]
    db.executemany("insert or replace into periods values (?, ?)", rows)


def _relist(run: _Round, owner: str, pages: Iterable[Wanted]) -> None:
    """Put down the pages of an owner in place of those that it had."""
    rows = run.db.execute(
        "select path, part, mark, before from pages where owner = ? and mark != ''", (owner,)
    )
    had = {path: (part, mark, before) for path, part, mark, before in rows}
    for spec, fingerprint in pages:
        if not run.under.settings.shows(spec):
            continue
        mark = pack(fingerprint)
        old = had.pop(spec.path, None)
        if old is None:
            _put(run, owner, spec, mark)
        elif old[1] != mark:
            before = old[1] if old[2] is None else old[2]
            run.db.execute(
                "update pages set key = ?, number = ?, mark = ?, before = ? where path = ?",
                (spec.key, spec.number, mark, None if before == mark else before, spec.path),
            )
    for path, (part, mark, before) in had.items():
        run.parts.add(part)
        if before == "":
            run.db.execute("delete from pages where path = ?", (path,))
        else:
            run.db.execute(
                "update pages set mark = '', part = '', before = ? where path = ?",
                (mark if before is None else before, path),
            )


def _put(run: _Round, owner: str, spec: PageSpec, mark: str) -> None:
    """Put down a page that is new, or that is wanted again; one whose path another has waits."""
    there = run.db.execute("select owner, mark, before from pages where path = ?", (spec.path,)).fetchone()
    if there and there[1] and there[0] != "extra":
        if there[0] == owner:
            raise ValueError(f"two pages have one path: {spec.path}")
        run.late.append((owner, spec, mark))
        return
    before = "" if there is None else there[1] if there[2] is None else there[2]
    part = sitemap.part(spec, _day(run.db, spec))
    run.parts.add(part)
    own = spec.path, owner, part, spec.kind, spec.edition, spec.key, spec.number
    run.db.execute(
        "insert into pages values (?, ?, ?, ?, ?, ?, ?, ?, ?, -1, 0, '') on conflict (path) do update set "
        "owner = excluded.owner, part = excluded.part, kind = excluded.kind, edition = excluded.edition, "
        "key = excluded.key, number = excluded.number, mark = excluded.mark, before = excluded.before",
        (*own, mark, None if before == mark else before),
    )


def _claim(run: _Round) -> None:
    """The pages that waited for their path. ValueError where two owners want one."""
    waiting, run.late = run.late, []
    for owner, spec, mark in waiting:
        _put(run, owner, spec, mark)
    if run.late:
        raise ValueError(f"two pages have one path: {run.late[0][1].path}")


def _extra(run: _Round, held: Periods) -> tuple[PageSpec, ...]:
    """The files of the editor, beside everything else; those whose path is taken."""
    free: list[Wanted] = []
    taken: list[PageSpec] = []
    for spec, mark in wanted.of(run.db, run.under, "extra", held):
        row = run.db.execute("select owner, mark from pages where path = ?", (spec.path,)).fetchone()
        if row and row[1] and row[0] != "extra":
            taken.append(spec)
        else:
            free.append((spec, mark))
    _relist(run, "extra", free)
    return tuple(taken)


def _day(db: sqlite3.Connection, spec: PageSpec) -> str:
    if spec.kind != "article":
        return ""
    return str(db.execute("select sort from articles where id = ?", (spec.key,)).fetchone()[0])


def _sitemaps(run: _Round) -> None:
    """The sitemaps; read again are those in whose parts a page came or went."""
    plain, found = run.under.plain[""], sitemap.files(run.db)
    rows = run.db.execute("select path, mark from pages where owner = ? and mark != ''", (SITEMAPS,))
    had = dict(rows)
    pages: list[tuple[PageSpec, str]] = []
    for path, start in found.items():
        spec = PageSpec(path, "sitemap", "", start)
        if not run.all and path in had and not any(part and part.startswith(start) for part in run.parts):
            pages.append((spec, had[path]))
        else:
            paths = [member.path for member in sitemap.members(run.db, start)]
            pages.append((spec, pack({**plain, "list": stamp(paths)})))
    if sitemap.MAIN not in found:
        spec = PageSpec(sitemap.MAIN, "sitemap", "", "index")
        pages.append((spec, pack({**plain, "list": stamp([*found])})))
    _relist(run, SITEMAPS, [(spec, unpack(mark)) for spec, mark in pages])


# ------------------------------------------------------------------ what is to be done


def due(db: sqlite3.Connection, damaged: Iterable[str] = (), *, everything: bool) -> Iterator[Row]:
    """What is to be written or taken away, then the ``damaged``; all pages where ``everything`` is."""
    if everything:
        yield from ((spec, mark, "") for spec, mark in every(db))
        return
    sql = f"select {COLUMNS}, mark, before from pages where before is not null"  # noqa: S608 - our own names
    for *spec, mark, before in db.execute(sql):
        yield PageSpec(*spec), mark, before
    for path in damaged:
        row = db.execute(f"select {COLUMNS}, mark from pages where path = ?", (path,)).fetchone()  # noqa: S608
        yield PageSpec(*row[:5]), row[5], None


def every(db: sqlite3.Connection) -> Iterator[tuple[PageSpec, str]]:
    """Every page with its packed fingerprint, by path."""
    sql = f"select {COLUMNS}, mark from pages where mark != '' order by path"  # noqa: S608 - our own names
    for path, kind, edition, key, number, mark in db.execute(sql):
        # There are very many of them at a first build: what they share is held once.
        yield PageSpec(path, cast("PageKind", intern(kind)), intern(edition), intern(key), number), mark


@dataclass(frozen=True, slots=True)
class Kept:
    """The files that are as they should be; they are looked up, not held."""

    db: sqlite3.Connection
    but: frozenset[str] = frozenset()
    """Those of them that are damaged."""
    none: bool = False
    """Whether nothing of the last build can be kept."""

    def __contains__(self, path: object) -> bool:
        sql = "select 1 from pages where path = ? and before is null"
        return not self.none and path not in self.but and self.db.execute(sql, (path,)).fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        if not self.none:
            for (path,) in self.db.execute("select path from pages where before is null order by path"):
                if path not in self.but:
                    yield path

    def __len__(self) -> int:
        if self.none:
            return 0
        (every,) = self.db.execute("select count(*) from pages").fetchone()
        (due,) = self.db.execute("select count(*) from pages where before is not null").fetchone()
        return int(every - due - len(self.but))


def files(db: sqlite3.Connection) -> Iterator[tuple[str, int, int, str]]:
    """Path, size, time and hash of the files that are as they should be, by path."""
    yield from db.execute("select path, size, mtime, sha from pages where before is null order by path")


def settle(db: sqlite3.Connection, tree: str, written: Iterable[Written], restored: Iterable[Written]) -> str:
    """Remember what is written, as it comes, and what has another time now; the name of the new tree.

    That is a sum over its pages, so that it follows from the name of the last one (empty for none) and what changed.
    """
    total = int(tree or "0", 16)
    for spec, mark, before in due(db, everything=not tree):
        total += int(stamp(spec.path, mark), 16) if mark else 0
        total -= int(stamp(spec.path, before), 16) if before else 0
    name = f"{total % 2**48:012x}"
    db.execute("begin immediate")
    try:
        db.execute("delete from pages where mark = ''")
        db.executemany("update pages set mtime = ? where path = ?", [(w.mtime, w.path) for w in restored])
        db.executemany(
            "update pages set before = null, size = ?, mtime = ?, sha = ? where path = ?",
            ((w.size, w.mtime, w.sha, w.path) for w in written),
        )
        db.execute("insert or replace into kv values ('tree', ?)", (name,))
        forget(db)
        db.execute("commit")
    except BaseException:
        db.rollback()  # which does nothing where SQLite has done it, as on a full disk
        raise
    return name


def tops(db: sqlite3.Connection) -> set[str]:
    """Names at the top of the site, also of what is to be taken away."""
    rows = db.execute("select distinct substr(path, 1, instr(path || '/', '/') - 1) from pages")
    return {name for (name,) in rows}
