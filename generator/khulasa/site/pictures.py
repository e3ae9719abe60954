"""Geometry of the pictures that the templates draw as SVG: numbers in, places out; words stay there.

Pictures follow the edition: in a right-to-left one time runs from right to left and names stand at the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khulasa.site.views import Link, Pair, TimeBar

BAR_HEIGHT = 100.0
ARC_WIDTH, ROW, NAMES = 360, 26, 216
"""Width of the picture of names, height of a row, width of the column of names."""
MOST, LETTERS = 12, 30
"""Names in one picture; letters of a name in it (the list beside it has the whole name)."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One period of the picture over time, in a box one unit wide per period and ``BAR_HEIGHT`` high."""

    x: float
    width: float
    top: float
    """Where the bar of both languages begins, from above."""
    split: float
    """Where Persian ends and Arabic begins."""
    source: TimeBar


@dataclass(frozen=True, slots=True)
class Bars:
    """The picture of mentions over time."""

    width: int
    height: float
    most: int
    """Articles of the fullest period: the top of the picture."""
    bars: tuple[Bar, ...]


def bars(timeline: Sequence[TimeBar], way: str) -> Bars:
    """Bars of each period; ``way`` is the direction of the edition."""
    count = len(timeline)
    most = max((t.arabic + t.persian for t in timeline), default=0)
    made = []
    for place, period in enumerate(timeline):
        x = count - 1 - place if way == "rtl" else place
        total = period.arabic + period.persian
        top = BAR_HEIGHT * (1 - total / most) if most else BAR_HEIGHT
        split = BAR_HEIGHT * (1 - period.arabic / most) if most else BAR_HEIGHT
        made.append(Bar(x + 0.1, 0.8, round(top, 2), round(split, 2), period))
    return Bars(max(count, 1), BAR_HEIGHT, most, tuple(made))


@dataclass(frozen=True, slots=True)
class Node:
    """A name in the picture of who is named together."""

    x: int
    y: int
    text_x: int
    radius: float
    text: str
    """The name, cut at a word where it is too long for its column."""
    link: Link


@dataclass(frozen=True, slots=True)
class Arc:
    """A line between two names."""

    path: str
    """Data of an SVG path."""
    width: float
    pair: Pair


@dataclass(frozen=True, slots=True)
class Arcs:
    """The picture of who is named together."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]


def shorten(link: Link) -> str:
    """The name as far as the column holds it, whole words and an ellipsis."""
    name = link.label.text
    if len(name) <= LETTERS:
        return name
    last = name.rfind(" ", 0, LETTERS)
    return f"{name[: last if last > 0 else LETTERS]}…"


def arcs(together: Sequence[Link], pairs: Sequence[Pair], way: str) -> Arcs:
    """Names under each other, an arc between those that share articles; the more articles, the wider."""
    shown = together[:MOST]
    fullest = max((link.count for link in shown), default=1) or 1
    inside = [p for p in pairs if p.first < len(shown) and p.second < len(shown)]
    widest = max((p.count for p in inside), default=1) or 1
    x, side = (ARC_WIDTH - NAMES, -1) if way == "rtl" else (NAMES, 1)
    nodes = [
        Node(
            x,
            ROW * row + ROW // 2,
            x - side * 12,
            round(2.5 + 3.5 * link.count / fullest, 1),
            shorten(link),
            link,
        )
        for row, link in enumerate(shown)
    ]
    lines = []
    for pair in inside:
        top, bottom = sorted((nodes[pair.first].y, nodes[pair.second].y))
        reach = min((bottom - top) / 2, ARC_WIDTH - NAMES - 12)
        sweep = 1 if side == 1 else 0
        path = f"M{x} {top}A{reach:g} {(bottom - top) / 2:g} 0 0 {sweep} {x} {bottom}"
        lines.append(Arc(path, round(1 + 3 * pair.count / widest, 1), pair))
    return Arcs(ARC_WIDTH, ROW * len(shown), tuple(nodes), tuple(lines))
