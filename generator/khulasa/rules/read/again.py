"""People of one word, and people whose family name is told by where it stands again.

A word that stands alone where only somebody can (وأضاف غصن:, امیدوار افزود) is a family name, whatever else it means;
where a word that may be a given name stands before it elsewhere (المزارع نبيل غصن), the two are a full name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khulasa.languages import load, together
from khulasa.model import Candidate, Reading
from khulasa.rules.read.beside_names import CLAUSE, KIN
from khulasa.rules.read.chain import candidate, clitic_like, extent, strange_arabic
from khulasa.rules.read.dictionary import everyday
from khulasa.rules.read.parts import NAME, NOT_NAME, Part, Token, lexicon, spots, tokens
from khulasa.rules.read.signs import inside_name, may_begin, name_ends, possible, supported
from khulasa.text.words import places, standing

LETTERS = 3
"""Letters that a word must have to be a name by where it stands."""
ANYTHING_ELSE = Part.ROLE | Part.CALLING | Part.TITLE | Part.NATION | Part.VERB | Part.ACTION | Part.PARTICLE
"""What a word may be that stands where a name could, and is none."""
NOBODY = (
    "speech-nobody", "speech-things", "speech-pronouns", "person-nouns", "organisation-nouns", "function-words",
    "small-words", "speech-circumstance", "speech-asides", "speech-also", "statement-nouns", "speech-prepositions",
)  # fmt: skip
"""Lists of words that stand beside a verb of saying and are no names."""
AFTER_NAME = frozenset("،,:؛(–-")
"""Signs that close a name."""
OPENERS = frozenset(("كه", "و", "اما", "ولي"))
"""Persian words behind which a clause begins."""
VERB_NEAR = 2
"""Words between a Persian subject and its verb of saying, at most."""


def named_again(reading: Reading) -> Iterator[Candidate]:
    """The word before one that stands alone beside a verb of saying elsewhere is its given name (نبيل غصن)."""
    marks, where = tokens(reading), places(reading.text)
    families = _speaking(reading)
    forms = {form for family in families for form in (family, family.removeprefix("ال"), f"ال{family}")}
    for last in (i for form in forms if form in where for i in where[form]):
        if last in families.values() or not last or not marks[last].follows:
            continue
        first = last - 1
        if not _may_be_given(marks, first, reading.lang) or marks[last].bare != marks[last].key:
            continue
        led = supported(marks, first) or (not marks[first].follows and bool(marks[first].bare_part & NAME))
        plain = everyday(reading.lang, marks[last].key) or marks[last].part & Part.COMMON
        sure = marks[first].part == Part.GIVEN
        if (plain or not marks[first].bare_part & NAME) and not (led or sure):
            continue
        if first and marks[first].follows and marks[first - 1].part & Part.GIVEN:
            first -= 1
        if not inside_name(marks, first):
            yield candidate(reading, first, last + 1, "named_again")


def _speaking(reading: Reading) -> dict[str, int]:
    """Words that stand alone as the subject of a verb of saying, each with one place."""
    language, marks = load(reading.lang), tokens(reading)
    nobody = together(reading.lang, *(n for n in NOBODY if n in language.lists))
    found: dict[str, int] = {}
    for said in spots(reading, Part.VERB):
        at = said + 1 if reading.lang == "ar" else _subject_before(marks, said)
        if not 0 < at < len(marks) or (reading.lang == "ar" and not marks[at].joined):
            continue
        token = marks[at]
        if len(token.key) < LETTERS or not token.key.isalpha() or token.bare != token.key:
            continue
        if token.part & ANYTHING_ELSE or {token.key, token.key.removeprefix("ال")} & nobody:
            continue
        if reading.lang == "ar" and not _clause_follows(marks, at + 1):
            continue
        found.setdefault(token.key, at)
    return found


def _subject_before(marks: Sequence[Token], said: int) -> int:
    """The index of a Persian word that alone goes before a verb of saying in its clause; -1 where there is none."""
    for at in range(said - 1, max(said - 2 - VERB_NEAR, -1), -1):
        if not marks[at + 1].follows:
            return -1
        if not marks[at].follows:
            alone = at + 1 == said or bool(marks[at + 1].part & (Part.COMMON | Part.VERB))
            return at if alone and not marks[at].part & Part.COMMON else -1
    return -1


def _clause_follows(marks: Sequence[Token], index: int) -> bool:
    """True where what is said begins at an index: a sign, a word for ``that``."""
    if index >= len(marks):
        return True
    gap = marks[index].gap.strip()
    return bool(gap and (gap[0] in AFTER_NAME or gap[0] in '«“"')) or marks[index].key in CLAUSE


def _may_be_given(marks: Sequence[Token], index: int, lang: str) -> bool:
    """True for a name, or a word of no list, no dictionary and without clitics."""
    token = marks[index]
    if token.bare_part & NAME:
        return not token.bare_part & (Part.VERB | Part.THING | Part.CALLING | Part.ROLE | Part.NATION)
    if token.part or token.bare_part or not token.key.isalpha() or len(token.key) < LETTERS:
        return False
    strange = lang == "fa" or (strange_arabic(token.key) and not clitic_like(token.key))
    return strange and not token.key.startswith("ال") and not everyday(lang, token.key)


def name_beside_kin(reading: Reading) -> Iterator[Candidate]:
    """One word that may be a name directly behind a kinship (شقيقته سلمى, پسرش هیمن), where the name ends."""
    marks = tokens(reading)
    for kin in standing(reading.text, KIN):
        at = kin + 1
        if at >= len(marks) or not marks[at].joined:
            continue
        if reading.lang == "ar" and _nisba_pair(marks, at):
            yield candidate(reading, at, at + 2, "name_beside_kin")
            continue
        if not _may_be_given(marks, at, reading.lang):
            continue
        alone = extent(marks, at, reading.lang) == at + 1 and name_ends(marks, at + 1)
        sure = marks[at].part & Part.GIVEN or not everyday(reading.lang, marks[at].key)
        if alone and sure and not marks[at].part & (NOT_NAME & ~Part.PLACE):
            yield candidate(reading, at, at + 1, "name_beside_kin")


def _nisba_pair(marks: Sequence[Token], at: int) -> bool:
    """True for any noun and a family name with the article and the ending ي, where the name ends (لقاء الخميسي)."""
    if at + 1 >= len(marks) or not marks[at + 1].joined or not name_ends(marks, at + 2):
        return False
    given, last = marks[at], marks[at + 1]
    barred = Part.NATION | Part.ROLE | Part.COMMON | Part.CALLING
    shaped = last.key.startswith("ال") and last.key.endswith("ي") and not last.part & barred
    return (
        shaped
        and not given.key.startswith("ال")
        and not given.part & (Part.VERB | Part.ACTION | Part.FUNCTION)
    )


def single_name(reading: Reading) -> Iterator[Candidate]:
    """One word that may be a name, then an age; or one that opens a Persian sentence, then a comma and a role."""
    marks = tokens(reading)
    for at in possible(reading):
        if (
            at + 2 >= len(marks)
            or marks[at].bare != marks[at].key
            or not _may_be_given(marks, at, reading.lang)
        ):
            continue
        gap = marks[at + 1].gap.strip()
        if gap not in ("،", ",", "("):
            continue
        token, after = marks[at], marks[at + 1]
        sure = token.part & (Part.GIVEN | Part.DOUBTFUL) or not everyday(reading.lang, token.key)
        aged = after.key.isdigit() and marks[at + 2].key in AGES
        opens = not token.follows and ("\n" in token.gap or token.gap.strip()[:1] in tuple(".!؟") or at == 0)
        led = opens or supported(marks, at) or bool(at and marks[at - 1].bare_part & Part.CALLING)
        called = (
            reading.lang == "fa"
            and opens
            and gap != "("
            and _person(marks, at + 1)
            and not token.part & Part.COMMON
        )
        if sure and ((aged and led) or called) and not (at and token.follows and marks[at - 1].part & NAME):
            yield candidate(reading, at, at + 1, "single_name")


AGES = frozenset(("ساله", "سال", "عاما", "عام", "سنه", "سنوات", "ربيعا", "اعوام"))
"""Words for years of age."""


def _person(marks: Sequence[Token], at: int) -> bool:
    """True where a role that is no name begins, be it written apart (دانش آموز)."""
    token, after = marks[at], marks[at + 1].key if at + 1 < len(marks) and marks[at + 1].joined else ""
    apart = lexicon("fa").get(token.key + after, 0) if after else 0
    office = Part.ROLE | Part.CALLING
    return bool(apart & office) or (bool(token.part & office) and not token.part & NAME)


def given_name_that_speaks(reading: Reading) -> Iterator[Candidate]:
    """A given name alone is the subject of a verb of saying (تقول سلمى:, آرمیتا می‌گوید)."""
    marks = tokens(reading)
    for at in spots(reading, Part.GIVEN):
        token = marks[at]
        if token.part != Part.GIVEN or token.bare != token.key or extent(marks, at, reading.lang) > at + 1:
            continue
        if reading.lang == "ar":
            before = marks[at - 1] if at and token.joined else None
            said = before is not None and bool(before.bare_part & Part.VERB)
            told = said and _clause_follows(marks, at + 1)
        else:
            after = marks[at + 1] if at + 1 < len(marks) and marks[at + 1].follows else None
            opens = not token.follows or marks[at - 1].key in OPENERS
            told = after is not None and bool(after.part & Part.VERB) and opens
        if told and may_begin(marks, at):
            yield candidate(reading, at, at + 1, "given_name_that_speaks")
