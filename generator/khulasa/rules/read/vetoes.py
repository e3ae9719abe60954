"""What looks like the name of a person and is none. Each rule answers with the reason, or None."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from khulasa.languages import load
from khulasa.model import Candidate, Reading
from khulasa.rules.read.chain import LINKS, called_so
from khulasa.rules.read.dictionary import everyday
from khulasa.rules.read.ground import definite, ground
from khulasa.rules.read.parts import NAME, Part, Token, index_at, tokens
from khulasa.text.fold import key

_BESIDE = re.compile(r"[\s\u200c\u00a0«»“”\"'‘’()\[\]-]*")
_QUOTED = re.compile(r"[«“\"'‘(\s]*(?:[«“‘]\s*|[\"'])")
_CREDIT = re.compile(
    r"(?:تصوير|صوره|عدسه|كتب|كتبت|كتبه|بقلم|اعداد|تحرير|ترجمه|مونتاج|المصدر|عكس|عكاس|خبرنگار|گزارش|نويسنده|مترجم"
    r"|عكس از|عكاس خبر|تهيه|تنظيم|تصوير از)\s*[:/]\s*$"
)
_SIGN = re.compile("[:/|：]")
"""A sign that a credit and an invitation to read end in."""
_READ_ALSO = re.compile(
    r"(?:اقرا|اقراي|اقراوا|طالع|شاهد|انظر|راجع|مواضيع|بيشتر بخوانيد|بخوانيد|ببينيد|همچنين بخوانيد)"
    r"\s*(?:ايضا|المزيد|ايضاً|كذلك)?\s*[:|]"
)


LINE_HEAD = 120
"""Letters of a line in which a credit or an invitation to read stands; with all their marks."""
_IN_TIME = {
    "ar": frozenset(
        {"في", "وفي", "منذ", "ومنذ", "بعد", "وبعد", "قبل", "وقبل", "خلال", "وخلال", "حتي", "قبيل", "عقب"}
    ),
    "fa": frozenset({"در", "هنگام", "پس", "پيش", "طي", "تا", "زمان"}),
}
"""Prepositions of time and place."""
_KNOWN = Part.GIVEN | Part.FAMILY | Part.PARTICLE | Part.TAIL | Part.TITLE
"""What a word of a name may be for sure."""
SHORT_NAME = 2
_BY_PLACE = frozenset(("name_beside_kin", "named_again", "name_of_syllables", "single_name"))
"""Rules that know a name by where it stands, whatever else its words mean."""
_SAID_TO_BE = frozenset(("so_called", "name_of_no_list", "lettered_name")) | _BY_PLACE
"""Rules that ask more of everyday words themselves."""
_MONTH = ("شهر", "الشهر", "بشهر", "لشهر", "وشهر", "ماه")


def called_after_a_person(reading: Reading, candidate: Candidate) -> str | None:
    """A street, school, prize, hall, club, ship … bears the name; the person is not spoken of."""
    if candidate.kind != "person":
        return None
    marks = tokens(reading)
    first = index_at(marks, candidate.start)
    if first == 0:
        return None
    if _bears_name(marks, first):
        return reading.text[marks[max(0, first - 3)].start : candidate.end]
    between = load(reading.lang).lists.get("between-thing-and-name", frozenset())
    back = first - 1
    while back > 0 and marks[back].part & (Part.CALLING | Part.TITLE) and marks[back + 1].joined:
        if marks[back].bare != marks[back].key:
            return None
        back -= 1
    if marks[back].key in between and _beside(marks[first]) and back > 0:
        back -= 1
    head = marks[back]
    if head.key in VILLAGES and back and head.joined and marks[back - 1].part & Part.ROLE:
        return None  # دهیار روستا سیروان ویسی: without its ending the village is named by nobody
    if head.key == STARRING and back and _of_a_film(marks, back):
        return None
    if _is_head(head, reading.lang) and all(map(_beside, marks[back + 1 : first + 1])):
        return f"{reading.text[head.start : candidate.end]}"
    return None


STARRING = "بطوله"
"""A championship, called after somebody, and the leading part in a film (من بطولة فلان)."""


VILLAGES = frozenset(("روستا", "قريه"))
"""Persian words for a village without the ending that a name behind them asks for."""


def _of_a_film(marks: Sequence[Token], at: int) -> bool:
    """True for the leading part in a film or a play, not for a championship."""
    near = {m.bare.removeprefix("ال") for m in marks[max(0, at - 6) : at]}
    return marks[at - 1].key in ("من", "في") or bool(near & {"فيلم", "مسلسل", "مسرحيه", "عرض", "شريط"})


def _bears_name(marks: Sequence[Token], first: int) -> bool:
    """True behind words that say that a thing bears a name (تحمل اسم الراحل فلان, مزین به نام …)."""
    low = first
    while (
        low and marks[low].joined and (marks[low - 1].bare_part & Part.TITLE or marks[low - 1].key in _LATE)
    ):
        low -= 1
    if low < 2 or not marks[low].joined or not marks[low - 1].joined:
        return False
    if marks[low - 1].key in ("نام", "باسم") and any(
        m.key in _NAMING for m in marks[max(0, low - NAMED) : low]
    ):
        return True
    return f"{marks[low - 2].key} {marks[low - 1].key}" in _BEARS


_NAMING = frozenset(("نامگذاري", "تسميه", "وتسميه", "بتسميه"))
"""Nouns for calling a street or a school something (نامگذاری میدان به نام …, تسمية الشارع باسم …)."""
NAMED = 9
"""Words before the name among which such a noun stands."""


_LATE = frozenset(("الراحل", "الراحله", "المرحوم", "المرحومه"))
"""Words before the name of somebody whom a thing is called after."""
_BEARS = frozenset(
    (
        *(f"{verb} اسم" for verb in ("تحمل", "يحمل", "حملت", "حمل", "اطلاق", "اطلق", "باطلاق")),
        "مزين به",
        "منقش به",
    )
)
"""Words that say that a thing bears a name."""


def quoted_work(reading: Reading, candidate: Candidate) -> str | None:
    """The name in quotation marks is that of a film, a book, a ship, a robot …"""
    if candidate.kind != "person":
        return None
    marks = tokens(reading)
    at = first = index_at(marks, candidate.start)
    while first > 0 and marks[first].joined and at - first < 2:
        first -= 1
    if first == 0 or not _QUOTED.fullmatch(marks[first].gap):
        return None
    heads = load(reading.lang).lists.get("quoted-thing-heads", frozenset())
    for back in range(first - 1, max(-1, first - 4), -1):
        head = marks[back]
        if head.bare_part & Part.THING or {head.key, head.bare, head.key.removeprefix("ال")} & heads:
            return f"{reading.text[head.start : candidate.end]}"
        if not head.follows:
            return None
    return None


def credit_line(reading: Reading, candidate: Candidate) -> str | None:
    """The name credits a picture or a text (تصوير: …, عکس: …), or stands in a read-also line."""
    if candidate.kind != "person":
        return None
    line = reading.text.rfind("\n", 0, candidate.start) + 1
    written = reading.text[line : min(candidate.start, line + LINE_HEAD)]
    if not _SIGN.search(written):
        return None
    before = key(written)
    if len(before) < 30 and _CREDIT.search(before.strip()):
        return before
    return before if _READ_ALSO.match(before) else None


def month_name(reading: Reading, candidate: Candidate) -> str | None:
    """The word before says that it is a month (شهر رمضان المبارك, ماه رجب)."""
    if candidate.kind != "person":
        return None
    marks = tokens(reading)
    first = index_at(marks, candidate.start)
    if first and marks[first].joined and marks[first - 1].key in _MONTH:
        return reading.text[marks[first - 1].start : candidate.end]
    return None


def place_name(reading: Reading, candidate: Candidate) -> str | None:
    """The words are the name of a place (خراسان رضوی, تربت حیدریه)."""
    if candidate.kind != "person" or candidate.id is not None:
        return None
    g = ground(reading)
    before = index_at(g.tokens, candidate.core.start) - 1
    if before >= 0 and g.places.get(before, (before, ""))[0] == before + 1:
        return reading.text[g.tokens[before].start : candidate.end]  # الرأس الأخضر فلان
    last = index_at(g.tokens, candidate.core.end - 1)
    country = definite(g.tokens[last].key) and g.places.get(last, (0, ""))[1] in g.known
    if country and not g.tokens[last].part & NAME:
        return reading.text[candidate.start : candidate.end]  # جون الكويت
    core = key(reading.text[candidate.core.start : candidate.core.end])
    places = _places(reading.lang)
    if core in places:
        return core
    words = core.split()
    for size in range(2, min(4, len(words)) + 1):
        if " ".join(words[:size]) in places and not (size < len(words) and words[size] in LINKS):
            return " ".join(words[:size])
    return None


def lone_everyday_word(reading: Reading, candidate: Candidate) -> str | None:
    """The only word of the name is an everyday word too, and no title or kinship goes before it."""
    if (
        candidate.rule in _BY_PLACE
        or candidate.kind != "person"
        or candidate.id is not None
        or candidate.start < candidate.core.start
    ):
        return None
    marks = tokens(reading)
    first = index_at(marks, candidate.core.start)
    if not marks[first].bare_part & Part.GIVEN and first == index_at(marks, candidate.core.end - 1):
        return marks[first].key
    return None


def everyday_word_in_time(reading: Reading, candidate: Candidate) -> str | None:
    """The first word is an everyday word behind in, since, after … (في ذكرى, در پیروزی): no person."""
    if candidate.kind != "person" or candidate.id is not None or candidate.start < candidate.core.start:
        return None
    marks = tokens(reading)
    first = index_at(marks, candidate.core.start)
    word = marks[first]
    everyday = word.bare_part & Part.COMMON and not word.bare_part & Part.GIVEN and word.bare == word.key
    if not everyday or not first or not word.joined or marks[first - 1].key not in _IN_TIME[reading.lang]:
        return None
    return reading.text[marks[first - 1].start : candidate.end]


def dictionary_words(reading: Reading, candidate: Candidate) -> str | None:
    """All words of the name are words of a general dictionary, and none is known as a name: no person."""
    if candidate.kind != "person" or candidate.id is not None or candidate.rule in _SAID_TO_BE:
        return None
    marks = tokens(reading)
    first = index_at(marks, candidate.core.start)
    doubtful = marks[first].bare_part & Part.DOUBTFUL and candidate.start == candidate.core.start
    if marks[first].bare_part & _KNOWN or (marks[first].bare_part & Part.DOUBTFUL and not doubtful):
        return None
    run = marks[first : index_at(marks, candidate.core.end - 1) + 1]
    rest = run[1:] if doubtful else run
    if len(run) < 2 or not all(_everyday(reading, m) for m in rest):
        return None
    if reading.lang == "ar" and called_so(marks, first + 1):
        return None
    if doubtful and (reading.lang == "fa" or len(run) > SHORT_NAME or run[-1].key.endswith("ي")):
        return None
    return reading.text[candidate.core.start : candidate.core.end]


def _everyday(reading: Reading, token: Token) -> bool:
    return not token.bare_part & (NAME | _KNOWN) and everyday(reading.lang, token.key)


@lru_cache(maxsize=2)
def _places(lang: str) -> frozenset[str]:
    return load(lang).lists.get("places", frozenset())


def _beside(token: Token) -> bool:
    return _BESIDE.fullmatch(token.gap) is not None and "\n" not in token.gap


def _is_head(token: Token, lang: str) -> bool:
    """A head without the article, with or without clitics; plural and dual in Persian."""
    if lang == "ar" and token.key.startswith(("ال", "وال", "بال", "لل", "فال", "كال")):
        return False
    if token.bare_part & Part.THING and not token.part & NAME:
        return True
    return (
        lang == "fa"
        and bool(token.part & (Part.COMMON | Part.DERIVED))
        and token.key.endswith(("هاي", "ي"))
        and (
            token.key.removesuffix("هاي").removesuffix("ي")
            in load(lang).lists.get("thing-heads", frozenset())
        )
    )
