"""Tasks for the tests of clusters: workers find them under this name."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from typing import Any

from khulasa import conversion

DEADLY = "0000/0000001.txt"
_many = conversion._many


def squares(numbers: Sequence[int]) -> list[int]:
    """A task; 7 ends its process."""
    if 7 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return [n * n for n in numbers]


def poisoned(packed: bytes, jobs: Sequence[Any]) -> list[Any]:
    """Conversion in which one source ends its process."""
    if any(job.source == DEADLY for job in jobs):
        os.kill(os.getpid(), signal.SIGKILL)
    return _many(packed, jobs)


def stopping(numbers: Sequence[int]) -> list[int]:
    """A task with a fault: it looks for what is not there."""
    return [next(n for n in numbers if n < 0)]
