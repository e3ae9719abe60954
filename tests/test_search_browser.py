"""Search in a real browser: every way to type a name or a word finds the same articles."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

import searchkit as kit
from chromium import executable
from khulasa import build
from khulasa.site.search import shards, words
from khulasa.site.settings import SiteSettings

THEME = Path(__file__).parent.parent / "theme"
CASES = kit.cases("search_cases.json")
LETTERS_TO_X = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) node.data = node.data.replace(/[\\u0600-\\u06ff]/g, "x");
}"""
"""axe takes Arabic script for icon ligatures and skips its contrast; with plain letters it looks."""
HOSTILE = 'رقم <img src=x onerror="document.title=1"> <script>document.title=1</script> سطر'


class Server(SimpleHTTPRequestHandler):
    """Serves files, text compressed as every host does."""

    def log_message(self, *args) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The sixty articles and one with a hostile title, with the theme of this checkout."""
    root = tmp_path_factory.mktemp("search")
    for said in kit.cases("search_site.json")["articles"]:
        kit.put(root / "content", said["id"], said)
    hostile = {
        "lang": "ar",
        "title": HOSTILE,
        "day": "2016-01-01",
        "digest": ["جملة طويلة. " * 40 + "بركان هنا."],
    }
    kit.put(root / "content", "hostile", hostile)
    settings = SiteSettings(
        content=root / "content",
        output=root / "output",
        theme=THEME,
        state=root / "state",
        url="https://news.example/",
        publish_sources={"city-paper": "full"},
    )
    build.build(settings, kit.authority(), kit.load)
    return settings.output


@pytest.fixture(scope="module")
def address(site) -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(site)))
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}/"
    httpd.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable())
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A page whose every complaint fails the test."""
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.set_default_timeout(15000)
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    yield page
    page.close()
    assert said == []


def search(page: Page, address: str, query: str, edition: str = "ar", more: str = "") -> None:
    page.goto(f"{address}{edition}/search/?q={quote(query)}{more}")
    page.locator("#found:not(:empty)").wait_for()


def found(page: Page) -> list[str]:
    """Ids of the articles in the list, all pages of it."""
    while page.locator("#results > section > .copy").count():
        page.locator("#results > section > .copy").click()
    links = page.locator(".card-title a").evaluate_all("all => all.map((a) => a.pathname)")
    return [path.split("/")[-2] for path in links]


def test_words_are_those_of_the_program(page, address):
    """The script understands every golden case as Python does."""
    page.goto(f"{address}en/")
    cases = kit.cases("search_fold.json")
    understood = page.evaluate(
        """async (texts) => {
          const { reader } = await import("/theme/js/search.js");
          const tools = reader(await (await fetch("/search/fold.json")).json());
          return texts.map((text) => tools.tokens(text).map(tools.forms));
        }""",
        [c["text"] for c in cases],
    )
    assert understood == [c["words"] for c in cases]


def test_files_and_postings_are_those_of_the_program(page, address):
    """The script looks for a term in the file where Python put it, and reads its numbers."""
    page.goto(f"{address}en/")
    terms = ["مكتبه", "و", "qasem", "@person/x y", "1400", "𞤢ب"]
    rows = [(7, 0), (8, 3), (40, 1), (10**6, 2), (4 * 10**8, 3)]
    places, decoded = page.evaluate(
        """async ([terms, text]) => {
          const { place, decode } = await import("/theme/js/search.js");
          return [terms.map((t) => [place(t, 64), place(t, 1024)]), decode(text, 7, 4)];
        }""",
        [terms, shards.encode(rows, 7, 4)],
    )
    assert places == [[shards.place(t, 64), shards.place(t, 1024)] for t in terms]
    assert [tuple(row) for row in decoded] == rows


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda n: CASES[n]["why"])
def test_case(page, address, number):
    """What was typed finds the articles and names that it means, the articles first in the list."""
    case = CASES[number]
    search(page, address, case["query"], ("ar", "fa", "en")[number % 3])
    names = page.locator(".found-names a").evaluate_all("all => all.map((a) => a.pathname)")
    got = found(page)
    assert set(case["finds"]) <= set(got)
    assert set(case["finds"]) & set(got[: len(case["finds"]) + 1])
    for name in case["names"]:
        ident = name.split("/")[1]
        assert [path for path in names if path.endswith(f"/{ident}/")], names


