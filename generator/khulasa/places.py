"""Where the site lies: a folder that is swapped as a whole, or a store whose marker is written last."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from khulasa import publish, stores
from khulasa.errors import KhulasaError, Problem
from khulasa.plan import Written
from khulasa.site.settings import SiteSettings

File = tuple[str, int, int, str]
"""Path, size, time and hash of a file as it was written."""
Compared = tuple[list[str], list[Written]]
"""Paths of the files that are not as they were written; those that are, but have another time."""


class Place(Protocol):
    """What a build needs to know of and do to where the site lies."""

    def check(self) -> None:
        """KhulasaError where there is something that this program did not make."""

    def recover(self) -> None:
        """Clean up after a build that was killed or has failed."""

    def tree(self) -> str:
        """The name of what is there; empty where that is nothing whole."""

    def check_nothing_strange(self, known: set[str]) -> None:
        """KhulasaError where somebody put something there; ``known`` are our names at the top."""

    def compare(self, files: Iterable[File]) -> Compared:
        """Which files of the last build are not as they were written."""

    def begin(self, kept: Collection[str], changed: Collection[str]) -> Path:
        """Make ready for new pages beside those that are kept; the folder that they go into.

        ``changed`` are the paths that will be written or are no more.
        """

    def calm(self, paths: Iterable[str]) -> bool:
        """Whether nobody put anything beside the pages of the last build, of which these are the paths."""

    def finish(self, tree: str, written: Collection[str], gone: Collection[str], *, calm: bool) -> None:
        """All pages are there: from now on the site is this one. The old one is kept where it was ``calm``."""


def place_of(settings: SiteSettings) -> Place:
    """Where the settings want the site."""
    return Bucket(settings.store) if settings.store else Folder(settings.output, settings.state)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine: readers see the old site or the new one."""

    output: Path
    state: Path
    """Where the tree that was swapped out last is kept."""

    def check(self) -> None:
        """As the protocol says."""
        publish.check_ours(self.output)

    def recover(self) -> None:
        """As the protocol says."""
        publish.recover(self.output)

    def tree(self) -> str:
        """As the protocol says."""
        return publish.tree_of(self.output)

    def check_nothing_strange(self, known: set[str]) -> None:
        """As the protocol says."""
        publish.check_nothing_strange(self.output, known)

    def compare(self, files: Iterable[File]) -> Compared:
        """As the protocol says; by size and time, and where those differ by content."""
        root = str(self.output)
        damaged: list[str] = []
        restored: list[Written] = []
        for path, size, mtime, sha in files:
            try:
                state = os.stat(f"{root}/{path}")  # noqa: PTH116 - called for every file of the site
            except OSError:
                damaged.append(path)
                continue
            if state.st_size == size and state.st_mtime_ns == mtime:
                continue
            found = _restored(self.output / path, Written(path, size, mtime, sha))
            if found is None:
                damaged.append(path)
            else:
                restored.append(found)
        return damaged, restored

    def begin(self, kept: Collection[str], changed: Collection[str]) -> Path:
        """As the protocol says."""
        # What was swapped out last is a ground only for what is kept: with another index nobody knows what is in it.
        return publish.begin(self.output, kept, self.state if kept else None, changed)

    def calm(self, paths: Iterable[str]) -> bool:
        """As the protocol says."""
        return publish.as_we_left_it(self.output, paths)

    def finish(self, tree: str, written: Collection[str], gone: Collection[str], *, calm: bool) -> None:
        """As the protocol says; what is gone was not taken over into the new tree."""
        publish.finish(self.output, tree, self.state if calm else None, (*written, *gone))


def _restored(file: Path, written: Written) -> Written | None:
    """The record of a file that is the same but for its time (as CI restores it), else None."""
    try:
        state = file.stat()
        if state.st_size != written.size:
            return None
        sha = hashlib.sha256(file.read_bytes()).hexdigest()[:32]
    except OSError:
        return None
    return replace(written, mtime=state.st_mtime_ns) if sha == written.sha else None


@dataclass(frozen=True, slots=True)
class Bucket:
    """A store: each page is old or new, the site is a mixture until the last page is there.

    The marker names no tree meanwhile, so that whoever comes after a build that was killed renders all again.
    """

    address: str

    def check(self) -> None:
        """As the protocol says."""
        there = stores.store(self.address).listing()
        if there and publish.MARKER not in there:
            what, remedy = "holds files that khulasa did not make", "empty it, or name another with --to"
            raise KhulasaError(Problem(self.address, what, remedy))

    def recover(self) -> None:
        """Nothing: what is unfinished is written over by the next build."""

    def tree(self) -> str:
        """As the protocol says."""
        try:
            return publish.tree_in(stores.store(self.address).read(publish.MARKER))
        except FileNotFoundError:
            return ""

    def check_nothing_strange(self, known: set[str]) -> None:
        """Nothing: only our own files are ever taken away here."""

    def compare(self, files: Iterable[File]) -> Compared:
        """As the protocol says; by size."""
        there = stores.store(self.address).listing()
        return [p for p, size, *_ in files if p not in there or there[p].get("size") != size], []

    def begin(self, kept: Collection[str], changed: Collection[str]) -> Path:
        """As the protocol says."""
        stores.store(self.address).write(publish.MARKER, publish.TEXT.encode())
        return Path()

    def calm(self, paths: Iterable[str]) -> bool:
        """As the protocol says: a store has no trees that could be kept."""
        return True

    def finish(self, tree: str, written: Collection[str], gone: Collection[str], *, calm: bool) -> None:
        """As the protocol says."""
        there = stores.store(self.address)
        there.delete(sorted(there.listing().keys() & set(gone)))
        there.write(publish.MARKER, f"{publish.TEXT}{tree}\n".encode())
