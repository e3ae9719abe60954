"""E-mail newsletters (``.eml``): the letter's own text, HTML before plain, its subject as the title."""

from __future__ import annotations

import email
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from khulasa.config import Manner
from khulasa.model import Hint
from khulasa.sources import markup, page, urls
from khulasa.sources.plain import decode_long
from khulasa.sources.records import Found, Piece, Readout
from khulasa.sources.streams import refusal
from khulasa.sources.tables import headed

MAX_HEAD = 64_000
"""Bytes of the headers of a letter: encoded words cost the square of their number."""
MAX_PARTS = 100
"""Parts in parts of a letter."""


def read_mail(piece: Piece, manner: Manner) -> Readout:
    """The article of a letter. KhulasaError where it holds no text."""
    place = piece.origin.place
    head = piece.data.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if len(head) > MAX_HEAD or piece.data.lower().count(b"boundary=") > MAX_PARTS:
        what = f"has headers of more than {MAX_HEAD:,} bytes, or more than {MAX_PARTS} parts in parts"
        raise refusal(place, what, "save the article that it points to")
    try:
        letter = email.message_from_bytes(piece.data, policy=default)
        assert isinstance(letter, EmailMessage)  # noqa: S101 - what this policy makes
        part = letter.get_body(("html", "plain"))
        data = part.get_payload(decode=True) if part is not None else None
        charset = str(part.get_content_charset() or "") if part is not None else ""
        subject, sender, day = (
            " ".join(str(letter.get(name) or "").split()) for name in ("Subject", "From", "Date")
        )
    except (
        MessageError,
        LookupError,
        ValueError,
        AttributeError,
        IndexError,
        TypeError,
        RecursionError,
        OverflowError,
    ) as error:
        raise refusal(
            place, f"is no letter that can be read ({error})", "save it from the mail program again"
        ) from None
    if part is None or not isinstance(data, bytes) or not data.strip():
        raise refusal(place, "is a letter without text", "save the article that it points to")
    name = parseaddr(sender)[0]
    said = (("title", subject, "Subject"), ("published", day, "Date"), ("outlet", name, "From"))
    hints = tuple(Hint(ours, value, f"header {where}") for ours, value, where in said if value)
    if part.get_content_type() == "text/html":
        tree = markup.tree_of(markup.decoded(data, charset, place), place)
        body = page.letter(tree, manner, place)
    else:
        body = _decoded(data, charset, place)
    url = urls.web(str(letter.get("Archived-At") or "").strip("<> "))
    return Readout((Found(place, headed(subject, body), "mail", url, hints, piece.data, ".eml"),))


def _decoded(data: bytes, charset: str, place: str) -> str:
    try:
        return data.decode(charset or "utf-8").replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        return decode_long(data, place)
