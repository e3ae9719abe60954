"""One pass over the article that gives every verb or phrase of saying its speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khulasa.model import Sentence
from khulasa.rules.read.clauses import subject, turn_of
from khulasa.rules.read.speakers import SpeakerRule
from khulasa.rules.read.speech import Cue, word_at
from khulasa.rules.read.subjects import Cast, Turn, Voice, cast
from khulasa.rules.read.talk import Talk


def attribute(talk: Talk, rules: Sequence[SpeakerRule]) -> dict[Cue, Voice]:
    """The voice of every cue that a rule can show, in one pass over the sentences."""
    who = cast(talk)
    voices: dict[Cue, Voice] = {}
    past: list[Voice] = []
    for sentence in talk.reading.sentences:
        here: list[tuple[Cue, Voice]] = []
        for cue in talk.cues_between(sentence.start, sentence.end):
            turn = turn_of(talk, who, cue, past, here)
            voice = _ask(turn, rules)
            if voice is not None:
                voices[cue] = voice
                past.append(voice)
                if cue.kind != "according":
                    here.append((cue, voice))
        if not here:
            _note(talk, who, sentence, past)
    return voices


def _ask(turn: Turn, rules: Sequence[SpeakerRule]) -> Voice | None:
    for rule in rules:
        voice = rule(turn)
        if voice is not None:
            return replace(voice, rule=rule.__name__)
    return None


def _note(talk: Talk, who: Cast, sentence: Sentence, past: list[Voice]) -> None:
    """A sentence that reports no speech: its subject is the one whom a following ``وقال`` means."""
    at = word_at(talk.reading.words, sentence.start)
    if at >= len(talk.reading.words):
        return
    end = talk.reading.words[at].start
    silent = Turn(talk, who, Cue(at, at, end, end, "colon"), at + 1, at, at, past, ())
    voice = subject(silent, sentence, sentence.end)
    if voice is not None:
        past.append(voice)
