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
        cost = f"{s.seconds:9.2f} s {s.cpu:9.2f} s cpu {s.peak:7.0f} MB"
        yield f"  {s.name:20} {cost}  {s.pages:8} files"
    cpu = {s.name: s.cpu for s in found}
    if "floor" in cpu:
        yield f"  render is {cpu['render'] / cpu['floor']:.1f} times the floor (Jinja and writing alone), by cpu"


def races(found: Sequence[Race]) -> Iterator[str]:
    """Equal pages by each generator; ratios are of Khulasa's seconds, processors' seconds and memory to its."""
    yield "equal pages, minimal templates, medians of alternating runs (then Khulasa's to its)"
    own = found[0]
    for r in found:
        yield (
            f"  {r.name:9} cold {_pair(own.cold, r.cold)} s {_pair(own.cold_cpu, r.cold_cpu)} cpu  "
            f"one added {_pair(own.added, r.added)} s {_pair(own.added_cpu, r.added_cpu)} cpu  "
            f"{_pair(own.peak, r.peak)} MB  {r.pages} files"
        )


def _pair(own: float, other: float) -> str:
    return f"{other:.2f} ({own / other:.2f})"


def growth(exponents: Mapping[str, float]) -> Iterator[str]:
    """How the processors' seconds of each step grow with the number of articles."""
    yield "seconds of processors grow with this power of the number of articles"
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
