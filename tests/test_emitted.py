"""The quick reader of front matter: it answers as a YAML parser does, or not at all."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from khulasa.content import emitted, frontmatter
from khulasa.content.frontmatter import ContentFile

SOME_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=12),
    st.text(
        st.sampled_from("ab نصگ\u200c:-#'\"\\[]{},.&*!|>%@`?~0123_«»()+/\u0085\u2028\ufeff\t"), max_size=12
    ),
    st.sampled_from(
        ("null", "Yes", "on", "1e3", "0x1f", "010", "1_000", "12:30:45", ".inf", "=", "<<", "2024-01-03")
    ),
)
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), SOME_TEXT
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(SOME_TEXT, inner, max_size=4)),
    max_leaves=12,
)
FIELDS = st.dictionaries(SOME_TEXT, VALUES, max_size=4)
PIECES = st.sampled_from(
    ("a", "b", "نص", ":", ": ", "- ", "-", " ", "  ", "    ", "\n", "\n", "[1, 2]", "[[3, 4]]", "[]", "{}", '"',
     '"x"', "\\u0041", "\\n", "true", "null", "12", "-0", "007", "1.50", "#", " #", "'", "&a", "*a", "|", ">", "?",
     "!", ",", "\t")
)  # fmt: skip


def head(fields):
    """The lines of the front matter that is written for some fields."""
    return frontmatter.write(ContentFile(fields, ())).split("\n---\n")[0].split("\n")[1:]


def parsed(lines):
    """What a YAML parser reads in lines; its error where it cannot."""
    try:
        return yaml.load("\n".join(lines), Loader=frontmatter._Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError) as error:
        return error


def agrees(lines):
    """Whether the quick reader says nothing of lines, or the same as the parser, to the kind of each number."""
    quick = emitted.fields(lines)
    return quick is None or repr(quick) == repr(parsed(lines))


@given(FIELDS)
def test_what_is_written_is_read_as_yaml(fields):
    """Of any fields that are written, the quick reader reads what a YAML parser reads, or leaves it to the parser."""
    assert agrees(head(fields))


@given(FIELDS.filter(bool), st.data())
def test_what_is_changed_is_read_as_yaml(fields, data):
    """A letter, a space or a line put in or taken away by hand never makes the quick reader read something else."""
    text = "\n".join(head(fields))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(PIECES) + text[at + data.draw(st.integers(0, 3)) :]
    assert agrees(text.split("\n"))


@given(st.lists(PIECES, max_size=12).map("".join))
@example("a:\n- b")
@example("a:\n  - b\n    c: d")
@example("a: b\n  c")
@example("a:\n  b: 1\n a: 2")
@example("a:\n  -\n    b\n  - c: 1\n    d:\n      - 2")
@example("a: 00.5")
@example('a: "\\ud83d\\ude00"')
def test_any_lines_are_read_as_yaml(text):
    """Lines pieced together from signs of YAML are read as YAML or left to the parser."""
    assert agrees(text.split("\n"))


@pytest.mark.parametrize("indent", ["", "  "])
def test_an_article_is_read_quickly(indent):
    """Fields of the shape that articles have are read without the parser; a foreign indent is left to it."""
    fields = {
        "id": "a-1",
        "date": {"from": "2024-01-03", "to": None, "basis": "explicit", "evidence": []},
        "people": [{"id": "p", "names": ["سعاد النجار", "النجار: «نعم»"], "known": False, "at": [[1, 4], [9, 12]]}],
        "extracts": [{"votes": [{"rule": "place", "score": 1.25}], "text": "قالت: \"نعم\"\\ \n"}],
    }  # fmt: skip
    lines = [line.replace("  - ", f"{indent}  - ", 1) for line in head(fields)]
    assert emitted.fields(lines) == (None if indent else fields)
