"""Every page of the site, with a fingerprint of exactly what it shows; read from stamps, not from articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from khulasa import fingerprint
from khulasa.index import doubts, read, story_rows
from khulasa.index.codec import stamp
from khulasa.languages import edition as load_edition
from khulasa.plan import Fingerprint, PageKind, PageSpec
from khulasa.site import (
    datapage,
    extra,
    lists,
    machine,
    method,
    moved,
    pages,
    periods,
    posters,
    search,
    sitemap,
    urls,
    wanted_periods,
    wanted_stories,
)
from khulasa.site.paging import around, cut
from khulasa.site.periods import Periods
from khulasa.site.search import page as search_page
from khulasa.site.settings import SiteSettings

Wanted = tuple[PageSpec, Fingerprint]
HTML: tuple[PageKind, ...] = (
    "home", "search", "article", "story", "stories", "term", "index", "archive", "digest", "method", "rtl", "about",
    "datapage", "editions", "notfound", "moved",
)  # fmt: skip
LIBRARIES = ("babel", "hijridate", "jinja2", "khulasa", "markupsafe", "pelican", "persiantools")


@dataclass(frozen=True, slots=True)
class Ground:
    """Stamps of what is under every page."""

    settings: SiteSettings
    assets: str
    """Short hash over the static files of the theme."""
    rules: str
    """Of all that the method page says."""
    parts: tuple[str, ...]
    files: Mapping[str, str]
    """Static files of the theme by path under ``static/``, with their fingerprints."""

    plain: Mapping[str, Fingerprint]
    """What is under a file that no template makes, by edition (``""`` for none)."""
    base: Mapping[str, Fingerprint]
    """What is under a page that a template makes, by edition."""

    def html(self, edition: str, **parts: str) -> Fingerprint:
        """What is under a page, with what it shows itself."""
        return {**parts, **self.base[edition]}


@cache
def program() -> str:
    """Fingerprint of the code and the libraries that decide how a page looks."""
    folders = [fingerprint.of_folder(fingerprint.PACKAGE / name, "**/*.py") for name in ("site", "index")]
    tables = fingerprint.of_folder(fingerprint.PACKAGE / "languages", "*/language.toml")
    return stamp(folders, tables, [metadata.version(name) for name in LIBRARIES])


def ground(db: sqlite3.Connection, settings: SiteSettings) -> Ground:
    """The stamps of theme, catalogues, settings and program as they are now."""
    theme = settings.theme
    files = {
        f.relative_to(theme / "static").as_posix(): fingerprint.of_bytes(f.read_bytes())
        for f in sorted((theme / "static").rglob("*"))
        if f.is_file() and not any(p.startswith(".") for p in f.relative_to(theme).parts)
    }
    assets = stamp(sorted(files.items()))[:8]
    templates = stamp(fingerprint.of_folder(theme / "templates"), assets)
    words = {e: _catalogue(theme / "translations" / f"{e}.po") for e in settings.editions}
    there = pages.parts(db)
    codes = ("", *settings.editions)
    plain = {e: _plain(settings, e) for e in codes}
    base = {e: {**plain[e], **_dress(settings, e, words, templates, there)} for e in codes}
    rules = method.rules_stamp(settings.rules_off)
    return Ground(settings, assets, rules, there, files, plain, base)


def _plain(settings: SiteSettings, edition: str) -> Fingerprint:
    return {
        "program": program(),
        "settings": stamp(
            settings.url,
            settings.title(edition),
            settings.editions,
            settings.version,
            settings.robots,
            settings.tdm_reservation,
            posters.wanted(settings),
        ),
    }


def _dress(
    settings: SiteSettings, edition: str, words: Mapping[str, str], templates: str, parts: tuple[str, ...]
) -> Fingerprint:
    """Theme, words and navigation; the pages that belong to no edition speak the words of all."""
    if edition:
        return {"theme": templates, "words": words[edition], "navigation": stamp(parts)}
    titles = [settings.title(e) for e in settings.editions]
    return {"theme": templates, "words": stamp(words), "settings": stamp(_plain(settings, ""), titles)}


def _catalogue(file: Path) -> str:
    return fingerprint.of_bytes(file.read_bytes())


def wanted(db: sqlite3.Connection, under: Ground) -> Iterator[Wanted]:
    """Every file of the site."""
    shown = list(html(db, under))
    yield from shown
    yield from machine.wanted(db, under)
    for path, mark in search.files(db):
        yield PageSpec(path, "lookup", "", path), {"list": mark}
    yield from _sitemaps(db, under, [spec for spec, _ in shown])
    for path, mark in under.files.items():
        yield PageSpec(f"theme/{path}", "static", "", f"theme/{path}"), {"file": mark}
    for path in extra.files(under.settings.content):
        mark = fingerprint.of_bytes((under.settings.content / extra.FOLDER / path).read_bytes())
        yield PageSpec(path, "static", "", f"content/{path}"), {"file": mark}


def sitemaps(db: sqlite3.Connection, specs: Iterable[PageSpec]) -> dict[str, tuple[PageSpec, ...]]:
    """Path of each sitemap → the pages that it lists."""
    return sitemap.cut(specs, dict(db.execute("select id, sort from articles")))


def keep_listed(db: sqlite3.Connection, specs: Iterable[PageSpec]) -> None:
    """Put down the pages that templates make, for whoever makes the sitemaps."""
    rows = [(s.path, s.kind, s.edition, s.key, s.number) for s in specs if s.kind in HTML]
    db.execute("begin immediate")
    db.execute("delete from listed")
    db.executemany("insert into listed values (?, ?, ?, ?, ?)", rows)
    db.execute("commit")


def listed(db: sqlite3.Connection) -> list[PageSpec]:
    """The pages that were put down."""
    return [PageSpec(*row) for row in db.execute("select path, kind, edition, key, number from listed")]


def _sitemaps(db: sqlite3.Connection, under: Ground, specs: list[PageSpec]) -> Iterator[Wanted]:
    found = sitemaps(db, specs)
    for path, members in found.items():
        yield PageSpec(path, "sitemap"), {**under.plain[""], "list": stamp([s.path for s in members])}
    if sitemap.MAIN not in found:
        yield PageSpec(sitemap.MAIN, "sitemap"), {**under.plain[""], "list": stamp([*found])}


def html(db: sqlite3.Connection, under: Ground) -> Iterator[Wanted]:
    """Every page that a template makes."""
    yield PageSpec("index.html", "editions"), under.html("")
    yield PageSpec("404.html", "notfound"), under.html("")
    yield from _articles(db, under)
    yield from _terms(db, under)
    yield from moved.wanted(db, under)
    yield from wanted_stories.html(db, under)
    held = periods.collect(db)
    yield from wanted_periods.archives(held, under)
    yield from wanted_periods.digest_pages(held, under)
    for edition in under.settings.editions:
        yield from _single(db, under, edition, held)


def _spec(url: str, kind: PageKind, edition: str, key: str = "", number: int = 0) -> PageSpec:
    return PageSpec(urls.file(url), kind, edition, key, number)


def _single(db: sqlite3.Connection, under: Ground, edition: str, held: Periods) -> Iterator[Wanted]:
    """The pages that an edition has once."""
    newest = db.execute(
        "select card_stamp || card_names from articles where original = '' order by sort desc, id desc limit ?",
        (under.settings.home_size,),
    ).fetchall()
    tops = [
        db.execute(
            "select id, n, label_stamp from entities where kind = ? order by n desc, id limit ?",
            (k, lists.TOP),
        ).fetchall()
        for k in urls.FOLDERS
    ]
    digests = wanted_periods.newest(held, load_edition(edition).week)
    shown = {
        "members": stamp(newest),
        "list": stamp(tops, read.count(db), digests, wanted_stories.newest(db)),
    }
    yield _spec(urls.home(edition), "home", edition), under.html(edition, **shown)
    for folder, kind in urls.KINDS.items():
        if folder in under.parts:
            rows = db.execute("select id, n, label_stamp from entities where kind = ? order by id", (kind,))
            mark = stamp(rows.fetchall())
            yield _spec(urls.part(edition, folder), "index", edition, kind), under.html(edition, list=mark)
    mark = search_page.mark(db)
    yield _spec(urls.part(edition, "search"), "search", edition), under.html(edition, list=mark)
    yield _spec(urls.part(edition, "method"), "method", edition), under.html(edition, rules=under.rules)
    yield _spec(urls.part(edition, "rtl"), "rtl", edition), under.html(edition)
    mark = datapage.mark(db, under.settings)
    yield _spec(urls.part(edition, "data"), "datapage", edition), under.html(edition, list=mark)
    about = extra.about_file(under.settings.content, edition)
    mark = fingerprint.of_bytes(about.read_bytes()) if about.is_file() else ""
    yield _spec(urls.part(edition, "about"), "about", edition), under.html(edition, file=mark)


def _articles(db: sqlite3.Connection, under: Ground) -> Iterator[Wanted]:
    related: dict[str, list[str]] = {}
    for ident, mark in db.execute(
        "select r.article, a.card_stamp || a.card_names from related r join articles a on a.id = r.other "
        "order by r.article, r.place"
    ):
        related.setdefault(ident, []).append(mark)
    told = story_rows.beside(db)
    rows = db.execute(
        "select id, lang, publisher, source_file, page_stamp, page_names from articles order by id"
    )
    for ident, lang, publisher, source_file, page, names in rows:
        full = under.settings.full(publisher, source_file)
        near = stamp(related.get(ident, []), told.get(ident, ""))
        mark = under.html(lang, article=page, names=names, related=near, publish=str(full))
        yield _spec(urls.article(lang, ident), "article", lang, ident), mark


def _terms(db: sqlite3.Connection, under: Ground) -> Iterator[Wanted]:
    rows = {
        (kind, ident): (n, undated, own, facts)
        for kind, ident, n, undated, own, facts in db.execute(
            "select kind, id, n, undated, stamp, facts_stamp from entities"
        )
    }
    labels = dict(db.execute("select id, label_stamp from entities where kind = 'person'"))
    open_ones = {i: stamp([labels.get(o) for o in found]) for i, found in doubts.everything(db).items()}
    for (kind, ident), marks in read.streams(db):
        n, undated, own, facts = rows[kind, ident]
        own += open_ones.get(ident, "") if kind == "person" else ""
        slices = cut(n, undated, under.settings.page_size)
        for place, one in enumerate(slices):
            shown = {
                "record": own,
                "members": stamp(marks[one.offset : one.offset + one.length]),
                "list": stamp(around(slices, place), "" if one.name else facts),
            }
            for edition in under.settings.editions:
                url = urls.numbered(urls.term(edition, kind, ident), one.name)
                spec = _spec(url, "term", edition, f"{kind}/{ident}", one.number)
                yield spec, under.html(edition, **shown)
