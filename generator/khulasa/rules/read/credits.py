"""Names of outlets in a text: by a head word (وكالة، خبرگزاری), by a list, by the authority files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from khulasa import languages
from khulasa.content.authority import Authority
from khulasa.languages import Language
from khulasa.model import Reading, Word
from khulasa.rules.read.dictionary import headword
from khulasa.text.fold import key
from khulasa.text.words import keys, words

MAX_NAME = 7
"""Words of the longest name of an outlet."""
MAX_OFFICE = 10
"""Words of the longest name of a press office with its institution."""
_OPEN = re.compile(r"[«“”\"‘'(]+\s*$")
_AND = "و"
_GLUE = re.compile(r"^[\s\u200c.\-ـ]*$")
_QUOTED = re.compile(
    r"\s*ـ?\s*(?:«([^»]{2,50})»|“([^”]{2,50})”|”([^“]{2,50})“|\"([^\"]{2,50})\"|‘([^’]{2,50})’|\(\(([^)]{2,50})\)\))"
)
_BRACKETS = re.compile(r"\s?\(([^()\d]{2,40})\)")
"""Marks of quotation with the agencies of the Gulf: صحيفة (الساحل)."""


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an outlet at a place of a text."""

    text: str
    start: int
    end: int
    kind: str
    """``agency``, ``outlet``, ``own``, ``foreign``, ``press``, ``many``, ``quoted`` or ``bare``."""

    @property
    def sure(self) -> bool:
        """It is known to be an outlet by its head or by a list."""
        return self.kind not in ("bare", "quoted", "many")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and its words (offsets count in it)."""

    text: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The folded words."""
        return tuple([w.key for w in self.words]) if "\n" in self.text else keys(self.text)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words with their places."""
        return words(self.text)


def piece(text: str) -> Piece:
    """A stretch of text."""
    return Piece(text)


@lru_cache(maxsize=8)
def _sources(authority: Authority) -> Mapping[str, str]:
    """Folded names of the sources of the authority files, and their ids."""
    found: dict[str, str] = {}
    for record in authority.of_kind("source"):
        for names in record.names.values():
            for name in names:
                found[_plain(name)] = record.id
    return found


@lru_cache(maxsize=8)
def _ambiguous(authority: Authority) -> frozenset[str]:
    """Folded names of sources that also mean something else."""
    return frozenset(_plain(name) for record in authority.of_kind("source") for name in record.ambiguous)


@lru_cache(maxsize=8)
def _bare(authority: Authority) -> Mapping[str, tuple[str, str]]:
    """Names of the sources without their head words: the id, and what kind of outlet the head word says."""
    tables = [languages.load(code).table("outlet-heads") for code in languages.CONTENT_LANGUAGES]
    found: dict[str, tuple[str, str]] = {}
    for name, one in _sources(authority).items():
        first, _, rest = name.partition(" ")
        kind = next((t[first] for t in tables if first in t), "")
        if rest and kind:
            found.setdefault(rest, (one, kind))
    return found


def _plain(name: str) -> str:
    return " ".join(w.key for w in words(name))


def identify(name: str, reading: Reading) -> str | None:
    """The authority id of an outlet, by its folded name with or without its head word.

    A broadcaster is not the agency of the same name: where both names have a head word, the kinds must agree.
    """
    known, bare = _sources(reading.authority), _bare(reading.authority)
    plain = _plain(name)
    if plain in known:
        return known[plain]
    if plain in bare:
        return bare[plain][0]
    first, _, rest = plain.partition(" ")
    kind = reading.language.table("outlet-heads").get(first)
    if kind is None or not rest:
        return None
    if rest in known:
        return known[rest]
    one, other = bare.get(rest, (None, ""))
    return one if kind == other or "group" in (kind, other) else None


def name_at(where: Piece, at: int, reading: Reading, strong: bool = False) -> Name | None:
    """The name of an outlet that begins at a word of a stretch; the clitics ل ب و ك before it are not part of it.

    ``strong`` says that the words before leave hardly anything but an outlet: names that also mean something else
    count then.
    """
    if at >= len(where.words):
        return None
    quoted = _quoted(where, at)
    if quoted:
        return quoted
    for cut in _cuts(where.words[at].key):
        found = _headed(where, at, cut, reading, strong) or _listed(where, at, cut, reading, strong)
        if found:
            return found
    return None


def _cuts(word: str) -> tuple[int, ...]:
    """How many letters of clitics a word may begin with."""
    if word[:1] in "وف" and word[1:2] in "لبك" and len(word) > 4:
        return (0, 1, 2)
    return (0, 1) if word[:1] in "لبوك" and len(word) > 2 else (0,)


def _quoted(where: Piece, at: int) -> Name | None:
    """A name in quotation marks that begins at a word (the mark stands before it)."""
    word = where.words[at]
    mark = _OPEN.search(where.text[max(0, word.start - 3) : word.start])
    if not mark or mark.group().strip() == "(":
        return None
    from_mark = word.start - len(mark.group())
    found = _QUOTED.match(where.text, from_mark)
    if not found:
        return None
    text = next(g for g in found.groups() if g)
    if len(words(text)) > MAX_NAME - 1:
        return None
    return Name(text.strip(), word.start, found.end(), "quoted")


def _headed(where: Piece, at: int, cut: int, reading: Reading, strong: bool) -> Name | None:
    """A name that begins with a head word."""
    heads = reading.language.table("outlet-heads")
    keys = [where.words[at].key[cut:], *(w.key for w in where.words[at + 1 : at + 4])]
    n = next((n for n in (4, 3, 2, 1) if n <= len(keys) and " ".join(keys[:n]) in heads), 0)
    if not n:
        return None
    kind = heads[" ".join(keys[:n])]
    start = _start(where, at, cut)
    bracketed = _BRACKETS.match(where.text, where.words[at + n - 1].end)
    if bracketed and len(words(bracketed[1])) < MAX_NAME:
        return Name(
            bracketed[1].strip(), bracketed.start(1), bracketed.end(), "outlet" if kind == "group" else kind
        )
    marked = at + n + _of_countries(where, at + n, reading)
    if marked < len(where.words):
        quoted = _quoted(where, marked)
        if quoted and where.words[marked - 1].end >= where.words[marked].start - 4:
            return Name(quoted.text, quoted.start, quoted.end, "outlet" if kind == "group" else kind)
    longest = MAX_OFFICE if kind == "press" else MAX_NAME
    last = _name_end(where, at + n - 1, n, longest, reading)
    rest = [w.key for w in where.words[at + n : last + 1]]
    if not rest or rest[0] in reading.language.words("not-outlets"):
        return None
    if kind == "group":
        known = reading.language.table("outlets").keys() | _sources(reading.authority).keys()
        run = next((m for m in range(len(rest), 0, -1) if " ".join(rest[:m]) in known), 0)
        if not (run or strong) and not any(k in reading.language.words("outlet-marks") for k in rest):
            return None
        last, kind = (at + n - 1 + run if run and not strong else last), "outlet"
    return Name(where.text[start : where.words[last].end], start, where.words[last].end, kind)


def _of_countries(where: Piece, at: int, reading: Reading) -> int:
    """How many words (two at most) between a head word and a name in marks say of which country it is."""
    nations = reading.language.words("nationalities")
    found = [w.key in nations or f"ال{w.key}" in nations for w in where.words[at : at + 2]]
    return found.index(False) if False in found else len(found)


def _start(where: Piece, at: int, cut: int) -> int:
    """The place of the first letter of a word after its clitics (marks and tatweel may stand between)."""
    word = where.words[at]
    place = word.start
    for _ in range(cut):
        place += 1
        while (place < word.end and not where.text[place].isalpha()) or where.text[place] == "ـ":
            place += 1
    return place


def _name_end(where: Piece, last: int, n: int, longest: int, reading: Reading) -> int:
    """The last word of a name that goes on after ``last``: to a sign, a small word or a word that begins a clause."""
    language = reading.language
    first = last
    while last + 1 < len(where.words) and last - first + n < longest:
        between = where.text[where.words[last].end : where.words[last + 1].start]
        if (
            not _GLUE.match(between)
            or re.search(r"-\s|\s-", between)
            or (_stops(where.words[last + 1].key, language) and not _bound_to(where, last, language))
        ):
            break
        if "." in between and between.strip() != "" and " " in between:
            break
        last += 1
    return last - (last > first and where.words[last].key == _AND)


def _bound_to(where: Piece, at: int, language: Language) -> bool:
    """Whether a Persian noun is bound to the word for today behind it, so that both are a name: دانشجوی امروز."""
    noun, after = where.words[at].key, where.words[at + 1].key
    return language.code == "fa" and after == _TODAY and noun.endswith(_BOUND) and headword("fa", noun[:-1])


_TODAY = key("امروز")
_BOUND = (key("وی"), key("ای"))


def _stops(word: str, language: Language) -> bool:
    if any(word in language.words(name) for name in ("small-words", "outlet-stops", "weekdays")):
        return True
    return "speech-verbs" in language.lists and word in language.words("speech-verbs")


def _listed(where: Piece, at: int, cut: int, reading: Reading, strong: bool) -> Name | None:
    """A name of the list or of the authority files, the longest that fits."""
    listed, known = reading.language.table("outlets"), _sources(reading.authority)
    keys = [where.words[at].key[cut:], *(w.key for w in where.words[at + 1 : at + 6])]
    for n in range(len(keys), 0, -1):
        name = " ".join(keys[:n])
        if name not in listed and name not in known:
            continue
        between = where.text[where.words[at].end : where.words[at + n - 1].start]
        if n > 1 and re.search(r"[،:؛(«\"/–]", between):
            continue
        kind = listed.get(name, "?" if name in _ambiguous(reading.authority) else "outlet")
        if kind.endswith("?") and not strong:
            continue
        start, end = _start(where, at, cut), where.words[at + n - 1].end
        return Name(where.text[start:end], start, end, kind.rstrip("?") or "outlet")
    return None
