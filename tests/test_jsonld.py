"""What pages say to machines: only words of schema.org, only what is shown, and no way out of the script element."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sitekit as kit
from khulasa import build
from khulasa.content.authority import Authority
from khulasa.model import Record
from khulasa.site import jsonld

KNOWN = json.loads((Path(__file__).parent / "cases" / "schema-org.json").read_text("utf-8"))
HOSTILE = "</script><script>alert(1)</script><!--<script> \u2028 & عنوان"


class Head(HTMLParser):
    """Meta, links and JSON-LD of a page."""

    def __init__(self):
        super().__init__()
        self.meta, self.links, self.scripts, self.inside = {}, [], [], False

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "meta":
            self.meta[values.get("property") or values.get("name")] = values.get("content")
        elif tag == "link":
            self.links.append(values)
        self.inside = tag == "script" and values.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self.inside:
            self.scripts.append(data)

    def handle_endtag(self, tag):
        self.inside = False


def head(file):
    found = Head()
    found.feed(file.read_text("utf-8"))
    return found


def graph(file):
    (text,) = head(file).scripts
    return json.loads(text)["@graph"]


def by_type(file, kind):
    return [node for node in graph(file) if node["@type"] == kind]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site in the theme of the program."""
    folder = tmp_path_factory.mktemp("ld")
    project = replace(kit.project(folder, pictures=True), theme=build.default_theme(), page_size=20)
    kit.put(project.content, "a1", day="2021-05-01", title=HOSTILE, url="https://news.example.org/1")
    kit.put(
        project.content,
        "f1",
        lang="fa",
        day="2021-05-01",
        last="2021-05-31",
        basis="inferred",
        via=["agency"],
    )
    kit.put(project.content, "a2", publisher="", topics=["libraries"])
    sami = Record(
        "person",
        "sami-haddad",
        {"ar": ("سامي الحداد", "سامي حداد"), "fa": ("سامی حداد",), "en": ("Sami Haddad",)},
        {"en": "Engineer"},
        wikidata="Q42",
    )
    news = Record("source", "city-news", {"ar": ("أخبار المدينة",)}, {}, url="https://city.example.org/")
    kit.make(project, Authority({"sami-haddad": sami, "city-news": news}))
    return project.output


