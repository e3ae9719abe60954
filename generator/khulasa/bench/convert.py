"""How fast articles are converted, beside sumy's LexRank on the same articles in the same run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from khulasa.bench.articles import WORDS, article, everybody
from khulasa.chains import STANDARD
from khulasa.collector import looking_seldom
from khulasa.content.authority import Authority
from khulasa.convert import Rulebook, convert
from khulasa.model import Lang
from khulasa.summary import summarise
from khulasa.text.decode import decode

LANGS: tuple[Lang, ...] = ("ar", "fa")
SIZES = (WORDS, 100)
"""Words of an article, and of a short one."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of processor time an article, best of the rounds; None where sumy is not installed."""

    lang: Lang
    words: int
    convert: float
    """The whole way from the bytes of a source to the text of its content file."""
    summary: float
    """``summarise`` alone."""
    lexrank: float | None
    """sumy's LexRank with its own tokenizer replaced by a full-stop splitter, as it has none for these languages."""


def measure(count: int = 100, rounds: int = 3, authority: Authority | None = None) -> tuple[Speed, ...]:
    """The speed in both languages on made-up articles, long and short; the tools take turns in every round."""
    known = authority or Authority()
    with looking_seldom():
        return tuple(_measure(lang, words, count, rounds, known) for lang in LANGS for words in SIZES)


def report(speeds: Sequence[Speed]) -> Iterator[str]:
    """The lines of a measurement for people."""
    for s in speeds:
        yield (
            f"{s.lang}, {s.words} words: convert {s.convert:.2f} ms an article ({1000 / s.convert:.0f} articles/s "
            f"on one core), summary {s.summary:.2f} ms"
        )
        if s.lexrank is not None:
            yield f"    sumy LexRank {s.lexrank:.2f} ms: {s.lexrank / s.summary:.1f} times the summary"


def _measure(lang: Lang, words: int, count: int, rounds: int, authority: Authority) -> Speed:
    """Each round has articles of its own, so that nothing is remembered but words; one before them is not counted."""
    rulebook, best = Rulebook(authority, STANDARD), dict[str, float]()
    for number in range(rounds + 1):
        draw = random.Random(f"{lang}-{number}")  # noqa: S311 - a fixed seed is the point
        texts = [article(draw, lang, everybody(draw, lang), words) for _ in range(count)]
        for name, job in _jobs(lang, texts, rulebook).items():
            started = time.process_time()
            job()
            taken = 1000 * (time.process_time() - started) / count
            if number:
                best[name] = min(best.get(name, taken), taken)
    return Speed(lang, words, best["convert"], best["summary"], best.get("lexrank"))


def _jobs(lang: Lang, texts: Sequence[str], rulebook: Rulebook) -> dict[str, Callable[[], object]]:
    files = [text.encode() for text in texts]
    bodies = [text.partition("\n")[2] for text in texts]
    jobs: dict[str, Callable[[], object]] = {
        "convert": lambda: [
            convert(decode(f, f"{n}.txt"), f"{n}", None, rulebook) for n, f in enumerate(files)
        ],
        "summary": lambda: [summarise(body, lang=lang, sentences=5) for body in bodies],
    }
    lexrank = _lexrank(bodies)
    return {**jobs, "lexrank": lexrank} if lexrank else jobs


def _lexrank(bodies: Sequence[str]) -> Callable[[], object] | None:
    """A job that runs sumy's LexRank over the texts; None where sumy is not installed."""
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # noqa: PLC0415
        from sumy.summarizers.lex_rank import LexRankSummarizer  # noqa: PLC0415
    except ImportError:
        return None

    class Words:
        """The tokenizer that sumy asks for."""

        def to_words(self, text: str) -> tuple[str, ...]:
            """Words at white space."""
            return tuple(text.split())

    tokenizer, rank = Words(), LexRankSummarizer()

    def run() -> object:
        return [
            rank(
                ObjectDocumentModel(
                    [
                        Paragraph([Sentence(s, tokenizer) for s in line.split(". ")])
                        for line in body.splitlines()
                    ]
                ),
                5,
            )
            for body in bodies
        ]

    return run
