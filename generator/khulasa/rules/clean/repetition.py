"""Leftovers by repetition: what the page says twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from khulasa.model import Page, Removal
from khulasa.rules.clean.lines import look, numbered, removal, zones


def repeated_line(page: Page) -> Iterable[Removal]:
    """A title or other short line that stands on the page a second time."""
    seen_before: dict[tuple[str, ...], int] = {}
    for _, line, seen in numbered(page):
        if len(seen.words) < 3 or seen.prose:
            continue
        if seen.keys in seen_before and not line.text.rstrip().endswith((":", "؟")):
            yield removal(line, "repeated_line", f"line {seen_before[seen.keys]}")
        seen_before.setdefault(seen.keys, line.number)


def title_with_site(page: Page) -> Iterable[Removal]:
    """The title with the name of the site behind a sign, where the title itself follows."""
    for i, line, _ in numbered(page):
        if i >= min(3, zones(page).first):
            return
        for sign in re.finditer(r"\s[|\-–—»:]\s", line.text):
            head = look(line.text[: sign.start()]).keys
            tail = look(line.text[sign.end() :]).words
            follows = any(look(x.text).keys == head for x in page.lines[i + 1 : i + 6])
            if len(head) >= 3 and len(tail) <= 5 and follows:
                yield removal(line, "title_with_site", line.text[sign.end() :])
                break
