"""The editor's questions: every kind has answers, each answer is a line, in force at once, taken back by deleting."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import khulasa.build as site
from khulasa.cli.review import TITLES
from khulasa.content import articles, decisions, patches
from khulasa.content.authority import Authority
from khulasa.content.decisions import Decision, Decisions
from khulasa.conversion import convert_all
from khulasa.errors import KhulasaError, Problem
from khulasa.model import Record
from khulasa.project import open_project
from khulasa.review import KINDS, review
from khulasa.site import review_page
from khulasa.site.desk import text
from khulasa.site.views import SiteView

KHULASA = Path(sys.executable).parent / "khulasa"
KNOWN = Authority({"sami-haddad": Record("person", "sami-haddad", {"ar": ("سامي الحداد",)}, {})})
ONE = """افتتاح ملعب جديد في صور

قال رئيس البلدية نبيل الخوري إن الملعب الجديد يتسع لألفي متفرج. وأضاف الخوري: "العمل استغرق سنة واحدة".

وحضرت الافتتاح المهندسة سلمى عازار. ورد في بيان: "سنعود إلى الملعب كل يوم جمعة مع أولادنا وجيراننا".
"""
TWO = """تجديد سوق السمك في صيدا

قال رئيس البلدية نبيل الخوراني إن السوق سيفتح أبوابه في الصيف المقبل بعد تجديد شامل للمباني والطرق.
"""


@pytest.fixture
def root(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text(ONE, "utf-8")
    (tmp_path / "seeds" / "two.txt").write_text(TWO, "utf-8")
    convert_all(open_project(tmp_path))
    return tmp_path


def read(root: Path) -> dict[str, articles.Article]:
    content = root / "content"
    found = [articles.load(p, (content / p).read_bytes())[0] for p in articles.walk(content)]
    return {Path(a.digest.source.path).stem: a for a in found}


def say(root: Path, *said: Decision) -> dict[str, articles.Article]:
    for one in said:
        decisions.add(root / "content" / decisions.FILE, one)
    opened = open_project(root)
    assert opened.problems == ()
    convert_all(opened)
    return read(root)


def open_of(root: Path):
    return review(read(root).values(), open_project(root).decisions)


def test_a_date_is_said_and_taken_back(root):
    """A day, month or year that an editor gives dates the article, as the editor's, until the line goes."""
    before = read(root)
    one = before["one"].id
    after = say(root, Decision("date", (one, "2024-05")))["one"].digest.date
    assert (str(after.first), str(after.last), after.evidence[0].rule) == (
        "2024-05-01",
        "2024-05-31",
        "editor",
    )
    assert len(open_of(root).of("undated")) == 1
    (root / "content" / decisions.FILE).unlink()
    assert say(root) == before


def test_undated_is_an_answer(root):
    """That no date can be known ends the question and changes nothing."""
    before = read(root)
    assert say(root, Decision("undated", (before["one"].id,))) == before
    assert [q.articles for q in open_of(root).of("undated")] == [(before["two"].path,)]


def test_statements_are_given_a_speaker_or_taken_out(root):
    """A speaker who is a record is named in the article; what is no statement goes; both come back."""
    before = read(root)
    quotes = before["one"].digest.quotes
    key, ident = decisions.statement_key(quotes[0].text), before["one"].id
    after = say(root, Decision("speaker", (ident, key, "qasem-soleimani")))["one"].digest
    said = next(q for q in after.quotes if q.text == quotes[0].text)
    assert (said.speaker, said.rule) == ("qasem-soleimani", "editor")
    assert "qasem-soleimani" in {e.id for e in after.entities}
    (root / "content" / decisions.FILE).unlink()
    gone = say(root, Decision("noquote", (ident, key)))["one"].digest.quotes
    assert {q.text for q in gone} == {q.text for q in quotes} - {quotes[0].text}
    (root / "content" / decisions.FILE).unlink()
    assert say(root) == before


def differing(root: Path) -> str:
    """The article of which an editor wrote the title and whose source has another title since."""
    article = read(root)["one"]
    file = root / "content" / article.path
    file.write_text(file.read_text("utf-8").replace("title: افتتاح", "title: بدء", 1), "utf-8")
    convert_all(open_project(root))
    seed = root / "seeds" / "one.txt"
    seed.write_text(seed.read_text("utf-8").replace("افتتاح ملعب", "اليوم افتتاح ملعب", 1), "utf-8")
    convert_all(open_project(root))
    return article.id


