"""YAML that is nested without end: the parser would leave its stack, and the whole program with it."""

from __future__ import annotations

import re

import yaml

DEEPEST = 100
"""Levels that a file of ours may have; an editor's has five."""
_MANY = 3_000
"""Signs that may open a level: fewer of them cannot do harm, whatever they mean."""
_RUN = re.compile(rf"^[ \t?:-]{{{_MANY},}}", re.MULTILINE)


def refuse_deep(text: str) -> None:
    """ComposerError, a YAMLError with a line, where a text is nested too deeply to be read."""
    if text.count("[") + text.count("{") < _MANY and not _RUN.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise yaml.composer.ComposerError(None, None, "it is nested too deeply", event.start_mark)  # type: ignore[arg-type]
