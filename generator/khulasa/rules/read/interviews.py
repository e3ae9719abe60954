"""Questions and answers: which paragraphs an interviewer says, and who answers them."""

from __future__ import annotations

import re
from bisect import bisect_right

from khulasa.model import Mention, Reading
from khulasa.rules.read.speech import word_at
from khulasa.rules.read.subjects import Turn, Voice, evidence
from khulasa.rules.read.talk import Talk

_BULLET = re.compile(r"[■●▪◾◼□▫❖◆◇►▶✦※⬛🔹🔸🔴🔵]")
_DASH = re.compile(r"[•*\-–—_]")
_ASKS = re.compile(r"[؟?][\s\"”»*)_.!]*$")
_LABEL = re.compile(r"[\s\-–—*•]*(\w+)\s*[:：]")
_AFTER_NAME = re.compile(r"[\s\u00a0»”\"'’)]*[:：؛]")
LONGEST_QUESTION = 700
"""Letters of a paragraph that is asked; a longer one that ends with a question is a writer's."""


def is_question(reading: Reading, number: int) -> bool:
    """Whether a paragraph is what an interviewer says: a bullet, a label (س:), or a short paragraph that asks."""
    span = reading.paragraphs[number]
    text = reading.text[span.start : span.end].strip()
    if not text or len(text) > LONGEST_QUESTION:
        return False
    label = _LABEL.match(text)
    if label is not None:
        key = reading.words[word_at(reading.words, span.start + label.start(1))].key
        if key in reading.language.words("speech-question-labels"):
            return True
    asks = _ASKS.search(text) is not None
    if _DASH.match(text) or not _BULLET.match(text):
        return asks and not text.startswith(("«", "“", '"'))
    return True


def answers(turn: Turn) -> Voice | None:
    """What stands alone after an interviewer's paragraph is said by the one who is interviewed."""
    if turn.cue.kind not in ("alone", "colon"):
        return None
    talk = turn.talk
    number = paragraph_of(talk.reading, turn.cue.start)
    if number == 0 or not is_question(talk.reading, number - 1) or not _opens(talk, number, turn):
        return None
    mention = interviewed(talk.reading)
    if mention is not None:
        shown = evidence(turn, turn.cue.start, turn.cue.end) or mention.text
        return Voice(
            mention.id, mention.text, mention.start, mention.end, "person", "", f"{mention.text} … {shown}"
        )
    return next((v for v in reversed(turn.past) if v.kind == "person" and v.rule), None)


def _opens(talk: Talk, number: int, turn: Turn) -> bool:
    """Whether nothing but a label of answers stands before the cue in its paragraph."""
    span, reading = talk.reading.paragraphs[number], talk.reading
    before = [w.key for w in reading.words[word_at(reading.words, span.start) : turn.cue.first]]
    if turn.cue.kind == "colon":
        before = [w.key for w in reading.words[word_at(reading.words, span.start) : turn.cue.last + 1]]
    return len(before) <= 1 and set(before) <= talk.words("speech-answer-labels")


def paragraph_of(reading: Reading, offset: int) -> int:
    """Number of the paragraph that holds an offset of the body."""
    return max(bisect_right(reading.paragraphs, offset, key=lambda p: p.start) - 1, 0)


def interviewed(reading: Reading) -> Mention | None:
    """The person whose words a title gives (فلان: …), who is the one interviewed."""
    for mention in reading.mentions:
        if mention.start >= reading.body:
            break
        if mention.kind == "person" and _AFTER_NAME.match(reading.text, mention.end):
            return mention
    return None
