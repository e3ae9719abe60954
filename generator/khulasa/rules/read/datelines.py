"""The agency in the dateline before the first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from khulasa.model import Reading
from khulasa.rules.read.claims import Claim, opening
from khulasa.rules.read.credits import name_at, piece
from khulasa.text.words import words

_LETTER = r"[^\W\d_]"
_DATELINE = re.compile(
    r"^(?P<place>[^:؛.()\[\]«»\"]{2,60}?)\s*"
    r"(?:[(\[](?P<inside>[^()\[\]]{1,50})[)\]]\s*[-–—ـ:]|[-–—ـ]\s*[(«\"]?(?P<dash>[^-–—:()«»\"]{1,40}?)[)»\"]?\s*[-–—ـ:]|"
    r"/\s*(?P<slash>[^/:\n]{1,40}?)\s*/)"
)
_AFTER_DATE = re.compile(
    r"^[^:؛.()\[\]«»\"]{2,60}?\s*[(\[](?P<inside>[^()\[\]]{1,50})[)\]]\s*[-–—ـ:]|"
    r"^[^:؛.()\[\]«»\"/\d]{2,25}?\s*/\s*(?P<slash>[^/:()\n\d–—-]{1,40}?)\s*[-–—:]"
)
"""An agency in brackets, whatever dashes and numbers stand before it, or between slash and dash."""
_BARE_PARENTHESIS = re.compile(r"^[(\[/](?P<inside>[^()\[\]/]{2,50})[)\]/]\s*[-–—ـ:]?")
_SLASHED = re.compile(
    rf"^(?P<first>{_LETTER}+(?:[\s‌]{_LETTER}+)?)\s*/\s*(?P<second>{_LETTER}+(?:[\s‌]{_LETTER}+)?)\s*[/:؛\-–]?\s"
)


def agency_in_dateline(reading: Reading) -> Iterable[Claim]:
    """The dateline before the first sentence names the agency: ``عمّان (بترا) –``, ``ایسنا/اصفهان``."""
    candidates = [(p, text) for text in (w.text for _, w in opening(reading, 1)) for p in _parts(text)]
    line = reading.document.dateline
    if line is not None:
        candidates += [((p, True), line.text) for p in re.split(r"\s*[-–—:|/(),،]\s*", line.text[:200]) if p]
        candidates = [(c, t) for c, t in candidates if t != line.text or _known(c[0], reading)]
    for candidate, text in candidates:
        found = _agency(candidate, reading)
        if found:
            yield Claim(found, True, text[:80])
            return


def _known(text: str, reading: Reading) -> bool:
    """Whether a piece of a line that is a dateline is an outlet: by list, by head, or in quotation marks."""
    found = name_at(piece(text), 0, reading, strong=True)
    return found is not None and (found.sure or found.kind == "quoted")


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a dateline that may be an agency, and whether their place alone says so (parentheses)."""
    slashed = _SLASHED.match(text)
    if slashed:
        yield slashed["first"], False
        yield slashed["second"], False
    bare = _BARE_PARENTHESIS.match(text)
    if bare:
        yield bare["inside"], False
    late = _AFTER_DATE.match(text[:140])
    if late:
        yield (late["inside"], True) if late["inside"] else (late["slash"], False)
    full = _DATELINE.match(text[:140])
    if full and len(words(full["place"])) <= 7:
        if full["inside"]:
            yield full["inside"], True
        for group in ("dash", "slash"):
            if full[group]:
                yield full[group], False
        yield full["place"], False


def _agency(candidate: tuple[str, bool], reading: Reading) -> str | None:
    """The outlet that a piece of a dateline names."""
    text, by_place = candidate
    where = piece(text)
    found = name_at(where, 0, reading, strong=True)
    if found and found.kind == "quoted" and by_place:
        return found.text
    if found and found.sure and found.end >= len(text.rstrip(' »"')) - 1:
        return found.text
    if found and found.kind == "many":
        return None
    small = reading.language.words("small-words")
    plain = [w.key for w in where.words]
    if by_place and 1 <= len(plain) <= 4 and not any(k in small or k.isdigit() for k in plain):
        days = reading.language.words("weekdays") | reading.language.words("months-gregorian")
        return text.strip(' «»"') if not any(k in days for k in plain) else None
    return None
