"""Verifies what of a built site is no page: data, feeds, site maps, styles, and that nothing lies there unplanned."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from khulasa.errors import Problem
from khulasa.model import Article
from khulasa.plan import PageKind
from khulasa.site import csvs, urls

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and marks that embed or override a direction."""
_ELSEWHERE = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"]?)(?:[a-z]+:)?//", re.IGNORECASE)
FOLD = "search/fold.json"
"""The fold table holds the characters that it drops."""
REPORT = "report it: the site must not be published so"


def planned(files: Iterable[str], wanted: Mapping[str, PageKind], marker: str) -> Iterator[Problem]:
    """Every file of the plan is there, and no other."""
    there = {f for f in files if f != marker}
    for path in sorted(wanted.keys() - there):
        yield Problem(path, "is planned and not there", "run khulasa build")
    for path in sorted(there - wanted.keys()):
        yield Problem(path, "is there and not planned", "move it away, and run khulasa build")


def files(output: Path, url: str, there: Iterable[str]) -> Iterator[Problem]:
    """JSON and XML parse and hold no control character; addresses lead somewhere; styles ask nobody else."""
    known = frozenset(there)
    for path in sorted(known):
        found: Iterable[str] = ()
        if path.endswith((".json", ".webmanifest")):
            found = _json(output / path, text=path != FOLD)
        elif path.endswith((".xml", ".opml", ".svg")):
            found = _xml(output / path, url, known)
        elif path.endswith(".css") and _ELSEWHERE.search((output / path).read_text("utf-8")):
            found = ("asks another host",)
        yield from (Problem(path, what, REPORT) for what in found)


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


def _xml(file: Path, url: str, known: frozenset[str]) -> Iterator[str]:
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
        if link and url and link.startswith(url) and target(link.removeprefix(url)) not in known:
            yield f"leads to {link}, which is not there"


def target(link: str) -> str:
    """The file behind an address that is relative to the root of the site."""
    path = unquote(urlsplit(link).path)
    return f"{path}index.html" if path.endswith("/") or not path else path


def articles(output: Path, given: Iterable[Article]) -> Iterator[Problem]:
    """The data of each article say what its content file says: title, sentences, statements, each a slice."""
    for article in given:
        file = output / urls.article_data(article.id)
        try:
            data = json.loads(file.read_bytes())
        except (OSError, ValueError):
            continue  # that it is missing or broken has been said
        digest = article.digest
        same = [data.get("id") == article.id, (data.get("title") or {}).get("text") == digest.title.text]
        for name, parts in (("summary", digest.summary), ("quotes", digest.quotes)):
            rows = data.get(name) or []
            same.append(
                [(r["start"], r["end"], r["text"]) for r in rows] == [(p.start, p.end, p.text) for p in parts]
            )
        whole = data.get("text")
        same.append(whole is None or whole == digest.text)
        if not all(same):
            yield Problem(
                urls.article_data(article.id), f"does not say what {article.path} says", "run khulasa build"
            )


def tables(output: Path, given: Iterable[Article]) -> Iterator[Problem]:
    """The tables of all years, as CSV and as JSON, hold the titles, statements and mentions of the content files."""
    rows: dict[str, list[tuple[str, ...]]] = {"articles": [], "quotes": [], "mentions": []}
    for article in given:
        digest = article.digest
        rows["articles"].append((article.id, digest.title.text))
        for name, parts in (("quotes", digest.quotes), ("mentions", digest.mentions)):
            rows[name] += [(article.id, p.text, str(p.start), str(p.end)) for p in parts]
    for name, wanted in rows.items():
        columns = ("id", "title") if name == "articles" else ("article", "text", "start", "end")
        for ending, read in (("csv", _csv_rows), ("json", _json_rows)):
            files = (output / "data").glob(f"{name}-*.{ending}")
            found = [tuple(str(row.get(c, "")) for c in columns) for file in files for row in read(file)]
            if sorted(found) != sorted(wanted):
                what = "the tables of all years together do not say what the content files say"
                yield Problem(f"data/{name}-*.{ending}", what, "run khulasa build")


def _csv_rows(file: Path) -> Iterator[Mapping[str, str]]:
    text = file.read_bytes().decode("utf-8-sig", "replace")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield {name: csvs.unguard(cell or "") for name, cell in row.items() if name}


def _json_rows(file: Path) -> Iterator[Mapping[str, Any]]:
    try:
        rows = json.loads(file.read_bytes())
    except ValueError:
        return  # that it is broken has been said
    yield from (row for row in rows if isinstance(row, dict))
