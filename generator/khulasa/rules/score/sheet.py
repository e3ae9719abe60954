"""What the score rules look at: one row a sentence, laid out once, so that each rule is a few lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from khulasa import languages
from khulasa.languages import Language
from khulasa.model import Lang, Mention, Quote, Reading, Sentence, Word
from khulasa.rules.score.leaning import Lean, leaning
from khulasa.rules.score.twins import Pair, first_tellings
from khulasa.rules.score.voices import Voices, label_of_speaker, voices
from khulasa.text.fold import INVISIBLE, MARKS
from khulasa.text.stems import stem

Placed = TypeVar("Placed", Word, Mention, Quote)
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}{INVISIBLE}])*")
TOPICS = 10
"""How many stems are held to be what the article is about."""


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
    pairs: frozenset[Pair]
    """Neighbouring words, folded, at least one of which says what it is about."""
    opens_paragraph: bool
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    """Statements that share a letter with it."""
    speakers: frozenset[str]
    """Ids of those who speak in it."""
    lean: Lean | None
    """How it leans on the sentence before it; None where it stands on its own."""
    context: str | None
    """Whom its opening means, where a rule found it: the label that stands beside it."""
    telling: int
    """Index of the first sentence that says nearly the same; its own index where there is none before it."""

    @property
    def index(self) -> int:
        """Place of the sentence in the article, from 0."""
        return self.sentence.index


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article laid out for scoring."""

    reading: Reading
    rows: tuple[Row, ...]
    heads: tuple[Mapping[str, str], ...]
    """Stems of the title and of the deck, each with the word as written."""
    spread: Mapping[str, int]
    """In how many sentences a stem stands; a sentence told twice counts once."""
    returns: Mapping[Pair, int]
    """In how many sentences a pair of words stands; a sentence told twice counts once."""
    topics: Mapping[str, str]
    """The stems that stand in most sentences, each with the word as written first."""
    statements: Mapping[str, int]
    """How many statements each speaker makes."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen so far."""

    rows: tuple[Row, ...] = ()
    indices: frozenset[int] = frozenset()
    tellings: frozenset[int] = frozenset()
    speakers: frozenset[str] = frozenset()

    def with_row(self, row: Row) -> Chosen:
        """A copy that holds one row more."""
        return Chosen(
            (*self.rows, row),
            self.indices | {row.index},
            self.tellings | {row.telling},
            self.speakers | row.speakers,
        )


NOTHING = Chosen()


def count_words(text: str) -> int:
    """Words of a text as a budget counts them."""
    return len(_TOKEN.findall(text))


@lru_cache(maxsize=200_000)
def content_stem(key: str, lang: Lang) -> str:
    """The stem of a folded word that says what a text is about; empty for a function word or a number."""
    if len(key) < 2 or key.isdigit() or key in languages.load(lang).words("function-words"):
        return ""
    return stem(key, lang)


def lay(reading: Reading) -> Sheet:
    """The sheet of a reading; linear in its length."""
    sentences, language, lang = reading.sentences, reading.language, reading.lang
    shared_words = share(reading.words, sentences)
    shared_quotes = share(reading.quotes, sentences)
    shared_mentions = share(reading.mentions, sentences)
    stems = [frozenset(s for w in ws if (s := content_stem(w.key, lang))) for ws in shared_words]
    pairs = [_pairs(ws, language) for ws in shared_words]
    tellings = first_tellings(pairs)
    spread: Counter[str] = Counter()
    returns: Counter[Pair] = Counter()
    for index, telling in enumerate(tellings):
        if telling == index:
            spread.update(stems[index])
            returns.update(pairs[index])
    who = voices(reading)
    rows = []
    for index, (sentence, words) in enumerate(zip(sentences, shared_words, strict=True)):
        quotes, mentions = shared_quotes[index], shared_mentions[index]
        keys = tuple(w.key for w in words)
        lean = _lean(reading, sentence, words, keys) if index else None
        lean, context = label_of_speaker(who, sentence, quotes, mentions, lean)
        rows.append(
            Row(
                sentence,
                count_words(sentence.text),
                keys,
                stems[index],
                pairs[index],
                index == 0 or sentence.paragraph != sentences[index - 1].paragraph,
                mentions,
                quotes,
                frozenset(q.speaker for q in quotes if q.speaker),
                lean,
                context,
                tellings[index],
            )
        )
    return Sheet(
        reading, tuple(rows), _heads(reading), spread, returns, _topics(reading, spread), who.statements
    )


def share(things: Sequence[Placed], sentences: Sequence[Sentence]) -> list[tuple[Placed, ...]]:
    """For each sentence the things that share a letter with it; both come in order of their beginnings."""
    shares: list[tuple[Placed, ...]] = []
    open_things: list[Placed] = []
    at = 0
    for sentence in sentences:
        open_things = [t for t in open_things if t.end > sentence.start]
        while at < len(things) and things[at].start < sentence.end:
            if things[at].end > sentence.start:
                open_things.append(things[at])
            at += 1
        shares.append(tuple(open_things))
    return shares


def _lean(
    reading: Reading, sentence: Sentence, words: tuple[Word, ...], keys: tuple[str, ...]
) -> Lean | None:
    after = sentence.text[words[0].end - sentence.start :][:4] if words else ""
    return leaning(keys, after, reading.language)


def _pairs(words: tuple[Word, ...], language: Language) -> frozenset[Pair]:
    idle = language.words("function-words")
    keys = [w.key for w in words]
    return frozenset((a, b) for a, b in pairwise(keys) if a not in idle or b not in idle)


def _heads(reading: Reading) -> tuple[Mapping[str, str], ...]:
    """Stems of title and deck; of a title that was derived from the first sentence there are none."""
    document = reading.document
    if document.title.derived:
        return ()
    end_of_title = len(document.title.text)
    heads: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for word in reading.words:
        if word.end > reading.body:
            break
        form = content_stem(word.key, reading.lang)
        if form:
            heads[word.start >= end_of_title].setdefault(form, reading.text[word.start : word.end])
    return tuple(h for h in heads if h)


def _topics(reading: Reading, spread: Counter[str]) -> dict[str, str]:
    best = sorted((s for s, n in spread.items() if n > 1), key=lambda s: (-spread[s], s))[:TOPICS]
    wanted = dict.fromkeys(best, "")
    for word in reading.words:
        form = content_stem(word.key, reading.lang)
        if form in wanted and not wanted[form]:
            wanted[form] = reading.text[word.start : word.end]
    return wanted
