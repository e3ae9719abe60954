"""All sources of a project to its content folder: only what changed is read, and the results are streamed."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

from khulasa import fingerprint, stores
from khulasa.collector import looking_seldom
from khulasa.content import articles, frontmatter, provenance
from khulasa.content.frontmatter import ContentFile
from khulasa.convert import Converted, adopt, convert, read_source
from khulasa.errors import KhulasaError, Problem, unforeseen
from khulasa.executors import Executor, Local, Lost, cut
from khulasa.locks import lock
from khulasa.project import SUFFIXES, Progress, Project, Stat, looked_at, quiet, sources

POOL_FROM = 64
"""Sources below which a pool of processes costs more than it saves (the start of an interpreter for each)."""

Entry = dict[str, Any]
"""What is remembered of a source that was converted: how it and its content file looked, and what was said of it."""


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
    seen: str = ""
    """Hash of the bytes of the content file that was read."""


@dataclass(slots=True)
class _Ledger:
    """What a run has found so far; it becomes the memory of the next one."""

    entries: dict[str, Entry] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    first: dict[str, str] = field(default_factory=dict)
    """The first source with a text, by the stamp of the text."""


def convert_all(
    project: Project, jobs: int = 1, progress: Progress = quiet, executor: Executor | None = None
) -> Conversion:
    """Bring ``content/`` up to date with the sources, the authority files and the rules.

    ``jobs`` is the number of processes here where no executor is named.

    KhulasaError where there are no sources to speak of, where the content folder cannot be written, and where
    another build is at work.
    """
    try:
        with lock(project.cache, "conversion.lock"):
            return _convert_all(project, executor or Local(jobs), progress)
    except OSError as error:
        where = str(error.filename or project.content)
        what = f"cannot be used: {error.strerror or error}"
        raise KhulasaError(Problem(where, what, "make room, or mend its permissions")) from error
    except BrokenProcessPool as error:
        what, remedy = "a worker process was killed", "build again; where memory is short, with --jobs 1"
        raise KhulasaError(Problem(str(project.seeds), what, remedy)) from error


def _convert_all(project: Project, executor: Executor, progress: Progress) -> Conversion:
    key, memory = _key(project), project.cache / "converted.json"
    remembered = _recall(memory, key)
    seen, written = sources(project), _contents(project.content)
    homes = _homes(project.content, written, remembered)
    ledger = _Ledger()
    kept: dict[str, Entry] = {}
    tasks: dict[str, _Job] = {}
    named = {path: articles.article_id(path) for path in sorted(seen) if not path.endswith(provenance.SUFFIX)}
    for path, identity in named.items():
        home, entry = homes.get(identity), remembered.get(path)
        if entry and _untouched(entry, path, home, seen, written):
            kept[path] = entry
        elif not path.replace("\u200c", "").isprintable():
            what, remedy = "has a name with invisible characters", "give the file another name"
            ledger.problems.append(Problem((project.seeds / path).as_posix(), what, remedy))
        elif not path.endswith(SUFFIXES):
            what = f"is not a {' or '.join(SUFFIXES)} file"
            remedy = "save the article as plain text, or move the file elsewhere"
            ledger.problems.append(Problem((project.seeds / path).as_posix(), what, remedy))
        elif entry and entry == _look(project, path, home, entry):
            kept[path] = entry
        else:
            try:
                tasks[path] = _job(project, path, identity, home)
            except KhulasaError as error:
                ledger.problems.extend(error.problems)
    results = _run(project, list(tasks.values()), executor, progress)
    for path in sorted([*kept, *tasks]):
        _enter(project, ledger, path, next(results) if path in tasks else kept[path], tasks.get(path))
    ledger.problems.extend(_sourceless(project, frozenset(named.values()), homes))
    if ledger.entries != remembered:
        _remember(memory, key, ledger.entries)
    edited = {e["content"]: tuple(e["edited"]) for e in ledger.entries.values() if e["edited"]}
    unchanged = len(ledger.entries) - len(set(ledger.written))
    return Conversion(tuple(ledger.written), unchanged, edited, tuple(sorted(set(ledger.problems))))


def _job(project: Project, path: str, identity: str, home: str | None) -> _Job:
    """What to convert. KhulasaError where the content file that is there cannot be read."""
    if home is None:
        return _Job(path, identity, None)
    data = articles.read_bytes(project.content, home)
    content = articles.parse(data, (project.content / home).as_posix())
    return _Job(path, identity, (home, content), hashlib.sha256(data).hexdigest())


def _enter(
    project: Project,
    ledger: _Ledger,
    path: str,
    result: Converted | KhulasaError | Entry,
    job: _Job | None,
) -> None:
    """Write one result and remember it; a refused source and the second of two copies leave no entry."""
    where = (project.seeds / path).as_posix()
    if isinstance(result, KhulasaError):
        ledger.problems.extend(
            replace(p, where=where) if p.where in ("", path) else p for p in result.problems
        )
        return
    body = result.body_stamp if isinstance(result, Converted) else result["body"]
    twin = ledger.first.setdefault(body, path)
    if twin != path:
        ledger.problems.append(Problem(where, f"is the same article as {twin}", "delete one of the two"))
        return
    if isinstance(result, Converted):
        written = _write(project, result, job)
        if isinstance(written, Problem):
            ledger.problems.append(written)
            return
        if written:
            ledger.written.append(result.path)
        notes = [[(project.content / p.where).as_posix(), p.what, p.remedy] for p in result.problems]
        found = {"body": body, "edited": list(result.edited), "notes": notes}
        read = {"source": result.source_sha, "file": _sha(result.text.encode()), "record": result.record_sha}
        result = _look(project, path, result.path, found)
        if any(result.get(f"{name}_sha") != sha for name, sha in read.items()):
            # Somebody wrote to it meanwhile: what is there now has not been read.
            result = found
    if "content" in result:
        ledger.entries[path] = result
    ledger.problems.extend(
        Problem(where, what, remedy, fatal=False) for where, what, remedy in result["notes"]
    )


def _sourceless(project: Project, known: frozenset[str], homes: Mapping[str, str]) -> Iterator[Problem]:
    """Content files whose source is gone stay, and are named; those that an editor wrote are completed."""
    for identity, path in homes.items():
        if identity in known:
            continue
        where = (project.content / path).as_posix()
        try:
            data = articles.read_bytes(project.content, path)
            content = articles.parse(data, where)
            row = content.fields.get("source")
            if isinstance(row, dict) and row.get("file"):
                what, remedy = (
                    f"its source {row['file']} is gone",
                    "delete this file to take the article off the site",
                )
                yield Problem(where, what, remedy, fatal=False)
            else:
                job = _Job("", identity, (path, content), _sha(data))
                written = _write(project, adopt(path, content, project.rulebook), job)
                if isinstance(written, Problem):
                    yield written
        except KhulasaError as error:
            yield from (replace(p, where=where) if p.where in ("", path) else p for p in error.problems)


def _write(project: Project, result: Converted, job: _Job | None) -> bool | Problem:
    """Write a content file where it changed; first a copy of one that an editor touched.

    A problem where somebody wrote the file since it was read: what they wrote stays.
    """
    file = project.content / result.path
    try:
        old = file.read_bytes() if file.exists() else None
        if old == result.text.encode():
            return False
        if (_sha(old) if old is not None else "") != (job.seen if job else ""):
            what, remedy = "was changed while it was being read", "nothing is lost; build again"
            return Problem(file.as_posix(), what, remedy)
        if old is not None and (result.edited or not _as_we_write(job, old)):
            copy = project.cache / "copies" / f"{result.id}.{_sha(old)[:8]}.md"
            articles.save(copy, old.decode("utf-8"))
        articles.save(file, result.text)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise KhulasaError(Problem(file.as_posix(), what, "make room, or mend its permissions")) from None
    return True


def _as_we_write(job: _Job | None, old: bytes) -> bool:
    """Whether the bytes of a content file are the program's own: comments and spaces of an editor are not."""
    return job is not None and job.existing is not None and frontmatter.write(job.existing[1]).encode() == old


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# ------------------------------------------------------------------ what need not be done again


