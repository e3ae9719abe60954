"""Postings as text, and their division into files.

A posting is a number and a small weight; a list of them is written as the differences of the numbers, each together
with its weight, in base 32 with a bit for "more follows": the alphabet is safe in JSON and needs no decoder but a
table of 64 letters. The file of a term depends on its first letters, so that a word and all words that begin with it
lie in one file; only where very many words begin alike one more letter decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
TARGET, SMALL_TARGET = 1000, 2000
"""Characters that a file may have, about."""
SMALL = 64000
"""Characters of a segment that is cut into fewer files: it is the one that is written again most often."""
MOST = 3000
"""Characters of the terms that share a head."""
MORE = "*"
"""After a head: terms with it lie in files by one more letter."""
LEANING = "!"
"""Before the postings of a word that is more often found without its first letter, a clitic."""
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


def place(head: str, count: int) -> int:
    """The file of the terms with a head among ``count`` (a power of two): FNV-1a."""
    value = 0x811C9DC5
    for unit in head:
        value = ((value ^ (ord(unit) & 0xFFFF)) * 0x01000193) & 0xFFFFFFFF
    return (value ^ value >> 15) & (count - 1)


def heads(sizes: Mapping[str, int], letters: int) -> dict[str, str]:
    """The head of each term: its first letters, or more of them where terms with one head are too much for a file.

    Where they are, there is a term more, the head with ``MORE`` after it, so that whoever looks there looks further.
    """
    found: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for term in sizes:
        if term.startswith(FILTER):
            found[term] = term
        else:
            groups.setdefault(term[:letters], []).append(term)
    for head, members in groups.items():
        longer = [term for term in members if len(term) > letters]
        if len(longer) > 1 and sum(sizes[term] for term in members) > MOST:
            found |= dict.fromkeys(set(members).difference(longer), head)
            found[head + MORE] = head
            found |= heads({term: sizes[term] for term in longer}, letters + 1)
        else:
            found |= dict.fromkeys(members, head)
    return found


def divide(terms: Mapping[str, str], letters: int) -> list[str]:
    """Encoded terms as JSON files; as many as their size asks for, so that none is large."""
    sizes = {term: len(term) + len(text) + 6 for term, text in terms.items()}
    size = sum(sizes.values())
    count = 1 << (size // (SMALL_TARGET if size < SMALL else TARGET)).bit_length()
    found: list[dict[str, str]] = [{} for _ in range(count)]
    for term, head in sorted(heads(sizes, letters).items()):
        found[place(head, count)][term] = terms.get(term, "")
    return [compact(one) for one in found]


def compact(value: object) -> str:
    """JSON without spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
