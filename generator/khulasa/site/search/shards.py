"""Postings as text, and their division into files.

A posting is a number and a small weight; a list of them is written as the differences of the numbers, each together
with its weight, in base 32 with a bit for "more follows": the alphabet is safe in JSON and needs no decoder but a
table of 64 letters. The file of a term depends on its first letters only, so that a word and all words that begin
with it lie in one file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
TARGET = 1400
"""Characters that a file should have, about."""
FILTER = "@"
"""First letter of what is no word: ``@person/some-id`` lists the articles that name somebody."""
Postings = Mapping[str, Iterable[tuple[int, int]]]
"""Term → (number, weight)."""


def encode(postings: Iterable[tuple[int, int]], base: int, weights: int) -> str:
    """Postings in order of number, counted from ``base``; a weight is below ``weights``."""
    out: list[str] = []
    last = base
    for number, weight in sorted(postings):
        value = (number - last) * weights + weight
        last = number
        while value > 31:
            out.append(ALPHABET[32 + (value & 31)])
            value >>= 5
        out.append(ALPHABET[value])
    return "".join(out)


def place(term: str, letters: int, count: int) -> int:
    """The file of a term among ``count`` (a power of two): FNV-1a over its first ``letters`` letters."""
    head = term if term.startswith(FILTER) else term[:letters]
    value = 0x811C9DC5
    for unit in head:
        value = ((value ^ (ord(unit) & 0xFFFF)) * 0x01000193) & 0xFFFFFFFF
    return (value ^ value >> 15) & (count - 1)


def divide(terms: Mapping[str, str], letters: int) -> list[str]:
    """Encoded terms as JSON files; as many as their size asks for, so that none is large."""
    size = sum(len(term) + len(text) + 6 for term, text in terms.items())
    count = 1 << max(0, (size // TARGET).bit_length())
    found: list[dict[str, str]] = [{} for _ in range(count)]
    for term in sorted(terms):
        found[place(term, letters, count)][term] = terms[term]
    return [compact(one) for one in found]


def compact(value: object) -> str:
    """JSON without spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
