"""How far the Arabic name of an organisation, place or event reaches behind its head.

A name is an annexation that ends in a definite word, a place or a person's name (شركة مياه الشرب), then adjectives
with the article (الثقافية), then what it is for (للتنمية, لكرة القدم), what it has charge of too (والسكان), and the
place it belongs to (بالمنيا).
"""

from __future__ import annotations

import re
from functools import lru_cache

from khulasa import languages
from khulasa.rules.read.dictionary import everyday
from khulasa.rules.read.ground import Ground, Head, ambiguous_place, definite, name_like, unknown
from khulasa.rules.read.parts import NAME, Part, Token

NOUNS = frozenset(
    {
        "تنميه",
        "تربيه",
        "بلديه",
        "ماليه",
        "داخليه",
        "خارجيه",
        "حمايه",
        "رعايه",
        "ترقيه",
        "اغذيه",
        "ادويه",
        "تقنيه",
    }
)
"""Fields that end like adjectives."""
VERB_FORM = re.compile("[يتن][^اوي]{2,4}")
"""Form of a present verb: foreign names of this length have a long vowel (توتال, ياهو)."""
ADJECTIVE = re.compile("م..?و?.?.?ه?|.ا..ه?|..ي.ه?|.*يه|.*يتين|.*تين|.ا.يه|مت.*ه|من.*ه|مس.*ه")
"""Forms of Arabic adjectives and participles without the article."""
DISTRICT = frozenset({"في", "من", "قري", "اهالي", "الي", "دايره", "بدايره", "نطاق", "بنطاق"})
"""Words before مركز where it is a district."""
CALLED = ("مركز", "صندوق", "مبادره", "مختبر")
"""Everyday heads that are often called after a king or a scholar."""
OTHER = frozenset({"الاخر", "الاخري"})
CABINETS = frozenset({"الوزراء", "النواب", "الشيوخ", "الامه"})
"""Councils of these have no purpose in their name: نائب رئيس مجلس الوزراء للتنمية is a deputy for it."""
MAX_WORDS = 9
"""Longest name behind a head, in words."""


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    lists = languages.load("ar").lists
    found = frozenset[str]().union(
        *(lists.get(n, ()) for n in ("common-verbs", "reporting-verbs", "speech-verbs"))
    )
    return found - languages.load("ar").words("org-words") - languages.load("ar").words("common-words")


def is_field(word: str) -> bool:
    """True for a field, task or adjective that names of organisations are made of; without the article."""
    return word in languages.load("ar").words("org-words")


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    language = languages.load("ar")
    return language.words("org-stops") | language.words("function-words")


def stops(word: str) -> bool:
    """True for a word that never belongs to such a name."""
    return len(word) < 2 or word in _stops() or word[0].isdigit()


def is_verb(token: Token) -> bool:
    """True for a word that is a verb and no noun of our lists."""
    return not definite(token.key) and (token.key in _verbs() or bool(token.part & Part.VERB))


def name_end(g: Ground, head: Head) -> int | None:
    """Index of the last word of the name behind a head; None where no name follows."""
    if head.definite:
        return _after_article(g, head)
    first = g.next(head.last)
    if first is not None and definite(g.tokens[head.last].key) and _begins_another(g, head, first):
        return None
    strict = g.tokens[head.last].key[_lead(g, head) :] in languages.load("ar").words("org-heads-strict")
    called = head.kind == "school" or g.tokens[head.last].key.endswith(CALLED)
    if first is not None and strict and called and first.part & Part.TITLE:
        strict = False
    if first is not None and head.kind == "school" and (end := two_names(g, first)) is not None:
        return more(g, head, end)
    if first is not None and head.kind == "school" and (end := _definite_name(g, first)) is not None:
        return more(g, head, end)
    if first is not None and (end := _within_kind(g, first)) is not None:
        return end
    if first is not None and head.kind == "school" and (end := _land(g, first)) is not None:
        return more(g, head, end)
    if first is not None and head.kind == "state" and not strict and ambiguous_place(g, first):
        return more(g, head, first.index)
    if first is not None and (end := _of_a_kind(g, head, first)) is not None:
        return end
    end = None if first is None else annexed(g, first, strict)
    return None if end is None else more(g, head, end)


def _definite_name(g: Ground, t: Token) -> int | None:
    """Index of the last word of a person's name whose first word has the article (الأمين بابكر), or of أهل السالك."""
    after = g.next(t.index)
    if after is None or stops(after.key):
        return None
    if t.key == FAMILY_OF and (definite(after.key) or unknown(after)):
        return after.index
    named = definite(t.key) and t.part & NAME and after.part & NAME and not after.part & Part.COMMON
    return max(after.index, run(g, t.index)) if named and not definite(after.key) else None


