"""Commands for editors: records are begun valid and once; every yes and no about a name has its rule."""

import subprocess
import sys
from pathlib import Path

import pytest

from khulasa.content import authority, decisions, drafts
from khulasa.content.drafts import Draft
from khulasa.conversion import convert_all
from khulasa.errors import KhulasaError
from khulasa.project import open_project

KHULASA = Path(sys.executable).parent / "khulasa"
ONE = """افتتاح ملعب جديد في صور

قال رئيس البلدية نبيل الخوري إن الملعب الجديد يتسع لألفي متفرج، وإن العمل استغرق سنة واحدة.

وحضرت الافتتاح المهندسة سلمى عازار، ثم سار الضيوف في شارع سلمى عازار حتى الميناء.
"""
TWO = """ورزشگاه تازه در صور

سلمی عازار، مهندس، گفت که ساخت ورزشگاه یک سال طول کشید و هزار نفر در آن کار کردند.
"""


def khulasa(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KHULASA, *args], capture_output=True, text=True, cwd=root, timeout=120, check=False
    )


@pytest.fixture
def root(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text(ONE, "utf-8")
    (tmp_path / "seeds" / "two.txt").write_text(TWO, "utf-8")
    convert_all(open_project(tmp_path))
    return tmp_path


@pytest.mark.parametrize("kind", ["person", "event", "source"])
@pytest.mark.parametrize(
    "name", ["سامي حداد", "x: y", "# no", '"quoted"', "no", "[a", "a, b", "{x}", "*a", "- a"]
)
def test_a_draft_is_valid_whatever_the_name(tmp_path, kind, name):
    """Any name that an authority file may hold is read back as it was given, at the line that is told."""
    first = Draft(kind, "first-one", {"ar": ("أول",)})
    drafts.add(tmp_path, first)
    file, line = drafts.add(tmp_path, Draft(kind, "some-id", {"ar": (name,), "en": ("Some One", "S. One")}))
    found, problems = authority.load(tmp_path)
    assert problems == ()
    record = found.records["some-id"]
    assert (record.kind, record.names["ar"], record.line) == (kind, (name,), line)
    assert file.read_text("utf-8").splitlines()[line - 1] == "some-id:"


@pytest.mark.parametrize(
    ("ident", "names", "says"),
    [
        ("sami-haddad", ("آخر",), "id 'sami-haddad' is taken"),
        ("other", ("سامى حداد",), "is a name of 'sami-haddad'"),
        ("old-name", ("آخر",), "'sami-haddad' was formerly 'old-name'"),
        ("other", ("\u202eسامي",), "invisible direction marks"),
    ],
)
def test_no_second_entry_of_one_thing(tmp_path, ident, names, says):
    """An id or a name that another entry has, or had, is refused and the file stays as it was."""
    drafts.add(tmp_path, Draft("person", "sami-haddad", {"ar": ("سامي حداد",)}))
    file = tmp_path / "people.yaml"
    file.write_text(file.read_text("utf-8") + "  formerly: [old-name]\n", "utf-8")
    before = file.read_bytes()
    with pytest.raises(KhulasaError) as error:
        drafts.add(tmp_path, Draft("person", ident, {"ar": names}))
    assert says in str(error.value)
    assert file.read_bytes() == before


def test_new_takes_over_a_person_without_record(root):
    """--of takes the names of both languages, writes a decision, and the next conversion knows the record."""
    done = khulasa(root, "why", "سلمى عازار", "one.txt")
    ident = next(w.rstrip(":") for w in done.stdout.split() if w.startswith("person-"))
    done = khulasa(root, "new", "person", "salma-azar", "--of", ident, "--en", "Salma Azar")
    assert done.returncode == 0, done.stderr
    assert "the records that come with the program were copied" in done.stdout
    assert "description:" in done.stdout
    opened = open_project(root)
    assert opened.problems == ()
    record = opened.authority.records["salma-azar"]
    assert record.names["en"] == ("Salma Azar",)
    assert {"ar", "fa"} <= record.names.keys()
    assert "qasem-soleimani" in opened.authority.records
    assert decisions.Decision("record", (ident, "salma-azar")) in opened.decisions.all
    convert_all(opened)
    assert "salma-azar is named in" in khulasa(root, "why", "salma-azar", "two.txt").stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("person", "Bad Id", "--ar", "س"), "is no id"),
        (("person", "some-id"), "has no name"),
        (("person", "some-id", "--of", "person-0000000000"), "no person without a record has this id"),
        (("person", "qasem-soleimani", "--en", "X"), "id 'qasem-soleimani' is taken"),
    ],
)
def test_new_refuses_with_a_line(root, args, says):
    """What cannot be begun is one line and exit code 2."""
    done = khulasa(root, "new", *args)
    assert (done.returncode, says in done.stderr) == (2, True), done.stderr


def test_why_tells_of_every_place(root):
    """A name that is a person's at one place and a street's at another: both, with the rule and the veto."""
    shown = khulasa(root, "why", "سلمى عازار", "one.txt").stdout
    assert "is named in articles/ar/" in shown
    assert "Places of these names in title and text: 2" in shown
    assert ": is named" in shown
    assert "refused by called_after_a_person: شارع سلمى عازار" in shown


def test_why_not(root):
    """Somebody who is not there is not there, and a person and an article that nobody knows are said to be so."""
    shown = khulasa(root, "why", "qasem-soleimani", "one.txt").stdout
    assert "qasem-soleimani is not named in" in shown
    assert "Places of these names in title and text: 0" in shown
    assert "counts only beside another name of the record" in shown
    missing = khulasa(root, "why", "x", "three.txt")
    assert (missing.returncode, "no article is called so" in missing.stderr) == (2, True)


def test_why_agrees_with_the_article(root):
    """Who is named in an article is named for `why` too: the same rules read the same text."""
    from khulasa import why  # noqa: PLC0415
    from khulasa.content import articles  # noqa: PLC0415

    opened = open_project(root)
    for path in articles.walk(opened.content):
        one = articles.load(path, articles.read_bytes(opened.content, path))[0]
        for person in one.digest.of_kind("person"):
            ids, names = why.names_of(opened.authority, [one], person.id)
            assert ids == (person.id,)
            places = why.places(one, names, opened.authority, opened.chains)
            assert any(s.verdict == "named" for p in places for s in p.sights)
