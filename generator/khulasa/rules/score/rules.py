"""What speaks for a sentence in the summary.

Each rule gives one sentence a value between 0 and 1 (or below 0 where it speaks against it) and says why as
``key:value``; the weights of a language turn values into votes. A rule that has nothing to say gives None.
"""

from __future__ import annotations

from khulasa.rules.score.sheet import Chosen, Row, Sheet

Value = tuple[float, str]


def place(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """The earlier a sentence stands in the article, the more it counts: news puts what matters first."""
    return 1 / (1 + row.index) ** 0.5, f"place:{row.index + 1}"


def opens_paragraph(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence that opens its paragraph says what the paragraph is about."""
    return (1.0, f"paragraph:{row.sentence.paragraph + 1}") if row.opens_paragraph else None


def title_words(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence that shares words with the title or the deck is about the same thing."""
    shared = row.stems & sheet.title.keys()
    if not shared:
        return None
    return len(shared) / len(sheet.title), "title:" + "،".join(sheet.title[s] for s in sorted(shared))


def centrality(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence whose words come back in many other sentences stands for the whole article."""
    if not row.stems or len(sheet.rows) < 2:
        return None
    shared = sum(sheet.spread[s] - 1 for s in row.stems) / len(row.stems)
    return shared / (len(sheet.rows) - 1), f"central:{shared:.1f}"


def key_words(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence holds some of the words that the article comes back to most."""
    shared = row.stems & sheet.topics.keys()
    if not shared:
        return None
    return len(shared) / len(sheet.topics), "words:" + "،".join(sheet.topics[s] for s in sorted(shared))


def named(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence names people, organisations or events."""
    names = {m.id: m.text for m in row.mentions if m.kind in ("person", "organisation", "event")}
    if not names:
        return None
    return min(len(names), 3) / 3, "names:" + "،".join(names.values())


def numbers(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence gives figures or dates."""
    found = [k for k in row.keys if k[0].isdigit()]
    return (min(len(found), 3) / 3, "numbers:" + "،".join(found[:3])) if found else None


def length(sheet: Sheet, row: Row, chosen: Chosen) -> Value | None:
    """A sentence of middle length says something whole; a very short one seldom does."""
    return min(row.words, 25) / 25, f"length:{row.words}"
