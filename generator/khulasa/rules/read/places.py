"""Places by the word lists and by the word for their kind. A preposition and an unknown name are not enough."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from khulasa import languages
from khulasa.content.authority import Authority
from khulasa.model import Candidate, Reading, Span
from khulasa.rules.read import arabic_names, persian_names
from khulasa.rules.read.ground import Ground, Head, definite, ground, heads, name_like, quoted, unknown
from khulasa.rules.read.parts import Part, Token
from khulasa.text import automaton

SETTLED = frozenset(
    "بني بن ابو ام ال عين تل دير بير راس كفر نزله منشاه عزبه خان باب بيت برج وادي جبل قصر سيدي مزرعه مرج نبع"
    " شط سوق حوش نجع ميت شبرا ابي اولاد ايت تاله واد حاسي".split()
)
"""First words of Arabic names of places that take a second one."""
MAX_NAME = 4
"""Most words of a name behind a head."""


def listed_place(reading: Reading) -> Iterator[Candidate]:
    """A name of the list of places: countries, provinces, cities, rivers, seas, regions."""
    g = ground(reading)
    for first, (last, ident) in g.places.items():
        if ident not in g.known and not _is_measure(g, last, ident):
            yield _listed(g, first, last, ident, "listed_place")


def _is_measure(g: Ground, last: int, ident: str) -> bool:
    """True for قطر before a number: a diameter."""
    after = g.tokens[last + 1 : last + 2]
    return ident == "qatar" and bool(after) and after[0].key[0].isdigit()


def _listed(g: Ground, first: int, last: int, ident: str, rule: str, start: int | None = None) -> Candidate:
    begin = g.starts[first] if start is None else start
    stop = g.tokens[last].end
    return Candidate("place", begin, stop, Span(begin, stop), rule, g.text[begin:stop], ident)


@lru_cache(maxsize=8)
def _cued_names(authority: Authority, lang: str) -> automaton.Names:
    """Names of places that are everyday words or names of people too."""
    pairs = [*languages.load(lang).table("places-cued").items()]
    for record in authority.of_kind("place"):
        loose = set(record.ambiguous)
        pairs += [(n, record.id) for n in record.names.get(lang, ()) if n in loose]
    return automaton.build(lang, pairs)


def cued_place(reading: Reading) -> Iterator[Candidate]:
    """An ambiguous name of a place behind in, to, from, city of; in a row of places; or named surely elsewhere."""
    g = ground(reading)
    sure = {ident for _, ident in g.places.values()}
    rows = {last for last, _ in g.places.values()}
    for hit in automaton.find(_cued_names(reading.authority, reading.lang), reading.text, reading.words):
        if hit.first in g.places:
            continue
        if hit.ids[0] in sure or _cued(g, hit.first) or _in_row(g, hit, rows):
            rows.add(hit.last)
            yield _listed(g, hit.first, hit.last, hit.ids[0], "cued_place", hit.start)


def _cued(g: Ground, index: int) -> bool:
    """True where the word before says that a place follows."""
    if not index or not g.tokens[index].joined:
        return False
    before, cues = g.tokens[index - 1].key, g.list("place-cues")
    bare = before[1:] if g.lang == "ar" and before[0] in "وف" else before
    return before in cues or bare in cues or bare.lstrip("س") in cues


def _in_row(g: Ground, hit: automaton.Hit, rows: set[int]) -> bool:
    """True where the word before (but for a comma or و) ends a place."""
    if hit.first - 1 in rows:
        gap = g.tokens[hit.first].gap.strip()
        return gap in ("،", ",") or (g.lang == "ar" and hit.start > g.tokens[hit.first].start and not gap)
    joined = hit.first > 1 and g.tokens[hit.first - 1].key == "و" and hit.first - 2 in rows
    return joined and g.tokens[hit.first].joined


def place_by_head(reading: Reading) -> Iterator[Candidate]:
    """A word for a kind of place (city, street, river, airport, hall) and the name behind it."""
    g = ground(reading)
    for head in heads(g, "place-heads"):
        if head.definite or quoted(g, head.last) is not None:
            continue
        yield from _headed(g, head)


def _headed(g: Ground, head: Head) -> Iterator[Candidate]:
    """The place behind a head: of the lists (also the very ambiguous names), or a name of its own."""
    t = g.next(head.last)
    if t is None:
        return
    named = g.places.get(t.index)
    if named is not None and g.starts[t.index] == t.start:
        last, ident = named
        if head.kind == "town":
            yield _own(g, head, last, ident, known=True)
        else:
            yield _own(g, head, _hall_end(g, head, last))
        return
    if head.kind == "town" and (loose := _very_ambiguous(g, t)):
        yield _own(g, head, t.index, loose, known=True)
        return
    end = _arabic_end(g, head, t) if g.lang == "ar" else _persian_end(g, head, t)
    if end is not None:
        yield _own(g, head, end)


def _hall_end(g: Ground, head: Head, last: int) -> int:
    """Index of the last word of a thing that is called after a place: an adjective may follow (مجمع جرش الجديد)."""
    t = g.next(last)
    if t is None:
        return last
    if g.lang == "ar":
        return t.index if definite(t.key) and arabic_names.adjective(t) else last
    return last


def _own(g: Ground, head: Head, last: int, ident: str | None = None, known: bool = False) -> Candidate:
    start, stop = head.start, g.tokens[last].end
    core = g.tokens[head.last + 1].start if known else start
    return Candidate("place", start, stop, Span(core, stop), "place_by_head", g.text[start:stop], ident)


def _very_ambiguous(g: Ground, t: Token) -> str | None:
    """Id of a name that counts behind a head only, or behind any cue."""
    language = languages.load(g.lang)
    return language.table("places-headed").get(t.key) or language.table("places-cued").get(t.key)


def _arabic_end(g: Ground, head: Head, t: Token) -> int | None:
    """Index of the last word of an Arabic name behind a head for a place."""
    if arabic_names.stops(t.key) or arabic_names.is_verb(t) or t.key.startswith(("وال", "بال", "لل", "فال")):
        return None
    if t.part & Part.TITLE:
        end = arabic_names.run(g, t.index)
        return _with_adjective(g, end) if end > t.index else None
    if definite(t.key):
        plain = t.part & (Part.COMMON | Part.DERIVED | Part.ROLE | Part.NATION)
        if plain and (head.kind == "town" or arabic_names.adjective(t)):
            return None
        end = arabic_names.run(g, t.index) if head.kind != "town" and name_like(t) else t.index
        return _with_adjective(g, end)
    if t.key in SETTLED and (after := g.next(t.index)) is not None and not arabic_names.stops(after.key):
        return _with_adjective(g, after.index)
    if name_like(t) or unknown(t):
        return _with_adjective(g, arabic_names.run(g, t.index) if head.kind != "town" else _town_end(g, t))
    return None


def _town_end(g: Ground, t: Token) -> int:
    """An unknown name of a town: one word, or two where the second is an unknown one with the article."""
    after = g.next(t.index)
    if after is not None and unknown(after) and definite(after.key):
        return after.index
    return t.index


def _with_adjective(g: Ground, end: int) -> int:
    """One more word where it is a definite adjective of kind (الكبرى, الجديدة, الدولي)."""
    t = g.next(end)
    if t is None or not definite(t.key) or arabic_names.stops(t.key) or t.part & Part.NATION:
        return end
    return t.index if arabic_names.is_field(t.key[2:]) else end


def _persian_end(g: Ground, head: Head, t: Token) -> int | None:
    """Index of the last word of a Persian name behind a head for a place."""
    end, count = head.last, 0
    while count < MAX_NAME and (n := g.next(end)) is not None:
        if persian_names.stops(n.key) and not _part_of_title(n):
            break
        sided = n.key in g.list("place-sides") and count > 0
        if not (sided or persian_names.proper(n) or n.index in g.places):
            break
        if head.kind == "town" and count and not sided and not _same_name(g, n):
            break
        end, count = n.index, count + 1
    only_title = end == t.index and t.part & Part.TITLE and not name_like(t)
    return None if count == 0 or only_title else end


def _part_of_title(t: Token) -> bool:
    return bool(t.part & Part.TITLE)


def _same_name(g: Ground, n: Token) -> bool:
    """True where an unknown second word still belongs to the name of a town: the clause goes on behind it."""
    return unknown(n) or name_like(n)
