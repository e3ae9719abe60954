"""Development documents with human extracts, laid out once so that thousands of weightings can be tried."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from khulasa.bench.rouge import Bigrams, bigrams, rouge2, tokens
from khulasa.model import Lang, Source
from khulasa.rules.score.choose import Budget, ScoreRule, UnfitRule, pick
from khulasa.rules.score.rules import Value
from khulasa.rules.score.sheet import NOTHING, Chosen, Row, Sheet, lay
from khulasa.summary import lay_out

RATE: Mapping[Lang, float] = {"ar": 0.33, "fa": 0.28}
"""Mean share of the words that annotators kept."""
WORDS = 100
LOOK_AT_CHOSEN = frozenset(("twin", "dangling"))
"""Filters whose answer depends on what is chosen."""


@dataclass(frozen=True, slots=True)
class Case:
    """One document with what its annotators chose."""

    id: str
    sheet: Sheet
    tokens: tuple[tuple[str, ...], ...]
    """Of each sentence."""
    references: tuple[Bigrams, ...]
    budgets: tuple[int, ...]
    lead: tuple[float, ...]
    """ROUGE-2 of the first sentences, per budget."""
    scores: dict[tuple[int, ...], float] = field(default_factory=dict, compare=False)
    """ROUGE-2 by sentences chosen: the same choice is met again and again in a search."""

    def rouge(self, rows: Sequence[int]) -> float:
        """Mean ROUGE-2 of chosen sentences, in reading order, over the references."""
        place = tuple(sorted(rows))
        if place not in self.scores:
            own = bigrams([t for index in place for t in self.tokens[index]])
            self.scores[place] = sum(rouge2(r, own) for r in self.references) / len(self.references)
        return self.scores[place]


def read(path: Path) -> list[Case]:
    """The cases of a JSONL file with ``id lang title text references`` a line."""
    return [_case(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _case(row: Mapping[str, str]) -> Case:
    lang: Lang = "ar" if row["lang"] == "ar" else "fa"
    sheet = lay(lay_out(Source("", "", row["text"], "utf-8"), lang, row["title"] or None))
    own = tuple(tuple(tokens(r.sentence.text)) for r in sheet.rows)
    references = tuple(bigrams(tokens(r)) for r in row["references"])
    budgets = (round(RATE[lang] * sum(map(len, own))), WORDS)
    bare = Case(row["id"], sheet, own, references, budgets, ())
    lead = tuple(bare.rouge(held(sheet.rows, budget)) for budget in budgets)
    return Case(row["id"], sheet, own, references, budgets, lead)


def held(order: Sequence[Row], words: int) -> list[int]:
    """The indices of the rows, taken in order, that a word budget holds."""
    budget, chosen, used = Budget(words=words), list[int](), 0
    for row in order:
        if not budget.holds(len(chosen), used, row):
            break
        chosen.append(row.place)
        used += row.words
    return chosen


@dataclass(frozen=True, slots=True)
class Trial:
    """A case with the values of the rules taken once; ``gain`` then only adds and sorts."""

    case: Case
    values: Mapping[str, Sequence[float]]
    """Value of each sentence by name of rule."""
    unfit: tuple[UnfitRule, ...]

    def order(self, weights: Mapping[str, float]) -> list[Row]:
        """The rows in order of choice, as many as the largest budget may hold."""
        used = [(weight, self.values[name]) for name, weight in weights.items() if weight]

        def together(sheet: Sheet, row: Row, chosen: Chosen) -> Value:
            return sum(weight * values[row.place] for weight, values in used), str

        longest = Budget(words=max(self.case.budgets))
        return pick(self.case.sheet, (together,), self.unfit, longest, {"together": 1.0})[1]

    def gain(self, weights: Mapping[str, float]) -> float:
        """ROUGE-2 above the lead, mean of the budgets."""
        order = self.order(weights)
        own = [self.case.rouge(held(order, budget)) for budget in self.case.budgets]
        return sum(a - b for a, b in zip(own, self.case.lead, strict=True)) / len(own)


def trial(case: Case, score: Sequence[ScoreRule], unfit: Sequence[UnfitRule]) -> Trial:
    """A case ready for many weightings."""
    values = {}
    for rule in score:
        found = [rule(case.sheet, row, NOTHING) for row in case.sheet.rows]
        values[rule.__name__] = [v[0] if v else 0.0 for v in found]
    return Trial(case, values, tuple(_remembered(rule, case.sheet) for rule in unfit))


def _remembered(rule: UnfitRule, sheet: Sheet) -> UnfitRule:
    """A filter as a look-up, unless it looks at what is chosen."""
    if rule.__name__ in LOOK_AT_CHOSEN:
        return rule
    found = [rule(sheet, row, NOTHING) for row in sheet.rows]
    return lambda sheet, row, chosen: found[row.place]
