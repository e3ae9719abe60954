"""Readings made by hand for tests of quotes: a text, and the names in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from khulasa.content.authority import Authority
from khulasa.model import Entity, Kind, Lang, Mention, Reading, Source
from khulasa.pipeline import lay_out, plain

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """A text of a file of cases, who is named in it, and what is to be found."""

    lang: Lang
    title: str
    people: tuple[tuple[str, ...], ...]
    organisations: tuple[tuple[str, ...], ...]
    text: str
    quotes: tuple[tuple[str, str, str], ...]
    """Beginning, speaker (``-`` for nobody), style."""
    terms: tuple[str, ...]


def names(line: str) -> tuple[tuple[str, ...], ...]:
    """Forms of each name of a line ``full/short; full``."""
    return tuple(tuple(f.strip() for f in one.split("/")) for one in line.split(";") if one.strip())


def cases(lang: Lang) -> list[Case]:
    """The cases of a language."""
    raw = (CASES / f"quotes_{lang}.md").read_text("utf-8")
    found = []
    for block in raw.split("\n## ")[1:]:
        head, text, expected = (part.strip("\n") for part in (block + "\n").split("---\n"))
        title, *lines = head.splitlines()
        given = dict(line.split(": ", 1) for line in lines)
        rows = expected.splitlines()
        quotes = [
            tuple(c.strip().replace("⏎", "\n") for c in r[1:].split(" | ")) for r in rows if r.startswith(">")
        ]
        terms = tuple(r[1:].strip() for r in rows if r.startswith("~"))
        people, organisations = names(given.get("people", "")), names(given.get("organisations", ""))
        found.append(Case(lang, title, people, organisations, text, tuple(quotes), terms))  # type: ignore[arg-type]
    return found


def reading(
    text: str,
    lang: Lang,
    people: tuple[tuple[str, ...], ...] = (),
    organisations: tuple[tuple[str, ...], ...] = (),
) -> Reading:
    """A reading in which the names stand where their forms occur; the id of each is its first form."""
    empty = lay_out(Source("case.txt", "0" * 64, text, "utf-8"), plain(text, lang, None), Authority())
    kinds: list[tuple[Kind, tuple[str, ...]]] = [("person", p) for p in people]
    kinds += [("organisation", o) for o in organisations]
    entities = tuple(Entity(kind, f[0], f[0], f, False, "given", "") for kind, f in kinds)
    mentions: list[Mention] = []
    for kind, forms in kinds:
        for form in sorted(forms, key=len, reverse=True):
            for m in re.finditer(rf"(?<!\w)[وفبلك]?(?:ل)?({re.escape(form)})(?!\w)", empty.text):
                if not any(o.start <= m.start(1) < o.end for o in mentions):
                    mentions.append(Mention(kind, forms[0], form, m.start(1), m.end(1), "given"))
    return replace(empty, entities=entities, mentions=tuple(sorted(mentions, key=lambda m: m.start)))
