"""Leftovers by their form: signs between words, bare numbers, dates, links, initials."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from khulasa import languages
from khulasa.model import Lang, Line, Page, Removal
from khulasa.rules.clean.head import is_outlet, is_person
from khulasa.rules.clean.lines import BAR, Look, look, numbered, removal, signs, zones
from khulasa.text.fold import key
from khulasa.text.numbers import lexicon

ARROWS = re.compile(r"\s*(?:[»>›→←⟩«<‹]|&gt;|\\)\s*")
SLASHES = re.compile(r"\s*(?:[/|•·]|\s[-–—]\s)\s*")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|@\w+|\b(?:t\.me|[a-z0-9-]+\.(?:com|net|org|ir|info|news|example|af|tj|[a-z]{2}))(?:/\S*)?\b",
    re.I,
)
_DATE_FORM = re.compile(r"\d{1,4}\s*[/\-.:٫]\s*\d{1,2}")
_CLOCK = re.compile(r"(?:توقيت|بتوقيت|الساعة|ساعت|به وقت)\s.{0,20}[\d٠-٩۰-۹]{1,2}:[\d٠-٩۰-۹]{2}")
_INITIALS = re.compile(
    r"^[\s(\[/.\-–]*(?:[^\W\d_]{1,2}[.\s]*){1,3}(?:[/\\|،,\-–]\s*(?:[^\W\d_]{1,2}[.\s]*){1,3}){0,3}[\s)\]/.0-9]*$"
)
_CODE = re.compile(r"^[\s/#*\-–.]*[\d٠-٩۰-۹]+(?:[\s/*\-–.]+[\d٠-٩۰-۹]+)*[\s/*\-–.]*$")


@cache
def _sections(lang: Lang) -> frozenset[str]:
    return languages.load(lang).words("sections")


@cache
def _homes(lang: Lang) -> frozenset[str]:
    return frozenset(k for k, v in languages.load(lang).table("sections").items() if v == "home")


@cache
def date_words(lang: Lang) -> frozenset[str]:
    """Folded words of which a line that is a date is made."""
    language = languages.load(lang)
    names = ("weekdays", "months-gregorian", "months-jalali", "months-hijri", "dateline-words")
    return frozenset(part for name in names for entry in language.words(name) for part in entry.split())


@cache
def _calendar_words(lang: Lang) -> frozenset[str]:
    language = languages.load(lang)
    names = ("weekdays", "months-gregorian", "months-jalali", "months-hijri")
    return frozenset(
        part for name in names for entry in language.words(name) for part in entry.split() if len(part) > 2
    )


def breadcrumb(page: Page) -> Iterable[Removal]:
    """The path of the page in its site: sections joined by signs, or the way from the home page to the title."""
    limit = max(4, zones(page).first)
    for i, line, seen in numbered(page):
        if seen.prose or len(line.text) > BAR:
            continue
        crumbs = split_crumbs(line.text, page.lang)
        if _leads_to_another(line, page) or (
            crumbs
            and (i < limit or key(crumbs[0]) in _homes(page.lang))
            and _is_path(crumbs, line.number, page, seen)
        ):
            yield removal(line, "breadcrumb", line.text)


_LEADS = re.compile(r"\s*(?:[»>›→←⟩<|/\\•·]|&gt;|\s[-–—])\s*$")


def _leads_to_another(line: Line, page: Page) -> bool:
    """Whether a line is short pieces and then, behind a sign, another line of the page: the way to the title."""
    for other in page.lines:
        if other is line or not line.text.endswith(other.text) or len(look(other.text).keys) < 3:
            continue
        before = line.text[: -len(other.text)]
        crumbs = [p for p in re.split(r"[»>›→←⟩<|/\\•·]|&gt;|\s[-–—]\s?", before) if p.strip()]
        if _LEADS.search(before) and 0 < len(crumbs) <= 5 and all(len(look(p).keys) <= 4 for p in crumbs):
            return True
    return False


def split_crumbs(text: str, lang: Lang) -> list[str]:
    """The pieces of a breadcrumb, by arrows or else by slashes, pipes, dots or dashes; empty where there are none."""
    for signs_between in (ARROWS, SLASHES):
        pieces = [p.strip() for p in signs_between.split(text)]
        if len(pieces) > 1 and pieces[0] and pieces[-1] and ('"' not in text):
            return pieces
    return []


def _is_path(crumbs: list[str], number: int, page: Page, seen: Look) -> bool:
    keys, lang = [key(c) for c in crumbs], page.lang
    if keys[0] in _homes(lang):
        return True
    end = next((x.number for x in reversed(page.lines) if key(x.text) == keys[-1]), number)
    if end != number and len(keys) > 1:
        return True
    known = sum(k in _sections(lang) for k in keys)
    short = all(len(c.split()) <= 4 for c in crumbs)
    balanced = seen.text.count("«") == seen.text.count("»")
    arrows = len(ARROWS.split(seen.text)) > 1 and not (balanced and "«" in seen.text)
    return short and (known == len(keys) or (arrows and known >= 1) or (len(keys) >= 3 and known >= 2))


def section_name(page: Page) -> Iterable[Removal]:
    """The name of a section that stands alone above the article."""
    first = zones(page).first
    for i, line, _ in numbered(page):
        if (
            i < min(first, 3)
            and len(page.lines) > i + 2
            and key(line.text.strip(" :|-–#")) in _sections(page.lang)
        ):
            yield removal(line, "section_name", line.text)


def date_line(page: Page) -> Iterable[Removal]:
    """A line that is nothing but a date or a time; the date of the article is read from it."""
    first, last = zones(page).first, zones(page).last
    for i, line, seen in numbered(page):
        outside = (i < first or i > last) and not seen.stop
        loose = (2 if i else 1) if i < first else 0
        motto = i < first and _ends_in_date(line.text, page.lang)
        wired = 0 < i < first and _of_a_wire(seen, page.lang)
        if motto or wired or (outside and is_date(seen, page.lang, loose)):
            yield removal(line, "date_line", line.text)


def _of_a_wire(seen: Look, lang: Lang) -> bool:
    """Whether a line is a place, the whole day and an outlet: جازان 7 رجب 1446 هـ وكالة السروات."""
    if not 5 <= len(seen.keys) <= 18 or not any(len(k) == 4 and k.isdigit() for k in seen.keys):
        return False
    known = date_words(lang)
    dated = [_numeric(k) or (i > 0 and k in known) for i, k in enumerate(seen.keys)]
    first = dated.index(True)
    last = dated.index(False, first) - 1 if False in dated[first:] else len(dated)
    if not 1 <= first <= 3 or last + 1 >= len(seen.keys):
        return False
    name = seen.text[seen.words[last + 1].start :]
    return is_outlet(name, lang) and is_date(
        look(seen.text[seen.words[first].start : seen.words[last].end]), lang
    )


def _ends_in_date(text: str, lang: Lang) -> bool:
    """Whether a line is the motto of a site and, behind a sign, the whole day: weekday, day, month and year."""
    motto, _, day = text.partition("،" if "،" in text else "|")
    seen = look(day)
    whole = len(seen.keys) >= 4 and any(len(k) == 4 and k.isdigit() for k in seen.keys)
    return bool(motto.strip()) and len(look(motto).keys) <= 5 and whole and is_date(seen, lang)


_THOUSAND = frozenset({"هزار", "الف", "الفين", "والفين", "والف"})
"""One of these stands in a year that is written in words."""


def is_date(seen: Look, lang: Lang, loose: int = 0) -> bool:
    """Whether a line holds a date and at most ``loose`` words that belong to no date."""
    if not seen.keys or len(seen.keys) > 20:
        return False
    if _ISO.fullmatch(seen.text.translate(_DIGITS).strip()):
        return True
    others, numbers = _beside_dates(seen, lang)
    if len(others) > loose:
        return False
    calendar = _calendar_words(lang)
    named = sum(k in calendar or k.removesuffix("ي") in calendar for k in seen.keys)
    if _CLOCK.search(seen.text) and len(seen.keys) <= 8:
        return True
    if named:
        return numbers > 0 or named == len(seen.keys)
    if len(others) <= 1 and len(seen.keys) <= 5 and _WHOLE_DAY.search(seen.text.translate(_DIGITS)):
        return True
    ago = numbers > 0 and not date_words(lang).isdisjoint(seen.keys) and not others
    return ago or (
        numbers > 1 and not others and bool(_DATE_FORM.search(" ".join(seen.text.translate(_DIGITS).split())))
    )


def _beside_dates(seen: Look, lang: Lang) -> tuple[tuple[str, ...], int]:
    """The words of a line that belong to no date, and how many numbers it has, in digits or in words."""
    known = date_words(lang)
    whole = any(k in _THOUSAND or (len(k) == 4 and k.isdigit()) for k in seen.keys)
    counted = lexicon(lang) if whole else {}
    written = sum(k in counted or k.removeprefix("و") in counted for k in seen.keys if not _numeric(k))
    others = tuple(
        k
        for k in seen.keys
        if not _numeric(k)
        and not {k, k.removesuffix("ي")} & known
        and k not in counted
        and k.removeprefix("و") not in counted
    )
    return others, sum(map(_numeric, seen.keys)) + written


def signed_and_dated(seen: Look, lang: Lang) -> bool:
    """Whether a line is who wrote and the whole day: بواسطة أحمد سالم - 3 مايو، 2024."""
    others, numbers = _beside_dates(seen, lang)
    year = any(len(k) == 4 and k.isdigit() for k in seen.keys)
    if seen.stop or not year or numbers < 2 or not 1 < len(others) <= 5 or len(seen.keys) > 16:
        return False
    whole = _WHOLE_DAY.search(seen.text.translate(_DIGITS)) or any(
        k in _calendar_words(lang) for k in seen.keys
    )
    writers = languages.load(lang).words("byline-words")
    first = next(i for i, k in enumerate(seen.keys) if k in others)
    if not whole or seen.keys[first : first + len(others)] != others:
        return False
    begin, end = seen.words[first].start, seen.words[first + 1].end
    return others[0] in writers or is_person(look(seen.text[begin:end]), lang)


def published(line: Look, lang: Lang) -> str:
    """The words of publishing with which a line begins that holds a whole date, wherever it was printed."""
    if not 4 <= len(line.keys) <= 16 or not any(len(k) == 4 and k.isdigit() for k in line.keys):
        return ""
    labels = languages.load(lang).words("publication-labels")
    n = next((n for n in (3, 2, 1) if " ".join(line.keys[:n]) in labels), 0)
    told = sum(k.isdigit() or k in date_words(lang) for k in line.keys[n:])
    return line.text[: line.words[n - 1].end] if n and told >= 3 else ""


def states_a_day(seen: Look, lang: Lang) -> bool:
    """Whether a line is nothing but a day, a day with who wrote, or when the page was published: no title."""
    return is_date(seen, lang) or signed_and_dated(seen, lang) or bool(published(seen, lang))


_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?")
_WHOLE_DAY = re.compile(
    r"(?<!\d)(?:\d{1,2}[-/.]\d{1,2}[-/.](?:19|20|14|13)\d\d|(?:19|20|14|13)\d\d[-/.]\d{1,2}[-/.]\d{1,2})"
)
_DIGITS = {0x660 + i: str(i) for i in range(10)} | {0x6F0 + i: str(i) for i in range(10)}


def _numeric(word: str) -> bool:
    return word[:1].isdigit() and (word.isdigit() or not word.strip("0123456789").strip("هم"))


_BETWEEN = re.compile(r"\s*[|•·●]\s*|\t+|\s{3,}")


def info_bar(page: Page) -> Iterable[Removal]:
    """A bar of short pieces (date, code, section, counter) with signs between them."""
    where = zones(page)
    for i, line, seen in numbered(page):
        if seen.prose or len(line.text) > BAR or len(seen.keys) > 30 or where.first < i < where.last:
            continue
        pieces = [p for p in _BETWEEN.split(line.text) if p.strip()]
        if len(pieces) < 2:
            continue
        short = all(len(look(p).keys) <= 8 for p in pieces)
        telling = [p for p in pieces if is_date(look(p), page.lang) or _is_furniture(p, page.lang)]
        if short and telling and (len(telling) > 1 or len(pieces) > 2 or len(look(pieces[-1]).keys) <= 3):
            yield removal(line, "info_bar", telling[0])


def _is_furniture(piece: str, lang: Lang) -> bool:
    return any(s.mode in ("whole", "label") and s.kind not in ("photo", "byline") for s in signs(piece, lang))


def rate_or_weather(page: Page) -> Iterable[Removal]:
    """A rate of exchange or a temperature in a bar above the article: a number and one or two words."""
    rates = languages.load(page.lang).words("rates")
    for _, line, seen in numbered(page)[: zones(page).first]:
        others = [k for k in seen.keys if not k.isdigit()]
        number = len(others) < len(seen.keys) or any(c.isdigit() for c in line.text)
        told = "°" in line.text or any(k in rates for k in others)
        if number and told and len(others) <= 2 and not seen.ended:
            yield removal(line, "rate_or_weather", line.text)


def bare_link(page: Page) -> Iterable[Removal]:
    """A line that is an address on the web, a mail address or an account, with at most three words beside it."""
    for _, line, seen in numbered(page):
        found = _URL.search(line.text) if len(line.text) <= BAR and not seen.prose else None
        if found and len(look(_URL.sub(" ", line.text)).keys) <= 3:
            yield removal(line, "bare_link", found.group())


def hashtags(page: Page) -> Iterable[Removal]:
    """A line that holds nothing but hashtags."""
    for _, line, seen in numbered(page):
        tags = line.text.count("#")
        if tags and line.text.lstrip().startswith("#") and len(seen.keys) <= 4 * tags + 1:
            yield removal(line, "hashtags", "#")


def no_letters(page: Page) -> Iterable[Removal]:
    """A line of signs, or of a bare number above or below the article."""
    where = zones(page)
    for i, line, seen in numbered(page):
        if not seen.keys or (
            len(line.text) <= 60 and _CODE.match(line.text) and not where.first < i < where.last
        ):
            yield removal(line, "no_letters", line.text)


def initials(page: Page) -> Iterable[Removal]:
    """Initials of editors and agencies below the article."""
    last = zones(page).last
    for i, line, seen in numbered(page):
        if i > last >= 0 and 1 < len(seen.keys) <= 8 and len(line.text) <= 60 and _INITIALS.match(line.text):
            yield removal(line, "initials", line.text)


_SHORTCODE = re.compile(
    r"^\s*(?:\{[$%#]?\w[^}]*\}|\[/?[A-Za-z_][^\]]*\]|<[^>]+>)(?:\s*(?:\{[^}]*\}|\[[^\]]*\]|<[^>]+>))*\s*$"
)
_OTHER_SCRIPT = re.compile(r"^[^\u0620-\u06d3]*[A-Za-z]{2}[^\u0620-\u06d3]*$")


def other_script(page: Page) -> Iterable[Removal]:
    """A line without an Arabic letter below the text, or a mark of the software that makes the page."""
    where = zones(page)
    for i, line, seen in numbered(page):
        below = i > where.last >= 0 and len(seen.keys) <= 25 and _OTHER_SCRIPT.match(line.text)
        if below or _SHORTCODE.match(line.text):
            yield removal(line, "other_script", line.text)
