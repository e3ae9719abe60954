"""Questions and answers: which paragraphs an interviewer says, and who answers them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from khulasa.model import Mention, Reading
from khulasa.rules.read.cue import Cue, word_at
from khulasa.rules.read.subjects import Turn, Voice, evidence, voice_of
from khulasa.rules.read.talk import Passage, Talk, size

_BULLET = re.compile(r"[■●▪◾◼□▫❖◆◇►▶✦※⬛🔹🔸🔴🔵]")
_DASH = re.compile(r"[•*\-–—_]")
_ASKS = re.compile(r"[؟?][\s\"”»*)_.!]*$")
_LABEL = re.compile(r"[\s\-–—*•]*(\w+)\s*[:：]")
_LEAD = re.compile(r"[\s\-–—*•_]+")
_AFTER_NAME = re.compile(r"[\s\u00a0»”\"'’)]*[:：؛]")
LONGEST_QUESTION = 700
"""Letters of a paragraph that is asked; a longer one that ends with a question is a writer's."""


def is_question(reading: Reading, number: int, plain: bool = True) -> bool:
    """Whether an interviewer says a paragraph: a bullet, a label (س:), a dash, or, if ``plain``, a question mark."""
    span = reading.paragraphs[number]
    text = reading.text[span.start : span.end].strip()
    if not text or len(text) > LONGEST_QUESTION:
        return False
    if _label(reading, number, "speech-question-labels"):
        return True
    if _BULLET.match(text):
        return True
    asks = (
        ("؟" in text or "?" in text)
        and _ASKS.search(text) is not None
        and not text.startswith(("«", "“", '"'))
    )
    return (asks and (plain or _DASH.match(text) is not None)) or number in _signed(
        reading.text, reading.body
    )


@lru_cache(maxsize=4)
def _signed(text: str, body: int) -> frozenset[int]:
    """Numbers of the short paragraphs that begin with the sign of those that ask, and ask by their sign alone.

    At least two ask with a question mark; each stands between paragraphs without the sign.
    """
    lines = text[body:].split("\n")
    marks = [m[0] if (m := _DASH.match(line.strip())) else "" for line in lines]
    asking = Counter(m for m, line in zip(marks, lines, strict=True) if m and _ASKS.search(line))
    return frozenset(
        n
        for n, mark in enumerate(marks[:-1])
        if asking[mark] >= SIGNED
        and len(lines[n]) <= BRIEF
        and mark not in (marks[n + 1], marks[max(n - 1, 0)])
    )


SIGNED = 2
"""Paragraphs that ask with one sign, from which on another with it asks too."""


def spoken(reading: Reading, cues: Sequence[Cue]) -> Iterator[Passage]:
    """Answers without marks: the paragraph after each question, where an article shows that it is an interview.

    It does by labels (س: … ج: …), or by a word for an interview near its top and three questions.
    """
    asked = [n for n in range(len(reading.paragraphs)) if is_question(reading, n, plain=False)]
    labelled = any(_label(reading, n, "speech-question-labels") for n in asked)
    if not asked:
        asked = [n for n in range(len(reading.paragraphs)) if _brief(reading, n) and is_question(reading, n)]
    if not labelled and (len(asked) < QUESTIONS or not _told(reading)):
        return
    for number in asked:
        after = number + 1
        if after >= len(reading.paragraphs) or after in asked:
            continue
        begin, end = _answer(reading, after)
        first = reading.sentences[max(bisect_right(reading.sentences, begin, key=lambda s: s.start) - 1, 0)]
        quiet = not any(c.kind == "say" and begin <= c.start < first.end for c in cues)
        if begin < end and quiet and (not labelled or _label(reading, after, "speech-answer-labels")):
            at = max(word_at(reading.words, begin) - 1, 0)
            cue = Cue(at, at, begin, begin, "colon")
            words = size(reading, begin, end)
            yield Passage(begin, begin, end, end, False, 0, True, False, words, cue, "colon")


def _brief(reading: Reading, number: int) -> bool:
    return reading.paragraphs[number].end - reading.paragraphs[number].start <= BRIEF


QUESTIONS = 3
BRIEF = 200
"""Letters of a question that nothing but its mark shows to be one."""
TOP = 300
"""Letters at the top of an article in which it is called an interview."""


def _told(reading: Reading) -> bool:
    """Whether the title or the first lines of an article say that it is an interview."""
    nouns = reading.language.words("speech-interviews")
    last = word_at(reading.words, reading.body + TOP)
    return any(w.key in nouns or w.key[1:] in nouns for w in reading.words[:last])


def _answer(reading: Reading, number: int) -> tuple[int, int]:
    """Where the words of an answer begin and end, without its dash or label; nothing where it stands in marks."""
    span = reading.paragraphs[number]
    text = reading.text[span.start : span.end].rstrip()
    label = _LABEL.match(text) if _label(reading, number, "speech-answer-labels") else None
    lead = label or _LEAD.match(text)
    start = lead.end() if lead else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    marked = text[start : start + 1] in ("«", "“", "”", '"', "")
    return (
        (span.start + start, span.start + start) if marked else (span.start + start, span.start + len(text))
    )


def _label(reading: Reading, number: int, labels: str) -> bool:
    """Whether a paragraph begins with one of the labels and a colon."""
    span = reading.paragraphs[number]
    label = _LABEL.match(reading.text, span.start, span.end)
    return label is not None and reading.words[
        word_at(reading.words, label.start(1))
    ].key in reading.language.words(labels)


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
    last = next((v for v in reversed(turn.past) if v.kind == "person" and v.rule), None)
    return last or _only_person(turn)


def _only_person(turn: Turn) -> Voice | None:
    """The one person whom an interview names outside its questions."""
    talk = turn.talk
    people = {
        n.id: n
        for n in reversed(talk.named)
        if n.kind == "person" and not is_question(talk.reading, paragraph_of(talk.reading, n.start))
    }
    return voice_of(turn, next(iter(people.values()))) if len(people) == 1 else None


def _opens(talk: Talk, number: int, turn: Turn) -> bool:
    """Whether nothing but a label of answers stands before the cue in its paragraph."""
    span, reading = talk.reading.paragraphs[number], talk.reading
    until = turn.cue.first + (turn.cue.kind == "colon")
    before = [w.key for w in reading.words[word_at(reading.words, span.start) : until]]
    return len(before) <= 1 and set(before) <= talk.words("speech-answer-labels")


def paragraph_of(reading: Reading, offset: int) -> int:
    """Number of the paragraph that holds an offset of the body."""
    return max(bisect_right(reading.paragraphs, offset, key=lambda p: p.start) - 1, 0)


def interviewed(reading: Reading) -> Mention | None:
    """The person whose words a title gives (فلان: …), or with whom it says that the interview is."""
    for mention in reading.mentions:
        if mention.start >= reading.body:
            break
        called = _AFTER_NAME.match(reading.text, mention.end) or _interview_with(reading, mention)
        if mention.kind == "person" and called:
            return mention
    return None


def _interview_with(reading: Reading, mention: Mention) -> bool:
    """Whether a word for an interview and with lead up to a name (گفت‌وگو با فلان, حوار مع فلان)."""
    nouns, at = reading.language.words("speech-interviews"), word_at(reading.words, mention.start)
    near = [w.key for w in reading.words[max(at - WITHIN, 0) : at]]
    return any(b in _WITH and (a in nouns or a.removeprefix("ال") in nouns) for a, b in pairwise(near))


WITHIN = 5
"""Words before a name among which an interview with somebody is named."""
_WITH = frozenset(("با", "مع"))
