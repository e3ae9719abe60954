"""Faults: whatever goes wrong ends in a right site or a clear refusal, and nothing of the editor's is lost."""

from __future__ import annotations

import ctypes
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import minikit
from khulasa import build, conversion, index, locks
from khulasa.content import articles
from khulasa.errors import Exit
from khulasa.executors import cut
from khulasa.project import open_project
from khulasa.site import render

HERE = Path(__file__).parent
KHULASA = Path(sys.executable).parent / "khulasa"
REFUSED = (Exit.PROBLEMS, Exit.USAGE, Exit.FAILED)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built; tests work on copies of it."""
    folder = minikit.project(tmp_path_factory.mktemp("built") / "p")
    assert minikit.build(folder) == (Exit.OK, "")
    return folder


@pytest.fixture(scope="module")
def expected(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site that a clean build gives after ``change``."""
    folder = Path(shutil.copytree(built, tmp_path_factory.mktemp("expected") / "p"))
    change(folder)
    return minikit.clean(folder, folder.with_name("clean"))


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of the built project, with its times."""
    return Path(shutil.copytree(built, tmp_path / "p", copy_function=shutil.copy2))


def change(folder: Path, seed: int = 7) -> None:
    """Another article, and one more person of each language is known."""
    chance = random.Random(seed)  # noqa: S311 - the same chance each time
    (folder / "seeds" / "new.txt").write_text(minikit.text(chance), "utf-8")
    minikit.records(folder, 3)


def mended(folder: Path, expected: dict[str, bytes]) -> bool:
    """Whether the next build, with the fault gone, gives what a clean one gives."""
    minikit.settings(folder)
    return minikit.build(folder)[0] == Exit.OK and minikit.site(folder) == expected


def command(folder: Path, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """``khulasa build`` in a process of its own that something was done to first."""
    return subprocess.run(
        [KHULASA, "build", "--jobs", "1"], cwd=folder, capture_output=True, text=True, check=False, timeout=120,
        preexec_fn=before,
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a command ended with a documented code and lines that say what to do."""
    rows = done.stderr.splitlines()
    plain = all(row.startswith(("error: ", "note: ")) and "; " in row for row in rows)
    return done.returncode in REFUSED and bool(rows) and plain


# ------------------------------------------------------------------ kill -9


