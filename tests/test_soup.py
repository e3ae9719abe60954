"""Articles of words from our own lists in any order: the rules meet every word in every place, and none fails.

What a rule expects to stand beside a word is missing most of the time here.
"""

from __future__ import annotations

import os
import random
from functools import cache

import pytest

from khulasa import languages
from khulasa.chains import STANDARD
from khulasa.content import articles, authority, frontmatter
from khulasa.content.authority import Authority
from khulasa.convert import Rulebook, convert
from khulasa.errors import KhulasaError
from khulasa.model import Source
from khulasa.project import shipped

ARTICLES = int(os.environ.get("KHULASA_SOUPS", "40"))
SIGNS = (
    *"     ",
    "، ",
    ". ",
    ".",
    ": ",
    " «",
    "» ",
    ' "',
    '" ',
    " (",
    ") ",
    " - ",
    "؟ ",
    "… ",
    " | ",
    "/",
    "\n",
)
LOOSE = (
    "2024",
    "۱۴۰۲",
    "3",
    "١٥",
    "3/1/2024",
    "۱۲:۳۰",
    "12%",
    "a.example",
    "@a",
    "#ب",
    "ABC",
    "U.N.",
    "د.",
    "«",
    "ء",
    "ـ",
    "أن ء",
)
LONELY = 0.25
"""Share of lines that are one word or two."""


@pytest.fixture(scope="module")
def known() -> Authority:
    """The authority files that come with the program."""
    return authority.load(shipped("authority", "content/authority"))[0]


@cache
def words(lang: str) -> tuple[tuple[str, ...], ...]:
    """The word lists of a language."""
    lists = languages.load(lang).lists
    return tuple(tuple(sorted(lists[name])) for name in sorted(lists) if lists[name])


def soup(lang: str, chance: random.Random) -> str:
    """An article without sense."""
    lists = words(lang)
    lines = []
    for _ in range(chance.randrange(4, 16)):
        size = chance.randrange(1, 3) if chance.random() < LONELY else chance.randrange(5, 60)
        rows = [chance.choice(lists) if chance.random() < 0.9 else LOOSE for _ in range(size)]
        lines.append("".join(chance.choice(row) + chance.choice(SIGNS) for row in rows))
    return "\n".join(lines)


FAILED = (
    'جواب بهدف "مقدمة صناعة… سالنا المهرة نوع: ولدت ««',
    "بعد از شهادت: هم) (روس گفت کانال‌های «« (دارد سانتیاگو",
    'که «۱۲:۳۰ "جواب برای «خراج دو/رفت شهرستان» گفت',
    'چون.برخی.دی «3.خانه خانم" نمایش" اینگونه، ایکس "یوتیوب',
)
"""Shapes on which a rule once failed: marks that open and hold nothing, and marks that close behind the verb."""


@pytest.mark.parametrize("text", FAILED)
def test_what_once_failed(text):
    """Each is read again."""
    source = Source("x.txt", "0" * 64, text, "utf-8")
    assert convert(source, "x", None, Rulebook(Authority(), STANDARD)).text


@pytest.mark.parametrize("lang", ["ar", "fa"])
@pytest.mark.parametrize("lone", ["ء", "ـ", "ّ ـ"])
def test_words_of_which_no_letter_is_left(lang, lone, known):
    """A lone hamza or a stroke of length is a word without a key; beside every kind of word the article is read."""
    rulebook = Rulebook(known, STANDARD)
    chance = random.Random(f"{lang} {lone}")  # noqa: S311 - the same chance each time
    for _ in range(6):
        rows = [chance.choice(words(lang)) for _ in range(120)]
        text = " ".join(f"{chance.choice(row)} {lone}" + chance.choice(SIGNS) for row in rows)
        assert convert(Source("x.txt", "0" * 64, text, "utf-8"), "x", None, rulebook).text


@pytest.mark.parametrize("lang", ["ar", "fa"])
def test_no_rule_fails_on_any_words(lang, known):
    """Each soup is read or refused; what is found are slices; the content file says so when it is read again."""
    rulebook = Rulebook(known, STANDARD)
    for seed in range(ARTICLES):
        text = soup(lang, random.Random(f"{lang} {seed}"))  # noqa: S311 - the same chance each time
        try:
            done = convert(Source("x.txt", "0" * 64, text, "utf-8"), "x", None, rulebook)
        except KhulasaError:
            continue
        content = articles.parse(done.text.encode(), "x.md")
        assert frontmatter.write(content) == done.text, seed
        article, problems = articles.article(content, "x.md", "x.md")
        assert problems == (), seed
        digest = article.digest
        parts = (
            *digest.sentences,
            *digest.summary,
            *digest.quotes,
            *digest.mentions,
            *digest.terms,
            *digest.dates,
        )
        assert [p for p in parts if digest.text[p.start : p.end] != p.text] == [], seed
        assert {*digest.text.split("\n")} <= {line.strip() for line in text.split("\n")}, seed
