"""The build: index, plan, render beside the old site, compare, swap."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from importlib import metadata, resources
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from khulasa import index, plan, publish
from khulasa.config import PUBLISH, Publish
from khulasa.content import articles
from khulasa.content.authority import Authority
from khulasa.errors import KhulasaError, Problem, unforeseen
from khulasa.executors import Executor
from khulasa.index.causes import Cause
from khulasa.index.causes import of as causes_of
from khulasa.model import Article
from khulasa.places import place_of
from khulasa.plan import PageKind, PageSpec, Plan, Written, unpack
from khulasa.site import parquet, posters, register, search, wanted
from khulasa.site.register import Kept
from khulasa.site.settings import SiteSettings
from khulasa.site.wanted import Ground, Wanted

if TYPE_CHECKING:
    from khulasa.project import Project

Progress = Callable[[str, int, int], None]
"""Told the name of the work, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    plan: Plan
    articles: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]
    """Inputs that were refused or need a look; the rest is on the site."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is known before anything is written."""

    assets: str
    kept: Kept
    """Files of the last build that are as they should be."""
    restored: tuple[Written, ...]
    """Those of them that have another time now."""
    tree: str
    """Name of the last build's tree; empty where the output is not of that build."""
    plan: Plan
    sync: index.SyncReport
    problems: tuple[Problem, ...]


def _policies(authority: Authority) -> Mapping[str, Publish]:
    """What may be shown of each source by its record; the settings go before it."""
    said = {r.id: r.masthead.publish for r in authority.of_kind("source") if r.masthead is not None}
    return {id_: policy for id_, text in said.items() for policy in PUBLISH if policy == text}


def settings_of(project: Project, jobs: int = 1, store: str = "") -> SiteSettings:
    """The settings of a project as the site needs them; ``store`` is the address of the site where no folder is."""
    config = project.config
    return SiteSettings(
        content=project.content,
        output=project.output,
        theme=project.root / config.theme if config.theme else default_theme(),
        state=project.cache,
        url=config.url,
        titles=config.title,
        editions=config.editions,
        publish=config.publish,
        publish_sources={**_policies(project.authority), **config.publish_sources},
        publish_files=config.publish_files,
        page_size=config.page_size,
        pictures=config.pictures,
        robots=config.robots,
        tdm_reservation=config.tdm_reservation,
        headers=config.headers,
        parquet=config.parquet,
        rules_off=config.rules_off,
        version=metadata.version("khulasa"),
        store=store,
        jobs=jobs,
    )


def default_theme() -> Path:
    """The theme that comes with the program: inside the installed package, or beside it in a checkout."""
    package = Path(str(resources.files("khulasa")))
    inside = package / "theme"
    return inside if inside.is_dir() else package.parents[1] / "theme"


def loader(content: Path) -> index.Load:
    """Reads the content files of a folder."""

    def load(path: str, data: bytes) -> tuple[Article, tuple[Problem, ...]]:
        where = (content / path).as_posix()
        try:
            return articles.article(articles.parse(data, where), path, where)
        except KhulasaError:
            raise
        except Exception as error:  # a fault of the program in one file must not stop all others
            raise unforeseen(where, error) from error

    return load


def read_all(content: Path, load: index.Load, problems: list[Problem]) -> Iterator[Article]:
    """Every article of a content folder that can be read, one at a time; what is wrong is added to ``problems``."""
    for path in articles.walk(content):
        try:
            article, wrong = load(path, articles.read_bytes(content, path))
        except KhulasaError as error:
            problems.extend(error.problems)
            continue
        problems.extend(wrong)
        yield article


def preview(settings: SiteSettings, authority: Authority, load: index.Load) -> Plan:
    """What a build would do, without doing it; only the index is brought up to date."""
    with _told(settings), publish.lock(settings.state):
        return _twice(settings, lambda db, notices: _prepare(db, settings, authority, load, notices)).plan


def causes(settings: SiteSettings, spec: PageSpec) -> list[Cause]:
    """What came, changed or went since the last build of all that a page shows; after ``preview``."""
    with closing(index.open_existing(settings.index)) as db:
        return causes_of(db, spec.key)


def planned(settings: SiteSettings, authority: Authority, load: index.Load) -> Mapping[str, PageKind]:
    """Every file of the site with its kind, from content alone: the index of the project is not looked at."""
    return {path: spec.kind for path, (spec, _) in wanted_of(settings, authority, load).items()}


def wanted_of(settings: SiteSettings, authority: Authority, load: index.Load) -> Mapping[str, Wanted]:
    """Every file of the site with a fingerprint of what it shows, from content alone."""
    with TemporaryDirectory() as folder, _told(settings):
        aside = replace(settings, state=Path(folder))
        with closing(index.open_index(aside.index)[0]) as db:
            _listed(db, aside, authority, load)
            return {spec.path: (spec, unpack(mark)) for spec, mark in register.every(db)}


