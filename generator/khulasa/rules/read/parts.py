"""What each word of a text may be in a name: given name, family name, title, role, an everyday word …

The word lists of a language are joined to one lexicon; Arabic words are also looked up without attached clitics,
and everyday words without their endings. Rules read these tokens instead of scanning the text again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from khulasa.languages import Language, load
from khulasa.model import Reading
from khulasa.rules.read.dictionary import everyday
from khulasa.text.automaton import opened
from khulasa.text.fold import key
from khulasa.text.memo import Memo
from khulasa.text.words import words, written


class Part:
    """What a word may be, as bits, since it may be several things; plain numbers, as an enum's ``&`` is slow."""

    GIVEN = 1
    """A given name that is hardly ever anything else."""
    DOUBTFUL = 2
    """A given name that is an everyday word too (أمل, امید)."""
    FAMILY = 4
    PARTICLE = 8
    """بن، ابن، أبو، آل، عبد … : leads on to the next word of the name."""
    TAIL = 16
    """الله، الدين … : closes a compound name."""
    TITLE = 32
    ROLE = 64
    VERB = 128
    """A verb of saying or telling."""
    COMMON = 256
    """An everyday word, listed."""
    DERIVED = 512
    """An ending cut off leaves an everyday word."""
    NATION = 1024
    """A nationality or an adjective of a region."""
    THING = 2048
    """Head of what is called after people: street, prize, hall, school …"""
    PLACE = 4096
    ACTION = 32768
    """A verb: ends names and roles."""
    NISBA = 65536
    """An everyday word with the ending ي, such as many family names are (رحمي)."""
    FUNCTION = 16384
    """A preposition, a pronoun, a conjunction …: never part of a name."""
    CALLING = 8192
    """A calling that stands before a name without belonging to its form (الكاتبة)."""


NAME = Part.GIVEN | Part.DOUBTFUL | Part.FAMILY
NOT_NAME = (
    Part.COMMON | Part.VERB | Part.ROLE | Part.THING | Part.NATION | Part.TITLE | Part.PLACE | Part.CALLING
)
LISTS: tuple[tuple[str, int], ...] = (
    ("given-names", Part.GIVEN),
    ("doubtful-names", Part.DOUBTFUL),
    ("family-names", Part.FAMILY),
    ("name-particles", Part.PARTICLE),
    ("name-tails", Part.TAIL),
    ("titles", Part.TITLE),
    ("callings", Part.CALLING),
    ("roles", Part.ROLE),
    ("reporting-verbs", Part.VERB),
    ("past-verbs", Part.COMMON | Part.ACTION),
    ("small-words", Part.FUNCTION),
    ("function_words", Part.FUNCTION),
    ("common-words", Part.COMMON),
    ("common-verbs", Part.COMMON | Part.ACTION),
    ("nationalities", Part.NATION),
    ("thing-heads", Part.THING),
    ("places", Part.PLACE),
)
"""Word list → part; a list that a language does not have is left out."""
NEIGHBOURS = {"ar": ("fa",), "fa": ("ar",)}
"""Languages whose names are written with the same letters and met in the news."""
SHORTEST_FOREIGN = 4
"""Letters of a name of the other language from which it counts."""

_SPACE = re.compile(r"[ \t\u00a0\u200c\u0640]+")
_HYPHEN = re.compile(r"[-‐‑–]")
_ABBREVIATED = re.compile(r"\.[ \t\u00a0]*")


