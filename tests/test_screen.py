"""What is printed: nothing of a source acts on a terminal, and each problem is one line, once."""

import io
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khulasa.cli import screen
from khulasa.errors import Problem

ACTING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(st.characters()))
def test_nothing_acts_on_a_terminal(text):
    """Of any text, half letters of UTF-16 too: no control but line end and tab, no direction control, same length."""
    made = screen.plain(text)
    assert len(made) == len(text)
    assert not set(made) & set(ACTING)
    assert not [c for c in made if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"]
    assert [(a, b) for a, b in zip(text, made, strict=True) if b not in (a, "\ufffd")] == []


@pytest.mark.parametrize("text", ["گروه\u200cها", "سطر\tثانٍ\nآخر", "ASCII ~", "\u00a0\u00e9", "ه\u200d"])
def test_text_stays(text):
    """Letters, joiners that they need, tabs and line ends are printed as they are."""
    assert screen.plain(text) == text


def test_escape_sequences_are_shown_as_gone():
    """What would colour, move or retitle has a sign in its place."""
    assert screen.plain("\x1b[31mأحمر\x07\x9b\x7f") == "\ufffd[31mأحمر\ufffd\ufffd\ufffd"


def test_a_result_is_a_line(capsys):
    """Results go to standard output, made plain, each on its line."""
    screen.say("نص\x1b")
    assert capsys.readouterr() == ("نص\ufffd\n", "")


def test_a_problem_is_one_line_once(capsys):
    """Problems go to standard error: in order, none twice, on one line each, with what kind each is."""
    one = Problem("b.txt", "holds\nlines\x1b", "mend it")
    two = Problem("a.txt", "is new", "see it", fatal=False)
    screen.complain([one, two, one])
    said = capsys.readouterr()
    assert said.out == ""
    rows = said.err.splitlines()
    assert [row.split(":", 2)[:2] for row in rows] == [["note", " a.txt"], ["error", " b.txt"]]
    assert "holds lines\ufffd; mend it" in rows[1]


class Terminal(io.StringIO):
    """Standard error that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.mark.parametrize(("terminal", "ci"), [(False, ""), (True, "1")])
def test_no_bar_where_nobody_looks(monkeypatch, terminal, ci):
    """In a pipe and in CI nothing is drawn."""
    err = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setenv("CI", ci)
    with screen.progress() as report:
        report("render", 1, 2)
    assert err.getvalue() == ""


def test_a_bar_on_a_terminal(monkeypatch):
    """The name of the work, what is done and how much there is; one bar for each work."""
    err = Terminal()
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setenv("CI", "")
    monkeypatch.setenv("TERM", "xterm")
    with screen.progress() as report:
        report("convert", 0, 4)
        report("render", 1, 9)
        report("convert", 3, 4)
    assert all(what in err.getvalue() for what in ("convert", "3/4", "render", "1/9"))
    assert "0/4" not in err.getvalue().rsplit("3/4", 1)[1]
