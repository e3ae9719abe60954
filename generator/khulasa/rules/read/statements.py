"""Which pieces in quotation marks are statements, and which are names, titles and words held at a distance.

The rules are asked in order and the first that answers decides; each sees what was decided of the piece before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from khulasa.rules.read.cue import last_word_before, word_at
from khulasa.rules.read.pieces import (
    TITLE_WORDS,
    VERBAL,
    Case,
    Verdict,
    after_that,
    charged,
    clause,
    core,
    ends,
    far_from_verb,
    head_before,
    held,
    keys,
    nothing_but_names,
    only_names,
    particle,
    placed,
    predicate,
    said,
    style_of,
    whole_sentence,
)
from khulasa.rules.read.talk import SHORT, Passage, Talk

SegmentRule = Callable[[Case], Verdict | None]
TERM = Verdict("term")


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
    """A piece that is a name found in this article, or made of names only, is no statement."""
    text = core(case.reading.text[case.passage.start : case.passage.end])
    return TERM if text and (text in case.talk.names or nothing_but_names(case)) else None


def work_after_its_kind(case: Case) -> Verdict | None:
    """After a word such as film, book, campaign, battle, the piece is a name or a title."""
    passage, cue = case.passage, case.passage.cue
    if passage.size > TITLE_WORDS or (passage.place == "colon" and said(case)):
        return None
    if passage.place == "colon" and cue is not None and cue.kind == "attitude" and clause(case):
        return None
    head = head_before(case, 3 if passage.size <= 6 else 1)
    if head < 0:
        return None
    if case.talk.subject_first and cue is not None and predicate(case):
        return None
    opening = next(iter(keys(case)), "")
    if cue is not None and passage.size > SHORT and opening in case.talk.words("speech-prepositions"):
        return None
    beside = head == word_at(case.reading.words, passage.open) - 1
    if cue is not None and opening in VERBAL and (not beside or case.reading.words[head].key.endswith("ي")):
        return None
    said_of_it = cue is not None and passage.size >= 2 and after_that(case, head)
    return None if said_of_it and ends(case) else TERM


def called_so(case: Case) -> Verdict | None:
    """After or before a verb of naming (يسمى, نامید) the piece is a name."""
    cue, passage = case.passage.cue, case.passage
    if cue is None or cue.kind != "naming" or passage.size > 6:
        return None
    if case.talk.subject_first and passage.size > SHORT + 1 and "كه" in keys(case):
        return Verdict("statement", "partial", cue)
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
    return Verdict("statement", "marked", cue) if adjacent and ends(case) and clause(case) else None


def whole_clause(case: Case) -> Verdict | None:
    """Two words or more that fill the clause after أن or که are a piece of a statement."""
    passage, cue = case.passage, case.passage.cue
    if passage.size < (2 if cue else 4) or (
        cue and (cue.kind in ("colon", "naming") or passage.place != "before")
    ):
        return None
    before = last_word_before(case.reading.words, passage.open)
    that = case.talk.words("speech-complementizers")
    if passage.size == SHORT and not case.talk.subject_first and _goes_on(case):
        return None
    if cue is not None and cue.kind == "attitude" and passage.size <= SHORT and only_names(case):
        return None
    if before >= 0 and case.reading.words[before].key in that and ends(case):
        return Verdict("statement", "partial", cue)
    return None


def _goes_on(case: Case) -> bool:
    """Whether two words after أن are only what a clause is about: a noun with its number or an article, a comma."""
    text, last = case.reading.text[case.passage.close :].lstrip(), keys(case)[-1]
    noun = last[:1].isdigit() or (last.startswith("ال") and not clause(case))
    return text.startswith(("،", ",")) and noun


def one_or_two_words(case: Case) -> Verdict | None:
    """One or two words without a verb are a term, not a statement."""
    passage = case.passage
    if passage.size > 2:
        return None
    if (
        passage.size == 2
        and passage.cue is not None
        and not only_names(case)
        and (particle(case) or ends(case))
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
    return TERM if all(k.startswith("ال") for k in found[1:]) and not particle(case) else None


def words_of_a_speaker(case: Case) -> Verdict | None:
    """Three words or more beside a verb or phrase of saying are a statement, or a piece of one."""
    passage = case.passage
    if (
        passage.cue is None
        or passage.cue.kind in ("colon", "naming")
        or (passage.size < 3 and not clause(case))
    ):
        return None
    if passage.place == "after" and held(case):
        return None
    if passage.place == "before" and passage.size <= 3 and far_from_verb(case) and not clause(case):
        return None
    if passage.place == "before" and (charged(case) or placed(case)) and not particle(case):
        return None
    return Verdict("statement", style_of(case), passage.cue)


def long_and_alone(case: Case) -> Verdict | None:
    """A long piece with a verb is a statement of nobody named, where no word of saying stands in its sentence."""
    passage = case.passage
    least = SHORT + 1 if whole_sentence(case) else 7
    if passage.cue is not None or not passage.closed or passage.size < least:
        return None
    if clause(case) or (least < 7 <= passage.size):
        return Verdict("statement", "marked", None)
    return None


def held_at_a_distance(case: Case) -> Verdict | None:
    """What is left in marks is a name, a title or a word that the source holds at a distance."""
    return TERM if case.passage.closed and case.passage.size <= TITLE_WORDS else Verdict("neither")


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
