"""Pelican renders: our generator makes the pages of a job from the index, our writer puts them down.

A job is ids and paths only, so it can run in this process, in a pool or on another machine, and shares nothing.
"""

from __future__ import annotations

import hashlib
import locale
import sqlite3
import traceback
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jinja2
import jinja2.bccache
import pelican
from babel.messages.pofile import PoFileError
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.settings import read_settings
from pelican.writers import Writer

from khulasa import index, stores
from khulasa.errors import KhulasaError, Problem
from khulasa.executors import Executor, Local, Lost, cut
from khulasa.plan import PageSpec, Written
from khulasa.site import extra, i18n, machine, pages, search, sitemap, wanted
from khulasa.site.desk import Shelf
from khulasa.site.reader import MarkdownReader
from khulasa.site.settings import SiteSettings

SMALL = 200
"""A plan of fewer pages is rendered in this process: a pool costs more than it saves."""
KIT = ".khulasa-kit-"
"""Of what workers elsewhere need; beside the pages while they are made."""
Progress = Callable[[int], None]
"""Told how many more pages are done."""


@dataclass(frozen=True, slots=True)
class Job:
    """Pages to render into a folder."""

    settings: SiteSettings
    specs: tuple[PageSpec, ...]
    folder: Path
    """The tree to write into; its files are new, none is written over."""
    assets: str
    """Hash over the static files of the theme."""


def _file(settings: SiteSettings, key: str) -> Path:
    """A file that is taken as it is: of the theme, or of the editor."""
    origin, _, path = key.partition("/")
    return (settings.theme / "static" if origin == "theme" else settings.content / extra.FOLDER) / path


def _template_problem(theme: Path, spec: PageSpec, error: Exception) -> Problem:
    """What is wrong in a theme, at the line of the template where it showed."""
    where = str(theme)
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(theme):
            where = f"{frame.filename}:{frame.lineno}"
    if isinstance(error, jinja2.TemplateSyntaxError):
        where = f"{error.filename or theme}:{error.lineno}"
    return Problem(where, f"the template fails on {spec.path}: {error}", "mend the theme, then build again")


def render(
    job: Job, progress: Progress = lambda _: None, executor: Executor | None = None
) -> Iterator[Written]:
    """Render a job, in several processes where it is large; what was written, as it comes.

    KhulasaError at the end where a page that was sent was not written.
    """
    where = executor or Local(job.settings.jobs)
    if len(job.specs) < SMALL and not where.elsewhere:
        where = Local()
    if where.elsewhere or job.settings.store:
        done = _landed(job, where, progress)
    else:
        done = _collect(partial(_shard, replace(job, specs=())), job.specs, where, progress)
    missing = {spec.path for spec in job.specs}
    for written in done:
        missing.discard(written.path)
        yield written
    if missing:
        what = f"Pelican did not write {len(missing)} of {len(job.specs)} files: {', '.join(sorted(missing)[:5])}"
        raise KhulasaError(Problem(str(job.settings.output), what, "report this with the list of pages"))


