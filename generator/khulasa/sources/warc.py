"""Web archives (WARC, and the WARC files inside of WACZ): a stream of the pages that were answered with success."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from khulasa.errors import KhulasaError, Problem
from khulasa.sources import forms
from khulasa.sources.records import Origin, Piece
from khulasa.sources.reserved import of_headers
from khulasa.sources.streams import HEAD, MAX_PIECE, inflated, refusal

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def broken() -> tuple[type[Exception], ...]:
    """What the library raises where the archive is damaged."""
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - belongs to the extra ``add``

    return (ArchiveLoadFailed,)


def open_warc(origin: Origin, stream: BinaryIO) -> Iterator[Piece | Problem]:
    """The pages of an archive, one in memory at a time; what was an error, a picture or a script is passed over."""
    for record in _records(stream):
        url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
        if record.rec_type not in ("response", "resource", "conversion") or not url.startswith(
            ("http://", "https://")
        ):
            continue
        answered = record.http_headers
        if answered is not None and answered.get_statuscode() != "200":
            continue
        kind = _type(record)
        if kind not in _PAGES:
            continue
        inner = replace(
            origin,
            place=f"{origin.place}!{url}",
            name=url,
            url=url,
            retrieved=str(record.rec_headers.get_header("WARC-Date") or ""),
            type=kind,
            charset=_charset(record),
            reserved=of_headers(dict(answered.headers)) if answered else "",
        )
        try:
            data = _payload(record, inner.place)
        except KhulasaError as error:
            yield from error.problems
            continue
        form = forms.form_of(data[:HEAD], inner)
        if form in ("text", "page"):
            yield Piece(inner, "page" if kind != "text/plain" else "text", data)


def _records(stream: BinaryIO) -> Iterator[Any]:
    """The records as the library gives them; on some damaged ones it stumbles in ways of its own."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - see broken
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    records = iter(ArchiveIterator(stream, ensure_http_headers=False))
    while True:
        try:
            record = next(records, None)
        except (AttributeError, IndexError, KeyError, TypeError) as error:
            raise ArchiveLoadFailed(f"a record without its fields: {error}") from None
        if record is None:
            return
        yield record


def _content_type(record: Any) -> str:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    return str(headers.get_header("Content-Type") or "")


def _type(record: Any) -> str:
    return _content_type(record).partition(";")[0].strip().lower()


def _charset(record: Any) -> str:
    _, _, rest = _content_type(record).lower().partition("charset=")
    return rest.partition(";")[0].strip(" \"'")


def _payload(record: Any, place: str) -> bytes:
    """The body of an answer without transfer and content encoding, within the limit."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415 - see broken

    stream, headers = record.raw_stream, record.http_headers
    if headers is not None and str(headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        stream = ChunkedDataReader(stream)
    data = _all(stream, place)
    return inflated(
        data, str(headers.get_header("Content-Encoding") or "") if headers is not None else "", place
    )


def _all(stream: Any, place: str) -> bytes:
    out = io.BytesIO()
    while part := stream.read(65_536):
        out.write(part)
        if out.tell() > MAX_PIECE:
            raise refusal(
                place, f"has more than {MAX_PIECE:,} bytes", "no article is that long; leave it out"
            )
    return out.getvalue()
