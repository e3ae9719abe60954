"""Sentences of a paragraph: quotations and parentheses are never cut, nor decimals, initials and abbreviations.

The rules are this project's own; they were looked over against disagreements with a plain splitter on real texts.
Everything is one pass over the marks of a paragraph, so time grows with its length and no faster.
"""

from __future__ import annotations

import re
from functools import cache

from khulasa import languages
from khulasa.model import Span
from khulasa.text import marks
from khulasa.text.fold import key

_STOP = re.compile("[.!?؟۔…]+(?:[ \u00a0]?[.!?؟…](?![.\\d]))*")
_ARABIC = "\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff"
_BEFORE_TIGHT = re.compile(rf"[{_ARABIC}\d%٪)\]»”“\"’'\s\u200c]")
_AFTER_TIGHT = re.compile(rf"[{_ARABIC}«“”\"(‘']")
_NOTE = re.compile(r"\s?(?:\[\d{1,3}\]|\(\d{1,2}\))(?=\s|$)")
_LAST_TOKEN = re.compile(rf"(?:[^\W_](?:[{marks.INNER}]*))+(?:\.(?:[^\W_][{marks.INNER}]*)+)*$")
_NEXT_WORD = re.compile(rf"[\W_]*?([^\W_](?:[^\W_]|[{marks.INNER}])*)")
_LATIN_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st no vs etc inc ltd co corp jr sr fig vol al e.g i.e u.s u.k u.n p pp".split()  # noqa: SIM905
)
_PERSIAN_LETTERS = re.compile("[پچژگکی]")
_LOOK_BACK = 40


def split(paragraph: str) -> tuple[Span, ...]:
    """Spans of the sentences of one paragraph, in order, without the white space between them."""
    first = _STOP.search(paragraph)
    if first is None or first.end() == len(paragraph):
        return _spans(paragraph, [])  # no stop but at the very end: whatever it would mean, one sentence
    inside = marks.inside(paragraph)
    ends: list[int] = []
    start = 0
    for stop in _STOP.finditer(paragraph):
        end = _end_of_sentence(paragraph, start, stop, inside)
        if end is not None and end > start:
            ends.append(end)
            start = end
    return _spans(paragraph, ends)


def _spans(paragraph: str, ends: list[int]) -> tuple[Span, ...]:
    """Spans between the ends; a piece without a letter stays with the one before it (the first with the next)."""
    spans: list[Span] = []
    begin = start = 0
    for end in [*ends, len(paragraph)]:
        body = paragraph[start:end].strip()
        lettered = any(map(str.isalnum, body))
        if body and not lettered and spans:
            spans[-1] = Span(spans[-1].start, end - _trailing(paragraph, start, end))
        elif body and (lettered or end == len(paragraph)):
            first = begin + len(paragraph[begin:end]) - len(paragraph[begin:end].lstrip())
            spans.append(Span(first, end - _trailing(paragraph, start, end)))
        if not body or lettered or spans:
            begin = end
        start = end
    return tuple(spans)


def _trailing(text: str, start: int, end: int) -> int:
    """How many letters of white space end a stretch."""
    return end - start - len(text[start:end].rstrip())


def _end_of_sentence(text: str, start: int, stop: re.Match[str], inside: marks.Inside) -> int | None:
    """Where the sentence ends that this stop ends; None where it ends none."""
    place = stop.start()
    end, quoted = _closers(text, stop.end(), inside)
    if inside.deeper(place, end):
        return None
    if not text[end:].strip():
        return len(text)
    note = _NOTE.match(text, end)
    end = note.end() if note else end
    tight = not text[end].isspace()
    after = text[end] if tight else text[end:].lstrip()[0]
    if after in "،؛,;:":
        return None
    if tight and not (_AFTER_TIGHT.match(text, end) and _BEFORE_TIGHT.match(text, place - 1)):
        return None
    return end if _ends(text, start, stop, end, quoted, tight) else None


def _closers(text: str, end: int, inside: marks.Inside) -> tuple[int, bool]:
    """The place after the closing marks that follow a stop (and a stop after them), and whether there were any."""
    quoted = False
    while end < len(text) and (end in inside.closing or (text[end] in "»”)]" and end not in inside.opening)):
        end, quoted = end + 1, True
        while end < len(text) and text[end] in ".۔":
            end += 1
    return end, quoted


def _ends(text: str, start: int, stop: re.Match[str], end: int, quoted: bool, tight: bool) -> bool:
    """Whether a stop outside of all marks ends a sentence."""
    mark = stop.group().replace("\u00a0", " ")
    following = _NEXT_WORD.match(text, end)
    next_key = key(following.group(1)) if following else ""
    if quoted and text[end - 1] not in ".۔" and next_key in _continuing(_code(text)):
        return False
    if set(mark) <= {".", "…", " "} and mark != ".":
        # An ellipsis goes on, unless a stop of its own follows it.
        return mark.endswith((".. .", "… .")) or (len(mark) > 3 and " " not in mark and not tight)
    if mark[0] not in ".۔":
        return True
    return _full_stop_ends(text, start, stop.start(), end, next_key, tight)


def _full_stop_ends(text: str, start: int, place: int, end: int, next_key: str, tight: bool) -> bool:
    """Whether one full stop ends a sentence, by the token before it."""
    found = _LAST_TOKEN.search(text, max(start, place - _LOOK_BACK), place)
    token = found.group() if found else ""
    before = text[start : found.start()] if found else text[start:place]
    if token.isdigit() and len(token) <= 3 and not before.strip(" -–—•*("):
        return False
    if token.isascii() and token[:1].isalpha():
        last = token.rpartition(".")[2]
        short = token.lower() in _LATIN_ABBREVIATIONS or (len(last) == 1 and last.isupper())
        return not short and not (tight and text[end].isascii())
    if re.search("(?<![A-Za-z])[A-Z]$", token):
        return False
    return _arabic_stop_ends(key(token), before.rstrip(), next_key)


def _arabic_stop_ends(token: str, before: str, next_key: str) -> bool:
    """Whether the stop after a folded token in Arabic letters ends a sentence."""
    abbreviations = _abbreviations()
    if token not in abbreviations:
        return not ("." in token and len(token.rpartition(".")[2]) == 1)
    if abbreviations[token] or before[-1:].isdigit():
        return next_key in _joined("sentence-openers") or (next_key[:1] == "و" and len(next_key) > 3)
    return bool(before) and key(before.rsplit(maxsplit=1)[-1]) in _joined("lettered-names")


@cache
def _abbreviations() -> dict[str, str]:
    merged: dict[str, str] = {}
    for code in languages.CONTENT_LANGUAGES:
        merged |= languages.load(code).table("abbreviations")
    return merged


@cache
def _joined(name: str) -> frozenset[str]:
    """A word list of both languages."""
    return frozenset().union(*(languages.load(code).words(name) for code in languages.CONTENT_LANGUAGES))


@cache
def _continuing(code: str) -> frozenset[str]:
    language = languages.load(code)
    return language.words("after-quotation") | language.words("speech-verbs")


def _code(text: str) -> str:
    """Enough of a guess at the language for the choice of one word list."""
    return "fa" if _PERSIAN_LETTERS.search(text) or " است" in text or " را " in text else "ar"
