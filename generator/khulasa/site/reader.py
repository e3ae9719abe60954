"""Our Markdown reader for Pelican: markdown-it-py, preset ``js-default``, raw HTML off, no links made by themselves.

Usable in any Pelican site: ``READERS = {"md": khulasa.site.reader.MarkdownReader}``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from pelican.readers import BaseReader

MAX_CHARS = 20_000
"""Some hostile texts take time that grows with the square of their length: at this one, less than a second."""
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)$")


@cache
def markdown() -> MarkdownIt:
    """The one parser of this process."""
    return MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})


def render(text: str) -> str:
    """Markdown to HTML; whatever looks like HTML in it stays text. ValueError beyond ``MAX_CHARS``."""
    if len(text) > MAX_CHARS:
        raise ValueError(f"{len(text)} characters are more than the {MAX_CHARS} that one page may have")
    return str(markdown().render(text))


def split(text: str) -> tuple[dict[str, str], str]:
    """Front matter (plain ``key: value`` lines between ``---``) and what follows it."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    pairs = (_KEY.match(line) for line in found.group(1).split("\n"))
    return {m.group(1).lower(): _unquoted(m.group(2)) for m in pairs if m}, text[found.end() :]


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


class MarkdownReader(BaseReader):  # type: ignore[misc]
    """Pelican asks its readers to be classes."""

    enabled = True
    file_extensions = ("md", "markdown", "mkd", "mdown")

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML and the metadata of a file.

        Only keys that mean something to Pelican are handed on, so that no text can set an attribute of its page.
        """
        fields, body = split(Path(source_path).read_text("utf-8"))
        known = {k: v for k, v in fields.items() if k in KNOWN and v}
        return render(body), {k: self.process_metadata(k, v) for k, v in known.items()}


KNOWN = frozenset(
    {"title", "date", "modified", "lang", "slug", "tags", "authors", "category", "summary", "status"}
)
"""Neither ``template`` nor ``save_as`` nor ``url``: a text chooses neither its template nor its path."""
