"""The command line: ``khulasa VERB``. Prints and exits; every other module only returns and raises."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from khulasa import __version__
from khulasa.cli import bench, editing, screen, show, work
from khulasa.cli.add import add
from khulasa.cli.diff import diff
from khulasa.cli.init import init
from khulasa.cli.review import review
from khulasa.errors import Exit, KhulasaError, Problem

EPILOG = (
    "Exit codes: 0 all done · 1 done, but some inputs were refused (each has its line) · "
    "2 the command or khulasa.toml is wrong · 3 nothing could be published, the last site is untouched."
)

app = typer.Typer(
    name="khulasa",
    help="Turns a folder of Arabic and Persian news into a bilingual digest website; every line can be traced to "
    "its source.\n\nPut articles as text files into seeds/, run `khulasa build`, look with `khulasa serve`. What the "
    "program understood lies in content/: correct it there, your change always wins.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        screen.say(f"khulasa {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    directory: Annotated[
        Path | None, typer.Option("--directory", "-C", help="Work in this folder instead of the current one.")
    ] = None,
) -> None:
    """Options of every command."""
    if directory is not None:
        if not directory.is_dir():
            raise KhulasaError(
                Problem(str(directory), "is not a folder", "name the folder that holds seeds/")
            )
        os.chdir(directory)


for command in (
    init,
    add,
    work.build,
    work.serve,
    work.plan,
    work.check,
    diff,
    show.inspect,
    show.explain,
    show.rules,
    review,
    editing.new,
    editing.why,
):
    app.command()(command)
app.add_typer(bench.app, name="bench")


def main() -> None:
    """Entry point of the ``khulasa`` command; a problem is a line and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that has no Arabic letters gets their codes, not a traceback.
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except KhulasaError as error:
        screen.complain(error.problems)
        sys.exit(Exit.USAGE)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            # Whoever read our output has gone (`khulasa rules | head`); there is nobody left to tell.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
            sys.exit(Exit.OK)
        where, what = str(error.filename or Path.cwd()), f"cannot be used: {error.strerror or error}"
        screen.complain([Problem(where, what, "make room, or mend its permissions")])
        sys.exit(Exit.FAILED)
