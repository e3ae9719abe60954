"""Arabic or Persian, in any keyboard's letters; everything else is refused by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from khulasa.errors import KhulasaError
from khulasa.model import Source
from khulasa.text.detect import language, text_language

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "languages.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("expected", "text"), ROWS, ids=[f"{r[0]}: {r[1][:20]}" for r in ROWS])
def test_golden(expected: str, text: str) -> None:
    """Each text is told, or refused with the name of what it is."""
    source = Source("a.txt", "0", text, "utf-8")
    if expected in ("ar", "fa"):
        assert language(source) == expected
        return
    with pytest.raises(KhulasaError) as caught:
        language(source)
    assert expected in caught.value.problems[0].what


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("افتتاح معرض الكتاب في المدينة", "ar"),
        ("قاآني في ذكرى سليماني", "ar"),
        ("آغاز نمایشگاه کتاب در تهران", "fa"),
        ("كتابخانه شهر بازگشايي شد", "fa"),
        ("وزير الخارجية الإيراني محمد جواد ظريف", "ar"),
        ("12 / 3", None),
        ("hello world", None),
        ("", None),
    ],
)
def test_short_texts(text: str, expected: str | None) -> None:
    """Titles are told too; what holds no word of either is nothing."""
    assert text_language(text) == expected


def test_quotations_do_not_turn_the_language() -> None:
    """An Arabic article that quotes Persian at length stays Arabic, and the other way round."""
    arabic = (
        "قال الباحث في المؤتمر إن الشاعر كتب من المدينة إلى أصدقائه رسائل كثيرة قبل أن يرحل عن البلاد. " * 3
    )
    persian = "پژوهشگر در همایش گفت که شاعر از شهر برای دوستانش نامه‌های بسیار نوشت و آنها را نگه داشت. " * 3
    assert language(Source("a", "0", arabic + persian[:90], "utf-8")) == "ar"
    assert language(Source("a", "0", persian + arabic[:90], "utf-8")) == "fa"
