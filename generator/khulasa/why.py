"""Why a person is named in an article, or is not: every place of the name, the rules that saw it, what spoke against.

The article is read again by the same rules; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khulasa.chains import Chains
from khulasa.content.authority import Authority
from khulasa.model import Article, Candidate, Document, Heading, Line, Reading, Source
from khulasa.pipeline import lay_out
from khulasa.rules.read import outlets
from khulasa.rules.read.resolve import Veto, resolve
from khulasa.text.automaton import build, find
from khulasa.text.fold import key


@dataclass(frozen=True, slots=True)
class Sight:
    """What one rule saw at one place."""

    start: int
    end: int
    text: str
    rule: str
    evidence: str
    verdict: str
    """``named``; ``veto:<rule>: <its reason>``; ``other:<kind> <id>`` where that has the place; ``dropped``."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place at which a name of the person stands; offsets count from the title on."""

    start: int
    end: int
    text: str
    around: str
    """The words before and after it."""
    sights: tuple[Sight, ...]
    """Empty where no rule takes it for a name."""


def names_of(
    authority: Authority, articles: Iterable[Article], person: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(ids, names) that somebody has who is given by id or by name: as the authority and the articles have them."""
    folded = key(person)
    ids: dict[str, None] = {}
    names: dict[str, None] = {}
    forms = [(r.id, [n for some in r.names.values() for n in some]) for r in authority.of_kind("person")]
    forms += [(e.id, [e.name, *e.names]) for a in articles for e in a.digest.of_kind("person")]
    for ident, written in forms:
        if ident == person or folded in {key(name) for name in written}:
            ids[ident] = None
            names.update(dict.fromkeys(written))
    return tuple(ids), tuple(names) or (person,)


def places(article: Article, names: Iterable[str], authority: Authority, chains: Chains) -> tuple[Place, ...]:
    """Every place of the article, title and text, at which one of the names stands, and what the rules make of it."""
    reading = outlets.read(_laid_out(article, authority), chains.outlets)
    rules = (*chains.known, *chains.people, *chains.organisations, *chains.places, *chains.events)
    candidates = [c for rule in rules for c in rule(reading)]
    done = resolve(reading, candidates, chains.not_names)
    hits = find(build(reading.lang, [(name, "x") for name in names]), reading.text, reading.words)
    spans = sorted({(hit.start, hit.end) for hit in hits})
    widest = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    return tuple(_place(done, candidates, chains.not_names, *span) for span in widest)


def _laid_out(article: Article, authority: Authority) -> Reading:
    """The article as its content file has it, ready to be read."""
    digest = article.digest
    paragraphs = digest.text.split("\n")
    body = tuple(Line(number, text) for number, text in enumerate(paragraphs, 1))
    heads = tuple(Heading(text, "editor") for text in digest.subheadings)
    document = Document(digest.lang, digest.title, digest.deck, None, None, None, heads, body, ())
    source = Source(digest.source.path, digest.source.sha256, digest.text, "utf-8")
    return lay_out(source, document, authority)


def _place(
    done: Reading, candidates: Iterable[Candidate], vetoes: Iterable[Veto], start: int, end: int
) -> Place:
    text = done.text
    around = " ".join(text[max(0, start - 40) : end + 40].split())
    here = (c for c in dict.fromkeys(candidates) if c.start < end and start < c.end)
    sights = [_sight(done, c, tuple(vetoes)) for c in here if c.kind == "person"]
    seen = {(s.start, s.end) for s in sights}
    shorter = (m for m in done.mentions if m.kind == "person" and m.start < end and start < m.end)
    sights += [
        Sight(m.start, m.end, m.text, m.rule, "", "named") for m in shorter if (m.start, m.end) not in seen
    ]
    return Place(
        start, end, text[start:end], around, tuple(sorted(sights, key=lambda s: (s.start, s.end, s.rule)))
    )


def _sight(done: Reading, one: Candidate, vetoes: Iterable[Veto]) -> Sight:
    return Sight(
        one.start,
        one.end,
        done.text[one.start : one.end],
        one.rule,
        one.evidence,
        _verdict(done, one, vetoes),
    )


def _verdict(done: Reading, one: Candidate, vetoes: Iterable[Veto]) -> str:
    for veto in vetoes:
        reason = veto(done, one)
        if reason is not None:
            return f"veto:{veto.__name__}: {reason}"
    there = [m for m in done.mentions if m.start < one.end and one.start < m.end]
    if any(m.kind == "person" and (m.start, m.end) == (one.start, one.end) for m in there):
        return "named"
    return next((f"other:{m.kind} {m.id}" for m in there), "dropped")


def sentences(article: Article, ids: Iterable[str]) -> Iterator[str]:
    """What the content file says of these people: where they are named and how, and who says so."""
    wanted = frozenset(ids)
    for entity in article.digest.of_kind("person"):
        if entity.id in wanted:
            yield f"{entity.id}: {', '.join(entity.names) or entity.name}  ({entity.rule}: {entity.evidence})"
            for mention in article.digest.mentions:
                if (mention.kind, mention.id) == ("person", entity.id):
                    yield f"  at {mention.start}–{mention.end} of the text: {mention.text}  ({mention.rule})"
