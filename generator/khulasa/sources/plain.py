"""Plain text: one article in a file, or many with a line between them."""

from __future__ import annotations

import re
from dataclasses import replace

from khulasa.config import Manner
from khulasa.errors import KhulasaError, Problem
from khulasa.model import Hint
from khulasa.sources.records import Found, Piece, Readout
from khulasa.sources.tables import headed
from khulasa.sources.urls import web
from khulasa.text.decode import MAX_BYTES, decode
from khulasa.text.fold import key

_RULE = re.compile(r"^[ \t]*([=*_~#-])[ \t]*(?:\1[ \t]*){2,}$\n?", re.MULTILINE)
_PAGE_END = b"\x0c"
"""Form feed: old exports end an article with it."""
_FIELD = re.compile(r"\s*([^\W\d_][\w \u200c-]{1,24}?)\s*[:：]\s*(\S.*)")
_NAMES: dict[str, str] = {
    **dict.fromkeys(map(key, ("title", "headline", "عنوان", "العنوان", "تیتر")), "title"),
    **dict.fromkeys(map(key, ("date", "published", "تاريخ", "التاريخ", "تاريخ النشر")), "published"),
    **dict.fromkeys(map(key, ("تاریخ", "تاریخ انتشار")), "published"),
    **dict.fromkeys(map(key, ("url", "link", "رابط", "الرابط", "پیوند", "لینک", "نشانی")), "url"),
    **dict.fromkeys(map(key, ("author", "byline", "الكاتب", "نویسنده")), "byline"),
    **dict.fromkeys(map(key, ("source", "publisher", "المصدر", "منبع")), "outlet"),
    **dict.fromkeys(map(key, ("section", "القسم", "بخش")), "section"),
}  # fmt: skip
"""Names of fields above a text, folded."""
LEAST = 25
"""Words that each of several articles in a file has at least: less is a part of one."""


def read_text(piece: Piece, manner: Manner) -> Readout:
    """The article or the articles of a text. KhulasaError where it cannot be read."""
    place = piece.origin.place
    wide = piece.data.startswith((b"\xff\xfe", b"\xfe\xff"))
    whole = decode_long(piece.data if wide else piece.data.replace(_PAGE_END, b"\n-----\n"), place)
    parts = [part.strip("\n") for part in _split(whole)]
    if len(parts) == 1:
        fields, text = head(parts[0])
        url = web(fields.get("url", "")) or web(piece.origin.url)
        hints = (*_hints(fields), *piece.origin.hints)
        # A text without fields is kept byte by byte; what was taken off is kept beside.
        exact = text == parts[0] and len(piece.data) <= MAX_BYTES
        document = whole if exact else headed(fields.get("title", ""), text)
        return Readout((Found(place, document, "text", url, hints, piece.data, "" if exact else ".txt"),))
    found = []
    for number, part in enumerate(parts, 1):
        fields, text = head(part)
        inner = replace(piece.origin, place=f"{place}#{number}")
        document = headed(fields.get("title", ""), text)
        url = web(fields.get("url", ""))
        found.append(Found(inner.place, document, "text", url, _hints(fields), part.encode(), ".txt"))
    return Readout(tuple(found))


def decode_long(data: bytes, place: str) -> str:
    """The text of a file that may hold more than one article may. KhulasaError where it cannot be read."""
    if len(data) <= MAX_BYTES:
        return decode(data, place).text
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        problem = Problem(
            place, f"is long and no UTF-8 text ({error.reason})", "cut it into files, or save it as UTF-8"
        )
        raise KhulasaError(problem) from None


def _split(text: str) -> list[str]:
    """The articles of a text: cut at ruled lines where each part can stand alone, else the whole."""
    parts = [part for part in _RULE.split(text) if part and len(part) > 1 and part.strip()]
    if len(parts) < 2 or any(len(part.split()) < LEAST for part in parts):
        return [text]
    alone = sum(_begins(part) for part in parts)
    return parts if alone == len(parts) else [text]


def _begins(part: str) -> bool:
    """Whether a part begins as an article does: with fields, or with a short line above longer ones."""
    rows = [row.strip() for row in part.split("\n") if row.strip()]
    first = rows[0].split()
    fields, _ = head(part)
    titled = 2 <= len(first) <= 24 and rows[0][-1] not in ".،؛:!" and len(rows) > 1
    return bool(fields) or (titled and max(len(r.split()) for r in rows[1:]) > len(first))


def head(text: str) -> tuple[dict[str, str], str]:
    """The fields above a text (``عنوان: …``), if there are two or a title, and the text below them."""
    fields: dict[str, str] = {}
    rows = text.split("\n")
    at = 0
    for at, row in enumerate(rows):  # noqa: B007 - where the fields end
        match = _FIELD.fullmatch(row)
        name = _NAMES.get(key(match[1])) if match else None
        if name is None or match is None:
            if row.strip() or fields:
                break
            continue
        fields.setdefault(name, match[2].strip())
    if len(fields) < 2 and "title" not in fields:
        return {}, text
    return fields, "\n".join(rows[at:]).strip("\n")


def _hints(fields: dict[str, str]) -> tuple[Hint, ...]:
    return tuple(Hint(name, value, f"field {name}") for name, value in fields.items() if name != "url")
