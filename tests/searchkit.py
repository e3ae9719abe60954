"""Sites for the tests of search: sixty short articles of our own, and as many made ones as asked for."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from khulasa.content.authority import Authority
from khulasa.errors import Problem
from khulasa.languages import load as language
from khulasa.model import (
    Article,
    ArticleDate,
    Digest,
    Entity,
    Extract,
    Heading,
    Outlet,
    Record,
    Sentence,
    Source,
)

CASES = Path(__file__).parent / "cases"
LISTS = (
    "past-verbs", "org-words", "everyday-nouns", "common-words", "person-nouns", "thing-heads", "places",
    "function-words", "frequent-words", "titles", "event-words", "verb-forms", "family-names",
)  # fmt: skip


def cases(name: str) -> Any:
    """A data file of the cases."""
    return json.loads((CASES / name).read_text("utf-8"))


def article(ident: str, said: dict[str, Any], path: str = "") -> Article:
    """An article of plain fields: lang, title, deck, day, source, digest (sentences), rest (sentences), names."""
    lang = said["lang"]
    lines = [*said["digest"], *said.get("rest", ())]
    text, sentences = "\n".join(lines), []
    for n, line in enumerate(lines):
        start = sum(len(one) + 1 for one in lines[:n])
        sentences.append(Sentence(n, n, line, start, start + len(line)))
    day = date.fromisoformat(said["day"]) if said.get("day") else None
    chosen = tuple(
        Extract(s.index, s.text, s.start, s.end, (), s.index) for s in sentences[: len(said["digest"])]
    )
    names = [tuple(name.split("/", 2)) for name in said.get("names", ())]
    digest = Digest(
        source=Source(f"{ident}.txt", "ab" * 32, "", "utf-8"),
        lang=lang,
        text=text,
        title=Heading(said["title"], "made", 1),
        deck=Heading(said["deck"], "made", 2) if said.get("deck") else None,
        section=None,
        byline=None,
        subheadings=(),
        publisher=Outlet(said["source"], said["source"], "made", "") if said.get("source") else None,
        via=(),
        date=ArticleDate(day, day, "explicit" if day else "none", ()),
        removed=(),
        sentences=tuple(sentences),
        summary=chosen,
        entities=tuple(Entity(kind, key, label, (label,), True, "made", "") for kind, key, label in names),
        mentions=(),
        quotes=(),
        terms=(),
        dates=(),
    )
    return Article(ident, path, digest)


def load(path: str, data: bytes) -> tuple[Article, tuple[Problem, ...]]:
    """The article of a content file of these tests."""
    said = json.loads(data)
    return article(said["id"], said, path), ()


def put(content: Path, ident: str, said: dict[str, Any]) -> Path:
    """Write a content file of these tests."""
    file = content / "articles" / ident[-1] / f"{ident}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"id": ident, **said}, ensure_ascii=False), "utf-8")
    return file


def authority() -> Authority:
    """The people, places and organisations of the sixty articles, in three scripts."""
    records = {}
    for kind, ident, *names in cases("search_site.json")["names"]:
        spelled = dict(zip(("ar", "fa", "en"), (tuple(n.split("|")) for n in names), strict=True))
        records[ident] = Record(kind, ident, spelled, {})
    return Authority(records)


# ------------------------------------------------------------------ made articles


@cache
def vocabulary(lang: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Words of a language in a fixed order by chance, with the added-up weights of Zipf's law."""
    lists = language(lang).lists
    words = sorted({w for name in LISTS for w in lists.get(name, ()) if " " not in w and len(w) > 1})
    random.Random(lang).shuffle(words)  # noqa: S311 - a test wants the same chance each time
    return tuple(words), tuple(accumulate(1 / (n + 3) for n in range(len(words))))


@cache
def sorted_names(lang: str, name: str) -> list[str]:
    """A list of names in a fixed order."""
    return sorted(language(lang).words(name))


def made(number: int, *, full: bool = True) -> dict[str, Any]:
    """An article of some 350 words by chance, the same for a number; the higher the number, the later its day."""
    chance = random.Random(number)  # noqa: S311
    lang = chance.choice(("ar", "fa"))
    words, weights = vocabulary(lang)

    def sentence() -> str:
        drawn = chance.choices(words, cum_weights=weights, k=chance.randrange(12, 30))
        return " ".join(f"ال{w}" if lang == "ar" and chance.random() < 0.25 else w for w in drawn) + "."

    people = {min(int(20 * chance.paretovariate(0.7)) - 20, 9999) for _ in range(chance.randrange(2, 9))}
    given, family = sorted_names(lang, "given-names"), sorted_names(lang, "family-names")
    names = [
        f"person/person-{p}/{given[p * 7 % len(given)]} {family[p * 11 % len(family)]}"
        for p in sorted(people)
    ]
    return {
        "lang": lang,
        "title": " ".join(chance.choices(words, cum_weights=weights, k=9)),
        "deck": sentence() if chance.random() < 0.4 else "",
        "day": (date(2014, 1, 1) + timedelta(days=number * 2 // 5)).isoformat()
        if chance.random() > 0.05
        else "",
        "source": f"source-{chance.randrange(40)}",
        "digest": [sentence() for _ in range(5)],
        "rest": [sentence() for _ in range(13)] if full else [],
        "names": names,
    }
