"""Corrections and retractions, in an editor's words: pages, lists, feeds, data; digests leave out what is gone."""

import json

import pytest
from lxml import etree

import sitekit as kit
from khulasa.chains import STANDARD
from khulasa.content import articles, frontmatter
from khulasa.content.authority import Authority
from khulasa.convert import Rulebook, adopt

ATOM = {"a": "http://www.w3.org/2005/Atom"}
HEAD = "---\nlang: ar\ntitle: افتتاح مكتبة\n"
BODY = "---\n\nافتتح سامي الحداد مكتبة المدينة يوم الأحد.\n"


def read(fields: str):
    return articles.load("x.md", (HEAD + fields + BODY).encode())


def test_fields_are_read():
    """Corrections come oldest first, whatever their order in the file; a retraction is one."""
    fields = (
        "corrections:\n- date: 2024-05-03\n  reason: عدد المقاعد مئة\n- date: 2024-05-01\n  reason: اسم الشارع\n"
        "retracted:\n  date: 2024-06-01\n  reason: سحبه الناشر\n"
    )
    article, problems = read(fields)
    assert problems == ()
    assert [(c.day.isoformat(), c.reason) for c in article.corrections] == [
        ("2024-05-01", "اسم الشارع"),
        ("2024-05-03", "عدد المقاعد مئة"),
    ]
    assert article.retracted.reason == "سحبه الناشر"
    assert article.amended.isoformat() == "2024-06-01"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ("corrections: later\n", "corrections must be a list"),
        ("corrections:\n- date: 2024-05-03\n", "corrections: an entry has no reason"),
        ("corrections:\n- reason: x\n", "corrections: an entry has no date"),
        ("corrections:\n- date: May\n  reason: x\n", "date is no day: 'May'"),
        ("corrections:\n- date: 2024-05-03\n  reason: x\n  by: y\n", "corrections: unknown field 'by'"),
        ("retracted: true\n", "retracted must be two lines"),
        ("retracted:\n  date: 2024-05-03\n  reason: ''\n", "retracted: an entry has no reason"),
    ],
)
def test_a_wrong_one_is_a_line_and_left_out(fields, says):
    """What is wrong is told once; the article is used without it."""
    article, problems = read(fields)
    assert len(problems) == 1
    assert says in str(problems[0])
    assert (article.corrections, article.retracted) == ((), None)


def test_they_survive_the_program():
    """When the program writes a content file anew, an editor's corrections stay as they are."""
    fields = "corrections:\n- date: 2024-05-03\n  reason: عدد المقاعد مئة\n"
    content = frontmatter.read(HEAD + fields + BODY, "x.md")
    made = adopt("articles/ar/x.md", content, Rulebook(Authority(), STANDARD))
    again = frontmatter.read(made.text, "x.md")
    assert content.fields["corrections"] == again.fields["corrections"]
    assert "retracted" not in again.fields


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    settings = kit.project(tmp_path_factory.mktemp("amended"), feed_size=2)
    kit.put(settings.content, "old", day="2020-01-01", corrections=[["2022-02-02", "عدد المقاعد مئة"]])
    kit.put(settings.content, "gone", day="2021-03-03", retracted="2021-04-04")
    kit.put(settings.content, "new", day="2021-05-05")
    kit.put(settings.content, "newest", day="2021-06-06")
    kit.make(settings)
    return settings


def test_the_page_and_the_cards_say_so(settings):
    """The page has day and reason; cards have a mark; other articles have neither."""
    page = (settings.output / "ar/articles/old/index.html").read_text("utf-8")
    assert "عدد المقاعد مئة" in page
    home = (settings.output / "en/index.html").read_text("utf-8")
    assert "mark=&#39;corrected&#39;" in home
    assert "mark=&#39;retracted&#39;" in home
    assert "amended=()" in (settings.output / "ar/articles/new/index.html").read_text("utf-8")


def test_a_withdrawn_article_is_in_no_digest(settings):
    """A day of which all articles were withdrawn has no digest; its archive stays, and leads to none."""
    assert not (settings.output / "ar/digest/2021-03-03").exists()
    assert (settings.output / "ar/digest/2021-05-05/index.html").is_file()
    archive = (settings.output / "ar/archive/2021/03/03/index.html").read_text("utf-8")
    assert "digest=None" in archive
    month = (settings.output / "ar/archive/2021/05/index.html").read_text("utf-8")
    assert "digest=Link" in month


def test_a_correction_is_news_in_the_feeds(settings):
    """A corrected article comes back into feeds, with the day of the correction and what was corrected."""
    root = etree.fromstring((settings.output / "ar/feed.xml").read_bytes())
    entries = root.findall("a:entry", ATOM)
    assert [e.findtext("a:id", None, ATOM).rpartition("/")[2] for e in entries] == ["old", "newest"]
    assert entries[0].findtext("a:updated", None, ATOM) == "2022-02-02T00:00:00Z"
    assert entries[0].findtext("a:published", None, ATOM) == "2020-01-01T00:00:00Z"
    assert root.findtext("a:updated", None, ATOM) == "2022-02-02T00:00:00Z"
    assert "عدد المقاعد مئة" in entries[0].findtext("a:summary", None, ATOM)
    items = json.loads((settings.output / "fa/people/sami-haddad/feed.json").read_text("utf-8"))["items"]
    assert items[0]["date_modified"] == "2022-02-02T00:00:00Z"
    assert items[0]["_khulasa"]["corrections"] == [{"date": "2022-02-02", "reason": "عدد المقاعد مئة"}]


def test_feeds_say_of_a_withdrawn_article_only_that(tmp_path):
    """No sentence of an article that was withdrawn goes out again."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "gone", day="2021-03-03", retracted="2021-04-04")
    kit.make(settings)
    item = json.loads((settings.output / "ar/feed.json").read_text("utf-8"))["items"][0]
    assert kit.BODIES["ar"][0] not in item["content_text"]
    assert "رأي الناشر" in item["content_text"]


def test_data_say_so(settings):
    """The data of an article and the tables have the days."""
    data = json.loads((settings.output / "data/articles/gone.json").read_text("utf-8"))
    assert data["retracted"] == {"date": "2021-04-04", "reason": "رأي الناشر"}
    rows = json.loads((settings.output / "data/articles-2020.json").read_text("utf-8"))
    assert [(r["id"], r["corrected"], r["retracted"]) for r in rows] == [("old", "2022-02-02", None)]


def test_taking_a_retraction_back_gives_the_site_of_before(tmp_path):
    """Incremental equals clean, with articles that are withdrawn, corrected, and are not any more."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1", day="2021-03-03")
    kit.put(settings.content, "a2", day="2021-03-04")
    kit.make(settings)
    before = kit.tree(settings.output)
    kit.put(settings.content, "a1", day="2021-03-03", retracted="2021-04-04")
    kit.put(settings.content, "a2", day="2021-03-04", corrections=[["2021-05-05", "x"]])
    kit.make(settings)
    other = kit.project(tmp_path / "other")
    kit.put(other.content, "a1", day="2021-03-03", retracted="2021-04-04")
    kit.put(other.content, "a2", day="2021-03-04", corrections=[["2021-05-05", "x"]])
    kit.make(other)
    assert kit.tree(other.output) == kit.tree(settings.output) != before
    kit.put(settings.content, "a1", day="2021-03-03")
    kit.put(settings.content, "a2", day="2021-03-04")
    kit.make(settings)
    assert before == kit.tree(settings.output)
