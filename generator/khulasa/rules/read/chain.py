"""Where a name ends: which words after its first word still belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from khulasa.languages import load
from khulasa.model import Candidate, Reading, Span
from khulasa.rules.read.beside_names import LED
from khulasa.rules.read.dictionary import everyday, headword
from khulasa.rules.read.parts import NAME, Part, Token, after_abbreviation, tokens

TEAM = "الفريق"
"""A rank, but behind a role (رئيس الفريق) a team."""
MAX_WORDS = 5
"""Words of a name without its particles."""
TWO = "دو"
"""A particle of names, and Persian for two."""
LEAST_LED = 2
"""Words before a family name that a role or a verb leads to: that word and the given name."""
MAX_STRANGE = 1
"""Words behind the first that no list knows, beside those with an article or behind a particle."""
AIT = frozenset(("ايت", "نايت"))
"""Amazigh sons of: any word may follow (أيت يدير)."""
KUNYA = frozenset(("ابو", "ابي", "ابا", "بو", "ال"))

_VERB_LIKE = re.compile(r"^(?:سي|ست|[يت])\w{3,4}$|\w{2,}[^ا]ت$|\w{3,}(?:وا|تا)$")
_PLURAL = re.compile(r"^ال\w{3,}(?:ين|ون|ات|[^ي]ه)$")
_CLITIC_LIKE = re.compile(r"^(?:وال|بال|فال|كال|لل|[بل](?:ا[ستن]ت?\w{4,}|م\w{4,}|ت\w{4,}|[^ولن]\w{3,}ه$))")
LINKS = frozenset(("بن", "ابن", "بنت", "بت", "ولد", "ود"))
"""Words between a name and the father's."""
_AND_LIKE = re.compile(r"^و\w{4,}")
_OFFICE_NEXT = frozenset(
    ("عام", "عامه", "العام", "العامه", "سر", "مجلس", "صندوق", "مساعد", "الدوله", "وزاره")
)


def begins(token: Token) -> int:
    """What a word may be as the first word of a name: clitics before it are cut off."""
    return token.bare_part


def extent(tokens: Sequence[Token], first: int, lang: str) -> int:
    """The index behind the last word of the name whose first word is given."""
    words, strange, index = 1, 0, first + 1
    if tokens[first].bare_part & Part.PARTICLE:
        words = 0
    end = first + 1
    while index < len(tokens) and words < MAX_WORDS and tokens[index].follows:
        token = tokens[index]
        if not continues(tokens, index, lang, index == first + 1):
            break
        if (
            not token.part
            and not token.key.startswith("ال")
            and not tokens[index - 1].bare_part & Part.PARTICLE
        ):
            strange += 1
            if strange > MAX_STRANGE + (index + 1 >= len(tokens) or not tokens[index + 1].follows):
                break
        index += 1
        if _is_particle(tokens, index - 1, lang):
            continue
        words += 1
        end = index
    return end


