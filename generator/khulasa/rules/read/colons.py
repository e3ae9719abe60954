"""Statements without quotation marks: a verb of saying, a colon, and speech until the reporter's voice returns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from khulasa.model import Reading, Sentence, Span
from khulasa.rules.read.cue import Cue, gap, last_word_before, stops, word_at
from khulasa.rules.read.marks import Marked
from khulasa.rules.read.talk import Passage, size

_COLON = re.compile(r"[:：](?!//)(?<!\d:(?=\d))")
_ITEM = re.compile(r"\d{1,2}[ \u00a0]?[.)\-–][ \u00a0]|[•▪●◦*]")
"""How a list begins."""
_SPACE_AND = re.compile(r"[\s\u00a0\-–—]*")
NEAR = 4
FAR = 18
"""Words between a Persian verb of saying and its colon: as a rule, and before speech in the first person."""
LONG_SUBJECT = 30
"""How many words may stand between a verb of saying and its colon."""
NAME_AND_SPEECH = 5
LONG_NAME = 8
"""A paragraph that begins with a name and a colon: least words of the speech, most words before the colon."""


def after_colons(
    reading: Reading, pieces: Sequence[Marked], covers: Sequence[Marked], cues: Sequence[Cue], first: bool
) -> Iterator[Passage]:
    """Statements without marks: a cue, a colon, and then speech to the end of the paragraph or the next cue."""
    opens = {p.open for p in pieces if not _leads_on(reading, p)}
    people = {m.end: m.start for m in reading.mentions if m.kind == "person"}
    names = frozenset(m.end for m in reading.mentions if m.kind in ("person", "organisation"))
    inside = [(p.start, p.end) for p in covers]
    done = reading.body
    for number, span in enumerate(reading.paragraphs):
        for m in _COLON.finditer(reading.text, span.start, span.end):
            if m.start() < done or covered(inside, m.start()):
                continue
            begin, end = _speech(reading, number, m.end())
            if begin >= end or begin in opens or _ITEM.match(reading.text, begin):
                continue
            personal = _first_person(reading, begin, end, first)
            cue = _cue_of_colon(reading, cues, m.start(), first, names, personal)
            cue = cue or _name_of_colon(reading, span, m.start(), end, people)
            if cue is None and personal:
                cue = _person_of_colon(reading, m.start(), people)
            if cue is None:
                continue
            end = reporter_returns(reading, cues, begin, end, first)
            text = reading.text[begin:end]
            end -= len(text) - len(text.rstrip())
            if begin < end:
                yield Passage(
                    begin, begin, end, end, False, 0, True, False, size(reading, begin, end), cue, "colon"
                )
                done = end


def _leads_on(reading: Reading, piece: Marked) -> bool:
    """Whether a short piece in marks only begins what is said («شور عاشقی» فیلمی بود که …): words go on after it."""
    following = reading.text[piece.close : piece.close + 2]
    letters = len(following) == 2 and following[0] in " \u00a0\u200c" and following[1].isalpha()
    letters = letters and reading.text[piece.end - 1] not in ".!?؟…"
    if not piece.closed or not letters or size(reading, piece.start, piece.end) > TERM:
        return False
    at = word_at(reading.words, piece.close)
    verbs, thus = reading.language.words("speech-verbs"), reading.language.words("speech-thus")
    joined = reading.words[at].key[:1] in "وف" and reading.words[at].key[1:] in verbs
    return not joined and not any(w.key in verbs or w.key in thus for w in reading.words[at : at + 3])


TERM = 3
"""Most words of a name or term in marks with which a statement begins."""
_ME = {
    True: frozenset(
        ("ما", "من", "خودم", "خودمان", "مرا", "برايم", "برايمان", "هستم", "بودم", "دارم", "داشتم")
    ),
    False: frozenset(
        ("انا", "نحن", "لدينا", "لدي", "عندي", "عندنا", "انني", "اننا", "لست", "لسنا", "كنت", "كنا", "علينا")
    ),
}
"""Words of one who speaks of themselves, by whether the subject stands before the verb."""
_OF_ME = re.compile(r"^ن?مي(?!ثم$)\w+م$|^\w{2,}(?:ديم|ستيم|شتيم|فتيم|ختيم|اهيم|كنيم|ريم)$")
"""Persian verbs in the first person."""
_NOT_ME = re.compile(r"^[نا]\w{2,}$")
"""An Arabic verb in the first person, as it stands after لن, لم and لا."""
FIRST_WORDS = 12


def _first_person(reading: Reading, start: int, end: int, first: bool) -> bool:
    """Whether a speaker speaks of themselves in the first words of a stretch."""
    at = word_at(reading.words, start)
    found = [w.key for w in reading.words[at : at + FIRST_WORDS] if w.end <= end]
    if any(k.removeprefix("و") in _ME[first] for k in found):
        return True
    if first:
        return any(_OF_ME.match(k) for k in found)
    pairs = pairwise(found)
    return any(a.lstrip("وف") in ("لن", "لم", "لا") and _NOT_ME.match(b) for a, b in pairs)


def _speech(reading: Reading, number: int, start: int) -> tuple[int, int]:
    """The stretch after a colon: the rest of its paragraph, or the next one where the colon ends it."""
    span = reading.paragraphs[number]
    start = _skip(reading.text, start, span.end)
    if start < span.end or number + 1 == len(reading.paragraphs):
        return start, span.end
    span = reading.paragraphs[number + 1]
    return _skip(reading.text, span.start, span.end), span.end


def _skip(text: str, start: int, end: int) -> int:
    m = _SPACE_AND.match(text, start, end)
    return m.end() if m else start


def _cue_of_colon(
    reading: Reading, cues: Sequence[Cue], colon: int, first: bool, names: frozenset[int], personal: bool
) -> Cue | None:
    """The verb of saying that a colon without marks belongs to; None for the colon of a list."""
    at = bisect_right(cues, colon, key=lambda c: c.end) - 1
    if at > 0 and cues[at].kind == "according":
        at -= 1
    if at < 0:
        return None
    cue, words = cues[at], reading.words
    last = last_word_before(words, colon)
    far = LONG_SUBJECT if not first else FAR if personal else NEAR
    if cue.kind in ("naming", "according") or last - cue.last > far:
        return None
    held = personal or words[cue.last].key in _HELD
    if cue.kind == "attitude" and not (first and held and last == cue.last):
        return None
    that, lists = reading.language.words("speech-complementizers"), reading.language.words("list-openers")
    for i in range(cue.last, last):
        clause = words[i + 1].key in that and words[i].key not in BEFORE_THAT
        if stops(reading, i) or (clause and not first):
            return None
    near = " ".join(w.key for w in words[max(cue.first - 10, 0) : last + 1])
    if any(f" {entry} " in f" {near} " for entry in lists):
        return None
    if not first and _object(reading, cue, last, names):
        return None
    return cue


BEFORE_THAT = frozenset(("بعد", "قبل", "دون", "منذ", "بدل", "قبيل", "رغم", "حتي", "خشيه", "مخافه", "بمجرد"))
"""After these أن begins no reported speech (بعد أن)."""


_HELD = frozenset(("است", "بود", "دارد", "داشت", "دارند", "داشتند", "هستند", "بودند"))
"""How a phrase of holding ends that takes speech after its colon (معتقد است:)."""


def covered(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of the spans, which are sorted and apart."""
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and spans[at][1] > offset