@pytest.mark.parametrize(
    ("kind", "title"), [("keep", "بدء ملعب جديد في صور"), ("program", "اليوم افتتاح ملعب جديد في صور")]
)
def test_a_disagreement_is_settled(root, kind, title):
    """The editor's value or the program's: the one that is said holds, and the question is gone."""
    differing(root)
    question = open_of(root).of("difference")[0]
    assert question.evidence == "title"
    choice = next(c for c in question.choices if c.kind == kind)
    assert say(root, Decision(choice.kind, choice.ids))["one"].digest.title.text == title
    assert open_of(root).of("difference") == ()


def test_every_question_has_lines_for_answers(root):
    """Each choice of each question, with what it asks for, is a decision that is read back and ends the question."""
    differing(root)
    filled = {"": (), "record": ("qasem-soleimani",), "day": ("2024",), "speaker": ("qasem-soleimani",)}
    found = open_of(root)
    assert {q.kind for q in found.questions} == set(KINDS)
    for question in found.questions:
        for choice in question.choices:
            say(root, Decision(choice.kind, (*choice.ids, *filled[choice.asks])))
            assert question not in open_of(root).questions
            (root / "content" / decisions.FILE).unlink()


@pytest.mark.parametrize(
    ("kind", "ids", "says"),
    [
        ("date", ("a", "May"), "'May' is no date"),
        ("date", ("a", "2024-05-03/2024-05-01"), "is no date"),
        ("speaker", ("a", "x", "b"), "'x' names no statement"),
        ("keep", ("a", "title", "x"), "'x' is no stamp"),
        ("none", ("a\nb",), "none names 1 different ids"),
        ("same", ("a" * 400, "b"), "same names 2 different ids"),
        ("drop", ("a",), "no decision is called 'drop'"),
        ("record", ("a", "nobody"), "no record is called 'nobody'"),
    ],
)
def test_wrong_decisions_are_refused(kind, ids, says):
    """What has not its form is a line, whether typed, in the file or in a patch."""
    made = decisions.checked(Decision(kind, ids), "x", KNOWN)
    assert isinstance(made, Problem)
    assert says in str(made)


@pytest.mark.parametrize("ident", ["- a", "a: b", "a, b]", "نور", "#a", "*a", '"', "null", "2024-05-03"])
def test_any_word_is_written_so_that_it_is_read_back(tmp_path, ident):
    """No word of a decision can become anything but that word in the file."""
    decisions.add(tmp_path / "d.yaml", Decision("different", (ident, "b")))
    found, problems = decisions.load(tmp_path / "d.yaml", KNOWN)
    assert (found.all, problems) == ((Decision("different", (ident, "b")),), ())


# ------------------------------------------------------------------ the patch file


def patch(*rows: object) -> str:
    return json.dumps({"khulasa": "decisions", "version": 1, "decisions": rows})


def taken(rows: list[object], before: Decisions | None = None) -> list[Decision | Problem]:
    known = frozenset({"person-1", "person-2", "a"})
    return list(patches.decisions(rows, "p.json", known, KNOWN, before or Decisions()))


def test_a_patch_is_taken_once():
    """An entry that was decided, and one that stands twice, are passed over."""
    row = {"kind": "same", "ids": ["person-1", "person-2"]}
    assert taken([row, row]) == [Decision("same", ("person-1", "person-2"))]
    assert taken([row], decisions.of([Decision("same", ("person-1", "person-2"))])) == []


@pytest.mark.parametrize(
    "row",
    [
        7,
        {},
        {"kind": "same", "ids": "person-1"},
        {"kind": "same", "ids": ["person-1", 2]},
        {"kind": ["same"], "ids": []},
        {"kind": "same", "ids": ["person-1", "person-2"], "more": 1},
        {"kind": "same", "ids": ["person-1", "nobody-here"]},
        {"kind": "none", "ids": ["../../etc/passwd"]},
        {"kind": "none", "ids": ["person-1]\n- none: [person-2"]},
        {"kind": "speaker", "ids": ["a", "0a1b2c3d", "stranger"]},
        {"kind": "date", "ids": ["nobody-here", "2024"]},
    ],
)
def test_a_hostile_entry_is_a_line_and_the_rest_is_taken(row):
    """Nothing but a decision of known form about known things gets through."""
    good = {"kind": "none", "ids": ["person-1"]}
    found = taken([row, good])
    assert isinstance(found[0], Problem)
    assert found[1:] == [Decision("none", ("person-1",))]


