"""What the reports of a story have in common and in what they differ: names, speakers, numbers, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from khulasa.model import Article, Digest, Entity
from khulasa.site import desk as d
from khulasa.site.desk import Desk
from khulasa.site.i18n import number
from khulasa.site.story_views import FigureRow, FormView, NameRow, SpeakerRow
from khulasa.site.views import Link
from khulasa.stories.figures import figures

FOLLOWING = re.compile(r"(?:[^\S\n]+[^\s.,،؛:!؟?«»\"()\[\]]+)")
"""The word after a number, which mostly says of what it is."""
NAMING = ("person", "organisation", "event", "place")
MOST_NAMES = 16
Labels = Mapping[str, Link]
"""Report → the way to it, labelled with its outlet."""
Forms = tuple[tuple[str, tuple[FormView, ...]], ...]


def names(
    desk: Desk, reports: Sequence[Article], labels: Labels, languages: Sequence[str]
) -> Iterator[NameRow]:
    """Who and what several reports name, those that most name first, each in the words of each report."""
    found: dict[tuple[str, str], dict[str, Entity]] = {}
    for article in reports:
        for entity in article.digest.entities:
            if entity.kind in NAMING:
                found.setdefault((entity.kind, entity.id), {}).setdefault(article.id, entity)
    shared = [(key, named) for key, named in found.items() if len(named) > 1]
    shared.sort(key=lambda row: (NAMING.index(row[0][0]), -len(row[1])))
    for (kind, ident), named in shared[:MOST_NAMES]:
        link = d.link(desk, kind, ident)
        if link:
            yield NameRow(link, _forms(_words(reports, named), labels, languages))


def _words(reports: Sequence[Article], named: Mapping[str, Entity]) -> Iterator[tuple[str, str, str, bool]]:
    """Text, language, report and whether it is a role, in the order of the reports; names before roles."""
    for role in (False, True):
        for article in reports:
            entity = named.get(article.id)
            for text in (entity.roles if role else entity.names) if entity else ():
                yield text, article.digest.lang, article.id, role


def _forms(words: Iterable[tuple[str, str, str, bool]], labels: Labels, languages: Sequence[str]) -> Forms:
    """Forms by language, each once with the reports that have it."""
    found: dict[tuple[str, str, bool], list[str]] = {}
    for text, lang, report, role in words:
        reports = found.setdefault((lang, text, role), [])
        if report not in reports:
            reports.append(report)
    return tuple(
        (
            lang,
            tuple(
                FormView(d.text(text, lang), tuple(labels[r] for r in reports), role)
                for (of, text, role), reports in found.items()
                if of == lang
            ),
        )
        for lang in languages
    )


def speakers(desk: Desk, reports: Sequence[Article], labels: Labels) -> Iterator[SpeakerRow]:
    """Who is quoted in which reports, those whom most quote first."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for article in reports:
        kinds = {e.id: e.kind for e in article.digest.entities}
        for quote in article.digest.quotes:
            if quote.speaker:
                key = kinds.get(quote.speaker, "source"), quote.speaker
                counts = found.setdefault(key, {})
                counts[article.id] = counts.get(article.id, 0) + 1
    for (kind, ident), counts in sorted(found.items(), key=lambda row: -len(row[1])):
        link = d.link(desk, kind, ident)
        if link:
            rows = tuple(Link(labels[a].label, labels[a].url, n, a, "article") for a, n in counts.items())
            yield SpeakerRow(link, rows, len(counts) == len(reports))


@dataclass(frozen=True, slots=True)
class Found:
    """A number or a date and where it stands."""

    value: str
    """Of a number; empty for a date."""
    first: str
    """ISO days of a date; empty for a number."""
    last: str
    words: tuple[tuple[str, str, str, bool], ...]
    """Text, language and report of each place."""

    def shown(self, desk: Desk) -> str:
        """The number as the edition writes it."""
        places = len(self.value.partition(".")[2])
        return number(float(self.value), desk.look, places) if self.value else ""

    @property
    def reports(self) -> set[str]:
        """The reports that have it."""
        return {report for _, _, report, _ in self.words}


def numbered(reports: Sequence[Article]) -> list[Found]:
    """Every number and date of the reports, in the order in which they first have it; dates before numbers."""
    found: dict[tuple[str, str, str], list[tuple[str, str, str, bool]]] = {}
    for article in reports:
        for day in article.digest.dates:
            key = "", day.first.isoformat(), day.last.isoformat()
            found.setdefault(key, []).append((day.text, article.digest.lang, article.id, False))
    for article in reports:
        for value, text in _figures(article.digest):
            found.setdefault((value, "", ""), []).append((text, article.digest.lang, article.id, False))
    return [Found(value, first, last, tuple(words)) for (value, first, last), words in found.items()]


def _figures(digest: Digest) -> Iterator[tuple[str, str]]:
    """Value of each number, and its words with the one that follows."""
    for figure in figures(digest):
        follows = FOLLOWING.match(digest.text, figure.end)
        yield figure.value, digest.text[figure.start : follows.end() if follows else figure.end]


def rows(desk: Desk, found: Iterable[Found], labels: Labels, languages: Sequence[str]) -> Iterator[FigureRow]:
    """Numbers and dates that several reports have, in the words of each."""
    for one in found:
        if len(one.reports) > 1:
            date = d.date_view(desk, one.first, one.last, "explicit") if one.first else None
            yield FigureRow(
                date, one.shown(desk), _forms(one.words, labels, languages), len(one.reports) == len(labels)
            )


def alone(found: Iterable[Found], report: str) -> tuple[FormView, ...]:
    """Numbers and dates that one report has and no other, in its words, each once."""
    words = {
        (text, lang): None for one in found if one.reports == {report} for text, lang, _, _ in one.words[:1]
    }
    return tuple(FormView(d.text(text, lang), ()) for text, lang in words)
