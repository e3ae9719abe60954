"""Bytes of a source to text: the encoding that is surely right, or a refusal by name; never mojibake."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

from khulasa.errors import KhulasaError, Problem
from khulasa.model import Source
from khulasa.text import mojibake

MAX_BYTES = 500_000
"""A source of more bytes is no article: this is five times the longest report of a newspaper."""
MAX_LINE = 30_000
"""Letters of the longest line that is read: a long article that was saved as one line."""
MAX_LINES = 5_000
"""Lines with letters in them that are read of one source."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file"), (b"PK\x03\x04", "a zip, docx or epub file"), (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"), (b"RIFF", "a sound, video or WebP file"),
    (b"\x1f\x8b", "a gzip file"), (b"BZh", "a bzip2 file"), (b"7z\xbc\xaf", "a 7-zip file"),
    (b"\xfd7zXZ", "an xz file"), (b"Rar!", "a RAR file"), (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"), (b"SQLite format 3", "a database"),
    (b"OggS", "a sound file"), (b"ID3", "a sound file"),
    (b"II*\x00", "a TIFF picture"), (b"MM\x00*", "a TIFF picture"), (b"\x00\x00\x01\x00", "an icon"),
)  # fmt: skip
_HTML = re.compile(rb"\s*(?:<!doctype html|<html[\s>]|<\?xml[^>]*>\s*<(?:html|rss|feed))", re.IGNORECASE)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip

_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"
)
_CONTROL = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
_REMOVED = re.compile(f"(?P<bidi>[{_BIDI}])|(?P<control>[{_CONTROL}])|(?P<hidden>[{_HIDDEN}])")
_ANY_REMOVED = re.compile(f"[{_BIDI}{_CONTROL}{_HIDDEN}]")
# ZWJ shapes a letter (ه‍.ش) or joins an emoji; anywhere else it is only hidden.
_LONE_ZWJ = re.compile("(?<![\u0620-\u06ff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d+")
_FORMS = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf2\ufe70-\ufefc]+")


def decode(data: bytes, path: str, size: int = 0) -> Source:
    """The text of a source file. KhulasaError with one problem where it cannot be read surely.

    ``size`` is that of the file where ``data`` is only its beginning.
    """
    _refuse_what_is_no_text(data, path, max(size, len(data)))
    text, encoding = _read(data, path)
    notes: list[str] = []
    text, repaired = mojibake.repair(text, path)
    if repaired:
        notes.append(repaired)
    text, cleaned = _tidy(_BREAK.sub("\n", text), path)
    notes += cleaned
    if not text.strip():
        raise _problem(path, "is empty", "put the text of an article into it, or delete it")
    _refuse_shapes(text, path)
    return Source(path, hashlib.sha256(data).hexdigest(), text, encoding, tuple(notes))


def _problem(path: str, what: str, remedy: str) -> KhulasaError:
    return KhulasaError(Problem(path, what, remedy))


def _refuse_shapes(text: str, path: str) -> None:
    """A text of a shape that no article has would only cost time."""
    lines = [line for line in text.split("\n") if line.strip()]
    if max(map(len, lines)) > MAX_LINE:
        raise _problem(path, f"has a line of more than {MAX_LINE} letters", "break it into paragraphs")
    if len(lines) > MAX_LINES:
        raise _problem(path, f"has more than {MAX_LINES} lines", "cut it into articles")


def _refuse_what_is_no_text(data: bytes, path: str, size: int) -> None:
    if not data.strip(b" \t\r\n\x00"):
        raise _problem(path, "is empty", "put the text of an article into it, or delete it")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise _problem(path, f"is {name}, not a text", "save the article as plain text (UTF-8)")
    if size > MAX_BYTES:
        remedy = f"cut it into articles of at most {MAX_BYTES} bytes"
        raise _problem(path, f"is too large for an article ({size} bytes)", remedy)
    if _HTML.match(data):
        raise _problem(
            path, "is an HTML or XML page, not a text", "save the text of the article as plain text (UTF-8)"
        )


