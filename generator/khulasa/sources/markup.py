"""HTML as a tree and as paragraphs of plain text; nothing of it is ever run, and half-spaces stay."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from khulasa.sources.streams import refusal

MAX_PAGE = 5_000_000
"""Bytes of the largest page that is parsed: what comes before a page of news is long has other reasons."""
MAX_ELEMENTS = 30_000
"""Elements of a page; a long one has 5,000. What looks from one to others stays quick so."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TAG = re.compile(r"</?[a-z][a-z0-9:-]*(?:\s[^<>]*)?/?>|<!--", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "svg",
        "math",
        "head",
        "title",
        "select",
        "option",
        "button",
        "textarea",
        "input",
        "form",
    ]
)


def decoded(data: bytes, charset: str, place: str) -> str:
    """The letters of a page: by its byte order mark, else by what it says of itself, else by the server."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    said = _XML_CHARSET.search(data[:400]) or _CHARSET.search(data[:4096])
    names = [charset, said[1].decode("ascii", "replace") if said else "", "utf-8", "windows-1256"]
    for name in filter(None, names):
        try:
            return data.decode(_codec(name))
        except (LookupError, UnicodeDecodeError):
            continue
    try:
        text = data.decode(_codec(charset or (said[1].decode("ascii") if said else "utf-8")), "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    if text.count("\ufffd") > 10 + len(text) // 500:
        raise refusal(place, "is in no encoding that is known", "save the page as UTF-8")
    return text


def _codec(name: str) -> str:
    """The codec that browsers use for a name: Latin-1 means Windows-1252."""
    small = name.lower()
    codec = codecs.lookup(
        {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "x-mac-arabic": "cp1256"}.get(
            small, small
        )
    )
    if not codec._is_text_encoding:
        raise LookupError(name)
    return codec.name


def tree_of(text: str, place: str) -> HtmlElement:
    """The page as a tree. KhulasaError where it holds no element, or more than a page may have."""
    if len(text) > MAX_PAGE:
        raise refusal(place, f"is a page of more than {MAX_PAGE:,} letters", "save the article alone")
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise refusal(place, f"cannot be read as a page ({error})", "save it again") from None
    if sum(1 for _ in zip(tree.iter(), range(MAX_ELEMENTS + 1), strict=False)) > MAX_ELEMENTS:
        raise refusal(place, f"has more than {MAX_ELEMENTS:,} elements", "save the article alone")
    return tree


def lines(element: HtmlElement) -> Iterator[str]:
    """The text of an element, block by block, without what is not shown."""
    for raw in "".join(_walk(element)).split("\n"):
        if line := " ".join(raw.replace("\u00a0", " ").split()):
            yield line


def _walk(element: HtmlElement) -> Iterator[str]:
    """Text in order, a newline at the edges of blocks; by hand, as a page may be nested deeper than calls may be."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if name in _BLOCKS:
                yield "\n"
            if name and name not in _SILENT and node.text and not _silenced(node, element):
                yield re.sub(r"\s*\n\s*", " ", node.text)
        else:
            if name in _BLOCKS:
                yield "\n"
            if node is not element and node.tail and not _silenced(node.getparent(), element):
                yield re.sub(r"\s*\n\s*", " ", node.tail)


def _silenced(node: HtmlElement | None, top: HtmlElement) -> bool:
    """Whether an element, or one that holds it, is never shown."""
    while node is not None:
        if node.tag in _SILENT:
            return True
        if node is top:
            return False
        node = node.getparent()
    return False


def is_markup(text: str) -> bool:
    """Whether a text of a feed or a table is HTML."""
    return _TAG.search(text) is not None


def paragraphs_of(markup: str) -> tuple[str, ...]:
    """The paragraphs of a piece of HTML."""
    if not markup.strip():
        return ()
    return tuple(lines(tree_of(f"<html><body>{markup}</body></html>", "")))
