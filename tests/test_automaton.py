"""Many names in a text, whatever stands at their ends."""

from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khulasa.text.automaton import build, find
from khulasa.text.words import words

AR = build(
    "ar",
    [
        ("الحرس الثوري", "irgc"),
        ("حماس", "hamas"),
        ("حسن نصر الله", "hn"),
        ("القدس", "q"),
        ("قوة القدس", "qf"),
    ],
)
FA = build("fa", [("خامنه‌ای", "k"), ("سپاه", "s"), ("نیروی قدس", "qf"), ("هنیه", "h")])


def _found(names: object, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[h.start : h.end], h.ids) for h in find(names, text, words(text))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالت حماس", ["حماس"]),
        ("وحماس وبحماس ولحماس", ["حماس", "حماس", "حماس"]),
        ("حماسة الجمهور", []),
        ("للحرس الثوري", ["للحرس الثوري"]),
        ("والحرس الثوري", ["الحرس الثوري"]),
        ("حسن نصرالله ثم حسن نصر الله", ["حسن نصرالله", "حسن نصر الله"]),
        ("قوة القدس في القدس", ["قوة القدس", "القدس"]),
        ('قوة "القدس" هنا', ['قوة "القدس']),
        ("قوة\nالقدس", ["القدس"]),
        ("حَمَاسُ", ["حَمَاسُ"]),
    ],
)
def test_arabic(text: str, expected: list[str]) -> None:
    """Clitics, the swallowed article, other spaces, marks and quotation marks hide no name; the longest wins."""
    assert [t for t, _ in _found(AR, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("خامنه ای و خامنه‌ای و خامنهای", ["خامنه ای", "خامنه‌ای", "خامنهای"]),
        ("سپاه‌ها", ["سپاه"]),
        ("سپاهان برد", []),
        ("نيروي قدس", ["نيروي قدس"]),
        ("هنیه‌ها", ["هنیه"]),
    ],
)
def test_persian(text: str, expected: list[str]) -> None:
    """ZWNJ, a space or nothing, Arabic letters and endings do not hide a name; another word is no name."""
    assert [t for t, _ in _found(FA, text)] == expected


def test_several_ids() -> None:
    """A name of two records carries both ids; the same pair twice counts once."""
    names = build("ar", [("صور", "a"), ("صور", "b"), ("صور", "a")])
    assert _found(names, "في صور") == [("صور", ("a", "b"))]


def test_a_name_that_is_listed_in_two_spacings() -> None:
    """Found in either, however short it is and whichever of them the list has first."""
    for names in (("فيسبوك", "فيس بوك"), ("فيس بوك", "فيسبوك")):
        ready = build("ar", ((name, "a") for name in names))
        for text in ("عبر فيسبوك أمس", "عبر فيس بوك أمس"):
            assert len(find(ready, text, words(text))) == 1


def test_nothing_to_find() -> None:
    """No names, no words, names without letters: nothing, and no error."""
    assert _found(build("ar", []), "نص") == []
    assert _found(build("ar", [("!", "x")]), "نص") == []
    assert _found(AR, "") == []


def test_pickles() -> None:
    """Names made ready travel to worker processes."""
    assert _found(pickle.loads(pickle.dumps(AR)), "قالت حماس") == [("حماس", ("hamas",))]  # noqa: S301


@given(st.text(alphabet='وفبلكحماسالدقر نصه\u200c\n."', max_size=60))
def test_hits_are_whole(text: str) -> None:
    """Hits lie inside the text, in order, without overlap, and fold to a name with or without its article."""
    end = 0
    for hit in find(AR, text, words(text)):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end


def test_many_names_stay_fast() -> None:
    """A text takes about as long against 20,000 names as against ten: time grows with the text."""
    text = "قال محمد الكندي إن حماس في القدس مع قوة القدس. " * 200
    found = words(text)
    few, many = build("ar", [("حماس", "h")]), build("ar", ((f"محمد {n} كندي", str(n)) for n in range(20_000)))

    def best(names: object) -> float:
        times = []
        for _ in range(5):
            begin = time.perf_counter()
            find(names, text, found)  # type: ignore[arg-type]
            times.append(time.perf_counter() - begin)
        return min(times)

    assert best(many) < 6 * best(few) + 0.01
