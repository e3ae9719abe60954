"""Roles of people as the source writes them: the phrase before the name, or the one behind a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khulasa.model import Candidate, Reading
from khulasa.rules.read.parts import Part, Token, index_at, tokens
from khulasa.text.fold import key
from khulasa.text.memo import Memo

MAX_WORDS = 9
"""Words of a role."""
_COMMA = re.compile(r"\s*[،,–(-]\s*")
_IN_PHRASE = re.compile(r"[ \t\u00a0\u200c]*[«»“”\"]?[ \t\u00a0\u200c]*")
_INNER: Memo[str, bool] = Memo(lambda gap: _IN_PHRASE.fullmatch(gap) is not None)
"""Whether what stands between two words may stand inside a phrase."""


def roles_beside(reading: Reading, candidate: Candidate) -> Iterator[str]:
    """The role phrase that leads up to a name, then the one that follows it."""
    marks = tokens(reading)
    first, last = index_at(marks, candidate.start), index_at(marks, candidate.end - 1)
    role = _before(reading, first)
    if role:
        yield role
    role = _behind(reading, last)
    if role:
        yield role


def _before(reading: Reading, first: int) -> str | None:
    """From the farthest role word of the phrase to the name."""
    marks = tokens(reading)
    best = None
    for index in range(first - 1, max(-1, first - 1 - MAX_WORDS), -1):
        gap = marks[index + 1].gap
        if not _INNER[gap] and not (index == first - 1 and _COMMA.fullmatch(gap)):
            break
        part = marks[index].bare_part
        if marks[index].key == "و":
            break
        if part & (Part.ROLE | Part.CALLING) and not part & (Part.GIVEN | Part.VERB):
            best = index
            if marks[index].bare != marks[index].key and marks[index].key.startswith("و"):
                break
        elif _stops(marks[index], reading.lang):
            break
    if best is None or best == first or (best and marks[best - 1].key == "گزارش"):
        return None
    return _whole(reading.text, marks[best].bare_start, marks[first - 1].end)


def _behind(reading: Reading, last: int) -> str | None:
    """From a role word behind the name (and a comma) to the next mark or verb of saying."""
    marks = tokens(reading)
    if last + 1 >= len(marks):
        return None
    start = last + 1
    gap = marks[start].gap
    if not _COMMA.fullmatch(gap) and not (reading.lang == "fa" and _INNER[gap]) and not marks[start].joined:
        return None
    if marks[start].key in ("وهو", "وهي") and start + 1 < len(marks):
        start += 1
    if not marks[start].bare_part & (Part.ROLE | Part.CALLING) or marks[start].key != marks[start].bare:
        return None
    end = start
    while end + 1 < len(marks) and end - start < MAX_WORDS and _INNER[marks[end + 1].gap]:
        if _stops(marks[end + 1], reading.lang):
            break
        end += 1
    return _whole(reading.text, marks[start].start, marks[end].end)


def _whole(text: str, start: int, end: int) -> str:
    """A phrase with the mark behind it that closes one which was opened inside."""
    phrase, after = text[start:end], text[end : end + 1]
    opened = phrase.count('"') % 2 and after == '"'
    opened = opened or any(phrase.count(o) > phrase.count(c) and after == c for o, c in ("«»", "“”"))
    return (phrase + after if opened else phrase).strip()


_AR = "ان انه انها اذ الذي التي الذين خلفا خلال بعد قبل قد وقد وهو وهي كما حيث عن الي مع منذ حتي لكن"
_FA = "از در با به را که هم نیز تا بر برای است بود شد گفت پس روز امروز دیروز همچنین مبنی طی"
_STOPS = {"ar": frozenset(key(_AR).split()), "fa": frozenset(key(_FA).split())}
"""Words that end a role: conjunctions, relatives, and (Persian) every preposition."""


def _stops(token: Token, lang: str) -> bool:
    """True where a word cannot belong to the phrase of a role."""
    joined_role = lang == "ar" and token.key != token.bare and token.key.startswith("و")
    if joined_role and token.bare_part & (Part.ROLE | Part.CALLING):
        return True
    if token.key in _STOPS[lang] or (token.bare_part & Part.ACTION and not token.bare_part & Part.ROLE):
        return True
    return bool(token.bare_part & Part.VERB) and not token.bare_part & Part.ROLE
