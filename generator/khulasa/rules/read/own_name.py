"""The outlet by what it says of itself: its lines around the article, and the people who spoke to it.

An outlet is told things without being introduced (``قال لـ«الراصد»``, ``به سهندپرس گفت``), names itself beside the
place (``أبوظبي: «الراصد»``) and in the notices of its pages. Each of these is a vote; a name needs two, or one that
by its form is an outlet's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from khulasa.model import Reading
from khulasa.rules.clean import head
from khulasa.rules.clean.lines import Look, look, signs
from khulasa.rules.read.claims import Claim
from khulasa.rules.read.credits import name_at
from khulasa.rules.read.credits import piece as stretch
from khulasa.rules.read.invitations import offered_by, printed_in
from khulasa.text.fold import key
from khulasa.text.words import words

ENOUGH = 2.0
"""Votes that a name needs."""
LONGEST = 5
"""Words of the longest name."""
_QUOTED = re.compile(r"[«“”\"]([^«»“”\"]{2,30})[»“”\"]")
_BETWEEN = re.compile(r"\s*(?:\s[-–—]\s?|[-–—]\s|[:|/،,؛]|ـ\s|\()\s*")
_TOLD_AR = re.compile(r"(?<![^\W\d_])(?:و?لـ{0,3}|إلى|مع)\s?[«“”\"(]\s?([^«»“”\"()]{2,30})[»“”\")](.{0,12})")
_RECEIVED = re.compile(
    r"(?<![^\W\d_])و?(?:تلقت|تلقته|اطلعت|اطّلعت|حصلت|وصلت|وصل|تسلمت|علمت|رصدت|استطلعت|تابعت|سألت)\s(?:علي[هـا]+\s)?"
    r"[«“”\"(]\s?([^«»“”\"()]{2,30})[»“”\")]"
)
"""A statement of which the outlet has a copy: بيان تلقت «الساحل» نسخة منه."""
_TALK = re.compile("تصريح|حديث|حوار|مقابل|لقاء|اتصال|سؤال|خص[ّ]? ")
_THAT = re.compile(r"\s(?:أن|إن|بأن|إنه|إنها|أنه|أنها)\s")
_TOLD_FA = re.compile(
    r"(?:^|[\s،؛])به ((?:[^\s،؛:.«»]+\s){1,4})(?=گفت|می‌?\s?گوید|توضیح|اظهار|خبر داد|اعلام کرد)"
)
_TALKED_FA = re.compile(
    r"(?:گفت\W?و\W?گوی?|گفتگوی?|مصاحبه|پاسخ|پیامکی|پیامی|پاسخی|نامه‌ای) (?:\S+ )?(?:با|به) "
    r"((?:[^\s،؛:.«»]+[\s،:.]){1,4})"
)
_REPORTER = re.compile(r"(?:^|[\s،؛(])(?:خبرنگار|مراسل[ةه]?|لمراسل|موفد)\s((?:[^\s،؛:.«»()–—-]+[\s:]?){1,4})")
_ARCHIVE = re.compile(r"(?:آرشیو|أرشيف)\s([^/|()،:–-]{2,30})")
_OPENING = re.compile(
    r"^([^-–—:.،()«»؛]{2,40}?)(?:\s[-–—ـ]+\s|[-–—]\s|\s?:\s|\s\|\s|؛\s?((?:سرویس|گروه|بخش)\s)|؛\s)"
)
_DESK = re.compile(r"(?:گروه|سرویس|بخش|حوزه)\s")
_CLOSED = re.compile(r"\s?(?:[-–—؛:،/]|ـ+\s)")
_PLACED = re.compile(r"^([^\d:«»\"“”-]{2,25}?)\s?[-–—ـ:]\s?[«\"“]([^«»\"“”]{2,30})[»\"”]")
_ENDS = frozenset(
    map(key, ("گفت", "گفته", "از", "که", "در", "با", "رای", "را", "إن", "أن", "بأن", "عبر", "من", "في"))
)


@dataclass(frozen=True, slots=True)
class Vote:
    """One sign that a name is the outlet's."""

    name: str
    weight: float
    evidence: str
    own: bool = False
    """It stands in a line in which a page names itself, not in a dateline or in the text."""
    told: bool = False
    """Somebody in the text speaks to it."""


