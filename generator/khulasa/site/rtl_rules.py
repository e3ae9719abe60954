"""The rules that make a page right for right-to-left readers, as data: what each asks, and how it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RtlRule:
    """One rule; texts by language code of the edition."""

    number: int
    group: Mapping[str, str]
    text: Mapping[str, str]
    check: Mapping[str, str]


RULES: tuple[RtlRule, ...] = ()
