"""Clubs of sport that are named without a word for their kind, and firms that are told by the end of their name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from khulasa import languages
from khulasa.model import Candidate, Reading, Span
from khulasa.rules.read import persian_names
from khulasa.rules.read.dictionary import everyday
from khulasa.rules.read.ground import QUOTES, Ground, definite, ground, name_like, unknown
from khulasa.rules.read.parts import Part, Token
from khulasa.text import automaton

MIN_SPORT = 3
"""Different words of sport from which on a report may be one of sport."""
MAX_TAILED = 3
"""Most words before the end of a firm's name."""
NICKNAME = 2
"""Most words of a nickname in quotation marks."""
WEAK = frozenset({"علي", "مع", "بين", "الي", "من", "و"})
"""Prepositions that say that a club follows only where a word of playing stands shortly before (فاز الهلال على …)."""
LOOSE = frozenset({"مباراه", "لقاء", "ديدار", "بازي", "مسابقه", "گل"})
"""Words of playing that stand before names of other things too."""
WITHIN = frozenset({"في", "مدينه", "در", "شهر", "محافظه", "استان"})
"""Words behind which the name of a city is that of the city, in a report of sport too."""
ABBREVIATION = re.compile(r"[»”\"]?\s?\([A-Z]{2,6}\)")


def known_club(reading: Reading) -> Iterator[Candidate]:
    """The bare name of a known club; one that means other things too only in sport, beside a word of playing."""
    g = ground(reading)
    sport = _is_sport(g)
    hits = automaton.find(_clubs(g.lang), g.text, g.words)
    rows = {h.first: h for h in hits}
    ends = {h.last: h for h in hits}
    for hit in hits:
        how = hit.ids[0]
        cued = how == "sport" or _cued(g, hit.first, hit.last) or _beside(g, hit, rows, ends)
        if how == "sure" or (sport and cued):
            yield _found(g, hit.start, hit.end, "known_club")


def team_of_place(reading: Reading) -> Iterator[Candidate]:
    """In a report of sport: a word that clubs begin with, or one that no list has, and a place."""
    g = ground(reading)
    if not _is_sport(g):
        return
    yield from _of_nation(g) if g.lang == "ar" else ()
    firsts = g.list("club-firsts")
    for first, (last, _) in g.places.items():
        if not first or not g.tokens[first].joined or g.starts[first] != g.tokens[first].start:
            continue
        t = g.tokens[first - 1]
        known = t.key in firsts
        strange = unknown(t) and (persian_names.proper(t) if g.lang == "fa" else not everyday("ar", t.key))
        if not known and not strange:
            continue
        if _cued(g, t.index, last) or (known and g.lang == "fa") or _cued_nation(g, t):
            yield _found(g, t.start, g.ends.get(last, g.tokens[last].end), "team_of_place")


def _of_nation(g: Ground) -> Iterator[Candidate]:
    """One or two words that no list has, behind a word of playing, and their nationality (مع الصواري العماني)."""
    for t in g.tokens:
        if not definite(t.key) or not t.bare_part & Part.NATION or not t.joined or not t.index:
            continue
        last = first = g.tokens[t.index - 1]
        if unknown(first) and first.index and g.tokens[first.index - 1].joined and not definite(first.key):
            first = g.tokens[first.index - 1]
        plain = any(not unknown(w) or w.index in g.places or everyday("ar", w.key) for w in {first, last})
        if not plain and _cue_before(g, first.index, FAR):
            yield _found(g, first.start, last.end, "team_of_place")


def _cued_nation(g: Ground, t: Token) -> bool:
    """True behind a nationality behind a word of playing (على ضيفه الإيراني سبيدار أورميه)."""
    before = g.tokens[t.index - 1] if t.index > 1 and t.joined else None
    if before is None or not before.joined or not before.bare_part & Part.NATION:
        return False
    return _cue_before(g, before.index)


def team_by_its_first_word(reading: Reading) -> Iterator[Candidate]:
    """In a report of sport: a word that clubs begin with, behind against or at the head, and the name after it."""
    g = ground(reading)
    if g.lang != "ar" or not _is_sport(g):
        return
    firsts, leads = g.list("club-firsts"), g.list("place-firsts")
    for t in g.tokens:
        bare = t.key[1:] if t.key.startswith(("و", "ب", "ل")) and t.key[1:] in firsts else t.key
        after = g.next(t.index)
        if bare not in firsts or definite(bare) or after is None or after.index in g.places:
            continue
        if not (_cue_before(g, t.index) or _opens_line(g, t)) or not (
            unknown(after) or after.key in leads or definite(after.key)
        ):
            continue
        behind = g.next(after.index)
        last = behind if after.key in leads and behind is not None else after
        yield _found(g, t.start + len(t.key) - len(bare), last.end, "team_by_its_first_word")


def _opens_line(g: Ground, t: Token) -> bool:
    """True for the first word of a line: a headline begins with who plays."""
    return t.index == 0 or "\n" in t.gap


def nickname_of_team(reading: Reading) -> Iterator[Candidate]:
    """In a report of sport: one or two words in quotation marks behind against, supporters of, won …"""
    g = ground(reading)
    if not _is_sport(g):
        return
    for t in g.tokens[1:]:
        mark = t.gap.strip()
        if len(mark) != 1 or mark not in QUOTES or not _cue_before(g, t.index):
            continue
        end = g.text.find(QUOTES[mark], t.start, t.start + 30)
        if end > 0 and len(g.text[t.start : end].split()) <= NICKNAME:
            yield _found(g, t.start, end, "nickname_of_team")


