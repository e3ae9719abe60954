"""Leftovers by their words: the lists are ``furniture.txt`` of each language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from khulasa import languages
from khulasa.model import Line, Page, Removal
from khulasa.rules.clean.form import published, signed_and_dated
from khulasa.rules.clean.lines import Look, Sign, Zones, look, numbered, only_networks, removal, signs, zones
from khulasa.rules.clean.title import A_SOURCE, title_at

_TO_READERS = re.compile(
    "نستخدم|يستخدم|موقعنا|الموقع|توافق|تجربت|ما استفاده|استفاده می|تجربه|این سایت|وب.?سایت|شما|This|We |our "
)
_RIGHTS = re.compile("محفوظ|متعلق|©|ذکر منبع|إذن|اذن|دون|بدون|rights|Copyright", re.IGNORECASE)
_REPORTER = re.compile(r"(?:خبرنگار|دبیر|مراسل[ةه]?|محرر[ةه]?)(?:\s\S+){1,2}?\s*[:/–—-]\s*")
_RESERVED = re.compile("حقوق.{0,50}(?:محفوظ|متعلق)")
Test = Callable[[Look, Sign, int, Zones], bool]


def _found(page: Page, kinds: set[str], rule: str, test: Test) -> Iterator[Removal]:
    """Lines with a sign of one of the kinds that passes the test of the rule."""
    where = zones(page)
    for i, line, seen, found in _signed(page):
        sign = next((s for s in found if s.kind in kinds and test(seen, s, i, where)), None)
        if sign:
            yield removal(line, rule, sign.words)


@lru_cache(maxsize=4)
def _signed(page: Page) -> tuple[tuple[int, Line, Look, tuple[Sign, ...]], ...]:
    """The lines of a page that have signs, with their place, look and signs: most rules ask for them."""
    return tuple(
        (i, line, seen, found) for i, line, seen in numbered(page) if (found := signs(line.text, page.lang))
    )


def read_also_line(page: Page) -> Iterable[Removal]:
    """A line that sends the reader to another article: "read also", "related", and the headline beside it."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        return len(line.keys) <= 45 and not (sign.mode == "label" and i == 0 and sign.rest_words > 3)

    return _found(page, {"read_also"}, "read_also_line", test)


def share_or_follow(page: Page) -> Iterable[Removal]:
    """A line of share buttons, an invitation to follow the outlet elsewhere, or its address."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        limit = {"whole": 8, "label": 20, "start": 25, "inside": 30}[sign.mode]
        return len(line.keys) <= limit and (sign.mode != "inside" or not _narrates(line, page))

    def address(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        return 0 < sign.rest_words <= 20 and (i < where.first or i > where.last) and not line.stop

    yield from _found(page, {"share", "follow"}, "share_or_follow", test)
    yield from _found(page, {"address"}, "share_or_follow", address)
    for _, line, seen in numbered(page):
        if 1 < len(seen.keys) <= 14 and not seen.stop and only_networks(seen, page.lang):
            yield removal(line, "share_or_follow", line.text)


def _narrates(line: Look, page: Page) -> bool:
    """Whether a line that holds an invitation is itself a report of it (it is quoted or told of somebody)."""
    return line.prose and (page.lines[0].text == line.text or any(q in line.text for q in '«“"”'))


def newsletter_or_app(page: Page) -> Iterable[Removal]:
    """An invitation to a newsletter or to the outlet's app."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        return len(line.keys) <= 35 and (sign.mode != "inside" or not _narrates(line, page))

    return _found(page, {"newsletter", "app"}, "newsletter_or_app", test)


def cookie_notice(page: Page) -> Iterable[Removal]:
    """A notice about cookies or privacy that speaks to the visitor of the page."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        if sign.mode in ("whole", "label"):
            return True
        return (
            len(line.keys) <= 60 and bool(_TO_READERS.search(line.text)) and not where.first < i < where.last
        )

    return _found(page, {"cookies"}, "cookie_notice", test)


def copyright_notice(page: Page) -> Iterable[Removal]:
    """A notice of whose the text is and who may print it, or below the text of who made the site."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        short = len(line.keys) <= 40 and (i <= 1 or i >= where.middle)
        return short and bool(_RIGHTS.search(line.text))

    by_words = list(_found(page, {"copyright"}, "copyright_notice", test))
    yield from by_words
    yield from _found(
        page,
        {"designer"},
        "copyright_notice",
        lambda line, sign, i, where: 0 < sign.rest_words <= 6 and i > where.last >= 0 and not line.stop,
    )
    where = zones(page)
    for i, line, seen in numbered(page):
        edge = i < where.first or i >= where.middle
        if ("©" in line.text or (edge and _RESERVED.search(line.text[:200]))) and len(seen.keys) <= 25:
            yield removal(line, "copyright_notice", "©" if "©" in line.text else line.text)


def comment_form(page: Page) -> Iterable[Removal]:
    """A field, button or notice of the form in which readers comment."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        if sign.mode == "label":
            return sign.rest_words <= 4 and (i > where.last or i < where.first) and not line.stop
        return len(line.keys) <= 40 and (i > where.middle or (i < where.first and sign.mode != "inside"))

    return _found(page, {"comments"}, "comment_form", test)


def counter_line(page: Page) -> Iterable[Removal]:
    """A count of views or comments, or the time that reading takes."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        numbers = any(k.isdigit() for k in look(line.text).keys)
        return (
            len(line.keys) <= 10
            and not line.stop
            and (numbers or sign.rest_words == 0 or sign.rest_words <= 3)
        )

    return _found(page, {"counter"}, "counter_line", test)


