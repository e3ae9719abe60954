"""Short forms of the people of an article: a family name alone, a title with it, a given name beside a verb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import chain

from khulasa.model import Candidate, Reading, Span
from khulasa.rules.read.chain import title_start
from khulasa.rules.read.groups import Group, plain
from khulasa.rules.read.parts import NAME, Part, Token, Tokens, bare_of, index_at, lexicon, tokens
from khulasa.text.automaton import opened
from khulasa.text.fold import key
from khulasa.text.memo import Memo

_WEAK = (
    Part.COMMON | Part.VERB | Part.ROLE | Part.PLACE | Part.NATION | Part.DERIVED | Part.THING | Part.DOUBTFUL
)
LONGEST = 3
"""Words of a short form."""
SHORTEST = 3
"""Letters of a short form: an ending that is written apart (خامنه ای) is none."""
PREPOSITION = "علي"
"""The key of the preposition على, and of the name."""
OPENING = 2
"""Letters that a word must share with a short form before it is looked at."""


def short_forms(
    reading: Reading, groups: Sequence[Group], taken: Sequence[Candidate]
) -> Iterator[tuple[Group, Candidate]]:
    """Every place outside the names found so far where a short form can only mean one person of the article."""
    families, givens = _families(groups, reading.lang), _givens(groups)
    openings = frozenset(form[:OPENING] for form in (*families, *givens))
    marks = tokens(reading)
    covered = _covered(marks, taken)
    done = 0
    for index in _likely(marks, openings):
        for size in range(_reach(marks, index, covered), 0, -1) if index >= done else ():
            group = _means(reading, marks, index, size, _forms(marks, index, size), families, givens)
            if group:
                yield group, _candidate(reading, marks, index, size)
                done = index + size
                break


def _likely(marks: Tokens, openings: frozenset[str]) -> Sequence[int]:
    """Indices, in order, of the words whose first letters are those of a short form."""
    known = _openings(marks.code)
    rows = [row for word, row in marks.alike.items() if not openings.isdisjoint(known[word])]
    return sorted(chain.from_iterable(rows))


def _reach(marks: Tokens, index: int, covered: Set[int]) -> int:
    """How many words from an index on may be one short form, as far as what stands between them tells."""
    if index in covered:
        return 0
    size = 1
    while size < LONGEST and index + size < len(marks):
        if index + size in covered or not marks[index + size].follows:
            break
        size += 1
    return size


def _families(groups: Sequence[Group], lang: str) -> Mapping[str, list[Group]]:
    """Letters of every end of a name without its given name, and of its second unit → whose name ends so."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        ends = {"".join(group.units[i:]) for i in range(1, len(group.units))}
        if (
            len(group.units) > 2
            and lang == "fa"
            and not lexicon(lang).get(group.units[1], 0) & (Part.GIVEN | Part.DOUBTFUL)
        ):
            ends.add(group.units[1])
        if len(group.units) == 1:
            ends.add(group.units[0])
        for end in (e for e in ends if len(e) >= SHORTEST):
            found.setdefault(end, []).append(group)
    return found


def _givens(groups: Sequence[Group]) -> Mapping[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    for group in groups:
        if len(group.units) > 1:
            found.setdefault(group.units[0], []).append(group)
    return found


def _covered(marks: Tokens, taken: Sequence[Candidate]) -> Set[int]:
    """Indices of the words that are a part of a name."""
    covered: set[int] = set()
    for name in taken:
        index = index_at(marks, name.start)
        while index < len(marks) and marks[index].start < name.end:
            covered.add(index)
            index += 1
    return covered


def _forms(marks: Sequence[Token], index: int, size: int) -> tuple[str, ...]:
    """The letters of some words, as they stand and without the clitics of the first, articles dropped."""
    forms = _first(marks[index].key, marks[index].bare)
    if size == 1:
        return forms
    rest = "".join([plain(m.key) for m in marks[index + 1 : index + size]])
    return tuple([first + rest for first in forms])


@lru_cache(maxsize=20_000)
def _first(word: str, bare: str) -> tuple[str, ...]:
    """What a first word may be in a short form: as it stands, and without clitics; without its article."""
    return tuple(dict.fromkeys((plain(word), plain(_bare(word, bare)))))


@cache
def _openings(code: str) -> Memo[str, frozenset[str]]:
    """The first letters of what each word, as it is written, may be as the first of a short form."""
    return Memo(lambda word: frozenset(form[:OPENING] for form in _first(key(word), bare_of(code, word))))


def _bare(word: str, bare: str) -> str:
    """The word without clitics, the article that a preposition swallowed put back."""
    if bare != word:
        return bare
    for clitic in ("و", "ف", "ب", "ل", "ك", "ول", "وب"):
        if word.startswith(clitic + "ال"):
            return word[len(clitic) :]
    letters = opened(word)
    return letters[letters.index("ال") :] if letters != word else word


def _means(
    reading: Reading,
    marks: Sequence[Token],
    index: int,
    size: int,
    forms: tuple[str, ...],
    families: Mapping[str, list[Group]],
    givens: Mapping[str, list[Group]],
) -> Group | None:
    """The one person that a short form means, or None."""
    if marks[index].bare == PREPOSITION and marks[index].bare_part & Part.COMMON:
        return None
    for form in forms:
        whose = families.get(form, [])
        if len(whose) == 1 and not _in_longer_name(marks, index, size):
            if size == 1 and marks[index].bare_part & Part.TITLE:
                return None
            sure = not marks[index].bare_part & _WEAK or (size > 1 and len(form) > 6)
            return whose[0] if sure or _helped(reading, marks, index, size) else None
        if len(whose) > 1:
            return None
    for form in forms:
        whose = givens.get(form, [])
        if size == 1 and len(whose) == 1 and not _in_longer_name(marks, index, size):
            return whose[0] if _helped(reading, marks, index, size) else None
    return None


def _in_longer_name(marks: Sequence[Token], index: int, size: int) -> bool:
    """True where another given name goes before, or the name goes on: somebody else's full name."""
    before = marks[index - 1] if index else None
    after = marks[index + size] if index + size < len(marks) else None
    if (
        after is not None
        and after.joined
        and after.part & (Part.PARTICLE | Part.GIVEN)
        and not after.part & Part.COMMON
    ):
        return True
    if before is None or not marks[index].joined or marks[index].bare != marks[index].key:
        return False
    return bool(before.part & Part.GIVEN or (before.part & Part.PARTICLE and before.part & NAME))


def _helped(reading: Reading, marks: Sequence[Token], index: int, size: int) -> bool:
    """A title or a verb of saying before it, or a verb of saying behind it, says that somebody is meant."""
    if title_start(marks, index) < index:
        return True
    if index and marks[index].follows and marks[index - 1].bare_part & (Part.VERB | Part.CALLING):
        return True
    for behind in range(index + size, min(index + size + (1 if reading.lang == "ar" else 3), len(marks))):
        if not marks[behind].follows:
            break
        if marks[behind].part & Part.VERB:
            return True
    return False


def _candidate(reading: Reading, marks: Sequence[Token], index: int, size: int) -> Candidate:
    first, last = marks[index], marks[index + size - 1]
    begin = first.start + len(first.key) - len(_bare(first.key, first.bare))
    if first.key.startswith(("لل", "ولل", "فلل")):
        begin = first.start + first.key.index("لل")
    start = title_start(marks, index)
    opening = marks[start].bare_start if start < index else begin
    return Candidate(
        "person", opening, last.end, Span(begin, last.end), "short_form", reading.text[opening : last.end]
    )
