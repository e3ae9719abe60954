"""What a change makes of the site: all that differs and nothing else, as text that cannot act."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from khulasa.changes import markdown, revision, state
from khulasa.changes.compare import ArticleChange, Lists, compare
from khulasa.project import open_project

KHULASA = Path(sys.executable).parent / "khulasa"
HOSTILE = "[x](http://evil.example) <img src=x onerror=1> @octocat #1 `` ``` | --- \u202e ![y](z) https://evil.example"
ONE = """افتتاح ملعب جديد في صور

قال رئيس البلدية نبيل الخوري إن الملعب الجديد يتسع لألفي متفرج، وإن العمل استغرق سنة واحدة.

وحضرت الافتتاح المهندسة سلمى عازار في 3 أيار/مايو 2024.
"""
TWO = """تجديد سوق السمك في صيدا

قال رئيس البلدية كريم مراد: "السوق سيفتح أبوابه في الصيف المقبل بعد تجديد شامل للمباني والطرق".
"""


def git(folder: Path, *args: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "p"
    (folder / "seeds").mkdir(parents=True)
    (folder / "khulasa.toml").write_text("[site]\npictures = false\n", "utf-8")
    (folder / "seeds" / "one.txt").write_text(ONE, "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", "one")
    return folder


def changes(root: Path, base: str = "HEAD"):
    project = open_project(root)
    now = state.of(project, 1)
    with revision.state_of(root, base) as (folder, _):
        return compare(state.before(folder, project, 1), now)


def test_nothing_changes_nothing(root):
    """A project against its own last commit: no article, page or warning differs."""
    found = changes(root)
    assert (found.added, found.removed, found.changed, found.rewritten) == ((), (), (), ())
    assert not found.people
    assert not found.pages
    assert not found.warnings
    assert "Nothing that is shown changes." in markdown.report(found, "HEAD")


def test_all_that_changes_is_told(root):
    """An article more, a corrected date and title, a refused file: each is in its place, and in the numbers."""
    state.of(open_project(root), 1)
    file = next((root / "content" / "articles").rglob("*.md"))
    file.write_text(file.read_text("utf-8").replace("title: افتتاح", "title: بدء", 1), "utf-8")
    (root / "seeds" / "two.txt").write_text(TWO, "utf-8")
    (root / "seeds" / "bad.txt").write_bytes(b"")
    found = changes(root)
    assert [a.digest.title.text for a in found.added] == ["تجديد سوق السمك في صيدا"]
    assert found.changed[0].fields == (("title", "افتتاح ملعب جديد في صور", "بدء ملعب جديد في صور"),)
    assert any("كريم مراد" in p for p in found.people.added)
    assert any(p.startswith("ar/articles/two-") for p in found.pages.added)
    assert any(w.startswith("seeds/bad.txt: ") for w in found.warnings.added)
    assert ("articles", 1, 2) in found.numbers
    assert found.rewritten


def test_a_removed_article_is_told(root, tmp_path):
    """Against a folder too: what is gone is gone with its pages and people."""
    (root / "seeds" / "two.txt").write_text(TWO, "utf-8")
    subprocess.run(["cp", "-r", root, tmp_path / "old"], check=True)
    (root / "seeds" / "two.txt").unlink()
    before = {p: p.read_bytes() for p in (tmp_path / "old").rglob("*") if p.is_file()}
    found = changes(root, str(tmp_path / "old"))
    assert [a.digest.title.text for a in found.removed] == ["تجديد سوق السمك في صيدا"]
    assert found.people.removed
    assert before == {p: p.read_bytes() for p in (tmp_path / "old").rglob("*") if p.is_file()}


@pytest.mark.parametrize("base", ["nowhere", "--output=/tmp/x", "HEAD:seeds", ""])
def test_a_wrong_base_is_a_line(root, base):
    """What is no commit and no folder is refused, whatever it looks like to git."""
    done = subprocess.run(
        [KHULASA, "diff", "--", base], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "is neither a folder nor a revision" in done.stderr


def test_the_command_prints_the_report(root):
    """`khulasa diff HEAD` prints Markdown that begins with what it is compared with."""
    done = subprocess.run(
        [KHULASA, "diff", "HEAD"], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.match(r"## What changes against \u2068`[0-9a-f]{12}`\u2069\n", done.stdout)


MD = MarkdownIt("gfm-like", {"linkify": False})


def inert(text: str) -> set[str]:
    """The kinds of inline tokens that a text makes."""
    return {t.type for block in MD.parse(f"- {text}") for t in (block.children or [])}


@given(st.text(alphabet="`a \n|*_[]()<>&@#!~\\-\u202eسگ", max_size=30) | st.just(HOSTILE))
def test_no_text_acts(text):
    """Whatever a source writes is one code span: no link, no picture, no markup, no mention, no direction control."""
    shown = markdown.code(text)
    assert inert(shown) <= {"text", "code_inline"}
    spans = [t for block in MD.parse(f"- {shown}") for t in (block.children or [])]
    assert [t.content for t in spans if t.type == "text"] in (["\u2068", "\u2069"], ["\u2068`` ``\u2069"])
    assert not re.search("[\u202a-\u202e\n]", shown)


def test_the_report_is_bounded(root):
    """However much changes, the report fits under a pull request and says how much is left out."""
    found = changes(root)
    many = tuple(f"{HOSTILE} {n}" * 20 for n in range(5000))
    one = replace(sample(), sentences=Lists(many, many))
    text = markdown.report(replace(found, changed=(one,) * 5000, warnings=Lists(many, many)), HOSTILE)
    assert len(text) <= 65_536
    assert "left out" in text
    kinds = {c.type for block in MD.parse(text) for c in (block, *(block.children or []))}
    assert not kinds & {"html_inline", "html_block", "image", "link_open"}


def sample() -> ArticleChange:
    """An article that changed."""
    return ArticleChange(
        "a", "a.md", HOSTILE, (("title", HOSTILE, ""),), Lists((), ()), Lists((), ()), Lists((), ())
    )
