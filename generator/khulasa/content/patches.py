"""A file of decisions as the review page writes it: read as a stranger's, for it comes out of a browser.

::

    {"khulasa": "decisions", "version": 1, "decisions": [{"kind": "same", "ids": ["…", "…"]}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from khulasa.content.authority import Authority
from khulasa.content.decisions import Decision, Decisions, checked
from khulasa.errors import KhulasaError, Problem

MAX_BYTES = 2_000_000
MAX_DECISIONS = 20_000
_AGAINST = {"same": "different", "different": "same"}
"""What cannot be said of the same two."""


def read(file: Path) -> list[Any]:
    """The entries of a patch file, as they stand there. KhulasaError where it is none."""
    where = str(file)
    try:
        with file.open("rb") as data:
            found = data.read(MAX_BYTES + 1)
    except OSError as error:
        raise KhulasaError(
            Problem(where, f"cannot be read: {error.strerror}", "name the file again")
        ) from None
    if len(found) > MAX_BYTES:
        raise KhulasaError(Problem(where, f"is larger than {MAX_BYTES} bytes", "apply it in parts"))
    remedy = "download it again from the review page"
    try:
        loaded = json.loads(found)
    except (ValueError, RecursionError) as error:
        raise KhulasaError(Problem(where, f"is no JSON: {error}", remedy)) from None
    if not isinstance(loaded, dict) or loaded.get("khulasa") != "decisions" or loaded.get("version") != 1:
        raise KhulasaError(Problem(where, "is no file of decisions", remedy))
    rows = loaded.get("decisions")
    if not isinstance(rows, list) or len(rows) > MAX_DECISIONS:
        raise KhulasaError(Problem(where, f"holds no list of at most {MAX_DECISIONS} decisions", remedy))
    return rows


def decisions(
    rows: list[Any], where: str, known: frozenset[str], authority: Authority, before: Decisions
) -> Iterator[Decision | Problem]:
    """Each entry as a decision that is new, or what is wrong with it; ``known`` are all ids that the content has."""
    seen = set(before.taken)
    for number, row in enumerate(rows, 1):
        made = _decision(row, f"{where}: decision {number}", known, authority)
        if isinstance(made, Decision):
            if made in seen:
                continue
            against = _AGAINST.get(made.kind, "")
            if against and {Decision(against, made.ids), Decision(against, made.ids[::-1])} & seen:
                what = f"{made.line()} is against a decision that was taken"
                made = Problem(f"{where}: decision {number}", what, "delete one of the two lines")
            else:
                seen.add(made)
        yield made


def _decision(row: Any, where: str, known: frozenset[str], authority: Authority) -> Decision | Problem:
    remedy = "download the file again from the review page"
    if not isinstance(row, dict) or row.keys() != {"kind", "ids"}:
        return Problem(where, "has not its form", remedy)
    kind, ids = row["kind"], row["ids"]
    if not isinstance(kind, str) or not isinstance(ids, list) or not all(isinstance(i, str) for i in ids):
        return Problem(where, "has not its form", remedy)
    made = checked(Decision(kind, tuple(ids)), where, authority)
    if isinstance(made, Problem):
        return made
    named = made.ids[:2] if kind in ("same", "different") else made.ids[:1]
    speaker = made.ids[2:] if kind == "speaker" else ()
    strange = [i for i in (*named, *speaker) if i not in known and i not in authority.records]
    if strange:
        return Problem(where, f"nothing has the id {strange[0][:60]!r}", "build, and review again")
    return made
