"""Work on a Dask cluster: Dask has the queue, the scheduler and the workers; this only says what is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from khulasa.errors import KhulasaError, Problem
from khulasa.executors import Lost

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
R = TypeVar("R")
NEEDED = "install it with: pip install 'khulasa[dask]'"
WAIT = 60
"""Seconds to wait for a scheduler, and for its first worker."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers behind a Dask scheduler."""

    client: Client

    @property
    def width(self) -> int:
        """Threads of all workers as they are now; more may come."""
        return max(1, sum(int(n) for n in self.client.nthreads().values()))

    @property
    def elsewhere(self) -> bool:
        """Always: a worker may be any machine."""
        return True

    def run(self, task: Callable[[Sequence[T]], R], shards: Sequence[Sequence[T]]) -> Iterator[R | Lost]:
        """As the protocol of executors says. Dask itself does the shard of a killed worker again, three times."""
        futures: list[Future] = self.client.map(task, shards, pure=False)
        for place, (future, shard) in enumerate(zip(futures, shards, strict=True)):
            yield from self._result(task, shard, future, futures[place + 1 :])
            future.release()

    def _result(
        self, task: Callable[[Sequence[T]], R], shard: Sequence[T], future: Future, others: Sequence[Future]
    ) -> Iterator[R | Lost]:
        """The result of a shard; where it ends its workers, those of its halves, one at a time, nothing beside them.

        What else a killed worker had waiting is under the same suspicion: alone it is cleared.
        """
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        try:
            yield future.result()
            return
        except CancelledError as error:
            what, remedy = f"the scheduler has gone: {error}", "start it again, then build again"
            raise KhulasaError(Problem("--scheduler", what, remedy)) from None
        except KilledWorker as error:
            why = f"ended {error.allowed_failures + 1} workers"
        for other in others:
            other.exception()  # waits
        if len(shard) == 1:
            yield Lost(shard[0], why)
            return
        half = len(shard) // 2
        for part in (shard[:half], shard[half:]):
            yield from self._result(task, part, self.client.submit(task, part, pure=False), ())


@contextmanager
def connect(address: str) -> Iterator[Cluster]:
    """The cluster of a scheduler (``tcp://host:8786``). KhulasaError where there is none, or no worker."""
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError:
        raise KhulasaError(Problem("--executor dask", "Dask is not installed", NEEDED)) from None
    try:
        client = Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        what, remedy = f"no scheduler answers: {error}", "start one with: dask scheduler"
        raise KhulasaError(Problem(address, what, remedy)) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT)
        except TimeoutError:
            what, remedy = "the scheduler has no workers", f"start some with: dask worker {address}"
            raise KhulasaError(Problem(address, what, remedy)) from None
        yield Cluster(client)
