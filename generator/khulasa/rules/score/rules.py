"""What speaks for a sentence in the summary.

Each rule gives one sentence a value, 1 for a strong case (below 0 where it speaks against it), and says why as
``key:value``; the weights of a language turn values into votes. A rule that has nothing to say gives None.
Rules see what was chosen before; only those in ``choose.LOOKS_BACK`` look at it.
"""

from __future__ import annotations

from math import log1p

from khulasa.rules.score.sheet import Chosen, Row, Sheet

Value = tuple[float, str]


def place(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """The earlier a sentence stands, the more it counts: news puts first what matters most."""
    return 1 / (1 + row.index) ** 0.5, f"place:{row.index + 1}"


def opens_paragraph(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence that opens a paragraph says what the paragraph is about."""
    return (1.0, f"paragraph:{row.sentence.paragraph + 1}") if row.opens_paragraph else None


def title_words(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence that shares words with the headline or the deck is about the same thing."""
    best: Value | None = None
    for head in sheet.heads:
        shared = [s for s in head if s in row.stems]
        # One or two words name a topic and stand everywhere; it takes a headline to tell sentences apart.
        if shared and len(head) > 2:
            value = len(shared) / max(4, len(head))
            if best is None or value > best[0]:
                best = value, "title:" + "،".join(head[s] for s in shared)
    return best


def phrases(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence holds phrases that other sentences come back to."""
    back = [p for p in row.pairs if sheet.returns[p] > 1]
    if not back:
        return None
    strong = sorted(back, key=lambda p: (-sheet.returns[p], p))[:3]
    often = sum(log1p(sheet.returns[p] - 1) for p in back) / len(row.pairs)
    return 2 * often, "phrases:" + "،".join(map(" ".join, strong))


def centrality(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence whose words come back in many other sentences stands for the whole article."""
    if not row.stems:
        return None
    shared = sum(log1p(max(0, sheet.spread[s] - 1)) for s in row.stems) / len(row.stems)
    return shared / 2, f"central:{shared:.1f}"


def key_words(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence holds some of the words that stand in most sentences."""
    shared = [s for s in sheet.topics if s in row.stems]
    if not shared:
        return None
    return len(shared) / len(sheet.topics), "words:" + "،".join(sheet.topics[s] for s in shared[:4])


def built_on(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence on which the next one leans carries what is told there."""
    if row.index + 1 >= len(sheet.rows):
        return None
    lean = sheet.rows[row.index + 1].lean
    return (1.0, f"next:{lean.words}") if lean is not None else None


def named(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence names people, organisations or events."""
    names = {m.id: m.text for m in row.mentions if m.kind in ("person", "organisation", "event")}
    if not names:
        return None
    return min(len(names), 3) / 3, "names:" + "،".join(names.values())


def figures(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence gives figures or dates."""
    found = [k for k in row.keys if k[:1].isdigit()]
    return (min(len(found), 3) / 3, "figures:" + "،".join(found[:3])) if found else None


def attribution(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence says who says it."""
    verbs = sheet.reading.language.words("speech-verbs")
    found = next((k for k in row.keys if k in verbs or k.removeprefix("و") in verbs), None)
    return (1.0, f"says:{found}") if found else None


def long(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A very long sentence costs the room of two."""
    return (-min(1.0, (row.words - 45) / 45), f"length:{row.words}") if row.words > 45 else None


def short(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A very short sentence seldom says something whole."""
    return (-(12 - row.words) / 12, f"length:{row.words}") if row.words < 12 else None


def new_speaker(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence gives the word to a speaker who has not been heard in the digest yet."""
    fresh = row.speakers - chosen.speakers
    if not fresh:
        return None
    most = max(sheet.statements.values())
    who = max(sorted(fresh), key=lambda s: sheet.statements.get(s, 0))
    return sheet.statements.get(who, 0) / most, f"speaker:{who}"
