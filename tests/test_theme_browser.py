"""The theme in a browser: accessibility, reflow, text spacing, keyboard."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import theme_sample as sample
from chromium import executable
from khulasa.site.i18n import EDITIONS

ROOMS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
LETTERS_TO_X = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) node.data = node.data.replace(/[\\u0600-\\u06ff]/g, "x");
}"""
"""axe takes Arabic script for icon ligatures and skips its contrast; with plain letters it looks."""
SPILLS = """() => {
  const wide = document.documentElement.clientWidth;
  const out = (box) => box.width > 1 && (box.right > wide + 0.5 || box.left < -0.5);
  return Array.from(document.querySelectorAll("body *"))
    .filter((e) => out(e.getBoundingClientRect())).map((e) => e.outerHTML.slice(0, 90));
}"""
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
)
CLIPPED = """() => Array.from(document.querySelectorAll("main *:not(.hidden):not(svg *)"))
  .filter((e) => getComputedStyle(e).overflow !== "visible")
  .filter((e) => e.clientHeight > 1 && e.scrollHeight > e.clientHeight + 1)
  .map((e) => e.outerHTML.slice(0, 90))"""


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that writes no log."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("theme")
    sample.write(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=executable())
        yield chromium
        chromium.close()


def addresses(site: str) -> list[str]:
    """Every sample page but the one that leads on at once: its twin that leads to several people stays."""
    names = [name for name in sample.VIEWS if name != "moved"]
    return [f"{site}/{code}/{name}.html" for code in EDITIONS for name in names]


@pytest.mark.parametrize(("width", "scheme"), ROOMS)
def test_no_accessibility_violation(browser: Any, site: str, width: int, scheme: str) -> None:
    """axe finds nothing on any page, edition, width and colour scheme; contrast is looked at in plain letters too."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page, axe, found = context.new_page(), Axe(), []
    for address in addresses(site):
        page.goto(address)
        wrong = axe.run(page).response["violations"]
        page.evaluate(LETTERS_TO_X)
        wrong += axe.run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
        found += [(address, v["id"], v["nodes"][0]["html"][:120]) for v in wrong]
    context.close()
    assert found == []


def test_page_reflows_at_320(browser: Any, site: str) -> None:
    """At 320 pixels nothing reaches over the edge."""
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page, found = context.new_page(), {}
    for address in addresses(site):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > 320 or (spilt := page.evaluate(SPILLS)):
            found[address] = spilt
    context.close()
    assert found == {}


def test_wider_text_spacing_clips_nothing(browser: Any, site: str) -> None:
    """With the spacing of WCAG 1.4.12 forced, no element cuts its text and the page does not scroll sideways."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, bypass_csp=True)
    page, found = context.new_page(), {}
    for address in addresses(site):
        page.goto(address)
        page.add_style_tag(content=SPACING)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if (cut := page.evaluate(CLIPPED)) or wide > 390:
            found[address] = (wide, cut)
    context.close()
    assert found == {}


def test_pages_ask_no_other_host_and_break_no_policy(browser: Any, site: str) -> None:
    """Every request goes to the site itself, and the console stays silent."""
    context = browser.new_context()
    page, said, asked = context.new_page(), [], set()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    for address in addresses(site):
        page.goto(address)
    context.close()
    assert asked == {site.removeprefix("http://")}
    assert said == []


