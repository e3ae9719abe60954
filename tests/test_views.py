"""Views: what a page shows, verbatim, linked, in the words of its edition."""

from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sitekit as kit
from khulasa import index
from khulasa.languages import edition
from khulasa.model import Mention
from khulasa.site import alphabets, articles, desk, i18n, lists, pages, pieces, terms
from khulasa.site.pieces import Mark
from khulasa.site.views import Link, Text


def at(settings, db, code="ar", top="../../../"):
    """A desk for a page of an edition."""
    words = i18n.catalogue(settings.theme / "translations", code)
    return desk.Desk(db, settings, edition(code), words, top, pages.shelf(db))


@pytest.fixture
def settings(tmp_path):
    return kit.project(tmp_path, publish="full")


@pytest.fixture
def db(settings):
    kit.put(settings.content, "a1", day="2021-05-01", organisations=["red-circle"])
    kit.put(
        settings.content, "f1", lang="fa", day="2021-05-02", publisher="", publisher_name="روزنامهٔ ناشناس"
    )
    found, _ = index.open_index(settings.index)
    with closing(found):
        index.sync(found, settings.content, kit.authority(sami_haddad="Sami Haddad"), kit.load)
        yield found


def test_pieces_give_the_paragraph_back_exactly(settings, db):
    """Joined, the pieces of all paragraphs are the text; each anchor is set once."""
    digest = index.read_article(db, "a1").digest
    view = articles.view(at(settings, db), "a1")
    assert digest.text == "\n".join("".join(p.text for p in one.pieces) for one in view.paragraphs)
    inside = [p for one in view.paragraphs for p in one.pieces]
    assert [e.anchor for e in view.extracts] == [p.sentence for p in inside if p.first_of_sentence]
    assert [q.anchor for q in view.quotes] == [p.quote for p in inside if p.first_of_quote]
    assert "".join(p.text for p in inside if p.sentence == "s0") == digest.summary[0].text
    assert ["Sami Haddad"] != [p.link.label.text for p in inside if p.link] == ["سامي الحداد"]


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8)


@given(st.text(alphabet="اب ج\n«»1\u200c", min_size=1, max_size=60), spans, spans, spans)
def test_pieces_join_whatever_the_marks(text, sentences, quotes, names):
    """Marks may overlap, nest, touch, cross paragraphs or lie outside: not a character is lost or doubled."""

    def cut(found):
        return [(s, min(s + n, len(text))) for s, n in found if s < len(text)]

    link = Link(Text("x", "ar", "rtl"), "x")
    made = kit.article("x")
    extracts = [
        made.digest.summary[0].__class__(n, text[s:e], s, e, ()) for n, (s, e) in enumerate(cut(sentences))
    ]
    quoted = [
        made.digest.quotes[0].__class__(text[s:e], s, e, None, None, None, "marked", "r", "")
        for s, e in cut(quotes)
    ]
    named = [Mention("person", "p", text[s:e], s, e, "r") for s, e in cut(names)]
    digest = made.digest.__class__(
        **{
            **{name: getattr(made.digest, name) for name in made.digest.__slots__},
            "text": text,
            "summary": tuple(extracts),
            "quotes": tuple(quoted),
            "mentions": tuple(named),
        }
    )
    found = pieces.paragraphs(digest, {("person", "p"): link})
    assert text == "\n".join("".join(p.text for p in one.pieces) for one in found)
    assert all(p.text for one in found for p in one.pieces)
    anchors = [p.quote for one in found for p in one.pieces if p.first_of_quote]
    assert len(anchors) == len(set(anchors))


def test_a_clitic_goes_with_its_name():
    """No mark splits a word: the letter written to a name belongs to its link."""
    text = "وقال وسامي الحداد للصحف"
    start = text.index("سامي")
    wide = pieces.widened(text, Mark(start, start + len("سامي الحداد")))
    assert text[wide.start : wide.end] == "وسامي الحداد"
    text = "کتاب‌ها"
    wide = pieces.widened(text, Mark(0, 4))
    assert text == text[wide.start : wide.end]


def test_of_two_marks_that_overlap_the_first_stays():
    """The one that begins first, or is longer."""
    assert [Mark(0, 5), Mark(6, 8)] == pieces.apart([Mark(3, 7), Mark(0, 3), Mark(0, 5), Mark(6, 8)])


def test_digest_only_shows_context_and_no_text(settings, db):
    """Where the whole text may not be shown there are no paragraphs, and each extract has its neighbours."""
    kit.put(settings.content, "a2", lines=["جملة أولى.", "جملة ثانية.", "جملة ثالثة.", "جملة رابعة."])
    index.sync(db, settings.content, kit.authority(), kit.load)
    closed = kit.project(settings.content.parent, publish="digest")
    view = articles.view(at(closed, db), "a2")
    assert (view.full, view.paragraphs) == (False, ())
    assert [(e.before, e.after) for e in view.extracts] == [("", ""), ("", "جملة ثالثة.")]


