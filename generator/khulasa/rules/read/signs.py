"""What speaks for a name and against it: the words around it, and the shape of its own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial

from khulasa.model import Reading
from khulasa.rules.read.beside_names import KIN, LED
from khulasa.rules.read.chain import (
    AIT,
    LINKS,
    and_like,
    clitic_like,
    extent,
    plural_like,
    strange_arabic,
)
from khulasa.rules.read.dictionary import everyday, headword
from khulasa.rules.read.parts import (
    NAME,
    SURE_SHAPE,
    Part,
    Token,
    after_abbreviation,
    lexicon,
    tokens,
    tokens_of,
)
from khulasa.text.fold import key

ROLE_REACH = 8
"""Words between a role and the name that closes its phrase."""
CLAUSE = frozenset(("ان", "انه", "انها", "بان", "بانه", "بانها", "الي", "علي", "عن", "قوله", "قولها"))
"""Words with which what is said begins: a name ends before them."""


def clause_begins(marks: Sequence[Token], start: int) -> int:
    """The index at which the phrase of a role ends: a mark, or a word that begins what is said."""
    index = start
    while index < min(start + ROLE_REACH + 3, len(marks)) and marks[index].follows:
        if marks[index].key in CLAUSE and marks[index].part & Part.COMMON:
            return index
        index += 1
    return index


def may_open(token: Token) -> bool:
    """True for a word with which a full name may begin: no article, no ``ابن``."""
    return not token.key.startswith("ال") and token.key not in LINKS


def fits_name(marks: Sequence[Token], index: int, last: bool) -> bool:
    """True for a name, a particle of names, or a word of no list that has no clitic; last also for ``البدر``."""
    token = marks[index]
    if last and token.part == Part.COMMON and token.key.startswith("ال") and marks[index - 1].part & NAME:
        return True
    if token.bare != token.key:
        return False
    if token.part & (NAME | Part.PARTICLE | Part.TAIL):
        return not token.part & (Part.VERB | Part.ROLE | Part.CALLING | Part.PLACE | Part.NATION)
    return not token.part and token.key.isalpha() and strange_arabic(token.key) and not plural_like(token.key)


def inside_name(marks: Sequence[Token], first: int) -> bool:
    """True where the word before already belongs to the same name: the name begins earlier."""
    token = marks[first]
    if first == 0 or not token.joined or token.bare != token.key:
        return False
    before = marks[first - 1]
    if token.key in ("بن", "ابن", "بنت"):
        return not before.bare_part & (Part.VERB | Part.TITLE | Part.CALLING)
    if before.bare_part & Part.PARTICLE and not before.part & Part.COMMON:
        return True
    return bool(before.bare_part & Part.GIVEN and not before.part & Part.ROLE)


def may_begin(marks: Sequence[Token], first: int) -> bool:
    """False inside another name, and for ``علي`` where the text may mean ``على``."""
    token = marks[first]
    preposition = token.bare == "علي" and token.bare_part & Part.COMMON and not supported(marks, first)
    if (
        first > 1
        and token.joined
        and marks[first - 1].key == REPORTER
        and marks[first - 2].key in ("به", "با")
    ):
        return False
    thing = token.part & Part.THING and not (token.key == TIM and tim(marks, first))
    return not preposition and not thing and not inside_name(marks, first)


REPORTER = "خبرنگار"
"""The Persian word behind which the name of an outlet stands (به خبرنگار سلامت آذر گفت)."""
TIM = "تيم"
"""A team in Persian, and Tim."""


def tim(marks: Sequence[Token], first: int) -> bool:
    """True where a role follows تیم and one or two words that may be a family name, or a noun like ساخته leads."""
    end = first + 1
    while end < min(first + 3, len(marks)) and marks[end].follows and _foreign_family(marks[end]):
        end += 1
    if end == first + 1:
        return False
    led = first > 0 and marks[first].joined and marks[first - 1].key in LED
    role = end < len(marks) and begins_role(marks, end) and marks[end].key not in ("ملي", "ورزشكار")
    return led or role


def _foreign_family(token: Token) -> bool:
    return not token.part & ~(Part.FAMILY | Part.GIVEN) and token.key.isalpha()


def sure_second(reading: Reading, index: int) -> bool:
    """True where the word behind a doubtful given name can only be a name."""
    marks = tokens(reading)
    if index >= len(marks) or not marks[index].joined:
        return False
    token = marks[index]
    if reading.lang == "fa":
        return marks[index - 1].key == TIM or _sure_persian(marks, index)
    if token.part & (Part.GIVEN | Part.FAMILY):
        if marks[index - 1].key == "باسم" and token.part & Part.GIVEN:
            return False
        return not token.part & (Part.COMMON | Part.VERB | Part.ROLE | Part.NATION | Part.PLACE | Part.TITLE)
    if token.key in ("ابو", "ال", "بن", "بو", *AIT) and index + 1 < len(marks) and marks[index + 1].follows:
        return token.key in AIT or not marks[index + 1].part & (Part.COMMON | Part.PLACE)
    if not token.part and _MAGHREBI.match(token.key) and not everyday("ar", token.key):
        return True
    if token.key.startswith("ال") and not token.part and _titled_in_marks(marks, index - 1):
        return True
    if token.key == "الدين" and not name_ends(marks, index + 1):
        return True
    if (
        token.part & Part.DOUBTFUL
        and token.key.startswith("ال")
        and not marks[index - 1].bare_part & Part.PLACE
    ):
        return not token.part & (Part.COMMON | Part.VERB | Part.NATION | Part.PLACE)
    return not token.part and token.key.startswith("ال") and token.key.endswith("ي")


_MAGHREBI = re.compile(r"بو(?:ال)?\w{3,}|بن\w{4,}")
"""Family names of the Maghreb in one word with father of, son of (بوالزيت, بنجلون)."""


def _titled_in_marks(marks: Sequence[Token], first: int) -> bool:
    """True where a title and nothing but an opening mark stand before a word (السيد “نصر المحتوت”)."""
    return (
        first > 0
        and marks[first].gap.strip(" «“\"'‘") == ""
        and bool(marks[first - 1].bare_part & Part.TITLE)
    )


def _sure_persian(marks: Sequence[Token], index: int) -> bool:
    """A Persian family name by its ending; a listed one where a title, a calling or a role speaks for it."""
    token = marks[index]
    said = index + 1 < len(marks) and marks[index + 1].follows and marks[index + 1].part & Part.VERB
    if said and not marks[index - 1].follows and not marks[index - 1].part & Part.COMMON:
        return token.key.endswith("ي") and not token.part & (Part.ROLE | Part.VERB | Part.TITLE)
    shaped = token.part in (0, Part.DERIVED) and token.key.endswith(("ي", "يان"))
    if (not shaped and not token.part & (Part.FAMILY | Part.GIVEN)) or token.part & Part.PLACE:
        return False
    if not token.part & Part.COMMON and SURE_SHAPE.search(token.key):
        return True
    if token.key.startswith("ال") and token.key.endswith("ي") and not token.part:
        return True
    listed = lexicon("fa").get(token.key, 0)
    everyday = marks[index - 1].bare_part & Part.COMMON or listed & (
        Part.COMMON | Part.DERIVED | Part.DOUBTFUL
    )
    if listed & Part.FAMILY and not everyday:
        return True
    end = extent(marks, index - 1, "fa")
    if titled(marks, index - 1) or (index > 1 and marks[index - 1].joined and marks[index - 2].key in LED):
        return True
    if end + 1 < len(marks) and marks[end].key == "از" and marks[end + 1].part & Part.PLACE:
        return not marks[index - 1].follows  # ، هوشیار گه‌ردی از سلیمانیه،
    return end < len(marks) and not marks[end].follows and begins_role(marks, end)


def may_be_name(token: Token, lang: str, led: bool = False) -> bool:
    """True for a word that is a name, or of no list and not shaped like anything else; ``led``: a calling leads."""
    if token.bare == "علي" and token.bare_part & Part.COMMON:
        return False
    if token.bare_part & (Part.NATION | Part.TITLE) and not token.bare_part & (Part.GIVEN | Part.DOUBTFUL):
        return False
    if token.bare_part & NAME:
        return not token.bare_part & (Part.VERB | Part.THING) and not (
            token.bare_part & Part.ROLE and not token.bare_part & Part.GIVEN
        )
    if token.part or token.bare_part or not token.key.isalpha() or len(token.key) < 3:
        return False
    return (
        lang == "fa"
        or (
            led
            and not clitic_like(token.key)
            and not (token.key.startswith(("ب", "ل", "ك", "ف")) and everyday(lang, token.key[1:]))
        )
        or (strange_arabic(token.key) and not and_like(token.key))
    )


def possible(reading: Reading) -> Sequence[int]:
    """Indices of the words that may be a name by themselves, in order."""
    return _possible(reading.text, reading.lang)


@lru_cache(maxsize=4)
def _possible(text: str, lang: str) -> Sequence[int]:
    return tokens_of(text, lang).where(_may_be_name(lang))


@cache
def _may_be_name(lang: str) -> Callable[[Token], bool]:
    return partial(may_be_name, lang=lang)


def may_stand_alone(marks: Sequence[Token], first: int, lang: str) -> bool:
    """One word behind a title: a listed name; behind a personal title a word of no list with the shape of a name."""
    token = marks[first]
    if token.part & (Part.GIVEN | Part.FAMILY):
        plain = token.part & (Part.COMMON | Part.DERIVED | Part.NATION | Part.PLACE | Part.ROLE)
        sir = lang == "fa" and token.part & Part.FAMILY and marks[first - 1].bare in PERSONAL[lang]
        return bool(not plain or sir) and name_ends(marks, first + 1)
    if token.part & Part.DOUBTFUL and marks[first - 1].key in _ELDERS:
        return name_ends(marks, first + 1)
    if token.part or marks[first - 1].bare not in PERSONAL[lang] or headword(lang, token.key):
        return False
    if lang == "ar":
        return token.key.startswith("ال") and token.key.endswith("ي")
    return name_ends(marks, first + 1)


def name_ends(marks: Sequence[Token], index: int) -> bool:
    """True where no word of a name can stand at an index: a mark, an everyday word, a verb, a role."""
    if index >= len(marks) or not marks[index].follows:
        return True
    return bool(marks[index].bare_part) and not marks[index].part & NAME


_ELDERS = frozenset(
    ["كاكه", "كاكا", "كاك", "مام", "مامه", "دايه", "ننه", "بيبي", "ماموستا", "خاله", "عمو", "بابا", "مش"]
)
"""What elders are called by, in Kurdish, Persian and Arabic: even an everyday word is a name behind it."""
_PERSONAL_AR = "الدكتور الدكتورة د المهندس المهندسة م اللواء العميد العقيد المقدم الأستاذ السيدة"

_PERSONAL_FA = "دکتر مهندس آقای خانم سردار سرهنگ سرلشکر سرتیپ حجت‌الاسلام آیت‌الله"

PERSONAL = {"ar": frozenset(key(_PERSONAL_AR).split()), "fa": frozenset(key(_PERSONAL_FA).split())}
"""Titles behind which a single word of no list is held to be a name."""


def opens_name(marks: Sequence[Token], first: int, end: int) -> bool:
    """False where a given name stands later: the words before it belong to no name (النائب الفتحاوي هشام)."""
    if marks[first].bare_part & NAME:
        return True
    return not any(m.follows and m.part & Part.GIVEN for m in marks[first + 1 : max(end, first + 2)])


def is_full_name(marks: Sequence[Token], first: int, end: int, lang: str, *, strange: bool = False) -> bool:
    """A possible name begins or ends like one; with ``strange``, two words of no list are enough."""
    if not opens_name(marks, first, end):
        return False
    begins, ends = marks[first].bare_part, marks[end - 1].part
    linked = any(m.part & Part.PARTICLE for m in marks[first + 1 : end])
    if begins & Part.GIVEN or (linked and (begins & NAME or lang == "ar")):
        return True
    listed = ends & (Part.GIVEN | Part.FAMILY) and not ends & (Part.COMMON | Part.PLACE | Part.NATION)
    if (
        lang == "ar"
        and begins & Part.DOUBTFUL
        and (ends & NAME or (marks[end - 1].key.startswith("ال") and not ends))
    ):
        return True
    article = (
        lang == "ar"
        and not ends
        and marks[end - 1].key.startswith("ال")
        and marks[end - 1].key.endswith(("ي", "يه"))
    )
    if lang == "ar" and marks[first].key.startswith("ال") and not begins & NAME:
        return False
    if listed or article:
        return bool(begins & NAME) or not begins
    if lang == "fa" and strange and begins & NAME and marks[end - 1].key.endswith("ي"):
        return True
    return strange and all(
        not m.bare_part or m.bare_part & (Part.DOUBTFUL | Part.NISBA) for m in marks[first:end]
    )


def fresh(marks: Sequence[Token], first: int) -> bool:
    """True where nothing before a word can belong to its name: a mark, or a word that ends a phrase."""
    token = marks[first]
    if not token.follows:
        return True
    closing = Part.COMMON | Part.TITLE | Part.CALLING | Part.NATION | Part.ROLE | Part.VERB
    return bool(marks[first - 1].bare_part & closing)


def phrase_before(marks: Sequence[Token], end: int) -> Iterator[Token]:
    """The words before an index, nearest first, as far as no mark parts them."""
    for index in range(end, max(-1, end - ROLE_REACH), -1):
        yield marks[index]
        if not marks[index].follows and marks[index].gap.strip(" \u00a0«»“”\"'"):
            return


_CALLED = re.compile(
    r".{3,}(?:شناس|نويس|نگار|پژوه|پرداز|نورد|گذار|گردان|دان|نواز|پزشك|درمانگر|آموخته|كار|دار|بان|گر)$"
)
"""Endings of Persian callings (پرنده‌شناس, فیلمنامه‌نویس)."""


_BEFORE_ROLE = frozenset(
    ("وهو", "وهي", "هو", "هي", "تنها", "نخستين", "اولين", "يگانه", "جوانترين", "قديميترين", "يكي")
)
"""Words that may stand before a role behind a name (تنها عضو زن شورا)."""


def begins_role(marks: Sequence[Token], index: int) -> bool:
    """True where a role begins at an index, at once or behind ``وهو`` and the like."""
    if marks[index].key in _BEFORE_ROLE and index + 1 < len(marks):
        index += 1
    part = marks[index].bare_part
    if (
        not marks[index].follows
        and _CALLED.match(marks[index].key)
        and not part & (Part.GIVEN | Part.DOUBTFUL)
    ):
        return True
    return bool(part & (Part.ROLE | Part.CALLING)) and not marks[index].part & NAME


def said_after(marks: Sequence[Token], end: int) -> bool:
    """True where a verb of saying stands within three words behind a Persian name."""
    for index in range(end, min(end + 3, len(marks))):
        if not marks[index].follows:
            return False
        if marks[index].part & Part.VERB:
            return True
    return False


def titled(marks: Sequence[Token], first: int) -> bool:
    """True where a title, a calling or a role stands directly before a word."""
    before = marks[first - 1] if first else None
    return (
        before is not None
        and marks[first].joined
        and bool(before.bare_part & (Part.TITLE | Part.CALLING | Part.ROLE))
    )


def supported(marks: Sequence[Token], first: int) -> bool:
    """True where a title, a role or a verb of saying stands directly before a word."""
    if first == 0:
        return False
    before = marks[first - 1]
    near = marks[first].joined or after_abbreviation(marks[first])
    return near and (
        bool(before.bare_part & (Part.TITLE | Part.CALLING | Part.ROLE | Part.VERB)) or before.key in KIN
    )