def continues(tokens: Sequence[Token], index: int, lang: str, second: bool) -> bool:
    """True where the word at an index goes on with the name before it; ``second``: only one word goes before."""
    token, before = tokens[index], tokens[index - 1]
    part = token.part
    if _double(tokens, index, lang):
        return True
    if before.bare_part & Part.PARTICLE and before.key not in ("بنت", "ام", "ال"):
        known = part & (NAME | Part.TAIL) or not part or token.key.startswith("ال")
        called = part & (Part.DERIVED | Part.COMMON) if before.bare in KUNYA else part & Part.DERIVED
        after = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].follows else None
        if before.key in AIT and (after is None or (after.part and not after.part & NAME)):
            return True
        return bool(known or called) and not part & (Part.VERB | Part.ACTION)
    if part & Part.TAIL and (before.bare_part & NAME or not before.part & Part.COMMON):
        return True
    if part & Part.PARTICLE and index + 1 < len(tokens) and tokens[index + 1].follows:
        after = tokens[index + 1]
        if lang == "fa" and token.key == TWO:
            return bool(after.part & NAME)
        known = bool(after.part & (NAME | Part.TAIL)) or not after.part or after.key.startswith("ال")
        return known or token.key in AIT
    if lang == "fa" and not second and part & Part.DOUBTFUL and part & Part.COMMON:
        return closes(tokens, index + 1)
    if part & (Part.GIVEN | Part.FAMILY | Part.DOUBTFUL):
        return not _is_office(tokens, index, lang)
    if part & Part.DERIVED and lang == "fa" and not part & NAME:
        return (not second or bool(before.bare_part & NAME)) and (
            closes(tokens, index + 1) or _named_before(tokens, index) or _and_another(tokens, index)
        )
    if lang == "fa" and part == Part.PLACE and token.key.endswith("ي"):
        return bool(before.part & (Part.GIVEN | Part.FAMILY)) and closes(tokens, index + 1)
    if lang == "fa" and second and part == Part.COMMON and token.key.endswith("ي"):
        return _everyday_family(tokens, index)
    if token.key.startswith("بال") and token.bare_part & NAME and before.bare_part & Part.GIVEN:
        return True
    if part & Part.NISBA and lang == "ar":
        return bool(before.bare_part & (Part.GIVEN | (Part.DOUBTFUL if second else 0)))
    if part:
        return second and lang == "ar" and _led_family(tokens, index)
    if lang == "ar" and token.bare != token.key and token.bare_part & NAME:
        # to or and the next person: أكد قاآني لهنية; nobody is compared with a name so (سيمون كروس)
        return (
            token.key.startswith("ك")
            and bool(before.bare_part & Part.GIVEN)
            and len(token.key) > len(token.bare) + 1
        )
    ordinary = headword if second else everyday
    if lang == "ar" and not token.key.startswith("ال") and ordinary(lang, token.key):
        return second and (closes(tokens, index + 1) or _next_person(tokens, index))
    if lang == "ar":
        ended = _closed(before) and not token.key.startswith("ال")
        object_like = token.key.endswith(("ا", "ات")) or plural_like(token.key) or ended
        return _strange_arabic(token) and (second or not object_like)
    return _strange_persian(tokens, index, second)


def _double(tokens: Sequence[Token], index: int, lang: str) -> bool:
    """True for either word of a listed name of two words (حسب الرسول, رسول بخش)."""
    doubles = load(lang).words("double-names")
    after = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].follows else None
    return f"{tokens[index - 1].bare} {tokens[index].key}" in doubles or (
        after is not None and f"{tokens[index].key} {after.key}" in doubles
    )


def _next_person(tokens: Sequence[Token], index: int) -> bool:
    """A sure given name before an Arabic word, and ``و`` with a sure given name behind it (ليلى علوي وجيسيكا …)."""
    if index + 1 >= len(tokens) or not tokens[index + 1].joined:
        return False
    after = tokens[index + 1]
    joined = after.key.startswith("و") and after.bare != after.key and after.bare_part & Part.GIVEN
    return bool(joined) and bool(tokens[index - 1].bare_part & Part.GIVEN)


def _and_another(tokens: Sequence[Token], index: int) -> bool:
    """A sure given name before a Persian word, and behind it ``و`` and a sure given name: a list of people."""
    if index + 2 >= len(tokens) or tokens[index + 1].key != "و" or not tokens[index + 1].joined:
        return False
    return tokens[index - 1].part == Part.GIVEN and tokens[index + 2].part == Part.GIVEN


def _named_before(tokens: Sequence[Token], index: int) -> bool:
    """A Persian noun behind which somebody is named goes before the given name (به سرپرستی کیان آسمانی به …)."""
    if index < LEAST_LED or not tokens[index - 1].joined or index + 1 >= len(tokens):
        return False
    return tokens[index - 2].key in LED and bool(tokens[index + 1].part & Part.COMMON)