def _collect(
    task: Callable[[Sequence[PageSpec]], tuple[Written, ...]],
    specs: Sequence[PageSpec],
    executor: Executor,
    progress: Progress,
) -> Iterator[Written]:
    """What a task writes of all pages. KhulasaError names a page that no process survives."""
    alone = executor.width == 1 and not executor.elsewhere
    size = max(1, len(specs)) if alone else max(50, min(500, len(specs) // (executor.width * 4)))
    for part in executor.run(task, cut(specs, size)):
        if isinstance(part, Lost):
            what, remedy = f"cannot be made: it {part.why}", "report this page; the last site is untouched"
            raise KhulasaError(Problem(part.item.path, what, remedy))
        yield from part
        progress(len(part))


def _shard(job: Job, specs: Sequence[PageSpec]) -> tuple[Written, ...]:
    """A task: pages right into the new tree."""
    return run(replace(job, specs=tuple(specs)))


# ------------------------------------------------------------------ where tasks may be broken off and done again


def _landed(job: Job, executor: Executor, progress: Progress) -> Iterator[Written]:
    """Render where nothing may be left half: each shard aside, then each of its files put down whole."""
    target, kit = job.settings.store or str(job.folder), ""
    if job.settings.store and executor.elsewhere:
        kit = f"{KIT}{uuid.uuid4().hex}.tar"
        _pack(job.settings, target, kit)
    try:
        task = partial(_aside, replace(job, specs=()), target, kit)
        yield from _collect(task, job.specs, executor, progress)
    finally:
        stores.store(target).clear()
        if kit:
            stores.store(target).delete([kit])


def _pack(settings: SiteSettings, target: str, kit: str) -> None:
    """Put what workers elsewhere need beside the pages: the index, the theme, what an editor added by hand."""
    with TemporaryDirectory() as folder:
        copy = Path(folder, "index.sqlite")
        with closing(index.open_existing(settings.index)) as db, closing(sqlite3.connect(copy)) as other:
            db.backup(other)
        added = {f"content/{name}": settings.content / name for name in (extra.FOLDER, "pages")}
        stores.pack(target, kit, {"theme": settings.theme, "state/index.sqlite": copy, **added})


def _aside(job: Job, target: str, kit: str, specs: Sequence[PageSpec]) -> tuple[Written, ...]:
    """A task: pages into a folder of its own, then to where they belong, each under its name when it is complete."""
    settings = job.settings
    if kit:
        own = stores.unpacked(target, kit)
        (own / "content").mkdir(exist_ok=True)
        settings = replace(settings, theme=own / "theme", content=own / "content", state=own / "state")
    with TemporaryDirectory() as folder:
        written = run(replace(job, settings=settings, specs=tuple(specs), folder=Path(folder)))
        there = stores.store(target)
        for part in cut(written, stores.BATCH):
            there.put({w.path: Path(folder, w.path).read_bytes() for w in part})
    if settings.store:
        return tuple(replace(w, mtime=0) for w in written)
    return tuple(replace(w, mtime=(job.folder / w.path).stat().st_mtime_ns) for w in written)


def run(job: Job) -> tuple[Written, ...]:
    """One run of Pelican over the pages of a job."""
    done: list[Written] = []

    def generators(_: Any) -> type:
        return PageGenerator

    def writer(_: Any) -> type:
        return PageWriter

    with _quiet(), signals.get_generators.connected_to(generators), signals.get_writer.connected_to(writer):
        _Pelican(_pelican_settings(job, done)).run()
    return tuple(done)


def _pelican_settings(job: Job, done: list[Written]) -> dict[str, Any]:
    """Pelican with nothing of its own to do: no articles, no templates, no feeds, no plugins, no files to copy."""
    given = {
        "PATH": str(job.settings.content),
        "THEME": str(job.settings.theme),
        "OUTPUT_PATH": str(job.folder),
        "SITEURL": job.settings.url.rstrip("/"),
        "SITENAME": job.settings.title(job.settings.editions[0]),
        "TIMEZONE": "UTC",
        "LOCALE": ["C"],
        "DEFAULT_LANG": job.settings.editions[0],
        "PLUGINS": [],
        "READERS": {"md": MarkdownReader},
        "JINJA_ENVIRONMENT": {
            "autoescape": True,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "undefined": jinja2.StrictUndefined,
            "extensions": [],
            "bytecode_cache": TemplateCache(job.settings.state / "templates", wanted.program()),
        },
        "ARTICLE_PATHS": [],
        "PAGE_PATHS": [],
        "STATIC_PATHS": [],
        "THEME_STATIC_PATHS": [],
        "DIRECT_TEMPLATES": [],
        "FEED_ALL_ATOM": None,
        "CATEGORY_FEED_ATOM": None,
        "AUTHOR_FEED_ATOM": None,
        "AUTHOR_FEED_RSS": None,
        "TRANSLATION_FEED_ATOM": None,
        "CACHE_CONTENT": False,
        "LOAD_CONTENT_CACHE": False,
        "DELETE_OUTPUT_DIRECTORY": False,
        "KHULASA_JOB": job,
        "KHULASA_DONE": done,
    }
    settings: dict[str, Any] = read_settings(path=None, override=given)
    return settings


class _Pelican(pelican.Pelican):  # type: ignore[misc]
    """Pelican that leaves the module search path alone: it would look for modules in the current folder first."""

    def init_path(self) -> None:
        """Do nothing."""


class PageGenerator(Generator):  # type: ignore[misc]
    """Makes the pages of a job."""

    def generate_output(self, writer: PageWriter) -> None:
        """Render every page and hand it to the writer."""
        job: Job = self.settings["KHULASA_JOB"]
        with closing(index.open_existing(job.settings.index)) as db:
            shelf = pages.shelf(db)
            for spec in job.specs:
                try:
                    content = self.make(job, db, spec, shelf)
                except (jinja2.TemplateError, PoFileError) as error:
                    raise KhulasaError(_template_problem(job.settings.theme, spec, error)) from error
                writer.put(spec.path, content)

    def make(self, job: Job, db: Any, spec: PageSpec, shelf: Shelf) -> bytes:
        """The bytes of one page."""
        settings = job.settings
        match spec.kind:
            case "static":
                return _file(settings, spec.key).read_bytes()
            case "lookup":
                return search.read(db, spec.key).encode("utf-8", "replace")
            case "sitemap" if spec.key == "index":
                return sitemap.index((p for p in sitemap.files(db) if p != sitemap.MAIN), settings)
            case "sitemap":
                return sitemap.make(sitemap.members(db, spec.key), settings)
            case kind if kind in machine.KINDS:
                return machine.make(db, settings, spec, shelf)
            case _:
                desk = pages.desk_of(db, settings, spec, shelf)
                made = pages.context(desk, spec)
                template = self.environment(job, desk.edition).get_template(f"{spec.kind}.html")
                text = template.render(page=made.page, view=made.view).strip() + "\n"
        return text.encode("utf-8", "replace")

    def environment(self, job: Job, edition: str) -> jinja2.Environment:
        """Pelican's Jinja environment with the words of one edition, made once."""
        made: dict[str, jinja2.Environment] = self.__dict__.setdefault("environments", {})
        if edition not in made:
            env = self.env.overlay()
            env.globals, env.filters = dict(self.env.globals), dict(self.env.filters)
            site = pages.site_view(job.settings, edition, job.assets)
            i18n.dress(env, site, edition, job.settings.theme / "translations")
            made[edition] = env
        return made[edition]


class PageWriter(Writer):  # type: ignore[misc]
    """Writes files that are new, and remembers what it wrote."""

    def put(self, path: str, content: bytes) -> None:
        """Write a file of the output folder. FileExistsError where there is one already."""
        root = Path(self.output_path)
        target = root / path
        if ".." in target.relative_to(root).parts:
            raise ValueError(f"{path} leads out of the output folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            out.write(content)
        state = target.stat()
        sha = hashlib.sha256(content).hexdigest()[:32]
        self.settings["KHULASA_DONE"].append(Written(path, state.st_size, state.st_mtime_ns, sha))


class TemplateCache(jinja2.BytecodeCache):
    """Compiled templates of this program; a file that is not as it was written is no use."""

    def __init__(self, folder: Path, program: str) -> None:
        """``program``: fingerprint of what the compiled form depends on beside the template."""
        self.folder, self.program = folder, program

    def _file(self, bucket: jinja2.bccache.Bucket) -> Path:
        return self.folder / f"{self.program}-{bucket.key}"

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill a bucket where there is a file for it."""
        try:
            data = self._file(bucket).read_bytes()
        except OSError:
            return
        if hashlib.sha256(data[32:]).digest() == data[:32]:
            bucket.bytecode_from_string(data[32:])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Write a bucket; several processes may do so at once."""
        data = bucket.bytecode_to_string()
        target = self._file(bucket)
        own = target.with_name(f"{target.name}.{uuid.uuid4().hex}")
        self.folder.mkdir(parents=True, exist_ok=True)
        own.write_bytes(hashlib.sha256(data).digest() + data)
        own.replace(target)


@contextmanager
def _quiet() -> Iterator[None]:
    """Pelican prints and sets the locale of the whole process; put both back."""
    before, said = locale.setlocale(locale.LC_ALL), pelican.console.quiet
    pelican.console.quiet = True
    try:
        yield
    finally:
        pelican.console.quiet = said
        locale.setlocale(locale.LC_ALL, before)
