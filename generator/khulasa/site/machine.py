"""Every file of the site that is for machines and that no template makes: which there are, and their bytes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby
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
    wanted_stories,
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


def wanted(db: sqlite3.Connection, under: Ground) -> Iterator[Wanted]:
    """All of them but the sitemaps, which follow from the pages."""
    yield from _feeds(db, under)
    yield from _data(db, under)
    if posters.wanted(under.settings):
        yield from _pictures(db, under)
    settings, plain = under.settings, under.plain
    labels = stamp(db.execute("select kind, id, label_stamp from entities order by kind, id").fetchall())
    icons = stamp([path for path in under.files if path.startswith("icons/")])
    for edition in settings.editions:
        words = under.base[edition]["words"]
        spec = PageSpec(urls.opml(edition), "opml", edition)
        yield spec, {**plain[edition], "names": labels, "words": words}
        yield PageSpec(urls.manifest(edition), "manifest", edition), {**plain[edition], "file": icons}
    yield PageSpec("robots.txt", "robots"), plain[""]
    if settings.tdm_reservation:
        yield PageSpec(robots.TDM_PATH, "reservation"), plain[""]
    for host in settings.headers:
        yield PageSpec(headers.FILES[host], "headers", "", host), plain[""]


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


def _feeds(db: sqlite3.Connection, under: Ground) -> Iterator[Wanted]:
    size = under.settings.feed_size
    words = stamp(under.base["ar"]["words"], under.base["fa"]["words"])

    def mark(key: str) -> Fingerprint:
        found = feeds.members(db, key, size)
        said = {"words": words} if any(amended for _, _, amended in found) else {}
        return {"members": stamp(found), **said}

    former: dict[tuple[str, str], list[str]] = {}
    for one in moved.everything(db):
        if len(one.new) == 1:
            former.setdefault((one.kind, one.new[0]), []).append(one.old)
    newest = mark("")
    for edition in under.settings.editions:
        yield from _both(urls.home(edition), edition, "", {**under.plain[edition], **newest})
    for kind, ident, label in db.execute(
        "select kind, id, label_stamp from entities order by kind, id"
    ).fetchall():
        members = mark(f"{kind}/{ident}")
        for edition in under.settings.editions:
            own = {**under.plain[edition], **members, "names": label}
            for old in (ident, *former.get((kind, ident), ())):
                yield from _both(urls.term(edition, kind, old), edition, f"{kind}/{ident}", own)


def _both(page: str, edition: str, key: str, mark: Fingerprint) -> Iterator[Wanted]:
    yield PageSpec(urls.feed(page), "feed", edition, key), mark
    yield PageSpec(urls.json_feed(page), "jsonfeed", edition, key), mark


def _data(db: sqlite3.Connection, under: Ground) -> Iterator[Wanted]:
    settings, plain = under.settings, {"program": under.plain[""]["program"]}
    rows = db.execute("select id, publisher, source_file, page_stamp from articles order by id")
    for ident, publisher, source_file, page in rows:
        full = str(settings.full(publisher, source_file))
        spec = PageSpec(urls.article_data(ident), "data", "", f"article/{ident}")
        yield spec, {**plain, "article": page, "publish": full}
    members = _members(db)
    people: list[tuple[str, ...]] = []
    tags: list[tuple[str, ...]] = []
    for kind, ident, own, facts in db.execute(
        "select kind, id, stamp, facts_stamp from entities order by kind, id"
    ):
        spec = PageSpec(urls.term_data(kind, ident), "data", "", f"{kind}/{ident}")
        yield spec, {**plain, "record": own, "members": stamp(members[kind, ident], facts)}
        (people if kind == "person" else tags).append((kind, ident, own, members[kind, ident]))
    for name, found in (("people", people), ("tags", tags)):
        mark = {**plain, "list": stamp(found)}
        yield PageSpec(f"data/{name}.json", "data", "", name), mark
        yield from _files(settings, name, "", mark, ("csv",))
    yield from _by_year(db, under)
    yield from wanted_stories.data(db, under)
    years = [year for year, _ in tables.years(db)]
    title = settings.title("en" if "en" in settings.editions else settings.editions[0])
    mark = {**under.plain[""], "list": stamp(years, parquet.wanted(settings), title)}
    yield PageSpec(datapackage.PATH, "data", "", "package"), mark


def _by_year(db: sqlite3.Connection, under: Ground) -> Iterator[Wanted]:
    """The tables that have a file for each year, and the list of these files."""
    settings, plain = under.settings, {"program": under.plain[""]["program"]}
    years = tables.years(db)
    rows = db.execute(
        "select substr(sort, 1, 4), id || page_stamp || source_file from articles order by sort, id"
    )
    marks = {
        year or tables.UNDATED: stamp([m for _, m in group]) for year, group in groupby(rows, lambda r: r[0])
    }
    for table in tables.TABLES:
        if table.by_year:
            mark = {**plain, "list": stamp(years, parquet.wanted(settings))}
            yield PageSpec(f"data/{table.name}.json", "data", "", f"index/{table.name}"), mark
            for year, _ in years:
                yield from _files(settings, table.name, year, {**plain, "list": marks[year]}, ("json", "csv"))


def _files(
    settings: SiteSettings, table: str, year: str, mark: Fingerprint, endings: tuple[str, ...]
) -> Iterator[Wanted]:
    for ending in endings:
        yield PageSpec(tables.file(table, year, ending), "data", "", f"table/{table}/{year}/{ending}"), mark
    if parquet.wanted(settings):
        spec = PageSpec(tables.file(table, year, "parquet"), "data", "", f"table/{table}/{year}/parquet")
        yield spec, {**mark, "file": stamp(parquet.version())}


def _members(db: sqlite3.Connection) -> Mapping[tuple[str, str], str]:
    """A stamp of what the data of an entity says of its articles."""
    about = dict(
        db.execute("select id, source_file || char(10) || lang || char(10) || publisher from articles")
    )
    rows = db.execute("select kind, entity, sort, article from links order by kind, entity, sort, article")
    found: dict[tuple[str, str], str] = {}
    for key, group in groupby(rows, key=lambda r: (r[0], r[1])):
        told = "\n".join(f"{sort}\n{article}\n{about[article]}" for _, _, sort, article in group)
        found[key] = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return found


def _pictures(db: sqlite3.Connection, under: Ground) -> Iterator[Wanted]:
    """A picture of each article, drawn again only when its title, source or date is another."""
    settings = under.settings
    drawn = {"file": stamp(posters.fonts_stamp(settings), posters.libraries())}
    for edition in settings.editions:
        words = under.base[edition]["words"]
        yield (
            PageSpec(urls.picture(edition), "picture", edition),
            {**under.plain[edition], **drawn, "words": words},
        )
    for ident, lang, shown in posters.shown(db):
        spec = PageSpec(urls.picture(lang, ident), "picture", lang, ident)
        yield spec, {**under.plain[lang], **drawn, "article": shown}
