"""Whose article it is, and which agencies it credits: publisher and chain, none invented.

A rule of the chain gives claims; the first claim to be the publisher wins, the others that credit somebody make
the chain, nearest first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from khulasa.model import Outlet, Reading
from khulasa.rules.clean.lines import signs
from khulasa.rules.read.credits import Name, Piece, identify, name_at, piece
from khulasa.text.fold import key
from khulasa.text.words import words


@dataclass(frozen=True, slots=True)
class Claim:
    """What one rule says of one outlet."""

    name: str
    publisher: bool
    evidence: str
    rule: str = ""


OutletRule = Callable[[Reading], Iterable[Claim]]


def read(reading: Reading, rules: Sequence[OutletRule]) -> Reading:
    """The reading with publisher and agency chain."""
    claims = [replace(c, rule=rule.__name__) for rule in rules for c in rule(reading)]
    publisher = next((_outlet(c, reading) for c in claims if c.publisher), None)
    chain: dict[str, Outlet] = {}
    for claim in claims:
        if not claim.publisher:
            one = _outlet(claim, reading)
            chain.setdefault(one.id or key(one.name), one)
    if publisher is not None:
        for same in (publisher.id, key(publisher.name)):
            chain.pop(same or "", None)
    return replace(reading, publisher=publisher, via=tuple(chain.values()))


def _outlet(claim: Claim, reading: Reading) -> Outlet:
    return Outlet(claim.name, identify(claim.name, reading), claim.rule, claim.evidence)


def _opening(reading: Reading, paragraphs: int) -> Iterator[Piece]:
    """The first paragraphs of the body."""
    for span in reading.paragraphs[:paragraphs]:
        yield piece(reading.text[span.start : span.end][:1200])


# ------------------------------------------------------------------ lines that are no part of the text


def owner_of_rights(reading: Reading) -> Iterable[Claim]:
    """The copyright notice names the outlet."""
    generic = reading.language.words("rights-words")
    for removed in reading.document.removed:
        if not ("©" in removed.text or any(s.kind == "copyright" for s in signs(removed.text, reading.lang))):
            continue
        heads = reading.language.words("outlet-heads") | {key("خبری")}
        runs = [r for r in _runs_of_names(removed.text, generic) if not all(w.key in heads for w in words(r))]
        named = (name_at(piece(run), 0, reading) for run in runs)
        sure = next((n for n in named if n and n.sure), None)
        if sure:
            yield Claim(sure.text, True, removed.text)
            return
        if len(runs) == 1 and len(words(runs[0])) <= 5:
            yield Claim(runs[0], True, removed.text)
            return


def _runs_of_names(text: str, generic: frozenset[str]) -> Iterator[str]:
    """Stretches of a notice that are left when the words of notices, numbers and signs are taken away."""
    start = end = None
    found = words(text)
    for word in found:
        free = word.key not in generic and not word.key.isdigit()
        if (
            start is not None
            and end is not None
            and (not free or re.search("[.|،,–—؛:]", text[end : word.start]))
        ):
            yield text[start:end]
            start = None
        if free:
            start = word.start if start is None else start
            end = word.end
    if start is not None:
        yield text[start:end]


def site_in_title_line(reading: Reading) -> Iterable[Claim]:
    """The title stands on the page once more with the name of the site behind it."""
    for removed in reading.document.removed:
        if removed.rule == "title_with_site":
            yield Claim(removed.evidence.strip(), True, removed.text)


def named_source(reading: Reading) -> Iterable[Claim]:
    """A line below the article names its source: it is credited."""
    for removed in reading.document.removed:
        if removed.rule == "source_line":
            rest = re.split(r"[:：]", removed.text, maxsplit=1)[-1]
            for part in re.split(r"[،,+|/]|\s[-–]\s", rest):
                found = name_at(piece(part), 0, reading, strong=True)
                if found and found.kind != "many":
                    yield Claim(found.text, False, removed.text)
                elif found is None and 0 < len(words(part)) <= 4 and "http" not in part:
                    yield Claim(part.strip(' .()«»"'), False, removed.text)


# ------------------------------------------------------------------ datelines

_LETTER = r"[^\W\d_]"
_DATELINE = re.compile(
    rf"^(?P<place>[^:؛.()\[\]«»\"]{{2,60}}?)\s*"
    rf"(?:[(\[](?P<inside>[^()\[\]]{{1,50}})[)\]]\s*[-–—ـ:]|[-–—ـ]\s*[(«\"]?(?P<dash>[^-–—:()«»\"]{{1,40}}?)[)»\"]?\s*[-–—ـ:]|"
    rf"/\s*(?P<slash>[^/:\n]{{1,40}}?)\s*/)"
)
_BARE_PARENTHESIS = re.compile(r"^[(\[/](?P<inside>[^()\[\]/]{2,50})[)\]/]\s*[-–—ـ:]?")
_SLASHED = re.compile(
    rf"^(?P<first>{_LETTER}+(?:[\s‌]{_LETTER}+)?)\s*/\s*(?P<second>{_LETTER}+(?:[\s‌]{_LETTER}+)?)\s*[/:؛\-–]?\s"
)


def agency_in_dateline(reading: Reading) -> Iterable[Claim]:
    """The dateline before the first sentence names the agency: ``عمّان (بترا) –``, ``ایسنا/اصفهان``."""
    lines = [p.text for p in _opening(reading, 1)]
    if reading.document.dateline is not None:
        lines.append(reading.document.dateline.text + " –")
    for text in lines:
        for candidate in _dateline_parts(text):
            found = _in_dateline(candidate, reading)
            if found:
                yield Claim(found, True, text[:80])
                return


def _dateline_parts(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a dateline that may be an agency, and whether their place alone says so (parentheses)."""
    slashed = _SLASHED.match(text)
    if slashed:
        yield slashed["first"], False
        yield slashed["second"], False
    bare = _BARE_PARENTHESIS.match(text)
    if bare:
        yield bare["inside"], False
    full = _DATELINE.match(text[:140])
    if full and len(words(full["place"])) <= 7:
        if full["inside"]:
            yield full["inside"], True
        for group in ("dash", "slash"):
            if full[group]:
                yield full[group], False
        yield full["place"], False


