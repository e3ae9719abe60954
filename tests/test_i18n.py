"""Words, numbers and times of an edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import theme_sample as sample
from khulasa.languages import edition
from khulasa.site.i18n import attribute, catalogue, digits, machine_time, number
from khulasa.site.shapes import by_speaker, fragment, runs
from khulasa.site.views import DateView, Piece

TRANSLATIONS = sample.THEME / "translations"


@pytest.mark.parametrize(
    ("value", "places", "ar", "fa", "en"),
    [
        (0, 0, "0", "۰", "0"),
        (1234, 0, "1,234", "۱٬۲۳۴", "1,234"),
        (0.42, 2, "0.42", "۰٫۴۲", "0.42"),
        (1234567.5, 1, "1,234,567.5", "۱٬۲۳۴٬۵۶۷٫۵", "1,234,567.5"),
    ],
)
def test_numbers_follow_the_edition(value: float, places: int, ar: str, fa: str, en: str) -> None:
    """Native separators come with native digits, Western ones with Western digits."""
    assert [number(value, edition(c), places) for c in ("ar", "fa", "en")] == [ar, fa, en]


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_keep_their_value(value: int) -> None:
    """Digits of an edition read back as the same number."""
    assert int(digits(str(value), edition("fa"))) == value


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالًا"),
        (99, "99 مقالًا"),
        (100, "100 مقال"),
        (101, "101 مقال"),
        (103, "103 مقالات"),
        (111, "111 مقالًا"),
    ],
)
def test_arabic_has_six_plural_forms(count: int, form: str) -> None:
    """The noun after a number takes the form that Arabic grammar asks for."""
    env = sample.environment("ar")
    said = env.globals["ngettext"]("%(num)s article", "%(num)s articles", count)
    assert said == form


def test_persian_has_one_form_and_its_own_digits() -> None:
    """Persian counts without a plural."""
    said = sample.environment("fa").globals["ngettext"]("%(num)s article", "%(num)s articles", 5)
    assert said == "۵ مطلب"


def test_missing_message_is_the_english_text(tmp_path: Path) -> None:
    """A catalogue that lacks a message shows its msgid, in the right number; a rule shows its own name."""
    (tmp_path / "xx.po").write_text("", "utf-8")
    (tmp_path / "en.po").write_text(
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n', "utf-8"
    )
    words = catalogue(tmp_path, "en")
    assert words.one("Archive") == "Archive"
    assert [words.many("%(num)s day", "%(num)s days", n) for n in (1, 2)] == ["%(num)s day", "%(num)s days"]
    assert words.rule_label("named_source") == "named source"


def test_values_are_escaped_in_messages() -> None:
    """A name with markup in it stays text inside a sentence of the interface."""
    said = sample.environment("en").globals["_"]("citing %(name)s", name="<b>A & B</b>")
    assert said == "citing &lt;b&gt;A &amp; B&lt;/b&gt;"


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        ("2024-03-12", "2024-03-12", "2024-03-12"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-02-01", "2023-02-28", "2023-02"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-02-01", "2023-02-27", ""),
        ("2023-01-15", "2023-02-15", ""),
        ("", "", ""),
    ],
)
def test_machine_time_is_no_finer_than_the_date(first: str, last: str, value: str) -> None:
    """Day, month or year where the range is exactly one; nothing else."""
    assert machine_time(DateView("inferred", first, last, (), ())) == value


@pytest.mark.parametrize(
    ("text", "way", "expected"),
    [
        ("CNN: مقتل", "rtl", "\u200fCNN: مقتل"),
        ("12 F-35 في", "rtl", "\u200f12 F-35 في"),
        ("خبر CNN", "rtl", "خبر CNN"),
        ("CNN", "ltr", "CNN"),
        ("«خبر»", "rtl", "«خبر»"),
        ("12", "rtl", "12"),
    ],
)
def test_attribute_text(text: str, way: str, expected: str) -> None:
    """RLM comes before an RTL text whose first letter is Latin, and nowhere else."""
    assert attribute(text, way) == expected


@given(
    st.lists(
        st.builds(
            Piece,
            text=st.text(min_size=1),
            sentence=st.sampled_from(["", "s1", "s2"]),
            quote=st.sampled_from(["", "q1"]),
        )
    )
)
def test_runs_lose_nothing(pieces: list[Piece]) -> None:
    """Grouping keeps every piece, once and in order."""
    assert [p for _, inside in runs(pieces) for _, group in inside for p in group] == pieces


def test_statements_by_speaker() -> None:
    """Speakers in the order in which they first speak; the unattributed last."""
    groups = by_speaker(sample.quotes("ar"))
    assert [(who.id if who else None, len(quotes)) for who, _, quotes in groups] == [
        ("suhad", 2),
        ("abuzaid", 1),
        (None, 1),
    ]


def test_fragment_names_first_and_last_words() -> None:
    """A long sentence is named by its ends; characters with a meaning in the syntax are encoded."""
    assert fragment("https://a.example/x", "a-b, c") == "https://a.example/x#:~:text=a%2Db%2C%20c"
    assert fragment("https://a.example/x#y", "1 2 3 4 5 6 7 8 9").endswith(
        "#y:~:text=1%202%203%204,6%207%208%209"
    )
