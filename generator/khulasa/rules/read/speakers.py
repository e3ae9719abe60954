"""Who says a statement: the rules are asked in order for each verb or phrase of saying, and the first answer wins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from khulasa.model import Sentence
from khulasa.rules.read.speech import Cue, gap, stops, word_at
from khulasa.rules.read.subjects import (
    Cast,
    Turn,
    Voice,
    agrees,
    bare,
    by_common_noun,
    by_role,
    cast,
    common_organisations,
    evidence,
    is_role,
    phrase_after,
    phrase_before,
    voice_of,
)
from khulasa.rules.read.talk import Named, Talk

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
    last = next(
        (v for v in reversed(turn.past) if v.kind == "organisation"), turn.past[-1] if turn.past else None
    )
    if last is None or (not words[at].key.startswith("ال") and not talk.subject_first):
        return None
    text = talk.reading.text[words[at].start : words[at].end]
    return replace(last, text=text, evidence=evidence(turn, words[at].start, words[at].end))


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
    if turn.cue.kind != "noun":
        return None
    talk, words = turn.talk, turn.talk.reading.words
    passing = talk.words("speech-from")
    low = word_at(words, talk.sentence(turn.cue.start).start)
    verb = next(
        (i for i in range(low, turn.cue.first) if words[i].key in passing or words[i].key[1:] in passing),
        None,
    )
    if verb is None:
        return None
    from_ = next((i for i in range(verb, turn.cue.first) if words[i].key == "عن"), None)
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


def named_subject(turn: Turn) -> Voice | None:
    """The person or organisation that is the subject of the verb of saying."""
    if turn.cue.kind in ("passive", "colon", "manner", "noun"):
        return None
    return (
        _named_before(turn)
        if turn.talk.subject_first and turn.cue.kind != "according"
        else _named_after(turn)
    )


def role_of_named(turn: Turn) -> Voice | None:
    """A role (الوزير, این پرنده‌شناس) or a common noun (الشركة) that one named in the article bears."""
    if turn.first > turn.last or turn.cue.kind in ("passive", "colon"):
        return None
    keys = turn.keys
    pointing = keys[0] in ("اين", "هذا", "هذه", "همين")
    keys = keys[1:] if pointing else keys
    if not keys:
        return None
    start, end = _span(turn)
    shown = evidence(turn, start, end)
    if bare(keys[0]) in common_organisations(turn.talk.reading.lang):
        name = by_common_noun(turn, keys[0])
        if name is not None and (pointing or len(keys) <= 2):
            return Voice(
                name.id, turn.text, start, end, "organisation", turn.cast.genders.get(name.id, ""), shown
            )
    person = by_role(turn, keys)
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
            return replace(last, text=turn.text, evidence=shown)
    return None


def named_later(turn: Turn) -> Voice | None:
    """A role without a name, then a name without a role that goes on (وزیر گفت … فلان افزود): one person."""
    talk = turn.talk
    if turn.first > turn.last or turn.cue.kind not in ("say", "attitude") or not is_role(talk, turn.keys[0]):
        return None
    at = bisect_right(talk.cues, turn.cue.start, key=lambda c: c.start)
    sentence = talk.sentence(turn.cue.start)
    following = next((c for c in talk.cues[at : at + 3] if c.start >= sentence.end and c.kind == "say"), None)
    if following is None or not _goes_on(talk, following) or _two_sentences_on(talk, sentence, following):
        return None
    after = _turn(talk, turn.cast, following, (), ())
    voice = _named_before(after) if talk.subject_first else _named_after(after)
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
    if turn.first > turn.last or turn.cue.kind in ("passive", "colon", "manner", "noun"):
        return None
    keys = turn.keys
    head = keys[1] if keys[0] in ("اين", "هذا", "هذه") and len(keys) > 1 else keys[0]
    talk = turn.talk
    organisation = bare(head) in common_organisations(talk.reading.lang)
    singular = (
        talk.subject_first and (is_role(talk, head[:-1]) or is_role(talk, head[:-2])) and head.endswith("ي")
    )
    plural = talk.subject_first and head.endswith(("ان", "ها", "ين", "ون"))
    verb = talk.reading.words[turn.cue.first].key
    spoken = talk.words("speech-intransitive")
    alone = not talk.subject_first and (verb in spoken or verb[1:] in spoken) and turn.cue.kind != "according"
    listed = head in talk.words("speech-nobody") or is_role(talk, head)
    if not (listed or organisation or singular or alone or plural):
        return None
    start, end = _span(turn)
    return Voice(
        None,
        turn.text,
        start,
        end,
        "organisation" if organisation else "person",
        turn.cue.gender,
        evidence(turn, start, end),
    )


def subject_of_sentence(turn: Turn) -> Voice | None:
    """A verb without a subject of its own goes on with the subject of its sentence (فلان ..., وقال)."""
    talk, cue = turn.talk, turn.cue
    if cue.kind == "passive":
        return None
    if talk.subject_first and turn.first <= turn.last and turn.keys[0] in talk.words("speech-pronouns"):
        return None
    sentence = talk.sentence(cue.start)
    if not cue.joined and cue.kind in ("say", "attitude") and not talk.subject_first:
        near = _near_before(turn, sentence)
        if near is not None:
            return voice_of(turn, near)
    for _, voice in reversed(turn.here):
        if agrees(cue, voice.gender):
            return replace(voice, evidence=evidence(turn, voice.start, voice.end))
    found = subject(turn, sentence, cue.start)
    if found is not None and agrees(cue, found.gender):
        return found
    return None


def last_speaker(turn: Turn) -> Voice | None:
    """A verb or pronoun that names nobody new (وأضاف, وی افزود) goes on with the one who spoke last."""
    if turn.cue.kind in ("passive", "colon"):
        return None
    last = next((v for v in reversed(turn.past) if agrees(turn.cue, v.gender)), None)
    if last is None:
        return None
    words = turn.talk.reading.words
    pronoun = turn.first <= turn.last and words[turn.first].key in turn.talk.words("speech-pronouns")
    text = turn.talk.reading.text[words[turn.first].start : words[turn.first].end] if pronoun else last.text
    shown = turn.talk.reading.text[turn.cue.start : turn.cue.end]
    return replace(
        last, text=text, evidence=f"{last.text} … {text} {shown}" if pronoun else f"{last.text} … {shown}"
    )


# ------------------------------------------------------------------ subjects


def _span(turn: Turn) -> tuple[int, int]:
    words = turn.talk.reading.words
    return words[turn.first].start, words[turn.last].end


def _named_after(turn: Turn) -> Voice | None:
    """Verb first: the name at the beginning of the phrase, else a person to whom the phrase leads."""
    talk, words = turn.talk, turn.talk.reading.words
    if turn.first > turn.reach:
        return None
    names = talk.between(words[turn.first].start, words[turn.reach].end)
    leading = next((n for n in names if n.first <= turn.first), None)
    if leading is not None and not _attached(turn, leading):
        return voice_of(turn, leading)
    person = next((n for n in names if n.kind == "person" and not n.governed), None)
    if person is not None:
        return voice_of(turn, person)
    if turn.first <= turn.last and not is_role(talk, words[turn.first].key):
        known = turn.cast.parts.get(bare(words[turn.first].key))
        near = next((n for n in names if n.kind == "organisation" and n.first <= turn.first + 1), None)
        if known is not None and not names:
            text = talk.reading.text[words[turn.first].start : words[turn.first].end]
            start, end = words[turn.first].start, words[turn.first].end
            return Voice(known, text, start, end, "person", turn.cue.gender, evidence(turn, start, end))
        if near is not None and not near.governed and near.start <= words[turn.first].end + 3:
            return voice_of(turn, near)
    return None


def _attached(turn: Turn, name: Named) -> bool:
    """Whether a preposition is written on the name (لقاآني): it is spoken to."""
    word = turn.talk.reading.words[name.first]
    return any(c in "لبك" for c in turn.talk.reading.text[word.start : name.start])


def _named_before(turn: Turn) -> Voice | None:
    """Subject first: the first name of the clause that nothing governs, unless a role or pronoun opens it."""
    talk, words = turn.talk, turn.talk.reading.words
    if turn.first > turn.reach:
        return None
    opening = words[turn.first].key
    if opening in talk.words("speech-pronouns"):
        return None
    names = talk.between(words[turn.first].start, turn.cue.start)
    role = turn.first <= turn.last and (
        is_role(talk, opening) or opening in talk.words("speech-nobody") or opening == "اين"
    )
    for name in names:
        if name.first <= turn.first and not name.governed:
            return voice_of(turn, name)
        if name.governed or (name.kind == "organisation" and (role or name.first > turn.first + 1)):
            continue
        called = words[name.first - 1].key == "نام"
        if name.kind == "person" and role and name.first > turn.last + 2 and not called:
            break
        return voice_of(turn, name)
    return None


def _near_before(turn: Turn, sentence: Sentence) -> Named | None:
    """Verb after its subject (هنية أكد): the last name before a verb without و, no other cue between."""
    words = turn.talk.reading.words
    floor = turn.here[-1][0].end if turn.here else sentence.start
    names = [n for n in turn.talk.between(floor, turn.cue.start) if not n.governed and n.kind == "person"]
    if not names:
        return None
    if turn.cue.first - names[-1].last <= 2 or not turn.here:
        near = names[-1] if turn.cue.first - names[-1].last <= 2 else names[0]
        return near if agrees(turn.cue, turn.cast.genders.get(near.id, "")) and words else None
    return None


def subject(turn: Turn, sentence: Sentence, before: int) -> Voice | None:
    """The subject of a sentence: the first name that nothing governs, or a role or common noun at its beginning."""
    talk, words = turn.talk, turn.talk.reading.words
    first = word_at(words, sentence.start)
    for name in talk.between(sentence.start, before):
        if name.governed:
            continue
        if name.kind == "person" or name.first - first <= 4:
            common = _common_subject(turn, first, name.first)
            return common or voice_of(turn, name)
    return _common_subject(turn, first, word_at(words, before))


def _common_subject(turn: Turn, first: int, before: int) -> Voice | None:
    """A definite common noun for an organisation at the beginning of a sentence (وكانت المنظمة قد …)."""
    talk, words = turn.talk, turn.talk.reading.words
    for i in range(first, min(first + 3, before)):
        if not words[i].key.startswith("ال") and not (i > 0 and words[i - 1].key == "اين"):
            continue
        name = by_common_noun(turn, words[i].key)
        if name is not None:
            text = talk.reading.text[words[i].start : words[i].end]
            gender = turn.cast.genders.get(name.id, "")
            return Voice(
                name.id,
                text,
                words[i].start,
                words[i].end,
                "organisation",
                gender,
                evidence(turn, words[i].start, words[i].end),
            )
    return None


# ------------------------------------------------------------------ one pass over the article


def attribute(talk: Talk, rules: Sequence[SpeakerRule]) -> dict[Cue, Voice]:
    """The voice of every cue that a rule can show, in one pass over the sentences."""
    who = cast(talk)
    voices: dict[Cue, Voice] = {}
    past: list[Voice] = []
    for sentence in talk.reading.sentences:
        here: list[tuple[Cue, Voice]] = []
        for cue in talk.cues_between(sentence.start, sentence.end):
            turn = _turn(talk, who, cue, past, here)
            voice = _ask(turn, rules)
            if voice is not None:
                voices[cue] = voice
                past.append(voice)
                if cue.kind != "according":
                    here.append((cue, voice))
        if not here:
            _note(talk, who, sentence, past)
    return voices


def _turn(talk: Talk, who: Cast, cue: Cue, past: Sequence[Voice], here: Sequence[tuple[Cue, Voice]]) -> Turn:
    if talk.subject_first and cue.kind != "according":
        floor = talk.sentence(cue.start).start
        if here:
            after = word_at(talk.reading.words, here[-1][0].end)
            fresh = [
                n for n in talk.between(here[-1][0].end, cue.start) if n.first - after <= 3 and not n.governed
            ]
            floor = here[-1][0].end if fresh else floor
        first, last, reach = phrase_before(talk, cue, floor)
    else:
        first, last, reach = phrase_after(talk, cue)
    return Turn(talk, who, cue, first, last, reach, past, here)


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
