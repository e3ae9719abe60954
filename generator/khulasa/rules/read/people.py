"""People that no authority file knows, found by what stands in and around their names.

Every rule yields the whole name with its titles; which names mean one person is told later (``resolve``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from khulasa.model import Candidate, Reading
from khulasa.rules.read.beside_names import KIN
from khulasa.rules.read.chain import (
    LINKS,
    MAX_WORDS,
    WHEN,
    called_so,
    candidate,
    extent,
    plural_like,
    title_start,
)
from khulasa.rules.read.dictionary import everyday
from khulasa.rules.read.parts import FAMILY_SHAPE, NAME, NOT_NAME, SURE_SHAPE, Part, Token, spots, tokens
from khulasa.rules.read.signs import (
    begins_role,
    clause_begins,
    fits_name,
    fresh,
    inside_name,
    is_full_name,
    may_be_name,
    may_begin,
    may_open,
    may_stand_alone,
    name_ends,
    opens_name,
    phrase_before,
    possible,
    said_after,
    supported,
    sure_second,
)
from khulasa.text.words import standing


def given_and_family_name(reading: Reading) -> Iterator[Candidate]:
    """A given name of the word lists is followed by another given name, a family name or a word of no list."""
    marks = tokens(reading)
    for first in spots(reading, Part.GIVEN | Part.DOUBTFUL):
        token = marks[first]
        if token.bare_part & Part.GIVEN and not inside_name(marks, first):
            end = extent(marks, first, reading.lang)
            if end - first > 1:
                yield candidate(reading, first, end, "given_and_family_name")
        elif token.bare_part & Part.DOUBTFUL and may_begin(marks, first) and _second(reading, first + 1):
            yield candidate(reading, first, extent(marks, first, reading.lang), "given_and_family_name")
    for tail in standing(reading.text, GODS) if reading.lang == "fa" else ():
        if tail and _of_god(marks, tail):
            yield candidate(reading, tail - 1, extent(marks, tail, "fa"), "given_and_family_name")
    for first in spots(reading, Part.FAMILY) if reading.lang == "fa" else ():
        if marks[first].part == Part.FAMILY and _family_as_given(marks, first):
            yield candidate(reading, first, extent(marks, first, "fa"), "given_and_family_name")


def _second(reading: Reading, index: int) -> bool:
    """True for a word behind a doubtful given name that can only be a family name, or that a calling makes one."""
    marks = tokens(reading)
    if sure_second(reading, index):
        return True
    return reading.lang == "ar" and index < len(marks) and marks[index].joined and called_so(marks, index)


GODS = frozenset(("اله", "الله"))
"""Second words of Persian given names written apart (روح اله شریفی)."""


def _of_god(marks: Sequence[Token], tail: int) -> bool:
    """True where a word that may be the first of a given name stands before, and a family name behind."""
    after = marks[tail + 1] if tail + 1 < len(marks) and marks[tail + 1].joined else None
    given = marks[tail - 1]
    barred = Part.TITLE | Part.VERB | Part.ROLE | Part.PLACE | Part.GIVEN
    if after is None or not marks[tail].joined or given.part & barred or len(given.key) < SHORTEST:
        return False
    return bool(after.part & Part.FAMILY) and not after.part & Part.COMMON


def _family_as_given(marks: Sequence[Token], first: int) -> bool:
    """True for a Persian family name before one with an ending that no other word has (سعدی عثمان‌زاده)."""
    after = marks[first + 1] if first + 1 < len(marks) and marks[first + 1].joined else None
    sure = after is not None and after.part == Part.FAMILY and SURE_SHAPE.search(after.key)
    return bool(sure) and fresh(marks, first) and not FAMILY_SHAPE.search(marks[first].key)


def compound_name(reading: Reading) -> Iterator[Candidate]:
    """A name begins with عبد and another word (عبد الستار جبار), or with a kunya that a title or verb goes before."""
    marks = tokens(reading)
    for first in spots(reading, Part.PARTICLE):
        token, after = marks[first], marks[first + 1] if first + 1 < len(marks) else None
        if after is None or not after.joined or inside_name(marks, first):
            continue
        end = extent(marks, first, reading.lang)
        end += (
            reading.lang == "ar"
            and token.bare == "عبد"
            and end - first == 2
            and _plain_family(marks, first, end)
        )
        servant = token.bare == "عبد" and after.key.startswith("ال") and end - first > 2
        kunya = token.bare in ("ابو", "ابي", "ام", "بو", "ال", "بن") and (
            (end - first > 2 and bool(after.part & NAME)) or supported(marks, first)
        )
        kunya = kunya or (token.bare == "ام" and _mother(marks, first))
        everyday = after.part & (Part.COMMON | Part.PLACE) and not (end - first > 2 and after.part & NAME)
        if end - first > 1 and (servant or (kunya and not everyday)):
            yield candidate(reading, first, end, "compound_name")


def _plain_family(marks: Sequence[Token], first: int, index: int) -> bool:
    """True for an everyday word behind عبد and its word, which a calling leads to (الشاعر عبد الحكيم باقي من …)."""
    if not first or index >= len(marks) or not marks[index].joined:
        return False
    before, token = marks[first - 1], marks[index]
    led = before.bare_part & (Part.CALLING | Part.NATION | Part.TITLE | Part.ROLE)
    return bool(led) and not token.bare_part and token.key not in WHEN and name_ends(marks, index + 1)


def _mother(marks: Sequence[Token], index: int) -> bool:
    """True for أم before a given name, behind a verb or a comma: elsewhere it is "or" as often."""
    before = marks[index - 1] if index else None
    opens = before is None or not marks[index].follows or bool(before.bare_part & (Part.ACTION | Part.VERB))
    opens = opens or (before is not None and before.key in KIN)
    return opens and bool(marks[index + 1].part & Part.GIVEN)


def title_before_name(reading: Reading) -> Iterator[Candidate]:
    """A title or a rank stands directly before a word that may be a name (الدكتورة سهاد, سردار سلامی)."""
    marks = tokens(reading)
    for title in spots(reading, Part.TITLE):
        first = title + 1
        if first == len(marks) or title_start(marks, first) == first:
            continue
        token = marks[first]
        if token.part & Part.TITLE and not token.part & NAME:
            continue
        if may_be_name(token, reading.lang):
            end = extent(marks, first, reading.lang)
            if opens_name(marks, first, end) and (
                end - first > 1 or may_stand_alone(marks, first, reading.lang)
            ):
                yield candidate(reading, first, end, "title_before_name")


def role_before_name(reading: Reading) -> Iterator[Candidate]:
    """A calling or a role, with or without a nationality, stands directly before two words that may be a name."""
    marks = tokens(reading)
    for at in spots(reading, Part.CALLING | Part.ROLE | Part.NATION | Part.PLACE):
        first, before = at + 1, marks[at]
        if first == len(marks) or not marks[first].follows:
            continue
        role = bool(before.bare_part & (Part.CALLING | Part.ROLE)) and not before.part & NAME
        if not role and before.bare_part & Part.NATION and reading.lang == "ar":
            role = any(m.bare_part & (Part.CALLING | Part.ROLE) for m in phrase_before(marks, first - 1))
        if not may_be_name(marks[first], reading.lang, led=role):
            continue
        if not role and before.bare_part & Part.NATION and reading.lang == "ar" and first > 1:
            role = (
                bool(marks[first - 2].bare_part & (Part.VERB | Part.ACTION))
                or marks[first - 2].key in NOUN_NEXT
            )
        if not role and before.bare_part & (Part.PLACE | Part.NATION) and first > 1 and before.follows:
            role = bool(marks[first - 2].bare_part & (Part.CALLING | Part.ROLE))
        if role:
            end = extent(marks, first, reading.lang)
            if (
                before.part & Part.CALLING
                and may_open(marks[first])
                and end - first == 2
                and not marks[first].part
            ):
                yield candidate(reading, first, end, "role_before_name")
                continue
            foreign = bool(before.bare_part & (Part.NATION | Part.CALLING | Part.PLACE))
            if end - first > 1 and is_full_name(marks, first, end, reading.lang, strange=foreign):
                yield candidate(reading, first, end, "role_before_name")


NOUN_NEXT = frozenset(("خلف", "امام", "علي", "من", "مع", "عن", "بعد", "قبل", "بين", "ضد"))
"""Prepositions behind which a nationality stands for a person (خلف الإثيوبي …)."""


def name_before_role(reading: Reading) -> Iterator[Candidate]:
    """Two words that may be a name are followed by a comma or a bracket and a role (… ، رئيس …; …، دبیر …)."""
    marks, roles = tokens(reading), _roles_behind(reading)
    for first in possible(reading):
        near = roles[bisect_left(roles, first + 2) :][:1]
        if not near or near[0] > first + FARTHEST or inside_name(marks, first) or not fresh(marks, first):
            continue
        end = extent(marks, first, reading.lang)
        if end < len(marks) and set(marks[end].gap) & CLOSING and not set(marks[first].gap) & OPENING:
            continue  # a quotation ends with these words
        doubtful = reading.lang == "ar" and bool(marks[first].bare_part & Part.DOUBTFUL)
        apart = not marks[first].follows or doubtful
        full = end - first > 1 and is_full_name(marks, first, end, reading.lang, strange=apart)
        if full and end in roles:
            yield candidate(reading, first, end, "name_before_role")


FARTHEST = 2 * MAX_WORDS + 2
"""Words of the longest name with its particles."""
MARKS = " \u00a0»”\"'’"
"""Space and closing quotation marks, which Persian news puts around names («فلان»، مدیر …)."""
OPENING, CLOSING = frozenset("«“\"'‘"), frozenset("»”\"'’")
"""Quotation marks."""
APART = frozenset(("،", ",", "(", "–", "-", ""))
"""Signs between a name and the role behind it; nothing but a quotation mark may stand there too."""


def _roles_behind(reading: Reading) -> list[int]:
    """Indices of the words at which a role begins behind a comma or a bracket; in Persian also behind a word."""
    marks, listed = tokens(reading), spots(reading, Part.ROLE | Part.CALLING)
    apart = [token.index for token in marks if not token.joined]
    beside = {i for role in listed for i in (role - 1, role)} if reading.lang == "fa" else ()
    return [
        i
        for i in sorted({*apart, *beside})
        if i > 0 and (marks[i].joined or marks[i].gap.strip(MARKS) in APART) and begins_role(marks, i)
    ]


def name_closing_a_role(reading: Reading) -> Iterator[Candidate]:
    """A verb of saying, a role with what belongs to it, then two to four words that may be a name, and a clause."""
    marks = tokens(reading)
    if reading.lang != "ar":
        return
    for said in spots(reading, Part.VERB):
        if said + 3 >= len(marks) or not marks[said + 1].bare_part & (Part.ROLE | Part.CALLING):
            continue
        close = clause_begins(marks, said + 2)
        first, clause = close, close < len(marks) and marks[close].follows
        while (
            first > said + 2
            and (first == close or marks[first].follows)
            and fits_name(marks, first - 1, last=first == close and clause)
        ):
            first -= 1
        while first < close - 2 and marks[first].key.startswith("ال"):
            first += 1
        if not 2 <= close - first <= 4 or not may_open(marks[first]):
            continue
        if close - first == 2 or opens_name(marks, first, close):
            yield candidate(reading, first, close, "name_closing_a_role")


def listed_with_people(reading: Reading) -> Iterator[Candidate]:
    """Behind somebody's full name, ``و`` goes before another name (lists of people)."""
    marks = tokens(reading)
    if reading.lang == "fa":
        yield from _listed_in_persian(reading, marks)
        return
    for first in spots(reading, Part.DOUBTFUL):
        if not 1 < first < len(marks) - 1:
            continue
        token, before = marks[first], marks[first - 1]
        joined = token.bare != token.key and token.key.startswith("و") and token.joined
        if not joined or token.bare_part & (Part.VERB | Part.ACTION):
            continue
        named = before.part & (Part.GIVEN | Part.FAMILY) and marks[first - 2].bare_part & (
            NAME | Part.PARTICLE
        )
        end = extent(marks, first, "ar")
        if (
            named
            and end - first > 1
            and is_full_name(marks, first, end, "ar", strange=True)
            and name_ends(marks, end)
        ):
            yield candidate(reading, first, end, "listed_with_people")