def nodes(value):
    """Every node of a graph, the inner ones too."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


@settings(deadline=None)
@given(st.text())
def test_no_text_ends_the_script(text):
    """Whatever a text holds, nothing of it can end the element or open a comment, and it reads back the same."""
    made = str(jsonld.script([{"name": text}]))
    assert not re.search("[<>&\u2028\u2029]", made)
    assert json.loads(made)["@graph"] == [{"name": text}]


def test_the_block_is_json_ld_of_schema_org():
    """The graph in the words of schema.org, letters as letters, without a space too many."""
    made = str(jsonld.script(iter([{"@type": "Person", "name": "سامي & «ليلى»"}])))
    inside = '[{"@type":"Person","name":"سامي \\u0026 «ليلى»"}]'
    assert made == f'{{"@context":"https://schema.org","@graph":{inside}}}'


def test_every_page_has_one_block_of_known_words(site):
    """Each page with an address has one block; its types and properties are those of schema.org."""
    files = sorted(set(site.rglob("*.html")) - {site / "404.html"})
    assert len(files) > 30
    for file in files:
        for node in nodes(graph(file)):
            known = KNOWN.get(node["@type"])
            assert known is not None, node["@type"]
            assert set(node) - {"@type", "@id"} <= set(known), f"{file}: {node}"
            assert all(value not in ("", None, [], {}) for value in node.values())


def test_what_a_page_refers_to_is_on_it(site):
    """A bare reference leads to a node of the same graph, or to the article that a statement belongs to."""
    for file in site.rglob("*.html"):
        if file.name == "404.html":
            continue
        found = graph(file)
        there = {node["@id"] for node in nodes(found) if "@id" in node}
        told = set(re.findall(r'\{"@id": "([^"]+)"\}', json.dumps(found, ensure_ascii=False)))
        assert {t for t in told if not t.endswith("#source")} <= there


def test_an_article_is_based_on_that_of_its_publisher(site):
    """The page is no news article: it is based on one, whose publisher, day and address are told."""
    file = site / "ar/articles/a1/index.html"
    (page,), (source,) = by_type(file, "WebPage"), by_type(file, "NewsArticle")
    assert page["isBasedOn"] == {"@id": source["@id"]}
    assert source["headline"] == HOSTILE
    assert source["publisher"]["name"] == "أخبار المدينة"
    assert source["publisher"]["@type"] == "NewsMediaOrganization"
    assert (source["datePublished"], source["url"]) == ("2021-05-01", "https://news.example.org/1")
    assert source["mentions"][0]["name"] == "سامي الحداد"
    (quote,) = by_type(file, "Quotation")
    assert (quote["text"], quote["creator"]["name"]) == (kit.QUOTED["ar"], "سامي الحداد")
    assert quote["isPartOf"] == {"@id": source["@id"]}


def test_dates_and_sources_are_no_finer_than_known(site):
    """A month stays a month, an unknown day and an unknown publisher are left out."""
    (month,) = by_type(site / "fa/articles/f1/index.html", "NewsArticle")
    assert month["datePublished"] == "2021-05"
    assert [o["name"] for o in month["sourceOrganization"]] == ["agency"]
    (unknown,) = by_type(site / "ar/articles/a2/index.html", "NewsArticle")
    assert {"datePublished", "publisher", "url"}.isdisjoint(unknown)


def test_a_person_has_all_names(site):
    """Every name and spelling beside the label, Wikidata where verified, the newest statements."""
    file = site / "en/people/sami-haddad/index.html"
    (person,) = by_type(file, "Person")
    assert person["name"] == "Sami Haddad"
    assert {"سامي الحداد", "سامی حداد"} <= set(person["alternateName"])
    assert person["sameAs"] == "https://www.wikidata.org/entity/Q42"
    assert person["description"] == "Engineer"
    said = by_type(file, "Quotation")
    assert {q["inLanguage"] for q in said} == {"ar", "fa"}
    assert all(re.search(r"/articles/\w+/#q1$", q["url"]) for q in said)


def test_the_way_to_a_page(site):
    """Breadcrumbs count from 1 and lead from home to the page itself."""
    (way,) = by_type(site / "en/people/sami-haddad/index.html", "BreadcrumbList")
    steps = way["itemListElement"]
    assert [s["position"] for s in steps] == [1, 2, 3]
    assert [s["item"].removeprefix("https://news.example/") for s in steps] == [
        "en/",
        "en/people/",
        "en/people/sami-haddad/",
    ]
    assert not by_type(site / "en/index.html", "BreadcrumbList")


def test_every_address_leads_to_a_page(site):
    """Every address of this site in the data is that of a file."""
    for file in site.rglob("*.html"):
        if file.name == "404.html":
            continue
        for url in re.findall(r'"https://news\.example/([^"#?]*)', json.dumps(graph(file))):
            target = site / url / "index.html" if url.endswith("/") or not url else site / url
            assert target.is_file(), f"{file}: {url}"


def test_pages_are_ready_to_be_shared(site):
    """Each page has title, address, locale and a picture that is there, of the size that it says."""
    for file in sorted(site.rglob("index.html")):
        meta = head(file).meta
        assert {"og:title", "og:url", "og:type", "og:site_name", "og:locale", "og:image:alt"} <= set(meta)
        assert meta["twitter:card"] == "summary_large_image"
        assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
        assert (site / meta["og:image"].removeprefix("https://news.example/")).is_file()
    article = head(site / "ar/articles/a1/index.html").meta
    assert article["og:image"] == "https://news.example/pictures/articles/a1.png"
    assert article["article:published_time"] == "2021-05-01"


def test_settings_stand_on_pages(tmp_path):
    """noindex and the reservation of text and data mining are on every page; without them on none."""
    project = replace(kit.project(tmp_path), theme=build.default_theme())
    kit.put(project.content, "a1")
    kit.make(project)
    names = {name for file in project.output.rglob("index.html") for name in head(file).meta}
    assert {"robots", "tdm-reservation"}.isdisjoint(names)
    kit.make(replace(project, robots="noindex", tdm_reservation=True))
    for file in project.output.rglob("index.html"):
        meta = head(file).meta
        assert (meta["robots"], meta["tdm-reservation"]) == ("noindex", "1")