def _name_of_colon(
    reading: Reading, span: Span, colon: int, end: int, people: Mapping[int, int]
) -> Cue | None:
    """A pseudo cue where a paragraph begins with a person's name and a colon (as interviews are set)."""
    before, after, last = (word_at(reading.words, offset) for offset in (span.start, colon, end))
    if last - after < NAME_AND_SPEECH or after - before > LONG_NAME:
        return None
    named = any(people.get(at, -1) >= span.start for at in range(colon - 2, colon + 1))
    return colon_cue(reading, colon) if named else None


def _person_of_colon(reading: Reading, colon: int, people: Mapping[int, int]) -> Cue | None:
    """A pseudo cue where a sentence that begins with a person leads to a colon and speech in the first person."""
    at = bisect_right(reading.sentences, colon, key=lambda s: s.start) - 1
    if at < 0:
        return None
    start, lists = reading.sentences[at].start, reading.language.words("list-openers")
    words, opening = reading.words, word_at(reading.words, reading.sentences[at].start)
    last = last_word_before(words, colon)
    if last - opening > LONG_SUBJECT or words[last].key in lists:
        return None
    near = words[min(opening + OPENING, last)].end
    roles = reading.language.words("person-nouns")
    named = words[opening].key in roles or any(start <= begin < near for begin in people.values())
    return colon_cue(reading, colon) if named else None


