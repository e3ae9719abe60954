"""Fingerprints: what a result depends on, hashed from the files themselves, never a number kept by hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
_IMPORT = re.compile(
    r"^\s*(?:from\s+(khulasa[\w.]*)\s+import\s+(\(?[^\n]*)|import\s+(khulasa[\w.]*))", re.MULTILINE
)


def of_bytes(*parts: bytes) -> str:
    """A fingerprint of byte strings, 16 hex digits; where one ends and the next begins counts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:16]


def of_files(files: Iterable[Path], base: Path) -> str:
    """A fingerprint of files: their names relative to ``base`` and their bytes, whatever their order."""
    parts: list[bytes] = []
    for file in sorted(set(files), key=lambda f: f.relative_to(base).as_posix()):
        parts += [file.relative_to(base).as_posix().encode(), file.read_bytes()]
    return of_bytes(*parts)


def of_folder(folder: Path, pattern: str = "**/*") -> str:
    """A fingerprint of all files of a folder."""
    return of_files((f for f in folder.glob(pattern) if f.is_file() and f.suffix != ".pyc"), folder)


@cache
def of_languages() -> str:
    """A fingerprint of all word lists."""
    return of_folder(PACKAGE / "languages", "**/*.*")


@cache
def _modules(file: Path) -> frozenset[Path]:
    """A module's file and the files of all modules of this package that it stands on."""
    seen: set[Path] = set()
    todo = [file]
    while todo:
        current = todo.pop()
        if current in seen:
            continue
        seen.add(current)
        for match in _IMPORT.finditer(current.read_text("utf-8")):
            todo.extend(_named(match.group(1) or match.group(3), match.group(2) or ""))
    return frozenset(seen)


def _named(module: str, names: str) -> Iterable[Path]:
    folder = PACKAGE.joinpath(*module.split(".")[1:])
    yield from (f for f in (folder.with_suffix(".py"), folder / "__init__.py") if f.is_file())
    for name in re.findall(r"\w+", names):
        yield from (f for f in (folder / f"{name}.py", folder / name / "__init__.py") if f.is_file())


def of_rules(rules: Iterable[Callable[..., object]]) -> str:
    """A fingerprint of a chain: the names of its rules in order, the files that they stand on, the word lists."""
    chain = tuple(rules)
    names = " ".join(rule.__name__ for rule in chain)
    files = {
        file
        for rule in chain
        for file in _modules(PACKAGE.joinpath(*rule.__module__.split(".")[1:]).with_suffix(".py"))
    }
    return of_bytes(names.encode(), of_files(files, PACKAGE).encode(), of_languages().encode())
