"""People whose names no list has: words of no list between what leads up to a name and what ends one.

What stands before (a role, a nationality, a kinship, a verb), what stands behind (a clause, a role, an age) and the
words themselves (a listed name, foreign sounds) each speak for a name by some points; together they must reach
``ENOUGH``. Method and weights are our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from khulasa.model import Candidate, Reading
from khulasa.rules.read.beside_names import (
    BEFORE_NATION,
    BREAKS,
    CALLED,
    CLAUSE,
    ELDERS,
    KIN,
    LED,
    OPENERS,
    PERSIAN_PEOPLE,
    RELATIVE,
    SMALL_NAMES,
    foreign,
)
from khulasa.rules.read.chain import LINKS, candidate, clitic_like, plural_like, strange_arabic
from khulasa.rules.read.dictionary import everyday, headword
from khulasa.rules.read.ground import Ground, ground
from khulasa.rules.read.parts import NAME, NOT_NAME, Part, Token, lexicon, tokens
from khulasa.rules.read.signs import REPORTER, begins_role, phrase_before, said_after

ENOUGH = 4
"""Points that a name of no list needs."""
LONGEST = 5
"""Words of such a name, particles not counted."""
KINSHIP = 3
"""What ``lead`` gives for a kinship or ``called``."""
LONG = 5
"""Letters above which the ending of a pronoun is no part of a name."""
STRANGE = 2
"""Words of no list without foreign sounds that one name may have."""


_NO_NAME = re.compile(r"^[يتن].{2,}(?:ون|ان|ين)$|^[بل]م\w{3}$")
_NEVER = re.compile(r"^يت.{3,}$|^ي[^و].{2,}ون$|.{3,}تين$|^[بل]م[^اوي].{2,}$|^ي\w{3}$|^است\w{3,}$")
_OBJECT = re.compile(r"(?:ا|ها|هم|هن|ات)$")
_PERSIAN_PLURAL = re.compile(r"(?:هاي|هايي|هايش|ترين)$")


def points_of(token: Token, text: str, lang: str, first: bool) -> int | None:
    """What a word says for a name: 2 a listed name, 1 a doubtful one or foreign sounds, 0 unknown; None: no name."""
    part = token.bare_part
    if token.bare == "علي" and part & Part.COMMON:
        return None
    if lang == "ar" and part == Part.PLACE and token.bare != token.key and foreign(token.key):
        return 1
    if lang == "ar" and part and _no_article(token, text):
        return int(foreign(token.key))
    if first and part & NAME == Part.FAMILY:
        return 0 if lang == "ar" and not part & NOT_NAME else None
    if part & NAME and not part & (
        Part.VERB | Part.ROLE | Part.THING | Part.TITLE | Part.CALLING | Part.NATION
    ):
        sure = part & (Part.GIVEN | Part.FAMILY) and not part & (Part.COMMON | Part.DERIVED | Part.PLACE)
        if token.bare != token.key and not first:
            return None
        return 2 if sure else 1
    if part & NOT_NAME or (part & ~Part.NISBA) or token.part & ~Part.NISBA:
        return None
    if (
        len(token.key) < 3
        or not token.key.isalpha()
        or _PERSIAN_PLURAL.search(token.key)
        or (lang == "ar" and not _plausible(token, text, first))
    ):
        return None
    return (
        int(foreign(token.key)) if lang == "ar" else int(bool(re.search("[ژ]|(?:نن|سون|يان|وف)$", token.key)))
    )


def _no_article(token: Token, text: str) -> bool:
    """True for an unlisted word that begins with the letters of the article, but is written أل or إل."""
    return (
        token.key.startswith("ال")
        and text[token.start] in "أإآ"
        and len(token.key) > 3
        and not lexicon("ar").get(token.key, 0)
    )


def _plausible(token: Token, text: str, first: bool) -> bool:
    """An Arabic word of no list that is neither a verb nor has clitics; the article only behind another word."""
    if token.key.startswith("ال") and text[token.start] == "ا":
        return not first and not plural_like(token.key) and text[token.start + 1] == "ل"
    if not first and clitic_like(token.key) and _own_letters(token.key):
        return True
    if (
        clitic_like(token.key)
        or (_NEVER.match(token.key) and not token.key.startswith("يو"))
        or (_NO_NAME.match(token.key) and not foreign(token.key))
    ):
        return False
    if token.key.startswith("و"):
        return False
    return strange_arabic(token.key) or foreign(token.key)


def _own_letters(word: str) -> bool:
    """True where letters like a preposition begin a foreign name (باننوني)."""
    return foreign(word) and _no_clitic(word)


def _no_clitic(word: str) -> bool:
    """True where no word of the dictionary is left without letters like a preposition."""
    articled = word.startswith(("وال", "بال", "فال", "كال", "لل"))
    known = lexicon("ar").get(word[1:], 0)
    return not articled and not known and not everyday("ar", word) and not everyday("ar", word[1:])


def run(g: Ground, first: int, sure: bool) -> tuple[int, int]:
    """The index behind the words that may be one name, and their points; equal to ``first`` where there is none.

    ``sure``: a role, a kinship or a verb of saying leads up to them.
    """
    marks, lang, places = g.tokens, g.lang, g.places
    index, total, words, strange = first, 0, 0, 0
    while index < len(marks) and words < LONGEST and (index == first or marks[index].follows):
        token = marks[index]
        named = token.part & (NAME | Part.TAIL) or (sure and index == first)
        if index in places and not named:
            break
        if lang == "ar" and _of_a_club_or_clause(g, token, index == first):
            break
        if index == first and index in places and places[index][1] in g.known:
            break  # سفيرة إيطاليا فلانة: a country
        if token.part & (Part.PARTICLE | Part.TAIL) and _goes_on(marks, index, first):
            total, index = total + 1, index + 1
            continue
        led = index > first and bool(marks[index - 1].part & Part.PARTICLE)
        points = points_of(token, g.text, lang, index == first or led)
        if points is None:
            points = _allowed(marks, index, first, lang, sure)
        if words > 1 and not led and points is not None and _over(marks, index, lang):
            break
        strange += points == 0
        if points is None or (strange > STRANGE and not led):
            break
        total, words, index = total + points, words + 1, index + 1
        if lang == "ar" and token.key.startswith("ال") and g.text[token.start] == "ا":
            break
    while index > first and marks[index - 1].part & Part.PARTICLE and not marks[index - 1].part & Part.TAIL:
        index -= 1
    return (index, total) if words > 1 or (words and index - first > 1) else (first, 0)


def _of_a_club_or_clause(g: Ground, token: Token, first: bool) -> bool:
    """True for a word of no list that clubs begin with, and for ف with a verb behind أما فلان (فاكتفى)."""
    if token.part & NAME:
        return False
    rest = token.key[1:]
    known = lexicon("ar").get(rest, 0) & (Part.VERB | Part.ACTION) or everyday("ar", rest)
    verb = not first and token.key.startswith("ف") and known
    return bool(verb) or (first and token.key in g.list("club-firsts"))


def _allowed(marks: Sequence[Token], index: int, first: int, lang: str, sure: bool) -> int | None:
    """Points of a word that is an everyday word by its letters, but stands where only a name can; else None."""
    token = marks[index]
    if lang == "fa":
        return 1 if index == first and token.key in SMALL_NAMES else None
    if index > first:
        before = marks[index - 1]
        if before.part & Part.PARTICLE and before.key != "ال":
            closed = index + 1 >= len(marks) or not marks[index + 1].follows
            return 0 if closed and not token.bare_part & (Part.VERB | Part.ACTION | Part.FUNCTION) else None
        ends = token.key.endswith("ي") and token.bare == token.key and token.bare_part
        return 0 if sure and ends and not token.bare_part & ~(Part.DERIVED | Part.NISBA) else None
    after = marks[index + 1] if index + 1 < len(marks) and marks[index + 1].follows else None
    if sure and not token.part and clitic_like(token.key) and _no_clitic(token.key):
        return 0
    if (
        after is None
        or not sure
        or token.bare in ("لي", "علي")
        or token.key.startswith("ال")
        or token.key in KIN
    ):
        return None
    strong = bool(after.part & (Part.GIVEN | Part.FAMILY | Part.PARTICLE)) or (
        not after.bare_part and foreign(after.key)
    )
    if not strong:
        return None
    if token.bare_part & Part.DOUBTFUL or not token.bare_part & ~(Part.DERIVED | Part.NISBA | Part.PLACE):
        return 0 if not token.key.endswith("ا") else None
    clitic = len(token.key) - len(token.bare) == 1 and len(token.bare) < 4
    return 0 if clitic and (foreign(token.key) or token.key.endswith("ي")) else None


def _over(marks: Sequence[Token], index: int, lang: str) -> bool:
    """True where a word of no list is no third word of a name: an object, a word behind a family name."""
    token, before = marks[index], marks[index - 1]
    if token.bare_part & NAME:
        return False
    if lang == "fa":
        return bool(before.part & Part.FAMILY and not before.part & Part.GIVEN)
    return _OBJECT.search(token.key) is not None


def _goes_on(marks: Sequence[Token], index: int, first: int) -> bool:
    """A particle with a word behind it, or the tail of a name before it."""
    if marks[index].part & Part.TAIL:
        return index > first
    if index + 1 >= len(marks) or not marks[index + 1].follows or marks[index].part & Part.ROLE:
        return False
    if marks[index].key == "لا" and (index == first or not marks[index - 1].part & Part.PARTICLE):
        return False
    linked = marks[index].key in LINKS and index > first
    if marks[index].part & Part.COMMON and not linked and (index == first or not _in_name(marks[index - 1])):
        return False
    return not marks[index + 1].bare_part & (Part.VERB | Part.ACTION | Part.ROLE)


def _in_name(token: Token) -> bool:
    """True for a particle of names, or a word that is a name and nothing else."""
    if token.part & (Part.PARTICLE | Part.TAIL):
        return True
    return bool(token.part & NAME) or (not token.bare_part and foreign(token.key))


def ending(marks: Sequence[Token], index: int, lang: str) -> int:
    """What stands behind a name: 2 a clause, a role, an age; 1 another word that no name has; 0 nothing sure."""
    if index >= len(marks):
        return 1
    token = marks[index]
    gap = token.gap.strip()
    if not token.follows:
        if not gap or gap[0] not in "،,(–-:":
            return 1
        if token.key in RELATIVE or token.key[:1].isdigit() or begins_role(marks, index):
            return 2
        return 2 if gap[0] == ":" or (lang == "fa" and token.key in PERSIAN_PEOPLE) else 1
    if token.key in CLAUSE or token.key in RELATIVE:
        return 2
    if lang == "fa" and token.part & (Part.VERB | Part.ROLE):
        return 2
    if lang == "fa" and said_after(marks, index):
        return 2
    closed = bool(token.bare_part) and not token.bare_part & (NAME | Part.PARTICLE)
    return int(closed or (lang == "ar" and token.key.startswith(("ال", "وال", "بال", "لل", "و"))))


def lead(marks: Sequence[Token], index: int, lang: str) -> int:
    """What leads up to a name: 3 a kinship or ``called``, 2 a role, a verb of saying, 1 a verb, an opening; or 0."""
    if index == 0:
        return 1
    before, token = marks[index - 1], marks[index]
    if not token.follows:
        gap = token.gap.strip()
        if gap.lstrip('»”")') in ("،", ",", "-", "–"):
            return 2 if _role_in(marks, index - 1) else int(_reported(marks, index))
        return int("\n" in token.gap or gap.endswith((".", "؟", "!", ":", "؛")))
    called = before.key in CALLED or (before.key == "نام" and lang == "fa")
    if before.key == REPORTER and index > 1 and marks[index - 2].key in ("به", "با"):
        return 0
    if called or before.key in KIN or (before.key == "من" and index > 1 and marks[index - 2].key == "كل"):
        return 3
    if before.key in LED:
        return 2
    if before.part & NAME and not before.bare_part & (NOT_NAME | Part.ACTION):
        return 0
    if before.bare_part & (Part.ROLE | Part.CALLING | Part.TITLE | Part.VERB) and lang == "ar":
        return 2
    if before.bare_part & (Part.ROLE | Part.CALLING | Part.TITLE) or (lang == "ar" and _several(before)):
        return 2
    return _lead_farther(marks, index, lang)


def _several(token: Token) -> bool:
    """True for the dual or plural of a role or calling (الباحثان, اللاعبتين)."""
    known = lexicon("ar")
    for ending in ("تان", "تين", "ان", "ين", "ون"):
        if token.bare.endswith(ending):
            stem = token.bare[: -len(ending)]
            return any(known.get(s, 0) & (Part.ROLE | Part.CALLING) for s in (stem, stem + "ه"))
    return False


def _reported(marks: Sequence[Token], index: int) -> bool:
    """True behind the comma of a Persian opening that says whose report follows (به گزارش …،)."""
    return any(m.key in ("گزارش", "نقل") for m in marks[max(0, index - 6) : index])


def _lead_farther(marks: Sequence[Token], index: int, lang: str) -> int:
    """A role with an adjective or what belongs to it; a nationality; a verb; a word that opens a sentence."""
    before, back = marks[index - 1], marks[index - 2] if index > 1 else None
    office = Part.ROLE | Part.CALLING | Part.TITLE
    beside = back is not None and before.follows and bool(back.bare_part & office)
    if before.bare_part & Part.NATION:
        beside = beside or not before.follows or (back is not None and back.key in (*LED, *BEFORE_NATION))
        if back is not None and lang == "ar" and not beside and before.bare.startswith("ال"):
            if lexicon("ar").get(back.bare, 0) & (Part.ACTION | Part.VERB):
                return 3
            return 1 + _role_in(marks, index - 1)
        return 2 if beside else int(lang == "ar" and before.bare.startswith("ال"))
    if lang == "ar" and before.bare.startswith("ال"):
        return 2 if beside else int(_role_in(marks, index - 1))
    if before.key in OPENERS or (lang == "ar" and lexicon("ar").get(before.bare, 0) & Part.ACTION):
        return 1
    if before.bare_part & Part.PLACE or lang == "fa":
        return int(_role_in(marks, index - 1) and before.key not in BREAKS)
    return 0


def _role_in(marks: Sequence[Token], end: int) -> bool:
    """True where a role stands in the phrase that ends at an index, no verb or Persian preposition between."""
    for mark in phrase_before(marks, end):
        if mark.bare_part & (Part.ROLE | Part.CALLING) and not mark.part & NAME:
            return True
        if mark.key in BREAKS or mark.bare_part & (Part.VERB | Part.ACTION):
            return False
    return False


def name_of_no_list(reading: Reading) -> Iterator[Candidate]:
    """Words of no list stand where a name must: behind a role, kinship or verb, before a clause, a role or an age."""
    g = ground(reading)
    marks, lang = g.tokens, g.lang
    done = 0
    for index in marks.where(_may_begin):
        if index < done or index + 1 == len(marks) or not marks[index + 1].follows:
            continue
        led = lead(marks, index, lang)
        end, points = run(g, index, led > 1) if led or lang == "ar" else (index, 0)
        if end - index > 1 and _enough(marks, index, end, led, points, lang):
            yield candidate(reading, index, end, "name_of_no_list", _begin(marks[index], lang))
            done = end
            for first, last in _joined_by_and(reading, end) if lang == "ar" else ():
                yield candidate(reading, first, last, "name_of_no_list", marks[first].start + 1)
                done = last


def _begin(token: Token, lang: str) -> int:
    """Where a name begins in its first word: letters before a listed name are clitics, others are its own."""
    own = lang == "ar" and (not token.bare_part & NAME or token.key.startswith("س"))
    return token.start if own else token.bare_start


def _may_begin(token: Token) -> bool:
    """True for a word that may be the first of a name: asked for each different word of the text."""
    part = token.bare_part
    if token.key.endswith(("ها", "هم")) and len(token.key) > LONG and not part & NAME:
        return False  # عواصمها
    if token.bare in ("لا", "ولا") or (token.key.startswith("لل") and not part & NAME):
        return False
    if token.key.startswith("و") and lexicon("ar").get(token.key[1:], 0) & (Part.VERB | Part.ACTION):
        return False
    if len(token.key) < 3 or token.bare == "علي" or token.key in CALLED:
        return False
    if not part or part & (NAME | Part.PARTICLE) or token.key in SMALL_NAMES:
        return True
    if part & ~(Part.COMMON | Part.DERIVED | Part.NISBA | Part.PLACE):
        return False
    return not part & Part.COMMON or (len(token.key) - len(token.bare) == 1 and len(token.bare) < 4)


def _enough(marks: Sequence[Token], first: int, end: int, led: int, points: int, lang: str) -> bool:
    """True where lead, words and ending together speak for a name."""
    closed = ending(marks, end, lang)
    if not closed or (not led and (closed < 2 or lang == "fa")):
        return False
    if lang == "ar" and points < 2 and marks[first].key.endswith("ا") and marks[end - 1].key.endswith("ا"):
        return False
    if lang == "fa" and (closed == 2 or led > 1) and marks[end - 1].key.endswith("ي"):
        points += 1
    plain = sum(not m.bare_part & NAME and everyday(lang, m.key) for m in marks[first:end])
    if lang == "fa" and marks[first].key.endswith("يت") and not marks[first].bare_part & NAME:
        return False
    opens_plain = not marks[first].bare_part & NAME and _headword(lang, marks[first].key)
    by = marks[first - 1].key if first else ""
    starring = by in LED and marks[end - 1].part == Part.FAMILY  # بطولة ميلا الزهراني
    if (
        (plain == end - first or opens_plain)
        and not starring
        and (led < KINSHIP or (first and by not in KIN))
    ):
        return False
    return led + closed + points - plain >= ENOUGH


def _headword(lang: str, word: str) -> bool:
    """True for a word of the dictionary as it stands, in Arabic with a preposition written onto it too."""
    if word in ELDERS:
        return False
    return headword(lang, word) or (lang == "ar" and word.startswith(("ب", "ل")) and headword(lang, word[1:]))


def _joined_by_and(reading: Reading, end: int) -> Iterator[tuple[int, int]]:
    """Behind a name, ``و`` with other words of no list: the next of a list of people."""
    marks = tokens(reading)
    while end < len(marks) - 1:
        token = marks[end]
        rest = token.key[1:]
        if not token.joined or not token.key.startswith("و") or len(rest) < 3 or token.bare_part & NOT_NAME:
            return
        if not token.bare_part & NAME and (token.bare_part or not (strange_arabic(rest) or foreign(rest))):
            return
        last, points = _tail(reading, end)
        if last - end < 2 or points + ending(marks, last, "ar") + int(foreign(rest)) < 2:
            return
        yield end, last
        end = last


def _tail(reading: Reading, first: int) -> tuple[int, int]:
    """The index behind the words that go on with a name whose first word bears ``و``, and their points."""
    marks = tokens(reading)
    index, total = first + 1, 0
    while index < len(marks) and index - first < LONGEST and marks[index].follows:
        points = points_of(marks[index], reading.text, "ar", first=False)
        if points is None and index == first + 1 and marks[index].bare_part == Part.DERIVED:
            points = 0 if foreign(marks[first].key[1:]) and foreign(marks[index].key) else None
        if points is None:
            break
        total, index = total + points, index + 1
    return index, total
