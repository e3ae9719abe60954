"""Feeds, sitemap and data: well-formed, with languages, without clock, and all that the site says."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import sitekit as kit
from khulasa.site import directions, i18n

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    settings = kit.project(tmp_path_factory.mktemp("site"), publish_sources={"city-news": "full"})
    kit.put(settings.content, "a1", day="2021-05-01", title="<b>&\u0001 عنوان")
    kit.put(settings.content, "f1", lang="fa", day="2021-05-02", publisher="other-paper", title="BBC گزارش")
    kit.put(settings.content, "a2", publisher="")
    kit.make(settings, kit.authority(sami_haddad="Sami Haddad"))
    return settings.output


def feed(site, path):
    return etree.fromstring((site / path).read_bytes())


def test_feeds_are_atom_with_languages(site):
    """Every feed parses, has its language and the elements that Atom asks for; every title its own language."""
    files = sorted(site.rglob("feed.xml"))
    assert {"ar/feed.xml", "fa/people/sami-haddad/feed.xml", "en/sources/city-news/feed.xml"} <= {
        f.relative_to(site).as_posix() for f in files
    }
    for file in files:
        root = etree.fromstring(file.read_bytes())
        assert file.relative_to(site).parts[0] == root.get(LANG)
        for one in (root, *root.findall("a:entry", ATOM)):
            assert all(len(one.findall(f"a:{name}", ATOM)) == 1 for name in ("id", "title", "updated"))
            assert one.find("a:title", ATOM).get(LANG) in ("ar", "fa", "en")


def test_entries_are_stable_and_as_old_as_their_articles(site):
    """Ids are tags that never change, dates are the articles' own; the undated claim no date of publication."""
    entries = feed(site, "ar/feed.xml").findall("a:entry", ATOM)
    assert [f"tag:news.example,2026:articles/{n}" for n in ("f1", "a1", "a2")] == [
        e.findtext("a:id", None, ATOM) for e in entries
    ]
    assert entries[0].findtext("a:updated", None, ATOM) == "2021-05-02T00:00:00Z"
    assert entries[2].find("a:published", ATOM) is None
    assert entries[0].find("a:link", ATOM).get("href") == "https://news.example/fa/articles/f1/"


def test_titles_are_text_and_safe_for_direction(site):
    """Markup of a title stays text, what XML forbids is gone, a title that opens with Latin keeps its direction."""
    titles = [e.findtext("a:title", None, ATOM) for e in feed(site, "en/feed.xml").findall("a:entry", ATOM)]
    assert titles[0] == "\u200fBBC گزارش"
    assert titles[1].lstrip("\u200f") == "<b>& عنوان"


def test_sitemap_names_every_page_and_its_editions(site):
    """All pages but the one for wrong addresses; editions of one page name each other, articles have one page."""
    root = etree.fromstring((site / "sitemap.xml").read_bytes())
    ns = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    named = {u.findtext("s:loc", None, ns): u.findall("x:link", ns) for u in root.findall("s:url", ns)}
    files = {f.relative_to(site).as_posix() for f in site.rglob("*.html")} - {"404.html"}
    assert {f"https://news.example/{f.removesuffix('index.html')}" for f in files} == set(named)
    for links in named.values():
        assert len(links) != 1
        assert all(link.get("href") in named for link in links)
    assert named["https://news.example/fa/articles/f1/"] == []


def test_people_as_data(site):
    """A person once, with names by language and the articles of both languages."""
    people = json.loads((site / "data/people.json").read_text("utf-8"))
    assert [p["id"] for p in people] == ["sami-haddad"]
    assert people[0]["names"] == {"ar": ["سامي الحداد"], "fa": [], "en": ["Sami Haddad"]}
    assert [(a["id"], a["source"], a["lang"]) for a in people[0]["articles"]] == [
        ("a2", "a2.txt", "ar"),
        ("a1", "a1.txt", "ar"),
        ("f1", "f1.txt", "fa"),
    ]


def test_data_holds_the_text_only_where_it_may(site):
    """The text of a source that is not set to full is nowhere in the data; every slice has its rule."""
    full, closed = (json.loads((site / f"data/articles/{n}.json").read_text("utf-8")) for n in ("a1", "f1"))
    assert full["text"][full["quotes"][0]["start"] : full["quotes"][0]["end"]] == full["quotes"][0]["text"]
    assert "text" not in closed
    hidden = kit.BODIES["fa"][3]
    assert not [f for f in site.rglob("*") if f.is_file() and hidden in f.read_text("utf-8", "replace")]
    assert all(one["rule"] for name in ("mentions", "quotes", "removed", "entities") for one in full[name])


def test_lists_of_data(site):
    """Articles, quotes and mentions are there year by year, and a list names the files."""
    files = {
        name: [p["json"] for p in json.loads((site / f"data/{name}.json").read_text("utf-8"))["parts"]]
        for name in ("articles", "quotes", "mentions")
    }
    assert files["articles"] == ["articles-2021.json", "articles-undated.json"]
    rows = {
        name: [row for f in found for row in json.loads((site / "data" / f).read_text("utf-8"))]
        for name, found in files.items()
    }
    assert [a["id"] for a in rows["articles"]] == ["a1", "f1", "a2"]
    assert len(rows["quotes"]) == 3
    assert {"person"} == {m["kind"] for m in rows["mentions"]}


