"""Words of a text: their places and keys, and what is remembered of them."""

from hypothesis import given
from hypothesis import strategies as st

from khulasa.text import memo
from khulasa.text.fold import WORD, key
from khulasa.text.memo import Memo
from khulasa.text.words import keys, places, standing, words, written

TEXTS = st.text(alphabet="ابتهيى گک۱۲3 \u200c\u064b«»،.-\n", max_size=60)


@given(TEXTS)
def test_words_are_what_the_pattern_finds(text: str) -> None:
    """Place and key of each word are those of the one pattern for words, whatever stands between and around."""
    expected = [(*m.span(), key(m[0])) for m in WORD.finditer(text)]
    assert expected == [tuple(w) for w in words(text)]


@given(TEXTS)
def test_keys_and_spellings_are_those_of_the_words(text: str) -> None:
    """Who asks a line for its keys, or for its words as they are written, gets those of its words in their order."""
    for line in text.split("\n"):
        assert tuple(w.key for w in words(line)) == keys(line)
        assert [line[w.start : w.end] for w in words(line)] == list(written(line))


@given(TEXTS)
def test_places_are_those_of_the_words(text: str) -> None:
    """Each word is found at its places and nowhere else, and words asked for together come in order."""
    keys = [w.key for w in words(text)]
    assert {k: [i for i, other in enumerate(keys) if other == k] for k in keys} == places(text)
    wanted = frozenset(keys[::2])
    assert [i for i, k in enumerate(keys) if k in wanted] == standing(text, wanted)


def test_memo_asks_once() -> None:
    """A word that comes back is not asked for again."""
    asked: list[str] = []
    lengths = Memo(lambda word: asked.append(word) or len(word))
    assert [lengths[w] for w in ("نهر", "جسور", "نهر")] == [3, 4, 3]
    assert asked == ["نهر", "جسور"]


def test_memo_does_not_grow_without_end() -> None:
    """However many different words are met, no more than ``MOST`` are kept."""
    lengths = Memo(len)
    for number in range(2 * memo.MOST + 1):
        assert len(str(number)) == lengths[str(number)]
    assert len(lengths) <= memo.MOST
