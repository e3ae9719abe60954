"""The outlet in the lines around the article and in the words with which a paragraph opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from khulasa.model import Reading, Removal
from khulasa.rules.clean import head
from khulasa.rules.clean.lines import Look, look, signs
from khulasa.rules.read.credits import name_at
from khulasa.rules.read.credits import piece as stretch
from khulasa.rules.read.dictionary import headword
from khulasa.rules.read.headlines import is_home
from khulasa.rules.read.invitations import offered_by, printed_in
from khulasa.rules.read.own_words import called_after_a_thing, is_desk
from khulasa.rules.read.votes import EDGES, ENOUGH, LONGEST, Vote
from khulasa.text.fold import key
from khulasa.text.words import words

_QUOTED = re.compile(r"[«“”\"]([^«»“”\"]{2,30})[»“”\"]")
_BETWEEN = re.compile(r"\s*(?:\s[-–—]\s?|[-–—]\s|[:|/،,؛]|ـ\s|\(|[=^*~_]+)\s*")
_ARCHIVE = re.compile(r"(?:آرشیو|أرشيف)\s([^/|()،:–-]{2,30})")
_OPENING = re.compile(
    r"^([^-–—:.،()«»؛]{2,40}?)(?:\s[-–—ـ]+\s|[-–—]\s|\s?:\s|\s?\|\s|؛\s?((?:سرویس|گروه|بخش)\s)|؛\s)"
)
_DESK = re.compile(r"(?:گروه|سرویس|بخش|حوزه)\s")
_CLOSED = re.compile(r"\s?(?:[-–—؛:،/]|ـ+\s)")
_EXCLUSIVE = re.compile(
    r"^(?:خاص|حصري|اختصاصی)\s(?:(?:بـ|لـ)\s?)?((?!بال|لل)[^\W\d_]+(?:\s[^\W\d_]+){0,2})\s?(?:[:/]|\s?[-–—]\s|$)"
)
_BEHIND_PLACE = re.compile(
    r"^([^\W\d_]+(?:\s[^\W\d_]+)?)\s?(?:/|\s[-–—ـ]+|[-–—]\s)\s?([^\W\d_]+(?:\s[^\W\d_]+)?)\s?(?:[:/]|\s[-–—ـ]+\s|[-–—]\s)"
)
"""A place and an outlet before the text: ``بغداد/المنار:``, ``لاهیجان - سپیدرود -``."""
_PLACED = re.compile(r"^([^\d:«»\"“”-]{2,25}?)\s?[-–—ـ:]\s?[«\"“]([^«»\"“”]{2,30})[»\"”]")


def opened(text: str, first: bool, reading: Reading) -> Iterator[Vote]:
    """The outlet with which a paragraph opens: ``همشهری آنلاین:``, ``دبي: «الخليج»``, ``X؛ سرویس اجتماعی``."""
    opening = _OPENING.match(text)
    if opening and (weight := _of_opening(opening, text, first, reading)):
        yield Vote(opening[1], weight, opening[0], slot=called_after_a_thing(opening[1], reading))
    exclusive = _EXCLUSIVE.match(text) if first else None
    if exclusive and called_after_a_thing(exclusive[1], reading):
        yield Vote(exclusive[1], ENOUGH, exclusive[0], slot=True)
    placed = _BEHIND_PLACE.match(text) if first else None
    if placed and not is_desk(placed[2], reading):
        alone = len(words(placed[2])) == 1 or called_after_a_thing(placed[2], reading)
        sure = head.is_place(placed[1], reading.lang) and alone
        yield Vote(placed[2], ENOUGH if sure else 1.0, placed[0], slot=sure)
    if _DESK.match(text):
        where = stretch(text)
        named = (name_at(where, i, reading) for i in range(1, min(7, len(where.words))))
        found = next((n for n in named if n and n.sure), None)
        if found and _CLOSED.match(text[found.end :]):
            yield Vote(found.text, ENOUGH, text[: found.end])
    quoted = _PLACED.match(text) if first else None
    if quoted and head.is_place(quoted[1], reading.lang):
        yield Vote(quoted[2], ENOUGH, quoted[0])


def _of_opening(opening: re.Match[str], text: str, first: bool, reading: Reading) -> float:
    """What a name before a dash or a colon weighs as the outlet's; nothing where it may be a place or a person."""
    name, rest = opening[1], text[opening.end() :]
    if head.is_outlet(name, reading.lang) and not head.is_place(name, reading.lang):
        return ENOUGH
    if not first:
        return 0.0
    if opening[2]:
        return ENOUGH
    if _place_follows(rest, reading):
        return 1.0
    return 0.0 if _BEHIND_PLACE.match(text) else _before_news(name, opening[0], rest, reading)


