"""A project in which hostile strings stand wherever a source, a content file or an authority file brings text."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from khulasa.content import frontmatter
from khulasa.content.frontmatter import ContentFile, Paragraph
from khulasa.text.decode import visible

ATTACKS = Path(__file__).parent / "cases" / "attacks.json"
KHULASA = Path(sys.executable).parent / "khulasa"
PER_ARTICLE = 48
LINES = (
    "افتتح المهندس سامي الحداد مكتبة المدينة الجديدة يوم الأحد بحضور عدد من السكان.",
    "وقال سامي الحداد إن «المكتبة مفتوحة للجميع منذ اليوم».",
    "وتضم المكتبة قاعة للأطفال وحديقة صغيرة في وسط المدينة.",
)
CLAIMS = "افتتحت المدينة مكتبة جديدة"
KINDS = ("people", "organisations", "places", "events", "tags")
URL = "https://news.example/"


def attacks() -> list[str]:
    """Our own strings, each once."""
    given = json.loads(ATTACKS.read_text("utf-8"))["attacks"]
    return list(dict.fromkeys(text for texts in given.values() for text in texts))


def harmless(strings: Sequence[str]) -> list[str]:
    """As many words that mean nothing."""
    return [f"كلمة {n}" for n in range(len(strings))]


def khulasa(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a project; a traceback fails whatever it is for."""
    done = subprocess.run(
        [KHULASA, *args], capture_output=True, text=True, errors="surrogateescape", cwd=cwd, check=False,
        timeout=600, env={**os.environ, **env},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    assert "the program failed on it" not in done.stderr, done.stderr[-3000:]
    return done


def line(text: str) -> str:
    """A string as one line of an article can hold it."""
    return " ".join(visible(text).split())


def project(folder: Path, strings: Sequence[str], **settings: str) -> Path:
    """Write the project: an article for every few strings, each string in other places of each."""
    groups = [strings[i : i + PER_ARTICLE] for i in range(0, len(strings), PER_ARTICLE)]
    for n, group in enumerate(groups):
        file = folder / "content/articles/ar/2024" / f"a{n:04}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(frontmatter.write(article(n, group)), "utf-8")
        seed = folder / "seeds" / f"s{n:04}.txt"
        seed.parent.mkdir(exist_ok=True)
        seed.write_bytes(source(n, group))
    (folder / "seeds/untitled.txt").write_text("\n".join(LINES), "utf-8")
    records = folder / "content/authority"
    records.mkdir()
    for kind in KINDS[:-1]:
        entries = {f"{kind}-{n}": record(f"{kind} {n}", group) for n, group in enumerate(groups)}
        text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False)
        (records / f"{kind}.yaml").write_text(text, "utf-8")
    title = settings.get("title", "خلاصة")
    (folder / "khulasa.toml").write_text(
        f'[site]\nurl = "{URL}"\n[site.title]\nar = {json.dumps(title)}\n[publish]\ndefault = "full"\n',
        "utf-8",
    )
    return folder


def source(number: int, group: Sequence[str]) -> bytes:
    """A source with the strings as its title and in its lines."""
    rows = [f"{CLAIMS} {number} {line(group[number % len(group)])}"]
    for n, text in enumerate(group):
        rows += [LINES[n % 3], f"وقال المهندس سامي الحداد: «{line(text)}» في المكتبة."]
    return "\n".join(rows).encode("utf-8", "replace")


def article(number: int, group: Sequence[str]) -> ContentFile:
    """A content file: which string stands in which field moves on from file to file."""
    turn = itertools.islice(itertools.cycle(group), number % len(group), None)

    def some() -> str:
        return next(turn)

    body = [Paragraph(text) for t in group if (text := line(t))]
    named = [{"id": f"{kind}-{number}"} for kind in KINDS[:-1]]
    fields: dict[str, Any] = {
        "id": some() if number % 2 else f"a{number:04}",
        "lang": "ar",
        "title": some(),
        "deck": some(),
        "section": some(),
        "byline": some(),
        "publisher": {"name": some(), "id": some(), "rule": some(), "evidence": some()},
        "via": [{"name": some(), "id": some(), "rule": some(), "evidence": some()}],
        "date": {
            "from": "2024-01-03", "to": "2024-01-03", "basis": "inferred",
            "evidence": [{"text": some(), "rule": some(), "value": some()}],
        },
        "tags": [entity(some, n) for n in range(2)],
        **{kind: [entity(some, 0), known] for kind, known in zip(KINDS, named, strict=False)},
        "quotes": [
            {"text": p.text, "speaker": some(), "speaker_text": some(), "verb": some(), "rule": some()}
            for p in body[:4]
        ],
        "terms": [{"text": p.text, "rule": some()} for p in body[4:8]],
        "summary": [
            {"text": p.text, "rank": n, "context": some(), "votes": [{"rule": some(), "score": 0.5, "why": some()}]}
            for n, p in enumerate(body[8:13])
        ],
        "removed": [{"line": n, "text": some(), "rule": some(), "evidence": some()} for n in range(3)],
        "url": some(),
        "source": {"file": some(), "sha256": some(), "encoding": some(), "notes": [some()]},
        some() or "x": some(),
    }  # fmt: skip
    return ContentFile(fields, (*map(Paragraph, LINES), *body))


def entity(some: Any, number: int) -> dict[str, Any]:
    """An entry of people, places …"""
    return {
        "id": f"{some()}-{number}", "name": some(), "names": [some(), some(), "سامي الحداد"], "roles": [some()],
        "rule": some(), "evidence": some(),
    }  # fmt: skip


def record(name: str, group: Sequence[str]) -> dict[str, Any]:
    """An authority entry with the strings as its names; what such a file may not hold at all is left out."""
    names = [f"{name} {kept}" for text in group if (kept := line(text))]
    found: dict[str, Any] = {
        "names": {"ar": names[:8], "fa": names[8:16], "en": names[16:]},
        "description": {"ar": names[0], "fa": names[1 % len(names)]},
    }
    if name.startswith("people"):
        found["roles"] = [{"label": {"ar": text}} for text in names[:3]]
    return found


class Shape(HTMLParser):
    """The elements of a page with the names of their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.schemes: set[str] = set()
        self.text: list[str] = []
        self.data: list[str] = []
        """What scripts hold: JSON-LD."""
        self._script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self._script = tag == "script"
        self.elements.add(" ".join([tag, *sorted(name for name, _ in attrs)]))
        self.schemes |= {urlsplit(v).scheme for name, v in attrs if name in ("href", "src") and v} - {""}

    def handle_decl(self, decl: str) -> None:
        """Note a declaration that is not the first line of every page."""
        self.elements |= {f"!{decl}"} if decl != "doctype html" else set()

    def handle_comment(self, data: str) -> None:
        """Note a comment: the theme writes none."""
        self.elements.add(f"comment {data}")

    def handle_pi(self, data: str) -> None:
        """Note a processing instruction."""
        self.elements.add(f"pi {data}")

    def handle_data(self, data: str) -> None:
        """Collect the text."""
        (self.data if self._script else self.text).append(data)

    def handle_endtag(self, tag: str) -> None:
        """Text follows a script."""
        self._script = False


def shapes(output: Path) -> Iterator[tuple[str, Shape]]:
    """Every page of a site, parsed."""
    for file in sorted(output.rglob("*.html")):
        yield file.relative_to(output).as_posix(), Shape(file.read_text("utf-8"))


CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What must not be on a page, in a feed, in data or on a terminal."""
