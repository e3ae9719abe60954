"""The sitemap with the same page in other editions; beyond what one file may hold, an index of many.

The many are cut so that they stay as they are when articles come: articles and archives by the year (or month) of the
article, pages of names by a hash of what they are about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from khulasa.plan import PageSpec
from khulasa.site import tables, urls
from khulasa.site.settings import SiteSettings

SKIPPED = ("notfound", "moved")
LIMIT = 50_000
"""Addresses that one sitemap may have (sitemaps.org)."""
MAIN = "sitemap.xml"
HEAD = '<?xml version="1.0" encoding="utf-8"?>'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def cut(
    specs: Iterable[PageSpec], days: Mapping[str, str], limit: int = LIMIT
) -> dict[str, tuple[PageSpec, ...]]:
    """Path of each sitemap → the pages that it lists; ``sitemap.xml`` alone while it can hold all.

    ``days`` gives the day of each article, empty for the undated.
    """
    pages = sorted((s for s in specs if s.kind not in SKIPPED), key=lambda s: s.path)
    if len(pages) <= limit:
        return {MAIN: tuple(pages)}
    groups: dict[str, list[PageSpec]] = {}
    for spec in pages:
        groups.setdefault(_group(spec, days), []).append(spec)
    found: dict[str, tuple[PageSpec, ...]] = {}
    for name, members in sorted(groups.items()):
        for part, some in _parts(name, members, days, limit):
            found[f"sitemaps/{part}.xml"] = tuple(some)
    return found


def _group(spec: PageSpec, days: Mapping[str, str]) -> str:
    if spec.kind == "article":
        return f"articles-{days[spec.key][:4] or tables.UNDATED}"
    if spec.kind == "term":
        return urls.FOLDERS[spec.key.partition("/")[0]]
    return "others"


def _parts(
    name: str, members: Sequence[PageSpec], days: Mapping[str, str], limit: int
) -> Iterable[tuple[str, Sequence[PageSpec]]]:
    """A group cut where it is too long: first by month, then (and else) by a hash, as finely as need be."""
    if len(members) <= limit:
        return [(name, members)]
    if members[0].kind == "article" and len(name.split("-")) == 2 and not name.endswith(tables.UNDATED):
        months: dict[str, list[PageSpec]] = {}
        for spec in members:
            months.setdefault(days[spec.key][5:7], []).append(spec)
        return [
            part
            for month, some in sorted(months.items())
            for part in _parts(f"{name}-{month}", some, days, limit)
        ]
    digits = 1
    while True:
        buckets: dict[str, list[PageSpec]] = {}
        for spec in members:
            mark = hashlib.blake2b(f"{spec.key} {spec.path}".encode("utf-8", "surrogatepass")).hexdigest()
            buckets.setdefault(mark[:digits], []).append(spec)
        if max(map(len, buckets.values())) <= limit:
            return [(f"{name}-{mark}", some) for mark, some in sorted(buckets.items())]
        digits += 1


def make(specs: Iterable[PageSpec], there: frozenset[str], settings: SiteSettings) -> bytes:
    """A sitemap of pages; ``there`` are the paths of all pages of the site."""
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
    if not spec.edition or spec.kind == "article":
        return []
    inside = spec.path.removeprefix(f"{spec.edition}/")
    same = [code for code in settings.editions if f"{code}/{inside}" in there]
    hrefs = (urls.absolute(settings.url, f"{code}/{inside}".removesuffix("index.html")) for code in same)
    found = zip(same, hrefs, strict=True) if len(same) > 1 else ()
    return [f'<xhtml:link rel="alternate" hreflang="{c}" href={quoteattr(h)}/>' for c, h in found]
