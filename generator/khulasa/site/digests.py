"""Digests of the day, the week and the month: one entry a story, its best sentence from each language.

Of the reports of a story in one language the first that is no reprint speaks: its sentence of rank 0, verbatim, with
the way to its marked place. The stories with most reports come first, then the newest. An article that was withdrawn
is in no digest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from khulasa.index import read
from khulasa.index.rows import CardRow
from khulasa.languages import edition as load_edition
from khulasa.site import archives, dates, periods, urls
from khulasa.site import desk as d
from khulasa.site.desk import Desk
from khulasa.site.periods import Member, Periods
from khulasa.site.views import DigestView, Link, TogetherView, VoiceView

ROOM = {"day": 12, "week": 20, "month": 30}
"""Stories in a digest."""


@dataclass(frozen=True, slots=True)
class Story:
    """What happened, in all reports of a period."""

    id: str
    """Of its page; empty where it has none."""
    reports: tuple[Member, ...]
    """Oldest first, each text once."""

    @property
    def newest(self) -> str:
        """The day of its newest report."""
        return max(m.last for m in self.reports)


def view(desk: Desk, period: str) -> DigestView:
    """The digest of a period, or the list of all digests."""
    held = desk.shelf.periods(desk.db)
    return _one(desk, held, period) if period else _all(desk, held)


def title(desk: Desk, period: str) -> str:
    """``Digest of the week: 15 to 21 May 2021``."""
    if not period:
        return desk.words.one("Digests")
    words = desk.words.one(f"Digest of the {periods.level(period)}")
    return f"{words}: {worded(desk, period)}"


def worded(desk: Desk, period: str) -> str:
    """A period in the first calendar of the edition; a month in Gregorian, which its name is of."""
    calendar = "gregorian" if periods.level(period) == "month" else desk.look.calendars[0]
    return dates.worded(*periods.bounds(period, desk.look.week), calendar, desk.look)


def latest(desk: Desk) -> tuple[Link, ...]:
    """The newest digest of each kind."""
    held = desk.shelf.periods(desk.db)
    return tuple(_link(desk, held, row[-1]) for row in rows(held, desk.look.week) if row)


def rows(held: Periods, start: int) -> tuple[tuple[str, ...], ...]:
    """The days, weeks and months that have a digest, oldest first."""
    return tuple(held.told_order.get(kind, ()) for kind in ("days", f"weeks{start}", "months/gregorian"))


def row_of(held: Periods, period: str, start: int) -> tuple[str, ...]:
    """The digests of the kind of one."""
    return rows(held, start)[("day", "week", "month").index(periods.level(period))]


def _key(period: str, start: int) -> str:
    """A digest's period as ``Periods`` names it: weeks by the day that they begin with."""
    return f"{start}:{period}" if periods.level(period) == "week" else period


def members(held: Periods, period: str, start: int) -> tuple[Member, ...]:
    """The articles that a digest is made from."""
    return held.members(_key(period, start))


def size(held: Periods, period: str, start: int) -> int:
    """How many articles a digest is made from."""
    return held.told(_key(period, start))


def stories_of(found: Iterable[Member]) -> list[Story]:
    """The stories that these articles report; an article that is alone is a story of its own."""
    stories: dict[str, list[Member]] = {}
    for one in found:
        stories.setdefault(f"{bool(one.story):d}{one.story or one.id}", []).append(one)
    return [Story(reports[0].story, tuple(reports)) for reports in stories.values()]


def chosen(found: Iterable[Member], room: int) -> tuple[list[Story], int]:
    """The stories that a digest has room for, weightiest first, and how many it has no room for."""
    by_day = sorted(stories_of(found), key=lambda s: (s.newest, s.reports[0].id), reverse=True)
    ordered = sorted(by_day, key=lambda s: -len(s.reports))
    return ordered[:room], max(0, len(ordered) - room)


def voices(story: Story, first: str) -> list[Member]:
    """The report that speaks in each language, ``first`` first: the one whose day is known best, then the oldest."""
    found: dict[str, Member] = {}
    for one in sorted(story.reports, key=lambda m: (m.first != m.last, m.first, m.id)):
        found.setdefault(one.lang, one)
    return [found[lang] for lang in sorted(found, key=lambda lang: (lang != first, lang))]


