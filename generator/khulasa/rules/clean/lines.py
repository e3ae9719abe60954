"""What the cleaning rules see of a line: its words, its shape, and the words that give page furniture away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from khulasa import languages
from khulasa.model import Lang, Line, Page, Removal, Word
from khulasa.text.words import words

PROSE_WORDS = 12
"""A line of so many words that ends like a sentence is a paragraph."""
LONG_LINE = 28
"""A line of so many words is a paragraph, however it ends."""

_SENTENCE_END = re.compile(r"[.؟!?…۔]+[\s»”“\"'’‘)\]﴾]*$")
_FULL_STOP = re.compile(r"(?<![.…])[.۔][\s»”“\"'’‘)\]﴾]*$")
_SIGN = re.compile(r"^\s*(?:[:|؛;/\\>»›•·*#(\[{\-–—_…,،]|\.\.)|^\s*[^\w\s]+\s*$")


@dataclass(frozen=True, slots=True)
class Look:
    """One line as the rules see it."""

    text: str
    words: tuple[Word, ...]
    stop: bool
    """It ends in a full stop."""
    ended: bool
    """It ends like a sentence: stop, question mark, ellipsis."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The folded words."""
        return tuple(w.key for w in self.words)

    @property
    def prose(self) -> bool:
        """It is surely a paragraph."""
        return len(self.words) >= LONG_LINE or (self.stop and len(self.words) >= PROSE_WORDS)

    @property
    def headline(self) -> bool:
        """It has the length and the end of a headline."""
        return (
            1 < len(self.words) <= 22 and not self.stop and not self.text.rstrip().endswith((":", "،", "؛"))
        )


@lru_cache(maxsize=4096)
def look(text: str) -> Look:
    """What is to be seen of a line."""
    return Look(text, words(text), bool(_FULL_STOP.search(text)), bool(_SENTENCE_END.search(text)))


@dataclass(frozen=True, slots=True)
class Phrase:
    """An entry of a ``furniture`` list."""

    keys: tuple[str, ...]
    kind: str
    mode: str


@cache
def _phrases(lang: Lang) -> dict[str, tuple[Phrase, ...]]:
    """The furniture of a language (and the English one), by first word, longest first."""
    by_first: dict[str, list[Phrase]] = {}
    for code in (lang, "en"):
        for entry, value in languages.load(code).table("furniture").items():
            kind, mode = value.split()
            keys = tuple(w.key for w in words(entry))
            by_first.setdefault(keys[0], []).append(Phrase(keys, kind, mode))
    return {first: tuple(sorted(p, key=lambda q: -len(q.keys))) for first, p in by_first.items()}


@dataclass(frozen=True, slots=True)
class Sign:
    """How a line gave itself away."""

    kind: str
    mode: str
    words: str
    """The words as the line writes them."""
    rest: str
    """What follows them in the line."""
    rest_words: int


@lru_cache(maxsize=4096)
def signs(text: str, lang: Lang) -> tuple[Sign, ...]:
    """All furniture words that stand in a line as their mode wants it."""
    return tuple(_signs(look(text), _phrases(lang)))


def _signs(line: Look, phrases: dict[str, tuple[Phrase, ...]]) -> Iterator[Sign]:
    first = next((i for i, k in enumerate(line.keys) if not k.isdigit()), 0)
    for i, word in enumerate(line.keys):
        if i > first and i > 40:
            return
        for phrase in phrases.get(word, ()):
            n = len(phrase.keys)
            if line.keys[i : i + n] == phrase.keys and _stands(line, phrase, i, first):
                start, end = line.words[i].start, line.words[i + n - 1].end
                rest = line.text[end:].strip(" :|؛;/-–—*.()[]»›>•#")
                yield Sign(phrase.kind, phrase.mode, line.text[start:end], rest, len(line.words) - i - n)


def _stands(line: Look, phrase: Phrase, at: int, first: int) -> bool:
    """Whether a phrase found at a word stands as its mode wants it."""
    if phrase.mode == "inside":
        return True
    if at != first:
        return False
    after = line.keys[at + len(phrase.keys) :]
    if phrase.mode == "whole":
        return all(k.isdigit() for k in after)
    if phrase.mode == "start":
        return True
    end = line.words[at + len(phrase.keys) - 1].end
    return (
        not after
        or after[0].isdigit()
        or bool(_SIGN.match(line.text[end : line.words[at + len(phrase.keys)].start]))
    )


@dataclass(frozen=True, slots=True)
class Zones:
    """Where the paragraphs of a page are; all places count lines of the page."""

    first: int
    """The first paragraph (the number of lines where there is none)."""
    last: int
    """The last paragraph (-1 where there is none)."""
    middle: int
    """The line at which half of the words of all paragraphs have been read."""


def zones(page: Page) -> Zones:
    """Head, body and tail of a page by its paragraphs."""
    sizes = [len(look(line.text).words) if look(line.text).prose else 0 for line in page.lines]
    prose = [i for i, n in enumerate(sizes) if n]
    if not prose:
        return Zones(len(sizes), -1, 0)
    total, read, middle = sum(sizes), 0, prose[0]
    for i in prose:
        read, middle = read + sizes[i], i
        if 2 * read >= total:
            break
    return Zones(prose[0], prose[-1], middle)


def removal(line: Line, rule: str, evidence: str) -> Removal:
    """A line and why it goes."""
    return Removal(line.number, line.text, rule, evidence)


def numbered(page: Page) -> Iterable[tuple[int, Line, Look]]:
    """The lines of a page with their place and look."""
    return ((i, line, look(line.text)) for i, line in enumerate(page.lines))
