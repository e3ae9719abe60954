"""Decisions about names: a plain line each, in force at the next build, taken back by deleting it."""

from pathlib import Path

import pytest

from khulasa.content import articles, decisions
from khulasa.content.authority import Authority
from khulasa.content.decisions import Decision
from khulasa.conversion import convert_all
from khulasa.model import Record
from khulasa.project import open_project
from khulasa.review import review

KNOWN = Authority({"sami-haddad": Record("person", "sami-haddad", {"ar": ("سامي الحداد",)}, {})})
ONE = """افتتاح ملعب جديد في صور

قال رئيس البلدية نبيل الخوري إن الملعب الجديد يتسع لألفي متفرج. وأضاف الخوري: "العمل استغرق سنة واحدة".

وحضرت الافتتاح المهندسة سلمى عازار.
"""
TWO = """تجديد سوق السمك في صيدا

قال رئيس البلدية نبيل خوري إن السوق سيفتح أبوابه في الصيف المقبل بعد تجديد شامل للمباني والطرق.
"""


def file_of(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / decisions.FILE
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_order_does_not_matter():
    """Chains of `same` end at one id, whatever the order of the lines."""
    rows = [
        Decision("same", ("b", "c")),
        Decision("same", ("a", "b")),
        Decision("record", ("c", "sami-haddad")),
    ]
    assert decisions.of(rows).stands_for == decisions.of(rows[::-1]).stands_for
    assert decisions.of(rows).stands_for == {"a": "sami-haddad", "b": "sami-haddad", "c": "sami-haddad"}


def test_written_and_read(tmp_path):
    """What is added is read back, and the file grows by one line for each."""
    file = tmp_path / decisions.FILE
    rows = (Decision("different", ("a", "b")), Decision("none", ("c",)))
    for row in rows:
        decisions.add(file, row)
    found, problems = decisions.load(file, KNOWN)
    assert (rows, ()) == (found.all, problems)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("- smae: [a, b]", "no decision is called 'smae'; did you mean 'same'?"),
        ("- same: [a]", "same names 2 different ids; write - same: [id, …]"),
        ("- record: [a, sami-hadad]", "no record is called 'sami-hadad'; did you mean 'sami-haddad'?"),
        ("- same", "is no decision; write it as - same: [id, id]"),
    ],
)
def test_a_wrong_line_is_left_out(tmp_path, line, says):
    """Each wrong line is one clear line with its place; the others hold."""
    found, problems = decisions.load(file_of(tmp_path, "- none: [x]", line), KNOWN)
    assert [f"{tmp_path / decisions.FILE}:2: {says}"] == [str(p) for p in problems]
    assert frozenset({"x"}) == found.dropped


@pytest.fixture
def project(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text(ONE, "utf-8")
    (tmp_path / "seeds" / "two.txt").write_text(TWO, "utf-8")
    return tmp_path


def people(root: Path) -> dict[str, set[str]]:
    convert_all(open_project(root))
    content = root / "content"
    found = [articles.load(p, (content / p).read_bytes())[0] for p in articles.walk(content)]
    return {e.id: set(e.names) for a in found for e in a.digest.of_kind("person")}


def test_no_name_is_dropped(project):
    """A person of whom an editor says that it is no name is gone, and comes back when the line is deleted."""
    before = people(project)
    ident = next(i for i, names in before.items() if any("عازار" in n for n in names))
    decisions.add(project / "content" / decisions.FILE, Decision("none", (ident,)))
    assert set(before) - {ident} == set(people(project))
    (project / "content" / decisions.FILE).unlink()
    assert before == people(project)


def test_a_record_takes_the_person_over(project):
    """A person who is said to be a record has its id and its name on every article, quotes included."""
    before = people(project)
    ident = next(i for i, names in before.items() if any("خوري" in n for n in names))
    decisions.add(project / "content" / decisions.FILE, Decision("record", (ident, "qasem-soleimani")))
    opened = open_project(project)
    assert not opened.problems
    assert ident not in people(project)
    assert "qasem-soleimani" in people(project)
    content = project / "content"
    found = [articles.load(p, (content / p).read_bytes())[0] for p in articles.walk(content)]
    assert "qasem-soleimani" in {q.speaker for a in found for q in a.digest.quotes}


def test_review_lists_what_is_open(project):
    """New people are listed with their articles; a pair that was said to be two is not asked about again."""
    opened = open_project(project)
    convert_all(opened)
    content = project / "content"
    found = [articles.load(p, (content / p).read_bytes())[0] for p in articles.walk(content)]
    seen = review(found, opened.decisions)
    assert any("عازار" in n for q in seen.of("person") for n in q.texts)
    assert len(seen.of("undated")) == 2
    apart = decisions.of(Decision("different", q.choices[1].ids) for q in seen.of("pair"))
    assert review(found, apart).of("pair") == ()
