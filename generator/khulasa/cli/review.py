"""``khulasa review``: what an editor should look at, and what the editor says of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from khulasa import __version__
from khulasa.cli import lookalikes, screen
from khulasa.cli.options import Config, Content
from khulasa.content import articles, decisions, patches
from khulasa.content.decisions import Decision
from khulasa.errors import Exit, KhulasaError, Problem
from khulasa.model import Article
from khulasa.project import Project, open_project
from khulasa.review import KINDS, Choice, Kind, Question, Review
from khulasa.review import review as look

MOST = 20
"""Questions of one kind that are listed without ``--all``."""
TITLES: dict[Kind, str] = {
    "pair": "People who may be one",
    "person": "New people",
    "undated": "Articles without a date",
    "quote": "Statements without a speaker",
    "difference": "Corrected by hand, and found otherwise since",
}
ASKS = {"": "", "record": " RECORD-ID", "day": " DATE", "speaker": " ID"}


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
    say: Annotated[
        str | None,
        typer.Option(help="Say any decision as a line of the file has it: 'date: article-id 2024-05-03'."),
    ] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Go through the open questions one by one.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="List all questions, not the first 20.")] = False,
    page: Annotated[
        Path | None, typer.Option(help="Write a page of the open questions into this folder.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the page: ar, fa or en.")] = "en",
    apply: Annotated[
        Path | None, typer.Option(help="Take the decisions of a file that the page made.")
    ] = None,
) -> None:
    """List what an editor should look at: people who may be one, new people, articles without a date, statements
    without a speaker, corrected fields in which the program finds something else since.

    A decision (an option, an answer with --ask, or a file from the page) is one line in content/decisions.yaml;
    delete the line to take it back. The next build puts it in force.
    """
    project = open_project(Path(), config=config, content=content)
    given = (
        ("same", same),
        ("different", different),
        ("record", record),
        ("none", (none,) if none else None),
        (say.partition(":")[0].strip(), tuple(say.partition(":")[2].split())) if say else ("", None),
    )
    said = [Decision(kind, ids) for kind, ids in given if ids is not None]
    if said:
        _write(project, said)
        return
    found, problems = _articles(project)
    problems.extend(project.problems)
    open_questions = look(found, project.decisions)
    if apply is not None:
        problems.extend(_apply(project, apply, found))
    elif page is not None:
        _page(project, open_questions, page, language)
    elif ask:
        _ask(project, open_questions)
    else:
        _list(open_questions, everything)
        lookalikes.show(found, project.authority)
    screen.complain(problems)
    raise typer.Exit(Exit.PROBLEMS if any(p.fatal for p in problems) else Exit.OK)


def _write(project: Project, said: list[Decision]) -> None:
    file = project.content / decisions.FILE
    for one in said:
        made = decisions.checked(one, "khulasa review", project.authority)
        if isinstance(made, Problem):
            raise KhulasaError(made)
        decisions.add(file, made)
        screen.say(f"{file}: {made.line()}")


def _apply(project: Project, file: Path, found: list[Article]) -> list[Problem]:
    """Take the good decisions of a file, and say what is wrong with the others."""
    known = frozenset(i for a in found for i in (a.id, *(e.id for e in a.digest.entities)))
    rows = patches.read(file)
    made = list(patches.decisions(rows, str(file), known, project.authority, project.decisions))
    good = [one for one in made if isinstance(one, Decision)]
    _write(project, good)
    screen.say(f"{len(good)} decisions taken, {len(rows) - len(made)} were there already")
    return [one for one in made if isinstance(one, Problem)]


def _page(project: Project, open_questions: Review, folder: Path, language: str) -> None:
    from khulasa import build as site  # noqa: PLC0415 - slow to import, and the other ways do without
    from khulasa.config import EDITIONS  # noqa: PLC0415
    from khulasa.site import review_page  # noqa: PLC0415

    if language not in EDITIONS:
        raise KhulasaError(Problem("--language", f"there is no edition {language!r}", "ar, fa or en"))
    if folder.resolve().is_relative_to(project.output.resolve()):
        what = "is inside the site that is published"
        raise KhulasaError(Problem(str(folder), what, "name a folder elsewhere"))
    title = project.config.title[language]
    made = review_page.write(folder, open_questions, site.default_theme(), language, title, __version__)
    screen.say(f"{made}: {len(open_questions.questions)} open questions; it is for you, do not publish it")


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
    for kind in KINDS:
        questions = open_questions.of(kind)
        screen.say(f"{TITLES[kind]}: {len(questions)}")
        for one in questions if everything else questions[:MOST]:
            _show(one)
            for choice in one.choices:
                screen.say(f"      {_command(choice)}")
    screen.say(f"Corrected by hand: {len(open_questions.corrected)}")
    for path, fields in open_questions.corrected:
        screen.say(f"  {path}: {', '.join(fields)}")


def _show(one: Question) -> None:
    between = "  =  " if one.kind == "pair" else ", "
    screen.say(f"  {between.join(one.texts)}  {' '.join(one.evidence.split())}")
    screen.say(f"      in {', '.join(one.articles[:5])}{' …' if len(one.articles) > 5 else ''}")


def _command(choice: Choice) -> str:
    if choice.kind in ("same", "different", "record", "none"):
        return f"khulasa review --{choice.kind} {' '.join(choice.ids)}{ASKS[choice.asks]}"
    return f"khulasa review --say '{choice.kind}: {' '.join(choice.ids)}{ASKS[choice.asks]}'"


def _ask(project: Project, open_questions: Review) -> None:
    """One question after the other; nothing is written before it is answered."""
    for one in open_questions.questions:
        screen.say(f"\n{TITLES[one.kind]}:")
        _show(one)
        ways = [f"{n} {choice.kind}{ASKS[choice.asks]}" for n, choice in enumerate(one.choices, 1)]
        screen.say(f"{' · '.join(ways)} · Enter leaves it open · q ends")
        while True:
            line = sys.stdin.readline()
            answer = line.split()
            if not line or answer == ["q"]:
                return
            if not answer or _answered(project, one, answer):
                break


def _answered(project: Project, one: Question, answer: list[str]) -> bool:
    """Take an answer; False where it is none, which is said."""
    if answer[0] not in [str(n) for n in range(1, len(one.choices) + 1)]:
        screen.say(f"a number from 1 to {len(one.choices)}, please")
        return False
    choice = one.choices[int(answer[0]) - 1]
    if bool(choice.asks) != (len(answer) == 2):
        screen.say(f"write {answer[0]}{ASKS[choice.asks]}, please")
        return False
    try:
        _write(project, [Decision(choice.kind, (*choice.ids, *answer[1:]))])
    except KhulasaError as error:
        screen.complain(error.problems)
        return False
    return True
