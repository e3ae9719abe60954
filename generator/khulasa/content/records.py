"""One entry of an authority file as a record, or the reasons why not.

An entry is read from the nodes of the YAML text, not from loaded values: so each complaint has its line, a
date stays the text that was typed, and two equal keys are seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from khulasa import languages
from khulasa.errors import Problem, did_you_mean
from khulasa.model import Kind, Masthead, Record, Role
from khulasa.text.decode import visible
from khulasa.text.fold import key

RecordKind = Kind | Literal["source"]

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WIKIDATA = re.compile(r"Q[1-9][0-9]{0,9}")
WHEN = re.compile(r"(?P<y>[0-9]{4})(?:-(?P<m>[0-9]{2})(?:-(?P<d>[0-9]{2}))?)?")
URL = re.compile(r"https?://[^\s<>\"']+")
COUNTRY = re.compile(r"[A-Z]{2}")
LANGUAGE = re.compile(r"[a-z]{2,3}")
MAX_ID = 100
"""Longest id: it becomes a part of a file name, which may have 255 bytes."""


@cache
def codes() -> tuple[str, ...]:
    """Language codes that names may be given in: the folders of ``languages``."""
    folders = resources.files(languages).iterdir()
    return tuple(sorted(f.name for f in folders if f.joinpath("language.toml").is_file()))


@dataclass(slots=True)
class Report:
    """Collects the problems of one entry; ``base`` is the line before the text that was parsed."""

    file: str
    base: int
    problems: list[Problem] = field(default_factory=list)

    def add(self, node: yaml.Node, what: str, remedy: str) -> None:
        """One more problem, at the line of a node."""
        self.problems.append(Problem(f"{self.file}:{self.line(node)}", what, remedy))

    def line(self, node: yaml.Node) -> int:
        """The line of a node in its file, counted from 1."""
        return self.base + int(node.start_mark.line) + 1


def shape(node: yaml.Node) -> str:
    """What a node is, in an editor's word."""
    if isinstance(node, yaml.MappingNode):
        return "mapping"
    return "list" if isinstance(node, yaml.SequenceNode) else "text"


def scalar(node: yaml.Node, what: str, report: Report) -> str | None:
    """The text of a scalar node as typed; a problem where it is empty or no scalar."""
    if not isinstance(node, yaml.ScalarNode):
        report.add(node, f"{what} is a {shape(node)}, not a text", f"write one text for {what}")
    elif not node.value.strip():
        report.add(node, f"{what} is empty", f"write {what} or leave the line out")
    else:
        return str(node.value).strip()
    return None


def pairs(
    node: yaml.Node, what: str, legal: Mapping[str, Any] | tuple[str, ...], report: Report
) -> Iterator[tuple[str, yaml.Node]]:
    """Keys and values of a mapping node; problems for an unknown key, a key twice, no mapping."""
    if not isinstance(node, yaml.MappingNode):
        known = ", ".join(legal)
        report.add(
            node,
            f"{what} is a {shape(node)}, not a mapping",
            f"write `key: value` lines with the keys {known}",
        )
        return
    seen: set[str] = set()
    for name, value in node.value:
        text = name.value if isinstance(name, yaml.ScalarNode) else ""
        if text not in legal:
            report.add(name, f"unknown key {text!r} in {what}", did_you_mean(text, legal))
        elif text in seen:
            report.add(name, f"key {text!r} stands twice in {what}", "join the two")
        else:
            seen.add(text)
            yield text, value


def name(node: yaml.Node, what: str, report: Report) -> str | None:
    """One name; a problem where it has no letter or digit, or holds characters that turn the text."""
    text = scalar(node, what, report)
    if text is None:
        return None
    if not any(c.isalnum() for c in key(text)):
        report.add(node, f"{what} {text!r} has no letters", "write the name or leave the entry out")
    elif visible(text) != text or "\n" in text:
        report.add(node, f"{what} holds line breaks or invisible direction marks", "type it anew on one line")
    else:
        return text
    return None


