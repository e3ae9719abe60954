"""Weights of the score rules, per language, from ``weights.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from khulasa.model import Lang

Weights = Mapping[str, float]


@cache
def weights(lang: Lang) -> Weights:
    """Weight by name of rule; a rule without a weight has no vote in that language."""
    raw = tomllib.loads(resources.files("khulasa.rules.score").joinpath("weights.toml").read_text("utf-8"))
    return MappingProxyType({name: float(value) for name, value in raw[lang].items()})