def test_what_is_against_a_decision_is_not_taken():
    """Two that were said to be two people cannot be joined by a file."""
    before = decisions.of([Decision("different", ("person-1", "person-2"))])
    found = taken([{"kind": "same", "ids": ["person-2", "person-1"]}], before)
    assert "against a decision" in str(found[0])


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b'{"khulasa": "decisions"}', b"[" * 100_000, b"\xff\xfe", b" " * 2_000_001]
)
def test_what_is_no_patch_is_refused(tmp_path, data):
    """Broken, deep, huge and foreign files are one clear line."""
    file = tmp_path / "p.json"
    file.write_bytes(data)
    with pytest.raises(KhulasaError) as error:
        patches.read(file)
    assert str(file) in str(error.value)


# ------------------------------------------------------------------ the command and the page


def khulasa(root: Path, *args: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KHULASA, "review", *args],
        capture_output=True,
        text=True,
        cwd=root,
        input=typed,
        timeout=120,
        check=False,
    )


def test_the_terminal_asks_and_writes(root):
    """`--ask` takes a number, says what is no answer, leaves open on Enter, and ends on q."""
    done = khulasa(root, "--ask", typed="9\n2\nq\n")
    assert done.returncode == 0, done.stderr
    assert "a number from 1 to 2, please" in done.stdout
    lines = (root / "content" / decisions.FILE).read_text("utf-8").splitlines()
    assert [line.split(":")[0] for line in lines[1:]] == ["- different"]


def test_the_list_prints_commands_that_work(root):
    """Each answer is printed as a command; a typed one is written as a line."""
    shown = khulasa(root, "--all").stdout
    assert all(title in shown for title in TITLES.values())
    assert "khulasa review --same person-" in shown
    ident = read(root)["one"].id
    assert khulasa(root, "--say", f"date: {ident} 2024-05-03").returncode == 0
    assert f'- date: [{ident}, "2024-05-03"]' in (root / "content" / decisions.FILE).read_text("utf-8")
    wrong = khulasa(root, "--say", f"date: {ident} someday")
    assert wrong.returncode == 2
    assert "is no date" in wrong.stderr


def test_a_question_is_one_line(root):
    """Evidence that reaches over the end of a paragraph breaks no line: each is a heading, or is set in."""
    three = """آغاز بازسازی باغ شهر

شهرداری شیراز از آغاز کار خبر داد.

مریم رضایی، مدیر فضای سبز، گفت: «کار یک سال طول می‌کشد.»
"""
    (root / "seeds" / "three.txt").write_text(three, "utf-8")
    convert_all(open_project(root))
    assert any("\n" in q.evidence for q in open_of(root).questions)
    lines = khulasa(root, "--all").stdout.splitlines()
    assert [line for line in lines if not line.startswith("  ") and ": " not in line] == []
    (asked,) = (line for line in lines if line.startswith("  مریم رضایی"))
    assert "خبر داد. مریم رضایی" in asked


def test_page_and_apply(root):
    """The page is written with its script, outside the site; the file that it makes is taken, once."""
    done = khulasa(root, "--page", "desk", "--language", "fa")
    assert done.returncode == 0, done.stderr
    assert "بازبینی" in (root / "desk" / "index.html").read_text("utf-8")
    assert (root / "desk" / "review.js").is_file()
    assert khulasa(root, "--page", "output/desk").returncode == 2
    assert khulasa(root, "--page", "seeds").returncode == 2
    question = open_of(root).of("person")[0]
    (root / "p.json").write_text(
        patch({"kind": "none", "ids": list(question.choices[0].ids)}, {"x": 1}), "utf-8"
    )
    done = khulasa(root, "--apply", "p.json")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "1 decisions taken, 0 were there already")
    assert "p.json: decision 2: has not its form" in done.stderr
    assert "0 decisions taken, 1 were there already" in khulasa(root, "--apply", "p.json").stdout


def test_no_text_breaks_out_of_the_page(root):
    """Names with markup stand on the page as text, and the values of its choices are JSON that gives ids back."""
    seed = root / "seeds" / "one.txt"
    seed.write_text(seed.read_text("utf-8").replace("افتتاح ملعب", '"><script>x</script> ملعب', 1), "utf-8")
    convert_all(open_project(root))
    html = review_page.render(
        open_of(root), site.default_theme(), "ar", SiteView(text("خ", "ar"), "", "0", "0")
    )
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html
    assert "unsafe" not in html
