"""Events by the word for their kind (festival, cup, battle, election, earthquake) and the name behind it."""

from __future__ import annotations

from collections.abc import Iterator

from khulasa.model import Candidate, Reading, Span
from khulasa.rules.read import arabic_names, persian_names
from khulasa.rules.read.ground import Ground, Head, ambiguous_place, definite, ground, heads, quoted
from khulasa.rules.read.parts import Part, Token

MAX_WORDS = 7
"""Longest name behind a head, in words."""

SUMMITS = frozenset({"جبل", "جبال", "هرم", "تل", "هضبه", "برج", "ايفرست", "كوه"})
"""What has a top: no meeting of heads of state."""


def event_by_head(reading: Reading) -> Iterator[Candidate]:
    """A word for a kind of event (festival, cup, battle, election) and the name behind it; a bare word is none."""
    g = ground(reading)
    last = -1
    for head in heads(g, "event-heads"):
        if head.index <= last or quoted(g, head.last) is not None:
            continue
        if g.tokens[head.last].key == "قمه" and (n := g.next(head.last)) is not None and n.key in SUMMITS:
            continue
        end = _arabic_end(g, head) if g.lang == "ar" else _persian_end(g, head)
        if end is not None:
            last, stop = end, g.tokens[end].end
            text = g.text[head.start : stop]
            yield Candidate("event", head.start, stop, Span(head.start, stop), "event_by_head", text)


def event_in_marks(reading: Reading) -> Iterator[Candidate]:
    """A word for a kind of event with its name in quotation marks behind it."""
    g = ground(reading)
    for head in heads(g, "event-heads"):
        if (inside := quoted(g, head.last)) is not None and not head.definite:
            begin, end = inside
            stop = min(end + 1, len(g.text))
            text = g.text[head.start : stop]
            yield Candidate("event", head.start, stop, Span(begin, end), "event_in_marks", text)


def _field(g: Ground, word: str) -> bool:
    """True for a word that names of events are made of."""
    return word in g.list("event-words") or word in g.list("org-words")


def _arabic_end(g: Ground, head: Head) -> int | None:
    """Index of the last word of the Arabic name of an event."""
    end, proper = head.last, False
    while end - head.last < MAX_WORDS and (t := g.next(end)) is not None:
        if t.index in g.places and g.starts[t.index] == t.start:
            end, proper = g.places[t.index][0], True
        elif end == head.last and head.kind == "force" and ambiguous_place(g, t):
            return t.index
        elif arabic_names.stops(t.key) or t.key.startswith("وال"):
            break
        elif definite(t.key) and (end > head.last or not head.definite or _field(g, t.key[2:]) or _nation(t)):
            if not (_field(g, t.key[2:]) or arabic_names.adjective(t)) and end > head.last:
                break
            end, proper = t.index, proper or _field(g, t.key[2:]) or _nation(t)
        elif t.key.startswith("لل") and end > head.last and (_field(g, t.key[2:]) or head.kind == "cup"):
            end, proper = t.index, True
        elif (
            t.key.startswith("ل")
            and _field(g, t.key[1:])
            and (n := g.next(t.index)) is not None
            and definite(n.key)
        ):
            end, proper = n.index, True
        elif not head.definite and _field(g, t.key) and not t.part & Part.VERB:
            end = t.index
        elif end == head.last and not head.definite and head.kind == "meeting" and _person(g, t):
            end, proper = arabic_names.run(g, t.index), True
        else:
            break
    if head.kind == "force" and end > head.last and not proper:
        return None
    closed = definite(g.tokens[end].key) or g.tokens[end].key.startswith("لل") or proper
    return end if end > head.last and closed and proper else None


def _nation(t: Token) -> bool:
    return bool((t.part | t.bare_part) & Part.NATION)


def _person(g: Ground, t: Token) -> bool:
    """True where a person's name follows, of at least two words (جائزة غسان كنفاني)."""
    return (
        bool(t.part & (Part.GIVEN | Part.FAMILY | Part.DOUBTFUL)) and arabic_names.run(g, t.index) > t.index
    )


def _persian_end(g: Ground, head: Head) -> int | None:
    """Index of the last word of the Persian name of an event."""
    end, proper, words = head.last, False, 0
    while end - head.last < MAX_WORDS and (t := g.next(end)) is not None:
        if t.index in g.places and g.starts[t.index] == t.start:
            end, proper = g.places[t.index][0], True
        elif end == head.last and head.kind == "force" and ambiguous_place(g, t):
            return t.index
        elif _field(g, t.key):
            end, words = t.index, words + 1
        elif t.key == "و" and (n := g.next(t.index)) is not None and _field(g, n.key) and words:
            end = n.index
        elif persian_names.stops(t.key):
            break
        elif head.kind != "force" and persian_names.proper(t) and not proper and words < MAX_WORDS:
            end, words = t.index, words + 1
        else:
            break
    fields = (head.kind == "cup" and words and g.tokens[end].key != "قهرماني") or (
        head.kind == "meeting" and words > 1
    )
    return end if end > head.last and (proper or fields) else None