def _in_dateline(candidate: tuple[str, bool], reading: Reading) -> str | None:
    text, by_place = candidate
    where = piece(text)
    found = name_at(where, 0, reading, strong=True)
    if found and found.sure and found.end >= len(text.rstrip(' »"')) - 1:
        return found.text
    if found and found.kind in ("many",):
        return None
    small = reading.language.words("small-words")
    plain = [w.key for w in where.words]
    if by_place and 1 <= len(plain) <= 4 and not any(k in small or k.isdigit() for k in plain):
        days = reading.language.words("weekdays") | reading.language.words("months-gregorian")
        return text.strip(' «»"') if not any(k in days for k in plain) else None
    return None


# ------------------------------------------------------------------ sentences that credit

_AR_REPORT = frozenset(
    key(v)
    for v in "أفادت أفاد ذكرت ذكر نقلت نقل أوردت أورد نشرت نشر قالت قال كشفت أعلنت أكدت بثت نوهت أشارت كتبت كتب".split()
)
_AR_OWN = frozenset(key(v) for v in "أفادت أفاد ذكرت أعلنت".split())
_AR_WHAT = frozenset(
    key(v) + e
    for v in "أفاد أفادت ذكر ذكرت نقل نقلت أورد أوردت نشر نشرت قالت أعلنت كشفت أكدت بثت جاء كتبت".split()
    for e in ("", "ه", "ها")
) | frozenset(key(v) for v in "أوردته ذكرته نشرته نقلته أفادت به أفاد به أوردتها نشرتها بثته بثتها".split())
_AR_BY = frozenset(
    key(v) for v in "بحسب حسب وفق وفقا طبقا استنادا حسبما وحسب وبحسب ووفق ووفقا وفقاً كما".split()
)
_REPORTER = frozenset(key(v) for v in "مراسل مراسلة لمراسل لمراسلة موفد مراسلنا".split())


