"""Verifies what of a built site is no page: data, feeds, site maps, styles, and that nothing lies there unplanned."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from khulasa.check.facts import Ask, Look, fact
from khulasa.errors import Problem
from khulasa.model import Article
from khulasa.plan import PageKind
from khulasa.site import csvs, urls

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and marks that embed or override a direction."""
_ELSEWHERE = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"]?)(?:[a-z]+:)?//", re.IGNORECASE)
FOLD = "search/fold.json"
"""The fold table holds the characters that it drops."""
_PLACED = ("article", "text", "start", "end")
_COLUMNS = {"articles": ("id", "title"), "quotes": _PLACED, "mentions": _PLACED}
"""Table → the columns that are compared."""
REPORT = "report it: the site must not be published so"


def planned(files: Iterable[str], wanted: Mapping[str, PageKind], marker: str) -> Iterator[Problem]:
    """Every file of the plan is there, and no other."""
    there = {f for f in files if f != marker}
    for path in sorted(wanted.keys() - there):
        yield Problem(path, "is planned and not there", "run khulasa build")
    for path in sorted(there - wanted.keys()):
        yield Problem(path, "is there and not planned", "move it away, and run khulasa build")


def look(output: Path, url: str, path: str) -> Look:
    """JSON and XML parse and hold no control character; addresses lead somewhere; styles ask nobody else."""
    found = Look()
    said: Iterable[str] = ()
    if path.endswith((".json", ".webmanifest")):
        said = _json(output / path, text=path != FOLD)
    elif path.endswith((".xml", ".opml", ".svg")):
        said = _xml(output / path, url, found.asks)
    elif path.endswith(".css") and _ELSEWHERE.search((output / path).read_text("utf-8")):
        said = ("asks another host",)
    found.problems += (Problem(path, what, REPORT) for what in said)
    return found


def _json(file: Path, *, text: bool) -> Iterator[str]:
    """What is wrong with a JSON file; ``text`` where it holds texts (the fold table holds what it drops)."""

    def refuse(word: str) -> None:
        raise ValueError(f"{word} is no JSON")

    try:
        value = json.loads(file.read_bytes(), parse_constant=refuse)
    except ValueError as error:
        yield f"is no JSON: {error}"
        return
    if text and any(CONTROLS.search(t.replace("\r\n", "\n")) for t in _texts(value)):
        yield "holds a control character"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _xml(file: Path, url: str, asks: list[Ask]) -> Iterator[str]:
    """What is wrong with an XML file; the addresses of this site in it are asked for."""
    data = file.read_bytes()
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        yield "declares entities"
        return
    try:
        tree = ET.fromstring(data)  # noqa: S314 - our own file, and it declares no entity
    except ET.ParseError as error:
        yield f"is no XML: {error}"
        return
    if CONTROLS.search("".join(tree.itertext())):
        yield "holds a control character"
    ids = [e.text for e in tree.iter("{http://www.w3.org/2005/Atom}id")]
    if len(ids) != len(set(ids)):
        yield "has an id twice"
    for element in tree.iter():
        name = element.tag.rpartition("}")[2]
        link = (element.text or "") if name == "loc" else element.get("href", "") if name == "link" else ""
        if link and url and link.startswith(url):
            there = fact("file", target(link.removeprefix(url)))
            asks.append(Ask(there, f"leads to {link}, which is not there", REPORT))


def target(link: str) -> str:
    """The file behind an address that is relative to the root of the site."""
    path = unquote(urlsplit(link).path)
    return f"{path}index.html" if path.endswith("/") or not path else path


def article(output: Path, given: Article) -> Iterator[Problem]:
    """The data of an article say what its content file says: title, sentences, statements, each a slice."""
    path = urls.article_data(given.id)
    try:
        data = json.loads((output / path).read_bytes())
    except (OSError, ValueError):
        return  # that it is missing or broken is said elsewhere
    digest = given.digest
    same = [data.get("id") == given.id, (data.get("title") or {}).get("text") == digest.title.text]
    for name, parts in (("summary", digest.summary), ("quotes", digest.quotes)):
        rows = data.get(name) or []
        same.append(
            [(r["start"], r["end"], r["text"]) for r in rows] == [(p.start, p.end, p.text) for p in parts]
        )
    whole = data.get("text")
    same.append(whole is None or whole == digest.text)
    if not all(same):
        yield Problem(path, f"does not say what {given.path} says", "run khulasa build")


@dataclass(slots=True)
class Tally:
    """Rows as their number and the sum of their hashes (128 bits): equal for the same rows in any order."""

    count: int = 0
    sum: int = 0

    def add(self, *row: str) -> None:
        """One more row."""
        data = "\0".join(row).encode("utf-8", "surrogatepass")
        self.count += 1
        self.sum += int.from_bytes(blake2b(data, digest_size=16).digest(), "big")


class Tables:
    """The tables of all years, as CSV and as JSON, hold the titles, statements and mentions of the content files."""

    def __init__(self) -> None:
        self._wanted = {name: Tally() for name in _COLUMNS}

    def add(self, given: Article) -> None:
        """Take the rows of an article."""
        digest = given.digest
        self._wanted["articles"].add(given.id, digest.title.text)
        for name, parts in (("quotes", digest.quotes), ("mentions", digest.mentions)):
            for part in parts:
                self._wanted[name].add(given.id, part.text, str(part.start), str(part.end))

    def problems(self, output: Path) -> Iterator[Problem]:
        """The tables that do not hold the rows that were taken, and those alone."""
        for name, columns in _COLUMNS.items():
            for ending, read in (("csv", _csv_rows), ("json", _json_rows)):
                found = Tally()
                for file in (output / "data").glob(f"{name}-*.{ending}"):
                    for row in read(file):
                        found.add(*(str(row.get(column, "")) for column in columns))
                if found != self._wanted[name]:
                    what = "the tables of all years together do not say what the content files say"
                    yield Problem(f"data/{name}-*.{ending}", what, "run khulasa build")


def _csv_rows(file: Path) -> Iterator[Mapping[str, str]]:
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {name: csvs.unguard(cell or "") for name, cell in row.items() if name}


def _json_rows(file: Path) -> Iterator[Mapping[str, Any]]:
    try:
        rows = json.loads(file.read_bytes())
    except ValueError:
        return  # that it is broken has been said
    yield from (row for row in rows if isinstance(row, dict))