@pytest.mark.parametrize("spellings", kit.cases("search_same.json"), ids=lambda s: s[0])
def test_all_spellings_find_the_same(page, address, spellings):
    """The same articles, whichever keyboard was used."""
    lists = []
    for query in spellings:
        search(page, address, query, "fa")
        lists.append(sorted(found(page)))
    assert lists[0]
    assert [one for one in lists if one != lists[0]] == []


def test_marks_are_whole_words_of_a_verbatim_text(page, address, site):
    """A mark begins and ends where a written word does; what is shown stands in the article's own file."""
    for query in ("مكتبة", "کتاب ها", "منصور", "می‌گوید", "ستاره شناسی"):
        search(page, address, query)
        for card in page.locator(".card").all():
            ident = (card.locator("a").get_attribute("href") or "").split("/")[-2]
            said = next(a for a in kit.cases("search_site.json")["articles"] if a["id"] == ident)
            shown = card.locator(".lead span").text_content()
            assert any(shown in text for text in (*said["digest"], *said["rest"]))
            for node in (card.locator(".card-title a"), card.locator(".lead span")):
                whole = node.text_content() or ""
                written = set(words.TOKEN.findall(whole))
                assert set(node.locator("mark").all_text_contents()) <= written
        assert page.locator("mark").count() > 0


def test_hostile_titles_stay_text(page, address):
    """Markup in a title is shown as letters, and a long sentence is cut around the word that was found."""
    search(page, address, "بركان")
    assert page.locator(".card-title a").text_content() == HOSTILE
    assert page.locator("#results img, #results script").count() == 0
    assert "بركان" in (page.locator(".lead mark").text_content() or "")
    assert len(page.locator(".lead span").text_content() or "") < 320


def test_prefixes_while_typing(page, address):
    """Letters typed one by one narrow the results without Enter; the address keeps the query."""
    page.goto(f"{address}ar/search/")
    page.locator("#q").press_sequentially("الزيت", delay=20)
    page.locator(".card").first.wait_for()
    assert found(page) == ["ar-olive"]
    assert "q=%D8%A7" in page.url
    page.reload()
    page.locator(".card").first.wait_for()
    assert page.locator("#q").input_value() == "الزيت"


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ("&lang=fa", {"fa-bridge", "fa-crafts"}),
        ("&source=coast-agency", {"fa-bridge"}),
        ("&year=2022", {"ar-sister", "fa-crafts"}),
        ("&name=place/beirut&label=Beirut", {"ar-sister", "fa-crafts"}),
        ("&name=place/beirut&lang=ar&year=2022", {"ar-sister"}),
    ],
)
def test_filters_in_the_address(page, address, more, wanted):
    """Language, source, year, person or tag narrow what is found, alone and together."""
    search(page, address, "Isfahan", "en", more)
    assert set(found(page)) == wanted


def test_filters_by_hand(page, address):
    """A source, then a person by the button beside the name, with words left out: all that name the person."""
    search(page, address, "حداد", "fa")
    page.locator(".found-names .only").first.click()
    page.locator("#f-name").and_(page.locator(":focus")).wait_for()
    page.wait_for_url("**name=person*")
    page.locator(".card").nth(2).wait_for()
    assert set(found(page)) == {"ar-library", "ar-choir", "fa-choir"}
    page.locator("#f-lang").select_option("fa")
    page.locator(".card").nth(1).wait_for(state="detached")
    assert found(page) == ["fa-choir"]


