"""What an editor should look at, as questions: each with its evidence and with the decisions that answer it.

The terminal and the review page ask the same questions; an answer is a line of ``content/decisions.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from khulasa.content.decisions import Decisions, statement_key
from khulasa.model import Article, Entity
from khulasa.rules.read.same_person import doubtful

Kind = Literal["pair", "person", "undated", "quote", "difference"]
KINDS: tuple[Kind, ...] = ("pair", "person", "undated", "quote", "difference")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: a kind of decision and its words."""

    kind: str
    ids: tuple[str, ...]
    """All words where nothing is asked for, else all but the last."""
    asks: Literal["", "record", "day", "speaker"] = ""
    """What the editor has to write: the last word of the decision."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is open."""

    kind: Kind
    texts: tuple[str, ...]
    """Words of the sources that it is about."""
    lang: str
    evidence: str
    """The rule and what it saw, as the program keeps them."""
    articles: tuple[str, ...]
    """Paths of content files."""
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that is open."""

    questions: tuple[Question, ...]
    corrected: tuple[tuple[str, tuple[str, ...]], ...]
    """(path, fields that are as an editor wrote them)."""

    def of(self, kind: Kind) -> tuple[Question, ...]:
        """The questions of one kind."""
        return tuple(q for q in self.questions if q.kind == kind)


def review(articles: Iterable[Article], decisions: Decisions) -> Review:
    """What is open in the articles, the decisions taken so far being in force."""
    rows = sorted(articles, key=lambda a: a.path)
    found = (
        *_pairs(rows, decisions),
        *_people(rows, decisions),
        *_undated(rows, decisions),
        *_statements(rows, decisions),
        *_differences(rows),
    )
    return Review(found, tuple((a.path, a.edited) for a in rows if a.edited))


def _pairs(articles: Sequence[Article], decisions: Decisions) -> Iterator[Question]:
    """People who may be one, the likeliest first."""
    langs = {a.path: a.digest.lang for a in articles}
    for pair in doubtful({a.path: a.digest.entities for a in articles}):
        two = (pair.one, pair.other)
        if frozenset(two) not in decisions.apart:
            there = tuple(dict.fromkeys((*pair.articles[0], *pair.articles[1])))
            choices = (Choice("same", two), Choice("different", two))
            yield Question("pair", pair.names, langs[there[0]], pair.evidence, there, choices)


def _people(articles: Sequence[Article], decisions: Decisions) -> list[Question]:
    """People whom no authority file knows, those whom most articles name first."""
    found: dict[str, list[tuple[Article, Entity]]] = {}
    for article in articles:
        for entity in article.digest.of_kind("person"):
            if not entity.known and not decisions.has("checked", entity.id):
                found.setdefault(entity.id, []).append((article, entity))
    people = []
    for ident, rows in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        first = rows[0][1]
        names = tuple(dict.fromkeys(name for _, e in rows for name in (e.name, *e.names)))
        choices = (
            Choice("checked", (ident,)),
            Choice("record", (ident,), "record"),
            Choice("none", (ident,)),
        )
        there = tuple(a.path for a, _ in rows)
        evidence = f"{first.rule}: {first.evidence}"
        people.append(Question("person", names, rows[0][0].digest.lang, evidence, there, choices))
    return people


def _undated(articles: Iterable[Article], decisions: Decisions) -> Iterator[Question]:
    for article in articles:
        if article.digest.date.first is None and not decisions.has("undated", article.id):
            choices = (Choice("date", (article.id,), "day"), Choice("undated", (article.id,)))
            title = (article.digest.title.text,)
            yield Question("undated", title, article.digest.lang, "", (article.path,), choices)


def _statements(articles: Iterable[Article], decisions: Decisions) -> Iterator[Question]:
    """Statements of which no rule found the speaker."""
    for article in articles:
        for quote in article.digest.quotes:
            words = (article.id, statement_key(quote.text))
            if quote.speaker is None and not quote.speaker_text and not decisions.has("unattributed", *words):
                choices = (
                    Choice("speaker", words, "speaker"),
                    Choice("unattributed", words),
                    Choice("noquote", words),
                )
                evidence = f"{quote.rule}: {quote.evidence}"
                yield Question(
                    "quote", (quote.text,), article.digest.lang, evidence, (article.path,), choices
                )


def _differences(articles: Iterable[Article]) -> Iterator[Question]:
    """Fields that an editor corrected and in which the program finds something else since."""
    for article in articles:
        for name, mine, program in article.differs:
            choices = (
                Choice("keep", (article.id, name, program)),
                Choice("program", (article.id, name, mine)),
            )
            title = (article.digest.title.text,)
            yield Question("difference", title, article.digest.lang, name, (article.path,), choices)
