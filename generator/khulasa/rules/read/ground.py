"""What the rules for organisations, places and events stand on: tokens, places of the word lists, heads of names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib import resources

from khulasa import languages
from khulasa.content.authority import Authority
from khulasa.model import Reading, Word
from khulasa.rules.read.dictionary import everyday
from khulasa.rules.read.parts import NAME, NEIGHBOURS, Part, Token, Tokens, lexicon, tokens_of
from khulasa.text import automaton
from khulasa.text.fold import key
from khulasa.text.memo import Memo
from khulasa.text.words import places, standing, words

SHORT = 5
"""Letters up to which the spelling of a place decides what the word means."""
NOWHERE = "-"
"""Id of a phrase that names no place though a part of it does."""
CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
"""What may be written onto the front of an Arabic head."""
SWALLOWED = ("لل", "ولل", "فلل")
"""Arabic prepositions that have swallowed the article."""
QUOTES = {'"': '"', "“": "”", "«": "»", "”": "“", "‹": "›", "'": "'", "‘": "’", "„": "“"}
MAX_QUOTED = 60
"""Longest name in quotation marks, in characters."""
Place = tuple[int, str]
"""Index of the last word of a place, and its id."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One text made ready for the rules of this folder."""

    text: str
    lang: str
    tokens: Tokens
    words: Sequence[Word]
    places: Mapping[int, Place]
    """Places that are sure by their name alone, by index of their first word."""
    starts: Mapping[int, int]
    """Offset at which a place begins (behind clitics), by index of its first word."""
    ends: Mapping[int, int]
    """Offset at which it ends (before endings), by index of its last word."""
    known: frozenset[str]
    """Ids of the authority's places: other rules find them."""
    phrases: Sequence[tuple[int, int, str]]
    """Begin, end and words of the phrases that name no place."""

    def list(self, name: str) -> frozenset[str]:
        """A word list of the language."""
        return languages.load(self.lang).words(name)

    def standing(self, wanted: Collection[str]) -> Sequence[int]:
        """Indices, in order, of the words that are among those wanted."""
        return standing(self.text, wanted)

    def how_many(self, name: str) -> int:
        """How many different words of a list the text has."""
        return len(self.list(name).intersection(places(self.text)))

    def next(self, index: int) -> Token | None:
        """The token behind ``index`` where nothing but a space stands between."""
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return after if after is not None and after.joined else None


@dataclass(frozen=True, slots=True)
class Head:
    """A word that says what kind of thing the following name is."""

    index: int
    last: int
    """Index of its last word."""
    start: int
    """Offset behind clitics."""
    kind: str
    definite: bool
    """With the Arabic article."""


@lru_cache(maxsize=8)
def place_names(authority: Authority, lang: str) -> automaton.Names:
    """All names of places in one language that are sure by themselves, and the phrases that are no places."""
    language = languages.load(lang)
    pairs = [*language.table("gazetteer").items(), *language.table("places").items()]
    for record in authority.of_kind("place"):
        loose = {key(n) for n in record.ambiguous}
        pairs += [(n, record.id) for n in record.names.get(lang, ()) if key(n) not in loose]
    pairs += _of_neighbours(lang, {key(name) for name, _ in pairs})
    pairs += [(phrase, NOWHERE) for phrase in language.words("not-places")]
    return automaton.build(lang, pairs)


def _of_neighbours(lang: str, own: Collection[str]) -> Iterator[tuple[str, str]]:
    """Towns that only the lists of the other language have, spelt so that they are no word and no name here."""
    known = lexicon(lang)
    for other in NEIGHBOURS[lang]:
        for table in ("places", "gazetteer"):
            for name, ident in languages.load(other).table(table).items():
                if name in own or len(name) < SHORT or any(known.get(w) for w in name.split()):
                    continue
                clitics = ("", "و", "ب", "ل", "ف") if lang == "ar" else ("",)
                if not any(everyday(lang, c + w) for w in name.split() for c in clitics):
                    yield name, ident


