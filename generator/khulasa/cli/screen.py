"""The one place that prints: problems to standard error, results to standard output, progress on a terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from khulasa.errors import Problem
from khulasa.project import Progress as Report
from khulasa.project import quiet

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: str) -> str:
    """A text of a source that is safe on a terminal: no escape sequences, no bidi controls."""
    return _CONTROL.sub("\ufffd", text)


def say(text: str) -> None:
    """A line of the result."""
    sys.stdout.write(plain(text) + "\n")


def raw(text: str) -> None:
    """A result that is made for a file; nothing in it is changed."""
    sys.stdout.write(text)


def complain(problems: Iterable[Problem]) -> None:
    """Problems, each once, in order, one line each."""
    for problem in sorted(set(problems)):
        mark = "error" if problem.fatal else "note"
        sys.stderr.write(f"{mark}: {plain(str(problem)).replace(chr(10), ' ')}\n")


@contextmanager
def progress() -> Iterator[Report]:
    """A bar for long work on a terminal; silence in CI and in pipes."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        yield quiet
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and most commands show no bar
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def report(work: str, done: int, total: int) -> None:
            if work not in tasks:
                tasks[work] = bars.add_task(work, total=total)
            bars.update(tasks[work], completed=done, total=total)

        yield report
