"""Each form by itself: what is read of it, what of it is refused, and what its traps are."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import heapkit
import test_adding
from khulasa.config import Manner
from khulasa.errors import Problem
from khulasa.sources import adding, forms, opening, plain, settling, store, urls
from khulasa.sources.network import Network
from khulasa.sources.reading import read
from khulasa.sources.records import Found, Origin, Piece, Readout

ONE, TWO, THREE = (heapkit.told(n) for n in (701, 702, 703))


def opened(name: str, data: bytes | str) -> list[Piece | Problem]:
    return list(opening.open_bytes(Origin(name, name), data.encode() if isinstance(data, str) else data))


def readouts(name: str, data: bytes | str, **manner: object) -> list[Readout]:
    pieces = opened(name, data)
    return [read(p, Manner(**manner)) if isinstance(p, Piece) else Readout(refused=(p,)) for p in pieces]  # type: ignore[arg-type]


def found(name: str, data: bytes | str, **manner: object) -> list[Found]:
    made = readouts(name, data, **manner)
    assert [str(p) for r in made for p in r.refused] == []
    return [f for r in made for f in r.found]


def refused(name: str, data: bytes | str, **manner: object) -> list[str]:
    return [p.what for r in readouts(name, data, **manner) for p in r.refused]


def hints(one: Found) -> dict[str, str]:
    return {h.name: h.value for h in reversed(one.hints)}


# ------------------------------------------------------------------ what it is


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a", "<!DOCTYPE html><html>", "page"), ("a.txt", "<html lang='fa'>", "page"), ("a", "<p>سلام</p>", "page"),
        ("a", "<?xml version='1.0'?><!-- c --><rss>", "feed"), ("a.html", '<feed xmlns="x">', "feed"),
        ("a", "<rdf:RDF xmlns:rdf='x'>", "feed"), ("a", "<opml>", "opml"), ("a", "<urlset>", "sitemap"),
        ("a", "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", "page"), ("a", "<sm:sitemapindex>", "sitemap"),
        ("a", '{"version": "https://jsonfeed.org/version/1"}', "feed"), ("a", '{"a":1}\n{"b":2}\n', "lines"),
        ("a.jsonl", '{"a":1}', "lines"), ("a.json", "[]", "json"), ("a", '[{"a": 1}]', "json"),
        ("a.csv", "a,b", "table"), ("a", "---\ntitle: x\n---\n", "markdown"), ("a", "+++\ntitle = 1\n", "markdown"),
        ("a.md", "# x", "markdown"), ("a.eml", "Subject: x\nFrom: y\n\n", "mail"), ("a", "سلام", "text"),
        ("a", "Subject: x\nFrom: y\nMessage-ID: z\n\n", "mail"), ("a.txt", "عنوان: x\nتاریخ: y\n", "text"),
        ("a", "# c\nhttps://a.example/\nhttp://b.example/x\n", "addresses"), ("a", "PK\x03\x04", "zip"),
        ("a", "WARC/1.0\r\n", "warc"), ("a.txt", "[صورة] نص", "text"), ("a.txt", "{نص}", "text"),
        ("a.txt", "---\nنص\n---\n", "text"), ("a", "", "text"),
    ],
)  # fmt: skip
def test_forms_are_told(name: str, data: str, form: str) -> None:
    """What a file begins with says more than its name."""
    assert forms.form_of(data.encode(), Origin(name, name)) == form


def test_wide_letters_are_told_too() -> None:
    """Pages and feeds in UTF-16."""
    assert forms.form_of("<rss version='2.0'>".encode("utf-16"), Origin("a", "a")) == "feed"
    assert found("a.html", heapkit.told(9).html.encode("utf-16"))[0].text.startswith(heapkit.told(9).title)


# ------------------------------------------------------------------ text


def test_one_text_with_ruled_lines_stays_one() -> None:
    """A line of signs between sections of one article does not cut it: its parts cannot stand alone."""
    text = f"{ONE.title}\n\n{ONE.body}\n\n* * *\n\nوأضافت أن العمل يستمر حتى نهاية العام.\n"
    assert [f.text for f in found("a.txt", text)] == [text]


def test_several_texts_are_cut() -> None:
    """Articles with a ruled line between them, with or without fields, are articles of their own."""
    fields = f"عنوان: {TWO.title}\nتاریخ: ۱۴۰۲/۱۰/۱۳\n\n{TWO.body}"
    made = found("a.txt", f"{ONE.text}\n=====\n{fields}\n=====\n\n{THREE.text}=====\n")
    assert [f.text.partition("\n")[0] for f in made] == [ONE.title, TWO.title, THREE.title]
    assert hints(made[1]) == {"title": TWO.title, "published": "۱۴۰۲/۱۰/۱۳"}
    assert [f.place for f in made] == ["a.txt#1", "a.txt#2", "a.txt#3"]


def test_a_text_of_an_article_is_kept_byte_by_byte() -> None:
    """The document of a plain text is the file itself, whatever its encoding."""
    (one,) = found("a.txt", "\ufeff" + ONE.text)
    assert (one.suffix, one.original) == ("", ("\ufeff" + ONE.text).encode())


def test_an_interview_is_no_list_of_fields() -> None:
    """Lines with a colon that are the text itself are not taken off."""
    text = f"س: ما رأيك؟\nج: {ONE.body}\n"
    assert plain.head(text) == ({}, text)


# ------------------------------------------------------------------ tables


def test_the_map_of_fields() -> None:
    """The settings say which field is which; a field that is not there is refused by its name."""
    row = json.dumps(
        {"kop": ONE.title, "inhoud": f"<p>{ONE.body}</p>", "op": "2024-02-03", "door": ["أ", "ب"]}
    )
    mapped = {"text": "inhoud", "title": "kop", "published": "op", "byline": "door"}
    (one,) = found("a.jsonl", row, fields=mapped)
    assert hints(one) == {"title": ONE.title, "published": "2024-02-03", "byline": "أ، ب"}
    assert "<p>" not in one.text
    assert refused("a.jsonl", row, fields={"text": "tekst"}) == ["has no field 'tekst'"]
    assert "kop, inhoud, op, door" in refused("a.jsonl", row)[0]


def test_tables_of_spreadsheets() -> None:
    """Semicolons, Windows-1256, quoted line ends; a row with too many fields is named with its line."""
    body = ONE.body.replace('"', "")
    data = f'عنوان;النص\r\n{ONE.title};"{body}"\r\nx;y;z\r\n'.replace("عنوان", "العنوان").encode("cp1256")
    made = readouts("a.csv", data)
    assert [f.text for f in made[0].found] == [f"{ONE.title}\n\n{body}\n"]
    assert [p.what for p in made[1].refused] == ["has 3 fields, but the table has 2 columns"]


@pytest.mark.parametrize(
    "row", ["null", "3", '"x"', "[]", "{}", '{"text": null}', '{"text": {"a": [1]}}', "[" * 9_000]
)
def test_rows_of_odd_types(row: str) -> None:
    """JSON that is no object with a text is one refusal."""
    assert len(refused("a.jsonl", row)) == 1


# ------------------------------------------------------------------ Markdown, mail


def test_markdown_becomes_plain_paragraphs() -> None:
    """Marks, links and pictures go, their words stay; raw HTML is text, not markup."""
    text = f"---\ntitle: {ONE.title}\nauthor: [رها, سلمى]\n---\n\n## {ONE.title}\n\n{ONE.body} **مهم** "
    text += "[رابط](https://x.example) ![](a.png)\n\n<b>نص</b>\n\n- بند\n"
    (one,) = found("a.md", text)
    assert one.text.endswith("مهم رابط\n\n<b>نص</b>\n\nبند\n")
    assert one.text.count(ONE.title) == 1
    assert hints(one)["byline"] == "رها، سلمى"


def test_a_letter_of_tables() -> None:
    """A newsletter laid out in tables gives its lines; its subject is the title, its sender the outlet."""
    rows = "".join(f"<tr><td><p>{r}</p></td></tr>" for r in ONE.body.split("\n"))
    head = "From: =?utf-8?b?2YbYp9mF2Kk=?= <a@b.example>\nSubject: =?utf-8?q?x?=\nMIME-Version: 1.0\n"
    head += "Date: Mon, 11 Mar 2024 10:00:00 +0000\n"
    data = f"{head}Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<table>{rows}</table>"
    (one,) = found("a.eml", data)
    assert one.text.split("\n\n")[1:] == [*ONE.body.split("\n")[:-1], ONE.body.split("\n")[-1] + "\n"]
    assert hints(one) == {"title": "x", "published": "Mon, 11 Mar 2024 10:00:00 +0000", "outlet": "نامة"}


@pytest.mark.parametrize(
    "data",
    [
        "From: a\nMIME-Version: 1.0\nSubject: " + "=?utf-8?q?a?= " * 100_000 + "\n\nx",
        "From: " + "(" * 60_000 + "\nMIME-Version: 1.0\n\nx",
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n"
        + "--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 30_000,
    ],
)
def test_letters_that_cost(data: str) -> None:
    """Headers and parts without end are one refusal each."""
    assert len(refused("a.eml", data)) == 1


# ------------------------------------------------------------------ feeds and lists


FEED = '<rss version="2.0"><channel><title>شهر</title>{}</channel></rss>'
TEASER = (
    "<item><title>خبر</title><link>https://civic.example/{}</link><description>کوتاه</description></item>"
)


def test_announcements_are_refused_or_followed() -> None:
    """A feed that only announces is refused with what to do, or its pages are fetched."""
    data = FEED.format("".join(TEASER.format(n) for n in range(2)))
    (made,) = readouts("a.xml", data)
    assert [(p.what, "--full-text" in p.remedy) for p in made.refused] == [
        ("gives no more than an announcement", True)
    ] * 2
    (made,) = readouts("a.xml", data, full_text=True)
    assert [f.url for f in made.follow] == ["https://civic.example/0", "https://civic.example/1"]
    assert [h.value for h in made.follow[0].hints] == ["خبر", "شهر"]


@pytest.mark.parametrize(
    "data",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body><outline xmlUrl="&a;"/></body></opml>',
        '<!DOCTYPE x [<!entity % a SYSTEM "http://127.0.0.1/">%a;]><urlset><url><loc>http://x/</loc></url></urlset>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(data: str, encoding: str) -> None:
    """No list declares entities: neither bombs nor files of this machine get in, in no encoding."""
    assert refused("a.xml", data.encode(encoding)) == ["declares XML entities"]


def test_a_title_that_is_an_address_is_not_opened() -> None:
    """The feed library opens what looks like an address or a path; it is only given bytes."""
    assert refused("a.xml", "<rss>http://127.0.0.1/</rss>") == ["is a feed without entries"]


def test_site_maps_and_their_index() -> None:
    """An index leads to site maps, a site map to pages with what it says of them."""
    (index,) = readouts(
        "a.xml", "<sitemapindex><sitemap><loc>https://a.example/1.xml.gz</loc></sitemap></sitemapindex>"
    )
    assert [(f.url, f.listed) for f in index.follow] == [("https://a.example/1.xml.gz", True)]
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        "<url><loc>https://a.example/1</loc><n:news><n:publication><n:name>شهر</n:name></n:publication>"
        "<n:publication_date>2024-01-03</n:publication_date><n:title>خبر</n:title></n:news></url></urlset>"
    )
    (made,) = readouts("a.xml.gz", gzip.compress(news.encode()))
    assert [(h.name, h.value) for h in made.follow[0].hints] == [
        ("title", "خبر"),
        ("published", "2024-01-03"),
        ("outlet", "شهر"),
    ]


def test_feeds_are_asked_with_their_marks_and_told_again(tmp_path: Path) -> None:
    """An unchanged feed is not sent again, its refusals are told again, and its new entries come when it changes."""
    items = [
        f"<item><title>{o.title}</title><link>/{o.number}</link><description>{o.body}</description></item>"
        for o in (ONE, TWO, THREE)
    ]
    pages = {"/feed": ("application/rss+xml", FEED.format("".join([*items[:2], TEASER.format(9)])).encode())}
    with heapkit.serving(pages) as served:
        first = test_adding.add(tmp_path, f"{served.url}/feed", host=served.host)
        assert (len(first.added), len(first.problems)) == (2, 1)
        again = test_adding.add(tmp_path, f"{served.url}/feed", host=served.host)
        assert (again.added, again.problems) == ([], first.problems)
        assert "if-none-match" in served.asked[-1][1]
        pages["/feed"] = ("application/rss+xml", FEED.format("".join(items)).encode())
        assert len(test_adding.add(tmp_path, f"{served.url}/feed", host=served.host).added) == 1


def test_full_text_of_a_feed(tmp_path: Path) -> None:
    """The pages of a feed are fetched once each; what has no article is not asked for again but with ``--retry``."""
    pages = {
        "/feed": ("text/xml", FEED.format(TEASER.format(1).replace("https://civic.example", "")).encode())
    }
    with heapkit.serving(pages) as served:
        html = ONE.html.replace(ONE.url, f"{served.url}/1")
        pages["/1"] = ("text/html", b"<html><body><p>-</p></body></html>")

        def add(retry: bool = False) -> settling.Report:
            manner = Manner(what=(f"{served.url}/feed",), full_text=True)
            net = Network(allowed=frozenset({served.host}))
            return adding.add(test_adding.project(tmp_path), [manner], net, retry=retry)

        assert ["holds no text" in p.what for p in add().problems] == [True]
        assert ["holds no text" in p.what for p in add().problems] == [True]
        assert served.paths().count("/1") == 1
        pages["/1"] = ("text/html; charset=utf-8", html.encode())
        report = add(retry=True)
        assert (len(report.added), report.problems) == (1, [])
        (file,) = (tmp_path / "seeds").rglob("*.source.json")
        assert json.loads(file.read_text("utf-8"))["site"] == "127.0.0.1"


def test_the_way_out_of_an_announcement_works(tmp_path: Path) -> None:
    """A feed that was refused for its announcements gives its pages when ``--full-text`` is said, as it advised."""
    pages = {
        "/feed": ("text/xml", FEED.format(TEASER.format(1).replace("https://civic.example", "")).encode())
    }
    with heapkit.serving(pages) as served:
        html = ONE.html.replace(ONE.url, f"{served.url}/1")
        pages["/1"] = ("text/html; charset=utf-8", html.encode())
        first = test_adding.add(tmp_path, f"{served.url}/feed", host=served.host)
        assert ["--full-text" in p.remedy for p in first.problems] == [True]
        manner = Manner(what=(f"{served.url}/feed",), full_text=True)
        net = Network(allowed=frozenset({served.host}))
        report = adding.add(test_adding.project(tmp_path), [manner], net)
        assert (len(report.added), report.problems) == (1, [])


def test_the_limit_of_a_run(tmp_path: Path) -> None:
    """No more addresses are asked than was said; the rest is told and comes with the next run."""
    heap = heapkit.Heap(tmp_path)
    with heapkit.serving(heap.pages) as served:  # type: ignore[arg-type]
        heap.server = served.url
        (tmp_path / "list.txt").write_text("\n".join(heapkit.served(heap, 5)), "utf-8")
        sums = []
        for _ in range(3):
            net = Network(allowed=frozenset({served.host}))
            report = adding.add(test_adding.project(tmp_path), [Manner(what=("list.txt",))], net, limit=2)
            sums.append((len(report.added), report.left))
    assert sums == [(2, 3), (2, 1), (1, 0)]


# ------------------------------------------------------------------ archives


def test_names_in_archives_lead_nowhere(tmp_path: Path) -> None:
    """Paths that climb out, absolute ones, reversed ones: they are shown, and never written to."""
    names = (
        "../../x.html",
        "/etc/x.html",
        "..\\..\\x.html",
        "a/\u202egpj.html",
        "x\n\x1b[31m.html",
        "C:\\x.html",
        "a" * 300 + ".html",
    )
    made = {name: heapkit.told(n).html.encode() for n, name in enumerate(names)}
    (tmp_path / "in.zip").write_bytes(heapkit.zipped(made))
    (tmp_path / "in.tar").write_bytes(
        heapkit.tarred({n: heapkit.told(k + 50).html.encode() for k, n in enumerate(names)})
    )
    before = {f.name for f in tmp_path.parent.iterdir()}
    report = test_adding.add(tmp_path, "in.zip", "in.tar")
    assert (len(report.added), report.problems) == (2 * len(names), [])
    assert {f.name for f in tmp_path.parent.iterdir()} == before
    assert all(name.isascii() and ".." not in name and len(name) < 120 for name in report.added)
    text = "".join(f.read_text("utf-8") for f in (tmp_path / "seeds").rglob("*.source.json"))
    assert not {"\u202e", "\x1b"} & set(text)


def test_archives_that_cost_more_than_they_weigh() -> None:
    """Bombs end at the limit with a line; what stood before them is read."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", ONE.html)
        for n in range(30):
            archive.writestr(f"b{n}.txt", bytes(18_000_000))
    pieces = [p for p in opened("bomb.zip", bomb.getvalue()) if isinstance(p, Problem) or p.form == "page"]
    assert isinstance(pieces[0], Piece)
    assert isinstance(pieces[-1], Problem)
    assert "far more than it weighs" in pieces[-1].what
    assert refused("a.html.gz", gzip.compress(bytes(200_000_000), 1)) == ["has more than 20,000,000 bytes"]
    assert "more than 3 deep" in refused("a.gz", heapkit.deep(5))[0]


