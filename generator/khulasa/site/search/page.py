"""The search page of an edition: what its filters offer. All else is the script's."""

from __future__ import annotations

import sqlite3

from khulasa.index import read
from khulasa.index.codec import stamp
from khulasa.site import dates, urls
from khulasa.site import desk as d
from khulasa.site.desk import Desk
from khulasa.site.views import Link, SearchView
from khulasa.text.fold import key


def view(desk: Desk) -> SearchView:
    """Sources and years to choose from, and the lists that do without a script."""
    sources = sorted(
        (d.link_row(desk, row) for row, _ in read.everything(desk.db, "source")),
        key=lambda to: (to.label.lang != desk.edition, key(to.label.text), to.id),
    )
    years = {month[:4]: dates.year(month[:4], desk.look) for month, _ in read.months(desk.db) if month}
    lists = [name for name in desk.shelf.parts if name in urls.KINDS or name == "archive"]
    return SearchView(
        sources=tuple(sources),
        years=tuple(sorted(years.items(), reverse=True)),
        lists=tuple(
            Link(d.text("", desk.edition), desk.top + urls.part(desk.edition, n), 0, "", n) for n in lists
        ),
        digits=desk.look.digits,
    )


def mark(db: sqlite3.Connection) -> str:
    """Stamp of all that the page shows."""
    sources = db.execute("select id, label_stamp from entities where kind = 'source' order by id").fetchall()
    return stamp(sources, sorted({month[:4] for month, _ in read.months(db)}))
