"""A mixed heap: files of our own in every form that ``khulasa add`` reads, some broken, and a small server."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import lzma
import random
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import minikit


@dataclass(frozen=True)
class Told:
    """An article of the heap."""

    number: int
    lang: str
    title: str
    body: str

    @property
    def text(self) -> str:
        return f"{self.title}\n\n{self.body}\n"

    @property
    def url(self) -> str:
        return f"https://civic-{self.number % 7}.example/{self.lang}/{self.number}"

    @property
    def day(self) -> str:
        return f"2024-{self.number % 12 + 1:02}-{self.number % 28 + 1:02}"

    @property
    def html(self) -> str:
        rows = "".join(f"<p>{escape(row)}</p>" for row in self.body.split("\n"))
        return (
            f'<!doctype html><html lang="{self.lang}"><head><meta charset="utf-8"><title>{self.title}</title>'
            f'<meta property="article:published_time" content="{self.day}"><link rel="canonical" href="{self.url}">'
            f"</head><body><nav><a href='/'>-</a></nav><article><h1>{self.title}</h1>{rows}</article></body></html>"
        )


def told(number: int) -> Told:
    """An article that no other number has."""
    chance = random.Random(number)  # noqa: S311 - the same chance each time
    lang = "ar" if number % 2 else "fa"
    one, two = chance.sample(minikit.PEOPLE[lang], 2)
    place = chance.choice(minikit.PLACES[lang])
    whole = minikit.TEXTS[lang].format(title="", place=place, one=one, two=two, n=10_000 + number).strip()
    return Told(number, lang, minikit.TITLES[lang].format(place=place, n=10_000 + number), whole)


@dataclass
class Heap:
    """What was made: the articles that are in it, the files that are broken."""

    folder: Path
    count: int = 0
    """Articles in the files that are whole."""
    files: int = 0
    broken: list[str] = field(default_factory=list)
    """Files that are broken, relative to the folder."""
    server: str = ""
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """What the server serves: media type and body by path."""

    def some(self, number: int) -> list[Told]:
        """So many new articles."""
        found = [told(self.count + n) for n in range(number)]
        self.count += number
        return found


# ------------------------------------------------------------------ forms


def text(heap: Heap) -> tuple[str, bytes]:
    (one,) = heap.some(1)
    encoding = ("utf-8", "utf-8-sig", "utf-16", "cp1256")[one.number % 4]
    encoding = "utf-8" if encoding == "cp1256" and one.lang == "fa" else encoding
    return ".txt", one.text.encode(encoding)


def texts(heap: Heap) -> tuple[str, bytes]:
    sign = ("\n-----\n", "\n=====\n", "\f\n")[heap.count % 3]
    return ".txt", sign.join(one.text for one in heap.some(3)).encode()


def fields_above(heap: Heap) -> tuple[str, bytes]:
    (one,) = heap.some(1)
    return ".txt", f"عنوان: {one.title}\nتاریخ: {one.day}\nurl: {one.url}\n\n{one.body}\n".encode()


def page(heap: Heap) -> tuple[str, bytes]:
    return ".html", heap.some(1)[0].html.encode()


def markdown(heap: Heap) -> tuple[str, bytes]:
    (one,) = heap.some(1)
    body = one.body.replace("\n", "\n\n")
    if one.number % 3:
        return (
            ".md",
            f'---\ntitle: "{one.title}"\ndate: {one.day}\nurl: {one.url}\ntags: [a, b]\n---\n\n{body}\n'.encode(),
        )
    return ".md", f'+++\ntitle = "{one.title}"\ndate = {one.day}\n+++\n{body}\n'.encode()


def rows(heap: Heap) -> tuple[str, bytes]:
    keys = ("headline", "articleBody", "link", "datePublished")
    made = [dict(zip(keys, (o.title, o.body, o.url, o.day), strict=True)) for o in heap.some(3)]
    return ".jsonl", "".join(
        json.dumps(row, ensure_ascii=heap.count % 2 == 0) + "\n" for row in made
    ).encode()


def array(heap: Heap) -> tuple[str, bytes]:
    made = [{"title": o.title, "content_html": f"<p>{o.body}</p>", "url": o.url} for o in heap.some(2)]
    return ".json", json.dumps({"count": 2, "posts": made}, ensure_ascii=False).encode()


def table(heap: Heap) -> tuple[str, bytes]:
    out = io.StringIO(newline="")
    sign = ",;\t"[heap.count % 3]
    writer = csv.writer(out, delimiter=sign)
    writer.writerow(["عنوان", "متن", "url", "date"])
    writer.writerows([o.title, o.body, o.url, o.day] for o in heap.some(3))
    return ".tsv" if sign == "\t" else ".csv", out.getvalue().encode("utf-8-sig")


def rss(heap: Heap) -> tuple[str, bytes]:
    items = "".join(
        f"<item><title>{escape(o.title)}</title><link>{o.url}</link>"
        "<pubDate>Wed, 03 Jan 2024 10:00:00 +0330</pubDate>"
        f"<content:encoded><![CDATA[<p>{o.body}</p>]]></content:encoded><description>-</description></item>"
        for o in heap.some(2)
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    return ".xml", f"{head}<channel><title>اخبار شهر</title>{items}</channel></rss>".encode()


def atom(heap: Heap) -> tuple[str, bytes]:
    entries = "".join(
        f'<entry><title>{escape(o.title)}</title><link href="{o.url}"/><id>{o.url}</id>'
        f"<updated>{o.day}T08:00:00Z</updated>"
        f'<content type="html">{escape("<p>" + o.body + "</p>")}</content></entry>'
        for o in heap.some(2)
    )
    return (
        ".atom",
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>أخبار المدينة</title>{entries}</feed>'.encode(),
    )


def json_feed(heap: Heap) -> tuple[str, bytes]:
    items = [{"id": o.url, "url": o.url, "title": o.title, "content_text": o.body} for o in heap.some(2)]
    return ".json", json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "شهر", "items": items}
    ).encode()


def letter(heap: Heap) -> tuple[str, bytes]:
    (one,) = heap.some(1)
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = (
        one.title,
        "نامهٔ شهر <letter@civic.example>",
        "reader@civic.example",
    )
    mail["Date"] = "Wed, 03 Jan 2024 10:00:00 +0330"
    mail.set_content(one.body)
    if one.number % 2:
        mail.add_alternative(
            f"<html><body><table><tr><td><p>{one.body}</p></td></tr></table></body></html>", "html"
        )
    return ".eml", bytes(mail)


def warc_of(ones: list[Told], packed: bool = True) -> bytes:
    """A web archive of pages, with what stands between them in a crawl."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("civic.warc.gz", {"software": "heapkit"}))
    for one in ones:
        add_answer(writer, one.url, "200 OK", "text/html; charset=utf-8", one.html.encode())
        add_answer(writer, f"{one.url}.png", "200 OK", "image/png", b"\x89PNG" + bytes(200))
        add_answer(writer, f"{one.url}/gone", "404 Not Found", "text/html", b"<h1>404</h1>")
    return out.getvalue()


