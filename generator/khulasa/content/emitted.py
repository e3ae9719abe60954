"""Reading the YAML that ``frontmatter`` writes, and nothing else: about four times as fast as libyaml.

Whatever an editor may write otherwise (comments, other indents, other quotation marks …) makes ``fields`` answer
None, and a YAML parser reads the file. Where it answers, a YAML parser would answer the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

PLAIN = re.compile(r"[^\W\d_](?:[\w\u200c«»،؛؟./()+-]++| (?=[\w«(+]))*+")
"""What stands without quotation marks and can only be read as text."""
WORD_VALUES = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""But for these."""
LONGEST_WORD_VALUE = max(map(len, WORD_VALUES))

_NUMBER = r"-?(?:0|[1-9][0-9]{0,14})"
_NUMBERS = rf"\[{_NUMBER}(?:, {_NUMBER})*\]"
_LINE = re.compile(r"( *)(- )?(?:([^\W\d_][\w-]{0,80}):(?: (.+))?|(.+))")
"""Indent, dash, name and its value, or a value alone."""
_PLACES = re.compile(rf"{_NUMBERS}|\[{_NUMBERS}(?:, {_NUMBERS})*\]|{_NUMBER}|{_NUMBER}\.[0-9]{{1,15}}")
_QUOTED = re.compile(
    r'"(?:[^"\\\x00-\x1f\x7f-\x9f\xad\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]'
    r'|\\["\\nrtbf]|\\u(?!d[89a-f])[0-9a-f]{4})*"'
)
_NAMED = {"true": True, "false": False, "null": None}
MAX_DEPTH = 20
"""Levels of lists and mappings that are read here."""

_Row = tuple[int, str | None, str | None]
"""Of a line: its indent, its name (None for a value alone), and its value (None where lines below hold it)."""


class _OtherError(ValueError):
    """Something that ``frontmatter`` does not write."""


def fields(lines: Sequence[str]) -> dict[str, Any] | None:
    """The mapping that the lines of a front matter hold; None where anything is not as it is written here."""
    try:
        rows = _rows(lines)
        value, end = _mapping(rows, 0, 0, 0)
    except _OtherError:
        return None
    return value if end == len(rows) - 1 else None


def _rows(lines: Sequence[str]) -> list[_Row]:
    """The lines taken apart; a dash is a row without name and value; one row below all others ends them."""
    rows: list[_Row] = []
    match = _LINE.fullmatch
    for line in lines:
        found = match(line)
        if found is None:
            raise _OtherError
        spaces, dash, name, value, alone = found.groups()
        indent = len(spaces)
        if dash:
            rows.append((indent, None, None))
            indent += 2
        if name is not None:
            if name.lower() in WORD_VALUES:
                raise _OtherError
            rows.append((indent, name, value))
        elif alone != "-":
            rows.append((indent, None, alone))
        elif dash:
            raise _OtherError
        else:
            rows.append((indent, None, None))
    rows.append((-1, None, None))
    return rows


def _mapping(rows: list[_Row], at: int, indent: int, depth: int) -> tuple[dict[str, Any], int]:
    """The mapping whose first entry is row ``at``, and the row behind it."""
    found: dict[str, Any] = {}
    while True:
        column, name, value = rows[at]
        if column < indent and found:
            return found, at
        if column != indent or name is None or name in found:
            raise _OtherError
        if value is None:
            found[name], at = _block(rows, at + 1, indent + 2, depth + 1)
        else:
            found[name] = _value(value)
            at += 1


def _list(rows: list[_Row], at: int, indent: int, depth: int) -> tuple[list[Any], int]:
    """The list whose first dash is row ``at``, and the row behind it."""
    found: list[Any] = []
    while True:
        column, name, value = rows[at]
        if column < indent and found:
            return found, at
        if column != indent or name is not None or value is not None:
            raise _OtherError
        column, name, value = rows[at + 1]
        if name is None and value is not None and column == indent + 2:
            found.append(_value(value))
            at += 2
        else:
            inner, at = _block(rows, at + 1, indent + 2, depth + 1)
            found.append(inner)


def _block(rows: list[_Row], at: int, indent: int, depth: int) -> tuple[Any, int]:
    """The list or mapping that begins at a row."""
    if depth > MAX_DEPTH:
        raise _OtherError
    _, name, value = rows[at]
    if name is None and value is None:
        return _list(rows, at, indent, depth)
    return _mapping(rows, at, indent, depth)


def _value(text: str) -> Any:
    """A value on one line."""
    if text[0] == '"':
        if _QUOTED.fullmatch(text):
            return json.loads(text) if "\\" in text else text[1:-1]
    elif PLAIN.fullmatch(text):
        if text.lower() not in WORD_VALUES:
            return text
        if text in _NAMED:
            return _NAMED[text]
    elif text == "[]":
        return []
    elif text == "{}":
        return {}
    elif _PLACES.fullmatch(text):
        return json.loads(text)
    raise _OtherError