def _one(desk: Desk, held: Periods, period: str) -> DigestView:
    level, start = periods.level(period), desk.look.week
    stories, more = chosen(members(held, period, start), ROOM[level])
    older, newer = periods.neighbours(row_of(held, period, start), period)
    weeks, days = inside(held, period, start)
    return DigestView(
        period=period,
        level=level,
        span=archives.span(desk, period, start),
        stories=tuple(_story(desk, story) for story in stories),
        more=more,
        weeks=tuple(_link(desk, held, p) for p in weeks),
        days=tuple(_link(desk, held, p) for p in days),
        months=(),
        archive=archives.link(desk, period) if level != "week" else None,
        older=_way(desk, older) if older else None,
        newer=_way(desk, newer) if newer else None,
        wider=tuple(_way(desk, p) for p in wider(held, period, start)),
        heading=worded(desk, period),
        all=desk.top + urls.digest(desk.edition, ""),
    )


def _all(desk: Desk, held: Periods) -> DigestView:
    days, weeks, months = rows(held, desk.look.week)
    return DigestView(
        period="",
        level="",
        span=None,
        stories=(),
        more=0,
        weeks=tuple(_link(desk, held, p) for p in reversed(weeks[-4:])),
        days=tuple(_link(desk, held, p) for p in reversed(days[-7:])),
        months=tuple(_link(desk, held, p) for p in reversed(months)),
        archive=None,
        older=None,
        newer=None,
        wider=(),
    )


def inside(held: Periods, period: str, start: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The weeks that touch a month, and the days of a month or week, that have digests; oldest first."""
    if periods.level(period) == "day":
        return (), ()
    first, last = periods.bounds(period, start)
    days, weeks, _ = rows(held, start)
    found = periods.between(days, first.isoformat(), last.isoformat())
    if periods.level(period) == "week":
        return (), found
    return periods.between(weeks, periods.week(first, start), periods.week(last, start)), found


def wider(held: Periods, period: str, start: int) -> tuple[str, ...]:
    """The week and month that hold a day, the month that holds a week."""
    days = periods.bounds(period, start)
    ends = [(periods.week(day, start), periods.month(day, "gregorian")) for day in days]
    level = periods.level(period)
    weeks = (ends[0][0],) if level == "day" else ()
    months = (ends[0][1],) if level != "month" and ends[0][1] == ends[1][1] else ()
    return tuple(p for p in (*weeks, *months) if size(held, p, start))


def _link(desk: Desk, held: Periods, period: str) -> Link:
    """The way to a digest, with the number of articles that it is made from."""
    return replace(_way(desk, period), count=size(held, period, desk.look.week))


def _way(desk: Desk, period: str) -> Link:
    level = periods.level(period)
    url = desk.top + urls.digest(desk.edition, period)
    machine = period if level != "week" else "" if desk.look.week else period.upper()
    return Link(d.text(worded(desk, period), desk.edition), url, 0, machine, level)


def _story(desk: Desk, story: Story) -> TogetherView:
    spoken = tuple(_voice(desk, read.card(desk.db, m.id)) for m in voices(story, desk.edition))
    url = desk.top + urls.story(desk.edition, story.id) if story.id else ""
    return TogetherView(spoken, len(story.reports), url)


def _voice(desk: Desk, card: CardRow) -> VoiceView:
    best = read.best(desk.db, card.id)
    article = d.article_link(desk, card)
    return VoiceView(
        text=d.text(best.text, card.lang),
        url=f"{article.url}#s{best.sentence}" if best.text else article.url,
        context=d.text(best.context, card.lang) if best.context else None,
        article=article,
        derived=card.derived,
        source=d.outlet(desk, card.publisher, card.publisher_name, card.lang),
        date=d.date_view(desk, card.first, card.last, card.basis),
    )


def same_weeks(one: str, other: str) -> bool:
    """Whether the weeks of two editions begin with the same day, so that their digests are the same thing."""
    return load_edition(one).week == load_edition(other).week
