"""Leftovers by their place: what stands between the title and the first paragraph, or below the last."""

from __future__ import annotations

import re
from collections.abc import Iterable

from khulasa import languages
from khulasa.model import Lang, Page, Removal
from khulasa.rules.clean.lines import Look, look, numbered, removal, zones

_BETWEEN = re.compile(r"\s*(?:\s[-–—]\s?|[-–—]\s|[:/|،,]\s*)\s*")


def place_and_reporter(page: Page) -> Iterable[Removal]:
    """A line between title and text that names a place and the reporter there, or the reporter alone."""
    first = zones(page).first
    titled = False
    for i, line, seen in numbered(page):
        if i >= first or i > 6:
            return
        if titled and not seen.ended and _reporter(seen, page.lang):
            yield removal(line, "place_and_reporter", line.text)
        titled = titled or len(seen.keys) >= 4


def signature(page: Page) -> Iterable[Removal]:
    """A person's name alone below the last paragraph: who wrote the article."""
    last = zones(page).last
    for i, line, seen in numbered(page):
        if i > last >= 1 and not seen.ended and _reporter(seen, page.lang):
            yield removal(line, "signature", line.text)


def _reporter(line: Look, lang: Lang) -> bool:
    """Whether a short line is made of a place or an outlet and a person's name, or of such a name."""
    language = languages.load(lang)
    small = language.words("small-words")
    if len(line.keys) > 7 or any(k in small or k.isdigit() for k in line.keys):
        return False
    pieces = [look(p).words for p in _BETWEEN.split(line.text) if p.strip()]
    given = language.words("given-names") if "given-names" in language.lists else frozenset()
    named = [p for p in pieces if 2 <= len(p) <= 4 and p[0].key in given]
    if len(pieces) == 1:
        return bool(named) and 2 <= len(pieces[0]) <= 4
    return len(pieces) == 2 and bool(named) and all(len(p) <= 4 for p in pieces)


def short_line_below(page: Page) -> Iterable[Removal]:
    """One to three words without a stop below the last paragraph: a label or a signature."""
    last = zones(page).last
    if last < 1:
        return
    for i, line, seen in numbered(page):
        if i <= last or len(seen.keys) > 3 or seen.ended:
            continue
        plain = not any(map(str.isdigit, seen.keys)) and line.text[:1].isalpha() and "،" not in line.text
        if plain and not page.lines[i - 1].text.rstrip().endswith(":"):
            yield removal(line, "short_line_below", line.text)
