"""Home and the lists of all names."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from khulasa.index import read
from khulasa.index.rows import CardRow
from khulasa.languages import edition as load_edition
from khulasa.site import alphabets, digests, stories, urls
from khulasa.site import desk as d
from khulasa.site.desk import Desk
from khulasa.site.periods import UNDATED
from khulasa.site.views import Alternate, DayView, HomeView, IndexView, Link
from khulasa.text import alphabet

TOP = 12
"""Names in each list of a home page."""
MOST = 60
"""Names on the page of all names of a kind, where each letter has a page of its own."""


def home(desk: Desk) -> HomeView:
    """The front page of an edition."""
    cards = read.newest(desk.db, desk.settings.home_size)
    return HomeView(
        days=days(desk, cards),
        people=_top(desk, "person"),
        organisations=_top(desk, "organisation"),
        places=_top(desk, "place"),
        events=_top(desk, "event"),
        topics=_top(desk, "topic"),
        articles=read.count(desk.db),
        sources=_top(desk, "source"),
        digests=digests.latest(desk),
        stories=stories.newest(desk),
    )


def _top(desk: Desk, kind: str) -> tuple[Link, ...]:
    return tuple(d.link_row(desk, row, n) for row, n in read.top(desk.db, kind, TOP))


def days(desk: Desk, cards: Iterable[CardRow]) -> tuple[DayView, ...]:
    """Cards, newest first, by what is known of their day; those of one month without day stand together."""
    groups = groupby(cards, key=lambda c: (c.first, c.last) if c.first else ("", ""))
    return tuple(_day(desk, first, last, tuple(group)) for (first, last), group in groups)


def _day(desk: Desk, first: str, last: str, cards: tuple[CardRow, ...]) -> DayView:
    basis = "explicit" if all(c.basis == "explicit" for c in cards) else "inferred"
    return DayView(d.date_view(desk, first, last, basis), tuple(d.card(desk, c) for c in cards))


def index(desk: Desk, kind: str, number: int) -> IndexView:
    """All names of a kind; of many the most named (0) or those under a letter (from 1)."""
    letters = read.letters(desk.db, kind, desk.edition)
    if sum(count for _, count in letters) <= desk.settings.index_size:
        links = [d.link_row(desk, row, n) for row, n in read.everything(desk.db, kind)]
        return IndexView(kind, alphabets.grouped(links, desk.edition))
    way = tuple(_letter(desk, kind, letter, number) for letter, _ in letters)
    if not number:
        top = tuple(d.link_row(desk, row, n) for row, n in read.top(desk.db, kind, MOST))
        return IndexView(kind, (), top, way)
    links = [d.link_row(desk, row, n) for row, n in read.under(desk.db, kind, desk.edition, number - 1)]
    title = alphabet.written(number - 1, desk.edition)
    return IndexView(kind, ((title, alphabets.ordered(links, desk.edition)),), (), way)


def _letter(desk: Desk, kind: str, letter: int, number: int) -> Link:
    """The way to a letter. How many names it has is not said: one more would change the pages of all letters."""
    label = d.text(alphabet.written(letter, desk.edition), desk.edition)
    url = desk.top + urls.letter(desk.edition, kind, letter + 1)
    return Link(label, url, 0, str(letter + 1), "current" if letter + 1 == number else "letter")


def span(period: str) -> tuple[str, str]:
    """First and last day of ``2021``, ``2021-05`` or ``undated`` as the index sorts them."""
    return ("", "") if period == UNDATED else (f"{period}-", f"{period}-~")


def editions(desk: Desk, codes: Iterable[str]) -> tuple[Alternate, ...]:
    """The way into each edition."""
    site = desk.settings.url
    return tuple(
        Alternate(
            lang=code,
            name=load_edition(code).name,
            url=desk.top + urls.home(code),
            absolute=urls.absolute(site, urls.home(code)),
            current=False,
            same_page=True,
        )
        for code in codes
    )
