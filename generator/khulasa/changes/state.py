"""What a project is worth comparing by: its articles, its pages, and what is wrong in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from khulasa import build as site
from khulasa import plan
from khulasa.conversion import convert_all
from khulasa.model import Article
from khulasa.plan import PageKind
from khulasa.project import CACHE, Project, open_project

MEMORY = "converted.json"


@dataclass(frozen=True, slots=True)
class State:
    """A project at one time."""

    articles: Mapping[str, Article]
    """By id."""
    pages: Mapping[str, tuple[PageKind, str]]
    """Path of each file of the site → its kind, and the packed fingerprint of what it shows."""
    warnings: frozenset[str]
    """Everything that a build would say, one line each."""


def of(project: Project, jobs: int) -> State:
    """The state of a project; its content is brought up to date first, as a build would."""
    converted = convert_all(project, jobs)
    load = site.loader(project.content)
    found: dict[str, Article] = {}
    problems = [*project.problems, *converted.problems]
    for article in site.read_all(project.content, load, problems):
        found.setdefault(article.id, article)
    wanted = site.wanted_of(site.settings_of(project), project.authority, load)
    pages = {path: (spec.kind, plan.pack(mark)) for path, (spec, mark) in wanted.items()}
    root = f"{project.root}/"
    return State(found, pages, frozenset(str(p).replace(root, "") for p in problems))


def before(folder: Path, now: Project, jobs: int) -> State:
    """The state of an older copy of a project; sources that are the same since are not read again."""
    memory = now.cache / MEMORY
    if memory.is_file():
        (folder / CACHE).mkdir(exist_ok=True)
        shutil.copyfile(memory, folder / CACHE / MEMORY)
    old = open_project(folder)
    old.seeds.mkdir(parents=True, exist_ok=True)
    return of(old, jobs)
