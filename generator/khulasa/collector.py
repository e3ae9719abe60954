"""Python's collector of cycles while many articles are read: it looks seldom, and not at what stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 100_000
"""New objects after which the collector looks for cycles: some megabytes."""


@contextmanager
def looking_seldom() -> Iterator[None]:
    """Within it, what there is already (word lists, authority) is left alone, and new objects are looked at seldom.

    Reading an article leaves no cycles behind, so there is nothing to find; to look after every 700 new objects,
    as Python does, takes a seventh of the time.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
