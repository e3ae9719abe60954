"""Events by rule: golden sentences of our own that anyone may add to (tests/cases/events.txt)."""

from __future__ import annotations

import pytest

from khulasa.chains import STANDARD
from khulasa.text.fold import key
from test_organisations import cases, names


@pytest.mark.parametrize(("lang", "text", "expected"), cases("events"))
def test_events(lang, text, expected):
    """The rules find these events with this extent, and no others."""
    assert [key(n) for n in expected] == [key(n) for n in names(text, lang, STANDARD.events)]
