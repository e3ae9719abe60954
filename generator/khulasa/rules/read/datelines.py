"""The agency in the dateline before the first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from khulasa.model import Reading
from khulasa.rules.clean.head import is_outlet, is_place, of_sections
from khulasa.rules.clean.lines import look
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
    r"^[^:؛.()\[\]«»\"/\d]{2,25}?\s*/\s*(?P<slash>[^/:()\n\d.–—-]{1,40}?)\s*(?:[-–—:]|\.\s)"
)
"""An agency in brackets, whatever dashes and numbers stand before it, or between slash and dash."""
_BRACKET = re.compile(r"^[^:؛.()\[\]«»\"\d]{2,30}?\s*\((?P<inside>[^()\[\]]{2,40})\)\s")
_BARE_PARENTHESIS = re.compile(r"^[(\[/](?P<inside>[^()\[\]/]{2,50})[)\]/]\s*[-–—ـ:]?")
_SLASHED = re.compile(
    rf"^(?P<first>{_LETTER}+(?:[\s‌]{_LETTER}+)?)\s*/\s*(?P<second>{_LETTER}+(?:[\s‌]{_LETTER}+)?)\s*[/:؛\-–]?\s"
)


def agency_in_dateline(reading: Reading) -> Iterable[Claim]:
    """The dateline before the first sentence names the agency: ``عمّان (بترا) –``, ``ایسنا/اصفهان``."""
    candidates = [
        (p, where.text)
        for number, where in opening(reading, 3)
        for p in _parts(where.text, reading)
        if number == 0 or _known(p[0], reading)
    ]
    candidates += [((p, True), text) for p, text in _of_lines(reading)]
    for candidate, text in candidates:
        found = _agency(candidate, reading)
        if found:
            yield Claim(found, not _SOURCE.search(text[: text.find(found)]), text[:80])
            return


def _of_lines(reading: Reading) -> Iterator[tuple[str, str]]:
    """Pieces of the lines that are a dateline, of which only what is known to be an outlet counts."""
    line = reading.document.dateline
    found = [line.text] if line is not None else []
    found += [r.text for r in reading.document.removed if r.rule in _DATELINES]
    for text in found:
        for part in _SIGNS.split(text[:200]):
            if (
                part
                and not is_place(part, reading.lang)
                and _known(part, reading)
                and (_ARABIC.search(part) or _LATIN.fullmatch(part.strip()))
            ):
                yield part, text
    if line is not None and len(words(line.text)) <= LINE:
        where = piece(line.text)
        named = (name_at(where, i, reading) for i in range(1, len(where.words)))
        yield from ((n.text, line.text) for n in named if n and n.kind in ("agency", "own"))


LINE = 14
"""Words of the longest line of place, day (in two calendars) and agency."""
_ARABIC = re.compile(r"[\u0620-\u06d3]")
_SIGNS = re.compile(r"\s*[-–—:|/(),،_]\s*")
_SOURCE = re.compile(r"(?:المصدر|المصادر|منبع|منابع)\s*:?\s*$")
_DATELINES = frozenset({"label_below_title", "place_and_reporter"})


def _known(text: str, reading: Reading) -> bool:
    """Whether a piece of a line that is a dateline is an outlet: by list, by head, or in quotation marks."""
    found = name_at(piece(text), 0, reading, strong=True)
    of_page = of_sections(look(text), reading.lang)
    return found is not None and (found.sure or found.kind == "quoted") and not of_page


def _parts(text: str, reading: Reading) -> Iterator[tuple[str, bool]]:
    """Pieces of a dateline that may be an agency, and whether their place alone says so (parentheses)."""
    late = _AFTER_DATE.match(text[:140])
    if late and late["inside"]:
        yield late["inside"], True
    elif late:
        first, second = text.partition("/")[0].strip(), late["slash"]
        yield first, is_place(second, reading.lang) and not is_place(first, reading.lang)
        yield second, False
    slashed = None if late and late["slash"] else _SLASHED.match(text)
    if slashed:
        first, second = slashed["first"], slashed["second"]
        yield first, is_place(second, reading.lang) and not is_place(first, reading.lang)
        yield second, False
    bare = _BARE_PARENTHESIS.match(text)
    if bare:
        yield bare["inside"], False
    if bracket := _BRACKET.match(text[:80]):
        yield bracket["inside"], False
    full = _DATELINE.match(text[:140])
    if full and len(words(full["place"])) <= 7:
        if full["inside"]:
            yield full["inside"], True
        for group in ("dash", "slash"):
            if full[group]:
                yield full[group].strip(), bool(_LATIN.fullmatch(full[group].strip()))
        yield full["place"], False


_LATIN = re.compile(r"[A-Z]{2,6}")


def _agency(candidate: tuple[str, bool], reading: Reading) -> str | None:
    """The outlet that a piece of a dateline names."""
    text, by_place = candidate
    where = piece(text)
    found = name_at(where, 0, reading, strong=True)
    if found and found.kind == "quoted" and by_place:
        return found.text
    if found and found.sure and found.end >= len(text.rstrip(' »"')) - 1:
        return found.text
    if found and (found.kind == "many" or (found.sure and is_place(text[found.end :], reading.lang))):
        return found.text if found.sure else None
    if is_outlet(text, reading.lang):
        return text.strip(' «»"')
    small = reading.language.words("small-words")
    plain = [w.key for w in where.words]
    if by_place and 1 <= len(plain) <= 4 and not any(k in small or k.isdigit() for k in plain):
        days = reading.language.words("weekdays") | reading.language.words("months-gregorian")
        return text.strip(' «»"') if not any(k in days for k in plain) else None
    return None