def name_list(node: yaml.Node, what: str, report: Report) -> tuple[str, ...]:
    """Names of one language: one text or a list of texts."""
    if not isinstance(node, yaml.SequenceNode):
        one = name(node, what, report)
        return (one,) if one else ()
    if not node.value:
        report.add(node, f"{what} is an empty list", "give a name or leave the line out")
    return tuple(dict.fromkeys(n for child in node.value if (n := name(child, what, report))))


def plain_list(node: yaml.Node, report: Report, what: str) -> tuple[str, ...]:
    """Field ``ambiguous``."""
    return name_list(node, what, report)


def name_table(node: yaml.Node, report: Report, what: str) -> dict[str, tuple[str, ...]]:
    """Fields ``names`` and ``cues``: names by language."""
    found = {
        code: name_list(value, f"{what}.{code}", report) for code, value in pairs(node, what, codes(), report)
    }
    return {code: names for code, names in found.items() if names}


def line_table(node: yaml.Node, report: Report, what: str) -> dict[str, str]:
    """Fields ``description`` and ``label``: one line by language."""
    found = {
        code: name(value, f"{what}.{code}", report) for code, value in pairs(node, what, codes(), report)
    }
    return {code: text for code, text in found.items() if text}


def when(node: yaml.Node, report: Report, what: str) -> str | None:
    """A year, month or day in ISO form, as typed."""
    text = scalar(node, what, report)
    match = WHEN.fullmatch(text) if text else None
    if text is None:
        return None
    try:
        if match is None:
            raise ValueError(text)
        date(int(match["y"]), int(match["m"] or 1), int(match["d"] or 1))
    except ValueError:
        report.add(node, f"{what} {text!r} is no date", "write it like 2021, 2021-05 or 2021-05-10")
        return None
    return text


def day(node: yaml.Node, report: Report, what: str) -> date | None:
    """A day in ISO form."""
    text = when(node, report, what)
    if text is None:
        return None
    if len(text) < len("2021-05-10"):
        report.add(node, f"{what} {text!r} is not a day", "write it like 2021-05-10, or leave it out")
        return None
    return date.fromisoformat(text)


def matching(pattern: re.Pattern[str], example: str) -> Callable[[yaml.Node, Report, str], str | None]:
    """A field that must match a pattern as a whole."""

    def read(node: yaml.Node, report: Report, what: str) -> str | None:
        text = scalar(node, what, report)
        if text is None or pattern.fullmatch(text):
            return text
        report.add(node, f"{what} {text!r} has not its form", f"write it like {example}, or leave it out")
        return None

    return read


ROLE_FIELDS: dict[str, Callable[[yaml.Node, Report, str], Any]] = {
    "label": line_table,
    "since": when,
    "until": when,
    "organisation": matching(ID, "united-nations"),
}


def role(node: yaml.Node, report: Report, what: str) -> Role | None:
    """One dated role; a role needs a label."""
    read = {k: ROLE_FIELDS[k](v, report, f"{what}.{k}") for k, v in pairs(node, what, ROLE_FIELDS, report)}
    if not read.get("label"):
        report.add(node, f"{what} has no label", "give it a label: {ar: …, fa: …, en: …}")
        return None
    since, until = read.get("since"), read.get("until")
    if since and until and until < since[: len(until)]:
        report.add(node, f"{what} ends ({until}) before it begins ({since})", "swap or correct the two dates")
    return Role(**read)


def role_list(node: yaml.Node, report: Report, what: str) -> tuple[Role, ...]:
    """Field ``roles``."""
    if not isinstance(node, yaml.SequenceNode):
        report.add(node, f"{what} is a {shape(node)}, not a list", "begin each role with a dash")
        return ()
    return tuple(r for child in node.value if (r := role(child, report, "a role")))


def id_list(node: yaml.Node, report: Report, what: str) -> tuple[str, ...]:
    """Field ``formerly``: one id or a list of them."""
    read = matching(ID, "qasem-soleimani")
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    found = (read(child, report, what) for child in nodes)
    return tuple(dict.fromkeys(text for text in found if text))


