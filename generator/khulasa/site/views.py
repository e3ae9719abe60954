"""What a page shows, as records: the contract between the index and the templates.

Every text of a source comes with its language, so that a template can mark it; every ``url`` is relative to the
page that shows it; interface words are the templates' own, through gettext.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from khulasa.site import headers


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text with its language: what ``lang`` and ``dir`` of its element are taken from."""

    text: str
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere on the site."""

    label: Text
    url: str
    count: int = 0
    """Articles behind the link; 0 where no count is shown."""
    id: str = ""
    kind: str = ""
    """person organisation place event topic source article"""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """One date in one calendar, worded for the edition."""

    calendar: str
    """gregorian jalali hijri"""
    text: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of the source that a decision rests on."""

    text: Text
    rule: str
    value: str


@dataclass(frozen=True, slots=True)
class DateView:
    """When an article was written, in the calendars of the edition."""

    basis: str
    """explicit inferred none"""
    first: str
    """ISO day, empty where the basis is none."""
    last: str
    calendars: tuple[CalendarDate, ...]
    """In the order of the edition; ranges are worded as ranges."""
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list."""

    id: str
    title: Text
    derived: bool
    url: str
    source: Link | None
    date: DateView
    lead: Text
    """The first sentence of its digest, verbatim."""
    people: tuple[Link, ...]
    original: Link | None = None
    """Of a reprint: the way to its original, labelled with the outlet."""
    reprints: tuple[Link, ...] = ()
    """Where else the same text was published: each labelled with its outlet."""
    mark: str = ""
    """``retracted`` or ``corrected``; empty for most."""


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story in a list."""

    id: str
    url: str
    date: DateView
    """From the oldest report to the newest."""
    arabic: int
    """Reports in Arabic."""
    persian: int
    """Reports in Persian."""
    cards: tuple[Card, ...]
    """The oldest report of each language, the edition's own first; of one language alone the two oldest."""


@dataclass(frozen=True, slots=True)
class VoteView:
    """Why a sentence was chosen: one rule's vote."""

    rule: str
    label: str
    """The rule's name in the language of the edition."""
    score: float
    why: str
    """Worded in the language of the edition."""