def _read(data: bytes, path: str) -> tuple[str, str]:
    """The text and the name of its encoding."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], name, path), name
    wide = _utf16_without_bom(data)
    if wide:
        return _strict(data, wide, path), wide
    if b"\x00" in data:
        raise _problem(path, "is a binary file, not a text", "save the article as plain text (UTF-8)")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, path, error.start)
    _refuse_controls(text, path)
    return text, "utf-8"


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"begins like {encoding} but byte {error.start} does not belong to it"
        raise _problem(path, what, "save it again as UTF-8") from None
    _refuse_controls(text, path)
    return text


def _utf16_without_bom(data: bytes) -> str | None:
    """``utf-16-le`` or ``utf-16-be`` where every second byte is one of the few that begin a letter here."""
    if len(data) % 2 or len(data) < 8:
        return None
    for name, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        expected = sum(map(high.count, (0, 6, 0x20, 0xFB, 0xFE)))
        if high.count(6) > 0.3 * len(high) and expected >= 0.97 * len(high):
            return name
    return None


def _refuse_controls(text: str, path: str) -> None:
    controls = len(re.findall("[\x00-\x08\x0e-\x1b\x1f\x7f]", text))
    if controls > 2 + len(text) // 200:
        raise _problem(path, "is a binary file, not a text", "save the article as plain text (UTF-8)")


def _legacy(data: bytes, path: str, place: int) -> tuple[str, str]:
    """Windows-1256 or ISO-8859-6, told apart by which of them gives Arabic or Persian words."""
    best: tuple[float, str, str] = (0.0, "", "")
    for codec, name in (("cp1256", "windows-1256"), ("iso8859-6", "iso-8859-6")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        best = max(best, (mojibake.likeness(text), name, text))
    if best[0] < mojibake.SURE:
        line = data.count(b"\n", 0, place) + 1
        raise _problem(
            f"{path}:{line}", "is neither UTF-8 nor UTF-16 nor Windows-1256", "save it again as UTF-8"
        )
    _refuse_controls(best[2], path)
    return best[2], best[1]


def visible(text: str) -> str:
    """A text without direction controls, control characters and characters that are not seen.

    Line ends of every kind become a newline; ZWNJ and ZWJ stay where letters need them.
    """
    if text.isascii() and text.isprintable():
        return text
    return _LONE_ZWJ.sub("", _REMOVED.sub("", _BREAK.sub("\n", text)))


def _tidy(text: str, path: str) -> tuple[str, list[str]]:
    """Without what cannot be seen, with letters instead of their presentation forms; and what was done."""
    dirty = _ANY_REMOVED.search(text) is not None
    if text.isascii() and not dirty:
        return text, []
    removed = _REMOVED.finditer(text) if dirty else ()
    counts: Counter[str] = Counter(m.lastgroup or "" for m in removed)
    text = _REMOVED.sub("", text) if dirty else text
    text, joiners = _LONE_ZWJ.subn("", text) if "\u200d" in text else (text, 0)
    counts["hidden"] += joiners
    forms = sum(len(m.group()) for m in _FORMS.finditer(text))
    if forms:
        _refuse_visual_order(text, path)
        text = _FORMS.sub(lambda m: "".join(map(_letter, m.group())), text)
    words = {"bidi": "bidi controls", "control": "control characters", "hidden": "invisible characters"}
    notes = [f"{counts[kind]} {name} removed" for kind, name in words.items() if counts[kind]]
    return text, [*notes, *([f"{forms} presentation forms written as letters"] if forms else [])]


def _letter(form: str) -> str:
    """The letter that a presentation form stands for (a mark without the space that carries it)."""
    plain = unicodedata.normalize("NFKC", form)
    return plain.strip() or plain


def _refuse_visual_order(text: str, path: str) -> None:
    """Text copied from old PDF files may run backwards: then words begin with the form that ends them."""
    starts = re.findall("(?<![\ufb50-\ufefc\u0620-\u06ff])[\ufb50-\ufefc]", text)
    tags = Counter(unicodedata.decomposition(c).partition(" ")[0] for c in starts)
    if tags["<final>"] > 10 and tags["<final>"] > 2 * tags["<initial>"]:
        raise _problem(
            path, "holds its letters in reverse order", "take the text from another copy of the article"
        )
