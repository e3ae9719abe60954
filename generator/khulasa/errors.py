"""What can go wrong, as data: collected, printed all at once by the command line, never a traceback."""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class Exit(IntEnum):
    """Exit codes of the command line; the README and ``khulasa --help`` print this table."""

    OK = 0
    """Everything asked for was done."""
    PROBLEMS = 1
    """The work was done, but some inputs were refused or need a look; each has its line."""
    USAGE = 2
    """The command line or ``khulasa.toml`` is wrong; nothing was built."""
    FAILED = 3
    """Nothing could be published; the last good site is untouched."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it."""

    where: str
    """The file, as the user gave it; ``file:line`` where a line is known."""
    what: str
    """What is wrong, in one clause."""
    remedy: str
    """What to do, in one clause."""
    fatal: bool = True
    """False for a notice that does not change the exit code (an editor's value that was kept)."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.remedy}"


class KhulasaError(Exception):
    """Carries problems to the one place that prints them."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[KhulasaError], tuple[Problem, ...]]:
        """Problems come back from worker processes as they were."""
        return KhulasaError, self.problems


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A remedy that names the nearest legal value, or lists all of them where none is near."""
    legal = sorted(known)
    near = difflib.get_close_matches(name, legal, n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else f"legal are: {', '.join(legal)}"


class UnforeseenError(KhulasaError):
    """A fault of the program itself; nothing remembers it, so that the file is tried again."""


def unforeseen(where: str, error: Exception) -> UnforeseenError:
    """What stopped the program while it read one file, as a problem of that file."""
    frame = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f", {Path(f.filename).name}:{f.lineno}" for f in frame)
    what = f"the program failed on it ({type(error).__name__}: {str(error)[:100]}{place})"
    return UnforeseenError(Problem(where, what, "report it with the file; the others are built"))