def own_name(reading: Reading) -> Iterable[Claim]:
    """The outlet by its own lines (site, dateline, notices) and by who was told: two signs, or one that is sure."""
    votes = [replace(v, name=v.name.strip(_EDGES + _QUOTES)) for v in _votes(reading)]
    votes = [v for v in votes if _may_be(v.name, reading)]
    totals: dict[str, float] = {}
    for vote in votes:
        name = _core(vote.name, reading)
        totals[name] = totals.get(name, 0.0) + vote.weight
    for name in totals:
        used = {v.evidence for v in votes if _core(v.name, reading) == name}
        totals[name] += _in_notices(name, used, reading)
        totals[name] += sum(1.0 for other in totals if other != name and f" {name} " in f" {other} ")
    best = max(totals, key=lambda name: (totals[name], len(name)), default="")
    if best and totals[best] >= ENOUGH:
        chosen = next(v for v in votes if _core(v.name, reading) == best)
        own = sum(v.weight for v in votes if v.own and _core(v.name, reading) == best)
        told = _is_wire(chosen.name, reading) and all(v.told for v in votes if _core(v.name, reading) == best)
        yield Claim(chosen.name, not told, chosen.evidence, own=own >= ENOUGH)


def _is_wire(name: str, reading: Reading) -> bool:
    """Whether a name begins with وكالة: an agency to which people speak, and which others print."""
    return reading.lang == "ar" and look(name).keys[0] == _WIRE


_WIRE = key("وكالة")


def _votes(reading: Reading) -> Iterator[Vote]:
    """All signs in the lines around the article and in the article."""
    yield from _of_lines(reading)
    told = _told_in_arabic if reading.lang == "ar" else _told_in_persian
    for number, span in enumerate(reading.paragraphs):
        text = reading.text[span.start : span.end]
        yield from (replace(v, told=True) for v in told(text, reading))
        if number < 3:
            yield from _of_reporters(text, reading)
    for span in reading.paragraphs[:3]:
        yield from _opened(reading.text[span.start : span.end][:90], span.start == reading.body, reading)


def _opened(text: str, first: bool, reading: Reading) -> Iterator[Vote]:
    """The outlet with which a paragraph opens: ``همشهری آنلاین:``, ``دبي: «الخليج»``, ``X؛ سرویس اجتماعی``."""
    opening = _OPENING.match(text)
    if opening and (head.is_outlet(opening[1], reading.lang) or (first and opening[2])):
        yield Vote(opening[1], ENOUGH, opening[0])
    elif opening and first and _place_follows(text[opening.end() :], reading):
        yield Vote(opening[1], 1.0, opening[0])
    if _DESK.match(text):
        where = stretch(text)
        named = (name_at(where, i, reading) for i in range(1, min(7, len(where.words))))
        found = next((n for n in named if n and n.sure), None)
        if found and _CLOSED.match(text[found.end :]):
            yield Vote(found.text, ENOUGH, text[: found.end])
    quoted = _PLACED.match(text) if first else None
    if quoted and head.is_place(quoted[1], reading.lang):
        yield Vote(quoted[2], ENOUGH, quoted[0])


_NAMES = frozenset({"label_below_title", "label_above_title", "site_name"})


def _opens_the_text(name: str, reading: Reading) -> str:
    """A line below the title with which the text opens once more, a dash behind it."""
    name = name.strip(_EDGES)
    begins = reading.text.startswith(name, reading.body)
    return name if name and begins and _CLOSED.match(reading.text[reading.body + len(name) :]) else ""


def _place_follows(text: str, reading: Reading) -> bool:
    """Whether a text begins with a place: ``سمارت ــ حمص``."""
    keys = [w.key for w in words(text[:40])]
    return any(head.is_place(" ".join(keys[:n]), reading.lang) for n in (1, 2) if n <= len(keys))


