"""The bench of the whole site: its corpus, its steps, the same pages for every generator."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from khulasa.bench import peers, site, telling
from khulasa.bench.seeds import FIRST, Corpus
from khulasa.bench.site import Bench, Race, Step

ARTICLES = 30


def test_the_corpus_is_the_same_every_time() -> None:
    """An article depends on its number alone; both languages take turns; it has 300 to 500 words and some."""
    corpus = Corpus(100)
    texts = [corpus.text(n) for n in range(40)]
    assert texts == [Corpus(100).text(n) for n in range(40)]
    assert len(set(texts)) == 40
    assert all(300 <= len(t.split()) < 550 for t in texts)
    assert "تاریخ" in texts[0].splitlines()[1]
    assert "تاريخ" in texts[1].splitlines()[1]


def test_names_come_by_zipf() -> None:
    """The most frequent place is in many articles, most places in few."""
    titles = Counter(Corpus(2000).text(n).splitlines()[0].rpartition(" ")[2] for n in range(0, 2000, 2))
    counts = sorted(titles.values(), reverse=True)
    assert counts[0] > 50
    assert counts[len(counts) // 2] < 5


def test_days_grow_with_the_number_and_stay_within_twenty_years() -> None:
    """A later article is never older; a million articles do not span a century."""
    days = [Corpus(300).day(n) for n in range(300)]
    assert days == sorted(days)
    assert days[0] == FIRST
    assert (Corpus(1_000_000).day(999_999) - FIRST).days < 7400


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A small corpus, worked on in this process's turn."""
    made = Bench(tmp_path_factory.mktemp("bench") / "b", ARTICLES, 1)
    made.make()
    return made


@pytest.fixture(scope="module")
def steps(bench: Bench) -> dict[str, Step]:
    """All steps over it."""
    return {s.name: s for s in (*site.cold(bench), *site.edits(bench))}


def test_every_step_writes_what_its_name_says(steps: dict[str, Step]) -> None:
    """Converting writes a file an article; nothing changed writes nothing; each edit writes some pages, not all."""
    assert steps["convert"].pages == ARTICLES
    assert steps["floor"].pages >= steps["render"].pages > ARTICLES
    assert steps["nothing changed"].pages == 0
    every = steps["render"].pages
    few = ("one article added", "one article edited", "one article deleted", "one record edited")
    assert {name: 0 < steps[name].pages < every for name in few} == dict.fromkeys(few, True)
    assert steps["theme edited"].pages >= ARTICLES
    assert min(s.peak for s in steps.values()) > 1


def test_every_generator_makes_the_same_pages(bench: Bench, steps: dict[str, Step]) -> None:
    """Khulasa with minimal templates and stock Pelican write as many files, but for the lists of kinds."""
    assert steps
    found = {r.name: r for r in site.race(bench, peers.installed("no-hugo", "no-eleventy"), 1)}
    assert list(found) == ["khulasa", "floor", "pelican"]
    assert abs(found["khulasa"].pages - found["pelican"].pages) < 20


def test_growth_is_the_power_of_the_size() -> None:
    """Seconds that double with the articles grow with the power 1, those that stay with 0."""
    by_size = {n: [Step("a", 1, n / 100, 1, 1), Step("b", 1, 2.0, 1, 1)] for n in (100, 1000, 10000)}
    found = site.exponents(by_size)
    assert found["a"] == pytest.approx(1)
    assert found["b"] == pytest.approx(0)


def test_the_history_gets_a_line_a_run(tmp_path: Path) -> None:
    """Two runs are two JSON lines that hold the figures."""
    step, race = Step("convert", 1.5, 2.5, 30, 80.0), Race("khulasa", 2.0, 0.5, 3.0, 0.6, 40, 90.0)
    for _ in range(2):
        telling.remember(tmp_path / "h" / "history.jsonl", 30, 2, [step], [race])
    rows = [json.loads(line) for line in (tmp_path / "h" / "history.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 2
    assert rows[0]["steps"][0]["seconds"] == 1.5
    assert rows[0]["races"][0]["name"] == "khulasa"


def test_ratios_are_told_to_the_first() -> None:
    """A generator that takes twice as long gets the ratio 0.50."""
    lines = list(telling.races([Race("khulasa", 1, 1, 1, 1, 10, 50), Race("pelican", 2, 4, 8, 5, 10, 100)]))
    assert [part for part in lines[-1].split() if "(" in part] == [
        "(0.50)", "(0.12)", "(0.25)", "(0.20)", "(0.50)",
    ]  # fmt: skip
