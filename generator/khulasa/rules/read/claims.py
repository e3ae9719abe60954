"""What a rule says of an outlet, and what the rules of credits share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khulasa.model import Reading
from khulasa.rules.read.credits import Piece, name_at, piece

OPENING = 1200
"""Letters of a paragraph that are looked at."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one rule says of one outlet."""

    name: str
    publisher: bool
    """False: it is credited."""
    evidence: str
    own: bool = False
    """The page says it of itself, in its own lines: that outweighs what the text is told by."""
    rule: str = ""


def opening(reading: Reading, paragraphs: int, having: str = "") -> Iterator[tuple[int, Piece]]:
    """The first paragraphs of the body with their number; only those that have certain letters."""
    for number, span in enumerate(reading.paragraphs[:paragraphs]):
        text = reading.text[span.start : span.end][:OPENING]
        if having in text:
            yield number, piece(text)


def around(where: Piece, start: int, end: int) -> str:
    """The words between two places, as evidence."""
    return " ".join(where.text[start:end].split())


def credited(
    where: Piece, at: int, cue: int, reading: Reading, quoted: bool = True, strong: bool = False
) -> Iterator[Claim]:
    """The outlet that is named at a word, as a claim to be in the chain; the cue begins the evidence.

    ``quoted``: an unknown name in quotation marks counts too. ``strong``: see ``name_at``.
    """
    found = name_at(where, at, reading, strong)
    if found and (found.sure or (quoted and found.kind == "quoted")):
        yield Claim(found.text, False, around(where, where.words[cue].start, found.end))
