"""How much speaks for two articles being reports of one event: a sum of reasons, each of which can be shown.

What the two languages share decides: ids of people, organisations, places and events (an unknown name has one id in
both scripts), days, numbers. A name that many articles have counts less than a rare one, a name in passing less
than a main one. Close days are demanded. No single name makes a story: an anchor and a sum are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from khulasa.stories.report import WINDOW, Name, Report, gap

ENOUGH = 4.5
"""The sum that makes two reports meet."""
KINDS = {"event": 2.6, "person": 2.0, "organisation": 1.2, "place": 0.7}
"""What a rare main name of a kind is worth."""
UNKNOWN_EVENT = 1.0
"""An event that no record knows may be one that comes back each week: a league, a session."""
FADES = 0.8
"""Each further name of a kind is worth so much of the one before."""
PLACES = 1.4
"""All places together are worth no more than this."""
RARITY = ((2, 1.0), (4, 0.9), (8, 0.75), (16, 0.6), (32, 0.45), (64, 0.35))
"""Articles that have a name, and what is left of its worth."""
COMMON = 0.25
FOCUS = (0.3, 0.6, 1.0)
"""What is left of a name's worth where it is a main name of neither, one, both."""
NEAR = (1.5, 1.2, 0.8, 0.5)
"""Worth of so many days between the two."""
OTHER_CHIEF = -3.0
OTHER_NAMES = -1.5
OTHER_SPELLING = -0.8
"""Across languages an unknown name may be spelled too differently to be known as one."""
OTHER_MATTER = -1.0
OTHER_FIGURES = -0.8
OTHER_DAYS = -0.8
OTHER_TOPICS = -0.5

NUMBERS = 0.9
"""Shared numbers of this worth are an anchor."""
FEW = 10
"""Of fewer words than these, one in common says less than its share."""

Rarity = Callable[[str], int]
"""How many articles have a name (``person/some-id``)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against, with its weight."""

    what: str
    """A kind of name, ``date`` ``day`` ``number`` ``words`` ``sounds`` ``speaker`` ``names`` ``topic`` ``chief``."""
    value: str
    """The id, the number, the ISO day, the count …"""
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for two reports being of one event."""

    score: float
    reasons: tuple[Reason, ...]
    """Strongest first."""
    anchored: bool
    """Whether something particular is shared: not names of the day's news alone."""

    @property
    def meets(self) -> bool:
        """Whether the two are reports of one event."""
        return self.anchored and self.score >= ENOUGH


NOTHING = Likeness(0.0, (), anchored=False)


def worth(count: int) -> float:
    """What is left of a name that so many articles have."""
    return next((left for most, left in RARITY if count <= most), COMMON)


def likeness(one: Report, other: Report, rarity: Rarity) -> Likeness:
    """All that speaks for and against; the same whichever comes first."""
    apart = gap(one, other)
    if apart is not None and apart > WINDOW:
        return NOTHING
    named = _names(one, other, rarity)
    reasons = [*named, *_dates(one, other, apart), *_numbers(one, other), *_matter(one, other)]
    reasons += _coverage(one, other)
    if one.chief and other.chief and _strangers(one, other):
        reasons.append(
            Reason("chief", f"{min(one.chief, other.chief)},{max(one.chief, other.chief)}", OTHER_CHIEF)
        )
    ordered = sorted(reasons, key=lambda r: (-abs(r.weight), r.what, r.value))
    score = round(sum(r.weight for r in ordered), 2)
    return Likeness(score, tuple(ordered), _anchored(ordered))


def _strangers(one: Report, other: Report) -> bool:
    """Whether neither article names the one whom the other is about."""
    names = [{n.id for n in r.names} for r in (one, other)]
    return one.chief not in names[1] and other.chief not in names[0]


def _names(one: Report, other: Report, rarity: Rarity) -> list[Reason]:
    theirs = {n.key: n for n in other.names}
    shared: dict[str, list[tuple[float, Name]]] = {}
    for name in one.names:
        twin = theirs.get(name.key)
        if twin and name.kind in KINDS:
            left = worth(rarity(name.key)) * FOCUS[name.main + twin.main]
            most = UNKNOWN_EVENT if name.kind == "event" and not name.known else KINDS[name.kind]
            shared.setdefault(name.kind, []).append((most * left, name))
    reasons: list[Reason] = []
    for kind, found in shared.items():
        total, most = 0.0, PLACES if kind == "place" else float("inf")
        for n, (full, name) in enumerate(sorted(found, key=lambda f: (-f[0], f[1].id))):
            weight = min(full * FADES**n, most - total)
            total += weight
            if weight >= 0.05:
                reasons.append(Reason(kind, name.id, round(weight, 2)))
    return reasons


