"""The index: derived from content/, deletable at any time, and only what changed is read."""

import os
import random
import sqlite3
from contextlib import closing
from datetime import date

import pytest

import sitekit as kit
from khulasa import index
from khulasa.errors import KhulasaError, Problem
from khulasa.index import read, schema
from khulasa.index.codec import dumps, loads, stamp
from khulasa.model import Article


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


def sync(db, content, known=None, load=kit.load):
    return index.sync(db, content, known or kit.authority(), load)


def dump(db) -> list[tuple]:
    """All that the index says of articles and entities; not when files were last seen."""
    tables = ("bodies", "links", "written", "mentions", "quotes", "entities", "related")
    rows = [row for t in tables for row in sorted(db.execute(f"select * from {t}"))]  # noqa: S608
    marks = "id, path, lang, sort, publisher, card, card_stamp, card_names, page_stamp, page_names"
    return [*rows, *db.execute(f"select {marks} from articles order by id")]  # noqa: S608


def age(content, seconds=60):
    """Make all files look older, so that their times can be trusted."""
    for file in content.rglob("*.md"):
        state = file.stat()
        os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns - seconds * 10**9))


def test_a_record_survives_the_index(db, content):
    """What comes out is what went in, but for what no page shows."""
    article = kit.article(
        "a1", "articles/x/a1.md", day="2021-05-01", organisations=["red"], url="https://x.example/"
    )
    assert article == loads(Article, dumps(article))
    kit.put(content, "a1", day="2021-05-01", organisations=["red"], url="https://x.example/")
    sync(db, content)
    found = index.read_article(db, "a1")
    assert (article.digest.quotes, article.digest.entities) == (found.digest.quotes, found.digest.entities)
    assert date(2021, 5, 1) == found.digest.date.first
    assert "" == found.path == found.digest.source.text


def test_only_changed_files_are_read(db, content):
    """Size and time first, then the hash: a file that was only touched is not parsed again."""
    kit.some(content, 5)
    age(content)
    seen: list[str] = []

    def load(path, data):
        seen.append(path)
        return kit.load(path, data)

    sync(db, content, load=load)
    assert len(seen) == 5
    sync(db, content, load=load)
    assert len(seen) == 5
    os.utime(content / "articles/x/a001.md")
    sync(db, content, load=load)
    assert len(seen) == 5
    kit.put(content, "a001", title="another")
    assert sync(db, content, load=load).changed == 1
    assert seen[-1] == "articles/x/a001.md"


def test_a_change_within_one_tick_of_the_clock_is_seen(db, content):
    """A file of the same size and time is read again when it was written just before it was read."""
    file = kit.put(content, "a1", title="one")
    sync(db, content)
    state = file.stat()
    kit.put(content, "a1", title="two")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    sync(db, content)
    assert read.card(db, "a1").title == "two"


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_the_index_is_as_if_new(tmp_path, content, db, seed):
    """Files come, go, move and change, the authority changes: what the index says is the same as made at once."""
    chance = random.Random(seed)  # noqa: S311 - the same chance each time
    kit.some(content, 12, seed)
    known = kit.authority()
    for _ in range(12):
        name = f"a{chance.randrange(16):03}"
        folder = chance.choice(("x", "y"))
        match chance.randrange(4):
            case 0:
                for file in content.rglob(f"{name}.md"):
                    file.unlink()
            case 1:
                known = kit.authority(
                    **{f"person_{n}": f"N{chance.randrange(3)}" for n in range(chance.randrange(5))}
                )
            case _:
                kit.put(content, name, folder, **kit.anything(chance))
        sync(db, content, known)
    fresh, _ = index.open_index(tmp_path / "other.sqlite")
    with closing(fresh):
        sync(fresh, content, known)
        assert dump(fresh) == dump(db)


def test_a_bad_file_is_a_problem_and_the_rest_is_there(db, content):
    """A file that cannot be used is named, each time until it is mended."""
    kit.put(content, "a1")
    bad = content / "articles" / "bad.md"
    bad.write_text("{", "utf-8")
    expected = (Problem("articles/bad.md", "is not JSON", "mend it"),)
    assert expected == sync(db, content).problems
    assert expected == sync(db, content).problems
    assert read.count(db) == 1
    bad.write_text('{"id": "b1"}', "utf-8")
    assert sync(db, content).problems == ()
    assert read.count(db) == 2


def test_two_files_with_one_id(db, content):
    """The first by path has the id, whichever came first; when it goes, the other takes its place."""
    second = kit.put(content, "a1", "y", title="second")
    sync(db, content)
    first = kit.put(content, "a1", "x", title="first")
    report = sync(db, content)
    assert read.card(db, "a1").title == "first"
    assert [str(second)] == [p.where for p in report.problems]
    first.unlink()
    assert sync(db, content).problems == ()
    assert read.card(db, "a1").title == "second"


