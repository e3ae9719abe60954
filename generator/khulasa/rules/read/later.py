"""A role and a name that stand apart are one person where the grammar of news leaves no other."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cache

from khulasa import languages
from khulasa.model import Sentence
from khulasa.rules.read.clauses import name_after, name_before, turn_of
from khulasa.rules.read.cue import Cue, gap, word_at
from khulasa.rules.read.phrases import apposition_end
from khulasa.rules.read.subjects import Turn, Voice, agrees, bare, evidence, indefinite, is_role
from khulasa.rules.read.talk import Named, Talk

AHEAD = 3
"""Sentences after a role in which the name that goes with it may stand."""


def only_speaker(turn: Turn) -> Voice | None:
    """A role (مدیرکل … افزود) means the only one who has spoken, where it agrees with what is known of their role."""
    talk, past = turn.talk, turn.past
    if turn.first > turn.last or not past or not is_role(talk, turn.keys[0]) or turn.cue.kind == "according":
        return None
    if indefinite(talk, turn.keys[0]):
        return None
    last = next((v for v in reversed(past) if v.kind == "person"), None)
    if last is None or last.id is None or not agrees(turn.cue, last.gender):
        return None
    start = next(i for i, v in enumerate(past) if v.id == last.id)
    if {v.id for v in past[start:] if v.kind == "person"} != {last.id}:
        return None
    between = talk.between(last.start, turn.cue.start)
    if any(n.kind == "person" and n.id != last.id and not n.governed for n in between):
        return None
    if turn.keys[0] in talk.words("speech-askers") or _newcomer(turn) or _called(turn):
        return None
    if not _fits(turn, last.id):
        return None
    first, end = _span(turn)
    return replace(
        last, text=turn.text, start=first, end=end, evidence=f"{last.text} … {evidence(turn, first, end)}"
    )


def _fits(turn: Turn, person: str) -> bool:
    """Whether a role may be a person's: it shares words with what is known, or nothing is known of it.

    Subject first, somebody who is the only one named in the article may have several roles.
    """
    known, talk = turn.cast.roles.get(person), turn.talk
    if known:
        alone = talk.subject_first and not any(
            n.kind == "person" and n.id != person and not n.governed for n in talk.named
        )
        return alone or bare(turn.keys[0]) in known
    return talk.subject_first or goes_on_with(talk, turn.cue)


def _called(turn: Turn) -> bool:
    """Whether words in apposition name the one who bears a role, though no rule of names knows them."""
    return apposition_end(turn.talk, turn.last, turn.reach) > turn.last


def _newcomer(turn: Turn) -> bool:
    """Whether the clause marks its subject as another one than before (در همین حال، وزیر …; وزیر نیز …)."""
    words = turn.talk.reading.words
    if not turn.talk.subject_first:
        return False
    opens = word_at(words, turn.talk.sentence(turn.cue.start).start) == turn.first
    return not opens or words[turn.last + 1].key in turn.talk.words("speech-also")


def named_later(turn: Turn) -> Voice | None:
    """A role without a name, then a name without a role that goes on (وزیر گفت … فلان افزود): one person."""
    talk = turn.talk
    if turn.first > turn.last or turn.cue.kind not in ("say", "attitude") or not _definite_role(turn):
        return None
    name = _next_name(turn)
    if _called(turn):
        return None
    if name is None or turn.cast.places[name.id][0] != name.start:
        return None
    if turn.cast.roles.get(name.id, frozenset()) - _titles(talk.reading.lang):
        return None
    sentence = talk.sentence(name.start)
    if sentence.index > talk.sentence(turn.cue.start).index + AHEAD or not _speaks_on(turn, sentence, name):
        return None
    start, end = _span(turn)
    shown = f"{evidence(turn, start, end)} … {name.text}"
    gender = turn.cast.genders.get(name.id, "")
    return (
        Voice(name.id, turn.text, start, end, "person", gender, shown) if agrees(turn.cue, gender) else None
    )


@cache
def _titles(code: str) -> frozenset[str]:
    """Titles and ranks, which are no role of their own (سرهنگ, الدكتور)."""
    return frozenset(bare(w) for w in languages.load(code).words("titles"))


def _definite_role(turn: Turn) -> bool:
    """Whether the subject is a role of one person whom the reader is to know (مدير المرور, not مسؤول في الوزارة)."""
    talk, keys = turn.talk, turn.keys
    if not is_role(talk, keys[0]) or indefinite(talk, keys[0]) or keys[0] in talk.words("speech-askers"):
        return False
    return talk.subject_first or any(k.startswith("ال") for k in keys[:3])


def _next_name(turn: Turn) -> Named | None:
    """The person who is named next after a role, unless nobody or a governed name comes."""
    named = turn.talk.named
    after = named[bisect_left(named, turn.cue.end, key=lambda n: n.start) :]
    return next((n for n in after if n.kind == "person" and not n.governed), None)


def _speaks_on(turn: Turn, sentence: Sentence, name: Named) -> bool:
    """Whether a name is the subject of its sentence and goes on with what the role has said."""
    talk = turn.talk
    here = talk.sentence(turn.cue.start)
    if sentence.index <= here.index or _contrasted(talk, sentence, name):
        return False
    cues = [c for c in talk.cues_between(sentence.start, sentence.end) if c.kind in ("say", "attitude")]
    if not cues or _others(turn, sentence):
        return False
    after = turn_of(talk, turn.cast, cues[0], (), ())
    voice = name_before(after) if talk.subject_first else name_after(after)
    if voice is None or voice.id != name.id:
        return False
    reported = talk.subject_first and _reported(talk, sentence, name)
    beside = sentence.paragraph == here.paragraph and sentence.index == here.index + 1
    lead = (
        here.paragraph == 0 or talk.reading.paragraphs[0].start <= here.start < talk.reading.paragraphs[0].end
    )
    return reported or any(goes_on_with(talk, c) for c in cues) or ((lead or beside) and talk.subject_first)


def _others(turn: Turn, until: Sentence) -> bool:
    """Whether somebody else is made to speak between a role and the name (a role with other words)."""
    talk = turn.talk
    for cue in talk.cues_between(turn.cue.end, until.start):
        if cue.kind not in ("say", "attitude"):
            continue
        other = turn_of(talk, turn.cast, cue, (), ())
        if other.first <= other.last and is_role(talk, other.keys[0]) and other.keys[0] != turn.keys[0]:
            return True
    return False


def _contrasted(talk: Talk, sentence: Sentence, name: Named) -> bool:
    """Whether a sentence sets its subject off from who spoke before (در همین حال، فلان …; ولی فلان; فلان نیز …)."""
    words = talk.reading.words
    opening = word_at(words, sentence.start)
    while opening < name.first and bare(words[opening].key) in _titles(talk.reading.lang):
        opening += 1
    if not talk.subject_first:
        return words[opening].key in ("من", "ومن", "بدوره", "وبدوره", "اما", "واما")
    but = talk.words("speech-contrast", "speech-also")
    if any(words[i].key in but for i in range(opening, name.first)):
        return True
    following = words[name.last + 1].key if name.last + 1 < len(words) else ""
    if following in but:
        return True
    return opening < name.first and not _reported(talk, sentence, name)


def _reported(talk: Talk, sentence: Sentence, name: Named) -> bool:
    """Whether the credit of an agency stands before a name and nothing else (به گزارش …، فلان …)."""
    words, opening = talk.reading.words, word_at(talk.reading.words, sentence.start)
    if opening + 1 >= name.first or " ".join(w.key for w in words[opening : opening + 2]) not in _CREDITS:
        return False
    return "،" in gap(talk.reading, name.first - 1) or "؛" in gap(talk.reading, name.first - 1)


_CREDITS = frozenset(("به گزارش", "به نقل", "به نوشته"))


def goes_on_with(talk: Talk, cue: Cue) -> bool:
    """Whether a cue is a verb that goes on with what was said (أضاف, افزود)."""
    phrase = " ".join(w.key for w in talk.reading.words[cue.first : cue.last + 1])
    return phrase in talk.words("speech-continuation") or (
        cue.joined and phrase[1:] in talk.words("speech-continuation")
    )


def _span(turn: Turn) -> tuple[int, int]:
    words = turn.talk.reading.words
    return words[turn.first].start, words[turn.last].end