def _dates(one: Report, other: Report, apart: int | None) -> list[Reason]:
    reasons = []
    if apart is not None:
        weight = NEAR[apart] if one.firm and other.firm else 0.3
        reasons.append(Reason("date", str(apart), weight))
    days = sorted(set(one.days) & set(other.days))[:2]
    if one.days and other.days and not days:
        reasons.append(Reason("days", "", OTHER_DAYS))
    return [*reasons, *(Reason("day", day, 0.8 if apart is not None else 1.2) for day in days)]


def _numbers(one: Report, other: Report) -> list[Reason]:
    shared = sorted(
        ((_telling(n), n) for n in set(one.numbers) & set(other.numbers)), key=lambda f: (-f[0], f[1])
    )
    if not shared and min(len(one.numbers), len(other.numbers)) > 1:
        return [Reason("figures", "", OTHER_FIGURES)]
    return [Reason("number", number, weight) for weight, number in shared[:4] if weight]


def _numbers_meet(one: Report, other: Report) -> bool:
    """Whether numbers enough are the same that other words do not matter."""
    return sum(r.weight for r in _numbers(one, other)) >= NUMBERS


def _telling(number: str) -> float:
    """What a shared number is worth: a round or small one may be shared by chance."""
    if "." in number:
        return 1.0
    digits = len(number.rstrip("0"))
    if len(number) == 1 or number in ("10", "100", "1000"):
        return 0.1
    return (0.5, 0.9, 1.2)[min(digits, 3) - 1]


def _matter(one: Report, other: Report) -> list[Reason]:
    """What they are about: words of one language, words that both languages have, topics, speakers."""
    reasons = []
    if one.lang == other.lang:
        shared = set(one.words) & set(other.words)
        least = min(len(one.words), len(other.words))
        share = len(shared) / max(least, FEW)
        if len(shared) > 2:
            reasons.append(Reason("words", str(len(shared)), round(min(6 * share, 3.0), 2)))
        elif least > 3 and not _numbers_meet(one, other):
            reasons.append(Reason("matter", str(len(shared)), OTHER_MATTER))
    else:
        sounds = sorted(set(one.sounds) & set(other.sounds))
        if sounds:
            reasons.append(Reason("sounds", ",".join(sounds[:4]), round(0.5 * min(len(sounds), 3), 2)))
    if one.topics and other.topics:
        topics = sorted(set(one.topics) & set(other.topics))
        reasons += [Reason("topic", topics[0], 0.4)] if topics else [Reason("topics", "", OTHER_TOPICS)]
    voices = sorted(set(one.speakers) & set(other.speakers))[:2]
    return [*reasons, *(Reason("speaker", ident, 0.5) for ident in voices)]


def _coverage(one: Report, other: Report) -> list[Reason]:
    """How many of the main people, organisations and events are the same."""
    mine, theirs = ({n.key for n in r.names if n.main and n.kind != "place"} for r in (one, other))
    least = min(len(mine), len(theirs))
    if not least:
        return []
    shared = len(mine & theirs)
    if not shared:
        weight = OTHER_NAMES if one.lang == other.lang else OTHER_SPELLING
        return [Reason("names", f"0/{least}", weight)] if least > 1 else []
    return [Reason("names", f"{shared}/{least}", round(1.5 * shared / (least + 1), 2))]


def _anchored(reasons: list[Reason]) -> bool:
    """A rare person or event that both are about, numbers that meet at a place, or the same words."""
    numbers = sum(r.weight for r in reasons if r.what == "number")
    if any(r.what == "chief" for r in reasons):
        return numbers >= 1.4
    if any(r.what in ("person", "event") and r.weight >= 1.2 for r in reasons):
        return True
    if any(r.what == "words" and r.weight >= 2.2 and int(r.value) > 4 for r in reasons):
        return True
    return numbers >= NUMBERS and any(r.what in ("place", "organisation") for r in reasons)
