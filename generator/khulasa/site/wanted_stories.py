"""The pages and files of stories, with a fingerprint of exactly what each shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from khulasa.index import story_rows
from khulasa.index.codec import stamp
from khulasa.index.story_rows import StoryRow
from khulasa.plan import Fingerprint, PageSpec
from khulasa.site import stories, urls
from khulasa.site.paging import around

if TYPE_CHECKING:
    from khulasa.site.wanted import Ground

ALL = "data/stories.json"


def story(db: sqlite3.Connection, under: Ground, ident: str) -> Iterator[tuple[PageSpec, Fingerprint]]:
    """The page of a story in each edition, and the story as data."""
    mark = story_rows.mark(db, ident)
    if mark:
        for edition in under.settings.editions:
            spec = PageSpec(urls.file(urls.story(edition, ident)), "story", edition, ident)
            yield spec, under.html(edition, members=mark)
        plain = {"program": under.plain[""]["program"]}
        yield PageSpec(urls.story_data(ident), "data", "", f"story/{ident}"), {**plain, "members": mark}


def lists(db: sqlite3.Connection, under: Ground) -> Iterator[tuple[PageSpec, Fingerprint]]:
    """The list of stories, and all of them with all reprints as data."""
    rows = story_rows.rows(db)
    if rows:
        yield from _lists(rows, under)
    plain = {"program": under.plain[""]["program"]}
    groups = db.execute("select article, centre from reports order by centre, article").fetchall()
    copies = db.execute("select id, original from articles where original != '' order by id").fetchall()
    yield PageSpec(ALL, "data", "", "stories"), {**plain, "list": stamp(groups, copies)}


def _lists(rows: Sequence[StoryRow], under: Ground) -> Iterator[tuple[PageSpec, Fingerprint]]:
    slices = stories.pages(rows, under.settings.page_size)
    for place, one in enumerate(slices):
        shown = [row.mark for row in rows[one.offset : one.offset + one.length]]
        for edition in under.settings.editions:
            url = urls.numbered(urls.part(edition, "stories"), one.name)
            mark = under.html(edition, members=stamp(shown), list=stamp(around(slices, place)))
            yield PageSpec(urls.file(url), "stories", edition, "", one.number), mark


def newest(db: sqlite3.Connection) -> list[str]:
    """Marks of the stories on the home page."""
    return [row.mark for row in stories.top(story_rows.rows(db))]
