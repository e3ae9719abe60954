"""What a page is, for machines: JSON-LD in the words of schema.org, from the records that the page shows.

The page of an article is a ``WebPage`` based on a ``NewsArticle`` of somebody else, who is named as its publisher;
this site never claims to have published it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from khulasa.plan import PageSpec
from khulasa.site import datapackage, i18n, urls
from khulasa.site.desk import Desk
from khulasa.site.views import ArticleView, DataPageView, Link, PageView, QuoteView, TermView

Node = dict[str, Any]
TYPES = {
    "person": "Person",
    "organisation": "Organization",
    "place": "Place",
    "event": "Event",
    "topic": "Thing",
    "source": "NewsMediaOrganization",
}
PAGES = {
    "home": "CollectionPage",
    "index": "CollectionPage",
    "archive": "CollectionPage",
    "digest": "CollectionPage",
    "stories": "CollectionPage",
    "story": "CollectionPage",
    "term": "CollectionPage",
    "about": "AboutPage",
    "search": "SearchResultsPage",
}
"""Kind of a page → its type; all others are plain pages."""
PARENTS = {
    "archive": ("Archive", "archive"),
    "digest": ("Digests", "digest"),
    "story": ("Stories", "stories"),
}
"""Kind of a page → the part of the site that it stands in: message and folder."""
STATEMENTS = 10
"""So many of the newest statements stand on the page of a name."""
_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
"""What could end the script element or open a comment in it, as JSON writes it instead."""


def script(graph: Iterable[Node]) -> Markup:
    """The content of a script element that no text can break out of."""
    found = {"@context": "https://schema.org", "@graph": list(graph)}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704 - nothing is left in it that HTML would read


def page(desk: Desk, spec: PageSpec, head: PageView, shown: Any) -> Markup:
    """All that is said of a page; nothing where its address is not known."""
    if not head.canonical or spec.kind == "moved":
        return Markup("")
    here = _page(desk, head)
    nodes = [here, _site(desk)]
    if spec.kind == "article":
        here["isBasedOn"] = here["mainEntity"] = {"@id": f"{head.canonical}#source"}
        nodes += _article(desk, shown, head.canonical)
    elif spec.kind == "term":
        here["@type"] = "ProfilePage" if shown.kind == "person" else PAGES["term"]
        here["mainEntity"] = {"@id": f"{head.canonical}#{shown.kind}"}
        nodes += _term(desk, shown, head.canonical)
    elif spec.kind == "datapage":
        here["mainEntity"] = {"@id": f"{head.canonical}#data"}
        nodes.append(_dataset(desk, shown, head.canonical))
    trail = _trail(desk, spec, head, shown)
    if trail:
        here["breadcrumb"] = {"@id": f"{head.canonical}#way"}
        nodes.append({"@type": "BreadcrumbList", "@id": f"{head.canonical}#way", "itemListElement": trail})
    return script(_full(node) for node in nodes)


def _full(node: Node) -> Node:
    """The node without what is not known."""
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}


def _absolute(desk: Desk, url: str) -> str:
    """Where something that the page links to is published; empty for no link."""
    return urls.absolute(desk.settings.url, url.removeprefix(desk.top)) if url else ""


def _page(desk: Desk, head: PageView) -> Node:
    picture = head.picture
    return {
        "@type": PAGES.get(head.kind, "WebPage"),
        "@id": head.canonical,
        "url": head.canonical,
        "name": head.title,
        "description": head.description,
        "inLanguage": desk.edition,
        "isPartOf": {"@id": _site_id(desk)},
        "primaryImageOfPage": {"@type": "ImageObject", "url": picture.url} if picture else None,
    }


def _site_id(desk: Desk) -> str:
    return urls.absolute(desk.settings.url, urls.home(desk.edition)) + "#site"


def _site(desk: Desk) -> Node:
    home = urls.absolute(desk.settings.url, urls.home(desk.edition))
    node: Node = {
        "@type": "WebSite",
        "@id": _site_id(desk),
        "url": home,
        "name": desk.settings.title(desk.edition),
        "inLanguage": desk.edition,
    }
    if "search" in desk.shelf.parts:
        search = urls.absolute(desk.settings.url, urls.part(desk.edition, "search"))
        node["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        }
    return node


def _thing(desk: Desk, link: Link) -> Node:
    """Somebody or something that is named."""
    url = _absolute(desk, link.url)
    node = {
        "@type": TYPES.get(link.kind, "Thing"),
        "@id": f"{url}#{link.kind}" if url else "",
        "name": link.label.text,
        "url": url,
    }
    return _full(node)


def _article(desk: Desk, view: ArticleView, canonical: str) -> list[Node]:
    """The article of the source, and the statements in it."""
    named = (*view.people, *view.organisations, *view.places, *view.events)
    source: Node = {
        "@type": "NewsArticle",
        "@id": f"{canonical}#source",
        "headline": view.title.text,
        "alternativeHeadline": view.deck.text if view.deck else "",
        "articleSection": view.section.text if view.section else "",
        "inLanguage": view.title.lang,
        "datePublished": i18n.machine_time(view.date),
        "publisher": _thing(desk, view.publisher) if view.publisher else None,
        "sourceOrganization": [_thing(desk, link) for link in view.via],
        "url": view.source_url,
        "about": [_thing(desk, link) for link in view.topics],
        "mentions": [_thing(desk, link) for link in named],
    }
    return [
        source,
        *(_quotation(desk, q, f"{canonical}#{q.anchor}", f"{canonical}#source") for q in view.quotes),
    ]


def _quotation(desk: Desk, quote: QuoteView, url: str, part_of: str) -> Node:
    node = {
        "@type": "Quotation",
        "@id": url,
        "url": url,
        "text": quote.text.text,
        "inLanguage": quote.text.lang,
        "creator": _thing(desk, quote.speaker) if quote.speaker else None,
        "isPartOf": {"@id": part_of},
    }
    return _full(node)


def _term(desk: Desk, view: TermView, canonical: str) -> list[Node]:
    """A person, organisation …, and the newest statements by it."""
    other = [t.text for t in (*view.names, *(v.text for v in view.variants)) if t.text != view.label.text]
    node: Node = {
        "@type": TYPES.get(view.kind, "Thing"),
        "@id": f"{canonical}#{view.kind}",
        "name": view.label.text,
        "alternateName": list(dict.fromkeys(other)),
        "description": view.description.text if view.description else "",
        "sameAs": f"https://www.wikidata.org/entity/{view.wikidata}"
        if re.fullmatch(r"Q[1-9]\d*", view.wikidata)
        else "",
        "url": view.url or canonical,
    }
    if view.kind == "event":
        node |= {"startDate": view.first, "endDate": view.last}
    return [node, *(_statement(desk, s.url, s.quote) for s in view.statements[:STATEMENTS])]


def _statement(desk: Desk, url: str, quote: QuoteView) -> Node:
    place = _absolute(desk, url)
    return _quotation(desk, quote, place, f"{place.partition('#')[0]}#source")


def _dataset(desk: Desk, view: DataPageView, canonical: str) -> Node:
    """All tables as one set of data that can be had."""
    media = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
    return {
        "@type": "Dataset",
        "@id": f"{canonical}#data",
        "name": desk.settings.title(desk.edition),
        "description": f"{datapackage.SUBJECT} {datapackage.RIGHTS}",
        "url": canonical,
        "inLanguage": ["ar", "fa"],
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": _absolute(desk, to.url), "encodingFormat": media[to.kind]}
            for table in view.tables
            for _, files in table.files
            for to in files
        ],
    }


def _trail(desk: Desk, spec: PageSpec, head: PageView, shown: Any) -> list[Node]:
    """The way from the home page to a page."""
    if spec.kind in ("home", "editions"):
        return []
    steps = [(desk.settings.title(desk.edition), _absolute(desk, head.home)), *_between(desk, spec, shown)]
    steps.append((head.title, head.canonical))
    return [
        {"@type": "ListItem", "position": n, "name": name, "item": url}
        for n, (name, url) in enumerate(steps, 1)
    ]


def _between(desk: Desk, spec: PageSpec, shown: Any) -> list[tuple[str, str]]:
    """What stands between home and the page: its source, its part of the site, its year."""
    if spec.kind == "article":
        source: Link | None = shown.publisher
        return [(source.label.text, _absolute(desk, source.url))] if source and source.url else []
    if spec.kind == "term":
        folder = urls.FOLDERS[shown.kind]
        url = urls.absolute(desk.settings.url, urls.part(desk.edition, folder))
        return [(desk.words.one(folder.capitalize()), url)]
    name, folder = PARENTS.get(spec.kind, ("", ""))
    if not name or (not spec.key and not spec.number):
        return []
    return [(desk.words.one(name), urls.absolute(desk.settings.url, urls.part(desk.edition, folder)))]
