"""How Arabic reports name their outlet and those they take from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from khulasa.languages import Language
from khulasa.model import Reading
from khulasa.rules.read.claims import Claim, around, credited, opening
from khulasa.rules.read.credits import Name, Piece, name_at
from khulasa.text.fold import key
from khulasa.text.memo import Memo

_TALKS = ("تصريح", "حوار", "حديث", "مقابل", "لقاء")
_WHAT = ("ما", "لما", "بما")
_ACT = ("به", "عنه", "في", "علي")


@lru_cache(maxsize=60_000)
def _without_and(word: str) -> str:
    """A verb without و or ف before it."""
    return word[1:] if word[:1] in "وف" and len(word) > 3 else word


def _credits(word: str, language: Language) -> bool:
    """Whether a folded word is a verb with which an outlet is credited."""
    return _without_and(word) in language.words("credit-verbs")


def arabic_upstream(reading: Reading) -> Iterable[Claim]:
    """``نقلاً عن`` names where a report comes from; the agency that reports it so is the publisher."""
    if reading.lang != "ar":
        return
    for number, where in opening(reading, 40, "نقل"):
        keys = where.keys
        for i in range(len(keys) - 2):
            if keys[i] == "نقلا" and keys[i + 1] == "عن":
                reporter = _reporting_before(where, i, reading) if number < 3 else None
                if reporter:
                    evidence = around(where, reporter.start, where.words[i + 1].end)
                    yield Claim(reporter.text, True, evidence)
                yield from credited(where, i + 2, i, reading, strong=True)


def _reporting_before(where: Piece, at: int, reading: Reading) -> Name | None:
    """The outlet that reports, in the words before ``نقلا عن``: ``وأفادت وكالة مهر للأنباء، نقلا عن``."""
    for i in range(max(0, at - 14), at):
        if _credits(where.words[i].key, reading.language):
            found = name_at(where, i + 1, reading)
            if found and found.sure and not where.text[found.end : where.words[at].start].strip(' ،,»"'):
                return found
    return None


def arabic_citation(reading: Reading) -> Iterable[Claim]:
    """``بحسب ما ذكرت``, ``وفقاً لـ``, ``وذكرت صحيفة``: an outlet that is cited in the first paragraphs is credited."""
    if reading.lang != "ar":
        return
    language = reading.language
    by, what = language.words("according-to"), language.words("credit-what")
    for number, where in opening(reading, 40):
        keys = where.keys
        if number > 3:
            for i in [i for i, word in enumerate(keys) if _CARRIES[word]]:
                yield from _carried(where, i, reading)
            continue
        for i, word in enumerate(keys):
            if word in by or word.removeprefix("و") in by:
                at = i + 1
                at += at < len(keys) and keys[at] in _WHAT
                at += at < len(keys) and keys[at] in what
                at += at < len(keys) and keys[at] in _ACT
                yield from credited(where, at, i, reading, quoted=at > i + 1 and word != "كما")
            elif _credits(word, language):
                yield from _cited_or_own(where, i, reading)


_CARRIED = re.compile(r"(?:نقلت?|اوردت?|نشرت?|بثت?)(?:ه|ها|هم)?")


_CARRIES: Memo[str, bool] = Memo(lambda word: _CARRIED.fullmatch(_without_and(word)) is not None)
"""Whether a folded word is a verb with which an outlet carries what others say."""


def _carried(where: Piece, at: int, reading: Reading) -> Iterator[Claim]:
    """``في تصريح نقلته صحيفة …``: what an outlet has carried is its own wherever the text tells it."""
    found = name_at(where, at + 1, reading)
    if found and found.sure and found.kind in ("agency", "outlet", "foreign"):
        yield Claim(found.text, False, around(where, where.words[at].start, found.end))


def _cited_or_own(where: Piece, at: int, reading: Reading) -> Iterator[Claim]:
    """``وأفادت وكالة …``: credited, or the publisher where it is an agency that names itself in its own reports."""
    found = name_at(where, at + 1, reading)
    if found is None or not found.sure:
        return
    verb = reading.language.table("credit-verbs")[_without_and(where.words[at].key)]
    own = verb == "own" and reading.language.table("outlets").get(key(found.text)) == "own"
    yield Claim(found.text, own, around(where, where.words[at].start, found.end))


def arabic_reporter(reading: Reading) -> Iterable[Claim]:
    """The outlet's own reporter is named, or a statement made to it alone: ``مراسل وكالة``, ``تصريح خاص لـ``."""
    if reading.lang != "ar":
        return
    reporters = reading.language.words("outlet-reporters")
    for _, where in opening(reading, 4):
        keys = where.keys
        for i, word in enumerate(keys):
            alone = word in ("خاص", "خاصه") and i > 0 and _bare(keys[i - 1]).startswith(_TALKS)
            if word in reporters or alone:
                found = name_at(where, i + 1, reading, strong=alone)
                if found and (found.sure or (alone and found.kind == "quoted")):
                    yield Claim(found.text, True, around(where, where.words[i].start, found.end))


def _bare(word: str) -> str:
    return word.removeprefix("ب").removeprefix("ل").removeprefix("ال")
