"""Tables of articles: JSON Lines and CSV row by row, JSON as a whole; a map says which field is what."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from khulasa.config import Manner
from khulasa.errors import KhulasaError, Problem
from khulasa.model import Hint
from khulasa.sources import forms, markup
from khulasa.sources.records import Found, Origin, Piece, Readout
from khulasa.sources.streams import HEAD, MAX_PIECE, refusal
from khulasa.sources.urls import web

KNOWN: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "articlebody", "full_text", "fulltext", "maintext",
             "متن", "النص", "نص"),
    "html": ("html", "content_html", "body_html", "raw_html"),
    "title": ("title", "headline", "heading", "عنوان", "العنوان", "تیتر"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url", "permalink", "رابط", "الرابط", "پیوند",
            "نشانی"),
    "published": ("published", "date", "datepublished", "date_published", "published_at", "publish_date", "pubdate",
                  "date_publish", "timestamp", "تاریخ", "التاريخ", "تاريخ"),
    "modified": ("modified", "datemodified", "date_modified", "updated", "updated_at"),
    "byline": ("byline", "author", "authors", "writer", "نویسنده", "الكاتب"),
    "outlet": ("outlet", "publisher", "source", "site", "site_name", "newspaper", "منبع", "المصدر"),
    "section": ("section", "category", "القسم", "بخش"),
}  # fmt: skip
"""Names by which a field is known where the settings give no map, in small letters."""
MAX_COLUMNS = 500


def open_lines(origin: Origin, stream: BinaryIO) -> Iterator[Piece | Problem]:
    """The rows of a JSON Lines file."""
    number = 0
    while line := stream.readline(MAX_PIECE + 1):
        number += 1
        inner = replace(origin, place=f"{origin.place}:{number}")
        if len(line) > MAX_PIECE:
            raise refusal(
                inner.place, f"is longer than {MAX_PIECE:,} bytes", "no article is that long; leave it out"
            )
        line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if line.strip():
            yield Piece(inner, "row", line)


def open_table(origin: Origin, stream: BinaryIO) -> Iterator[Piece | Problem]:
    """The rows of a CSV file, each as a JSON object; the first row names the columns."""
    head = stream.peek(HEAD)[:HEAD] if isinstance(stream, io.BufferedReader) else b""
    encoding = _encoding(head, origin.place)
    text = io.TextIOWrapper(stream, encoding, newline="")
    try:
        rows = csv.reader(text, delimiter=_delimiter(head.decode(encoding, "ignore")))
        csv.field_size_limit(MAX_PIECE)
        names = [name.strip() for name in next(rows, [])]
        if len(names) > MAX_COLUMNS or len(names) < 2:
            raise refusal(
                origin.place, "has no first row that names its columns", "write one: title,text,url,date"
            )
        for row in rows:
            inner = replace(origin, place=f"{origin.place}:{rows.line_num}")
            if len(row) > len(names):
                what = f"has {len(row)} fields, but the table has {len(names)} columns"
                yield Problem(inner.place, what, "put fields that hold the separator into quotation marks")
            elif any(row):
                yield Piece(
                    inner, "row", json.dumps(dict(zip(names, row, strict=False)), ensure_ascii=False).encode()
                )
    except (csv.Error, UnicodeDecodeError) as error:
        raise refusal(origin.place, f"is no CSV table ({error})", "export it again as UTF-8 CSV") from None
    finally:
        text.detach()


def _encoding(head: bytes, place: str) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1256"  # what spreadsheets of Arabic and Persian machines write; what is none is refused as such
    return "utf-8-sig"


def _delimiter(head: str) -> str:
    first = head.partition("\n")[0]
    return max((",", ";", "\t", "|"), key=first.count)


def read_row(piece: Piece, manner: Manner) -> Readout:
    """The article of a row."""
    try:
        row = json.loads(piece.data)
    except (ValueError, RecursionError) as error:
        raise refusal(piece.origin.place, f"is no JSON object ({error})", "mend the line") from None
    return Readout((article(row, piece, manner, piece.data),))


def read_json(piece: Piece, manner: Manner) -> Readout:
    """The articles of a JSON file: an object, or a list of objects (also as the only list inside of an object)."""
    try:
        loaded = json.loads(forms.text_of(piece.data))
    except (ValueError, RecursionError) as error:
        raise refusal(piece.origin.place, f"is no JSON ({error})", "mend it, or save it again") from None
    lists = (
        [v for v in loaded.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        if isinstance(loaded, dict)
        else []
    )
    rows = loaded if isinstance(loaded, list) else lists[0] if len(lists) == 1 else [loaded]
    found: list[Found] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        place = f"{piece.origin.place}#{number}" if len(rows) > 1 else piece.origin.place
        one = replace(piece, origin=replace(piece.origin, place=place))
        try:
            found.append(article(row, one, manner, written(row)))
        except KhulasaError as error:
            problems.extend(error.problems)
    return Readout(tuple(found), refused=tuple(problems))


def article(row: Any, piece: Piece, manner: Manner, original: bytes) -> Found:
    """The article of an object. KhulasaError where it has no text."""
    place = piece.origin.place
    if not isinstance(row, dict):
        raise refusal(place, "is no JSON object", 'write {"title": …, "text": …} for each article')
    names = {str(name).strip().lower(): name for name in row}
    mine = {ours: _named(ours, names, manner, row, place) for ours in KNOWN}
    got = {ours: text for ours, name in mine.items() if name is not None and (text := _plain(row[name]))}
    body = got.get("text") or got.get("html")
    if not body:
        known = ", ".join(str(name) for name in list(row)[:12])
        what = f"has no field that is known to hold the text (its fields: {known})"
        raise refusal(place, what, 'name it: --field text=NAME, or fields = {text = "NAME"} in khulasa.toml')
    hints = tuple(
        Hint(ours, got[ours], f"field {mine[ours]}")
        for ours in ("title", "published", "modified", "byline", "outlet", "section")
        if ours in got
    )
    text = "\n\n".join(markup.paragraphs_of(body)) if markup.is_markup(body) else body
    return Found(
        place=place,
        text=headed(got.get("title", ""), text),
        form="row",
        url=web(got.get("url", "")),
        hints=hints + piece.origin.hints,
        original=original,
        suffix=".json",
    )


def written(row: Any) -> bytes:
    """A row of a list as it is kept: JSON; half letters stay the escapes that they were."""
    return json.dumps(row, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")


def headed(title: str, text: str) -> str:
    """A text below its title line, which is not written twice."""
    title, first = " ".join(title.split()), " ".join(text.strip().partition("\n")[0].split())
    return text if not title or first == title else f"{title}\n\n{text.strip()}"


def _named(ours: str, names: Mapping[str, Any], manner: Manner, row: Mapping[str, Any], place: str) -> Any:
    """The name in a row of one of our fields, None where it has none."""
    if ours in manner.fields:
        if manner.fields[ours] not in row:
            raise refusal(place, f"has no field {manner.fields[ours]!r}", "mend the map of fields")
        return manner.fields[ours]
    return next((names[n] for n in KNOWN[ours] if n in names), None)


def _plain(value: Any) -> str:
    """A value as text: a list is joined, an object gives its name."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        joined = [text for entry in value if (text := _plain(entry))]
        return ("\n" if any(len(t) > 80 for t in joined) else "، ").join(joined)
    return _plain(value.get("name") or value.get("rendered") or "") if isinstance(value, dict) else ""
