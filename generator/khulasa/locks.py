"""Only one build at a time works on a project, and its workers end with it."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from khulasa.errors import KhulasaError, Problem

_PR_SET_PDEATHSIG = 1
"""Of Linux: the signal that a process gets when its parent dies."""


@contextmanager
def lock(state: Path, name: str = "lock") -> Iterator[None]:
    """Hold a lock of a project; a killed process leaves none behind. KhulasaError where another holds it.

    OSError where the folder of the project's state cannot be written.
    """
    state.mkdir(parents=True, exist_ok=True)
    file = state / name
    with file.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            what = "another build of this project is running"
            raise KhulasaError(Problem(str(file), what, "wait for it to end, then build again")) from None
        yield


def follow(parent: int) -> None:
    """Let a worker process end when the build that started it is killed.

    Otherwise it would wait for work for ever, keep the lock that it inherited, and might write into the tree of the
    next build.
    """
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (AttributeError, OSError):
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)


def _watch(parent: int) -> None:
    """End this process when its parent has gone, on systems that do not do that by themselves."""
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