def add_answer(writer: WARCWriter, url: str, status: str, kind: str, body: bytes) -> None:
    headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), http_headers=headers,
        warc_headers_dict={"WARC-Date": "2024-01-03T06:30:00Z"},
    )  # fmt: skip
    writer.write_record(record)


def warc(heap: Heap) -> tuple[str, bytes]:
    packed = heap.count % 2 == 0
    return ".warc.gz" if packed else ".warc", warc_of(heap.some(2), packed)


def wacz(heap: Heap) -> tuple[str, bytes]:
    members = {
        "datapackage.json": b"{}",
        "archive/data.warc.gz": warc_of(heap.some(2)),
        "pages/pages.jsonl": b'{"a":1}\n',
    }
    return ".wacz", zipped(members)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 3, 0, 0, 0)), data)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def members(heap: Heap) -> dict[str, bytes]:
    made = [form(heap) for form in (page, text, markdown)]
    named = {f"بایگانی/n{n}{suffix}": data for n, (suffix, data) in enumerate(made)}
    return {**named, "style.css": b"p{}", "__MACOSX/._n0.html": b"\x00"}


def zip_file(heap: Heap) -> tuple[str, bytes]:
    return ".zip", zipped(members(heap))


def tar_file(heap: Heap) -> tuple[str, bytes]:
    data = tarred(members(heap))
    pack: list[tuple[str, Callable[[bytes], bytes]]] = [
        (".tar", bytes), (".tar.gz", gzip.compress), (".tar.xz", lzma.compress),
        (".tar.zst", zstandard.ZstdCompressor().compress), (".tgz", gzip.compress),
    ]  # fmt: skip
    suffix, packed = pack[heap.count % len(pack)]
    return suffix, packed(data)


def nested(heap: Heap) -> tuple[str, bytes]:
    inner = zipped({"a.html": page(heap)[1]})
    return ".tar.gz", gzip.compress(tarred({"in.zip": inner, "b.html.gz": gzip.compress(page(heap)[1])}))


def packed_page(heap: Heap) -> tuple[str, bytes]:
    return ".html.gz", gzip.compress(page(heap)[1])


def served(heap: Heap, number: int) -> list[str]:
    """Addresses of new articles that the server serves."""
    for one in (made := heap.some(number)):
        html = one.html.replace(f'<link rel="canonical" href="{one.url}">', "")
        heap.pages[f"/n/{one.number}"] = ("text/html; charset=utf-8", html.encode())
    return [f"{heap.server}/n/{one.number}" for one in made]


