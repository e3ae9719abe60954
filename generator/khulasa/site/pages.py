"""From a page described by ids to what its template gets: the record of the page and the record of what it shows."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from khulasa import index
from khulasa.index import read
from khulasa.languages import edition as load_edition
from khulasa.plan import PageSpec
from khulasa.site import (
    archives,
    articles,
    datapage,
    digests,
    extra,
    i18n,
    jsonld,
    lists,
    method,
    moved,
    posters,
    rtl,
    stories,
    terms,
    urls,
)
from khulasa.site import desk as d
from khulasa.site.desk import Desk, Shelf
from khulasa.site.search import page as search_page
from khulasa.site.settings import SiteSettings
from khulasa.site.views import Alternate, NavLink, PageView, SharedPicture, SiteView, Text
from khulasa.text import alphabet

FOLDER_TITLES = {
    "stories": "Stories",
    "people": "People",
    "organisations": "Organisations",
    "places": "Places",
    "events": "Events",
    "topics": "Topics",
    "sources": "Sources",
    "digest": "Digests",
    "archive": "Archive",
    "search": "Search",
    "method": "Method",
    "rtl": "Right-to-left check",
    "about": "About",
    "data": "Data",
}
"""Parts of an edition in the order of its navigation, with the message that names each."""
SHARED = ("editions", "notfound")
"""Pages that belong to no edition."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a template gets."""

    page: PageView
    view: Any


def site_view(settings: SiteSettings, edition: str, assets: str) -> SiteView:
    """What is the same on every page of an edition."""
    title = d.text(settings.title(edition), edition)
    return SiteView(
        title=title,
        base_url=settings.url,
        version=settings.version,
        assets=assets,
        robots=settings.robots,
        tdm_reservation=settings.tdm_reservation,
    )


def url_of(spec: PageSpec) -> str:
    """The address of a page."""
    return spec.path.removesuffix("index.html")


def edition_of(settings: SiteSettings, spec: PageSpec) -> str:
    """The edition in whose words a page is; the chooser and the page for wrong addresses are in English if there."""
    return spec.edition or ("en" if "en" in settings.editions else settings.editions[0])


def shelf(db: sqlite3.Connection) -> Shelf:
    """An empty shelf over an index."""
    return Shelf(lru_cache(maxsize=512)(partial(index.read_article, db)), parts(db))


def desk_of(db: sqlite3.Connection, settings: SiteSettings, spec: PageSpec, shelf: Shelf) -> Desk:
    """The desk for one page."""
    code = edition_of(settings, spec)
    words = i18n.catalogue(settings.theme / "translations", code)
    top = urls.root(url_of(spec)) if spec.kind != "notfound" else urls.absolute_root(settings.url)
    return Desk(db, settings, load_edition(code), words, top, shelf)


def context(desk: Desk, spec: PageSpec) -> Context:
    """Everything that the template of a page gets beside ``site`` and ``edition``."""
    shown = _view(desk, spec)
    title, description = _title(desk, spec, shown), ""
    updated = ""
    if spec.kind == "article":
        article = desk.shelf.article(spec.key)
        description, updated = articles.description(article), shown.date.first
    elif spec.kind == "term":
        description = shown.description.text if shown.description else ""
        updated = max((c.date.first for c in shown.cards), default="")
    elif spec.kind == "digest":
        spoken = (voice.date.first for story in shown.stories for voice in story.voices)
        updated = max(spoken, default="")
    elif spec.kind in ("home", "archive"):
        updated = max((day.date.first for day in shown.days), default="")
    page = PageView(
        kind=spec.kind,
        title=title.text,
        title_lang=title.lang,
        description=description,
        canonical=_canonical(desk, spec, shown),
        alternates=alternates(desk, spec),
        root=desk.top,
        home=desk.top + urls.home(desk.edition),
        feed_url=_feed(desk, spec),
        updated=updated,
        nav=_nav(desk, spec) if spec.kind not in SHARED else (),
        **_machine(desk, spec, title),
    )
    return Context(replace(page, linked=jsonld.page(desk, spec, page, shown)), shown)


def _canonical(desk: Desk, spec: PageSpec, shown: Any) -> str:
    """Where the page is published; of one that leads on, where to."""
    if not desk.settings.url or spec.kind == "notfound":
        return ""
    onward = shown.url.removeprefix(desk.top) if spec.kind == "moved" else ""
    return urls.absolute(desk.settings.url, onward or url_of(spec))


def _machine(desk: Desk, spec: PageSpec, title: Text) -> dict[str, Any]:
    """What the head of a page tells machines beside its address."""
    feed = _feed(desk, spec)
    shared = posters.wanted(desk.settings) and desk.settings.url
    picture = urls.picture(desk.edition, spec.key if spec.kind == "article" else "")
    return {
        "json_feed_url": f"{feed.removesuffix('.xml')}.json" if feed else "",
        "opml_url": desk.top + urls.opml(desk.edition) if spec.kind == "home" else "",
        "manifest_url": desk.top + urls.manifest(desk.edition) if spec.kind not in SHARED else "",
        "picture": SharedPicture(
            urls.absolute(desk.settings.url, picture), posters.WIDTH, posters.HEIGHT, title.text
        )
        if shared and spec.kind != "notfound"
        else None,
    }


