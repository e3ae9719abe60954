"""Who is the subject of a clause: the name before or after its verb, or the one with whom its sentence begins."""

from __future__ import annotations

from collections.abc import Sequence

from khulasa.model import Sentence
from khulasa.rules.read.cue import Cue, gap, stops, word_at
from khulasa.rules.read.phrases import apposition_end, phrase_after, phrase_before
from khulasa.rules.read.subjects import (
    Cast,
    Turn,
    Voice,
    agrees,
    bare,
    by_common_noun,
    by_role,
    evidence,
    is_role,
    voice_of,
)
from khulasa.rules.read.talk import SHORT, Named, Talk


def turn_of(
    talk: Talk, who: Cast, cue: Cue, past: Sequence[Voice], here: Sequence[tuple[Cue, Voice]]
) -> Turn:
    """A cue with the noun phrase that may be its subject; in a sentence that goes on, only a new name starts anew."""
    if cue.kind == "alone":
        first, last, reach = cue.last + 1, cue.last, cue.last
    elif talk.subject_first and cue.kind != "according":
        floor = _floor(talk, cue, here)
        first, last, reach = phrase_before(talk, cue, floor)
    else:
        first, last, reach = phrase_after(talk, cue)
    return Turn(talk, who, cue, first, last, reach, past, here)


def _floor(talk: Talk, cue: Cue, here: Sequence[tuple[Cue, Voice]]) -> int:
    """Where the clause of a verb may begin: with its sentence, after a quotation in it, or at a name after a verb."""
    if not here:
        return talk.sentence(cue.start).start
    before = here[-1][0]
    for passage in talk.passages_between(before.end, before.end + 4):
        if passage.size > SHORT and passage.close <= cue.start:
            return passage.close
    after = word_at(talk.reading.words, before.end)
    fresh = [n for n in talk.between(before.end, cue.start) if n.first - after <= 3 and not n.governed]
    return before.end if fresh else talk.sentence(cue.start).start


def name_after(turn: Turn) -> Voice | None:
    """Verb first: the name at the beginning of the phrase, else a person to whom the phrase leads."""
    talk, words = turn.talk, turn.talk.reading.words
    if turn.first > turn.reach:
        return None
    start = words[turn.first].start
    names = [n for n in talk.between(turn.cue.start, words[turn.reach].end) if n.end > start]
    leading = next((n for n in names if n.first <= turn.first), None)
    if leading is not None and not _attached(turn, leading):
        return voice_of(turn, leading)
    open_ = turn.cue.kind == "according"
    person = next((n for n in names if n.kind == "person" and (open_ or not n.governed)), None)
    if person is not None:
        return voice_of(turn, person)
    if turn.first > turn.last or is_role(talk, words[turn.first].key):
        return None
    near = next((n for n in names if n.kind == "organisation" and n.first <= turn.first + 1), None)
    if near is not None and not near.governed and near.start <= words[turn.first].end + 3:
        return voice_of(turn, near)
    return None if names else _part_of_name(turn)


def _part_of_name(turn: Turn) -> Voice | None:
    """A single word of the name of one person of the article (a family name) as the subject."""
    known = turn.cast.parts.get(bare(turn.keys[0])) if turn.first <= turn.last else None
    return voice_of_words(turn, known, "person", turn.first, turn.first) if known is not None else None


def _attached(turn: Turn, name: Named) -> bool:
    """Whether a preposition is written on the name (لقاآني): it is spoken to."""
    word = turn.talk.reading.words[name.first]
    return any(c in "لبك" for c in turn.talk.reading.text[word.start : name.start])


def name_before(turn: Turn) -> Voice | None:
    """Subject first: the first name of the clause that nothing governs, unless a role or pronoun opens it."""
    talk, words = turn.talk, turn.talk.reading.words
    if turn.first > turn.reach:
        return None
    opening = words[turn.first].key
    if opening in talk.words("speech-pronouns"):
        return None
    if (behind := _behind_object(turn)) is not None:
        return behind
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
        beyond = name.first > turn.last + (2 if role else 1) and turn.first <= turn.last
        if name.kind == "person" and beyond and not called and (role or not _set_off(turn, name)):
            if role and apposed(talk, turn.first, name):
                return voice_of(turn, name)
            break
        return voice_of(turn, name)
    return None if role or turn.last > turn.first else _part_of_name(turn)