def test_three_lengths_without_script(browser: Any, site: str) -> None:
    """One, three or all sentences, chosen with the keyboard."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/fa/article.html")
    seen = []
    for choice in ("short", "middle", "long"):
        page.locator(f"#length-{choice}").focus()
        page.keyboard.press("Space")
        seen.append(page.locator(".extract:visible").count())
    context.close()
    assert seen == [1, 3, len(sample.CHOSEN)]


def test_every_length_with_a_slide(browser: Any, site: str) -> None:
    """With script a slide goes from one sentence to all, the best of each length; it says so and is remembered."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/fa/article.html")
    slide = page.locator(".by-length [type=range]")
    assert (page.locator(".by-length label:visible").count(), page.locator(".extract:visible").count()) == (
        0,
        3,
    )
    slide.focus()
    seen, said = [], []
    for key in ("Home", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        shown = page.locator(".extract:visible")
        seen.append(sorted(int(shown.nth(n).get_attribute("data-rank")) for n in range(shown.count())))
        said.append(slide.get_attribute("aria-valuetext"))
    page.reload()
    kept = page.locator(".extract:visible").count()
    context.close()
    assert seen == [list(range(n)) for n in range(1, 6)]
    assert said == ["۱ جمله", "۲ جمله", "۳ جمله", "۴ جمله", "۵ جمله"]
    assert kept == 5


@pytest.mark.parametrize("name", ["home", "term", "archive_month", "digest"])
def test_a_list_narrows_to_one_source(browser: Any, site: str, name: str) -> None:
    """Only the articles of the chosen source stay, with the days or stories that have any; all come back."""
    page = browser.new_page()
    page.goto(f"{site}/en/{name}.html")
    cards, choice = page.locator(".list .card:visible"), page.locator(".by-source select")
    every = cards.count()
    choice.select_option(label=sample.OUTLETS["fa"].label.text)
    outlets = set(page.locator(".list .card:visible .outlet").all_inner_texts())
    empty = page.evaluate(
        "Array.from(document.querySelectorAll('.day, .told, .in-year')).filter("
        "e => e.checkVisibility() && !Array.from(e.querySelectorAll('.card')).some(c => c.checkVisibility())).length"
    )
    choice.select_option(index=0)
    again = cards.count()
    page.close()
    assert outlets == {sample.OUTLETS["fa"].label.text}
    assert (empty, again) == (0, every)


@pytest.mark.parametrize("code", EDITIONS)
def test_choice_of_language_hides_the_other(browser: Any, site: str, code: str) -> None:
    """The list keeps the articles of the language that is chosen, and no day without one."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/{code}/home.html")
    page.locator("#language-fa").check()
    shown = page.locator(".card:visible").evaluate_all("cards => cards.map((c) => c.dataset.lang)")
    days = page.locator(".day:visible").count()
    context.close()
    assert set(shown) == {"fa"}
    assert days == 2


def test_keyboard_reaches_and_shows_everything(browser: Any, site: str) -> None:
    """Tab goes through every link and control in the order of the document, each with a visible outline."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/ar/article.html")
    wanted = page.evaluate("""() => Array.from(document.querySelectorAll(
        "a[href], button, summary, select, input:checked, input:not([type=radio])"
      )).filter((e) => e.checkVisibility()).length""")
    places = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        places.append(
            page.evaluate("""() => {
              const all = Array.from(document.querySelectorAll("*")), e = document.activeElement;
              const ring = e.type === "radio" ? e.nextElementSibling : e;
              return [all.indexOf(e), getComputedStyle(ring).outlineStyle];
            }""")
        )
    context.close()
    assert [p for p, _ in places] == sorted({p for p, _ in places})
    assert {style for _, style in places} == {"solid"}


def test_citation_is_copied_with_isolates(browser: Any, site: str) -> None:
    """The copied citation has the date of the chosen calendar only, and isolates around its parts."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/fa/article.html")
    page.locator("#calendar-gregorian").check()
    page.locator("button.copy").click()
    page.wait_for_function("document.querySelector('button.copy').textContent === 'رونوشت شد'")
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert "۱۲ مارس ۲۰۲۴" in copied
    assert "اسفند" not in copied
    assert copied.count("\u2068") == copied.count("\u2069") == 5
    assert copied.endswith("\u2068https://example.org/fa/article.html\u2069")


def test_citation_is_exact(browser: Any, site: str) -> None:
    """Title, outlet, date, name of the site and permalink, each isolated, with nothing else between."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/ar/article.html")
    page.locator("#calendar-hijri").check()
    page.locator("button.copy").click()
    page.wait_for_function("document.querySelector('button.copy').textContent === 'نُسخ'")
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    parts = (
        sample.article("ar").title.text,
        sample.OUTLETS["ar"].label.text,
        "2 رمضان 1445",
        "خلاصة",
        "https://example.org/ar/article.html",
    )
    assert copied == "، ".join(f"\u2068{part}\u2069" for part in parts)
