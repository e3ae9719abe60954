"""Sources and sites on any store that fsspec knows: a folder, memory, S3 and what speaks like it.

Paths are relative to the address of a store (``s3://bucket/folder``). A file of a store is put there whole or not
at all: an object store does so by itself, on a disk a file gets its name when it is complete.
"""

from __future__ import annotations

import json
import shutil
import tarfile
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from khulasa.errors import KhulasaError, Problem

PULLED = ".pulled.json"
"""Beside the copies of what lies on a store: how each looked there."""
ASIDE = ".part"
"""Suffix of the folder beside one of this machine where files are written before they get their names."""
BATCH = 500
"""Files that are fetched or put in one go: what is on its way is held."""
NEEDED = "install it with: pip install 'khulasa[dask]' (and s3fs for s3://)"


@dataclass(frozen=True, slots=True)
class Store:
    """A folder somewhere."""

    files: Any
    """Of fsspec."""
    root: str

    def listing(self) -> dict[str, Mapping[str, Any]]:
        """What fsspec says of each file, by path; empty where there is nothing yet."""
        self.files.invalidate_cache()
        try:
            found = self.files.find(self.root, detail=True)
        except FileNotFoundError:
            return {}
        return {name[len(self.root) + 1 :]: row for name, row in found.items()}

    def read(self, path: str) -> bytes:
        """A file; FileNotFoundError where there is none."""
        data: bytes = self.files.cat_file(f"{self.root}/{path}")
        return data

    def write(self, path: str, data: bytes) -> None:
        """Put a file."""
        self.put({path: data})

    def put(self, found: Mapping[str, bytes]) -> None:
        """Put files, each whole."""
        if "file" not in _protocols(self.files):
            self.files.pipe({f"{self.root}/{path}": data for path, data in found.items()})
            return
        self._aside.mkdir(parents=True, exist_ok=True)
        for path, data in found.items():
            target = Path(self.root, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._aside / uuid.uuid4().hex
            fresh.write_bytes(data)
            fresh.replace(target)

    @property
    def _aside(self) -> Path:
        """Where files of a disk are written before they get their names: beside the folder, never in it."""
        return Path(self.root + ASIDE)

    def clear(self) -> None:
        """Take away what killed processes have left beside the folder."""
        if "file" in _protocols(self.files):
            shutil.rmtree(self._aside, ignore_errors=True)

    def delete(self, paths: Sequence[str]) -> None:
        """Take files away."""
        if paths:
            self.files.rm([f"{self.root}/{path}" for path in paths])

    def fetch(self, paths: Sequence[str], folder: Path) -> None:
        """Copy files into a folder of this machine, each whole; what is not there is passed over."""
        for batch in (paths[n : n + BATCH] for n in range(0, len(paths), BATCH)):
            got = self.files.cat([f"{self.root}/{path}" for path in batch], on_error="return")
            for path in batch:
                data = got[f"{self.root}/{path}"]
                if isinstance(data, FileNotFoundError):
                    continue  # whoever needs it finds that it is not there
                if isinstance(data, Exception):
                    raise data
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                fresh = target.with_name(f".{target.name[:100]}.part")
                fresh.write_bytes(data)
                fresh.replace(target)


def _protocols(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


def is_address(text: str) -> bool:
    """Whether a text names a store rather than a folder."""
    return "://" in text


def store(address: str) -> Store:
    """The store of an address. KhulasaError where its kind is not known or not installed."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
    except ImportError:
        raise KhulasaError(Problem(address, "fsspec is not installed", NEEDED)) from None
    try:
        files, root = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise KhulasaError(Problem(address, f"is no store that can be used: {error}", NEEDED)) from None
    return Store(files, root.rstrip("/"))


def pull(address: str, folder: Path) -> None:
    """Bring copies of a store's files up to date; only what changed there is fetched, what is gone goes."""
    there = store(address)
    looks = {path: _look(row) for path, row in there.listing().items() if _inside(path)}
    memory = folder / PULLED
    try:
        before = json.loads(memory.read_text("utf-8"))
    except (OSError, ValueError):
        before = {}
    fresh = sorted(
        p for p, look in looks.items() if before.get(p) != look or not look or not (folder / p).is_file()
    )
    there.fetch(fresh, folder)
    for path in before.keys() - looks.keys():
        (folder / path).unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps(looks, sort_keys=True, indent=0), "utf-8")


def _inside(path: str) -> bool:
    """Whether a path of a store, which may be any text there, stays in a folder here and is not hidden."""
    return all(part and not part.startswith(".") for part in path.split("/"))


def _look(row: Mapping[str, Any]) -> str:
    """What tells one state of a file from another; empty where the store says nothing that does."""
    marks = [row.get(name) for name in ("ETag", "etag", "md5", "mtime", "LastModified", "created")]
    known = [str(mark) for mark in marks if mark]
    return " ".join([str(row.get("size")), *known]) if known else ""


@contextmanager
def at_hand(folder: Path, origin: str, paths: Iterable[str]) -> Iterator[Path]:
    """The folder of the sources; where this machine has none, one that holds those that are needed."""
    if not origin or folder.is_dir():
        yield folder
        return
    with TemporaryDirectory() as own:
        store(origin).fetch(list(paths), Path(own))
        yield Path(own)


# ------------------------------------------------------------------ what a worker needs to render


def pack(address: str, name: str, parts: Mapping[str, Path]) -> None:
    """Put files and folders of this machine on a store, as one file."""
    there = store(address)
    with TemporaryDirectory() as own:
        file = Path(own) / "kit.tar"
        with tarfile.open(file, "w") as archive:
            for part, path in sorted(parts.items()):
                if path.exists():
                    archive.add(path, part)
        there.files.makedirs(there.root, exist_ok=True)
        there.files.put_file(str(file), f"{there.root}/{name}")


@lru_cache(maxsize=1)
def _unpacked(address: str, name: str) -> TemporaryDirectory[str]:
    own = TemporaryDirectory(prefix="khulasa-")
    store(address).fetch([name], Path(own.name))
    file = Path(own.name, name)
    with tarfile.open(file) as archive:
        archive.extractall(own.name, filter="data")
    file.unlink()
    return own


def unpacked(address: str, name: str) -> Path:
    """A folder of this machine that holds what was packed: fetched once by a process, gone when it ends."""
    return Path(_unpacked(address, name).name)
