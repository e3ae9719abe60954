"""East Asian names: a short family name and one or two short words, each a syllable of its own (كيم مين سو)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from khulasa.languages import load
from khulasa.model import Candidate, Reading
from khulasa.rules.read.chain import candidate
from khulasa.rules.read.dictionary import everyday
from khulasa.rules.read.parts import NAME, Part, Token, tokens
from khulasa.rules.read.signs import begins_role, name_ends, supported
from khulasa.text.words import standing

SYLLABLE = re.compile(
    r"(?:تش|شي|تس|نغ|هي|كي|ثا?|[بتجدرزسشغفقكلمنهويپچگحخا])[ايوهيع]{1,3}(?:نغ|نج|نگ|نك|[نمكغبتله])?"
    r"|(?:تش|تس|نغ|[بتجدسشكلمنهپچگ])[نمكغ](?:غ|گ)?"
)
"""Letters that write one syllable of Korean, Vietnamese or Chinese."""
ENDINGS = frozenset(("بان", "وان"))
"""Family names that are endings of Persian callings too (دروازه بان)."""
LONGEST = 6
"""Letters of one such word."""
MOST = 3
"""Most words behind the family name."""


def name_of_syllables(reading: Reading) -> Iterator[Candidate]:
    """A listed East Asian family name and one to three words of one syllable each (نغوين ثي هوا, پارک جی سونگ)."""
    marks, families = tokens(reading), load(reading.lang).table("syllable-families")
    for first in standing(reading.text, families):
        token = marks[first]
        if token.part & Part.COMMON and not token.part & NAME:
            continue
        if first and token.follows and marks[first - 1].part & Part.GIVEN:
            continue
        if first and token.joined and token.key in ENDINGS and everyday(reading.lang, marks[first - 1].key):
            continue  # دروازه بان تیم
        end = first + 1
        while (
            end < len(marks) and end - first <= MOST and marks[end].follows and _syllable(marks, end, first)
        ):
            end += 1
        count = end - first - 1
        ended = name_ends(marks, end) or (count > 1 and everyday(reading.lang, marks[end].key))
        if not count or not ended:
            continue
        sure = families[marks[first].key] == "sure"
        led = supported(marks, first) or bool(first and marks[first - 1].bare_part & Part.NATION)
        led = led or (end < len(marks) and begins_role(marks, end))
        if sure or count > 1 or led:
            yield candidate(reading, first, end, "name_of_syllables")


def _syllable(marks: Sequence[Token], index: int, first: int) -> bool:
    """True for a word of one syllable that is no everyday word; the last of three may be one (ثي هوا)."""
    token = marks[index]
    if len(token.key) > LONGEST or SYLLABLE.fullmatch(token.key) is None:
        return False
    if not token.part or token.part & (NAME | Part.PARTICLE):
        return True
    ends = index + 1 >= len(marks) or not marks[index + 1].follows or bool(marks[index + 1].bare_part)
    small = token.part & (Part.FUNCTION | Part.VERB | Part.ACTION | Part.ROLE) or len(token.key) < len("هوا")
    return index - first > 1 and ends and not small