def _everyday_family(tokens: Sequence[Token], index: int) -> bool:
    """A Persian everyday adjective behind a sure given name, that ends the name or goes before its last word.

    علی اسلامی گفت, علی اسلامی بیدگلی کارشناس: elsewhere the adjective describes.
    """
    before = tokens[index - 1]
    said = index + 1 < len(tokens) and tokens[index + 1].follows and tokens[index + 1].part & Part.VERB
    if said and not before.follows and before.part & Part.DOUBTFUL and not before.part & Part.COMMON:
        return True  # مجید نامی افزود
    if not before.part & Part.GIVEN or before.part & Part.COMMON:
        return False
    if closes(tokens, index + 1) or _and_another(tokens, index):
        return True
    after = tokens[index + 1]
    last = after.part & Part.FAMILY or (not after.part and after.key.endswith(("ي", "يان", "نيا", "پور")))
    return bool(last) and closes(tokens, index + 2)


def _led_family(tokens: Sequence[Token], index: int) -> bool:
    """An everyday word between a sure given name, which a role or a verb leads to, and an end.

    It has the article; without it, it is no plain word but one with an ending (كيسا).
    """
    token, before = tokens[index], tokens[index - 1]
    sure = before.bare_part & Part.GIVEN and not before.part & (Part.COMMON | Part.PLACE)
    if (
        not sure
        and before.bare_part == Part.DOUBTFUL
        and not token.part & (Part.ROLE | Part.CALLING | Part.TITLE)
    ):
        return called_so(tokens, index)
    if not sure or token.part & (Part.ROLE | Part.CALLING):
        return False
    if token.part & Part.TITLE:
        return token.key.startswith("ال") and _title_as_family(tokens, index)
    apart = index > 1 and not before.follows and _comma(tokens[index - 1].gap)
    if apart and closes(tokens, index + 1) and not token.part & (Part.VERB | Part.ACTION):
        return not token.part & Part.COMMON or token.key.startswith("ال")
    if index < LEAST_LED or not before.follows:
        return False
    leader = tokens[index - 2].bare_part
    shaped = (token.key.startswith("ال") and not token.part & Part.PLACE) or token.part == Part.DERIVED
    if leader & (Part.ROLE | Part.CALLING | Part.NATION | Part.VERB) and shaped:
        return closes(tokens, index + 1)
    return called_so(tokens, index)


def called_so(tokens: Sequence[Token], index: int) -> bool:
    """An everyday word between a given name, which a calling or a role leads to, and a mark (الروائي عبده خال،)."""
    token, before = tokens[index], tokens[index - 1]
    if index < LEAST_LED or not before.follows or token.key in WHEN or token.key.endswith("ا"):
        return False
    barred = Part.VERB | Part.ACTION | Part.FUNCTION | Part.PLACE | Part.NATION
    called = tokens[index - 2].bare_part & (Part.ROLE | Part.CALLING) and not token.part & barred
    marked = index + 1 < len(tokens) and tokens[index + 1].gap.strip()[:1] in ("،", ",", ":")
    return bool(called) and marked


WHEN = frozenset(
    ("امس", "اليوم", "مساء", "صباح", "ظهر", "فجر", "هنا", "هناك", "ايضا", "قايلا", "قايله", "ايضاً")
)
"""Words of time and place behind a name that go on with the sentence."""


def _comma(gap: str) -> bool:
    """True for a gap with nothing but a comma."""
    return gap.strip() in ("،", ",")


def _title_as_family(tokens: Sequence[Token], index: int) -> bool:
    """A title with the article behind a given name, and no name behind it: a family name (أيمن الأمير)."""
    after = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].follows else None
    if after is None:
        return True
    known = bool(after.bare_part) or everyday("ar", after.key)
    return known and not after.bare_part & (NAME | Part.PARTICLE | Part.TITLE)


def _closed(token: Token) -> bool:
    """True for a family name with the article, behind which no word of no list goes on."""
    return token.key.startswith("ال") and (bool(token.part & Part.FAMILY) or token.key.endswith("ي"))


def _is_particle(tokens: Sequence[Token], index: int, lang: str) -> bool:
    return (
        bool(tokens[index].part & Part.PARTICLE)
        and index + 1 < len(tokens)
        and tokens[index + 1].follows
        and (continues(tokens, index + 1, lang, second=False))
    )


