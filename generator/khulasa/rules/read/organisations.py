"""Organisations that no authority file knows, by the word for their kind and the extent of the name behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from khulasa import languages
from khulasa.model import Candidate, Reading, Span
from khulasa.rules.read import arabic_names, persian_names
from khulasa.rules.read.dictionary import everyday
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
from khulasa.rules.read.parts import Part, Token, index_at
from khulasa.rules.read.signs import TIM, tim
from khulasa.text import automaton
from khulasa.text.fold import key

NATIONAL = frozenset({"ملي", "مركزي"})
"""Persian adjectives that make a name of a school, museum or company there is one of (موزه ملی)."""
EXCHANGES = frozenset({"المالي", "الماليه", "للسلع", "للطاقه"})
"""Last words of the names of exchanges: any other market is none."""
FACULTIES = frozenset({"دانشكده", "پوهنحي"})
BY_FIELD = frozenset({"بانك", "باشگاه"}) | FACULTIES
"""Persian banks, clubs and faculties bear the name of a field and no other (دانشکده کشاورزی)."""
CHANNELS = frozenset({"قناه", "فضاييه", "راديو", "اذاعه", "تلفزيون", "تلويزيون"})
"""Words for broadcasters that stand before their name."""
BROADCAST = re.compile(
    r"برنامج|مقابل[هت]|مداخل[هت]|حوار|شاش[هت]|تلفزيون|فضايي|اتصال|اعلامي|مذيع|بث|تصريح|مسلسل"
)
"""Words of which a text about broadcasts has one: a channel is a canal too."""
COUNCILS = frozenset({"كميته", "شوراي", "شورا", "هييت", "هيات", "مجمع", "كميسيون"})
"""Bodies that are named after their task, unlike foundations and academies."""
MIN_SPORT_WORDS = 4
"""Different words of sport from which on an article is one about sport."""


def organisation_by_head(reading: Reading) -> Iterator[Candidate]:
    """A word for a kind of organisation (ministry, company) and the name behind it; a bare word is none."""
    g = ground(reading)
    last = -1
    for head in heads(g, "org-heads"):
        if head.index <= last or (end := _end(g, head)) is None or _is_phrase(g, head):
            continue
        last = end
        yield _candidate(g, head, g.tokens[end].end, "organisation_by_head")


def _end(g: Ground, head: Head) -> int | None:
    """Index of the last word of the name."""
    if quoted(g, head.last) is not None:
        return None
    if g.lang == "ar":
        end = arabic_names.name_end(g, head)
        if end is not None and g.tokens[head.last].key.endswith(HOUSE) and not _house(g, head, end):
            return None
        exchange = g.tokens[head.last].key.endswith("سوق")
        return end if end is None or not exchange or g.tokens[end].key in EXCHANGES else None
    if g.tokens[head.index].key == "رياست" and not _field_behind(g, head):
        return None
    if g.tokens[head.index].key == TIM and tim(g.tokens, head.index):
        return None
    alone = head.kind in ("state", "body") or g.tokens[head.last].key in BY_FIELD
    if head.kind == "branch":
        if (
            (after := g.next(head.last)) is not None
            and after.key in REGIONS
            and not _here(g, after.index + 1)
        ):
            return after.index
        return g.places[head.last + 1][0] if _here(g, head.last + 1) else None
    if g.tokens[head.last].key == CENTRE and head.last + 1 in g.places:
        return None
    end = persian_names.name_end(g, head)
    if end is None and head.kind == "firm":
        end = _firm_end(g, head)
    if end is not None and _described(g, head, end):
        return None
    if end is None or alone or g.tokens[end].key in NATIONAL:
        return end
    return None if all(persian_names.is_field(t.key) for t in g.tokens[head.last + 1 : end + 1]) else end


REGIONS = frozenset({"استان", "شهرستان", "كشور", "ولايت"})
"""Persian regions of which each has one branch of an office (مدیریت بحران استان)."""
CENTRE = "مركز"
"""In Persian a centre, and the middle of a town (مرکز بامیان)."""
FIRM_END = re.compile(
    r".{2,}(?:گستر|گستران|پرداز|پردازان|آوران|اوران|سازان|كاران|افزار|نگار|ياب|سازه)$|^(?:گستر|پرداز|صنعت|تجارت)$"
)
"""Endings of the last words of Persian names of firms."""


def _here(g: Ground, index: int) -> bool:
    """True where a listed place stands directly behind the word before an index."""
    return index in g.places and g.tokens[index].joined and g.starts[index] == g.tokens[index].start


def _firm_end(g: Ground, head: Head) -> int | None:
    """Index of the last word of a Persian firm of everyday words (شرکت ساحل گستر)."""
    end = head.last
    while end - head.last < MAX_FIRM and (t := g.next(end)) is not None and not persian_names.stops(t.key):
        end = t.index
        if end > head.last + 1 and FIRM_END.match(t.key):
            return end
    return None


MAX_FIRM = 3
"""Words of such a name."""
HOUSE = "بيت"
"""Head of the names of some institutions; any other house is none."""


def _house(g: Ground, head: Head, end: int) -> bool:
    """True for a house whose name ends with an adjective or a purpose (بيت الدويسان الثقافي, بيت الأصيل للنشر)."""
    last = g.tokens[end]
    return end > head.last + 1 and (last.key.startswith("لل") or arabic_names.adjective(last))


def _described(g: Ground, head: Head, end: int) -> bool:
    """True where a Persian office or body has nothing but one everyday word behind it (اداره سرگردان)."""
    t = g.tokens[end]
    if (
        end != head.last + 1
        or not (head.kind == "state" or g.tokens[head.last].key in COUNCILS | FACULTIES)
        or end in g.places
    ):
        return False
    if persian_names.is_field(t.key) or name_like(t) or ambiguous_place(g, t) is not None:
        return False
    return everyday("fa", t.key)


def _field_behind(g: Ground, head: Head) -> bool:
    """True where a field of work follows: a department, not somebody's presidency."""
    after = g.next(head.last)
    return after is not None and persian_names.is_field(after.key)