FAMILY_OF = "اهل"
"""Before the name of a family after which a library or a school is called."""


REGIONS = frozenset(
    {"منطقه", "محافظه", "ولايه", "اقليم", "جهه", "عماله", "مدينه", "ساحل", "وادي", "جبل", "سهل"}
)
"""Words for regions that stand in the names of offices and universities before the name of the place."""


def _within_kind(g: Ground, t: Token) -> int | None:
    """Index of the last word of a kind of place with a listed place behind it (أمانة منطقة تبوك, جامعة ساحل ينبع)."""
    after = g.next(t.index)
    if after is None or after.index not in g.places or g.starts[after.index] != after.start:
        return None
    middle = g.tokens[t.index - 1].key.endswith(("مركز", "دايره"))  # the middle of a town
    return g.places[after.index][0] if t.key in REGIONS and not middle else None


def _of_a_kind(g: Ground, head: Head, t: Token) -> int | None:
    """Index of the last word of a name behind a body and the adjective of its kind (مركز صحي ودالحوري)."""
    after = g.next(t.index)
    if (
        after is None
        or head.kind not in ("body", "school")
        or not is_field(t.key)
        or not t.key.endswith(("ي", "يه"))
    ):
        return None
    if definite(t.key) or t.key in NOUNS or definite(after.key) or after.index in g.places:
        return None
    strange = unknown(after) and not everyday("ar", after.key) and not plain_adjective(after)
    return run(g, after.index) if strange and not stops(after.key) and not is_verb(after) else None


def _land(g: Ground, t: Token) -> int | None:
    """Index of the last word of a name like وادي الأحقاف, which universities and schools are called after."""
    after = g.next(t.index)
    land = t.key in g.list("place-firsts") or t.key in ("وادي", "جبل", "نهر")
    return after.index if land and after is not None and not stops(after.key) else None


def _lead(g: Ground, head: Head) -> int:
    """Letters of the clitics before a head."""
    return head.start - g.tokens[head.index].start


def annexed(g: Ground, t: Token, strict: bool = False) -> int | None:
    """Index of the last word of the annexation that begins with token ``t``; ``strict`` takes no everyday word."""
    if t.index in g.places and g.starts[t.index] == t.start:
        return g.places[t.index][0]
    if t.part & Part.TITLE and not strict and not _office(g, t) and (end := run(g, t.index)) > t.index:
        return end
    if t.part & Part.PARTICLE and (after := g.next(t.index)) is not None and not stops(after.key):
        return run(g, t.index)
    if stops(t.key) or t.key.startswith(("وال", "بال", "لل", "فال")):
        return None
    if definite(t.key):
        return t.index if _closes(t, strict) or _rounded(g, t) else None
    if name_like(t) and (not t.part & Part.COMMON or _name_goes_on(g, t)):
        return run(g, t.index)
    if is_field(t.key):
        return None if _describes(t.key) else _chain(g, t)
    if is_verb(t) or plain_adjective(t) or t.part & (Part.NATION | Part.ROLE | Part.TITLE):
        return None
    if unknown(t):
        return _unknown_run(g, t)
    return _everyday(g, t) if not strict else None


def _office(g: Ground, t: Token) -> bool:
    """True for a title behind a definite body: somebody of it (رئيس اللجنة النائب …), no part of its name."""
    return t.index > 0 and definite(g.tokens[t.index - 1].key) and definite(t.key)


def _name_goes_on(g: Ground, t: Token) -> bool:
    """True where a part of a name follows too (معروف الرصافي): then an everyday word is a given name."""
    after = g.next(t.index)
    if after is None or after.part & Part.COMMON:
        return False
    family = unknown(after) and definite(after.key) and after.key.endswith("ي")
    return name_like(after) or family


def _closes(t: Token, strict: bool) -> bool:
    """True for a word with the article that may end an annexation."""
    if is_field(t.key[2:]):
        return True
    if t.part & (Part.ROLE | Part.TITLE):
        return False
    return not strict or name_like(t) or (unknown(t) and (_honoured(t.key) or not everyday("ar", t.key)))


def _rounded(g: Ground, t: Token) -> bool:
    """True where an adjective or a purpose follows a definite word: a name of two words (دار الضفة الأخرى)."""
    after = g.next(t.index)
    if after is None or not unknown(t):
        return False
    purpose = after.key.startswith("لل") and is_field(after.key[2:])
    return purpose or (
        definite(after.key)
        and not after.part & Part.NATION
        and not (stops(after.key) and after.key not in OTHER)
    )


def _honoured(word: str) -> bool:
    """True for what halls, parties and movements are called after (حركة النهضة)."""
    return word in languages.load("ar").words("honoured-words")


