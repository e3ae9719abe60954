"""A project: a folder that holds ``seeds/``, its settings, its authority files, and the work on all of them."""

from __future__ import annotations

import difflib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from khulasa import config as settings
from khulasa.chains import STANDARD, Chains
from khulasa.config import Config
from khulasa.content import authority, decisions
from khulasa.content.authority import Authority
from khulasa.content.decisions import Decisions
from khulasa.convert import Rulebook
from khulasa.errors import KhulasaError, Problem
from khulasa.pipeline import Options
from khulasa.rules.score import Budget

CACHE = ".khulasa"
"""Folder of what can be deleted at any time (but ``copies``: files as editors left them)."""
SUFFIXES = (".txt",)
"""Of source documents; the records beside them (``content.provenance``) are none."""
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
    records: Path
    """Folder of the authority files: the project's own, else those that come with the program."""
    authority: Authority
    decisions: Decisions
    """What editors decided about names."""
    chains: Chains
    problems: tuple[Problem, ...]
    """What is wrong in the authority files, among the decisions, and where the settings name a source."""
    file: Path = Path(settings.FILE)
    """Where the settings are, if they are there."""
    origin: str = ""
    """Address of the store whose files ``seeds`` holds copies of; empty where the sources lie there themselves."""

    @property
    def cache(self) -> Path:
        """Where the index and other things that come back by themselves are kept."""
        return self.root / CACHE

    @property
    def rulebook(self) -> Rulebook:
        """What governs the reading of a source."""
        options = Options(Budget(sentences=self.config.sentences))
        return Rulebook(self.authority, self.chains, self.decisions, options)


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
    records = content / "authority"
    if not records.is_dir():
        records = shipped("authority", "content/authority")
    loaded_records, problems = authority.load(records)
    decided, wrong = decisions.load(content / decisions.FILE, loaded_records)
    return Project(
        root=root,
        config=loaded,
        seeds=seeds or root / loaded.seeds,
        content=content,
        output=output or root / loaded.output,
        records=records,
        authority=loaded_records,
        decisions=decided,
        chains=STANDARD.without(loaded.rules_off, str(file)),
        problems=(*problems, *wrong, *_nobody(loaded, loaded_records, file)),
        file=file,
    )


def _nobody(config: Config, records: Authority, file: Path) -> Iterator[Problem]:
    """A problem for each id in the settings that is no source: what was said for it would be said for nobody."""
    known = {record.id for record in records.of_kind("source")}
    named = [("[publish.sources]", ident) for ident in config.publish_sources]
    named += [(f"[sources.{one.name}] outlet", one.outlet) for one in config.sources if one.outlet]
    for where, ident in named:
        if ident not in known:
            near = difflib.get_close_matches(ident, sorted(known), n=1)
            remedy = f"did you mean {near[0]!r}?" if near else f"begin its record: khulasa new source {ident}"
            what = f"{where} names {ident!r}, which is no source of the authority files"
            yield Problem(str(file), what, remedy)


def shipped(installed: str, checkout: str) -> Path:
    """A folder that comes with the program: inside an installed wheel, or where a checkout has it."""
    package = Path(__file__).parent
    inside = package / installed
    return inside if inside.is_dir() else package.parent.parent / checkout


Stat = list[int]
"""Size in bytes and time in nanoseconds of a file, as they are remembered; empty where it cannot be looked at."""


def looked_at(folder: Path) -> dict[str, Stat]:
    """Every file below a folder by its POSIX path relative to it; hidden ones and linked folders are passed over."""
    found: dict[str, Stat] = {}
    folders = [str(folder)]
    base = len(str(folder)) + 1
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                    continue
                try:
                    state = entry.stat()
                except OSError:
                    found[entry.path[base:]] = []
                    continue
                if stat.S_ISREG(state.st_mode):
                    found[entry.path[base:]] = [state.st_size, state.st_mtime_ns]
    return found


def sources(project: Project) -> dict[str, Stat]:
    """The files in the folder of sources. KhulasaError where there is no such folder."""
    if not project.seeds.is_dir():
        what, remedy = (
            "there is no such folder",
            "make it and put articles into it, or name another with --seeds",
        )
        raise KhulasaError(Problem(str(project.seeds), what, remedy))
    return looked_at(project.seeds)
