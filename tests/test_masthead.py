"""What is publicly known of a source: on its page in the words of each edition, and in force."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import minikit
from khulasa import build
from khulasa.index.rows import EntityRow
from khulasa.model import Masthead
from khulasa.project import open_project
from khulasa.site.terms import masthead

RECORDS = """civic-daily:
  names: {ar: [صحيفة المدينة اليوم], fa: [روزنامهٔ شهر امروز]}
  owner: {fa: شهرداری شهر}
  reference: https://civic.example/imprint
  country: IR
  languages: [fa, ar]
  publish: full
  licence: CC BY 4.0
  reserved: true
"""


def row(said: Masthead | None) -> EntityRow:
    return EntityRow("source", "x", True, {"ar": ("خبر",)}, {}, "", (), "", "", "", said)


@pytest.mark.parametrize(
    ("edition", "country", "languages"),
    [
        ("ar", "إيران", ["الفارسية", "العربية"]),
        ("fa", "ایران", ["فارسی", "عربی"]),
        ("en", "Iran", ["Persian", "Arabic"]),
    ],
)
def test_words_of_each_edition(edition: str, country: str, languages: list[str]) -> None:
    """Country and languages are named in the language of the edition, the owner in a language that the record has."""
    said = Masthead(
        {"fa": "شهرداری شهر"}, "https://civic.example/", "IR", ("fa", "ar"), "", "CC BY 4.0", True
    )
    shown = masthead(row(said), edition)
    assert shown is not None
    assert shown.country is not None
    assert shown.owner is not None
    assert (shown.country.text, [one.text for one in shown.languages]) == (country, languages)
    assert (shown.owner.text, shown.owner.lang, shown.reserved) == ("شهرداری شهر", "fa", True)
    assert masthead(row(None), edition) is None


def test_the_page_of_a_source_and_what_it_may_show(tmp_path: Path) -> None:
    """The facts stand on the page of the source; its ``publish`` holds unless the settings say otherwise."""
    folder = minikit.project(tmp_path / "p", 1)
    (folder / "content/authority/sources.yaml").write_text(RECORDS, "utf-8")
    (folder / "seeds" / "own.txt").write_text(
        minikit.text(random.Random(3)),  # noqa: S311 - the same chance each time
        "utf-8",
    )
    (folder / "seeds" / "own.source.json").write_text(
        '{"place": "own.txt", "source": "civic-daily"}', "utf-8"
    )
    _, said = minikit.build(folder)
    assert said == ""
    page = (folder / "output/fa/sources/civic-daily/index.html").read_text("utf-8")
    for part in (
        "شهرداری شهر",
        "https://civic.example/imprint",
        "ایران",
        "CC BY 4.0",
        "حق آن برای ناشر محفوظ است",
    ):
        assert part in page
    assert build.settings_of(open_project(folder)).full("civic-daily", "own.txt")
    with (folder / "khulasa.toml").open("a", encoding="utf-8") as settings:
        settings.write('[publish.sources]\ncivic-daily = "digest"\n')
    assert not build.settings_of(open_project(folder)).full("civic-daily", "own.txt")