def _listed_in_persian(reading: Reading, marks: Sequence[Token]) -> Iterator[Candidate]:
    """Two words that may be a name before or behind ``و`` and a given name with its family name."""
    for joint in standing(reading.text, ("و",)):
        behind, before = joint + 1, joint - 2
        if before < 0 or behind + 1 >= len(marks) or not marks[joint].joined or not marks[behind].joined:
            continue
        if _sure_pair(marks, behind) and _may_pair(marks, before) and fresh(marks, before):
            yield candidate(reading, before, joint, "listed_with_people")
        elif _sure_pair(marks, before) and _may_pair(marks, behind) and name_ends(marks, behind + 2):
            yield candidate(reading, behind, behind + 2, "listed_with_people")


def _sure_pair(marks: Sequence[Token], first: int) -> bool:
    """True for a sure given name and a word that may be its family name."""
    last = marks[first + 1]
    return marks[first].part == Part.GIVEN and last.follows and (not last.part or bool(last.part & NAME))


def _may_pair(marks: Sequence[Token], first: int) -> bool:
    """True for two words that are names, the first perhaps of no list where the last is a family name."""
    given, last = marks[first], marks[first + 1]
    barred = Part.ROLE | Part.TITLE | Part.PLACE | Part.THING | Part.VERB
    if not last.follows or not last.part & NAME or (given.part | last.part) & barred:
        return False
    strange = not given.part and given.key.isalpha() and last.part == Part.FAMILY
    return bool(given.part & NAME and not given.part & Part.COMMON) or strange


