"""One name in two scripts: the folded skeleton that the Arabic and the Persian spelling share.

The skeleton was measured on pairs of real names: equal skeletons name the same person in all but a few of a
thousand cases, while looser ones (consonants only, edit distance) join strangers. So only equal skeletons join by
themselves; ``suggest`` ranks looser likenesses for an editor, who decides.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from khulasa.model import Kind
from khulasa.text.fold import key

_LETTERS = str.maketrans({"پ": "ب", "چ": "ج", "ژ": "ج", "گ": "غ"})
_NOT_LETTER = re.compile(r"[\W_]+")
_DOUBLE = re.compile(r"(.)\1+")
_FINAL = re.compile(r"(?<=.)[هاي]$")

_SOUNDS = str.maketrans(
    {
        "ث": "س", "ص": "س", "ش": "س", "ذ": "ز", "ظ": "ز", "ض": "ز", "ط": "ت", "ح": "ه", "خ": "ه",
        "ق": "غ", "گ": "غ", "ك": "غ", "چ": "ج", "ژ": "ج", "پ": "ب", "ڤ": "و", "ف": "و", "ع": "",
        "ا": "", "ي": "", "و": "و",
    }
)  # fmt: skip


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """What the Arabic and the Persian spelling of one name have in common; empty for a text without letters.

    Folded (``text.fold.key``), without spaces, hyphens and any ``ال``; پ→ب, چ ژ→ج, گ→غ; double letters once;
    a final ه or ا dropped.
    """
    words = (_NOT_LETTER.sub("", w) for w in key(name).split())
    joined = "".join(words).replace("ال", "").translate(_LETTERS)
    return re.sub(r"(?<=.)[ها]$", "", _DOUBLE.sub(r"\1", joined))


def provisional(kind: Kind, name: str) -> str:
    """The id of somebody or something that no authority file knows: ``person-`` and ten hex digits.

    The same for both spellings of a name, and for every article that names it.
    """
    return f"{kind}-{hashlib.sha256(skeleton(name).encode()).hexdigest()[:10]}"
