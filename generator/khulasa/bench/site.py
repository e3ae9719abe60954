"""The whole work over a made-up corpus: each stage cold, then edits one by one; beside other generators.

Every step runs in a process of its own, so that its time holds the start of the program and its memory is its own.
"""

from __future__ import annotations

import math
import os
import shutil
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from khulasa import build, index
from khulasa.bench import lean, meter
from khulasa.bench.peers import Peer
from khulasa.bench.seeds import Corpus
from khulasa.bench.shown import Shown, shown
from khulasa.project import open_project

SETTINGS = """[site]
url = "https://example.org/"
[publish]
default = "full"
[paths]
theme = "theme"
"""
BUILD = "from khulasa.cli import main; main()"
TEMPLATE = "templates/article.html"
PLACES = "content/authority/places.yaml"
RECORD = """
tehran:
  names:
    ar: [طهران]
    fa: [تهران]
    en: [Tehran]
"""
"""Of the place that the corpus names most: the one that is edited."""


@dataclass(frozen=True, slots=True)
class Step:
    """One measured step."""

    name: str
    seconds: float
    cpu: float
    """Seconds of processors."""
    pages: int
    """Files that were written, of the site or of ``content/``."""
    peak: float
    """Megabytes of all processes together."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A corpus in a folder, and how it is worked on."""

    folder: Path
    articles: int
    jobs: int

    @property
    def project(self) -> Path:
        """The folder of the project."""
        return self.folder / "khulasa"

    @property
    def corpus(self) -> Corpus:
        """The sources."""
        return Corpus(self.articles)

    def make(self) -> None:
        """Write sources, authority, theme and settings."""
        self.project.mkdir(parents=True)
        (self.project / "khulasa.toml").write_text(SETTINGS, "utf-8")
        shutil.copytree(build.default_theme(), self.project / "theme")
        given = open_project(self.project.parent).records
        shutil.copytree(given, self.project / "content" / "authority")
        places = self.project / PLACES
        places.write_text(places.read_text("utf-8") + RECORD, "utf-8")
        self.corpus.write(self.project / "seeds", range(self.articles))

    def stage(self, name: str, watched: str, label: str = "") -> Step:
        """Run a stage of ``stages``."""
        command = (sys.executable, "-m", "khulasa.bench.stages", name, str(self.jobs))
        return measured(label or name, command, self.project, watched)

    def command(self, label: str, *words: str) -> Step:
        """Run a command of Khulasa."""
        return measured(label, (sys.executable, "-c", BUILD, *words), self.project, "output")

    def build(self, label: str) -> Step:
        """Run a build."""
        return self.command(label, "build", "--jobs", str(self.jobs))


def measured(label: str, command: Sequence[str], folder: Path, watched: str) -> Step:
    """Run a command and count the files below a folder that it wrote."""
    before = _stamps(folder / watched)
    # Compiled modules are kept, as they are wherever the program is installed.
    cost = meter.run(command, folder, {**os.environ, "CI": "1", "PYTHONDONTWRITEBYTECODE": ""})
    after = _stamps(folder / watched)
    return Step(label, cost.seconds, cost.cpu, sum(before.get(p) != s for p, s in after.items()), cost.peak)


def _stamps(folder: Path) -> dict[str, int]:
    found = (os.path.join(where, name) for where, _, names in os.walk(folder) for name in names)  # noqa: PTH118
    return {path: os.stat(path).st_mtime_ns for path in found}  # noqa: PTH116


def cold(bench: Bench) -> Iterator[Step]:
    """Each stage from nothing, the floor of its pages, a check of what came out."""
    yield bench.stage("convert", "content")
    yield bench.stage("index", "output")
    yield bench.stage("search", "output")
    yield bench.build("render")
    yield _floor(bench, "output")
    yield bench.command("check", "check")


