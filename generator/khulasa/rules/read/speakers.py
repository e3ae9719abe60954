"""Who says a statement: the rules are asked in order for each verb or phrase of saying, and the first answer wins."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from khulasa.model import Sentence
from khulasa.rules.read.clauses import (
    clause_before,
    introduces,
    main_clause,
    name_after,
    name_before,
    near_before,
    related_to,
    subject,
)
from khulasa.rules.read.cue import gap, word_at
from khulasa.rules.read.phrases import apposition_end
from khulasa.rules.read.subjects import (
    Turn,
    Voice,
    agrees,
    bare,
    by_common_noun,
    by_role,
    common_organisations,
    evidence,
    indefinite,
    is_role,
    voice_of,
)
from khulasa.text.fold import key

SpeakerRule = Callable[[Turn], Voice | None]


# ------------------------------------------------------------------ the rules, in order


def named_subject(turn: Turn) -> Voice | None:
    """The person or organisation that is the subject of the verb of saying."""
    if turn.cue.kind in ("passive", "colon", "manner", "noun", "alone"):
        return None
    if turn.cue.kind in ("say", "attitude") and (related := related_to(turn)) is not None:
        return related
    return name_before(turn) if turn.talk.subject_first and turn.cue.kind != "according" else name_after(turn)


def role_of_named(turn: Turn) -> Voice | None:
    """A role (الوزير, این پرنده‌شناس) or a common noun (الشركة) that one named in the article bears."""
    if turn.first > turn.last or turn.cue.kind in ("passive", "colon"):
        return None
    keys = turn.keys
    if keys[0] in turn.talk.words("speech-pointing"):
        return _pointed_at(turn)
    pointing = keys[0] in ("اين", "هذا", "هذه", "همين") or keys[-1] in ("ذاته", "نفسه", "ذاتها", "نفسها")
    keys = keys[1:] if keys[0] in ("اين", "هذا", "هذه", "همين") else keys
    if not keys or (not pointing and indefinite(turn.talk, keys[0])):
        return None
    start, end = _span(turn)
    shown = evidence(turn, start, end)
    if bare(keys[0]) in common_organisations(turn.talk.reading.lang):
        name = by_common_noun(turn, keys[0])
        if name is not None and (pointing or len(keys) <= 2):
            return Voice(
                name.id, turn.text, start, end, "organisation", turn.cast.genders.get(name.id, ""), shown
            )
    person = by_role(turn, keys) or _said_before(turn, keys)
    if person is not None:
        return Voice(
            person,
            turn.text,
            start,
            end,
            "person",
            turn.cast.genders.get(person, "") or turn.cue.gender,
            shown,
        )
    single = len(keys) == 1 and keys[0].startswith("ال")
    if (pointing or single) and is_role(turn.talk, keys[0]):
        last = next(
            (v for v in reversed(turn.past) if v.kind == "person" and agrees(turn.cue, v.gender)), None
        )
        if last is not None and last.text:
            return replace(last, text=turn.text if last.id else last.text, evidence=shown)
    return None


def _pointed_at(turn: Turn) -> Voice | None:
    """The person who spoke last and is pointed back to (الأخير, جلالته)."""
    start, end = _span(turn)
    last = next((v for v in reversed(turn.past) if v.kind == "person" and agrees(turn.cue, v.gender)), None)
    if last is None or not last.text:
        return None
    text = turn.talk.reading.text[start : turn.talk.reading.words[turn.first].end] if last.id else last.text
    return replace(last, text=text, evidence=f"{last.text} … {evidence(turn, start, end)}")


def _said_before(turn: Turn, keys: list[str]) -> str | None:
    """Who was found to be meant by the same role before."""
    if not is_role(turn.talk, keys[0]):
        return None
    wanted = {bare(k) for k in keys}
    for voice in reversed(turn.past):
        if voice.id is not None and voice.kind == "person":
            words = [bare(key(w)) for w in voice.text.split()]
            if words[0] == bare(keys[0]) and len(wanted.intersection(words)) >= min(2, len(wanted)):
                return voice.id
    return None


_OWN_NAME = re.compile(
    r"[\s،]+که\s+خود(?:ش)?\s+را\s+(?:تنها\s+|فقط\s+|صرفاً?\s+)?([^\s.،:«»]{2,}(?:\s[^\s.،:«»]{2,}){0,2})\s+معرفی\s"
    r"|[\s،]+(?:(?:الذي|التي)\s+)?(?:عر[\u0651]?فت?|قدمت?)\s+نفسها?\s+باسم\s+(?P<ar>[^\s.،:«»]{2,})"
)
"""Somebody unnamed who gives a name (که خود را … معرفی کرد, عرف نفسه باسم …)."""


def unnamed_subject(turn: Turn) -> Voice | None:
    """A speaker without a name (أحد الركاب, یک شهروند): the words are kept and nobody is put in their place."""
    if turn.first > turn.last or turn.cue.kind in ("passive", "colon", "manner", "noun", "alone"):
        return None
    if _told_before(turn) or (turn.cue.kind == "naming" and turn.talk.subject_first):
        return None  # what stands beside the verb is its object, or what somebody is called
    keys = turn.keys
    head = keys[1] if keys[0] in ("اين", "هذا", "هذه") and len(keys) > 1 else keys[0]
    talk = turn.talk
    role = is_role(talk, head)
    organisation = bare(head) in common_organisations(talk.reading.lang) and not (
        role and head.removeprefix("ال") not in talk.words("organisation-nouns")
    )
    crowd = head in talk.words("speech-nobody")
    if not (organisation or crowd or role or _fills_subject(turn)):
        return None
    start, end = _span(turn)
    beside = min(turn.last + 1, len(talk.reading.words) - 1)
    if (
        turn.cue.kind != "according"
        or not talk.subject_first
        or is_role(talk, talk.reading.words[beside].key)
    ):
        end = max(end, talk.reading.words[apposition_end(talk, turn.last, turn.reach)].end)
    if (own := _OWN_NAME.match(talk.reading.text, end)) is not None:
        start, end = own.span(own.lastindex or 0)
    return Voice(
        None,
        talk.reading.text[start:end],
        start,
        end,
        "organisation" if organisation else "person",
        turn.cue.gender,
        evidence(turn, start, end),
    )


def _told_before(turn: Turn) -> bool:
    """Whether an Arabic verb behind قد has its subject before it: a person whom كان leads to (كان فلان قد وصف …)."""
    talk, words, cue = turn.talk, turn.talk.reading.words, turn.cue
    if talk.subject_first or not cue.first or words[cue.first - 1].key != "قد":
        return False
    sentence = talk.sentence(cue.start)
    opens = words[word_at(words, sentence.start)].key in ("كان", "وكان", "كانت", "وكانت")
    return opens and any(
        n.kind == "person" and not n.governed for n in talk.between(sentence.start, cue.start)
    )


def _fills_subject(turn: Turn) -> bool:
    """Whether the noun phrase can only be the subject: the verb takes no object, or what is said follows at once."""
    talk, words = turn.talk, turn.talk.reading.words
    if turn.cue.kind == "according":
        phrase = " ".join(w.key for w in words[turn.cue.first : turn.cue.last + 1])
        return phrase in talk.words("speech-voice-of") and turn.keys[0] not in talk.words("speech-pronouns")
    if talk.subject_first:
        head = turn.keys[0]
        alone = turn.first == turn.last and (head in talk.words("clause-marks") or head == "اين")
        thing = head[:1].isdigit() or head in talk.words("speech-things")
        return head not in talk.words("speech-pronouns") and not alone and not thing
    if turn.cue.first and words[turn.cue.first - 1].key in ("من", "ممن", "الذي", "التي", "الذين"):
        return False
    verb, spoken = words[turn.cue.first].key, talk.words("speech-intransitive")
    if verb in spoken or verb[1:] in spoken:
        return True
    if turn.cue.kind != "say":
        return False
    following = words[turn.last + 1].key if turn.last + 1 < len(words) else ""
    return ":" in gap(talk.reading, turn.last) or following in talk.words("speech-complementizers")


def subject_of_sentence(turn: Turn) -> Voice | None:
    """A verb without a subject of its own goes on with the subject of its sentence (فلان ..., وقال)."""
    talk, cue = turn.talk, turn.cue
    if cue.kind in ("passive", "alone"):
        return None
    if talk.subject_first and turn.first <= turn.last and turn.keys[0] in talk.words("speech-pronouns"):
        return None
    sentence = talk.sentence(cue.start)
    if not cue.joined and cue.kind in ("say", "attitude") and not talk.subject_first:
        near = near_before(turn, sentence)
        if near is not None:
            return voice_of(turn, near)
    new = not talk.subject_first and cue.kind in ("say", "attitude", "noun") and not cue.joined
    if new and turn.first > turn.last and (clause := clause_before(turn)) is not None:
        return clause
    for _, voice in reversed(turn.here):
        if agrees(cue, voice.gender):
            return replace(voice, evidence=evidence(turn, voice.start, voice.end))
    if not talk.subject_first and cue.kind == "manner" and (beside := _beside_manner(turn, sentence)):
        return beside
    found = subject(turn, sentence, cue.start)
    if found is not None and agrees(cue, found.gender):
        return found
    return None


def _beside_manner(turn: Turn, sentence: Sentence) -> Voice | None:
    """The person between a verb and its participle, where the sentence opens with a phrase (وعنه ضحك فلان قائلا)."""
    talk, words = turn.talk, turn.talk.reading.words
    at = word_at(words, sentence.start)
    opening = words[at].key
    if opening.removeprefix("و") not in talk.words("speech-prepositions"):
        return None
    names = [n for n in talk.between(sentence.start, turn.cue.start) if n.kind == "person" and not n.governed]
    comma = any("،" in gap(talk.reading, i) for i in range(at, turn.cue.first))
    if comma or not names or names[-1].last + 1 != turn.cue.first:
        return None
    return voice_of(turn, names[-1])


def last_speaker(turn: Turn) -> Voice | None:
    """A verb or pronoun that names nobody new (وأضاف, وی افزود) goes on with the one who spoke last."""
    if turn.cue.kind in ("passive", "colon", "alone"):
        return None
    words = turn.talk.reading.words
    if (
        turn.talk.subject_first
        and turn.first <= turn.last
        and turn.keys[0] in turn.talk.words("speech-things")
    ):
        return None
    if introduces(turn.talk, turn.talk.sentence(turn.cue.start)):
        return None
    pronoun = turn.first <= turn.last and words[turn.first].key in turn.talk.words("speech-pronouns")
    person = pronoun and turn.talk.subject_first
    fits = (
        v
        for v in reversed(turn.past)
        if agrees(turn.cue, v.gender) and not (person and v.kind == "organisation")
    )
    last = next(fits, None)
    if last is None or not last.text or _other_subject(turn, last, pronoun):
        return None
    pronoun = pronoun and last.id is not None
    text = turn.talk.reading.text[words[turn.first].start : words[turn.first].end] if pronoun else last.text
    shown = turn.talk.reading.text[turn.cue.start : turn.cue.end]
    return replace(
        last, text=text, evidence=f"{last.text} … {text} {shown}" if pronoun else f"{last.text} … {shown}"
    )


def _other_subject(turn: Turn, last: Voice, pronoun: bool) -> bool:
    """Whether somebody whom no rule knows stands nearer than the one who spoke last.

    A Persian pronoun means the subject of a silent sentence just before it in its paragraph; an Arabic participle
    means the subject of its own sentence.
    """
    talk, words = turn.talk, turn.talk.reading.words
    here = talk.sentence(turn.cue.start)
    if not talk.subject_first:
        first = main_clause(turn, word_at(words, here.start), turn.cue.first)
        own = turn.cue.kind == "manner" and not turn.here and first + 1 < turn.cue.first
        return own and words[first + 1].key.startswith("ال") and not words[first].key.startswith("ال")
    above = talk.reading.sentences[max(here.index - 1, 0)]
    if not pronoun or above.paragraph != here.paragraph or above.index == here.index:
        return False
    paragraph = talk.reading.paragraphs[here.paragraph].start
    spoken = any(c.kind != "alone" for c in talk.cues_between(above.start, above.end)) or any(
        p.end > above.start for p in talk.passages_between(paragraph, above.start + 1) if p.depth == 0
    )
    if last.start >= above.start or spoken:
        return False
    opening = words[word_at(words, above.start)].key
    return is_role(talk, opening) or not any(opening in talk.words(name) for name in _NO_PERSON)


_NO_PERSON = ("speech-things", "speech-circumstance", "speech-asides", "organisation-nouns", "common-words")


def _span(turn: Turn) -> tuple[int, int]:
    words = turn.talk.reading.words
    return words[turn.first].start, words[turn.last].end
