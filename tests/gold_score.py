"""Counts what the program understood of an article against its gold: (figure, hit or miss, what) rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from khulasa.text.fold import key

Row = tuple[str, bool, str]
_TITLES = (
    "اللواء العميد الفريق السيد السيدة سماحة الحاج الشهيد الدكتور الدكتورة المهندس المهندسة الوزير القائد "
    "الرئيس الشيخ سردار سرتیپ سرلشکر پاسدار حاج شهید دکتر مهندس آیت الله آقای خانم سید سیده استاد"
)
TITLES = frozenset(key(_TITLES).split())


def loose(text: str) -> str:
    """A text without marks, punctuation and differences of spelling, ZWNJ being a space."""
    spaced = key(text.replace("\u200c", " ").replace("\u00a0", " "))
    return " ".join("".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFKC", spaced)).split())


def core(name: str) -> set[str]:
    """The words of a name without titles and without the Arabic article."""
    words = loose(name).split()
    return {re.sub(r"^ال(?=\w{3})", "", w) for w in ([w for w in words if w not in TITLES] or words)}


def same(a: str, b: str) -> bool:
    """Two forms name the same where the words of one are among the words of the other."""
    x, y = core(a), core(b)
    return bool(x and y) and (x <= y or y <= x)


def forms(found: Mapping[str, Any], kind: str) -> list[list[str]]:
    """All forms of each entity of a kind: label, names, and the words at its places."""
    by_id = {e["id"]: [e["name"], *e["names"]] for e in found[kind]}
    for mention in found["mentions"]:
        by_id.get(mention["id"], []).append(mention["text"])
    return list(by_id.values())


def wanted(entities: Any) -> list[list[str]]:
    """The forms of each gold entity, whichever way the gold is written."""
    return list(entities.values()) if isinstance(entities, dict) else [e["names"] for e in entities or []]


def score(gold: Mapping[str, Any], found: Mapping[str, Any], source: str) -> Iterator[Row]:
    """Every figure of one article."""
    yield "language", found["lang"] == gold["lang"], found["lang"]
    yield from _headings(gold, found)
    yield from _removed(gold, found)
    yield from _outlets(gold, found)
    yield from _date(gold, found)
    for kind in ("people", "organisations", "places"):
        yield from _entities(kind, wanted(gold.get(kind)), forms(found, kind))
    for name in gold["not_people"]:
        wrong = any(loose(form) == loose(name) for names in forms(found, "people") for form in names)
        yield "not_people", not wrong, name
    yield from _quotes(gold, found)
    yield from _summary(gold, found, source)


def _headings(gold: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Row]:
    title = found["title"]
    if gold["title"]:
        yield "title", loose(title["text"]) == loose(gold["title"]) and not title["derived"], title["text"]
    else:
        yield "title", title["derived"] and bool(title["text"]), title["text"]
    yield "deck", loose(found["deck"] or "") == loose(gold.get("deck") or ""), str(found["deck"])


def _removed(gold: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Row]:
    have = {loose(r["text"]) for r in found["removed"]} - {""}
    want = {loose(line) for line in gold["removed"]} - {""}
    for line in sorted(want):
        yield "leftovers_removed", line in have, line
    for line in sorted(have):
        yield "removal_precision", line in want or line == loose(gold["title"] or ""), line


def _outlets(gold: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Row]:
    name = (found["publisher"] or {}).get("name")
    right = (
        same(name, gold["publisher"]) if name and gold["publisher"] else not name and not gold["publisher"]
    )
    yield "publisher", right, f"{name} for {gold['publisher']}"
    for agency in gold["via"]:
        yield "agency_chain", any(same(agency, v["name"]) for v in found["via"]), agency


def _date(gold: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Row]:
    want, have = gold["date"], found["date"] or {}
    first, last = have.get("from"), have.get("to") or have.get("from")
    if want["from"] is None:
        yield "date", not first, f"invented {first}"
        return
    right = bool(first) and want["from"] <= first and last <= want["to"]
    yield "date", right, f"{first}..{last} for {want['from']}..{want['to']}"
    if right:
        yield "date_basis", have["basis"] == want["basis"], have["basis"]


def _entities(kind: str, want: list[list[str]], have: list[list[str]]) -> Iterator[Row]:
    for names in want:
        hit = any(same(n, f) for n in names for found in have for f in found)
        yield f"{kind}_recall", hit, " / ".join(names)
    for found in have:
        hit = any(same(n, f) for names in want for n in names for f in found)
        yield f"{kind}_precision", hit, " / ".join(found[:3])


def _speaker_names(gold: Mapping[str, Any], speaker: str | None) -> list[str]:
    named: dict[str, list[str]] = {}
    for kind in ("people", "organisations"):
        rows = gold.get(kind) or {}
        named |= rows if isinstance(rows, dict) else {e["key"]: e["names"] for e in rows}
    return named.get(speaker or "") or ([speaker] if speaker else [])


def _quotes(gold: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Row]:
    entities = {e["id"]: e for kind in ("people", "organisations") for e in found[kind]}
    for quote in gold["quotes"]:
        start, names = loose(quote["starts"]), _speaker_names(gold, quote["speaker"])
        match = next((q for q in found["quotes"] if loose(q["text"]).startswith(start)), None)
        yield "quotes_recall", match is not None, quote["starts"]
        entity = entities.get((match or {}).get("speaker") or "", {"name": None, "names": []})
        said_by = [f for f in [entity["name"], *entity["names"], (match or {}).get("speaker_text")] if f]
        right = match is not None and (
            match["speaker"] == quote["speaker"] or any(same(n, f) for n in names for f in said_by)
        )
        yield "speakers", right, f"{quote['starts']} -> {(match or {}).get('speaker')} for {quote['speaker']}"
    starts = [loose(q["starts"]) for q in gold["quotes"]]
    for quote in found["quotes"]:
        yield "quotes_precision", any(s in loose(quote["text"]) for s in starts), quote["text"][:60]
    for name in gold["not_quotes"]:
        yield "names_not_quoted", all(loose(q["text"]) != loose(name) for q in found["quotes"]), name


def _summary(gold: Mapping[str, Any], found: Mapping[str, Any], source: str) -> Iterator[Row]:
    chosen = [s["text"] for s in found["summary"]]
    yield "summary_present", 1 <= len(chosen) <= 5, str(len(chosen))
    never: Iterable[str] = gold.get("never_in_summary", gold["removed"])
    for sentence in chosen:
        yield "summary_verbatim", sentence in source, sentence[:60]
        bad = [n for n in never if loose(n) and loose(n) in loose(sentence)]
        yield "summary_clean", not bad, str(bad)
    if gold.get("lead_fact"):
        yield "lead_fact_kept", loose(gold["lead_fact"]) in loose(" ".join(chosen)), gold["lead_fact"]
