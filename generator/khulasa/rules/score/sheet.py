"""What the score rules look at: one row a sentence, laid out once, so that each rule is a few lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from khulasa.languages import Language
from khulasa.model import Lang, Mention, Quote, Reading, Sentence, Word
from khulasa.rules.score.leaning import Lean, leaning
from khulasa.text.fold import INVISIBLE, MARKS
from khulasa.text.stems import stem

Placed = TypeVar("Placed", Word, Mention, Quote)

_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}{INVISIBLE}])*")
_NUMBER = re.compile(r"^\d+$")


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence as the score rules see it."""

    sentence: Sentence
    words: int
    """Words as a budget counts them: the parts of a word around a ZWNJ count one each."""
    keys: tuple[str, ...]
    """Folded words in order."""
    stems: frozenset[str]
    """Stems of the words that say what it is about."""
    opens_paragraph: bool
    lean: Lean | None
    """How its opening leans on the sentence before it; None where it stands on its own."""
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    """Statements that share a letter with it."""

    @property
    def index(self) -> int:
        """Place of the sentence in the article, from 0."""
        return self.sentence.index

    @property
    def speakers(self) -> frozenset[str]:
        """Ids of those who speak in it."""
        return frozenset(q.speaker for q in self.quotes if q.speaker)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article laid out for scoring."""

    reading: Reading
    rows: tuple[Row, ...]
    title: Mapping[str, str]
    """Stems of the title and the deck, each with the word as written."""
    spread: Mapping[str, int]
    """In how many sentences a stem stands."""
    topics: Mapping[str, str]
    """The stems that stand in most sentences, each with the word as written first."""

    @property
    def lang(self) -> Lang:
        """Language of the article."""
        return self.reading.document.lang


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen so far."""

    rows: tuple[Row, ...] = ()
    indices: frozenset[int] = frozenset()
    stems: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()

    def with_row(self, row: Row) -> Chosen:
        """A copy that holds one row more."""
        return Chosen(
            (*self.rows, row),
            self.indices | {row.index},
            self.stems | row.stems,
            self.speakers | row.speakers,
        )


NOTHING = Chosen()
TOPICS = 10
"""How many stems are held to be what the article is about."""


def count_words(text: str) -> int:
    """Words of a text as a budget counts them."""
    return len(_TOKEN.findall(text))


def content(words: tuple[Word, ...], language: Language, lang: Lang) -> Iterator[tuple[str, Word]]:
    """The words that say what a text is about, each with its stem."""
    idle = language.words("function_words")
    for word in words:
        if len(word.key) > 1 and word.key not in idle and not _NUMBER.match(word.key):
            yield stem(word.key, lang), word


def lay(reading: Reading) -> Sheet:
    """The sheet of a reading; linear in its length."""
    lang, language = reading.document.lang, reading.language
    rows: list[Row] = []
    spread: Counter[str] = Counter()
    written: dict[str, str] = {}
    parts = zip(
        _share(reading.words, reading.sentences),
        _share(reading.mentions, reading.sentences),
        _share(reading.quotes, reading.sentences),
        strict=True,
    )
    paragraph = -1
    for sentence, (words, mentions, quotes) in zip(reading.sentences, parts, strict=True):
        stems: dict[str, str] = {}
        for form, word in content(words, language, lang):
            stems.setdefault(form, reading.text[word.start : word.end])
        spread.update(stems.keys())
        for form, text in stems.items():
            written.setdefault(form, text)
        keys = tuple(w.key for w in words)
        first = sentence.paragraph != paragraph
        paragraph = sentence.paragraph
        rows.append(
            Row(
                sentence,
                count_words(sentence.text),
                keys,
                frozenset(stems),
                first,
                leaning(keys, language) if rows else None,
                mentions,
                quotes,
            )
        )
    return Sheet(reading, tuple(rows), _title(reading), spread, _topics(spread, written))


def _topics(spread: Counter[str], written: Mapping[str, str]) -> dict[str, str]:
    best = sorted((s for s, n in spread.items() if n > 1), key=lambda s: (-spread[s], s))[:TOPICS]
    return {s: written[s] for s in best}


def _title(reading: Reading) -> dict[str, str]:
    """Stems of title and deck; of a title that was derived from the first sentence there are none."""
    if reading.document.title.derived:
        return {}
    words = tuple(w for w in reading.words if w.end <= reading.body)
    found = content(words, reading.language, reading.document.lang)
    return {form: reading.text[word.start : word.end] for form, word in found}


def _share(things: Sequence[Placed], sentences: Sequence[Sentence]) -> list[tuple[Placed, ...]]:
    """For each sentence the things that share a letter with it; both come in order of their beginnings."""
    shares: list[tuple[Placed, ...]] = []
    at = 0
    for sentence in sentences:
        while at < len(things) and things[at].end <= sentence.start:
            at += 1
        here = at
        found: list[Placed] = []
        while here < len(things) and things[here].start < sentence.end:
            if things[here].end > sentence.start:
                found.append(things[here])
            here += 1
        shares.append(tuple(found))
    return shares
