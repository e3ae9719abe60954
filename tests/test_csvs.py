"""Tables as CSV: each kind of value, and a file that reads back cell by cell."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khulasa.site import csvs
from khulasa.site.tables import Column, Table

TABLE = Table("t", "A table", (Column("a", "string", "A"), Column("b", "string", "B")), ("a",))
CELLS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8) | st.text(
    "'=+-@\t\r\n ＝,\"|", max_size=5
)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""), (True, "true"), (False, "false"), (0, "0"), (-7, "-7"), (12, "12"), ("", ""), ("نص", "نص"),
        ("-7", "'-7"),
    ],
)  # fmt: skip
def test_each_kind_of_value(value, cell):
    """Nothing, yes and no, numbers (a negative one is a number, no formula), texts."""
    assert csvs.cell(value) == cell


@pytest.mark.parametrize("first", "=+-@＝＋－＠\t\n\r \u00a0\u2003")
def test_every_beginning_of_a_formula_is_guarded(first):
    """Also behind apostrophes of the source; a sign that stands later is none."""
    assert csvs.guard(f"{first}1") == f"'{first}1"
    assert csvs.guard(f"''{first}1") == f"'''{first}1"
    assert csvs.guard(f"a{first}1") == f"a{first}1"
    assert csvs.unguard(f"'{first}1") == f"{first}1"
    assert csvs.unguard(f"{first}1") == f"{first}1"


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_a_file_reads_back(rows):
    """Mark of UTF-8, names of the columns, lines of RFC 4180; every cell as it was, its guard taken off."""
    made = csvs.to_csv(TABLE, rows)
    assert made.startswith(b"\xef\xbb\xbfa,b\r\n")
    assert made.endswith(b"\r\n")
    found = [*csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))]
    assert [tuple(map(csvs.unguard, row)) for row in found[1:]] == rows


def test_half_a_letter_is_no_end():
    """What UTF-8 cannot write has a sign in its place, and the rest of the file is written."""
    assert csvs.to_csv(TABLE, [("a\ud800", 1)]) == b"\xef\xbb\xbfa,b\r\na?,1\r\n"