def edits(bench: Bench) -> Iterator[Step]:
    """One edit after another, each with a whole build after it."""
    corpus, seeds, size = bench.corpus, bench.project / "seeds", bench.articles
    yield bench.build("nothing changed")
    corpus.write(seeds, [size])
    yield bench.build("one article added")
    middle = seeds / corpus.path(size // 2)
    middle.write_text(corpus.text(size // 2) + corpus.text(size // 2 + 1).splitlines()[-1] + "\n", "utf-8")
    yield bench.build("one article edited")
    gone = seeds / corpus.path(size // 3)
    gone.unlink()
    for file in (bench.project / "content" / "articles").rglob(f"*{gone.stem}*.md"):
        file.unlink()
    yield bench.build("one article deleted")
    places = bench.project / PLACES
    places.write_text(places.read_text("utf-8").replace("en: [Tehran]", "en: [Tehran City]"), "utf-8")
    yield bench.build("one record edited")
    template = bench.project / "theme" / TEMPLATE
    template.write_text(template.read_text("utf-8") + "<!-- -->\n", "utf-8")
    yield bench.build("theme edited")


@dataclass(frozen=True, slots=True)
class Race:
    """Medians of one generator in alternating runs."""

    name: str
    cold: float
    added: float
    """Seconds for one article more."""
    cold_cpu: float
    added_cpu: float
    pages: int
    peak: float


def race(bench: Bench, peers: Sequence[Peer], rounds: int) -> Iterator[Race]:
    """The pages that every generator makes, in turns; Khulasa first, then the floor of Jinja, then the others."""
    articles = _articles(bench)
    runs: dict[str, list[tuple[Step, Step]]] = {}
    for number in range(rounds):
        runs.setdefault("khulasa", []).append(_own(bench, number))
        least = _floor(bench, lean.OUTPUT)
        runs.setdefault("floor", []).append((least, least))
        for peer in peers:
            runs.setdefault(peer.name, []).append(_peer(bench, peer, articles, number))
    for name, pairs in runs.items():
        first = pairs[0][0]
        yield Race(
            name,
            statistics.median(c.seconds for c, _ in pairs),
            statistics.median(a.seconds for _, a in pairs),
            statistics.median(c.cpu for c, _ in pairs),
            statistics.median(a.cpu for _, a in pairs),
            first.pages,
            statistics.median(c.peak for c, _ in pairs),
        )


def _articles(bench: Bench) -> list[Shown]:
    settings = build.settings_of(open_project(bench.project))
    with closing(index.open_existing(settings.index)) as db:
        return list(shown(db))


def _own(bench: Bench, number: int) -> tuple[Step, Step]:
    """Content files are there, as they are for the others; index and output are not."""
    for name in (lean.OUTPUT, lean.STATE):
        shutil.rmtree(bench.project / name, ignore_errors=True)
    first = bench.stage("lean", lean.OUTPUT)
    bench.corpus.write(bench.project / "seeds", [bench.articles + 1 + number])
    return first, bench.stage("lean", lean.OUTPUT)


def _floor(bench: Bench, output: str) -> Step:
    """So many pages of such sizes as there are in an output folder."""
    folder = bench.folder / "floor"
    folder.mkdir()
    jobs = str(bench.jobs)
    command = (sys.executable, "-m", "khulasa.bench.floor", str(bench.project / output), jobs)
    step = measured("floor", command, folder, "made")
    shutil.rmtree(folder)
    return step


def _peer(bench: Bench, peer: Peer, articles: Sequence[Shown], number: int) -> tuple[Step, Step]:
    folder = bench.folder / f"{peer.name}-{number}"
    newest = articles[-1]
    peer.prepare(folder, articles[:-1])
    first = measured(peer.name, peer.command, folder, peer.output)
    peer.put(folder, newest)
    second = measured(peer.name, peer.command, folder, peer.output)
    shutil.rmtree(folder)
    return first, second


def exponents(by_size: Mapping[int, Sequence[Step]]) -> dict[str, float]:
    """By step: the power of the number of articles that its seconds of processors grow with, by least squares."""
    found = {}
    for name in (step.name for step in next(iter(by_size.values()))):
        points = [
            (math.log(n), math.log(s.cpu)) for n, steps in by_size.items() for s in steps if s.name == name
        ]
        found[name] = statistics.linear_regression(*zip(*points, strict=True)).slope
    return found
