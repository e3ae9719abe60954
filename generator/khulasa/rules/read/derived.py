"""A title for an article that has none: the beginning of its first sentence, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from khulasa import languages
from khulasa.model import Heading, Line, Span
from khulasa.rules.clean.lines import look
from khulasa.rules.read.headlines import DATELINE
from khulasa.text import marks, sentences
from khulasa.text.fold import WORD, key

MOST = 15
"""Words of the longest title."""
LEAST = 7
"""Words of the shortest title that is cut out of a longer sentence."""
LOOK_AT = 600
"""Letters of the sentence that are looked at."""

_REPORT = re.compile("به گزارش [^،:؛.]{2,90}[،:؛]\\s*")
_CLAUSE = re.compile("[،؛,]|\\s[-–—]\\s")
_SUBORDINATE = re.compile("[،,]\\s*(?:أن|إن|ان|بأن|که|كه)\\s")
_THAT = re.compile("\\s(?:أن|إن|ان|بأن|أنّ|إنّ|بأنّ)\\s")


@cache
def _list(name: str) -> frozenset[str]:
    lists = (languages.load(code).lists for code in languages.CONTENT_LANGUAGES)
    return frozenset().union(*(of.get(name, frozenset()) for of in lists))


def derived_title(body: tuple[Line, ...]) -> Heading:
    """The beginning of the first sentence, cut at a clause, as it stands in the text; at most 15 words."""
    text = next((line.text for line in body if WORD.search(line.text)), "")
    first = next(iter(sentences.split(text)), Span(0, 0))
    sentence = text[first.start : min(first.end, first.start + LOOK_AT)]
    piece = sentence[_begin(sentence) :]
    found = list(WORD.finditer(piece))
    end = _cut(piece, found) if len(found) > MOST else len(piece)
    return Heading(piece[:end].strip(" ،؛:,-–—.\u200c"), "derived_title", None, True)


def _begin(sentence: str) -> int:
    """Where the news begins: after the dateline, ``به گزارش …،`` or ``أفادت وكالة … أن``."""
    start = 0
    dateline = DATELINE.match(sentence)
    if dateline:
        start = dateline.end()
    report = _REPORT.match(sentence, start)
    if report:
        start = report.end()
    start = _after_agency(sentence, start)
    return start if len(WORD.findall(sentence[start:])) >= LEAST else 0


def _after_agency(sentence: str, start: int) -> int:
    """The place after ``أفادت وكالة …، أن``; the start where the sentence begins otherwise."""
    keys = look(sentence[start:]).keys[:3]
    if len(keys) < 3 or keys[0].removeprefix("و") not in _list("credit-verbs"):
        return start
    agency = any(k in _list("outlet-heads") or k in _list("outlets") for k in keys[1:])
    that = _THAT.search(sentence, start, start + 200)
    return that.end() if agency and that else start


def _cut(piece: str, found: Sequence[re.Match[str]]) -> int:
    """Where a title of at most 15 words ends: at a clause, before a joint, else at a word."""
    inside = marks.inside(piece)
    limit = found[MOST - 1].end()

    def free(place: int) -> bool:
        return not inside.deeper(place, place + 1)

    clauses = [
        m.start() for m in _CLAUSE.finditer(piece, found[LEAST - 1].end(), limit + 2) if free(m.start())
    ]
    whole = [c for c in clauses if not _SUBORDINATE.match(piece, c) and not _says(piece[:c])]
    if whole:
        return whole[-1]
    joints = [
        m.start()
        for m in found[LEAST : MOST + 1]
        if key(m.group()) in _list("title-joints") and free(m.start())
    ]
    joints = [j for j in joints if not _says(piece[:j])]
    return joints[-1] if joints else next(_word_ends(found, inside), limit)


def _says(beginning: str) -> bool:
    """Whether a piece ends in a verb of saying: what is said would be missing."""
    return look(beginning).keys[-1] in _list("speech-verbs")


def _word_ends(found: Sequence[re.Match[str]], inside: marks.Inside) -> Iterator[int]:
    """Ends of words, from the fifteenth backwards, at which nothing is left hanging."""
    for m in reversed(found[LEAST:MOST]):
        if key(m.group()) not in _list("hanging-words") and not inside.deeper(m.start(), m.end()):
            yield m.end()