def name_in_apposition(reading: Reading) -> Iterator[Candidate]:
    """Between two commas behind a role stand two words that may be a name (مدير المصنع، … …،)."""
    marks = tokens(reading)
    for first in possible(reading):
        if not 0 < first < len(marks) - 1 or marks[first].gap.strip() not in ("،", ","):
            continue
        end = max(extent(marks, first, reading.lang), _doubtful_pair(marks, first, reading.lang))
        if end - first < 2 or (end < len(marks) and marks[end].gap.strip() not in ("،", ",", ".")):
            continue
        role = any(
            m.bare_part & (Part.ROLE | Part.CALLING) and not m.part & NAME
            for m in phrase_before(marks, first - 1)
        )
        pair = end == _doubtful_pair(marks, first, reading.lang)
        if role and (pair or is_full_name(marks, first, end, reading.lang, strange=True)):
            yield candidate(reading, first, end, "name_in_apposition")


def _doubtful_pair(marks: Sequence[Token], first: int, lang: str) -> int:
    """The index behind an Arabic given name that is a word too and a word with the article (نزهة الوافي); or 0."""
    if lang != "ar" or first + 1 >= len(marks) or not marks[first + 1].joined:
        return 0
    given, last = marks[first], marks[first + 1]
    barred = Part.ROLE | Part.TITLE | Part.CALLING | Part.NATION | Part.VERB | Part.PLACE | Part.THING
    sure = given.bare == given.key and given.part & Part.DOUBTFUL and last.key.startswith("ال")
    return first + 2 if sure and not last.part & barred and not plural_like(last.key) else 0


