"""Paragraphs of a plain text: lines as they are, or lines that were cut to a fixed width joined again.

Nothing is rewritten: paragraphs are places in the text as given, so that a sentence found in one is a slice of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from khulasa.model import Span

_ENDS = frozenset('.!?؟…۔:؛"»”)]')
"""Signs with which a line may end a paragraph."""
_WIDEST = 140
"""Letters in the widest line of a hard-wrapped text."""
_OPEN_SHARE = 0.4
"""Share of lines that end in the middle of a sentence from which a text is held to be hard-wrapped."""
_FULL = 0.8
"""Share of the usual width from which a line counts as full: its sentence may go on, its paragraph too."""
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")


def is_hard_wrapped(lines: Sequence[str]) -> bool:
    """Whether single newlines cut the sentences of a text (lines of 60 to 90 columns, as old exports have them)."""
    kept = [s for line in lines if (s := line.strip())]
    if len(kept) < 4 or max(map(len, kept)) > _WIDEST:
        return False
    if sum(s[-1] not in _ENDS for s in kept[:-1]) / (len(kept) - 1) <= _OPEN_SHARE:
        return False
    usual = _width(kept)
    return sum(len(s) >= _FULL * usual for s in kept) >= len(kept) / 2


def _width(kept: Sequence[str]) -> int:
    """The width to which most lines are cut: nine of ten are no longer."""
    return sorted(map(len, kept))[(len(kept) * 9) // 10]


def paragraphs(text: str) -> tuple[Span, ...]:
    """Places of the paragraphs of a text, without the white space around them.

    A line is a paragraph. In a hard-wrapped text lines are joined up to a blank line, a line that ends a sentence
    before the full width, or an indented one.
    """
    rows = [Span(m.start(), m.end()) for m in _LINE.finditer(text)]
    if not is_hard_wrapped([text[r.start : r.end] for r in rows]):
        return tuple(span for r in rows if (span := _stripped(text, r)).end > span.start)
    usual = _width([s for r in rows if (s := text[r.start : r.end].strip())])
    found: list[Span] = []
    for row in rows:
        span = _stripped(text, row)
        if span.end == span.start:
            continue
        if found and _goes_on(text, found[-1], row, usual):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


def _stripped(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))


def _goes_on(text: str, before: Span, row: Span, usual: int) -> bool:
    """Whether a line goes on with the paragraph before it."""
    between = text[before.end : row.start].replace("\r\n", "\n")
    if between.count("\n") > 1 or between.count("\r") > 1:
        return False
    last = text[before.start : before.end]
    last = last[max(last.rfind("\n"), last.rfind("\r")) + 1 :]
    if last[-1] in _ENDS:
        indented = text[row.start].isspace()
        return last[-1] != ":" and not indented and len(last) >= _FULL * usual
    return True


def joined(text: str) -> str:
    """A copy of the same length in which the line ends are spaces, so that rules read a paragraph as one line."""
    return _LINE_END.sub(" ", text)


_LINE_END = re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85]")
