"""A project: a folder that holds ``seeds/``, its settings, its authority files, and the work on all of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from khulasa import config as settings
from khulasa import fingerprint, pipeline
from khulasa.chains import STANDARD, Chains
from khulasa.config import Config
from khulasa.content import articles, authority
from khulasa.content.authority import Authority
from khulasa.content.frontmatter import ContentFile
from khulasa.convert import Converted, adopt, convert, read_source
from khulasa.errors import KhulasaError, Problem
from khulasa.rules.score import Budget

CACHE = ".khulasa"
"""Folder of what can be deleted at any time (but ``copies``: files as editors left them)."""
SUFFIXES = (".txt",)
Progress = Callable[[str, int, int], None]
"""Told the name of the work, how much of it is done, and how much there is."""


def quiet(work: str, done: int, total: int) -> None:
    """A progress that says nothing."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project that was opened: where things are, and what governs the reading."""

    root: Path
    config: Config
    seeds: Path
    content: Path
    output: Path
    authority: Authority
    chains: Chains
    problems: tuple[Problem, ...]
    """What is wrong in the authority files."""

    @property
    def cache(self) -> Path:
        """Where the index and other things that come back by themselves are kept."""
        return self.root / CACHE

    @property
    def options(self) -> pipeline.Options:
        """What the settings ask of a digest."""
        return pipeline.Options(Budget(sentences=self.config.sentences))


def open_project(
    root: Path, *, config: Path | None = None, seeds: Path | None = None, content: Path | None = None,
    output: Path | None = None,
) -> Project:  # fmt: skip
    """Open the project of a folder; folders that are given replace those of the settings.

    KhulasaError where ``khulasa.toml`` is wrong.
    """
    file = config or root / settings.FILE
    if config is not None and not config.is_file():
        raise KhulasaError(
            Problem(str(config), "is not there", "name a file of settings, or leave --config out")
        )
    loaded = settings.load(file)
    content = content or root / loaded.content
    records, problems = authority.load(content / "authority")
    return Project(
        root=root,
        config=loaded,
        seeds=seeds or root / loaded.seeds,
        content=content,
        output=output or root / loaded.output,
        authority=records,
        chains=STANDARD.without(loaded.rules_off, str(file)),
        problems=problems,
    )


