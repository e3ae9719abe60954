"""Pages of names that were joined, parted or renamed: each leads on, so that old links work."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from khulasa.index import moved
from khulasa.index.codec import stamp
from khulasa.plan import Fingerprint, PageSpec
from khulasa.site import desk as d
from khulasa.site import urls
from khulasa.site.desk import Desk
from khulasa.site.views import MovedView

if TYPE_CHECKING:
    from khulasa.site.wanted import Ground


def wanted(db: sqlite3.Connection, under: Ground) -> Iterator[tuple[PageSpec, Fingerprint]]:
    """A page in each edition for each old id."""
    for one in moved.everything(db):
        mark = stamp(one.new, one.mark)
        for edition in under.settings.editions:
            path = urls.file(urls.term(edition, one.kind, one.old))
            yield PageSpec(path, "moved", edition, f"{one.kind}/{one.old}"), under.html(edition, names=mark)


def view(desk: Desk, kind: str, old: str) -> MovedView:
    """What the page says: where to."""
    found = (d.link(desk, kind, ident) for ident in moved.of(desk.db, kind, old))
    links = tuple(to for to in found if to)
    return MovedView(kind, links, links[0].url if len(links) == 1 else "")
