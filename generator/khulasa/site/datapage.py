"""The page that says which data there are, what each column means, and how to read the files."""

from __future__ import annotations

import sqlite3

from khulasa.index.codec import stamp
from khulasa.site import data, datapackage, dates, parquet, tables, urls
from khulasa.site import desk as d
from khulasa.site.desk import Desk
from khulasa.site.settings import SiteSettings
from khulasa.site.tables import Table
from khulasa.site.views import DataColumn, DataPageView, DataTable, Link, Text


def mark(db: sqlite3.Connection, settings: SiteSettings) -> str:
    """A stamp of all that the page shows: the years that have files, not what is in them."""
    return stamp([year for year, _ in tables.years(db)], parquet.wanted(settings))


def view(desk: Desk) -> DataPageView:
    """All tables with their files and columns."""
    years = [year for year, _ in tables.years(desk.db)]
    return DataPageView(
        tables=tuple(_table(desk, table, years if table.by_year else [""]) for table in tables.TABLES),
        package_url=desk.top + datapackage.PATH,
        opml_url=desk.top + urls.opml(desk.edition),
        feed_url=desk.top + urls.feed(urls.home(desk.edition)),
        json_feed_url=desk.top + urls.json_feed(urls.home(desk.edition)),
    )


def _table(desk: Desk, table: Table, years: list[str]) -> DataTable:
    return DataTable(
        name=table.name,
        meaning=_said(desk, f"table:{table.name}", table.meaning),
        files=tuple(_files(desk, table, year) for year in years),
        columns=tuple(
            DataColumn(c.name, c.type, _said(desk, f"column:{c.name}", c.meaning)) for c in table.columns
        ),
    )


def _files(desk: Desk, table: Table, year: str) -> tuple[Text, tuple[Link, ...]]:
    label = d.text(_when(desk, year), desk.edition)
    forms = data.endings(desk.settings)
    return label, tuple(Link(label, desk.top + tables.file(table.name, year, e), kind=e) for e in forms)


def _when(desk: Desk, year: str) -> str:
    if year == tables.UNDATED:
        return desk.words.one("Date unknown")
    return dates.year(year, desk.look) if year else ""


def _said(desk: Desk, key: str, english: str) -> Text:
    """The words of a catalogue; where it has none, the English ones of the program, marked as English."""
    words = desk.words.one(key)
    return d.text(english, "en") if words == key else d.text(words, desk.edition)
