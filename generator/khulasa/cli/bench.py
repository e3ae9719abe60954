"""``khulasa bench``: measurements as ratios of one run; nothing passes or fails by the clock."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from khulasa.cli import screen
from khulasa.cli.options import Jobs
from khulasa.errors import KhulasaError, Problem

CORES = os.cpu_count() or 1
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
def site(
    articles: Annotated[
        list[int] | None, typer.Option("--articles", min=30, help="Size (1000); several for growth.")
    ] = None,
    rounds: Annotated[int, typer.Option("--rounds", min=0, help="Rounds beside others; 0 for none.")] = 3,
    jobs: Jobs = CORES,
    folder: Annotated[Path | None, typer.Option("--folder", help="An empty folder to work in.")] = None,
    hugo: Annotated[str, typer.Option("--hugo", help="The command of Hugo, where it is installed.")] = "hugo",
    eleventy: Annotated[str, typer.Option("--eleventy", help="The same of Eleventy.")] = "eleventy",
    history: Annotated[Path | None, typer.Option("--history", help="Append the figures to it.")] = None,
) -> None:
    """The whole work over made-up articles, each stage and each kind of edit, beside other generators.

    The corpus is made from word lists by a fixed seed: 300 to 500 words an article, people and tags by Zipf's law.
    Bare Pelican's floor (Jinja and writing alone) and stock Pelican are measured always, Hugo and Eleventy where
    they are installed, sumy too; all make the same pages with minimal templates, in turns.
    """
    from khulasa.bench import convert as conversion  # noqa: PLC0415 - no other command needs it
    from khulasa.bench import peers, telling  # noqa: PLC0415
    from khulasa.bench import site as bench  # noqa: PLC0415

    sizes, by_size = sorted(set(articles or [1000])), {}
    with tempfile.TemporaryDirectory(dir=folder) as place:
        for size in sizes:
            work = bench.Bench(Path(place) / str(size), size, jobs)
            work.make()
            by_size[size] = [*bench.cold(work), *bench.edits(work)]
            for line in telling.steps(size, jobs, by_size[size]):
                screen.say(line)
            others = list(bench.race(work, peers.installed(hugo, eleventy), rounds)) if rounds else []
            for line in telling.races(others) if others else ():
                screen.say(line)
            if history is not None:
                telling.remember(history, size, jobs, by_size[size], others)
            shutil.rmtree(work.folder)
    if len(by_size) > 1:
        for line in telling.growth(bench.exponents(by_size)):
            screen.say(line)
    if rounds:
        for line in conversion.report(conversion.measure(min(100, *sizes), rounds)):
            screen.say(line)


@app.command()
def fit(
    arabic: Annotated[Path, typer.Argument(help="Arabic articles with human extracts, JSON lines.")],
    persian: Annotated[Path, typer.Argument(help="The same for Persian.")],
    write: Annotated[Path | None, typer.Option("--write", help="Write the weights into this file.")] = None,
) -> None:
    """Fit the weights of the summary's rules to human extracts, by a fixed seed; print what each rule earns and how
    the digests of the same articles read.

    A line of the files is {"id", "title", "text", "references": [extract, …]}.
    """
    from khulasa.bench import fit as bench  # noqa: PLC0415 - no other command needs it
    from khulasa.bench import readable  # noqa: PLC0415
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
    for found, file in zip(fits, (arabic, persian), strict=True):
        screen.say(readable.report(found.lang, readable.count(readable.read(file))))
    if write is not None:
        write.write_text(bench.toml(fits), "utf-8")