# ------------------------------------------------------------------ converting all sources


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of all sources."""

    written: tuple[str, ...]
    """Content files that are new or changed."""
    unchanged: int
    edited: Mapping[str, tuple[str, ...]]
    """Fields that are as an editor wrote them, by content file."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    """One source to convert, with the content file that it has."""

    source: str
    id: str
    existing: tuple[str, ContentFile] | None


@dataclass(slots=True)
class _Memory:
    """What the last conversion found, so that only what changed is read again."""

    key: str
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)


def sources(project: Project) -> Iterator[str]:
    """POSIX paths of all files in the folder of sources, relative to it, sorted; hidden ones are passed over."""
    if not project.seeds.is_dir():
        what, remedy = (
            "there is no such folder",
            "make it and put articles into it, or name another with --seeds",
        )
        raise KhulasaError(Problem(str(project.seeds), what, remedy))
    found = (f.relative_to(project.seeds) for f in project.seeds.rglob("*") if f.is_file())
    yield from sorted(f.as_posix() for f in found if not any(part.startswith(".") for part in f.parts))


def convert_all(project: Project, jobs: int = 1, progress: Progress = quiet) -> Conversion:
    """Bring ``content/`` up to date with the sources, the authority files and the rules."""
    memory_file = project.cache / "converted.json"
    memory = _recall(memory_file, _key(project))
    problems: list[Problem] = []
    tasks: list[_Job] = []
    kept: dict[str, dict[str, Any]] = {}
    homes = _homes(project.content)
    for path in sources(project):
        if not path.endswith(SUFFIXES):
            what = f"is not a {' or '.join(SUFFIXES)} file"
            problems.append(
                Problem((project.seeds / path).as_posix(), what, "save the article as plain text")
            )
            continue
        identity = articles.article_id(path)
        entry = memory.sources.get(path)
        if entry and entry == _look(project, path, homes.get(identity), entry):
            kept[path] = entry
            continue
        try:
            home = homes.get(identity)
            tasks.append(
                _Job(path, identity, (home, articles.read_file(project.content, home)) if home else None)
            )
        except KhulasaError as error:
            problems.extend(error.problems)
    results = _run(project, tasks, jobs, progress)
    return _store(project, memory, kept, results, problems, memory_file)


def _store(
    project: Project, memory: _Memory, kept: dict[str, dict[str, Any]],
    results: Iterable[tuple[str, Converted | KhulasaError]], problems: list[Problem], memory_file: Path,
) -> Conversion:  # fmt: skip
    """Write what was converted, in the order of the sources; the second of two copies is refused."""
    first: dict[str, str] = {}
    written: list[str] = []
    edited: dict[str, tuple[str, ...]] = {}
    done = dict(results)
    for path in sorted([*kept, *done]):
        result = done.get(path)
        if isinstance(result, KhulasaError):
            problems.extend(replace(p, where=(project.seeds / path).as_posix()) if p.where == path else p
                            for p in result.problems)  # fmt: skip
            continue
        stamp = result.body_stamp if result else kept[path]["body"]
        if (twin := first.setdefault(stamp, path)) != path:
            what = f"is the same article as {twin}"
            problems.append(Problem((project.seeds / path).as_posix(), what, "delete one of the two"))
            kept.pop(path, None)
            continue
        if result:
            problems.extend(result.problems)
            if _write(project, result):
                written.append(result.path)
            kept[path] = _look(project, path, result.path, {"body": stamp, "edited": list(result.edited)})
        if kept[path]["edited"]:
            edited[kept[path]["content"]] = tuple(kept[path]["edited"])
    problems.extend(_gone(project, set(done) | set(kept)))
    articles.save(memory_file, json.dumps({"key": memory.key, "sources": kept}, sort_keys=True, indent=0))
    return Conversion(tuple(written), len(kept) - len(written), edited, tuple(sorted(set(problems))))


def _gone(project: Project, known: set[str]) -> Iterator[Problem]:
    """Content files whose source is no longer there: they stay, and are named."""
    for path in articles.walk(project.content):
        try:
            row = articles.read_file(project.content, path).fields.get("source")
        except KhulasaError:
            continue  # index reports it, with its line
        file = row.get("file") if isinstance(row, dict) else None
        if isinstance(file, str) and file and file not in known and not (project.seeds / file).exists():
            what = f"its source {file} is gone"
            remedy = "the article stays; delete this file to take it off the site"
            yield Problem((project.content / path).as_posix(), what, remedy, fatal=False)


def _write(project: Project, result: Converted) -> bool:
    """Write a content file where it changed; first a copy of what an editor wrote in it."""
    file = project.content / result.path
    try:
        old = file.read_bytes() if file.exists() else None
        if old == result.text.encode():
            return False
        if old is not None and result.edited:
            mark = hashlib.sha256(old).hexdigest()[:8]
            articles.save(project.cache / "copies" / f"{result.id}.{mark}.md", old.decode("utf-8"))
        articles.save(file, result.text)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise KhulasaError(Problem(file.as_posix(), what, "make room or mend its permissions")) from None
    return True


def _key(project: Project) -> str:
    rules = [fingerprint.of_rules(chain) for _, chain in project.chains]
    package = fingerprint.of_folder(fingerprint.PACKAGE / "content", "*.py")
    flow = fingerprint.of_files(
        [fingerprint.PACKAGE / n for n in ("pipeline.py", "convert.py")], fingerprint.PACKAGE
    )
    authority_files = fingerprint.of_folder(project.content / "authority", "*.yaml")
    parts = [*rules, package, flow, authority_files, repr(project.options)]
    return fingerprint.of_bytes(*(p.encode() for p in parts))


def _recall(file: Path, key: str) -> _Memory:
    """The memory of the last conversion where it still holds, else an empty one: it comes back by itself."""
    try:
        raw = json.loads(file.read_text("utf-8"))
        if raw["key"] == key:
            return _Memory(key, dict(raw["sources"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _Memory(key)
    return _Memory(key)


def _look(project: Project, path: str, home: str | None, entry: Mapping[str, Any]) -> dict[str, Any]:
    """What source and content file look like now; equal to the remembered entry where neither changed."""
    now = {"content": home, "body": entry["body"], "edited": entry["edited"]}
    for name, file in (("source", project.seeds / path), ("file", project.content / home if home else None)):
        if file is None or not file.exists():
            return {}
        stat = file.stat()
        now[name + "_stat"] = [stat.st_size, stat.st_mtime_ns]
        same = entry.get(name + "_stat") == now[name + "_stat"]
        now[name + "_sha"] = entry[name + "_sha"] if same else hashlib.sha256(file.read_bytes()).hexdigest()
        if not same and entry.get(name + "_sha") == now[name + "_sha"]:
            now[name + "_stat"] = entry[name + "_stat"]
    return now


def _homes(content: Path) -> dict[str, str]:
    """Content file by article id; a file that an editor renamed is found by the id that it says."""
    homes: dict[str, str] = {}
    for path in articles.walk(content):
        identity = Path(path).stem
        with (content / path).open("rb") as file:
            for line in (file.readline(200) for _ in range(3)):
                if line.startswith(b"id: "):
                    identity = line[4:].decode("utf-8", "replace").strip().strip("'\"")
        homes.setdefault(identity, path)
    return homes


def _one(project: Project, job: _Job) -> tuple[str, Converted | KhulasaError]:
    try:
        source = read_source(project.seeds, job.source)
        result = convert(source, job.id, job.existing, project.authority, project.chains, project.options)
    except KhulasaError as error:
        return job.source, error
    return job.source, result


def _many(project: Project, jobs: list[_Job]) -> list[tuple[str, Converted | KhulasaError]]:
    return [_one(project, job) for job in jobs]


def _run(
    project: Project, tasks: list[_Job], jobs: int, progress: Progress
) -> Iterator[tuple[str, Converted | KhulasaError]]:
    """Convert in this process or in several; the results are the same, and in the order of the tasks."""
    total = len(tasks)
    if jobs <= 1 or total < 64:  # a pool costs more than it saves below that
        for done, task in enumerate(tasks, 1):
            yield _one(project, task)
            progress("convert", done, total)
        return
    size = max(16, min(256, total // (jobs * 8)))
    chunks = [tasks[i : i + size] for i in range(0, total, size)]
    done = 0
    with ProcessPoolExecutor(jobs) as pool:
        for results in pool.map(_many, [project] * len(chunks), chunks):
            yield from results
            done += len(results)
            progress("convert", done, total)


def adopt_all(project: Project) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Fill in what is missing in content files that editors wrote without a source: (written, problems)."""
    written: list[str] = []
    problems: list[Problem] = []
    for path in articles.walk(project.content):
        try:
            content = articles.read_file(project.content, path)
            if content.fields.get("source"):
                continue
            result = adopt(path, content, project.authority, project.chains, project.options)
        except KhulasaError as error:
            problems.extend(error.problems)
            continue
        if _write(project, result):
            written.append(path)
    return tuple(written), tuple(problems)
