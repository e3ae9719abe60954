"""Two states compared: a pure function of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from khulasa import plan
from khulasa.changes.state import State
from khulasa.model import Article, Quote


@dataclass(frozen=True, slots=True)
class Lists:
    """What came and what went of one kind of thing."""

    added: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article that is there before and after, and reads otherwise."""

    id: str
    path: str
    title: str
    fields: tuple[tuple[str, str, str], ...]
    """Name, value before, value now; an empty value is none."""
    sentences: Lists
    """Of the digest."""
    statements: Lists
    """Each with its speaker."""
    people: Lists


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs."""

    numbers: tuple[tuple[str, int, int], ...]
    """What is counted, before, now."""
    added: tuple[Article, ...]
    removed: tuple[Article, ...]
    changed: tuple[ArticleChange, ...]
    people: Lists
    pages: Lists
    rewritten: tuple[tuple[str, int], ...]
    """Reason → pages that are written again for it, most first."""
    warnings: Lists


def compare(before: State, now: State) -> Changes:
    """What differs between two states."""
    old, new = before.articles, now.articles
    both = sorted(old.keys() & new.keys())
    changes = (_article(old[i], new[i]) for i in both)
    reasons = Counter(
        plan.reason(plan.unpack(before.pages[p][1]), plan.unpack(now.pages[p][1]))
        for p in before.pages.keys() & now.pages.keys()
        if before.pages[p][1] != now.pages[p][1]
    )
    return Changes(
        numbers=tuple((name, count(before), count(now)) for name, count in _COUNTS),
        added=tuple(new[i] for i in sorted(new.keys() - old.keys())),
        removed=tuple(old[i] for i in sorted(old.keys() - new.keys())),
        changed=tuple(c for c in changes if c.fields or c.sentences or c.statements or c.people),
        people=_lists(_people(old.values()), _people(new.values())),
        pages=_lists(before.pages.keys(), now.pages.keys()),
        rewritten=tuple(sorted(reasons.items(), key=lambda r: (-r[1], r[0]))),
        warnings=_lists(before.warnings, now.warnings),
    )


_COUNTS: tuple[tuple[str, Callable[[State], int]], ...] = (
    ("articles", lambda s: len(s.articles)),
    ("articles with a date", lambda s: sum(a.digest.date.first is not None for a in s.articles.values())),
    ("sentences of digests", lambda s: sum(len(a.digest.summary) for a in s.articles.values())),
    ("statements", lambda s: sum(len(a.digest.quotes) for a in s.articles.values())),
    (
        "statements with a speaker",
        lambda s: sum(q.speaker is not None for a in s.articles.values() for q in a.digest.quotes),
    ),
    ("people", lambda s: len(_people(s.articles.values()))),
    ("files of the site", lambda s: len(s.pages)),
    ("warnings", lambda s: len(s.warnings)),
)


def _people(articles: Iterable[Article]) -> list[str]:
    """Each person once, by the names that the articles have and the id."""
    names: dict[str, set[str]] = {}
    for article in articles:
        for person in article.digest.of_kind("person"):
            names.setdefault(person.id, set()).add(person.name)
    return [f"{' / '.join(sorted(some))} ({ident})" for ident, some in names.items()]


def _lists(before: Iterable[str], now: Iterable[str]) -> Lists:
    """What came and went, by how often it is there."""
    old, new = Counter(before), Counter(now)
    return Lists(tuple(sorted((new - old).elements())), tuple(sorted((old - new).elements())))


def _article(old: Article, new: Article) -> ArticleChange:
    fields, earlier = _fields(new), _fields(old)
    return ArticleChange(
        id=new.id,
        path=new.path,
        title=new.digest.title.text,
        fields=tuple((n, earlier[n], value) for n, value in fields.items() if earlier[n] != value),
        sentences=_lists((e.text for e in old.digest.summary), (e.text for e in new.digest.summary)),
        statements=_lists(map(_statement, old.digest.quotes), map(_statement, new.digest.quotes)),
        people=_lists(_people([old]), _people([new])),
    )


def _statement(quote: Quote) -> str:
    return f"{quote.speaker or quote.speaker_text or '—'}: {quote.text}"


def _fields(article: Article) -> Mapping[str, str]:
    digest = article.digest
    day, publisher = digest.date, digest.publisher
    span = f"{day.first} … {day.last}" if day.first != day.last else str(day.first)
    gone = article.retracted
    return {
        "title": digest.title.text,
        "deck": digest.deck.text if digest.deck else "",
        "publisher": publisher.name if publisher else "",
        "via": ", ".join(o.name for o in digest.via),
        "date": f"{span} ({day.basis})" if day.first else "",
        "corrections": "; ".join(f"{c.day}: {c.reason}" for c in article.corrections),
        "retracted": f"{gone.day}: {gone.reason}" if gone else "",
    }
