"""Hostile text stays text: our own attack strings in every place, through a whole build, into a browser."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Page, sync_playwright

import hostile
from chromium import executable
from khulasa.build import default_theme
from khulasa.content import articles
from khulasa.site import posters
from khulasa.text.decode import visible

PARTS = ("people", "organisations", "places", "events", "topics", "sources")
HOOKS = """(() => {
  window.ran = [];
  for (const name of ["alert", "confirm", "prompt", "open", "print"])
    window[name] = (...given) => { window.ran.push(name + " " + given.join()); };
  document.write = (text) => { window.ran.push("write " + text); };
})()"""
LOOK = """() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const text = document.documentElement.textContent;
  return {
    ran: window.ran,
    elements: [...new Set(all("*").map((e) => [e.localName, ...e.getAttributeNames().sort()].join(" ")))],
    hidden: all("main, main h1:not(.hidden), footer").filter((e) => !e.checkVisibility()).length,
    turned: document.documentElement.dir !== getComputedStyle(document.body).direction,
    schemes: [...new Set(all("[href], [src]").map((e) => new URL(e.href ?? e.src).protocol))],
    controls: /[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]/.test(text),
  };
}"""


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that writes no log."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site that was built, and what the build said."""

    folder: Path
    said: str
    code: int

    shapes: dict[str, hostile.Shape] = field(repr=False)
    """Every page, parsed."""

    @property
    def output(self) -> Path:
        """The folder of the site."""
        return self.folder / "output"

    def pages(self) -> list[str]:
        """The articles, every list, and of the pages of people, places … every twenty-fourth."""
        found = [f.relative_to(self.output).as_posix() for f in sorted(self.output.rglob("*.html"))]
        terms = [p for p in found if p.count("/") > 2 and p.split("/")[1] in PARTS]
        return sorted({*found} - {*terms} | {*terms[::24]})


def build(folder: Path, strings: list[str]) -> Site:
    hostile.project(folder, strings)
    done = hostile.khulasa("build", "--jobs", "2", cwd=folder)
    return Site(folder, done.stderr + done.stdout, done.returncode, dict(hostile.shapes(folder / "output")))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """The site of the attacks, and the same one with harmless words in their places."""
    strings = hostile.attacks()
    return (
        build(tmp_path_factory.mktemp("evil"), strings),
        build(tmp_path_factory.mktemp("calm"), hostile.harmless(strings[: 4 * hostile.PER_ARTICLE])),
    )


def look(site: Site, pages: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Open pages in Chromium: what each looks like, with its requests and what it said."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site.output)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable())
        page = browser.new_context().new_page()
        page.add_init_script(HOOKS)
        said: list[str] = []
        _listen(page, base, said)
        for path in pages:
            said.clear()
            page.goto(base + path)
            seen = page.evaluate(LOOK)
            yield path, {**seen, "said": [*said]}
        browser.close()
    server.shutdown()


def _listen(page: Page, base: str, said: list[str]) -> None:
    page.on("console", lambda message: said.append(f"console {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error {error}"))
    page.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda popup: said.append(f"popup {popup.url}"))
    page.on("request", lambda request: request.url.startswith(base) or said.append(f"asked {request.url}"))


def test_there_are_enough_attacks():
    """At least three hundred strings, all of them different."""
    given = json.loads(hostile.ATTACKS.read_text("utf-8"))["attacks"]
    assert sum(map(len, given.values())) >= 300
    assert len(hostile.attacks()) >= 300


def test_the_build_goes_on(sites):
    """What is wrong is one line each, the rest is built, and nothing of a source reaches the terminal raw."""
    evil, calm = sites
    assert evil.code == calm.code == 1
    assert [row for row in evil.said.splitlines() if hostile.CONTROLS.search(row)] == []
    assert len(list((evil.output / "ar/articles").iterdir())) > 20


def test_no_element_that_the_theme_did_not_write(sites):
    """Every page, parsed: only elements and attributes that the same site of harmless words has."""
    evil, calm = sites
    allowed = set().union(*(shape.elements for shape in calm.shapes.values()))
    assert {p: s.elements - allowed for p, s in evil.shapes.items() if s.elements - allowed} == {}
    assert set().union(*(shape.schemes for shape in evil.shapes.values())) <= {"http", "https"}


def test_nothing_runs_and_nobody_else_is_asked(sites):
    """In Chromium: no script of ours, no request to another host, no message, no foreign element, no hidden page."""
    evil, calm = sites
    assert harm(evil, calm) == {}


