"""``khulasa init``: a new site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khulasa.begin import begin
from khulasa.cli import screen


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)],
) -> None:
    """Begin a new site: settings, two articles to try with, authority files, Makefile, continuous integration.

    Then: cd DIR && make site
    """
    written = begin(folder)
    screen.say(f"{folder}: {len(written)} files; next: cd {folder} && make site && make serve")
