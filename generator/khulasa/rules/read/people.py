"""People that no authority file knows, found by what stands in and around their names.

Every rule yields the whole name with its titles; which names mean one person is told later (``resolve``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from khulasa.model import Candidate, Reading, Span
from khulasa.rules.read.chain import and_like, extent, follows, strange_arabic, title_start
from khulasa.rules.read.parts import NAME, SURE_SHAPE, Part, Token, after_abbreviation, lexicon, tokens
from khulasa.text.fold import key

ROLE_REACH = 8
"""Words between a role and the name that closes its phrase."""


def given_and_family_name(reading: Reading) -> Iterator[Candidate]:
    """A given name of the word lists is followed by another given name, a family name or a word of no list."""
    marks = tokens(reading)
    for first, token in enumerate(marks):
        if token.bare_part & Part.GIVEN and not _inside(marks, first):
            end = extent(marks, first, reading.lang)
            if end - first > 1:
                yield _candidate(reading, first, end, "given_and_family_name")
        elif (
            token.bare_part & Part.DOUBTFUL and _may_begin(marks, first) and _sure_second(reading, first + 1)
        ):
            yield _candidate(reading, first, extent(marks, first, reading.lang), "given_and_family_name")


def compound_name(reading: Reading) -> Iterator[Candidate]:
    """A name begins with عبد and another word (عبد الستار جبار), or with a kunya that a title or verb goes before."""
    marks = tokens(reading)
    for first, token in enumerate(marks[:-1]):
        after = marks[first + 1]
        if not token.bare_part & Part.PARTICLE or not after.joined or _inside(marks, first):
            continue
        end = extent(marks, first, reading.lang)
        servant = token.bare == "عبد" and after.key.startswith("ال") and end - first > 2
        kunya = token.bare in ("ابو", "ابي", "ام", "بو", "ال", "بن") and (
            (end - first > 2 and bool(after.part & NAME)) or _supported(marks, first)
        )
        everyday = after.part & (Part.COMMON | Part.PLACE) and not (end - first > 2 and after.part & NAME)
        if end - first > 1 and (servant or (kunya and not everyday)):
            yield _candidate(reading, first, end, "compound_name")


def title_before_name(reading: Reading) -> Iterator[Candidate]:
    """A title or a rank stands directly before a word that may be a name (الدكتورة سهاد, سردار سلامی)."""
    marks = tokens(reading)
    for first in range(1, len(marks)):
        token = marks[first]
        if title_start(marks, first) == first or (token.part & Part.TITLE and not token.part & NAME):
            continue
        if _may_be_name(token, reading.lang):
            end = extent(marks, first, reading.lang)
            if _opens(marks, first, end) and (
                end - first > 1 or _may_stand_alone(marks, first, reading.lang)
            ):
                yield _candidate(reading, first, end, "title_before_name")


def role_before_name(reading: Reading) -> Iterator[Candidate]:
    """A calling or a role, with or without a nationality, stands directly before two words that may be a name."""
    marks = tokens(reading)
    for first in range(1, len(marks)):
        before = marks[first - 1]
        role = bool(before.bare_part & (Part.CALLING | Part.ROLE)) and not before.part & NAME
        if not role and before.bare_part & Part.NATION and reading.lang == "ar":
            role = any(m.bare_part & (Part.CALLING | Part.ROLE) for m in _phrase(marks, first - 1))
        if not follows(marks[first]) or not _may_be_name(marks[first], reading.lang, led=role):
            continue
        if not role and before.bare_part & (Part.PLACE | Part.NATION) and first > 1 and follows(before):
            role = bool(marks[first - 2].bare_part & (Part.CALLING | Part.ROLE))
        if role:
            end = extent(marks, first, reading.lang)
            foreign = bool(before.bare_part & (Part.NATION | Part.CALLING | Part.PLACE))
            if end - first > 1 and _is_full(marks, first, end, reading.lang, strange=foreign):
                yield _candidate(reading, first, end, "role_before_name")


def name_before_role(reading: Reading) -> Iterator[Candidate]:
    """Two words that may be a name are followed by a comma or a bracket and a role (… ، رئيس …; …، دبیر …)."""
    marks = tokens(reading)
    for first, token in enumerate(marks[:-2]):
        if _inside(marks, first) or not _may_be_name(token, reading.lang) or not _fresh(marks, first):
            continue
        end = extent(marks, first, reading.lang)
        apart = not follows(token)
        if end - first > 1 and end < len(marks) and _is_full(marks, first, end, reading.lang, strange=apart):
            after = marks[end]
            comma = after.gap.strip() in ("،", ",", "(", "–", "-", "»", '"') or (
                reading.lang == "fa" and after.joined
            )
            if comma and _is_role_phrase(marks, end):
                yield _candidate(reading, first, end, "name_before_role")


def name_in_apposition(reading: Reading) -> Iterator[Candidate]:
    """Between two commas behind a role stand two words that may be a name (مدير المصنع، … …،)."""
    marks = tokens(reading)
    for first in range(1, len(marks) - 1):
        token = marks[first]
        if token.gap.strip() not in ("،", ",") or not _may_be_name(token, reading.lang):
            continue
        end = extent(marks, first, reading.lang)
        if end - first < 2 or (end < len(marks) and marks[end].gap.strip() not in ("،", ",", ".")):
            continue
        role = any(
            m.bare_part & (Part.ROLE | Part.CALLING) and not m.part & NAME for m in _phrase(marks, first - 1)
        )
        if role and _is_full(marks, first, end, reading.lang, strange=True):
            yield _candidate(reading, first, end, "name_in_apposition")


def speech_verb_beside_name(reading: Reading) -> Iterator[Candidate]:
    """A verb of saying stands directly before (Arabic) or behind (Persian) two words that may be a name."""
    marks = tokens(reading)
    for first, token in enumerate(marks[:-1]):
        if not _may_be_name(token, reading.lang) or _inside(marks, first):
            continue
        if reading.lang == "ar":
            said = first > 0 and follows(token) and bool(marks[first - 1].bare_part & Part.VERB)
        else:
            said = _fresh(marks, first) if token.part & Part.GIVEN else not follows(token)
        if said:
            end = extent(marks, first, reading.lang)
            full = end - first > 1 and _is_full(marks, first, end, reading.lang)
            if full and (reading.lang == "ar" or _said_after(marks, end)):
                yield _candidate(reading, first, end, "speech_verb_beside_name")


def patronymic(reading: Reading) -> Iterator[Candidate]:
    """Two names are joined by بن, ابن or بنت (فهد بن راشد)."""
    marks = tokens(reading)
    for first in range(len(marks) - 2):
        link, father = marks[first + 1], marks[first + 2]
        links = ("بن", "ابن", "بنت", "ولد", "ود") if marks[first].bare_part & NAME else ("بن", "بنت")
        if link.key not in links or not link.joined or not father.joined:
            continue
        name = marks[first]
        sure = name.bare_part & NAME or not name.bare_part
        if _inside(marks, first) or not sure or (father.part & Part.COMMON and not father.part & NAME):
            continue
        yield _candidate(reading, first, max(extent(marks, first, reading.lang), first + 3), "patronymic")


def so_called(reading: Reading) -> Iterator[Candidate]:
    """The text says that somebody is called so (اسمها, يدعى, به نام)."""
    marks = tokens(reading)
    cues = ("اسمه", "اسمها", "يدعي", "تدعي", "المدعو", "المدعوه") if reading.lang == "ar" else ("نام",)
    for first in range(2, len(marks)):
        before = marks[first - 1]
        if before.key in cues and marks[first].joined and _may_be_name(marks[first], reading.lang):
            if reading.lang == "fa" and marks[first - 2].key not in ("به", "با"):
                continue
            end = extent(marks, first, reading.lang)
            if end - first > 1 and _is_full(marks, first, end, reading.lang):
                yield _candidate(reading, first, end, "so_called")


def _candidate(reading: Reading, first: int, end: int, rule: str) -> Candidate:
    marks = tokens(reading)
    core = Span(marks[first].bare_start, marks[end - 1].end)
    titled = title_start(marks, first)
    start = marks[titled].bare_start if titled < first else core.start
    around = marks[max(0, titled - 2)].start, marks[min(len(marks), end + 2) - 1].end
    return Candidate("person", start, core.end, core, rule, reading.text[around[0] : around[1]])


def _inside(marks: Sequence[Token], first: int) -> bool:
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


def _may_begin(marks: Sequence[Token], first: int) -> bool:
    """False inside another name, and for ``علي`` where the text may mean ``على``."""
    preposition = marks[first].bare == "علي" and marks[first].bare_part & Part.COMMON
    return not preposition and not _inside(marks, first)


def _sure_second(reading: Reading, index: int) -> bool:
    """True where the word behind a doubtful given name can only be a name."""
    marks = tokens(reading)
    if index >= len(marks) or not marks[index].joined:
        return False
    token = marks[index]
    if reading.lang == "fa":
        return _sure_persian(marks, index)
    if token.part & (Part.GIVEN | Part.FAMILY):
        if marks[index - 1].key == "باسم" and token.part & Part.GIVEN:
            return False
        return not token.part & (Part.COMMON | Part.VERB | Part.ROLE | Part.NATION | Part.PLACE | Part.TITLE)
    if token.key in ("ابو", "ال", "بن", "بو", "ايت") and index + 1 < len(marks) and follows(marks[index + 1]):
        return not marks[index + 1].part & (Part.COMMON | Part.PLACE)
    if (
        token.part & Part.DOUBTFUL
        and token.key.startswith("ال")
        and not marks[index - 1].bare_part & Part.PLACE
    ):
        return not token.part & (Part.COMMON | Part.VERB | Part.NATION | Part.PLACE)
    return not token.part and token.key.startswith("ال") and token.key.endswith("ي")


def _sure_persian(marks: Sequence[Token], index: int) -> bool:
    """A Persian family name by its ending; a listed one where a title, a calling or a role speaks for it."""
    token = marks[index]
    shaped = token.part in (0, Part.DERIVED) and token.key.endswith(("ي", "يان"))
    if (not shaped and not token.part & (Part.FAMILY | Part.GIVEN)) or token.part & Part.PLACE:
        return False
    if not token.part & Part.COMMON and SURE_SHAPE.search(token.key):
        return True
    listed = lexicon("fa").get(token.key, 0)
    everyday = marks[index - 1].bare_part & Part.COMMON or listed & (
        Part.COMMON | Part.DERIVED | Part.DOUBTFUL
    )
    if listed & Part.FAMILY and not everyday:
        return True
    end = extent(marks, index - 1, "fa")
    return _titled(marks, index - 1) or (
        end < len(marks) and not follows(marks[end]) and _is_role_phrase(marks, end)
    )


def _may_be_name(token: Token, lang: str, led: bool = False) -> bool:
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
    return lang == "fa" or (strange_arabic(token.key) and (led or not and_like(token.key)))


def _may_stand_alone(marks: Sequence[Token], first: int, lang: str) -> bool:
    """One word behind a title: a listed name; behind a personal title a word of no list with the shape of a name."""
    token = marks[first]
    if token.part & (Part.GIVEN | Part.FAMILY):
        sure = not token.part & (Part.COMMON | Part.DERIVED | Part.NATION | Part.PLACE | Part.ROLE)
        return sure and _ends(marks, first + 1)
    if token.part or marks[first - 1].bare not in PERSONAL[lang]:
        return False
    if lang == "ar":
        return token.key.startswith("ال") and token.key.endswith("ي")
    return _ends(marks, first + 1)


def _ends(marks: Sequence[Token], index: int) -> bool:
    """True where no word of a name can stand at an index: a mark, an everyday word, a verb, a role."""
    if index >= len(marks) or not follows(marks[index]):
        return True
    return bool(marks[index].bare_part) and not marks[index].part & NAME


_PERSONAL_AR = "الدكتور الدكتورة د المهندس المهندسة م اللواء العميد العقيد المقدم الأستاذ السيدة"
_PERSONAL_FA = "دکتر مهندس آقای خانم سردار سرهنگ سرلشکر سرتیپ حجت‌الاسلام آیت‌الله"
PERSONAL = {"ar": frozenset(key(_PERSONAL_AR).split()), "fa": frozenset(key(_PERSONAL_FA).split())}
"""Titles behind which a single word of no list is held to be a name."""


def _opens(marks: Sequence[Token], first: int, end: int) -> bool:
    """False where a given name stands later: the words before it belong to no name (النائب الفتحاوي هشام)."""
    if marks[first].bare_part & NAME:
        return True
    return not any(follows(m) and m.part & Part.GIVEN for m in marks[first + 1 : max(end, first + 2)])


def _is_full(marks: Sequence[Token], first: int, end: int, lang: str, *, strange: bool = False) -> bool:
    """A possible name begins or ends like one; with ``strange``, two words of no list are enough."""
    if not _opens(marks, first, end):
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
    return strange and all(not m.bare_part or m.bare_part & Part.DOUBTFUL for m in marks[first:end])


def _fresh(marks: Sequence[Token], first: int) -> bool:
    """True where nothing before a word can belong to its name: a mark, or a word that ends a phrase."""
    token = marks[first]
    if not follows(token):
        return True
    return bool(
        marks[first - 1].bare_part & (Part.COMMON | Part.TITLE | Part.CALLING | Part.NATION | Part.ROLE)
    )


def _phrase(marks: Sequence[Token], end: int) -> Iterator[Token]:
    """The words before an index, nearest first, as far as no mark parts them."""
    for index in range(end, max(-1, end - ROLE_REACH), -1):
        yield marks[index]
        if not follows(marks[index]):
            return


_CALLED = re.compile(
    r".{3,}(?:شناس|نويس|نگار|پژوه|پرداز|نورد|گذار|گردان|دان|نواز|پزشك|درمانگر|آموخته|كار|دار|بان|گر)$"
)
"""Endings of Persian callings (پرنده‌شناس, فیلمنامه‌نویس)."""


def _is_role_phrase(marks: Sequence[Token], index: int) -> bool:
    """True where a role begins at an index, at once or behind ``وهو`` and the like."""
    if marks[index].key in ("وهو", "وهي", "هو", "هي") and index + 1 < len(marks):
        index += 1
    part = marks[index].bare_part
    if (
        not follows(marks[index])
        and _CALLED.match(marks[index].key)
        and not part & (Part.GIVEN | Part.DOUBTFUL)
    ):
        return True
    return bool(part & (Part.ROLE | Part.CALLING)) and not marks[index].part & NAME


def _said_after(marks: Sequence[Token], end: int) -> bool:
    """True where a verb of saying stands within three words behind a Persian name."""
    for index in range(end, min(end + 3, len(marks))):
        if not follows(marks[index]):
            return False
        if marks[index].part & Part.VERB:
            return True
    return False


def _titled(marks: Sequence[Token], first: int) -> bool:
    """True where a title, a calling or a role stands directly before a word."""
    before = marks[first - 1] if first else None
    return (
        before is not None
        and marks[first].joined
        and bool(before.bare_part & (Part.TITLE | Part.CALLING | Part.ROLE))
    )


def _supported(marks: Sequence[Token], first: int) -> bool:
    """True where a title, a role or a verb of saying stands directly before a word."""
    if first == 0:
        return False
    before = marks[first - 1]
    near = marks[first].joined or after_abbreviation(marks[first])
    return near and bool(before.bare_part & (Part.TITLE | Part.CALLING | Part.ROLE | Part.VERB))
