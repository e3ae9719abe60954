"""``khulasa add``: articles from files, archives and addresses into the folder of sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from khulasa.cli import screen
from khulasa.cli.options import Config, Jobs, Scheduler, Seeds, Where
from khulasa.config import Manner
from khulasa.errors import Exit, KhulasaError, Problem, did_you_mean
from khulasa.executors import Executor, Local
from khulasa.project import Project, open_project
from khulasa.sources.report import LIMIT, Report, Tally

_SHOWN = ("title", "published", "url", "outlet", "byline")


def add(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, archives, addresses, or names of [sources]; none is all of [sources]."
        ),
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field", "-f", help="Which field of a table is which: text=body_html. Can be repeated."
        ),
    ] = None,
    full_text: Annotated[
        bool,
        typer.Option("--full-text", help="Fetch the pages that feeds link to, and not what the feeds hold."),
    ] = False,
    outlet: Annotated[
        str, typer.Option("--outlet", help="Id of the source of authority that published it.")
    ] = "",
    allow_private: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-private", help="A host (or host:port) that may be private, as a server of your own."
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="Addresses that are asked in one run.")
    ] = LIMIT,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what was refused before.")] = False,
    seeds: Seeds = None,
    config: Config = None,
    jobs: Jobs = 1,
    executor: Where = "local",
    scheduler: Scheduler = "",
) -> None:
    """Put articles into seeds/: text, web pages, Markdown, tables, feeds, site maps, mail, archives of all these.

    Beside each lies a record of where it came from and what its page says of it; what was read is kept. What was
    added before is not added again; what cannot be used is named with what to do.
    """
    from khulasa.sources import adding  # noqa: PLC0415 - the other commands do without
    from khulasa.sources.network import Network  # noqa: PLC0415

    project = open_project(Path(), config=config, seeds=seeds)
    given = Manner(what=tuple(what or ()), outlet=outlet, fields=_fields(field or ()), full_text=full_text)
    manners = _manners(project, given)
    net = Network(allowed=frozenset(allow_private or ()))
    try:
        with _workers(jobs, executor, scheduler) as how, screen.progress() as progress:
            report = adding.add(
                project, manners, net, executor=how, limit=limit, retry=retry, progress=progress
            )
    except KhulasaError as error:
        screen.complain(error.problems)
        raise typer.Exit(Exit.FAILED) from None
    _tell(project, report)
    raise typer.Exit(Exit.PROBLEMS if any(p.fatal for p in report.problems) else Exit.OK)


@contextmanager
def _workers(jobs: int, executor: str, scheduler: str) -> Iterator[Executor]:
    """Who reads what was fetched and opened: processes here, or the workers of a cluster."""
    if (executor == "dask") != bool(scheduler):
        raise KhulasaError(Problem("--executor dask", "and --scheduler go together", "name both, or neither"))
    if not scheduler:
        yield Local(jobs)
        return
    from khulasa.cluster import connect  # noqa: PLC0415 - an extra

    with connect(scheduler) as cluster:
        yield cluster


def _fields(pairs: list[str] | tuple[str, ...]) -> Mapping[str, str]:
    """The map of fields as given in options. KhulasaError where it is none."""
    from khulasa.sources.tables import KNOWN  # noqa: PLC0415

    found = {}
    for pair in pairs:
        ours, sign, theirs = pair.partition("=")
        if not sign or not theirs:
            raise KhulasaError(Problem(f"--field {pair}", "is no pair", "write --field text=NAME"))
        if ours not in KNOWN:
            raise KhulasaError(
                Problem(f"--field {pair}", f"there is no field {ours!r}", did_you_mean(ours, KNOWN))
            )
        found[ours] = theirs
    return found


def _manners(project: Project, given: Manner) -> tuple[Manner, ...]:
    """What is to be added: sources of the settings that were named, and the rest as given."""
    named = {manner.name: manner for manner in project.config.sources}
    if not given.what:
        if not named:
            remedy = "name files, folders or addresses, or write [sources.NAME] into khulasa.toml"
            raise KhulasaError(Problem("khulasa add", "nothing was named", remedy))
        return tuple(named.values())
    chosen = [named[what] for what in given.what if what in named]
    if given.outlet and given.outlet not in {r.id for r in project.authority.of_kind("source")}:
        known = [r.id for r in project.authority.of_kind("source")]
        raise KhulasaError(
            Problem(
                f"--outlet {given.outlet}",
                "is no source of the authority files",
                did_you_mean(given.outlet, known),
            )
        )
    rest = tuple(what for what in given.what if what not in named)
    return (
        *chosen,
        *(
            (Manner(what=rest, outlet=given.outlet, fields=given.fields, full_text=given.full_text),)
            if rest
            else ()
        ),
    )


def _tell(project: Project, report: Report) -> None:
    """Problems, then what was read by form, then the sum."""
    screen.complain(report.problems)
    for form in sorted(report.forms):
        screen.say(_row(form, report.forms[form]))
    if report.reserved:
        screen.say(
            f"{report.reserved} articles whose publisher reserves text and data mining (`reserved` in their records)"
        )
    if report.left:
        screen.say(f"{report.left} addresses are left: run it again, or with --limit")
    refused = sum(p.fatal for p in report.problems)
    parts = [
        f"{len(report.added)} added",
        f"{report.same} there already",
        f"{report.before} read before",
        f"{refused} refused",
    ]
    screen.say(f"{project.seeds}: {', '.join(parts)}")


def _row(form: str, tally: Tally) -> str:
    hints = ", ".join(f"{name} {tally.hints[name]}" for name in _SHOWN if tally.hints[name])
    return f"{form:10} {tally.read:6} read, {tally.refused:4} refused{'; of these ' + hints if hints else ''}"