def _before_news(name: str, opening: str, text: str, reading: Reading) -> float:
    """What a name weighs with which the news begins: an everyday word is no place, so it is the outlet."""
    seen, language = look(name), reading.language
    if not 1 <= len(seen.keys) <= 2 or is_desk(name, reading) or seen.keys[0] in language.words("gazetteer"):
        return 0.0
    if reading.lang == "fa":
        return ENOUGH if len(seen.keys) > 1 and called_after_a_thing(name, reading) else 1.0
    follows = words(text[:40])
    if not follows or follows[0].key not in language.words("past-verbs"):
        return 0.0
    people = language.words("given-names") | language.words("family-names")
    dashed = not opening.rstrip().endswith(":")
    return ENOUGH if dashed and all(headword("ar", k) and k not in people for k in seen.keys) else 1.0


_NAMES = frozenset({"label_below_title", "label_above_title", "site_name"})


def _opens_the_text(name: str, reading: Reading) -> str:
    """A line below the title with which the text opens once more, a dash behind it."""
    name = name.strip(EDGES)
    begins = reading.text.startswith(name, reading.body)
    return name if name and begins and _CLOSED.match(reading.text[reading.body + len(name) :]) else ""


def _place_follows(text: str, reading: Reading) -> bool:
    """Whether a text begins with a place: ``سمارت ــ حمص``."""
    keys = [w.key for w in words(text[:40])]
    return any(head.is_place(" ".join(keys[:n]), reading.lang) for n in (1, 2) if n <= len(keys))


def of_lines(reading: Reading) -> Iterator[Vote]:
    """The name of the site above the article, the outlet in the dateline, whose archive a picture is from."""
    document, lang = reading.document, reading.lang
    for removed in document.removed:
        if removed.rule == "label_above_title" and head.is_signed(look(removed.text), lang):
            yield from _of_dateline(removed.text, reading)
        elif named := head.masthead(look(removed.text), lang):
            yield Vote(named, ENOUGH, removed.text, own=True)
        elif removed.rule in ("site_name", "label_above_title"):
            yield from (replace(v, own=True) for v in _of_site(removed.text, reading))
        elif removed.rule in _PLAIN:
            for part in head.pieces(removed.text)[:3]:
                if head.is_outlet(part, lang) and not signs(part, lang):
                    yield Vote(part.strip(), ENOUGH, removed.text)
            if removed.rule == "breadcrumb" and (site := _begins_path(removed.text, reading)):
                home = any(is_home(p, lang) for p in head.pieces(removed.text)[1:2])
                yield Vote(site, ENOUGH if home else 1.0, removed.text, own=True, slot=home)
        elif removed.rule == "source_line" and (source := _OF_SOURCE.match(removed.text)):
            yield Vote(source[1], 1.0, removed.text)
        elif removed.rule == "date_line" and (wired := _WIRED.search(removed.text)):
            yield Vote(wired[1], ENOUGH, removed.text)
        elif removed.rule in ("label_below_title", "place_and_reporter", "byline"):
            yield from _of_dateline(removed.text, reading)
        if disclaimed := _disclaimed(removed, reading):
            yield Vote(disclaimed, ENOUGH, removed.text, own=True)
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


_VIEWS = re.compile(
    r"(?:عن|وجهة|وجه)\s(?:رأي|نظر|آراء)\s«?([^«»،.:؛]{2,30}?)»?\s*\.?\s*$|"
    r"(?:نظر|دیدگاه|موضع)\s«?([^«»،.:؛]{2,30}?)»?\s(?:نیست|نمی‌?باشد)"
)
_NOTICES = frozenset({"responsibility_notice", "comment_section", "comment_form", "copyright_notice"})


def _disclaimed(removed: Removal, reading: Reading) -> str:
    """The outlet whose views those of its readers and writers are not: لا تعبر بالضرورة عن رأي الضفاف."""
    found = _VIEWS.search(removed.text) if removed.rule in _NOTICES else None
    if found is None:
        return ""
    name = found[1] or found[2]
    seen, language = look(name), reading.language
    generic = language.words("page-nouns") | language.words("outlet-heads") | language.words("small-words")
    bare = [k.removeprefix("ال") for k in seen.keys]
    known = all(k in generic or f"ال{k}" in generic for k in bare) or any(k in _THEIRS for k in bare)
    return name if len(seen.keys) <= LONGEST and not known else ""


