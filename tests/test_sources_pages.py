"""Web pages: title, day, text and half-spaces from layouts of many kinds, and what the page's data say."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from khulasa.chains import STANDARD
from khulasa.config import Manner
from khulasa.content.authority import Authority
from khulasa.model import Digest, Hint, Provenance
from khulasa.pipeline import digest
from khulasa.rules.read.metadata import day_of
from khulasa.sources import markup, opening, page, pagedata, store
from khulasa.sources.reading import read
from khulasa.sources.records import Found, Origin, Piece
from khulasa.text.decode import decode

CASES = Path(__file__).parent / "cases"
PAGES = sorted((CASES / "pages").glob("*.html"))
EXPECTED = json.loads((CASES / "pages.json").read_text("utf-8"))
BODY = (
    "<p>افتتح سكان الحي مكتبتهم العامة مساء اليوم بعد عامين من أعمال الترميم التي شملت السقف وقاعة القراءة.</p>"
    "<p>وقالت أمينة المكتبة إن عدد الكتب بلغ اثني عشر ألف كتاب، وإن الاشتراك مجاني للطلاب طوال العام كله.</p>"
)


def found(html: str | bytes, url: str = "", manner: Manner | None = None, **origin: str) -> Found:
    data = html.encode() if isinstance(html, str) else html
    readout = read(Piece(Origin("page.html", "page.html", url, **origin), "page", data), manner or Manner())
    assert readout.refused == ()
    return readout.found[0]


def record(one: Found, url: str = "") -> Provenance:
    return store.record_of(
        one, Manner(), Piece(Origin("page.html", "page.html", url), "page", one.original), ""
    )


def understood(one: Found, url: str = "") -> Digest:
    source = replace(decode(one.text.encode(), "page.txt"), provenance=record(one, url))
    return digest(source, Authority(), STANDARD)


def page_of(head: str = "", body: str = BODY, title: str = "افتتاح مكتبة الحي بعد الترميم") -> str:
    heading = f"<h1>{title}</h1>" if title else ""
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{heading}{body}</body></html>"


@pytest.mark.parametrize("file", PAGES, ids=lambda f: f.stem)
def test_layouts(file: Path) -> None:
    """Title, day and every paragraph of the text, letter by letter, and nothing of the frame of the page."""
    (piece,) = opening.open_path(file, file.name)
    assert isinstance(piece, Piece)
    (one,) = read(piece, Manner()).found
    read_ = understood(one)
    assert {
        "title": read_.title.text,
        "date": str(read_.date.first),
        "body": read_.text.split("\n"),
    } == EXPECTED[file.name]


def test_there_are_eleven_layouts_in_both_languages() -> None:
    """No case is lost unseen."""
    assert len(PAGES) == len(EXPECTED) == 11
    assert {file.stem[3:5] for file in PAGES} == {"ar", "fa"}


@pytest.mark.parametrize("file", PAGES, ids=lambda f: f.stem)
def test_each_line_is_a_line_of_the_page(file: Path) -> None:
    """What is stored of a page stands in it word for word."""
    (piece,) = opening.open_path(file, file.name)
    assert isinstance(piece, Piece)
    shown = " ".join(markup.lines(markup.tree_of(markup.decoded(piece.data, "", ""), "")))
    (one,) = read(piece, Manner()).found
    titles = [h.value for h in one.hints if h.name == "title"]
    assert [
        row for row in one.text.split("\n") if row not in shown and not any(row in t for t in titles)
    ] == []


def test_text_and_data_are_both_shown_where_they_disagree() -> None:
    """The day on the page wins over the day in its data, and both are kept with the rules that found them."""
    html = page_of(
        '<meta property="article:published_time" content="2024-03-20">',
        '<div class="date">تاريخ النشر: 11 مارس 2024</div>' + BODY,
    )
    date = understood(found(html)).date
    assert (str(date.first), [(e.rule, e.value) for e in date.evidence]) == (
        "2024-03-11",
        [("publication_date", "2024-03-11"), ("date_of_metadata", "2024-03-20")],
    )


@pytest.mark.parametrize(
    ("value", "lang", "day"),
    [
        ("2024-03-11T23:30:00+03:00", "ar", "2024-03-11"),
        ("2024-03-11T23:30:00Z", "fa", "2024-03-11"),
        ("Mon, 11 Mar 2024 23:30:00 +0330", "fa", "2024-03-11"),
        ("1402-12-21T10:00", "fa", "2024-03-11"),
        ("۱۴۰۲/۱۲/۲۱", "fa", "2024-03-11"),
        ("1445-09-01", "ar", "2024-03-11"),
        ("20240311", "ar", "2024-03-11"),
        ("0001-01-01T00:00:00", "ar", "None"),
        ("1970-01-01", "fa", "None"),
        ("yesterday", "fa", "None"),
        ("2024-13-45", "ar", "None"),
    ],
)
def test_days_in_data(value: str, lang: str, day: str) -> None:
    """A day in the data is read in the calendar of its year and the publisher's own time zone; nonsense is none."""
    assert str(day_of(Hint("published", value, "x"), lang)) == day  # type: ignore[arg-type]