def choice(*legal: str) -> Callable[[yaml.Node, Report, str], str | None]:
    """A field that has one of a few values."""

    def read(node: yaml.Node, report: Report, what: str) -> str | None:
        text = scalar(node, what, report)
        if text is None or text in legal:
            return text
        report.add(node, f"{what} cannot be {text!r}", did_you_mean(text, legal))
        return None

    return read


def yes(node: yaml.Node, report: Report, what: str) -> bool:
    """A field that is true or false."""
    return choice("true", "false")(node, report, what) == "true"


def line(node: yaml.Node, report: Report, what: str) -> str | None:
    """A field of one line."""
    return name(node, what, report)


def code_list(node: yaml.Node, report: Report, what: str) -> tuple[str, ...]:
    """Field ``languages``: codes of languages."""
    read = matching(LANGUAGE, "fa")
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(text for child in nodes if (text := read(child, report, what)))


MASTHEAD: dict[str, Callable[[yaml.Node, Report, str], Any]] = {
    "owner": line_table,
    "reference": matching(URL, "https://example.org/imprint"),
    "country": matching(COUNTRY, "IR"),
    "languages": code_list,
    "publish": choice("digest", "full"),
    "licence": line,
    "reserved": yes,
}
"""Keys that only a source may have: fields of ``Masthead`` of the same name."""

FIELDS: dict[str, Callable[[yaml.Node, Report, str], Any]] = {
    "names": name_table,
    "description": line_table,
    "wikidata": matching(WIKIDATA, "Q794"),
    "roles": role_list,
    "first": day,
    "last": day,
    "url": matching(URL, "https://example.org/"),
    "ambiguous": plain_list,
    "cues": name_table,
    "formerly": id_list,
}
"""The keys an entry may have: fields of ``Record`` of the same name."""
OF_SOURCES = FIELDS | MASTHEAD


def record(kind: RecordKind, ident: yaml.Node, body: yaml.Node, report: Report) -> Record | None:
    """The record of one entry, or None with the reasons in the report."""
    text = ident.value if isinstance(ident, yaml.ScalarNode) else ""
    if not ID.fullmatch(text) or len(text) > MAX_ID:
        what = f"id {text[:MAX_ID]!r} is not in small ASCII letters and digits joined by single hyphens"
        report.add(ident, what, "write it like qasem-soleimani")
    legal = OF_SOURCES if kind == "source" else FIELDS
    read = {k: legal[k](v, report, k) for k, v in pairs(body, f"the entry {text!r}", legal, report)}
    if not report.problems:
        check(text, read, body, ident, report)
    if report.problems:
        return None
    read.setdefault("description", {})
    read["masthead"] = masthead({k: read.pop(k) for k in MASTHEAD if k in read})
    return Record(kind=kind, id=text, file=report.file, line=report.line(ident), **read)


def masthead(said: Mapping[str, Any]) -> Masthead | None:
    """What is said of an outlet, None where nothing is."""
    texts = {k: said.get(k) or "" for k in ("reference", "country", "publish", "licence")}
    owner, languages = said.get("owner") or {}, said.get("languages") or ()
    return (
        Masthead(owner=owner, languages=languages, reserved=bool(said.get("reserved")), **texts)
        if said
        else None
    )


def check(text: str, read: Mapping[str, Any], body: yaml.Node, ident: yaml.Node, report: Report) -> None:
    """What an entry must hold as a whole: names, dates in order, ambiguous names that are names."""
    if not read.get("names"):
        report.add(ident, f"the entry {text!r} has no names", "give names: {ar: […], fa: […], en: […]}")
        return
    if read.get("owner") and not read.get("reference"):
        what = f"the entry {text!r} names an owner without a reference"
        report.add(body, what, "write reference: with the address at which the owner is stated")
    first, last = read.get("first"), read.get("last")
    if first and last and last < first:
        report.add(
            body, f"{text!r} ends ({last}) before it begins ({first})", "swap or correct the two dates"
        )
    own = {key(n) for names in read["names"].values() for n in names}
    for unknown in (n for n in read.get("ambiguous", ()) if key(n) not in own):
        report.add(body, f"ambiguous name {unknown!r} is no name of {text!r}", "list it under names too")
