"""Other generators: the same articles as their content, the same pages by minimal templates of their own."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from khulasa.bench.shown import Shown

MINIMAL = Path(__file__).parent / "minimal"


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator that can be run over a folder of its own."""

    name: str
    command: tuple[str, ...]
    output: str
    """Its folder of pages, below its own folder."""
    put: Callable[[Path, Shown], None]
    """Writes the content file of an article into its folder."""
    templates: str
    """Where its templates go."""
    cache: bool = False
    """Whether an addition is measured with what it remembers of the last run."""

    def prepare(self, folder: Path, articles: Iterable[Shown]) -> None:
        """Fill an empty folder with templates and content."""
        shutil.copytree(MINIMAL / self.name, folder)
        if self.templates:
            (folder / "theme").mkdir()
            (folder / "templates").rename(folder / self.templates)
        for article in articles:
            self.put(folder, article)


def installed(hugo: str, eleventy: str) -> list[Peer]:
    """Stock Pelican, and Hugo and Eleventy where their commands are there."""
    pelican = (sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-q")
    found = [Peer("pelican", pelican, "output", _pelican, "theme/templates")]
    if shutil.which(hugo):
        found.append(Peer("hugo", (shutil.which(hugo) or hugo, "--quiet"), "public", _hugo, ""))
    if shutil.which(eleventy):
        command = (shutil.which(eleventy) or eleventy, "--config=eleventy.config.cjs", "--quiet")
        found.append(Peer("eleventy", command, "output", _eleventy, ""))
    return found


def _file(folder: Path, article: Shown, text: str) -> None:
    """A thousand content files to a folder: none of the tools has to list more at once."""
    file = folder / "content" / "articles" / article.id[:4] / f"{article.id}.md"
    os.makedirs(file.parent, exist_ok=True)  # noqa: PTH103 - called for every article
    file.write_text(text, "utf-8")


def _pelican(folder: Path, article: Shown) -> None:
    rows: Sequence[tuple[str, str]] = (
        ("Title", article.title),
        ("Date", article.day),
        ("Slug", article.id),
        ("Authors", "; ".join(article.people)),
        ("Tags", ", ".join(article.tags)),
    )
    head = "\n".join(f"{name}: {value}" for name, value in rows if value)
    _file(folder, article, f"{head}\n\n{article.text}\n")


def _hugo(folder: Path, article: Shown) -> None:
    head = {"title": article.title, "date": article.day, "people": article.people, "tags": article.tags}
    head["url"] = f"/articles/{article.id}/"
    _file(folder, article, json.dumps(head, ensure_ascii=False, indent=1) + f"\n\n{article.text}\n")


def _eleventy(folder: Path, article: Shown) -> None:
    head = {"title": article.title, "date": article.day, "day": article.day, "people": article.people}
    head |= {"labels": article.tags, "layout": "article.njk"}
    head["permalink"] = f"/articles/{article.id}/index.html"
    _file(folder, article, f"---json\n{json.dumps(head, ensure_ascii=False)}\n---\n{article.text}\n")
