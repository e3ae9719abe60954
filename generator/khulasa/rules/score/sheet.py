"""What the score rules look at: one row a sentence, laid out once, so that each rule is a few lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, compress, pairwise
from math import log1p
from operator import and_, itemgetter, not_
from typing import TypeVar

from khulasa import languages
from khulasa.model import Lang, Mention, Quote, Reading, Sentence, Word
from khulasa.rules.score.leaning import Lean, leaning
from khulasa.rules.score.twins import Pair, first_tellings
from khulasa.rules.score.voices import label_of_speaker, voices
from khulasa.text.fold import INVISIBLE, MARKS, ZWNJ
from khulasa.text.memo import Memo
from khulasa.text.stems import stem
from khulasa.text.words import words as words_of

STOPS = frozenset('.!؟?…۔»”")')
"""Signs that end a sentence."""
Placed = TypeVar("Placed", Mention, Quote)
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}{INVISIBLE}])*")


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
    pairs: Mapping[Pair, tuple[int, int]]
    """Neighbouring words, folded, at least one of which says what it is about; each with where it begins and ends."""
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
    title: tuple[str, ...]
    """Folded words of the title; empty where it was derived from the first sentence."""
    heads: tuple[Mapping[str, str], ...]
    """Stems of the title and of the deck, each with the word as written."""
    returns: Mapping[Pair, float]
    """Pairs of words that stand in several sentences, each with the logarithm of their number; a sentence told twice
    counts once."""
    stopped: bool
    """Whether most sentences end with a stop, so that a line without one is no sentence."""
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


@cache
def content_stems(lang: Lang) -> Memo[str, str]:
    """The stem of each folded word that says what a text is about; empty for a function word or a number."""
    idle = languages.load(lang).words("function-words")
    return Memo(lambda key: "" if len(key) < 2 or key.isdigit() or key in idle else stem(key, lang))


def lay(reading: Reading) -> Sheet:
    """The sheet of a reading; linear in its length."""
    sentences, lang = reading.sentences, reading.lang
    shared_words = _words_of(reading)
    shared_quotes = share(reading.quotes, sentences)
    shared_mentions = share(reading.mentions, sentences)
    shared_keys = [tuple(map(itemgetter(2), ws)) for ws in shared_words]
    stem_of = content_stems(lang).__getitem__
    stems = [frozenset(filter(None, map(stem_of, keys))) for keys in shared_keys]
    idle = reading.language.words("function-words")
    pairs = [_pairs(ws, keys, idle) for ws, keys in zip(shared_words, shared_keys, strict=True)]
    spread = Counter(chain.from_iterable(pairs))
    tellings = first_tellings(pairs, frozenset([pair for pair, count in spread.items() if count > 1]))
    for index, telling in enumerate(tellings):
        if telling != index:
            spread.subtract(pairs[index].keys())
    returns = {pair: log1p(count - 1) for pair, count in spread.items() if count > 1}
    who = voices(reading)
    rows = []
    for index, (sentence, words) in enumerate(zip(sentences, shared_words, strict=True)):
        quotes, mentions = shared_quotes[index], shared_mentions[index]
        keys = shared_keys[index]
        lean = _lean(reading, sentence, words, keys) if index else None
        lean, context = label_of_speaker(who, sentence, quotes, mentions, lean)
        rows.append(
            Row(
                sentence,
                count_words(sentence.text) if ZWNJ in sentence.text else len(words),
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
    stopped = 4 * sum(s.text[-1] in STOPS for s in sentences) >= 3 * len(sentences)
    return Sheet(reading, tuple(rows), _title(reading), _heads(reading), returns, stopped, who.statements)


def share(things: Sequence[Placed], sentences: Sequence[Sentence]) -> list[tuple[Placed, ...]]:
    """For each sentence the things that share a letter with it, in order of their beginnings."""
    if not things:
        return [()] * len(sentences)
    waiting = sorted(things, key=lambda t: (t.start, t.end))
    shares: list[tuple[Placed, ...]] = []
    under_way: list[Placed] = []
    at = 0
    for sentence in sentences:
        under_way = [t for t in under_way if t.end > sentence.start]
        while at < len(waiting) and waiting[at].start < sentence.end:
            if waiting[at].end > sentence.start:
                under_way.append(waiting[at])
            at += 1
        shares.append(tuple(under_way))
    return shares


def _words_of(reading: Reading) -> list[tuple[Word, ...]]:
    """For each sentence its words."""
    run = reading.words
    return [run[bisect_left(run, (s.start,)) : bisect_left(run, (s.end,))] for s in reading.sentences]


def _lean(
    reading: Reading, sentence: Sentence, words: tuple[Word, ...], keys: tuple[str, ...]
) -> Lean | None:
    after = sentence.text[words[0].end - sentence.start :][:4] if words else ""
    return leaning(keys, after, reading.language)


def _pairs(
    words: Sequence[Word], keys: Sequence[str], idle: frozenset[str]
) -> Mapping[Pair, tuple[int, int]]:
    """Column by column, as it is done for every word: neighbours, where they stand, which of them say something."""
    places = zip(map(itemgetter(0), words), map(itemgetter(1), words[1:]), strict=False)
    dull = list(map(idle.__contains__, keys))
    return dict(compress(zip(pairwise(keys), places, strict=True), map(not_, map(and_, dull, dull[1:]))))


def _title(reading: Reading) -> tuple[str, ...]:
    title = reading.document.title
    return () if title.derived else tuple(w.key for w in words_of(title.text))


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
        form = content_stems(reading.lang)[word.key]
        if form:
            heads[word.start >= end_of_title].setdefault(form, reading.text[word.start : word.end])
    return tuple(h for h in heads if h)
