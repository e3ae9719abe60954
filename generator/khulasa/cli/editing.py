"""Commands for editors: ``khulasa new`` begins an authority record, ``khulasa why`` tells why a person is named."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from khulasa import why as reasons
from khulasa.cli import screen
from khulasa.cli.options import Config, Content
from khulasa.content import articles, decisions, drafts
from khulasa.content.decisions import Decision
from khulasa.content.drafts import Draft
from khulasa.content.records import ID
from khulasa.errors import KhulasaError, Problem, did_you_mean
from khulasa.model import Article
from khulasa.project import Project, open_project
from khulasa.text.fold import key

Names = Annotated[list[str] | None, typer.Option(help="A name in this language; again for another spelling.")]


def new(
    kind: Annotated[
        Literal["person", "event", "source"], typer.Argument(help="What it is.", show_default=False)
    ],
    ident: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Its id, for good: small ASCII letters and hyphens.", show_default=False
        ),
    ],
    ar: Names = None,
    fa: Names = None,
    en: Names = None,
    of: Annotated[
        str,
        typer.Option(
            "--of", help="A provisional id of review: its names are taken, and it becomes the record."
        ),
    ] = "",
    config: Config = None,
    content: Content = None,
) -> None:
    """Begin an authority record: a valid entry at the end of its file, with what is to be filled in.

    Nothing is written where another entry has the id or a name. With --of the record takes over a person whom no
    authority file knew; that is a line in content/decisions.yaml.
    """
    project = open_project(Path(), config=config, content=content)
    if not ID.fullmatch(ident):
        raise KhulasaError(
            Problem(ident, "is no id", "write small ASCII letters and hyphens, like sami-haddad")
        )
    names: dict[str, dict[str, None]] = {"ar": dict.fromkeys(ar or ()), "fa": dict.fromkeys(fa or ())}
    names["en"] = dict.fromkeys(en or ())
    for lang, name in _names_of(project, kind, of) if of else ():
        names[lang][name] = None
    given = {lang: tuple(some) for lang, some in names.items() if some}
    if not given:
        raise KhulasaError(Problem(ident, "has no name", "give one with --ar, --fa or --en"))
    folder, copied = drafts.own_folder(project.content, project.records)
    if copied:
        screen.say(f"{folder}: the records that come with the program were copied here; they are yours now")
    file, line = drafts.add(folder, Draft(kind, ident, given))
    screen.say(f"{file}:{line}: {ident} is there; fill in, as far as you can verify it:")
    for row in drafts.TO_FILL[kind]:
        screen.say(f"  {row}")
    if of:
        said = Decision("record", (of, ident))
        decisions.add(project.content / decisions.FILE, said)
        screen.say(f"{project.content / decisions.FILE}: {said.line()}")


def _names_of(project: Project, kind: str, ident: str) -> list[tuple[str, str]]:
    """(language, name) of every form that the articles have of somebody whom no record knows."""
    found = [
        (a.digest.lang, name)
        for a in _articles(project)
        for e in a.digest.entities
        if (e.kind, e.id, e.known) == (kind, ident, False)
        for name in (e.name, *e.names)
    ]
    if not found:
        raise KhulasaError(
            Problem(ident, f"no {kind} without a record has this id", "see khulasa review --all")
        )
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for lang, name in found:
        seen.setdefault((lang, key(name)), (lang, name))
    return list(seen.values())


def why(
    person: Annotated[str, typer.Argument(help="Id or name of a person.", show_default=False)],
    article: Annotated[
        str,
        typer.Argument(help="Id of an article, its content file, or its source file.", show_default=False),
    ],
    config: Config = None,
    content: Content = None,
) -> None:
    """Tell why a person is named in an article, or is not: every place of the name, the rules, what spoke against."""
    project = open_project(Path(), config=config, content=content)
    every = _articles(project)
    one = _find(project, every, article)
    ids, names = reasons.names_of(project.authority, every, person)
    ids = tuple(dict.fromkeys((*ids, *(project.decisions.stands_for.get(i, i) for i in (*ids, person)))))
    there = list(reasons.sentences(one, ids))
    screen.say(f"{person} is {'named' if there else 'not named'} in {one.path}: {one.digest.title.text}")
    for line in there:
        screen.say(f"  {line}")
    found = reasons.places(one, names, project.authority, project.chains)
    screen.say(f"Names that were looked for: {', '.join(names)}")
    screen.say(f"Places of these names in title and text: {len(found)}")
    for place in found:
        screen.say(f"  {place.start}–{place.end} {place.text}   … {place.around} …")
        for sight in place.sights:
            screen.say(f"      {_worded(sight)}")
        if not place.sights:
            screen.say("      no rule takes it for the name of a person")
    _said(project, one, ids)


def _worded(sight: reasons.Sight) -> str:
    verdict, _, rest = sight.verdict.partition(":")
    says = {
        "named": "is named",
        "dropped": "was dropped when names were put together",
        "veto": f"refused by {rest}",
        "other": f"the place belongs to {rest}",
    }[verdict]
    return f"{sight.rule} sees «{sight.text}» ({sight.evidence}): {says}"


def _said(project: Project, one: Article, ids: tuple[str, ...]) -> None:
    """What editors said that bears on it."""
    if "people" in one.edited:
        screen.say("An editor changed the field people of this article: it stands as the editor wrote it.")
    for ident in ids:
        record = project.authority.records.get(ident)
        if record and record.ambiguous:
            screen.say(
                f"{ident}: counts only beside another name of the record: {', '.join(record.ambiguous)}"
            )
    for decision in project.decisions.all:
        if set(decision.ids) & set(ids):
            screen.say(f"{project.content / decisions.FILE}: {decision.line()}")


def _articles(project: Project) -> list[Article]:
    """All articles that can be read; what is wrong is said."""
    found = []
    for path in articles.walk(project.content):
        try:
            found.append(articles.load(path, articles.read_bytes(project.content, path))[0])
        except KhulasaError as error:
            screen.complain(error.problems)
    return found


def _find(project: Project, every: list[Article], wanted: str) -> Article:
    """The article that an id, a content file or a source file means."""
    for one in every:
        files = (project.content / one.path, project.seeds / one.digest.source.path)
        if wanted in (one.id, one.path, one.digest.source.path) or Path(wanted) in files:
            return one
    remedy = did_you_mean(wanted, (a.id for a in every)) if every else "run khulasa build first"
    raise KhulasaError(Problem(wanted, "no article is called so", remedy))
