"""Text that was decoded wrongly before it came here: repaired where that is sure, else refused by name."""

from __future__ import annotations

import re
from functools import cache

from khulasa import languages
from khulasa.errors import KhulasaError, Problem
from khulasa.text.fold import WORD, key

SURE = 0.12
"""Share of frequent words from which letters are held to be Arabic or Persian; our articles have .16 to .37, their
bytes in a wrong encoding at most .10."""


@cache
def _frequent() -> frozenset[str]:
    return frozenset().union(
        *(languages.load(c).words("frequent-words") for c in languages.CONTENT_LANGUAGES)
    )


_LETTER = re.compile("[\u0620-\u06ff]")
_LETTERS = re.compile("[\u0620-\u06ff]+")
_AS_LATIN = re.compile("[ÂØÙÚÛ][\u0080-\u00ff\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]")
_LATIN_HIGH = re.compile("[À-ÿ]")
_AS_1256 = re.compile("[طظعغ](?=[^\\s0-9A-Za-z])")


def likeness(text: str) -> float:
    """Share of the words of a text (its first 20,000 letters) that are among the most frequent of both languages."""
    words = [key(m.group()) for m in WORD.finditer(text[:20_000])]
    arabic = [w for w in words if _LETTER.search(w)]
    return sum(w in _frequent() for w in arabic) / len(arabic) if arabic else 0.0


def repair(text: str, path: str) -> tuple[str, str]:
    """The text with a wrong decoding undone, and a note that says so ("" where nothing was wrong)."""
    lost = text.count("\ufffd")
    if lost:
        _refuse_lost_letters(text, path, lost)
    if not _suspect(text):
        _refuse_question_marks(text, path)
        return text, ""
    for inner, outer, name in (
        ("cp1252", "utf-8", "UTF-8 read as Windows-1252"),
        ("latin-1", "utf-8", "UTF-8 read as ISO-8859-1"),
        ("cp1256", "utf-8", "UTF-8 read as Windows-1256"),
        ("cp1252", "cp1256", "Windows-1256 read as Windows-1252"),
        ("latin-1", "cp1256", "Windows-1256 read as ISO-8859-1"),
    ):
        mended = _undo(text, inner, outer)
        if mended is not None and likeness(mended) >= SURE and not _suspect(mended):
            return mended, f"repaired: {name}"
    what = "was decoded wrongly before it came here (its letters are garbled)"
    raise KhulasaError(Problem(path, what, "take the text from the original page and save it as UTF-8"))


def _suspect(text: str) -> bool:
    """Whether a text looks like letters decoded wrongly."""
    letters = sum(map(len, _LETTERS.findall(text)))
    if high := len(_LATIN_HIGH.findall(text)):
        if len(_AS_LATIN.findall(text)) > max(3, letters // 20):
            return True
        if high > 20 and high > max(letters, len(re.findall("[A-Za-z]", text))):
            return True
    return letters > 20 and len(_AS_1256.findall(text)) > 0.3 * letters


def _undo(text: str, inner: str, outer: str) -> str | None:
    """The text as it was before its bytes in ``outer`` were read as ``inner``; None where that cannot be."""
    data = bytearray()
    for letter in text:
        try:
            data += letter.encode(inner)
        except UnicodeEncodeError:
            if not "\x80" <= letter <= "\x9f":
                return None
            data.append(ord(letter))
    try:
        return data.decode(outer)
    except UnicodeDecodeError:
        return None


def _refuse_lost_letters(text: str, path: str, lost: int) -> None:
    """U+FFFD beside a letter is a letter that is gone for good."""
    torn = re.search("[^\\W\\d_]\ufffd|\ufffd[^\\W\\d_]", text)
    if torn or lost > 2:
        line = text.count("\n", 0, torn.start() if torn else text.index("\ufffd")) + 1
        what = f"has lost {lost} letters in a wrong decoding (U+FFFD)"
        raise KhulasaError(
            Problem(f"{path}:{line}", what, "take the text from the original page and save it as UTF-8")
        )


def _refuse_question_marks(text: str, path: str) -> None:
    """Letters that were written as ``????`` are gone for good."""
    runs = re.findall(r"\?{3,}", text)
    if sum(map(len, runs)) > 20 and sum(map(len, runs)) > len(_LETTER.findall(text)):
        what = "has question marks where its letters were"
        raise KhulasaError(Problem(path, what, "take the text from the original page and save it as UTF-8"))
