"""Who says a statement without a word of saying: the name before its colon or after it, or the one who went on."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from khulasa.rules.read.clauses import voice_of_words
from khulasa.rules.read.cue import gap, last_word_before, word_at
from khulasa.rules.read.phrases import apposition_end
from khulasa.rules.read.subjects import Turn, Voice, bare, evidence, is_role, voice_of
from khulasa.rules.read.talk import Passage, Talk

SHORT_NAME = 3
"""A name that no rule of names has found is hardly longer."""
LONG_LABEL = 8
"""Most words of a role and a name before a colon."""


def before_colon(turn: Turn) -> Voice | None:
    """Who stands before a colon and quotation marks speaks (X: «…»), even where no rule of names knows the name."""
    if turn.cue.kind != "colon":
        return None
    talk, words = turn.talk, turn.talk.reading.words
    first, last = word_at(words, talk.sentence(turn.cue.start).start), turn.cue.last
    if (pointed := _pointed(turn, first)) is not None:
        return pointed
    if first <= last < first + LONG_LABEL and _label(turn, first, last):
        return _unnamed(turn, first, last)
    if not talk.subject_first or turn.last < turn.first or turn.last >= turn.first + 5:
        return None
    closes = "،" in gap(talk.reading, turn.last) or words[turn.last + 1].key == "كه"
    return _unnamed(turn, turn.first, apposition_end(talk, turn.last, turn.reach)) if closes else None


def after_according(turn: Turn) -> Voice | None:
    """A colon after a clause that gives somebody's words (به گفته فلان …: «…») goes on with them."""
    kinds = ("colon", "say") if turn.talk.subject_first else ("colon",)
    if turn.cue.kind not in kinds or not turn.past:
        return None
    talk, sentence = turn.talk, turn.talk.sentence(turn.cue.start)
    cues = [c for c in talk.cues_between(sentence.start, turn.cue.start) if c.kind != "colon"]
    last = turn.past[-1]
    if not cues or cues[-1].kind != "according" or not sentence.start <= last.start < turn.cue.start:
        return None
    return replace(last, evidence=evidence(turn, last.start, last.end))


def _pointed(turn: Turn, first: int) -> Voice | None:
    """A Persian sentence that opens with ``this`` and a role, before a colon: the person who spoke last."""
    talk, words = turn.talk, turn.talk.reading.words
    if not talk.subject_first or words[first].key != "اين" or first + 1 >= len(words):
        return None
    last = next((v for v in reversed(turn.past) if v.kind == "person"), None)
    if last is None or not last.text or not is_role(talk, words[first + 1].key):
        return None
    start, end = words[first].start, words[first + 1].end
    text = talk.reading.text[start:end] if last.id else last.text
    return replace(last, text=text, start=start, end=end, evidence=evidence(turn, start, end))


def _label(turn: Turn, first: int, last: int) -> bool:
    """Whether words before a colon are a role, or no more than a name, and not the name of a thing."""
    talk, words = turn.talk, turn.talk.reading.words
    found = [w.key for w in words[first : last + 1]]
    if any("،" in gap(talk.reading, i) for i in range(first, last)):
        return False
    if found[0] in talk.words("speech-answer-labels", "speech-question-labels"):
        return False
    if any(k in talk.words("clause-marks") or k in talk.words("speech-complementizers") for k in found):
        return False
    if is_role(talk, found[0]):
        return True
    barred = talk.words("statement-nouns", "title-nouns", "speech-prepositions")
    asides = talk.words("speech-asides", "speech-circumstance", "common-words")
    return len(found) <= SHORT_NAME and not any(
        k in barred or k in asides or k.startswith(("ال", "وال", "لل")) for k in found
    )


def _unnamed(turn: Turn, first: int, last: int) -> Voice:
    words = turn.talk.reading.words
    start, end = words[first].start, words[last].end
    return Voice(
        None, turn.talk.reading.text[start:end], start, end, "person", "", evidence(turn, start, end)
    )


