"""Every file of the site that is for machines and that no template makes: which there are, and their bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from khulasa.index import moved
from khulasa.index.codec import stamp
from khulasa.plan import PageKind, PageSpec
from khulasa.site import (
    data,
    datapackage,
    feeds,
    headers,
    i18n,
    parquet,
    posters,
    robots,
    tables,
    urls,
)
from khulasa.site.desk import Shelf
from khulasa.site.settings import SiteSettings

if TYPE_CHECKING:
    from khulasa.plan import Fingerprint
    from khulasa.site.wanted import Ground, Wanted

KINDS: tuple[PageKind, ...] = (
    "feed", "jsonfeed", "opml", "data", "robots", "reservation", "headers", "manifest", "picture",
)  # fmt: skip
HEADINGS = {
    "people": "People",
    "organisations": "Organisations",
    "places": "Places",
    "events": "Events",
    "topics": "Topics",
    "sources": "Sources",
}
"""Parts of the site in an OPML file, with the message that names each."""


def site(db: sqlite3.Connection, under: Ground) -> Iterator[Wanted]:
    """What there is once; the sitemaps follow from the pages and are not among them."""
    settings, plain = under.settings, under.plain
    newest = _members(db, under, "")
    for edition in settings.editions:
        yield from _both(urls.home(edition), edition, "", {**plain[edition], **newest})
    yield from _lists(db, under)
    labels = stamp(db.execute("select kind, id, label_stamp from entities order by kind, id").fetchall())
    icons = stamp([path for path in under.files if path.startswith("icons/")])
    for edition in settings.editions:
        words = under.base[edition]["words"]
        spec = PageSpec(urls.opml(edition), "opml", edition)
        yield spec, {**plain[edition], "names": labels, "words": words}
        yield PageSpec(urls.manifest(edition), "manifest", edition), {**plain[edition], "file": icons}
        if under.drawn:
            spec = PageSpec(urls.picture(edition), "picture", edition)
            yield spec, {**plain[edition], "file": under.drawn, "words": words}
    yield PageSpec("robots.txt", "robots"), plain[""]
    if settings.tdm_reservation:
        yield PageSpec(robots.TDM_PATH, "reservation"), plain[""]
    for host in settings.headers:
        yield PageSpec(headers.FILES[host], "headers", "", host), plain[""]


def article(db: sqlite3.Connection, under: Ground, ident: str) -> Iterator[Wanted]:
    """An article as data, and its picture, which is drawn again only when its title, source or date is another."""
    row = db.execute(
        "select lang, publisher, source_file, page_stamp from articles where id = ?", (ident,)
    ).fetchone()
    if row is None:
        return
    lang, publisher, source_file, page = row
    full = str(under.settings.full(publisher, source_file))
    spec = PageSpec(urls.article_data(ident), "data", "", f"article/{ident}")
    yield spec, {"program": under.plain[""]["program"], "article": page, "publish": full}
    if under.drawn:
        spec = PageSpec(urls.picture(lang, ident), "picture", lang, ident)
        yield spec, {**under.plain[lang], "file": under.drawn, "article": posters.shown(db, ident)}


def term(db: sqlite3.Connection, under: Ground, kind: str, ident: str) -> Iterator[Wanted]:
    """An entity as data, and its feeds, also at the addresses of the ids that it had before."""
    row = db.execute(
        "select label_stamp, stamp, facts_stamp, told from entities where kind = ? and id = ?", (kind, ident)
    ).fetchone()
    if row is None:
        return
    label, own, facts, told = row
    spec = PageSpec(urls.term_data(kind, ident), "data", "", f"{kind}/{ident}")
    yield spec, {"program": under.plain[""]["program"], "record": own, "members": stamp(told, facts)}
    members = _members(db, under, f"{kind}/{ident}")
    former = moved.former(db, kind, ident)
    for edition in under.settings.editions:
        mark = {**under.plain[edition], **members, "names": label}
        for old in (ident, *former):
            yield from _both(urls.term(edition, kind, old), edition, f"{kind}/{ident}", mark)


def part(db: sqlite3.Connection, under: Ground, name: str) -> Iterator[Wanted]:
    """The tables of a part of time; none where that has no file."""
    if not tables.is_part(db, name):
        return
    rows = db.execute(
        "select id || page_stamp || source_file from articles where sort between ? and ? order by sort, id",
        tables.span(name),
    ).fetchall()
    mark = {"program": under.plain[""]["program"], "list": stamp([m for (m,) in rows])}
    for table in tables.TABLES:
        if table.by_time:
            yield from _files(under.settings, table.name, name, mark, ("json", "csv"))


def make(db: sqlite3.Connection, settings: SiteSettings, spec: PageSpec, shelf: Shelf) -> bytes:
    """The bytes of one of them."""
    match spec.kind:
        case "feed":
            return feeds.atom(db, settings, feeds.feed(db, settings, spec.edition, spec.key, shelf.article))
        case "jsonfeed":
            made = feeds.feed(db, settings, spec.edition, spec.key, shelf.article)
            return feeds.json_feed(db, settings, made)
        case "opml":
            words = i18n.catalogue(settings.theme / "translations", spec.edition)
            headings = {folder: words.one(message) for folder, message in HEADINGS.items()}
            return feeds.opml(db, settings, spec.edition, headings)
        case "data":
            return data.make(db, settings, spec.key)
        case "manifest":
            static = settings.theme / "static"
            icons = (f.relative_to(static).as_posix() for f in (static / "icons").glob("*"))
            return robots.manifest(settings, spec.edition, icons)
        case "reservation":
            return robots.reservation(settings)
        case "headers":
            return headers.make(spec.key)
        case "picture":
            return posters.make(db, settings, spec.edition, spec.key)
        case _:
            return robots.robots(settings)


def _members(db: sqlite3.Connection, under: Ground, key: str) -> Fingerprint:
    """What a feed holds."""
    found = feeds.members(db, key, under.settings.feed_size)
    said = {"words": under.said} if any(amended for _, _, amended in found) else {}
    return {"members": stamp(found), **said}


def _both(page: str, edition: str, key: str, mark: Fingerprint) -> Iterator[Wanted]:
    yield PageSpec(urls.feed(page), "feed", edition, key), mark
    yield PageSpec(urls.json_feed(page), "jsonfeed", edition, key), mark


def _lists(db: sqlite3.Connection, under: Ground) -> Iterator[Wanted]:
    """The tables of names, the lists of the files of each part of time, and the description of all tables."""
    settings, plain = under.settings, {"program": under.plain[""]["program"]}
    for name, sign in (("people", "="), ("tags", "!=")):
        found = db.execute(
            f"select kind, id, stamp, told from entities where kind {sign} 'person' order by kind, id"  # noqa: S608
        )
        mark = {**plain, "list": stamp(found.fetchall())}
        yield PageSpec(f"data/{name}.json", "data", "", name), mark
        yield from _files(settings, name, "", mark, ("csv",))
    parts = tables.parts(db)
    for table in tables.TABLES:
        if table.by_time:
            mark = {**plain, "list": stamp(parts, parquet.wanted(settings))}
            yield PageSpec(f"data/{table.name}.json", "data", "", f"index/{table.name}"), mark
    title = settings.title("en" if "en" in settings.editions else settings.editions[0])
    mark = {**under.plain[""], "list": stamp([part for part, _ in parts], parquet.wanted(settings), title)}
    yield PageSpec(datapackage.PATH, "data", "", "package"), mark


def _files(
    settings: SiteSettings, table: str, part: str, mark: Fingerprint, endings: tuple[str, ...]
) -> Iterator[Wanted]:
    for ending in endings:
        yield PageSpec(tables.file(table, part, ending), "data", "", f"table/{table}/{part}/{ending}"), mark
    if parquet.wanted(settings):
        spec = PageSpec(tables.file(table, part, "parquet"), "data", "", f"table/{table}/{part}/parquet")
        yield spec, {**mark, "file": stamp(parquet.version())}
