"""Places by the word lists and by the word for their kind. A preposition and an unknown name are not enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from khulasa import languages
from khulasa.content.authority import Authority
from khulasa.model import Candidate, Reading, Span
from khulasa.rules.read import arabic_names, persian_places
from khulasa.rules.read.beside_names import foreign
from khulasa.rules.read.dictionary import everyday, headword
from khulasa.rules.read.ground import (
    Ground,
    Head,
    ambiguous_place,
    definite,
    ground,
    heads,
    name_like,
    quoted,
    unknown,
)
from khulasa.rules.read.parts import Part, Token, index_at, part_of
from khulasa.text import automaton
from khulasa.text.fold import key

MEASURE = re.compile(r"\s*[0-9٠-٩۰-۹]")
"""What follows قطر where it is a diameter."""
SHORTEST = 3
"""Letters up to which a word has no form that tells an adjective."""
HEADED = "?"
"""Before the id of a name that is no place behind a mere preposition."""
MONTHS = ("months-gregorian", "months-jalali", "months-hijri")
"""Tables of the names of months."""
ADJECTIVES = frozenset(
    {"عام", "عامه", "كبير", "كبيره", "جديد", "جديده", "قديم", "قديمه", "حديث", "حديثه", "خاص"}
)
"""Adjectives that do not end like those of relation."""
MASDAR = re.compile("ا.?ت.?.ا.|ان..ا.|است..?.?ا.ه?|ت..ي.ه?")
"""Forms of nouns of action (انتظار, تخزين): an area or a station for it."""
NOT_BARE = re.compile(r"(?:تي|ه|ها|هم|هما|نا|ات|ون|ين|يه|كم)$|^(?:ال|است|مت|م.ا.ي)")
"""Endings of plurals and pronouns, and beginnings of derived nouns: no form of an unknown place."""
ORDINALS = frozenset({"الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن"})
"""Numbers of kings behind their name (مطار محمد الخامس)."""
PLURALS: dict[str, tuple[str, ...]] = {"ar": ("عي", "تي", "حيي", "داني"), "fa": ("هاي",)}
"""Endings of heads that stand for several places."""


def listed_place(reading: Reading) -> Iterator[Candidate]:
    """A name of the list of places: countries, provinces, cities, rivers, seas, regions."""
    g = ground(reading)
    for first, (last, ident) in g.places.items():
        if ident not in g.known or _after_preposition(g, first):
            yield _listed(g, first, last, ident, "listed_place")


def _after_preposition(g: Ground, first: int) -> bool:
    """True where في, in or the like stands before: a place, even inside the name of something else."""
    return first > 0 and g.tokens[first].joined and g.tokens[first - 1].key in ("في", "در", "من", "از")


def _listed(
    g: Ground, first: int, last: int, ident: str | None, rule: str, start: int | None = None
) -> Candidate:
    begin = g.starts[first] if start is None else start
    stop = g.ends.get(last, g.tokens[last].end)
    return Candidate("place", begin, stop, Span(begin, stop), rule, g.text[begin:stop], ident)


@lru_cache(maxsize=8)
def _cued_names(authority: Authority, lang: str) -> automaton.Names:
    """Names of places that are everyday words or names of people too."""
    language = languages.load(lang)
    pairs = [*language.table("places-cued").items()]
    pairs += [(name, HEADED + ident) for name, ident in language.table("places-headed").items()]
    for record in authority.of_kind("place"):
        loose = {key(n) for n in record.ambiguous}
        pairs += [(n, record.id) for n in record.names.get(lang, ()) if key(n) in loose]
    return automaton.build(lang, pairs)


def cued_place(reading: Reading) -> Iterator[Candidate]:
    """An ambiguous name of a place behind in, to, from, city of; in a row of places; or named surely elsewhere."""
    g = ground(reading)
    sure = {ident for _, ident in g.places.values()}
    rows = {last for last, _ in g.places.values()}
    for hit in automaton.find(_cued_names(reading.authority, reading.lang), reading.text, reading.words):
        if hit.first in g.places:
            continue
        loose = _which(g, hit, sure).removeprefix(HEADED)
        doubled = loose == "amman" and "\u0651" in g.text[hit.start : hit.end]
        if doubled or loose in sure or _in_row(g, hit, rows) or (loose in hit.ids and _cued(g, hit)):
            rows.add(hit.last)
            yield _listed(g, hit.first, hit.last, loose, "cued_place", hit.start)


def _which(g: Ground, hit: automaton.Hit, sure: set[str]) -> str:
    """Which of two places of one name: عمّان with its doubled letter or beside Jordan is the city."""
    if set(hit.ids) != {"amman", "oman"}:
        return hit.ids[0]
    city = "\u0651" in g.text[hit.start : hit.end] or bool({"jordan", "amman"} & sure)
    return "amman" if city else "oman"


def _cued(g: Ground, hit: automaton.Hit) -> bool:
    """True where the word before, or the preposition written onto it, says that a place follows."""
    index = hit.first
    if g.lang == "ar" and g.text[hit.start - 1] == "ب" and g.tokens[index].start < hit.start:
        return True
    if not index or not g.tokens[index].joined:
        return False
    before, cues = g.tokens[index - 1].key, g.list("place-cues")
    bare = before[1:] if g.lang == "ar" and before.startswith(("و", "ف")) else before
    return before in cues or bare in cues or bare.lstrip("س") in cues


def _in_row(g: Ground, hit: automaton.Hit, rows: set[int]) -> bool:
    """True where the word before (but for a comma or و) ends a place."""
    if hit.first - 1 in rows:
        gap = g.tokens[hit.first].gap.strip()
        return gap in ("،", ",") or (g.lang == "ar" and hit.start > g.tokens[hit.first].start and not gap)
    if hit.first - 1 in rows and g.lang == "fa" and g.tokens[hit.first].joined:
        return True
    joined = hit.first > 1 and g.tokens[hit.first - 1].key == "و" and hit.first - 2 in rows
    return joined and g.tokens[hit.first].joined


def place_by_head(reading: Reading) -> Iterator[Candidate]:
    """A word for a kind of place (city, street, river, airport, hall) and the name behind it."""
    g = ground(reading)
    for head in heads(g, "place-heads"):
        if head.definite or head.index in g.places or quoted(g, head.last) is not None:
            continue
        if g.lang == "fa" and _villager(g, head):
            continue
        if head.kind == "district" and not arabic_names.is_district(g, head):
            continue
        if (
            g.tokens[head.index].key in ("سد", "ناحيه")
            and head.index
            and g.tokens[head.index - 1].key == "از"
        ):
            continue
        if (dated := _dated(g, head)) is not None:
            yield dated
            continue
        yield from _named_behind(g, head)


INTO = ("في", "وفي", "الي", "والي", "نحو", "اهالي", "سكان", "ضواحي", "نواحي", "ريف")
"""Arabic words behind which a word that is nothing else is a place; but for في, one with foreign sounds."""


def _villager(g: Ground, head: Head) -> bool:
    """True for روستا without its ending behind a role, and a name of somebody: دهیار روستا سیروان ویسی."""
    given, family = g.next(head.last), None if g.next(head.last) is None else g.next(head.last + 1)
    if g.tokens[head.index].key not in ("روستا", "قريه") or given is None or family is None or not head.index:
        return False
    led = g.tokens[head.index - 1].part & Part.ROLE and g.tokens[head.index].joined
    return bool(led and given.part & (Part.GIVEN | Part.DOUBTFUL) and family.part & Part.FAMILY)


def place_after_in(reading: Reading) -> Iterator[Candidate]:
    """Arabic في before a word that no list and no dictionary has: hardly anything but a place stands there so."""
    g = ground(reading)
    if g.lang != "ar":
        return
    for i in g.standing(INTO):
        t = g.next(i)
        if t is not None and _nothing_else(g, t) and (g.tokens[i].key.endswith("في") or foreign(t.key)):
            yield _listed(g, t.index, t.index, None, "place_after_in", t.start)


_ABAD = re.compile(r"(?<!\w)\w{2,}(?:\u200c\w+)?[\u200c]?آباد(?![\w\u200c])")
_ROAD = re.compile(r"(?<!\w)الطريق (?:الوطني|الجهوي|الإقليمي|الولائي|السريع|الدولي) رقم [0-9٠-٩]+(?!\w)")
_DISTRICT = re.compile(r"(?<!\w)(?:منطقه|ناحیه) [0-9۰-۹]{1,2}(?!\w)")
_HOMES = re.compile(r"(?<!\w)حي [0-9٠-٩]+ (?:مسكن|مسكنا|سكن|وحدة)(?!\w)")
_BY_FORM = {"ar": ((" رقم ", _ROAD), ("حي ", _HOMES)), "fa": (("آباد", _ABAD), ("ه ", _DISTRICT))}
"""Letters without which a form does not stand in a text, and the form."""


def place_by_its_form(reading: Reading) -> Iterator[Candidate]:
    """A Persian name that ends in آباد; a road or a city district with its number (منطقه ۱۲, الطريق الوطني رقم 7)."""
    g = ground(reading)
    forms = [form for letters, form in _BY_FORM[g.lang] if letters in g.text]
    for found in (m for form in forms for m in form.finditer(g.text)):
        i = index_at(g.tokens, found.start())
        if g.lang == "fa" and i and g.tokens[i].joined and g.tokens[i - 1].part & Part.GIVEN:
            continue
        if i not in g.places:
            span = Span(found.start(), found.end())
            yield Candidate("place", span.start, span.end, span, "place_by_its_form", found[0])


def _nothing_else(g: Ground, t: Token) -> bool:
    """True for an indefinite word that is no everyday word, no head, no known name and has no ending of a pronoun."""
    if t.index in g.places or not unknown(t) or name_like(t) or len(t.key) <= SHORTEST or definite(t.key):
        return False
    language = languages.load("ar")
    headed = any(
        t.key in language.table(n) for n in ("place-heads", "org-heads", "event-heads", "outlet-heads")
    )
    formed = NOT_BARE.search(t.key) or MASDAR.fullmatch(t.key)
    return t.key.isalpha() and not headed and not formed and not everyday("ar", t.key)


def place_in_marks(reading: Reading) -> Iterator[Candidate]:
    """A word for a building or a hall with its name in quotation marks behind it (صالة «متروبول», سالن «سایه»)."""
    g = ground(reading)
    for head in heads(g, "place-heads"):
        if (
            head.definite
            or head.kind not in ("hall", "part", "road", "way")
            or (inside := quoted(g, head.last)) is None
        ):
            continue
        begin, end = inside
        if len(g.text[begin:end].split()) < persian_places.MAX_NAME:
            close = min(end + 1, len(g.text))
            name = g.text[head.start : close]
            yield Candidate("place", head.start, close, Span(begin, end), "place_in_marks", name)


def _dated(g: Ground, head: Head) -> Candidate | None:
    """A road, bridge, square or stadium called after a day (كوبري 6 أكتوبر, ساحة 20 فبراير)."""
    number = g.next(head.last)
    month = None if number is None else g.next(number.index)
    if (
        number is None
        or month is None
        or not number.key.isdigit()
        or head.kind not in ("road", "part", "hall")
    ):
        return None
    named = any(month.key in languages.load(g.lang).lists.get(n, ()) for n in MONTHS)
    return _own(g, head, number, month.index) if named else None


def _named_behind(g: Ground, head: Head) -> Iterator[Candidate]:
    """The place behind a head; behind one that stands for several, all of the row (أحياء الختمية ومكرام)."""
    t, several, first = g.next(head.last), is_plural(g, head), True
    while t is not None:
        listed = t.index in g.places or ambiguous_place(g, t) is not None
        plain = headword if first else everyday
        if several and not listed and plain(g.lang, t.key.removeprefix("ال") if first else t.key):
            return
        found = _headed(g, head, t)
        if found is None and not first and _may_be_next(g, t):
            found = _own(g, head, t, t.index)
        if found is None:
            return
        yield found
        t, first = next_in_row(g, index_at(g.tokens, found.end - 1)) if several else None, False


def _may_be_next(g: Ground, t: Token) -> bool:
    """True for a word of no list and no dictionary, which in a row of places is one too, whatever its form."""
    seen = part_of(g.lang, t.key)[0]
    return not seen & ~Part.NISBA and t.key.isalpha() and len(t.key) > 2 and not everyday(g.lang, t.key)


def is_plural(g: Ground, head: Head) -> bool:
    """True for a head in the plural or dual."""
    return g.tokens[head.last].key.endswith(PLURALS[g.lang]) or _listed_plural(g, head)


def _listed_plural(g: Ground, head: Head) -> bool:
    """True for a plural that is no part of the names behind it (أحياء, قرى)."""
    word = g.tokens[head.last].key
    return word[head.start - g.tokens[head.index].start :] in g.list("place-plurals")


def next_in_row(g: Ground, last: int) -> Token | None:
    """The word behind one with a comma or ``و`` between; without the ``و`` that is written onto it in Arabic."""
    if last + 1 >= len(g.tokens):
        return None
    t = g.tokens[last + 1]
    comma = t.gap.strip() in ("،", ",") and "\n" not in t.gap
    if t.key == "و" and (comma or t.joined):
        return g.next(t.index)
    if g.lang == "ar" and t.key.startswith("و") and len(t.key) >= SHORTEST and (comma or t.joined):
        return t._replace(key=t.key[1:], start=t.start + 1)
    return t if comma else None


def _headed(g: Ground, head: Head, t: Token) -> Candidate | None:
    """The place behind a head: of the lists (also the very ambiguous names), or a name of its own."""
    named = g.places.get(t.index)
    if named is not None and g.starts[t.index] > t.start:
        return None
    if named is not None:
        last, ident = named
        if head.kind in ("town", "land"):
            return _own(g, head, t, last, ident)
        return _own(g, head, t, _with_adjective(g, last) if g.lang == "ar" else last)
    loose = ambiguous_place(g, t)
    if loose is not None:
        return _own(g, head, t, t.index, loose if head.kind in ("town", "land") else None)
    if head.kind == "land":
        return None
    end = _arabic_end(g, head, t) if g.lang == "ar" else persian_places.name_end(g, head, t)
    return None if end is None else _own(g, head, t, end)


def _own(g: Ground, head: Head, t: Token, last: int, ident: str | None = None) -> Candidate:
    """The candidate from the head to its last word; what belongs to a plural head without the head."""
    beside = t.index == head.last + 1 and not _listed_plural(g, head)
    start, stop = head.start if beside else t.start, g.tokens[last].end
    core = t.start if head.kind in ("town", "land") else start
    return Candidate(
        "place", start, stop, Span(core, stop), "place_by_head", g.text[head.start : stop], ident
    )


def _arabic_end(g: Ground, head: Head, t: Token) -> int | None:
    """Index of the last word of an Arabic name behind a head for a place."""
    after = g.next(t.index)
    if t.key in g.list("place-firsts") and after is not None and not arabic_names.stops(after.key):
        return _with_adjective(g, arabic_names.two_names(g, after) or after.index)
    if _strict(g, head) and not name_like(t) and everyday("ar", t.key):
        return None
    if t.part & Part.TITLE and (end := arabic_names.run(g, t.index)) > t.index:
        return _with_adjective(g, end)
    if after is not None and after.part & Part.PARTICLE and after.key in ("بن", "ابن", "ولد"):
        return _with_adjective(g, arabic_names.run(g, t.index))
    if arabic_names.stops(t.key) or arabic_names.is_verb(t) or t.key.startswith(("وال", "بال", "لل", "فال")):
        return None
    if head.kind not in ("town", "way") and (named := arabic_names.two_names(g, t)) is not None:
        return _with_adjective(g, named)
    if head.kind in ("part", "road") and _unlike(g, head, t):
        return _with_adjective(g, t.index)
    if head.kind in ("hall", "part") and t.key in g.list("honoured-words"):
        return _with_adjective(g, t.index)
    if definite(t.key):
        if head.kind == "way":
            return None
        if t.part & (Part.COMMON | Part.DERIVED | Part.ROLE | Part.NATION) and (
            head.kind != "road" or _describes(t)
        ):
            return None
        if unknown(t) and head.kind != "road" and MASDAR.fullmatch(t.key[2:]):
            return None
        end = arabic_names.run(g, t.index) if head.kind != "town" and name_like(t) else t.index
        return _with_adjective(g, end)
    if (len(t.key) > SHORTEST and arabic_names.plain_adjective(t)) or not (name_like(t) or unknown(t)):
        return None
    if head.kind != "town" and not name_like(t) and headword("ar", t.key):
        return None
    people = head.kind in ("road", "hall") or name_like(t)
    return _with_adjective(g, arabic_names.run(g, t.index) if people else _town_end(g, t))


def _strict(g: Ground, head: Head) -> bool:
    """True for a head that stands before everyday words more often than before a name (منطقة الصدر)."""
    return key(g.text[head.start : g.tokens[head.last].end]) in g.list("place-heads-strict")


def _unlike(g: Ground, head: Head, t: Token) -> bool:
    """True for a word with the ending of a feminine adjective behind a masculine head: a name (كوبري السلامية)."""
    if g.tokens[head.last].key.endswith(("ه", "ات", "صحرا", "ال")) or not t.key.endswith("يه"):
        return False
    return unknown(t) or (definite(t.key) and t.part == Part.DERIVED and not arabic_names.is_field(t.key[2:]))


def _describes(t: Token) -> bool:
    """True for a definite word that describes a street (الرئيسي, القديم), not for what it is called after."""
    return t.key.endswith(("ي", "يه")) or t.key[2:] in ADJECTIVES


def _town_end(g: Ground, t: Token) -> int:
    """An unknown name of a town: one word, or two where the second is an unknown one with the article."""
    after = g.next(t.index)
    if after is not None and unknown(after) and definite(after.key):
        return after.index
    return t.index


def _with_adjective(g: Ground, end: int) -> int:
    """One more word where it is a definite adjective of kind (الكبرى, الجديدة, الدولي)."""
    t = g.next(end)
    if t is not None and t.key in ORDINALS and name_like(g.tokens[end]):
        return _with_adjective(g, t.index)
    if t is None or not definite(t.key) or arabic_names.stops(t.key) or t.part & Part.NATION:
        return end
    return t.index if arabic_names.is_field(t.key[2:]) else end


def _homograph(g: Ground, candidate: Candidate) -> str | None:
    """A short Arabic name before a noun with the article or a person: جدة الطفل is his grandmother."""
    if g.lang != "ar" or candidate.rule == "place_by_head":
        return None
    i = index_at(g.tokens, candidate.start)
    t, after = g.tokens[i], g.next(i)
    if after is None or t.key not in g.list("places-homographs") or _after_preposition(g, i):
        return None
    if i and g.tokens[i].joined and g.tokens[i - 1].key in g.list("place-cues"):
        return None
    follows = definite(after.key) or after.key in ("احدي", "احد") or name_like(after)
    return g.text[t.start : after.end] if follows and after.index not in g.places else None


def no_place(reading: Reading, candidate: Candidate) -> str | None:
    """The name of a place is a part of a phrase that names none (مسقط رأسه, کیش و مات)."""
    if candidate.kind != "place":
        return None
    if (other := _in_outlet(reading, candidate) or _homograph(ground(reading), candidate)) is not None:
        return other
    if reading.lang == "fa" and candidate.id == "qatar" and MEASURE.match(reading.text, candidate.end):
        return reading.text[candidate.start : candidate.end]
    return next((phrase for s, e, phrase in ground(reading).phrases if s <= candidate.start < e), None)


def _in_outlet(reading: Reading, candidate: Candidate) -> str | None:
    """The name of an outlet that ends in that of a place (بوابة النيل, روزنامه ایران)."""
    g = ground(reading)
    i = index_at(g.tokens, candidate.start)
    if (
        not i
        or not g.tokens[i].joined
        or candidate.rule == "place_by_head"
        or candidate.start > g.tokens[i].start
    ):
        return None
    before, heads_ = g.tokens[i - 1], languages.load(g.lang).table("outlet-heads")
    bare = before.key if g.lang == "fa" else before.key.removeprefix("و").removeprefix("ل").removeprefix("ب")
    if bare not in heads_ and before.key not in heads_:
        return None
    return reading.text[before.start : candidate.end]
