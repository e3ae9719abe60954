"""The floor of every generator that uses Jinja: render so many pages of such sizes, write them, nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import jinja2

TEMPLATE = """<!doctype html>
<html lang="{{ lang }}" dir="rtl"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1>
{% for line in lines %}<p>{{ line }}</p>
{% endfor %}</body></html>
"""
LINE = "خلاصة khulasa خلاصه " * 3
Page = tuple[str, int]
"""Path and size in bytes."""


def pages(folder: Path) -> list[Page]:
    """The files of a site, with their sizes."""
    base = len(str(folder)) + 1
    found = ((f"{where}/{name}") for where, _, names in os.walk(folder) for name in names)
    return [(path[base:], Path(path).stat().st_size) for path in sorted(found)]


def write(folder: str, made: Sequence[Page]) -> None:
    """Render and write: HTML through a template, all else as bytes."""
    template = jinja2.Environment(autoescape=True).from_string(TEMPLATE)
    line = len(LINE.encode()) + len("<p></p>\n")
    for path, size in made:
        file = f"{folder}/{path}"
        os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120 - the floor is to be low
        if path.endswith(".html"):
            text = template.render(lang="ar", title=path, lines=[LINE] * max(1, size // line)).encode()
        else:
            text = b"x" * size
        with open(file, "xb") as out:  # noqa: PTH123
            out.write(text)


def run(folder: Path, made: Sequence[Page], jobs: int) -> None:
    """The same in several processes."""
    if jobs == 1:
        write(str(folder), made)
        return
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(write, [str(folder)] * jobs, [made[n::jobs] for n in range(jobs)]))


if __name__ == "__main__":
    run(Path("made"), pages(Path(sys.argv[1])), int(sys.argv[2]))
