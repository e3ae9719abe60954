"""Names that pass for another one, as ``khulasa review`` lists them."""

from __future__ import annotations

from collections.abc import Iterable

from khulasa import lookalikes
from khulasa.cli import screen
from khulasa.content.authority import Authority
from khulasa.lookalikes import Named
from khulasa.model import Article


def show(articles: Iterable[Article], authority: Authority) -> None:
    """List them with the characters that give them away."""
    found = lookalikes.find(articles, authority)
    screen.say(f"Names that look like another: {len(found)}")
    for pair in found:
        other = f"  looks like  {pair.other.name} [{pair.other.id}]" if pair.other else ""
        screen.say(f"  {pair.one.name} [{pair.one.id}]{other}:  {pair.evidence}")
        screen.say(f"      in {' and '.join(_place(named) for named in (pair.one, pair.other) if named)}")


def _place(named: Named) -> str:
    return named.where or "content/authority"
