"""Khulasa with a minimal theme and the pages that any generator makes: articles, people and tags, lists, a home.

Index, plan, Pelican, writer and swap are those of a build; what only Khulasa makes (search, feeds, data, stories,
archives, three editions) is left out, so that the comparison is of equal pages.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from khulasa import build, index, plan, publish
from khulasa.plan import PageSpec
from khulasa.project import Project
from khulasa.site import render, wanted
from khulasa.site.render import Job, Written
from khulasa.site.settings import SiteSettings

THEME = Path(__file__).parent / "minimal" / "khulasa"
OUTPUT, STATE = "lean", ".khulasa-lean"
TABLE = """create table if not exists lean (
  path text primary key, fingerprint text not null, size int not null, mtime int not null, sha text not null
) without rowid"""


def settings_of(project: Project, jobs: int) -> SiteSettings:
    """The settings of a project with the minimal theme, an index and an output folder of their own."""
    own = build.settings_of(project, jobs)
    root = project.root
    return replace(own, theme=root / "lean-theme", output=root / OUTPUT, state=root / STATE, pictures=False)


def run(project: Project, jobs: int) -> int:
    """Bring the lean site up to date; how many pages were written."""
    settings = settings_of(project, jobs)
    _theme(settings.theme)
    with publish.lock(settings.state), closing(index.open_index(settings.index)[0]) as db:
        index.sync(db, settings.content, project.authority, build.loader(project.content))
        under = wanted.ground(db, settings)
        pages = {spec.path: (spec, mark) for spec, mark in wanted.html(db, under) if _ours(spec, settings)}
        last = _last(db)
        made = plan.plan(pages.values(), {path: mark for path, (mark, _) in last.items()})
        if made.write or made.delete:
            folder = publish.begin(settings.output, made.keep)
            specs = tuple(spec for spec, _ in made.write)
            written = render.render(Job(settings, specs, folder, under.assets))
            rows = [*written, *(last[path][1] for path in made.keep)]
            _record(db, {path: plan.pack(mark) for path, (_, mark) in pages.items()}, rows)
            publish.finish(settings.output, "lean")
    return len(made.write)


def _theme(folder: Path) -> None:
    """The minimal templates beside the words and the (no) static files that every theme has."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True)
    (folder / "static").mkdir()
    (folder / "templates").symlink_to(THEME / "templates")
    (folder / "translations").symlink_to(build.default_theme() / "translations")


def _ours(spec: PageSpec, settings: SiteSettings) -> bool:
    """One edition's lists and home, and every article."""
    one = spec.edition == settings.editions[0]
    return spec.kind == "article" or (one and spec.kind in ("term", "index", "home"))


def _last(db: sqlite3.Connection) -> dict[str, tuple[str, Written]]:
    db.execute(TABLE)
    rows = db.execute("select path, fingerprint, size, mtime, sha from lean")
    return {path: (mark, Written(path, size, mtime, sha)) for path, mark, size, mtime, sha in rows}


def _record(db: sqlite3.Connection, marks: dict[str, str], rows: list[Written]) -> None:
    db.execute("begin immediate")
    db.execute("delete from lean")
    db.executemany(
        "insert into lean values (?, ?, ?, ?, ?)",
        [(r.path, marks[r.path], r.size, r.mtime, r.sha) for r in rows],
    )
    db.execute("commit")
