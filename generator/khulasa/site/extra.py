"""What an editor adds by hand: the words of the about page, and files that go into the site as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from khulasa.site import desk as d
from khulasa.site.desk import Desk
from khulasa.site.views import AboutView

FOLDER = "extra"
"""Under the content folder: ``CNAME``, ``.nojekyll``, a picture …; a file here has the same path on the site."""
NOT_MEANT = frozenset({".git", ".DS_Store", "Thumbs.db", ".khulasa-site"})


def about_file(content: Path, edition: str) -> Path:
    """Where an editor writes about the site: ``pages/about.ar.md``."""
    return content / "pages" / f"about.{edition}.md"


def about(desk: Desk) -> AboutView | None:
    """What an editor wrote; None where that is nothing. ValueError where it is longer than a page may be."""
    file = about_file(desk.settings.content, desk.edition)
    if not file.is_file():
        return None
    from khulasa.site import reader  # noqa: PLC0415 - Pelican is slow to import; most builds need no page of an editor

    fields, body = reader.split(file.read_text("utf-8", "replace"))
    return AboutView(
        title=d.text(fields.get("title", ""), desk.edition),
        body=Markup(reader.render(body)),  # noqa: S704 - made by the reader, which escapes
    )


def files(content: Path) -> Iterator[str]:
    """POSIX paths of the files to take as they are, relative to their folder, sorted."""
    base = content / FOLDER
    found = (f for f in base.rglob("*") if f.is_file() and not f.is_symlink())
    paths = (f.relative_to(base) for f in found)
    yield from sorted(p.as_posix() for p in paths if not NOT_MEANT.intersection(p.parts))
