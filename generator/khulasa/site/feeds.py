"""Atom and JSON feeds: per edition, person, tag and source.

No clock: an entry is as old as its article, or as what was said of it later.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from khulasa.index import read
from khulasa.languages import edition as load_edition
from khulasa.model import Amendment, Article
from khulasa.site import dates, i18n, urls
from khulasa.site.i18n import attribute, direction
from khulasa.site.settings import SiteSettings

Fetch = Callable[[str], Article]
"""Gives the article of an id; feeds share most of their entries, so whoever makes many keeps some."""
UNKNOWN = "1970-01-01"
"""Atom wants a time of every entry; an article without date has this one and no ``published``."""
FOUNDED = "2026"
"""The year in the ids (RFC 4151): it must never change, or every reader sees all entries as new."""
LATE = 4
"""Of the last corrections of the site so many times the size of a feed are looked through for each name."""
_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
_ILLEGAL |= dict.fromkeys(range(55296, 57344))


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds, in whatever form it is written."""

    edition: str
    title: str
    lang: str
    """Of the title."""
    page: str
    """Address of the page that it belongs to."""
    mark: str
    """What its id is made of."""
    entries: tuple[Article, ...]
    """Newest first."""


def feed(db: sqlite3.Connection, settings: SiteSettings, edition: str, key: str, article: Fetch) -> Feed:
    """The feed of an edition (empty key) or of ``person/<id>`` … in that edition."""
    kind, _, ident = key.partition("/")
    if key:
        title, lang = read.entity(db, (kind, ident)).label(edition)
        page, mark = urls.term(edition, kind, ident), f"{edition}/{urls.FOLDERS[kind]}/{urls.segment(ident)}"
    else:
        title, lang, page, mark = settings.title(edition), edition, urls.home(edition), edition
    found = members(db, key, settings.feed_size)
    return Feed(edition, title, lang, page, mark, tuple(article(ident) for ident, _, _ in found))


def members(db: sqlite3.Connection, key: str, size: int) -> list[tuple[str, str, bool]]:
    """Id, stamp, and whether it was corrected, of what a feed holds; newest first, by its day or a correction's.

    A correction brings an old article back while it is among the last corrections of the site.
    """
    if key:
        kind, _, ident = key.partition("/")
        rows = db.execute(
            "select a.id, l.sort, a.page_stamp || a.page_names, a.amended from links l "
            "join articles a on a.id = l.article where l.kind = ? and l.entity = ? and l.shadow = 0 "
            "order by l.sort desc, l.article desc limit ?",
            (kind, ident, size),
        ).fetchall()
        late = db.execute(
            "select a.id, a.amended, a.mark, a.amended from "
            "(select id, amended, page_stamp || page_names mark from articles where amended != '' "
            "order by amended desc, id desc limit ?) a "
            "where exists (select 1 from links l where l.article = a.id and l.kind = ? and l.entity = ? "
            "and l.shadow = 0)",
            (LATE * size, kind, ident),
        ).fetchall()
    else:
        rows = db.execute(
            "select id, sort, page_stamp || page_names, amended from articles where original = '' "
            "order by sort desc, id desc limit ?",
            (size,),
        ).fetchall()
        late = db.execute(
            "select id, amended, page_stamp || page_names, amended from articles "
            "where amended != '' and original = '' order by amended desc, id desc limit ?",
            (size,),
        ).fetchall()
    found: dict[str, tuple[str, str, bool]] = {}
    for ident, day, mark, late_day in (*rows, *late):
        found[ident] = max(day, late_day), mark, bool(late_day)
    newest = sorted(found, key=lambda one: (found[one][0], one), reverse=True)[:size]
    return [(one, *found[one][1:]) for one in newest]


# ------------------------------------------------------------------ Atom (RFC 4287)


def atom(db: sqlite3.Connection, settings: SiteSettings, made: Feed) -> bytes:
    """A feed as Atom."""
    newest = max((updated(a) for a in made.entries), default=UNKNOWN)
    here, there = (urls.absolute(settings.url, url) for url in (urls.feed(made.page), made.page))
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{made.edition}">',
        f"<id>{_tag(settings, made.mark)}</id>",
        _text("title", made.title, made.lang),
        f"<updated>{newest}T00:00:00Z</updated>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(there)}/>',
        f"<author><name>{_clean(settings.title(made.edition))}</name></author>",
        '<generator uri="https://pypi.org/project/khulasa/">Khulasa</generator>',
    ]
    entries = (_entry(db, settings, a, made) for a in made.entries)
    return ("\n".join([*head, *entries, "</feed>"]) + "\n").encode("utf-8", "replace")