def _of_lines(reading: Reading) -> Iterator[Vote]:
    """The name of the site above the article, the outlet in the dateline, whose archive a picture is from."""
    document, lang = reading.document, reading.lang
    for removed in document.removed:
        if removed.rule == "label_above_title" and head.is_signed(look(removed.text), lang):
            yield from _of_dateline(removed.text, reading)
        elif removed.rule in ("site_name", "label_above_title"):
            yield from (replace(v, own=True) for v in _of_site(removed.text, reading))
        elif removed.rule in _PLAIN:
            for part in head.pieces(removed.text)[:3]:
                if head.is_outlet(part, lang):
                    yield Vote(part.strip(), ENOUGH, removed.text)
        elif removed.rule == "date_line" and (wired := _WIRED.search(removed.text)):
            yield Vote(wired[1], ENOUGH, removed.text)
        elif removed.rule in ("label_below_title", "place_and_reporter", "byline"):
            yield from _of_dateline(removed.text, reading)
        for name, sure in offered_by(removed, reading):
            yield Vote(name, ENOUGH if sure else 1.0, removed.text, own=sure)
        if printed := printed_in(removed, reading):
            yield Vote(printed, ENOUGH, removed.text, own=True)
        if removed.rule in _NAMES and (named := _opens_the_text(removed.text, reading)):
            yield Vote(named, ENOUGH, removed.text, own=True)
        archive = _ARCHIVE.search(removed.text)
        if archive and len(removed.text) < 120:
            yield Vote(archive[1].strip(), 1.0, removed.text)
    line = document.dateline
    if line is not None and line.rule == "place_line":
        yield from _of_dateline(line.text, reading)


_PLAIN = frozenset({"breadcrumb", "info_bar", "short_line_below", "after_the_end"})
"""Rules that take lines in which the outlet may stand by itself."""
_NEWS = key("أخبار")
_WIRED = re.compile(r"/\s*([^\W\d_][^/\d]{1,20}?)\s*/\s*$")


def _of_site(text: str, reading: Reading) -> Iterator[Vote]:
    """The name of the site in a line above the article; a motto or a desk behind it says that it is one."""
    heads = reading.language.words("outlet-heads")
    text = re.sub(r"[=^*~]+", " | ", text.replace("،", " | "))
    found = [p.strip() for p in head.pieces(text) if 1 <= len(p.split()) <= LONGEST]
    motto = look(found[1]).keys if len(found) > 1 else ()
    headed = any(" ".join(motto[:n]) in heads for n in (1, 2, 3) if n <= len(motto))
    if headed and look(found[0]).keys[0] not in heads and not head.of_sections(look(found[0]), reading.lang):
        yield Vote(found[0], ENOUGH, text)
        return
    for piece in (p for p in found if not head.of_sections(look(p), reading.lang)):
        seen = look(piece)
        own = head.is_outlet(piece, reading.lang) or (len(seen.keys) > 1 and seen.keys[0] in heads)
        yield Vote(piece, ENOUGH if own else 1.0, text)


_QUOTES = "«»“”\"'‘’"
_EDGES = " ^()[]:،؛.-–—*"


def _of_dateline(text: str, reading: Reading) -> Iterator[Vote]:
    """Pieces of a line between title and text that may be the outlet: quoted, by form, or known to no list."""
    places, desks = reading.language.words("places"), reading.language.words("outlet-lines")
    found = [p.strip(_EDGES) for p in _BETWEEN.split(text[:120]) if p.strip(_EDGES)]
    if (between := _between_place_and_person(found, reading)) is not None:
        yield Vote(between, ENOUGH, text)
    for piece in found:
        quoted, seen = _QUOTED.search(piece), look(piece)
        if quoted:
            yield Vote(quoted[1], ENOUGH, text)
        elif _by_form(piece, reading) or _beside_place(piece, found, reading):
            yield Vote(piece, ENOUGH, text)
        elif seen.words and seen.keys[0] in desks and len(seen.words) > 1:
            yield Vote(piece[seen.words[1].start :], 1.0, text)
        elif len(found) > 1 and not head.is_person(seen, reading.lang) and " ".join(seen.keys) not in places:
            yield Vote(piece, 1.0, text)


def _by_form(piece: str, reading: Reading) -> bool:
    """Whether a piece is an outlet by its form: أخبار السهل، بغداد اليوم، صدى نيوز."""
    seen = look(piece)
    headed = len(seen.keys) > 1 and seen.keys[0] == _NEWS
    return headed or head.is_outlet(piece, reading.lang) or _of_the_day(seen, reading)


