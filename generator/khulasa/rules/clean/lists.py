"""Leftovers by the shape of a block: a heading and its headlines, readers' comments, what follows the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from khulasa.model import Line, Page, Removal
from khulasa.rules.clean.head import content, shared
from khulasa.rules.clean.lines import Look, Sign, look, removal, signs, zones
from khulasa.rules.read.headlines import goes_on

TICKER = 25
"""Words of the shortest ticker."""
OWN = 0.3
"""Part of the words of a text's own paragraph that the rest of the text has too, at the least."""


def ticker(page: Page) -> Iterable[Removal]:
    """Headlines in one long line at the top without a stop, of whose words the rest of the page has hardly any."""
    for i, line in enumerate(page.lines[:3]):
        seen = look(line.text)
        if len(seen.keys) < TICKER or seen.ended or len(page.lines) < i + 3:
            continue
        own = content(seen, page.lang)
        rest = {s for n, x in enumerate(page.lines) if n != i for s in content(look(x.text), page.lang)}
        if own and sum(s in rest for s in own) / len(own) < OWN:
            yield removal(line, "ticker", line.text)


def related_list(page: Page) -> Iterable[Removal]:
    """A heading such as "related" and the headlines that stand below it."""
    lines, i = page.lines, 0
    while i < len(lines):
        sign = _heads_a_list(look(lines[i].text), page)
        if sign is None:
            i += 1
            continue
        items = _headlines_below(page, i)
        yield removal(lines[i], "related_list", sign.words)
        for line in items:
            yield removal(line, "related_list", f"below: {sign.words}")
        i += 1 + len(items)


def _heads_a_list(line: Look, page: Page) -> Sign | None:
    """The sign of a line that is nothing but "read also" or "related"."""
    found = (s for s in signs(line.text, page.lang) if s.kind == "read_also" and s.mode != "inside")
    return next(
        (s for s in found if s.rest_words == 0 or (line.text.rstrip().endswith(":") and s.rest_words <= 3)),
        None,
    )


def _headlines_below(page: Page, heading: int) -> tuple[Line, ...]:
    """The headlines that belong to a heading: the block without an empty line, or the run that ends the page."""
    lines = page.lines
    run: list[Line] = []
    for line in lines[heading + 1 :]:
        seen = look(line.text)
        if not (
            seen.headline or (len(seen.keys) <= 22 and line.text.rstrip().endswith(("؟", "!")))
        ) or _other_furniture(line, page):
            break
        run.append(line)
    where = zones(page)
    if not run or heading > where.last:
        return tuple(run)
    if heading < where.first:
        return tuple(_strange(page, heading, run))
    if run[0].number != lines[heading].number + 1:
        return tuple(run[:1])
    block = [line for k, line in enumerate(run) if line.number == lines[heading].number + 1 + k]
    whole = len(block) < len(run) or _gap_after(page, block[-1]) or not _has_subheadings(page, heading, block)
    return tuple(block if whole else block[:-1] or block)


def _strange(page: Page, heading: int, run: list[Line]) -> Iterator[Line]:
    """Of a run in the head below a heading, two or more lines together that share hardly a word with the text."""
    block = list(takewhile(lambda x: x[1].number == page.lines[heading].number + 1 + x[0], enumerate(run)))
    if len(block) > 1 and all(shared(look(line.text), page)[0] <= 1 for _, line in block):
        yield from (line for _, line in block)


def _has_subheadings(page: Page, heading: int, block: list[Line]) -> bool:
    """Whether other short lines stand between the paragraphs of a page: then the last of a list may be one too."""
    mine = {page.lines[heading].number, *(line.number for line in block)}
    where = zones(page)
    between = (line for line in page.lines[where.first + 1 : where.last] if line.number not in mine)
    return any(look(line.text).headline and not signs(line.text, page.lang) for line in between)


