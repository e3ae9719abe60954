"""Khulasa: a bilingual digest website from Arabic and Persian news, every line traceable to its source.

``inspect(path)`` reads one source file; ``summarise(text, lang=…)`` chooses the sentences of a digest.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from khulasa.api import inspect, summarise

__all__ = ["__version__", "inspect", "summarise"]
__version__ = version("khulasa")


def __getattr__(name: str) -> Any:
    """The two functions are loaded when they are first asked for, so that importing the package costs nothing."""
    if name in ("inspect", "summarise"):
        from khulasa import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(f"module 'khulasa' has no attribute {name!r}")
