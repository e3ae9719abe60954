"""Incremental equals clean for the whole program: after any edits the site is what a first build would give."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import minikit
from khulasa import fingerprint
from khulasa.build import default_theme
from khulasa.content import articles, provenance
from khulasa.errors import Exit

SEQUENCES = int(os.environ.get("KHULASA_SEQUENCES", "20"))
STEPS = 2
"""Builds of a sequence; each comes after one to three edits."""


def edit(folder: Path, chance: random.Random) -> str:
    """One edit by chance of what a person may edit; its name."""
    seeds = sorted((folder / "seeds").glob("*.txt"))
    stored = sorted(articles.walk(folder / "content"))
    file = folder / "content" / chance.choice(stored) if stored else None
    what = chance.choice((
        "add", "change", "delete", "rename", "authority", "settings", "template", "style", "words",
        "title", "text", "remove", "restore", "move", "touch", "merge", "record",
    ))  # fmt: skip
    match what:
        case "add":
            (folder / "seeds" / f"b{chance.randrange(6)}.txt").write_text(minikit.text(chance), "utf-8")
        case "change" if seeds:
            chance.choice(seeds).write_text(minikit.text(chance), "utf-8")
        case "delete" if len(seeds) > 2:
            chance.choice(seeds).unlink()
        case "rename" if seeds:
            chance.choice(seeds).rename(folder / "seeds" / f"c{chance.randrange(6)}.txt")
        case "authority":
            minikit.records(folder, chance.randrange(5))
        case "settings":
            minikit.settings(folder, f"خلاصة {chance.randrange(3)}", chance.randrange(1, 6))
        case "template" | "style" | "words":
            theme(folder, what, chance)
        case "title" | "text" | "remove" | "restore" if file:
            content(file, what, chance)
        case "move" if file:
            file.rename(file.with_name(f"moved-{chance.randrange(3)}.md"))
        case "merge":
            decide(folder, chance)
        case "record" if seeds:
            record(provenance.beside(chance.choice(seeds)), chance)
        case "touch":
            os.utime(chance.choice(seeds), (1, chance.randrange(10**9)))
    return what


def record(file: Path, chance: random.Random) -> None:
    """The record of a source comes, changes or goes."""
    if file.exists() and chance.random() < 0.3:
        file.unlink()
        return
    day = f"2024-0{chance.randrange(1, 9)}-1{chance.randrange(9)}"
    hints = [
        {"name": "published", "value": day, "where": "JSON-LD datePublished"},
        {"name": "title", "value": f"عنوان {chance.randrange(3)}", "where": "og:title"},
        {"name": "outlet", "value": f"صحيفة {chance.randrange(2)}", "where": "og:site_name"},
    ]
    row = {
        "place": "x",
        "url": f"https://civic.example/{chance.randrange(9)}",
        "hints": chance.sample(hints, 2),
    }
    file.write_text(json.dumps(row, ensure_ascii=False), "utf-8")


def decide(folder: Path, chance: random.Random) -> None:
    """Say of new people that two are one, or two, or that one is no name; or take everything back."""
    stored = "\n".join(
        (folder / "content" / path).read_text("utf-8") for path in articles.walk(folder / "content")
    )
    people = sorted({*re.findall(r"\bperson-[0-9a-f]{10}\b", stored)})
    file = folder / "content/decisions.yaml"
    if len(people) < 2 or chance.random() < 0.2:
        file.unlink(missing_ok=True)
        return
    one, other = chance.sample(people, 2)
    said = chance.choice((f"same: [{one}, {other}]", f"different: [{one}, {other}]", f"none: [{one}]"))
    file.write_text(f"- {said}\n", "utf-8")


def theme(folder: Path, what: str, chance: random.Random) -> None:
    """Edit a template, a style sheet or a catalogue of a theme of one's own."""
    base = folder / "theme"
    file = (
        base
        / {
            "template": f"templates/{chance.choice(('home', 'term', 'article'))}.html",
            "style": "static/css/khulasa.css",
            "words": f"translations/{chance.choice(('ar', 'fa'))}.po",
        }[what]
    )
    text = file.read_text("utf-8")
    note = {"template": "{# %d #}", "style": "\n/* %d */\n", "words": "\n# %d\n"}[what] % chance.randrange(99)
    file.write_text(text + note, "utf-8")