def test_a_name_is_offered_and_chosen(page, address):
    """The field for a person or tag offers names for what is typed; choosing one narrows the results."""
    search(page, address, "اصفهان", "fa")
    page.locator("#f-name").fill("karimi")
    page.locator("#f-names option").first.wait_for(state="attached")
    value = page.locator("#f-names option").first.get_attribute("value") or ""
    page.locator("#f-name").fill(value)
    page.locator(".card").nth(1).wait_for(state="detached")
    assert found(page) == ["fa-bridge"]


def test_count_is_told_in_the_digits_of_the_edition(page, address):
    """The status line is a live region with the number of articles."""
    search(page, address, "کرمان", "fa")
    assert page.locator("#found").get_attribute("role") == "status"
    assert "۲" in (page.locator("#found").text_content() or "")
    search(page, address, "ططططط", "fa")
    assert page.locator(".card").count() == 0


def test_some_words_where_no_article_has_all(page, address):
    """Articles with most of the words are shown, and it is said."""
    search(page, address, "مكتبة قطار", "ar")
    assert {"ar-library", "ar-train"} <= set(found(page))
    assert not any(c.isdigit() for c in page.locator("#found").text_content() or "")


def test_results_have_language_and_direction(page, address):
    """Every title and snippet says its language and direction, in each edition."""
    for edition in ("ar", "fa", "en"):
        search(page, address, "مستشفى بیمارستان کتاب", edition)
        nodes = page.locator("#results [lang]").evaluate_all("all => all.map((e) => [e.lang, e.dir])")
        assert nodes
        assert {way for lang, way in nodes if lang in ("ar", "fa")} <= {"rtl"}


def test_keyboard(page, address):
    """Enter searches, Tab goes on to the filters and then to the results."""
    page.goto(f"{address}fa/search/")
    page.keyboard.type("بیمارستان")
    page.keyboard.press("Enter")
    page.locator(".card").first.wait_for()
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.hreflang"))
    assert [r for r in reached if str(r).startswith("f-")] == ["f-lang", "f-source", "f-year", "f-name"]
    assert "fa" in reached


def test_the_head_of_every_page_leads_here(page, address):
    """The form in the head of a page brings what was typed to the search page."""
    page.goto(f"{address}ar/articles/ar-olive/")
    page.locator(".to-search input").fill("قطار")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/search/?q=*")
    page.locator(".card").first.wait_for()
    assert found(page)[0] == "ar-train"


@pytest.mark.parametrize(("edition", "query", "scheme"), [("ar", "مكتبة", "light"), ("en", "beirut", "dark")])
def test_results_are_accessible(browser, address, edition, query, scheme):
    """axe finds nothing on a page with results, contrast of plain letters included, and nothing spills at 320."""
    context = browser.new_context(
        viewport={"width": 320, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    search(page, address, query, edition)
    page.locator(".card").first.wait_for()
    wide = page.evaluate("document.documentElement.scrollWidth")
    found = Axe().run(page).response["violations"]
    page.evaluate(LETTERS_TO_X)
    found += Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    context.close()
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
    assert wide == 320


def test_without_script_the_lists_are_shown(browser, address):
    """The page explains itself and leads to names and archive."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}fa/search/")
    links = page.locator("#without-script a:visible").evaluate_all("all => all.map((a) => a.pathname)")
    assert {"/fa/people/", "/fa/archive/"} <= set(links)
    assert not page.locator("#search").is_visible()
    context.close()


def test_a_first_query_loads_little(page, address):
    """Script, table and all that a first query reads, as sent."""
    sizes: dict[str, int] = {}

    def note(response) -> None:
        if ("/search/" in response.url and response.url.endswith(".json")) or "search.js" in response.url:
            sizes[response.url] = int(response.headers["content-length"])

    page.on("response", note)
    search(page, address, "مكتبة الميناء")
    page.locator(".card").first.wait_for()
    assert 5000 < sum(sizes.values()) < 40000


def test_the_files_that_the_page_asks_for_are_there(site):
    """Every file that the list of segments names exists."""
    about = json.loads((site / "search" / "index.json").read_text("utf-8"))
    for name, _, count in about["segments"]:
        assert all((site / "search" / f"{name}-{count}" / f"{n:x}.json").is_file() for n in range(count))
