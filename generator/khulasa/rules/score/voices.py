"""Who speaks in a sentence, and whether the reader can see it there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khulasa.model import Mention, Quote, Reading, Sentence
from khulasa.rules.score.leaning import ABOUT_SOMEBODY, Lean
from khulasa.text.fold import key


@dataclass(frozen=True, slots=True)
class Voices:
    """The speakers of an article."""

    names: Mapping[str, str]
    """Label by id: the name that the article's language has, else the words that the source uses."""
    statements: Mapping[str, int]
    """How many statements each makes."""
    pronouns: frozenset[str]
    """Folded words that stand for a speaker and name none."""


def voices(reading: Reading) -> Voices:
    """The speakers of a reading; empty where no statement was looked for."""
    if not reading.quotes:
        return Voices({}, {}, frozenset())
    pronouns = reading.language.words("speech-pronouns")
    names = {e.id: e.name for e in reading.entities}
    for quote in reading.quotes:
        words = quote.speaker_text
        if quote.speaker and words and key(words) not in pronouns:
            names.setdefault(quote.speaker, words)
    return Voices(names, Counter(q.speaker for q in reading.quotes if q.speaker), pronouns)


def label_of_speaker(
    who: Voices, sentence: Sentence, quotes: Sequence[Quote], mentions: Sequence[Mention], lean: Lean | None
) -> tuple[Lean | None, str | None]:
    """How a sentence leans once its speaker is known, and the label that then stands beside it.

    A statement whose speaker the sentence does not name leans on the naming. The label is given only where all
    statements of the sentence have one speaker.
    """
    if not quotes:
        return lean, None
    speakers = {q.speaker for q in quotes}
    hidden = any(q.speaker and not _seen(who, sentence, q, mentions) for q in quotes)
    if lean is None and hidden:
        lean = Lean("speaker", "")
    if lean is None or lean.kind not in ABOUT_SOMEBODY or len(speakers) != 1:
        return lean, None
    (speaker,) = speakers
    return lean, who.names.get(speaker) if speaker else None


def _seen(who: Voices, sentence: Sentence, quote: Quote, mentions: Sequence[Mention]) -> bool:
    """Whether a sentence names the speaker of a statement outside the statement itself."""
    if any(m.id == quote.speaker and not quote.start <= m.start < quote.end for m in mentions):
        return True
    words = quote.speaker_text or ""
    return bool(words) and key(words) not in who.pronouns and words in sentence.text