def test_a_failed_round_leaves_the_index_as_it_was(db, content):
    """An error in the middle takes nothing away."""
    kit.put(content, "a1")
    sync(db, content)
    kit.put(content, "a1", title="new")
    kit.put(content, "a2")

    def load(path, data):
        if "a2" in path:
            raise RuntimeError("power cut")
        return kit.load(path, data)

    with pytest.raises(RuntimeError):
        sync(db, content, load=load)
    assert (read.count(db), read.card(db, "a1").title) == (1, "a1 عنوان")


@pytest.mark.parametrize("damage", [b"", b"not a database at all, whatever its name says" * 100, None])
def test_a_broken_index_is_made_anew(tmp_path, damage):
    """Broken, empty or of another version: deleted and made again, with a notice that changes no exit code."""
    path = tmp_path / "index.sqlite"
    if damage is None:
        with closing(sqlite3.connect(path)) as db:
            db.executescript("create table kv (k, v); insert into kv values ('make', 'old');")
    else:
        path.write_bytes(damage)
    db, notices = index.open_index(path)
    with closing(db):
        assert read.count(db) == 0
    assert [n.fatal for n in notices] == [False]
    db, notices = index.open_index(path)
    db.close()
    assert notices == ()


def test_an_index_that_cannot_be_written(tmp_path):
    """A folder in the way is a problem with a remedy."""
    (tmp_path / "state").write_text("a file")
    with pytest.raises(KhulasaError):
        index.open_index(tmp_path / "state" / "index.sqlite")


def test_an_arabic_and_a_persian_article_meet(db, content):
    """One id, two languages: one entity with both labels, and both articles behind it."""
    kit.put(content, "a1", lang="ar", day="2021-05-01")
    kit.put(content, "f1", lang="fa", day="2021-05-02")
    sync(db, content)
    row = read.entity(db, ("person", "sami-haddad"))
    assert row.names == {"ar": ("سامي الحداد",), "fa": ("سامی حداد",)}
    assert [c.id for c in read.cards_of(db, ("person", "sami-haddad"), 0, 9)] == ["f1", "a1"]
    facts = read.facts(db, ("person", "sami-haddad"))
    assert facts.by_language == (("ar", 1), ("fa", 1))
    assert [s.article for s in facts.statements] == ["f1", "a1"]


def test_a_label_moves_only_what_names_it(db, content):
    """Editing one record changes the stamps of the articles that name it and of no other."""
    kit.put(content, "a1", people=["sami-haddad"])
    kit.put(content, "a2", people=["other"])
    sync(db, content, kit.authority(sami_haddad="Sami"))
    before = dict(db.execute("select id, page_names from articles"))
    sync(db, content, kit.authority(sami_haddad="Sami H."))
    after = dict(db.execute("select id, page_names from articles"))
    assert before["a1"] != after["a1"]
    assert before["a2"] == after["a2"]


def test_related_articles_share_names(db, content):
    """Two shared people make neighbours, nearer in time first; one shared topic does not."""
    kit.put(content, "a1", day="2021-05-01", people=["p1", "p2"], topics=["t"])
    kit.put(content, "a2", day="2021-05-09", people=["p1", "p2"])
    kit.put(content, "a3", day="2021-05-02", people=["p2", "p1"])
    kit.put(content, "a4", people=["p9"], topics=["t"])
    sync(db, content)
    assert [c.id for c in read.related(db, "a1")] == ["a3", "a2"]
    assert read.related(db, "a4") == []


def test_stamps_differ_when_anything_does():
    """Equal parts, equal stamp; neither the order of keys nor a tuple for a list counts."""
    assert stamp({"a": 1, "b": 2}) == stamp({"b": 2, "a": 1})
    assert stamp((1, 2)) == stamp([1, 2])
    assert len({stamp("a"), stamp("a", "b"), stamp("ab"), stamp(["a", "b"])}) == 4


def test_the_make_of_the_index_is_hashed_from_its_code():
    """No version number is kept by hand."""
    assert len(schema.make()) == 16


def test_a_listed_town_has_a_label_in_every_edition():
    """A town of the word lists that no authority record has is named in each language, in English by its id."""
    from khulasa.languages.places import english, listed  # noqa: PLC0415

    assert listed()["stuttgart"]["en"] == ("Stuttgart",)
    assert listed()["stuttgart"]["fa"][0] == "اشتوتگارت"
    assert english("rif-dimashq") == "Rif Dimashq"
    assert english("salem-us") == "Salem"
    assert english("santa-fe") == "Santa Fe"
