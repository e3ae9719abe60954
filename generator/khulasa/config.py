"""``khulasa.toml``: every setting with its default; anything else is refused with the nearest legal name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from khulasa.errors import KhulasaError, Problem, did_you_mean

FILE = "khulasa.toml"
EDITIONS = ("ar", "fa", "en")
Publish = Literal["full", "digest"]
PUBLISH: tuple[Publish, ...] = ("full", "digest")
Robots = Literal["index", "noindex"]
ROBOTS: tuple[Robots, ...] = ("index", "noindex")
Host = Literal["netlify", "nginx"]
HOSTS: tuple[Host, ...] = ("netlify", "nginx")


@dataclass(frozen=True, slots=True)
class Manner:
    """Where articles come from and how they are read: a table ``[sources.NAME]``, or options of ``khulasa add``."""

    name: str = ""
    """Folder of its documents under the folder of sources; empty where no table names it."""
    what: tuple[str, ...] = ()
    """add: files, folders and addresses."""
    outlet: str = ""
    """outlet: authority id of who publishes there."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """fields: of tables, the name of a field there by our name: ``text`` → ``body_html``."""
    full_text: bool = False
    """full_text: fetch the pages that a feed links to."""
    body: str = ""
    """body: CSS selector of the element that holds the text of an article."""
    drop: tuple[str, ...] = ()
    """drop: CSS selectors of elements that are never part of an article."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a project; every field has its place in ``khulasa.toml`` beside it."""

    url: str = "http://localhost:8000/"
    """[site] url: where the site is published; ends with a slash."""
    title: Mapping[str, str] = field(
        default_factory=lambda: {"ar": "خلاصة", "fa": "خلاصه", "en": "Khulasa"}  # the name of the program
    )
    """[site.title] by edition."""
    editions: tuple[str, ...] = EDITIONS
    """[site] editions: of ar, fa, en."""
    page_size: int = 20
    """[site] page_size: articles on a list page."""
    pictures: bool = True
    """[site] pictures: draw a picture of each article's title for those who share its link."""
    robots: Robots = "index"
    """[site] robots: ``noindex`` asks search engines to leave the site out."""
    tdm_reservation: bool = False
    """[site] tdm_reservation: reserve text and data mining (Article 4 of the EU directive 2019/790)."""
    headers: tuple[Host, ...] = ()
    """[site] headers: files with security headers for these kinds of hosts: ``netlify``, ``nginx``."""
    parquet: bool = False
    """[data] parquet: write the tables as Parquet too; needs ``khulasa[parquet]``."""
    sentences: int = 5
    """[digest] sentences: the longest digest that the site shows, in sentences."""
    publish: Publish = "digest"
    """[publish] default: what may be shown of a source that is not listed: ``digest`` or ``full``."""
    publish_sources: Mapping[str, Publish] = field(default_factory=dict)
    """[publish.sources] by id of the source."""
    publish_files: Mapping[str, Publish] = field(default_factory=dict)
    """[publish.files] by pattern of the source file's path; for articles that name no publisher."""
    sources: tuple[Manner, ...] = ()
    """[sources.NAME]: what ``khulasa add`` adds when nothing is named."""
    rules_off: tuple[str, ...] = ()
    """[rules] off: names of rules that are not used."""
    seeds: str = "seeds"
    """[paths] seeds: folder of the source documents."""
    content: str = "content"
    """[paths] content: folder of what the program writes and editors correct."""
    output: str = "output"
    """[paths] output: folder of the site."""
    theme: str = ""
    """[paths] theme: folder of a Pelican theme; empty is the one that comes with the program."""


class _WrongError(Exception):
    """A value that is not legal: what is wrong, and the remedy."""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _WrongError(f"must be a text, not {value!r}", 'write it in quotation marks: "…"')
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _WrongError(
            f"must be a whole number from 1, not {value!r}", "write a number without quotation marks"
        )
    return value


def _url(value: Any) -> str:
    url = _text(value)
    if not re.fullmatch(r"https?://[^\s<>\"']+", url):
        raise _WrongError(f"is no address: {url!r}", "write it in full, beginning with https://")
    return url.rstrip("/") + "/"


def _publish(value: Any) -> Publish:
    for legal in PUBLISH:
        if value == legal:
            return legal
    raise _WrongError(f"must be full or digest, not {value!r}", did_you_mean(str(value), PUBLISH))


def _robots(value: Any) -> Robots:
    for legal in ROBOTS:
        if value == legal:
            return legal
    raise _WrongError(f"must be index or noindex, not {value!r}", did_you_mean(str(value), ROBOTS))


