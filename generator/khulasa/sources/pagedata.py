"""What a page says of itself in data: JSON-LD first, then OpenGraph and other meta elements, then its markup."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

from lxml.html import HtmlElement

from khulasa.model import Hint
from khulasa.sources.urls import web

ARTICLES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "TechArticle",
        "WebPage",
    ]
)
MAX_SCRIPTS = 20
MAX_HINTS = 100
"""Hints of a page that are looked at: an honest one has 20."""
MAX_VALUE = 1_000
"""Letters of the longest value that is looked at: a title has 200."""
MAX_DEPTH = 12
_META: tuple[tuple[str, str], ...] = (
    ("title", "og:title"), ("title", "twitter:title"), ("title", "dc.title"), ("title", "parsely-title"),
    ("published", "article:published_time"), ("published", "og:published_time"), ("published", "datepublished"),
    ("published", "dc.date.issued"), ("published", "dcterms.created"), ("published", "dc.date"),
    ("published", "parsely-pub-date"), ("published", "sailthru.date"), ("published", "pubdate"),
    ("published", "publish-date"), ("published", "publishdate"), ("published", "publication_date"),
    ("published", "date"),
    ("modified", "article:modified_time"), ("modified", "og:updated_time"), ("modified", "datemodified"),
    ("byline", "author"), ("byline", "dc.creator"), ("byline", "article:author"), ("byline", "parsely-author"),
    ("outlet", "og:site_name"), ("outlet", "dc.publisher"), ("outlet", "application-name"),
    ("section", "article:section"), ("section", "parsely-section"),
)  # fmt: skip
"""Our name and the name of a meta element, best first."""
_ADDRESS = re.compile(r"https?://|@")


def hints(tree: HtmlElement) -> tuple[Hint, ...]:
    """All that the page's data say, each once, best first among those of one name."""
    found = islice(chain(json_ld(tree), _meta(tree), _times(tree), _language(tree)), MAX_HINTS)
    kept: dict[tuple[str, str], Hint] = {}
    for one in found:
        value = " ".join(html.unescape(one.value[:MAX_VALUE]).split())
        if value and not (one.name in ("byline", "outlet", "title") and _ADDRESS.match(value)):
            kept.setdefault((one.name, value), Hint(one.name, value, one.where))
    return tuple(kept.values())


def addresses(tree: HtmlElement, base: str) -> Iterator[str]:
    """The addresses that a page gives as its own: canonical link, ``og:url``, JSON-LD."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield web(link.get("href") or "", base)
    yield web(metas(tree).get("og:url", ""), base)
    for row in _articles(tree):
        page = row.get("mainEntityOfPage")
        page = page.get("@id") if isinstance(page, dict) else page
        for value in (row.get("url"), page):
            if isinstance(value, str):
                yield web(value, base)


def metas(tree: HtmlElement) -> dict[str, str]:
    """Meta elements by name, property or itemprop in small letters; of two the first."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        )
        if meta.get("content"):
            found.setdefault(name.lower().strip(), meta.get("content"))
    return found


def _meta(tree: HtmlElement) -> Iterator[Hint]:
    values = metas(tree)
    for ours, name in _META:
        if name in values:
            yield Hint(ours, values[name], name)


def _times(tree: HtmlElement) -> Iterator[Hint]:
    """Time elements that a machine can read and that are marked as the day of publication."""
    for time in tree.iter("time"):
        marks = " ".join((time.get(name) or "") for name in ("itemprop", "class", "pubdate", "id")).lower()
        if time.get("datetime") and ("publi" in marks or "pubdate" in time.attrib or "entry-date" in marks):
            yield Hint(
                "modified" if "modif" in marks or "updated" in marks.split() else "published",
                time.get("datetime"),
                "time element",
            )
    for node in tree.xpath("//*[@itemprop='datePublished'][@content]")[:3]:
        yield Hint("published", node.get("content"), "itemprop datePublished")


def _language(tree: HtmlElement) -> Iterator[Hint]:
    root = tree.getroottree().getroot()
    if root.get("lang"):
        yield Hint("language", root.get("lang"), "html lang")


# ------------------------------------------------------------------ JSON-LD


def json_ld(tree: HtmlElement) -> Iterator[Hint]:
    """What the articles in the page's JSON-LD say."""
    for row in _articles(tree):
        where = "JSON-LD"
        for ours, theirs in (
            ("title", "headline"),
            ("published", "datePublished"),
            ("modified", "dateModified"),
            ("section", "articleSection"),
        ):
            if value := _text(row.get(theirs)):
                yield Hint(ours, value, f"{where} {theirs}")
        for ours, theirs in (("byline", "author"), ("outlet", "publisher")):
            if names := _names(row.get(theirs)):
                yield Hint(ours, names, f"{where} {theirs}")


def _articles(tree: HtmlElement) -> list[Mapping[str, Any]]:
    """Objects of the page's JSON-LD that describe an article; news articles before web pages."""
    found = [
        row
        for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:MAX_SCRIPTS]
        for row in _objects(_loaded(script.text or ""), 0)
        if _types(row) & ARTICLES
    ]
    return sorted(found, key=lambda row: _types(row) <= {"WebPage"})[:MAX_HINTS]


def _loaded(text: str) -> Any:
    """A script's JSON; pages write newlines into texts and wrap it in comments, which browsers' readers forgive."""
    text = (
        re.sub(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>)\s*$", "", text)
        .strip()
        .rstrip(";")
    )
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement"):
            yield from _objects(value.get(name), depth + 1)


def _types(row: Mapping[str, Any]) -> frozenset[str]:
    kind = row.get("@type")
    return frozenset(k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value.strip() if isinstance(value, str) else ""


def _names(value: Any) -> str:
    """The names of authors or publishers, joined."""
    rows = value if isinstance(value, list) else [value]
    names = [_text(r.get("name")) if isinstance(r, dict) else _text(r) for r in rows[:10]]
    return "، ".join(dict.fromkeys(n for n in names if n))
