"""What is known of words, found once for each of them: the words of news come back, article after article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Known = TypeVar("Known")

MOST = 60_000
"""Answers that are kept: more than the different words of some thousand articles."""


class Memo(dict[Asked, Known], Generic[Asked, Known]):
    """The answers of a function of one argument; ``memo[word]`` asks it where it has not been asked before.

    A dictionary, as it is asked for each word of each article: a cache that is called takes twice the time. Where it
    is full it forgets all and begins anew, so that memory stays flat however many articles are read.
    """

    __slots__ = ("answer",)

    def __init__(self, answer: Callable[[Asked], Known]) -> None:
        super().__init__()
        self.answer = answer

    def __missing__(self, asked: Asked) -> Known:
        if len(self) >= MOST:
            self.clear()
        known = self[asked] = self.answer(asked)
        return known
