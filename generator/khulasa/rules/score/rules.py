"""What speaks for a sentence in the summary.

Each rule gives one sentence a value, 1 for a strong case (below 0 where it speaks against it), and says why, when
asked, as ``key:value``; the weights of a language turn values into votes. A rule that has nothing to say gives None.
Rules see what was chosen before; only those in ``choose.LOOKS_BACK`` look at it.
"""

from __future__ import annotations

from collections.abc import Callable

from khulasa.rules.score.sheet import Chosen, Row, Sheet

Value = tuple[float, Callable[[], str]]
"""How much, and why: asked of the few sentences that are chosen."""


def place(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """The earlier a sentence stands, the more it counts: news puts first what matters most."""
    return 1 / (1 + row.place) ** 0.5, lambda: f"place:{row.place + 1}"


def opens_paragraph(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence that opens a paragraph says what the paragraph is about."""
    return (1.0, lambda: f"paragraph:{row.sentence.paragraph + 1}") if row.opens_paragraph else None


def title_words(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence that shares words with the headline or the deck is about the same thing."""
    best, why = 0.0, ""
    for head in sheet.heads:
        shared = [s for s in head if s in row.stems]
        # One or two words name a topic and stand everywhere; it takes a headline to tell sentences apart.
        if shared and len(head) > 2:
            value = len(shared) / max(4, len(head))
            if value > best:
                best, why = value, "title:" + "،".join([head[s] for s in shared])
    return (best, lambda: why) if why else None


def phrases(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence holds phrases that other sentences come back to."""
    back = list(filter(sheet.returns.__contains__, row.back))
    if not back:
        return None
    # A few words that come back do not make a short sentence central: it is measured as if it had twenty pairs.
    often = sum(map(sheet.returns.__getitem__, back)) / max(20, row.pairs)
    text = sheet.reading.text
    return min(1.0, 2 * often), lambda: "phrases:" + "،".join([row.written(p, text) for p in back[:3]])


def named(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence names people, organisations or events."""
    names = {m.id: m.text for m in row.mentions if m.kind in ("person", "organisation", "event")}
    if not names:
        return None
    return min(len(names), 3) / 3, lambda: "names:" + "،".join(names.values())


def new_speaker(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence gives the word to a speaker who has not been heard in the digest yet."""
    fresh = row.speakers - chosen.speakers
    if not fresh:
        return None
    most = max(sheet.statements.values())
    who = max(sorted(fresh), key=lambda s: sheet.statements.get(s, 0))
    return sheet.statements.get(who, 0) / most, lambda: f"speaker:{who}"
