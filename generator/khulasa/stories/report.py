"""An article as it is compared with others: ids, days and numbers that both languages share, no prose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from khulasa import languages
from khulasa.model import Article, Digest, Lang
from khulasa.stories.figures import figures
from khulasa.text.skeleton import skeleton
from khulasa.text.stems import stem
from khulasa.text.words import words

WINDOW = 3
"""Days that may lie between two reports of one event."""
SPAN = 14
"""A date that is only known to lie within more days than this says too little to look around it."""
OFTEN = 3
"""So many mentions make a name one of the main names of an article."""
STOPS = ("function-words", "frequent-words", "common-verbs", "speech-verbs")
"""Word lists whose words do not say what an article is about."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person, organisation, place or event that an article names."""

    kind: str
    id: str
    known: bool
    main: bool
    """In the heading or the first two sentences, or often."""

    @property
    def key(self) -> str:
        """``person/some-id``: what the index of candidates is made of."""
        return f"{self.kind}/{self.id}"


@dataclass(frozen=True, slots=True)
class Report:
    """What one article is compared by."""

    id: str
    lang: Lang
    first: str
    """ISO days, empty where the date is unknown."""
    last: str
    names: tuple[Name, ...]
    chief: str
    """Id of the person whom the article puts first, where the authority knows it; else empty."""
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    numbers: tuple[str, ...]
    """Values of figures, without years and days: ``12``, ``4500``, ``3.5``."""
    days: tuple[str, ...]
    """ISO days that the text names."""
    words: tuple[str, ...]
    """Stems of what the heading and the first two sentences are about; comparable within one language."""
    sounds: tuple[str, ...]
    """Skeletons of the words of the heading: what the two languages have in common."""

    @property
    def firm(self) -> bool:
        """Whether it is known when it was written, to about a fortnight."""
        return bool(self.first) and _days(self.first, self.last) <= SPAN

    @property
    def place(self) -> str:
        """Where it stands in the order of reports: by day, then those whose day is not known."""
        return self.first if self.firm else "~"

    @property
    def window(self) -> tuple[str, str]:
        """The places between which earlier reports of the same event stand."""
        if not self.firm:
            return "", "~"
        early = date.fromisoformat(self.first) - timedelta(WINDOW + SPAN)
        return early.isoformat(), self.first


def report(article: Article) -> Report:
    """The report of an article."""
    digest = article.digest
    names = _names(digest)
    heading, lead = _opening(digest)
    naming = _naming(digest)
    return Report(
        id=article.id,
        lang=digest.lang,
        first=digest.date.first.isoformat() if digest.date.first else "",
        last=digest.date.last.isoformat() if digest.date.last else "",
        names=names,
        chief=_chief(digest),
        speakers=tuple(sorted({q.speaker for q in digest.quotes if q.speaker})),
        topics=tuple(e.id for e in digest.of_kind("topic")),
        numbers=tuple(sorted({f.value for f in figures(digest)})),
        days=tuple(sorted({d.first.isoformat() for d in digest.dates if d.first == d.last})),
        words=_stems(f"{heading} {lead}", digest.lang, naming),
        sounds=_sounds(heading, digest.lang, naming),
    )


def _opening(digest: Digest) -> tuple[str, str]:
    """The heading, and the first two sentences."""
    heading = " ".join(h.text for h in (digest.title, digest.deck) if h)
    return heading, " ".join(s.text for s in digest.sentences[:2])


def _names(digest: Digest) -> tuple[Name, ...]:
    end = digest.sentences[1].end if len(digest.sentences) > 1 else len(digest.text)
    counts: dict[tuple[str, str], int] = {}
    early: set[tuple[str, str]] = set()
    for mention in digest.mentions:
        key = mention.kind, mention.id
        counts[key] = counts.get(key, 0) + 1
        if mention.start < end:
            early.add(key)
    heading = _opening(digest)[0]
    found: dict[tuple[str, str], Name] = {}
    for e in digest.entities:
        if e.kind == "topic":
            continue
        key = e.kind, e.id
        main = key in early or counts.get(key, 0) >= OFTEN or any(n in heading for n in e.names)
        before = found.get(key)
        found[key] = Name(*key, known=e.known, main=main or bool(before and before.main))
    return tuple(found.values())


def _chief(digest: Digest) -> str:
    """The known person who is named most, the earlier of two that are named alike often."""
    people = {e.id: e.known for e in digest.of_kind("person")}
    counts: dict[str, int] = {}
    for mention in digest.mentions:
        if mention.kind == "person":
            counts[mention.id] = counts.get(mention.id, 0) + 1
    if not counts:
        return ""
    most = max(counts.values())
    chief = next(ident for ident, n in counts.items() if n == most)
    return chief if people.get(chief) and most > 1 else ""


@cache
def _stops(lang: Lang) -> frozenset[str]:
    language = languages.load(lang)
    return frozenset(w for name in STOPS if name in language.lists for w in language.words(name))


def _naming(digest: Digest) -> frozenset[str]:
    """Folded words of names, roles and dates: they are compared as such, not as words."""
    texts = [t for e in digest.entities for t in (*e.names, *e.roles)]
    texts += [m.text for m in digest.mentions] + [d.text for d in digest.dates]
    return frozenset(w.key for t in texts for w in words(t))


def _stems(text: str, lang: Lang, naming: frozenset[str]) -> tuple[str, ...]:
    stops = _stops(lang) | {stem(k, lang) for k in naming}
    found = {stem(k, lang) for k in _telling(text, lang, naming) if len(k) > 2}
    return tuple(sorted(found - stops))


def _telling(text: str, lang: Lang, naming: frozenset[str]) -> set[str]:
    """Folded words that say what a text is about."""
    return {w.key for w in words(text) if not w.key.isdigit()} - _stops(lang) - naming


def _sounds(text: str, lang: Lang, naming: frozenset[str]) -> tuple[str, ...]:
    found = {skeleton(k) for k in _telling(text, lang, naming) if len(k) > 3}
    return tuple(sorted(s for s in found if len(s) > 3))


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def horizon(place: str) -> str:
    """The last place at which a report may look back to one that stands at a place."""
    return "~" if place == "~" else (date.fromisoformat(place) + timedelta(WINDOW + SPAN)).isoformat()


def gap(one: Report, other: Report) -> int | None:
    """Days between two reports, 0 where their days may be one; None where a date is unknown."""
    if not one.first or not other.first:
        return None
    return max(0, _days(one.last, other.first), _days(other.last, one.first))
