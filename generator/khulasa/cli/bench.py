"""``khulasa bench``: measurements as ratios of one run; nothing passes or fails by the clock."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khulasa.cli import screen
from khulasa.errors import KhulasaError, Problem

app = typer.Typer(no_args_is_help=True, help="Measure speed and fit the weights of the summary.")


@app.command()
def convert(
    articles: Annotated[int, typer.Option("--articles", min=1, help="Articles of each language.")] = 100,
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="Rounds; the best of them counts.")] = 3,
    names: Annotated[int, typer.Option("--names", min=0, help="Names in a made-up authority.")] = 100_000,
) -> None:
    """Articles converted a second on one core, beside sumy's LexRank on the same articles in the same run.

    The articles are made from word lists by a fixed seed, 400 words each. sumy is measured where it is installed.
    """
    from khulasa.bench import convert as bench  # noqa: PLC0415 - no other command needs it
    from khulasa.bench.authority import made  # noqa: PLC0415

    for line in bench.report(bench.measure(articles, rounds, made(names))):
        screen.say(line)


@app.command()
def fit(
    arabic: Annotated[Path, typer.Argument(help="Arabic articles with human extracts, JSON lines.")],
    persian: Annotated[Path, typer.Argument(help="The same for Persian.")],
    write: Annotated[Path | None, typer.Option("--write", help="Write the weights into this file.")] = None,
) -> None:
    """Fit the weights of the summary's rules to human extracts, by a fixed seed, and print what each rule earns.

    A line of the files is {"id", "title", "text", "references": [extract, …]}.
    """
    from khulasa.bench import fit as bench  # noqa: PLC0415 - no other command needs it
    from khulasa.chains import STANDARD  # noqa: PLC0415

    for file in (arabic, persian):
        if not file.is_file():
            raise KhulasaError(Problem(str(file), "is not there", "name a file of JSON lines"))
    fits = [
        bench.fit("ar", arabic, STANDARD.score, STANDARD.unfit),
        bench.fit("fa", persian, STANDARD.score, STANDARD.unfit),
    ]
    for found in fits:
        for line in bench.report(found):
            screen.say(line)
    if write is not None:
        write.write_text(bench.toml(fits), "utf-8")
