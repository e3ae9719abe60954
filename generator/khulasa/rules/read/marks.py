"""Which quotation mark closes which: pairs of every kind, nested, over paragraphs, and never over the whole article.

Arabic and Persian news uses «…», “…”, ”…“, „…“, "…", ‘…’, '…', ((…)), <<…>> and ‹…›, often several in one article,
and forgets some. A mark is an opening or a closing one by what stands beside it; where that does not tell, by
whether one of its family is open, and by its shape last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from khulasa.model import Span

Family = Literal["angle", "double", "single", "round"]
Side = Literal["open", "close", "either"]

_MARK = re.compile(r"<<|>>|\(\(|\)\)|''|[«»‹›“”„‟\"″‘’‚'`]")
_STOP = re.compile(r"[.!?؟؛](?=\s)")
_FAMILY: dict[str, Family] = {
    **dict.fromkeys(("«", "»", "<<", ">>", "‹", "›"), "angle"),
    **dict.fromkeys(("“", "”", "„", "‟", '"', "″", "''"), "double"),
    **dict.fromkeys(("‘", "’", "‚", "'", "`"), "single"),
    **dict.fromkeys(("((", "))"), "round"),
}
_SHAPE: dict[str, Side] = {
    "«": "open", "<<": "open", "‹": "open", "»": "close", ">>": "close", "›": "close", "((": "open", "))": "close",
    "“": "open", "„": "open", "‟": "open", "”": "close", "‘": "open", "‚": "open", "’": "close",
}  # fmt: skip
_BEFORE_OPEN = " \t\u00a0([{،,؛;:-–—ـ…/"
"""What may stand before an opening mark; a full stop may not: a closing mark often lacks the space after it."""
_AFTER_CLOSE = " \t\u00a0)]}،,؛;:.!?؟-–—…/"
MAX_DEPTH = 6
"""So many marks may be open at one place; older ones were forgotten by the writer."""
MAX_PARAGRAPHS = 5
"""How many paragraphs a statement may run over without a mark of its family."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark."""

    start: int
    end: int
    glyph: str
    side: Side
    """By what stands beside it; ``either`` where that does not tell."""

    @property
    def family(self) -> Family:
        """Marks of one family close each other."""
        return _FAMILY[self.glyph]


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text in quotation marks."""

    open: int
    """Where the opening mark begins."""
    start: int
    end: int
    """``text[start:end]`` is what stands between the marks, without white space at its ends."""
    close: int
    """Where the closing mark ends; ``end`` where there is none."""
    depth: int
    """0 for the outermost marks."""
    closed: bool = True
    continued: bool = False
    """True for a paragraph that opens again the statement of the one before."""


def _side(text: str, m: re.Match[str], span: Span) -> Side:
    before = text[m.start() - 1] if m.start() > span.start else " "
    after = text[m.end()] if m.end() < span.end else " "
    can_open = before in _BEFORE_OPEN and not after.isspace() and after not in "،؛.:!؟)"
    can_close = after in _AFTER_CLOSE and not before.isspace() and before not in "([{ـ"
    if before in ":：":
        return "open"
    if can_open == can_close:
        shape = _SHAPE.get(m.group(), "either")
        angular = _FAMILY[m.group()] in ("angle", "round")
        return shape if angular else "either"
    return "open" if can_open else "close"


def _marks(text: str, span: Span) -> Iterator[Mark]:
    """The marks of a paragraph; an apostrophe inside a word of Latin letters is none."""
    for m in _MARK.finditer(text, span.start, span.end):
        near = text[max(span.start, m.start() - 1) : m.start()] + text[m.end() : min(span.end, m.end() + 1)]
        if _FAMILY[m.group()] == "single" and (len(near) == 2 and near.isalpha() and near.isascii()):
            continue
        yield Mark(m.start(), m.end(), m.group(), _side(text, m, span))


def _opens(mark: Mark, stack: Sequence[Mark]) -> bool:
    """Whether a mark opens; one that could do either closes what is open."""
    if mark.side != "either":
        return mark.side == "open"
    if any(m.family == mark.family for m in stack):
        return False
    return _SHAPE.get(mark.glyph) != "close" or mark.family == "double"


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _pair(text: str, opening: Mark, closing: Mark, depth: int) -> Marked:
    start, end = _strip(text, opening.end, closing.start)
    return Marked(opening.start, start, end, closing.end, depth)


def _paragraph(text: str, span: Span) -> tuple[list[Marked], list[Mark], list[Mark]]:
    """Pairs within one paragraph, opening marks without a partner, closing marks without one."""
    pairs: list[Marked] = []
    stack: list[Mark] = []
    lonely: list[Mark] = []
    marks = list(_marks(text, span))
    for number, mark in enumerate(marks):
        at = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].family == mark.family), None)
        if _opens(mark, stack) or (at is None and _misplaced(marks, number)):
            stack.append(mark)
            del stack[: len(stack) - MAX_DEPTH]
            continue
        if at is None:
            lonely.append(mark)
            continue
        pairs.append(_pair(text, stack[at], mark, at))
        del stack[at:]
    return pairs, stack, lonely


def _misplaced(marks: Sequence[Mark], number: int) -> bool:
    """Whether a straight mark on the wrong side of its space opens (قال" نص"): the next of its family closes."""
    mark = marks[number]
    if mark.glyph not in _STRAIGHT:
        return False
    following = next((m for m in marks[number + 1 : number + 4] if m.family == mark.family), None)
    return following is not None and following.side == "close"


_STRAIGHT = frozenset(('"', "″", "''"))


def _across(
    text: str,
    spans: Sequence[Span],
    number: int,
    opening: Mark,
    rows: Sequence[tuple[list[Marked], list[Mark], list[Mark]]],
) -> Mark | None:
    """The closing mark in a later paragraph of a statement that runs on; None where another mark comes first."""
    for later in range(number + 1, min(number + 1 + MAX_PARAGRAPHS, len(spans))):
        pairs, opened, lonely = rows[later]
        closing = next((m for m in lonely if m.family == opening.family), None)
        first = min((p.open for p in pairs), default=spans[later].end)
        first = min([first, *(m.start for m in opened)])
        if closing is not None and closing.start < first:
            return closing
        if first < spans[later].end or closing is not None:
            return None
    return None


def _until(text: str, opening: Mark, span: Span) -> int:
    """How far a mark that is never closed reaches: to the end of its paragraph or of a sentence before the next."""
    following = next(
        (m for m in _marks(text, span) if m.start >= opening.end and m.family == opening.family), None
    )
    if following is None:
        return span.end
    stops = [m.end() for m in _STOP.finditer(text, opening.end, following.start)]
    return stops[-1] if stops else following.start


def _reopened(text: str, spans: Sequence[Span], number: int, opening: Mark) -> bool:
    """Whether the next paragraph begins with an opening mark of the same family."""
    if number + 1 >= len(spans):
        return False
    begin = _MARK.match(text, _strip(text, spans[number + 1].start, spans[number + 1].end)[0])
    return begin is not None and _FAMILY[begin.group()] == opening.family


def pairs(text: str, spans: Sequence[Span]) -> tuple[Marked, ...]:
    """Every marked piece of the paragraphs, in order of its opening mark."""
    rows = [_paragraph(text, span) for span in spans]
    found: list[Marked] = [p for row in rows for p in row[0]]
    again: set[int] = set()
    for number, (_, opened, _) in enumerate(rows):
        for depth, opening in enumerate(opened):
            if closing := _across(text, spans, number, opening, rows):
                found.append(_pair(text, opening, closing, depth))
                continue
            start, end = _strip(text, opening.end, _until(text, opening, spans[number]))
            if start < end:
                found.append(Marked(opening.start, start, end, end, depth, closed=False))
            if _reopened(text, spans, number, opening):
                again.add(_strip(text, spans[number + 1].start, spans[number + 1].end)[0])
    found.sort(key=lambda p: (p.open, -p.close))
    return tuple(_nest([replace(p, continued=True) if p.open in again else p for p in found]))


def _nest(found: Sequence[Marked]) -> Iterator[Marked]:
    """Depth by place: a piece inside another closed one lies deeper."""
    outer: list[int] = []
    for piece in found:
        while outer and outer[-1] <= piece.open:
            outer.pop()
        yield replace(piece, depth=len(outer)) if piece.depth != len(outer) else piece
        if piece.closed:
            outer.append(piece.close)
