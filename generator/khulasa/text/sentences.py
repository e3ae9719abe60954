"""Sentences of a paragraph: quotations and parentheses are never cut, nor decimals, initials and abbreviations.

The rules are this project's own; they were looked over against disagreements with a plain splitter on real texts.
Everything is one pass over the marks of a paragraph, so time grows with its length and no faster.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from khulasa import languages
from khulasa.model import Span
from khulasa.text import marks
from khulasa.text.fold import key

_STOP = re.compile("[.!?؟۔…]+(?:[ \u00a0]?[.!?؟…](?![.\\d]))*")
_ARABIC = "\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff"
_BEFORE_TIGHT = re.compile(rf"[{_ARABIC}\d%٪)\]»”\"’']$")
_AFTER_TIGHT = re.compile(rf"[{_ARABIC}«“\"(‘']")
_NOTE = re.compile(r"\s?(?:\[\d{1,3}\]|\(\d{1,2}\))(?=\s|$)")
_LAST_TOKEN = re.compile(rf"(?:[^\W_](?:[{marks.INNER}]*))+(?:\.(?:[^\W_][{marks.INNER}]*)+)*$")
_NEXT_WORD = re.compile(rf"[\W_]*?([^\W_](?:[^\W_]|[{marks.INNER}])*)")
_LATIN_ABBREVIATION = frozenset(
    "mr mrs ms dr prof st no vs etc inc ltd co corp jr sr fig vol al e.g i.e u.s u.k u.n p".split()
)
_LOOK_BACK = 40


def split(paragraph: str) -> tuple[Span, ...]:
    """Spans of the sentences of one paragraph, in order, without the white space between them."""
    pairs = marks.pairs(paragraph)
    inside = marks.Inside(pairs)
    ends = []
    start = 0
    for stop in _STOP.finditer(paragraph):
        end = _end_of_sentence(paragraph, start, stop, inside)
        if end is not None and end > start:
            ends.append(end)
            start = end
    return _spans(paragraph, ends)


def _spans(paragraph: str, ends: list[int]) -> tuple[Span, ...]:
    """Spans between the ends; a piece without a letter stays with the one before it."""
    spans: list[Span] = []
    start = 0
    for end in [*ends, len(paragraph)]:
        piece = paragraph[start:end]
        body = piece.strip()
        if not body:
            continue
        first = start + len(piece) - len(piece.lstrip())
        last = first + len(body)
        if spans and not any(map(str.isalnum, body)):
            spans[-1] = Span(spans[-1].start, last)
        else:
            spans.append(Span(first, last))
        start = end
    return tuple(spans)


def _end_of_sentence(text: str, start: int, stop: re.Match[str], inside: marks.Inside) -> int | None:
    """Where the sentence ends that this stop ends; None where it ends none."""
    place, end = stop.span()
    end, quoted = _closers(text, end, inside)
    if inside.deeper(place, end):
        return None
    tail = text[end:]
    if not tail.strip():
        return len(text)
    note = _NOTE.match(text, end)
    end = note.end() if note else end
    tight = not text[end].isspace()
    after = text[end:].lstrip()[:1] if not tight else text[end]
    if after in "،؛,;:.…" or (after and after in inside.closing_marks and not tight):
        return None
    if tight and not (
        _BEFORE_TIGHT.search(text[max(start, end - 1) : end].rstrip(".!?؟۔…") or text[:place][-1:]) or quoted
    ):
        return None if not text[:place].endswith(" ") or not _AFTER_TIGHT.match(text, end) else end
    if tight and not _AFTER_TIGHT.match(text, end):
        return None
    return end if _ends(text, start, place, stop.group(), end, quoted, tight) else None


def _closers(text: str, end: int, inside: marks.Inside) -> tuple[int, bool]:
    """The place after the closing marks that follow a stop (and a stop after them), and whether there were any."""
    quoted = False
    while end < len(text) and (end in inside.closing or (text[end] in "»”)]" and end not in inside.opening)):
        end, quoted = end + 1, True
        while end < len(text) and text[end] in ".۔":
            end += 1
    return end, quoted


def _ends(text: str, start: int, place: int, stop: str, end: int, quoted: bool, tight: bool) -> bool:
    """Whether a stop outside of all marks ends a sentence."""
    mark = stop.replace(" ", "").replace("\u00a0", "")
    following = _NEXT_WORD.match(text, end)
    next_key = key(following.group(1)) if following else ""
    if quoted and not text[end - 1] in ".۔" and _goes_on(next_key):
        return False
    if set(mark) <= {".", "…"} and (len(mark) > 1 or mark == "…"):
        return False
    if mark[0] != ".":
        return True
    return _full_stop_ends(text, start, place, end, next_key, tight)


def _full_stop_ends(text: str, start: int, place: int, end: int, next_key: str, tight: bool) -> bool:
    """Whether one full stop ends a sentence, by the token before it."""
    found = _LAST_TOKEN.search(text, max(start, place - _LOOK_BACK), place)
    token = found.group() if found else ""
    before = text[start : found.start()] if found else text[start:place]
    if token.isdigit() and not before.strip(" -–—•*(") and len(token) <= 3:
        return False
    if tight and token[-1:].isdigit() and text[end].isdigit():
        return False
    if token.isascii() and token[:1].isalpha():
        if tight and text[end].isascii():
            return False
        return not (
            token.lower() in _LATIN_ABBREVIATION
            or len(token.rpartition(".")[2]) == 1
            and token[-1:].isupper()
        )
    folded = key(token)
    rules = _abbreviations()
    if folded not in rules:
        return not (len(folded.rpartition(".")[2]) == 1 and "." in folded)
    if rules[folded] or before.rstrip()[-1:].isdigit():
        return next_key in _openers() or (next_key[:1] == "و" and len(next_key) > 3)
    return bool(before.strip()) and key(before.split()[-1] if before.split() else "") in _LETTERED


_LETTERED = frozenset(
    map(key, "فيتامين المجموعة مجموعة الفئة فئة القسم النوع نوع گروه ویتامین رده دسته نوع بند هپاتیت".split())
)


@cache
def _abbreviations() -> dict[str, str]:
    merged: dict[str, str] = {}
    for code in languages.CONTENT_LANGUAGES:
        merged |= dict(languages.load(code).table("abbreviations"))
    return merged


@cache
def _openers() -> frozenset[str]:
    return frozenset().union(
        *(languages.load(c).words("sentence-openers") for c in languages.CONTENT_LANGUAGES)
    )


@cache
def _continuing() -> frozenset[str]:
    return frozenset().union(
        *(languages.load(c).words("after-quotation") for c in languages.CONTENT_LANGUAGES)
    )


def _goes_on(next_key: str) -> bool:
    return next_key in _continuing()
