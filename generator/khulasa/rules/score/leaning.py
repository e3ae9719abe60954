"""Whether the opening of a sentence leans on the sentence before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from khulasa.languages import Language

LeanKind = Literal["verb", "pronoun", "side", "link", "pointer"]
LONGEST = 4
"""Words in the longest opening of the lists."""


@dataclass(frozen=True, slots=True)
class Lean:
    """An opening that is not understood without what went before."""

    kind: LeanKind
    words: str
    """The folded opening."""


def leaning(keys: tuple[str, ...], language: Language) -> Lean | None:
    """The longest opening in the list ``leaning`` with which the folded words of a sentence begin."""
    table = language.table("leaning")
    for size in range(min(LONGEST, len(keys)), 0, -1):
        phrase = " ".join(keys[:size])
        for form in (phrase, _bare(phrase)):
            kind = table.get(form)
            if kind:
                return None if kind == "none" else Lean(cast(LeanKind, kind), phrase)
    return None


def _bare(phrase: str) -> str:
    """Without the conjunction و or ف at its beginning, written to the word or apart."""
    return phrase[1:].lstrip() if phrase[:1] in ("و", "ف") else phrase