def _yes(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _WrongError(
            f"must be true or false, not {value!r}", "write true or false without quotation marks"
        )
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _WrongError(f"must be a list, not {value!r}", 'write ["…", "…"]')
    return tuple(_text(v) for v in value)


def _hosts(value: Any) -> tuple[Host, ...]:
    chosen = _texts(value)
    for name in chosen:
        if name not in HOSTS:
            raise _WrongError(f"names no kind of host: {name!r}", did_you_mean(name, HOSTS))
    return tuple(host for host in HOSTS if host in chosen)


def _editions(value: Any) -> tuple[str, ...]:
    chosen = _texts(value)
    for code in chosen:
        if code not in EDITIONS:
            raise _WrongError(f"there is no edition {code!r}", did_you_mean(code, EDITIONS))
    if not {"ar", "fa"} <= set(chosen) or len(set(chosen)) != len(chosen):
        raise _WrongError(
            "must hold ar and fa, each edition once", 'articles have their pages there: ["ar", "fa", "en"]'
        )
    return chosen


def _titles(value: Any) -> Mapping[str, str]:
    table = _table(_text)(value)
    for code, title in table.items():
        if not title.strip() or not all(c.isprintable() or c in "\u200c\u200d" for c in title):
            raise _WrongError(
                f"of {code} is empty or holds characters that are not seen", "type it anew, on one line"
            )
    _editions_known(table)
    return {**Config().title, **table}


def _editions_known(table: Mapping[str, str]) -> None:
    for code in table:
        if code not in EDITIONS:
            raise _WrongError(f"there is no edition {code!r}", did_you_mean(code, EDITIONS))


def _table(read: Callable[[Any], Any]) -> Callable[[Any], Mapping[str, Any]]:
    def table(value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise _WrongError(f"must be a table, not {value!r}", "write one line for each: name = value")
        return {k: read(v) for k, v in sorted(value.items())}

    return table


FIELDS = ("text", "html", "title", "url", "published", "modified", "byline", "outlet", "section")
"""Our names of the fields of a table."""


def _fields(value: Any) -> Mapping[str, str]:
    fields = _table(_text)(value)
    for name in fields:
        if name not in FIELDS:
            raise _WrongError(f"has no field {name!r}", did_you_mean(name, FIELDS))
    return fields


SOURCE_SETTINGS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "add": ("what", _texts),
    "outlet": ("outlet", _text),
    "fields": ("fields", _fields),
    "full_text": ("full_text", _yes),
    "body": ("body", _text),
    "drop": ("drop", _texts),
}
"""Key of a table ``[sources.NAME]`` → field of ``Manner`` and the function that reads its value."""


def _manner(name: str, value: Any) -> Manner:
    """One table ``[sources.NAME]``."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name) or len(name) > 60:
        raise _WrongError(
            f"cannot be called {name[:60]!r}", "write small letters and digits joined by hyphens: mehr-news"
        )
    if not isinstance(value, dict) or not value.get("add"):
        raise _WrongError("says not what to add", 'write add = ["https://…", "folder/of/files"]')
    found: dict[str, Any] = {}
    for key, given in value.items():
        if key not in SOURCE_SETTINGS:
            raise _WrongError(f"has no setting {key!r}", did_you_mean(key, SOURCE_SETTINGS))
        where, read = SOURCE_SETTINGS[key]
        found[where] = read(given)
    return Manner(name=name, **found)


SETTINGS: Mapping[tuple[str, str], tuple[str, Callable[[Any], Any]]] = {
    ("site", "url"): ("url", _url),
    ("site", "title"): ("title", _titles),
    ("site", "editions"): ("editions", _editions),
    ("site", "page_size"): ("page_size", _count),
    ("site", "pictures"): ("pictures", _yes),
    ("site", "robots"): ("robots", _robots),
    ("site", "tdm_reservation"): ("tdm_reservation", _yes),
    ("site", "headers"): ("headers", _hosts),
    ("data", "parquet"): ("parquet", _yes),
    ("digest", "sentences"): ("sentences", _count),
    ("publish", "default"): ("publish", _publish),
    ("publish", "sources"): ("publish_sources", _table(_publish)),
    ("publish", "files"): ("publish_files", _table(_publish)),
    ("rules", "off"): ("rules_off", _texts),
    ("paths", "seeds"): ("seeds", _text),
    ("paths", "content"): ("content", _text),
    ("paths", "output"): ("output", _text),
    ("paths", "theme"): ("theme", _text),
}
"""Table and key in the file → field of ``Config`` and the function that reads its value."""


def load(file: Path) -> Config:
    """The settings in a file, or all defaults where there is none. KhulasaError lists all that is wrong."""
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return Config()
    except UnicodeDecodeError as error:
        raise KhulasaError(Problem(str(file), f"is not UTF-8 ({error.reason})", "save it as UTF-8")) from None
    return parse(text, str(file))


def parse(text: str, where: str) -> Config:
    """The settings in a text; ``where`` names it in problems."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise KhulasaError(Problem(where, f"is not valid TOML: {error}", "mend that line")) from None
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    tables = sorted({"sources", *(table for table, _ in SETTINGS)})
    for table, values in raw.items():
        if table not in tables:
            problems.append(
                Problem(_at(where, text, table), f"unknown table [{table}]", did_you_mean(table, tables))
            )
            continue
        if not isinstance(values, dict):
            problems.append(Problem(_at(where, text, table), f"{table} must be a table", f"write [{table}]"))
            continue
        if table == "sources":
            found["sources"] = _manners(values, where, text, problems)
            continue
        legal = [key for name, key in SETTINGS if name == table]
        for key, value in values.items():
            if key not in legal:
                what = f"unknown setting {key!r} in [{table}]"
                problems.append(Problem(_at(where, text, key), what, did_you_mean(key, legal)))
                continue
            name, read = SETTINGS[table, key]
            try:
                found[name] = read(value)
            except _WrongError as wrong:
                what, remedy = wrong.args
                problems.append(Problem(_at(where, text, key), f"[{table}] {key} {what}", remedy))
    if problems:
        raise KhulasaError(*problems)
    return Config(**found)


def _manners(values: Mapping[str, Any], where: str, text: str, problems: list[Problem]) -> tuple[Manner, ...]:
    """The tables ``[sources.NAME]`` in the order of the file; what is wrong in one joins the problems."""
    found: list[Manner] = []
    for name, value in values.items():
        try:
            found.append(_manner(name, value))
        except _WrongError as wrong:
            what, remedy = wrong.args
            problems.append(Problem(_at(where, text, f"sources.{name}"), f"[sources.{name}] {what}", remedy))
    return tuple(found)


def _at(where: str, text: str, name: str) -> str:
    """``file:line`` of the first line that holds a name as a key or a table."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*\[?[\w.\"]*\b{re.escape(name)}\b", line):
            return f"{where}:{number}"
    return where