def test_data_before_markup() -> None:
    """JSON-LD comes before OpenGraph, OpenGraph before the rest; all are kept."""
    head = (
        '<meta name="author" content="نبيل عطا"><meta property="og:title" content="عنوان آخر">'
        '<script type="application/ld+json">[{"@type":"BreadcrumbList"},{"@type":["NewsArticle"],'
        '"headline":"افتتاح مكتبة الحي &amp; الترميم","author":{"name":"سلمى الحداد"}}]</script>'
    )
    hints = pagedata.hints(markup.tree_of(page_of(head), ""))
    assert [(h.name, h.value) for h in hints if h.name in ("title", "byline")] == [
        ("title", "افتتاح مكتبة الحي & الترميم"),
        ("byline", "سلمى الحداد"),
        ("title", "عنوان آخر"),
        ("byline", "نبيل عطا"),
    ]


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "null",
        "[[[[]]]]",
        '{"@type": 3, "headline": {}}',
        '{"@graph": "x"}',
        "[" * 5_000,
        '{"@type":"Article","headline":[]}',
    ],
)
def test_broken_data_are_passed_over(script: str) -> None:
    """JSON-LD that is broken, nested or of odd types takes nothing from the page."""
    one = found(page_of(f'<script type="application/ld+json">{script}</script>'))
    assert one.text.startswith("افتتاح مكتبة الحي بعد الترميم\n\nافتتح سكان الحي")


def test_a_page_cannot_take_the_address_of_another_site() -> None:
    """The canonical address counts where it is on the site that the page came from."""
    link = '<link rel="canonical" href="https://{}/news/1?utm_source=x#top">'
    assert found(page_of(link.format("www.almina.example")), "https://m.almina.example/n/1").url == (
        "https://www.almina.example/news/1"
    )
    assert (
        found(page_of(link.format("other.test")), "https://almina.example/n/1").url
        == "https://almina.example/n/1"
    )
    assert found(page_of(link.format("almina.example"))).url == "https://almina.example/news/1"


def test_who_published_is_whom_we_asked() -> None:
    """The host that was asked is kept apart from what the page says of itself."""
    one = found(
        page_of('<meta property="og:site_name" content="صحيفة الميناء">'), "https://www.almina.example/1"
    )
    assert record(one, "https://www.almina.example/1").site == "almina.example"
    assert record(one).site == ""


def test_selectors_of_the_settings() -> None:
    """``body`` and ``drop`` of a source say what its text is; a selector that finds nothing is refused by name."""
    html = page_of(
        body=f'<div class="story">{BODY}<p class="ad">اشترك في نشرتنا لتصلك الأخبار كل صباح قبل الجميع</p></div>'
    )
    one = found(html, manner=Manner(body=".story", drop=(".ad",)))
    assert "نشرتنا" not in one.text
    refused = read(Piece(Origin("p.html", "p.html"), "page", html.encode()), Manner(body=".none")).refused
    assert ["has no element '.none'" in p.what for p in refused] == [True]
    refused = read(Piece(Origin("p.html", "p.html"), "page", html.encode()), Manner(body="..[")).refused
    assert ["is no CSS selector" in p.what for p in refused] == [True]


@pytest.mark.parametrize(
    ("html", "what"),
    [
        (page_of(body="<a href=/1>خبر</a>"), "holds no text of an article"),
        (page_of(body="<p>The council opened a new library in the old quarter today.</p>" * 6), "English"),
        ("<html><body>" + "<p>س</p>" * 70_000, "has more than 30,000 elements"),
        (b"<html><body><p>" + b"\xff\xfe\xfd\x81\x8d" * 500, "holds no text|in no encoding"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused(html: str | bytes, what: str) -> None:
    """A page without an article in Arabic or Persian is named with what is wrong."""
    data = html.encode() if isinstance(html, str) else html
    refused = read(Piece(Origin("p.html", "p.html"), "page", data), Manner()).refused
    assert len(refused) == 1
    assert any(part in refused[0].what for part in what.split("|")), refused[0].what


@pytest.mark.parametrize("part", ["<div>", "<b><p>", "<table><tr><td>", "<a href=x>", "<li>", "&lt;", "<!--"])
def test_shapes_that_cost(part: str) -> None:
    """200,000 letters of nesting are read or refused; nothing hangs and nothing falls."""
    data = page_of(body=BODY + part * (200_000 // len(part))).encode()
    readout = read(Piece(Origin("p.html", "p.html"), "page", data), Manner())
    assert len(readout.found) + len(readout.refused) == 1


@pytest.mark.parametrize(
    "head",
    [
        "<title>" + "ا | " * 300_000 + "</title>",
        '<meta property="og:title" content="' + "ا - " * 300_000 + '">',
    ],
)
def test_titles_that_cost(head: str) -> None:
    """A title of a million letters is cut; the page beside it is read."""
    assert "افتتح سكان الحي" in found(page_of(head)).text


def test_reservation_is_recorded() -> None:
    """What a publisher says about text and data mining stays with the article."""
    assert found(page_of('<meta name="tdm-reservation" content="1">')).reserved == "tdm-reservation: 1"
    assert found(page_of('<meta name="robots" content="noindex, noai">')).reserved == "robots: noai"
    assert found(page_of('<meta name="robots" content="index">')).reserved == ""


def test_the_library_chooses_and_the_page_speaks() -> None:
    """Half-spaces that the library drops stay, also beside inline elements and in lists."""
    body = "<p>این کتابخانه می‌تواند نخستین <b>خانهٔ کتاب</b> آن محله باشد و همه می&zwnj;توانند بیایند و بنشینند.</p>"
    one = found(
        page_of(
            body=body + "<p>دانش‌آموزان نیم‌بها نام می‌نویسند و کتاب‌ها را دو هفته نزد خود نگه می‌دارند.</p>",
            title="گشایش کتاب‌خانه",
        )
    )
    assert one.text.count("\u200c") == 8
    assert page.rows(markup.tree_of("<p>می‌رود</p>", ""))[0].text == "می‌رود"
