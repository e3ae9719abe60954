"""Leftovers that speak to the reader of the page: invitations, responsibility, polls, counters, authors' notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from khulasa import languages
from khulasa.model import Page, Removal
from khulasa.rules.clean.lines import Look, numbered, removal, signs, zones
from khulasa.rules.clean.title import title_at

_NOTE = re.compile(r"^\s*[*•]\s*")
_MARKS = re.compile('[«“”"]')
_REPRINT = re.compile(
    r"(?:بازنشر|بازچاپ|نشر دوباره|إعادة نشر|إعادة النشر|اقتباس|نقل)\b.{0,60}"
    r"(?:ذکر|منبع|مجاز|آزاد|بلامانع|ممنوع|إذن|المصدر|الإشارة|شرط)"
)


def _outside(page: Page) -> Iterator[tuple[int, int, Look]]:
    """Lines above the first and below the last paragraph without the title: number in the page, place, look."""
    where, title = zones(page), title_at(page)
    for i, _, seen in numbered(page):
        if (i < where.first or i > where.last) and i != title and seen.words:
            yield i, len(seen.keys), seen


def call_to_reader(page: Page) -> Iterable[Removal]:
    """A line outside the text that asks the reader for something: a verb of asking beside a word for the page."""
    language = languages.load(page.lang)
    verbs, nouns = language.words("reader-verbs"), language.words("page-nouns")
    for i, n, seen in _outside(page):
        if n > 20 or n < 2 or _reports(seen, page):
            continue
        verb = next((k for k in seen.keys if k in verbs), None)
        noun = next((k for k in seen.keys if k != verb and (k in nouns or k[1:] in nouns)), None)
        if verb and noun and _asks(seen, verb, page):
            yield removal(page.lines[i], "call_to_reader", f"{verb} … {noun}")


def _asks(seen: Look, verb: str, page: Page) -> bool:
    """Whether the verb stands where an invitation has it: in the first three words in Arabic, last in Persian."""
    if page.lang == "ar":
        return verb in seen.keys[:4]
    return verb in seen.keys[-2:]


def _reports(seen: Look, page: Page) -> bool:
    """Whether a line is told or quoted of somebody."""
    said = languages.load(page.lang).words("speech-verbs")
    return seen.stop and (len(seen.keys) > 12 or any(k in said for k in seen.keys))


def responsibility_notice(page: Page) -> Iterable[Removal]:
    """A notice of who answers for the text, or thanks for reading it, outside the text."""
    where = zones(page)
    for i, line, seen in numbered(page):
        sign = next((s for s in signs(line.text, page.lang) if s.kind == "disclaimer"), None)
        outside = i < where.first or i > where.last
        if sign and outside and len(seen.keys) <= 40 and not _MARKS.search(seen.text[:3]):
            yield removal(line, "responsibility_notice", sign.words)
        elif i > where.last and len(seen.keys) <= 25 and _REPRINT.search(line.text):
            yield removal(line, "responsibility_notice", line.text)


def poll(page: Page) -> Iterable[Removal]:
    """The heading of a poll below the text and the question and answers below it."""
    last = zones(page).last
    if last < 0:
        return
    begun = False
    for i, line, seen in numbered(page):
        if i <= last or len(seen.keys) > 20:
            continue
        begun = begun or any(s.kind == "poll" for s in signs(line.text, page.lang))
        if begun:
            yield removal(line, "poll", "below a poll's heading")


def count_of_readers(page: Page) -> Iterable[Removal]:
    """A short line outside the text that is a number and what it counts: views, likes, comments."""
    language = languages.load(page.lang)
    counted, nouns = language.words("counter-words"), language.words("page-nouns")
    for i, n, seen in _outside(page):
        numbers = sum(k.isdigit() for k in seen.keys)
        known = sum(k in counted or k in nouns for k in seen.keys)
        if n <= 5 and numbers and known and numbers + known >= n - 1 and not seen.stop:
            yield removal(page.lines[i], "count_of_readers", seen.text)


def note_on_author(page: Page) -> Iterable[Removal]:
    """A line with a star below the text that says who the author is."""
    last = zones(page).last
    for i, line, seen in numbered(page):
        starred = _NOTE.match(line.text) and (i == 0 or not _NOTE.match(page.lines[i - 1].text))
        if i > last >= 1 and starred and 2 <= len(seen.keys) <= 14 and i >= len(page.lines) - 3:
            yield removal(line, "note_on_author", line.text)
