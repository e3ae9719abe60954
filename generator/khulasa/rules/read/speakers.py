"""Who says a statement: the rules are asked in order for each verb or phrase of saying, and the first answer wins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from khulasa.model import Sentence
from khulasa.rules.read.clauses import clause_before, name_after, name_before, near_before, subject, turn_of
from khulasa.rules.read.phrases import apposition_end, phrase_after
from khulasa.rules.read.speech import Cue, gap, stops, word_at
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
from khulasa.rules.read.talk import Talk
from khulasa.text.fold import key

SpeakerRule = Callable[[Turn], Voice | None]


# ------------------------------------------------------------------ the rules, in order


def author_of_statement(turn: Turn) -> Voice | None:
    """A statement, letter or post speaks for the one who is named after it (در بیانیه X آمده است)."""
    talk, words = turn.talk, turn.talk.reading.words
    nouns = talk.words("statement-nouns")
    passive = turn.cue.kind == "passive"
    if turn.first > turn.last and not passive:
        return None
    low = word_at(words, talk.sentence(turn.cue.start).start) if passive else turn.first
    high = (turn.cue.first if talk.subject_first else turn.cue.last + 8) if passive else turn.first + 1
    at = next((i for i in range(low, min(high, len(words))) if words[i].key in nouns), None)
    if at is None:
        return None
    author = _author(turn, at)
    if author is not None:
        return author
    if not words[at].key.startswith("ال") and not talk.subject_first:
        return None
    body = talk.reading.language.table("statement-nouns")[words[at].key] == "body"
    fallback = None if body or not turn.past else turn.past[-1]
    last = next((v for v in reversed(turn.past) if v.kind == "organisation"), fallback)
    text, start, end = talk.reading.text[words[at].start : words[at].end], words[at].start, words[at].end
    if last is None:
        return Voice(None, text, start, end, "organisation", "", evidence(turn, start, end))
    return replace(last, text=text, evidence=evidence(turn, start, end))


def _author(turn: Turn, at: int) -> Voice | None:
    """Who is named after a word for a statement, before the statement itself begins."""
    talk, words = turn.talk, turn.talk.reading.words
    that, pronouns = talk.words("speech-complementizers"), talk.words("speech-pronouns")
    for i in range(at + 1, min(at + 8, len(words))):
        if stops(talk.reading, i - 1) or ":" in gap(talk.reading, i - 1) or words[i].key in that:
            return None
        if words[i].key in pronouns or (talk.subject_first and i >= turn.cue.first):
            return None
        for name in talk.between(words[i].start, words[i].end):
            return voice_of(turn, name)
        if (common := by_common_noun(turn, words[i].key)) is not None:
            return replace(voice_of(turn, common), text=talk.reading.text[words[at].start : words[i].end])
    return None


def quoted_from(turn: Turn) -> Voice | None:
    """Who is named after عن speaks where words are passed on (ونقل البيان عن فلان قوله)."""
    talk, words = turn.talk, turn.talk.reading.words
    passing = talk.words("speech-from")
    if turn.cue.kind in ("say", "manner") and not talk.subject_first:
        return _passed_on(turn, passing)
    if turn.cue.kind != "noun":
        return None
    low = word_at(words, talk.sentence(turn.cue.start).start)
    verb = next(
        (i for i in range(low, turn.cue.first) if words[i].key in passing or words[i].key[1:] in passing),
        None,
    )
    if verb is None:
        return None
    preposition = "الي" if "نسب" in words[verb].key else "عن"
    from_ = next((i for i in range(verb, turn.cue.first) if words[i].key == preposition), None)
    if from_ is None:
        return None
    for name in talk.between(words[from_].end, turn.cue.start):
        return voice_of(turn, name)
    text = talk.reading.text[words[from_ + 1].start : words[turn.cue.first - 1].end]
    known = by_role(turn, (w.key for w in words[from_ + 1 : turn.cue.first]))
    return Voice(
        known,
        text,
        words[from_ + 1].start,
        words[turn.cue.first - 1].end,
        "person",
        "",
        evidence(turn, words[from_].start, words[from_].end),
    )


def _passed_on(turn: Turn, passing: frozenset[str]) -> Voice | None:
    """Who is named after ``عن`` and a verb of passing on (ونقلت الصحيفة عن مهندس أن …)."""
    talk, words = turn.talk, turn.talk.reading.words
    verb = words[turn.cue.first].key
    if verb not in passing and verb[1:] not in passing:
        return None
    that = talk.words("speech-complementizers")
    for i in range(turn.cue.last + 1, min(turn.cue.last + 8, len(words) - 1)):
        if stops(talk.reading, i - 1) or words[i].key in that:
            return None
        if words[i].key == "عن":
            break
    else:
        return None
    for name in talk.between(words[i + 1].start, words[i + 1].end + 1):
        return voice_of(turn, name)
    first, last, reach = phrase_after(talk, replace(turn.cue, first=i, last=i, kind="according"))
    if last < first:
        return None
    for name in talk.between(words[first].start, words[reach].end):
        if name.kind == "person":
            return voice_of(turn, name)
    start, end = words[first].start, words[last].end
    known = (
        by_role(turn, (w.key for w in words[first : last + 1])) if words[first].key.startswith("ال") else None
    )
    return Voice(known, talk.reading.text[start:end], start, end, "person", "", evidence(turn, start, end))


def named_subject(turn: Turn) -> Voice | None:
    """The person or organisation that is the subject of the verb of saying."""
    if turn.cue.kind in ("passive", "colon", "manner", "noun", "alone"):
        return None
    return name_before(turn) if turn.talk.subject_first and turn.cue.kind != "according" else name_after(turn)


def role_of_named(turn: Turn) -> Voice | None:
    """A role (الوزير, این پرنده‌شناس) or a common noun (الشركة) that one named in the article bears."""
    if turn.first > turn.last or turn.cue.kind in ("passive", "colon"):
        return None
    keys = turn.keys
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
        if last is not None:
            return replace(last, text=turn.text if last.id else last.text, evidence=shown)
    return None


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
    if any(n.kind == "person" and n.id != last.id for n in talk.between(last.start, turn.cue.start)):
        return None
    known = turn.cast.roles.get(last.id)
    if turn.keys[0] in talk.words("speech-askers") or _newcomer(turn):
        return None
    fits = known & {bare(k) for k in turn.keys} if known else talk.subject_first or _goes_on(talk, turn.cue)
    if not fits:
        return None
    first, end = _span(turn)
    return replace(
        last, text=turn.text, start=first, end=end, evidence=f"{last.text} … {evidence(turn, first, end)}"
    )


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
    if turn.first > turn.last or turn.cue.kind not in ("say", "attitude") or not is_role(talk, turn.keys[0]):
        return None
    if indefinite(talk, turn.keys[0]):
        return None
    at = bisect_right(talk.cues, turn.cue.start, key=lambda c: c.start)
    sentence = talk.sentence(turn.cue.start)
    following = next((c for c in talk.cues[at : at + 3] if c.start >= sentence.end and c.kind == "say"), None)
    if following is None or not _goes_on(talk, following) or _two_sentences_on(talk, sentence, following):
        return None
    after = turn_of(talk, turn.cast, following, (), ())
    voice = name_before(after) if talk.subject_first else name_after(after)
    if voice is None or voice.kind != "person" or voice.id is None or turn.cast.roles.get(voice.id):
        return None
    if turn.cast.places.get(voice.id, (0,))[0] < turn.cue.start:
        return None
    start, end = _span(turn)
    return Voice(
        voice.id,
        turn.text,
        start,
        end,
        "person",
        voice.gender,
        f"{evidence(turn, start, end)} … {voice.evidence}",
    )


def _goes_on(talk: Talk, cue: Cue) -> bool:
    """Whether a cue is a verb that goes on with what was said (أضاف, افزود)."""
    phrase = " ".join(w.key for w in talk.reading.words[cue.first : cue.last + 1])
    return phrase in talk.words("speech-continuation") or (
        cue.joined and phrase[1:] in talk.words("speech-continuation")
    )


def _two_sentences_on(talk: Talk, sentence: Sentence, cue: Cue) -> bool:
    return talk.sentence(cue.start).index > sentence.index + 3


def unnamed_subject(turn: Turn) -> Voice | None:
    """A speaker without a name (أحد الركاب, یک شهروند): the words are kept and nobody is put in their place."""
    if turn.first > turn.last or turn.cue.kind in ("passive", "colon", "manner", "noun", "alone"):
        return None
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
    end = max(end, talk.reading.words[apposition_end(talk, turn.last, turn.reach)].end)
    return Voice(
        None,
        talk.reading.text[start:end],
        start,
        end,
        "organisation" if organisation else "person",
        turn.cue.gender,
        evidence(turn, start, end),
    )


def _fills_subject(turn: Turn) -> bool:
    """Whether the noun phrase can only be the subject: the verb takes no object, or what is said follows at once."""
    talk, words = turn.talk, turn.talk.reading.words
    if turn.cue.kind == "according":
        phrase = " ".join(w.key for w in words[turn.cue.first : turn.cue.last + 1])
        return phrase in talk.words("speech-voice-of") and turn.keys[0] not in talk.words("speech-pronouns")
    if talk.subject_first:
        return turn.keys[0] not in talk.words("speech-pronouns")
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
    found = subject(turn, sentence, cue.start)
    if found is not None and agrees(cue, found.gender):
        return found
    return None


def last_speaker(turn: Turn) -> Voice | None:
    """A verb or pronoun that names nobody new (وأضاف, وی افزود) goes on with the one who spoke last."""
    if turn.cue.kind in ("passive", "colon", "alone"):
        return None
    words = turn.talk.reading.words
    pronoun = turn.first <= turn.last and words[turn.first].key in turn.talk.words("speech-pronouns")
    person = pronoun and turn.talk.subject_first
    fits = (
        v
        for v in reversed(turn.past)
        if agrees(turn.cue, v.gender) and not (person and v.kind == "organisation")
    )
    last = next(fits, None)
    if last is None:
        return None
    pronoun = pronoun and last.id is not None
    text = turn.talk.reading.text[words[turn.first].start : words[turn.first].end] if pronoun else last.text
    shown = turn.talk.reading.text[turn.cue.start : turn.cue.end]
    return replace(
        last, text=text, evidence=f"{last.text} … {text} {shown}" if pronoun else f"{last.text} … {shown}"
    )


def _span(turn: Turn) -> tuple[int, int]:
    words = turn.talk.reading.words
    return words[turn.first].start, words[turn.last].end