def _beside_place(piece: str, found: list[str], reading: Reading) -> bool:
    """Whether a piece is the one word beside a known place, as in ``حلب – البعث``: no person has one name."""
    seen, language = look(piece), reading.language
    places = [p for p in found if p != piece and head.is_place(p, reading.lang)]
    known = ("outlet-lines", "weekdays", "section-words", "places", "small-words")
    listed = any(k in language.words(name) for k in seen.keys for name in known)
    return (
        len(found) == 2
        and len(places) == 1
        and len(seen.words) == 1
        and not listed
        and not seen.keys[0].isdigit()
    )


_TODAY = frozenset(map(key, ("اليوم", "الآن", "امروز")))


def _of_the_day(seen: Look, reading: Reading) -> bool:
    """Whether a name is of the kind of ``بغداد اليوم``: a place or a single word, and today."""
    if len(seen.words) != 2 or seen.keys[1] not in _TODAY:
        return False
    first = seen.keys[0]
    return first not in reading.language.words("weekdays") and first not in reading.language.words(
        "section-words"
    )


def _between_place_and_person(found: list[str], reading: Reading) -> str | None:
    """The middle of three names of which the last is a person's: ``حماة ـ صوت النهر ـ مازن الخطيب``."""
    if len(found) != 3 or not head.is_person(look(found[2]), reading.lang):
        return None
    seen, first, desks = look(found[1]), look(found[0]), reading.language.words("outlet-lines")
    place = " ".join(seen.keys) in reading.language.words("places")
    other = head.is_person(first, reading.lang) or head.is_person(seen, reading.lang) or place
    written = reading.language.words("byline-words")
    by = " ".join(seen.keys) in written or " ".join(first.keys) in written
    return None if other or by or any(k in desks for k in (*seen.keys, *first.keys)) else found[1]


def _told_in_arabic(text: str, reading: Reading) -> Iterator[Vote]:
    """``قال لـ«الراصد»``, ``في حديث إلى «الراصد»``, ``قال لسومر برس``."""
    say = reading.language.words("speech-verbs")
    for found in _TOLD_AR.finditer(text):
        before = text[max(0, found.start() - 70) : found.start()]
        said = any(w.key in say or w.key.lstrip("وف") in say for w in words(before)) and not _THAT.search(
            before
        )
        if _TALK.search(before) or (said and found[0].lstrip("و").startswith("ل")):
            yield Vote(found[1], 1.0, f"{before[-30:]}{found[0]}".strip())
    for found in _RECEIVED.finditer(text):
        yield Vote(found[1], 1.0, found[0])
    marks = reading.language.words("outlet-marks")
    found_words = words(text)
    yield from _told_headed(text, reading)
    for i, word in enumerate(found_words):
        if word.key not in marks or word.key.isdigit():
            continue
        for j in range(i - 1, max(-1, i - 4), -1):
            if found_words[j].key[:1] == "ل" and _said_before(found_words[max(0, j - 5) : j], say):
                start = found_words[j].start + 1
                name = text[start : word.end].lstrip("ـ ")
                name = f"ا{name}" if name.startswith("ل") and found_words[j].key.startswith("لل") else name
                yield Vote(name, ENOUGH, text[found_words[max(0, j - 3)].start : word.end])
                break


_HEADED = re.compile(
    r"(?<![^\W\d_])(?:مع |إلى |ل)(?=(?:ال)?(?:إذاعة|راديو|تلفزيون|قناة|صحيفة|جريدة|وكالة|موقع|شبكة|بوابة)\s)"
)


def _told_headed(text: str, reading: Reading) -> Iterator[Vote]:
    """``في مقابلة مع إذاعة وادي النيل``, ``وأضاف لإذاعة وادي النيل أن``."""
    for found in _HEADED.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if not _said_before(words(before)[-5:], reading.language.words("speech-verbs")):
            continue
        name = name_at(stretch(text[found.end() : found.end() + 60]), 0, reading)
        if name and name.sure:
            yield Vote(name.text, 1.0, f"{before[-20:]}{found[0]}{name.text}".strip())


def _said_before(before: Iterable[object], say: frozenset[str]) -> bool:
    """Whether one of some words is a verb or a noun of speaking."""
    keys = [getattr(w, "key", "") for w in before]
    return any(k in say or k.lstrip("وف") in say or _TALK.search(k) for k in keys)


