"""The record beside a source document: where it came from, when, and what its page says of it.

``news/a.txt`` has its record in ``news/a.source.json``. The document is what is read; the record is evidence.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, fields, replace
from pathlib import Path, PurePath
from typing import Any, TypeVar

from khulasa.errors import KhulasaError, Problem, did_you_mean
from khulasa.model import Hint, Provenance
from khulasa.text.decode import visible

SUFFIX = ".source.json"
P = TypeVar("P", bound=PurePath)
MAX_BYTES = 200_000
"""A record of more bytes was not written by this program."""
HINTS = ("title", "published", "modified", "byline", "outlet", "section", "language")
_TEXTS = tuple(f.name for f in fields(Provenance) if f.name not in ("hints", "stamp"))
_WEB = re.compile(r"https?://[^\s<>\"']+")


def beside(document: P) -> P:
    """Where the record of a source document lies."""
    return document.with_name(document.stem + SUFFIX)


def write(record: Provenance) -> str:
    """The record as JSON, one field a line; what is empty is left out."""
    return json.dumps(as_row(record), ensure_ascii=False, indent=1) + "\n"


def as_row(record: Provenance) -> dict[str, Any]:
    """The record as plain data; what is empty is left out."""
    row = {name: value for name, value in asdict(record).items() if value and name != "stamp"}
    return row | ({"hints": [asdict(hint) for hint in record.hints]} if record.hints else {})


def read(data: bytes, where: str) -> Provenance:
    """A record from its bytes. KhulasaError names what in it cannot be used."""
    if len(data) > MAX_BYTES:
        raise _wrong(where, f"is larger than {MAX_BYTES} bytes")
    try:
        row = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _wrong(where, f"is no JSON text ({error})") from None
    return replace(of_row(row, where), stamp=hashlib.sha256(data).hexdigest())


def of_row(row: Any, where: str) -> Provenance:
    """A record from plain data. KhulasaError names what in it cannot be used."""
    if not isinstance(row, dict):
        raise _wrong(where, "is no list of names and values")
    for name, value in row.items():
        if name not in (*_TEXTS, "hints"):
            raise KhulasaError(
                Problem(where, f"unknown field {name!r}", did_you_mean(name, (*_TEXTS, "hints")))
            )
        if name != "hints" and not isinstance(value, str):
            raise _wrong(where, f"{name} is no text")
    for name in ("url", "fetched"):
        if row.get(name) and not _WEB.fullmatch(row[name]):
            raise _wrong(where, f"{name} is no web address")
    texts = {name: visible(row[name]) for name in _TEXTS if name in row}
    return Provenance(**{"place": "", **texts}, hints=_hints(row.get("hints", []), where))


def _hints(rows: Any, where: str) -> tuple[Hint, ...]:
    if not isinstance(rows, list):
        raise _wrong(where, "hints is no list")
    found = []
    for row in rows:
        if not isinstance(row, dict) or set(row) != {"name", "value", "where"}:
            raise _wrong(where, "a hint has not exactly name, value and where")
        if row["name"] not in HINTS or not all(isinstance(v, str) for v in row.values()):
            raise _wrong(where, f"a hint cannot be called {row['name']!r}")
        found.append(Hint(row["name"], " ".join(visible(row["value"]).split()), visible(row["where"])))
    return tuple(found)


def _wrong(where: str, what: str) -> KhulasaError:
    remedy = "take it back from version control, or delete it and add the article again"
    return KhulasaError(Problem(where, what, remedy))


def load(document: Path) -> Provenance | None:
    """The record of a source document, None where there is none. KhulasaError where it cannot be used."""
    file = beside(document)
    try:
        with file.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise KhulasaError(Problem(file.as_posix(), what, "mend its permissions")) from None
    return read(data, file.as_posix())