def addresses(heap: Heap) -> tuple[str, bytes]:
    return ".txt", ("# my list\n" + "\n".join(served(heap, 2)) + "\n").encode()


def sitemap(heap: Heap) -> tuple[str, bytes]:
    urls = "".join(f"<url><loc>{url}</loc><lastmod>2024-01-03</lastmod></url>" for url in served(heap, 2))
    return ".xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def opml(heap: Heap) -> tuple[str, bytes]:
    path = f"/feed/{heap.count}.xml"
    heap.pages[path] = ("application/rss+xml", rss(heap)[1])
    row = f'<outline type="rss" text="شهر" xmlUrl="{heap.server}{path}"/>'
    return ".opml", f'<opml version="2.0"><body><outline text="همه">{row}</outline></body></opml>'.encode()


FORMS: tuple[Callable[[Heap], tuple[str, bytes]], ...] = (
    text, texts, fields_above, page, markdown, rows, array, table, rss, atom, json_feed, letter, warc, wacz, zip_file,
    tar_file, nested, packed_page, addresses, sitemap, opml,
)  # fmt: skip

ENGLISH = "<p>The council opened a new public library in the old quarter after two years of works.</p>" * 5
BROKEN: tuple[tuple[str, Callable[[], bytes]], ...] = (
    (".pdf", lambda: b"%PDF-1.7\n" + bytes(100)),
    (".txt", lambda: b""),
    (".txt", lambda: b"\x00\x01\x02" * 400),
    (".zip", lambda: zipped({"a.html": told(90_001).html.encode()})[:-30]),
    (".html.gz", lambda: gzip.compress(told(90_002).html.encode())[:-40]),
    (".tar.xz", lambda: lzma.compress(tarred({"a.txt": b"x" * 9_000}))[:60]),
    (".docx", lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})),
    (".jsonl", lambda: b'{"title": "a", "text": \n'),
    (".jsonl", lambda: b'{"name": "a", "value": 3}\n'),
    (".json", lambda: b'{"title": "a", "text": [}'),
    (".csv", "نام,شماره\nالف,۱\n".encode),
    (".md", lambda: b"---\ntitle: [a\n---\n\ntext\n"),
    (".xml", lambda: b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rss><channel><item/></channel></rss>'),
    (".xml", lambda: b"<rss><channel><title>x</title></channel></rss>"),
    (".html", f"<html><body><h1>Library</h1>{ENGLISH}</body></html>".encode),
    (".html", "<html><body><a href='/1'>خبر یک</a><a href='/2'>خبر دو</a></body></html>".encode),
    (".eml", lambda: b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: image/png\n\n\x89PNG"),
    (".html.gz", lambda: gzip.compress(bytes(60_000_000))),
    (".opml", lambda: b"<opml><body></body></opml>"),
    (".warc.gz", lambda: warc_of([told(90_003)])[:-200]),
    (".tar.gz", lambda: deep(5)),
    (".txt", lambda: "ÙÙØªØªØ­ Ø³ÙØ§Ù ????? ?????? ????? ????? ???".encode() * 9),
)  # fmt: skip
"""Suffix and maker of what cannot be used."""


def deep(levels: int) -> bytes:
    """An archive in an archive in an archive …"""
    data = told(90_004).text.encode()
    for _ in range(levels):
        data = gzip.compress(tarred({"in.tar.gz": data}))
    return data


def heap_of(folder: Path, files: int, server: str = "", share: float = 0.03) -> Heap:
    """A heap of so many files, some share of them broken (each kind of breakage in turn)."""
    heap = Heap(folder, server=server)
    folder.mkdir(parents=True)
    broken = max(1, round(files * share))
    forms = [form for form in FORMS if server or form not in (addresses, sitemap, opml)]
    for n in range(files - broken):
        suffix, data = forms[n % len(forms)](heap)
        place = folder / f"d{n % 5}" / f"f{n:04}{suffix}"
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
    for n in range(broken):
        suffix, maker = BROKEN[n % len(BROKEN)]
        name = f"broken{n:03}{suffix}"
        (folder / name).write_bytes(maker())
        heap.broken.append(name)
    heap.files = files
    return heap


# ------------------------------------------------------------------ a server


Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Served:
    """A running server: its address, and the requests that it had."""

    url: str
    host: str
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextlib.contextmanager
def serving(pages: dict[str, tuple[str, bytes] | Answer]) -> Iterator[Served]:
    """Serve pages on this machine; a page may be a function that answers by itself."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            served.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            page = pages.get(self.path)
            if callable(page):
                page(self)
                return
            status, (kind, body) = (200, page) if page else (404, ("text/plain", b"no"))
            tag = f'"{hash(body) & 0xFFFFFF:x}"'
            if page and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    host = f"127.0.0.1:{server.server_address[1]}"
    served = Served(f"http://{host}", host)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