def asked_before(turn: Turn) -> Voice | None:
    """A verb of answering without a subject is said of the one person whom the question just before was put to."""
    talk, words, cue = turn.talk, turn.talk.reading.words, turn.cue
    phrase = " ".join(w.key for w in words[cue.first : cue.last + 1])
    if turn.first <= turn.last or not _among(phrase, cue.joined, talk.words("speech-replying")):
        return None
    here = talk.sentence(cue.start)
    above = talk.reading.sentences[max(here.index - 1, 0)]
    low = above.start if above.paragraph == here.paragraph else here.start
    asked, asking = word_at(words, low), talk.words("speech-questions")
    if not any(_among(w.key, True, asking) for w in words[asked : cue.first]):
        return None
    askers = {v.id for v in turn.past[-1:] if v.rule and v.start >= low}
    people = [n for n in talk.between(low, cue.start) if n.kind == "person" and n.id not in askers]
    return voice_of(turn, people[-1]) if len({n.id for n in people}) == 1 else None


def _among(word: str, joined: bool, entries: frozenset[str]) -> bool:
    return word in entries or (joined and word[:1] in "وف" and word[1:] in entries)


def named_beside(turn: Turn) -> Voice | None:
    """The person named right after a quotation and a comma speaks (« … »، تتذكر فلانة), whatever the verb is."""
    if turn.cue.kind != "alone":
        return None
    talk, words = turn.talk, turn.talk.reading.words
    passage = _passage(talk, turn.cue.start)
    if passage is None or passage.close >= len(talk.reading.text):
        return None
    following = word_at(words, passage.close)
    if following >= len(words) or "\n" in talk.reading.text[passage.close : words[following].start]:
        return None
    comma = talk.reading.text[passage.close : words[following].start]
    if not any(c in comma for c in "،؛-–—") or any(c in comma for c in ".!?؟"):
        return None
    reach = min(following + (1 if talk.subject_first else 2), len(words) - 1)
    for name in talk.between(words[following].start, words[reach].end):
        if name.kind == "person" and not name.governed:
            return voice_of(turn, name)
    for i in range(following, reach + 1):
        known = turn.cast.parts.get(bare(words[i].key))
        if known is not None and (i > following or talk.subject_first):
            return voice_of_words(turn, known, "person", i, i)
    return None


def goes_on(turn: Turn) -> Voice | None:
    """A sentence or paragraph that is nothing but a quotation goes on with the one who spoke just before."""
    if turn.cue.kind != "alone" or not turn.past or not turn.past[-1].rule:
        return None
    talk = turn.talk
    passage = _passage(talk, turn.cue.start)
    if passage is None:
        return None
    at = bisect_right(talk.reading.paragraphs, passage.open, key=lambda p: p.start) - 1
    span = talk.reading.paragraphs[at]
    text = talk.reading.text
    sentence = talk.sentence(passage.open)
    whole = not _letters(text[span.start : passage.open]) and not _letters(text[passage.close : span.end])
    single = not _letters(text[sentence.start : passage.open]) and not _letters(
        text[passage.close : max(talk.sentence(passage.close - 1).end, passage.close)]
    )
    floor = talk.reading.paragraphs[at - 1].start if whole and at else span.start
    if not (whole or single) or not any(
        c.kind in ("say", "manner", "alone") for c in talk.cues_between(floor, passage.open)
    ):
        return None
    last = turn.past[-1]
    before = text[
        talk.reading.words[max(last_word_before(talk.reading.words, passage.open), 0)].start : passage.open
    ]
    return replace(last, evidence=f"{last.text} … {before.strip()}")


def _passage(talk: Talk, offset: int) -> Passage | None:
    return next((p for p in talk.passages_between(offset, offset + 1) if p.depth == 0), None)


def _letters(text: str) -> bool:
    return any(map(str.isalnum, text))