def _behind_object(turn: Turn) -> Voice | None:
    """Subject first: the person right behind ``این را``, which stands for what is said (این را فلان می‌گوید)."""
    talk, words, cue = turn.talk, turn.talk.reading.words, turn.cue
    low = word_at(words, talk.sentence(cue.start).start)
    for i in range(max(low, cue.first - OBJECT), cue.first - 1):
        if words[i].key in ("اين", "آن", "ان") and words[i + 1].key == "را":
            name = next(iter(talk.between(words[i + 1].end, cue.start)), None)
            near = name is not None and name.first <= i + 3 and name.kind == "person"
            return voice_of(turn, name) if near and name is not None else None
    return None


OBJECT = 14
"""Most words between what stands for the speech and the verb of saying."""


def apposed(talk: Talk, first: int, name: Named) -> bool:
    """Whether a name between commas says who bears the role that opens a clause (مسئول X در Y، خانم فلان، …)."""
    words, reading = talk.reading.words, talk.reading
    low = max(first, name.first - TITLE)
    at = next((i + 1 for i in range(name.first - 1, low - 1, -1) if "،" in gap(reading, i)), -1)
    if at < 0 or "،" not in gap(reading, name.last) or (at < name.first and not is_role(talk, words[at].key)):
        return False
    barred = talk.words("clause-marks", "speech-complementizers") | {"و"}
    if any(stops(reading, i) or "،" in gap(reading, i) for i in range(first, at - 1)):
        return False
    return not any(w.key in barred for w in words[first:at])


TITLE = 6
"""Most words of a title before the name in an apposition."""


def _set_off(turn: Turn, name: Named) -> bool:
    """Whether a comma stands before a name."""
    return name.first > 0 and "،" in gap(turn.talk.reading, name.first - 1)


def near_before(turn: Turn, sentence: Sentence) -> Named | None:
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
    first = main_clause(turn, word_at(words, sentence.start), word_at(words, before))
    reach = 1 if talk.subject_first else 4
    name = next(
        (
            n
            for n in talk.between(sentence.start, before)
            if not n.governed and (n.kind == "person" or (n.first - first <= reach and not _in_role(talk, n)))
        ),
        None,
    )
    limit = name.first if name is not None else word_at(words, before)
    common = _common_subject(turn, first, limit, name)
    return common or (voice_of(turn, name) if name is not None else None)


def main_clause(turn: Turn, first: int, end: int) -> int:
    """Verb first: the word after the comma that closes a phrase or clause before the main one (وحين فاز ابنها، …)."""
    talk, words = turn.talk, turn.talk.reading.words
    opening = words[first].key
    bareword = opening[1:] if opening[:1] == "و" else opening
    opens = talk.words("speech-when", "speech-prepositions", "speech-circumstance")
    if talk.subject_first or not (opening in opens or bareword in opens):
        return first
    for i in range(first, min(first + INTRODUCTION, end - 1)):
        if "،" in gap(talk.reading, i):
            return i + 1
    return first


def related_to(turn: Turn) -> Voice | None:
    """Whom a relative clause is about (فلان الذي قال, فلان که گفته بود): the person right before its relative."""
    talk, words, cue = turn.talk, turn.talk.reading.words, turn.cue
    for i in range(cue.first - 1, max(cue.first - 4, 0), -1):
        if not gap(talk.reading, i).isspace():
            return None
        if words[i].key in _RELATIVES:
            people = (
                n for n in talk.between(words[max(i - NAME, 0)].start, words[i].start) if n.last == i - 1
            )
            name = next((n for n in people if n.kind == "person"), None)
            return voice_of(turn, name) if name is not None else None
    return None


_RELATIVES = frozenset(("الذي", "التي", "كه"))
NAME = 5
"""Most words of a name before a relative."""


def introduces(talk: Talk, sentence: Sentence) -> bool:
    """Whether a sentence says by its opening that somebody else speaks now (من جهته، …)."""
    words, at = talk.reading.words, word_at(talk.reading.words, sentence.start)
    opening = " ".join(w.key.removeprefix("و") for w in words[at : at + 2])
    first, _, second = opening.partition(" ")
    if first == "اما" and not talk.subject_first:
        return second not in talk.words("speech-prepositions") and second not in (
            "بخصوص",
            "بالنسبه",
            "فيما",
            "بشان",
        )
    return not talk.subject_first and (opening in _FROM_THEIR_SIDE or first in _IN_TURN)


_FROM_THEIR_SIDE = frozenset(
    f"من {side}{own}" for side in ("جهت", "جانب", "ناحيت") for own in ("ه", "ها", "هم")
)
_IN_TURN = frozenset(("بدوره", "بدورها", "بدورهم"))
INTRODUCTION = 14
"""Most words of what stands before the main clause."""


