"""A bench of the whole site in lines for people, and as a line of a history file for programs."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from khulasa.bench.site import Race, Step


def steps(articles: int, jobs: int, found: Sequence[Step]) -> Iterator[str]:
    """The steps over one corpus."""
    yield f"{articles} articles, {jobs} processes"
    for s in found:
        yield f"  {s.name:22} {s.seconds:9.2f} s  {s.pages:8} files  {s.peak:7.0f} MB"
    by_name = {s.name: s.seconds for s in found}
    if "floor" in by_name:
        yield f"  render is {by_name['render'] / by_name['floor']:.1f} times the floor (Jinja and writing alone)"


def races(found: Sequence[Race]) -> Iterator[str]:
    """Equal pages by each generator; ratios are of Khulasa's seconds and memory to the other's."""
    yield "equal pages, minimal templates, medians of alternating runs (ratio: Khulasa to it)"
    own = found[0]
    for r in found:
        ratios = f"{own.cold / r.cold:5.2f} {own.added / r.added:5.2f} {own.peak / r.peak:5.2f}"
        yield (
            f"  {r.name:9} cold {r.cold:8.2f} s  one added {r.added:8.2f} s  {r.peak:6.0f} MB  "
            f"{r.pages:7} files   ratios {ratios}"
        )


def growth(exponents: Mapping[str, float]) -> Iterator[str]:
    """How the seconds of each step grow with the number of articles."""
    yield "seconds grow with this power of the number of articles"
    for name, power in exponents.items():
        yield f"  {name:22} {power:5.2f}"


def remember(file: Path, articles: int, jobs: int, found: Sequence[Step], others: Sequence[Race]) -> None:
    """Append what was measured to a history file: a JSON object a line."""
    row = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": metadata.version("khulasa"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "articles": articles,
        "jobs": jobs,
        "steps": [asdict(s) for s in found],
        "races": [asdict(r) for r in others],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as history:
        history.write(json.dumps(row) + "\n")
