"""What every view is made with: the index, the edition, the words, and where the page stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from khulasa.index import copies, read
from khulasa.index.rows import CardRow, EntityRow
from khulasa.languages import Edition
from khulasa.model import Article, ArticleDate
from khulasa.site import dates, periods, urls
from khulasa.site.i18n import Catalogue, direction
from khulasa.site.periods import Periods
from khulasa.site.settings import SiteSettings
from khulasa.site.views import Card, DateView, EvidenceView, Link, Text


@dataclass(slots=True)
class Shelf:
    """Entities already looked up while a shard is rendered; the index does not change meanwhile."""

    article: Callable[[str], Article]
    """The article of an id; KeyError where there is none. The last few hundred are kept."""
    parts: tuple[str, ...] = ()
    """Parts of an edition that have pages."""
    entities: dict[tuple[str, str], EntityRow | None] = field(default_factory=dict)
    by_time: list[Periods] = field(default_factory=list)
    """The articles by period, once they were asked for."""

    def periods(self, db: sqlite3.Connection) -> Periods:
        """The articles by period."""
        if not self.by_time:
            self.by_time.append(periods.collect(db))
        return self.by_time[0]


@dataclass(frozen=True, slots=True)
class Desk:
    """Made anew for each page; cheap."""

    db: sqlite3.Connection
    settings: SiteSettings
    look: Edition
    words: Catalogue
    top: str
    """The way from the page up to the root of the site."""
    shelf: Shelf

    @property
    def edition(self) -> str:
        """Code of the edition."""
        return self.look.code


def text(words: str, lang: str) -> Text:
    """A text with its language and direction."""
    return Text(words, lang, direction(lang))


def entity(desk: Desk, kind: str, ident: str) -> EntityRow | None:
    """An entity that has a page; None where no article names it."""
    key = kind, ident
    if key not in desk.shelf.entities:
        try:
            desk.shelf.entities[key] = read.entity(desk.db, key)
        except KeyError:
            desk.shelf.entities[key] = None
    return desk.shelf.entities[key]


def label(row: EntityRow, edition: str) -> Text:
    """The label of an entity for an edition, marked with the language that it is in."""
    return text(*row.label(edition))


def link(desk: Desk, kind: str, ident: str, count: int = 0) -> Link | None:
    """The way to an entity's page; None where it has none."""
    row = entity(desk, kind, ident)
    return None if row is None else link_row(desk, row, count)


def link_row(desk: Desk, row: EntityRow, count: int = 0) -> Link:
    """The way to the page of an entity at hand."""
    url = desk.top + urls.term(desk.edition, row.kind, row.id)
    return Link(label(row, desk.edition), url, count, row.id, row.kind)


def outlet(desk: Desk, ident: str, name: str, lang: str) -> Link | None:
    """A source: with its page where it is known, by its name as written where not, None where unnamed."""
    found = link(desk, "source", ident) if ident else None
    return found or (Link(text(name, lang), "", 0, "", "source") if name else None)


def date_view(
    desk: Desk, first: str, last: str, basis: str, evidence: tuple[EvidenceView, ...] = ()
) -> DateView:
    """A date from ISO days; empty ones are no date."""
    if not first or not last:
        return DateView("none", "", "", (), evidence)
    worded = dates.calendars(date.fromisoformat(first), date.fromisoformat(last), desk.look)
    return DateView(basis, first, last, worded, evidence)


def article_date(desk: Desk, found: ArticleDate, lang: str) -> DateView:
    """The date of an article with its evidence."""
    evidence = tuple(EvidenceView(text(e.text, lang), e.rule, e.value) for e in found.evidence)
    first = found.first.isoformat() if found.first else ""
    last = found.last.isoformat() if found.last else ""
    return date_view(desk, first, last, found.basis, evidence)


def card(desk: Desk, row: CardRow) -> Card:
    """An article in a list of this page."""
    people = (link(desk, "person", ident) for ident in row.people)
    group = copies.group(desk.db, row.id)
    original = group[0][0] if group else row.id
    return Card(
        id=row.id,
        title=text(row.title, row.lang),
        derived=row.derived,
        url=desk.top + urls.article(row.lang, row.id),
        source=outlet(desk, row.publisher, row.publisher_name, row.lang),
        date=date_view(desk, row.first, row.last, row.basis),
        lead=text(row.lead, row.lang),
        people=tuple(p for p in people if p),
        original=_copy(desk, original) if original != row.id else None,
        reprints=tuple(_copy(desk, i) for i, _ in group[1:]) if original == row.id else (),
        mark="retracted" if row.retracted else "corrected" if row.corrected else "",
    )


def _copy(desk: Desk, ident: str) -> Link:
    """The way to another publication of a text, labelled with its outlet, or its title where it names none."""
    row = read.card(desk.db, ident)
    source = outlet(desk, row.publisher, row.publisher_name, row.lang)
    label = source.label if source else text(row.title, row.lang)
    return Link(label, desk.top + urls.article(row.lang, row.id), 0, row.id, "article")


def article_link(desk: Desk, row: CardRow) -> Link:
    """The way to an article by its title."""
    return Link(text(row.title, row.lang), desk.top + urls.article(row.lang, row.id), 0, row.id, "article")
