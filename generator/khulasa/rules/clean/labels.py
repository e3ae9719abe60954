"""Leftovers around the title: what stands above it and is no kicker, what stands below it and is no deck."""

from __future__ import annotations

import re
from collections.abc import Iterable

from khulasa import languages
from khulasa.model import Lang, Line, Page, Removal
from khulasa.rules.clean import head
from khulasa.rules.clean.form import date_words
from khulasa.rules.clean.lines import Look, look, removal, zones
from khulasa.rules.clean.title import goes_over, is_apart, is_frame, menu_above, title_at

_BETWEEN = re.compile(r"\s*(?:\s[-–—]\s?|[-–—]\s|[:/|،,؛]|ـ(?=\s)|\s\*)\s*|\s*\((?=[^()]+\)\s*$)")
_CREDIT = re.compile(r"\(([^()]{2,30})\)\s*$")
_PHOTO = re.compile(r"\S\s*[/|–-]\s*(?:تصوير|عدسة|بعدسة|عکس|عکاس|تصویر)(?:\s*:)?(?:\s+\S+){0,4}\s*$")
_ONE_LETTER = re.compile(r"^(?:[^\W\d_]{2,}\s){1,2}[^\W\d_]\.?$")


TOP = 3
"""Lines at the top of a page among which a name alone is the site's."""
MASTHEAD = 12
"""Lines of a head in which a name stands over what kind of outlet it is, be it below a menu."""


def site_name(page: Page) -> Iterable[Removal]:
    """The name of the site, alone or with its motto, above the article."""
    first = zones(page).first
    for i, line in enumerate(page.lines[: min(first, MASTHEAD)]):
        seen = look(line.text)
        short = len(page.lines) > i + 2 and len(seen.keys) <= 8 and not seen.stop
        titled = i < TOP and len(page.lines) > i + 2 and head.named_with_kind(line.text, page.lang)
        if titled or (short and (_described(page, i) or (i < TOP and _names_site(line, page, i)))):
            yield removal(line, "site_name", line.text)


def _names_site(line: Line, page: Page, at: int) -> bool:
    """Whether a line is an outlet by its form, a name that notices repeat, or a name that lines below the text do."""
    if all(k.isdigit() or k in date_words(page.lang) for k in look(line.text).keys):
        return False
    if head.is_site(line.text, page) or head.is_outlet(line.text, page.lang):
        return True
    seen, last = look(line.text), zones(page).last
    if len(seen.keys) > 3 or head.of_sections(seen, page.lang) or head.shared(seen, page)[0] or last < 0:
        return False
    name = f" {' '.join(seen.keys)} "
    return any(
        name in f" {' '.join(look(x.text).keys)} " and x.text != line.text for x in page.lines[last + 1 :]
    )


def _described(page: Page, at: int) -> bool:
    """Whether a name at the top stands above what kind of outlet it is: هوای شمال، پایگاه خبری تحلیلی گیلان."""
    name, kind = page.lines[at], page.lines[at + 1]
    seen, below = look(name.text), look(kind.text)
    near = kind.number <= name.number + 2
    if not near or not 1 <= len(seen.keys) <= 3 or head.of_sections(seen, page.lang):
        return False
    heads, n = languages.load(page.lang).words("outlet-heads"), len(below.keys)
    headed = any(" ".join(below.keys[:k]) in heads for k in (1, 2, 3) if k < n)
    return headed and n <= 6 and not below.ended and not head.opens_title(seen, page.lang)


def label_above_title(page: Page) -> Iterable[Removal]:
    """A line above the title that is no kicker: a path, a section, the name of the site, a menu."""
    title = title_at(page)
    if title is None:
        yield from _frames(page)
        return
    menu = menu_above(page, title)
    for i, line in enumerate(page.lines[:title]):
        seen = look(line.text)
        short = len(seen.keys) <= 3 and not head.opens_title(seen, page.lang) and not seen.stop
        label = (
            head.is_label(line, page)
            or head.shows_person(seen, page.lang)
            or _menu(seen, page.lang)
            or is_apart(i, title, page)
        )
        if label or short or i in menu:
            yield removal(line, "label_above_title", line.text)


def _frames(page: Page) -> Iterable[Removal]:
    """Lines of place and outlet above an article without a title."""
    for line in page.lines[: min(4, zones(page).first)]:
        if is_frame(line, page):
            yield removal(line, "label_above_title", line.text)


