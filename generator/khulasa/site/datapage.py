"""The page that says which data there are, what each column means, and how to read the files."""

from __future__ import annotations

import sqlite3

from khulasa.index.codec import stamp
from khulasa.site import data, datapackage, dates, parquet, periods, tables, urls
from khulasa.site import desk as d
from khulasa.site.desk import Desk
from khulasa.site.settings import SiteSettings
from khulasa.site.tables import Table
from khulasa.site.views import DataColumn, DataPageView, DataTable, Link, Text

LISTED = 24
"""Of a table that is cut by time, so many of the newest files stand on the page; all are in a list of their own."""


def mark(db: sqlite3.Connection, settings: SiteSettings) -> str:
    """A stamp of all that the page shows: the parts of time that have files, not what is in them."""
    return stamp([part for part, _ in tables.parts(db)], parquet.wanted(settings))


def view(desk: Desk) -> DataPageView:
    """All tables with their files and columns."""
    parts = [part for part, _ in tables.parts(desk.db)]
    return DataPageView(
        tables=tuple(_table(desk, table, parts if table.by_time else [""]) for table in tables.TABLES),
        package_url=desk.top + datapackage.PATH,
        opml_url=desk.top + urls.opml(desk.edition),
        feed_url=desk.top + urls.feed(urls.home(desk.edition)),
        json_feed_url=desk.top + urls.json_feed(urls.home(desk.edition)),
    )


def _table(desk: Desk, table: Table, parts: list[str]) -> DataTable:
    return DataTable(
        name=table.name,
        meaning=_said(desk, f"table:{table.name}", table.meaning),
        files=tuple(_files(desk, table, part) for part in parts[-LISTED:]),
        every=desk.top + f"data/{table.name}.json" if len(parts) > LISTED else "",
        columns=tuple(
            DataColumn(c.name, c.type, _said(desk, f"column:{c.name}", c.meaning)) for c in table.columns
        ),
    )


def _files(desk: Desk, table: Table, part: str) -> tuple[Text, tuple[Link, ...]]:
    label = d.text(_when(desk, part), desk.edition)
    forms = data.endings(desk.settings)
    return label, tuple(Link(label, desk.top + tables.file(table.name, part, e), kind=e) for e in forms)


def _when(desk: Desk, part: str) -> str:
    if part == tables.UNDATED:
        return desk.words.one("Date unknown")
    return dates.worded(*periods.bounds(part), "gregorian", desk.look) if part else ""


def _said(desk: Desk, key: str, english: str) -> Text:
    """The words of a catalogue; where it has none, the English ones of the program, marked as English."""
    words = desk.words.one(key)
    return d.text(english, "en") if words == key else d.text(words, desk.edition)
