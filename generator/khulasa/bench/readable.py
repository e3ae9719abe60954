"""How a digest reads: faults that a reader without the article would stumble over, counted.

The counts do not ask the filters of the summary but look at what was chosen, each sentence beside all the others.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from khulasa import pipeline
from khulasa.chains import STANDARD
from khulasa.content.authority import Authority
from khulasa.model import Extract, Quote, Reading, Source
from khulasa.rules.score import Budget, choose
from khulasa.rules.score.leaning import ABOUT_SOMEBODY
from khulasa.rules.score.sheet import Row, Sheet, lay
from khulasa.text import lines

BUDGETS = (Budget(sentences=1), Budget(sentences=3), Budget(sentences=5), Budget(words=100))
FAULTS = ("dangling", "cut quotation", "twins", "question", "nameless speaker", "too long")
LONG = 60
"""Words from which a sentence is too long where a shorter one says it."""
_SHORT = 8
_PAIRS = (("«", "»"), ("“", "”"))
_SAME = 0.8
_SAYS_IT = 0.3


def faults(sheet: Sheet, extracts: Iterable[Extract]) -> Iterator[str]:
    """The faults of one digest, one of ``FAULTS`` each; ``long`` for a long sentence that nothing shorter says."""
    chosen = [(e, sheet.rows[e.sentence]) for e in extracts]
    places = {row.place for _, row in chosen}
    for extract, row in chosen:
        named = bool(row.lean and row.lean.kind in ABOUT_SOMEBODY and extract.context)
        if row.lean and row.place - 1 not in places and not named:
            yield "dangling"
        if _cut(extract.text):
            yield "cut quotation"
        if extract.text.rstrip('»”" ').endswith(("؟", "?")):
            yield "question"
        told = extract.context or row.place - 1 in places
        if not told and any(not _names_speaker(row, quote) for quote in row.quotes):
            yield "nameless speaker"
        if row.words > LONG:
            yield "too long" if any(_says(other, row) for other in sheet.rows) else "long"
    for (_, one), (_, other) in combinations(chosen, 2):
        least, most = sorted((len(one.stems), len(other.stems)))
        if most <= 2 * least and least >= _SHORT // 2 and len(one.stems & other.stems) >= _SAME * least:
            yield "twins"


def _names_speaker(row: Row, quote: Quote) -> bool:
    """Whether a sentence says who makes a statement: by a name or by the words that the article has for a role."""
    if any(m.id == quote.speaker for m in row.mentions):
        return True
    words = quote.speaker_text
    return bool(words and words in row.sentence.text)


def _cut(text: str) -> bool:
    """Whether marks that come in pairs do not."""
    return any(text.count(a) != text.count(b) for a, b in _PAIRS) or text.count('"') % 2 == 1


def _says(shorter: Row, row: Row) -> bool:
    """Whether a whole sentence of usual length says what a long one says."""
    whole = _SHORT < shorter.words <= LONG and shorter.lean is None
    return whole and len(shorter.stems & row.stems) >= _SAYS_IT * len(row.stems)


def read(path: Path) -> Iterator[Reading]:
    """The articles of a JSON-lines file with ``lang title text`` a line, read like any other with no authority."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        flat = lines.joined(row["text"])
        text = "\n".join(flat[s.start : s.end] for s in lines.paragraphs(row["text"]))
        document = pipeline.plain(text, row["lang"], row["title"] or None)
        yield pipeline.read(Source("", "", text, "utf-8"), document, Authority(), STANDARD)


def count(readings: Iterable[Reading]) -> Counter[str]:
    """The faults in the digests of articles in four lengths, and how many ``digests`` and ``sentences`` there are."""
    found: Counter[str] = Counter()
    for reading in readings:
        sheet = lay(reading)
        for budget in BUDGETS:
            extracts = choose(reading, STANDARD.score, STANDARD.unfit, budget)
            found.update(digests=1, sentences=len(extracts))
            found.update(faults(sheet, extracts))
    return found


def report(lang: str, found: Counter[str]) -> str:
    """The counts in one line for people."""
    counts = ", ".join(f"{fault} {found[fault]}" for fault in FAULTS)
    long = f"over {LONG} words with nothing shorter {found['long']}"
    return f"{lang}: {found['digests']} digests of {found['sentences']} sentences: {counts}, {long}"
