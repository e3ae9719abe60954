"""Only one process at a time works on a project's content and on its site."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from khulasa.errors import KhulasaError, Problem


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