def _is_phrase(g: Ground, head: Head) -> bool:
    """True where the head is a district, or head and next word are a phrase that names nothing (مجلس الإدارة)."""
    after = g.next(head.last)
    if g.lang == "ar" and arabic_names.is_district(g, head):
        return True
    if g.lang == "ar" and g.tokens[head.last].key.endswith(AGENCY) and _of_news(g, head):
        return True
    first = g.tokens[head.last].key
    bare = first if g.lang != "ar" else first[_cut(g, head) :]
    return after is not None and f"{bare} {after.key}" in g.list("not-organisations")


AGENCY = "وكاله"
"""An office for a field of work, and more often a news agency, which is an outlet."""


def _of_news(g: Ground, head: Head) -> bool:
    """True unless a field of work follows that is not news (وكالة الحوض المائي)."""
    behind = [t.key.removeprefix("ال") for t in g.tokens[head.last + 1 : head.last + 5]]
    news = any(k.endswith("انباء") or k in ("برس", "للانباء", "الاخباريه") for k in behind)
    return news or not behind or not (arabic_names.is_field(behind[0]) or behind[0] in ("حوض", "احواض"))


def _cut(g: Ground, head: Head) -> int:
    """Letters of the clitics before a head."""
    return head.start - g.tokens[head.index].start


def organisation_in_marks(reading: Reading) -> Iterator[Candidate]:
    """A word for a kind of organisation with its name in quotation marks behind it."""
    g = ground(reading)
    yield from _of_a_nation(g)
    for head in heads(g, "org-heads"):
        if head.definite:
            continue
        inside = quoted(g, head.last) or _quoted_farther(g, head)
        if inside is not None:
            begin, end = inside
            if _is_clause(g, head, inside) or g.tokens[head.last].key.endswith(AGENCY):
                continue
            close = end + 1 if end < len(g.text) else end
            yield Candidate(
                "organisation",
                head.start,
                close,
                Span(begin, end),
                "organisation_in_marks",
                g.text[head.start : close],
            )


def _quoted_farther(g: Ground, head: Head) -> tuple[int, int] | None:
    """The name in marks behind a head and one field of work or adjective (گروه کوهنوردی «شاهو»)."""
    after = g.next(head.last)
    if after is None:
        return None
    field = persian_names.is_field(after.key) if g.lang == "fa" else arabic_names.is_field(after.key)
    return quoted(g, after.index) if field or (g.lang == "fa" and after.key.endswith("ي")) else None


def _of_a_nation(g: Ground) -> Iterator[Candidate]:
    """A name in marks behind a definite word for a body or a firm and its nationality (المجمع الصيني "تيانلو")."""
    for head in heads(g, "org-heads") if g.lang == "ar" else ():
        after = g.next(head.last)
        if after is None or not head.definite or not after.bare_part & Part.NATION or not definite(after.key):
            continue
        inside = quoted(g, after.index)
        if inside is not None and len(g.text[slice(*inside)].split()) <= SHORT_NAME:
            core = Span(*inside)
            yield Candidate(
                "organisation", core.start, core.end, core, "organisation_in_marks", g.text[slice(*inside)]
            )


SHORT_NAME = 3
"""Most words in marks that are the name of a body rather than its words."""


