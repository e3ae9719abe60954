"""Folding: what meets in a key and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khulasa.text.fold import fold_with_map, key

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئءپچژگکیۀـًٌَّٰ\u200c\u200f ١۲3Ab.ﻻﷲﺔ…«é"


@pytest.mark.parametrize(
    "spellings",
    [
        "إيران ايران ایران أيران",
        "گروه‌ها گروهها",
        "علي على علی عَلِيّ",
        "مكتبة مکتبه مكتبه",
        "۱۴۰۲ ١٤٠٢ 1402",
        "مسؤول مسوول",
        "خانۀ خانة خانه",
        "محـــمد محمد محمّد",
        "ﻻﻋﺐ لاعب",
        "ABC abc",
    ],
)
def test_spellings_meet(spellings: str) -> None:
    """Spellings of one word have one key."""
    assert len({key(s) for s in spellings.split()}) == 1


@pytest.mark.parametrize("pair", ["كتب كتاب", "پدر بدر", "گل كل", "علم عالم", "سلام اسلام", "شد شده"])
def test_words_stay_apart(pair: str) -> None:
    """Different words keep different keys."""
    first, second = pair.split()
    assert key(first) != key(second)


@given(st.text(LETTERS, max_size=40))
def test_key_is_stable(text: str) -> None:
    """A key is its own key."""
    assert key(text) == key(key(text))


@given(st.text(LETTERS, max_size=60))
def test_map_agrees_with_key(text: str) -> None:
    """The folded text is what ``key`` gives, but for white space, and its map points into the text in order."""
    folded, positions = fold_with_map(text)
    assert " ".join(folded.split()) == key(text)
    assert len(positions) == len(folded) + 1
    assert positions == sorted(positions)
    assert positions[-1] == len(text)


def test_map_finds_the_piece() -> None:
    """A match in the folded text leads back to what was written."""
    text = "قال إسماعيل هنيّة أمس"
    folded, positions = fold_with_map(text)
    at = folded.index(key("اسماعيل هنيه"))
    assert text[positions[at] : positions[at + len(key("اسماعيل هنيه"))]] == "إسماعيل هنيّة "[:-1]


def test_capitals_beyond_ascii_meet_their_small_letters() -> None:
    """A key is in small letters, whatever the script."""
    assert key("ÉCOLE") == key("école") == "école"
    assert key("ΑΘΗΝΑ") == "αθηνα"
