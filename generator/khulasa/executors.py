"""Where work is done: in this process, in several, or on a cluster; results are the same, in the order of the work.

An executor has one function, ``run(task, shards)``. A task is a plain function of a module (with what governs it
bound by ``functools.partial``), a shard a part of the work small enough to be done again. Nothing else is shared.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from khulasa.locks import follow

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lost:
    """A piece of work that ends whatever process does it."""

    item: Any
    why: str


class Executor(Protocol):
    """Does work somewhere."""

    @property
    def width(self) -> int:
        """How many tasks run at a time; shards are cut for it."""

    @property
    def elsewhere(self) -> bool:
        """Whether tasks may run on another machine, more than once, and be broken off in the middle."""

    def run(self, task: Callable[[Sequence[T]], R], shards: Sequence[Sequence[T]]) -> Iterator[R | Lost]:
        """The results of a task over shards, in order.

        A shard in which an item ends the process is done again in parts: those come in its place, in order, and
        the item alone is ``Lost``. What a task raises is raised here.
        """


@dataclass(frozen=True, slots=True)
class Local:
    """Processes of this machine, or this process alone."""

    width: int = 1
    elsewhere: bool = False

    def run(self, task: Callable[[Sequence[T]], R], shards: Sequence[Sequence[T]]) -> Iterator[R | Lost]:
        """As the protocol says. BrokenProcessPool where a worker process is killed: nothing is lost by it here."""
        if self.width < 2 or len(shards) < 2:
            for shard in shards:  # not map: it would take a StopIteration of the task for its own end
                yield task(shard)
            return
        # A fork is cheap; where other threads run it may lock up.
        safe = hasattr(os, "fork") and threading.active_count() == 1
        how = multiprocessing.get_context("fork" if safe else "spawn")
        with ProcessPoolExecutor(self.width, how, initializer=follow, initargs=(os.getpid(),)) as pool:
            yield from pool.map(task, shards)


def cut(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Items in shards of a size; the last may be shorter."""
    return [items[start : start + size] for start in range(0, len(items), size)]
