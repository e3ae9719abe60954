"""Verifies a built site as a stranger would: from its files alone, with the content beside it.

Every link and fragment resolves, ids are unique, hreflang is reciprocal, each page has its language, its direction
and its content security policy, nothing is asked of another host, no bidi control is left, every sentence and quote
of the digests stands on its page word for word and where its link leads, data say what the pages say, and the files
are those of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from khulasa import check_data
from khulasa.errors import Problem
from khulasa.model import Article
from khulasa.plan import PageKind
from khulasa.publish import MARKER
from khulasa.site import directions, headers, urls

_LOADS = ("src", "srcset", "poster", "data", "background", "manifest")
"""Attributes whose value a browser fetches by itself, on whatever element."""
_FOREIGN = ("iframe", "object", "embed", "base", "portal", "applet", "frame", "math", "foreignobject")
"""Elements that no page of the theme has."""
_SCHEMES = ("", "http", "https", "mailto")
_PLAIN = ("title", "description", "og:title", "og:description", "og:image:alt")
"""Texts that no markup can set right."""
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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = _Seen()
        self._script = self._title = False
        self._mark = self._shows = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element links to, loads, or is."""
        seen, values = self.seen, {name: value or "" for name, value in attrs}
        if "id" in values:
            seen.ids[values["id"]] = seen.ids.get(values["id"], 0) + 1
        if tag == "html":
            seen.lang, seen.dir = values.get("lang", ""), values.get("dir", "")
        elif tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            seen.policy = values.get("content", "")
        elif tag == "meta":
            seen.plain[values.get("property") or values.get("name", "")] = values.get("content", "")
        elif tag in ("a", "area", "form", "use", "image"):
            seen.links += [values[name] for name in ("href", "action", "xlink:href") if name in values]
        elif tag == "link":
            self._link(values)
        seen.loads += [values[name] for name in _LOADS if name in values]
        seen.attributes += values.values()
        self._mark = values["id"] if tag == "mark" and "id" in values else self._mark
        if (tag == "p" and values.get("class") == "sentence") or (tag == "blockquote" and "lang" in values):
            self._shows = tag
            seen.shown.append("")
        if values.get("http-equiv", "").lower() == "refresh":
            seen.onward.append(values.get("content", "") if tag == "meta" else tag)
        if tag in _FOREIGN:
            seen.inline.append(f"<{tag}>")
        seen.inline.extend(f"{tag} {name}" for name in values if name.startswith("on") or name == "style")
        if tag == "style" or (
            tag == "script" and not values.get("src") and "json" not in values.get("type", "")
        ):
            seen.inline.append(f"<{tag}>")
        self._script = tag in ("script", "style")
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
        if tag in ("script", "style"):
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
    reader.feed(html)
    reader.close()
    return reader.seen


def check(
    output: Path, url: str, articles: Iterable[Article], wanted: Mapping[str, PageKind] | None = None
) -> tuple[int, tuple[Problem, ...]]:
    """(number of pages, everything that is wrong).

    ``url`` is the address of the site's root; ``wanted`` the files of the plan with their kinds, where known: then
    what an editor added by hand is not held to the rules for pages.
    """
    given = [*articles]
    files = {f.relative_to(output).as_posix() for f in output.rglob("*") if f.is_file()}
    own = {f for f in files if wanted is None or wanted.get(f) != "static" or f.startswith("theme/")}
    pages = {
        path: read_page((output / path).read_text("utf-8")) for path in sorted(own) if path.endswith(".html")
    }
    problems: list[Problem] = [*check_data.files(output, url, own), *check_data.articles(output, given)]
    problems.extend(check_data.tables(output, given))
    if wanted is not None:
        problems.extend(check_data.planned(files, wanted, MARKER))
    for path, seen in pages.items():
        problems.extend(
            Problem(path, what, "report it: the site must not be published so") for what in _page(seen)
        )
        problems.extend(_links(path, seen, pages, files))
        problems.extend(_onward(path, seen, files, url))
    problems.extend(_hreflang(pages, url))
    problems.extend(_verbatim(given, pages))
    problems.extend(_known(given, pages))
    return len(pages), tuple(sorted(set(problems)))


def _page(seen: _Seen) -> Iterator[str]:
    """What is wrong with a page by itself."""
    if not seen.lang or seen.dir not in ("rtl", "ltr"):
        yield "html has no lang or no dir"
    if not headers.strict(seen.policy):
        yield f"has no strict content security policy, but {seen.policy!r}"
    yield from (
        f"links by a scheme that runs or hides something: {link[:60]}"
        for link in seen.links
        if urlsplit(link).scheme not in _SCHEMES
    )
    yield from (f"the id {name!r} stands {count} times" for name, count in seen.ids.items() if count > 1)
    yield from (f"has inline code: {what}" for what in seen.inline)
    yield from (f"asks another host: {load}" for load in seen.loads if urlsplit(load).netloc)
    if check_data.CONTROLS.search("".join((*seen.text, *seen.attributes))):
        yield "has a bidi control or another control character in its text"
    yield from (f"its {name} reads against its language" for name in _turned(seen))


