"""The records that the stages hand on: data only, frozen; functions elsewhere do the work.

Offsets count code points. Within ``Reading`` they count in ``Reading.text`` (heading and body, so that one
rule reads both); in ``Digest`` they count in ``Digest.text`` (the body alone: what a content file holds
below its front matter and what the site shows).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from khulasa.content.authority import Authority
    from khulasa.languages import Language

Lang = Literal["ar", "fa"]
Kind = Literal["person", "organisation", "place", "event", "topic"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "place", "event", "topic")
Style = Literal["marked", "unmarked", "partial"]
Basis = Literal["explicit", "inferred", "none"]
Calendar = Literal["gregorian", "jalali", "hijri", "relative"]


# ------------------------------------------------------------------ input


@dataclass(frozen=True, slots=True)
class Hint:
    """What the data of a page, a feed or a table say of an article, beside its text."""

    name: str
    """``title``, ``published``, ``modified``, ``byline``, ``outlet``, ``section`` or ``language``."""
    value: str
    """As it is written there."""
    where: str
    """``JSON-LD headline``, ``og:title``, ``column Datum`` …"""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a source document came from: the record that ``khulasa add`` keeps beside it."""

    place: str
    """File, member of an archive, or address, as it was given."""
    url: str = ""
    """Canonical address of the article; empty where none is known."""
    fetched: str = ""
    """The address that was asked for, where it is another."""
    retrieved: str = ""
    """When it was fetched, archived, or added: ISO 8601 in UTC."""
    sha256: str = ""
    """Hex digest of the bytes that were read."""
    original: str = ""
    """Where those bytes are kept, relative to the folder of sources; empty where the document is their copy."""
    form: str = ""
    """``page``, ``text``, ``feed`` …"""
    source: str = ""
    """Authority id of the outlet that the settings name for it."""
    site: str = ""
    """Host that it was fetched from or archived at: who published it there. Not what a page says of itself."""
    reserved: str = ""
    """What says that text and data mining is reserved; empty where nothing does."""
    hints: tuple[Hint, ...] = ()
    """In order of preference among those of one name."""
    stamp: str = ""
    """Hex SHA-256 of the record itself, as it was read."""

    def hint(self, name: str) -> Hint | None:
        """The first hint of a name."""
        return next((h for h in self.hints if h.name == name), None)


@dataclass(frozen=True, slots=True)
class Source:
    """One source document, decoded."""

    path: str
    """POSIX path relative to the folder of sources."""
    sha256: str
    """Hex digest of the bytes of the file."""
    text: str
    """Decoded text; newlines are ``\\n``, bidi controls and other invisible characters are gone."""
    encoding: str
    """The encoding that was used: ``utf-8``, ``utf-16-le``, ``windows-1256`` …"""
    notes: tuple[str, ...] = ()
    """What was done while decoding, e.g. ``3 bidi controls removed``."""
    provenance: Provenance | None = None
    """Where it came from, where that was recorded."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source that has anything but white space."""

    number: int
    """Counted from 1 in the source."""
    text: str
    """The whole line without the white space at its ends."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A line that is not part of the article, and the rule that says so."""

    line: int
    text: str
    rule: str
    evidence: str
    """The words or the form that gave it away."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """The lines of a source that are still held to be article, in order; what cleaning and heading rules read.

    Hashed as an object, so that it is quick as the key of a cache.
    """

    lang: Lang
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title, deck, section, byline … and where it came from."""

    text: str
    rule: str
    line: int | None = None
    """None where the text was derived and is no line of its own."""
    derived: bool = False
    """True when the source has no title line and the title is the beginning of the first sentence."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source taken apart: what is heading, what is body, what is left out."""

    lang: Lang
    title: Heading
    deck: Heading | None
    section: Heading | None
    byline: Heading | None
    dateline: Heading | None
    """A line of its own that says when (or where) the article was published; not part of the body."""
    subheadings: tuple[Heading, ...]
    """Lines inside the body that head a part of it; they stay in the body and are never summary sentences."""
    body: tuple[Line, ...]
    """The paragraphs."""
    removed: tuple[Removal, ...]


