"""A made-up authority of many people, to measure what a large one costs."""

from __future__ import annotations

import random

from khulasa import languages
from khulasa.content.authority import Authority
from khulasa.model import Record

SEED = 7


def made(names: int) -> Authority:
    """An authority of people with given and family names of both languages' lists, by a fixed seed."""
    draw = random.Random(SEED)  # noqa: S311 - the same names in every run are the point
    lists = {
        code: [sorted(languages.load(code).words(name)) for name in ("given-names", "family-names")]
        for code in languages.CONTENT_LANGUAGES
    }
    records: dict[str, Record] = {}
    for number in range(names):
        forms = {
            code: (f"{draw.choice(given)} {draw.choice(given)} {draw.choice(family)}",)
            for code, (given, family) in lists.items()
        }
        records[f"made-{number}"] = Record("person", f"made-{number}", forms, {})
    return Authority(records)
