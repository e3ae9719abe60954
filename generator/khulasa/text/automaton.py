"""Finding many names in a text in one pass, whatever stands before, between and after their letters.

A name and a text are compared as runs of folded letters without spaces, so that ``نصر الله``, ``نصر‌الله`` and
``نصرالله`` are one. A hit counts where it begins at a word or behind attached clitics (``و ف ب ل ك``) and ends at a
word or before a Persian ending (``ها``). Names are matched by Aho and Corasick's method (pyahocorasick): the time
grows with the text, not with the number of names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import Any

import ahocorasick

from khulasa.model import Word
from khulasa.text.fold import key
from khulasa.text.memo import Memo
from khulasa.text.words import words as words_of

CLITICS: Mapping[str, frozenset[str]] = {
    "ar": frozenset(("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")),
    "fa": frozenset(),
}
"""What may be written onto the front of a name, by language; ``لل`` is read as ``ل`` and ``ال``."""
MOST_CLITICS = max(len(c) for clitics in CLITICS.values() for c in clitics)
"""Letters of the longest of them."""
ENDINGS: Mapping[str, frozenset[str]] = {
    "ar": frozenset(),
    "fa": frozenset(map(key, ("ها", "های", "هایی", "هایش", "هایشان", "هاست", "ست", "است"))),
}
"""What may be written onto the end of a name, by language."""
_GAP = re.compile(r"[\s\u200c\u00a0\u0640\"'“”«»()‹›‘’\-–/.]{0,3}")
_BARE = re.compile(r"[^\w]+")
MIN_RESPACED = 7
"""Letters that a name must have before it may be written with other spaces than in the list."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names made ready for matching in one language; can be pickled."""

    lang: str
    automaton: Any
    """``ahocorasick.Automaton``: run of letters → (its length, numbers of words that it is written in, ids)."""
    size: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: its place without clitics, and what it may mean."""

    start: int
    end: int
    first: int
    """Index of its first word."""
    last: int
    """Index of its last word."""
    ids: tuple[str, ...]


def build(lang: str, names: Iterable[tuple[str, str]]) -> Names:
    """Make (name, id) pairs ready; a name may have several ids, an id several names."""
    runs: dict[str, tuple[set[int], list[str]]] = {}
    for name, ident in names:
        words = [w for raw in name.split() if (w := _BARE.sub("", key(raw)))]
        run = "".join(words)
        if not run:
            continue
        counts, ids = runs.setdefault(run, (set(), []))
        counts.add(len(words))
        if ident not in ids:
            ids.append(ident)
    automaton = ahocorasick.Automaton()
    for run, (counts, ids) in runs.items():
        automaton.add_word(run, (len(run), tuple(counts), tuple(ids)))
    if runs:
        automaton.make_automaton()
    return Names(lang, automaton, len(runs))


def find(names: Names, text: str, words: Sequence[Word]) -> list[Hit]:
    """All names in a text, leftmost first, the longest where several begin together; hits never overlap."""
    if not names.size or not words:
        return []
    letters, starts = _run_of(names.lang, text) if words is words_of(text) else _run(names.lang, words)
    best: dict[int, tuple[int, Hit]] = {}
    for end, (length, counts, ids) in names.automaton.iter(letters):
        hit = _hit(names.lang, text, words, starts, end + 1 - length, end + 1, counts, ids)
        if hit is not None and (hit.start not in best or best[hit.start][0] < hit.end):
            best[hit.start] = (hit.end, hit)
    found: list[Hit] = []
    for start in sorted(best):
        hit = best[start][1]
        if not found or start >= found[-1].end:
            found.append(hit)
    return found


@lru_cache(maxsize=8)
def _run_of(lang: str, text: str) -> tuple[str, list[int]]:
    """The run of a text's own words, made once for all lists of names."""
    return _run(lang, words_of(text))


def _run(lang: str, words: Sequence[Word]) -> tuple[str, list[int]]:
    """The letters of all words without spaces (Arabic ``لل`` stands as ``لال``), and where in them each word begins.

    One more entry, the length of the run, closes the list.
    """
    keys = map(itemgetter(2), words)
    pieces = list(map(_OPENED.__getitem__, keys) if lang == "ar" else keys)
    return "".join(pieces), [0, *accumulate(map(len, pieces))]


def opened(word: str) -> str:
    """``للحرس`` as ``لالحرس``: the article that the preposition swallowed."""
    if "لل" not in word[:3]:
        return word
    for before in ("لل", "ولل", "فلل"):
        if word.startswith(before) and len(word) > len(before) + 1:
            return f"{before[:-1]}ال{word[len(before) :]}"
    return word


_OPENED = Memo(opened)


def _hit(
    lang: str,
    text: str,
    words: Sequence[Word],
    starts: list[int],
    begin: int,
    end: int,
    counts: tuple[int, ...],
    ids: tuple[str, ...],
) -> Hit | None:
    """The hit at letters [begin, end) where both its ends may be the ends of a name."""
    first, last = bisect_right(starts, begin) - 1, bisect_right(starts, end - 1) - 1
    lead, tail = begin - starts[first], starts[last + 1] - end
    if lead > MOST_CLITICS:
        return None
    letters = opened(words[first].key) if lang == "ar" else words[first].key
    if lead and letters[:lead] not in CLITICS[lang]:
        return None
    stem = words[last].key[: len(words[last].key) - tail] if tail else words[last].key
    if tail and words[last].key[len(stem) :] not in ENDINGS[lang]:
        return None
    if last - first + 1 not in counts and end - begin < MIN_RESPACED:
        return None
    pairs = zip(words[first:last], words[first + 1 : last + 1], strict=True)
    if not all(_GAP.fullmatch(gap := text[a.end : b.start]) and "\n" not in gap for a, b in pairs):
        return None
    swallowed = lead and letters != words[first].key
    start = place(text, words[first], lead - 1 if swallowed else lead)
    return Hit(start, place(text, words[last], len(stem)) if tail else words[last].end, first, last, ids)


def place(text: str, word: Word, letters: int) -> int:
    """Offset in the text of the letter number ``letters`` of a word's key (marks and joiners are skipped)."""
    if letters <= 0:
        return word.start
    for offset in range(word.start + letters, word.end + 1):
        if len(key(text[word.start : offset])) >= letters:
            return offset
    return word.end
