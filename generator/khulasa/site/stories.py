"""The pages of stories: the reports of one event side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from khulasa.index import copies, read, story_rows
from khulasa.index import stories as told
from khulasa.index.story_rows import StoryRow
from khulasa.model import Article
from khulasa.site import desk as d
from khulasa.site import story_tables, urls
from khulasa.site.articles import quotes
from khulasa.site.desk import Desk
from khulasa.site.i18n import number
from khulasa.site.paging import Slice, cut, paging
from khulasa.site.story_tables import Found
from khulasa.site.story_views import ReasonView, ReportView, StoriesView, StoryView
from khulasa.site.views import ArticleView, Card, Link, StatementView, StoryCard
from khulasa.stories.similarity import ENOUGH, KINDS, Reason

TOP = 3
"""Stories in both languages on the home page."""


def stories(desk: Desk, number: int) -> StoriesView:
    """A page of the list of stories."""
    rows = story_rows.rows(desk.db)
    slices = pages(rows, desk.settings.page_size)
    here = next(s for s in slices if s.number == number)
    shown = reversed(rows[here.offset : here.offset + here.length])
    base = urls.part(desk.edition, "stories")
    return StoriesView(tuple(card(desk, row) for row in shown), paging(slices, number, base, desk.top))


def pages(rows: Sequence[StoryRow], size: int) -> tuple[Slice, ...]:
    """How the list of stories is cut."""
    return cut(len(rows), sum(not row.sort for row in rows), size)


def top(rows: Sequence[StoryRow]) -> list[StoryRow]:
    """The newest stories that both languages report."""
    both = [row for row in rows if row.arabic and row.persian]
    return sorted(both, key=lambda row: (row.last, row.id), reverse=True)[:TOP]


def newest(desk: Desk) -> tuple[StoryCard, ...]:
    """What the home page shows of stories."""
    return tuple(card(desk, row) for row in top(story_rows.rows(desk.db)))


def card(desk: Desk, row: StoryRow) -> StoryCard:
    """A story in a list."""
    cards = [read.card(desk.db, ident) for ident in row.shown]
    cards.sort(key=lambda c: c.lang != desk.edition)
    return StoryCard(
        id=row.id,
        url=desk.top + urls.story(desk.edition, row.id),
        date=d.date_view(desk, row.first, row.last, row.basis),
        arabic=row.arabic,
        persian=row.persian,
        cards=tuple(d.card(desk, c) for c in cards),
    )


def beside(desk: Desk, shown: ArticleView) -> ArticleView:
    """The page of an article with its copies, and with the story that it, or the original of a reprint, is in."""
    group = [ident for ident, _ in copies.group(desk.db, shown.id)]
    here = group[0] if group else shown.id
    story = told.of(desk.db, [here]).get(here, "")
    others = [i for i in told.members(desk.db, story) if i != here] if story else []
    apart = {*others, *group}
    return replace(
        shown,
        related=tuple(one for one in shown.related if one.id not in apart),
        story_url=desk.top + urls.story(desk.edition, story) if story else "",
        story=_cards(desk, others),
        original=_cards(desk, [here])[0] if here != shown.id else None,
        reprints=_cards(desk, group[1:]) if here == shown.id else (),
    )


def _cards(desk: Desk, idents: Iterable[str]) -> tuple[Card, ...]:
    return tuple(d.card(desk, read.card(desk.db, ident)) for ident in idents)


def view(desk: Desk, ident: str) -> StoryView:
    """The page of a story. KeyError where there is none."""
    row = story_rows.one(desk.db, ident)
    reports = [desk.shelf.article(i) for i in told.members(desk.db, ident)]
    languages: list[str] = sorted(
        {a.digest.lang for a in reports}, key=lambda lang: (lang != desk.edition, lang)
    )
    labels = _labels(desk, reports)
    found = story_tables.numbered(reports)
    made = [_report(desk, n, a, ident, found) for n, a in enumerate(reports, 1)]
    lead = next((a for a in reports if a.digest.lang == desk.edition), reports[0])
    figures = story_tables.rows(desk, found, labels, languages)
    return StoryView(
        id=ident,
        title=d.text(lead.digest.title.text, lead.digest.lang),
        derived=lead.digest.title.derived,
        date=d.date_view(desk, row.first, row.last, row.basis),
        columns=tuple((lang, tuple(r for r in made if r.card.title.lang == lang)) for lang in languages),
        names=tuple(story_tables.names(desk, reports, labels, languages)),
        speakers=tuple(story_tables.speakers(desk, reports, labels)),
        figures=tuple(sorted(figures, key=lambda f: f.everywhere)),
        enough=ENOUGH,
        data_url=desk.top + urls.story_data(ident),
    )


def _labels(desk: Desk, reports: Sequence[Article]) -> dict[str, Link]:
    """The way to each report on the page, by its outlet; by its number where it names none, or one twice."""
    outlets = {a.id: d.card(desk, read.card(desk.db, a.id)).source for a in reports}
    names = [o.label.text for o in outlets.values() if o]
    labels = {}
    for n, (ident, outlet) in enumerate(outlets.items(), 1):
        if outlet and names.count(outlet.label.text) == 1:
            label = outlet.label
        else:
            words = desk.words.one("Report %(number)s") % {"number": number(n, desk.look)}
            label = d.text(words, desk.edition)
        labels[ident] = Link(label, f"#report-{n}", 0, ident, "article")
    return labels


def _report(desk: Desk, place: int, article: Article, story: str, found: list[Found]) -> ReportView:
    row = read.card(desk.db, article.id)
    shown = d.card(desk, row)
    link = d.article_link(desk, row)
    spoken = (
        StatementView(quote, link, f"{shown.url}#{quote.anchor}", shown.date)
        for quote in quotes(desk, article.digest)
    )
    met = told.reasons(desk.db, article.id, story) if article.id != story else None
    return ReportView(
        number=place,
        card=shown,
        statements=tuple(spoken),
        alone=story_tables.alone(found, article.id),
        centre=met is None,
        score=met.score if met else 0.0,
        reasons=tuple(_reason(desk, reason) for reason in met.reasons) if met else (),
    )


def _reason(desk: Desk, one: Reason) -> ReasonView:
    """A reason with the names that it is about."""
    links: list[Link | None] = []
    if one.what in KINDS or one.what == "topic":
        links = [d.link(desk, one.what, one.value)]
    elif one.what in ("speaker", "chief"):
        links = [_speaker(desk, ident) for ident in one.value.split(",")]
    value = "" if links else one.value
    return ReasonView(one.what, tuple(to for to in links if to), value, one.weight)


def _speaker(desk: Desk, ident: str) -> Link | None:
    found = (d.link(desk, kind, ident) for kind in ("person", "organisation", "source"))
    return next((to for to in found if to), None)
