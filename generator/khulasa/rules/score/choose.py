"""Choosing the sentences of a digest: best first, each seen in the light of those already chosen."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from khulasa.model import Extract, Reading, Vote
from khulasa.rules.score.sheet import NOTHING, Chosen, Row, Sheet, lay
from khulasa.rules.score.weights import Weights, weights

ScoreRule = Callable[[Sheet, Row, Chosen], tuple[float, str] | None]
UnfitRule = Callable[[Sheet, Row, Chosen], str | None]


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a digest may be; with both set, the first that is used up ends it."""

    sentences: int | None = None
    words: int | None = None
    """Whole sentences: the last may pass the budget by half its own length."""

    def holds(self, count: int, words: int, row: Row) -> bool:
        """Whether a row may follow ``count`` sentences of together ``words`` words; the first always may."""
        if count == 0:
            return self.sentences is None or self.sentences > 0
        if self.sentences is not None and count >= self.sentences:
            return False
        return self.words is None or words + row.words / 2 <= self.words


def choose(
    reading: Reading, score_rules: Sequence[ScoreRule], unfit_rules: Sequence[UnfitRule], budget: Budget
) -> tuple[Extract, ...]:
    """The extracts of an article in reading order; at least one where it has a sentence."""
    return pick(lay(reading), score_rules, unfit_rules, budget, weights(reading.document.lang))


def pick(
    sheet: Sheet, score_rules: Sequence[ScoreRule], unfit_rules: Sequence[UnfitRule], budget: Budget, by: Weights
) -> tuple[Extract, ...]:
    """``choose`` on a laid-out sheet with given weights."""
    fit, unfit_rules = _fit_rows(sheet, unfit_rules)
    votes = {r.index: _votes(sheet, r, score_rules, by) for r in sheet.rows}
    total = {i: sum(v.score for v in vs) for i, vs in votes.items()}
    heap = [(-total[r.index], r.index) for r in fit]
    heapq.heapify(heap)
    chosen, used = NOTHING, 0
    while heap:
        _, index = heapq.heappop(heap)
        row = sheet.rows[index]
        if not budget.holds(len(chosen.rows), used, row):
            break
        chosen, used = chosen.with_row(row), used + row.words
        follower = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else None
        if follower and _barred(sheet, follower, unfit_rules, NOTHING) and not _barred(sheet, follower, unfit_rules, chosen):
            heapq.heappush(heap, (-total[follower.index], follower.index))
    extracts = [
        Extract(r.index, r.sentence.text, r.sentence.start, r.sentence.end, votes[r.index], rank)
        for rank, r in enumerate(chosen.rows)
    ]
    return tuple(sorted(extracts, key=lambda e: e.sentence))


def _votes(sheet: Sheet, row: Row, rules: Sequence[ScoreRule], by: Weights) -> tuple[Vote, ...]:
    found = []
    for rule in rules:
        weight = by.get(rule.__name__)
        value = rule(sheet, row, NOTHING) if weight else None
        if weight and value:
            found.append(Vote(rule.__name__, round(weight * value[0], 4), value[1]))
    return tuple(found)


def _barred(sheet: Sheet, row: Row, rules: Sequence[UnfitRule], chosen: Chosen) -> bool:
    return any(rule(sheet, row, chosen) for rule in rules)


def _fit_rows(sheet: Sheet, rules: Sequence[UnfitRule]) -> tuple[list[Row], Sequence[UnfitRule]]:
    """The rows that no rule bars, and the rules in force: the last are let go while every row is barred."""
    for size in range(len(rules), -1, -1):
        fit = [r for r in sheet.rows if not _barred(sheet, r, rules[:size], NOTHING)]
        if fit:
            return fit, rules[:size]
    return [], ()
