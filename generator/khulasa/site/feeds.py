"""Atom feeds: per edition, person, tag and source. No clock: an entry is as old as its article."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from khulasa.index import read
from khulasa.model import Article
from khulasa.site import urls
from khulasa.site.i18n import attribute, direction
from khulasa.site.settings import SiteSettings

Fetch = Callable[[str], Article]
"""Gives the article of an id; feeds share most of their entries, so whoever makes many keeps some."""
UNKNOWN = "1970-01-01"
"""Atom wants a time of every entry; an article without date has this one and no ``published``."""
FOUNDED = "2026"
"""The year in the ids (RFC 4151): it must never change, or every reader sees all entries as new."""
_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
_ILLEGAL |= dict.fromkeys(range(55296, 57344))


def make(db: sqlite3.Connection, settings: SiteSettings, edition: str, key: str, article: Fetch) -> str:
    """The feed of an edition (empty key) or of ``person/<id>`` … in that edition."""
    kind, _, ident = key.partition("/")
    if key:
        title, lang = read.entity(db, (kind, ident)).label(edition)
        page, mark = urls.term(edition, kind, ident), f"{edition}/{urls.FOLDERS[kind]}/{urls.segment(ident)}"
        rows = db.execute(
            "select article from links where kind = ? and entity = ? order by sort desc, article desc limit ?",
            (kind, ident, settings.feed_size),
        ).fetchall()
    else:
        title, lang, page, mark = settings.title(edition), edition, urls.home(edition), edition
        rows = db.execute(
            "select id from articles order by sort desc, id desc limit ?", (settings.feed_size,)
        ).fetchall()
    entries = [article(ident) for (ident,) in rows]
    newest = max((_day(a) for a in entries), default=UNKNOWN)
    here, there = urls.absolute(settings.url, urls.feed(page)), urls.absolute(settings.url, page)
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{edition}">',
        f"<id>{_tag(settings, mark)}</id>",
        _text("title", title, lang),
        f"<updated>{newest}T00:00:00Z</updated>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(there)}/>',
        f"<author><name>{_clean(settings.title(edition))}</name></author>",
        '<generator uri="https://pypi.org/project/khulasa/">Khulasa</generator>',
    ]
    return "\n".join([*head, *(_entry(db, settings, a, edition) for a in entries), "</feed>"]) + "\n"


def _entry(db: sqlite3.Connection, settings: SiteSettings, article: Article, edition: str) -> str:
    digest = article.digest
    link = urls.absolute(settings.url, urls.article(digest.lang, article.id))
    chosen = sorted(digest.summary, key=lambda e: e.start)
    known = digest.date.first is not None
    lines = [
        "<entry>",
        f"<id>{_tag(settings, f'articles/{urls.segment(article.id)}')}</id>",
        _text("title", digest.title.text, digest.lang),
        f'<link rel="alternate" type="text/html" hreflang="{digest.lang}" href={quoteattr(link)}/>',
        f"<published>{_day(article)}T00:00:00Z</published>" if known else "",
        f"<updated>{_day(article)}T00:00:00Z</updated>",
        f"<author><name>{_clean(_source(db, article, edition))}</name></author>" if digest.publisher else "",
        _text("summary", "\n".join(e.text for e in chosen), digest.lang) if chosen else "",
        "</entry>",
    ]
    return "\n".join(line for line in lines if line)


def _day(article: Article) -> str:
    return article.digest.date.first.isoformat() if article.digest.date.first else UNKNOWN


def _source(db: sqlite3.Connection, article: Article, edition: str) -> str:
    outlet = article.digest.publisher
    if outlet is None or not outlet.id:
        return outlet.name if outlet else ""
    return read.entity(db, ("source", outlet.id)).label(edition)[0]


def _tag(settings: SiteSettings, mark: str) -> str:
    host = urlsplit(settings.url).hostname or "khulasa.invalid"
    return f"tag:{host},{FOUNDED}:{mark}"


def _text(name: str, words: str, lang: str) -> str:
    """An element with its language; in Arabic script it opens with a mark where a Latin word would turn it round."""
    shown = attribute(words, direction(lang))
    return f'<{name} type="text" xml:lang="{lang}">{_clean(shown)}</{name}>'


def _clean(words: str) -> str:
    """Text for XML, without the characters that XML forbids."""
    return escape(words.translate(_ILLEGAL))
