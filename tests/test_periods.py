"""Archive and digests: periods of three calendars, the narrowest one for a range, one story once."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sitekit as kit
from khulasa import index
from khulasa.languages import edition
from khulasa.plan import PageSpec
from khulasa.site import archives, desk, digests, i18n, lists, pages, periods, register, search, urls, wanted
from khulasa.site.periods import Member
from khulasa.text.calendars import CALENDARS

DAYS = st.dates(date(1930, 1, 1), date(2070, 12, 31))


def at(settings, db, code="en", top="../../"):
    """A desk for a page of an edition."""
    words = i18n.catalogue(settings.theme / "translations", code)
    return desk.Desk(db, settings, edition(code), words, top, pages.shelf(db))


@pytest.fixture
def settings(tmp_path):
    return kit.project(tmp_path, publish="full")


@pytest.fixture
def db(settings):
    kit.put(settings.content, "day", day="2021-05-21")
    kit.put(settings.content, "week", day="2021-05-17", last="2021-05-19", basis="inferred", lang="fa")
    kit.put(settings.content, "month", day="2021-05-01", last="2021-05-31", basis="inferred")
    kit.put(settings.content, "year", day="2021-03-01", last="2021-08-31", basis="inferred")
    kit.put(settings.content, "years", day="2020-12-30", last="2021-01-02", basis="inferred")
    kit.put(settings.content, "none")
    found, _ = index.open_index(settings.index)
    with closing(found):
        index.sync(found, settings.content, kit.authority(), kit.load)
        yield found


def ids(members):
    """Ids of what a period lists."""
    return [m.id for m in members]


# ------------------------------------------------------------------ periods


@given(DAYS, st.integers(0, 500))
def test_a_period_holds_the_whole_range(first, length):
    """Whatever the calendar: no period lists an article whose range reaches beyond it."""
    last = first + timedelta(days=length)
    held, own = periods.holding(first.isoformat(), last.isoformat())
    for period in held:
        if periods.level(period) == "wide":
            continue
        start, _, plain = period.rpartition(":")
        begin, end = periods.bounds(plain, int(start or 0))
        assert begin <= first
        assert last <= end
    assert set(own) <= set(held)


@given(DAYS, st.integers(0, 500))
def test_every_calendar_lists_an_article_once_at_its_narrowest(first, length):
    """In each calendar an article is in one month, or listed by its year, or by the list of those of no year."""
    held, own = periods.holding(first.isoformat(), (first + timedelta(days=length)).isoformat())
    for calendar in CALENDARS:
        months = [p for p in held if periods.level(p) == "month" and periods.split(p)[0] == calendar]
        wider = [p for p in own if periods.split(p)[0] == calendar]
        assert len(months) + len(wider) == 1


@given(DAYS, st.sampled_from(periods.WEEKS))
def test_a_week_has_seven_days_from_its_own_first(day, start):
    """Every day is in one week, which begins with the weekday asked for and has the ISO number of its Thursday."""
    name = periods.week(day, start)
    first, last = periods.bounds(name, start)
    assert first <= day <= last
    assert (first.weekday(), (last - first).days) == (start, 6)
    thursday = next(d for n in range(7) if (d := first + timedelta(days=n)).weekday() == 3)
    assert name == "{}-w{:02}".format(*thursday.isocalendar()[:2])


@given(DAYS)
def test_calendars_meet_at_the_same_time(day):
    """The month of a day in one calendar leads to the months of the others that hold the day."""
    held, _ = periods.holding(day.isoformat(), day.isoformat())
    found = periods.Periods(sqlite3.connect(":memory:"), dict.fromkeys(held, ()), {}, {}, {})
    for calendar in CALENDARS:
        month = periods.month(day, calendar)
        there = dict(found.same_time(month))
        assert {c: (periods.month(day, c),) for c in CALENDARS if c != calendar} == there


# ------------------------------------------------------------------ archive


def test_a_range_stands_in_the_narrowest_period_that_holds_it(db):
    """A day on its day, days of one month in the month, months of one year in the year, else among all of time."""
    held = periods.collect(db)
    assert ids(held.listed("2021-05-21")) == ["day"]
    assert ids(held.listed("2021-05")) == ["month", "week", "day"]
    assert ids(held.listed("2021")) == ["year"]
    assert ids(held.listed("wide")) == ["years"]
    assert ids(held.listed("jalali/1399-10")) == ["years"]
    assert ids(held.listed("jalali/wide")) == ["year"]
    assert ids(held.listed("jalali/1400-02")) == ["week", "day"]
    assert ids(held.listed("jalali/1400")) == ["month"]
    assert ids(held.listed("hijri/1442-10")) == ["week", "day"]
    assert ids(held.listed(periods.UNDATED)) == ["none"]
    assert (held.count("2021"), held.count("jalali/1400")) == (4, 3)


def test_a_range_is_labelled_as_one(settings, db):
    """The month shows the range in words, marked as inferred, beside its days."""
    view = archives.view(at(settings, db), "2021-05", 1)
    assert [(d.date.calendars[0].text, d.date.basis) for d in view.days] == [
        ("21 May 2021", "explicit"),
        ("17–19 May 2021", "inferred"),
        ("May 2021", "inferred"),
    ]


def test_periods_are_worded_in_their_calendar(settings, db):
    """Each edition names a Jalali or Hijri month in its own words and digits."""
    assert archives.title(at(settings, db, "fa"), "jalali/1400-02") == "اردیبهشت ۱۴۰۰"
    assert archives.title(at(settings, db, "ar"), "hijri/1442-10") == "شوال 1442 هـ"
    assert archives.title(at(settings, db, "en"), "jalali/1400") == "1400 SH"
    assert archives.title(at(settings, db, "fa"), "2021-05-21") == "۳۱ اردیبهشت ۱۴۰۰"


def test_cross_links_lead_to_pages_that_are_there(settings, db):
    """A page links to the same time in the other calendars, and only to periods that have a page."""
    view = archives.view(at(settings, db, "fa"), "2021-05", 1)
    found = {c.calendar: [p.url for p in c.periods] for c in view.calendars}
    assert found == {
        "jalali": ["../../fa/archive/jalali/1400/02/"],
        "hijri": ["../../fa/archive/hijri/1442/10/"],
    }
    assert [d.url for d in view.periods] == ["../../fa/archive/2021/05/21/"]
    assert [d.label.text for d in archives.view(at(settings, db, "fa"), "jalali/1400-02", 1).periods] == [
        "۳۱"
    ]


def test_machine_readable_periods_are_gregorian(settings, db):
    """``<time datetime>`` has ISO of Gregorian periods; of others it has none."""
    overview = archives.view(at(settings, db), "", 0)
    machine = {c.calendar: [p.id for p in c.periods] for c in overview.calendars}
    assert machine == {"gregorian": ["2021", ""], "jalali": ["", "", ""], "hijri": ["", ""]}
    assert [p.url for p in overview.calendars[0].periods] == [
        "../../en/archive/2021/",
        "../../en/archive/wide/",
    ]
    assert [(r.url, r.count) for r in overview.rest] == [("../../en/archive/undated/", 1)]


@pytest.mark.parametrize(
    ("period", "expected"),
    [("", "fa/archive/"), ("2021-05-21", "fa/archive/2021/05/21/"), ("jalali/1400-02", "fa/archive/jalali/1400/02/"),
     ("hijri/wide", "fa/archive/hijri/wide/"), ("undated", "fa/archive/undated/")],
)  # fmt: skip
def test_addresses(period, expected):
    """A folder for each part of a period."""
    assert expected == urls.archive("fa", period)


def marks(settings, db):
    """Fingerprints of all pages that a template makes, by path."""
    search.refresh(db, settings)
    register.bring(db, wanted.ground(db, settings))
    return {spec.path: mark for spec, mark in register.every(db) if spec.kind in wanted.HTML}


def test_an_article_more_touches_its_own_time_alone(settings, db):
    """A new article of another year leaves the days, months and digests of this one as they are."""
    before = marks(settings, db)
    kit.put(settings.content, "new", day="2024-02-10", people=[])
    index.sync(db, settings.content, kit.authority(), kit.load)
    after = marks(settings, db)
    changed = {p for p in before if before[p] != after[p] and ("/archive/" in p or "/digest/" in p)}
    assert {p for p in changed if p.startswith("en/")} == {
        "en/archive/index.html",
        "en/digest/index.html",
        *(f"en/archive/{p}/index.html" for p in ("2021", "2021/05", "2021/05/21")),  # each leads to the next
        *(f"en/archive/jalali/{p}/index.html" for p in ("1400", "1400/02")),
        *(f"en/archive/hijri/{p}/index.html" for p in ("1442", "1442/10")),
        *(f"en/digest/{p}/index.html" for p in ("2021-05", "2021-w20", "2021-05-21")),
    }
    assert {p for p in after if "/2024" in p and p.startswith("en/")} == {
        "en/archive/2024/index.html",
        "en/archive/2024/02/index.html",
        "en/archive/2024/02/10/index.html",
        "en/digest/2024-02/index.html",
        "en/digest/2024-02-10/index.html",
        "en/digest/2024-w06/index.html",
    }


# ------------------------------------------------------------------ digests


def member(ident, day="2021-05-21", lang="ar", story="", last=""):
    return Member(ident, lang, day, last or day, "", "", story)


def test_one_story_one_entry_the_weightiest_first():
    """Stories with more reports come first, then the newer; what there is no room for is counted."""
    found = [
        member("a", "2021-05-01"),
        member("b", "2021-05-02", story="s"),
        member("c", "2021-05-03", lang="fa", story="s"),
        member("d", "2021-05-04"),
    ]
    told, more = digests.chosen(found, 2)
    assert [[r.id for r in s.reports] for s in told] == [["b", "c"], ["d"]]
    assert more == 1


def test_an_article_is_no_story_of_another_by_its_id():
    """An article whose id is that of a story it does not report stays alone."""
    told, _ = digests.chosen([member("s"), member("b", story="s")], 9)
    assert [len(s.reports) for s in told] == [1, 1]


def test_each_language_speaks_once_the_surest_day_first():
    """Of the reports in one language the one whose day is known speaks, then the oldest; the edition's own first."""
    reports = (
        member("vague", "2021-05-01", last="2021-05-31"),
        member("late", "2021-05-22"),
        member("early", "2021-05-21"),
        member("fa", "2021-05-23", lang="fa"),
    )
    story = digests.Story("s", reports)
    assert ids(digests.voices(story, "fa")) == ["fa", "early"]
    assert ids(digests.voices(story, "en")) == ["early", "fa"]