@lru_cache(maxsize=8)
def _short_names(authority: Authority, lang: str) -> Mapping[str, frozenset[str]]:
    """Ends of the short names of places as they are spelt, by key: ``افران`` was written إفران."""
    found: dict[str, set[str]] = {}
    records = (n for r in authority.of_kind("place") for n in r.names.get(lang, ()))
    folder = resources.files(languages).joinpath(lang)
    lines = [
        line
        for n in ("places", "gazetteer")
        for line in (folder / f"{n}.txt").read_text("utf-8").splitlines()
    ]
    for name in (*records, *(line.partition("\t")[0] for line in lines if not line.startswith("#"))):
        if len(folded := key(name)) <= SHORT:
            found.setdefault(folded, set()).add(_ends(name))
    return {k: frozenset(v) for k, v in found.items()}


def _ends(name: str) -> str:
    """First and last letter, as far as folding makes two words of one: أ إ آ and ة ه."""
    return (name[0] if name[0] in "أإآ" else "") + (name[-1] if name[-1] in "ةه" else "")


def _spelt(authority: Authority, lang: str, text: str, words: Sequence[Word], hit: automaton.Hit) -> bool:
    """False for a short Arabic word that only folding makes a place (أفران, جده), unless a cue stands before."""
    if lang != "ar" or hit.end - hit.start > SHORT + 1:
        return True
    spelt = _short_names(authority, lang).get(key(text[hit.start : hit.end]))
    ends = _ends(text[hit.start : hit.end])
    if spelt is None or ends in spelt or (ends == "" and any(len(e) == 1 and e in "أإآ" for e in spelt)):
        return True
    return hit.first > 0 and words[hit.first - 1].key in languages.load(lang).words("place-cues")


def ground(reading: Reading) -> Ground:
    """The ground of a reading (kept for the next rule)."""
    return _ground(reading.text, reading.lang, reading.authority)


@lru_cache(maxsize=4)
def _ground(text: str, lang: str, authority: Authority) -> Ground:
    parts, run = tokens_of(text, lang), words(text)
    hits = automaton.find(place_names(authority, lang), text, run)
    sure = [h for h in hits if h.ids[0] != NOWHERE and _spelt(authority, lang, text, run, h)]
    places = {h.first: (h.last, h.ids[0]) for h in sure}
    known = _place_ids(authority)
    phrases = tuple((h.start, h.end, text[h.start : h.end]) for h in hits if h.ids[0] == NOWHERE)
    starts, ends = {h.first: h.start for h in sure}, {h.last: h.end for h in sure}
    return Ground(text, lang, parts, run, places, starts, ends, known, phrases)


@cache
def _arabic_head(table: str) -> Memo[str, tuple[int, bool, str] | None]:
    """For each word that is a head: letters of clitics before it, whether it has the article, and its kind."""
    return Memo(partial(_cut_to_head, languages.load("ar").table(table)))


def _cut_to_head(heads: Mapping[str, str], word: str) -> tuple[int, bool, str] | None:
    for clitic in CLITICS:
        if word.startswith(clitic):
            rest = word[len(clitic) :]
            if rest in heads:
                return len(clitic), False, heads[rest]
            if rest.startswith("ال") and rest[2:] in heads:
                return len(clitic), True, heads[rest[2:]]
    for clitic in SWALLOWED:
        if word.startswith(clitic) and word[len(clitic) :] in heads:
            return len(clitic) - 2, True, heads[word[len(clitic) :]]
    return None


def heads(g: Ground, table: str) -> tuple[Head, ...]:
    """Every head of a table (``org-heads``, ``place-heads``, ``event-heads``) in the text, longest first."""
    return _heads(g.text, g.lang, table)


@lru_cache(maxsize=32)
def _heads(text: str, lang: str, table: str) -> tuple[Head, ...]:
    return tuple(_arabic_heads(text, table) if lang == "ar" else _persian_heads_of(text, table))


def _arabic_heads(text: str, table: str) -> Iterator[Head]:
    run, known = words(text), _arabic_head(table)
    found = [(i, head) for word, at in places(text).items() if (head := known[word]) for i in at]
    for i, (cut, definite, kind) in sorted(found):
        yield Head(i, i, automaton.place(text, run[i], cut), kind, definite)


