"""Stories: reports of one event meet across languages, others do not, and no group grows by hops."""

import random
from dataclasses import replace
from itertools import combinations

import pytest

import storykit as kit
from khulasa.stories.figures import read as read_figures
from khulasa.stories.grouping import settle
from khulasa.stories.report import Name, Report, gap
from khulasa.stories.similarity import ENOUGH, NOTHING, likeness


def count_of(found):
    counts = kit.rarity(found)
    return lambda name: counts[name]


def test_reports_of_one_event_meet_and_no_others():
    """The reports of the file through the whole chain: no false story, and nine in ten pairs or more are found."""
    found = kit.reports()
    counts = count_of([r for _, r in found.values()])
    met = {(a, b) for a, b in combinations(found, 2) if likeness(found[a][1], found[b][1], counts).meets}
    same = {(a, b) for a, b in combinations(found, 2) if found[a][0] == found[b][0]}
    assert sorted(met - same) == []
    assert len(same & met) >= 0.9 * len(same), sorted(same - met)


def test_unrelated_articles_make_no_story():
    """Articles of the development set and of the sample: each is of an event of its own."""
    found = [*kit.others(), *(r for _, r in kit.reports().values())]
    alone = {r.id for r in kit.others()}
    counts = count_of(found)
    pairs = [(a, b) for a, b in kit.pairs(found) if {a.id, b.id} & alone]
    assert [(a.id, b.id) for a, b in pairs if likeness(a, b, counts).meets] == []


def test_likeness_is_the_same_both_ways_and_adds_up():
    """Score and reasons do not depend on which report comes first; the score is the sum of its reasons."""
    found = [r for _, r in kit.reports().values()]
    for one, other in kit.pairs(found):
        there = likeness(one, other, count_of(found))
        assert there == likeness(other, one, count_of(found))
        assert there.score == pytest.approx(sum(r.weight for r in there.reasons), abs=0.011)


def report(ident="a", **said):
    names = tuple(Name(k, i, known=False, main=True) for k, i in said.pop("names", (("person", "p1"),)))
    given = {
        "lang": "ar",
        "first": "2021-05-01",
        "last": "2021-05-01",
        "chief": "",
        "speakers": (),
        "topics": (),
        "numbers": (),
        "days": (),
        "words": (),
        "sounds": (),
    }
    return Report(id=ident, names=names, **{**given, **said})


def test_days_apart_part_stories():
    """However much is shared: reports that lie more than three days apart are not of one event."""
    one = report(names=[("person", f"p{n}") for n in range(5)], numbers=("123", "457"))
    near = replace(one, id="b", lang="fa", first="2021-05-04", last="2021-05-04")
    far = replace(near, first="2021-05-05", last="2021-05-05")
    assert likeness(one, near, lambda _: 2).meets
    assert likeness(one, far, lambda _: 2) == NOTHING


def test_a_common_name_counts_less():
    """The more articles name somebody, the less it says that two of them do."""
    one, other = report(), report("b", lang="fa")
    scores = [likeness(one, other, lambda _, n=n: n).score for n in (2, 5, 20, 60, 1000)]
    assert sorted(scores, reverse=True) == scores
    assert len(set(scores)) == len(scores)


def test_common_places_alone_make_no_story():
    """Any number of places, organisations and topics of the day is no anchor."""
    names = [("place", f"x{n}") for n in range(9)] + [("organisation", f"o{n}") for n in range(4)]
    one = report(names=names, topics=("t",))
    found = likeness(one, replace(one, id="b", lang="fa"), lambda _: 3)
    assert found.score > ENOUGH
    assert not found.meets


def test_reports_about_two_people_part():
    """Two reports of like calls on one day, each about another caller, are two stories."""
    names = [("person", "p1"), ("person", "p2"), ("event", "e")]
    one = report(names=[*names, ("person", "c1")], chief="c1")
    other = report("b", names=[*names, ("person", "c2")], chief="c2")
    assert not likeness(one, other, lambda _: 2).meets
    assert likeness(one, replace(other, chief="p1"), lambda _: 2).meets


def test_gap_of_ranges():
    """Days between two ranges; ranges that touch are none apart, an unknown date says nothing."""
    one = report(first="2021-05-01", last="2021-05-04")
    assert gap(one, report(first="2021-05-06", last="2021-05-09")) == 2
    assert gap(one, report(first="2021-05-03", last="2021-05-09")) == 0
    assert gap(one, report(first="", last="")) is None


FIGURES = [
    ("ar", "بلغت الكلفة 48 مليون دولار", ["48000000"]),
    ("ar", "وأصيب ١٢٬٥٠٠ شخص بنسبة ٣٥٫٢ بالمئة", ["12500", "35.2"]),
    ("ar", "حضر خمسة وعشرون طالبا من أصل 40 ألف", ["25", "40000"]),
    ("ar", "في عام 2023 وفي العام الأول", []),
    ("ar", "رقم الهاتف 0123456789012345678 والرمز A12", []),
    ("fa", "بیش از ۱.۲ میلیون کودک و ۹۳۰۰ کارمند", ["1200000", "9300"]),
    ("fa", "زمین‌لرزهٔ ۵٫۴ ریشتری", ["5.4"]),
    ("fa", "سه سال و بیست و پنج روز", ["3", "25"]),
    ("fa", "سال ۱۴۰۱ و سال ۲۰۲۳", []),
]


@pytest.mark.parametrize(("lang", "text", "values"), FIGURES)
def test_figures_of_both_languages(lang, text, values):
    """Digits of three families, separators, scales and words give one value; years and codes give none."""
    assert values == [f.value for f in sorted(read_figures(text, lang), key=lambda f: f.start)]


# ------------------------------------------------------------------ groups


def ties_of(chance, count):
    """Ties of made-up reports to earlier ones, by chance."""
    names = [f"r{n:02}" for n in range(count)]
    return {
        one: {other: float(chance.randrange(5, 9)) for other in names[:n] if chance.random() < 0.15}
        for n, one in enumerate(names)
    }


def run(ties, dirty, centres):
    def after(ident):
        return [one for one, met in ties.items() if ident in met]

    moved = settle(dirty, lambda i: ("", i), lambda i: ties[i].items(), after, lambda i: centres.get(i, ""))
    centres.update(moved)
    return moved


@pytest.mark.parametrize("seed", range(20))
def test_groups_have_a_centre_that_all_members_meet(seed):
    """Each report is a centre, or meets its centre directly; a centre meets no earlier centre."""
    ties, centres = ties_of(random.Random(seed), 30), {}  # noqa: S311 - the same chance each time
    run(ties, ties, centres)
    for one, centre in centres.items():
        if one == centre:
            assert not any(centres[other] == other for other in ties[one])
        else:
            assert centres[centre] == centre
            assert ties[one][centre] == max(s for o, s in ties[one].items() if centres[o] == o)


@pytest.mark.parametrize("seed", range(20))
def test_settling_what_changed_is_settling_all(seed):
    """After ties come and go, to settle the reports they begin at gives what settling everything gives."""
    chance = random.Random(seed)  # noqa: S311 - the same chance each time
    ties, centres = ties_of(chance, 30), {}
    run(ties, ties, centres)
    for _ in range(10):
        one, other = sorted(chance.sample(sorted(ties), 2))
        if ties[other].pop(one, None) is None:
            ties[other][one] = float(chance.randrange(5, 9))
        run(ties, [other], centres)
        fresh = {}
        run(ties, sorted(ties, reverse=True), fresh)
        assert fresh == centres