def firm_by_its_end(reading: Reading) -> Iterator[Candidate]:
    """Words that no list has before an end that names of firms have (Capital, Motors) or a Latin abbreviation."""
    g = ground(reading)
    ends = {m.start() for m in ABBREVIATION.finditer(g.text)} if "(" in g.text else set()
    abbreviated = [t.index for t in g.tokens if t.end in ends and unknown(t)] if ends else []
    for i in sorted({*g.standing(g.list("org-tails")), *abbreviated}):
        t = g.tokens[i]
        first = _back(g, t)
        if first.index < t.index:
            yield _found(g, first.start, t.end, "firm_by_its_end")


def firm_with_its_purpose(reading: Reading) -> Iterator[Candidate]:
    """A word and what the firm is for, in quotation marks or with an adjective (رمال للشحن البحري)."""
    g = ground(reading)
    if g.lang != "ar":
        return
    for i in g.standing(_purposes()):
        after, t = g.tokens[i], g.tokens[i - 1]
        mark = t.gap.strip()[-1:]
        if not i or not after.joined:
            continue
        if mark not in QUOTES:
            if (last := _described_purpose(g, t, after)) is not None:
                yield _found(g, _own_start(g, t), last.end, "firm_with_its_purpose")
            continue
        end = g.text.find(QUOTES[mark], after.end, t.start + 40)
        if end > 0 and not t.key.startswith("ال"):
            yield _found(g, t.start, end, "firm_with_its_purpose")


def _described_purpose(g: Ground, t: Token, after: Token) -> Token | None:
    """Without marks: a place or an unlisted word, what the firm is for, and an adjective (صحار للموانئ اللوجستية)."""
    behind = g.next(after.index)
    named = t.index in g.places or (unknown(t) and not everyday("ar", t.key))
    if not named or definite(t.key) or behind is None or not definite(behind.key):
        return None
    return behind if behind.key.endswith(("يه", "ي")) else None


def _own_start(g: Ground, t: Token) -> int:
    """Where a word begins behind و, ل or ب, if a place or another mention says that these are no part of it."""
    if t.index in g.places:
        return g.starts[t.index]
    bare = t.key[1:]
    return t.start + 1 if t.key[:1] in "ولبف" and any(w.key == bare for w in g.words) else t.start


@cache
def _purposes() -> frozenset[str]:
    """What a firm is for, with the preposition."""
    return frozenset("لل" + purpose for purpose in languages.load("ar").words("firm-purposes"))


def _back(g: Ground, t: Token) -> Token:
    """The first of the words without a list that stand before a word."""
    first = t
    while t.index - first.index < MAX_TAILED and first.index and first.joined:
        before = g.tokens[first.index - 1]
        if not (unknown(before) or (name_like(before) and not before.part & Part.COMMON)):
            break
        if g.lang == "fa" and not persian_names.proper(before):
            break
        first = before
    return first


def _beside(
    g: Ground, hit: automaton.Hit, rows: Mapping[int, automaton.Hit], ends: Mapping[int, automaton.Hit]
) -> bool:
    """True where the name of another club stands beside, joined by و or not; not within a city."""
    before, after = hit.first - 1, hit.last + 1
    if before >= 0 and g.tokens[before].key in WITHIN:
        return False
    if before > 0 and g.tokens[before].key == "و":
        before -= 1
    if after + 1 < len(g.tokens) and g.tokens[after].key == "و":
        after += 1
    return before in ends or after in rows


def _is_sport(g: Ground) -> bool:
    """True for a text with several words of sport."""
    return g.how_many("sport-words") >= MIN_SPORT


def _cued(g: Ground, first: int, last: int) -> bool:
    """True where a word of playing, a score or the name of another club stands beside; not within a city."""
    if first and g.tokens[first].joined:
        if g.tokens[first - 1].key in WITHIN:
            return False
        if _cue_before(g, first):
            return True
    if g.lang == "fa" and _opens(g, first, last):
        return True
    after = g.tokens[last + 1] if last + 1 < len(g.tokens) else None
    if after is not None and after.joined and after.key == "را":
        after = g.next(after.index)
    return after is not None and (
        after.key[:1].isdigit() or (after.joined and after.key in g.list("club-cues"))
    )


def _opens(g: Ground, first: int, last: int) -> bool:
    """True for the first words of a Persian sentence that a preposition follows: who plays, where and with whom."""
    after = g.next(last)
    begins = first == 0 or any(mark in g.tokens[first].gap for mark in ".؛\n:!؟")
    return begins and after is not None and after.key in ("در", "با", "هم", "نيز", "امروز", "ديروز", "برابر")


FAR = 10
"""Words before a club among which a word of playing stands, where its nationality speaks for it too."""


def _cue_before(g: Ground, first: int, near: int = 5) -> bool:
    """True for a word of playing before; for a weak preposition, where one stands shortly before that."""
    cues, before = g.list("club-cues"), g.tokens[first - 1].key
    if before in WEAK or (before.startswith(("و", "ف")) and before[1:] in WEAK):
        back = g.tokens[max(0, first - near) : first - 1]
        return any(t.key in cues or (t.key.startswith(("و", "ف")) and t.key[1:] in cues) for t in back)
    return (before in cues or (before.startswith(("و", "ف")) and before[1:] in cues)) and before not in LOOSE


def _found(g: Ground, start: int, end: int, rule: str) -> Candidate:
    return Candidate("organisation", start, end, Span(start, end), rule, g.text[start:end])


@lru_cache(maxsize=2)
def _clubs(lang: str) -> automaton.Names:
    return automaton.build(lang, languages.load(lang).table("clubs").items())
