"""What the cleaning rules see of a line: its words, its shape, and the words that give page furniture away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from types import MappingProxyType

from khulasa import languages
from khulasa.model import Lang, Line, Page, Removal, Word
from khulasa.text.words import keys, words

PROSE_WORDS = 8
"""A line of so many words that ends like a sentence is a paragraph."""
LONG_LINE = 28
"""A line of so many words is a paragraph, however it ends."""
BAR = 400
"""Letters of the longest line that is looked at for signs between short pieces."""
INSIDE_WORDS = 60
"""Words of the longest line in which furniture words are looked for anywhere."""

_SENTENCE_END = re.compile(r"[.؟!?…۔]+[\s»”“\"'’‘)\]﴾]*$")
_FULL_STOP = re.compile(r"(?<![.…])[.۔][\s»”“\"'’‘)\]﴾]*$")
_SIGN = re.compile(r"^\s*(?:[:|؛;/\\>»›•·*#(\[{\-–—_…,،]|\.\.)|^\s*[^\w\s]+\s*$")


@dataclass(frozen=True, slots=True)
class Look:
    """One line as the rules see it."""

    text: str
    keys: tuple[str, ...]
    """The folded words."""
    stop: bool
    """It ends in a full stop."""
    ended: bool
    """It ends like a sentence: stop, question mark, ellipsis."""
    prose: bool
    """It is surely a paragraph."""

    @property
    def words(self) -> tuple[Word, ...]:
        """The words with their places; who only counts them takes ``keys``."""
        return words(self.text)

    @property
    def headline(self) -> bool:
        """It has the length and the end of a headline."""
        return 1 < len(self.keys) <= 22 and not self.stop and not self.text.rstrip().endswith((":", "،", "؛"))


@lru_cache(maxsize=1024)
def look(text: str) -> Look:
    """What is to be seen of a line."""
    tail = text.rstrip()[-40:]
    found = keys(text)
    stop = _FULL_STOP.search(tail) is not None
    ended = _SENTENCE_END.search(tail) is not None
    prose = len(found) >= LONG_LINE or (stop and len(found) >= PROSE_WORDS)
    return Look(text, found, stop, ended, prose)


@dataclass(frozen=True, slots=True)
class Phrase:
    """An entry of a ``furniture`` list."""

    kind: str
    mode: str


@cache
def _phrases(lang: Lang) -> tuple[Mapping[str, Phrase], Mapping[str, Phrase], int]:
    """Phrases that begin a line, phrases that stand anywhere, and the words of the longest.

    They are known by their letters without spaces, so that عکس‌ها, عکس ها and عکسها meet.
    """
    first: dict[str, Phrase] = {}
    anywhere: dict[str, Phrase] = {}
    longest = 0
    for code in ("en", lang):
        for entry, value in languages.load(code).table("furniture").items():
            kind, mode = value.split()
            longest = max(longest, len(words(entry)))
            joined = "".join(w.key for w in words(entry))
            (anywhere if mode == "inside" else first)[joined] = Phrase(kind, mode)
    return MappingProxyType(first), MappingProxyType(anywhere), longest + 1


_BEGIN = 3


@cache
def _beginnings(lang: Lang) -> tuple[frozenset[str], frozenset[str]]:
    """The first letters of the phrases that begin a line, and of those that stand anywhere.

    Most words begin with neither and need no longer look.
    """
    first, anywhere, _ = _phrases(lang)
    return frozenset(joined[:_BEGIN] for joined in first), frozenset(joined[:_BEGIN] for joined in anywhere)


def _may_begin(word: str, begins: frozenset[str]) -> bool:
    """Whether a word begins like a phrase; a shorter one may with the words behind it."""
    return word[:_BEGIN] in begins or len(word) < _BEGIN


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


@lru_cache(maxsize=1024)
def signs(text: str, lang: Lang) -> tuple[Sign, ...]:
    """All furniture words that stand in a line as their mode wants it, the longest first."""
    line = look(text)
    first, anywhere, longest = _phrases(lang)
    opening, inside = _beginnings(lang)
    begin = next((i for i, k in enumerate(line.keys) if not k.isdigit()), 0)
    found: list[Sign] = []
    if line.keys and _may_begin(line.keys[begin], opening):
        runs = _runs(line.keys, begin, longest, first)
        found += [_sign(line, p, begin, n) for n, p in runs if _stands(line, p.mode, begin + n)]
    if len(line.keys) <= INSIDE_WORDS:
        letters, starts = "".join(line.keys), accumulate(map(len, line.keys), initial=0)
        for i in [i for i, at in enumerate(starts) if letters[at : at + _BEGIN] in inside]:
            found += [_sign(line, phrase, i, n) for n, phrase in _runs(line.keys, i, longest, anywhere)]
    return tuple(found)


def _runs(
    keys: Sequence[str], at: int, longest: int, phrases: Mapping[str, Phrase]
) -> Iterator[tuple[int, Phrase]]:
    """Phrases made of the next n words, with n, the longest first."""
    for n in range(min(longest, len(keys) - at), 0, -1):
        phrase = phrases.get("".join(keys[at : at + n]))
        if phrase:
            yield n, phrase


def _sign(line: Look, phrase: Phrase, at: int, n: int) -> Sign:
    start, end = line.words[at].start, line.words[at + n - 1].end
    rest = line.text[end:].strip(" :|؛;/-–—*.()[]»›>•#")
    return Sign(phrase.kind, phrase.mode, line.text[start:end], rest, len(line.keys) - at - n)


def _stands(line: Look, mode: str, after: int) -> bool:
    """Whether a phrase that begins a line and ends before a word stands as its mode wants it."""
    rest = line.keys[after:]
    if mode == "start" or not rest:
        return True
    if mode == "whole":
        return all(k.isdigit() for k in rest)
    between = line.text[line.words[after - 1].end : line.words[after].start]
    return rest[0].isdigit() or bool(_SIGN.match(between))


@dataclass(frozen=True, slots=True)
class Zones:
    """Where the paragraphs of a page are; all places count lines of the page."""

    first: int
    """The first paragraph (the number of lines where there is none)."""
    last: int
    """The last paragraph (-1 where there is none)."""
    middle: int
    """The line at which half of the words of all paragraphs have been read."""


@lru_cache(maxsize=4)
def zones(page: Page) -> Zones:
    """Head, body and tail of a page by its paragraphs."""
    sizes = [len(look(line.text).keys) if is_paragraph(line, page.lang) else 0 for line in page.lines]
    prose = [i for i, n in enumerate(sizes) if n]
    if not prose:
        return Zones(len(sizes), -1, 0)
    if _is_deck_before_byline(page, prose):
        prose = prose[1:]
    total, read, middle = sum(sizes), 0, prose[0]
    for i in prose:
        read, middle = read + sizes[i], i
        if 2 * read >= total:
            break
    return Zones(prose[0], prose[-1], middle)


DECK = 40
"""Words of the longest deck."""
_YEAR, _DAY = re.compile(r"(?:19|20|13|14)\d\d"), re.compile(r"\d\d?")


def _is_deck_before_byline(page: Page, prose: Sequence[int]) -> bool:
    """Whether the first paragraph stands below a title and above who wrote and when: it is a deck with its stop."""
    if len(prose) < 2 or prose[0] == 0 or not 1 < prose[1] - prose[0] <= 4:
        return False
    between = page.lines[prose[0] + 1 : prose[1]]
    return len(look(page.lines[prose[0]].text).keys) <= DECK and all(_heads(x, page.lang) for x in between)


def _heads(line: Line, lang: Lang) -> bool:
    """Whether a short line says who wrote the text or on which day, or shares it, as lines above a text do."""
    seen = look(line.text)
    dated = any(_YEAR.fullmatch(k) for k in seen.keys) and any(_DAY.fullmatch(k) for k in seen.keys)
    said = any(s.kind in ("byline", "date") and s.mode != "inside" for s in signs(line.text, lang))
    return len(seen.keys) <= 14 and not seen.ended and (dated or said or only_networks(seen, lang))


def only_networks(seen: Look, lang: Lang) -> bool:
    """Whether every word of a line is by itself the name of a network or a share button."""
    pieces = (seen.text[w.start : w.end] for w in seen.words)
    return bool(seen.keys) and all(
        any(s.kind in ("share", "button") and s.mode == "whole" for s in signs(p, lang)) for p in pieces
    )


def is_paragraph(line: Line, lang: Lang) -> bool:
    """Whether a line is surely a paragraph and holds no furniture words."""
    return look(line.text).prose and not signs(line.text, lang)


def removal(line: Line, rule: str, evidence: str) -> Removal:
    """A line and why it goes."""
    return Removal(line.number, line.text, rule, evidence)


@lru_cache(maxsize=4)
def numbered(page: Page) -> Sequence[tuple[int, Line, Look]]:
    """The lines of a page with their place and look."""
    return [(i, line, look(line.text)) for i, line in enumerate(page.lines)]