def test_one_bad_member_does_not_spoil_the_others() -> None:
    """A member that is locked, damaged or too large is named; the ones after it are read."""
    data = bytearray(
        heapkit.zipped({"a.html": ONE.html.encode(), "b.html": TWO.html.encode(), "c.pdf": b"%PDF-1.4"})
    )
    at = data.index(b"a.html") + 40
    data[at : at + 8] = b"\xff" * 8
    made = readouts("x.zip", bytes(data))
    assert [f.text.partition("\n")[0] for r in made for f in r.found] == [TWO.title]
    assert [p.where for r in made for p in r.refused] == ["x.zip!a.html", "x.zip!c.pdf"]


def test_web_archives() -> None:
    """Of a web archive the pages that were answered with success are taken, with address and day of the crawl."""
    pieces = opened("x.warc.gz", heapkit.warc_of([ONE, TWO]))
    assert [(p.origin.url, p.origin.retrieved) for p in pieces if isinstance(p, Piece)] == [
        (ONE.url, "2024-01-03T06:30:00Z"),
        (TWO.url, "2024-01-03T06:30:00Z"),
    ]


def test_packed_answers_in_web_archives() -> None:
    """Bodies that were stored as they were sent: chunked, gzip, brotli."""
    import brotli  # noqa: PLC0415
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    html = ONE.html.encode()
    packed = gzip.compress(html)
    bodies = {
        "gzip": (packed, [("Content-Encoding", "gzip")]),
        "br": (brotli.compress(html), [("Content-Encoding", "br")]),
        "chunked": (
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed),
            [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")],
        ),
        "bomb": (gzip.compress(bytes(60_000_000)), [("Content-Encoding", "gzip")]),
        "broken": (b"\x1f\x8b\x08nonsense", [("Content-Encoding", "gzip")]),
    }  # fmt: skip
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for name, (body, headers) in bodies.items():
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *headers], protocol="HTTP/1.1")
        url = f"https://civic.example/{name}"
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head)
        )
    pieces = opened("x.warc.gz", out.getvalue())
    assert [p.data == html for p in pieces if isinstance(p, Piece)] == [True] * 3
    assert [p.where.rpartition("/")[2] for p in pieces if isinstance(p, Problem)] == ["bomb", "broken"]


