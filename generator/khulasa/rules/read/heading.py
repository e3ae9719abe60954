"""A cleaned page taken apart: title, deck, section, byline, dateline, subheadings, and the body."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from khulasa.model import Document, Heading, Lang, Line, Page, Provenance, Removal
from khulasa.rules.clean.form import split_crumbs
from khulasa.rules.clean.head import is_person, of_sections, pieces
from khulasa.rules.clean.lines import look
from khulasa.rules.clean.title import goes_over, title_at
from khulasa.rules.read import headlines
from khulasa.rules.read.derived import derived_title

__all__ = ["Draft", "derived_title", "take_apart"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document in the making; each rule of the chain gives back a copy with its part filled."""

    lang: Lang
    lines: tuple[Line, ...]
    """What is not yet known to be heading; in the end the body."""
    removed: tuple[Removal, ...]
    title: Heading | None = None
    deck: Heading | None = None
    section: Heading | None = None
    byline: Heading | None = None
    dateline: Heading | None = None
    subheadings: tuple[Heading, ...] = ()
    provenance: Provenance | None = None
    """Where the source came from, where that was recorded."""


HeadingRule = Callable[[Draft], Draft]


def take_apart(
    page: Page, removed: Sequence[Removal], rules: Sequence[HeadingRule], provenance: Provenance | None = None
) -> Document:
    """The document of a cleaned page; a title is derived where no line is one."""
    draft = Draft(page.lang, page.lines, tuple(removed), provenance=provenance)
    for rule in rules:
        draft = rule(draft)
    title = draft.title or derived_title(draft.lines)
    return Document(
        draft.lang,
        title,
        draft.deck,
        draft.section,
        draft.byline,
        draft.dateline,
        draft.subheadings,
        draft.lines,
        draft.removed,
    )


def _heading(line: Line | Removal, rule: str, text: str | None = None) -> Heading:
    return Heading(text or line.text, rule, line.line if isinstance(line, Removal) else line.number)


def _without(draft: Draft, *taken: Line) -> tuple[Line, ...]:
    return tuple(line for line in draft.lines if line not in taken)


def section_of_breadcrumb(draft: Draft) -> Draft:
    """The section is the first name of the breadcrumb after the home page, or the name that stands alone."""
    for r in draft.removed:
        if r.rule == "section_name":
            return replace(draft, section=_heading(r, "section_of_breadcrumb"))
        if r.rule in ("breadcrumb", "label_above_title"):
            name = _section(r, draft.lang)
            if name:
                return replace(draft, section=_heading(r, "section_of_breadcrumb", name))
    return draft


def _section(removed: Removal, lang: Lang) -> str | None:
    """The name of the section in a line above the title, where it holds one."""
    crumbs = split_crumbs(removed.text, lang) or pieces(removed.text)
    if removed.rule == "label_above_title":
        return next((c.strip(" #") for c in crumbs[:3] if of_sections(look(c), lang)), None)
    named = [c for c in crumbs[:3] if not headlines.is_home(c, lang) and len(c.split()) <= 4]
    return named[0] if named and len(crumbs) > 1 else None


def byline_of_line(draft: Draft) -> Draft:
    """The byline is the line that names the writer."""
    rules = ("byline", "place_and_reporter", "signature")
    found = next((r for r in draft.removed if r.rule in rules or _signs(r, draft.lang)), None)
    return replace(draft, byline=_heading(found, "byline_of_line")) if found else draft


def _signs(removed: Removal, lang: Lang) -> bool:
    """Whether a line between title and text holds a person's name."""
    if removed.rule != "label_below_title":
        return False
    return any(is_person(look(p), lang) for p in re.split(r"\s*[-–—:/|،؛*ـ]\s*", removed.text) if p)


def dateline_of_line(draft: Draft) -> Draft:
    """The dateline is the line that says when the article was published."""
    dated = [r for r in draft.removed if r.rule in ("publication_line", "date_line", "info_bar")]
    return replace(draft, dateline=_heading(dated[0], "dateline_of_line")) if dated else draft


def title_line(draft: Draft) -> Draft:
    """The title is the line above the paragraphs that heads them: it has its length, shares their words, is no label.

    A line above it that is left is its kicker. A title that is broken goes on in the next line.
    """
    place = title_at(Page(draft.lang, draft.lines)) if draft.title is None else None
    if place is None:
        return draft
    chosen = draft.lines[place]
    kicker = draft.lines[place - 1] if place else None
    deck = _heading(kicker, "title_line") if kicker else None
    rest = draft.lines[place + 1 : place + 2]
    rest = rest if rest and goes_over(chosen, rest[0], draft.lang) else ()
    title = _heading(chosen, "title_line", " ".join(line.text for line in (chosen, *rest)))
    taken = (chosen, *rest, *((kicker,) if kicker else ()))
    return replace(draft, title=title, deck=deck, lines=_without(draft, *taken))


def place_line(draft: Draft) -> Draft:
    """A line that only names a place (and an agency) before the first paragraph is a dateline."""
    first = draft.lines[0] if draft.lines else None
    if (
        draft.title is None
        or first is None
        or len(draft.lines) < 2
        or not headlines.is_place_line(first, draft.lines[1], draft.lang)
    ):
        return draft
    dateline = draft.dateline or _heading(first, "place_line")
    return replace(draft, dateline=dateline, lines=_without(draft, first))


def deck_line(draft: Draft) -> Draft:
    """The deck is the line between title and text that sums the text up."""
    if draft.title is None or draft.deck is not None or len(draft.lines) < 3:
        return draft
    line = draft.lines[0]
    if headlines.is_deck(draft.title, draft.lines, _apart(draft, line), draft.lang):
        return replace(draft, deck=_heading(line, "deck_line"), lines=draft.lines[1:])
    return draft


_OF_THE_HEAD = frozenset(
    {"byline", "place_and_reporter", "date_line", "publication_line", "label_below_title", "info_bar"}
)
"""Rules that take lines which stand above a text, not in it."""
SET_APART, SIGNED = 1.5, 3.0
"""What it weighs that an empty line parts a line from the text, or that a byline or the day does."""


def _apart(draft: Draft, line: Line) -> float:
    """What speaks for a line below the title being no part of the text: what stands between it and the text."""
    title, following = draft.title.line if draft.title else None, draft.lines[1].number
    if any(line.number < r.line < following and r.rule in _OF_THE_HEAD for r in draft.removed):
        return SIGNED
    full = {r.line for r in draft.removed} | {x.number for x in draft.lines}
    return SET_APART if title == line.number - 1 and line.number + 1 not in full else 0.0


def subheading_lines(draft: Draft) -> Draft:
    """A short line without a stop between two longer paragraphs heads what follows it."""
    found = [
        _heading(line, "subheading_lines")
        for i, line in enumerate(draft.lines)
        if headlines.is_subheading(i, draft.lines)
    ]
    return replace(draft, subheadings=tuple(found))