# ------------------------------------------------------------------ findings


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text by place."""

    start: int
    end: int


class Word(NamedTuple):
    """A run of letters and digits (ZWNJ inside) with its folded key; a tuple, as hundreds are made an article."""

    start: int
    end: int
    key: str
    """``text.fold.key`` of the word: what two spellings of one word share."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence known by its place; twins stay two."""

    index: int
    paragraph: int
    """Index of its paragraph in the body."""
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of the text and what a rule read from it."""

    text: str
    rule: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes, or an upstream agency."""

    name: str
    """As written, without clitics and quotation marks."""
    id: str | None
    """Authority id of the source, where known."""
    rule: str
    evidence: str
    """The words around it that say so."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name found by one rule, before it is known whom it names."""

    kind: Kind
    start: int
    end: int
    """Without attached clitics; with titles where they belong to the form (اللواء حسين سلامي)."""
    core: Span
    """The name itself, without titles (حسين سلامي)."""
    rule: str
    evidence: str
    id: str | None = None
    """Authority id where the rule knows it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place at which one entity is named."""

    kind: Kind
    id: str
    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place, event or topic as this article has it."""

    kind: Kind
    id: str
    """Authority id, or a provisional id that the Arabic and the Persian spelling share."""
    name: str
    """Label in the language of the article."""
    names: tuple[str, ...]
    """Full forms as written in this article, without attached clitics, in order of appearance."""
    known: bool
    """True when it comes from the authority files."""
    rule: str
    evidence: str
    roles: tuple[str, ...] = ()
    """Roles and titles as the source writes them beside the name."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement in the source's own words."""

    text: str
    """Without the quotation marks."""
    start: int
    end: int
    speaker: str | None
    """Id of a person, organisation or source; None is unattributed."""
    speaker_text: str | None
    """The words that name the speaker."""
    verb: str | None
    """The source's own verb."""
    style: Style
    rule: str
    evidence: str
    """How the speaker was found."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that the source puts in quotation marks which are no statement: a name, a title, a scare quote."""

    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date that the text names."""

    text: str
    start: int
    end: int
    first: date
    last: date
    """``first == last`` for a day; a month or a year is a range."""
    calendar: Calendar
    rule: str

    @property
    def value(self) -> str:
        """ISO day, or ``first/last`` where the text is less precise."""
        one = self.first.isoformat()
        return one if self.first == self.last else f"{one}/{self.last.isoformat()}"


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """When the article was written, never more precise than its evidence."""

    first: date | None
    last: date | None
    basis: Basis
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """What one rule gives one sentence, and why."""

    rule: str
    score: float
    """Already weighted; the votes of a sentence add up to its score."""
    why: str
    """Machine-readable reason ``key:value``; the site words it in the reader's language."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A sentence chosen for the digest."""

    sentence: int
    text: str
    start: int
    end: int
    votes: tuple[Vote, ...]
    rank: int = 0
    """Order of choice, 0 first: the digest of n sentences is those with rank < n."""
    context: str | None = None
    """Label of whom the opening pronoun means, shown outside the verbatim text; None where none is needed."""


# ------------------------------------------------------------------ the reading and the digest


