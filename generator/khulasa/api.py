"""The functions for other programs: ``khulasa.summarise`` and ``khulasa.inspect``."""

from __future__ import annotations

from pathlib import Path

from khulasa.convert import digest_file
from khulasa.model import Digest
from khulasa.project import open_project
from khulasa.summary import summarise

__all__ = ["inspect", "summarise"]


def inspect(path: str | Path) -> Digest:
    """What the program understands of one source file, with the authority files and settings of the current folder.

    KhulasaError where the file is no Arabic or Persian article.
    """
    return digest_file(Path(path), open_project(Path()).rulebook)
