"""The index: what the site is made of, in SQLite, derived from content/ and deletable at any time."""

from khulasa.index.articles import read as read_article
from khulasa.index.schema import DAMAGED, made_anew, open_existing, open_index, remove, watch
from khulasa.index.sync import Load, SyncReport, sync

__all__ = [
    "DAMAGED",
    "Load",
    "SyncReport",
    "made_anew",
    "open_existing",
    "open_index",
    "read_article",
    "remove",
    "sync",
    "watch",
]
