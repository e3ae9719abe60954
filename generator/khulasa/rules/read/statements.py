"""Which pieces in quotation marks are statements, and which are names, titles and words held at a distance.

The rules are asked in order and the first that answers decides; each sees what was decided of the piece before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from khulasa.model import Reading, Style
from khulasa.rules.read.colons import BEFORE_THAT
from khulasa.rules.read.cue import Cue, foreign_particle, gap, last_word_before, word_at
from khulasa.rules.read.talk import SHORT, Passage, Talk
from khulasa.text.fold import key

Outcome = Literal["statement", "term", "neither"]

_FINITE = {
    "after": re.compile(r"^(?:و|ف)?(?:س(?=[يتنا])|ل(?=ن))?[يتنا](?!ل)\w{2,}(?<!ه)(?<!ات)$"),
    "before": re.compile(r"^(?:ن?مي\w{2,}|\w{2,}(?:يم|ند|ست|ود))$"),
}
"""Word forms that are often finite verbs, by where the subject stands (weak evidence, used only to weigh)."""
_ENDS = re.compile(r"[\s\u00a0]*[»”\"’')]*[\s\u00a0]*(?:[.!?؟؛،]|\s+و[أاإ]ن|$)")
FAR = 8
TITLE_WORDS = 12
"""A name of a work is hardly longer."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a piece is."""

    outcome: Outcome
    style: Style = "marked"
    cue: Cue | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A piece before the rules, with what was decided of the one before it."""

    talk: Talk
    passage: Passage
    above: Verdict | None

    @property
    def reading(self) -> Reading:
        """The reading that the piece is part of."""
        return self.talk.reading


SegmentRule = Callable[[Case], Verdict | None]
TERM = Verdict("term")


def keys(case: Case) -> list[str]:
    """The folded words of the piece."""
    words = case.reading.words
    first, last = word_at(words, case.passage.start), last_word_before(words, case.passage.end)
    return [w.key for w in words[first : last + 1]]


def clause(case: Case) -> bool:
    """Whether the piece holds a verb or a particle of a clause."""
    found, signs = keys(case), case.talk.words("clause-marks")
    finite = _FINITE["before" if case.talk.subject_first else "after"]
    return any(k in signs for k in found) or any(finite.match(k) for k in found[:2] + found[-1:])


def said(case: Case) -> bool:
    """Whether the cue is a word of saying and no complementizer stands between it and the piece."""
    cue, passage = case.passage.cue, case.passage
    if cue is None or cue.kind not in ("say", "manner", "noun", "passive"):
        return False
    if passage.place != "before":
        return True
    words, that = case.reading.words, case.talk.words("speech-complementizers")
    between = range(cue.last + 1, word_at(words, passage.open))
    return not any(words[i].key in that and words[i - 1].key not in BEFORE_THAT for i in between)


def _style(case: Case) -> Style:
    return "marked" if case.passage.place == "colon" or said(case) else "partial"


# ------------------------------------------------------------------ the rules, in order


def unmarked_after_colon(case: Case) -> Verdict | None:
    """Words after a verb of saying and a colon are a statement, to the end of the paragraph or the next speaker."""
    return None if case.passage.marked else Verdict("statement", "unmarked", case.passage.cue)


def marks_within_marks(case: Case) -> Verdict | None:
    """Marks inside a quotation belong to it: a short piece is a term, a long one is part of the statement."""
    if case.passage.depth == 0:
        return None
    return TERM if case.passage.size <= TITLE_WORDS else Verdict("neither")


def paragraph_opens_again(case: Case) -> Verdict | None:
    """A paragraph that opens with a mark while the one before is not closed goes on with its statement."""
    above = case.above
    if not case.passage.continued or above is None or above.outcome != "statement":
        return None
    return Verdict("statement", above.style, above.cue)


def name_in_marks(case: Case) -> Verdict | None:
    """A piece that is a name found in this article is no statement."""
    text = _core(case.reading.text[case.passage.start : case.passage.end])
    return TERM if text and text in case.talk.names else None


def work_after_its_kind(case: Case) -> Verdict | None:
    """After a word such as film, book, campaign, battle, the piece is a name or a title."""
    passage, cue = case.passage, case.passage.cue
    if passage.size > TITLE_WORDS or (passage.place == "colon" and said(case)):
        return None
    if passage.place == "colon" and cue is not None and cue.kind == "attitude" and clause(case):
        return None
    head = _head(case, 3 if passage.size <= 6 else 1)
    if head < 0:
        return None
    if case.talk.subject_first and cue is not None and _predicate(case):
        return None
    opening = keys(case)[0]
    if cue is not None and passage.size > SHORT and opening in case.talk.words("speech-prepositions"):
        return None
    beside = head == word_at(case.reading.words, passage.open) - 1
    if cue is not None and opening in _VERBAL and (not beside or case.reading.words[head].key.endswith("ي")):
        return None
    said_of_it = cue is not None and passage.size >= 2 and _after_that(case, head)
    return None if said_of_it and _ends(case) else TERM


def called_so(case: Case) -> Verdict | None:
    """After or before a verb of naming (يسمى, نامید) the piece is a name."""
    cue, passage = case.passage.cue, case.passage
    if cue is None or cue.kind != "naming" or passage.size > 6:
        return None
    return TERM


def speech_in_marks(case: Case) -> Verdict | None:
    """A piece that a verb of saying and a colon introduce is a statement, however short."""
    passage = case.passage
    if passage.place == "colon" and passage.cue is not None and passage.cue.kind != "colon":
        return Verdict("statement", "marked", passage.cue)
    return None


def marks_after_colon(case: Case) -> Verdict | None:
    """A piece of some length after a colon is a statement though no verb of saying stands there."""
    passage = case.passage
    if passage.place == "colon" and passage.size >= 3 and (passage.size >= 5 or clause(case)):
        return Verdict("statement", "marked", passage.cue)
    return None


def whole_answer(case: Case) -> Verdict | None:
    """One or two words are a statement where a verb of saying stands beside them and the sentence ends with them."""
    passage, cue = case.passage, case.passage.cue
    if passage.size > 2 or cue is None or not said(case):
        return None
    between = case.reading.text[cue.end : passage.open]
    adjacent = passage.place == "before" and not any(map(str.isalnum, between))
    return Verdict("statement", "marked", cue) if adjacent and _ends(case) and clause(case) else None


def whole_clause(case: Case) -> Verdict | None:
    """Two words or more that fill the clause after أن or که are a piece of a statement."""
    passage, cue = case.passage, case.passage.cue
    if passage.size < (2 if cue else 4) or (
        cue and (cue.kind in ("colon", "naming") or passage.place != "before")
    ):
        return None
    before = last_word_before(case.reading.words, passage.open)
    that = case.talk.words("speech-complementizers")
    if cue is not None and cue.kind == "attitude" and passage.size <= SHORT and _names(case):
        return None
    if before >= 0 and case.reading.words[before].key in that and _ends(case):
        return Verdict("statement", "partial", cue)
    return None


def one_or_two_words(case: Case) -> Verdict | None:
    """One or two words without a verb are a term, not a statement."""
    passage = case.passage
    if passage.size > 2:
        return None
    if (
        passage.size == 2
        and passage.cue is not None
        and not _names(case)
        and (_particle(case) or _ends(case))
    ):
        return None
    return TERM


def definite_phrase(case: Case) -> Verdict | None:
    """Three words that only name a thing (its noun and what defines it) are a term."""
    passage = case.passage
    if passage.size != 3 or case.talk.subject_first:
        return None
    if passage.cue is not None and passage.place == "after":
        return None
    found = keys(case)
    return TERM if all(k.startswith("ال") for k in found[1:]) and not _particle(case) else None


def words_of_a_speaker(case: Case) -> Verdict | None:
    """Three words or more beside a verb or phrase of saying are a statement, or a piece of one."""
    passage = case.passage
    if (
        passage.cue is None
        or passage.cue.kind in ("colon", "naming")
        or (passage.size < 3 and not clause(case))
    ):
        return None
    if passage.place == "after" and _object(case):
        return None
    if passage.place == "before" and passage.size <= 3 and _far(case) and not clause(case):
        return None
    if passage.place == "before" and _charged(case) and not _particle(case):
        return None
    return Verdict("statement", _style(case), passage.cue)


def long_and_alone(case: Case) -> Verdict | None:
    """A long piece with a verb is a statement of nobody named, where no word of saying stands in its sentence."""
    passage = case.passage
    least = SHORT + 1 if _whole_sentence(case) else 7
    if passage.cue is not None or not passage.closed or passage.size < least:
        return None
    if clause(case) or (least < 7 <= passage.size):
        return Verdict("statement", "marked", None)
    return None


def held_at_a_distance(case: Case) -> Verdict | None:
    """What is left in marks is a name, a title or a word that the source holds at a distance."""
    return TERM if case.passage.closed and case.passage.size <= TITLE_WORDS else Verdict("neither")


# ------------------------------------------------------------------ help


def _names(case: Case) -> bool:
    """Whether two words hold no verb, or a noun that looks like one and what defines it (نهائي الأحلام)."""
    found = keys(case)
    defined = found[-1].startswith("ال") and found[0].startswith("ن") and not _particle(case)
    return not clause(case) or (defined and not case.talk.subject_first)


def _particle(case: Case) -> bool:
    found, signs = keys(case), case.talk.words("clause-marks")
    return any(k in signs for k in found)


def _object(case: Case) -> bool:
    """Whether the piece is what a verb of holding is about (« … » را … می‌دانند) and not what is said of it."""
    words, following = case.reading.words, word_at(case.reading.words, case.passage.close)
    cue = case.passage.cue
    compound = cue is not None and cue.last > cue.first
    far = cue is not None and (cue.kind == "attitude" or (compound and cue.first - following > SHORT))
    far = far and case.passage.size <= LONG_NAME
    return far and following < len(words) and words[following].key == "را"


LONG_NAME = 5
"""What a verb of holding is about is hardly longer."""


def _far(case: Case) -> bool:
    """Whether a verb of holding stands far before the piece with no word for ``that`` between: it is not about it."""
    cue, words, that = case.passage.cue, case.reading.words, case.talk.words("speech-complementizers")
    if cue is None or cue.kind != "attitude" or case.talk.subject_first:
        return False
    at = word_at(words, case.passage.open)
    return at - cue.last > FAR and not any(
        words[i].key in that and not foreign_particle(words, i) for i in range(cue.last + 1, at)
    )


_VERBAL = frozenset(("لن", "لم", "سوف", "قد", "ليس", "ليست"))
"""Words that begin what is said of a thing (البنك المركزي «لن يرفع …»), and a name only right behind its noun."""


def _charged(case: Case) -> bool:
    """Whether a noun and not the verb takes a piece with ``بـ`` (المتهمين بـ"…"): it only says what is meant."""
    cue, at = case.passage.cue, word_at(case.reading.words, case.passage.open)
    attached = case.reading.text[max(case.passage.open - 2, 0) : case.passage.open] in ("بـ", "لـ")
    return attached and cue is not None and cue.kind == "say" and at - cue.last > SHORT + 1


def _whole_sentence(case: Case) -> bool:
    """Whether nothing but the piece stands in its sentence, which ends with a stop."""
    text, sentence = case.reading.text, case.talk.sentence(case.passage.open)
    around = (
        text[sentence.start : case.passage.open]
        + text[case.passage.close : max(sentence.end, case.passage.close)]
    )
    return not any(map(str.isalnum, around)) and any(
        c in ".!?؟…" for c in text[case.passage.end - 1 : sentence.end]
    )


def _ends(case: Case) -> bool:
    """Whether the clause ends with the piece."""
    return _ENDS.match(case.reading.text, case.passage.close) is not None


_FINISHED = re.compile(
    r"^(?:ن?مي\w{3,}|است|نيست|بود|نبود|هست|نداشت|دارد|ندارد|شد|نشد|نشود|باشد|نباشد|\w{2,}هاست|خواهد|کرد|رفت|آمد|داد)$"
)
"""Forms that close a Persian clause."""


def _predicate(case: Case) -> bool:
    """Whether a Persian piece closes its sentence with a finite verb: it is what the sentence says, no name in it.

    A name in marks stands before the verb of its own sentence.
    """
    found = keys(case)
    closes = any(_FINISHED.match(k) for k in found[-2:]) or any(k in _COPULA for k in found)
    verb = len(found) > SHORT and closes
    return (
        verb
        and case.passage.place == "before"
        and _STOPPED.match(case.reading.text, case.passage.close) is not None
    )


_COPULA = frozenset(("است", "بود", "نيست", "نبود", "هست"))
_STOPPED = re.compile(r"[\s\u00a0]*(?:[.!?؟؛]|$)", re.M)


def _head(case: Case, reach: int) -> int:
    """Index of the noun that takes a name (film) shortly before the piece, adjectives between them; or -1."""
    words, heads = case.reading.words, case.talk.words("title-nouns")
    verbs, breaks = case.talk.words("clause-marks"), case.talk.words("speech-circumstance")
    at = word_at(words, case.passage.open) - 1
    for i in range(at, max(at - reach, -1), -1):
        if gap(case.reading, i).strip(" \u00a0ـ\"“«'‘(") not in ("", ":"):
            return -1
        if set(_bare(words[i].key)) & heads:
            return i
        if words[i].key in breaks or words[i].key in verbs:
            return -1
    return -1


def _after_that(case: Case, head: int) -> bool:
    """Whether a noun is definite and stands right after أن: what follows is said of it and does not name it."""
    words = case.reading.words
    word = words[head].key
    if head == 0 or words[head - 1].key not in case.talk.words("speech-complementizers"):
        return False
    possessive = word.endswith(("ه", "ها", "هم", "نا")) and len(word) > 4
    return possessive or word.startswith(("ال", "وال", "بال", "لل"))


@lru_cache(maxsize=4096)
def _bare(word: str) -> tuple[str, ...]:
    """A word as written, and without conjunction, preposition, article and possessive ending."""
    forms = [word]
    for prefix in ("و", "ف", "ب", "ل", "ك", "ال", "لل"):
        forms += [f[len(prefix) :] for f in tuple(forms) if f.startswith(prefix) and len(f) > len(prefix) + 2]
    for suffix in ("ه", "ها", "هم", "ي", "هاي", "اي"):
        forms += [
            f.removesuffix(suffix) for f in tuple(forms) if f.endswith(suffix) and len(f) > len(suffix) + 2
        ]
    forms += [f[:-1] + "ه" for f in forms[1:] if f.endswith("ت")]
    return tuple(forms)


def _core(text: str) -> str:
    return key(text.strip(" .،؛:!?؟"))


def decide(talk: Talk, rules: Sequence[SegmentRule]) -> list[tuple[Passage, Verdict, str]]:
    """Every piece with its verdict and the name of the rule that gave it."""
    rows: list[tuple[Passage, Verdict, str]] = []
    above: Verdict | None = None
    for passage in talk.passages:
        case = Case(talk, passage, above)
        for rule in rules:
            verdict = rule(case)
            if verdict is not None:
                rows.append((passage, verdict, rule.__name__))
                above = verdict if passage.depth == 0 else above
                break
    return rows