def _describes(word: str) -> bool:
    """True for an indefinite adjective among the fields (خيرية, دولية), not for a noun of that form (تنمية)."""
    return word.endswith("يه") and word not in NOUNS


def _unknown_run(g: Ground, t: Token) -> int | None:
    """A run of unknown words; one alone may be followed by a definite word (سنابل الشرق)."""
    if t.key.startswith("ل") or VERB_FORM.fullmatch(t.key):
        return None
    end = run(g, t.index)
    after = g.next(end)
    return (
        end + 1
        if after is not None and definite(after.key) and not stops(after.key) and end == t.index
        else end
    )


def _everyday(g: Ground, t: Token) -> int | None:
    """An everyday word, where a definite word closes it (أرض الخير) or its purpose follows (جسور للتنمية)."""
    after = g.next(t.index)
    if after is None or after_adjective(t) or not (t.part | t.bare_part) & (Part.COMMON | Part.DERIVED):
        return None
    if definite(after.key) and not stops(after.key):
        return after.index
    if (
        after.index in g.places
        and g.starts[after.index] == after.start
        and not t.key.endswith(("ها", "هم", "ه"))
    ):
        return g.places[after.index][0]
    return t.index if after.key.startswith("لل") and is_field(after.key[2:]) else None


def plain_adjective(t: Token) -> bool:
    """True for an indefinite word with the form of an adjective (مجاورة, كاملة, مهجور): a thing is only described."""
    return not t.part & (Part.GIVEN | Part.FAMILY) and ADJECTIVE.fullmatch(t.key) is not None


def after_adjective(t: Token) -> bool:
    """True for an indefinite adjective (دولية): a head with it is no name."""
    return t.key.endswith(("يه", "يين")) and bool(t.part & (Part.COMMON | Part.DERIVED | Part.NATION))


def two_names(g: Ground, t: Token) -> int | None:
    """Index of the last word of a person's two names, be they everyday words too (رفيق الحريري, باجي مختار)."""
    after = g.next(t.index)
    if after is None or definite(t.key) or not t.part & NAME or not after.part & NAME:
        return None
    if after.part & Part.COMMON and (definite(after.key) or after.part & Part.ACTION):
        return None
    return max(after.index, run(g, t.index))


def run(g: Ground, index: int) -> int:
    """Index of the last word of a run of names and unknown words that begins at ``index``."""
    end = index
    while end - index < 4 and (t := g.next(end)) is not None:
        if t.key.startswith(("وال", "بال", "لل", "فال")) or stops(t.key) or is_verb(t):
            break
        if definite(t.key) and is_field(t.key[2:]):
            break
        led = g.tokens[end].part & (Part.PARTICLE | Part.TITLE)
        known_other = t.part & (Part.COMMON | Part.DERIVED | Part.NATION | Part.ROLE)
        if not (name_like(t) or unknown(t) or led) or (known_other and not name_like(t) and not led):
            break
        if unknown(t) and t.key.startswith(("و", "ب", "ل")) and not led:
            break
        end = t.index
    return end


def _chain(g: Ground, t: Token) -> int | None:
    """Fields one in another until a definite word, a place or a name closes them (بحوث الصحراء)."""
    end = t.index
    while end - t.index < 4 and (n := g.next(end)) is not None:
        if n.index in g.places and g.starts[n.index] == n.start:
            return g.places[n.index][0]
        if stops(n.key) or is_verb(n) or n.key.startswith(("وال", "بال", "لل", "فال")):
            return None
        if definite(n.key):
            return n.index
        if name_like(n) and not n.part & Part.COMMON:
            return run(g, n.index)
        if after_adjective(n):
            return None
        end = n.index
    return None


def adjective(t: Token) -> bool:
    """True for a definite adjective: listed, of a nation, or with the ending of relation."""
    if not definite(t.key) or stops(t.key) or t.part & (Part.TITLE | Part.GIVEN):
        return False
    bare = t.key[2:]
    return is_field(bare) or bool((t.part | t.bare_part) & Part.NATION) or bare.endswith(("ي", "يه"))


def is_district(g: Ground, head: Head) -> bool:
    """True for مركز with nothing but a name behind in, village of, at the front of an address (بمركز ملوي)."""
    t = g.tokens[head.index]
    after = g.next(head.last)
    if not t.key.endswith("مركز") or after is None or is_field(after.key.removeprefix("ال")):
        return False
    listed = after.index in g.places and g.starts[after.index] == after.start
    foreign = unknown(after) or (definite(after.key) and not after.part & ~(Part.DERIVED | Part.PLACE))
    if t.key == "بمركز":
        return listed or foreign
    if not listed and not (foreign and definite(after.key)):
        return False
    before = g.tokens[t.index - 1].key if t.index and t.joined else ""
    return before in DISTRICT or listed


