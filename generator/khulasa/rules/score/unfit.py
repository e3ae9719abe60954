"""What bars a sentence from the summary; the hardest reasons first.

Each rule gives the reason as ``key:value``, or None where it has nothing against the sentence. Should every
sentence be barred, the reasons are let go from the last to the first until one is left.
"""

from __future__ import annotations

from khulasa.rules.score.sheet import Chosen, Row, Sheet
from khulasa.text.marks import pairs

_QUESTION = "؟?"
_AFTER = "\"'»”’)] .!…"


def heading(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """A line that heads a part of the article is no sentence of it."""
    text = row.sentence.text
    heads = {h.text for h in sheet.reading.document.subheadings}
    return "heading:" + text[:30] if text in heads else None


def fragment(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """A few words or an open end are no whole statement."""
    if row.words < 4:
        return f"words:{row.words}"
    return "end::" if row.sentence.text[-1] in ":،,؛" else None


def question(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """A question does not say what happened."""
    return "question:؟" if row.sentence.text.rstrip(_AFTER)[-1:] in _QUESTION else None


def cut_quotation(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """A quotation that begins or ends outside the sentence would be cut."""
    text = row.sentence.text
    marks = sum(c in "«»“”\"" for c in text)
    if not marks:
        return None
    paired = sum(text[p.start] in "«“”\"" for p in pairs(text))
    return None if marks == 2 * paired else f"quotation:{marks}"


def dangling(sheet: Sheet, row: Row, chosen: Chosen) -> str | None:
    """An opening such as "he added" is not understood unless the sentence before it is taken too."""
    if row.lean is None or row.index - 1 in chosen.indices:
        return None
    return f"leans:{row.lean.words}"
