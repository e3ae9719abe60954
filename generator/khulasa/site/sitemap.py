"""sitemap.xml with the same page in other editions, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from khulasa.plan import PageSpec
from khulasa.site import urls
from khulasa.site.settings import SiteSettings

SKIPPED = ("notfound",)


def make(specs: Iterable[PageSpec], settings: SiteSettings) -> str:
    """The sitemap of all pages that a template makes."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for spec in sorted(specs, key=lambda s: s.path):
        if spec.kind not in SKIPPED:
            url = spec.path.removesuffix("index.html")
            others = "".join(_alternates(spec, url, settings))
            lines.append(f"<url><loc>{escape(urls.absolute(settings.url, url))}</loc>{others}</url>")
    return "\n".join([*lines, "</urlset>"]) + "\n"


def _alternates(spec: PageSpec, url: str, settings: SiteSettings) -> Iterable[str]:
    """Links to the same page in every edition, itself among them; none for an article, which has one page."""
    if not spec.edition or spec.kind == "article":
        return
    for code in settings.editions:
        href = urls.absolute(settings.url, f"{code}/{url.removeprefix(f'{spec.edition}/')}")
        yield f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(href)}/>'


def robots(settings: SiteSettings) -> str:
    """robots.txt: all may read; where the sitemap is, when the address of the site is known."""
    lines = ["User-agent: *", "Allow: /"]
    if settings.url:
        lines.append(f"Sitemap: {settings.url}sitemap.xml")
    return "\n".join(lines) + "\n"