# ------------------------------------------------------------------ addresses, names


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Civic.Example:443/a/?utm_medium=x&id=3&fbclid=1#top", "https://civic.example/a/?id=3"),
        ("http://civic.example:8080", "http://civic.example:8080"),
        ("https://شهر.example/خبر", "https://xn--wgbf1d.example/%D8%AE%D8%A8%D8%B1"),
        ("https://civic.example/%d8%ae%D8%A8%D8%B1?q=%20a", "https://civic.example/%D8%AE%D8%A8%D8%B1?q=+a"),
        ("https://civic.example/a%2Fb", "https://civic.example/a%2Fb"),
        ("mailto:a@b.example", ""), ("https://", ""), ("https://a@b.example/", ""), ("https://a.example:x/", ""),
        ("https://[::1", ""), ("/relative", ""),
    ],
)  # fmt: skip
def test_canonical_addresses(url: str, canonical: str) -> None:
    """One way to write an address; what is none is nothing."""
    assert urls.web(url) == canonical


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_canonical_addresses_stay(text: str) -> None:
    """A canonical address is its own canonical address, and plain ASCII."""
    once = urls.web(f"https://civic.example/{text}")
    assert urls.web(once) == once
    assert once.isascii()


@given(
    st.binary(max_size=600),
    st.sampled_from([".html", ".txt", ".xml", ".jsonl", ".csv", ".eml", ".md", ".zip", ".gz", ""]),
)
@settings(max_examples=400, deadline=None)
def test_nothing_falls(data: bytes, suffix: str) -> None:
    """Whatever the bytes and the name: articles or lines, never a traceback."""
    assert all(r.found or r.follow or r.refused for r in readouts(f"x{suffix}", data))


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_damaged_files_do_not_fall(data: st.DataObject) -> None:
    """A whole file of any form with a piece of it changed, cut or doubled is read or refused."""
    heap = heapkit.Heap(Path("x"), count=data.draw(st.integers(0, 50)), server="http://x.example")
    suffix, whole = data.draw(st.sampled_from(heapkit.FORMS))(heap)
    # In thousandths, as the length of some forms changes from run to run.
    at, end = sorted(data.draw(st.integers(0, 1000)) * len(whole) // 1000 for _ in range(2))
    change = data.draw(
        st.sampled_from((b"", bytes(reversed(whole[at:end])), whole[at:end] * 2, b"\x00\xff<>{}[]\"'"))
    )
    readouts(f"x{suffix}", whole[:at] + change + whole[end:])


def test_names_of_documents_are_stable_and_short() -> None:
    """The name of a document follows from its address alone, and goes whole into the id of the article."""
    piece = Piece(Origin("p", "p"), "page", b"")
    made = Found(
        "p",
        "x",
        "page",
        "https://www.civic.example/fa/news/1402/kashte-nahal-dar-hashiye-ye-shahr.html",
        (),
        b"",
        ".html",
    )
    assert store.home_of(made, Manner(), piece) == "civic-example/kashte-nahal-dar-hashiye-ye-a655c065e5.txt"
    assert store.home_of(made, Manner(name="civic-daily"), piece).startswith("civic-daily/")
