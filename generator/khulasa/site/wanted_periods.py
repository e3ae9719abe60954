"""The pages of the archive and the digests, with a fingerprint of exactly what each shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from khulasa.index.codec import stamp
from khulasa.languages import edition as load_edition
from khulasa.plan import Fingerprint, PageKind, PageSpec
from khulasa.site import digests, periods, urls
from khulasa.site.paging import around, cut
from khulasa.site.periods import Periods
from khulasa.text.calendars import CALENDARS

if TYPE_CHECKING:
    from khulasa.site.wanted import Ground


def lists(held: Periods, under: Ground) -> Iterator[tuple[PageSpec, Fingerprint]]:
    """The overview of the archive, and the list of digests."""
    rest = [periods.named(calendar, periods.WIDE) for calendar in CALENDARS]
    years = [year for calendar in CALENDARS for year in held.of("years", calendar)]
    mark = stamp(_counted(held, (*years, *rest, periods.UNDATED)))
    for code in under.settings.editions:
        yield _spec(urls.archive(code, ""), "archive", code), under.html(code, list=mark)
        start = load_edition(code).week
        rows = digests.rows(held, start)
        newest = stamp([_sized(held, row, start) for row in (rows[0][-7:], rows[1][-4:], rows[2])])
        yield _spec(urls.digest(code, ""), "digest", code), under.html(code, list=newest)


def period(held: Periods, under: Ground, name: str) -> Iterator[tuple[PageSpec, Fingerprint]]:
    """The pages of a period: of the archive, and its digest; none where no article is in it.

    A week is named with the day that it begins with (``5:2021-w20``), as ``Periods`` does.
    """
    if name not in held.held:
        return
    first, _, week = name.rpartition(":")
    if not first:
        yield from _archive(held, under, name)
    for start, codes in _weeks(under).items():
        if digests.size(held, week, start) and (first == str(start) if first else _told(name)):
            members, near = _digest(held, week, start)
            for code in codes:
                spec = _spec(urls.digest(code, week), "digest", code, week)
                yield spec, under.html(code, members=members, list=near)


def shape(held: Periods, under: Ground, name: str) -> str:
    """Stamp of where the pages of a period lead and how many articles it has: all but the articles themselves."""
    first, _, week = name.rpartition(":")
    near: list[Any] = [] if first else [held.length(name), held.told(name), _near(held, name)]
    for start in _weeks(under):
        if first == str(start) if first else _told(name):
            near.append((digests.size(held, week, start), _around(held, week, start)))
    return stamp(near)


def _told(period: str) -> bool:
    """Whether there are digests of such periods, beside those of weeks: of days and of Gregorian months."""
    return periods.level(period) in ("day", "month") and periods.split(period)[0] == "gregorian"


def _weeks(under: Ground) -> dict[int, list[str]]:
    """The editions by the day that their weeks begin with."""
    found: dict[int, list[str]] = {}
    for code in under.settings.editions:
        found.setdefault(load_edition(code).week, []).append(code)
    return found


def _archive(held: Periods, under: Ground, period: str) -> Iterator[tuple[PageSpec, Fingerprint]]:
    listed = held.listed(period)
    slices = cut(len(listed), 0, under.settings.archive_size)
    near = _near(held, period)
    for place, one in enumerate(slices):
        members = stamp([m.mark for m in listed[one.offset : one.offset + one.length]])
        mark = stamp(around(slices, place), near, bool(listed), bool(held.told(period)))
        for edition in under.settings.editions:
            url = urls.numbered(urls.archive(edition, period), one.name)
            yield (
                _spec(url, "archive", edition, period, one.number),
                under.html(edition, members=members, list=mark),
            )


def _near(held: Periods, period: str) -> list[Any]:
    """The periods that a page of the archive leads to; of the months of a year also the number of articles.

    Other numbers are not shown: one article more would change every day of its year in three calendars.
    """
    level = periods.level(period)
    if level not in ("day", "month", "year"):
        return []
    first, last = (day.isoformat() for day in periods.bounds(period))
    same = [p for _, found in held.same_time(period) for p in found]
    there = [*held.beside(period), "", *same]
    if level == "year":
        return [there, _counted(held, held.inside(period))]
    return [there, periods.between(held.of("days"), first, last) if level == "month" else ()]


def _counted(held: Periods, found: Iterable[str]) -> list[tuple[str, int]]:
    return [(period, held.count(period)) for period in found]


def newest(held: Periods, start: int) -> list[Any]:
    """The newest digest of each kind, as a home page leads to them."""
    return [_sized(held, row[-1:], start) for row in digests.rows(held, start)]


def _digest(held: Periods, period: str, start: int) -> tuple[str, str]:
    """Stamps of what a digest tells and of where it leads."""
    told, more = digests.chosen(digests.members(held, period, start), digests.ROOM[periods.level(period)])
    spoken = [
        (story.id, len(story.reports), [(m.mark, m.best) for m in digests.voices(story, "")])
        for story in told
    ]
    return stamp(spoken, more), stamp(_around(held, period, start))


def _around(held: Periods, period: str, start: int) -> list[Any]:
    """Where a digest leads."""
    beside = periods.neighbours(digests.row_of(held, period, start), period)
    weeks, days = digests.inside(held, period, start)
    inside = _sized(held, weeks, start), _sized(held, days, start)
    return [beside, inside, digests.wider(held, period, start)]


def _sized(held: Periods, found: Iterable[str], start: int) -> list[tuple[str, int]]:
    return [(p, digests.size(held, p, start)) for p in found]


def _spec(url: str, kind: PageKind, edition: str, key: str = "", number: int = 0) -> PageSpec:
    return PageSpec(urls.file(url), kind, edition, key, number)