@cache
def _without_and(word: str) -> str:
    return word[1:] if word[:1] in "وف" and len(word) > 3 else word


def arabic_upstream(reading: Reading) -> Iterable[Claim]:
    """``نقلاً عن`` names where a report comes from; the agency that reports it so is the publisher."""
    if reading.lang != "ar":
        return
    for number, where in enumerate(_opening(reading, 40)):
        keys = [w.key for w in where.words]
        for i in range(len(keys) - 2):
            if keys[i] == "نقلا" and keys[i + 1] == "عن":
                if number < 3:
                    reporter = _reporting_before(where, i, reading)
                    if reporter:
                        yield Claim(
                            reporter.text, True, _around(where, reporter.start, where.words[i + 1].end)
                        )
                yield from _credited(where, i + 2, i, reading, strong=True)


def _reporting_before(where: Piece, at: int, reading: Reading) -> Name | None:
    """The outlet that reports, in the fourteen words before ``نقلا عن``: ``وأفادت وكالة مهر للأنباء، نقلا عن``."""
    for i in range(max(0, at - 14), at):
        if _without_and(where.words[i].key) in _AR_REPORT:
            found = name_at(where, i + 1, reading)
            if found and found.sure and where.text[found.end : where.words[at].start].strip(' ،,»"') == "":
                return found
    return None


def _credited(
    where: Piece, at: int, cue: int, reading: Reading, quoted: bool = True, strong: bool = False
) -> Iterator[Claim]:
    """The outlet that is named at a word, as a claim to be in the chain."""
    found = name_at(where, at, reading, strong)
    if found and (found.sure or (quoted and found.kind == "quoted")):
        yield Claim(found.text, False, _around(where, where.words[cue].start, found.end))


def _around(where: Piece, start: int, end: int) -> str:
    return " ".join(where.text[start:end].split())


def arabic_citation(reading: Reading) -> Iterable[Claim]:
    """``بحسب ما ذكرت``, ``وفقاً لـ``, ``وذكرت صحيفة``: an outlet that is cited in the first paragraphs is credited."""
    if reading.lang != "ar":
        return
    for where in _opening(reading, 4):
        keys = [w.key for w in where.words]
        for i, word in enumerate(keys):
            if word in _AR_BY or word.removeprefix("و") in _AR_BY:
                at = i + 1
                at += at < len(keys) and keys[at] == "ما"
                at += at < len(keys) and keys[at] in _AR_WHAT
                at += at < len(keys) and keys[at] in ("به", "عنه", "في", "علي")
                yield from _credited(where, at, i, reading, quoted=at > i + 1 and word != "كما")
            elif _without_and(word) in _AR_REPORT:
                yield from _cited_or_own(where, i, reading)


def _cited_or_own(where: Piece, at: int, reading: Reading) -> Iterator[Claim]:
    """``وأفادت وكالة …``: credited, or the publisher where the agency is one that names itself in its own reports."""
    found = name_at(where, at + 1, reading)
    if found and found.sure:
        own = (
            reading.language.table("outlets").get(key(found.text)) == "own"
            and _without_and(where.words[at].key) in _AR_OWN
        )
        yield Claim(found.text, own, _around(where, where.words[at].start, found.end))


