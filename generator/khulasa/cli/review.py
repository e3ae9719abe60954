"""``khulasa review``: what an editor should look at, and what the editor says of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from khulasa.cli import lookalikes, screen
from khulasa.cli.options import Config, Content
from khulasa.content import articles, decisions
from khulasa.content.decisions import Decision
from khulasa.errors import Exit, KhulasaError, Problem
from khulasa.model import Article
from khulasa.project import Project, open_project
from khulasa.review import Review
from khulasa.review import review as look

Two = tuple[str, str]
MOST = 20
"""New people listed without ``--all``."""


def review(
    config: Config = None,
    content: Content = None,
    same: Annotated[tuple[str, str] | None, typer.Option(help="Say that two ids are one person.")] = None,
    different: Annotated[
        tuple[str, str] | None, typer.Option(help="Say that two ids are two people.")
    ] = None,
    record: Annotated[
        tuple[str, str] | None, typer.Option(help="Say which authority record an id is.")
    ] = None,
    none: Annotated[str | None, typer.Option(help="Say that an id is no name at all.")] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Go through the doubtful pairs one by one.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="List all new people.")] = False,
) -> None:
    """List what an editor should look at: people who may be one, new people, articles without a date, quotes
    without a speaker, corrected fields.

    A decision (--same, --different, --record, --none, or an answer with --ask) is one line in
    content/decisions.yaml; delete the line to take it back. The next build puts it in force.
    """
    project = open_project(Path(), config=config, content=content)
    file = project.content / decisions.FILE
    given = (
        ("same", same),
        ("different", different),
        ("record", record),
        ("none", (none,) if none else None),
    )
    said = [Decision(kind, ids) for kind, ids in given if ids]
    if said:
        _write(project, file, said)
        return
    found, problems = _articles(project)
    screen.complain((*project.problems, *problems))
    open_questions = look(found, project.decisions)
    if ask:
        _ask(project, file, open_questions)
    else:
        _list(open_questions, everything)
        lookalikes.show(found, project.authority)
    raise typer.Exit(Exit.PROBLEMS if any(p.fatal for p in problems) else Exit.OK)


def _write(project: Project, file: Path, said: list[Decision]) -> None:
    for decision in said:
        if decision.kind == "record" and decision.ids[1] not in project.authority.records:
            raise KhulasaError(
                Problem("--record", f"no record is called {decision.ids[1]!r}", "see content/authority")
            )
        decisions.add(file, decision)
        screen.say(f"{file}: {decision.line()}")


def _articles(project: Project) -> tuple[list[Article], list[Problem]]:
    found: list[Article] = []
    problems: list[Problem] = []
    for path in articles.walk(project.content):
        try:
            article, wrong = articles.load(path, (project.content / path).read_bytes())
        except KhulasaError as error:
            problems.extend(error.problems)
            continue
        found.append(article)
        problems.extend(wrong)
    return found, problems


def _list(open_questions: Review, everything: bool) -> None:
    screen.say(f"People who may be one: {len(open_questions.pairs)}")
    for pair in open_questions.pairs:
        screen.say(f"  {pair.names[0]}  =  {pair.names[1]} ?  {pair.evidence}")
        screen.say(f"      in {', '.join(pair.articles[0])}  and  {', '.join(pair.articles[1])}")
        screen.say(
            f"      khulasa review --same {pair.one} {pair.other}   or   --different {pair.one} {pair.other}"
        )
    screen.say(f"New people: {len(open_questions.people)}")
    for person in open_questions.people if everything else open_questions.people[:MOST]:
        screen.say(
            f"  {person.id}  {person.name}  in {len(person.articles)}  ({person.rule}: {person.evidence})"
        )
    screen.say(f"Articles without a date: {len(open_questions.undated)}")
    for path in open_questions.undated:
        screen.say(f"  {path}")
    screen.say(f"Quotes without a speaker: {len(open_questions.unattributed)}")
    for path, text in open_questions.unattributed:
        screen.say(f"  {path}: «{text}»")
    screen.say(f"Corrected by hand: {len(open_questions.corrected)}")
    for path, fields in open_questions.corrected:
        screen.say(f"  {path}: {', '.join(fields)}")


def _ask(project: Project, file: Path, open_questions: Review) -> None:
    """One question after the other; nothing is written before it is answered."""
    for pair in open_questions.pairs:
        screen.say(f"\n{pair.names[0]}  ({', '.join(pair.articles[0])})")
        screen.say(f"{pair.names[1]}  ({', '.join(pair.articles[1])})")
        screen.say(f"{pair.evidence}")
        sys.stdout.write("one person? [y]es, [n]o, record [id], [s]kip, [q]uit: ")
        sys.stdout.flush()
        answer = sys.stdin.readline().strip()
        if answer in ("q", ""):
            return
        if answer == "y":
            _write(project, file, [Decision("same", (pair.one, pair.other))])
        elif answer == "n":
            _write(project, file, [Decision("different", (pair.one, pair.other))])
        elif answer != "s":
            _write(
                project,
                file,
                [Decision("record", (pair.one, answer)), Decision("record", (pair.other, answer))],
            )