def build(
    settings: SiteSettings,
    authority: Authority,
    load: index.Load,
    progress: Progress = lambda *_: None,
    executor: Executor | None = None,
) -> BuildReport:
    """Bring the site up to date. KhulasaError where nothing can be published; the old site is then untouched.

    Pages are rendered by the executor, else by as many processes as the settings say.
    """
    place = place_of(settings)
    with _told(settings), publish.lock(settings.state):
        place.check()
        wanted.check_theme(settings)
        place.recover()

        def work(db: sqlite3.Connection, notices: tuple[Problem, ...]) -> _Prepared:
            ready = _prepare(db, settings, authority, load, notices)
            if ready.plan.write or ready.plan.delete or not place.tree():
                place.check_nothing_strange(register.tops(db))
                _publish(db, settings, ready, progress, executor)
            return ready

        ready = _twice(settings, work)
    sync = ready.sync
    return BuildReport(ready.plan, sync.files, sync.changed, sync.removed, ready.problems)


def _twice(
    settings: SiteSettings, work: Callable[[sqlite3.Connection, tuple[Problem, ...]], _Prepared]
) -> _Prepared:
    """Work with the index; where SQLite finds it damaged, once more with a new one."""
    db, notices = index.open_index(settings.index)
    try:
        with closing(db):
            return work(db, notices)
    except sqlite3.OperationalError:
        raise
    except index.DAMAGED:
        index.remove(settings.index)
    db, _ = index.open_index(settings.index)
    with closing(db):
        return work(db, (index.made_anew(settings.index),))


def _prepare(
    db: sqlite3.Connection,
    settings: SiteSettings,
    authority: Authority,
    load: index.Load,
    notices: tuple[Problem, ...],
) -> _Prepared:
    """Index and plan."""
    sync, under, taken = _listed(db, settings, authority, load)
    place, tree = place_of(settings), _tree(db, settings)
    damaged, restored = place.compare(register.files(db)) if tree else ([], [])
    kept = Kept(db, frozenset(damaged), none=not tree)
    made = plan.plan(register.due(db, damaged, everything=not tree), len(kept))
    problems = (*notices, *_optional(settings), *sync.problems, *taken)
    return _Prepared(under.assets, kept, tuple(restored), tree, made, sync, problems)


def _listed(
    db: sqlite3.Connection, settings: SiteSettings, authority: Authority, load: index.Load
) -> tuple[index.SyncReport, Ground, list[Problem]]:
    """Index, and the register of pages from it."""
    sync = index.sync(db, settings.content, authority, load)
    wanted.check_theme(settings)
    search.refresh(db, settings)
    under = wanted.ground(db, settings)
    taken = [
        Problem(
            str(settings.content / "extra" / spec.path),
            f"{spec.path} is made by khulasa itself",
            "give it another name",
        )
        for spec in register.bring(db, under)
    ]
    return sync, under, taken


def _optional(settings: SiteSettings) -> Iterator[Problem]:
    """What was asked for and cannot be made here, though all else can."""
    found = posters.notice(settings)
    if found:
        yield found
    if settings.parquet and not parquet.installed():
        remedy = f"install it with: pip install 'khulasa[parquet]' (it needs {parquet.NEEDED})"
        yield Problem("[data] parquet", "is asked for, but cannot be written here", remedy, fatal=False)


def _tree(db: sqlite3.Connection, settings: SiteSettings) -> str:
    """The name of the last build's tree; empty where the output is another."""
    row = db.execute("select v from kv where k = 'tree'").fetchone()
    return row[0] if row is not None and row[0] == place_of(settings).tree() else ""


def _publish(
    db: sqlite3.Connection,
    settings: SiteSettings,
    ready: _Prepared,
    progress: Progress,
    executor: Executor | None,
) -> None:
    """Render what must be rendered beside the old site, compare with the plan, swap."""
    from khulasa.site import render  # noqa: PLC0415 - Pelican is slow to import; most plans need none of it

    place = place_of(settings)
    specs: tuple[PageSpec, ...] = tuple(spec for spec, _ in ready.plan.write)
    done = 0

    def more(count: int) -> None:
        nonlocal done
        done += count
        progress("render", done, len(specs))

    try:
        paths, gone = [spec.path for spec in specs], [path for path, _ in ready.plan.delete]
        there = [spec.path for spec, reason in ready.plan.write if reason != plan.NEW] if ready.tree else []
        folder = place.begin(ready.kept, (*paths, *gone))
        calm = not ready.tree or place.calm(chain(ready.kept, sorted((*there, *gone))))
        written = render.render(render.Job(settings, specs, folder, ready.assets), more, executor)
        # Whoever is killed between these two finds a name that is not in the marker of the output, and renders all
        # again.
        tree = register.settle(db, ready.tree, written, ready.restored)
        place.finish(tree, paths, gone, calm=calm)
    except BaseException:
        place.recover()
        raise


@contextmanager
def _told(settings: SiteSettings) -> Iterator[None]:
    """Failures of the disk as problems, with a remedy."""
    try:
        yield
    except OSError as error:
        where = str(error.filename or settings.output)
        what = f"cannot be written: {error.strerror or error}"
        remedy = "make room or mend the permissions; the last site is untouched"
        raise KhulasaError(Problem(where, what, remedy)) from error
    except BrokenProcessPool as error:
        what = "a worker process was killed; the last site is untouched"
        remedy = "build again; where memory is short, with --jobs 1"
        raise KhulasaError(Problem(str(settings.output), what, remedy)) from error
    except sqlite3.OperationalError as error:
        what, remedy = f"the index cannot be used: {error}", "make room or mend the permissions"
        raise KhulasaError(Problem(str(settings.index), what, remedy)) from error
