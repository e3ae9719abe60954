"""A web page as an article: which of its lines are title, date and text; each line is a line of the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.etree import XPathError
from lxml.html import HtmlElement

from khulasa.config import Manner
from khulasa.errors import KhulasaError
from khulasa.model import Hint
from khulasa.rules.read.date_forms import forms as date_forms
from khulasa.sources import markup, pagedata, urls
from khulasa.sources.records import Found, Piece, Readout
from khulasa.sources.reserved import of_headers
from khulasa.sources.streams import refusal
from khulasa.text.fold import key

PROSE = 8
"""Words from which a line is a paragraph rather than a label."""
_LOOSE = re.compile(r"[\W_]+")
_SITE = re.compile(r"\s+[|»«:\-–—]{1,2}\s+|\s*[|»]\s*")
_DATED = re.compile(r"date|time|publi|تاریخ|تاريخ|created|posted|meta|info", re.IGNORECASE)
_FRAME = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|footer|sidebar|aside|related|comments?|breadcrumbs?|cookie|share|social|widget|ticker|promo|ads?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FRAME_TAGS = frozenset(("nav", "footer", "aside", "form", "button"))
_HEADINGS = ("h1", "h2")
_DATE_TAGS = ("h1", "h2", "time", "span", "div", "p", "li", "td", "small", "b", "strong", "em", "font", "dd")
MAX_HEADINGS = 30
"""Headings among which the title is looked for."""
SMALL = 12
"""Elements in a label."""
MAX_DATE_LINE = 90
"""Letters of the longest line that is looked at for the day of publication."""


@dataclass(frozen=True, slots=True)
class Row:
    """A visible line of a page, and the element that begins it."""

    text: str
    loose: str
    """Its folded letters alone: what two ways of taking a page apart share."""
    words: int


def read_page(piece: Piece, manner: Manner) -> Readout:
    """The article of a page. KhulasaError where it holds none."""
    place = piece.origin.place
    text = markup.decoded(piece.data, piece.origin.charset, place)
    tree = markup.tree_of(text, place)
    found = article(tree, piece.origin.url, manner, place)
    hints = (*found.hints, *piece.origin.hints)
    reserved = piece.origin.reserved or of_headers(pagedata.metas(tree))
    url = address(tree, piece.origin.url)
    return Readout((Found(place, found.text, "page", url, hints, piece.data, ".html", reserved),))


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken out of a tree."""

    text: str
    hints: tuple[Hint, ...]


def article(tree: HtmlElement, base: str, manner: Manner, place: str) -> Taken:
    """Title line, date line and paragraphs of a tree, and what its data say of it."""
    hints = pagedata.hints(tree)
    heading, titles = title_of(tree, hints)
    for selector in manner.drop:
        for element in select(tree, selector):
            element.drop_tree()
    mastheads = _mastheads(tree, hints, heading)
    body = [row for row in _body(tree, manner, place) if row.loose not in mastheads]
    date_line = _date_line(tree, heading, body)
    if heading and key(heading) in {key(row.text) for row in body[:6]}:
        at = next(i for i, row in enumerate(body) if key(row.text) == key(heading))
        head, rest = [row.text for row in body[: at + 1]], [row.text for row in body[at + 1 :]]
    else:
        head, rest = [heading] if heading else [], [row.text for row in body]
    if date_line and date_line not in head and date_line not in rest:
        head.append(date_line)
    return Taken("\n\n".join([*head, *rest]), (*titles, *(h for h in hints if h.name != "title")))