def arabic_reporter(reading: Reading) -> Iterable[Claim]:
    """A reporter of the outlet is named as the one who was told: ``لمراسل وكالة …``, ``تصريح خاص لـ``."""
    if reading.lang != "ar":
        return
    for where in _opening(reading, 4):
        keys = [w.key for w in where.words]
        for i, word in enumerate(keys):
            special = (
                word in ("خاص", "خاصه")
                and i > 0
                and keys[i - 1].removeprefix("ال").startswith(("تصريح", "حوار", "حديث", "مقابل", "لقاء"))
            )
            if word in _REPORTER or special:
                found = name_at(where, i + 1, reading, strong=special)
                if found and (found.sure or (special and found.kind == "quoted")):
                    yield Claim(found.text, True, _around(where, where.words[i].start, found.end))


_FA_STRETCH = re.compile(r"[،,:؛.(«\"“]|\sبه نقل\s|\sو به نقل\s")
_FA_NOT_OUTLET = frozenset(
    key(w)
    for w in (
        "سازمان وزارت وزارتخانه مرکز پلیس اداره شرکت دانشگاه ستاد انجمن بنیاد کمیته شورای موسسه مؤسسه بانک اتاق کانون نهاد "
        "دفتر هیئت هیات مجمع گروه پژوهشگران محققان شاهدان منابع رسانه رسانه‌ها رسانه‌های کارشناسان شهرداری استانداری "
        "فرمانداری نیروی سپاه ارتش دولت مجلس پژوهشگاه پژوهشکده فدراسیون باشگاه اتحادیه این آن یک ما من او وی هواشناسی اورژانس "
        "هلال صندوق آژانس معاونت معاون مدیر رئیس پایگاه"
    ).split()
)
_FA_DESK = frozenset(
    key(w)
    for w in (
        "خبرنگار خبرنگاران گزارشگر خبرنگارما علمی فرهنگی اجتماعی ورزشی اقتصادی سیاسی هنری شهری استانی استان‌ها بین‌الملل "
        "بین الملل حوادث سلامت جامعه دانشگاهی پارلمانی اعزامی گروه سرویس حوزه بخش دفتر منطقه آنلاین خبری دانشجویی ادبیات "
        "کتاب و روز"
    ).split()
)


def persian_report(reading: Reading) -> Iterable[Claim]:
    """``به گزارش`` names the publisher (a foreign agency or a press office is only credited)."""
    if reading.lang != "fa":
        return
    for number, where in enumerate(_opening(reading, 4)):
        keys = [w.key for w in where.words]
        for i in range(len(keys) - 2):
            if keys[i] == "به" and keys[i + 1] == "گزارش":
                yield from _reported_by(
                    where, i, number < 2 and where.text[: where.words[i].start].strip(" –-") == "", reading
                )


def _reported_by(where: Piece, cue: int, opening: bool, reading: Reading) -> Iterator[Claim]:
    """The outlet after ``به گزارش``."""
    start = where.words[cue + 1].end
    stop = _FA_STRETCH.search(where.text, start)
    end = stop.start() if stop else len(where.text)
    inside = [k for k in range(cue + 2, min(cue + 16, len(where.words))) if where.words[k].end <= end]
    evidence = _around(where, where.words[cue].start, end if len(inside) < 14 else start)
    for k in inside:
        found = name_at(where, k, reading, strong=True)
        if found and found.sure and not _of_a_desk(found.text):
            yield Claim(
                found.text,
                found.kind not in ("foreign", "press")
                and found.kind != "agency"
                or found.kind == "agency"
                and not _foreign(found.text, reading),
                evidence,
            )
            yield from _from_upstream(where, k, inside, found, reading, evidence)
            return
        if where.words[k].key not in _FA_DESK:
            break
    rest = [k for k in inside if where.words[k].key not in _FA_DESK]
    desk = bool(inside) and where.words[inside[0]].key in ("خبرنگار", "گزارشگر", "گروه", "سرويس")
    name = _bare_name(where, inside, rest, reading)
    if name and (desk or (opening and stop is not None)):
        yield Claim(name, True, evidence)


def _of_a_desk(name: str) -> bool:
    return key(name) in _FA_DESK


