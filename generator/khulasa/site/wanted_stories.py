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


def html(db: sqlite3.Connection, under: Ground) -> Iterator[tuple[PageSpec, Fingerprint]]:
    """The page of each story, and the list of them."""
    rows = story_rows.rows(db)
    marks = story_rows.marks(db)
    for row in rows:
        for edition in under.settings.editions:
            spec = PageSpec(urls.file(urls.story(edition, row.id)), "story", edition, row.id)
            yield spec, under.html(edition, members=marks[row.id])
    if rows:
        yield from _lists(rows, under)


def _lists(rows: Sequence[StoryRow], under: Ground) -> Iterator[tuple[PageSpec, Fingerprint]]:
    slices = stories.pages(rows, under.settings.page_size)
    for place, one in enumerate(slices):
        shown = [row.mark for row in rows[one.offset : one.offset + one.length]]
        for edition in under.settings.editions:
            url = urls.numbered(urls.part(edition, "stories"), one.name)
            mark = under.html(edition, members=stamp(shown), list=stamp(around(slices, place)))
            yield PageSpec(urls.file(url), "stories", edition, "", one.number), mark


def data(db: sqlite3.Connection, under: Ground) -> Iterator[tuple[PageSpec, Fingerprint]]:
    """Each story as data, and all of them with all reprints."""
    plain = {"program": under.plain[""]["program"]}
    for ident, mark in sorted(story_rows.marks(db).items()):
        yield PageSpec(urls.story_data(ident), "data", "", f"story/{ident}"), {**plain, "members": mark}
    groups = db.execute("select article, centre from reports order by centre, article").fetchall()
    copies = db.execute("select id, original from articles where original != '' order by id").fetchall()
    yield PageSpec(ALL, "data", "", "stories"), {**plain, "list": stamp(groups, copies)}


def newest(db: sqlite3.Connection) -> list[str]:
    """Marks of the stories on the home page."""
    return [row.mark for row in stories.top(story_rows.rows(db))]
