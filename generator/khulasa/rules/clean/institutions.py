"""An institution that names itself above its own news: its name alone, with its press office, as its portal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from khulasa import languages
from khulasa.model import Lang, Line, Page, Removal
from khulasa.rules.clean.head import is_place, of_sections, opens_title, shared
from khulasa.rules.clean.lines import Look, look, removal, zones
from khulasa.text.fold import key

LONGEST = 10
"""Words of the longest name of an institution."""
MASTHEAD = 12
"""Lines at the top of a page among which an institution's name may stand."""

_PARTS = re.compile(r"\s*(?:[|/»›>•·]|\s[-–—ـ]\s)\s*")
_SIGN = re.compile(r"[:؛،,«»“”\"؟?!…()\[\]]|\.\.")
_VERBS = {
    "ar": ("past-verbs", "common-verbs", "speech-verbs"),
    "fa": ("past-verbs", "finite-ends", "speech-verbs"),
}


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution that a line is made of."""

    name: str
    office: bool
    """Words of its press office or of its site stand beside the name."""


def institution(text: str, lang: Lang, led: bool = False) -> Institution | None:
    """The institution whose name, with words for its press office or its site, is all that a line holds.

    ``led``: its press office stands on a line of its own beside it.
    """
    parts = [look(p) for p in _PARTS.split(text) if p.strip()]
    named = [(p, *_named(p, lang, behind=led or n > 0)) for n, p in enumerate(parts[:4])]
    if len(parts) > 4 or not all(
        n
        or is_office(p, lang)
        or of_sections(p, lang)
        or (i and (_is_country(p, lang) or (led and len(p.keys) <= 2)))
        for i, (p, n, _) in enumerate(named)
    ):
        return None
    first = next((n for _, n, _ in named if n), "")
    offices = any(beside or is_office(p, lang) for p, _, beside in named)
    return Institution(first, offices) if first else None


_STATE = {
    "ar": ("الجمهوريه", "جمهوريه", "المملكه", "مملكه", "دوله", "سلطنه"),
    "fa": (key("جمهوری"), key("امارت")),
}


def _is_country(seen: Look, lang: Lang) -> bool:
    """Whether a piece is a place or the full name of a state, as it stands behind an institution's name."""
    listed = " ".join(seen.keys) in languages.load(lang).words("gazetteer") or is_place(seen.text, lang)
    return listed or (1 < len(seen.keys) <= 4 and seen.keys[0] in _STATE[lang] and not seen.ended)


def is_office(seen: Look, lang: Lang) -> bool:
    """Whether a piece is nothing but words for a press office, a site, or a statement to the press."""
    return bool(seen.keys) and _opener(seen, lang) == len(seen.keys)


def _opener(seen: Look, lang: Lang) -> int:
    """How many words at the beginning of a piece are those of press offices and sites."""
    language = languages.load(lang)
    words, at = language.words("press-offices") | language.words("site-openers"), 0
    while n := next((n for n in (5, 4, 3, 2, 1) if " ".join(seen.keys[at : at + n]) in words), 0):
        at = min(at + n, len(seen.keys))
        if at == len(seen.keys):
            break
    return at


def _named(seen: Look, lang: Lang, behind: bool = False) -> tuple[str, bool]:
    """The institution's name in a piece, and whether words of an office or a site stand before it.

    ``behind``: another piece stands before it, as the ministry does before the province.
    """
    at = _opener(seen, lang)
    if at >= len(seen.keys) or len(seen.keys) > LONGEST or seen.ended or _SIGN.search(seen.text):
        return "", False
    start, keys = seen.words[at].start, seen.keys[at:]
    if lang == "ar" and at and keys[0][:1] in "لب" and _headed((keys[0][1:], *keys[1:]), lang, led=True):
        return seen.text[start + 1 :].strip(), True
    return (seen.text[start:].strip(), at > 0) if _headed(keys, lang, led=at > 0 or behind) else ("", False)


def _headed(keys: tuple[str, ...], lang: Lang, led: bool) -> bool:
    """Whether words are a head of organisations and its name, without a verb, a number or a preposition.

    ``led``: words of an office stand before them; then the head of a place counts too (محافظة، استان).
    """
    language = languages.load(lang)
    heads = language.words("org-heads") | (language.words("administrations") if led else frozenset())
    runs = [" ".join(keys[:n]) for n in (3, 2, 1)]
    n = next((3 - i for i, run in enumerate(runs) if run in heads), 0)
    n = n or int(lang == "ar" and keys[0].removeprefix("ل").removeprefix("ال") in heads)
    if not n or len(keys) <= n:
        return False
    small, verbs = language.words("small-words"), languages.together(lang, *_VERBS[lang])
    told = (
        k for k in keys[n:] if k in verbs and (lang == "fa" or k.startswith(("ي", "ت")) or k.endswith("ت"))
    )
    return not any(k in small or k.isdigit() for k in keys[n:]) and all(
        map(language.words("places").__contains__, told)
    )


def institution_above_title(page: Page) -> Iterable[Removal]:
    """The institution that writes, above its title: with words for its press office or site, or named in the text."""
    first = zones(page).first
    for i, line in enumerate(page.lines[: min(first, MASTHEAD)]):
        beside = [x for n, x in enumerate(page.lines[:first]) if abs(n - i) == 1]
        offices = [x for x in beside if is_office(look(x.text), page.lang)]
        found = institution(line.text, page.lang, led=bool(offices))
        if found is None or not _titled_below(page, i, first):
            continue
        if found.office or offices or recurs(found.name, page, i):
            units = [x for x in beside if x not in offices and _is_unit(x, page, i, first)]
            yield from (removal(x, "institution_above_title", found.name) for x in (line, *offices, *units))


UNIT = 5
"""Words of the longest name of a part of an institution."""


def _is_unit(line: Line, page: Page, at: int, first: int) -> bool:
    """Whether a short line below an institution names a part of it (عمادة البحث العلمي), above the title."""
    seen = look(line.text)
    below = page.lines.index(line) == at + 1 and len(seen.keys) <= UNIT
    return below and bool(_named(seen, page.lang, behind=True)[0]) and _titled_below(page, at + 1, first)


def office_below_text(page: Page) -> Iterable[Removal]:
    """The press office, alone or with its institution, as the signature below the text."""
    last = zones(page).last
    for line in page.lines[last + 1 :] if last > 0 else ():
        found = institution(line.text, page.lang)
        if is_office(look(line.text), page.lang) or (found and found.office):
            yield removal(line, "office_below_text", found.name if found else line.text)


def _titled_below(page: Page, at: int, first: int) -> bool:
    """Whether a line that may be the title stands between a place and the text."""
    for line in page.lines[at + 1 : first]:
        seen = look(line.text)
        named = institution(line.text, page.lang) is not None or is_office(seen, page.lang)
        if (
            len(seen.keys) >= 4
            and not named
            and not opens_title(seen, page.lang)
            and shared(seen, page)[0] > 1
        ):
            return True
    return False


def recurs(name: str, page: Page, at: int) -> bool:
    """Whether another line of a page holds a name, in Arabic also with clitics or without the article."""
    keys = look(name).keys
    head, rest = keys[0].removeprefix("ال") if page.lang == "ar" else keys[0], " ".join(keys[1:])
    pattern = re.compile(rf"(?:^| )\w{{0,4}}{re.escape(head)} {re.escape(rest)}(?: |$)")
    others = (x.text for n, x in enumerate(page.lines) if n != at)
    return any(pattern.search(" ".join(look(text).keys)) for text in others)
