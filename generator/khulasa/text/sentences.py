"""Sentences of a paragraph (first draft; replaced by the full splitter)."""

from __future__ import annotations

import re

from khulasa.model import Span

_STOP = re.compile(r"[.!?؟…۔]+[»”\"')\]]*(?=\s|$)")


def split(paragraph: str) -> tuple[Span, ...]:
    """Spans of the sentences of one paragraph, in order, without the white space between them."""
    spans, start = [], 0
    for m in _STOP.finditer(paragraph):
        spans.append(Span(start, m.end()))
        start = m.end() + len(paragraph[m.end() :]) - len(paragraph[m.end() :].lstrip())
    if paragraph[start:].strip():
        spans.append(Span(start, len(paragraph.rstrip())))
    return tuple(spans)
