"""Which line above the article is its title: every line of the head is weighed, none is taken for its place alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from khulasa import languages
from khulasa.model import Lang, Line, Page
from khulasa.rules.clean.form import states_a_day
from khulasa.rules.clean.head import (
    DASHED,
    PREPOSITIONS,
    TWO_PARTS,
    is_foreign,
    is_label,
    is_outlet,
    is_signed,
    opens_title,
    shared,
    shows_person,
)
from khulasa.rules.clean.lines import Look, look, signs, zones
from khulasa.rules.read import headlines
from khulasa.text.fold import key

HEAD = 40
"""Lines of the longest head: a menu may stand above the title."""
ENOUGH = 1.5
"""A line of so much weight is the title, whatever stands below it."""
MASTHEAD = 6
"""Words of the longest line of a masthead."""
MENU = 4
"""Short lines in a row that make a menu."""
FAR = 2.5
"""How much lighter a line of the masthead is than the title below it."""
MAX_REST = 14
"""Words of the longest second line of a title."""
OPENS = 6.0
"""What a line loses that leads to the title below it."""

_LIVELY = re.compile(r"[\d٠-٩۰-۹«“\"؟!]|\.\.|[؛:]\s*\S")


def weight(line: Line, page: Page) -> float:
    """How much speaks for a line of the head being the title."""
    seen = look(line.text)
    n = len(seen.keys)
    if is_label(line, page) or states_a_day(seen, page.lang):
        return -3.0
    hits, share = shared(seen, page)
    total = 0.75 * min(hits, 4) + share
    total += 1.5 if n >= 5 else (0.0, -3.0, -1.0, -0.5, 0.5)[n]
    if n < 5 and hits and share >= 0.3 and not seen.text.lstrip()[:1].isdigit():
        total += 2.0
    total += 0.5 * bool(_LIVELY.search(seen.text))
    total -= OPENS * opens_title(seen, page.lang)
    total -= 2.0 * (n > 18)
    return total


def introduces(seen: Look, following: Look, lang: Lang) -> bool:
    """Whether a line only leads to the headline below it: an occasion without a verb, or that something was told.

    What stands below a title explains it at greater length; what stands below a kicker is a headline of its own.
    """
    if not 5 <= len(following.keys) <= 16 or following.ended or opens_title(following, lang):
        return False
    if TWO_PARTS.search(seen.text):
        return False
    if len(seen.keys) <= 3 and seen.keys[0] in languages.load(lang).words("section-words"):
        return True
    if lang == "fa":
        told = any(" ".join(seen.keys[-n:]) in languages.load(lang).words("kicker-tells") for n in (2, 3))
        occasion = seen.keys[0] in PREPOSITIONS and len(seen.keys) <= 10 and not _ends_in_verb(seen)
        longest = len(seen.keys) if told else 14
        return (told or occasion) and _ends_in_verb(following) and len(following.keys) <= longest
    begins = languages.load(lang).words("kicker-openers")
    occasion = any(" ".join(seen.keys[:n]) in begins for n in (1, 2, 3)) and len(seen.keys) <= 14
    return occasion and len(following.keys) <= max(12, len(seen.keys)) and not _verb_of_arabic(seen)


def _ends_in_verb(seen: Look) -> bool:
    """Whether the last word of a Persian line is a finite verb."""
    language, last = languages.load("fa"), seen.keys[-1]
    return (
        last in language.words("past-verbs") or last in language.words("finite-ends") or last.startswith("مي")
    )


def _verb_of_arabic(seen: Look) -> bool:
    """Whether an Arabic line has a verb of the past after its first words: what was done on the occasion."""
    past = languages.load("ar").words("past-verbs")
    return any(k in past for k in seen.keys[1:])


@lru_cache(maxsize=8)
def title_at(page: Page) -> int | None:
    """The place of the title among the lines of a page: the first that weighs enough, else the heaviest."""
    end = min(zones(page).first, HEAD)
    fit = [
        i
        for i, line in enumerate(page.lines[:end])
        if headlines.is_title(line, page.lines, page.lang) and not signs_of_chrome(line, page.lang)
    ]
    weights = {i: weight(page.lines[i], page) for i in fit}
    for i in fit:
        if shows_person(look(page.lines[i].text), page.lang) and any(
            weights[k] >= ENOUGH for k in fit if k > i
        ):
            weights[i] -= OPENS
    for i, after in pairwise(fit):
        if weights[after] >= ENOUGH and introduces(
            look(page.lines[i].text), look(page.lines[after].text), page.lang
        ):
            weights[i] -= OPENS
    sure = [i for i in fit if weights[i] >= ENOUGH]
    heaviest = max(sure, key=lambda i: weights[i], default=None)
    menu = menu_above(page, heaviest)
    sure = [i for i in sure if i not in menu]
    if heaviest is not None:
        return next(i for i in sure if i == heaviest or not _of_the_masthead(i, heaviest, weights, page))
    rest = [i for i in fit if not is_frame(page.lines[i], page)]
    return max(rest, key=lambda i: weights[i], default=None)


def goes_over(title: Line, following: Line, lang: Lang) -> bool:
    """Whether a title is broken and goes on in the next line: it ends in a preposition or in open marks."""
    seen, below = look(title.text), look(following.text)
    if following.number != title.number + 1 or not below.words or below.stop or len(below.keys) > MAX_REST:
        return False
    language, last = languages.load(lang), seen.keys[-1]
    hangs = len(seen.keys) > 3 and last in language.words("hanging-words") & language.words("function-words")
    opened = any(
        seen.text.count(mark) > seen.text.count(end) and below.text.count(end) > below.text.count(mark)
        for mark, end in ("«»", "“”", "()")
    )
    return (hangs and seen.text.rstrip()[-1].isalpha()) or opened


def menu_above(page: Page, title: int | None) -> frozenset[int]:
    """Lines of a menu above the title: four or more short ones in a row, or items with a dash, a dot or a clock."""
    menu = set(_headlines_of_others(page, title)) if title else set()
    run: list[int] = []
    for i in range(title or 0):
        line, seen = page.lines[i], look(page.lines[i].text)
        if _ITEM.match(line.text):
            menu.add(i)
        joined = not run or line.number == page.lines[run[-1]].number + 1
        short = len(seen.keys) <= MASTHEAD and not seen.ended
        run = [*run, i] if joined and short else [i] if short else []
        if len(run) >= MENU:
            menu.update(run)
    return frozenset(menu)


def _headlines_of_others(page: Page, title: int) -> Iterator[int]:
    """Two or more lines in a row, parted from the title, that share hardly a word with the text; the title does."""
    if shared(look(page.lines[title].text), page)[0] <= 2:
        return
    runs: list[list[int]] = []
    for i, line in enumerate(page.lines[:title]):
        seen = look(line.text)
        if len(seen.keys) < 4 or seen.ended or shared(seen, page)[0] > 1:
            continue
        if runs and page.lines[runs[-1][-1]].number == line.number - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    for run in runs:
        if len(run) > 1 and page.lines[title].number - page.lines[run[-1]].number > 1:
            yield from run


_ITEM = re.compile(r"^\s*(?:[-–•●▪*]\s*)?(?:[\d٠-٩۰-۹]{1,2}:[\d٠-٩۰-۹]{2}|[-–•●▪]\s)")


def _of_the_masthead(at: int, heaviest: int, weights: dict[int, float], page: Page) -> bool:
    """Whether a line shares no word with the text and stands apart from a line that shares many."""
    lighter = weights[heaviest] - weights[at] >= FAR
    return lighter and is_apart(at, heaviest, page)


def is_apart(at: int, title: int, page: Page) -> bool:
    """Whether a short line above the title is parted from it and shares with the text hardly a word."""
    seen = look(page.lines[at].text)
    parted = title - at > 1 or page.lines[title].number - page.lines[at].number > 1
    strange = len(seen.keys) <= 3 or shared(seen, page)[0] <= (title - at > 1)
    return parted and strange and len(seen.keys) <= MASTHEAD and not opens_title(seen, page.lang)


def is_frame(line: Line, page: Page) -> bool:
    """Whether a line is surely of the page: place and outlet, path, another script."""
    seen = look(line.text)
    return is_foreign(seen) or is_signed(seen, page.lang) or _outlet_and_place(line.text, page.lang)


def _outlet_and_place(text: str, lang: Lang) -> bool:
    """Whether a line is an outlet and one more name: ``السومرية نيوز/ ديالى``."""
    found = [p for p in DASHED.split(text) if p.strip()]
    return (
        len(found) == 2 and any(is_outlet(p, lang) for p in found) and all(len(p.split()) <= 4 for p in found)
    )


_CHROME = frozenset(
    {"byline", "date", "tags", "source", "code", "counter", "cookies", "copyright", "photo", "link"}
)


A_SOURCE = frozenset(map(key, ("مصدر", "مصادر", "منابع")))
"""«A source:» begins a headline; «the source:» names it."""


def signs_of_chrome(line: Line, lang: Lang) -> bool:
    """Whether a line begins as page furniture does, with a sign behind it, and so is no title."""
    if look(line.text).keys[0] in A_SOURCE:
        return False
    return any(
        s.kind in _CHROME and s.mode in ("label", "whole") and s.rest_words <= (3 if s.kind == "photo" else 8)
        for s in signs(line.text, lang)
    )
