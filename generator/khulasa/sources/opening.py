"""Files, folders and archives opened: a stream of pieces, one in memory at a time; a line for what is refused."""

from __future__ import annotations

import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from khulasa.content import provenance
from khulasa.errors import KhulasaError, Problem
from khulasa.sources import forms, streams, tables, warc
from khulasa.sources.records import Origin, Piece
from khulasa.sources.streams import HEAD, Meter, Metered, Rejoined, refusal, taken
from khulasa.text.decode import visible

MAX_NESTING = 3
"""Archives inside of archives that are opened."""
MAX_MEMBERS = 200_000
"""Members of an archive that are looked at."""
_SPOOL = 8_000_000
"""Bytes of an archive inside of an archive that are kept in memory; more goes to a file."""
_PASSED_OVER = frozenset(
    [
        ".css",
        ".js",
        ".mjs",
        ".map",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".avif",
        ".svg",
        ".ico",
        ".bmp",
        ".tif",
        ".tiff",
        ".woff",
        ".woff2",
        ".ttf",
        ".otf",
        ".eot",
        ".mp3",
        ".mp4",
        ".webm",
        ".m4a",
        ".ogg",
        ".wav",
        ".db",
        ".sqlite",
        ".cdx",
        ".cdxj",
        ".idx",
        ".lock",
    ]
)
"""Suffixes of what belongs to a saved page or site and never is an article."""

Opened = Iterator[Piece | Problem]


def open_path(path: Path, shown: str) -> Opened:
    """The pieces of a file, or of all files of a folder in the order of their names; ``shown`` is its public name."""
    if path.is_dir():
        for file in sorted(f for f in path.rglob("*") if f.is_file()):
            inside = file.relative_to(path)
            if not any(part.startswith(".") for part in inside.parts) and not _aside(inside.as_posix()):
                yield from open_path(file, f"{shown.rstrip('/')}/{inside.as_posix()}")
        return
    origin = Origin(told(shown), path.name)
    try:
        with path.open("rb") as stream:
            yield from open_stream(origin, stream, path.stat().st_size)
    except OSError as error:
        what, remedy = f"cannot be read: {error.strerror or error}", "mend its name or its permissions"
        yield Problem(told(shown), what, remedy)


def told(name: str) -> str:
    """A name of a file as it can be shown and kept: on one line, of letters that can be written."""
    return visible(name.encode("utf-8", "replace").decode("utf-8")).replace("\n", " ")


def open_bytes(origin: Origin, data: bytes) -> Opened:
    """The pieces of some bytes that were fetched."""
    return open_stream(origin, io.BytesIO(data), len(data))


def open_stream(origin: Origin, stream: BinaryIO, weight: int, depth: int = 0) -> Opened:
    """The pieces of a stream; a fault ends this stream with a line and no other."""
    meter = Meter(origin.place, weight)
    try:
        yield from _open(origin, stream, meter, depth)
    except KhulasaError as error:
        yield from error.problems
    except _damaged() as error:
        what = f"is damaged ({str(error)[:120] or type(error).__name__})"
        yield Problem(origin.place, what, "get the file once more; what could be read of it was added")


def _damaged() -> tuple[type[Exception], ...]:
    archives = (tarfile.TarError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, NotImplementedError)
    return (*streams.broken(), *archives, *warc.broken(), OSError, RuntimeError)


def _open(origin: Origin, stream: BinaryIO, meter: Meter, depth: int) -> Opened:
    head = stream.read(HEAD)
    form = forms.form_of(head, origin)
    whole: BinaryIO = io.BufferedReader(Rejoined(head, stream))
    if form in ("zip", "tar", "packed") and depth >= MAX_NESTING:
        what = f"is an archive in an archive in an archive, more than {MAX_NESTING} deep"
        raise refusal(origin.place, what, "unpack it yourself and add what is in it")
    if form == "packed":
        yield from _packed(origin, whole, head, meter, depth)
    elif form == "zip":
        yield from _zip(origin, whole, meter, depth)
    elif form == "tar":
        yield from _tar(origin, whole, meter, depth)
    elif form == "warc":
        yield from warc.open_warc(origin, whole)
    elif form == "lines":
        yield from tables.open_lines(origin, whole)
    elif form == "table":
        yield from tables.open_table(origin, whole)
    else:
        yield Piece(origin, form, taken(whole, origin.place))