def test_a_digest_shows_the_sentence_of_rank_0_with_its_place(settings, db):
    """Verbatim, with the way to the marked place in the article."""
    view = digests.view(at(settings, db), "2021-05-21")
    voice = view.stories[0].voices[0]
    best = pages.shelf(db).article("day").digest.summary[0]
    assert (voice.text.text, voice.url) == (best.text, f"../../ar/articles/day/#s{best.sentence}")
    assert (view.heading, view.older, view.newer) == ("21 May 2021", None, None)
    assert [w.kind for w in view.wider] == ["week", "month"]


def test_weeks_begin_with_the_day_of_the_edition(settings, db):
    """Saturday in Arabic and Persian, Monday in English; hreflang joins only weeks of the same days."""
    assert digests.view(at(settings, db, "ar"), "2021-w20").span.first == "2021-05-15"
    assert digests.view(at(settings, db, "en"), "2021-w20").span.first == "2021-05-17"
    spec = PageSpec("fa/digest/2021-w20/index.html", "digest", "fa", "2021-w20")
    found = pages.alternates(at(settings, db, "fa"), spec)
    assert {a.lang: a.same_page for a in found} == {"ar": True, "fa": True, "en": False}


def test_home_leads_to_the_newest_digests(settings, db):
    """Of a day, of a week and of a month."""
    view = lists.home(at(settings, db))
    assert [(to.kind, to.url) for to in view.digests] == [
        ("day", "../../en/digest/2021-05-21/"),
        ("week", "../../en/digest/2021-w20/"),
        ("month", "../../en/digest/2021-05/"),
    ]


def test_a_digest_is_bounded(settings, db):
    """However many articles a day has, its digest tells so many stories and says how many it has no room for."""
    for n in range(20):
        kit.put(settings.content, f"x{n}", day="2021-05-21", people=[], title=f"other {n}")
    index.sync(db, settings.content, kit.authority(), kit.load)
    view = digests.view(at(settings, db), "2021-05-21")
    assert len(view.stories) <= digests.ROOM["day"]
    assert sum(s.reports for s in view.stories) + view.more <= 21