@dataclass(frozen=True, slots=True)
class ExtractView:
    """A sentence of the digest."""

    text: Text
    anchor: str
    """Id of its marked place in the text (``s3``); the link is ``#s3``."""
    rank: int
    votes: tuple[VoteView, ...]
    context: Text | None
    """Whom the opening pronoun means, shown outside the verbatim text."""
    before: str = ""
    """For ``publish = "digest"``: the sentence before it, and after it; empty at the ends."""
    after: str = ""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A statement."""

    text: Text
    anchor: str
    """Id of its marked place in the text (``q2``)."""
    speaker: Link | None
    """None is unattributed."""
    speaker_text: str
    """The source's own words for the speaker; empty where none."""
    verb: str
    """The source's own verb; empty where none."""
    style: str
    rule: str
    rule_label: str
    before: str = ""
    """For ``publish = "digest"``: what stands before it in its sentence, and after it, verbatim."""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a paragraph with what begins or goes on in it; pieces joined give the paragraph back exactly.

    Pieces meet between words: a clitic goes with the name it is written to, so that no mark splits a word.
    """

    text: str
    sentence: str = ""
    """Anchor of the chosen sentence that this piece belongs to; empty for a sentence that was not chosen."""
    first_of_sentence: bool = False
    """True on the piece that carries the id of the sentence."""
    quote: str = ""
    first_of_quote: bool = False
    link: Link | None = None
    """The entity that this piece names."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article, or a line that heads a part of it."""

    pieces: tuple[Piece, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class RemovedView:
    """A line left out, with the rule that says so."""

    text: Text
    line: int
    rule: str
    rule_label: str


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """What was said of an article later."""

    kind: str
    """corrected retracted"""
    date: DateView
    reason: Text


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article page."""

    id: str
    title: Text
    derived: bool
    deck: Text | None
    section: Text | None
    byline: Text | None
    publisher: Link | None
    publisher_rule: str
    via: tuple[Link, ...]
    date: DateView
    extracts: tuple[ExtractView, ...]
    """In reading order; the short digest is those of the lowest ranks."""
    quotes: tuple[QuoteView, ...]
    terms: tuple[Text, ...]
    people: tuple[Link, ...]
    organisations: tuple[Link, ...]
    places: tuple[Link, ...]
    events: tuple[Link, ...]
    topics: tuple[Link, ...]
    full: bool
    """True when the text may be published whole; False shows extracts with their context."""
    paragraphs: tuple[Paragraph, ...]
    """Empty unless ``full``."""
    removed: tuple[RemovedView, ...]
    source_file: str
    source_hash: str
    source_url: str
    """Link to the original; empty where unknown."""
    edited: tuple[str, ...]
    """Fields that an editor changed by hand."""
    related: tuple[Card, ...]
    """Articles that share people, organisations or events with this one, in both languages."""
    data_url: str
    story_url: str = ""
    """The page of the story that it is in; empty where it is in none."""
    story: tuple[Card, ...] = ()
    """The other reports of the story."""
    original: Card | None = None
    """Of a reprint: the text that it reprints."""
    reprints: tuple[Card, ...] = ()
    """Other publications of the same text."""
    amended: tuple[AmendmentView, ...] = ()
    """The retraction, then the corrections, newest first."""


@dataclass(frozen=True, slots=True)
class VariantView:
    """A form of a name as written, and by whom."""

    text: Text
    sources: tuple[Link, ...]
    count: int


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role: verified in the authority file, or as a source writes it."""

    text: Text
    since: str
    until: str
    source: Link | None
    """The article that writes it; None for a role of the authority file."""
    since_text: str = ""
    """``since`` and ``until``, which are ISO, worded for the edition."""
    until_text: str = ""


@dataclass(frozen=True, slots=True)
class StatementView:
    """A quote in a ledger of statements."""

    quote: QuoteView
    article: Link
    url: str
    """The marked place in the article."""
    date: DateView


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a list page stands among its siblings; numbers count from the oldest, so old pages never shift."""

    number: int
    total: int
    """Known to the newest page alone, else 0: an older page would change with every page more."""
    newer: str
    """Url, empty at the newest page."""
    older: str
    newest: str


@dataclass(frozen=True, slots=True)
class TimeBar:
    """One month or year of the picture of mentions over time."""

    period: str
    """``2021-05`` or ``2021`` (Gregorian; what the bars stand for)."""
    label: str
    """Worded for the edition, as short as it can be understood: ``May 2021``."""
    arabic: int
    """Articles in Arabic."""
    persian: int
    """Articles in Persian."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries of ``TermView.together`` that are named in the same articles."""

    first: int
    """Index in ``together``."""
    second: int
    count: int


@dataclass(frozen=True, slots=True)
class MastheadView:
    """What is publicly known of a source, worded for an edition."""

    owner: Text | None
    reference: str
    country: Text | None
    languages: tuple[Text, ...]
    licence: str
    reserved: bool


@dataclass(frozen=True, slots=True)
class TermView:
    """The page of a person, organisation, place, event, topic or source."""

    kind: str
    id: str
    label: Text
    names: tuple[Text, ...]
    """In every script, the label's own language first."""
    description: Text | None
    known: bool
    wikidata: str
    url: str
    """The outlet's own site, for a source; empty otherwise."""
    first: str
    last: str
    """ISO days of an event, where verified."""
    roles: tuple[RoleView, ...]
    variants: tuple[VariantView, ...]
    statements: tuple[StatementView, ...]
    together: tuple[Link, ...]
    """Named in the same articles, most often first."""
    by_language: tuple[Link, ...]
    """Number of articles by language."""
    cards: tuple[Card, ...]
    paging: Paging
    feed_url: str
    data_url: str
    about: tuple[StatementView, ...] = ()
    """Statements by others whose words name this one; empty for a source."""
    timeline: tuple[TimeBar, ...] = ()
    """Articles that name it, by month or by year, oldest first, empty periods between them included."""
    pairs: tuple[Pair, ...] = ()
    """Which of ``together`` are named together with each other."""
    when: DateView | None = None
    """``first`` to ``last`` worded in the calendars of the edition; None where an event has no verified days."""
    review: tuple[Link, ...] = ()
    """Other people who may be the same, while no editor has decided."""
    quoted: tuple[VariantView, ...] = ()
    """Words naming it that a source sets in quotation marks without quoting anybody, and by which sources."""
    years: tuple[Link, ...] = ()
    """On the newest page: the place in the list where the articles of each year begin, newest first."""
    masthead: MastheadView | None = None
    """Of a source that an editor described."""


@dataclass(frozen=True, slots=True)
class MovedView:
    """The page of a name that was joined with another, parted or renamed."""

    kind: str
    links: tuple[Link, ...]
    """Where to: several where one name was parted."""
    url: str
    """Where a browser goes on by itself; empty where there are several."""


@dataclass(frozen=True, slots=True)
class DayView:
    """The articles of one day (or the undated ones), newest first."""

    date: DateView
    """``basis == "none"`` for the undated."""
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page of an edition."""

    days: tuple[DayView, ...]
    people: tuple[Link, ...]
    organisations: tuple[Link, ...]
    places: tuple[Link, ...]
    events: tuple[Link, ...]
    topics: tuple[Link, ...]
    articles: int
    """How many articles the site holds."""
    sources: tuple[Link, ...]
    digests: tuple[Link, ...] = ()
    """The newest digest of a day, of a week and of a month; ``kind`` says which."""
    stories: tuple[StoryCard, ...] = ()
    """The newest stories that both languages report."""


@dataclass(frozen=True, slots=True)
class IndexView:
    """All people, all tags of a kind or all sources; of many, the most named or those of one letter."""

    kind: str
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    """By first letter, in the order of the edition's alphabet."""
    top: tuple[Link, ...] = ()
    """The most named, where each letter has a page of its own."""
    letters: tuple[Link, ...] = ()
    """The pages of the letters; ``kind`` of a link is ``current`` for the page itself, else ``letter``."""


@dataclass(frozen=True, slots=True)
class CalendarView:
    """Periods of one calendar, each with the way to its archive."""

    calendar: str
    """gregorian jalali hijri"""
    periods: tuple[Link, ...]
    """Oldest first; ``id`` is what ``<time datetime>`` says of it, empty where HTML has no words for it."""


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """Articles of a day, a month, a year, or all of time."""

    period: str
    """Empty for the overview, else ``2021`` ``2021-05`` ``2021-05-21`` ``jalali/1400-02`` ``undated`` ``wide`` …"""
    periods: tuple[Link, ...]
    """The months (of a year) or days (of a month), oldest first, with counts; ``id`` as in ``CalendarView``."""
    days: tuple[DayView, ...]
    """The articles; of a year those only that no month holds."""
    paging: Paging | None = None
    """None where no articles are listed."""
    level: str = ""
    """day month year wide undated; empty for the overview."""
    calendar: str = "gregorian"
    calendars: tuple[CalendarView, ...] = ()
    """On the overview the years of every calendar; elsewhere the periods of the others at the same time."""
    span: DateView | None = None
    """From the first to the last day, in the calendars of the edition; None where it has no bounds."""
    path: tuple[Link, ...] = ()
    """The wider periods, widest first."""
    older: Link | None = None
    """The period of the same kind before this one that has any articles."""
    newer: Link | None = None
    digest: Link | None = None
    """The digest of the same period."""
    rest: tuple[Link, ...] = ()
    """On the overview: the articles without a date."""


@dataclass(frozen=True, slots=True)
class VoiceView:
    """What one report says of a story, in its best sentence."""

    text: Text
    """Verbatim; empty where the report has no sentence fit for a digest."""
    url: str
    """The marked place of the sentence."""
    context: Text | None
    """Whom its opening pronoun means, shown outside the verbatim text."""
    article: Link
    derived: bool
    """True where the title of the article is only how its first sentence begins."""
    source: Link | None
    date: DateView


@dataclass(frozen=True, slots=True)
class TogetherView:
    """One story in the digest of a period."""

    voices: tuple[VoiceView, ...]
    """One report of each language, that of the edition first."""
    reports: int
    """How many reports the story has in the period, reprints not counted."""
    url: str = ""
    """The page of the story; empty where it has none."""


@dataclass(frozen=True, slots=True)
class DigestView:
    """The digest of a day, a week or a month, or the list of them."""

    period: str
    """Empty for the list of all, else ``2021-05-21`` ``2021-w20`` ``2021-05``."""
    level: str
    """day week month; empty for the list."""
    span: DateView | None
    """From the first to the last day; None for the list."""
    stories: tuple[TogetherView, ...]
    """Those with most reports first."""
    more: int
    """Stories that the digest has no room for."""
    weeks: tuple[Link, ...]
    """On the list and in a month: digests inside, newest first."""
    days: tuple[Link, ...]
    months: tuple[Link, ...]
    archive: Link | None
    """All articles of the period."""
    older: Link | None
    newer: Link | None
    wider: tuple[Link, ...]
    """Of a day the digests of its week and month; of a week that of its month where it lies in one."""
    heading: str = ""
    """The period in words of the edition."""
    all: str = ""
    """Url of the list of all digests."""


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page; results are the script's, which takes them from ``search/`` at the root of the site."""

    sources: tuple[Link, ...]
    """Sources to choose from, by label."""
    years: tuple[tuple[str, str], ...]
    """Years to choose from, newest first: as in ISO days, and in the digits of the edition."""
    lists: tuple[Link, ...]
    """Lists of names and the archive, for readers without script; their words come from the catalogue by ``kind``."""
    digits: str
    """The ten digits of the edition, 0 first."""


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule of the program as the method page prints it."""

    name: str
    label: str
    """In the language of the edition."""
    explanation: Text
    """The first line of its docstring."""
    enabled: bool


@dataclass(frozen=True, slots=True)
class ChainView:
    """A chain of rules in order."""

    name: str
    label: str
    explanation: Text
    rules: tuple[RuleView, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class MethodView:
    """The method page."""

    chains: tuple[ChainView, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """One rule for right-to-left pages and how this site keeps it."""

    number: int
    group: Text
    text: Text
    check: Text
    """How it is checked."""
    passed: bool | None = None
    """None where the check is not part of the build."""


@dataclass(frozen=True, slots=True)
class RtlView:
    """The page of the rules for right-to-left pages (kind ``rtl``)."""

    checks: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True)
class AboutView:
    """What an editor wrote about the site; without it the about page has the words of the theme (view is None)."""

    title: Text
    """Empty where the editor gave none."""
    body: Markup
    """HTML made from Markdown, raw HTML off."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What is the same on every page of an edition."""

    title: Text
    """The name of the site in the edition's language (``خلاصة`` ``خلاصه`` ``Khulasa`` unless set)."""
    base_url: str
    """Absolute, ends with a slash; empty where the operator has set none (then no canonical is written)."""
    version: str
    """Of the program."""
    assets: str
    """Short hash over the theme's static files; appended as ``?v=`` so that a new theme is fetched."""
    robots: str = "index"
    """``noindex`` asks search engines to leave the site out."""
    tdm_reservation: bool = False
    """True where text and data mining is reserved."""
    policy: str = headers.POLICY
    """The content security policy of every page."""


@dataclass(frozen=True, slots=True)
class NavLink:
    """A part of the site in the header or footer; its words come from the catalogue by ``kind``."""

    kind: str
    """home people organisations places events topics sources archive method rtl about data"""
    url: str
    """Relative to the page."""
    current: bool
    """True on the page itself and on the pages below it."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another edition."""

    lang: str
    name: str
    """The edition's own name in its own language."""
    url: str
    """Relative."""
    absolute: str
    current: bool
    same_page: bool
    """False where the switcher can only lead to the other edition's home: no hreflang then."""


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of a table of the data."""

    name: str
    type: str
    meaning: Text


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of the data with its files."""

    name: str
    meaning: Text
    files: tuple[tuple[Text, tuple[Link, ...]], ...]
    """By part of time (empty: one for all), the newest ones; ``kind`` of a link is the form: csv json parquet."""
    columns: tuple[DataColumn, ...]
    every: str = ""
    """The list of all files; empty where the page has them all."""


@dataclass(frozen=True, slots=True)
class DataPageView:
    """The page about the data (kind ``datapage``)."""

    tables: tuple[DataTable, ...]
    package_url: str
    opml_url: str
    feed_url: str
    json_feed_url: str


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """The picture that stands for a page where its link is shared."""

    url: str
    """Absolute."""
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class PageView:
    """What every template knows beside its own record."""

    kind: str
    """home article term index archive method rtl about editions notfound; the template is ``<kind>.html``"""
    title: str
    """For ``<title>`` and feeds; plain text."""
    title_lang: str
    description: str
    canonical: str
    alternates: tuple[Alternate, ...]
    root: str
    """Relative url of the site's root, ends with a slash (``../../``) or is ``./``."""
    home: str
    """Relative url of the edition's home."""
    feed_url: str
    updated: str
    """ISO day of the newest article that the page shows; empty where none."""
    nav: tuple[NavLink, ...] = ()
    """The parts of the site that have pages, in the order of display; only what is built."""
    json_feed_url: str = ""
    opml_url: str = ""
    """The list of all feeds of the edition; on its home page."""
    manifest_url: str = ""
    picture: SharedPicture | None = None
    """None where no pictures are drawn."""
    linked: str = ""
    """JSON-LD as ``Markup``, safe inside a script element; empty where the address of the page is not known."""
