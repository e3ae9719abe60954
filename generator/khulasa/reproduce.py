"""Builds a project twice more, each time in other circumstances, and compares: same input, same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from khulasa.errors import KhulasaError, Problem
from khulasa.project import Project
from khulasa.publish import MARKER

CIRCUMSTANCES = (
    ("one", {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "LANG": "C"}, "1"),
    (
        "a/deeper/folder",
        {
            "PYTHONHASHSEED": "4242",
            "TZ": "Asia/Tehran",
            "LC_ALL": "C.UTF-8",
            "LANG": "fa_IR",
            "SOURCE_DATE_EPOCH": "1",
        },
        "2",
    ),
)
"""Folder, environment and number of workers of each build."""
_RUN = "from khulasa.cli import main; main()"


def compare(project: Project) -> tuple[Problem, ...]:
    """The files in which two clean builds differ, or in which the built site differs from them.

    KhulasaError where one of the builds does not come to an end. Nothing of the project is touched.
    """
    trees: dict[str, dict[str, bytes]] = {}
    with TemporaryDirectory(prefix="khulasa-") as base:
        for name, environment, jobs in CIRCUMSTANCES:
            trees[f"the build in {name}"] = _build(project, Path(base) / name, environment, jobs)
    first, second = trees.values()
    if project.output.is_dir():
        trees[str(project.output)] = _tree(project.output)
    found: list[Problem] = []
    for path in sorted(set().union(*trees.values())):
        versions = {name: tree.get(path) for name, tree in trees.items()}
        if len(set(versions.values())) == 1:
            continue
        if first.get(path) != second.get(path):
            found.append(Problem(path, "is not the same in two clean builds", "report it"))
        else:
            found.append(Problem(path, "is not what a clean build gives", "run khulasa build"))
    return tuple(found)


def _tree(folder: Path) -> dict[str, bytes]:
    """Hash of each file: three whole sites would not be held."""
    files = (f for f in folder.rglob("*") if f.is_file() and f.name != MARKER)
    return {f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).digest() for f in files}


def _build(project: Project, folder: Path, environment: dict[str, str], jobs: str) -> dict[str, bytes]:
    """The site that a clean build of a copy gives."""
    folder.mkdir(parents=True)
    if project.content.is_dir():
        # In another order, so that no order of a file system can matter.
        shutil.copytree(project.content, folder / "content", copy_function=shutil.copy)
    given = [
        "--seeds",
        project.seeds.absolute(),
        "--content",
        folder / "content",
        "--output",
        folder / "output",
    ]
    settings = project.file.absolute()
    if settings.is_file():
        given += ["--config", settings]
    if project.config.theme:
        (folder / project.config.theme).parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(
            project.root / project.config.theme, folder / project.config.theme, dirs_exist_ok=True
        )
    done = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-c", _RUN, "build", "--jobs", jobs, *map(str, given)],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if not (folder / "output").is_dir():
        what = f"a second build did not come to an end: {done.stderr.strip()[-300:]}"
        raise KhulasaError(Problem(str(project.root), what, "mend that first"))
    return _tree(folder / "output")
