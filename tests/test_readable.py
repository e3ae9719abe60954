"""How the digests of the gold articles read: nothing that a reader without the article would stumble over."""

from __future__ import annotations

from pathlib import Path

import pytest

from khulasa import pipeline
from khulasa.bench import readable
from khulasa.chains import STANDARD
from khulasa.content import authority
from khulasa.convert import read_source
from khulasa.model import Extract, Source
from khulasa.rules.score.sheet import lay
from khulasa.summary import lay_out

TESTS = Path(__file__).parent
RECORDS, _ = authority.load(TESTS.parent / "content" / "authority")


@pytest.mark.parametrize("folder", sorted(p for p in (TESTS / "gold").glob("dev*") if p.is_dir()), ids=str)
def test_digests_of_gold_articles_read_well(folder: Path) -> None:
    """In four lengths no digest has a dangling opening, a cut quotation, a twin, a question, a nameless speaker."""
    sources = [read_source(folder, p.name) for p in sorted(folder.glob("*.txt"))]
    taken = ((s, pipeline.take_apart(s, STANDARD)) for s in sources)
    found = readable.count(pipeline.read(s, d, RECORDS, STANDARD) for s, d in taken)
    assert found["digests"] == len(readable.BUDGETS) * len(sources)
    assert not {fault: found[fault] for fault in readable.FAULTS if found[fault]}


@pytest.mark.parametrize(
    ("chosen", "faults"),
    [
        ((0,), []),
        ((1,), ["dangling"]),
        ((0, 1), []),
        ((2,), ["cut quotation"]),
        ((3,), ["question"]),
        ((0, 4), ["twins"]),
        ((5,), ["too long"]),
    ],
)
def test_faults_are_seen(chosen: tuple[int, ...], faults: list[str]) -> None:
    """Each fault is found where it is, and a sentence that leans is none beside the one that it leans on."""
    lines = (
        "افتتحت بلدية الميناء أمس مكتبة عامة جديدة تضم عشرين ألف كتاب.",
        "وأضاف أن المكتبة تستقبل مئتي قارئ كل يوم.",
        "وقال المدير سامر الخطيب: «سنفتح الأبواب كل يوم.",
        "هل تكفي المكتبة سكان الميناء؟",
        "افتتحت بلدية الميناء اليوم مكتبة عامة جديدة تضم عشرين ألف كتاب.",
        "افتتحت بلدية الميناء مكتبة عامة جديدة تضم كتبا " + "كثيرة وقديمة " * 30 + ".",
    )
    reading = lay_out(Source("", "", "\n".join(lines), "utf-8"), "ar", None)
    picked = [reading.sentences[n] for n in chosen]
    extracts = [Extract(s.index, s.text, s.start, s.end, (), n, None) for n, s in enumerate(picked)]
    assert list(readable.faults(lay(reading), extracts)) == faults
