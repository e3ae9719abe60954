"""Records regrouped for a template: what belongs into one element of the page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from urllib.parse import quote as percent

from khulasa.site.views import Card, CheckView, DateView, Link, Piece, QuoteView, StatementView

QuoteRun = tuple[str, tuple[Piece, ...]]
SentenceRun = tuple[str, tuple[QuoteRun, ...]]
Speaker = tuple[Link | None, str, tuple[QuoteView, ...]]


def runs(pieces: Iterable[Piece]) -> tuple[SentenceRun, ...]:
    """Pieces by chosen sentence, and inside it by quote, so that each is one element; text is kept."""
    return tuple(
        (sentence, tuple((quote, tuple(inside)) for quote, inside in groupby(group, key=lambda p: p.quote)))
        for sentence, group in groupby(pieces, key=lambda p: p.sentence)
    )


def by_speaker(quotes: Iterable[QuoteView]) -> tuple[Speaker, ...]:
    """Statements by speaker, in the order in which speakers first speak; those without a speaker come last.

    A speaker that has no page is told apart by the source's own words for it.
    """
    order: dict[str, list[QuoteView]] = {}
    for quote in quotes:
        who = quote.speaker.id or quote.speaker.url if quote.speaker else ""
        order.setdefault(who, []).append(quote)
    silent = order.pop("", [])
    groups = [(group[0].speaker, group[0].speaker_text, tuple(group)) for group in order.values()]
    return (*groups, *([(None, "", tuple(silent))] if silent else []))


def by_article(
    statements: Iterable[StatementView],
) -> tuple[tuple[Link, DateView, tuple[StatementView, ...]], ...]:
    """Statements that follow each other in a ledger and stand in one article, with the article and its date."""
    groups = (tuple(group) for _, group in groupby(statements, key=lambda s: (s.article.id, s.article.url)))
    return tuple((group[0].article, group[0].date, group) for group in groups)


def by_year(cards: Iterable[Card]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    """Articles under the year in which they were written, in the order given; empty for the undated."""
    return tuple((year, tuple(group)) for year, group in groupby(cards, key=lambda c: c.date.first[:4]))


def by_group(checks: Iterable[CheckView]) -> tuple[tuple[str, tuple[CheckView, ...]], ...]:
    """Checks under the title of their group, in the order given."""
    return tuple((title, tuple(group)) for title, group in groupby(checks, key=lambda c: c.group.text))


def fragment(url: str, text: str, ends: int = 4) -> str:
    """The address of a sentence on the source's own page: a text fragment of its first and its last words."""
    words = text.split()
    runs_of_words = [words] if len(words) <= 2 * ends else [words[:ends], words[-ends:]]
    value = ",".join(percent(" ".join(run), safe="").replace("-", "%2D") for run in runs_of_words)
    return f"{url}{'' if '#' in url else '#'}:~:text={value}"
