"""Which pages to write, which to delete, and why: a pure function of what they show and what was written last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

PageKind = Literal[
    "home",
    "search",
    "article",
    "story",
    "stories",
    "term",
    "moved",
    "index",
    "archive",
    "digest",
    "method",
    "rtl",
    "datapage",
    "about",
    "editions",
    "notfound",
    "feed",
    "jsonfeed",
    "opml",
    "manifest",
    "picture",
    "reservation",
    "headers",
    "data",
    "lookup",
    "sitemap",
    "robots",
    "static",
]
Fingerprint = Mapping[str, str]
"""Part of what a page shows → stamp of it; see ``PARTS``."""
PARTS: Mapping[str, str] = {
    "article": "the article changed",
    "record": "what is known of it changed",
    "members": "a listed article changed",
    "related": "a related article changed",
    "names": "a name changed",
    "list": "the list changed",
    "publish": "what may be published of it changed",
    "file": "the file changed",
    "rules": "the rules changed",
    "words": "the interface words changed",
    "theme": "the theme changed",
    "settings": "the settings changed",
    "navigation": "the parts of the site changed",
    "program": "the program changed",
}
"""The parts that a fingerprint may have, most telling first, with the reason that a difference gives."""
NEW, GONE, DAMAGED = "new", "gone", "damaged in the output folder"


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page by ids: enough to render it from the index."""

    path: str
    """POSIX path of the file in the output folder."""
    kind: PageKind
    edition: str = ""
    """Empty where the file is the same for all editions."""
    key: str = ""
    """What it is about: an article's id, ``person/some-id``, ``2021-05`` …"""
    number: int = 0
    """Of a page of a list, counted from 1, the oldest; 0 where the list is not cut."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written."""

    path: str
    size: int
    mtime: int
    sha: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to do."""

    write: tuple[tuple[PageSpec, str], ...]
    """Pages with the reason, in order of path."""
    delete: tuple[tuple[str, str], ...]
    """Paths of the last build that are not wanted any more, with the reason."""
    keep: int
    """How many stay as they are."""


Row = tuple[PageSpec, str, str | None]
"""A page, the packed fingerprint of what it shows (empty where it is not wanted any more), and the one that its file
was written with: None where that is the same and the file is damaged, empty where there is none."""


def plan(rows: Iterable[Row], keep: int = 0) -> Plan:
    """What to write and delete of the pages that are not as they should be; ``keep`` are all others."""
    write: list[tuple[PageSpec, str]] = []
    gone: list[tuple[str, str]] = []
    for spec, mark, before in rows:
        if not mark:
            gone.append((spec.path, GONE))
        elif before is None:
            write.append((spec, DAMAGED))
        else:
            write.append((spec, reason(unpack(before), unpack(mark)) if before else NEW))
    return Plan(tuple(sorted(write, key=lambda w: w[0].path)), tuple(sorted(gone)), keep)


def reason(before: Fingerprint, now: Fingerprint) -> str:
    """The parts that differ, in words."""
    parts = [part for part in PARTS if before.get(part) != now.get(part)]
    return ", ".join(PARTS[part] for part in parts)


def pack(fingerprint: Fingerprint) -> str:
    """A fingerprint as one line."""
    return " ".join(f"{part}={fingerprint[part]}" for part in PARTS if part in fingerprint)


def unpack(line: str) -> Fingerprint:
    """The fingerprint of a line."""
    return dict(entry.split("=", 1) for entry in line.split())