def harm(evil: Site, calm: Site) -> dict[str, Any]:
    """What the pages of a site do in Chromium that they should not, by path."""
    allowed = set().union(*(seen["elements"] for _, seen in look(calm, calm.pages())))
    allowed |= set().union(*(shape.elements for shape in calm.shapes.values()))
    wrong: dict[str, Any] = {}
    for path, seen in look(evil, evil.pages()):
        bad = {k: seen[k] for k in ("ran", "said", "hidden", "turned", "controls") if seen[k]}
        bad |= {"elements": found} if (found := set(seen["elements"]) - allowed) else {}
        bad |= {"schemes": seen["schemes"]} if not set(seen["schemes"]) <= {"http:", "https:"} else {}
        if bad:
            wrong[path] = bad
    return wrong


def test_text_is_shown_as_text(sites):
    """The heading and every paragraph of each article stand on its page letter for letter, as text."""
    evil, _ = sites
    shown = {p: "".join(s.text) for p, s in evil.shapes.items() if "/articles/" in p}
    lost = []
    for path in articles.walk(evil.folder / "content"):
        content = articles.read_file(evil.folder / "content", path)
        title = visible(str(content.fields.get("title") or "")).strip()
        if not title:
            continue
        pages = [text for text in shown.values() if content.text.split("\n")[-1] in text and title in text]
        lost += [] if any(all(p.text in text for p in content.paragraphs) for text in pages) else [path]
    assert lost == []


def test_feeds_data_and_tables_are_well_formed(sites):
    """XML and JSON parse, hold no control character, and no cell of a table begins a formula."""
    evil, _ = sites
    elements = set()
    for file in evil.output.rglob("*.xml"):
        tree = etree.fromstring(file.read_bytes())
        elements |= {etree.QName(e).localname if isinstance(e.tag, str) else str(e.tag) for e in tree.iter()}
        assert not hostile.CONTROLS.search("".join(tree.itertext())), file
    assert not elements & {"script", "content", "div", "html", "svg", "img"}
    for file in evil.output.rglob("*.json"):
        found = json.loads(file.read_text("utf-8"), parse_constant=pytest.fail)
        if file.name != "fold.json":  # the fold table holds the characters that it drops
            assert not [t for t in texts(found) if hostile.CONTROLS.search(t.replace("\r\n", ""))], file
    for file in evil.output.rglob("*.csv"):
        rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(keepends=True)))
        assert [c for row in rows for c in row if c[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")] == [], file
        assert len({len(row) for row in rows}) == 1, file


def test_data_in_pages_is_data(sites):
    """What stands in script elements is JSON that holds no markup and no control character."""
    evil, _ = sites
    blocks = [block for shape in evil.shapes.values() for block in shape.data]
    assert [b for b in blocks if set("<>&\u2028\u2029") & set(b)] == []
    assert [t for b in blocks for t in texts(json.loads(b)) if hostile.CONTROLS.search(t)] == []


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def test_nothing_leaves_the_site(sites):
    """No attack makes a file outside of the folders of the project, or one with a strange name inside them."""
    evil, _ = sites
    assert {f.name for f in evil.folder.iterdir()} == {
        ".khulasa",
        "content",
        "khulasa.toml",
        "output",
        "seeds",
    }
    names = {p for f in evil.output.rglob("*") for p in f.relative_to(evil.output).parts}
    assert [
        n for n in names if not n.isascii() or len(n) > 110 or set(n) & set("<>:\"\\|?* '&`$;%{}()")
    ] == []
    assert not Path("/tmp/khulasa-hit").exists()  # noqa: S108 - what some attacks would make


def test_the_page_for_reviews_shows_text(sites, tmp_path):
    """An editor opens it from the disk: no element, attribute or scheme that harmless words do not bring there."""
    made = []
    for site in sites:
        folder = tmp_path / site.folder.parent.name / site.folder.name
        done = hostile.khulasa("review", "--page", str(folder), cwd=site.folder)
        assert [row for row in (done.stdout + done.stderr).splitlines() if hostile.CONTROLS.search(row)] == []
        made.append(hostile.Shape((folder / "index.html").read_text("utf-8")))
    evil, calm = made
    assert len(evil.text) > 100
    assert evil.elements - calm.elements == set()
    assert evil.schemes <= {"http", "https"}
    assert not hostile.CONTROLS.search("".join(evil.text).replace("\n", ""))


def test_a_second_build_has_nothing_to_do(sites):
    """Hostile text is stored as it will be read again: nothing is written twice."""
    evil, _ = sites
    done = hostile.khulasa("build", cwd=evil.folder)
    assert "(0 content files written), 0 pages written, 0 deleted" in done.stdout


def test_pictures_of_any_text(tmp_path):
    """No text stops the picture of an article from being drawn."""
    face = posters.font(default_theme(), tmp_path, posters.BOLD, 52)
    for text in hostile.attacks():
        shown = posters.line(visible(text))
        for way in ("rtl", "ltr"):
            assert posters.fitted(shown, face, 500, way).rstrip(posters.DOTS) in shown
            assert face.getlength(" ".join(posters.wrapped(shown, face, 500, way)), direction=way) >= 0
