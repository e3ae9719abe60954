"""Every address of the site is made here: a directory per page, ASCII, of bounded length, relative to the page.

An address is written without leading slash and ends with one (``ar/people/some-id/``); its file is the
``index.html`` inside.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

FOLDERS = {
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "event": "events",
    "topic": "topics",
    "source": "sources",
}
"""Kind of an entity → its part of the site."""
KINDS = {folder: kind for kind, folder in FOLDERS.items()}
SAFE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset({"page", "undated", "letter", "feed", "data", "con", "prn", "aux", "nul"})
"""Names that the site itself uses inside a part, and names that no file may have on Windows."""
MAX_SEGMENT = 100


def segment(ident: str) -> str:
    """One folder name for an id: the id itself where it is short plain ASCII, else what of it is, and a hash."""
    if len(ident) <= MAX_SEGMENT and ident not in RESERVED and SAFE.fullmatch(ident):
        return ident
    mark = hashlib.blake2b(ident.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    readable = "-".join(re.findall(r"[a-z0-9]+", ident.lower()))[: MAX_SEGMENT - len(mark) - 2].strip("-")
    return f"{readable}--{mark}" if readable else f"x--{mark}"


def home(edition: str) -> str:
    """Home page of an edition."""
    return f"{edition}/"


def article(lang: str, ident: str) -> str:
    """The page of an article; it stands in the edition of its own language."""
    return f"{lang}/articles/{segment(ident)}/"


def part(edition: str, name: str) -> str:
    """A part of an edition by the name of its folder: people … archive method about rtl."""
    if name == "home":
        return home(edition)
    return f"{edition}/method/rtl/" if name == "rtl" else f"{edition}/{name}/"


def term(edition: str, kind: str, ident: str) -> str:
    """The page of a person, organisation, place, event, topic or source."""
    return f"{edition}/{FOLDERS[kind]}/{segment(ident)}/"


def letter(edition: str, kind: str, number: int) -> str:
    """The names of a kind under one letter of the edition's alphabet, counted from 1."""
    return f"{edition}/{FOLDERS[kind]}/letter/{number}/"


def story(edition: str, ident: str) -> str:
    """The page of a story, by the id of its oldest report."""
    return f"{edition}/stories/{segment(ident)}/"


def story_data(ident: str) -> str:
    """A story as data."""
    return f"data/stories/{segment(ident)}.json"


def numbered(base: str, name: str) -> str:
    """A page of a list that is cut: ``name`` is empty for the newest, ``3`` or ``undated-2`` for others."""
    return f"{base}page/{name}/" if name else base


def archive(edition: str, period: str) -> str:
    """The archive: all of time (``""``), ``2021`` ``2021-05`` ``2021-05-21`` ``jalali/1400-02`` ``undated`` …"""
    return f"{edition}/archive/" + "".join(f"{p}/" for p in re.split("[-/]", period) if p)


def digest(edition: str, period: str) -> str:
    """The digest of a day, week or month, or the list of them (``""``)."""
    return f"{edition}/digest/{period}/" if period else f"{edition}/digest/"


def feed(base: str) -> str:
    """The Atom feed of a home page or a term."""
    return f"{base}feed.xml"


def json_feed(base: str) -> str:
    """The JSON feed of a home page or a term."""
    return f"{base}feed.json"


def opml(edition: str) -> str:
    """The list of all feeds of an edition."""
    return f"{edition}/feeds.opml"


def manifest(edition: str) -> str:
    """The web manifest of an edition."""
    return f"{edition}/manifest.webmanifest"


def picture(edition: str, article: str = "") -> str:
    """The picture that stands for an article where its link is shared, or for an edition."""
    return f"pictures/articles/{segment(article)}.png" if article else f"pictures/{edition}.png"


def article_data(ident: str) -> str:
    """An article as data."""
    return f"data/articles/{segment(ident)}.json"


def term_data(kind: str, ident: str) -> str:
    """An entity as data."""
    return f"data/{FOLDERS[kind]}/{segment(ident)}.json"


def file(url: str) -> str:
    """The file behind an address."""
    return f"{url}index.html" if url.endswith("/") or not url else url


def root(url: str) -> str:
    """The way from a page up to the root of the site: ``../../``, or ``./`` on the root itself."""
    return "../" * url.count("/") or "./"


def absolute_root(site_url: str) -> str:
    """The root for the page that is served under any address (404): the path of the published site."""
    return urlsplit(site_url).path.rstrip("/") + "/"


def absolute(site_url: str, url: str) -> str:
    """Where a page is published; where the operator has set no address, its path from the root."""
    return (site_url or "/") + url
