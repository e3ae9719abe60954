"""One stage of the work in a process of its own, so that its time and memory can be measured:

``python -m khulasa.bench.stages STAGE JOBS`` in the folder of a project.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from khulasa import build, conversion, index
from khulasa.bench import lean
from khulasa.errors import KhulasaError
from khulasa.project import Project, open_project
from khulasa.site import search


def convert(project: Project, jobs: int) -> None:
    """Sources to content files."""
    found = conversion.convert_all(project, jobs)
    wrong = [p for p in found.problems if p.fatal]
    if wrong:
        raise KhulasaError(*wrong)


def indexed(project: Project, jobs: int) -> None:
    """Content files to the index."""
    settings = build.settings_of(project, jobs)
    with closing(index.open_index(settings.index)[0]) as db:
        index.sync(db, settings.content, project.authority, build.loader(project.content))


def searched(project: Project, jobs: int) -> None:
    """The files of the search page, in the index."""
    settings = build.settings_of(project, jobs)
    with closing(index.open_index(settings.index)[0]) as db:
        search.refresh(db, settings)


def leanly(project: Project, jobs: int) -> None:
    """Convert, index, plan and render the pages that every generator makes."""
    convert(project, jobs)
    lean.run(project, jobs)


STAGES: dict[str, Callable[[Project, int], None]] = {
    "convert": convert,
    "index": indexed,
    "search": searched,
    "lean": leanly,
}


if __name__ == "__main__":
    STAGES[sys.argv[1]](open_project(Path()), int(sys.argv[2]))