RULES = etree.RelaxNG(etree.parse(Path(__file__).parent / "cases" / "atom.rng"))


def test_feeds_keep_the_rules_of_atom(site):
    """Every feed is valid: elements, their number, addresses, times, languages."""
    for file in site.rglob("feed.xml"):
        found = etree.parse(file)
        assert RULES.validate(found), f"{file}: {RULES.error_log}"
        assert [one.get("rel") for one in found.findall("a:link", ATOM)] == ["self", "alternate"]


def test_the_rules_of_atom_can_be_broken(site):
    """An entry without id, a time that is none and a text without language are found."""
    good = (site / "ar/feed.xml").read_text("utf-8")
    for old, new in ((r"(<entry>\n)<id>[^\n]*\n", r"\1"), ("00:00:00Z", "noon"), (' xml:lang="fa">', ">")):
        broken = re.sub(old, new, good, count=1)
        assert broken != good
        assert not RULES.validate(etree.fromstring(broken.encode()))


def test_json_feeds_say_the_same_as_atom(site):
    """Beside each Atom feed stands a JSON feed with the same entries: ids, titles, addresses, languages."""
    files = sorted(site.rglob("feed.xml"))
    assert {f.parent for f in files} == {f.parent for f in site.rglob("feed.json")}
    for file in files:
        root, found = (
            etree.fromstring(file.read_bytes()),
            json.loads(file.with_suffix(".json").read_text("utf-8")),
        )
        assert found["version"] == "https://jsonfeed.org/version/1.1"
        assert found["feed_url"] == root.find("a:link", ATOM).get("href").replace(".xml", ".json")
        assert (found["language"], found["title"]) == (root.get(LANG), root.findtext("a:title", None, ATOM))
        entries = [
            (
                e.findtext("a:id", None, ATOM),
                e.find("a:title", ATOM).get(LANG),
                e.find("a:link", ATOM).get("href"),
            )
            for e in root.findall("a:entry", ATOM)
        ]
        assert [(i["id"], i["language"], i["url"]) for i in found["items"]] == entries
        assert all(i["content_text"] and i["title"] for i in found["items"])


def test_undated_items_claim_no_date(site):
    """JSON Feed asks for no date, so an undated article has none."""
    items = json.loads((site / "ar/feed.json").read_text("utf-8"))["items"]
    assert [("date_published" in i) for i in items] == [True, True, False]


def test_opml_lists_every_feed(site):
    """Each edition has one list of all its feeds, with readable names that keep their direction."""
    for edition in ("ar", "fa", "en"):
        root = etree.fromstring((site / edition / "feeds.opml").read_bytes())
        outlines = root.findall(".//outline[@type='rss']")
        listed = {o.get("xmlUrl").removeprefix("https://news.example/") for o in outlines}
        there = {f.relative_to(site).as_posix() for f in (site / edition).rglob("feed.xml")}
        assert listed == there
        assert all(o.get("text") for o in root.iter("outline"))


def test_each_edition_has_a_manifest(site):
    """Name, language and direction are those of the edition; it starts where it lies."""
    for edition, way in (("ar", "rtl"), ("fa", "rtl"), ("en", "ltr")):
        found = json.loads((site / edition / "manifest.webmanifest").read_text("utf-8"))
        assert (found["lang"], found["dir"], found["start_url"]) == (edition, way, "./")


@pytest.mark.parametrize(
    ("text", "lang", "turned"),
    [
        ("افتتاح مكتبة BBC", "ar", False),
        ("BBC افتتاح مكتبة", "ar", True),
        ("\u200fBBC افتتاح مكتبة", "ar", False),
        ("«BBC» گزارش داد", "fa", True),
        ("2021", "ar", False),
        ("", "fa", False),
        ("Khulasa خلاصة", "en", False),
        ("خلاصة Khulasa", "en", True),
    ],
)
def test_direction_of_plain_texts(text, lang, turned):
    """What no markup sets right is judged by the algorithm that browsers use."""
    assert directions.turned(text, lang) is turned


@given(st.text(alphabet="aB1 «(سگ\u0660\u06f1-\u200f", max_size=8))
def test_no_title_reads_against_its_language(text):
    """Whatever a title begins with, the mark that the site puts before it turns it the right way."""
    for lang in ("ar", "fa"):
        assert not directions.turned(i18n.attribute(text, "rtl"), lang)


def test_no_title_of_a_feed_reads_against_its_language(site):
    """Titles of JSON feeds and of OPML stand the right way."""
    for file in site.rglob("feed.json"):
        for item in json.loads(file.read_text("utf-8"))["items"]:
            assert not directions.turned(item["title"], item["language"])
