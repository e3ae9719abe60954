"""What the index keeps ready-made for the pages: plain records, ids and no objects."""

from __future__ import annotations

from dataclasses import dataclass

from khulasa.model import LABELS, Masthead, Quote, Role


@dataclass(frozen=True, slots=True)
class CardRow:
    """All that a list shows of an article; entities by id."""

    id: str
    lang: str
    title: str
    derived: bool
    publisher: str
    """Id of the source, empty where unknown."""
    publisher_name: str
    """As written."""
    first: str
    """ISO day, empty where the date is unknown."""
    last: str
    basis: str
    lead: str
    people: tuple[str, ...]
    """Ids, in order of appearance."""
    corrected: str = ""
    """ISO day of the newest correction, empty where there is none."""
    retracted: str = ""
    """ISO day on which it was withdrawn, empty where it was not."""


@dataclass(frozen=True, slots=True)
class BestRow:
    """The one sentence that stands for an article where several articles are told together."""

    sentence: int
    """Its number in the article."""
    text: str
    """Verbatim; empty where the article has no sentence fit for a digest."""
    context: str
    """Whom its opening pronoun means; empty where none is needed."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """All that is said of a person, organisation, place, event, topic or source by itself."""

    kind: str
    id: str
    known: bool
    names: dict[str, tuple[str, ...]]
    """By language; the first is the label."""
    description: dict[str, str]
    wikidata: str
    roles: tuple[Role, ...]
    first: str
    last: str
    url: str
    masthead: Masthead | None = None
    """Of a source that an editor described."""

    def label(self, lang: str) -> tuple[str, str]:
        """The label for an edition and the language that it is in: its own, else one of its script."""
        for code in LABELS.get(lang, (lang, "en", "ar", "fa")):
            if self.names.get(code):
                return self.names[code][0], code
        return self.id, "en"


@dataclass(frozen=True, slots=True)
class Variant:
    """A form of a name as written."""

    text: str
    lang: str
    count: int
    sources: tuple[str, ...]
    """Ids of the sources that write it so."""


@dataclass(frozen=True, slots=True)
class WrittenRole:
    """A role as an article writes it."""

    text: str
    lang: str
    article: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A quote and where it stands."""

    article: str
    n: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Facts:
    """What the articles together say of an entity; shown on its newest page."""

    variants: tuple[Variant, ...]
    roles: tuple[WrittenRole, ...]
    statements: tuple[Statement, ...]
    together: tuple[tuple[str, str, int], ...]
    """Kind, id, number of articles in common."""
    by_language: tuple[tuple[str, int], ...]
    about: tuple[Statement, ...]
    """Statements by others inside which it is named."""
    over_time: tuple[tuple[str, int, int], ...]
    """Month, Arabic articles, Persian articles; only months that have any."""
    pairs: tuple[tuple[int, int, int], ...]
    """Indexes in ``together`` of two that are named together with this one, in how many of its newest articles."""
    quoted: tuple[Variant, ...] = ()
    """Words in which it is named that a source sets in quotation marks without quoting anybody."""
