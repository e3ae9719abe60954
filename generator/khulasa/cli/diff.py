"""``khulasa diff``: what a change makes of the site."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from khulasa.cli import screen
from khulasa.cli.options import Config, Jobs
from khulasa.project import open_project

CORES = os.cpu_count() or 1


def diff(
    base: Annotated[
        str,
        typer.Argument(
            help="A revision of git, or a folder that holds the project as it was.", show_default=False
        ),
    ],
    config: Config = None,
    jobs: Jobs = CORES,
) -> None:
    """Report in Markdown what changes against another state: sentences, statements, people, dates, pages, warnings.

    content/ is brought up to date first, as a build would. The report is made for a comment under a pull request:
    of bounded length, and no word of a source can act in it.
    """
    from khulasa.changes import compare, markdown, revision, state  # noqa: PLC0415 - Pelican is slow to import

    project = open_project(Path(), config=config)
    now = state.of(project, jobs)
    with revision.state_of(Path.cwd(), base) as (folder, name):
        before = state.before(folder, project, jobs)
    screen.raw(markdown.report(compare.compare(before, now), name))
