"""What was found is written: the original first, then the document, last the record that says where it came from."""

from __future__ import annotations

import gzip
import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from khulasa.config import Manner
from khulasa.content import articles, provenance
from khulasa.errors import KhulasaError, Problem
from khulasa.model import Hint, Provenance
from khulasa.sources import urls
from khulasa.sources.ledger import fingerprint
from khulasa.sources.records import Found, Piece
from khulasa.text.decode import visible

ORIGINALS = ".originals"
"""Folder of what was read, under the folder of sources: packed, named by its hash."""
FOLDER = "added"
"""Folder of documents that have neither a source of the settings nor an address."""
MAX_HINTS = 60
MAX_HINT = 1_000
"""Letters of the longest hint that is kept: a title has 200."""
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 28
"""Letters of the readable part of a name: with its mark it goes whole into the id of the article."""


def home_of(found: Found, manner: Manner, piece: Piece) -> str:
    """Where a document goes: ``<source or host>/<readable>-<mark>.txt``, always the same for one article."""
    identity = urls.key(found.url) if found.url else f"text {fingerprint(found.text)}"
    mark = hashlib.sha256(identity.encode()).hexdigest()[:10]
    path = (
        unquote(urlsplit(found.url).path).rstrip("/").rpartition("/")[2] if found.url else piece.origin.name
    )
    stem = path.rpartition(".")[0] or path
    slug = _SLUG.sub("-", stem.lower()).strip("-")[:_LONGEST].strip("-")
    folder = manner.name or _SLUG.sub("-", urls.host(found.url)).strip("-") or FOLDER
    return f"{folder}/{f'{slug}-' if slug else ''}{mark}.txt"


def record_of(found: Found, manner: Manner, piece: Piece, now: str) -> Provenance:
    """The record of an article."""
    sha = hashlib.sha256(found.original).hexdigest()
    origin = piece.origin
    asked = urls.web(origin.asked or origin.url) if found.form in ("page", "text") else ""
    return Provenance(
        place=_plain(found.place),
        url=found.url,
        fetched=asked if asked and urls.key(asked) != urls.key(found.url or asked) else "",
        retrieved=origin.retrieved or now,
        sha256=sha,
        original=f"{ORIGINALS}/{sha[:2]}/{sha}{found.suffix}.gz" if found.suffix else "",
        form=found.form,
        source=manner.outlet,
        site=urls.host(origin.url),
        reserved=found.reserved or origin.reserved,
        hints=tuple(Hint(h.name, _plain(h.value), _plain(h.where)) for h in found.hints if h.value)[
            :MAX_HINTS
        ],
    )


def _plain(text: str) -> str:
    """A text that can be written, on one line and not too long: JSON and mail may hold halves of letters."""
    return " ".join(visible(text.encode("utf-8", "replace").decode("utf-8")).split())[:MAX_HINT]


def now() -> str:
    """The time of day, as records have it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write(seeds: Path, path: str, found: Found, record: Provenance) -> None:
    """Write an article. KhulasaError where another document of that name is there, OSError where the disk refuses.

    Whoever is killed between two steps leaves an original without document, or a document without record: the next
    run writes what is missing.
    """
    document = seeds / path
    data = found.original if not found.suffix else found.text.encode("utf-8")
    if document.exists() and document.read_bytes() != data:
        raise KhulasaError(
            Problem(found.place, f"is not what {document} holds", "move that file away, then add it again")
        )
    if record.original:
        _keep(seeds / record.original, found.original)
    articles.save_bytes(document, data)
    articles.save(provenance.beside(document), provenance.write(record))


def _keep(file: Path, data: bytes) -> None:
    """An original, packed; the same bytes are kept once."""
    if not file.exists():
        articles.save_bytes(file, gzip.compress(data, 6, mtime=0))