def _gap_after(page: Page, line: Line) -> bool:
    """Whether an empty line, furniture or nothing follows a line."""
    at = page.lines.index(line)
    if at + 1 >= len(page.lines) or page.lines[at + 1].number > line.number + 1:
        return True
    return bool(signs(page.lines[at + 1].text, page.lang))


def _other_furniture(line: Line, page: Page) -> bool:
    return any(
        s.mode != "inside" and s.kind not in ("photo", "byline", "read_also")
        for s in signs(line.text, page.lang)
    )


def comment_section(page: Page) -> Iterable[Removal]:
    """The comments of readers below their heading."""
    where, lines = zones(page), page.lines
    for i, line in enumerate(lines):
        if i <= where.middle or not _heads_comments(look(line.text), page):
            continue
        rest = lines[i + 1 :]
        if any(len(look(r.text).keys) > 40 for r in rest) or sum(len(look(r.text).keys) for r in rest) > 150:
            return
        yield removal(line, "comment_section", line.text)
        for r in rest:
            yield removal(r, "comment_section", f"below: {line.text}")
        return


def _heads_comments(line: Look, page: Page) -> bool:
    found = (s for s in signs(line.text, page.lang) if s.kind == "comments" and s.mode in ("label", "whole"))
    return any(s.rest_words <= 1 and (not s.rest or s.rest.isdigit()) for s in found)


ENDS = frozenset(
    {
        "end",
        "tags",
        "share",
        "comments",
        "counter",
        "code",
        "link",
        "copyright",
        "navigation",
        "read_also",
        "follow",
    }
)
"""Kinds of furniture that stand below an article."""


def after_the_end(page: Page) -> Iterable[Removal]:
    """Headlines that stand below the mark that ends the article, its tags, its share bar or its comments."""
    where = zones(page)
    ended = False
    for i, line in enumerate(page.lines):
        seen = look(line.text)
        if i <= where.last:
            continue
        if ended and (seen.headline or len(seen.keys) == 1):
            yield removal(line, "after_the_end", "below the end mark")
        ended = ended or any(
            s.kind in ENDS and s.mode != "inside" and len(seen.keys) < 40 for s in signs(line.text, page.lang)
        )


def headlines_at_the_end(page: Page) -> Iterator[Removal]:
    """Two or more headlines in a row below an article whose paragraphs all end in a stop."""
    lines, last = page.lines, zones(page).last
    paragraphs = [look(line.text) for line in lines if look(line.text).prose]
    tail = lines[last + 1 :]
    if last < 2 or len(tail) < 2 or not all(p.ended for p in paragraphs):
        return
    headlines = all(_is_item(t, t is tail[0]) for t in tail)
    listed = any(t.text.lstrip()[:1] in "-–—•*0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹" for t in tail)
    if headlines and not listed and not look(lines[last].text).text.rstrip().endswith(":"):
        yield from (removal(t, "headlines_at_the_end", "a row of headlines") for t in tail)


def _is_item(line: Line, edge: bool) -> bool:
    """Whether a line may stand in a row of headlines; a heading of the row may end in a colon."""
    seen = look(line.text)
    heading = not edge and line.text.rstrip().endswith(":") and 4 <= len(seen.keys) <= 8
    return heading or (seen.headline and (len(seen.keys) >= 4 or edge))


def headline_above_heading(page: Page) -> Iterator[Removal]:
    """A headline below the article directly above a heading such as "related" that has no headlines below it."""
    lines, last = page.lines, zones(page).last
    if last < 1 or not all(look(x.text).ended for x in lines if look(x.text).prose):
        return
    for i in range(last + 1, len(lines) - 1):
        seen = look(lines[i].text)
        headline = seen.headline and len(seen.keys) >= 4 and not signs(lines[i].text, page.lang)
        if not headline or goes_on(seen, page.lang) or not _heads_a_list(look(lines[i + 1].text), page):
            continue
        own = any(not signs(x.text, page.lang) for x in _headlines_below(page, i + 1))
        if not own and shared(seen, page)[1] < 0.7:
            yield removal(lines[i], "headline_above_heading", lines[i + 1].text)