def _is_clause(g: Ground, head: Head, inside: tuple[int, int]) -> bool:
    """True where a preposition, a pronoun or a verb begins what stands in marks: somebody's words, no name."""
    begin = index_at(g.tokens, inside[0])
    first = g.tokens[begin].key
    long = len(g.text[slice(*inside)].split()) > SHORT_NAME
    if (
        g.lang == "ar"
        and long
        and (definite(g.tokens[head.last].key) or arabic_names.is_verb(g.tokens[begin]))
    ):
        return True
    return first in ("با", "به", "در", "از", "كه", "اين", "في", "من", "ان", "الي", "علي", "هذا")


def channel(reading: Reading) -> Iterator[Candidate]:
    """A channel or broadcaster with its name, unless it publishes the article (قناة النيل, رادیو کازا)."""
    g = ground(reading)
    heads_here = g.standing(_channels())
    if not heads_here or (g.lang == "ar" and not any(BROADCAST.search(w.key) for w in g.words)):
        return
    own = {key(reading.publisher.name)} if reading.publisher else set()
    for i in heads_here:
        t, after = g.tokens[i], g.next(i)
        bare = t.key if t.key in CHANNELS else t.key[1:]
        if after is None or not _names_channel(g, after):
            continue
        end = g.places[after.index][0] if after.index in g.places else after.index
        behind = g.next(end)
        if g.lang == "ar" and behind is not None and definite(g.tokens[end].key) and _colours(behind):
            end = behind.index
        start, stop = t.start + len(t.key) - len(bare), g.tokens[end].end
        name = key(g.text[start:stop])
        if not any(name in one or one in name or key(g.text[after.start : stop]) == one for one in own):
            yield Candidate("organisation", start, stop, Span(start, stop), "channel", g.text[start:stop])


@cache
def _channels() -> frozenset[str]:
    """The words for a channel, bare and behind a joined و, ب or ل."""
    return frozenset(before + word for word in CHANNELS for before in ("", "و", "ب", "ل"))


def _names_channel(g: Ground, t: Token) -> bool:
    """True for a place, a word of no list, or in Arabic a definite word that is no adjective of kind."""
    if t.index in g.places:
        return True
    if g.lang == "ar" and definite(t.key):
        return not t.key.endswith(("يه", "ي", "ات")) and not arabic_names.stops(t.key)
    return unknown(t) and not everyday(g.lang, t.key) and len(t.key) > 2


def _colours(t: Token) -> bool:
    """True for a definite adjective that belongs to a name of two words (النيل الأزرق)."""
    return definite(t.key) and (t.key.startswith("الا") or t.key.endswith("يه"))


def team_in_sport(reading: Reading) -> Iterator[Candidate]:
    """In an article about sport: the name behind coach of, player of, supporters of."""
    g = ground(reading)
    if g.how_many("sport-words") < MIN_SPORT_WORDS:
        return
    for i in g.standing(g.list("team-cues")):
        t = g.tokens[i]
        if (after := g.next(i)) is not None and _may_be_team(g, after):
            end = _team_end(g, after)
            start, stop = after.start, g.tokens[end].end
            yield Candidate(
                "organisation", start, stop, Span(start, stop), "team_in_sport", g.text[t.start : stop]
            )


def _may_be_team(g: Ground, t: Token) -> bool:
    """True for an unknown word (in Arabic: with the article) that is no place and no word for a kind."""
    if t.index in g.places or not unknown(t) or name_like(t):
        return False
    return definite(t.key) if g.lang == "ar" else not persian_names.stops(t.key)


def _team_end(g: Ground, t: Token) -> int:
    """Index of the last word of a team's name: a Persian one may go on with a place."""
    after = g.next(t.index)
    if g.lang == "fa" and after is not None and after.index in g.places:
        return g.places[after.index][0]
    return t.index


def listed_organisation(reading: Reading) -> Iterator[Candidate]:
    """Institutions that need no further word to be known (البنك المركزي, هلال احمر)."""
    g = ground(reading)
    products = g.list("product-words")
    for hit in automaton.find(_listed(g.lang), g.text, g.words):
        after = g.next(hit.last)
        if after is not None and after.key[:1].isdigit():
            continue
        if hit.first and g.tokens[hit.first].joined and _bare(g, hit.first - 1) in products:
            continue
        name = g.text[hit.start : hit.end]
        yield Candidate(
            "organisation", hit.start, hit.end, Span(hit.start, hit.end), "listed_organisation", name
        )


def _bare(g: Ground, index: int) -> str:
    """A word without the Arabic و or ب written onto it."""
    word = g.tokens[index].key
    return word[1:] if g.lang == "ar" and word.startswith(("و", "ب")) else word


@lru_cache(maxsize=2)
def _listed(lang: str) -> automaton.Names:
    return automaton.build(lang, ((name, name) for name in languages.load(lang).words("organisations")))


def _candidate(g: Ground, head: Head, stop: int, rule: str) -> Candidate:
    text = g.text[head.start : stop]
    return Candidate("organisation", head.start, stop, Span(head.start, stop), rule, text)