_THEIRS = frozenset(
    map(
        key,
        ("كاتب", "كاتبها", "كاتبه", "كتاب", "كتابها", "أصحابها", "صاحبها", "إدارة", "هيئة", "تحرير", "ناشر"),
    )
)
_OF_SOURCE = re.compile(r"(?:المصدر|منبع)\s*:\s*([^\W\d_][^:،,/|()]{1,30}?)\s*$")


def _begins_path(text: str, reading: Reading) -> str:
    """The first piece of a path that is no section, no place and not the home page: the site's own name."""
    first = next(iter(head.pieces(text)), "").strip()
    seen = look(first)
    listed = head.of_sections(seen, reading.lang) or head.is_place(first, reading.lang)
    home = key(first) in reading.language.words("sections")
    return "" if listed or home or not 1 <= len(seen.keys) <= LONGEST else first


_PLAIN = frozenset({"breadcrumb", "info_bar", "short_line_below", "after_the_end"})
"""Rules that take lines in which the outlet may stand by itself."""
_NEWS = key("أخبار")
_WIRED = re.compile(r"/\s*([^\W\d_][^/\d]{1,20}?)\s*/\s*$")


def _of_site(text: str, reading: Reading) -> Iterator[Vote]:
    """The name of the site in a line above the article; a motto or a desk behind it says that it is one."""
    heads = reading.language.words("outlet-heads")
    if titled := head.named_with_kind(text, reading.lang):
        yield Vote(titled, ENOUGH, text)
        return
    text = re.sub(r"[=^*~]+", " | ", head.without_logo(text).replace("،", " | "))
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


def _of_dateline(text: str, reading: Reading) -> Iterator[Vote]:
    """Pieces of a line between title and text that may be the outlet: quoted, by form, or known to no list."""
    places, desks = reading.language.words("places"), reading.language.words("outlet-lines")
    found = [p.strip(EDGES) for p in _BETWEEN.split(text[:120]) if p.strip(EDGES)]
    exclusive = _EXCLUSIVE.match(text)
    if exclusive and called_after_a_thing(exclusive[1], reading):
        yield Vote(exclusive[1], ENOUGH, text, slot=True)
    if (between := _between_place_and_person(found, reading)) is not None:
        yield Vote(between, ENOUGH, text)
    for piece in found:
        quoted, seen = _QUOTED.search(piece), look(piece)
        if quoted:
            yield Vote(quoted[1], ENOUGH, text)
        elif _by_form(piece, reading) or _beside_place(piece, found, reading):
            yield Vote(piece, ENOUGH, text)
        elif len(seen.keys) > 1 and _only_unknown(piece, found, reading):
            yield Vote(piece, ENOUGH, text, slot=True)
        elif seen.words and seen.keys[0] in desks and (name := _behind_desk(seen, reading)):
            yield Vote(name, 1.0, text)
        elif len(found) > 1 and not head.is_person(seen, reading.lang) and " ".join(seen.keys) not in places:
            yield Vote(piece, 1.0, text)


def _only_unknown(piece: str, found: list[str], reading: Reading) -> bool:
    """Whether a piece is called after a thing beside desks or places alone: ``مشكاة الجنوب - خاص``.

    Beside a person what kind of text it is may stand too: ``قصة نجاح – ليلى مراد``.
    """
    others = [p for p in found if p != piece]
    known = all(is_desk(p, reading) and not head.is_person(look(p), reading.lang) for p in others)
    return bool(others) and known and called_after_a_thing(piece, reading)


def _behind_desk(seen: Look, reading: Reading) -> str:
    """What follows a desk and the words for its section: سرویس فرهنگی نیمروز."""
    sections = reading.language.words("section-words")
    rest = next((w for w in seen.words[1:] if w.key not in sections), None)
    return seen.text[rest.start :] if rest else ""


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
        and len(seen.keys) == 1
        and not listed
        and not seen.keys[0].isdigit()
    )


_TODAY = frozenset(map(key, ("اليوم", "الآن", "امروز")))


def _of_the_day(seen: Look, reading: Reading) -> bool:
    """Whether a name is of the kind of ``بغداد اليوم``: a place or a single word, and today."""
    if len(seen.keys) != 2 or seen.keys[1] not in _TODAY:
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
