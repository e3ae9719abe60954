"""RSS, Atom and JSON feeds: entries that carry their text, and addresses of those that do not."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from khulasa.config import Manner
from khulasa.errors import KhulasaError, Problem
from khulasa.model import Hint
from khulasa.sources import forms, markup
from khulasa.sources.lists import refuse_entities
from khulasa.sources.records import Follow, Found, Piece, Readout
from khulasa.sources.streams import refusal
from khulasa.sources.tables import headed, written
from khulasa.sources.urls import web

MAX_FEED = 5_000_000
"""Bytes of the largest feed: what feeds hold is read slowly."""
MAX_ENTRIES = 5_000
ENOUGH = 25
"""Words from which what a feed gives is taken for the text of an article and not only for an announcement."""


def read_feed(piece: Piece, manner: Manner) -> Readout:
    """The entries of a feed. KhulasaError where it has none."""
    if len(piece.data) > MAX_FEED:
        raise refusal(
            piece.origin.place, f"is a feed of more than {MAX_FEED:,} bytes", "ask for a shorter one"
        )
    text = forms.text_of(piece.data[:200]).lstrip()
    entries = list(_json(piece) if text.startswith("{") else _xml(piece))
    if not entries:
        raise refusal(piece.origin.place, "is a feed without entries", "see whether it is the right one")
    found: list[Found] = []
    follow: list[Follow] = []
    problems: list[Problem] = []
    for number, entry in enumerate(entries[:MAX_ENTRIES], 1):
        place = f"{piece.origin.place}#{number}"
        try:
            one = _one(entry, place, piece, manner)
        except KhulasaError as error:
            problems.extend(error.problems)
            continue
        (found if isinstance(one, Found) else follow).append(one)  # type: ignore[arg-type]
    return Readout(tuple(found), tuple(follow), tuple(problems))


def _one(entry: Mapping[str, str], place: str, piece: Piece, manner: Manner) -> Found | Follow:
    """The article of an entry, or where it is to be fetched."""
    said = (
        Hint(name, value, f"feed {name}")
        for name in ("title", "published", "modified", "byline", "outlet", "section")
        if (value := entry.get(name, ""))
    )
    hints, url = tuple(said), web(entry.get("url", ""), piece.origin.url)
    if manner.full_text and url:
        return Follow(url, False, hints)
    body = (
        "\n\n".join(markup.paragraphs_of(entry["text"])) if markup.is_markup(entry["text"]) else entry["text"]
    )
    if len(body.split()) < ENOUGH:
        shown = f"{place} ({entry.get('title', '')[:60]})"
        remedy = "have the pages fetched: --full-text, or full_text = true" if url else "nothing can be done"
        raise refusal(shown, "gives no more than an announcement", remedy)
    original = written(dict(entry))
    return Found(place, headed(entry.get("title", ""), body), "feed", url, hints, original, ".json")


def _xml(piece: Piece) -> Iterator[dict[str, str]]:
    """The entries of RSS or Atom, by feedparser."""
    import feedparser  # noqa: PLC0415 - belongs to the extra ``add``

    refuse_entities(piece.data, piece.origin.place)
    # A file object, as a text that looks like an address or a path would be opened.
    parsed = feedparser.parse(io.BytesIO(piece.data), resolve_relative_uris=False, sanitize_html=True)
    outlet = _plain(parsed.feed.get("title"))
    for entry in parsed.entries:
        texts = [str(c.get("value") or "") for c in entry.get("content", ())]
        texts.append(str(entry.get("summary") or ""))
        yield {
            "title": _plain(entry.get("title")),
            "url": str(entry.get("link") or ""),
            "published": str(
                entry.get("published") or entry.get("created") or dict.get(entry, "updated") or ""
            ),
            "modified": str(dict.get(entry, "updated") or ""),  # its own ``get`` takes the one for the other
            "byline": _plain(entry.get("author")),
            "outlet": _plain(entry.get("source", {}).get("title")) or outlet,
            "section": _plain(next((t.get("term") for t in entry.get("tags", ()) if t.get("term")), "")),
            "text": max(texts, key=len),
        }


def _plain(value: Any) -> str:
    text = str(value or "")
    return " ".join(markup.paragraphs_of(text)) if markup.is_markup(text) or "&" in text else text


def _json(piece: Piece) -> Iterator[dict[str, str]]:
    """The items of a JSON Feed (1.0 or 1.1)."""
    try:
        feed = json.loads(forms.text_of(piece.data))
    except (ValueError, RecursionError) as error:
        raise refusal(piece.origin.place, f"is a broken JSON feed ({error})", "get it again") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        authors = item.get("authors") or [item.get("author")]
        names = (
            [str(a["name"]) for a in authors if isinstance(a, dict) and a.get("name")]
            if isinstance(authors, list)
            else []
        )
        yield {
            "title": _plain(item.get("title")),
            "url": str(item.get("url") or ""),
            "published": str(item.get("date_published") or ""),
            "modified": str(item.get("date_modified") or ""),
            "byline": "، ".join(names),
            "outlet": _plain(feed.get("title")),
            "text": str(item.get("content_html") or item.get("content_text") or item.get("summary") or ""),
        }
