"""How fast articles are converted, beside sumy's LexRank on the same articles in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from khulasa import pipeline
from khulasa.bench.articles import articles
from khulasa.chains import STANDARD
from khulasa.content.authority import Authority
from khulasa.model import Lang, Source
from khulasa.summary import summarise

LANGS: tuple[Lang, ...] = ("ar", "fa")


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds an article, best of the rounds; None where sumy is not installed."""

    lang: Lang
    articles: int
    convert: float
    """From the text to the digest: cleaning, reading, choosing."""
    summary: float
    """``summarise`` alone."""
    lexrank: float | None
    """sumy's LexRank with its own tokenizer replaced by a full-stop splitter, as it has none for these languages."""


def measure(count: int = 100, rounds: int = 3, authority: Authority | None = None) -> tuple[Speed, ...]:
    """The speed of both languages on made-up articles; the tools take turns in every round."""
    known = authority or Authority()
    return tuple(_measure(lang, articles(count, lang), rounds, known) for lang in LANGS)


def report(speeds: Sequence[Speed]) -> Iterator[str]:
    """The lines of a measurement for people."""
    for s in speeds:
        yield (
            f"{s.lang}: convert {s.convert:.2f} ms an article ({1000 / s.convert:.0f} articles/s), "
            f"summary {s.summary:.2f} ms"
        )
        if s.lexrank is not None:
            yield f"    sumy LexRank {s.lexrank:.2f} ms: {s.lexrank / s.summary:.1f} times the summary"


def _measure(lang: Lang, texts: Sequence[str], rounds: int, authority: Authority) -> Speed:
    sources = [Source(f"{n}.txt", "", text, "utf-8") for n, text in enumerate(texts)]
    bodies = [text.partition("\n")[2] for text in texts]
    jobs: dict[str, Callable[[], object]] = {
        "convert": lambda: [pipeline.digest(s, authority, STANDARD) for s in sources],
        "summary": lambda: [summarise(body, lang=lang, sentences=5) for body in bodies],
    }
    lexrank = _lexrank(bodies)
    if lexrank:
        jobs["lexrank"] = lexrank
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(rounds):
        for name, job in jobs.items():
            started = time.perf_counter()
            job()
            best[name] = min(best[name], 1000 * (time.perf_counter() - started) / len(texts))
    return Speed(lang, len(texts), best["convert"], best["summary"], best.get("lexrank"))


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
