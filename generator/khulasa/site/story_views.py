"""What the pages of stories show, as records; see ``views``."""

from __future__ import annotations

from dataclasses import dataclass

from khulasa.site.views import Card, DateView, Link, Paging, StatementView, StoryCard, Text


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One thing that speaks for or against two reports being of one event."""

    what: str
    """person organisation place event topic speaker chief: names; date day number words sounds names …: ``value``."""
    links: tuple[Link, ...]
    """The names that it is about."""
    value: str
    """Days between, the shared number, how many words …; empty where the reason says it all."""
    weight: float


@dataclass(frozen=True, slots=True)
class FormView:
    """Words of one or more reports for the same thing."""

    text: Text
    reports: tuple[Link, ...]
    """The reports that have them, on the same page; each is labelled with its outlet, or with its number."""
    role: bool = False
    """True for a role or title that stands beside the name."""


@dataclass(frozen=True, slots=True)
class NameRow:
    """Somebody or something that several reports name, in the words of each."""

    link: Link
    forms: tuple[tuple[str, tuple[FormView, ...]], ...]
    """By language (``ar`` ``fa``), in the order of the columns; a language may have none."""


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Who is quoted, and in which reports."""

    link: Link
    reports: tuple[Link, ...]
    """The reports with the number of statements."""
    everywhere: bool
    """True when every report quotes them."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A number or a date, in the words of the reports that have it."""

    date: DateView | None
    """None for a number."""
    value: str
    """The number as the edition writes it; empty for a date."""
    forms: tuple[tuple[str, tuple[FormView, ...]], ...]
    everywhere: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report of a story."""

    number: int
    """From 1, the oldest."""
    card: Card
    statements: tuple[StatementView, ...]
    alone: tuple[FormView, ...]
    """Numbers and dates that no other report has."""
    centre: bool
    """True for the report that all others were compared with."""
    score: float
    reasons: tuple[ReasonView, ...]
    """Why it meets the first report; empty for that itself."""


@dataclass(frozen=True, slots=True)
class StoryView:
    """The reports of one event side by side."""

    id: str
    title: Text
    """Of the oldest report in the language of the edition, else of the oldest of all; verbatim."""
    derived: bool
    date: DateView
    """From the oldest report to the newest."""
    columns: tuple[tuple[str, tuple[ReportView, ...]], ...]
    """By language, the edition's own first."""
    names: tuple[NameRow, ...]
    speakers: tuple[SpeakerRow, ...]
    figures: tuple[FigureRow, ...]
    """Numbers and dates that several reports have, those first that not all of them have."""
    enough: float
    """The score from which two reports meet."""
    data_url: str


@dataclass(frozen=True, slots=True)
class StoriesView:
    """All stories, newest first."""

    stories: tuple[StoryCard, ...]
    paging: Paging