def test_killed_builds_never_show_half_a_site(tmp_path):
    """kill -9 at random moments, workers and all: readers miss no page and see no mixed one; content files are whole;
    the next build works at once and gives what a clean one gives."""
    done = subprocess.run(
        [sys.executable, HERE / "killer.py", tmp_path / "p", os.environ.get("KHULASA_KILLS", "20"), "1"],
        capture_output=True, text=True, check=True, timeout=3000,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found["faults"] == found["torn"] == found["left"] == []
    assert (found["code"], found["said"], found["same"]) == (0, "", True)
    assert found["killed"] > 0
    assert found["reads"] > 1000


@pytest.mark.parametrize("stage", ["convert", "render"])
def test_a_killed_worker_is_a_clear_line(folder, expected, monkeypatch, stage):
    """The last site stays, the exit code says so, and the next build works."""

    tests = os.getpid()

    def killed(*_: object) -> None:
        assert os.getpid() != tests, "the work is not done by a worker"
        os.kill(os.getpid(), signal.SIGKILL)

    before = minikit.site(folder)
    with monkeypatch.context() as patch:
        # A forked worker has what is patched here; threads of other tests must not make it a spawned one.
        patch.setattr(threading, "active_count", lambda: 1)
        patch.setattr(conversion, "POOL_FROM", 1)
        patch.setattr(conversion, "cut", lambda items, _: cut(items, 2))
        patch.setattr(render, "SMALL", 1)
        patch.setattr(
            *((conversion, "_one", killed) if stage == "convert" else (render.PageWriter, "put", killed))
        )
        change(folder)
        code, said = minikit.build(folder, 2)
    assert code == Exit.FAILED
    assert "a worker process was killed" in said
    assert before == minikit.site(folder)
    assert mended(folder, expected)


# ------------------------------------------------------------------ the disk


@pytest.mark.parametrize("size", [0, 3_000, 100_000])
def test_a_full_disk(folder, expected, size):
    """No file can grow beyond a size: a clear refusal, the last site whole, and right again when there is room."""
    before, seeds = minikit.site(folder), minikit.tree(folder / "seeds")
    change(folder)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = command(folder, full)
    assert refused(done), done.stderr
    assert minikit.site(folder) == before
    assert seeds.items() <= minikit.tree(folder / "seeds").items()
    assert mended(folder, expected)


def test_an_index_without_room_says_so(folder):
    """SQLite takes back by itself what was begun where the disk is full: the reason told is still that one."""
    project = open_project(folder)
    load = build.loader(project.content)
    db, _ = index.open_index(folder / "other.sqlite")
    with closing(db):
        db.execute(f"pragma max_page_count = {db.execute('pragma page_count').fetchone()[0]}")
        with pytest.raises(sqlite3.OperationalError, match="disk is full"):
            index.sync(db, project.content, project.authority, load)
        db.execute("pragma max_page_count = 1000000")
        assert index.sync(db, project.content, project.authority, load).changed == 4


def bound() -> None:
    """Let permissions hold for root too."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):  # to write, and to read, whatever the permissions say
        libc.prctl(24, capability, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="permissions of root are taken away by a call of Linux")
@pytest.mark.parametrize(
    ("path", "mode"),
    [
        (".", 0o555), (".khulasa", 0o555), ("content/articles/ar/2024", 0o555), ("seeds/a01.txt", 0o000),
        ("khulasa.toml", 0o000), ("content/authority/people.yaml", 0o000), (".khulasa/index.sqlite", 0o000),
    ],
)  # fmt: skip
def test_what_may_not_be_read_or_written(folder, expected, path, mode):
    """A clear refusal that names it; the last site stays or is right; with the permission back all is well."""
    before = minikit.site(folder)
    change(folder)
    file = next(folder.glob("content/articles/*/*"), folder) if "2024" in path else folder / path
    was = file.stat().st_mode
    file.chmod(mode)
    done = command(folder, bound)
    file.chmod(was)
    assert refused(done) or done.returncode == Exit.OK, done.stderr
    assert done.returncode != Exit.FAILED or minikit.site(folder) == before
    assert mended(folder, expected)


@pytest.mark.parametrize("path", [".khulasa", "output", "content/articles", "khulasa.toml"])
def test_a_file_in_the_place_of_a_folder(folder, path):
    """And a folder in the place of a file: refused by name."""
    target = folder / path
    if target.is_dir():
        shutil.rmtree(target)
        target.write_text("mine", "utf-8")
    else:
        target.unlink()
        target.mkdir()
    change(folder)
    done = command(folder)
    assert refused(done), done.stderr
    assert path in done.stderr
    assert target.is_dir() or target.read_text("utf-8") == "mine"


def test_what_vanishes_while_it_is_read(folder, monkeypatch):
    """A source and a content file that go between listing and reading: the rest is built, the next build is right."""
    homes = conversion._homes

    def later(content: Path, *rest: Any) -> dict[str, str]:
        found = homes(content, *rest)
        (folder / "seeds" / "a01.txt").unlink()
        (content / sorted(found.values())[0]).unlink()
        return found

    (folder / ".khulasa" / "converted.json").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(conversion, "_homes", later)
        code, said = minikit.build(folder)
    assert code in (Exit.OK, Exit.PROBLEMS), said
    assert minikit.build(folder)[0] == Exit.OK
    assert minikit.site(folder) == minikit.clean(folder, folder.with_name("clean"))


# ------------------------------------------------------------------ the program itself


@pytest.mark.parametrize("stage", ["convert", "read"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_the_program_stops_one_article(folder, monkeypatch, stage, jobs):
    """A rule that fails on one article, or a reader that fails on its file: a line that names it, the rest is built,
    what the editor has of it stays, and all is right when the fault is mended."""
    stored = minikit.tree(folder / "content/articles")
    first = next(articles.walk(folder / "content"))
    convert, article = conversion.convert, articles.article

    def fail(*given: object) -> object:
        if given[1] == Path(first).stem or first in given:
            raise ZeroDivisionError("a rule\nfailed \x1b")
        return (convert if stage == "convert" else article)(*given)

    with monkeypatch.context() as patch:
        patch.setattr(conversion, "POOL_FROM", 2)
        patch.setattr(*((conversion, "convert", fail) if stage == "convert" else (articles, "article", fail)))
        if stage == "convert":
            change(folder)
        (folder / ".khulasa/index.sqlite").unlink()
        code, said = minikit.build(folder, jobs)
    assert code == Exit.PROBLEMS
    assert (
        len(
            [row for row in said.splitlines() if "the program failed on it (ZeroDivisionError: a rule" in row]
        )
        == 1
    )
    assert "test_faults.py:" in said
    assert "\x1b" not in said
    assert len([*(folder / "output/ar/articles").iterdir(), *(folder / "output/fa/articles").iterdir()]) >= 3
    assert stored.keys() <= minikit.tree(folder / "content/articles").keys()
    assert minikit.build(folder)[0] == Exit.OK
    assert minikit.site(folder) == minikit.clean(folder, folder.with_name("clean"))


# ------------------------------------------------------------------ caches


def damage(file: Path, how: str, chance: random.Random) -> None:
    """Do something to a file."""
    data = bytearray(file.read_bytes())
    match how:
        case "cut":
            file.write_bytes(data[: chance.randrange(len(data))])
        case "empty":
            file.write_bytes(b"")
        case "zeros":
            start = chance.randrange(len(data))
            file.write_bytes(data[:start] + bytes(len(data) - start))
        case "noise":
            for _ in range(60):
                data[chance.randrange(len(data))] = chance.randrange(256)
            file.write_bytes(data)
        case "other":
            file.write_text('{"key": 1, "sources": {"a": {"b": []}}}', "utf-8")
        case _:
            file.unlink()
            file.mkdir()


@pytest.mark.parametrize("how", ["cut", "empty", "zeros", "noise", "other"])
@pytest.mark.parametrize("name", ["converted.json", "index.sqlite"])
def test_a_damaged_cache(folder, name, how):
    """Whatever is in the caches, the site is right after the build, and no field of an editor is touched."""
    chance = random.Random(f"{name} {how}")  # noqa: S311 - the same chance each time
    before = minikit.site(folder)
    edited = folder / "content" / next(articles.walk(folder / "content"))
    edited.write_text(edited.read_text("utf-8").replace("\ndeck: null", "\ndeck: سطر المحرر", 1), "utf-8")
    shutil.rmtree(folder / "output")
    damage(folder / ".khulasa" / name, how, chance)
    code, said = minikit.build(folder)
    assert (code, [row for row in said.splitlines() if row.startswith("error")]) == (Exit.OK, [])
    assert "deck: سطر المحرر" in edited.read_text("utf-8")
    assert minikit.site(folder) == minikit.clean(folder, folder.with_name("clean"))
    assert before.keys() == minikit.site(folder).keys()


# ------------------------------------------------------------------ the clock


@pytest.mark.parametrize("when", [0, 2**31 + 7, 4_000_000_000])
def test_the_clock_was_wrong(folder, when):
    """Files from before 1970 or from the future: a change is seen, and nothing else is done."""
    for file in folder.rglob("*"):
        os.utime(file, (when, when))
    change(folder)
    os.utime(folder / "seeds/new.txt", (when, when))
    assert minikit.build(folder)[0] == Exit.OK
    source = folder / "seeds/new.txt"
    text = source.read_text("utf-8")
    source.write_text(text.replace("المدينة", "البلدية").replace("تازهٔ شهر", "بزرگ شهر"), "utf-8")
    os.utime(source, (when + 1, when + 1))
    assert minikit.build(folder)[0] == Exit.OK
    assert minikit.site(folder) == minikit.clean(folder, folder.with_name("clean"))


# ------------------------------------------------------------------ two at once, and the editor


def test_two_builds_at_once(folder, expected):
    """One of them builds; the other does too when it comes late, or is refused in one line."""
    change(folder)
    both = [
        subprocess.Popen(
            [KHULASA, "build", "-j1"],
            cwd=folder,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(2)
    ]
    ended = [(p.communicate()[1], p.returncode) for p in both]
    assert Exit.OK in [code for _, code in ended]
    for said, code in ended:
        assert code == Exit.OK or (code == Exit.FAILED and "another build of this project is running" in said)
    assert mended(folder, expected)


def test_only_one_may_convert(folder):
    """While one build writes content, another does not."""
    with locks.lock(folder / ".khulasa", "conversion.lock"):
        code, said = minikit.build(folder)
    assert code == Exit.FAILED
    assert "another build" in said


def test_an_editor_saves_during_a_build(folder, monkeypatch):
    """What was saved between reading and writing stays, is reported, and is used by the next build."""
    path = next(articles.walk(folder / "content"))
    file = folder / "content" / path
    convert = conversion.convert

    def meanwhile(*given: object) -> object:
        done = convert(*given)
        if done.path == path:
            file.write_text(
                file.read_text("utf-8").replace("\ntitle:", "\ntitle: عنوان المحرر #", 1), "utf-8"
            )
        return done

    minikit.settings(folder, sentences=2)
    with monkeypatch.context() as patch:
        patch.setattr(conversion, "convert", meanwhile)
        code, said = minikit.build(folder)
    assert code == Exit.PROBLEMS
    assert "was changed while it was being read" in said
    assert "title: عنوان المحرر #" in file.read_text("utf-8")
    assert minikit.build(folder)[0] == Exit.OK
    assert "title: عنوان المحرر" in file.read_text("utf-8")


def test_a_source_that_changes_during_a_build_is_read_again(folder, monkeypatch):
    """What was converted is what was read, not what is there when the build ends."""
    source, read = folder / "seeds/a00.txt", conversion.read_source

    def meanwhile(seeds: Path, path: str) -> object:
        done = read(seeds, path)
        if path == source.name:
            source.write_text(
                source.read_text("utf-8") + "\n" + source.read_text("utf-8").split("\n")[2], "utf-8"
            )
        return done

    minikit.settings(folder, sentences=2)
    with monkeypatch.context() as patch:
        patch.setattr(conversion, "read_source", meanwhile)
        assert minikit.build(folder)[0] == Exit.OK
    assert minikit.build(folder)[0] == Exit.OK
    assert minikit.site(folder) == minikit.clean(folder, folder.with_name("clean"))


def test_a_comment_of_an_editor_is_kept_in_a_copy(folder):
    """A comment is no field: before the program writes the file anew there is a copy as the editor left it."""
    file = folder / "content" / next(articles.walk(folder / "content"))
    text = file.read_text("utf-8").replace("\nlang:", "\n# سئل الناشر يوم الأحد\nlang:", 1)
    file.write_text(text, "utf-8")
    assert minikit.build(folder)[0] == Exit.OK
    kept = [f.read_text("utf-8") for f in (folder / ".khulasa/copies").glob("*.md")]
    assert text in [*kept, file.read_text("utf-8")]


# ------------------------------------------------------------------ names of files


@pytest.mark.parametrize(
    "name",
    [
        b"\xff\xfe.txt", "\u202egpj.txt".encode(), b"\x1b[31m.txt", b"a\nb.txt", b"-rf.txt", b"$(touch x).txt",
        b"<img src=x onerror=alert(1)>.txt", "ن".encode() * 120 + b".txt", b"CON.txt", b"..txt", b"a b  c.txt",
        "می\u200cشود.txt".encode(),
    ],
)  # fmt: skip
def test_names_of_sources(folder, name):
    """Any name of a file: an article of its own, or a refusal in one line that no terminal acts on."""
    source = Path(os.fsdecode(os.fsencode(folder / "seeds") + b"/" + name))
    source.write_text(minikit.text(random.Random(3)), "utf-8")  # noqa: S311 - the same chance each time
    code, said = minikit.build(folder)
    assert code in (Exit.OK, Exit.PROBLEMS), said
    assert not set(said) & set("\x1b\u202e") | {c for c in said if "\ud800" <= c <= "\udfff"}
    assert len(said.splitlines()) == (code == Exit.PROBLEMS)
