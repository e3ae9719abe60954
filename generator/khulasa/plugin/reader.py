"""A Pelican reader for the articles that Khulasa writes and for Markdown with people in its front matter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import escape

from khulasa.content import articles
from khulasa.content.frontmatter import Fields, Paragraph
from khulasa.errors import KhulasaError
from khulasa.site.reader import KNOWN, MarkdownReader

NAMED = ("people", "organisations", "places", "topics", "summary")
"""Fields that are handed on as they are, under ``khulasa_<name>``: no theme mistakes them for its own."""


class DigestReader(MarkdownReader):
    """Pelican asks its readers to be classes; a file that Khulasa did not write is read as plain Markdown."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML and the metadata of a file."""
        try:
            content = articles.parse(Path(source_path).read_bytes(), source_path)
        except KhulasaError:
            html, metadata = super().read(source_path)
            return html, metadata
        rows = {f"khulasa_{n}": v for n in NAMED if isinstance(v := content.fields.get(n), list)}
        if not rows:
            html, metadata = super().read(source_path)
            return html, metadata
        known = {k: self.process_metadata(k, v) for k, v in _known(content.fields).items()}
        known["summary"] = teaser(next((p.text for p in content.paragraphs if not p.heading), ""))
        return "".join(_html(p) for p in content.paragraphs), {**known, **rows}


def teaser(text: str) -> str:
    """The text of a list entry, escaped; twice where it could become markup.

    Pelican's themes put it into an attribute after a filter that takes one escaping away, and add none.
    """
    once = str(escape(text))
    return str(escape(once)) if set("<>=") & set(text) else once


def _known(fields: Fields) -> dict[str, str]:
    """The fields that Pelican itself knows; the date is the first day of the range, the id is the slug."""
    known = {k: v for k, v in fields.items() if k in KNOWN and isinstance(v, str) and k != "summary"}
    day = fields.get("date")
    if isinstance(day, dict) and isinstance(day.get("from"), str):
        known["date"] = day["from"]
    if isinstance(fields.get("id"), str):
        known["slug"] = fields["id"]
    return known


def _html(paragraph: Paragraph) -> str:
    tag = "h2" if paragraph.heading else "p"
    return f"<{tag}>{escape(paragraph.text)}</{tag}>\n"
