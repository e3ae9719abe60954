"""Outlets named in lines that are no part of the text: copyright, source, the title with the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from khulasa.model import Reading, Removal
from khulasa.rules.clean.lines import signs
from khulasa.rules.read.claims import Claim
from khulasa.rules.read.credits import name_at, piece
from khulasa.text.fold import key
from khulasa.text.words import words


def owner_of_rights(reading: Reading) -> Iterable[Claim]:
    """The copyright notice names the outlet."""
    generic = reading.language.words("rights-words")
    heads = reading.language.words("outlet-heads") | {key("خبری")}
    for removed in reading.document.removed:
        if not _is_notice(removed, reading):
            continue
        runs = [r for r in _runs_of_names(removed.text, generic) if not all(w.key in heads for w in words(r))]
        named = (name_at(piece(run), 0, reading, strong=True) for run in runs)
        sure = next((n for n in named if n and n.sure), None)
        if sure:
            yield Claim(sure.text, True, removed.text)
            return
        if len(runs) == 1 and len(words(runs[0])) <= 5 and not words(runs[0])[0].key.startswith("لل"):
            yield Claim(_without_to(runs[0], removed.text), True, removed.text)
            return


def _without_to(name: str, text: str) -> str:
    """A name without ل where the notice says that the rights are kept for it: محفوظة لرؤية نت."""
    return name[1:] if name.startswith("ل") and re.search(rf"محفوظ[ةه]?\s+{re.escape(name)}", text) else name


def _is_notice(removed: Removal, reading: Reading) -> bool:
    """Whether a removed line is a copyright notice, whichever rule removed it."""
    if removed.rule == "copyright_notice" or "©" in removed.text:
        return True
    return any(s.kind == "copyright" for s in signs(removed.text, reading.lang))


def _runs_of_names(text: str, generic: frozenset[str]) -> Iterator[str]:
    """Stretches of a notice that are left when the words of notices, numbers and signs are taken away."""
    start = end = None
    found = words(text)
    for word in found:
        free = word.key not in generic and not word.key.isdigit()
        if (
            start is not None
            and end is not None
            and (not free or re.search("[.|،,–—؛:]", text[end : word.start]))
        ):
            yield text[start:end]
            start = None
        if free:
            start = word.start if start is None else start
            end = word.end
    if start is not None:
        yield text[start:end]


def site_in_title_line(reading: Reading) -> Iterable[Claim]:
    """The title stands on the page once more with the name of the site behind it."""
    for removed in reading.document.removed:
        if removed.rule == "title_with_site":
            yield Claim(removed.evidence.strip(), True, removed.text)


def named_source(reading: Reading) -> Iterable[Claim]:
    """A line below the article names its source: it is credited."""
    for removed in reading.document.removed:
        if removed.rule == "source_line":
            rest = re.split(r"[:：]", removed.text, maxsplit=1)[-1]
            for part in re.split(r"[،,+|/]|\s[-–]\s", rest):
                found = name_at(piece(part), 0, reading, strong=True)
                if found and found.kind != "many":
                    yield Claim(found.text, False, removed.text)
                elif found is None and 0 < len(words(part)) <= 4 and "http" not in part:
                    yield Claim(part.strip(' .()«»"'), False, removed.text)
