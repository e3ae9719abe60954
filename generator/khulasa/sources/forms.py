"""What some bytes are, by their beginning first, by their name and media type where that leaves it open."""

from __future__ import annotations

import codecs
import json
import re
from typing import Literal

from khulasa.sources.records import Form, Origin
from khulasa.sources.streams import PACKED

Container = Literal["zip", "tar", "packed", "warc", "lines", "table"]
"""What holds pieces: archives, what is packed, JSON Lines, CSV."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|table|h1|p)[\s>]", re.IGNORECASE)
_SKIPPED = re.compile(
    r"\s*(?:<\?[^>]*\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\]\s*)?>|\s+)", re.IGNORECASE | re.DOTALL
)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([\w.-]+)")
_ROOTS: dict[str, Form] = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "channel": "feed", "opml": "opml", "urlset": "sitemap",
    "sitemapindex": "sitemap", "html": "page",
}  # fmt: skip
_MAIL = re.compile(r"(?:[A-Za-z][\w-]{1,40}:[ \t]?[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_MAIL_NAMES = re.compile(
    r"^(?:mime-version|message-id|received|return-path|delivered-to|subject|from):",
    re.IGNORECASE | re.MULTILINE,
)
ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_BY_NAME: dict[str, Form | Container] = {
    ".html": "page", ".htm": "page", ".xhtml": "page", ".shtml": "page", ".md": "markdown",
    ".markdown": "markdown", ".eml": "mail", ".jsonl": "lines", ".ndjson": "lines", ".csv": "table",
    ".tsv": "table", ".opml": "opml",
}  # fmt: skip
_BY_TYPE: dict[str, Form] = {
    "text/html": "page", "application/xhtml+xml": "page", "text/markdown": "markdown",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/feed+json": "feed",
    "message/rfc822": "mail",
}  # fmt: skip


def text_of(head: bytes) -> str:
    """The beginning of something as letters, as far as they are needed to tell what it is."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(name, "replace")
    return head.decode("utf-8", "replace")


def form_of(head: bytes, origin: Origin) -> Form | Container:
    """What the bytes are that begin so; ``text`` where nothing says otherwise."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if any(head.startswith(magic) for magic, _ in PACKED):
        return "packed"
    if head.startswith(b"WARC/"):
        return "warc"
    if head[257:262] == b"ustar":
        return "tar"
    text = text_of(head).lstrip()
    suffix = suffix_of(origin.name)
    for look in (_xml, _json, _markdown, _mail, _addresses):
        found = look(text, suffix)
        if found is not None:
            return found
    if suffix in _BY_NAME:
        return _BY_NAME[suffix]
    if origin.type in _BY_TYPE:
        return _BY_TYPE[origin.type]
    return "page" if text.startswith("<") and _PAGE.match(text) else "text"


def suffix_of(name: str) -> str:
    """The last suffix of a name, in small letters."""
    base = name.rpartition("/")[2].partition("?")[0]
    return f".{base.rpartition('.')[2].lower()}" if "." in base else ""


def _xml(text: str, suffix: str) -> Form | None:
    if not text.startswith("<"):
        return None
    at = 0
    while skipped := _SKIPPED.match(text, at):
        at = skipped.end()
    root = _ROOT.match(text, at)
    return _ROOTS.get(root[1].lower()) if root else None


def _json(text: str, suffix: str) -> Form | Container | None:
    if not text.startswith(("{", "[")) or suffix in (".md", ".markdown", ".html", ".htm"):
        return None
    if suffix in (".jsonl", ".ndjson"):
        return "lines"
    if re.match(r"\{.{0,2000}?jsonfeed\.org/version/", text, re.DOTALL):
        return "feed"
    first, _, rest = text.partition("\n")
    if rest.lstrip().startswith("{") and _whole(first):
        return "lines"
    return "json" if suffix == ".json" or re.match(r"\[?\s*\{\s*\"", text) else None


def _whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _markdown(text: str, suffix: str) -> Form | None:
    head = re.match(r"(?:---|\+\+\+)[ \t]*\r?\n[\w-]+[ \t]*[:=]", text)
    return "markdown" if head and suffix not in (".html", ".htm", ".eml") else None


def _mail(text: str, suffix: str) -> Form | None:
    head = _MAIL.match(text.replace("\r\n", "\n"))
    found = _MAIL_NAMES.findall(head[0] + text[head.end() : head.end() + 4000]) if head else ()
    names = {name.lower() for name in found}
    return "mail" if len(names) >= (2 if suffix == ".eml" else 3) else None


def _addresses(text: str, suffix: str) -> Form | None:
    rows = [row for line in text.splitlines()[:50] if (row := line.strip()) and not row.startswith("#")]
    whole = rows[:-1] if len(text) >= 2000 else rows  # the last one may have been cut
    return "addresses" if whole and all(ADDRESS.fullmatch(row) for row in whole) else None
