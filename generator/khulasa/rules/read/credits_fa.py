"""How Persian reports name their outlet and those they take from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from khulasa.model import Reading
from khulasa.rules.read.claims import Claim, around, credited, opening
from khulasa.rules.read.credits import Name, Piece, name_at
from khulasa.text.fold import key

_STRETCH_END = re.compile(r"[،,:؛.(«\"“]|\s(?:و )?به نقل\s")
_REACH = 14
"""Words after ``به گزارش`` in which the name of the outlet is looked for."""


def persian_report(reading: Reading) -> Iterable[Claim]:
    """``به گزارش`` names the publisher (a foreign agency or a press office is only credited)."""
    if reading.lang != "fa":
        return
    for number, where in opening(reading, 40, "زارش"):
        keys = [w.key for w in where.words]
        for i in range(len(keys) - 2):
            if keys[i] == "به" and keys[i + 1] == "گزارش":
                begins = number < 2 and not where.text[: where.words[i].start].strip(" –-")
                if number < 4:
                    for claim in _reported_by(where, i, begins, reading):
                        late = number > 1 and where.keys[i + 2] in _WIRES
                        yield replace(claim, publisher=claim.publisher and not late)
                else:
                    yield from credited(where, i + 2, i, reading, quoted=False)


_WIRES = frozenset(map(key, ("خبرگزاری", "آژانس")))
"""What begins the name of an agency that a text credits further down; its own it names at the beginning."""


def _reported_by(where: Piece, cue: int, begins: bool, reading: Reading) -> Iterator[Claim]:
    """The outlet after ``به گزارش``: one that is known, else the name up to the next sign."""
    inside, closed = _stretch(where, cue + 2, _REACH)
    evidence = around(where, where.words[cue].start, where.words[inside[-1] if inside else cue + 1].end)
    desks = reading.language.table("desks")
    for k in inside:
        found = name_at(where, k, reading, strong=True)
        if found and found.sure and key(found.text) not in desks:
            yield Claim(found.text, found.kind != "press" and not _foreign(found, reading), evidence)
            yield from _from_upstream(where, inside, found, reading, evidence)
            return
        if where.words[k].key not in desks:
            break
    name = _unknown_name(where, inside, reading)
    reporter = bool(inside) and desks.get(where.words[inside[0]].key) == "reporter"
    if name and (reporter or (begins and closed)):
        yield Claim(name, True, evidence)


def _stretch(where: Piece, at: int, reach: int) -> tuple[list[int], bool]:
    """The words from a place to the next sign, and whether there is one within reach."""
    if at >= len(where.words):
        return [], False
    stop = _STRETCH_END.search(where.text, where.words[at - 1].end)
    end = stop.start() if stop else len(where.text)
    inside = [k for k in range(at, min(at + reach, len(where.words))) if where.words[k].end <= end]
    return inside, stop is not None and at + reach > (inside[-1] if inside else at)


def _foreign(name: Name, reading: Reading) -> bool:
    """Whether it is an agency that Persian outlets credit."""
    table, folded = reading.language.table("outlets"), key(name.text)
    return "foreign" in (table.get(folded), table.get(folded.partition(" ")[2]))


def _from_upstream(
    where: Piece, inside: list[int], found: Name, reading: Reading, evidence: str
) -> Iterator[Claim]:
    """``به گزارش ایرنا از روابط عمومی …``: what follows از is credited."""
    after = [k for k in inside if where.words[k].start >= found.end]
    if len(after) > 1 and where.words[after[0]].key == "از":
        upstream = name_at(where, after[1], reading, strong=True)
        if upstream and upstream.sure:
            yield Claim(upstream.text, False, evidence)


def _unknown_name(where: Piece, inside: list[int], reading: Reading) -> str | None:
    """A name that no list knows: at most four words after the desk, none of which heads an organisation."""
    desks, small = reading.language.words("desks"), reading.language.words("small-words")
    first = next((n for n, k in enumerate(inside) if where.words[k].key not in desks), None)
    if first is None:
        return None
    run: list[int] = []
    for k in inside[first:]:
        if where.words[k].key in small:
            break
        run.append(k)
    if not 1 <= len(run) <= 4 or where.words[run[0]].key in reading.language.words("not-reporters"):
        return None
    return where.text[where.words[run[0]].start : where.words[run[-1]].end]


def persian_upstream(reading: Reading) -> Iterable[Claim]:
    """``به نقل از``, ``به نوشته``, ``بنا بر گزارش``, ``خبرگزاری … نوشت``: where a report comes from is credited."""
    if reading.lang != "fa":
        return
    for number, where in opening(reading, 40):
        keys = where.keys
        for i in range(len(keys) - 2):
            if keys[i : i + 3] == ("به", "نقل", "از"):
                yield from _upstream_name(where, i, number < 3, reading)
            elif keys[i] == "نقل" and keys[i + 1].startswith(("کرد", "كرد", "مي")):
                yield from _taken_from(where, i, reading)
            elif number < 4 and keys[i : i + 2] == ("به", "نوشته"):
                yield from credited(where, i + 2, i, reading)
            elif number < 4 and keys[i] == _REPORT and i and _cites(keys[max(0, i - 2) : i]):
                yield from credited(where, i + 1, i - 1, reading, quoted=False)
            else:
                yield from _told_by(where, i, reading)


_REPORT = key("گزارش")
_ON = frozenset(map(key, ("اساس", "براساس", "طبق", "پایه", "برپایه", "بنابر")))


def _cites(before: tuple[str, ...]) -> bool:
    """Whether the words before گزارش are بنا بر, بنا به, بر اساس, طبق."""
    return before[-1] in _ON or before in (("بنا", "بر"), ("بنا", "به"))


def _taken_from(where: Piece, at: int, reading: Reading) -> Iterator[Claim]:
    """``این خبر را از تلویزیون … نقل کرده است``: the outlet behind از, whose name ends before the verb."""
    for j in range(max(0, at - _TAKEN), at):
        if where.words[j].key == "از":
            found = name_at(where, j + 1, reading)
            if found and found.sure and found.end <= where.words[at].start:
                yield Claim(found.text, False, around(where, where.words[j].start, where.words[at].end))


_TAKEN = 7
"""Words before the verb in which the outlet stands from which something is taken."""


def _told_by(where: Piece, at: int, reading: Reading) -> Iterator[Claim]:
    """An agency or newspaper with its head word, and within its clause a verb with which it reports."""
    kinds = reading.language.table("outlet-heads")
    runs = (" ".join(w.key for w in where.words[at : at + n]) for n in (1, 2, 3))
    if not any(kinds.get(run) in ("agency", "outlet") for run in runs):
        return
    found = name_at(where, at, reading)
    if found is None or not found.sure or "«" in where.text[found.end : found.end + 2]:
        return
    stop = _CLAUSE_END.search(where.text, found.end)
    end = stop.start() if stop else len(where.text)
    inside = [w.key for w in where.words[at : at + _REACH] if found.end <= w.start < end]
    cited = [n for n in range(len(inside)) if inside[n : n + 3] == ["به", "نقل", "از"]]
    begins = {0, *(n + 1 for n in range(len(inside)) if cited and n > cited[0])}
    begins |= {1} if inside[:1] and inside[0] in _ALSO else set()
    if any(" ".join(inside[n:]).startswith(_REPORTS) for n in begins):
        yield Claim(found.text, False, around(where, found.start, found.end))


_ALSO = frozenset(map(key, ("نیز", "هم", "همچنین")))
_CLAUSE_END = re.compile(r"[،,:؛.«\"“]|\sکه\s")
_REPORTS = tuple(
    map(
        key,
        (
            "گزارش داد",
            "گزارش کرد",
            "گزارش می‌دهد",
            "خبر داد",
            "خبر می‌دهد",
            "نوشت",
            "می‌نویسد",
            "نوشته",
            "اعلام کرد",
        ),
    )
)


def _upstream_name(where: Piece, cue: int, early: bool, reading: Reading) -> Iterator[Claim]:
    """The outlet after ``به نقل از``; near the beginning also one that no list knows."""
    found = name_at(where, cue + 3, reading, strong=True)
    if found and (found.sure or found.kind == "quoted"):
        yield Claim(found.text, False, around(where, where.words[cue].start, found.end))
        return
    inside, closed = _stretch(where, cue + 3, 8)
    name = _unknown_name(where, inside, reading) if early and closed and not found else None
    if name:
        yield Claim(name, False, around(where, where.words[cue].start, where.words[inside[-1]].end))


def persian_interview(reading: Reading) -> Iterable[Claim]:
    """``در گفت‌وگو با خبرنگار ایسنا``: the outlet whose reporter was spoken to is the publisher."""
    if reading.lang != "fa":
        return
    for _, where in opening(reading, 3):
        keys = [w.key for w in where.words]
        for i in range(len(keys) - 2):
            if keys[i] in ("گفتگو", "گفتوگو", "مصاحبه") and keys[i + 1] == "با":
                yield from _interviewer(where, i, reading)


def _interviewer(where: Piece, cue: int, reading: Reading) -> Iterator[Claim]:
    """The outlet after ``در گفت‌وگو با``; without a reporter only one that names itself in its reports."""
    reporter = where.words[cue + 2].key == "خبرنگار"
    at, desks = cue + (3 if reporter else 2), reading.language.table("desks")
    found = name_at(where, at, reading, strong=reporter)
    while reporter and not found and at < min(cue + 7, len(where.words)) and where.words[at].key in desks:
        at += 1
        found = name_at(where, at, reading, strong=True)
    if found and found.sure and found.kind != "press" and not _foreign(found, reading):
        own = reporter or found.kind == "own"
        yield Claim(found.text, own, around(where, where.words[cue].start, found.end))
