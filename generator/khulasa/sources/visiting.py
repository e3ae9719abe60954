"""Addresses fetched, each once; what they give is read like any other piece."""

from __future__ import annotations

from khulasa.config import Manner
from khulasa.errors import KhulasaError
from khulasa.sources import network, opening, urls
from khulasa.sources.ledger import Outcome
from khulasa.sources.network import Page, TryAgainError
from khulasa.sources.records import Follow, Origin
from khulasa.sources.settling import Work, led_on, read_all, recall, tally


def visit(work: Work, one: Follow, manner: Manner, stamp: str) -> list[Follow]:
    """Fetch an address, add what it gives, and say where it leads; one that was added is not asked again."""
    if work.ledger.at(urls.web(one.url)):
        work.report.before += 1
        return []
    name = f"{one.url} {stamp}"
    etag, modified, outcomes = work.ledger.fetched(name)
    before = work.ledger.outcome(name)
    if before is not None and not work.retry:
        recall(work, before)
        return []
    if work.report.fetched >= work.limit:
        work.report.left += 1
        return []
    work.report.fetched += 1
    known = all(work.ledger.outcome(n) for n in outcomes) and not work.retry
    try:
        page = network.fetch(work.net, one.url, etag if known else "", modified if known else "")
    except KhulasaError as error:
        work.report.problems.extend(error.problems)
        tally(work, "address").refused += 1
        if not one.listed and not isinstance(error, TryAgainError):
            refused = tuple((p.where, p.what, p.remedy, p.fatal) for p in error.problems)
            work.ledger.remember(name, Outcome(refused=refused))
        return []
    if page.fresh:
        outcomes = _take(work, one, page, manner, stamp, name)
        work.ledger.note_fetched(name, page.etag, page.modified, outcomes)
        work.ledger.save()
    else:
        for outcome in outcomes:
            recall(work, work.ledger.outcome(outcome) or Outcome())
    return [follow for outcome in outcomes for follow in led_on(work, outcome)]


def _take(work: Work, one: Follow, page: Page, manner: Manner, stamp: str, name: str) -> tuple[str, ...]:
    """Add what a fetched page gives; the names of the outcomes."""
    origin = Origin(
        place=page.url,
        name=page.url,
        url=page.url,
        asked=one.url,
        retrieved=page.retrieved,
        type=page.type,
        charset=page.charset,
        reserved=page.reserved,
        hints=one.hints,
    )
    names = tuple(read_all(work, opening.open_bytes(origin, page.data), manner, stamp))
    if not one.listed:
        # Its article is found by its address from now on; what gave none is not asked for again.
        outcomes = [o for n in names if (o := work.ledger.outcome(n))]
        whole = Outcome(
            tuple(d for o in outcomes for d in o.documents),
            sum(o.same for o in outcomes),
            (),
            tuple(r for o in outcomes for r in o.refused),
        )
        work.ledger.remember(name, whole)
    return names
