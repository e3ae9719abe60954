"""A content file: YAML front matter between two ``---`` lines, then the text as Markdown.

``write(read(x)) == x`` on whatever this module writes, and ``read(write(x)) == x`` on any text.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import yaml

from khulasa.content import emitted
from khulasa.content.depth import refuse_deep
from khulasa.content.emitted import LONGEST_WORD_VALUE, PLAIN, WORD_VALUES
from khulasa.errors import KhulasaError, Problem
from khulasa.text.memo import Memo

Fields = dict[str, Any]
"""Front matter: plain lists, dicts, texts, numbers, booleans and None, in order."""


class _Loader(yaml.CSafeLoader):
    """Safe; a date stays the text that was written, and of two fields of one name none is lost unseen."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping; ConstructorError where a name stands twice in it."""
        seen: set[str] = set()
        for name, _ in node.value:
            if isinstance(name, yaml.ScalarNode):
                if name.value in seen:
                    what = f"{name.value!r} stands twice"
                    raise yaml.constructor.ConstructorError(None, None, what, name.start_mark)
                seen.add(name.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


_JSON = json.JSONEncoder(ensure_ascii=False)
_ESCAPED_IN_JSON = re.compile("[\x7f-\x9f\xad\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@lru_cache(maxsize=4_000)
def _text(value: str) -> str:
    """A text as YAML: as it stands where it can only be read as that text, else in double quotes as JSON has it."""
    if PLAIN.fullmatch(value) and (len(value) > LONGEST_WORD_VALUE or value.lower() not in WORD_VALUES):
        return value
    quoted = _JSON.encode(value)
    return _ESCAPED_IN_JSON.sub(lambda m: f"\\u{ord(m.group()):04x}", quoted)


_NESTED = (dict, list)
_NUMBER = frozenset((int, float))


def _is_place(value: Any) -> bool:
    """True for a number or a list of such, which YAML, JSON and Python write alike."""
    if not isinstance(value, list):
        return type(value) in _NUMBER
    kinds = set(map(type, value))
    if kinds == {list}:
        return set(map(type, chain.from_iterable(value))) <= _NUMBER or all(map(_is_place, value))
    return kinds <= _NUMBER


def _emit(value: Any, indent: str, lines: list[str]) -> None:
    """Adds the lines of a mapping or a list, each with its indent; a list of places is one line."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str):
                lines.append(f"{indent}{_NAMES[name]} {_text(inner)}")
            else:
                _entry(f"{indent}{_NAMES[name]}", inner, indent, lines)
    else:
        for inner in value:
            if isinstance(inner, dict) and inner:
                first = len(lines)
                _emit(inner, indent + "  ", lines)
                lines[first] = f"{indent}- {lines[first][len(indent) + 2 :]}"
            else:
                _entry(f"{indent}-", inner, indent, lines)


_NAMES: Memo[str, str] = Memo(lambda name: f"{_text(name)}:")
"""The names of fields as they begin a line: a few, again and again."""


def _entry(head: str, value: Any, indent: str, lines: list[str]) -> None:
    if isinstance(value, str):
        lines.append(f"{head} {_text(value)}")
    elif value is None or isinstance(value, bool):
        lines.append(f"{head} {_NAMED[value]}")
    elif (isinstance(value, _NESTED) and not value) or _is_place(value):
        lines.append(f"{head} {value}")
    elif isinstance(value, _NESTED):
        lines.append(head)
        _emit(value, indent + "  ", lines)
    else:
        lines.append(f"{head} {json.dumps(value)}")


_NAMED = {None: "null", True: "true", False: "false"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, or a line that heads a part of it."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A content file as it stands on disk."""

    fields: Fields
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The body as the digest has it: paragraphs joined by one newline."""
        return "\n".join(p.text for p in self.paragraphs)


MAX_NUMBER = 10**15
_ALIAS = re.compile(r"(?:^|[\s\[{,])\*[^\s*]", re.MULTILINE)
"""What may be an alias; the parser says whether it is."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ACTIVE = re.compile(r"([\\`*_\[\]<>{}|~&$^])")
_OPENING = re.compile(r"^(\d{1,9}|[٠-٩۰-۹]{1,9})?([#+\-=.):!])")


def escape(text: str) -> str:
    """One paragraph with a backslash before everything that Markdown (or Pelican) would take for a mark."""
    escaped = _ACTIVE.sub(r"\\\1", text)
    return _OPENING.sub(lambda m: f"{m.group(1) or ''}\\{m.group(2)}", escaped)


def unescape(text: str) -> str:
    """The paragraph that ``escape`` was given, or that an editor means by it."""
    return _ESCAPED.sub(r"\1", text)


def write(content: ContentFile) -> str:
    """The file as text, the same on any machine."""
    lines: list[str] = []
    _emit(content.fields, "", lines)
    head = "\n".join([*lines, ""]) or "{}\n"
    body = "\n\n".join(("## " if p.heading else "") + escape(p.text) for p in content.paragraphs)
    return f"---\n{head}---\n\n{body}\n"


def read(text: str, where: str) -> ContentFile:
    """A content file from its text. KhulasaError names file and line of what cannot be read."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != "---":
        raise KhulasaError(
            Problem(f"{where}:1", "has no front matter", "begin the file with a line of three dashes")
        )
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            fields = emitted.fields(lines[1:number])
            if fields is None:
                fields = _fields("\n".join(lines[1:number]), where)
            return ContentFile(fields, _paragraphs(lines[number + 1 :]))
    raise KhulasaError(
        Problem(f"{where}:1", "the front matter has no end", "close it with a line of three dashes")
    )


def _fields(text: str, where: str) -> Fields:
    try:
        refuse_deep(text)
        _refuse_aliases(text, where)
        fields = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f"{where}:{mark.line + 2}" if mark else where
        what = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise KhulasaError(
            Problem(at, f"broken YAML: {what}", "mend that line; the file is left as it is")
        ) from None
    except (ValueError, RecursionError) as error:
        raise KhulasaError(
            Problem(
                where, f"broken YAML: {str(error).partition(';')[0]}", "mend it; the file is left as it is"
            )
        ) from None
    if not isinstance(fields, dict) or not all(isinstance(k, str) for k in fields):
        raise KhulasaError(
            Problem(f"{where}:2", "front matter is not a list of name: value", "see another file")
        )
    for name, value in fields.items():
        strange = _strange(value)
        if strange:
            raise KhulasaError(Problem(where, f"broken YAML: {name} holds {strange}", "write plain texts"))
    return fields


def _refuse_aliases(text: str, where: str) -> None:
    """An alias lets a short text stand for a huge one, or hold itself."""
    if not _ALIAS.search(text):
        return
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            at = f"{where}:{mark.line + 2}" if mark else where
            raise KhulasaError(
                Problem(at, f"broken YAML: *{event.anchor} refers to another place", "write it out")
            )


def _strange(value: Any) -> str:
    """What in a value is neither text, number, truth value, list nor mapping by names; empty where nothing is."""
    if isinstance(value, float) and not math.isfinite(value):
        return f"{value}, which is no number"
    if isinstance(value, int) and abs(value) > MAX_NUMBER:
        return "a number that is too large"
    if value is None or isinstance(value, str | int | float):
        return ""
    if isinstance(value, list):
        return next(filter(None, map(_strange, value)), "")
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            return "a name that is no text"
        return next(filter(None, map(_strange, value.values())), "")
    return f"a {type(value).__name__}"


def _paragraphs(lines: Sequence[str]) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    block: list[str] = []
    for line in [*lines, ""]:
        heading = re.match(r"#{1,6} +(?=\S)", line)
        if (not line.strip() or heading) and block:
            found.append(Paragraph(unescape(" ".join(block))))
            block = []
        if heading:
            found.append(Paragraph(unescape(line[heading.end() :].strip()), heading=True))
        elif line.strip():
            block.append(line.strip())
    return tuple(found)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stamp(value: Any) -> str:
    """A short hash of a field's value: what tells an editor's change from the program's own."""
    canonical = "null" if value is None else "[]" if value == [] else _CANONICAL.encode(value)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def stamps(fields: Mapping[str, Any]) -> dict[str, str]:
    """The stamp of each field."""
    return {name: stamp(value) for name, value in fields.items()}
