"""Commands that work on a whole project: build, serve, plan, check."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from khulasa import conversion, stores
from khulasa.cli import screen
from khulasa.cli.options import Config, Content, From, Jobs, Output, Scheduler, Seeds, To, Where
from khulasa.errors import Exit, KhulasaError, Problem
from khulasa.executors import Executor
from khulasa.project import Project, open_project

CORES = os.cpu_count() or 1
MOST_CAUSES = 12
"""Of the changes that a page follows from only so many are printed."""


def build(
    seeds: Seeds = None,
    content: Content = None,
    output: Output = None,
    config: Config = None,
    jobs: Jobs = CORES,
    executor: Where = "local",
    scheduler: Scheduler = "",
    origin: From = "",
    to: To = "",
) -> None:
    """Bring content/ and the site up to date; only what changed is done again.

    A source that cannot be used is named with what to do, and the rest is built. The site is replaced as a whole
    when the new one is complete; until then, and if anything fails, readers see the last one (on a store each page
    is the old or the new one).
    """
    if (executor == "dask") != bool(scheduler):
        raise KhulasaError(Problem("--executor dask", "and --scheduler go together", "name both, or neither"))
    project = open_project(Path(), config=config, seeds=seeds, content=content, output=output)
    if origin:
        project = _pulled(project, origin)
    if not scheduler:
        raise typer.Exit(run(project, jobs, to))
    from khulasa.cluster import connect  # noqa: PLC0415 - an extra

    with connect(scheduler) as cluster:
        raise typer.Exit(run(project, jobs, to, cluster))


def _pulled(project: Project, origin: str) -> Project:
    """The project with copies of the sources of a store."""
    folder = project.cache / "sources"
    try:
        stores.pull(origin, folder)
    except OSError as error:
        raise KhulasaError(
            Problem(origin, f"cannot be read: {error}", "mend its address or your rights")
        ) from None
    return replace(project, seeds=folder, origin=origin)


def run(project: Project, jobs: int, store: str = "", executor: Executor | None = None) -> Exit:
    """One build, printed; the exit code says how it went."""
    from khulasa import build as site  # noqa: PLC0415 - Pelican is slow to import; the other commands do without

    try:
        with screen.progress() as progress:
            converted = conversion.convert_all(project, jobs, progress, executor)
            settings = site.settings_of(project, jobs, store)
            load = site.loader(project.content)
            report = site.build(settings, project.authority, load, progress, executor)
    except KhulasaError as error:
        screen.complain(error.problems)
        return Exit.FAILED
    problems = (*project.problems, *converted.problems, *report.problems)
    screen.complain(problems)
    for path, fields in converted.edited.items():
        screen.say(f"kept as edited: {path}: {', '.join(fields)}")
    made = report.plan
    pages = f"{len(made.write)} pages written, {len(made.delete)} deleted, {made.keep} unchanged"
    written = f"{report.articles} articles ({len(converted.written)} content files written)"
    screen.say(f"{store or project.output}: {written}, {pages}")
    return Exit.PROBLEMS if any(p.fatal for p in problems) else Exit.OK


def plan(
    seeds: Seeds = None,
    content: Content = None,
    output: Output = None,
    config: Config = None,
    jobs: Jobs = CORES,
    why: Annotated[
        str,
        typer.Option(
            "--why", help="Only pages whose path holds these letters, each with what it follows from."
        ),
    ] = "",
    brief: Annotated[bool, typer.Option("--brief", help="Only how many pages for which reason.")] = False,
) -> None:
    """Print which pages the next build writes or deletes, each with its reason; nothing is published.

    content/ is brought up to date first, as a build would.
    """
    from khulasa import build as site  # noqa: PLC0415 - see run

    project = open_project(Path(), config=config, seeds=seeds, content=content, output=output)
    converted = conversion.convert_all(project, jobs)
    settings = site.settings_of(project, jobs)
    made = site.preview(settings, project.authority, site.loader(project.content))
    screen.complain((*project.problems, *converted.problems))
    if brief:
        for reason, count in Counter(reason for _, reason in (*made.write, *made.delete)).most_common():
            screen.say(f"{count:8}  {reason}")
    else:
        for spec, reason in made.write:
            if why in spec.path:
                screen.say(f"write   {spec.path}  {reason}")
                for cause in site.causes(settings, spec)[:MOST_CAUSES] if why else ():
                    said = (
                        f"{cause.file} is {cause.what}" if cause.file else f"the record of {cause.id} changed"
                    )
                    screen.say(f"        because {said}")
        for path, reason in made.delete:
            if why in path:
                screen.say(f"delete  {path}  {reason}")
    screen.say(f"{len(made.write)} to write, {len(made.delete)} to delete, {made.keep} unchanged")


def check(
    seeds: Seeds = None,
    content: Content = None,
    output: Output = None,
    config: Config = None,
    jobs: Jobs = CORES,
    reproducible: Annotated[
        bool, typer.Option("--reproducible", help="Also build twice more, elsewhere, and compare every byte.")
    ] = False,
) -> None:
    """Verify the built site: links, fragments, ids, hreflang, security policy, every sentence word for word.

    The files must be those of the plan; data, feeds and site maps must say what the pages say.
    """
    from khulasa import build as site  # noqa: PLC0415 - see run
    from khulasa.check import check as verify  # noqa: PLC0415
    from khulasa.reproduce import compare  # noqa: PLC0415

    project = open_project(Path(), config=config, seeds=seeds, content=content, output=output)
    if not project.output.is_dir():
        raise KhulasaError(Problem(str(project.output), "there is no site", "run khulasa build first"))
    load, problems = site.loader(project.content), list(project.problems)
    planned = site.planned(site.settings_of(project), project.authority, load)
    given = site.read_all(project.content, load, problems)
    pages, wrong = verify(project.output, project.config.url, given, planned, jobs)
    problems.extend(wrong)
    if reproducible:
        problems.extend(compare(project))
    screen.complain(problems)
    screen.say(f"{project.output}: {pages} pages checked, {sum(p.fatal for p in problems)} faults")
    raise typer.Exit(Exit.PROBLEMS if any(p.fatal for p in problems) else Exit.OK)


def serve(
    seeds: Seeds = None,
    content: Content = None,
    output: Output = None,
    config: Config = None,
    jobs: Jobs = CORES,
    port: Annotated[int, typer.Option("--port", "-p", min=1, max=65535, help="Port to listen at.")] = 8000,
) -> None:
    """Build, serve the site on this machine, and build again when a source, a correction or the theme changes."""
    from khulasa.cli.live import serve_live  # noqa: PLC0415 - see run

    def again() -> Project:
        project = open_project(Path(), config=config, seeds=seeds, content=content, output=output)
        run(project, jobs)
        return project

    serve_live(again, port)
