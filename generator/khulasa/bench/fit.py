"""Fitting the weights of the score rules on development extracts: few rules, a coarse grid, a fixed seed.

Each fit is a coordinate search over a grid of weights on random halves of the documents; the mean of the halves'
weights is kept (bagging), so that no single document decides. A rule has to earn ``PRICE`` of ROUGE-2 to come in.
``cross_fit`` fits on one half and judges on the other, both ways, again and again: its figure is the honest one.
Rules that speak on too few of the documents to be fitted keep the weight that the file has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from khulasa.bench import corpus
from khulasa.bench.corpus import Trial
from khulasa.bench.rouge import Interval, interval
from khulasa.model import Lang
from khulasa.rules.score.choose import LOOKS_BACK, ScoreRule, UnfitRule
from khulasa.rules.score.weights import weights as current

Weights = dict[str, float]
FIXED = "place"
"""The rule whose weight is 1: the others are measured by it."""
BY_HAND = "title_words"
"""The rule whose weight stays: what the headline says comes back as key phrases, and on half of a few dozen documents
a search takes one for the other."""
GRID = (0.0, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)
PRICE = 0.1
BAGS = 6
ROUNDS = 2
REPEATS = 5
SEED = 20240517
SPEAKS = 0.25
"""Share of the documents in which a rule must tell sentences apart for its weight to be fitted."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The weights of one language with what they are worth."""

    lang: Lang
    weights: Weights
    fitted: tuple[str, ...]
    within: Interval
    """ROUGE-2 above the lead on the documents that were fitted on: too good by nature."""
    across: Interval
    """The same by two-fold cross-fitting."""
    without: Mapping[str, float]
    """What each rule earns: the loss where it alone is left out, other weights unchanged."""


def fittable(trials: Sequence[Trial], score: Sequence[ScoreRule]) -> list[str]:
    """Rules that tell sentences apart in enough documents."""
    names = [r.__name__ for r in score if r.__name__ not in {*LOOKS_BACK, FIXED, BY_HAND}]
    return [n for n in names if sum(len(set(t.values[n])) > 1 for t in trials) >= SPEAKS * len(trials)]


def search(trials: Sequence[Trial], names: Sequence[str], kept: Weights) -> Weights:
    """Coordinate search from nothing: each rule in turn takes the grid's best weight while the others stand."""
    found: Weights = {**kept, FIXED: 1.0, **dict.fromkeys(names, 0.0)}

    def worth(weights: Weights) -> float:
        price = PRICE * sum(weights[n] > 0 for n in names)
        return sum(t.gain(weights) for t in trials) / len(trials) - price

    best = worth(found)
    for _ in range(ROUNDS):
        before = best
        for name in names:
            for step in GRID:
                tried = {**found, name: step}
                value = worth(tried)
                if value > best:
                    best, found = value, tried
        if best <= before:
            break
    return found


def bagged(trials: Sequence[Trial], names: Sequence[str], kept: Weights, draw: random.Random) -> Weights:
    """Mean weights of searches on random halves, rounded; what stays below a small vote is dropped."""
    size = max(1, len(trials) // 2)
    bags = [search(draw.sample(list(trials), size), names, kept) for _ in range(BAGS)]
    mean = {n: round(sum(b[n] for b in bags) / BAGS, 2) for n in names}
    return {**kept, FIXED: 1.0, **{n: w for n, w in mean.items() if w >= 0.05}}


def cross_fit(trials: Sequence[Trial], names: Sequence[str], kept: Weights) -> list[float]:
    """ROUGE-2 above the lead of each document under weights fitted on the other half, mean of the repeats."""
    draw = random.Random(SEED)  # noqa: S311  # a fixed seed is the point
    totals = [0.0] * len(trials)
    for _ in range(REPEATS):
        order = draw.sample(range(len(trials)), len(trials))
        half = len(order) // 2
        for train, test in ((order[:half], order[half:]), (order[half:], order[:half])):
            found = bagged([trials[i] for i in train], names, kept, draw)
            for i in test:
                totals[i] += trials[i].gain(found) / REPEATS
    return totals


def fit(lang: Lang, path: Path, score: Sequence[ScoreRule], unfit: Sequence[UnfitRule]) -> Fit:
    """The weights of a language from its development documents."""
    trials = [corpus.trial(case, score, unfit) for case in corpus.read(path)]
    names = fittable(trials, score)
    kept = {n: w for n, w in current(lang).items() if n not in names and n != FIXED}
    draw = random.Random(SEED)  # noqa: S311  # a fixed seed is the point
    found = bagged(trials, names, {n: w for n, w in kept.items() if n not in LOOKS_BACK}, draw)
    gains = [t.gain(found) for t in trials]
    mean = sum(gains) / len(gains)
    without = {
        name: mean - sum(t.gain({**found, name: 0.0}) for t in trials) / len(trials)
        for name in found
        if name not in LOOKS_BACK
    }
    across = cross_fit(trials, names, {n: w for n, w in kept.items() if n not in LOOKS_BACK})
    order = [r.__name__ for r in score]
    full = {**kept, **found}
    return Fit(
        lang,
        {n: full[n] for n in order if n in full},
        tuple(names),
        interval(gains),
        interval(across),
        without,
    )


def report(found: Fit) -> Iterator[str]:
    """The lines of a fit for people."""
    yield f"{found.lang}: ROUGE-2 above the lead {found.within} fitted, {found.across} cross-fitted"
    for name, weight in found.weights.items():
        how = "fitted" if name in found.fitted or name == FIXED else "kept"
        earns = f"{found.without[name]:+.2f}" if name in found.without else "not measured"
        yield f"  {name:18} {weight:5.2f}  {how:7} earns {earns}"


def toml(fits: Sequence[Fit]) -> str:
    """The text of ``weights.toml``."""
    lines = [
        "# What the full vote of each score rule counts, per language; a rule without a weight has no vote.",
        "# Written by `khulasa bench fit`; rules that the development documents cannot measure keep their weight.",
    ]
    for found in fits:
        lines += ["", f"[{found.lang}]", *(f"{n} = {w}" for n, w in found.weights.items())]
    return "\n".join(lines) + "\n"