def _persian_heads_of(text: str, table: str) -> Iterator[Head]:
    known, marks = _persian_heads(table), tokens_of(text, "fa")
    for i in standing(text, known):
        for count, name, kind in known[marks[i].key]:
            run = marks[i : i + count]
            if " ".join(t.key for t in run) == name and all(t.joined for t in run[1:]):
                yield Head(i, i + count - 1, marks[i].start, kind, definite=False)
                break


@lru_cache(maxsize=4)
def _persian_heads(table: str) -> Mapping[str, Sequence[tuple[int, str, str]]]:
    """Heads of a Persian table by their first word, longest first: number of words, key, kind."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    listed = languages.load("fa").table(table)
    bound = {f"{name}ي": kind for name, kind in listed.items() if name.endswith("ه")}  # دره‌ی as دره
    for name, kind in {**bound, **listed}.items():
        found.setdefault(name.split()[0], []).append((name.count(" ") + 1, name, kind))
    return {first: sorted(rows, reverse=True) for first, rows in found.items()}


@lru_cache(maxsize=8)
def _place_ids(authority: Authority) -> frozenset[str]:
    return frozenset(r.id for r in authority.of_kind("place"))


ABROAD = frozenset({"سفاره", "سفارت", "قنصليه", "كنسولگري", "سركنسولگري"})
"""Offices that are named after another country than theirs."""


def seated(reading: Reading, start: int, place: int) -> bool:
    """True for an organisation, beginning at an offset, that bears the name of where it is, which begins at another.

    An office (بلدية حلب), a council or branch (هلال احمر فومن), or a kind of place before the name (شورای شهر تهران).
    """
    g = ground(reading)
    found = next((h for h in heads(g, "org-heads") if h.start == start), None)
    if found is None or g.tokens[found.last].key in ABROAD:
        return False
    before = g.tokens[bisect_right(g.tokens.ends, place) - 1].key
    towns = languages.load(g.lang).table("place-heads")
    branch = found.kind == "state" or g.tokens[found.index].key in BRANCHES
    return branch or towns.get(before) in ("town", "city", "land")


BRANCHES = frozenset(
    {"هلال", "هلالاحمر", "شوراي", "شورا", "هواشناسي", "اتاق", "كلانتري", "ستاد", "هييت", "هيات"}
)
"""Persian heads of bodies of which every town has one."""


def quoted(g: Ground, index: int) -> tuple[int, int] | None:
    """Begin and end of a name in quotation marks directly behind the word ``index``, without the marks."""
    if index + 1 >= len(g.tokens):
        return None
    gap = g.tokens[index + 1].gap.strip()
    if len(gap) != 1 or gap not in QUOTES:
        return None
    begin = g.tokens[index + 1].start
    end = g.text.find(QUOTES[gap], begin, begin + MAX_QUOTED)
    if end < 0 and gap in '"”“':
        end = min((e for m in '"”“' if (e := g.text.find(m, begin, begin + MAX_QUOTED)) > 0), default=-1)
    return (begin, end) if end > begin and "\n" not in g.text[begin:end] else None


def unknown(token: Token) -> bool:
    """True for a word that no list has: a name, as far as anyone can tell."""
    seen = (token.part | token.bare_part) & ~Part.PLACE
    return not seen and not token.key[:1].isdigit()


def name_like(token: Token) -> bool:
    """True for a word that is a part of persons' names and nothing an everyday word could be."""
    return bool(token.part & (NAME | Part.PARTICLE | Part.TAIL)) and not token.part & (Part.VERB | Part.ROLE)


def definite(word: str) -> bool:
    """True for an Arabic word with the article."""
    return word.startswith("ال") and len(word) > 3


def ambiguous_place(g: Ground, token: Token) -> str | None:
    """Id of a name of a place that means other things too and counts behind a head."""
    language = languages.load(g.lang)
    return language.table("places-headed").get(token.key) or language.table("places-cued").get(token.key)
