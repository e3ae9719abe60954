"""Where an article speaks: the pieces that may be statements, the cues around them, and who is named in between.

``listen.listen`` lays this out once; the rules of ``statements`` and ``speakers`` read it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from khulasa.languages import together
from khulasa.model import Reading, Sentence
from khulasa.rules.read.cue import Cue, last_word_before, word_at

Place = Literal["colon", "before", "after", "none"]

SHORT = 2
"""A piece of so many words is a name or a term rather than a statement."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece that may be a statement: in marks, or after a colon without marks."""

    open: int
    start: int
    end: int
    close: int
    marked: bool
    depth: int
    closed: bool
    continued: bool
    size: int
    """Number of words, endings that are written apart not counted."""
    cue: Cue | None
    place: Place
    """Where its cue stands."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person or organisation named outside statements, who may be speaking."""

    kind: str
    id: str
    text: str
    start: int
    end: int
    first: int
    last: int
    """Indices of its words."""
    governed: bool
    """True where a preposition, or a noun that takes a name, stands before it."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One article as talk."""

    reading: Reading
    passages: tuple[Passage, ...]
    cues: tuple[Cue, ...]
    """Those outside statements, in order; the pseudo cues of colons among them."""
    named: tuple[Named, ...]
    subject_first: bool
    """True where the subject stands before the verb (Persian)."""
    names: frozenset[str]
    """Folded forms of all names of the article."""
    cue_starts: Sequence[int] = ()
    """Where each of the cues begins."""
    named_starts: Sequence[int] = ()
    sentence_starts: Sequence[int] = ()

    def passages_between(self, start: int, end: int) -> tuple[Passage, ...]:
        """Pieces whose marks open within a stretch of text."""
        low = bisect_right(self.passages, start - 1, key=attrgetter("open"))
        high = bisect_right(self.passages, end - 1, key=attrgetter("open"))
        return self.passages[low:high]

    def words(self, *names: str) -> frozenset[str]:
        """A word list of the article's language, or several in one."""
        return together(self.reading.language.code, *names)

    def sentence(self, offset: int) -> Sentence:
        """The sentence that holds an offset of the body."""
        found = self.reading.sentences
        at = bisect_right(self.sentence_starts, offset) - 1
        return found[max(at, 0)]

    def between(self, start: int, end: int) -> tuple[Named, ...]:
        """Who is named within a stretch of text."""
        low = bisect_left(self.named_starts, start)
        return self.named[low : bisect_left(self.named_starts, end)]

    def cues_between(self, start: int, end: int) -> tuple[Cue, ...]:
        """Cues that begin within a stretch of text."""
        low = bisect_left(self.cue_starts, start)
        return self.cues[low : bisect_left(self.cue_starts, end)]


def size(reading: Reading, start: int, end: int) -> int:
    """Number of words in a stretch; endings and prefixes written apart (ها, می) belong to their neighbour."""
    first, last = word_at(reading.words, start), last_word_before(reading.words, end)
    apart = reading.language.words("detached-endings")
    return sum([word.key not in apart for word in reading.words[first : last + 1]])