def _key(project: Project) -> str:
    """What every conversion depends on beside its source: the rules, the program, the authority, the settings."""
    package = fingerprint.PACKAGE
    parts = [
        *(fingerprint.of_rules(rules) for _, rules in project.chains),
        fingerprint.of_folder(package / "content", "*.py"),
        fingerprint.of_files([package / "pipeline.py", package / "convert.py"], package),
        fingerprint.of_folder(project.records, "*.yaml"),
        str(project.config.sentences),
        "\n".join(d.line() for d in project.decisions.all),
    ]
    return fingerprint.of_bytes(*(part.encode() for part in parts))


def _recall(file: Path, key: str) -> Mapping[str, Entry]:
    """The memory of the last run where it still holds and is whole, else none: everything is read again then."""
    try:
        stamp, _, text = file.read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    if stamp != _sha(text.encode()):
        return {}
    raw = json.loads(text)
    return dict(raw["sources"]) if raw["key"] == key else {}


def _remember(file: Path, key: str, entries: Mapping[str, Entry]) -> None:
    """Write the memory of this run, headed by a hash of itself."""
    text = json.dumps({"key": key, "sources": entries}, sort_keys=True)
    articles.save(file, f"{_sha(text.encode())}\n{text}")


def _untouched(
    entry: Entry, path: str, home: str | None, sources: Mapping[str, Stat], contents: Mapping[str, Stat]
) -> bool:
    """Whether nothing of a source has another size or time than is remembered: it need not be opened."""
    record = provenance.beside(PurePosixPath(path)).as_posix()
    return (
        home is not None
        and entry.get("content") == home
        and entry.get("source_stat") == sources[path]
        and entry.get("file_stat") == contents.get(home)
        and entry.get("record_stat") == sources.get(record, [])
    )


