"""Geometry of the pictures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khulasa.site.pictures import ARC_WIDTH, BAR_HEIGHT, LETTERS, MOST, arcs, bars
from khulasa.site.views import Link, Pair, Text, TimeBar

periods = st.lists(
    st.builds(TimeBar, st.just("2021"), st.just("2021"), st.integers(0, 99), st.integers(0, 99))
)


@given(periods)
def test_bars_stay_in_the_picture(timeline: list[TimeBar]) -> None:
    """Every bar lies inside the box; its halves are as high as their numbers."""
    shape = bars(timeline, "ltr")
    for bar in shape.bars:
        assert 0 <= bar.top <= bar.split <= BAR_HEIGHT
        assert 0 <= bar.x < bar.x + bar.width <= shape.width
        if shape.most:
            assert abs((BAR_HEIGHT - bar.split) / BAR_HEIGHT * shape.most - bar.source.arabic) < 0.1


@given(periods)
def test_directions_mirror(timeline: list[TimeBar]) -> None:
    """The same bars stand in opposite order in the other direction."""
    one, other = bars(timeline, "ltr"), bars(timeline, "rtl")
    assert [round(one.width - b.x - b.width, 6) for b in one.bars] == [round(b.x, 6) for b in other.bars]


def names(count: int, text: str = "name") -> list[Link]:
    return [Link(Text(text, "en", "ltr"), "", count - n) for n in range(count)]


def test_picture_of_names_is_bounded() -> None:
    """At most so many names; a pair with a name that is not shown has no line; lines stay inside."""
    shape = arcs(names(30), [Pair(0, 11, 3), Pair(0, 20, 9)], "ltr")
    assert len(shape.nodes) == MOST
    assert [line.pair.second for line in shape.arcs] == [11]
    for way in ("ltr", "rtl"):
        assert all(0 < n.x < ARC_WIDTH and 0 < n.text_x < ARC_WIDTH for n in arcs(names(3), [], way).nodes)


def test_long_names_end_at_a_word() -> None:
    """A name too long for its column is cut between words and says so."""
    (node,) = arcs(names(1, "International Committee of the Something Else"), [], "ltr").nodes
    assert node.text == "International Committee of…"
    assert len(node.text) <= LETTERS + 1
