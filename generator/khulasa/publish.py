"""The output folder: made beside the old one, swapped in whole; whoever is killed leaves the old or the new."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from khulasa.errors import KhulasaError, Problem
from khulasa.locks import lock as lock  # noqa: PLC0414 - the lock of the site
from khulasa.stores import ASIDE

MARKER = ".khulasa-site"
"""File that says that a folder was made by this program, and what is in it."""
NEW, OLD = ".khulasa-new", ".khulasa-old"
"""Suffixes of the folders beside the output."""
TEXT = "This folder was made by khulasa and is replaced as a whole by the next build.\ntree: "
_EXCHANGE, _AT_FDCWD = 2, -100


def beside(output: Path, suffix: str) -> Path:
    """A folder beside the output folder, on the same file system."""
    return output.parent / f".{output.name}{suffix}"


def tree_of(output: Path) -> str:
    """What the marker of a folder says is in it; empty without a marker."""
    try:
        return tree_in((output / MARKER).read_bytes())
    except OSError:
        return ""


def tree_in(marker: bytes) -> str:
    """What a marker says is there."""
    return marker.decode("utf-8", "replace").rpartition("tree: ")[2].strip()


def check_ours(output: Path) -> None:
    """KhulasaError where the output folder holds something that this program did not make."""
    remedy = "empty it, or name another folder with --output"
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise KhulasaError(Problem(str(output), "is not a folder", "name another folder with --output"))
    if output.is_dir() and not (output / MARKER).is_file() and any(output.iterdir()):
        raise KhulasaError(Problem(str(output), "holds files that khulasa did not make", remedy))


def check_nothing_strange(output: Path, known: set[str]) -> None:
    """KhulasaError where somebody put something into the folder of the site: replacing it would destroy that."""
    if not output.is_dir():
        return
    strange = sorted(entry.name for entry in output.iterdir() if entry.name not in known | {MARKER})
    if strange:
        remedy = "move it away; what belongs on the site goes into extra/ of the content folder"
        raise KhulasaError(Problem(str(output / strange[0]), "was not made by khulasa", remedy))


def recover(output: Path) -> None:
    """Clean up after a build that was killed: the site is the old or the new one, what is beside it goes."""
    new, old = beside(output, NEW), beside(output, OLD)
    if old.exists() and not output.exists():
        old.rename(output)
    for left in (new, old, beside(output, NEW + ASIDE)):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)


def begin(output: Path, kept: Iterable[str]) -> Path:
    """A new tree that holds the unchanged files of the old one as further names of the same files."""
    new = beside(output, NEW)
    new.mkdir(parents=True)
    made: set[str] = set()
    for path in kept:
        folder = os.path.dirname(path)  # noqa: PTH120 - called for every file of the site
        if folder not in made:
            os.makedirs(f"{new}/{folder}", exist_ok=True)  # noqa: PTH103
            made.add(folder)
        _link(f"{output}/{path}", f"{new}/{path}")
    return new


def _link(source: str, target: str) -> None:
    """Another name for a file; a copy where the file system has no such thing."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EXDEV):
            raise
        shutil.copy2(source, target)


def finish(output: Path, tree: str) -> None:
    """Put the marker into the new tree and swap it in."""
    new, old = beside(output, NEW), beside(output, OLD)
    (new / MARKER).write_text(f"{TEXT}{tree}\n", "utf-8")
    if not output.exists():
        new.rename(output)
    elif _exchange(new, output):
        new.rename(old)
    else:
        output.rename(old)
        new.rename(output)
    if old.exists():
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system cannot."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    result = call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)
    return bool(result == 0)
