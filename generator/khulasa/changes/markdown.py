"""Changes as Markdown for a comment: neutral, bounded, and with nothing in it that a source could make act.

Every word of a source stands in a code span: no markup, no link, no mention of anybody, no picture comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from khulasa.changes.compare import ArticleChange, Changes, Lists
from khulasa.model import Article
from khulasa.text.decode import visible

MAX_LETTERS = 60_000
"""Longest report: a comment on GitHub may have 65,536 letters."""
MAX_TEXT = 200
"""Letters of one text that are shown."""
MAX_ROWS = 30
"""Entries of one list."""
MAX_ARTICLES = 25
"""Changed articles that are told in full."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TICKS = re.compile("`+")


def report(changes: Changes, base: str) -> str:
    """The report; ``base`` is what to call the state before."""
    lines = [f"## What changes against {code(base)}", ""]
    if not _anything(changes):
        lines += ["Nothing that is shown changes.", ""]
    body = [line for part in (_numbers, _articles, _names, _pages, _warnings) for line in part(changes)]
    return _bounded([*lines, *body])


def code(text: str, most: int = MAX_TEXT) -> str:
    """A text as a code span on one line, isolated from the direction of its neighbours."""
    plain = " ".join(_CONTROL.sub(" ", visible(text)).split())
    if len(plain) > most:
        plain = plain[: most - 1] + "…"
    fence = "`" * (max((len(run) for run in _TICKS.findall(plain)), default=0) + 1)
    space = " " if plain.startswith("`") or plain.endswith("`") or not plain else ""
    return f"\u2068{fence}{space}{plain}{space}{fence}\u2069"


def _anything(changes: Changes) -> bool:
    lists = (changes.people, changes.pages, changes.warnings)
    return any((changes.added, changes.removed, changes.changed, changes.rewritten, *lists))


def _numbers(changes: Changes) -> Iterator[str]:
    yield from ("| | before | now |", "|---|---:|---:|")
    for name, before, now in changes.numbers:
        yield f"| {name} | {before} | {f'**{now}**' if before != now else now} |"
    yield ""


def _articles(changes: Changes) -> Iterator[str]:
    for name, articles in (("Articles added", changes.added), ("Articles removed", changes.removed)):
        yield from _section(name, map(_named, articles), len(articles))
    if not changes.changed:
        return
    yield from (f"### Articles changed: {len(changes.changed)}", "")
    for one in changes.changed[:MAX_ARTICLES]:
        yield from _changed(one)
    rest = changes.changed[MAX_ARTICLES:]
    yield from _section("Changed too", (f"{code(c.title)} ({code(c.id)})" for c in rest), len(rest))


def _named(article: Article) -> str:
    day = article.digest.date.first
    return (
        f"{code(article.digest.title.text)} ({article.digest.lang}, {day or 'no date'}; {code(article.id)})"
    )


def _changed(one: ArticleChange) -> Iterator[str]:
    yield from (f"**{code(one.title)}** ({code(one.id)})", "")
    for name, before, now in one.fields:
        yield f"- {name}: {code(before) if before else 'none'} → {code(now) if now else 'none'}"
    for name, lists in (("digest", one.sentences), ("statement", one.statements), ("person", one.people)):
        yield from _rows(name, lists)
    yield ""


def _rows(name: str, lists: Lists) -> Iterator[str]:
    for sign, texts in (("+", lists.added), ("−", lists.removed)):
        for text in texts[:MAX_ROWS]:
            yield f"- {name} {sign} {code(text)}"
        if len(texts) > MAX_ROWS:
            yield f"- {name} {sign} {len(texts) - MAX_ROWS} more"


def _names(changes: Changes) -> Iterator[str]:
    for name, texts in (("People new", changes.people.added), ("People gone", changes.people.removed)):
        yield from _section(name, map(code, texts), len(texts))


def _pages(changes: Changes) -> Iterator[str]:
    pages = changes.pages
    for name, paths in (("Files added", pages.added), ("Files removed", pages.removed)):
        shown = [p for p in paths if p.endswith(".html")] or list(paths)
        yield from _section(f"{name}: {len(paths)}, pages", map(code, shown), len(shown))
    if changes.rewritten:
        rows = (f"{count} because {reason}" for reason, count in changes.rewritten)
        yield from _section(
            "Files rewritten", rows, sum(n for _, n in changes.rewritten), len(changes.rewritten)
        )


def _warnings(changes: Changes) -> Iterator[str]:
    for name, texts in (
        ("New warnings", changes.warnings.added),
        ("Warnings gone", changes.warnings.removed),
    ):
        yield from _section(name, (code(t, 2 * MAX_TEXT) for t in texts), len(texts))


def _section(name: str, rows: Iterable[str], count: int, listed: int | None = None) -> Iterator[str]:
    """A heading with a number, and the first entries; nothing where there are none."""
    if not count:
        return
    yield from (f"### {name}: {count}", "")
    for number, row in enumerate(rows):
        if number == MAX_ROWS:
            yield f"- {(count if listed is None else listed) - MAX_ROWS} more"
            break
        yield f"- {row}"
    yield ""


def _bounded(lines: list[str]) -> str:
    """As many whole lines as a comment takes, and how many are left out."""
    size = 0
    for number, line in enumerate(lines):
        size += len(line) + 1
        if size > MAX_LETTERS:
            return "\n".join([*lines[:number], "", f"{len(lines) - number} more lines are left out.", ""])
    return "\n".join(lines).rstrip() + "\n"
