"""Another state of a project in a folder of its own: a revision of git, or a copy of a folder."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from khulasa.errors import KhulasaError, Problem

LEFT_OUT = (".git", ".venv", ".khulasa", "output", "node_modules")
"""Folders at the root of a project that say nothing of its articles."""


@contextmanager
def state_of(root: Path, base: str) -> Iterator[tuple[Path, str]]:
    """(a folder that holds the project as it was, what to call it); the folder is gone afterwards.

    ``base`` is a folder, or a revision of the git repository that ``root`` is in. KhulasaError where it is neither.
    """
    with TemporaryDirectory(prefix="khulasa-base-") as aside:
        folder = Path(aside).resolve() / "base"
        named = Path(base)
        if base and named.is_dir():
            shutil.copytree(
                named, folder, ignore=lambda at, _: LEFT_OUT if Path(at) == named else (), symlinks=True
            )
            yield folder, named.name or base
        else:
            commit = _commit(root, base)
            with tarfile.open(fileobj=io.BytesIO(_git(root, "archive", "--format=tar", commit))) as tar:
                tar.extractall(folder, filter="data")
            yield folder, commit[:12]


def _commit(root: Path, base: str) -> str:
    """The commit that a name of the repository means."""
    done = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if done.returncode:
        what = "is neither a folder nor a revision of this repository"
        raise KhulasaError(
            Problem(base, what, "name a commit, a branch or a folder; in CI fetch the whole history")
        )
    return done.stdout.decode().strip()


def _git(root: Path, *args: str) -> bytes:
    done = _run(root, *args)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        what = f"git cannot give it: {lines[-1] if lines else f'exit code {done.returncode}'}"
        raise KhulasaError(Problem(args[-1], what, "see whether git works here by itself"))
    return done.stdout


def _run(root: Path, *args: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *args], cwd=root, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise KhulasaError(Problem("git", "is not installed", "install it, or name a folder")) from None