OPENING = 3
"""How many words may stand before the name of a person at the beginning of a sentence."""


def colon_cue(reading: Reading, offset: int) -> Cue:
    """A pseudo cue for a colon that introduces speech without a verb of saying."""
    at = max(last_word_before(reading.words, offset), 0)
    end = reading.words[at].end
    return Cue(at, at, end, end, "colon")


def _object(reading: Reading, cue: Cue, last: int, names: frozenset[int]) -> bool:
    """Whether what a verb announces stands before the colon (أعلن أسماء الفائزين:): then a list follows."""
    announces = reading.language.words("speech-announcing")
    key = reading.words[cue.first].key
    if key not in announces and key[1:] not in announces:
        return False
    nouns = reading.language.words("statement-nouns")
    tail = [w.key for w in reading.words[max(cue.last + 1, last - 4) : last + 1]]
    if not tail or any(k in nouns for k in tail):
        return False
    return not names & {reading.words[i].end for i in (last, last - 1)}


def reporter_returns(reading: Reading, cues: Sequence[Cue], start: int, end: int, first: bool) -> int:
    """Where, after a statement without marks has begun, somebody is said to speak again, or the paragraph ends."""
    for i in range(bisect_right(cues, start, key=lambda c: c.start), len(cues)):
        if cues[i].start >= end:
            break
        if (turn := _turn(reading, cues[i], start, first)) is not None:
            end = turn
            break
    found = reading.sentences
    for i in range(bisect_right(found, start, key=lambda s: s.start), len(found)):
        if found[i].start >= end:
            break
        if _returns(reading, found[i]):
            return found[i].start
    return end


def _turn(reading: Reading, cue: Cue, start: int, first: bool) -> int | None:
    """Where the clause of a cue begins, if the cue ends the statement before it."""
    words, i = reading.words, cue.first
    sentence = _sentence_start(reading, cue.start, start)
    if first and sentence == cue.start > start:
        sentence = _sentence_start(reading, max(cue.start - 2, start), start)
    if first:
        opening = words[word_at(words, sentence)].key
        colon = reading.text[cue.end : cue.end + 3].lstrip(" \u00a0").startswith(":")
        speaks = opening in reading.language.words("speech-pronouns") or colon or cue.kind == "according"
        speaks = speaks or (cue.kind == "say" and _opens_with_name(reading, sentence))
        return sentence if sentence > start and speaks else None
    fresh = i > 0 and not gap(reading, i - 1).isspace()
    if cue.kind == "manner" and "،" in gap(reading, i - 1):
        return words[i - 1].end
    if cue.kind in ("say", "attitude") and cue.start == sentence and sentence > start:
        return sentence
    if cue.kind == "say" and cue.joined and fresh and _leads(reading, i):
        return words[i - 1].end
    return words[i - 1].end if cue.kind == "according" and "،" in gap(reading, i - 1) else None


def _opens_with_name(reading: Reading, start: int) -> bool:
    """Whether a sentence begins with the name of a person."""
    at = bisect_left(reading.mentions, start, key=lambda m: m.start)
    return at < len(reading.mentions) and (reading.mentions[at].start, reading.mentions[at].kind) == (
        start,
        "person",
    )


def _leads(reading: Reading, i: int) -> bool:
    """Whether a colon or أن follows a cue shortly."""
    that = reading.language.words("speech-complementizers")
    for j in range(i, min(i + 6, len(reading.words) - 1)):
        if ":" in gap(reading, j) or reading.words[j + 1].key in that:
            return True
    return False


def _sentence_start(reading: Reading, offset: int, start: int) -> int:
    at = bisect_right(reading.sentences, offset, key=lambda s: s.start) - 1
    return max(reading.sentences[at].start, start) if at >= 0 else start


def _returns(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence begins in the reporter's voice (من جانبه, یادآوری می‌شود)."""
    openers = reading.language.words("reporter-openers")
    words, at = reading.words, word_at(reading.words, sentence.start)
    key = words[at].key
    return any(" ".join((key, *(w.key for w in words[at + 1 : at + n]))) in openers for n in (1, 2, 3))
