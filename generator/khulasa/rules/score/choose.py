"""Choosing the sentences of a digest: best first, each seen in the light of those already chosen."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from khulasa.model import Extract, Reading, Vote
from khulasa.rules.score.rules import Value
from khulasa.rules.score.sheet import NOTHING, Chosen, Row, Sheet, lay
from khulasa.rules.score.weights import Weights, weights

ScoreRule = Callable[[Sheet, Row, Chosen], Value | None]
UnfitRule = Callable[[Sheet, Row, Chosen], str | None]

LOOKS_BACK = frozenset(("new_speaker",))
"""Score rules whose value falls as more is chosen; the others are asked once."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a digest may be; with both set, the first that is used up ends it."""

    sentences: int | None = None
    words: int | None = None
    """Whole sentences: the last may pass the budget by half its own length."""

    def holds(self, count: int, words: int, row: Row) -> bool:
        """Whether a row may follow ``count`` sentences of together ``words`` words; the first always may."""
        if count == 0:
            return True
        if self.sentences is not None and count >= self.sentences:
            return False
        return self.words is None or words + row.words / 2 <= self.words


def choose(
    reading: Reading, score_rules: Sequence[ScoreRule], unfit_rules: Sequence[UnfitRule], budget: Budget
) -> tuple[Extract, ...]:
    """The extracts of an article in reading order; at least one where it has a sentence."""
    sheet = lay(reading)
    ballots, rows = pick(sheet, score_rules, unfit_rules, budget, weights(reading.document.lang))
    extracts = [
        Extract(
            row.place,
            row.sentence.text,
            row.sentence.start,
            row.sentence.end,
            ballots[rank],
            rank,
            row.context,
        )
        for rank, row in enumerate(rows)
    ]
    return tuple(sorted(extracts, key=lambda e: e.sentence))


def pick(
    sheet: Sheet,
    score_rules: Sequence[ScoreRule],
    unfit_rules: Sequence[UnfitRule],
    budget: Budget,
    by: Weights,
) -> tuple[list[tuple[Vote, ...]], list[Row]]:
    """The votes and the rows of a digest in order of choice.

    While every row is barred, the filters are let go from the last to the first.
    """
    once = [r for r in score_rules if r.__name__ not in LOOKS_BACK and by.get(r.__name__)]
    anew = [r for r in score_rules if r.__name__ in LOOKS_BACK and by.get(r.__name__)]
    fixed = [_total(sheet, row, NOTHING, once, by) for row in sheet.rows]
    for in_force in range(len(unfit_rules), -1, -1):
        rows, seen = _best(sheet, fixed, anew, unfit_rules[:in_force], budget, by)
        if rows:
            return [_votes(sheet, r, c, [*once, *anew], by) for r, c in zip(rows, seen, strict=True)], rows
    return [], []


def _best(
    sheet: Sheet,
    fixed: Sequence[float],
    anew: Sequence[ScoreRule],
    bars: Sequence[UnfitRule],
    budget: Budget,
    by: Weights,
) -> tuple[list[Row], list[Chosen]]:
    """The rows of a digest, best first, each with what was chosen before it.

    A value never rises as more is chosen, so the best row is the first whose votes, counted anew, still beat the
    votes last counted of all others (lazy greedy: no row is counted, or asked for what bars it, before its turn).
    """
    chosen, used = NOTHING, 0
    seen: list[Chosen] = []
    barred: set[int] = set()

    def entry(row: Row) -> tuple[float, int, int | None]:
        falls = _total(sheet, row, chosen, anew, by)
        return -fixed[row.place] - falls, row.place, len(chosen.rows) if falls else None

    heap = [entry(row) for row in sheet.rows]
    heapq.heapify(heap)
    while heap:
        _, index, counted_at = heapq.heappop(heap)
        row = sheet.rows[index]
        if counted_at is not None and counted_at < len(chosen.rows):
            heapq.heappush(heap, entry(row))
            continue
        if _barred(sheet, row, bars, chosen):
            barred.add(index)
            continue
        if not budget.holds(len(chosen.rows), used, row):
            break
        seen.append(chosen)
        chosen = chosen.with_row(row)
        used += row.words
        if index + 1 in barred:  # it may have leaned on the one that is chosen now
            barred.remove(index + 1)
            heapq.heappush(heap, entry(sheet.rows[index + 1]))
    return list(chosen.rows), seen


def _total(sheet: Sheet, row: Row, chosen: Chosen, rules: Sequence[ScoreRule], by: Weights) -> float:
    total = 0.0
    for rule in rules:
        value = rule(sheet, row, chosen)
        if value is not None:
            total += by[rule.__name__] * value[0]
    return total


def _votes(
    sheet: Sheet, row: Row, chosen: Chosen, rules: Sequence[ScoreRule], by: Weights
) -> tuple[Vote, ...]:
    found = ((rule.__name__, rule(sheet, row, chosen)) for rule in rules)
    return tuple(
        Vote(name, round(by[name] * value[0], 4), value[1]()) for name, value in found if value is not None
    )


def _barred(sheet: Sheet, row: Row, rules: Sequence[UnfitRule], chosen: Chosen) -> bool:
    for rule in rules:  # noqa: SIM110 - asked of every sentence: ``any`` takes twice the time
        if rule(sheet, row, chosen):
            return True
    return False