def _view(desk: Desk, spec: PageSpec) -> Any:
    """The record of what a page shows; None where the template needs no more than the page itself."""
    kind, _, ident = spec.key.partition("/")
    match spec.kind:
        case "home":
            return lists.home(desk)
        case "search":
            return search_page.view(desk)
        case "article":
            return stories.beside(desk, articles.view(desk, spec.key))
        case "story":
            return stories.view(desk, spec.key)
        case "stories":
            return stories.stories(desk, spec.number)
        case "term":
            return terms.view(desk, kind, ident, spec.number)
        case "moved":
            return moved.view(desk, kind, ident)
        case "index":
            return lists.index(desk, spec.key, spec.number)
        case "archive":
            return archives.view(desk, spec.key, spec.number)
        case "digest":
            return digests.view(desk, spec.key)
        case "method":
            return method.view(desk)
        case "rtl":
            return rtl.view(desk)
        case "datapage":
            return datapage.view(desk)
        case "about":
            return extra.about(desk)
        case _:
            return None


def _title(desk: Desk, spec: PageSpec, shown: Any) -> Text:
    """The title of a page, in whatever language it is."""
    words = desk.words.one
    named: dict[str, str] = {
        "home": desk.settings.title(desk.edition),
        "editions": desk.settings.title(desk.edition),
        "index": words(FOLDER_TITLES.get(urls.FOLDERS.get(spec.key, ""), "")),
        "notfound": words("This page does not exist"),
        "moved": words("This page has moved"),
        "datapage": words("Data"),
    }
    if spec.kind in ("article", "story", "term"):
        title: Text = shown.label if spec.kind == "term" else shown.title
        return title
    if _letter(spec):
        return d.text(f"{named['index']}: {alphabet.written(spec.number - 1, desk.edition)}", desk.edition)
    if spec.kind == "archive":
        return d.text(archives.title(desk, spec.key), desk.edition)
    if spec.kind == "digest":
        return d.text(digests.title(desk, spec.key), desk.edition)
    return d.text(named.get(spec.kind) or words(FOLDER_TITLES[spec.kind]), desk.edition)


def alternates(desk: Desk, spec: PageSpec) -> tuple[Alternate, ...]:
    """The same page in every edition; where there is none, the edition's home."""
    return tuple(_alternate(desk, spec, code) for code in desk.settings.editions)


def _alternate(desk: Desk, spec: PageSpec, code: str) -> Alternate:
    same = spec.kind != "moved" and (
        code == spec.edition
        or (spec.kind not in ("article", *SHARED) and not _other_week(spec, code) and not _letter(spec))
    )
    inside = url_of(spec).removeprefix(f"{spec.edition}/")
    url = f"{code}/{inside}" if same and spec.edition else urls.home(code)
    if not same and spec.kind == "index":
        url = urls.part(code, urls.FOLDERS[spec.key])
    return Alternate(
        lang=code,
        name=load_edition(code).name,
        url=desk.top + url,
        absolute=urls.absolute(desk.settings.url, url) if desk.settings.url else "",
        current=code == spec.edition,
        same_page=same,
    )


def _letter(spec: PageSpec) -> bool:
    """Whether a page is of the names under one letter: every edition has an alphabet of its own."""
    return spec.kind == "index" and spec.number > 0


def _other_week(spec: PageSpec, code: str) -> bool:
    """Whether a digest of a week is of other days in another edition."""
    return spec.kind == "digest" and "-w" in spec.key and not digests.same_weeks(spec.edition, code)


def _feed(desk: Desk, spec: PageSpec) -> str:
    if spec.kind == "term":
        kind, _, ident = spec.key.partition("/")
        return desk.top + urls.feed(urls.term(desk.edition, kind, ident))
    return "" if spec.kind in SHARED else desk.top + urls.feed(urls.home(desk.edition))


def parts(db: sqlite3.Connection) -> tuple[str, ...]:
    """The parts that have pages, in order, without kinds that no article names, and stories where there is none."""
    there = read.kinds(db)
    gone = {p for p, kind in urls.KINDS.items() if kind not in there}
    if not db.execute("select 1 from stories limit 1").fetchone():
        gone.add("stories")
    return tuple(p for p in ("home", *FOLDER_TITLES) if p not in gone)


def _nav(desk: Desk, spec: PageSpec) -> tuple[NavLink, ...]:
    here = url_of(spec)
    found = []
    for name in desk.shelf.parts:
        base = urls.part(desk.edition, name)
        current = here == base or (name not in ("home", "method") and here.startswith(base))
        found.append(NavLink(name, desk.top + base, current))
    return tuple(found)