def speech_verb_beside_name(reading: Reading) -> Iterator[Candidate]:
    """A verb of saying stands directly before (Arabic) or behind (Persian) two words that may be a name."""
    marks = tokens(reading)
    for first in possible(reading):
        token = marks[first]
        if first + 1 == len(marks) or inside_name(marks, first):
            continue
        if reading.lang == "ar":
            said = first > 0 and token.follows and bool(marks[first - 1].bare_part & Part.VERB)
        else:
            said = fresh(marks, first) if token.part & Part.GIVEN else not token.follows
        if said:
            end = extent(marks, first, reading.lang)
            full = end - first > 1 and is_full_name(marks, first, end, reading.lang)
            if full and (reading.lang == "ar" or said_after(marks, end)):
                yield candidate(reading, first, end, "speech_verb_beside_name")


def patronymic(reading: Reading) -> Iterator[Candidate]:
    """Two names are joined by بن, ابن, بنت or ولد (فهد بن راشد)."""
    marks = tokens(reading)
    for at in standing(reading.text, LINKS):
        if not 0 < at < len(marks) - 1:
            continue
        first, name, link, father = at - 1, marks[at - 1], marks[at], marks[at + 1]
        called = bool(name.bare_part & (NAME | Part.PARTICLE))
        led = supported(marks, first) or not name.follows
        known = (
            called or link.key in ("بن", "بنت", "بت") or (led and link.key != "ابن" and not name.bare_part)
        )
        if not known or not link.joined or not father.joined or inside_name(marks, first):
            continue
        if not called and (
            len(name.key) < SHORTEST or (everyday(reading.lang, name.key) and not supported(marks, first))
        ):
            continue
        if not called and name.bare_part and not (led and not name.bare_part & (NOT_NAME & ~Part.COMMON)):
            continue
        sure = father.part & NAME or father.key.startswith("ال") or not father.part & Part.COMMON
        led = led or bool(name.bare_part & Part.GIVEN)
        if sure or (led and name.bare_part & NAME and not father.part & (Part.VERB | Part.PARTICLE)):
            end = max(extent(marks, first, reading.lang), extent(marks, at + 1, reading.lang))
            yield candidate(reading, first, end, "patronymic")


SHORTEST = 3
"""Letters of a word of no list that is held to be a name."""
CALLED = {
    "ar": frozenset(("اسمه", "اسمها", "يدعي", "تدعي", "المدعو", "المدعوه")),
    "fa": frozenset(("نام",)),
}
"""Words that say that somebody is called so."""


def so_called(reading: Reading) -> Iterator[Candidate]:
    """The text says that somebody is called so (اسمها, يدعى, به نام)."""
    marks = tokens(reading)
    for cue in standing(reading.text, CALLED[reading.lang]):
        first = cue + 1
        if not 1 < first < len(marks):
            continue
        if marks[first].joined and may_be_name(marks[first], reading.lang):
            if reading.lang == "fa" and marks[first - 2].key not in ("به", "با"):
                continue
            end = extent(marks, first, reading.lang)
            if end - first > 1 and is_full_name(marks, first, end, reading.lang):
                yield candidate(reading, first, end, "so_called")