def _turned(seen: _Seen) -> Iterator[str]:
    """The plain texts of a page that stand in the wrong direction where they are shown: tabs, feeds, shared links."""
    lang = seen.plain.get("og:locale", seen.lang)[:2]
    return (n for n in _PLAIN if n in seen.plain and directions.turned(seen.plain[n], lang))


def _target(path: str, link: str) -> tuple[str, str] | None:
    """(file, fragment) that a relative link leads to; None for other hosts and schemes."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return path, unquote(parts.fragment)
    joined = PurePosixPath("/", path).parent / unquote(parts.path)
    resolved: list[str] = []
    for piece in joined.parts[1:]:
        if piece == "..":
            resolved[-1:] = []
        elif piece != ".":
            resolved.append(piece)
    file = "/".join(resolved)
    if parts.path.endswith(("/", "..")) or parts.path == ".":
        file = f"{file}/index.html".lstrip("/")
    return file, unquote(parts.fragment)


def _links(path: str, seen: _Seen, pages: Mapping[str, _Seen], files: set[str]) -> Iterator[Problem]:
    for link in dict.fromkeys([*seen.links, *seen.loads]):
        target = _target(path, link)
        if target is None:
            continue
        file, fragment = target
        if file not in files:
            yield Problem(
                path, f"links to {link}, which is not there", "report it: a link must lead somewhere"
            )
        elif fragment and file in pages and fragment not in pages[file].ids:
            yield Problem(path, f"links to {link}, where there is no such place", "report it")


def _onward(path: str, seen: _Seen, files: set[str], url: str) -> Iterator[Problem]:
    """A page that goes on by itself does so at once, to a page of this site that it calls its own address."""
    for content in seen.onward:
        link = content.removeprefix("0; url=")
        target = _target(path, link) if link != content else None
        here = target[0].removesuffix("index.html") if target else ""
        if len(seen.onward) > 1 or target is None or target[0] not in files or link not in seen.links:
            yield Problem(
                path, f"goes on by itself: {content[:60]!r}", "report it: the site must not be published so"
            )
        elif seen.canonical and seen.canonical != url + here:
            yield Problem(path, f"goes on to {here}, but calls {seen.canonical} its address", "report it")


def _hreflang(pages: Mapping[str, _Seen], url: str) -> Iterator[Problem]:
    for path, seen in pages.items():
        own = url + path.removesuffix("index.html")
        if seen.alternates and own not in seen.alternates.values():
            yield Problem(path, "its hreflang links do not list the page itself", "report it")
        for lang, href in seen.alternates.items():
            other = href.removeprefix(url)
            file = f"{other}index.html" if other.endswith("/") or not other else other
            if not href.startswith(url) or file not in pages:
                yield Problem(path, f"hreflang {lang} leads to {href}, which is not there", "report it")
            elif own not in pages[file].alternates.values():
                yield Problem(path, f"hreflang {lang}: {file} does not lead back", "report it")


def _verbatim(articles: Iterable[Article], pages: Mapping[str, _Seen]) -> Iterator[Problem]:
    for article in articles:
        digest = article.digest
        seen = pages.get(urls.article(digest.lang, article.id) + "index.html")
        if seen is None:
            yield Problem(article.path, "has no page on the site", "run khulasa build")
            continue
        shown = "".join(seen.text)
        parts = [(e.start, e.end, e.text) for e in digest.summary] + [
            (q.start, q.end, q.text) for q in digest.quotes
        ]
        for start, end, text in parts:
            if digest.text[start:end] != text or _as_html(text) not in shown:
                what = f"«{text[:60]}» is not on its page word for word"
                yield Problem(article.path, what, "run khulasa build")
        for extract in digest.summary:
            marked = seen.marks.get(f"s{extract.sentence}")
            if marked is not None and marked != _as_html(extract.text):
                what = f"the place s{extract.sentence} on its page does not hold «{extract.text[:60]}»"
                yield Problem(article.path, what, "run khulasa build")


def _known(articles: Iterable[Article], pages: Mapping[str, _Seen]) -> Iterator[Problem]:
    """On every page, what is given as a sentence of a digest or as a statement is one, word for word."""
    digests = [article.digest for article in articles]
    known = {_as_html(e.text) for d in digests for e in d.summary} | {
        _as_html(q.text) for d in digests for q in d.quotes
    }
    for path, seen in pages.items():
        for text in seen.shown:
            if text not in known:
                what = f"«{text[:60]}» is no sentence of a digest and no statement of any article"
                yield Problem(path, what, "run khulasa build")


def _as_html(text: str) -> str:
    """A text as a parser of HTML gives it back."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