def _look(project: Project, path: str, home: str | None, entry: Entry) -> Entry:
    """How source and content file look now; equal to the entry where neither changed (whatever their times)."""
    now = {"content": home, **{name: entry[name] for name in ("body", "edited", "notes")}}
    document = project.seeds / path
    files = (
        ("source", document),
        ("file", project.content / home if home else None),
        ("record", provenance.beside(document)),
    )
    for name, file in files:
        if name == "record" and file is not None and not file.exists():
            now |= {"record_stat": [], "record_sha": ""}
            continue
        try:
            stat = file.stat() if file else None
            data = b"" if stat is None or _unmoved(entry, name, stat) else _beginning(file)
        except OSError:
            stat = None
        if stat is None:
            return {name: entry[name] for name in ("edited", "notes")}
        seen = [stat.st_size, stat.st_mtime_ns]
        if _unmoved(entry, name, stat):
            sha = entry[f"{name}_sha"]
        else:
            sha = _sha(data)
            if entry.get(f"{name}_sha") == sha:
                seen = entry[f"{name}_stat"]
        now |= {f"{name}_stat": seen, f"{name}_sha": sha}
    return now


def _unmoved(entry: Entry, name: str, stat: os.stat_result) -> bool:
    """Whether size and time of a file are as remembered."""
    return bool(entry.get(f"{name}_stat") == [stat.st_size, stat.st_mtime_ns])


def _beginning(file: Path | None) -> bytes:
    """A file, up to the length that no readable one has."""
    if file is None:
        return b""
    with file.open("rb") as data:
        return data.read(articles.MAX_BYTES + 1)


def _contents(content: Path) -> dict[str, Stat]:
    """The content files by path relative to the content folder, sorted."""
    folder = content / articles.FOLDER
    found = looked_at(folder) if folder.is_dir() else {}
    return {f"{articles.FOLDER}/{path}": found[path] for path in sorted(found) if path.endswith(".md")}


def _homes(content: Path, written: Mapping[str, Stat], remembered: Mapping[str, Entry]) -> dict[str, str]:
    """Content file by article id; a file that an editor renamed is found by the id that it says.

    A file that is as it was remembered is not opened.
    """
    known = {e["content"]: (e["file_stat"], path) for path, e in remembered.items() if "content" in e}
    homes: dict[str, str] = {}
    for path, state in written.items():
        was, source = known.get(path, ([], ""))
        if state and was == state:
            homes.setdefault(articles.article_id(source), path)
            continue
        identity = Path(path).stem
        try:
            with (content / path).open("rb") as file:
                head = [file.readline(200) for _ in range(3)]
        except OSError:
            head = []  # it is named when it is to be read
        for line in head:
            if line.startswith(b"id: "):
                identity = line[4:].decode("utf-8", "replace").strip().strip("'\"")
        homes.setdefault(identity, path)
    return homes


# ------------------------------------------------------------------ the work itself


def _one(project: Project, seeds: Path, job: _Job) -> Converted | KhulasaError:
    try:
        return convert(read_source(seeds, job.source), job.id, job.existing, project.rulebook)
    except KhulasaError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a fault of a rule in one article must not stop all others
        return unforeseen(job.source, error)


@lru_cache(maxsize=1)
def _unpacked(project: bytes) -> Project:
    """The project in a worker, one for all its shards: what is made ready of its authority is made ready once."""
    unpacked: Project = pickle.loads(project)  # noqa: S301 - bytes of the process that started this one
    return unpacked


def _many(packed: bytes, jobs: Sequence[_Job]) -> list[Converted | KhulasaError]:
    """Convert a shard: the task that any executor does."""
    project = _unpacked(packed)
    documents = [job.source for job in jobs]
    records = [provenance.beside(Path(path)).as_posix() for path in documents]
    with looking_seldom(), stores.at_hand(project.seeds, project.origin, [*documents, *records]) as seeds:
        return [_one(project, seeds, job) for job in jobs]


def _run(
    project: Project, tasks: list[_Job], executor: Executor, progress: Progress
) -> Iterator[Converted | KhulasaError]:
    """Convert wherever the executor does it; the results are the same, and in the order of the tasks."""
    total, done = len(tasks), 0
    if total < POOL_FROM and not executor.elsewhere:
        executor = Local()
    size = max(16, min(256, total // (executor.width * 8)))
    for results in executor.run(partial(_many, pickle.dumps(project)), cut(tasks, size)):
        found = [_lost(results)] if isinstance(results, Lost) else results
        yield from found
        done += len(found)
        progress("convert", done, total)


def _lost(lost: Lost) -> KhulasaError:
    """What is said of a source that no process survives."""
    what, remedy = f"cannot be converted: it {lost.why}", "move the file elsewhere, and report it"
    return KhulasaError(Problem(lost.item.source, what, remedy))
