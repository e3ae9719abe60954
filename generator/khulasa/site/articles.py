"""The page of an article."""

from __future__ import annotations

from dataclasses import replace

from khulasa.index import read
from khulasa.model import Article, Digest, Extract, Quote, Removal, Vote
from khulasa.site import desk as d
from khulasa.site import pieces, urls
from khulasa.site.desk import Desk
from khulasa.site.i18n import digits
from khulasa.site.views import (
    AmendmentView,
    ArticleView,
    ExtractView,
    Link,
    QuoteView,
    RemovedView,
    Text,
    VoteView,
)


def view(desk: Desk, ident: str) -> ArticleView:
    """All that the page of an article shows. KeyError where there is no such article."""
    article = desk.shelf.article(ident)
    digest, lang = article.digest, article.digest.lang
    links = _links(desk, ident)
    publisher = digest.publisher
    full = desk.settings.full((publisher.id or "") if publisher else "", digest.source.path)
    via = (d.outlet(desk, o.id or "", o.name, lang) for o in digest.via)
    return ArticleView(
        id=ident,
        title=d.text(digest.title.text, lang),
        derived=digest.title.derived,
        deck=_heading(digest.deck.text if digest.deck else "", lang),
        section=_heading(digest.section.text if digest.section else "", lang),
        byline=_heading(digest.byline.text if digest.byline else "", lang),
        publisher=d.outlet(desk, publisher.id or "", publisher.name, lang) if publisher else None,
        publisher_rule=publisher.rule if publisher else "",
        via=tuple(o for o in via if o),
        date=d.article_date(desk, digest.date, lang),
        extracts=extracts(desk, digest, full=full),
        quotes=quotes(desk, digest, full=full),
        terms=tuple(d.text(t.text, lang) for t in digest.terms),
        people=_of_kind(links, "person"),
        organisations=_of_kind(links, "organisation"),
        places=_of_kind(links, "place"),
        events=_of_kind(links, "event"),
        topics=_of_kind(links, "topic"),
        full=full,
        paragraphs=pieces.paragraphs(digest, links) if full else (),
        removed=tuple(_removed(desk, r, lang) for r in digest.removed),
        source_file=digest.source.path,
        source_hash=digest.source.sha256,
        source_url=article.url or "",
        edited=article.edited,
        related=tuple(d.card(desk, row) for row in read.related(desk.db, ident)),
        data_url=desk.top + urls.article_data(ident),
        amended=amended(desk, article),
    )


def amended(desk: Desk, article: Article) -> tuple[AmendmentView, ...]:
    """What was said of an article later: that it was withdrawn, then its corrections, newest first."""
    rows = [("corrected", one) for one in reversed(article.corrections)]
    if article.retracted:
        rows.insert(0, ("retracted", article.retracted))
    lang = article.digest.lang
    days = ((kind, one, one.day.isoformat()) for kind, one in rows)
    return tuple(
        AmendmentView(kind, d.date_view(desk, day, day, "explicit"), d.text(one.reason, lang))
        for kind, one, day in days
    )


def description(article: Article) -> str:
    """One line about an article for machines: its deck, or the first sentence of its digest."""
    digest = article.digest
    if digest.deck:
        return digest.deck.text
    first = min(digest.summary, key=lambda e: e.start, default=None)
    return first.text if first else digest.title.text


def _heading(words: str, lang: str) -> Text | None:
    return d.text(words, lang) if words else None


def _links(desk: Desk, ident: str) -> dict[tuple[str, str], Link]:
    """Every entity that the article names, in order, with the way to its page."""
    found = ((k, e, d.link(desk, k, e)) for k, e, _ in read.links(desk.db, ident))
    return {(k, e): to for k, e, to in found if to}


def _of_kind(links: dict[tuple[str, str], Link], kind: str) -> tuple[Link, ...]:
    return tuple(to for (k, _), to in links.items() if k == kind)


def extracts(desk: Desk, digest: Digest, *, full: bool) -> tuple[ExtractView, ...]:
    """The digest in reading order; with a sentence of context where the whole text is not shown."""
    ordered = sorted(digest.summary, key=lambda e: e.start)
    chosen = {e.sentence for e in ordered}
    return tuple(_extract(desk, digest, e, chosen, full=full) for e in ordered)


def _extract(desk: Desk, digest: Digest, one: Extract, chosen: set[int], *, full: bool) -> ExtractView:
    before = after = ""
    if not full:
        by_index = {s.index: s.text for s in digest.sentences}
        before = by_index.get(one.sentence - 1, "") if one.sentence - 1 not in chosen else ""
        after = by_index.get(one.sentence + 1, "") if one.sentence + 1 not in chosen else ""
    return ExtractView(
        text=d.text(one.text, digest.lang),
        anchor=f"s{one.sentence}",
        rank=one.rank,
        votes=tuple(_vote(desk, v) for v in one.votes),
        context=d.text(one.context, digest.lang) if one.context else None,
        before=before,
        after=after,
    )


def _vote(desk: Desk, vote: Vote) -> VoteView:
    return VoteView(vote.rule, desk.words.rule_label(vote.rule), vote.score, why(desk, vote.why))


def why(desk: Desk, reason: str) -> str:
    """A machine-readable reason ``key:value`` in the words of the edition."""
    name, _, value = reason.partition(":")
    key = f"why:{name}"
    worded = desk.words.one(key)
    if worded == key:
        return value.strip()
    value = value.strip()
    shown = digits(value, desk.look) if value.replace(".", "").isdigit() else value.replace("،", "، ")
    return worded.replace("%(value)s", shown)


def quotes(desk: Desk, digest: Digest, *, full: bool = True) -> tuple[QuoteView, ...]:
    """The statements of an article, in order; two with one place share an anchor.

    Where the whole text is not shown each has the rest of its sentence beside it.
    """
    anchors: dict[tuple[int, int], str] = {}
    for number, quote in enumerate(digest.quotes, 1):
        anchors.setdefault((quote.start, quote.end), f"q{number}")
    kinds = {e.id: e.kind for e in digest.entities}
    found = []
    for quote in digest.quotes:
        kind, anchor = kinds.get(quote.speaker or "", "source"), anchors[quote.start, quote.end]
        made = quote_view(desk, quote, kind, anchor, digest.lang)
        before, after = ("", "") if full else around(digest, quote.start, quote.end)
        found.append(replace(made, before=before, after=after))
    return tuple(found)


def around(digest: Digest, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a part of the text in the sentences that it begins and ends in."""
    first = max((s.start for s in digest.sentences if s.start <= start), default=start)
    last = min((s.end for s in digest.sentences if s.end >= end), default=end)
    return digest.text[first:start], digest.text[end:last]


def quote_view(desk: Desk, quote: Quote, kind: str, anchor: str, lang: str) -> QuoteView:
    """A statement; ``kind`` is that of its speaker."""
    return QuoteView(
        text=d.text(quote.text, lang),
        anchor=anchor,
        speaker=d.link(desk, kind, quote.speaker) if quote.speaker else None,
        speaker_text=quote.speaker_text or "",
        verb=quote.verb or "",
        style=quote.style,
        rule=quote.rule,
        rule_label=desk.words.rule_label(quote.rule),
    )


def _removed(desk: Desk, one: Removal, lang: str) -> RemovedView:
    return RemovedView(d.text(one.text, lang), one.line, one.rule, desk.words.rule_label(one.rule))
