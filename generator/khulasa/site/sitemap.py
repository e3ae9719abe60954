"""The sitemap with the same page in other editions; beyond what one file should hold, an index of many.

The many are cut so that they stay as they are when articles come: articles by the month, other pages by what they are
of, and each of these finer, by a hash of the address, where it is long. A page has its part for ever; only how many
parts make a file follows from their number.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from khulasa.plan import PageKind, PageSpec
from khulasa.site import tables, urls
from khulasa.site.settings import SiteSettings

LISTED: tuple[PageKind, ...] = (
    "home", "search", "article", "story", "stories", "term", "index", "archive", "digest", "method", "rtl", "about",
    "datapage", "editions",
)  # fmt: skip
WHOLE = 2_000
"""Addresses up to which there is one sitemap of all."""
LONG = 5_000
"""Addresses from which a group is cut finer: a tenth of what a sitemap may have (sitemaps.org)."""
DIGITS = 4
MAIN = "sitemap.xml"
HEAD = '<?xml version="1.0" encoding="utf-8"?>'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def part(spec: PageSpec, day: str = "") -> str:
    """The part that a page belongs to; empty where no sitemap lists it. ``day`` is that of an article."""
    if spec.kind not in LISTED:
        return ""
    inside = spec.path.removeprefix(f"{spec.edition}/")
    mark = hashlib.blake2b(inside.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
    return f"{_group(spec, day)}-{mark}"


def _group(spec: PageSpec, day: str) -> str:
    if spec.kind == "article":
        return f"articles-{day[:7] or tables.UNDATED}"
    if spec.kind == "term":
        return urls.FOLDERS[spec.key.partition("/")[0]]
    return {"archive": "archive", "digest": "digests", "story": "stories"}.get(spec.kind, "others")


def files(db: sqlite3.Connection) -> dict[str, str]:
    """Path of each sitemap → the beginning of the parts that it lists; one of all while that can hold them."""
    found: Counter[str] = Counter()
    rows = db.execute(
        "select part, count(*) from pages where part != '' group by part order by part"
    ).fetchall()
    for name, count in rows:
        found[name[: -DIGITS - 1]] += count
    if found.total() <= WHOLE:
        return {MAIN: ""}
    starts: dict[str, None] = {}
    for name, _ in rows:
        group, length = name[: -DIGITS - 1], 0
        while found[group] > LONG * 16**length and length < DIGITS:
            length += 1
        starts[name[: len(group) + 1 + length]] = None
    return {f"sitemaps/{start.removesuffix('-')}.xml": start for start in starts}


def members(db: sqlite3.Connection, start: str) -> list[PageSpec]:
    """The pages whose part begins so, by path."""
    rows = db.execute(
        "select path, kind, edition, key, number from pages where part != '' and part >= ? and part < ?",
        (start, f"{start}~"),
    )
    return sorted((PageSpec(*row) for row in rows), key=lambda spec: spec.path)


def make(specs: Sequence[PageSpec], settings: SiteSettings) -> bytes:
    """A sitemap of pages; the same page in another edition is in the same sitemap."""
    there = frozenset(spec.path for spec in specs)
    lines = [HEAD, f'<urlset xmlns="{SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">']
    for spec in specs:
        url = spec.path.removesuffix("index.html")
        others = "".join(_alternates(spec, there, settings))
        lines.append(f"<url><loc>{escape(urls.absolute(settings.url, url))}</loc>{others}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode("utf-8", "replace")


def index(paths: Iterable[str], settings: SiteSettings) -> bytes:
    """The index of several sitemaps."""
    lines = [HEAD, f'<sitemapindex xmlns="{SCHEMA}">']
    lines += [f"<sitemap><loc>{escape(urls.absolute(settings.url, p))}</loc></sitemap>" for p in paths]
    return ("\n".join([*lines, "</sitemapindex>"]) + "\n").encode("utf-8", "replace")


def _alternates(spec: PageSpec, there: frozenset[str], settings: SiteSettings) -> list[str]:
    """Links to the same page in every edition that has it, itself among them; none for an article, which has one."""
    if not spec.edition or spec.kind == "article" or (spec.kind == "index" and spec.number):
        return []
    inside = spec.path.removeprefix(f"{spec.edition}/")
    same = [code for code in settings.editions if f"{code}/{inside}" in there]
    hrefs = (urls.absolute(settings.url, f"{code}/{inside}".removesuffix("index.html")) for code in same)
    found = zip(same, hrefs, strict=True) if len(same) > 1 else ()
    return [f'<xhtml:link rel="alternate" hreflang="{c}" href={quoteattr(h)}/>' for c, h in found]
