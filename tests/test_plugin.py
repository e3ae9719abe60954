"""The Pelican plugin: an existing Pelican site takes our reader, a page for each person, and filters."""

import shutil
from pathlib import Path

import pytest
from pelican import Pelican
from pelican.settings import read_settings

from khulasa.plugin.filters import isolate, plain_rtl, text_direction

SAMPLE = Path(__file__).parent.parent / "content" / "articles"
OWN = """---
title: افتتاح مكتبة الحي
date: 2026-03-01
lang: ar
people:
  - id: salma-haddad
    name: سلمى حداد
    names: [الدكتورة سلمى حداد]
  - id: ../../etc
    name: <script>alert(1)</script>
---

افتتحت الدكتورة سلمى حداد المكتبة.

"><script>alert(2)</script>
"""


def site(folder: Path, **more: object) -> Path:
    """A plain Pelican site with the plugin, built; the output folder."""
    settings = {
        "PATH": str(folder / "content"),
        "OUTPUT_PATH": str(folder / "output"),
        "PLUGINS": ["khulasa.plugin"],
        "SITEURL": "",
        "TIMEZONE": "UTC",
        "DEFAULT_LANG": "ar",
        "DEFAULT_DATE": "2026-01-01",
        "ARTICLE_SAVE_AS": "{slug}.html",
        "ARTICLE_URL": "{slug}.html",
        **more,
    }
    Pelican(read_settings(path=None, override=settings)).run()
    return folder / "output"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "library.md").write_text(OWN, "utf-8")
    return tmp_path


def test_people_of_any_markdown_get_a_page(content: Path) -> None:
    """Front matter with people makes a page for each of them, with all spellings and a link to the article."""
    page = (site(content) / "person" / "salma-haddad" / "index.html").read_text("utf-8")
    assert "الدكتورة سلمى حداد" in page
    assert 'dir="rtl"' in page
    assert "افتتاح مكتبة الحي" in page


def test_an_id_is_no_path_and_text_no_markup(content: Path) -> None:
    """A hostile id makes no page, and no script of a text reaches a page."""
    output = site(content)
    assert [p.name for p in (output / "person").iterdir()] == ["salma-haddad"]
    pages = [p.read_text("utf-8") for p in output.rglob("*.html")]
    assert all("<script>alert" not in page for page in pages)


def test_the_articles_that_khulasa_writes_can_be_read(tmp_path: Path) -> None:
    """Each sample article becomes a Pelican article under its own id, and the people whom they name get pages."""
    shutil.copytree(SAMPLE, tmp_path / "content")
    output = site(tmp_path)
    ids = {p.stem for p in SAMPLE.rglob("*.md")}
    assert all(list(output.glob(f"{one}*.html")) for one in ids)
    assert (output / "person" / "qasem-soleimani" / "index.html").exists()


def test_a_template_of_the_site_goes_first(content: Path) -> None:
    """The site's own ``person.html`` is taken where it has one."""
    own = content / "templates"
    own.mkdir()
    (own / "person.html").write_text("{{ person.slug }}: {{ person.articles|length }}", "utf-8")
    output = site(content, THEME_TEMPLATES_OVERRIDES=[str(own)])
    assert (output / "person" / "salma-haddad" / "index.html").read_text("utf-8") == "salma-haddad: 1"


def test_filters_escape_and_set_directions() -> None:
    """Text is escaped and isolated in its own direction; attributes get a mark only where they would turn."""
    assert isolate("<b>", "fa") == '<bdi lang="fa" dir="rtl">&lt;b&gt;</bdi>'
    assert text_direction("ar") == "rtl"
    assert text_direction("en") == "ltr"
    assert plain_rtl("BBC: خبر", "ar") == "\u200fBBC: خبر"
    assert plain_rtl("خبر", "ar") == "خبر"