def clause_before(turn: Turn) -> Voice | None:
    """Verb after its subject in a clause of its own (غير أن مصدرا في النادي أوضح), which a role opens."""
    talk, words, cue = turn.talk, turn.talk.reading.words, turn.cue
    sentence = talk.sentence(cue.start)
    low = max(word_at(words, sentence.start), cue.first - CLAUSE)
    if turn.here:
        low = max(low, turn.here[-1][0].last + 1)
    opens = talk.words("speech-complementizers", "speech-contrast")
    last = cue.first - 1 if cue.kind != "noun" else cue.first - 2
    first = next(
        (
            i + 1
            for i in range(cue.first - 1, low - 1, -1)
            if words[i].key in opens or (i < last and "،" in gap(talk.reading, i))
        ),
        -1,
    )
    first += 0 <= first < last and words[first].key in _BEFORE_SUBJECT
    if first < 0 and cue.first - low < CLAUSE and not turn.here:
        first = low
    if first < 0 or first > last or any(stops(talk.reading, i) for i in range(first, cue.first)):
        return None
    head = words[first].key
    bareword = head.removesuffix("ا")
    if head[:1] in ("ف", "و") and is_role(talk, head[1:]):
        bareword = head[1:]
    known = is_role(talk, head) or is_role(talk, bareword) or bareword in talk.words("speech-nobody")
    if not known or any(
        "،" in gap(talk.reading, i) or ":" in gap(talk.reading, i) for i in range(first, cue.first - 1)
    ):
        return None
    person = by_role(turn, (w.key for w in words[first : last + 1])) if head.startswith("ال") else None
    return voice_of_words(turn, person, "person", first, last)


_BEFORE_SUBJECT = frozenset(("بينهم", "بينهن", "منهم", "بينها", "منها", "كان", "كانت", "فان", "ان"))
CLAUSE = 10
"""Most words of a subject that stands before its verb."""


def _in_role(talk: Talk, name: Named) -> bool:
    """Whether the name of an organisation completes a role (مدير شركة, پرنده‌شناس مؤسسه)."""
    return name.first > 0 and is_role(talk, talk.reading.words[name.first - 1].key)


def _common_subject(turn: Turn, first: int, before: int, name: Named | None) -> Voice | None:
    """A common noun at the beginning of a sentence (وكانت المنظمة قد …, كان الناطق قد …) that is its subject."""
    talk, words = turn.talk, turn.talk.reading.words
    if words[first].key in talk.words("speech-when"):
        return None
    for i in range(first, min(first + 3, before)):
        if words[i].key in talk.words("speech-prepositions"):
            return None
        known = (
            turn.cast.parts.get(bare(words[i].key))
            if i > first and words[i - 1].key in ("اما", "واما")
            else None
        )
        if known is not None and name is None:
            return voice_of_words(turn, known, "person", i, i)
        pointed = words[i].key.startswith("ال") or (i > first and words[i - 1].key == "اين")
        named = by_common_noun(turn, words[i].key) if pointed else None
        if named is not None:
            return voice_of_words(turn, named.id, "organisation", i, i)
        if i > first and not talk.subject_first and is_role(talk, words[i].key):
            return _role_subject(turn, i, before, name)
    return None


def _role_subject(turn: Turn, i: int, before: int, name: Named | None) -> Voice | None:
    """A role at the beginning of a sentence; None where it only leads up to the name that follows."""
    talk, words = turn.talk, turn.talk.reading.words
    ends, last = talk.words("speech-circumstance"), i
    for j in range(i + 1, min(i + 8, before)):
        if (
            words[j].key in ends
            or stops(talk.reading, j - 1)
            or "،" in gap(talk.reading, j - 1)
            or words[j].key in ("قد", "علي")
        ):
            break
        last = j
    if name is not None and (name.first - last <= 1 or apposed(talk, i, name)):
        return None
    person = by_role(turn, (w.key for w in words[i : last + 1]))
    if person is None:
        last = max(last, apposition_end(talk, last, before))
    return voice_of_words(turn, person, "person", i, last)


def voice_of_words(turn: Turn, speaker: str | None, kind: str, first: int, last: int) -> Voice:
    """The voice of words ``first`` to ``last``."""
    words = turn.talk.reading.words
    start, end = words[first].start, words[last].end
    gender = turn.cast.genders.get(speaker, "") if speaker else ""
    text = turn.talk.reading.text[start:end]
    return Voice(speaker, text, start, end, kind, gender, evidence(turn, start, end))
