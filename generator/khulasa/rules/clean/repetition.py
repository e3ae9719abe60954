"""Leftovers by repetition: what the page says twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from khulasa.model import Lang, Line, Page, Removal
from khulasa.rules.clean.head import opens_title
from khulasa.rules.clean.lines import Look, look, numbered, removal, zones
from khulasa.rules.clean.title import HEAD
from khulasa.rules.read import headlines


def repeated_line(page: Page) -> Iterable[Removal]:
    """A title or other short line that stands on the page a second time; a caption that stands there twice."""
    seen_before: dict[tuple[str, ...], Line] = {}
    for i, line, seen in numbered(page):
        if len(seen.keys) < 3 or seen.prose:
            continue
        first = seen_before.get(seen.keys) or _with_section(seen, seen_before)
        asked = line.text.rstrip().endswith("؟") and i > zones(page).first
        if first and not asked and not line.text.rstrip().endswith(":"):
            kicked = i > 0 and page.lines[i - 1] is not first and _leads(page.lines[i - 1], page, i)
            yield removal(
                first if kicked else line, "repeated_line", f"line {(line if kicked else first).number}"
            )
            if _is_caption(first, line, page, i):
                yield removal(first, "repeated_line", f"line {line.number}")
        seen_before.setdefault(seen.keys, line)


def _leads(line: Line, page: Page, at: int) -> bool:
    """Whether a line above the article leads to the headline below it: the headline is there in its place."""
    return at < zones(page).first and opens_title(look(line.text), page.lang)


def _with_section(seen: Look, before: dict[tuple[str, ...], Line]) -> Line | None:
    """The line that a line repeats with one word before it: the section and the title."""
    return before.get(seen.keys[1:]) if len(seen.keys) > 5 else None


def _is_caption(first: Line, second: Line, page: Page, at: int) -> bool:
    """Whether a line and its repetition stand together below the title and above the text, as under a picture."""
    above = [x for x in page.lines[:at] if x.number < first.number and len(look(x.text).keys) >= 5]
    return second.number == first.number + 1 and bool(above) and at < zones(page).first


def title_with_site(page: Page) -> Iterable[Removal]:
    """The title with the name of the site behind a sign, where the title itself follows."""
    for i, line, _ in numbered(page):
        if i >= min(3, zones(page).first):
            return
        below = {look(x.text).keys for x in page.lines[i + 1 : max(i + 6, min(zones(page).first, HEAD))]}
        if site := _site_beside(line.text, below, page.lang):
            yield removal(line, "title_with_site", site)


def _site_beside(text: str, below: set[tuple[str, ...]], lang: Lang) -> str:
    """The name behind the title, or the one before it: ``عنوان | موقع``, ``سایت - عنوان - نسخه چاپی``."""
    for sign in _BAR.finditer(text):
        head, tail = look(text[: sign.start()]).keys, look(text[sign.end() :]).words
        if len(head) >= 3 and len(tail) <= 5 and head in below:
            return text[sign.end() :]
    parts = [p for p in _BAR.split(text) if p.strip()]
    title = next((n for n, p in enumerate(parts) if n and look(p).keys in below), 0)
    if headlines.is_home(parts[0], lang):
        return ""
    framed = title and title < len(parts) - 1 and len(look(parts[title]).keys) >= 3
    return parts[0] if framed and len(look(parts[0]).keys) <= 4 and "»" not in text else ""


_BAR = re.compile(r"\s[|\-–—»:]\s")
