"""Past one machine: work on a Dask cluster, sources and site on a store; the same bytes as here, whatever dies."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import LocalCluster
from moto.server import ThreadedMotoServer

import clusterkit
from khulasa import build, conversion, publish, stores
from khulasa.bench.seeds import Corpus
from khulasa.cluster import Cluster, connect
from khulasa.errors import KhulasaError
from khulasa.executors import Local, Lost, cut
from khulasa.places import Bucket
from khulasa.project import Project, open_project

ARTICLES = 8


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of a bucket on a server that speaks S3."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    names = ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION")
    values = (f"http://{host}:{port}", "test", "test", "us-east-1")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(zip(names, values, strict=True))
    stores.store("s3://news").files.mkdir("news")
    yield "s3://news"
    server.stop()
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


@pytest.fixture(scope="module")
def local_cluster(s3: str) -> Iterator[LocalCluster]:
    """A scheduler and two workers, each a process; they know where the bucket is."""
    assert s3
    here = str(Path(__file__).parent)
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = f"{here}:{before}"
    few = {"distributed.scheduler.allowed-failures": 1}  # of workers that die with a task: each takes seconds
    with (
        dask.config.set(few),
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as made,
    ):
        yield made
    os.environ["PYTHONPATH"] = before


@pytest.fixture
def cluster(local_cluster: LocalCluster) -> Iterator[Cluster]:
    """What the program sees of it."""
    with connect(local_cluster.scheduler_address) as made:
        yield made


def made(folder: Path, sources: int = ARTICLES) -> Project:
    """A project of made-up articles."""
    folder.mkdir()
    (folder / "khulasa.toml").write_text("[site]\neditions = ['ar', 'fa']\npictures = false\n", "utf-8")
    Corpus(sources).write(folder / "seeds", range(sources))
    return open_project(folder)


def built(project: Project, **how: Any) -> dict[str, str]:
    """Convert and build; the bytes of the site as hashes by path."""
    store = how.get("store", "")
    conversion.convert_all(project, executor=how.get("executor"))
    settings = build.settings_of(project, store=store)
    load, progress = build.loader(project.content), how.get("progress", lambda *_: None)
    build.build(settings, project.authority, load, progress, how.get("executor"))
    if store:
        there = stores.store(store)
        return {path: _sha(there.read(path)) for path in there.listing()}
    files = (f for f in project.output.rglob("*") if f.is_file())
    return {f.relative_to(project.output).as_posix(): _sha(f.read_bytes()) for f in files}


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The site as this process builds it."""
    return built(made(tmp_path_factory.mktemp("local") / "p"))


@pytest.mark.parametrize("width", [1, 2])
def test_local_results_are_in_order(width: int) -> None:
    """One process and two give the same results in the order of the shards."""
    numbers = [n for n in range(20) if n != 7]
    found = [n for part in Local(width).run(clusterkit.squares, cut(numbers, 3)) for n in part]
    assert found == [n * n for n in numbers]


@pytest.mark.parametrize("width", [1, 2])
def test_a_fault_of_a_task_is_no_end_of_the_work(width: int) -> None:
    """An iterator that is exhausted inside a task ends in an error, not in results that are too few."""
    with pytest.raises(RuntimeError):
        [*Local(width).run(clusterkit.stopping, cut(range(9), 3))]


def test_what_kills_its_worker_is_lost_alone(cluster: Cluster) -> None:
    """Of ten items one ends every worker: it alone is lost, in its place, and named."""
    found: list[Any] = []
    for part in cluster.run(clusterkit.squares, cut(list(range(10)), 2)):
        found.extend([part] if isinstance(part, Lost) else part)
    assert [n.item if isinstance(n, Lost) else n for n in found] == [
        n if n == 7 else n * n for n in range(10)
    ]
    assert [n.item for n in found if isinstance(n, Lost)] == [7]


def test_a_cluster_builds_the_same_bytes(cluster: Cluster, tmp_path: Path, expected: dict[str, str]) -> None:
    """A site that two workers convert and render is the local one, and nothing is left beside it."""
    project = made(tmp_path / "p")
    assert built(project, executor=cluster) == expected
    assert sorted(f.name for f in (tmp_path / "p").iterdir() if "output" in f.name) == ["output"]


