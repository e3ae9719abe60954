"""Made-up articles for the tests of index, plan and site: a content file is a small JSON text, easy to edit."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

from khulasa import build
from khulasa.build import BuildReport
from khulasa.content.authority import Authority
from khulasa.errors import KhulasaError, Problem
from khulasa.model import (
    Amendment,
    Article,
    ArticleDate,
    Digest,
    Entity,
    Evidence,
    Extract,
    Heading,
    Mention,
    Outlet,
    Quote,
    Record,
    Removal,
    Sentence,
    Source,
    Vote,
)
from khulasa.site.settings import SiteSettings

BODIES = {
    "ar": (
        "افتتح المهندس سامي الحداد مكتبة المدينة الجديدة يوم الأحد.",
        "وقال سامي الحداد إن «المكتبة مفتوحة للجميع منذ اليوم».",
        "وتضم المكتبة قاعة للأطفال وحديقة صغيرة.",
        "وحضرت الافتتاح جمعية القراءة وعدد من السكان.",
    ),
    "fa": (
        "سامی حداد کتابخانهٔ تازهٔ شهر را روز یکشنبه گشود.",
        "سامی حداد گفت: «کتابخانه از امروز برای همه باز است».",
        "این کتابخانه تالاری برای کودکان و باغی کوچک دارد.",
        "انجمن کتاب‌خوانی و شماری از ساکنان در مراسم بودند.",
    ),
}
QUOTED = {"ar": "المكتبة مفتوحة للجميع منذ اليوم", "fa": "کتابخانه از امروز برای همه باز است"}
NAMED = {"ar": "سامي الحداد", "fa": "سامی حداد"}


def article(ident: str, path: str = "", **said: Any) -> Article:
    """An article of four sentences in two paragraphs; ``said`` sets lang, title, day, publisher, people …"""
    lang = said.get("lang", "ar")
    lines = said.get("lines") or (*BODIES[lang][:-1], f"{BODIES[lang][-1]} {_own_words(ident)}")
    half = max(1, len(lines) // 2)
    text = "\n".join(" ".join(part) for part in (lines[:half], lines[half:]) if part)
    sentences = _sentences(text, lines, half)
    people = tuple(said.get("people", ("sami-haddad",)))
    entities = [
        Entity(
            "person", p, NAMED[lang] if n == 0 else p, (NAMED[lang] if n == 0 else p,), False, "made", "", ()
        )
        for n, p in enumerate(people)
    ]
    entities += [Entity("organisation", o, o, (o,), False, "made", "") for o in said.get("organisations", ())]
    entities += [Entity("topic", t, t, (), True, "made", "") for t in said.get("topics", ())]
    start = text.find(NAMED[lang]) if people else -1
    mentions = (
        [Mention("person", people[0], NAMED[lang], start, start + len(NAMED[lang]), "made")]
        if start >= 0
        else []
    )
    quoted = text.find(QUOTED[lang])
    quotes = (
        [
            Quote(
                QUOTED[lang],
                quoted,
                quoted + len(QUOTED[lang]),
                people[0],
                NAMED[lang],
                "قال",
                "marked",
                "made",
                "",
            )
        ]
        if quoted >= 0 and people
        else []
    )
    day = date.fromisoformat(said["day"]) if said.get("day") else None
    last = date.fromisoformat(said["last"]) if said.get("last") else day
    basis = said.get("basis", "explicit") if day else "none"
    publisher = said.get("publisher", "city-news")
    name = said.get("publisher_name", publisher)
    chosen = [s for s in sentences if s.index in (0, 1)]
    digest = Digest(
        source=Source(f"{ident}.txt", "ab" * 32, "", "utf-8"),
        lang=lang,
        text=text,
        title=Heading(said.get("title", f"{ident} عنوان"), "made", 1),
        deck=None,
        section=None,
        byline=None,
        subheadings=(),
        publisher=Outlet(name, publisher or None, "made", "") if name else None,
        via=tuple(Outlet(v, v, "made", "") for v in said.get("via", ())),
        date=ArticleDate(day, last, basis, (Evidence("الأحد", "made", "x"),) if day else ()),
        removed=(Removal(9, "اقرأ أيضا", "made", "اقرأ"),),
        sentences=tuple(sentences),
        summary=tuple(
            Extract(s.index, s.text, s.start, s.end, (Vote("made", 0.5, "place:1"),), rank)
            for rank, s in enumerate(chosen)
        ),
        entities=tuple(entities),
        mentions=tuple(mentions),
        quotes=tuple(quotes),
        terms=(),
        dates=(),
    )
    later = [Amendment(date.fromisoformat(d), reason) for d, reason in said.get("corrections", ())]
    gone = Amendment(date.fromisoformat(said["retracted"]), "رأي الناشر") if said.get("retracted") else None
    return Article(ident, path, digest, tuple(said.get("edited", ())), said.get("url"), tuple(later), gone)


def _own_words(ident: str) -> str:
    """Words that no other article has: without them all would be copies of each other."""
    return " ".join(f"{ident}w{n}" for n in range(40)) + "."


def _sentences(text: str, lines: tuple[str, ...] | list[str], half: int) -> list[Sentence]:
    found: list[Sentence] = []
    place = 0
    for n, line in enumerate(lines):
        place = text.index(line, place)
        found.append(Sentence(n, int(n >= half), line, place, place + len(line)))
        place += len(line)
    return found


def load(path: str, data: bytes) -> tuple[Article, tuple[Problem, ...]]:
    """The article of a content file of the tests."""
    try:
        said = json.loads(data)
    except ValueError:
        raise KhulasaError(Problem(path, "is not JSON", "mend it")) from None
    return article(said.pop("id"), path, **said), ()


def put(content: Path, ident: str, folder: str = "x", **said: Any) -> Path:
    """Write a content file of the tests."""
    file = content / "articles" / folder / f"{ident}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"id": ident, **said}, ensure_ascii=False), "utf-8")
    return file


TEMPLATES = {
    "base": "{% macro base() %}{{ page.title }}|{{ page.root }}|{{ page.alternates|map(attribute='url')|join(' ') }}|"
    "{{ page.nav|map(attribute='url')|join(' ') }}|{{ site.title.text }}{% endmacro %}",
    "home": "{% for d in view.days %}{{ d.date.first }}{% for c in d.cards %}{{ c }}{% endfor %}{% endfor %}"
    "{{ view.people }}{{ view.articles }}{{ view.stories }}",
    "article": "{{ view }}",
    "story": "{{ view }}",
    "stories": "{{ view }}",
    "term": "{{ view }}",
    "index": "{{ view }}",
    "archive": "{{ view }}",
    "digest": "{{ view }}",
    "method": "{{ view }}",
    "rtl": "{{ view }}",
    "datapage": "{{ view }}",
    "search": "{{ view }}",
    "about": "{{ page }}{% if view %}{{ view.body }}{% endif %}",
    "editions": "{{ page }}",
    "notfound": "{{ page }}",
    "moved": "{{ page }}{{ view }}",
}


def theme(folder: Path) -> Path:
    """A tiny theme: every template prints all that it gets."""
    (folder / "templates").mkdir(parents=True)
    for name, text in TEMPLATES.items():
        body = text if name == "base" else f"<html>{{{{ page }}}}\n{text}</html>"
        (folder / "templates" / f"{name}.html").write_text(body, "utf-8")
    (folder / "static" / "css").mkdir(parents=True)
    (folder / "static" / "css" / "site.css").write_text("body { margin: 0 }\n", "utf-8")
    (folder / "translations").mkdir()
    for code in ("ar", "fa", "en"):
        head = (
            f'msgid ""\nmsgstr ""\n"Language: {code}\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        )
        (folder / "translations" / f"{code}.po").write_text(head, "utf-8")
    return folder


def project(folder: Path, **said: Any) -> SiteSettings:
    """Settings of an empty project in a folder."""
    (folder / "content").mkdir(parents=True, exist_ok=True)
    if not (folder / "theme").exists():
        theme(folder / "theme")
    given = {
        "url": "https://news.example/",
        "page_size": 2,
        "archive_size": 3,
        "home_size": 4,
        "feed_size": 3,
    }
    return SiteSettings(
        content=folder / "content",
        output=folder / "output",
        theme=folder / "theme",
        state=folder / ".khulasa",
        titles={"ar": "خلاصة", "fa": "خلاصه", "en": "Khulasa"},
        **{**given, **said},
    )


def authority(**labels: str) -> Authority:
    """Records of people (``sami_haddad="Sami"``) and of the source ``city-news``."""
    records = {
        "city-news": Record("source", "city-news", {"en": ("City News",), "ar": ("أخبار المدينة",)}, {}),
    }
    for name, label in labels.items():
        ident = name.replace("_", "-")
        records[ident] = Record("person", ident, {"en": (label,), "ar": ("سامي الحداد",)}, {"en": "Engineer"})
    return Authority(records)


def make(settings: SiteSettings, known: Authority | None = None) -> BuildReport:
    """Build a project of the tests."""
    return build.build(settings, known or authority(), load)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()
    }


def some(content: Path, count: int, seed: int = 1) -> None:
    """Many content files by chance, the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - a test wants the same chance each time
    for n in range(count):
        put(content, f"a{n:03}", **anything(chance))


def anything(chance: random.Random) -> dict[str, Any]:
    """What an article says, by chance."""
    people = [f"person-{chance.randrange(6)}" for _ in range(chance.randrange(4))]
    return {
        "lang": chance.choice(("ar", "fa")),
        "title": f"title {chance.randrange(1000)}",
        "day": chance.choice(("", f"2021-{chance.randrange(1, 5):02}-{chance.randrange(1, 28):02}")),
        "people": list(dict.fromkeys(people)),
        "organisations": [f"org-{chance.randrange(3)}"] if chance.random() < 0.5 else [],
        "topics": [f"topic-{chance.randrange(2)}"] if chance.random() < 0.3 else [],
        "publisher": chance.choice(("city-news", "", "other-paper")),
    }
