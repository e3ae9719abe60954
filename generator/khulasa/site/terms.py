"""The pages of people, organisations, places, events, topics and sources."""

from __future__ import annotations

from dataclasses import replace

from babel import Locale

from khulasa.index import doubts, read
from khulasa.index.rows import EntityRow, Facts, Statement, Variant, WrittenRole
from khulasa.model import Role
from khulasa.site import dates, urls
from khulasa.site import desk as d
from khulasa.site.articles import quote_view
from khulasa.site.desk import Desk
from khulasa.site.paging import Slice, cut, paging
from khulasa.site.views import (
    DateView,
    Link,
    MastheadView,
    Pair,
    RoleView,
    StatementView,
    TermView,
    Text,
    TimeBar,
    VariantView,
)

MONTHS = 36
"""A picture over time has bars of months up to so many, else of years."""
EMPTY = Facts((), (), (), (), (), (), (), ())


def view(desk: Desk, kind: str, ident: str, number: int) -> TermView:
    """A page of an entity; older ones than the newest show the entity and their articles only."""
    row = read.entity(desk.db, (kind, ident))
    count, undated = read.members(desk.db, (kind, ident))
    slices = cut(count, undated, desk.settings.page_size)
    here = next(s for s in slices if s.number == number)
    facts = EMPTY if here.name else read.facts(desk.db, (kind, ident))
    base = urls.term(desk.edition, kind, ident)
    cards = read.cards_of(desk.db, (kind, ident), here.offset, here.length)
    made = TermView(
        kind=kind,
        id=ident,
        label=d.label(row, desk.edition),
        names=_names(row, desk.edition),
        description=_description(row, desk.edition),
        known=row.known,
        wikidata=row.wikidata,
        url=row.url,
        first=row.first,
        last=row.last,
        roles=(),
        variants=(),
        statements=(),
        together=(),
        by_language=(),
        cards=tuple(d.card(desk, c) for c in cards),
        paging=paging(slices, number, base, desk.top),
        feed_url=desk.top + urls.feed(base),
        data_url=desk.top + urls.term_data(kind, ident),
        review=_review(desk, ident) if kind == "person" else (),
        masthead=masthead(row, desk.edition),
    )
    if here.name:
        return made
    return replace(_with_facts(desk, made, row, facts), years=years(desk, facts, slices, undated, base))


def masthead(row: EntityRow, edition: str) -> MastheadView | None:
    """What is publicly known of a source; names of countries and languages are those of CLDR."""
    said = row.masthead
    if said is None:
        return None
    locale = Locale.parse(edition)
    owner = next(
        ((said.owner[code], code) for code in (edition, "en", "ar", "fa") if said.owner.get(code)), None
    )
    country = locale.territories.get(said.country, said.country)
    return MastheadView(
        owner=d.text(*owner) if owner else None,
        reference=said.reference,
        country=d.text(country, edition) if country else None,
        languages=tuple(d.text(locale.languages.get(code, code), edition) for code in said.languages),
        licence=said.licence,
        reserved=said.reserved,
    )


def _review(desk: Desk, ident: str) -> tuple[Link, ...]:
    """Who may be the same person."""
    found = (d.link(desk, "person", other) for other in doubts.of(desk.db, ident))
    return tuple(to for to in found if to)


def years(desk: Desk, facts: Facts, slices: tuple[Slice, ...], undated: int, base: str) -> tuple[Link, ...]:
    """Where in the list each year begins; nothing where there is but one."""
    counts: dict[str, int] = {}
    for month, arabic, persian in facts.over_time:
        counts[month[:4]] = counts.get(month[:4], 0) + arabic + persian
    found, place = [], undated
    for year, count in counts.items():
        place += count
        page = next((s for s in slices if s.offset < place <= s.offset + s.length), slices[-1])
        url = f"{desk.top}{urls.numbered(base, page.name)}#year-{year}"
        found.append(Link(d.text(dates.year(year, desk.look), desk.edition), url, count, year, "year"))
    return tuple(reversed(found)) if len(found) > 1 else ()


def _when(desk: Desk, row: EntityRow) -> DateView | None:
    """When an event took place, in the calendars of the edition."""
    if row.kind != "event" or not row.first:
        return None
    return d.date_view(desk, row.first, row.last or row.first, "explicit")


