"""Organisations, places and events by rule: golden sentences of our own that anyone may add to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from khulasa.chains import STANDARD
from khulasa.content.authority import Authority
from khulasa.model import Candidate, Document, Heading, Lang, Line, Reading, Record, Source
from khulasa.pipeline import lay_out
from khulasa.text.fold import key

CASES = Path(__file__).parent / "cases"
COUNTRIES = Authority(
    {
        ident: Record("place", ident, {"ar": (ar,), "fa": (fa,)}, {}, ambiguous=loose)
        for ident, ar, fa, loose in (
            ("egypt", "مصر", "مصر", ()),
            ("morocco", "المغرب", "مراکش", ()),
            ("china", "الصين", "چین", ()),
            ("qatar", "قطر", "قطر", ()),
            ("iran", "إيران", "ایران", ()),
            ("jordan", "الأردن", "اردن", ()),
            ("oman", "عمان", "عمان", ("عمان",)),
            ("afghanistan", "أفغانستان", "افغانستان", ()),
            ("japan", "اليابان", "ژاپن", ()),
            ("united-states", "الولايات المتحدة", "آمریکا", ()),
            ("canada", "كندا", "کانادا", ()),
            ("ghana", "غانا", "غنا", ("غنا",)),
            ("mali", "مالي", "مالی", ("مالي", "مالی")),
        )
    },
    "countries",
)
"""An authority of a few countries."""
Rule = Callable[[Reading], Iterable[Candidate]]


def cases(name: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Language, sentence and expected names of every line of a file of cases."""
    rows = []
    for line in (CASES / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, sentence, names = (part.strip() for part in line.split(" | "))
            rows.append((lang, sentence, () if names == "-" else tuple(names.split(";"))))
    return rows


def reading(text: str, lang: Lang, authority: Authority | None = None) -> Reading:
    """A reading of a text without heading."""
    source, head = Source("case.txt", "0" * 64, text, "utf-8"), Heading(text, "derived", derived=True)
    document = Document(lang, head, None, None, None, None, (), (Line(1, text),), ())
    return lay_out(source, document, authority or COUNTRIES)


def longest(found: Iterable[Candidate], text: str) -> list[str]:
    """What the candidates name, without those that lie inside a longer one."""
    spans = {(c.start, c.end) for c in found}
    outer = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    return [text[s:e] for s, e in sorted(outer)]


def names(text: str, lang: Lang, rules: Iterable[Rule]) -> list[str]:
    """The longest names that the rules find."""
    read = reading(text, lang)
    return longest((c for rule in rules for c in rule(read)), text)


@pytest.mark.parametrize(("lang", "text", "expected"), cases("organisations"))
def test_organisations(lang, text, expected):
    """The rules find these organisations with this extent, and no others."""
    assert [key(n) for n in expected] == [key(n) for n in names(text, lang, STANDARD.organisations)]
