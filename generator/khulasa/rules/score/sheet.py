"""What the score rules look at: one row a sentence, laid out once, so that each rule is a few lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, compress, pairwise
from math import log1p
from operator import and_, itemgetter, not_
from typing import NamedTuple, TypeVar

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


class Row(NamedTuple):
    """One sentence as the score rules see it; a tuple, as every sentence of every article has one."""

    place: int
    """Of the sentence in the article, from 0."""
    sentence: Sentence
    run: tuple[Word, ...]
    """Its words."""
    words: int
    """Words as a budget counts them: the parts of a word around a ZWNJ count one each."""
    keys: tuple[str, ...]
    """Folded words in order."""
    stems: frozenset[str]
    """Stems of the words that say what it is about."""
    pairs: int
    """How many different pairs of neighbouring words it has of which at least one says what it is about."""
    back: tuple[Pair, ...]
    """Those of the pairs, folded, that stand in other sentences too."""
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

    def written(self, pair: Pair, text: str) -> str:
        """A pair of its words as the text writes it where it stands last."""
        last = max(n for n, found in enumerate(pairwise(self.keys)) if found == pair)
        return text[self.run[last].start : self.run[last + 1].end]


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
            self.indices | {row.place},
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
    idle = reading.language.words("function-words")
    pairs = [_pairs(keys, idle) for keys in shared_keys]
    spread = Counter(chain.from_iterable(pairs))
    again = frozenset([pair for pair, count in spread.items() if count > 1])
    back = [tuple(filter(again.__contains__, own)) for own in pairs]
    tellings = first_tellings(list(map(len, pairs)), back)
    for index, telling in enumerate(tellings):
        if telling != index:
            spread.subtract(back[index])
    who = voices(reading)
    rows: list[Row] = []
    paragraph = None
    for index, (sentence, words, keys, quotes, mentions) in enumerate(
        zip(sentences, shared_words, shared_keys, shared_quotes, shared_mentions, strict=True)
    ):
        lean = _lean(reading, sentence, words, keys) if index else None
        lean, context = label_of_speaker(who, sentence, quotes, mentions, lean) if quotes else (lean, None)
        rows.append(
            Row(
                index,
                sentence,
                words,
                count_words(sentence.text) if ZWNJ in sentence.text else len(words),
                keys,
                frozenset(filter(None, map(stem_of, keys))),
                len(pairs[index]),
                back[index],
                sentence.paragraph != paragraph,
                mentions,
                quotes,
                frozenset([q.speaker for q in quotes if q.speaker]),
                lean,
                context,
                tellings[index],
            )
        )
        paragraph = sentence.paragraph
    returns = {pair: log1p(spread[pair] - 1) for pair in again if spread[pair] > 1}
    stopped = 4 * sum([s.text[-1] in STOPS for s in sentences]) >= 3 * len(sentences)
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


def _pairs(keys: Sequence[str], idle: frozenset[str]) -> Collection[Pair]:
    """The different neighbours, in order, of which at least one says something; column by column, as it is done for
    every word."""
    dull = list(map(idle.__contains__, keys))
    return dict.fromkeys(compress(pairwise(keys), map(not_, map(and_, dull, dull[1:]))))


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
