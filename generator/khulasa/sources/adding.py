"""Adding as a whole: what was named is opened, fetched, read and stored; what was done before is not done again."""

from __future__ import annotations

import importlib.util
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from khulasa import fingerprint
from khulasa.config import Manner
from khulasa.errors import KhulasaError, Problem
from khulasa.executors import Executor, Local
from khulasa.locks import lock
from khulasa.project import Progress, Project, quiet
from khulasa.sources import forms, opening, store
from khulasa.sources.ledger import opened
from khulasa.sources.network import Network
from khulasa.sources.records import Follow
from khulasa.sources.report import LIMIT, Report
from khulasa.sources.settling import Work, led_on, read_all
from khulasa.sources.visiting import visit

MAX_LISTS = 3
"""Lists that lead from one to the other: OPML, feed, page; index, site map, page."""
LIBRARIES = (
    "cssselect",
    "feedparser",
    "lxml",
    "lxml_html_clean",
    "protego",
    "trafilatura",
    "warcio",
    "zstandard",
)
"""What the extra ``khulasa[add]`` holds."""


def check_libraries(where: str) -> None:
    """KhulasaError where the libraries that read the forms are not installed."""
    missing = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        what = f"adding needs {', '.join(missing)}"
        raise KhulasaError(Problem(where, what, "install them: pip install 'khulasa[add]'"))


def add(
    project: Project, manners: Sequence[Manner], net: Network, *, executor: Executor | None = None,
    limit: int = LIMIT, retry: bool = False, progress: Progress = quiet,
) -> Report:  # fmt: skip
    """Add all that the manners name to the folder of sources.

    KhulasaError where a library is missing, another run is at work, or nothing can be written.
    """
    check_libraries(str(project.root))
    report = Report()
    try:
        project.seeds.mkdir(parents=True, exist_ok=True)
        with (
            lock(project.cache, "add.lock"),
            opened(project.cache, project.seeds) as ledger,
        ):
            work = Work(
                project.seeds, ledger, net, report, executor or Local(), progress, limit, retry, store.now()
            )
            for manner in manners:
                _add(work, manner, project.root)
    except OSError as error:
        where, what = str(error.filename or project.seeds), f"cannot be used: {error.strerror or error}"
        raise KhulasaError(Problem(where, what, "make room, or mend its permissions")) from error
    return report


def _add(work: Work, manner: Manner, root: Path) -> None:
    """All that one manner names: files at once, addresses in turn, with what they lead to."""
    stamp = _stamp(manner)
    queue: deque[tuple[Follow, int]] = deque()
    for what in manner.what:
        if forms.ADDRESS.match(what) or re.match(r"[a-z][a-z0-9+.-]{1,10}://", what, re.IGNORECASE):
            queue.append((Follow(what, True), 0))
            continue
        paths = (
            [root / what] if (root / what).exists() else sorted(root.glob(what)) if _is_pattern(what) else []
        )
        if not paths:
            work.report.problems.append(
                Problem(what, "is not there", "name a file, a folder or an address (https://…)")
            )
            continue
        for path in paths:
            shown = what if path == root / what else path.relative_to(root).as_posix()
            names = read_all(work, opening.open_path(path, shown), manner, stamp)
            queue.extend((one, 1) for name in names for one in led_on(work, name))
    while queue:
        one, hops = queue.popleft()
        work.progress("fetch", work.report.fetched, work.report.fetched + len(queue) + 1)
        onward = visit(work, one, manner, stamp)
        if hops < MAX_LISTS:
            queue.extend((next_, hops + 1) for next_ in onward)
        elif onward:
            what = f"is a list at the end of {MAX_LISTS} lists"
            work.report.problems.append(Problem(one.url, what, "add it by itself"))


def _is_pattern(what: str) -> bool:
    """Whether a name stands for many files below the project: ``pages/*.html``."""
    return any(sign in what for sign in "*?[") and not Path(what).is_absolute()


def _stamp(manner: Manner) -> str:
    """What the reading of a piece depends on beside it: the manner and the program."""
    how = repr(replace(manner, what=()))
    return fingerprint.of_bytes(how.encode(), fingerprint.of_folder(Path(__file__).parent, "*.py").encode())
