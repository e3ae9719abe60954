"""A piece read: its articles, the addresses that it leads to, a line for what was refused. Pure; runs anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from khulasa.config import Manner
from khulasa.errors import KhulasaError, Problem
from khulasa.model import Source
from khulasa.sources import feed, lists, mail, markdown, page, plain, tables
from khulasa.sources.records import Form, Found, Piece, Readout
from khulasa.text import detect
from khulasa.text.decode import MAX_BYTES, MAX_LINE, decode

Reader = Callable[[Piece, Manner], Readout]
READERS: Mapping[Form, Reader] = {
    "text": plain.read_text,
    "page": page.read_page,
    "markdown": markdown.read_markdown,
    "row": tables.read_row,
    "json": tables.read_json,
    "feed": feed.read_feed,
    "opml": lists.read_opml,
    "sitemap": lists.read_sitemap,
    "addresses": lists.read_addresses,
    "mail": mail.read_mail,
}
"""What reads which form."""


def read(piece: Piece, manner: Manner) -> Readout:
    """What a piece gives; what cannot be used of it is refused with its place, what is wrong and what to do."""
    try:
        readout = READERS[piece.form](piece, manner)
    except KhulasaError as error:
        return Readout(refused=error.problems)
    kept: list[Found] = []
    problems = list(readout.refused)
    for found in readout.found:
        try:
            kept.append(checked(found))
        except KhulasaError as error:
            problems.extend(error.problems)
    return replace(readout, found=tuple(kept), refused=tuple(problems))


def checked(found: Found) -> Found:
    """An article that the conversion will take. KhulasaError where it is empty, garbled, in another language."""
    if not found.suffix:
        data = found.original
    else:
        data = found.text.encode("utf-8", "replace")
        if len(data) > MAX_BYTES or max(map(len, found.text.split("\n")), default=0) > MAX_LINE:
            what = (
                f"holds a text of more than {MAX_BYTES:,} bytes, or a line of more than {MAX_LINE:,} letters"
            )
            raise KhulasaError(Problem(found.place, what, "cut it into articles"))
    source = decode(data, found.place)
    detect.language(source if len(source.text.split()) else Source(found.place, "", "", "utf-8"))
    return found if not found.suffix else replace(found, text=source.text.strip() + "\n")
