"""Names that pass for another one are listed for the editor, and honest spellings are not."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hostile
import minikit
from khulasa import lookalikes
from khulasa.content import articles, authority
from khulasa.content.authority import Authority
from khulasa.errors import Exit
from khulasa.model import Record
from khulasa.project import shipped
from khulasa.text import confusable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Аpple", "Apple"), ("раура1", "paypal"), ("ΒΒC", "BBC"), ("rnirror", "mirror"), ("Ｎｅｗｓ", "News"),
        ("سامی", "سامي"), ("کلاس", "كلاس"), ("ھدى", "هدى"), ("احمد", "lحمد"), ("مھدی", "مoدی"), ("نور١", "نورا"),
        ("ح\u200cميد", "حميد"), ("محمـــد", "محمد"), ("ﻣﺤﻤﺪ", "محمد"), ("سامي  الحداد", "سامي الحداد"),
    ],
)  # fmt: skip
def test_the_same_to_the_eye(one, other):
    """Cyrillic, Greek and full-width for Latin, Persian for Arabic, digits for letters, what has no width."""
    assert confusable.look(one) == confusable.look(other)


@pytest.mark.parametrize("pair", ["سامي رامي", "حسن حسين", "Apple Apply", "بيروت تيروت", "علم عالم"])
def test_not_the_same(pair):
    """Different letters stay different."""
    one, other = pair.split()
    assert confusable.look(one) != confusable.look(other)


@given(st.text(st.sampled_from("aаοoاl1١مъي یﻣé\u0301\u200c\u202eΙІ٥"), max_size=12))
def test_a_look_is_its_own_look(text):
    """Looking twice sees the same, in whatever form of Unicode a text is written."""
    once = confusable.look(text)
    assert confusable.look(once) == once
    assert confusable.look(unicodedata.normalize("NFD", text)) == once


def test_the_table_is_of_this_shape():
    """Some four hundred characters, none that looks like itself, and every look is final."""
    table = confusable._table()
    assert 350 < len(table) < 500
    assert {code for code, looks in table.items() if chr(code) == looks} == set()
    assert {
        hex(code) for code, looks in table.items() if confusable.look(looks) != confusable.look(chr(code))
    } == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pаris today", ("Pаris",)), ("ΒBC", ("ΒBC",)), ("محمoد وسlمي", ("محمoد", "وسlمي")), ("مُحمoد", ("محمoد",)),
        ("BBC العربية", ()), ("الBBC", ()), ("Москва Paris", ()), ("می\u200cشود", ()), ("قناة 24", ()), ("ناسا2", ()),
        ("東京タワー", ()), ("", ()),
    ],
)  # fmt: skip
def test_words_of_two_scripts(text, words):
    """Scripts that look alike in one word, or Arabic letters with foreign ones that pass for them; no honest mix."""
    assert confusable.mixed(text) == words


def record(ident, *names, kind="person"):
    """An authority record with some Latin or Arabic names."""
    return Record(kind, ident, {"en": names}, {})


def known(*records):
    """An authority of some records."""
    return Authority({r.id: r for r in records})


def test_two_records_of_one_look():
    """Both are named with the characters that differ; another kind is another thing."""
    found = lookalikes.find(
        (), known(record("a", "Аpex"), record("b", "Apex"), record("c", "Apex", kind="place"))
    )
    mixed, pair = found
    assert (mixed.one.id, mixed.other) == ("a", None)
    assert {pair.one.id, pair.other.id} == {"a", "b"}
    assert "U+0410" in pair.evidence
    assert "U+0041" in pair.evidence


def test_what_folds_to_one_key_is_one_name():
    """Persian and Arabic letters of one name, two spellings of one id, two people of one name: nothing to see."""
    given_names = (record("a", "سامی"), record("b", "سامي"), record("c", "Аpex press", "Apex press"))
    found = lookalikes.find((), known(*given_names))
    assert [(f.one.id, f.other) for f in found] == [("c", None)]


def test_our_own_names_pass():
    """The authority files that come with the program hold no such name."""
    own, _ = authority.load(shipped("authority", "content/authority"))
    assert len(own.records) > 300
    assert lookalikes.find((), own) == ()


def test_the_review_lists_them(tmp_path):
    """A name with a foreign letter in it is listed with the name that it passes for, the letters and the files."""
    folder = minikit.project(tmp_path / "p", 0)
    text = minikit.TEXTS["ar"].format(
        title="افتتاح المكتبة", place="دمشق", one="سامي الحداد", two="هدى السالم", n=7
    )
    (folder / "seeds/a.txt").write_text(text, "utf-8")
    (folder / "seeds/b.txt").write_text(text.replace("سامي", "سlمي").replace("7", "9"), "utf-8")
    assert minikit.build(folder)[0] == Exit.OK
    done = hostile.khulasa("review", cwd=folder)
    assert "Names that look like another: 0" not in done.stdout
    assert "ا (U+0627) for l (U+006C)" in done.stdout
    assert "letters of two scripts in سlمي" in done.stdout
    paths = [*articles.walk(folder / "content")]
    assert [p for p in paths if p in done.stdout.split("Names that look like")[1]]


def test_names_in_articles_count(tmp_path):
    """An entity of an article against a record: the place is the content file."""
    folder = minikit.project(tmp_path / "p", 1)
    minikit.build(folder)
    path = next(articles.walk(folder / "content"))
    article, _ = articles.load(path, (folder / "content" / path).read_bytes())
    entity = replace(article.digest.of_kind("person")[0], id="p-9", name="Аpex", names=("Аpex",))
    changed = replace(article, digest=replace(article.digest, entities=(entity,)))
    pair = next(f for f in lookalikes.find([changed], known(record("b", "Apex"))) if f.other)
    assert {pair.one.where, pair.other.where} == {path, ""}