def _told_in_persian(text: str, reading: Reading) -> Iterator[Vote]:
    """``به سهندپرس گفت``, ``در گفت‌وگو با رادیو پامیر``, ``در پاسخ به نیم‌روز``."""
    for pattern in (_TOLD_FA, _TALKED_FA):
        for found in pattern.finditer(text):
            name = _run(found[1], reading)
            if name:
                yield Vote(name, _weight(name, reading), found[0].strip())
    for found in re.finditer(r"به «([^«»]{2,25})» (?:گفت|می‌گوید)", text):
        yield Vote(found[1], 1.0, found[0])


def _weight(name: str, reading: Reading) -> float:
    """A broadcaster or agency that speaks is the outlet itself; a newspaper may be another; other names need more."""
    first = look(name).keys[0]
    kind = reading.language.table("outlet-heads").get(first)
    if kind == "agency" or first in (key("رادیو"), key("تلویزیون")):
        return ENOUGH
    return ENOUGH if kind is None and head.is_outlet(name, reading.lang) else 1.0


def _run(text: str, reading: Reading) -> str:
    """The words up to the first that stands between names."""
    small, stops, kept = reading.language.words("small-words"), reading.language.words("outlet-stops"), 0
    for word in words(text):
        apart = kept and re.search(r"[()\[\]،:؛/*]", text[kept : word.start])
        if word.key in small or word.key in _ENDS or apart or (kept and word.key in stops):
            break
        kept = word.end
    return text[:kept]


def _of_reporters(text: str, reading: Reading) -> Iterator[Vote]:
    """``زنجان - خبرنگار سهندپرس:``, ``مراسل سومر برس``: the reporter of an outlet is its own."""
    for found in _REPORTER.finditer(text[:400]):
        name = _run(found[1], reading)
        closed = text[found.start(1) + len(name) :][:3].strip()[:1] in (":", "-", "–", "،") if name else False
        marked = [w for w in words(name) if head.is_outlet(name[: w.end], reading.lang)]
        if marked:
            yield Vote(name[: marked[-1].end], ENOUGH, found[0].strip())
        elif name and closed and found.start() < 40:
            yield Vote(name, ENOUGH, found[0].strip())


def _core(name: str, reading: Reading) -> str:
    """The folded words of a name without its head word."""
    keys = look(name).keys
    heads = reading.language.words("outlet-heads")
    return " ".join(keys[1:] if len(keys) > 1 and keys[0] in heads else keys)


_WRITTEN = re.compile(r"[\u0620-\u06d3]|^[A-Z0-9][A-Z0-9 ]+$")


def _may_be(name: str, reading: Reading) -> bool:
    """Whether a name may be an outlet's: no agency that others credit, no place, person or everyday word."""
    keys, language = look(name).keys, reading.language
    if not 1 <= len(keys) <= LONGEST or not _WRITTEN.search(name):
        return False
    kinds = {language.table("outlets").get(" ".join(k), "") for k in (keys, keys[1:])}
    if any(k.startswith(("agency", "foreign", "many")) for k in kinds):
        return False
    lists = ("common-words", "small-words", *(("desks", "not-reporters") if reading.lang == "fa" else ()))
    everyday = [language.words(n) for n in lists]
    known = all(k.isdigit() or any(k in names for names in everyday) for k in keys)
    if known and not head.is_outlet(name, reading.lang):
        return False
    if " ".join(keys) in language.table("outlets"):
        return True
    person = keys[0] in language.words("given-names") and not head.is_outlet(name, reading.lang)
    return not person and " ".join(keys) not in language.words("places")


_NOTICES = frozenset({"copyright", "app", "newsletter", "disclaimer", "follow"})


def _in_notices(name: str, used: set[str], reading: Reading) -> float:
    """One more vote where a notice of the page holds a name, beside the lines that have voted."""
    for removed in reading.document.removed:
        if removed.text in used:
            continue
        kinds = {s.kind for s in signs(removed.text, reading.lang)}
        notice = kinds & _NOTICES or removed.rule in (
            "call_to_reader",
            "responsibility_notice",
            "copyright_notice",
        )
        if notice and f" {name} " in f" {' '.join(look(removed.text).keys)} ":
            return 1.0
    return 0.0
