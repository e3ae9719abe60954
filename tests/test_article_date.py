"""When an article was written, on cases that a translator can add to (cases/article_dates.json)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dated import dated
from khulasa.chains import STANDARD
from khulasa.model import ArticleDate
from khulasa.rules.read import article_date

CASES = json.loads((Path(__file__).parent / "cases" / "article_dates.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['lang']}: {c['title']}")
def test_case(case):
    """The date lies within what the case allows, and its basis is the case's."""
    found = dated(case["text"], [tuple(e) for e in case["events"]]).date
    assert (found.first and found.first.isoformat(), found.basis) == (
        case["from"] and max(case["from"], found.first.isoformat() if found.first else ""),
        case["basis"],
    )
    assert (found.last.isoformat() if found.last else None) == (
        case["to"] and min(case["to"], found.last.isoformat() if found.last else "")
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['lang']}: {c['title']}")
def test_explained(case):
    """Every date has evidence: words that stand in the source, and a rule of the chain."""
    found = dated(case["text"], [tuple(e) for e in case["events"]]).date
    names = {rule.__name__ for rule in STANDARD.article_date}
    assert bool(found.evidence) == (found.basis != "none")
    for piece in found.evidence:
        assert piece.rule in names
        assert piece.text in case["text"] or piece.text.isdigit()


def test_nothing_is_no_date():
    """Without rules there is no date, and none is made up."""
    one = dated(CASES[0]["text"])
    assert article_date.read(one, ()).date == ArticleDate(None, None, "none", ())
