"""Fingerprints: what a result depends on, hashed from the files themselves, never a number kept by hand."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
_IMPORT = re.compile(
    r"^\s*(?:from\s+(khulasa[\w.]*)\s+import\s+(\([^)]*|[^\n]*)|import\s+(khulasa[\w.]*))", re.MULTILINE
)
_NO_NAME = re.compile(r"#[^\n]*|\bas\s+\w+")
"""What stands among imported names and is none: comments, and what a name is called here."""


def of_bytes(*parts: bytes) -> str:
    """A fingerprint of byte strings, 16 hex digits; where one ends and the next begins counts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:16]


def of_files(files: Iterable[Path], base: Path) -> str:
    """A fingerprint of files: their names relative to ``base`` and their bytes, whatever their order."""
    return _of_named({file.relative_to(base).as_posix(): file.read_bytes() for file in files})


def _of_named(contents: Mapping[str, bytes]) -> str:
    """A fingerprint of the bytes of files by their names."""
    return of_bytes(*(part for name in sorted(contents) for part in (name.encode(), contents[name])))


def of_folder(folder: Path, pattern: str = "**/*") -> str:
    """A fingerprint of all files of a folder."""
    return of_files((f for f in folder.glob(pattern) if f.is_file() and f.suffix != ".pyc"), folder)


@cache
def of_languages() -> str:
    """A fingerprint of all word lists."""
    return of_folder(PACKAGE / "languages", "**/*.*")


@cache
def _modules(file: str) -> frozenset[str]:
    """A module's file and the files of all modules of this package that it stands on."""
    seen: set[str] = set()
    todo = [file]
    while todo:
        current = todo.pop()
        if current in seen:
            continue
        seen.add(current)
        todo.extend(_imported(current))
    return frozenset(seen)


@cache
def _own_files() -> Mapping[str, bytes]:
    """The modules of this package by their names relative to it, read once: every chain stands on most of them."""
    return {
        f"{folder}{name}": Path(where, name).read_bytes()
        for where, _, names in os.walk(PACKAGE)
        for folder in ["" if where == str(PACKAGE) else f"{Path(where).relative_to(PACKAGE).as_posix()}/"]
        for name in names
        if name.endswith(".py")
    }


@cache
def _imported(file: str) -> tuple[str, ...]:
    """The files of this package that a module of it imports directly."""
    return tuple(
        name
        for match in _IMPORT.finditer(_own_files()[file].decode("utf-8"))
        for name in _named(match.group(1) or match.group(3), match.group(2) or "")
        if name in _own_files()
    )


def _named(module: str, names: str) -> Iterator[str]:
    """The files that ``from module import names`` may mean."""
    path = "/".join(module.split(".")[1:])
    inside = f"{path}/" if path else ""
    yield from (f"{path}.py", f"{inside}__init__.py")
    for name in re.findall(r"\w+", _NO_NAME.sub("", names)):
        yield from (f"{inside}{name}.py", f"{inside}{name}/__init__.py")


def of_rules(rules: Iterable[Callable[..., object]]) -> str:
    """A fingerprint of a chain: the names of its rules in order, the files that they stand on, the word lists."""
    chain = tuple(rules)
    names = " ".join(rule.__name__ for rule in chain)
    files = {file for rule in chain for file in _modules(_file_of(rule.__module__))}
    own = _of_named({file: _own_files()[file] for file in files})
    return of_bytes(names.encode(), own.encode(), of_languages().encode())


def _file_of(module: str) -> str:
    """The file of a module of this package."""
    return "/".join(module.split(".")[1:]) + ".py"
