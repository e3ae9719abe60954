"""Reads the reports of ``tests/cases/stories.txt`` and runs them through the whole chain."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from khulasa.chains import STANDARD
from khulasa.content import authority
from khulasa.model import Article, Source
from khulasa.pipeline import Options, digest
from khulasa.stories.report import Report, report

HERE = Path(__file__).parent
RECORDS = HERE.parent / "content" / "authority"


@dataclass(frozen=True, slots=True)
class Told:
    """A report of the file, and the event that it is of."""

    event: str
    name: str
    text: str


def told() -> list[Told]:
    """All reports of the file."""
    found = []
    for block in (HERE / "cases" / "stories.txt").read_text("utf-8").split("\n## ")[1:]:
        head, _, text = block.partition("\n")
        event, _, name = (part.strip() for part in head.split("|"))
        found.append(Told(event, name, text.strip() + "\n"))
    return found


@cache
def known() -> authority.Authority:
    """The records that come with the program."""
    return authority.load(RECORDS)[0]


def article(name: str, text: str) -> Article:
    """The article of a source text."""
    source = Source(f"{name}.txt", "0" * 64, text, "utf-8")
    return Article(name, f"articles/{name}.md", digest(source, known(), STANDARD, Options()))


@cache
def reports() -> dict[str, tuple[str, Report]]:
    """Name → event and report, for all reports of the file."""
    return {t.name: (t.event, report(article(t.name, t.text))) for t in told()}


@cache
def others() -> tuple[Report, ...]:
    """Reports of the articles of the development set and the sample: each of an event of its own."""
    files = [*sorted((HERE / "gold" / "dev").glob("*.txt")), *sorted((HERE.parent / "seeds").glob("*.txt"))]
    return tuple(report(article(f.stem, f.read_text("utf-8"))) for f in files)


def rarity(found: list[Report]) -> Counter[str]:
    """How many of these reports have a name."""
    return Counter(n.key for r in found for n in r.names)


def pairs(found: list[Report]) -> list[tuple[Report, Report]]:
    """Every two of them."""
    return list(combinations(found, 2))
