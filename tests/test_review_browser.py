"""The review page in a browser: opened as a file, answers are chosen and downloaded, nothing else runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import khulasa.build as site
from chromium import executable
from khulasa.review import Choice, Question, Review
from khulasa.site import review_page

HOSTILE = '"><img src=x onerror="document.title=1">'
QUESTIONS = (
    Question("pair", ("سامي حداد", "سامي الحدّاد"), "ar", "given:سامي", ("articles/ar/a.md",), (
        Choice("same", ("person-1", "person-2")), Choice("different", ("person-1", "person-2")),
    )),
    Question("person", (HOSTILE,), "fa", HOSTILE, ("articles/fa/b.md",), (
        Choice("checked", ("person-3",)), Choice("record", ("person-3",), "record"), Choice("none", (HOSTILE,)),
    )),
)  # fmt: skip


@pytest.mark.parametrize("edition", ["ar", "fa", "en"])
def test_answers_are_downloaded(tmp_path: Path, edition: str) -> None:
    """What is chosen and typed is in the file word for word; what is left open is not; the page is accessible."""
    page_file = review_page.write(
        tmp_path / "p", Review(QUESTIONS, ()), site.default_theme(), edition, "خلاصة", "0"
    )
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable())
        page = browser.new_page(accept_downloads=True)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        assert page.locator("#download").is_disabled()
        page.locator("input[type=radio][name=pair1]").nth(1).check()
        page.locator("input[type=text]").fill("sami-haddad")
        assert page.locator("#count").inner_text() == "2"
        with page.expect_download() as found:
            page.locator("#download").click()
        made: Any = json.loads(Path(found.value.path()).read_text("utf-8"))
        page.locator("input[type=radio][name=person1]").nth(2).check()
        with page.expect_download() as found:
            page.locator("#download").click()
        second: Any = json.loads(Path(found.value.path()).read_text("utf-8"))
        faults = [v["id"] for v in Axe().run(page).response["violations"]]
        title = page.title()
        browser.close()
    assert made["decisions"] == [
        {"kind": "different", "ids": ["person-1", "person-2"]},
        {"kind": "record", "ids": ["person-3", "sami-haddad"]},
    ]
    assert second["decisions"][1] == {"kind": "none", "ids": [HOSTILE]}
    assert faults == []
    assert not title.startswith("1")
    assert all(url.startswith(("file:", "blob:")) for url in asked)
