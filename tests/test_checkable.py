"""What a reader can check: words around a statement, the way to the source, dates in words, quoted words."""

from contextlib import closing
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sitekit as kit
from khulasa import index
from khulasa.content.authority import Authority
from khulasa.languages import edition
from khulasa.model import Mention, Record, Role, Term
from khulasa.site import articles, dates, desk, i18n, pages, shapes, terms


def at(settings, db, code="en", top="../../../"):
    """A desk for a page of an edition."""
    words = i18n.catalogue(settings.theme / "translations", code)
    return desk.Desk(db, settings, edition(code), words, top, pages.shelf(db))


def opened(settings, known=None, load=kit.load):
    """The index of a project, up to date."""
    db, _ = index.open_index(settings.index)
    index.sync(db, settings.content, known or kit.authority(), load)
    return closing(db)


# ------------------------------------------------------------------ statements in their sentence


@pytest.mark.parametrize(("publish", "expected"), [("digest", "وقال سامي الحداد إن «"), ("full", "")])
def test_a_statement_stands_in_its_sentence(tmp_path, publish, expected):
    """Where the text is not shown whole each statement has the rest of its sentence beside it, verbatim."""
    settings = kit.project(tmp_path, publish=publish)
    kit.put(settings.content, "a1", url="https://paper.example/1")
    with opened(settings) as db:
        view = articles.view(at(settings, db), "a1")
        quote = view.quotes[0]
        assert quote.before == expected
        assert f"{quote.before}{quote.text.text}{quote.after}" in db_text(db, "a1")


def db_text(db, ident):
    """The text of an article."""
    return index.read_article(db, ident).digest.text


@given(st.data())
def test_around_is_a_slice(data):
    """Whatever part of the text is taken: before, part and after are one slice that whole sentences bound."""
    digest = kit.article("x").digest
    start = data.draw(st.integers(0, len(digest.text) - 1))
    end = data.draw(st.integers(start + 1, len(digest.text)))
    before, after = articles.around(digest, start, end)
    assert before + digest.text[start:end] + after in digest.text
    assert "\n" not in before or "\n" in digest.text[:start]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("قال - إنه", "قال - إنه"), ("أ ب ج د ه و ز ح ط ي", "أ ب ج د,ز ح ط ي"), ("a, b & c", "a, b & c")],
)
def test_a_text_fragment_names_first_and_last_words(text, expected):
    """Commas, ampersands and hyphens inside are escaped: they would mean something in the address."""
    url = shapes.fragment("https://paper.example/1", text)
    head, value = url.split(":~:text=")
    assert head == "https://paper.example/1#"
    assert unquote(value) == expected
    assert not set("-& ") & set(value)
    assert shapes.fragment("https://paper.example/1#top", "x") == "https://paper.example/1#top:~:text=x"


# ------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("2020-01-03", "fa", "۱۳ دی ۱۳۹۸"),
        ("2020-01-03", "en", "3 January 2020"),
        ("2020-01-03", "ar", "3 يناير/كانون الثاني 2020"),
        ("2019-04", "fa", "آوریل ۲۰۱۹ م"),
        ("2019", "fa", "۲۰۱۹ م"),
        ("2019", "en", "2019"),
    ],
)
def test_a_moment_is_no_finer_than_it_is_known(value, code, expected):
    """A day is worded in the calendar of the edition; a month or a year in the one in which it is one."""
    assert expected == dates.moment(value, edition(code))


def test_roles_and_events_are_dated_in_words(tmp_path):
    """A verified role has its days in the words of the edition beside the ISO ones; an event says when it was."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1", day="2021-05-01")
    known = kit.authority(sami_haddad="Sami")
    role = Role({"en": "mayor"}, since="2019", until="2020-01-03")
    record = replace(known.records["sami-haddad"], roles=(role,))
    with opened(settings, Authority({**known.records, "sami-haddad": record})) as db:
        shown = terms.view(at(settings, db, "fa"), "person", "sami-haddad", 1).roles[0]
        assert (shown.since, shown.since_text) == ("2019", "۲۰۱۹ م")
        assert (shown.until, shown.until_text) == ("2020-01-03", "۱۳ دی ۱۳۹۸")
        assert terms.view(at(settings, db, "fa"), "person", "sami-haddad", 1).when is None


def test_an_event_says_when_it_took_place(tmp_path):
    """From its first to its last day in the calendars of the edition."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1", day="2021-05-01")

    def load(path, data):
        article, problems = kit.load(path, data)
        fair = replace(article.digest.entities[0], kind="event", id="book-fair")
        return replace(
            article, digest=replace(article.digest, entities=(fair,), quotes=(), mentions=())
        ), problems

    event = Record("event", "book-fair", {"en": ("Book fair",)}, {}, first=dates.date(2021, 4, 21),
                   last=dates.date(2021, 5, 21))  # fmt: skip
    with opened(settings, Authority({"book-fair": event}), load) as db:
        view = terms.view(at(settings, db, "fa"), "event", "book-fair", 1)
        assert view.when.calendars[0].text == "اردیبهشت ۱۴۰۰"


# ------------------------------------------------------------------ words in quotation marks


def test_words_in_quotation_marks_are_shown_with_their_source(tmp_path):
    """A term page lists the quoted words that name it and the sources that set them so; other terms are not its."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1", lines=["افتتح المهندس «سامي الحداد» مكتبة «النور» اليوم."])

    def load(path, data):
        article, problems = kit.load(path, data)
        text = article.digest.text
        places = ((words, text.index(words)) for words in ("سامي الحداد", "النور"))
        found = tuple(Term(words, place, place + len(words), "made") for words, place in places)
        named = Mention("person", "sami-haddad", found[0].text, found[0].start, found[0].end, "made")
        return replace(article, digest=replace(article.digest, terms=found, mentions=(named,))), problems

    with opened(settings, load=load) as db:
        view = terms.view(at(settings, db), "person", "sami-haddad", 1)
        assert [(q.text.text, q.count, [s.id for s in q.sources]) for q in view.quoted] == [
            ("سامي الحداد", 1, ["city-news"])
        ]


# ------------------------------------------------------------------ lists by year


def test_a_list_says_where_each_year_begins(tmp_path):
    """The newest page leads to the page and place of the newest article of each year; older pages do not."""
    settings = kit.project(tmp_path, page_size=2)
    for n, year in enumerate((2019, 2019, 2019, 2020, 2021, 2021, 2021)):
        kit.put(settings.content, f"a{n}", day=f"{year}-0{n + 1}-01")
    with opened(settings) as db:
        view = terms.view(at(settings, db), "person", "sami-haddad", 3)
        base = "../../../en/people/sami-haddad/"
        assert [(y.id, y.count, y.url) for y in view.years] == [
            ("2021", 3, f"{base}#year-2021"),
            ("2020", 1, f"{base}page/2/#year-2020"),
            ("2019", 3, f"{base}page/2/#year-2019"),
        ]
        for one in view.years:
            number = int(one.url.split("/")[-2]) if "/page/" in one.url else 3
            cards = terms.view(at(settings, db), "person", "sami-haddad", number).cards
            assert one.id in [year for year, _ in shapes.by_year(cards)]
        assert terms.view(at(settings, db), "person", "sami-haddad", 1).years == ()
