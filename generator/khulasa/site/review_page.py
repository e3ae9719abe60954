"""The review page: the open questions as a form of its own, for an editor's machine; it is never part of the site."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import jinja2

from khulasa.errors import KhulasaError, Problem
from khulasa.review import KINDS, Question, Review
from khulasa.site import i18n
from khulasa.site.desk import text
from khulasa.site.views import PageView, SiteView

MOST = 300
"""Questions of one kind on the page; the others come when these are answered."""
SCRIPT = "review.js"
COMMAND = "khulasa review --apply decisions.json"
"""What takes the file that the page makes."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What the page shows."""

    sections: tuple[tuple[str, tuple[Question, ...], int], ...]
    """Kind, questions, how many more there are."""
    command: str


def write(folder: Path, found: Review, theme: Path, edition: str, title: str, version: str) -> Path:
    """Write the page with all that it needs into a folder; the file to open.

    KhulasaError where the folder holds something else.
    """
    page = folder / "index.html"
    if folder.exists() and any(folder.iterdir()) and not (folder / SCRIPT).is_file():
        what = "holds files that are no review page"
        raise KhulasaError(Problem(str(folder), what, "name an empty or a new folder"))
    shutil.copytree(theme / "static", folder / "theme", dirs_exist_ok=True)
    shutil.copyfile(theme / "review" / SCRIPT, folder / SCRIPT)
    site = SiteView(text(title, edition), "", version, "0", robots="noindex")
    page.write_text(render(found, theme, edition, site), "utf-8")
    return page


def render(found: Review, theme: Path, edition: str, site: SiteView) -> str:
    """The page as HTML, in the words of an edition."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    i18n.dress(env, site, edition, theme / "translations")
    words = i18n.catalogue(theme / "translations", edition)
    page = PageView(
        kind="review",
        title=words.one("Review"),
        title_lang=edition,
        description="",
        canonical="",
        alternates=(),
        root="./",
        home="./",
        feed_url="",
        updated="",
    )
    return env.get_template("review.html").render(page=page, view=shown(found)) + "\n"


def shown(found: Review) -> ReviewView:
    """The questions by kind, as many as the page takes."""
    every = ((kind, found.of(kind)) for kind in KINDS)
    return ReviewView(tuple((kind, some[:MOST], max(0, len(some) - MOST)) for kind, some in every), COMMAND)
