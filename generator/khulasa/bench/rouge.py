"""ROUGE-2 between texts in Arabic script, and the plain lead to compare with.

The usual tokenizers drop every Arabic letter. Here a token is a run of letters and digits of the folded text, and a
ZWNJ parts two tokens, because both spellings (می‌شود, می شود) stand side by side in one corpus.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from khulasa.text.fold import INVISIBLE, MARKS, ZWNJ, key

Bigrams = Counter[tuple[str, str]]
_STRIP = re.compile(f"[{MARKS}{INVISIBLE}]")
_RUN = re.compile(r"[^\W_]+")
DRAWS = 4000
"""Bootstrap samples of an interval."""


def tokens(text: str) -> list[str]:
    """The folded tokens of a text."""
    return [key(t) for t in _RUN.findall(_STRIP.sub("", text).replace(ZWNJ, " "))]


def bigrams(words: Sequence[str]) -> Bigrams:
    """How often each pair of neighbouring tokens stands in a text."""
    return Counter(pairwise(words))


def rouge2(reference: Bigrams, hypothesis: Bigrams) -> float:
    """F1 of the shared pairs of tokens, from 0 to 100."""
    both = reference.total() + hypothesis.total()
    shared = sum(min(n, reference[pair]) for pair, n in hypothesis.items() if pair in reference)
    return 200 * shared / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:+.2f} [{self.low:+.2f}, {self.high:+.2f}]"


def interval(values: Sequence[float], seed: int = 7) -> Interval:
    """The mean of paired differences and its 95 % bootstrap interval."""
    draw = random.Random(seed)  # noqa: S311  # a fixed seed is the point
    size = len(values)
    means = sorted(sum(draw.choices(values, k=size)) / size for _ in range(DRAWS))
    return Interval(sum(values) / size, means[int(0.025 * DRAWS)], means[int(0.975 * DRAWS) - 1])
