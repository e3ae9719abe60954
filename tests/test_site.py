"""The whole site, built from seeds/ and opened in a real browser in all three editions."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser, sync_playwright

from chromium import executable
from khulasa.check import check

ROOT = Path(__file__).parent.parent
KHULASA = Path(sys.executable).parent / "khulasa"
EDITIONS = {"ar": "rtl", "fa": "rtl", "en": "ltr"}
ATOM = "{http://www.w3.org/2005/Atom}"


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that writes no log."""

    def log_message(self, *args) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The sample site: seeds/, authority and settings of this checkout, built elsewhere."""
    root = tmp_path_factory.mktemp("site")
    content = root / "content"
    content.mkdir()
    (content / "authority").symlink_to(ROOT / "content" / "authority")
    (root / "khulasa.toml").write_text((ROOT / "khulasa.toml").read_text("utf-8"), "utf-8")
    (root / "seeds").symlink_to(ROOT / "seeds")
    done = subprocess.run(
        [KHULASA, "build"], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return root / "output"


@pytest.fixture(scope="module")
def address(site) -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}/"
    httpd.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable())
        yield chromium
        chromium.close()


def first(folder: Path) -> str:
    return sorted(f.name for f in folder.iterdir() if f.is_dir() and f.name != "page")[0]


def kinds(site: Path, edition: str) -> dict[str, str]:
    """One page of each kind in an edition."""
    pages = {"home": f"{edition}/"}
    for part in ("people", "organisations", "places", "events", "topics", "sources"):
        pages[part] = f"{edition}/{part}/"
        pages[part + "-term"] = f"{edition}/{part}/{first(site / edition / part)}/"
    pages |= {part: f"{edition}/{part}/" for part in ("archive", "method", "method/rtl", "about")}
    if edition != "en":
        pages["article"] = f"{edition}/articles/{first(site / edition / 'articles')}/"
    return pages


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("width", [320, 1280])
def test_every_kind_of_page_opens(site, address, browser, edition, width):
    """Right language and direction, no request elsewhere, no error, no horizontal scroll, one main heading."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: errors.append(str(e)))
    for kind, path in kinds(site, edition).items():
        response = page.goto(address + path)
        assert response is not None
        assert response.ok, path
        html = page.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == (edition, EDITIONS[edition]), kind
        assert page.locator("h1").count() == 1, kind
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is {wide} px too wide at {width}"
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert errors == []
    page.close()


def test_a_sentence_of_the_digest_leads_to_its_place(site, address, browser):
    """Each link of the digest leads to an element that holds the sentence word for word."""
    page = browser.new_page()
    for lang in ("ar", "fa"):
        for folder in sorted((site / lang / "articles").iterdir()):
            data = json.loads((site / "data" / "articles" / f"{folder.name}.json").read_text("utf-8"))
            page.goto(f"{address}{lang}/articles/{folder.name}/")
            body = page.locator("main").text_content() or ""
            for extract in data["summary"]:
                assert body.count(extract["text"]) >= 2, "in the digest and in the text"
            anchors = page.eval_on_selector_all(
                "a[href^='#s']", "links => links.map(a => a.getAttribute('href'))"
            )
            assert anchors
            assert [a for a in anchors if page.locator(a).count() != 1] == []
    page.close()


def test_both_languages_meet_on_one_page(site):
    """A person named in Arabic and in Persian has one page, which lists articles of both, in every edition."""
    people = json.loads((site / "data" / "people.json").read_text("utf-8"))
    qaani = next(p for p in people if p["id"] == "esmail-qaani")
    assert {"ar", "fa"} == {a["lang"] for a in qaani["articles"]}
    assert all(qaani["names"][lang] for lang in EDITIONS)
    assert all(set(a) >= {"id", "source", "lang"} for a in qaani["articles"])
    for edition in EDITIONS:
        html = (site / edition / "people" / "esmail-qaani" / "index.html").read_text("utf-8")
        for article in qaani["articles"]:
            assert f"{article['lang']}/articles/{article['id']}/" in html


def test_an_article_has_one_page(site):
    """An article stands in the edition of its own language only; nothing else is its translation."""
    for lang, other in (("ar", "fa"), ("fa", "ar")):
        for folder in (site / lang / "articles").iterdir():
            assert not (site / other / "articles" / folder.name).exists()
            assert not (site / "en" / "articles" / folder.name).exists()
            head = (folder / "index.html").read_text("utf-8")
            assert set(re.findall(r'rel="alternate" hreflang="([\w-]+)"', head)) <= {lang}


def test_feeds_are_atom_in_their_language(site):
    """Every edition, person and tag has a feed that says its language, with an id and a date for each entry."""
    for edition in EDITIONS:
        feeds = [site / edition / "feed.xml", *(site / edition).glob("people/*/feed.xml")]
        assert len(feeds) > 1
        for file in feeds:
            feed = etree.parse(file).getroot()
            assert feed.tag == f"{ATOM}feed"
            assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == edition
            entries = feed.findall(f"{ATOM}entry")
            assert entries
            ids = [e.findtext(f"{ATOM}id") for e in entries]
            assert len(ids) == len(set(ids))
            assert all(e.findtext(f"{ATOM}updated") for e in entries)


def test_the_site_passes_its_own_check(site):
    """`khulasa check` finds every link, fragment, hreflang and sentence in order."""
    done = subprocess.run(
        [KHULASA, "check"], cwd=site.parent, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


def test_check_sees_damage(site, tmp_path):
    """A missing page, a changed sentence and a foreign script are each reported."""
    html = (site / "en" / "about" / "index.html").read_text("utf-8")
    (tmp_path / "en" / "about").mkdir(parents=True)
    broken = html.replace(
        "</main>", '<a href="../nowhere/">x</a><script src="https://x.example/a.js"></script></main>'
    )
    (tmp_path / "en" / "about" / "index.html").write_text(broken, "utf-8")
    _, problems = check(tmp_path, "https://khulasa.example/", ())
    said = " | ".join(p.what for p in problems)
    assert "links to ../nowhere/, which is not there" in said
    assert "asks another host: https://x.example/a.js" in said
