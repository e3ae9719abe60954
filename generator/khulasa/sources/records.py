"""The records that the steps of adding hand on; all can be pickled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khulasa.errors import Problem
from khulasa.model import Hint

Form = Literal[
    "text", "page", "markdown", "row", "json", "feed", "opml", "sitemap", "addresses", "mail"
]  # fmt: skip
"""What a piece is; archives and tables are opened before and are none of these."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of some bytes before they are looked at."""

    place: str
    """As the user is told: ``heap.zip!news/a.html`` or an address."""
    name: str
    """File name, or the last part of the address."""
    url: str = ""
    """Address that it was fetched from or archived at; empty for files."""
    asked: str = ""
    """The address that was asked for, where the server sent us on."""
    retrieved: str = ""
    """ISO 8601 in UTC; empty for files, which are retrieved when they are added."""
    type: str = ""
    """Media type as the server gave it, in small letters, without parameters."""
    charset: str = ""
    """As the server gave it."""
    reserved: str = ""
    """What the server said about text and data mining."""
    hints: tuple[Hint, ...] = ()
    """What the list said that led here."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one page, text, mail, row or list, taken out of whatever held them."""

    origin: Origin
    form: Form
    data: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """An article in a piece."""

    place: str
    text: str
    """What the document will hold: title line, date line where the page shows one, paragraphs."""
    form: Form
    url: str
    """Canonical address, where one is known."""
    hints: tuple[Hint, ...]
    original: bytes
    """What was read: the page, the mail, the entry of the feed."""
    suffix: str
    """Of the file that keeps it: ``.html``, ``.eml`` …; empty where the document itself is its copy."""
    reserved: str = ""


@dataclass(frozen=True, slots=True)
class Follow:
    """An address that a piece points to."""

    url: str
    listed: bool
    """True when it leads to a list (a feed, a sitemap), False when to an article."""
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Readout:
    """All that a piece gives."""

    found: tuple[Found, ...] = ()
    follow: tuple[Follow, ...] = ()
    refused: tuple[Problem, ...] = ()