def content(file: Path, what: str, chance: random.Random) -> None:
    """Edit a content file as an editor would."""
    rows = file.read_text("utf-8").split("\n")
    at = next((n for n, row in enumerate(rows) if row.startswith("title:")), 1)
    match what:
        case "title":
            rows[at] = f"title: عنوان المحرر {chance.randrange(9)}"
        case "restore":
            del rows[at]
        case "text":
            rows += ["", f"وأضاف المحرر سطرا رقم {chance.randrange(9)} عن مكتبة المدينة."]
        case _:
            file.unlink()
            return
    file.write_text("\n".join(rows), "utf-8")


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_incremental_equals_clean(tmp_path, seed):
    """After any sequence of edits the output is byte for byte that of a clean build, and so is the content."""
    chance = random.Random(seed)  # noqa: S311 - the same chance each time
    folder = minikit.project(tmp_path / "p", 4, seed)
    shutil.copytree(default_theme(), folder / "theme")
    with (folder / "khulasa.toml").open("a", encoding="utf-8") as file:
        file.write('[paths]\ntheme = "theme"\n')
    minikit.build(folder)
    done = []
    for _ in range(STEPS):
        done += [edit(folder, chance) for _ in range(chance.randrange(1, 4))]
        text = (folder / "khulasa.toml").read_text("utf-8")
        if "[paths]" not in text:
            (folder / "khulasa.toml").write_text(text + '[paths]\ntheme = "theme"\n', "utf-8")
        code, said = minikit.build(folder)
        assert code in (Exit.OK, Exit.PROBLEMS), said
    assert minikit.site(folder) == minikit.clean(folder, tmp_path / "clean"), done
    assert minikit.tree(folder / "content") == minikit.tree(tmp_path / "clean" / "content"), done


PACKS = max(1, SEQUENCES // 10)
LISTS = (
    "given-names",
    "family-names",
    "places",
    "titles",
    "reporting-verbs",
    "furniture",
    "roles",
    "common-words",
)


def pack(package: Path, chance: random.Random) -> str:
    """Edit the program itself: a word list of a language, its table, or a rule; which file."""
    lang = chance.choice(("ar", "fa"))
    file = package / "languages" / lang / f"{chance.choice(LISTS)}.txt"
    match chance.randrange(4):
        case 0:
            rows = file.read_text("utf-8").splitlines()
            words = {w for name in minikit.PEOPLE[lang] + minikit.PLACES[lang] for w in name.split()}
            file.write_text("\n".join(row for row in rows if not words & {*row.split()}) + "\n", "utf-8")
        case 1:
            file.write_text(
                f"{file.read_text('utf-8')}{chance.choice(minikit.TEXTS[lang].split())}\n", "utf-8"
            )
        case 2:
            file = package / "languages" / lang / "language.toml"
            file.write_text(file.read_text("utf-8") + f"# {chance.random()}\n", "utf-8")
        case _:
            file = package / "rules/read" / chance.choice(("people.py", "places.py", "quotes.py"))
            file.write_text(file.read_text("utf-8") + f"\n# {chance.random()}\n", "utf-8")
    return file.relative_to(package).as_posix()


@pytest.mark.parametrize("seed", range(PACKS))
def test_another_language_pack_equals_clean(tmp_path, seed):
    """After edits of word lists and rules the output is what a clean build with the changed program gives."""
    chance = random.Random(f"pack {seed}")  # noqa: S311 - the same chance each time
    folder = minikit.project(tmp_path / "p", 4, seed)
    shutil.copytree(default_theme(), folder / "theme")
    with (folder / "khulasa.toml").open("a", encoding="utf-8") as file:
        file.write('[paths]\ntheme = "theme"\n')
    package = tmp_path / "program/generator/khulasa"
    shutil.copytree(fingerprint.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))

    def build(where: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-c", "from khulasa.cli import main; main()", "build", "--jobs", "1"],
            cwd=where, env={**os.environ, "PYTHONPATH": str(package.parent)}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode in (Exit.OK, Exit.PROBLEMS), done.stderr

    build(folder)
    done = [pack(package, chance) for _ in range(2)]
    build(folder)
    assert minikit.site(folder) == minikit.clean(folder, tmp_path / "clean", build), done
    assert minikit.tree(folder / "content") == minikit.tree(tmp_path / "clean" / "content"), done


def test_the_same_bytes_whatever_the_circumstances(tmp_path):
    """Hash seed, time zone, locale, number of workers, path of the project, SOURCE_DATE_EPOCH: no trace of any."""
    from khulasa.project import open_project  # noqa: PLC0415
    from khulasa.reproduce import compare  # noqa: PLC0415

    folder = minikit.project(tmp_path / "p", 4)
    text = (folder / "khulasa.toml").read_text("utf-8").replace("= false", "= true")  # pictures and Parquet
    (folder / "khulasa.toml").write_text(text.replace("[site]", '[site]\nheaders = ["nginx"]', 1), "utf-8")
    minikit.build(folder)
    assert {".png", ".parquet", ".conf"} <= {file.suffix for file in (folder / "output").rglob("*")}
    assert compare(open_project(folder)) == ()
    (folder / "output/ar/index.html").write_text("x", "utf-8")
    assert [p.where for p in compare(open_project(folder))] == ["ar/index.html"]


def test_the_order_of_files_leaves_no_trace(tmp_path, monkeypatch):
    """Whatever order the file system lists folders in."""
    folder = minikit.project(tmp_path / "p", 4)
    minikit.build(folder)
    walk, scan = os.walk, os.scandir
    monkeypatch.setattr(
        os, "walk", lambda *a, **k: ((d, s[::-1], f[::-1]) for d, s, f in [*walk(*a, **k)][::-1])
    )
    assert scan is os.scandir
    monkeypatch.setattr(
        Path, "rglob", lambda self, pattern, old=Path.rglob: iter([*old(self, pattern)][::-1])
    )
    assert minikit.site(folder) == minikit.clean(folder, tmp_path / "clean")