def _foreign(name: str, reading: Reading) -> bool:
    """Whether an agency with a head word is one that Persian outlets credit."""
    table = reading.language.table("outlets")
    bare = key(name).partition(" ")[2]
    return table.get(bare) == "foreign" or table.get(key(name)) == "foreign"


def _from_upstream(
    where: Piece, at: int, inside: list[int], found: Name, reading: Reading, evidence: str
) -> Iterator[Claim]:
    """``به گزارش ایرنا از روابط عمومی …``: what follows از is credited."""
    after = [k for k in inside if where.words[k].start >= found.end]
    if after and where.words[after[0]].key == "از" and len(after) > 1:
        upstream = name_at(where, after[1], reading, strong=True)
        if upstream and upstream.sure:
            yield Claim(upstream.text, False, evidence)


def _bare_name(where: Piece, inside: list[int], rest: list[int], reading: Reading) -> str | None:
    """A name that no list knows: at most four words to the sign, none of which heads an organisation."""
    small = reading.language.words("small-words")
    skipped = next((k for k in inside if where.words[k].key not in _FA_DESK), None)
    if skipped is None:
        return None
    run: list[int] = []
    for k in inside[inside.index(skipped) :]:
        if where.words[k].key in small:
            break
        run.append(k)
    if not 1 <= len(run) <= 4 or where.words[run[0]].key in _FA_NOT_OUTLET:
        return None
    del rest
    return where.text[where.words[run[0]].start : where.words[run[-1]].end]


def persian_upstream(reading: Reading) -> Iterable[Claim]:
    """``به نقل از``, ``به نوشته``: where a report comes from is credited."""
    if reading.lang != "fa":
        return
    for number, where in enumerate(_opening(reading, 40)):
        keys = [w.key for w in where.words]
        for i in range(len(keys) - 2):
            if keys[i] == "به" and keys[i + 1] == "نقل" and keys[i + 2] == "از":
                yield from _upstream_name(where, i, 3, number < 3, reading)
            elif (
                number < 4 and keys[i] == "به" and keys[i + 1] in ("نوشته", "گفته") and keys[i + 1] == "نوشته"
            ):
                yield from _credited(where, i + 2, i, reading)
            elif number < 3 and keys[i] in ("گفتگو", "گفتوگو", "مصاحبه") and keys[i + 1] == "با":
                yield from _interviewer(where, i, reading)


def _upstream_name(where: Piece, cue: int, skip: int, opening: bool, reading: Reading) -> Iterator[Claim]:
    """The outlet after ``به نقل از``; near the beginning also one that no list knows."""
    found = name_at(where, cue + skip, reading, strong=True)
    if found and (found.sure or found.kind == "quoted"):
        yield Claim(found.text, False, _around(where, where.words[cue].start, found.end))
        return
    stop = _FA_STRETCH.search(where.text, where.words[cue + skip - 1].end)
    if found or not opening or stop is None:
        return
    inside = [
        k
        for k in range(cue + skip, min(cue + skip + 8, len(where.words)))
        if where.words[k].end <= stop.start()
    ]
    name = _bare_name(where, inside, inside, reading)
    if name:
        yield Claim(name, False, _around(where, where.words[cue].start, stop.start()))


def _interviewer(where: Piece, cue: int, reading: Reading) -> Iterator[Claim]:
    """``در گفت‌وگو با خبرنگار ایسنا``: the reporter who was spoken to is the publisher's."""
    at = cue + 2
    reporter = where.words[at].key == "خبرنگار"
    found = (
        name_at(where, at + 1 if reporter else at, reading, strong=reporter)
        if at + 1 < len(where.words)
        else None
    )
    if found and found.sure and found.kind not in ("foreign", "press") and not _foreign(found.text, reading):
        yield Claim(
            found.text, reporter or found.kind == "own", _around(where, where.words[cue].start, found.end)
        )
