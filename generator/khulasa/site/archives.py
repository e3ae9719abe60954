"""The archive: years, months and days in three calendars. A day is one day in every calendar and has one page."""

from __future__ import annotations

from collections.abc import Iterable

from khulasa.index import read
from khulasa.site import dates, lists, periods, urls
from khulasa.site import desk as d
from khulasa.site.desk import Desk
from khulasa.site.i18n import digits
from khulasa.site.paging import cut, paging
from khulasa.site.periods import Periods
from khulasa.site.views import ArchiveView, CalendarView, DateView, Link
from khulasa.text.calendars import from_gregorian

TITLES = {periods.UNDATED: "Date unknown", periods.WIDE: "More than one year"}


def view(desk: Desk, period: str, number: int) -> ArchiveView:
    """A page of the archive; ``period`` is empty for the overview."""
    held = desk.shelf.periods(desk.db)
    return _period(desk, held, period, number) if period else _overview(desk, held)


def title(desk: Desk, period: str) -> str:
    """A period in the words of the edition."""
    if not period:
        return desk.words.one("Archive")
    level = periods.level(period)
    if level in TITLES:
        return desk.words.one(TITLES[level])
    calendar = desk.look.calendars[0] if level == "day" else periods.split(period)[0]
    return dates.worded(*periods.bounds(period), calendar, desk.look)


def link(desk: Desk, period: str, label: str = "", count: int = 0) -> Link:
    """The way to the page of a period; ``count`` articles are in it, where that is shown."""
    words = d.text(label or title(desk, period), desk.edition)
    calendar, plain = periods.split(period)
    machine = plain if calendar == "gregorian" and periods.level(period) not in TITLES else ""
    url = desk.top + urls.archive(desk.edition, period)
    return Link(words, url, count, machine, "archive")


def span(desk: Desk, period: str, start: int = 0) -> DateView:
    """A period from its first to its last day, in the calendars of the edition."""
    first, last = (day.isoformat() for day in periods.bounds(period, start))
    return d.date_view(desk, first, last, "explicit")


def _overview(desk: Desk, held: Periods) -> ArchiveView:
    return ArchiveView(
        period="",
        periods=(),
        days=(),
        calendars=tuple(
            CalendarView(calendar, _links(desk, held, found))
            for calendar in desk.look.calendars
            if (found := _years(held, calendar))
        ),
        rest=_links(desk, held, (periods.UNDATED,) if held.count(periods.UNDATED) else ()),
    )


def _years(held: Periods, calendar: str) -> tuple[str, ...]:
    """The years of a calendar, and after them what no single one holds."""
    wide = periods.named(calendar, periods.WIDE)
    return (*held.of("years", calendar), *((wide,) if held.count(wide) else ()))


def _links(desk: Desk, held: Periods, found: Iterable[str]) -> tuple[Link, ...]:
    return tuple(link(desk, p, count=held.count(p)) for p in found)


def _period(desk: Desk, held: Periods, period: str, number: int) -> ArchiveView:
    level, calendar = periods.level(period), periods.split(period)[0]
    every = held.listed(period)
    slices = cut(len(every), 0, desk.settings.archive_size)
    here = next(s for s in slices if s.number == number)
    listed = every[here.offset : here.offset + here.length]
    cards = read.cards(desk.db, (m.id for m in reversed(listed)))
    pager = paging(slices, number, urls.archive(desk.edition, period), desk.top) if listed else None
    bounded = level not in TITLES
    older, newer = held.beside(period) if bounded else ("", "")
    return ArchiveView(
        period=period,
        periods=_inside(desk, held, period),
        days=lists.days(desk, cards),
        paging=pager,
        level=level,
        calendar=calendar,
        calendars=_same_time(desk, held, period) if bounded else (),
        span=span(desk, period) if bounded else None,
        path=_path(desk, held, period),
        older=link(desk, older) if older else None,
        newer=link(desk, newer) if newer else None,
        digest=_digest(desk, period) if held.told(period) else None,
    )


def _path(desk: Desk, held: Periods, period: str) -> tuple[Link, ...]:
    """Archive › 2021 › May 2021; a day stands in the calendar that the edition puts first."""
    whole = Link(
        d.text(title(desk, ""), desk.edition), desk.top + urls.archive(desk.edition, ""), 0, "", "archive"
    )
    level = periods.level(period)
    if level not in ("day", "month"):
        return (whole,)
    month = period
    if level == "day":
        calendar = desk.look.calendars[0]
        month = next((m for c, found in held.same_time(period) for m in found if c == calendar), "")
        month = month or period[:7]
        return (whole, link(desk, month.rpartition("-")[0]), link(desk, month))
    return (whole, link(desk, month.rpartition("-")[0]))


def _inside(desk: Desk, held: Periods, period: str) -> tuple[Link, ...]:
    """The months of a year, the days of a month."""
    match periods.level(period):
        case "year":
            return tuple(link(desk, m, _short(desk, m), held.count(m)) for m in held.inside(period))
        case "month":
            first, last = (day.isoformat() for day in periods.bounds(period))
            days = periods.between(held.of("days"), first, last)
            return tuple(link(desk, day, _day(desk, day, period)) for day in days)
        case _:
            return ()


def _short(desk: Desk, month: str) -> str:
    """The name of a month without its year."""
    calendar, plain = periods.split(month)
    return dates.month_name(calendar, int(plain[-2:]), desk.edition)


def _day(desk: Desk, day: str, month: str) -> str:
    """The number of a day in the calendar of a month."""
    first, _ = periods.bounds(day)
    return digits(str(from_gregorian(periods.split(month)[0], first)[2]), desk.look)


def _same_time(desk: Desk, held: Periods, period: str) -> tuple[CalendarView, ...]:
    """The same time in the other calendars, in the order of the edition."""
    there = dict(held.same_time(period))
    return tuple(
        CalendarView(calendar, tuple(link(desk, p) for p in found))
        for calendar in desk.look.calendars
        if (found := next((p for c, p in there.items() if c == calendar), ()))
    )


def _digest(desk: Desk, period: str) -> Link | None:
    """The digest of a day or of a Gregorian month."""
    level = periods.level(period)
    if level not in ("day", "month") or periods.split(period)[0] != "gregorian":
        return None
    words = desk.words.one({"day": "Digest of the day", "month": "Digest of the month"}[level])
    url = desk.top + urls.digest(desk.edition, period)
    return Link(d.text(words, desk.edition), url, 0, period, level)