def select(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements that a CSS selector of the settings picks. KhulasaError where it is none."""
    from cssselect import SelectorError  # noqa: PLC0415 - only where a selector is set

    try:
        return list(tree.cssselect(selector))
    except (SelectorError, XPathError) as error:
        raise refusal("khulasa.toml", f"{selector!r} is no CSS selector ({error})", "mend it") from None


def address(tree: HtmlElement, fetched: str) -> str:
    """The canonical address of a page: what it says itself, where that is on the site that it came from."""
    base = urls.web(fetched)
    for said in pagedata.addresses(tree, base):
        if said and (not base or urls.site(said) == urls.site(base)) and urls.key(said).count("/"):
            return said
    return base


# ------------------------------------------------------------------ title


def title_of(tree: HtmlElement, hints: Sequence[Hint]) -> tuple[str, tuple[Hint, ...]]:
    """The title as the page shows it, and all that say so: data, a heading that agrees, the title element."""
    said = [h for h in hints if h.name == "title"]
    if whole := _title_element(tree):
        said.append(Hint("title", whole, "title element"))
    headings = (node for name in _HEADINGS for node in tree.iter(name) if not _framed(node))
    texts = (" ".join(markup.lines(node)) for node in islice(headings, MAX_HEADINGS))
    shown = [text for text in texts if 0 < len(text) <= pagedata.MAX_VALUE]
    for hint in said:
        for text in shown:
            if _agree(text, hint.value):
                same = Hint("title", text, f"heading, {hint.where}")
                return text, (same, *(h for h in said if h.value != text))
    if said:
        outlet = next((h.value for h in hints if h.name == "outlet"), "")
        title = without_site(said[0].value, outlet)
        return title, (Hint("title", title, said[0].where), *said[1:])
    first = next((" ".join(markup.lines(node)) for node in tree.iter("h1")), "")[: pagedata.MAX_VALUE]
    return first, ((Hint("title", first, "heading"),) if first else ())


def _title_element(tree: HtmlElement) -> str:
    """What the title element says, on one line."""
    element = tree.find(".//title")
    return " ".join(element.text_content()[: pagedata.MAX_VALUE].split()) if element is not None else ""


def _mastheads(tree: HtmlElement, hints: Sequence[Hint], heading: str) -> frozenset[str]:
    """Names of the site, as its data and the title element have them: a line that is no more is its head."""
    parts = _SITE.split(_title_element(tree))
    names = [*parts, *(h.value for h in hints if h.name == "outlet")]
    return frozenset(loose for name in names if (loose := _loosely(name)) and not _agree(heading, name))


def _agree(shown: str, said: str) -> bool:
    """Whether a heading is the title that the data say: the same words, or one begins or ends as the other."""
    a, b = _loosely(shown), _loosely(said.rstrip("….").rstrip())
    if len(a) < 6 or len(b) < 6:
        return a == b and bool(a)
    return a == b or b.startswith(a) or b.endswith(a) or a.startswith(b)


def without_site(title: str, outlet: str) -> str:
    """A title without the name of the site that stands behind (or before) a sign."""
    parts = [p for p in _SITE.split(title) if p.strip()]
    if len(parts) < 2:
        return title
    if outlet and any(_loosely(p) == _loosely(outlet) for p in parts):
        kept = [p for p in parts if _loosely(p) != _loosely(outlet)]
        return max(kept, key=len).strip() if kept else title
    longest = max(parts, key=len)
    return longest.strip() if len(longest) >= 2 * max(len(p) for p in parts if p is not longest) else title


def _loosely(text: str) -> str:
    return _LOOSE.sub("", key(text))


# ------------------------------------------------------------------ text


def _body(tree: HtmlElement, manner: Manner, place: str) -> list[Row]:
    """The lines of the text. KhulasaError where the page has none."""
    if manner.body:
        chosen = [row for element in select(tree, manner.body) for row in rows(element)]
        if chosen:
            return chosen
        raise refusal(place, f"has no element {manner.body!r}", "mend `body` of its source in khulasa.toml")
    shown = rows(tree)
    for body in (_by_library(tree, shown), _by_density(tree)):
        if sum(row.words for row in body if row.words >= PROSE) >= 3 * PROSE:
            return body
    raise refusal(place, "holds no text of an article", "if it does, save the text as a .txt file")


def rows(element: HtmlElement) -> list[Row]:
    """The visible lines of an element."""
    return [Row(text, _loosely(text), len(text.split())) for text in markup.lines(element)]


def _by_library(tree: HtmlElement, shown: list[Row]) -> list[Row]:
    """The lines of the page that trafilatura keeps: it chooses, the words stay those of the page (it drops ZWNJ)."""
    import trafilatura  # noqa: PLC0415 - belongs to the extra ``add`` and is slow to import

    kept = trafilatura.extract(
        tree, output_format="txt", include_comments=False, include_tables=True, fast=False
    )
    if not kept:
        return []
    lines = {_loosely(line) for line in kept.split("\n")}
    text = _loosely(kept)
    return [row for row in shown if _is_kept(row, lines, text)]


def _is_kept(row: Row, lines: set[str], text: str) -> bool:
    if row.words < PROSE:
        return bool(row.loose) and row.loose in lines
    # Words that the library takes out of a paragraph (a link to share it) do not take the paragraph with them.
    return row.loose in text or row.loose[:40] in text or row.loose[-40:] in text


def _by_density(tree: HtmlElement) -> list[Row]:
    """The lines of the element with most words in paragraphs that are not links."""
    weight: defaultdict[HtmlElement, float] = defaultdict(float)
    for node in tree.iter("p", "div", "td", "li", "section", "span", "font", "center"):
        own = len(" ".join([node.text or "", *((child.tail or "") for child in node)]).split())
        if own < PROSE or _framed(node):
            continue
        holder = node
        for share in (1.0, 0.9, 0.5):
            weight[holder] += own * share
            holder = holder.getparent()
            if holder is None or holder.tag in ("body", "html"):
                break
    if not weight:
        return []
    best = max(weight, key=lambda node: weight[node])
    links = {_loosely(" ".join(markup.lines(a))) for a in best.iter("a")}
    return [row for row in rows(best) if row.loose and row.loose not in links]


def _framed(node: HtmlElement | None) -> bool:
    """Whether an element belongs to the frame of the page: menus, lists of other articles, comments."""
    while node is not None and node.tag not in ("body", "html"):
        if node.tag in _FRAME_TAGS or _FRAME.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return True
        node = node.getparent()
    return False


# ------------------------------------------------------------------ date


def _date_line(tree: HtmlElement, heading: str, body: list[Row]) -> str:
    """The line of the page that shows a whole date and belongs to the article, for the rules to read.

    It is the first one below the title; above it one whose element is named after a date.
    """
    inside = {row.loose for row in body if row.words >= PROSE}
    title = _loosely(heading)
    above, passed = "", not title
    for node in tree.iter(*_DATE_TAGS):
        if not _is_small(node) or _framed(node):
            continue
        texts = list(markup.lines(node))
        passed = passed or any(_loosely(text) == title for text in texts)
        dated = next((text for text in texts if _loosely(text) not in inside and _shows_date(text)), "")
        if dated and passed:
            return _innermost(node, dated)
        if dated and not above and _DATED.search(f"{node.tag} {node.get('class')} {node.get('id')}"):
            above = dated
    return above


def _innermost(node: HtmlElement, dated: str) -> str:
    """The shortest line inside of an element that still shows the date: without the writer's name beside it."""
    inner = (text for one in node.iter(*_DATE_TAGS) for text in markup.lines(one) if _shows_date(text))
    return min(inner, key=len, default=dated)


def _is_small(node: HtmlElement) -> bool:
    """Whether an element holds few others: a label, not a part of the page."""
    return len(list(islice(node.iterdescendants(), SMALL + 1))) <= SMALL


def _shows_date(text: str) -> bool:
    if len(text) > MAX_DATE_LINE or not any(c.isdigit() for c in text):
        return False
    return any(f.day and f.month and f.year for code in ("fa", "ar") for f in date_forms(text, code))


def letter(tree: HtmlElement, manner: Manner, place: str) -> str:
    """The text of a letter in HTML: what is a page's article in it, else all that it shows."""
    try:
        body = _body(tree, manner, place)
    except KhulasaError:
        body = rows(tree)
    return "\n\n".join(row.text for row in body)