class Token(NamedTuple):
    """A word as a part of names; a tuple, as hundreds are made an article."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody asks of a word
    start: int
    end: int
    key: str
    part: int
    """Of the whole word; for an everyday word, without its clitics and endings too."""
    bare: str
    """The key without clitics where only that is a listed word, else the key."""
    bare_part: int
    bare_start: int
    gap: str
    """What stands between the word before and this one."""
    joined: bool
    """Nothing but a space stands before it."""
    follows: bool
    """Nothing but a space or a hyphen stands before it: it may go on with the name of the word before."""


class Tokens(tuple[Token, ...]):
    """The words of a text as parts of names."""

    ends: Sequence[int]
    """Where each ends."""
    alike: Mapping[str, Sequence[int]]
    """Where each word stands as it is written: its indices."""
    code: str
    preposition: bool
    """See ``_as_written``."""

    def where(self, holds: Callable[[Token], object]) -> list[int]:
        """Indices, in order, of the words of which something holds that the word alone decides, as far as it is told
        by its key and its parts; asked once for each word, of whatever text."""
        known = _known(holds, self.code, self.preposition)
        return sorted(chain.from_iterable([row for word, row in self.alike.items() if known[word]]))


@lru_cache(maxsize=32)
def _known(holds: Callable[[Token], object], code: str, preposition: bool) -> Memo[str, bool]:
    """Whether something holds of each word by itself, as it is written."""
    forms = _forms(code, preposition)

    def answer(written: str) -> bool:
        part, bare, bare_part, _ = forms[written]
        return bool(holds(Token(0, 0, 0, key(written), part, bare, bare_part, 0, "", False, False)))

    return Memo(answer)


_new = tuple.__new__
"""Makes a named tuple without a call in between."""


@lru_cache(maxsize=4)
def lexicon(code: str) -> dict[str, int]:
    """Folded word → what it may be, from all lists of a language."""
    language: Language = load(code)
    found: dict[str, int] = {}
    for name, part in LISTS:
        for entry in language.lists.get(name, ()):
            if " " not in entry:
                found[entry] = found.get(entry, 0) | part
    own = dict.copy(found)
    for other in NEIGHBOURS[code]:
        for name, part in LISTS[:3]:
            for entry in load(other).lists.get(name, ()):
                if entry not in own and _foreign_name(own, code, entry):
                    found[entry] = found.get(entry, 0) | (
                        Part.FAMILY if part == Part.FAMILY else Part.DOUBTFUL
                    )
    return {entry: _sure(found, entry, part) for entry, part in found.items()}


def _foreign_name(own: Mapping[str, int], code: str, entry: str) -> bool:
    """True for a name that the other language writes alike and that is no everyday word here, clitics or not."""
    if " " in entry or len(entry) < SHORTEST_FOREIGN or everyday(code, entry) or _FA_VERB.match(entry):
        return False
    if code != "ar":
        return True
    led = any(entry.startswith(c) and own.get(entry[len(c) :]) for c in (*_ONE, "ال", "ي", "ت"))
    return not led and not any(entry.endswith(e) and own.get(entry[: -len(e)]) for e in _OWNERS)


def _sure(found: dict[str, int], entry: str, part: int) -> int:
    """A given name that is an everyday word or a place too is doubtful; a function word is nothing else."""
    if part & Part.FUNCTION:
        return Part.COMMON | part & (Part.VERB | Part.PARTICLE)
    everyday = Part.COMMON | Part.THING | Part.ROLE
    stem = (
        entry[2:]
        if entry.startswith("ال")
        else entry[:-1]
        if entry.endswith("ي") and part & Part.FAMILY
        else ""
    )
    if found.get(stem, 0) & everyday:
        part |= Part.DERIVED
    if part & Part.GIVEN and part & (everyday | Part.PLACE | Part.DERIVED):
        return part & ~Part.GIVEN | Part.DOUBTFUL
    return part


_PREFIXES = ("وال", "فال", "بال", "كال", "وبال", "وكال", "ال")
_LL = ("لل", "ولل", "فلل")
_ONE = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك", "س", "وس", "فس")
_AR_ENDINGS = (
    "ها", "هم", "هن", "هما", "نا", "كم", "ه", "ات", "ون", "ين", "ان", "وا", "تا", "ا", "يه", "ي", "تين", "اته",
    "اتها", "اتهم", "ته", "تها", "تهم", "تي", "تنا", "وه", "وها", "اه", "يين", "يون", "يها", "يهم",
)  # fmt: skip
_OWNERS = frozenset(("ها", "هم", "هن", "هما", "نا", "ه", "ته", "تها", "تهم", "تنا", "وه"))
"""Pronouns on a noun or a verb: ``مديرها`` is a role, ``هنأه`` a verb."""
_FA_ENDINGS = (
    "ها", "هاي", "هايي", "هايش", "هايشان", "هايم", "ي", "اي", "ان", "ات", "تر", "ترين", "ش", "شان", "م", "مان", "ست",
    "است", "اند", "يي", "هاست", "گان", "ين", "ند", "يم", "يد", "ه", "اش", "هايمان",
)  # fmt: skip
_FA_VERB = re.compile(r"(?:ن?مي)(?!ر).{2,}(?:د|م|ي)$|(?:ن?مي)(?!ر).{1,}(?:شود|كند|دهد|ايد)$")


@lru_cache(maxsize=60_000)
def part_of(code: str, word: str) -> tuple[int, int]:
    """What a folded word may be, and how many letters of clitics had to be cut off to see it."""
    known = lexicon(code)
    if part := known.get(word):
        return part, 0
    if word.isascii() or word[:1].isdigit():
        return Part.COMMON, 0
    return _arabic(known, word) if code == "ar" else _persian(known, word)


def _arabic(known: dict[str, int], word: str) -> tuple[int, int]:
    names = NAME | Part.PARTICLE | Part.TITLE | Part.ROLE | Part.VERB | Part.NATION | Part.THING | Part.PLACE
    stripped = [(word, 0)]
    for clitic in _ONE:
        rest = word[len(clitic) :]
        if word.startswith(clitic) and len(rest) > len(clitic) + 1:
            if part := known.get(rest, 0) & (names | Part.COMMON):
                return part, len(clitic)
            stripped.append((rest, len(clitic)))
        elif word.startswith(clitic) and len(rest) == 2 and known.get(rest, 0) & Part.COMMON:
            return Part.COMMON, len(clitic)
    for clitic in _LL:
        if word.startswith(clitic) and len(word) > len(clitic) + 2:
            rest = word[len(clitic) :]
            if part := known.get("ال" + rest, 0):
                return part, len(clitic) - 1
            if part := known.get(rest, 0) & (NOT_NAME | Part.COMMON):
                return part, len(clitic) - 1
    for article in _PREFIXES:
        if word.startswith(article) and len(word) > len(article) + 2:
            rest = word[len(article) :]
            if part := known.get(rest, 0) & NOT_NAME:
                return part, len(article) - 2
            for cut in ("ات", "ون", "ين", "ان", "ه", "يه", "يين", "يون"):
                if rest.endswith(cut) and known.get(rest[: -len(cut)], 0) & Part.COMMON:
                    return Part.DERIVED, len(article) - 2
            if with_article := known.get("ال" + rest, 0):
                return with_article, len(article) - 2
    for rest, cut_off in stripped:
        for ending in _AR_ENDINGS:
            if rest.endswith(ending) and len(rest) > len(ending) + (3 if cut_off else 2):
                stem = rest[: -len(ending)]
                part = known.get(stem, 0) | known.get(stem + "ه", 0)
                if part & (Part.COMMON | Part.VERB | Part.ROLE | Part.THING):
                    nisba = ending == "ي" and not cut_off and not word.startswith("ال")
                    owned = part & (Part.ROLE | Part.VERB) if ending in _OWNERS else 0
                    return Part.DERIVED | owned | (Part.NISBA if nisba else 0), cut_off
    return 0, 0


def _persian(known: dict[str, int], word: str) -> tuple[int, int]:
    if _FA_VERB.match(word):
        return Part.COMMON, 0
    for ending in _FA_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            part = known.get(stem, 0)
            if part & (Part.COMMON | Part.ROLE | Part.THING) and not part & (Part.GIVEN | Part.FAMILY):
                return (Part.DERIVED if ending in ("ي", "ان", "يان") else Part.COMMON), 0
            if part & Part.PLACE and ending != "ي":
                return Part.PLACE, 0
    return _compound(known, word), 0


def _compound(known: dict[str, int], word: str) -> int:
    """Persian given names written together (محمدرضا, علی‌اکبر, مریم‌سادات) and family names by their endings."""
    if word.startswith("عبدال") and len(word) > len("عبدال") + 1:
        return Part.GIVEN
    for cut in range(2, len(word) - 1):
        head, rest = known.get(word[:cut], 0), known.get(word[cut:], 0)
        if head & Part.GIVEN and rest & Part.GIVEN:
            return Part.GIVEN
        if cut > 3 and head & (Part.FAMILY | Part.GIVEN) and rest & Part.FAMILY and len(word) - cut > 3:
            return Part.FAMILY
        if word[:cut] in ("سيد", "سيده", "مير", "شيخ", "ملا", "حاج", "حاجي") and rest & (
            Part.GIVEN | Part.DOUBTFUL
        ):
            return Part.GIVEN
        if word[:cut] in _BEFORE_GIVEN and rest & (Part.GIVEN | Part.DOUBTFUL) and not everyday("fa", word):
            return Part.DOUBTFUL
    if FAMILY_SHAPE.search(word):
        return Part.FAMILY
    return Part.DOUBTFUL if _GIVEN_SHAPE.search(word) and not everyday("fa", word) else 0


_BEFORE_GIVEN = frozenset(("اي", "گل", "ماه", "مه", "شاه", "خان", "امير", "نور", "شير", "بي", "آنه", "حال"))
"""Words written onto the front of given names (آی‌جمال, ماه‌منیر)."""
_GIVEN_SHAPE = re.compile(
    r"^(?:گل|ماه|بيبي|غلام|ملا)\w{3,}(?<!ان)(?<!ها)$|^\w{2,}(?:محمد|احمد|حسين|گلدي|وردي|بردي)$"
)
"""First and last parts of Persian, Dari, Baluchi and Turkmen given names (ماه‌گنج, آنه‌محمد, بایرام‌گلدی)."""

FAMILY_SHAPE = re.compile(
    r".{2,}(?:زاده|پور|نژاد|نيا|فرد|فر|لو|چي|كيش|منش|خواه|دوست|پيشه|سرشت|تبار|بخش|مهر|راد|نسب|اوغلي|يان|وند|پناه|يار"
    r"|اف|زوي|خيل|زي|الديني|اللهي|ابادي|پرست|شناس|ساز|فروش|دل|گو|انديش|طلب|زاد|زاي)$"
)
"""Endings of Persian, Afghan and Tajik family names; some are endings of everyday words too."""
SURE_SHAPE = re.compile(
    r".{2,}(?:زاده|پور|نژاد|نيا|فرد|فر|كيش|منش|خواه|پيشه|سرشت|تبار|نسب|وند|اوغلي|اللهي|ابادي)$"
)
"""Endings that hardly any other word has."""


@lru_cache(maxsize=8)
def tokens_of(text: str, code: str) -> Tokens:
    """The words of a text as parts of names."""
    preposition = "على" not in text and text.count("علي ") > 2
    run, spelt = words(text), [word for line in text.split("\n") for word in written(line)]
    shapes = map(_forms(code, preposition).__getitem__, spelt)
    between = [text[before.end : word.start] for before, word in pairwise(run)]
    gaps = [text[: run[0].start], *between] if run else []
    links = [(False, False), *map(_LINKS.__getitem__, between)]
    found = [
        _new(Token, (i, start, end, folded, part, bare, bare_part, start + cut, gap, joined, follows))
        for i, ((start, end, folded), (part, bare, bare_part, cut), gap, (joined, follows)) in enumerate(
            zip(run, shapes, gaps, links, strict=False)
        )
    ]
    alike: dict[str, list[int]] = {}
    for i, word in enumerate(spelt):
        alike.setdefault(word, []).append(i)
    marks = Tokens(found)
    marks.ends = [token.end for token in found]
    marks.alike, marks.code, marks.preposition = alike, code, preposition
    return marks


@cache
def _forms(code: str, preposition: bool) -> Memo[str, tuple[int, str, int, int]]:
    """What each word may be as it is written, wherever it stands (see ``_form``)."""
    return Memo(lambda written: _form(code, written, preposition))


def bare_of(code: str, written: str) -> str:
    """The key of a word as it is written, without clitics where only that is a listed word."""
    return _forms(code, False)[written][1]


def _form(code: str, written: str, preposition: bool) -> tuple[int, str, int, int]:
    """What a written word may be as a whole, its key without clitics, what that may be, and the letters before that.

    ``preposition``: see ``_as_written``.
    """
    folded = key(written)
    part, cut = part_of(code, folded)
    bare, begin = folded[cut:], cut
    if code == "ar" and (not part or bare in ("علي", "فان", "ولا", "ليلي", "هنا", "روي")):
        part = _as_written(written, bare, part, preposition)
    if code == "ar" and cut and (letters := opened(folded)) != folded:
        bare = letters[letters.index("ال") :]
        begin = folded.index("لل")
    whole = part & ~(NAME | Part.PARTICLE | Part.TAIL) if cut else part
    return whole, bare, part, begin


def _link(gap: str) -> tuple[bool, bool]:
    """Whether nothing but a space stands between two words; or nothing but a space or a hyphen."""
    joined = _SPACE.fullmatch(gap) is not None
    return joined, joined or _HYPHEN.fullmatch(gap) is not None


_LINKS = Memo(_link)


_WRITTEN_CLITIC = re.compile(r"[وفبلك][أإ]")
_TANWIN = re.compile("[\u064b-\u064d]")


def _as_written(word: str, letters: str, part: int, preposition: bool) -> int:
    """What the spelling tells that the key does not: ``على`` is no ``علي``, tanwin and ``بأ`` are no name.

    ``فإن`` is no ``van``. ``preposition``: the text never writes ``على``, so that ``علي`` may stand for it.
    """
    if letters == "علي":
        return Part.COMMON if word.endswith("ى") else Part.DOUBTFUL | (Part.COMMON if preposition else 0)
    if letters == "هنا":
        return Part.GIVEN if word.endswith("ء") else part
    if letters == "روي":
        return Part.COMMON | Part.ACTION if word.endswith("ى") and "ؤ" not in word else part
    if letters == "ليلي":
        return Part.GIVEN if word.endswith("ى") else part
    if letters == "ولا":
        return part if word.endswith("ء") else Part.COMMON
    if letters == "فان":
        return Part.COMMON if "إ" in word or "أ" in word else part
    if not part and (_TANWIN.search(word) or _WRITTEN_CLITIC.match(word)):
        return Part.DERIVED
    return part


def tokens(reading: Reading) -> Tokens:
    """The words of a reading as parts of names."""
    return tokens_of(reading.text, reading.document.lang)


def spots(reading: Reading, part: int) -> list[int]:
    """Indices, in order, of the words that are, behind their clitics, one of some parts."""
    where = _spots(reading.text, reading.document.lang)
    return sorted(chain.from_iterable([where[own] for own in where if own & part]))


@lru_cache(maxsize=8)
def _spots(text: str, code: str) -> Mapping[int, Sequence[int]]:
    """Where the words stand that may be the same."""
    found: dict[int, list[int]] = {}
    marks = tokens_of(text, code)
    for row in marks.alike.values():
        found.setdefault(marks[row[0]].bare_part, []).extend(row)
    return found


def after_abbreviation(token: Token) -> bool:
    """True where only the stop of an abbreviation stands before (``د. سهاد``, ``د.تركي``)."""
    return _ABBREVIATED.fullmatch(token.gap) is not None


def index_at(marks: Tokens, offset: int) -> int:
    """The index of the word that holds an offset of the text, or of the next word behind it."""
    at = bisect_right(marks.ends, offset)
    return at if at < len(marks) else len(marks) - 1
