"""Markdown with front matter (YAML or TOML), as static sites and notes keep it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt

from khulasa.config import Manner
from khulasa.content import frontmatter
from khulasa.errors import KhulasaError
from khulasa.model import Hint
from khulasa.sources import markup, tables
from khulasa.sources.plain import decode_long
from khulasa.sources.records import Found, Piece, Readout
from khulasa.sources.streams import refusal
from khulasa.sources.urls import web

MAX_MARKDOWN = 500_000
"""Letters of the longest text that is parsed: some texts cost more than their length."""
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*\n", re.DOTALL)


def read_markdown(piece: Piece, manner: Manner) -> Readout:
    """The article of a Markdown file. KhulasaError where it cannot be read."""
    place = piece.origin.place
    text = decode_long(piece.data, place)
    if len(text) > MAX_MARKDOWN:
        raise refusal(place, f"has more than {MAX_MARKDOWN:,} letters", "cut it into articles")
    fields, body = split(text, place)
    names = {str(name).strip().lower(): name for name in fields}
    got: dict[str, tuple[str, str]] = {}
    for ours, theirs in tables.KNOWN.items():
        name = manner.fields.get(ours) or next((names[n] for n in theirs if n in names), None)
        if name is not None and ours not in ("text", "html") and (value := plain(fields.get(name))):
            got[ours] = value, str(name)
    hints = tuple(
        Hint(ours, value, f"front matter {name}") for ours, (value, name) in got.items() if ours != "url"
    )
    document = tables.headed(got.get("title", ("", ""))[0], text_of(body))
    url = web(got.get("url", ("", ""))[0])
    return Readout((Found(place, document, "markdown", url, hints + piece.origin.hints, piece.data, ".md"),))


def split(text: str, place: str) -> tuple[Mapping[str, Any], str]:
    """Front matter and body. KhulasaError where the front matter is broken."""
    if toml := _TOML.match(text):
        try:
            return tomllib.loads(toml[1]), text[toml.end() :]
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise refusal(place, f"has broken front matter ({error})", "mend it") from None
    if not re.match(r"---[ \t]*\n", text):
        return {}, text
    try:
        fields = frontmatter.read(text, place).fields
    except KhulasaError as error:
        raise refusal(error.problems[0].where, error.problems[0].what, "mend it") from None
    end = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, 4)
    return fields, text[end.end() :] if end else ""


def plain(value: Any) -> str:
    """A value of front matter as text; dates of TOML are dates already."""
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else tables._plain(value)


def text_of(body: str) -> str:
    """Markdown as paragraphs of plain text: what links and marks say stays, where they lead does not."""
    html = MarkdownIt("js-default", {"html": False, "linkify": False}).render(body)
    return "\n\n".join(markup.paragraphs_of(html))