def _entry(db: sqlite3.Connection, settings: SiteSettings, article: Article, made: Feed) -> str:
    digest = article.digest
    link = urls.absolute(settings.url, urls.article(digest.lang, article.id))
    known = digest.date.first is not None
    words = told(article, settings)
    lines = [
        "<entry>",
        f"<id>{_tag(settings, f'articles/{urls.segment(article.id)}')}</id>",
        _text("title", digest.title.text, digest.lang),
        f'<link rel="alternate" type="text/html" hreflang="{digest.lang}" href={quoteattr(link)}/>',
        f"<published>{_day(article)}T00:00:00Z</published>" if known else "",
        f"<updated>{updated(article)}T00:00:00Z</updated>",
        f"<author><name>{_clean(_source(db, article, made.edition))}</name></author>"
        if digest.publisher
        else "",
        _text("summary", words, digest.lang) if words else "",
        "</entry>",
    ]
    return "\n".join(line for line in lines if line)


def summary(article: Article) -> str:
    """The digest of an article, a sentence on a line."""
    return "\n".join(e.text for e in sorted(article.digest.summary, key=lambda e: e.start))


def told(article: Article, settings: SiteSettings) -> str:
    """What was corrected, then the digest; of an article that was withdrawn only that it was. In its language."""
    look = load_edition(article.digest.lang)
    words = i18n.catalogue(settings.theme / "translations", look.code)

    def said(one: Amendment, message: str) -> str:
        return (
            f"{words.one(message)}, {dates.worded(one.day, one.day, look.calendars[0], look)}: {one.reason}"
        )

    if article.retracted:
        return said(article.retracted, "Retracted")
    return "\n".join((*(said(one, "Correction") for one in article.corrections), summary(article)))


def updated(article: Article) -> str:
    """The day of an article, or of what was said of it later."""
    return max(_day(article), article.amended.isoformat() if article.amended else "")


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


# ------------------------------------------------------------------ JSON Feed 1.1


def json_feed(db: sqlite3.Connection, settings: SiteSettings, made: Feed) -> bytes:
    """A feed as JSON Feed; its items have the ids of the Atom entries."""
    found: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": attribute(made.title, direction(made.lang)),
        "home_page_url": urls.absolute(settings.url, made.page),
        "feed_url": urls.absolute(settings.url, urls.json_feed(made.page)),
        "language": made.edition,
        "authors": [{"name": settings.title(made.edition)}],
        "items": [_item(db, settings, a, made) for a in made.entries],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _item(db: sqlite3.Connection, settings: SiteSettings, article: Article, made: Feed) -> dict[str, Any]:
    digest = article.digest
    item: dict[str, Any] = {
        "id": _tag(settings, f"articles/{urls.segment(article.id)}"),
        "url": urls.absolute(settings.url, urls.article(digest.lang, article.id)),
        "title": attribute(digest.title.text, direction(digest.lang)),
        "content_text": told(article, settings),
        "language": digest.lang,
        "_khulasa": {
            "about": "https://pypi.org/project/khulasa/",
            "data": urls.absolute(settings.url, urls.article_data(article.id)),
            "date_basis": digest.date.basis,
            "source_file": digest.source.path,
        },
    }
    if article.url:
        item["external_url"] = article.url
    if digest.date.first:
        item["date_published"] = f"{_day(article)}T00:00:00Z"
    if article.amended:
        item["date_modified"] = f"{updated(article)}T00:00:00Z"
        item["_khulasa"] |= said_later(article)
    if digest.publisher:
        item["authors"] = [{"name": _source(db, article, made.edition)}]
    return item


def said_later(article: Article) -> dict[str, Any]:
    """The corrections and the retraction of an article as data."""
    rows = [{"date": one.day.isoformat(), "reason": one.reason} for one in article.corrections]
    gone = article.retracted
    return {
        "corrections": rows,
        "retracted": {"date": gone.day.isoformat(), "reason": gone.reason} if gone else None,
    }


# ------------------------------------------------------------------ OPML 2.0


def opml(db: sqlite3.Connection, settings: SiteSettings, edition: str, headings: dict[str, str]) -> bytes:
    """All feeds of an edition; ``headings`` names each part of the site by its folder."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        f"<head><title>{_clean(attribute(settings.title(edition), direction(edition)))}</title></head>",
        "<body>",
        _outline(settings, settings.title(edition), edition, edition, urls.home(edition)),
    ]
    for kind, folder in urls.FOLDERS.items():
        rows = [row for row, _ in read.everything(db, kind)]
        if rows:
            lines.append(f"<outline text={_quoted(headings[folder], edition)}>")
            lines += [
                _outline(settings, *row.label(edition), edition, urls.term(edition, kind, row.id))
                for row in rows
            ]
            lines.append("</outline>")
    return ("\n".join([*lines, "</body>", "</opml>"]) + "\n").encode("utf-8", "replace")


def _outline(settings: SiteSettings, title: str, lang: str, edition: str, page: str) -> str:
    feed_url, page_url = (quoteattr(urls.absolute(settings.url, u)) for u in (urls.feed(page), page))
    name = _quoted(title, lang)
    return f'<outline type="rss" text={name} title={name} xmlUrl={feed_url} htmlUrl={page_url} language="{edition}"/>'


def _quoted(words: str, lang: str) -> str:
    return quoteattr(attribute(words, direction(lang)).translate(_ILLEGAL))