@pytest.mark.parametrize(
    ("publisher", "file", "expected"),
    [("city-news", "x.txt", True), ("other", "x.txt", False), ("", "old/x.txt", True), ("", "x.txt", False)],
)
def test_what_may_be_published(tmp_path, publisher, file, expected):
    """By source where it is known, by file where none is named, else as the default says."""
    settings = kit.project(tmp_path, publish_sources={"city-news": "full"}, publish_files={"old/*": "full"})
    assert expected == settings.full(publisher, file)


def test_a_term_in_three_editions(settings, db):
    """Labels are in the language of the edition, else of its script, and marked with what they are in."""
    for code, label, lang in (
        ("ar", "سامي الحداد", "ar"),
        ("en", "Sami Haddad", "en"),
        ("fa", "سامي الحداد", "ar"),
    ):
        view = terms.view(at(settings, db, code), "person", "sami-haddad", 1)
        assert (label, lang) == (view.label.text, view.label.lang)
        assert {"ar", "fa"} == {c.title.lang for c in view.cards}
        assert [s.article.id for s in view.statements] == ["f1", "a1"]


def test_an_unknown_publisher_is_named_without_a_page(settings, db):
    """The name as written, and no link that leads nowhere."""
    view = articles.view(at(settings, db, "fa"), "f1")
    assert (view.publisher.label.text, view.publisher.url) == ("روزنامهٔ ناشناس", "")


def test_timeline_has_empty_months_between(settings, db):
    """A picture over time shows the gaps; over many years it counts by year."""
    kit.put(settings.content, "a3", day="2021-08-01")
    index.sync(db, settings.content, kit.authority(), kit.load)
    view = terms.view(at(settings, db), "person", "sami-haddad", 1)
    assert [(t.period, t.arabic, t.persian) for t in view.timeline] == [
        ("2021-05", 1, 1),
        ("2021-06", 0, 0),
        ("2021-07", 0, 0),
        ("2021-08", 1, 0),
    ]
    kit.put(settings.content, "a4", day="2011-08-01")
    index.sync(db, settings.content, kit.authority(), kit.load)
    view = terms.view(at(settings, db), "person", "sami-haddad", 2)
    assert (view.timeline[0].period, view.timeline[0].arabic, view.timeline[0].persian) == ("2011", 1, 0)
    assert len(view.timeline) == 11


def test_days_group_equal_dates(settings, db):
    """The front page groups by day; a month without day is a group of its own."""
    kit.put(settings.content, "a5", day="2021-05-01", last="2021-05-31")
    index.sync(db, settings.content, kit.authority(), kit.load)
    view = lists.home(at(settings, db, "en"))
    assert [d.date.calendars[0].text for d in view.days] == ["2 May 2021", "May 2021", "1 May 2021"]


@pytest.mark.parametrize(
    ("code", "labels", "expected"),
    [
        ("fa", ["یزد", "پاکستان", "آمل", "Zed"], ["آمل", "پاکستان", "یزد", "Zed"]),
        ("ar", ["وليد", "الأهرام", "بغداد", "إربد"], ["إربد", "الأهرام", "بغداد", "وليد"]),
        ("en", ["beta", "Alpha", "ألف"], ["Alpha", "beta", "ألف"]),
    ],
)
def test_names_in_the_order_of_the_alphabet(code, labels, expected):
    """Each edition has its own alphabet; other scripts come last."""
    groups = alphabets.grouped([Link(Text(label, code, "rtl"), "") for label in labels], code)
    assert expected == [to.label.text for _, links in groups for to in links]
    assert len(groups) == len({letter for letter, _ in groups})


@pytest.mark.parametrize("code", ["ar", "fa", "en"])
def test_many_names_have_a_page_for_each_letter(tmp_path, code):
    """Every name stands under one letter, in order; the first page has the most named; few names are on one page."""
    names = {f"person_{n}": name for n, name in enumerate(("Adam", "Anna", "Bilal", "Zoe", "9th"))}
    settings = kit.project(tmp_path, index_size=4)
    for n in range(len(names)):
        kit.put(settings.content, f"a{n}", day="2021-05-01", people=[f"person-{m}" for m in range(n + 1)])
    found, _ = index.open_index(settings.index)
    with closing(found):
        index.sync(found, settings.content, kit.authority(**names), kit.load)
        here = at(settings, found, code)
        first = lists.index(here, "person", 0)
        assert [to.count for to in first.top] == [5, 4, 3, 2, 1]
        assert (first.groups, {to.kind for to in first.letters}) == ((), {"letter"})
        shown = []
        for to in first.letters:
            page = lists.index(here, "person", int(to.id))
            ((letter, links),) = page.groups
            assert letter == to.label.text
            assert [one.label.text for one in page.letters if one.kind == "current"] == [letter]
            shown += [one.id for one in links]
        assert sorted(shown) == [f"person-{n}" for n in range(5)]
        whole = lists.index(at(replace(settings, index_size=5), found, code), "person", 0)
        assert shown == [one.id for _, links in whole.groups for one in links]
        assert (whole.top, whole.letters) == ((), ())