@dataclass(frozen=True, slots=True)
class Reading:
    """What is understood so far while one article is read; each stage returns a copy with its field filled."""

    source: Source
    language: Language
    authority: Authority
    document: Document
    text: str
    """Title line, deck line (where the source has them), then the paragraphs, joined by one newline."""
    body: int
    """Offset in ``text`` at which the body begins."""
    paragraphs: tuple[Span, ...]
    """Of the body."""
    sentences: tuple[Sentence, ...]
    """Of the body; offsets in ``text``."""
    words: tuple[Word, ...]
    """Of the whole ``text``, heading too."""
    publisher: Outlet | None = None
    via: tuple[Outlet, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    terms: tuple[Term, ...] = ()
    dates: tuple[DateMention, ...] = ()
    date: ArticleDate = ArticleDate(None, None, "none", ())

    @property
    def lang(self) -> Lang:
        """The language of the article."""
        return self.document.lang


@dataclass(frozen=True, slots=True)
class Digest:
    """What the program understood of one article; offsets count in ``text``, the body."""

    source: Source
    lang: Lang
    text: str
    title: Heading
    deck: Heading | None
    section: Heading | None
    byline: Heading | None
    subheadings: tuple[str, ...]
    publisher: Outlet | None
    via: tuple[Outlet, ...]
    date: ArticleDate
    removed: tuple[Removal, ...]
    sentences: tuple[Sentence, ...]
    summary: tuple[Extract, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    terms: tuple[Term, ...]
    dates: tuple[DateMention, ...]

    def of_kind(self, kind: Kind) -> tuple[Entity, ...]:
        """The entities of one kind, in order of appearance."""
        return tuple(e for e in self.entities if e.kind == kind)


# ------------------------------------------------------------------ authority


@dataclass(frozen=True, slots=True)
class Role:
    """An office somebody held, as far as it was verified."""

    label: Mapping[str, str]
    """By language code of the edition."""
    since: str | None = None
    until: str | None = None
    organisation: str | None = None
    """Authority id."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What is publicly known of an outlet, and what it allows; empty where nothing is known."""

    owner: Mapping[str, str]
    """By language, as publicly stated."""
    reference: str
    """Address at which the owner is stated."""
    country: str
    """ISO 3166-1 code of two letters."""
    languages: tuple[str, ...]
    """Codes of the languages in which it publishes."""
    publish: str
    """``digest`` or ``full``: what may be shown of its articles, where the settings do not say."""
    licence: str
    reserved: bool
    """Whether it reserves text and data mining."""


LABELS = {"ar": ("ar", "fa", "en"), "fa": ("fa", "ar", "en")}
"""Languages in which a name is looked for, by edition; others go by their own, English, Arabic, Persian."""


@dataclass(frozen=True, slots=True)
class Record:
    """An authority record: one thing, its names in every script, and what was verified of it."""

    kind: Kind | Literal["source"]
    id: str
    names: Mapping[str, tuple[str, ...]]
    """By language code; the first is the label, the others are variants."""
    description: Mapping[str, str]
    """One neutral line per language."""
    wikidata: str | None = None
    roles: tuple[Role, ...] = ()
    first: date | None = None
    last: date | None = None
    """When an event took place (or a person lived), where verified."""
    url: str | None = None
    ambiguous: tuple[str, ...] = field(default=())
    """Names that also mean something else: they count only where another name of the record stands beside."""
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a topic: words and phrases per language that speak for it."""
    formerly: tuple[str, ...] = ()
    """Ids that the record had before: their addresses lead here."""
    masthead: Masthead | None = None
    """Of a source."""
    file: str = ""
    line: int = 0

    def label(self, lang: str) -> str:
        """The first name in a language, else in the next one that has any, its own script first."""
        for code in LABELS.get(lang, (lang, "en", "ar", "fa")):
            if self.names.get(code):
                return self.names[code][0]
        return self.id


# ------------------------------------------------------------------ content


@dataclass(frozen=True, slots=True)
class Amendment:
    """What was said of an article after it was published: a correction, or that it was withdrawn."""

    day: date
    reason: str
    """In an editor's own words, on one line."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its content file has it: what the program found, with the editor's changes in force."""

    id: str
    """Stable: made from the path of the source file, never from what was understood of it."""
    path: str
    """POSIX path of the content file, relative to the content folder."""
    digest: Digest
    edited: tuple[str, ...] = ()
    """Names of the front-matter fields that an editor changed by hand (``text`` is the body)."""
    url: str | None = None
    """Where the original was published, where an editor has said so."""
    corrections: tuple[Amendment, ...] = ()
    """Oldest first."""
    retracted: Amendment | None = None
    """Set where the article was withdrawn."""
    differs: tuple[tuple[str, str, str], ...] = ()
    """Fields in which the program finds something else than when an editor corrected them: name, stamp of the
    editor's value, stamp of the program's."""

    @property
    def amended(self) -> date | None:
        """The day of the newest correction, or of the retraction; None where there is neither."""
        last = (*self.corrections, *((self.retracted,) if self.retracted else ()))
        return max((one.day for one in last), default=None)