def _is_office(tokens: Sequence[Token], index: int, lang: str) -> bool:
    """A name word that opens a role here: ``أمين عام``, ``امیر قطر``; or a nationality before a name."""
    part = tokens[index].part
    after = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].follows else None
    if part & Part.VERB and not part & (Part.GIVEN | Part.FAMILY):
        return True
    if lang == "fa" and part & Part.ROLE and tokens[index - 1].part & Part.FAMILY:
        return True
    if after is None:
        return False
    if after.bare != after.key:
        return False
    if part & Part.ROLE and (after.key in _OFFICE_NEXT or after.part & (Part.PLACE | Part.THING)):
        return True
    return bool(part & Part.NATION and after.bare_part & Part.GIVEN)


def _strange_arabic(token: Token) -> bool:
    """An Arabic word of no list that does not look like a verb or a word with clitics."""
    return strange_arabic(token.key) and not and_like(token.key)


def and_like(key: str) -> bool:
    """True for letters that may be ``and`` with a word behind it."""
    return _AND_LIKE.match(key) is not None


def plural_like(key: str) -> bool:
    """True for letters with the article and a plural or feminine ending, such as objects behind a name have."""
    return _PLURAL.match(key) is not None


def clitic_like(key: str) -> bool:
    """True for letters that begin like a preposition with a word behind it."""
    return _CLITIC_LIKE.match(key) is not None


def strange_arabic(key: str) -> bool:
    """True for letters that do not look like an Arabic verb or a word with clitics."""
    verb = not key.startswith("ال") and _VERB_LIKE.search(key)
    return len(key) > 2 and key.isalpha() and not _CLITIC_LIKE.match(key) and not verb


def _strange_persian(tokens: Sequence[Token], index: int, second: bool) -> bool:
    """A Persian word of no list, as long as no family name stands before it."""
    token, before = tokens[index], tokens[index - 1]
    if len(token.key) < 3 or not token.key.isalpha():
        return False
    ends = index + 1 >= len(tokens) or not tokens[index + 1].follows
    if token.key.endswith("ي") and ends:
        return True
    if second or not before.part & (Part.FAMILY | Part.DOUBTFUL) or before.part & Part.GIVEN:
        return True
    return index > 1 and f"{tokens[index - 2].key} {before.key}" in load("fa").words("double-names")


def closes(tokens: Sequence[Token], index: int) -> bool:
    """True where a name plainly ends before an index: a mark, a role, a verb of saying, the end."""
    if index >= len(tokens) or not tokens[index].follows:
        return True
    return bool(tokens[index].part & (Part.ROLE | Part.VERB))


LONGEST_TITLE = 12
"""Most words that are looked at before a name: a row of titles without end would be read anew for each."""


def title_start(tokens: Sequence[Token], first: int) -> int:
    """The index of the first title directly before the name whose first word is given, else that index."""
    start = first
    while (
        start > max(0, first - LONGEST_TITLE)
        and (tokens[start].joined or after_abbreviation(tokens[start]))
        and _is_title(tokens, start - 1)
    ):
        start -= 1
    return start


def _is_title(tokens: Sequence[Token], index: int) -> bool:
    token, after = tokens[index], tokens[index + 1]
    if token.bare == TEAM and token.key != TEAM:
        return False
    if token.bare == TEAM and index and token.follows and tokens[index - 1].bare_part & Part.ROLE:
        return False
    if not token.bare_part & Part.TITLE or (token.bare != token.key and token.bare_part & Part.COMMON):
        return False
    if len(token.bare) <= 2 and token.bare != "سر":
        return after_abbreviation(after) or after.gap.strip() == "/"
    return after.joined


def candidate(reading: Reading, first: int, end: int, rule: str, begin: int | None = None) -> Candidate:
    """The name of the words ``first`` to before ``end`` with the titles before it.

    ``begin`` is where the name begins in the text, if not behind the clitics of its first word.
    """
    marks = tokens(reading)
    core = Span(marks[first].bare_start if begin is None else begin, marks[end - 1].end)
    titled = title_start(marks, first)
    start = marks[titled].bare_start if titled < first else core.start
    around = marks[max(0, titled - 2)].start, marks[min(len(marks), end + 2) - 1].end
    return Candidate("person", start, core.end, core, rule, reading.text[around[0] : around[1]])
