"""The record beside a source: what is written is read back, and whatever else lies there is a line or a record."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khulasa.content import provenance
from khulasa.content.provenance import HINTS
from khulasa.errors import KhulasaError
from khulasa.model import Hint, Provenance
from khulasa.text.decode import visible

PLAIN = st.text(st.characters(exclude_categories=("Cs",)), max_size=40).map(
    lambda t: " ".join(visible(t).split())
)
HINT = st.builds(Hint, st.sampled_from(HINTS), PLAIN, PLAIN)
URL = st.sampled_from(("", "https://civic.example/1", "http://civic.example/%D8%AE?a=b"))
RECORD = st.builds(
    Provenance, place=PLAIN, url=URL, fetched=URL, retrieved=PLAIN, sha256=PLAIN, original=PLAIN, form=PLAIN,
    source=PLAIN, site=PLAIN, reserved=PLAIN, hints=st.lists(HINT, max_size=4).map(tuple),
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("place", "url", "hints", "name", "value", "where", "x")), inner, max_size=4
        )
    ),
    max_leaves=9,
)


@given(RECORD)
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_back(record: Provenance) -> None:
    """Writing and reading is no change but the stamp of the bytes."""
    read = provenance.read(provenance.write(record).encode(), "x")
    assert replace(read, stamp="") == record
    assert provenance.of_row(provenance.as_row(record), "x") == record


@given(JSON | st.binary(max_size=60))
@settings(max_examples=300, deadline=None)
def test_anything_is_a_record_or_a_line(value: object) -> None:
    """Whatever stands in the file: a record, or one refusal that says what to do."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    try:
        assert isinstance(provenance.read(data, "x.source.json"), Provenance)
    except KhulasaError as error:
        assert all(problem.what and problem.remedy for problem in error.problems)


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "https://a b", "file:///etc/passwd", "https://a\"onload='x"]
)
def test_addresses_are_of_the_web(value: str) -> None:
    """An address in a record becomes a link on the site: only http and https, and nothing that ends an attribute."""
    with pytest.raises(KhulasaError, match="is no web address"):
        provenance.read(json.dumps({"url": value}).encode(), "x")
