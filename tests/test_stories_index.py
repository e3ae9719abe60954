"""Stories and reprints in the index: derived from the articles alone, however they came and went."""

import random
from contextlib import closing

import pytest

import sitekit as kit
from khulasa import index
from khulasa.index import copies, read, stories

TABLES = (
    "shapes",
    "prints",
    "twins",
    "compared",
    "reports",
    "report_names",
    "rarity",
    "ties",
    "stories",
    "links",
    "entities",
)
TEXTS = {
    "ar": tuple(f"خبر{n} " + " ".join(f"كلمة{n}{i}" for i in range(60)) + "." for n in range(4)),
    "fa": tuple(f"گزارش{n} " + " ".join(f"واژه{n}{i}" for i in range(60)) + "." for n in range(4)),
}


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


@pytest.fixture
def db(tmp_path):
    found, _ = index.open_index(tmp_path / "index.sqlite")
    with closing(found):
        yield found


def sync(db, content):
    return index.sync(db, content, kit.authority(), kit.load)


def dump(db):
    rows = {t: sorted(db.execute(f"select * from {t}")) for t in TABLES}  # noqa: S608
    marks = db.execute("select id, original, card_names, page_names from articles order by id")
    return {**rows, "articles": list(marks), "related": sorted(db.execute("select * from related"))}


def anything(chance):
    """An article that easily meets others: few names, few days, few texts, cut or whole."""
    lang = chance.choice(("ar", "fa"))
    people = {f"p{chance.randrange(5)}" for _ in range(chance.randrange(6))}
    said = {
        "lang": lang,
        "day": chance.choice(("", *(f"2021-05-{d:02}" for d in range(1, 9)))),
        "people": sorted(people),
        "title": " ".join(sorted(people)),
        "organisations": [f"o{chance.randrange(3)}"],
        "publisher": chance.choice(("", "one-paper", "other-paper")),
        "via": chance.choice(([], [], ["one-paper"])),
    }
    if said["day"] and chance.random() < 0.2:
        said["last"] = chance.choice(("2021-05-20", "2021-07-01"))
    if chance.random() < 0.5:
        text = chance.choice(TEXTS[lang]).split()
        said["lines"] = [" ".join(text[: chance.choice((25, 45, 60, 61))])]
    return said


@pytest.mark.parametrize("seed", range(12))
def test_after_any_edits_stories_are_as_if_new(tmp_path, content, db, seed, monkeypatch):
    """Articles come, go and change, with caps so small that all of them bite: the same as made at once."""
    chance = random.Random(seed)  # noqa: S311 - the same chance each time
    if seed % 3:
        monkeypatch.setattr(stories, "FIRST", 2)
        monkeypatch.setattr(stories, "MOST", 2)
        monkeypatch.setattr(copies, "FIRST", 2)
    for _ in range(14):
        for _ in range(chance.choice((1, 1, 2, 9))):
            name = f"a{chance.randrange(24):03}"
            if chance.random() < 0.25:
                (content / "articles" / "x" / f"{name}.md").unlink(missing_ok=True)
            else:
                kit.put(content, name, **anything(chance))
        sync(db, content)
    fresh, _ = index.open_index(tmp_path / "other.sqlite")
    with closing(fresh):
        sync(fresh, content)
        assert dump(fresh) == dump(db)


def test_the_articles_of_these_tests_do_meet(db, content):
    """Chance makes copies and stories enough for the test above to be one."""
    chance = random.Random(7)  # noqa: S311 - the same chance each time
    for n in range(40):
        kit.put(content, f"a{n:03}", **anything(chance))
    sync(db, content)
    assert len(dump(db)["ties"]) > 5
    assert len(dump(db)["twins"]) > 5


def test_reports_of_both_languages_make_a_story(db, content):
    """Close days and the same people; the oldest report gives the story its id, a stranger stays outside."""
    kit.put(content, "a1", day="2021-05-01", people=["p1", "p2"], organisations=["o1"])
    kit.put(content, "a2", lang="fa", day="2021-05-02", people=["p1", "p2"], organisations=["o1"])
    kit.put(content, "a3", lang="fa", day="2021-05-20", people=["p1", "p2"], organisations=["o1"])
    sync(db, content)
    assert list(db.execute("select id, sort, n, arabic, persian from stories")) == [
        ("a1", "2021-05-01", 2, 1, 1)
    ]
    assert stories.members(db, "a1") == ["a1", "a2"]
    assert stories.of(db, ["a2", "a3", "a1"]) == {"a1": "a1", "a2": "a1"}


def test_no_story_grows_by_hops(db, content):
    """Each of a row of reports meets its neighbours only: no story holds two that do not meet its centre."""
    for n in range(8):
        day = f"2021-05-{1 + 3 * n:02}"
        kit.put(content, f"a{n}", day=day, people=["p1", "p2", "p3"], organisations=["o1"])
    sync(db, content)
    found = dict(db.execute("select article, centre from reports"))
    ties = set(db.execute("select article, other from ties"))
    assert max(n for (n,) in db.execute("select n from stories")) == 2
    assert all(a == c or (a, c) in ties for a, c in found.items())


def test_a_reprint_is_counted_once(db, content):
    """A reprint is in no list where its original is, and is in the list of its own source."""
    text = [TEXTS["ar"][0]]
    kit.put(content, "a1", day="2021-05-01", lines=text, people=["p1"], publisher="one-paper")
    kit.put(
        content, "a2", day="2021-05-03", lines=text, people=["p1"], publisher="other-paper", via=["one-paper"]
    )
    sync(db, content)
    assert read.count(db) == 1
    assert [c.id for c in read.newest(db, 9)] == ["a1"]
    assert read.months(db) == [("2021-05", 1)]
    assert read.members(db, ("person", "p1")) == (1, 0)
    assert [c.id for c in read.cards_of(db, ("person", "p1"), 0, 9)] == ["a1"]
    assert [c.id for c in read.cards_of(db, ("source", "one-paper"), 0, 9)] == ["a1"]
    assert [c.id for c in read.cards_of(db, ("source", "other-paper"), 0, 9)] == ["a2"]
    assert copies.group(db, "a2") == [("a1", ""), ("a2", "a1")]


def test_the_credited_text_is_the_original(db, content):
    """Though the reprint is dated before it: it credits the other's publisher itself."""
    text = [TEXTS["fa"][0]]
    said = {"lang": "fa", "lines": text}
    kit.put(content, "a1", day="2021-05-01", publisher="other-paper", via=["one-paper"], **said)
    kit.put(content, "a2", day="2021-05-02", publisher="one-paper", **said)
    kit.put(content, "a3", day="2021-05-03", publisher="", **said)
    sync(db, content)
    assert copies.group(db, "a1") == [("a2", ""), ("a1", "a2"), ("a3", "a2")]
