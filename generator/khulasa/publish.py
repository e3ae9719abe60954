"""The output folder: made beside the old one, swapped in whole; whoever is killed leaves the old or the new.

The tree that was swapped out is not thrown away but kept as the ground of the next one: that needs then only what the
last build and this one changed, however many pages there are. Both trees share the files that are the same.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath

from khulasa.errors import KhulasaError, Problem
from khulasa.locks import lock as lock  # noqa: PLC0414 - the lock of the site
from khulasa.stores import ASIDE

MARKER = ".khulasa-site"
"""File that says that a folder was made by this program, and what is in it."""
NEW, OLD, TWIN = ".khulasa-new", ".khulasa-old", ".khulasa-twin"
"""Suffixes of the folders beside the output."""
SPARE, DRIFT = "spare", "spare.txt"
"""In the folder of the state: the tree that was swapped out last, and the paths that are others in the output."""
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
    for left in (new, old, beside(output, TWIN), beside(output, NEW + ASIDE)):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)


def begin(
    output: Path, kept: Collection[str], state: Path | None = None, changed: Iterable[str] = ()
) -> Path:
    """A new tree that holds the unchanged files of the old one as further names of the same files.

    ``changed`` are the paths that will be written or are no more. With a ``state`` the new tree is made from the one
    that was swapped out last, where that is there.
    """
    new = beside(output, NEW)
    drift = _take(state, tree_of(output), new) if state else None
    if drift is None:
        new.mkdir(parents=True)
        _join(output, new, kept)
        return new
    for path in {*drift, *changed}:
        _unlink(new, path)
    _join(output, new, (path for path in drift if path in kept))
    return new


def _take(state: Path, tree: str, new: Path) -> list[str] | None:
    """Make the spare tree the new one; in which paths it differs from the output. None where there is none for it."""
    try:
        lines = (state / DRIFT).read_text("utf-8").split("\n")
        (state / DRIFT).unlink()
        if tree and lines[:2] == [tree, tree_of(state / SPARE)]:
            (state / SPARE / MARKER).unlink()
            (state / SPARE).rename(new)
            return lines[2:]
    except FileNotFoundError:
        pass
    except UnicodeDecodeError:
        (state / DRIFT).unlink()
    _remove(state / SPARE)
    return None


def _unlink(root: Path, path: str) -> None:
    """Take a file out of a tree, and the folders that are empty without it."""
    (root / path).unlink(missing_ok=True)
    for folder in list(PurePosixPath(path).parents)[:-1]:
        try:
            (root / folder).rmdir()
        except FileNotFoundError:
            continue
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            break


def _join(old: Path, new: Path, paths: Iterable[str]) -> None:
    """Further names of files of one tree in another."""
    made: set[str] = set()
    for path in paths:
        folder = os.path.dirname(path)  # noqa: PTH120 - called for every file of the site
        if folder not in made:
            os.makedirs(f"{new}/{folder}", exist_ok=True)  # noqa: PTH103
            made.add(folder)
        _link(f"{old}/{path}", f"{new}/{path}")


def _remove(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)


def _link(source: str, target: str) -> None:
    """Another name for a file; a copy where the file system has no such thing."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EXDEV):
            raise
        shutil.copy2(source, target)


def finish(output: Path, tree: str, state: Path | None = None, changed: Collection[str] = ()) -> None:
    """Put the marker into the new tree and swap it in.

    With a ``state`` a tree is kept there as the ground of the next build, with a list of the paths in which it
    differs: the old one, ``changed``; or, where that differs in most, the new one once more.
    """
    new, old = beside(output, NEW), beside(output, OLD)
    before = tree_of(output)
    keep = state is not None and all("\n" not in path for path in changed)
    (new / MARKER).write_text(f"{TEXT}{tree}\n", "utf-8")
    if not output.exists():
        new.rename(output)
    elif _exchange(new, output):
        new.rename(old)
    else:
        output.rename(old)
        new.rename(output)
    if not (keep and state):
        _remove(old)
    elif old.exists() and before and len(changed) < FEW:
        _put_aside(old, state, [tree, before, *sorted(changed)])
    else:
        _remove(old)
        twin = beside(output, TWIN)
        _remove(twin)
        _double(output, twin)
        _put_aside(twin, state, [tree, tree])


FEW = 20_000
"""Paths in which two trees may differ for the older one to be the ground of the next: from there on it is dearer to
mend it than to make another."""


def _double(tree: Path, twin: Path) -> None:
    """A second tree of the same files."""
    for where, _, names in os.walk(tree):
        there = f"{twin}{where.removeprefix(str(tree))}"
        os.mkdir(there)  # noqa: PTH102 - called for every folder of the site
        for name in names:
            if name == MARKER and where == str(tree):
                shutil.copy2(f"{where}/{name}", f"{there}/{name}")  # it is written over, not replaced
            else:
                _link(f"{where}/{name}", f"{there}/{name}")


def _put_aside(old: Path, state: Path, drift: Sequence[str]) -> None:
    """Keep a tree for the next build, unless that would copy it to another disk."""
    _remove(state / SPARE)
    try:
        old.rename(state / SPARE)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _remove(old)
        return
    (state / DRIFT).write_text("\n".join(drift), "utf-8")


def as_we_left_it(output: Path, paths: Iterable[str]) -> bool:
    """Whether nobody put anything into the folders of these files since the site was swapped in.

    The marker is written last, so that no folder is younger than it.
    """
    try:
        sealed = (output / MARKER).stat().st_mtime_ns
        folders = (path.rpartition("/")[0] for path in paths)
        # Paths come in order, so that one folder's files mostly stand together.
        return all(os.stat(f"{output}/{one}").st_mtime_ns <= sealed for one, _ in groupby(folders))  # noqa: PTH116
    except OSError:
        return False


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system cannot."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    result = call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)
    return bool(result == 0)
