"""Reads the labelled pages of ``tests/cases``: what each line of a page is, written before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from khulasa.chains import STANDARD
from khulasa.model import Document, Lang, Line, Page
from khulasa.rules import clean
from khulasa.rules.read import heading

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """A page and the labels of its lines."""

    name: str
    lang: Lang
    lines: tuple[tuple[str, str], ...]
    """(label, text); an empty label is an empty line."""
    stem: str = "pages"
    """The file it is of."""

    @property
    def page(self) -> Page:
        """The page as the pipeline sees it."""
        numbered = enumerate((text for label, text in self.lines if label not in ("S", "V")), 1)
        return Page(self.lang, tuple(Line(n, t.strip()) for n, t in numbered if t.strip()))

    def of(self, label: str) -> list[str]:
        """The lines with a label."""
        return [text.strip() for mark, text in self.lines if mark == label]


def cases() -> list[Case]:
    """All labelled pages."""
    found = []
    for stem, lang in (("pages", "ar"), ("pages", "fa"), ("shapes", "ar"), ("shapes", "fa")):
        text = (CASES / f"{stem}-{lang}.txt").read_text("utf-8")
        for block in text.split("\n## ")[1:]:
            name, *rows = block.strip("\n").split("\n")
            lines = tuple((row[:1], row[2:]) for row in rows)
            found.append(Case(f"{lang}: {name}", lang, lines, stem))
    return found


def document(case: Case) -> Document:
    """The page taken apart by all rules."""
    page, removed = clean.run(case.page, STANDARD.clean)
    return heading.take_apart(page, removed, STANDARD.heading)
