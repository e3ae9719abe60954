"""Khulasa: a bilingual digest website from Arabic and Persian news, every line traceable to its source.

``inspect(path)`` reads one source file; ``summarise(text, lang=…)`` chooses the sentences of a digest.
"""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("khulasa")