def _packed(origin: Origin, stream: BinaryIO, head: bytes, meter: Meter, depth: int) -> Opened:
    kind = next(kind for magic, kind in streams.PACKED if head.startswith(magic))
    suffix = forms.suffix_of(origin.name)
    name = origin.name[: -len(suffix)] if suffix in streams.SUFFIXES else origin.name
    name = f"{name[:-4]}.tar" if suffix in (".tgz", ".txz", ".tbz") else name
    inside = io.BufferedReader(Metered(streams.unpacked(kind, stream), meter))
    yield from _open(replace(origin, name=name), inside, meter, depth + 1)


def _member(origin: Origin, name: str) -> Origin:
    """A member of an archive; its name is only ever shown, never a path that is written to."""
    plain = told(name).replace("\\", "/")
    return replace(origin, place=f"{origin.place}!{plain}", name=plain.rpartition("/")[2])


def _aside(name: str) -> bool:
    """Whether a member never is an article: a picture, a style sheet, a hidden file, a record of ours."""
    base = name.replace("\\", "/").rpartition("/")[2]
    beside = base.startswith(".") or "__MACOSX/" in name or base.endswith(provenance.SUFFIX)
    return beside or forms.suffix_of(base) in _PASSED_OVER


def _zip(origin: Origin, stream: BinaryIO, meter: Meter, depth: int) -> Opened:
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        while data := stream.read(1 << 20):
            spool.write(data)
        with zipfile.ZipFile(spool) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            _refuse_office(origin.place, {m.filename for m in members})
            _refuse_many(origin.place, len(members))
            wacz = any(m.filename == "datapackage.json" for m in members) and origin.name.endswith(".wacz")
            for member in members:
                if _aside(member.filename) or (wacz and not member.filename.startswith("archive/")):
                    continue
                inner = _member(origin, member.filename)
                if member.flag_bits & 1:
                    yield Problem(
                        inner.place, "is locked with a password", "unpack it yourself and add what is in it"
                    )
                    continue
                with archive.open(member) as packed:
                    yield from _inside(inner, Metered(packed, meter), meter, depth)  # type: ignore[arg-type]


def _tar(origin: Origin, stream: BinaryIO, meter: Meter, depth: int) -> Opened:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for number, member in enumerate(archive, 1):
            _refuse_many(origin.place, number)
            archive.members = []  # type: ignore[attr-defined] # a stream is not read twice: nothing need be remembered
            if member.isfile() and not _aside(member.name):
                data = archive.extractfile(member)
                if data is not None:
                    yield from _inside(_member(origin, member.name), data, meter, depth)  # type: ignore[arg-type]


def _inside(origin: Origin, data: io.RawIOBase, meter: Meter, depth: int) -> Opened:
    """A member of an archive; what is wrong in it does not end the archive, a bomb does."""
    try:
        yield from _open(origin, io.BufferedReader(data), meter, depth + 1)
    except KhulasaError as error:
        if meter.out > meter.most:
            raise
        yield from error.problems
    except _damaged() as error:
        what = f"is damaged ({str(error)[:120] or type(error).__name__})"
        yield Problem(origin.place, what, "get the archive once more; the rest of it was read")


def _refuse_office(place: str, names: set[str]) -> None:
    for mark, what in (
        ("[Content_Types].xml", "an Office document"),
        ("mimetype", "an OpenDocument or EPUB file"),
    ):
        if mark in names:
            raise refusal(place, f"is {what}", "save the article as plain text or as a web page")


def _refuse_many(place: str, number: int) -> None:
    if number > MAX_MEMBERS:
        raise refusal(place, f"holds more than {MAX_MEMBERS:,} files", "cut it into several archives")
