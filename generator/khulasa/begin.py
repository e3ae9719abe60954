"""A new site: a folder with settings, two articles to try with, authority files, and its own CI."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from khulasa import __version__
from khulasa.errors import KhulasaError, Problem
from khulasa.project import shipped

STARTER = "starter"
"""Folder of the package that holds the files of a new site; ``dot-x`` becomes ``.x``."""
SHARED = ("organisations.yaml", "places.yaml", "sources.yaml", "topics.yaml")
"""Authority files that a new site gets as they come with the program."""
OWN = ("people.yaml", "events.yaml")
"""Authority files that it gets empty but for their heading: whom a site knows is its editors' work."""


def begin(folder: Path) -> tuple[str, ...]:
    """Write a new site into a folder that is new or empty; the paths that were written, sorted.

    KhulasaError where the folder holds anything.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "is not empty" if folder.is_dir() else "is a file"
        raise KhulasaError(Problem(str(folder), what, "name a new folder"))
    written = []
    for path, data in sorted(_files()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        written.append(path)
    return tuple(written)


def _files() -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file of a new site."""
    base = Path(str(resources.files("khulasa"))) / STARTER
    for file in sorted(f for f in base.rglob("*") if f.is_file()):
        parts = (part.replace("dot-", ".", 1) for part in file.relative_to(base).parts)
        yield "/".join(parts), file.read_bytes()
    yield "requirements.txt", f"khulasa[add]=={__version__}\n".encode()
    authority = shipped("authority", "content/authority")
    for name in SHARED:
        yield f"content/authority/{name}", (authority / name).read_bytes()
    for name in OWN:
        yield f"content/authority/{name}", _heading(authority / name)


def _heading(file: Path) -> bytes:
    """The comments at the head of an authority file: what an entry may hold."""
    lines = file.read_text("utf-8").splitlines()
    head = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return ("\n".join(lines[:head]) + "\n").encode()
