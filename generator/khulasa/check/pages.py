"""What one page holds, what is wrong with it by itself, and what it asks of the other files of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from urllib.parse import SplitResult, unquote, urlsplit

from khulasa.check.data import CONTROLS, REPORT
from khulasa.check.facts import Ask, Look, fact
from khulasa.errors import Problem
from khulasa.model import Article, Digest, Extract, Quote
from khulasa.site import directions, headers

_LOADS = ("src", "srcset", "poster", "data", "background", "manifest")
"""Attributes whose value a browser fetches by itself, on whatever element."""
_FOREIGN = ("iframe", "object", "embed", "base", "portal", "applet", "frame", "math", "foreignobject")
"""Elements that no page of the theme has."""
_SCHEMES = ("", "http", "https", "mailto")
_PLAIN = ("title", "description", "og:title", "og:description", "og:image:alt")
"""Texts that no markup can set right."""
_LEADS = frozenset({"a", "area", "form", "use", "image"})
"""Elements that lead somewhere, or show a part of something."""
_TAG = re.compile(
    r"<(?:!doctype html|/([a-z][a-z0-9]*)"
    r"|([a-z][a-z0-9]*)((?:[ \n]+[a-zA-Z][a-zA-Z0-9:-]*(?:=\"[^\"]*\")?)*)[ \n]*(/?))>([^<]*)"
)
"""A tag in the one form that can be taken in one way only (quoted values), and the text after it."""
_CODE = ("script", "style")
_TEXTUAL = (*_CODE, "title", "textarea", "iframe", "xmp", "noembed", "noframes", "plaintext")
"""Elements in which a tag may be text: taken so only where they hold none."""
_VALUE = re.compile(r"([a-zA-Z][a-zA-Z0-9:-]*)(?:=\"([^\"]*)\")?")
_AT_ONCE = "0; url="
"""How a page goes on to another by itself."""
_ASTRAY = "hreflang {} leads to {}, which is not there"
_LOADED_RELS = {"stylesheet", "preload", "icon", "manifest", "modulepreload", "prefetch"}


@dataclass(slots=True)
class _Seen:
    """What one HTML file holds, as far as it is checked."""

    ids: dict[str, int] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    lang: str = ""
    dir: str = ""
    policy: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    """Text of each marked sentence, by its id."""
    shown: list[str] = field(default_factory=list)
    """Texts that the page gives as sentences of digests or as statements."""
    attributes: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    plain: dict[str, str] = field(default_factory=dict)
    """Texts without markup: of ``<title>`` and of meta elements, by name."""
    onward: list[str] = field(default_factory=list)
    """What the page says of going on to another by itself."""
    canonical: str = ""


@lru_cache(maxsize=4096)
def _values(given: str) -> Mapping[str, str]:
    """The attributes of a tag in plain form; the same ones stand on many pages."""
    return {match[1].lower(): unescape(match[2] or "") for match in _VALUE.finditer(given)}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = _Seen()
        self._script = self._title = False
        self._mark = self._shows = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element links to, loads, or is."""
        self._element(tag, {name: value or "" for name, value in attrs})

    def read(self, html: str) -> None:
        """Read a whole page: tags in plain form here, from the first that is not on by the parser."""
        place = 0
        while match := _TAG.match(html, place):
            end, tag, given, alone, text = match.groups()
            if tag in _TEXTUAL and (alone or not html.startswith(f"</{tag}>", match.end())):
                break
            if tag:
                self._element(tag, _values(given))
            if end or alone:
                self.handle_endtag(end or tag)
            if text and tag not in _CODE:
                self.handle_data(unescape(text))
            place = match.end()
        self.feed(html[place:])
        self.close()

    def _element(self, tag: str, values: Mapping[str, str]) -> None:
        seen = self.seen
        if "id" in values:
            seen.ids[values["id"]] = seen.ids.get(values["id"], 0) + 1
            self._mark = values["id"] if tag == "mark" else self._mark
        if tag in _LEADS:
            seen.links += [values[name] for name in ("href", "action", "xlink:href") if name in values]
        elif tag == "html":
            seen.lang, seen.dir = values.get("lang", ""), values.get("dir", "")
        elif tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            seen.policy = values.get("content", "")
        elif tag == "meta":
            seen.plain[values.get("property") or values.get("name", "")] = values.get("content", "")
        elif tag == "link":
            self._link(values)
        elif tag in _FOREIGN:
            seen.inline.append(f"<{tag}>")
        if (tag == "p" and values.get("class") == "sentence") or (tag == "blockquote" and "lang" in values):
            self._shows = tag
            seen.shown.append("")
        for name, value in values.items():
            seen.attributes.append(value)
            if name in _LOADS:
                seen.loads.append(value)
            elif name == "style" or name.startswith("on"):
                seen.inline.append(f"{tag} {name}")
            elif name == "http-equiv" and value.lower() == "refresh":
                seen.onward.append(values.get("content", "") if tag == "meta" else tag)
        self._script = tag in _CODE
        if tag == "style" or (
            tag == "script" and not values.get("src") and "json" not in values.get("type", "")
        ):
            seen.inline.append(f"<{tag}>")
        self._title = tag == "title" and "title" not in seen.plain

    def _link(self, values: Mapping[str, str]) -> None:
        rels = set(values.get("rel", "").lower().split())
        if "alternate" in rels and values.get("hreflang"):
            self.seen.alternates[values["hreflang"]] = values.get("href", "")
        elif rels & _LOADED_RELS:
            self.seen.loads.append(values.get("href", ""))
        elif "canonical" in rels:
            self.seen.canonical = values.get("href", "")
        else:
            self.seen.links.append(values.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        """Text counts again after a script; a mark ends."""
        if tag in _CODE:
            self._script = False
        if tag == "mark":
            self._mark = ""
        if tag == self._shows:
            self._shows = ""
        self._title = False

    def handle_data(self, data: str) -> None:
        """Collect the text."""
        if not self._script:
            self.seen.text.append(data)
            if self._shows:
                self.seen.shown[-1] += data
            if self._mark:
                self.seen.marks[self._mark] = self.seen.marks.get(self._mark, "") + data
        if self._title:
            self.seen.plain["title"] = self.seen.plain.get("title", "") + data


def read_page(html: str) -> _Seen:
    """What one page holds."""
    reader = _Reader()
    reader.read(html)
    return reader.seen


def look(path: str, seen: _Seen, url: str) -> Look:
    """What one page gives to the check of the site whose root is at ``url``."""
    found = Look()
    found.problems += (Problem(path, what, REPORT) for what in _page(seen))
    found.problems += _onward(path, seen, url)
    found.asks += _shown(seen)
    found.asks += _links(path, seen)
    found.asks += (
        Ask(fact("file", target[0]), f"goes on by itself: {content[:60]!r}", REPORT)
        for content in seen.onward
        if (target := _target(path, content.removeprefix(_AT_ONCE)))
    )
    own = url + path.removesuffix("index.html")
    if seen.alternates and own not in seen.alternates.values():
        found.problems.append(Problem(path, "its hreflang links do not list the page itself", "report it"))
    for lang, href in seen.alternates.items():
        if not href.startswith(url):
            found.problems.append(Problem(path, _ASTRAY.format(lang, href), "report it"))
        else:
            found.asks += _edition(lang, href, href.removeprefix(url), own)
    found.offers.append(fact("page", path))
    found.offers += (fact("place", path, name) for name in seen.ids)
    found.offers += (fact("lists", path, href) for href in seen.alternates.values())
    return found


def _page(seen: _Seen) -> Iterator[str]:
    """What is wrong with a page by itself."""
    if not seen.lang or seen.dir not in ("rtl", "ltr"):
        yield "html has no lang or no dir"
    if not headers.strict(seen.policy):
        yield f"has no strict content security policy, but {seen.policy!r}"
    yield from (
        f"links by a scheme that runs or hides something: {link[:60]}"
        for link in seen.links
        if _split(link).scheme not in _SCHEMES
    )
    yield from (f"the id {name!r} stands {count} times" for name, count in seen.ids.items() if count > 1)
    yield from (f"has inline code: {what}" for what in seen.inline)
    yield from (f"asks another host: {load}" for load in seen.loads if _split(load).netloc)
    if CONTROLS.search("".join((*seen.text, *seen.attributes))):
        yield "has a bidi control or another control character in its text"
    yield from (f"its {name} reads against its language" for name in _turned(seen))


def _turned(seen: _Seen) -> Iterator[str]:
    """The plain texts of a page that stand in the wrong direction where they are shown: tabs, feeds, shared links."""
    lang = seen.plain.get("og:locale", seen.lang)[:2]
    return (n for n in _PLAIN if n in seen.plain and directions.turned(seen.plain[n], lang))


@lru_cache(maxsize=4096)
def _split(link: str) -> SplitResult:
    """A link in its parts; the ways through a site stand on many pages."""
    return urlsplit(link)


def _target(path: str, link: str) -> tuple[str, str] | None:
    """(file, fragment) that a relative link leads to; None for other hosts and schemes."""
    parts = _split(link)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return path, unquote(parts.fragment)
    way = unquote(parts.path)
    resolved = [] if way.startswith("/") else path.split("/")[:-1]
    for piece in way.split("/"):
        if piece == "..":
            resolved[-1:] = []
        elif piece not in ("", "."):
            resolved.append(piece)
    file = "/".join(resolved)
    if parts.path.endswith(("/", "..")) or parts.path == ".":
        file = f"{file}/index.html".lstrip("/")
    return file, unquote(parts.fragment)


def _links(path: str, seen: _Seen) -> Iterator[Ask]:
    """Where a page leads: the file is there, and the place on it, where it is a page of ours."""
    for link in dict.fromkeys([*seen.links, *seen.loads]):
        target = _target(path, link)
        if target is None:
            continue
        file, fragment = target
        if file != path:
            yield Ask(
                fact("file", file),
                f"links to {link}, which is not there",
                "report it: a link must lead somewhere",
            )
        if fragment and file.endswith(".html") and (file != path or fragment not in seen.ids):
            what = f"links to {link}, where there is no such place"
            yield Ask(fact("place", file, fragment), what, "report it", fact("page", file))


def _onward(path: str, seen: _Seen, url: str) -> Iterator[Problem]:
    """A page that goes on by itself does so at once, to a page of this site that it calls its own address."""
    for content in seen.onward:
        link = content.removeprefix(_AT_ONCE)
        target = _target(path, link) if link != content else None
        here = target[0].removesuffix("index.html") if target else ""
        if len(seen.onward) > 1 or target is None or link not in seen.links:
            yield Problem(path, f"goes on by itself: {content[:60]!r}", REPORT)
        elif seen.canonical and seen.canonical != url + here:
            yield Problem(path, f"goes on to {here}, but calls {seen.canonical} its address", "report it")


def _edition(lang: str, href: str, other: str, own: str) -> Iterator[Ask]:
    """The page that another is called an edition of is there, and lists this one too."""
    file = f"{other}index.html" if other.endswith("/") or not other else other
    there = fact("page", file)
    yield Ask(there, _ASTRAY.format(lang, href), "report it")
    back = f"hreflang {lang}: {file} does not lead back"
    yield Ask(fact("lists", file, own), back, "report it", there)


def _shown(seen: _Seen) -> Iterator[Ask]:
    """What is given as a sentence of a digest or as a statement is one, word for word."""
    for text in seen.shown:
        what = f"«{text[:60]}» is no sentence of a digest and no statement of any article"
        yield Ask(fact("text", text), what, "run khulasa build")


def _pieces(digest: Digest) -> tuple[Extract | Quote, ...]:
    return (*digest.summary, *digest.quotes)


def said(article: Article) -> Iterator[int]:
    """The facts that an article offers: the sentences of its digest and its statements."""
    yield from (fact("text", _as_html(part.text)) for part in _pieces(article.digest))


def verbatim(article: Article, seen: _Seen) -> Iterator[Problem]:
    """Each sentence and statement of an article stands on its page, each sentence at its place."""
    digest, shown = article.digest, "".join(seen.text)
    for part in _pieces(digest):
        if digest.text[part.start : part.end] != part.text or _as_html(part.text) not in shown:
            what = f"«{part.text[:60]}» is not on its page word for word"
            yield Problem(article.path, what, "run khulasa build")
    for extract in digest.summary:
        marked = seen.marks.get(f"s{extract.sentence}")
        if marked is not None and marked != _as_html(extract.text):
            what = f"the place s{extract.sentence} on its page does not hold «{extract.text[:60]}»"
            yield Problem(article.path, what, "run khulasa build")


def _as_html(text: str) -> str:
    """A text as a parser of HTML gives it back."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
