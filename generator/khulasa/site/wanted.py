"""Every page of the site, with a fingerprint of exactly what it shows; read from stamps, not from articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import metadata
from pathlib import Path

from khulasa import fingerprint
from khulasa.errors import KhulasaError, Problem
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
    posters,
    search,
    tables,
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
LANGUAGES = ("ar", "fa")
"""Of articles: their pages say some things in their own language whatever the edition."""
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

    said: str
    """Of the words in which something is said of an article, in either language."""
    drawn: str
    """Of what is under every picture; empty where none is drawn."""
    plain: Mapping[str, Fingerprint]
    """What is under a file that no template makes, by edition (``""`` for none)."""
    base: Mapping[str, Fingerprint]
    """What is under a page that a template makes, by edition."""

    @property
    def mark(self) -> str:
        """Stamp of all that is under any page: where it is another, every page is looked at again."""
        places = {"content", "output", "theme", "state", "store", "jobs"}
        own = {f.name: getattr(self.settings, f.name) for f in fields(self.settings) if f.name not in places}
        return stamp(self.rules, self.parts, self.files, self.said, self.drawn, self.plain, self.base, own)

    def html(self, edition: str, **parts: str) -> Fingerprint:
        """What is under a page, with what it shows itself."""
        return {**parts, **self.base[edition]}


def check_theme(settings: SiteSettings) -> None:
    """KhulasaError where the theme lacks a template or a catalogue: Pelican would take one of its own instead."""
    theme = settings.theme
    needed = [
        f"templates/{kind}.html" for kind in HTML if settings.shows(PageSpec("", kind, settings.editions[0]))
    ]
    needed += [f"translations/{code}.po" for code in dict.fromkeys((*LANGUAGES, *settings.editions))]
    missing = [name for name in needed if not (theme / name).is_file()]
    if missing:
        what = f"the theme has no {', no '.join(missing)}"
        raise KhulasaError(Problem(str(theme), what, "add them, or name another folder under [paths] theme"))


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
    said = stamp([_catalogue(theme / "translations" / f"{lang}.po") for lang in LANGUAGES])
    there = pages.parts(db)
    codes = ("", *settings.editions)
    plain = {e: _plain(settings, e) for e in codes}
    base = {e: {**plain[e], **_dress(settings, e, words, templates, there)} for e in codes}
    rules = method.rules_stamp(settings.rules_off)
    return Ground(settings, assets, rules, there, files, said, posters.drawn(settings), plain, base)


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


def everybody(db: sqlite3.Connection, held: Periods) -> Iterator[str]:
    """Everything that has files of its own, by what ``of`` calls it; what is always looked at comes last."""
    for table in ("articles", "stories"):
        kind = {"articles": "article", "stories": "story"}[table]
        for (ident,) in db.execute(f"select id from {table} order by id"):  # noqa: S608 - our own table names
            yield f"{kind}/{ident}"
    for kind, ident in db.execute("select kind, id from entities order by kind, id"):
        yield f"{kind}/{ident}"
    yield from (f"period/{period}" for period in held.held)
    yield from (f"table/{part}" for part, _ in tables.parts(db))
    yield from (f"lookup/{path}" for path, _ in search.files(db))
    yield from ALWAYS


ALWAYS = ("moved", "stories", "site", "extra")
"""What is looked at in each build: it is little, or it follows from everything."""


def of(db: sqlite3.Connection, under: Ground, owner: str, held: Periods) -> Iterator[Wanted]:
    """Every file of an owner; none where there is no such owner any more."""
    kind, _, ident = owner.partition("/")
    match kind:
        case "article":
            yield from _article(db, under, ident)
            yield from machine.article(db, under, ident)
        case "story":
            yield from wanted_stories.story(db, under, ident)
        case "period":
            yield from wanted_periods.period(held, under, ident)
        case "table":
            yield from machine.part(db, under, ident)
        case "lookup":
            mark = search.mark(db, ident)
            if mark:
                yield PageSpec(ident, "lookup", "", ident), {"list": mark}
        case "moved":
            yield from moved.wanted(db, under)
        case "stories":
            yield from wanted_stories.lists(db, under)
        case "site":
            yield from _site(db, under, held)
        case "extra":
            yield from _extra(under)
        case _:
            yield from _term(db, under, kind, ident)
            yield from machine.term(db, under, kind, ident)


def _site(db: sqlite3.Connection, under: Ground, held: Periods) -> Iterator[Wanted]:
    """What there is once."""
    yield PageSpec("index.html", "editions"), under.html("")
    yield PageSpec("404.html", "notfound"), under.html("")
    yield from wanted_periods.lists(held, under)
    for edition in under.settings.editions:
        yield from _single(db, under, edition, held)
    yield from machine.site(db, under)
    for path, mark in under.files.items():
        yield PageSpec(f"theme/{path}", "static", "", f"theme/{path}"), {"file": mark}


def _extra(under: Ground) -> Iterator[Wanted]:
    """What an editor put beside the site."""
    for path in extra.files(under.settings.content):
        mark = fingerprint.of_bytes((under.settings.content / extra.FOLDER / path).read_bytes())
        yield PageSpec(path, "static", "", f"content/{path}"), {"file": mark}


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
            yield from _names(db, under, edition, folder, kind)
    mark = search_page.mark(db)
    yield _spec(urls.part(edition, "search"), "search", edition), under.html(edition, list=mark)
    yield _spec(urls.part(edition, "method"), "method", edition), under.html(edition, rules=under.rules)
    yield _spec(urls.part(edition, "rtl"), "rtl", edition), under.html(edition)
    mark = datapage.mark(db, under.settings)
    yield _spec(urls.part(edition, "data"), "datapage", edition), under.html(edition, list=mark)
    about = extra.about_file(under.settings.content, edition)
    mark = fingerprint.of_bytes(about.read_bytes()) if about.is_file() else ""
    yield _spec(urls.part(edition, "about"), "about", edition), under.html(edition, file=mark)


def _names(db: sqlite3.Connection, under: Ground, edition: str, folder: str, kind: str) -> Iterator[Wanted]:
    """The page of all names of a kind, and those of the letters where these are many."""
    marks = read.letter_marks(db, kind, edition)
    many = sum(map(len, marks.values())) > under.settings.index_size
    letters = [*marks]
    top = db.execute(
        "select id, n, label_stamp from entities where kind = ? order by n desc, id limit ?",
        (kind, lists.MOST),
    ).fetchall()
    mark = stamp(letters, top) if many else stamp([*marks.items()])
    yield _spec(urls.part(edition, folder), "index", edition, kind), under.html(edition, list=mark)
    for letter, found in marks.items() if many else ():
        spec = _spec(urls.letter(edition, kind, letter + 1), "index", edition, kind, letter + 1)
        yield spec, under.html(edition, list=stamp(found, letters))


def _article(db: sqlite3.Connection, under: Ground, ident: str) -> Iterator[Wanted]:
    row = db.execute(
        "select lang, publisher, source_file, page_stamp, page_names from articles where id = ?", (ident,)
    ).fetchone()
    if row is None:
        return
    lang, publisher, source_file, page, names = row
    related = db.execute(
        "select a.card_stamp || a.card_names from related r join articles a on a.id = r.other "
        "where r.article = ? order by r.place",
        (ident,),
    ).fetchall()
    near = stamp([mark for (mark,) in related], story_rows.beside(db, ident))
    full = under.settings.full(publisher, source_file)
    mark = under.html(lang, article=page, names=names, related=near, publish=str(full))
    yield _spec(urls.article(lang, ident), "article", lang, ident), mark


def _term(db: sqlite3.Connection, under: Ground, kind: str, ident: str) -> Iterator[Wanted]:
    row = db.execute(
        "select n, undated, stamp, facts_stamp from entities where kind = ? and id = ?", (kind, ident)
    ).fetchone()
    if row is None:
        return
    n, undated, own, facts = row
    if kind == "person":
        open_ones = [_label(db, other) for other in doubts.of(db, ident)]
        own += stamp(open_ones) if open_ones else ""
    marks = read.stream(db, (kind, ident))
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


def _label(db: sqlite3.Connection, person: str) -> str | None:
    row = db.execute(
        "select label_stamp from entities where kind = 'person' and id = ?", (person,)
    ).fetchone()
    return row[0] if row else None
