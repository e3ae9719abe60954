"""``data/datapackage.json``: all data files described for machines (Frictionless Data Package)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from khulasa.site import parquet
from khulasa.site.settings import SiteSettings
from khulasa.site.tables import BY_NAME, JOIN, TABLES, Table, file

Json = dict[str, Any]
PATH = "data/datapackage.json"
SUBJECT = "Arabic and Persian news articles: who, what, when, and who said what."
RIGHTS = (
    "Titles, names as written and statements are words of the sources and belong to their publishers; they are "
    "given here as quotations, each with its source. No licence is granted for them. What the program found "
    "(ids, offsets, names of rules, dates) are facts and may be used freely; please name this site."
)
CELLS = (
    "CSV files are UTF-8 with a byte order mark (in Python: encoding='utf-8-sig'). An empty cell is no value. "
    f"Cells with several entries separate them by {JOIN}. A cell that a spreadsheet could take for a formula has an "
    r"apostrophe before it; to undo, take the first apostrophe from each cell that matches ^'+[=+\-@＝＋－＠\s]. "
    "JSON and Parquet hold the text as it is. Offsets count code points of the body of the article."
)


def make(settings: SiteSettings, parts: Iterable[str]) -> bytes:
    """The description of all tables; ``parts`` are those that have a file."""
    names = [*parts]
    made = {
        "profile": "data-package",
        "name": "khulasa",
        "title": settings.title("en" if "en" in settings.editions else settings.editions[0]),
        "description": f"{SUBJECT} {CELLS} {RIGHTS}",
        **({"homepage": settings.url} if settings.url else {}),
        "rights": RIGHTS,  # no "licenses": the specification has no way to say that none is granted
        "version": settings.version,
        "resources": list(_resources(settings, names)),
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _resources(settings: SiteSettings, parts: list[str]) -> Iterable[Json]:
    endings = ("json", "parquet") if parquet.wanted(settings) else ("json",)
    for table in TABLES:
        if table.by_time and not parts:
            continue  # without articles the table has no file
        yield _csv(table, parts)
        for ending in endings:
            yield _other(table, parts, ending)
    yield {
        "name": "stories",
        "title": "Stories",
        "description": "Reports of one event by their articles, and reprints with their originals.",
        "path": ["stories.json"],
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    }


def _csv(table: Table, parts: list[str]) -> Json:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.name.capitalize(),
        "description": table.meaning,
        "path": paths(table, parts, "csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminator": "\r\n",
            "header": True,
        },
        "schema": schema(table),
    }


def _other(table: Table, parts: list[str], ending: str) -> Json:
    media = {"json": "application/json", "parquet": "application/vnd.apache.parquet"}
    made = {
        "name": f"{table.name}-{ending}",
        "description": f"{table.meaning} The same rows as {table.name}.csv.",
        "path": paths(table, parts, ending),
        "format": ending,
        "mediatype": media[ending],
    }
    return {**made, "encoding": "utf-8"} if ending == "json" else made


def paths(table: Table, parts: list[str], ending: str) -> list[str]:
    """The files of a table, relative to the description."""
    found = [file(table.name, part, ending) for part in (parts if table.by_time else [""])]
    return [path.removeprefix("data/") for path in found]


def schema(table: Table) -> Json:
    """The columns of a table in the words of Table Schema."""
    fields = [
        {
            "name": c.name,
            "type": c.type,
            "description": c.meaning,
            **({"constraints": {"required": True}} if c.required else {}),
        }
        for c in table.columns
    ]
    keys = [
        {"fields": [column], "reference": {"resource": other, "fields": list(BY_NAME[other].key)}}
        for column, other in table.refers
    ]
    made = {"fields": fields, "missingValues": [""], "primaryKey": list(table.key)}
    return {**made, "foreignKeys": keys} if keys else made
