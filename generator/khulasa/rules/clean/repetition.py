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
        below = {look(x.text).keys for x in page.lines[i + 1 : i + 6]}
        if site := _site_beside(line.text, below):
            yield removal(line, "title_with_site", site)


def _site_beside(text: str, below: set[tuple[str, ...]]) -> str:
    """The name behind the title, or the one before it: ``عنوان | موقع``, ``سایت - عنوان - نسخه چاپی``."""
    for sign in _BAR.finditer(text):
        head, tail = look(text[: sign.start()]).keys, look(text[sign.end() :]).words
        if len(head) >= 3 and len(tail) <= 5 and head in below:
            return text[sign.end() :]
    parts = [p for p in _BAR.split(text) if p.strip()]
    title = next((n for n, p in enumerate(parts) if n and look(p).keys in below), 0)
    framed = title and title < len(parts) - 1 and len(look(parts[title]).keys) >= 3
    return parts[0] if framed and len(look(parts[0]).words) <= 4 and "»" not in text else ""


_BAR = re.compile(r"\s[|\-–—»:]\s")
