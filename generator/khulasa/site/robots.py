"""What the site says to machines that come by: ``robots.txt``, the reservation of text and data mining, manifests."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from khulasa.languages import edition as load_edition
from khulasa.site import urls
from khulasa.site.settings import SiteSettings

TDM_PATH = ".well-known/tdmrep.json"
COLLECTORS = (
    "AI2Bot",
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "Google-Extended",
    "GPTBot",
    "meta-externalagent",
)
"""Names under which operators say that they collect texts for the training of models (from their own documents)."""
ICONS = {
    "khulasa.svg": ("image/svg+xml", "any"),
    "khulasa-180.png": ("image/png", "180x180"),
    "khulasa-512.png": ("image/png", "512x512"),
}
PAPER = "#fdfdfb"


def robots(settings: SiteSettings) -> bytes:
    """robots.txt. ``noindex`` stands on the pages, which must be read for it; what is no page is closed here."""
    lines = ["User-agent: *", "Allow: /"]
    if settings.robots == "noindex":
        lines += ["Disallow: /data/", "Disallow: /pictures/"]
    if settings.tdm_reservation:
        lines += ["", "# Text and data mining is reserved: see /.well-known/tdmrep.json"]
        lines += [f"User-agent: {name}" for name in COLLECTORS]
        lines.append("Disallow: /")
    if settings.url and settings.robots == "index":
        lines += ["", f"Sitemap: {settings.url}sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()


def reservation(settings: SiteSettings) -> bytes:
    """``tdmrep.json`` of the TDM Reservation Protocol; counts where the site is the root of its host."""
    rows = [{"location": f"{urls.absolute_root(settings.url)}*", "tdm-reservation": 1}]
    return (json.dumps(rows, indent=1) + "\n").encode()


def manifest(settings: SiteSettings, edition: str, static: Iterable[str]) -> bytes:
    """The web manifest of an edition; ``static`` are the files of the theme, of which it names the icons."""
    there, look = frozenset(static), load_edition(edition)
    made: dict[str, Any] = {
        "id": urls.absolute_root(settings.url) + urls.home(edition),
        "name": settings.title(edition),
        "short_name": settings.title(edition),
        "lang": edition,
        "dir": look.direction,
        "start_url": "./",
        "scope": "../",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": f"../theme/icons/{name}", "type": kind, "sizes": sizes}
            for name, (kind, sizes) in ICONS.items()
            if f"icons/{name}" in there
        ],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()
