"""How far the Persian name of an organisation, place or event reaches behind its head.

The words of a name follow each other without any mark (سازمان جهاد کشاورزی خراسان رضوی): fields of work, joined by و;
then a proper name; then a place. A verb, a preposition, an everyday word or a mark ends it.
"""

from __future__ import annotations

from functools import lru_cache

from khulasa import languages
from khulasa.rules.read.dictionary import everyday
from khulasa.rules.read.ground import Ground, Head, name_like, unknown
from khulasa.rules.read.parts import NAME, Part, Token, lexicon

MAX_WORDS = 10
"""Longest name behind a head, in words."""
MAX_PROPER = 4
"""Most words of a proper name without fields."""
ENDINGS = (
    "هاي",
    "ها",
    "هايي",
    "ترين",
    "اند",
    "هاست",
    "هايش",
    "گان",
    "كرد",
    "كرديم",
    "كردند",
    "شده",
    "كننده",
    "دهنده",
    "اندند",
    "انديم",
    "يدند",
)
"""Endings of words that are no proper names."""
BEGINNINGS = ("ميش", "ميك", "نمي", "برمي", "ميس", "ميد", "ميخ", "ميگ", "ميب")
"""Beginnings of verbs."""


OFFICES = ("state", "body")
"""Kinds of organisations whose names are fields of work: an everyday word behind these goes on with the sentence."""
UNIONS = frozenset({"اتحاديه", "انجمن", "كانون", "جمعيت", "مجمع", "صندوق", "كميته", "هييت"})
"""Heads of unions, which are named after their members."""


def is_field(word: str) -> bool:
    """True for a field, task or adjective that names of organisations are made of."""
    return word in languages.load("fa").words("org-words")


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    language = languages.load("fa")
    return language.words("org-stops") | language.words("function-words") | language.words("everyday-nouns")


def stops(word: str) -> bool:
    """True for a word that never belongs to such a name."""
    return word in _stops() or word[:1].isdigit()


@lru_cache(maxsize=1)
def _conjugated() -> frozenset[str]:
    """Forms of verbs that could follow a noun without any mark (میدان برود, روستا می‌رفت)."""
    found: set[str] = set()
    for stem, tense in languages.load("fa").table("verb-stems").items():
        ends = ("م", "ي", "يم", "يد", "ند", "" if tense == "past" else "د")
        before = ("", "مي", "نمي", "ن") if tense == "past" else ("مي", "نمي", "ب", "ن", "بي", "ني")
        found |= {b + stem + e for b in before for e in ends if len(b + stem + e) > 3 and (b or e != "ي")}
    return frozenset(found)


def is_verb(t: Token) -> bool:
    """True for a form of a verb that is no given name."""
    return t.key in _conjugated() and not t.part & Part.GIVEN


def proper(t: Token) -> bool:
    """True for a word of a proper name: a person's name, a title that leads one, or a word no list has."""
    if is_verb(t):
        return False
    if name_like(t) or t.part & Part.TITLE:
        return True
    return unknown(t) and not t.key.endswith(ENDINGS) and not t.key.startswith(BEGINNINGS)


def in_verb(g: Ground, t: Token) -> bool:
    """True for a word that makes one verb with the word behind it (ارجاع داد): no part of a name."""
    after = g.next(t.index)
    return after is not None and not name_like(t) and after.key in languages.load("fa").words("verb-forms")


def name_end(g: Ground, head: Head) -> int | None:
    """Index of the last word of the name behind a head; None where no name follows."""
    end, stage, count = head.last, "field", 0
    while end - head.last < MAX_WORDS and (t := g.next(end)) is not None:
        here = t.index in g.places and g.starts[t.index] == t.start
        if here and stage != "place":
            end, stage = g.places[t.index][0], "place"
        elif t.key == "و" and (joined := _joined(g, end, stage)) is not None:
            end = joined
        elif stage == "field" and (is_field(t.key) or _members(g, head, t)):
            end = t.index
        elif stage != "place" and count < MAX_PROPER and _may_follow(g, head, t, end):
            end, stage, count = t.index, "proper", count + 1
        else:
            break
    return end if end > head.last else None


def _may_follow(g: Ground, head: Head, t: Token, end: int) -> bool:
    """True for a word of a proper name; behind a head that is an everyday word only a person's name."""
    if stops(t.key) or not proper(t) or in_verb(g, t):
        return False
    strict = g.tokens[head.last].key in languages.load("fa").words("org-heads-strict")
    if (strict or (end > head.last and head.kind in OFFICES)) and _goes_on(g, t):
        return False
    return not strict or end > head.last or name_like(t) or bool(t.part & Part.TITLE)


def _goes_on(g: Ground, t: Token) -> bool:
    """True for an everyday word behind which the sentence goes on, unless a title led to it (شهید املاکی)."""
    named = lexicon("fa").get(t.key, 0) & NAME or g.tokens[t.index - 1].part & Part.TITLE
    return not named and g.next(t.index) is not None and everyday("fa", t.key)


def _members(g: Ground, head: Head, t: Token) -> bool:
    """True for those a union is of (اتحادیه نانوایان), and the plural that a team is called after (سپاهان)."""
    if t.index != head.last + 1 or not t.key.endswith("ان") or len(t.key) < 5 or stops(t.key):
        return False
    return g.tokens[head.last].key in UNIONS or (
        head.kind == "team" and not t.part & (Part.COMMON | Part.ROLE)
    )


def _joined(g: Ground, end: int, stage: str) -> int | None:
    """The field behind و, where fields stand on both sides (آب و فاضلاب)."""
    after = g.next(end + 1)
    if stage == "field" and after is not None and is_field(after.key) and is_field(g.tokens[end].key):
        return after.index
    return None
