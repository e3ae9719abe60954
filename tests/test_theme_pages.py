"""Pages that the theme renders from sample views: language, direction, marks, safety, structure."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import lxml.html
import pytest
from lxml.html import HtmlElement

import theme_sample as sample
from khulasa.site.i18n import EDITIONS, direction
from khulasa.site.views import Piece

ONLY_PERSIAN = set("پچژگکیۀ")
ONLY_ARABIC = set("ةىيكإ")
BIDI_CONTROLS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
PAGES = [(name, code) for name in sample.VIEWS for code in EDITIONS]
ENVIRONMENTS = {code: sample.environment(code) for code in EDITIONS}
HTML = {(name, code): sample.render(name, code, ENVIRONMENTS[code]) for name, code in PAGES}
every_page = pytest.mark.parametrize(("name", "code"), PAGES, ids=lambda v: v)


def tree(name: str, code: str) -> HtmlElement:
    return lxml.html.document_fromstring(HTML[name, code])


def nearest(element: HtmlElement, attribute: str) -> str:
    """The value in force at an element."""
    while element is not None:
        if attribute in element.attrib:
            return element.get(attribute)
        element = element.getparent()
    return ""


def shown(root: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """Every text that a reader sees, with the element it stands in."""
    rows = []
    for element in root.find("body").iter():
        if isinstance(element.tag, str):
            rows.append((element, element.text or ""))
            rows += [(element, child.tail or "") for child in element]
    return rows


@every_page
def test_page_has_language_and_direction(name: str, code: str) -> None:
    """``html`` carries both, and body does not say otherwise."""
    root = tree(name, code)
    assert (root.get("lang"), root.get("dir")) == (code, direction(code))
    assert "dir" not in root.find("body").attrib


@every_page
def test_every_language_comes_with_its_direction(name: str, code: str) -> None:
    """An element with ``lang`` has the ``dir`` of that language."""
    for element in tree(name, code).iter():
        if isinstance(element.tag, str) and "lang" in element.attrib and element.tag != "text":
            assert element.get("dir") == direction(element.get("lang")), lxml.html.tostring(element)[:200]
        assert element.get("dir") != "auto" or element.tag == "input"


@every_page
def test_text_of_another_language_is_marked(name: str, code: str) -> None:
    """Letters that one language alone uses stand under that language; Arabic script never stands under ``en``."""
    for element, words in shown(tree(name, code)):
        lang = nearest(element, "lang")
        if set(words) & ONLY_PERSIAN:
            assert lang == "fa", words
        if set(words) & ONLY_ARABIC:
            assert lang == "ar", words
        if re.search("[\u0600-\u06ff]", words) and not element.xpath(
            "ancestor-or-self::*[@class='vote-why']"
        ):
            assert lang in ("ar", "fa"), words


@every_page
def test_code_and_addresses_run_left_to_right(name: str, code: str) -> None:
    """What is code carries ``dir=ltr``."""
    for element in tree(name, code).cssselect("code, .code"):
        assert element.get("dir") == "ltr"


@every_page
def test_no_bidi_controls_in_the_page(name: str, code: str) -> None:
    """Markup isolates; control characters appear only where markup cannot: title and attributes (RLM)."""
    for _, words in shown(tree(name, code)):
        assert not set(words) & BIDI_CONTROLS


@every_page
def test_page_keeps_the_policy(name: str, code: str) -> None:
    """The policy stands before anything is loaded; nothing is inline; every asset is the site's own."""
    root = tree(name, code)
    policy = root.cssselect("meta[http-equiv='Content-Security-Policy']")[0]
    assert "default-src 'none'" in policy.get("content")
    assert "unsafe" not in policy.get("content")
    assert policy.getprevious().get("charset") == "utf-8"
    assert root.cssselect("style, [style], script:not([src]), iframe, object, base") == []
    assert [
        f.get("action") for f in root.cssselect("form[action]") if re.match(r"[a-z]+:|//", f.get("action"))
    ] == []
    for element in root.cssselect("link[rel=stylesheet], link[rel=preload], link[rel=icon], script, img"):
        assert not re.match(r"[a-z]+:|//", element.get("href") or element.get("src"))


