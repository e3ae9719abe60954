"""A piece of text in quotation marks before the rules: what stands in it and around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from khulasa.model import Reading, Style
from khulasa.rules.read.colons import BEFORE_THAT
from khulasa.rules.read.cue import Cue, foreign_particle, gap, last_word_before, word_at
from khulasa.rules.read.dictionary import everyday
from khulasa.rules.read.parts import NAME, Part, index_at, tokens
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


def style_of(case: Case) -> Style:
    """Marked where the piece is what is said, partial where it is only woven into reported speech."""
    return "marked" if case.passage.place == "colon" or said(case) else "partial"


def only_names(case: Case) -> bool:
    """Whether two words hold no verb, or a noun that looks like one and what defines it (نهائي الأحلام)."""
    found = keys(case)
    defined = found[-1].startswith("ال") and found[0].startswith("ن") and not particle(case)
    return not clause(case) or (defined and not case.talk.subject_first)


def nothing_but_names(case: Case) -> bool:
    """Whether a piece of two to four words is a name with its titles, of whatever bears it (شناور «ناخدا فلان»)."""
    if not 1 < case.passage.size <= LONGEST_NAME:
        return False
    marks = tokens(case.reading)
    first, last = index_at(marks, case.passage.start), index_at(marks, case.passage.end - 1)
    run = marks[first : last + 1]
    words = [t for t in run if not t.part & (Part.TITLE | Part.PARTICLE | Part.TAIL) or t.part & NAME]
    if len(words) < 2 or not words[0].part & Part.GIVEN or words[0].part & (Part.COMMON | Part.VERB):
        return False
    rest = (t.part & NAME and not t.part & (Part.COMMON | Part.VERB) for t in words[1:-1])
    strange = not words[-1].part and not everyday(case.reading.lang, words[-1].key)
    closing = words[-1].part & (Part.FAMILY | Part.GIVEN | Part.DERIVED) or strange
    closing = closing or run[0].part & Part.TITLE
    return all(rest) and bool(closing)


LONGEST_NAME = 4
"""Words of a name in marks."""


def particle(case: Case) -> bool:
    """Whether the piece holds a particle or a verb that only a clause has."""
    found, signs = keys(case), case.talk.words("clause-marks")
    return any(k in signs for k in found)


def held(case: Case) -> bool:
    """Whether the piece is what a verb of holding is about (« … » را … می‌دانند) and not what is said of it."""
    words, following = case.reading.words, word_at(case.reading.words, case.passage.close)
    cue = case.passage.cue
    compound = cue is not None and cue.last > cue.first
    far = cue is not None and (cue.kind == "attitude" or (compound and cue.first - following > SHORT))
    far = far and case.passage.size <= LONG_NAME
    return far and following < len(words) and words[following].key == "را"


LONG_NAME = 5
"""What a verb of holding is about is hardly longer."""


def far_from_verb(case: Case) -> bool:
    """Whether a verb of holding stands far before the piece with no word for ``that`` between: it is not about it."""
    cue, words, that = case.passage.cue, case.reading.words, case.talk.words("speech-complementizers")
    if cue is None or cue.kind != "attitude" or case.talk.subject_first:
        return False
    at = word_at(words, case.passage.open)
    return at - cue.last > FAR and not any(
        words[i].key in that and not foreign_particle(words, i) for i in range(cue.last + 1, at)
    )


VERBAL = frozenset(("لن", "لم", "سوف", "قد", "ليس", "ليست"))
"""Words that begin what is said of a thing (البنك المركزي «لن يرفع …»), and a name only right behind its noun."""


def charged(case: Case) -> bool:
    """Whether a noun and not the verb takes a piece with ``بـ`` (المتهمين بـ"…"): it only says what is meant."""
    cue, at = case.passage.cue, word_at(case.reading.words, case.passage.open)
    attached = case.reading.text[max(case.passage.open - 2, 0) : case.passage.open] in ("بـ", "لـ")
    return attached and cue is not None and cue.kind == "say" and at - cue.last > SHORT + 1


def placed(case: Case) -> bool:
    """Verb first: whether up to three words far from the verb only say where it was said (على «نجوم الراديو»)."""
    cue, words, at = case.passage.cue, case.reading.words, word_at(case.reading.words, case.passage.open)
    if cue is None or at == 0 or case.talk.subject_first or case.passage.size > SHORT + 1:
        return False
    before = words[at - 1].key
    spoken = any(words[cue.first].key.removeprefix("و").startswith(verb) for verb in _TALKS)
    return at - cue.last > SHORT and (before in _WHERE or (before == "علي" and spoken))


_WHERE = frozenset(("عبر", "لدي", "ضمن", "خلال"))
_TALKS = ("تحدث", "يتحدث", "تتحدث", "قال", "يقول", "تقول", "كشف")


def whole_sentence(case: Case) -> bool:
    """Whether nothing but the piece stands in its sentence, which ends with a stop."""
    text, sentence = case.reading.text, case.talk.sentence(case.passage.open)
    around = (
        text[sentence.start : case.passage.open]
        + text[case.passage.close : max(sentence.end, case.passage.close)]
    )
    return not any(map(str.isalnum, around)) and any(
        c in ".!?؟…" for c in text[case.passage.end - 1 : sentence.end]
    )


def ends(case: Case) -> bool:
    """Whether the clause ends with the piece."""
    return _ENDS.match(case.reading.text, case.passage.close) is not None


_FINISHED = re.compile(
    r"^(?:ن?مي\w{3,}|است|نيست|بود|نبود|هست|نداشت|دارد|ندارد|شد|نشد|نشود|باشد|نباشد|\w{2,}هاست|خواهد|کرد|رفت|آمد|داد)$"
)
"""Forms that close a Persian clause."""


def predicate(case: Case) -> bool:
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


def head_before(case: Case, reach: int) -> int:
    """Index of the noun that takes a name (film) shortly before the piece, adjectives between them; or -1."""
    words, heads = case.reading.words, case.talk.words("title-nouns")
    verbs, breaks = case.talk.words("clause-marks"), case.talk.words("speech-circumstance")
    at = word_at(words, case.passage.open) - 1
    for i in range(at, max(at - reach, -1), -1):
        if gap(case.reading, i).strip(" \u00a0ـ\"“«'‘(") not in ("", ":"):
            return -1
        if set(_bare(words[i].key)) & heads:
            return i
        if words[i].key in breaks or words[i].key in verbs or words[i].key in _CAME:
            return -1
    return -1


_CAME = frozenset(("جاء", "جا", "جات", "ورد", "وردت", "فيها", "فيه"))
"""Words with which a text is quoted (كلمة جاء فيها: …)."""


def after_that(case: Case, head: int) -> bool:
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


def core(text: str) -> str:
    """A piece as names are kept: folded, without the stops around it."""
    return key(text.strip(" .،؛:!?؟"))