def more(g: Ground, head: Head, end: int) -> int:
    """Index of the last word when adjectives, coordination, purpose and place are added."""
    while end - head.last < MAX_WORDS and (t := g.next(end)) is not None:
        after = g.next(t.index)
        closing = (
            after is not None and (definite(after.key) or after.index in g.places) and not stops(after.key)
        )
        if adjective(t) or (t.key.startswith("وال") and is_field(t.key[3:])):
            end = t.index
        elif (
            t.key.startswith(("و", "ل"))
            and is_field(t.key[1:])
            and not _another_body(t)
            and closing
            and after is not None
            and not after.key.endswith("ون")
        ):
            end = g.places[after.index][0] if after.index in g.places else after.index
        elif t.key.startswith("لل") and is_field(t.key[2:]) and g.tokens[end].key not in CABINETS:
            end = t.index
        elif head.kind == "school" and g.starts.get(t.index) == t.start and end not in g.ends:
            end = g.places[t.index][0]
        elif (tail := _place_tail(g, head, t)) is not None:
            return tail
        else:
            break
    return end


def _another_body(t: Token) -> bool:
    """True for و and a word that begins the name of another body (وزارة الصيد وبلدية نواذيبو)."""
    language = languages.load("ar")
    heads = language.table("org-heads")
    return (
        t.key.startswith("و")
        and heads.get(t.key[1:]) in ("state", "body", "school")
        and t.key[1:] not in language.words("org-heads-strict")
    )


def _place_tail(g: Ground, head: Head, t: Token) -> int | None:
    """The place an office belongs to: ب with a place or a kind of place, في with a place."""
    if t.index in g.places and t.key.startswith("ب") and g.starts[t.index] > t.start:
        return g.places[t.index][0]
    after = g.next(t.index)
    if after is None or after.index not in g.places or head.kind not in ("state", "movement"):
        return None
    towns = languages.load("ar").table("place-heads")
    if t.key == "في" or (t.key.startswith("ب") and towns.get(t.key[1:]) == "town"):
        return g.places[after.index][0]
    return None


def _after_article(g: Ground, head: Head) -> int | None:
    """A head with the article: adjectives that make it a name, and what it is for."""
    end, nation, own = head.last, False, False
    while end - head.last < 4 and (t := g.next(end)) is not None and adjective(t) and _agrees(g, head, t):
        nation = nation or bool((t.part | t.bare_part) & Part.NATION)
        own = own or (unknown(t) and not is_field(t.key[2:]))
        end = t.index
    count = end - head.last
    if count and (t := g.next(end)) is not None and (closed := _purpose(g, t)) is not None:
        return more(g, head, closed)
    if count and head.kind in ("state", "body", "movement") and t is not None:
        if (tail := _place_tail(g, head, t)) is not None:
            return tail
        if t.index in g.places and t.key.startswith("ل") and g.starts[t.index] > t.start:
            return g.places[t.index][0]
    if count > 1 and head.kind in ("state", "body") and g.tokens[end].key in RANKS:
        return more(g, head, end)
    team = head.kind == "team" and not g.tokens[head.last].key.endswith("فريق")
    if (nation and (count > 1 or team or head.kind in ("body", "school"))) or (own and head.kind == "school"):
        return more(g, head, end)
    return None


RANKS = frozenset({"العليا", "الاعلي", "الوطنيه", "الوطني", "الاتحاديه", "المركزيه"})
"""Last adjectives of bodies of which a country has one (المحكمة الإدارية العليا, اللجنة الأولمبية الوطنية)."""


def _agrees(g: Ground, head: Head, t: Token) -> bool:
    """False for a masculine nationality behind a feminine head: it begins what follows (اللجنة الايطالي فلان)."""
    feminine = g.tokens[head.last].key.endswith("ه")
    return not (feminine and t.key.endswith("ي") and bool((t.part | t.bare_part) & Part.NATION))


def _begins_another(g: Ground, head: Head, t: Token) -> bool:
    """True for a word behind a definite body that begins the name of somebody of it (اللجنة النائب فلان)."""
    return not _agrees(g, head, t) or bool(t.part & (Part.TITLE | Part.CALLING) and definite(t.key))


def _purpose(g: Ground, t: Token) -> int | None:
    """What an organisation is for: للاستثمار, لكرة القدم, لبحوث المناحل."""
    if t.key.startswith("لل") and len(t.key) > 4:
        return t.index if not t.part & Part.ROLE else None
    after = g.next(t.index)
    if not t.key.startswith("ل") or len(t.key) < 4 or after is None or stops(t.key) or stops(after.key):
        return None
    if after.index in g.places:
        return g.places[after.index][0]
    if definite(after.key):
        return after.index
    return _chain(g, after) if is_field(t.key[1:]) else None
