"""Lists that lead to other addresses: OPML, site maps, plain lists of addresses."""

from __future__ import annotations

import re

from lxml import etree

from khulasa.config import Manner
from khulasa.model import Hint
from khulasa.sources import forms
from khulasa.sources.records import Follow, Piece, Readout
from khulasa.sources.streams import refusal
from khulasa.sources.urls import web

MAX_LISTED = 50_000
"""Addresses that are taken from one list: the most that a site map may have."""


def read_xml(data: bytes, place: str) -> etree._Element:
    """An XML text as a tree: no entity, nothing fetched. KhulasaError where it is broken."""
    refuse_entities(data, place)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    try:
        tree = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise refusal(place, f"is broken XML ({error})", "get it again") from None
    if tree is None:
        raise refusal(place, "is broken XML", "get it again")
    return tree


def refuse_entities(data: bytes, place: str) -> None:
    """KhulasaError where an XML text declares entities: no feed needs them, and a bomb is made of them."""
    letters = data.replace(b"\x00", b"")
    if re.search(rb"<!(?:ENTITY|ELEMENT|ATTLIST)", letters, re.IGNORECASE):
        raise refusal(place, "declares XML entities", "ask its publisher for a plain one; it is not read")


def read_opml(piece: Piece, manner: Manner) -> Readout:
    """The feeds of an OPML file."""
    tree = read_xml(piece.data, piece.origin.place)
    rows = [node for node in tree.iter("{*}outline", "outline") if node.get("xmlUrl")]
    follow = tuple(Follow(url, True) for node in rows[:MAX_LISTED] if (url := web(node.get("xmlUrl") or "")))
    return _some(piece, follow)


def read_sitemap(piece: Piece, manner: Manner) -> Readout:
    """The pages of a site map, with what it says of them, or the site maps of an index."""
    tree = read_xml(piece.data, piece.origin.place)
    index = _name(tree) == "sitemapindex"
    follow = []
    for node in list(tree)[:MAX_LISTED]:
        if not isinstance(node.tag, str):
            continue
        values = {_name(n): (n.text or "").strip() for n in node.iter() if isinstance(n.tag, str)}
        url = web(values.get("loc", ""), piece.origin.url)
        named = (("title", "title"), ("published", "publication_date"), ("outlet", "name"))
        hints = tuple(
            Hint(ours, values[theirs], f"site map {theirs}") for ours, theirs in named if values.get(theirs)
        )
        if url:
            follow.append(Follow(url, index, hints))
    return _some(piece, tuple(follow))


def _name(node: etree._Element) -> str:
    """The name of an element without its namespace; a broken one has a name that no rule of XML allows."""
    return str(node.tag).rpartition("}")[2].lower()


def read_addresses(piece: Piece, manner: Manner) -> Readout:
    """The addresses of a text, one in a line; lines that begin with # are comments."""
    rows = (row.strip() for row in forms.text_of(piece.data).splitlines())
    follow = tuple(Follow(url, False) for row in rows if not row.startswith("#") and (url := web(row)))
    return _some(piece, follow[:MAX_LISTED])


def _some(piece: Piece, follow: tuple[Follow, ...]) -> Readout:
    if not follow:
        raise refusal(piece.origin.place, "lists no address", "see whether it is the right list")
    return Readout(follow=tuple({f.url: f for f in follow}.values()))
