"""Bytes that are read piece by piece within limits: what is packed may not cost more than it is worth."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from typing import BinaryIO

from khulasa.errors import KhulasaError, Problem

MAX_PIECE = 20_000_000
"""Bytes of the largest page, feed or text that is looked at."""
HEAD = 8_192
"""Bytes that are enough to tell what something is."""
FREE = 200_000_000
"""Bytes that an archive may give whatever its size."""
MAX_RATIO = 200
"""Above that, bytes that come out for one byte that goes in: text reaches 20, a bomb 1,000."""
XZ_MEMORY = 100_000_000
"""Bytes of memory that unpacking xz or zst may take."""
_CHUNK = 65_536


def refusal(place: str, what: str, remedy: str) -> KhulasaError:
    """An error of one problem."""
    return KhulasaError(Problem(place, what, remedy))


class Meter:
    """Counts what comes out of an archive against what the archive weighs. KhulasaError where it is a bomb."""

    def __init__(self, place: str, weight: int) -> None:
        self.place = place
        self.most = max(FREE, weight * MAX_RATIO)
        self.out = 0

    def count(self, size: int) -> None:
        """So many more bytes came out."""
        self.out += size
        if self.out > self.most:
            what = f"unpacks to more than {self.most:,} bytes, far more than it weighs"
            raise refusal(self.place, what, "unpack it yourself and add what is in it")


class Metered(io.RawIOBase):
    """A stream whose bytes are counted."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        self._stream, self._meter = stream, meter

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; the number of bytes, 0 at the end."""
        data = self._stream.read(len(buffer))
        self._meter.count(len(data))
        buffer[: len(data)] = data
        return len(data)


class Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; the number of bytes, 0 at the end."""
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Unxz(io.RawIOBase):
    """An xz stream with a limit of memory, which ``lzma.LZMAFile`` cannot set."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._xz = lzma.LZMADecompressor(memlimit=XZ_MEMORY)

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; the number of bytes, 0 at the end."""
        while not self._xz.eof:
            packed = self._stream.read(_CHUNK) if self._xz.needs_input else b""
            if not packed and self._xz.needs_input:
                raise EOFError("the file ends too early")
            data = self._xz.decompress(packed, len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)
        return 0


def unpacked(kind: str, stream: BinaryIO) -> BinaryIO:
    """The stream inside a gzip, bzip2, xz or zstd stream; nothing is unpacked before it is read."""
    if kind == "gzip":
        return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]
    if kind == "bzip2":
        return bz2.BZ2File(stream)  # type: ignore[return-value]
    if kind == "xz":
        return io.BufferedReader(_Unxz(stream))
    import zstandard  # noqa: PLC0415 - belongs to the extra ``add``

    return zstandard.ZstdDecompressor(max_window_size=XZ_MEMORY).stream_reader(
        stream, read_across_frames=True
    )


PACKED: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"),
)  # fmt: skip
"""First bytes of what is packed, and how."""
SUFFIXES = (".gz", ".bz2", ".xz", ".zst")


def broken() -> tuple[type[Exception], ...]:
    """What the libraries that unpack raise where the packed bytes are damaged."""
    import zstandard  # noqa: PLC0415 - see unpacked

    return (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zstandard.ZstdError, ValueError)


def taken(stream: BinaryIO, place: str, most: int = MAX_PIECE) -> bytes:
    """All bytes of a stream. KhulasaError where they are more than a piece may have."""
    parts, size = [], 0
    while data := stream.read(_CHUNK):
        size += len(data)
        if size > most:
            what = f"has more than {most:,} bytes"
            raise refusal(place, what, "no article is that long; cut it into pieces")
        parts.append(data)
    return b"".join(parts)


def inflated(data: bytes, encoding: str, place: str, most: int = MAX_PIECE) -> bytes:
    """The body of a web page without its content encoding. KhulasaError where it is damaged, unknown or a bomb."""
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in ("", "identity"):
            continue
        if name not in _DECODERS:
            raise refusal(
                place, f"is packed in an unknown way ({name[:40]})", "save the page yourself and add the file"
            )
        try:
            data = _DECODERS[name](data, most)
        except (zlib.error, OSError, ValueError, EOFError) as error:
            raise refusal(place, f"is damaged ({error})", "fetch it again") from None
        if len(data) > most:
            raise refusal(
                place, f"unpacks to more than {most:,} bytes", "no article is that long; leave it out"
            )
    return data


def _gunzip(data: bytes, most: int) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        return stream.read(most + 1)


def _inflate(data: bytes, most: int) -> bytes:
    bits = zlib.MAX_WBITS if data[:1] == b"\x78" else -zlib.MAX_WBITS
    return zlib.decompressobj(bits).decompress(data, most + 1)


def _unbrotli(data: bytes, most: int) -> bytes:
    import brotli  # noqa: PLC0415 - only where a server sends it

    machine, parts, size = brotli.Decompressor(), [], 0
    try:
        out = machine.process(data, output_buffer_limit=_CHUNK)
        while out or not machine.can_accept_more_data():
            parts.append(out)
            size += len(out)
            if size > most:
                break
            out = machine.process(b"", output_buffer_limit=_CHUNK)
        if size <= most and not machine.is_finished():
            raise EOFError("it ends too early")
    except brotli.error as error:
        raise ValueError(str(error)) from None
    return b"".join(parts)


_DECODERS = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _inflate, "br": _unbrotli}
