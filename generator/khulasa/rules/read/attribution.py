"""One pass over the article that gives every verb or phrase of saying its speaker."""

from __future__ import annotations

from collections.abc import Sequence

from khulasa.model import Sentence
from khulasa.rules.read.clauses import introduces, subject, turn_of
from khulasa.rules.read.cue import Cue, word_at
from khulasa.rules.read.interviews import is_question
from khulasa.rules.read.speakers import SpeakerRule
from khulasa.rules.read.subjects import Cast, Turn, Voice, cast, voice_of
from khulasa.rules.read.talk import Talk
from khulasa.text.fold import key


def attribute(talk: Talk, rules: Sequence[SpeakerRule]) -> dict[Cue, Voice]:
    """The voice of every cue that a rule can show, in one pass over the sentences."""
    who = cast(talk)
    voices: dict[Cue, Voice] = {}
    past: list[Voice] = []
    questions = [is_question(talk.reading, n, plain=False) for n in range(len(talk.reading.paragraphs))]
    for sentence in talk.reading.sentences:
        here: list[tuple[Cue, Voice]] = []
        asked = questions[sentence.paragraph]
        for cue in talk.cues_between(sentence.start, sentence.end):
            turn = turn_of(talk, who, cue, past, here)
            voice = _ask(turn, rules)
            if voice is not None:
                voices[cue] = voice
                if not (asked or _asks(talk, voice)):
                    past.append(voice)
                if cue.kind != "according":
                    here.append((cue, voice))
        if not here and not asked and not _note(talk, who, sentence, past) and introduces(talk, sentence):
            past.append(NOBODY)
    return voices


def _ask(turn: Turn, rules: Sequence[SpeakerRule]) -> Voice | None:
    for rule in rules:
        voice = rule(turn)
        if voice is not None:
            # Voices are many: made anew one takes a third of the time of ``replace``.
            v, name = voice, rule.__name__
            return Voice(v.id, v.text, v.start, v.end, v.kind, v.gender, v.evidence, name)
    return None


def _asks(talk: Talk, voice: Voice) -> bool:
    """Whether nobody but an unnamed reporter speaks: what follows is said by the one who is asked."""
    return voice.id is None and key(voice.text.split(maxsplit=1)[0]) in talk.words("speech-askers")


NOBODY = Voice(None, "", 0, 0, "person")
"""Who cannot be told speaks now: what follows does not go on with the one before."""


def _note(talk: Talk, who: Cast, sentence: Sentence, past: list[Voice]) -> bool:
    """A sentence that reports no speech: its subject is the one whom a following ``وقال`` means; False for none."""
    at = word_at(talk.reading.words, sentence.start)
    if at >= len(talk.reading.words):
        return False
    end = talk.reading.words[at].start
    silent = Turn(talk, who, Cue(at, at, end, end, "colon"), at + 1, at, at, past, ())
    voice = subject(silent, sentence, sentence.end)
    asked = _asked(talk, silent, sentence)
    if asked is not None or voice is not None:
        past.append(asked or voice)  # type: ignore[arg-type]
        return True
    return False


def _asked(talk: Talk, turn: Turn, sentence: Sentence) -> Voice | None:
    """Whom the writer asks (از فلان پرسیدیم): the answer is theirs."""
    words, asking = talk.reading.words, talk.words("speech-asking")
    first, last = word_at(words, sentence.start), word_at(words, sentence.end)
    if not any(w.key in asking for w in words[first:last]):
        return None
    name = next((n for n in talk.between(sentence.start, sentence.end) if n.kind == "person"), None)
    return voice_of(turn, name) if name is not None else None
