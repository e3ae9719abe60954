"""What bars a sentence from the summary; the hardest reasons first.

Each rule gives the reason as ``key:value``, or None where it has nothing against the sentence. Should every
sentence be barred, the reasons are let go from the last to the first until one is left.
"""

from __future__ import annotations

from khulasa.rules.score.leaning import ABOUT_SOMEBODY, first_words
from khulasa.rules.score.sheet import STOPS, Chosen, Row, Sheet
from khulasa.text.marks import pairs

_QUESTION = frozenset("؟?")
_AFTER = "\"'»”’)] .!…"
_QUOTATION = frozenset('«»“”"')
_SHORT = 8
_LINE = 14
"""Words below which a line of its own without a stop is a heading, in an article that writes its stops."""
_TWIN = 0.8
"""Share of the shorter sentence's stems from which a sentence says nearly the same as a chosen one."""
_TWIN_STEMS = 4
_TWIN_LENGTH = 2
"""A sentence with this many times the stems of a chosen one says more than it, though it holds all its words."""
_COMPARED = 40
"""Chosen sentences that a further one is compared with word by word: a longer digest must not take quadratic time."""
_LONG = 60
_SAYS_IT = 0.3
"""Share of a long sentence's stems that a shorter one must hold to be taken for it."""


def heading(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """A line that heads the article or a part of it is no sentence."""
    text = row.sentence.text
    if text in [h.text for h in sheet.reading.document.subheadings]:
        return "heading:sub"
    if row.keys == sheet.title:
        return "heading:title"
    last = row.place + 1 == len(sheet.rows) or sheet.rows[row.place + 1].opens_paragraph
    bare = row.opens_paragraph and last and text[-1] not in STOPS
    return "heading:line" if bare and row.words < (_LINE if sheet.stopped else _SHORT) else None


def leftover(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """Words of a web page (read also, share, end of message) are no part of the article."""
    table = sheet.reading.language.table("furniture")
    if not row.keys or row.keys[0] not in first_words(sheet.reading.lang, "furniture"):
        return None
    for size in range(min(4, len(row.keys)), 0, -1):
        how = table.get(" ".join(row.keys[:size]), "").split()
        if "start" in how or ("whole" in how and size == len(row.keys)):
            return f"leftover:{how[0]}"
    return None


def fragment(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """A few words, a bare dateline or an open end are no whole statement."""
    if row.words < 4:
        return f"words:{row.words}"
    if row.sentence.text[-1] in ":،,؛;":
        return "end:open"
    return "end:none" if row.words < _SHORT and row.sentence.text[-1] not in STOPS else None


def question(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """A question does not say what happened."""
    return "question:mark" if row.sentence.text.rstrip(_AFTER)[-1:] in _QUESTION else None


def cut_quotation(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """A quotation that begins or ends outside the sentence would be cut."""
    start, end = row.sentence.start, row.sentence.end
    if any(q.style == "marked" and not start <= q.start < q.end <= end for q in row.quotes):
        return "quotation:goes on"
    text = row.sentence.text
    marks = sum(map(text.count, _QUOTATION))
    if not marks:
        return None
    paired = sum(text[p.start] in _QUOTATION for p in pairs(text))
    return None if marks == 2 * paired else "quotation:unpaired"


def twin(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """A sentence that says nearly the same as a chosen one adds nothing."""
    if row.telling in chosen.tellings:
        return f"twin:{row.telling}"
    for other in chosen.rows[:_COMPARED]:
        least = min(len(row.stems), len(other.stems))
        alike = least >= _TWIN_STEMS and len(row.stems & other.stems) >= _TWIN * least
        if alike and len(row.stems) <= _TWIN_LENGTH * least:
            return f"twin:{other.place}"
    return None


def dangling(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """An opening such as "he added" is not understood without the sentence before it or a label with the name."""
    if row.lean is None or row.place - 1 in chosen.indices:
        return None
    if row.lean.kind in ABOUT_SOMEBODY and row.context:
        return None
    return f"leans:{row.lean.words}"


def too_long(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """A sentence over sixty words is taken only where no shorter one says it."""
    if row.words <= _LONG:
        return None
    for other in sheet.rows:
        shorter = other.words <= _LONG and other.lean is None and other.words > _SHORT
        if shorter and len(other.stems & row.stems) >= _SAYS_IT * len(row.stems):
            return f"length:{row.words}"
    return None
