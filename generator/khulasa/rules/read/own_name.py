"""The outlet by what it says of itself: its lines around the article, and the people who spoke to it.

An outlet is told things without being introduced (``قال لـ«الراصد»``, ``به سهندپرس گفت``), names itself beside the
place (``أبوظبي: «الراصد»``) and in the notices of its pages. Each of these is a vote; a name needs two, or one that
by its form is an outlet's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from khulasa.model import Reading
from khulasa.rules.clean import head
from khulasa.rules.clean.lines import look, signs
from khulasa.rules.read.claims import Claim
from khulasa.rules.read.credits import name_at, piece
from khulasa.rules.read.own_lines import of_lines, opened
from khulasa.rules.read.own_told import of_reporters, told_in_arabic, told_in_persian, told_in_title
from khulasa.rules.read.votes import EDGES, ENOUGH, LONGEST, QUOTES, Vote
from khulasa.text.fold import key


def own_name(reading: Reading) -> Iterable[Claim]:
    """The outlet by its own lines (site, dateline, notices) and by who was told: two signs, or one that is sure."""
    votes = [replace(v, name=v.name.strip(EDGES + QUOTES)) for v in _votes(reading)]
    offices = reading.language.words("press-offices")
    votes = [v for v in votes if not _ends_in(key(v.name), offices) and _may_be(v, reading)]
    totals: dict[str, float] = {}
    for vote in votes:
        name = _core(vote.name, reading)
        totals[name] = totals.get(name, 0.0) + vote.weight
    for name in totals:
        used = {v.evidence for v in votes if _core(v.name, reading) == name}
        totals[name] += _in_notices(name, used, reading)
        totals[name] += sum(1.0 for other in totals if other != name and f" {name} " in f" {other} ")
    best = max(totals, key=lambda name: totals[name], default="")
    if best and totals[best] >= ENOUGH:
        chosen = next(v for v in votes if _core(v.name, reading) == best)
        own = sum(v.weight for v in votes if v.own and _core(v.name, reading) == best)
        told = _is_wire(chosen.name, reading) and all(v.told for v in votes if _core(v.name, reading) == best)
        yield Claim(chosen.name, not told, chosen.evidence, own=own >= ENOUGH)
        if own >= ENOUGH:
            yield from _others_told(votes, best, reading)


def _others_told(votes: Iterable[Vote], best: str, reading: Reading) -> Iterator[Claim]:
    """Outlets with their head word to which people speak on a page that says whose it is: they are credited."""
    for vote in votes:
        found = name_at(piece(vote.name), 0, reading, strong=True) if vote.told else None
        if found and found.kind in ("agency", "outlet") and _core(vote.name, reading) != best:
            yield Claim(vote.name, False, vote.evidence)


def _ends_in(name: str, offices: frozenset[str]) -> bool:
    """Whether a name is nothing but a press office, whatever leads to it: صادر عن المكتب الإعلامي."""
    return any(f" {name}".endswith(f" {office}") for office in offices)


def _is_wire(name: str, reading: Reading) -> bool:
    """Whether a name begins with وكالة: an agency to which people speak, and which others print."""
    return reading.lang == "ar" and look(name).keys[0] == _WIRE


_WIRE = key("وكالة")


def _votes(reading: Reading) -> Iterator[Vote]:
    """All signs in the lines around the article and in the article."""
    yield from of_lines(reading)
    told = told_in_arabic if reading.lang == "ar" else told_in_persian
    heads = (reading.document.title, reading.document.deck)
    for text in (h.text for h in heads if h is not None and not h.derived):
        yield from told_in_title(text)
        yield from (replace(v, told=True) for v in told(text, reading))
    for number, span in enumerate(reading.paragraphs):
        text = reading.text[span.start : span.end]
        yield from (replace(v, told=True) for v in told(text, reading))
        if number < 3:
            yield from of_reporters(text, reading)
    for span in reading.paragraphs[:3]:
        yield from opened(reading.text[span.start : span.end][:90], span.start == reading.body, reading)


def _core(name: str, reading: Reading) -> str:
    """The folded words of a name without its head word."""
    keys = look(name).keys
    heads = reading.language.words("outlet-heads")
    return " ".join(keys[1:] if len(keys) > 1 and keys[0] in heads else keys)


_WRITTEN = re.compile(r"[\u0620-\u06d3]|^[A-Z0-9][A-Z0-9 ]+$")


def _may_be(vote: Vote, reading: Reading) -> bool:
    """Whether a name may be an outlet's: no agency that others credit, no place, person or everyday word."""
    name, language = vote.name, reading.language
    keys = look(name).keys
    if not 1 <= len(keys) <= LONGEST or not _WRITTEN.search(name):
        return False
    if " ".join(keys) in language.words("byline-words"):
        return False
    kinds = {language.table("outlets").get(" ".join(k), "") for k in (keys, keys[1:])}
    if any(k.startswith(("agency", "foreign", "many")) for k in kinds):
        return False
    lists = ("common-words", "small-words", *(("desks", "not-reporters") if reading.lang == "fa" else ()))
    everyday = [language.words(n) for n in lists]
    known = all(k.isdigit() or any(k in names for names in everyday) for k in keys)
    if known and not vote.slot and not head.is_outlet(name, reading.lang):
        return False
    if " ".join(keys) in language.table("outlets"):
        return True
    person = keys[0] in language.words("given-names") and not head.is_outlet(name, reading.lang)
    return not person and " ".join(keys) not in language.words("places")


_NOTICES = frozenset({"copyright", "app", "newsletter", "disclaimer", "follow"})


def _in_notices(name: str, used: set[str], reading: Reading) -> float:
    """One more vote where a notice of the page holds a name, beside the lines that have voted."""
    for removed in reading.document.removed:
        if removed.text in used:
            continue
        kinds = {s.kind for s in signs(removed.text, reading.lang)}
        notice = kinds & _NOTICES or removed.rule in (
            "call_to_reader",
            "responsibility_notice",
            "copyright_notice",
        )
        if notice and f" {name} " in f" {' '.join(look(removed.text).keys)} ":
            return 1.0
    return 0.0
