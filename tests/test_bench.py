"""Measuring: ROUGE-2 for Arabic script, made-up articles, fitting of weights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khulasa.bench import convert, fit
from khulasa.bench.articles import articles
from khulasa.bench.rouge import bigrams, interval, rouge2, tokens
from khulasa.chains import STANDARD
from khulasa.model import Lang


def test_tokens_fold_spelling_and_part_at_zwnj() -> None:
    """Both spellings of a word meet, marks vanish, and a ZWNJ is a boundary."""
    assert tokens("می‌شود كتابٌ ۱۲") == tokens("مي شود کتاب 12")


def test_rouge_of_a_text_with_itself_and_with_another() -> None:
    """Equal texts score 100, texts without a common pair of words 0, half of the pairs in between."""
    one = bigrams(tokens("فتحت المكتبة أبوابها اليوم"))
    assert rouge2(one, one) == 100
    assert rouge2(one, bigrams(tokens("القطار تأخر صباحا"))) == 0
    assert rouge2(one, bigrams(tokens("فتحت المكتبة أبوابها"))) == pytest.approx(80)


def test_interval_holds_the_mean() -> None:
    """The interval is the same on every run and lies around the mean."""
    found = interval([0.0, 1.0, 2.0, 3.0] * 10)
    assert found == interval([0.0, 1.0, 2.0, 3.0] * 10)
    assert found.low < found.mean < found.high


@pytest.mark.parametrize("lang", ["ar", "fa"])
def test_made_up_articles_are_the_same_every_time(lang: Lang) -> None:
    """The corpus depends on its arguments only, and its articles differ and have about 400 words."""
    made = articles(3, lang)
    assert made == articles(3, lang)
    assert len(set(made)) == 3
    assert all(400 <= len(a.split()) < 450 for a in made)


def test_the_report_names_both_languages_and_lengths() -> None:
    """A measurement has a line for long and for short articles of each language."""
    lines = list(convert.report(convert.measure(count=1, rounds=1)))
    speeds = [line.partition(" words")[0] for line in lines if not line.startswith(" ")]
    assert speeds == ["ar, 400", "ar, 100", "fa, 400", "fa, 100"]


def corpus(path: Path) -> Path:
    """Documents whose annotators keep the sentence that the headline is about, wherever it stands."""
    rows = []
    for text in articles(8, "fa"):
        title, _, body = text.partition("\n")
        kept = [line for line in body.splitlines() if len(set(line.split()) & set(title.split())) > 1][:3]
        rows.append(
            {"id": title, "lang": "fa", "title": title, "text": body, "references": ["\n".join(kept)]}
        )
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
    return path


def test_a_fit_is_reproducible_and_writes_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same documents give the same weights, in the form of the weights file."""
    monkeypatch.setattr(fit, "BAGS", 1)
    monkeypatch.setattr(fit, "REPEATS", 1)
    path = corpus(tmp_path / "c.jsonl")
    found = fit.fit("fa", path, STANDARD.score, STANDARD.unfit)
    assert found == fit.fit("fa", path, STANDARD.score, STANDARD.unfit)
    assert found.weights["place"] == 1
    assert "[fa]\nplace = 1.0" in fit.toml([found])
    assert len(list(fit.report(found))) == 1 + len(found.weights)