def _menu(seen: Look, lang: Lang) -> bool:
    """Whether a line is a row of names of sections without signs between them."""
    names = languages.load(lang).words("section-words")
    known = sum(k in names for k in seen.keys)
    return len(seen.keys) >= 4 and not seen.ended and known >= 0.85 * len(seen.keys)


def label_below_title(page: Page) -> Iterable[Removal]:
    """A line between title and text that is no deck: who wrote it, place and outlet, a caption, a label."""
    title, first = title_at(page), zones(page).first
    if title is None:
        return
    below = page.lines[title + 1 : min(first, title + 8)]
    broken = bool(below) and goes_over(page.lines[title], below[0], page.lang)
    for line in below[broken:]:
        seen = look(line.text)
        if _opens_the_text(line, page, first):
            yield removal(line, "label_below_title", line.text)
            continue
        lettered = _ONE_LETTER.match(line.text.strip()) and not seen.prose
        if lettered or (not seen.stop and _no_deck(line, seen, page)):
            yield removal(line, "label_below_title", line.text)


def _opens_the_text(line: Line, page: Page, first: int) -> bool:
    """Whether the text opens with a short line of the head and a dash, as with the name of the outlet."""
    if first >= len(page.lines) or len(look(line.text).keys) > 5:
        return False
    opening = page.lines[first].text
    return opening.startswith(line.text.strip()) and bool(_DASH.match(opening[len(line.text.strip()) :]))


_DASH = re.compile(r"\s*[-–—:/]")


_POSTED = re.compile(r"\s*(?:In|On|By|Posted(?: in| on| by)?|Filed under)\s[^A-Za-z]")
"""What a blog writes between title and text in English, the names behind it in Arabic letters."""


def _no_deck(line: Line, seen: Look, page: Page) -> bool:
    """Whether a line below the title is a signature, a caption, a label or in another script."""
    if head.is_foreign(seen) or _POSTED.match(seen.text) or _signed(seen, page.lang):
        return True
    return _caption(seen, page) or head.shows_person(seen, page.lang) or _bare_label(line, page)


def _signed(seen: Look, lang: Lang) -> bool:
    """Whether a line is made of short pieces of which one is a person, an outlet, a desk or a place."""
    if len(seen.keys) > 10 or seen.ended:
        return False
    found = [p for p in _BETWEEN.split(seen.text.strip(" []")) if p and p.strip(' «»"“”()*')]
    if len(found) < 2 or any(len(look(p).keys) > 4 for p in found):
        return False
    small = languages.load(lang).words("small-words")
    if any(k in small for k in seen.keys):
        return False
    return any(_signs(p, lang) for p in found)


def _signs(piece: str, lang: Lang) -> bool:
    """Whether a piece of a line names a person, an outlet, a desk or a place."""
    seen, language = look(piece), languages.load(lang)
    if re.fullmatch(r"\s*[«“\"][^«»“”\"]+[»”\"]\s*", piece):
        return True
    if head.is_person(seen, lang) or head.is_outlet(piece, lang):
        return True
    if any(k in language.words("outlet-lines") for k in seen.keys):
        return True
    return " ".join(seen.keys) in language.words("places")


def _caption(seen: Look, page: Page) -> bool:
    """Whether a line ends in a credit, as captions do: (الأفق)، / تصوير: علي حسن."""
    credit = _CREDIT.search(seen.text)
    if _PHOTO.search(seen.text) and len(seen.keys) <= 25:
        return True
    if credit is None or len(seen.keys) > 25 or any(c.isdigit() for c in credit.group(1)):
        return False
    return 1 <= len(look(credit.group(1)).keys) <= 3 and len(look(seen.text[: credit.start()]).keys) >= 3


def _bare_label(line: Line, page: Page) -> bool:
    """Whether a line of at most three words says nothing of what the article says."""
    seen = look(line.text)
    if not 1 <= len(seen.keys) <= 3 or seen.ended or line.text.rstrip().endswith((":", "-", "–", "،", "؛")):
        return head.is_path(seen, page.lang) or head.of_sections(seen, page.lang)
    hits, _ = head.shared(seen, page)
    return hits == 0 and not any(k.isdigit() for k in seen.keys) and line.text[:1].isalpha()