def code_or_link(page: Page) -> Iterable[Removal]:
    """The code of the article, its short link, or a button that copies it."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        if sign.kind == "button":
            return len(line.keys) <= 8
        return len(line.keys) <= 25 and not line.stop and (sign.rest_words == 0 or _coded(sign.rest))

    return _found(page, {"code", "link", "button"}, "code_or_link", test)


def _coded(rest: str) -> bool:
    return bool(re.search(r"\d|https?:|www\.|\.[a-z]{2,}", rest))


def end_mark(page: Page) -> Iterable[Removal]:
    """A mark that the text ends here."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        return len(line.keys) <= 5 and i > where.first

    return _found(page, {"end"}, "end_mark", test)


def tags_line(page: Page) -> Iterable[Removal]:
    """The line of tags or categories of the article."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        outside = i > where.last or i < where.first
        return outside and not line.stop and len(line.keys) <= 60 and (i > 0 or sign.rest_words <= 4)

    return _found(page, {"tags"}, "tags_line", test)


def photo_line(page: Page) -> Iterable[Removal]:
    """Who took the picture, or what a picture that is not here shows."""

    title = title_at(page)

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        bracketed = line.text.lstrip()[:1] in "[({"
        if line.prose and not bracketed:
            return False
        return bracketed or (i not in (0, title) and len(line.keys) <= 25 and not line.stop)

    return _found(page, {"photo"}, "photo_line", test)


def navigation_or_advertisement(page: Page) -> Iterable[Removal]:
    """A menu, a link through the site, the mark of an advertisement, or what stands in brackets below that mark."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        return len(line.keys) <= (12 if sign.mode == "start" else 8)

    found = list(_found(page, {"navigation", "advertisement"}, "navigation_or_advertisement", test))
    yield from found
    marks = {r.line: r.evidence for r in found if r.evidence == r.text.strip()}
    for line in page.lines:
        if line.number - 1 in marks and _BRACKETED.fullmatch(line.text):
            yield removal(line, "navigation_or_advertisement", marks[line.number - 1])


_BRACKETED = re.compile(r"\s*\[[^\[\]]{3,150}\]\s*")


def publication_line(page: Page) -> Iterable[Removal]:
    """A line that says when the article was published or changed; the date is read from it."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        numbers = any(k.isdigit() for k in line.keys) or sign.rest_words <= 1
        return numbers and len(line.keys) <= 22 and not line.prose and (i < where.first or i > where.last)

    yield from _found(page, {"date"}, "publication_line", test)
    where, title = zones(page), title_at(page)
    for i, line, seen in numbered(page):
        outside = (i < where.first or i > where.last) and i != title and not seen.stop
        if outside and (label := published(seen, page.lang)):
            yield removal(line, "publication_line", label)


def byline(page: Page) -> Iterable[Removal]:
    """A line that says who wrote, translated or edited the article."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        outside = i < where.first or i > where.last
        return outside and sign.rest_words <= 8 and not line.stop and _name_like(sign.rest, page)

    yield from _found(page, {"byline"}, "byline", test)
    where, title = zones(page), title_at(page)
    for i, line, seen in numbered(page):
        if where.first <= i <= where.last or seen.stop or i == title:
            continue
        if signed_and_dated(seen, page.lang):
            yield removal(line, "byline", line.text)
        if len(seen.keys) > 9:
            continue
        of_a_desk = _REPORTER.match(line.text)
        rest = look(line.text[of_a_desk.end() :]) if of_a_desk else None
        if of_a_desk and rest and len(rest.keys) <= 5 and _name_like(rest.text, page):
            yield removal(line, "byline", of_a_desk.group())
        elif title is not None and (word := _byline_word(seen, page, i > title)):
            yield removal(line, "byline", word)


def _byline_word(line: Look, page: Page, below: bool) -> str:
    """The words of writing before a name or a bare number, as in كتب أحمد سالم; above a title with a sign."""
    language = languages.load(page.lang)
    opening = language.words("byline-words")
    n = next((n for n in (3, 2, 1) if n <= len(line.keys) and " ".join(line.keys[:n]) in opening), 0)
    if not n or n == len(line.keys):
        return ""
    n += line.keys[n] in ("از", "بقلم", "قلم") and n + 1 < len(line.keys)
    rest, found = line.keys[n:], line.text[: line.words[n - 1].end]
    if all(k.isdigit() for k in rest):
        return found
    signed = bool(_AFTER_BYLINE.match(line.text[line.words[n - 1].end : line.words[n].start]))
    given = rest[0] in language.words("given-names") or "از" in line.keys[1:n]
    named = len(rest) <= 4 and _name_like(line.text[line.words[n].start :], page)
    return found if named and (signed or (below and given) or (given and "از" in line.keys[1:n])) else ""


_AFTER_BYLINE = re.compile(r"\s*[:/|،؛ـ–—-]\s*")


def _name_like(rest: str, page: Page) -> bool:
    """Whether a piece has no word that stands between names in a sentence."""
    small = languages.load(page.lang).words("small-words")
    return bool(rest) and not any(w.key in small or w.key.isdigit() for w in look(rest).words)


def source_line(page: Page) -> Iterable[Removal]:
    """A line that names the source of the text; publisher and agency are read from it."""

    def test(line: Look, sign: Sign, i: int, where: Zones) -> bool:
        told = i < where.first and line.keys[0] in A_SOURCE
        return (i < where.first or i > where.last) and sign.rest_words <= 8 and not (line.stop or told)

    return _found(page, {"source"}, "source_line", test)