def _with_facts(desk: Desk, made: TermView, row: EntityRow, facts: Facts) -> TermView:
    verified = (_verified(desk, role) for role in row.roles)
    written = (_written(desk, role) for role in facts.roles)
    together, pairs = _together(desk, facts)
    return replace(
        made,
        roles=(*(r for r in verified if r), *written),
        variants=tuple(_variant(desk, v) for v in facts.variants),
        statements=tuple(_statement(desk, s) for s in facts.statements),
        about=tuple(_statement(desk, s) for s in facts.about),
        together=together,
        pairs=pairs,
        by_language=tuple(
            Link(d.text(desk.words.one({"ar": "Arabic", "fa": "Persian"}[lang]), desk.edition), "", n, lang)
            for lang, n in facts.by_language
        ),
        timeline=timeline(desk, facts),
        quoted=tuple(_variant(desk, v) for v in facts.quoted),
        when=_when(desk, row),
    )


def _names(row: EntityRow, edition: str) -> tuple[Text, ...]:
    """The first name in every script, the edition's own first."""
    order = sorted(row.names, key=lambda lang: (lang != edition, lang))
    return tuple(d.text(row.names[lang][0], lang) for lang in order if row.names[lang])


def _description(row: EntityRow, edition: str) -> Text | None:
    words = row.description.get(edition)
    return d.text(words, edition) if words else None


def _verified(desk: Desk, role: Role) -> RoleView | None:
    for lang in (desk.edition, "en", "ar", "fa"):
        if role.label.get(lang):
            since, until = role.since or "", role.until or ""
            worded = (dates.moment(value, desk.look) if value else "" for value in (since, until))
            return RoleView(d.text(role.label[lang], lang), since, until, None, *worded)
    return None


def _written(desk: Desk, role: WrittenRole) -> RoleView:
    article = d.article_link(desk, read.card(desk.db, role.article))
    return RoleView(d.text(role.text, role.lang), "", "", article)


def _variant(desk: Desk, variant: Variant) -> VariantView:
    sources = (d.link(desk, "source", s) for s in variant.sources)
    return VariantView(d.text(variant.text, variant.lang), tuple(s for s in sources if s), variant.count)


def _statement(desk: Desk, one: Statement) -> StatementView:
    card = read.card(desk.db, one.article)
    kinds = {ident: kind for kind, ident, _ in reversed(read.links(desk.db, one.article))}
    anchor = f"q{one.n + 1}"
    return StatementView(
        quote=quote_view(desk, one.quote, kinds.get(one.quote.speaker or "", "source"), anchor, card.lang),
        article=d.article_link(desk, card),
        url=f"{desk.top}{urls.article(card.lang, one.article)}#{anchor}",
        date=d.date_view(desk, card.first, card.last, card.basis),
    )


def _together(desk: Desk, facts: Facts) -> tuple[tuple[Link, ...], tuple[Pair, ...]]:
    links = [d.link(desk, kind, ident, n) for kind, ident, n in facts.together]
    place = {n: sum(1 for one in links[:n] if one) for n, to in enumerate(links) if to}
    pairs = tuple(Pair(place[a], place[b], n) for a, b, n in facts.pairs if a in place and b in place)
    return tuple(to for to in links if to), pairs


def timeline(desk: Desk, facts: Facts) -> tuple[TimeBar, ...]:
    """Bars of months, or of years where months would be too many; empty periods between are there too."""
    if not facts.over_time:
        return ()
    counts = {period: (arabic, persian) for period, arabic, persian in facts.over_time}
    first, last = (_ordinal(facts.over_time[n][0]) for n in (0, -1))
    if last - first < MONTHS:
        periods = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]
        return tuple(TimeBar(p, dates.month(p, desk.look), *counts.get(p, (0, 0))) for p in periods)
    bars = []
    for year in range(first // 12, last // 12 + 1):
        inside = [c for p, c in counts.items() if p[:4] == f"{year:04}"]
        label = dates.year(f"{year:04}", desk.look)
        bars.append(TimeBar(f"{year:04}", label, sum(a for a, _ in inside), sum(b for _, b in inside)))
    return tuple(bars)


def _ordinal(month: str) -> int:
    """Months since the year 0."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1
