"""A title for an article that has none: the beginning of its first sentence, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khulasa.model import Heading, Line
from khulasa.text import marks, sentences
from khulasa.text.fold import WORD, key

MOST = 15
LEAST = 6

_LEADS = re.compile(
    "^(?:به گزارش [^،:]{3,90}[،:؛]\\s*|(?:[^\\W\\d_]+[\\s/]?){1,3}(?:\\s*\\([^)]{2,40}\\))?\\s*[-–—]\\s*"
    "(?:\\(?[^\\W\\d_]+(?:\\s[^\\W\\d_]+){0,2}\\)?\\s*[-–—]\\s*)?)"
)
_CLAUSE = re.compile("[،؛:,]|\\s[-–—]\\s")
_JOINTS = frozenset(
    key(w)
    for w in (
        "حيث وذلك فيما بينما مشيرا مؤكدا مضيفا موضحا معتبرا داعيا إذ بعد خلال ضمن وسط بهدف بحسب وفق حسب "
        "که تا ولی اما زیرا چون"
    ).split()
)
_HANGING = frozenset(
    key(w)
    for w in "في من على إلى عن مع أن إن بين و أو التي الذي قد لا لم از به در که را با برای بر و تا یا این آن".split()
)


def derived_title(body: tuple[Line, ...]) -> Heading:
    """The beginning of the first sentence, cut at a clause, as it stands in the text; at most 15 words."""
    text = next((line.text for line in body if WORD.search(line.text)), "")
    if not text:
        return Heading("", "derived_title", None, True)
    span = sentences.split(text)[0]
    sentence = text[span.start : span.end]
    lead = _LEADS.match(sentence)
    start = lead.end() if lead and len(WORD.findall(sentence[lead.end() :])) >= LEAST else 0
    piece = sentence[start:]
    end = _cut(piece)
    return Heading(piece[:end].strip(" ،؛:,-–—.").strip(), "derived_title", None, True)


def _cut(piece: str) -> int:
    """Where a title of at most 15 words ends: at the sentence, a clause, before a joint, else at a word."""
    found = list(WORD.finditer(piece))
    if len(found) <= MOST:
        return len(piece)
    inside = marks.Inside(marks.pairs(piece))
    limit = found[MOST - 1].end()
    least = found[LEAST - 1].end()
    clauses = [
        m.start()
        for m in _CLAUSE.finditer(piece, least, limit + 2)
        if not inside.deeper(m.start(), m.start() + 1)
    ]
    if clauses:
        return clauses[-1]
    joints = [
        m.start()
        for m in found[LEAST : MOST + 1]
        if key(m.group()) in _JOINTS and not inside.deeper(m.start(), m.start() + 1)
    ]
    if joints:
        return joints[-1]
    return next(_word_ends(found, inside), limit)


def _word_ends(found: list[re.Match[str]], inside: marks.Inside) -> Iterator[int]:
    """Ends of words, from the fifteenth backwards, at which nothing is left hanging."""
    for m in reversed(found[LEAST:MOST]):
        if key(m.group()) not in _HANGING and not inside.deeper(m.start(), m.end()):
            yield m.end()