@every_page
def test_structure(name: str, code: str) -> None:
    """One h1, no heading level left out, unique ids, landmarks, and references that resolve."""
    root = tree(name, code)
    levels = [int(h.tag[1]) for h in root.cssselect("h1, h2, h3, h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [e.get("id") for e in root.iter() if isinstance(e.tag, str) and e.get("id")]
    assert len(ids) == len(set(ids))
    used = [e.get("href")[1:] for e in root.cssselect("a[href^='#']")]
    used += [i for e in root.cssselect("[aria-labelledby]") for i in e.get("aria-labelledby").split()]
    assert set(used) <= set(ids)
    assert len(root.cssselect("main#main")) == 1
    assert root.find("body")[0].get("class") == "skip"


@every_page
def test_switcher_names_each_edition_in_its_own_language(name: str, code: str) -> None:
    """Plain links with lang and hreflang; alternates are absolute and list the page itself."""
    root = tree(name, code)
    links = root.cssselect(".switcher a, .doors a, .plain-list a")
    assert {a.get("hreflang") for a in links} >= set(EDITIONS) - {code}
    alternates = root.cssselect("link[rel=alternate][hreflang]")
    assert {a.get("hreflang") for a in alternates} == set(EDITIONS)
    assert all(a.get("href").startswith("https://") for a in alternates)


@pytest.mark.parametrize("code", EDITIONS)
def test_text_is_the_sources_to_the_letter(code: str) -> None:
    """The marked paragraphs hold exactly the characters of the source, in order."""
    shown_paragraphs = [p.text_content() for p in tree("article", code).cssselect(".prose > *")]
    assert shown_paragraphs == list(sample.BODY)


@pytest.mark.parametrize("code", EDITIONS)
def test_digest_leads_to_the_text(code: str) -> None:
    """Each sentence of the digest leads to a mark that holds the same words."""
    root = tree("article", code)
    for item in root.cssselect(".extract"):
        target = root.get_element_by_id(item.cssselect(".tools > a")[0].get("href")[1:])
        assert target.text_content() == item.cssselect(".sentence")[0].text_content()


@pytest.mark.parametrize("code", EDITIONS)
def test_excerpt_shows_context_and_leads_to_the_source(code: str) -> None:
    """Without the right to the whole text, each sentence has its neighbours and a link with a text fragment."""
    root = tree("excerpt", code)
    assert [m.text_content() for m in root.cssselect(".excerpt .chosen")] == [t for _, t, _ in sample.CHOSEN]
    links = [a.get("href") for a in root.cssselect(".prose .tools a")]
    assert all("#:~:text=" in href and href.startswith("https://news.example.org/") for href in links)
    assert len(links) == len(sample.CHOSEN)


@pytest.mark.parametrize("code", EDITIONS)
def test_dates_are_no_finer_than_known(code: str) -> None:
    """A month has a month in ``datetime``; an inferred date says so and shows its evidence."""
    root = tree("excerpt", code)
    times = {t.get("datetime") for t in root.cssselect(".date-card time, .dateline time")}
    assert times == {"2023-05"}
    assert root.cssselect(".dateline .flag")
    assert root.cssselect(".date-card .basis.inferred")
    assert root.cssselect(".date-card .evidence .said")[0].text_content() == "اردیبهشت‌ماه امسال"


@pytest.mark.parametrize("code", EDITIONS)
def test_unattributed_statement_is_shown_as_such(code: str) -> None:
    """A statement without a speaker stands under no name, last."""
    speakers = tree("article", code).cssselect(".speaker")
    assert [bool(s.cssselect("h3 a")) for s in speakers] == [True, True, False]
    assert speakers[-1].cssselect("h3 .none")


def test_hostile_text_stays_text() -> None:
    """Markup in a title, a name, an address or a quote is shown, never run."""
    evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"
    view = sample.article("ar")
    bad = sample.text(evil, "ar")
    to = replace(view.people[0], label=bad)
    paragraph = replace(view.paragraphs[0], pieces=(Piece(evil, link=to),))
    view = replace(
        view,
        title=bad,
        deck=bad,
        people=(to,),
        terms=(bad,),
        paragraphs=(paragraph,),
        source_file=evil,
        byline=bad,
    )
    page = replace(sample.page("article", "ar"), title=evil, description=evil)
    html = ENVIRONMENTS["ar"].get_template("article.html").render(page=page, view=view)
    root = lxml.html.document_fromstring(html)
    assert root.cssselect("img, script:not([src])") == []
    assert root.cssselect(".prose p")[0].text_content() == evil
    assert "49" not in root.cssselect("h1")[0].text_content()


def test_latin_first_title_starts_with_rlm() -> None:
    """``<title>`` of a right-to-left page that begins with a Latin word begins with RLM."""
    page = replace(sample.page("article", "ar"), title="CNN: افتتاح معرض الكتاب")
    html = ENVIRONMENTS["ar"].get_template("article.html").render(page=page, view=sample.article("ar"))
    assert "<title>\u200fCNN: " in html


def test_time_runs_from_right_to_left_in_rtl_editions() -> None:
    """The first period stands at the right in ar and fa, at the left in en."""
    first = {code: float(tree("term", code).cssselect("svg.plot rect")[0].get("x")) for code in EDITIONS}
    assert first["ar"] == first["fa"] > first["en"]
