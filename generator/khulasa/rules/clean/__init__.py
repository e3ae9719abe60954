"""Leftovers of a web page are told from the article, line by line; what goes is listed with the rule that says so.

Rules are grouped by the kind of evidence: ``vocabulary`` (words), ``form`` (signs and numbers), ``position`` (head
and tail of the page), ``repetition``, ``lists`` (headings and the headlines below them).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from khulasa.model import Page, Removal

CleanRule = Callable[[Page], Iterable[Removal]]


def run(page: Page, rules: Sequence[CleanRule]) -> tuple[Page, tuple[Removal, ...]]:
    """The lines that are article, and those that are not; each rule sees what the ones before it have left.

    A page on which nothing would be left is given back whole: better a leftover than a lost article.
    """
    rest = page
    removed: list[Removal] = []
    for rule in rules:
        found = {r.line: r for r in rule(rest)}
        if found:
            removed += found.values()
            rest = replace(rest, lines=tuple(line for line in rest.lines if line.number not in found))
    if not rest.lines:
        return page, ()
    return rest, tuple(sorted(removed, key=lambda r: r.line))
