"""What a command costs: seconds, and the memory of all its processes together."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from khulasa.errors import KhulasaError, Problem

TICK = 0.2
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    seconds: float
    cpu: float
    """Seconds of processors, of it and of all that it started: what another job beside it hardly changes."""
    peak: float
    """Megabytes of the command and all processes that it started, shared pages once; the highest that was seen."""
    said: str
    """Its standard output."""


def meter() -> Callable[[int], float]:
    """A function that gives the megabytes of a process and all under it. KhulasaError where psutil is missing."""
    try:
        import psutil  # noqa: PLC0415 - an extra that only benches need
    except ImportError:
        what, remedy = "psutil is not installed", "install it with: pip install 'khulasa[bench]'"
        raise KhulasaError(Problem("bench", what, remedy)) from None

    def memory(pid: int) -> float:
        total = 0.0
        try:
            top = psutil.Process(pid)
            for process in (top, *top.children(recursive=True)):
                found = process.memory_full_info()
                total += getattr(found, "pss", found.uss)
        except psutil.Error:
            return total / 1e6  # it ended while it was looked at
        return total / 1e6

    return memory


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command in a folder. KhulasaError with the end of what it said where it fails."""
    memory, peak = meter(), 0.0
    with (folder / ".said").open("w+b") as said:
        started, before = time.perf_counter(), _cpu()
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, env=environment
        )
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            try:
                process.wait(TICK)
            except subprocess.TimeoutExpired:
                continue
        seconds = time.perf_counter() - started
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    if process.returncode:
        raise KhulasaError(Problem(" ".join(command[:3]), f"failed: {text[-2000:]}", "mend that, then again"))
    return Cost(seconds, _cpu() - before, peak, text)