def test_a_worker_killed_in_the_middle_changes_nothing(
    local_cluster: LocalCluster, cluster: Cluster, tmp_path: Path, expected: dict[str, str]
) -> None:
    """Kill -9 of a worker while pages are rendered: its shard is done again, the bytes are the same."""
    killed: list[int] = []

    def progress(work: str, done: int, total: int) -> None:
        if work == "render" and not killed and done < total:
            killed.append(next(iter(local_cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    assert built(made(tmp_path / "p"), executor=cluster, progress=progress) == expected
    assert killed


def test_a_poisonous_article_fails_alone_and_is_named(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article that no worker survives is a line that names it; all others are converted."""
    project = made(tmp_path / "p", 3)
    monkeypatch.setattr(conversion, "_many", clusterkit.poisoned)
    found = conversion.convert_all(project, executor=cluster)
    assert [p.where for p in found.problems] == [(project.seeds / clusterkit.DEADLY).as_posix()]
    assert "ended 2 workers" in found.problems[0].what
    assert len(found.written) == 2


def test_from_s3_to_s3(cluster: Cluster, s3: str, tmp_path: Path, expected: dict[str, str]) -> None:
    """Sources from one folder of a bucket, the site into another: the bytes are those of the local build.

    Workers see neither the sources nor the output of this machine.
    """
    project = made(tmp_path / "p")
    origin, to = f"{s3}/articles", f"{s3}/site"
    sources = {f.relative_to(project.seeds).as_posix(): f.read_bytes() for f in project.seeds.rglob("*.txt")}
    stores.store(origin).put(sources)
    shutil.rmtree(project.seeds)
    remote = replace(project, seeds=tmp_path / "none", origin=origin)
    with stores.at_hand(remote.seeds, origin, [*sources, "0000/none.source.json"]) as seeds:
        assert {p: (seeds / p).read_bytes() for p in sources} == sources
    stores.pull(origin, project.seeds)
    assert built(replace(project, origin=origin), executor=cluster, store=to) == expected
    assert not project.output.exists()


def test_an_edit_rewrites_little_on_a_store(tmp_path: Path, expected: dict[str, str]) -> None:
    """On a store too only what changed is written, what is gone is deleted, and the result is a clean build's."""
    project, store = made(tmp_path / "p"), f"file://{tmp_path}/far/site"
    assert built(project, store=store) == expected
    before = stores.store(store).listing()
    Corpus(ARTICLES).write(project.seeds, [ARTICLES])
    more = built(project, store=store)
    after = stores.store(store).listing()
    same = [p for p in before if p in after and before[p]["mtime"] == after[p]["mtime"]]
    assert len(same) > len(before) / 3
    (project.seeds / Corpus(ARTICLES).path(ARTICLES)).unlink()
    next((project.content / "articles").rglob(f"*{ARTICLES:07}*.md")).unlink()
    assert more != expected
    assert built(project, store=store) == expected


def test_a_broken_build_on_a_store_is_made_whole(tmp_path: Path, expected: dict[str, str]) -> None:
    """Where the marker names no tree, pages half way are written over by the next build."""
    project, store = made(tmp_path / "p"), f"file://{tmp_path}/site"
    built(project, store=store)
    stores.store(store).put({"ar/index.html": b"half", publish.MARKER: publish.TEXT.encode()})
    assert built(project, store=store) == expected


def test_what_others_put_on_a_store_is_not_touched(tmp_path: Path) -> None:
    """A store that holds other files is refused by name."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.doc").write_text("x", "utf-8")
    with pytest.raises(KhulasaError, match="did not make"):
        Bucket(f"file://{tmp_path}/site").check()


def test_pulling_fetches_what_changed_and_drops_what_is_gone(tmp_path: Path) -> None:
    """Copies follow the store; hidden files and ways out of the folder are not followed."""
    there = stores.store("memory://pull/news")
    there.put({"a.txt": b"one", "b/c.txt": b"two", ".hidden/d.txt": b"three"})
    stores.pull("memory://pull/news", tmp_path / "copy")
    found = {f.relative_to(tmp_path / "copy").as_posix() for f in (tmp_path / "copy").rglob("*.txt")}
    assert found == {"a.txt", "b/c.txt"}
    times = (tmp_path / "copy" / "b" / "c.txt").stat().st_mtime_ns
    there.delete(["a.txt"])
    there.put({"e.txt": b"four"})
    stores.pull("memory://pull/news", tmp_path / "copy")
    assert not (tmp_path / "copy" / "a.txt").exists()
    assert (tmp_path / "copy" / "e.txt").read_bytes() == b"four"
    assert (tmp_path / "copy" / "b" / "c.txt").stat().st_mtime_ns == times


def test_an_unknown_store_and_a_dead_scheduler_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is a traceback."""
    with pytest.raises(KhulasaError, match="no store"):
        stores.store("gopher-of-old://x")
    monkeypatch.setattr("khulasa.cluster.WAIT", 1)
    with pytest.raises(KhulasaError, match="no scheduler"), connect("tcp://127.0.0.1:9"):
        pass
