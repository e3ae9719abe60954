"""Search, the side of the build: terms, numbers, segments, files."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import searchkit as kit
from khulasa import index
from khulasa.content.authority import Authority
from khulasa.site import search
from khulasa.site.search import docs, segments, shards, words
from khulasa.site.settings import SiteSettings
from khulasa.text import fold

SITE = kit.cases("search_site.json")
ARTICLES = {one["id"]: one for one in SITE["articles"]}
Files = dict[str, str]


def settings(folder: Path, **said: Any) -> SiteSettings:
    (folder / "content" / "articles").mkdir(parents=True, exist_ok=True)
    given = {"publish": "full", **said}
    return SiteSettings(folder / "content", folder / "out", folder / "theme", folder / "state", **given)


def files(given: SiteSettings, known: Authority | None = None) -> Files:
    """The files of search after bringing index and search up to date."""
    db, _ = index.open_index(given.index)
    with closing(db):
        index.sync(db, given.content, known or Authority({}), kit.load)
        search.refresh(db, given)
        return {path: search.read(db, path) for path, _ in search.files(db)}


def postings(made: Files) -> dict[str, dict[int, int]]:
    """Every term of the articles → number → weight, read as the script does."""
    about = json.loads(made["search/index.json"])
    found: dict[str, dict[int, int]] = {}
    for name, base, count in about["segments"]:
        read = [json.loads(made[f"search/{name}-{count}/{n:x}.json"]) for n in range(count)]
        for term in {term for one in read for term in one if not term.endswith(shards.MORE)}:
            text = looked_up(term, read)
            found.setdefault(term, {}).update(decode(text.removeprefix(shards.LEANING), base, 4))
    return found


def looked_up(term: str, read: list[dict[str, str]]) -> str:
    """The postings of a term, found as the script finds them."""
    size = len(term) if term.startswith(shards.FILTER) else 3
    file = read[shards.place(term[:size], len(read))]
    while term[:size] + shards.MORE in file and len(term) > size:
        size += 1
        file = read[shards.place(term[:size], len(read))]
    return file[term]


def decode(text: str, base: int, weights: int) -> list[tuple[int, int]]:
    """The other side of ``shards.encode``."""
    found, number, value, scale = [], base, 0, 1
    for digit in map(shards.ALPHABET.index, text):
        value, scale = value + (digit & 31) * scale, scale * 32
        if digit < 32:
            number += value // weights
            found.append((number, value % weights))
            value, scale = 0, 1
    return found


def numbers(made: Files) -> dict[str, int]:
    """The number of each article by its address."""
    found = {}
    for path, text in made.items():
        if path.startswith("search/cards/"):
            found[json.loads(text)["url"].split("/")[-2]] = int(Path(path).stem, 36)
    return found


@pytest.fixture(scope="module")
def sixty(tmp_path_factory) -> Files:
    """The files of the sixty articles, of which one source is published whole."""
    given = settings(
        tmp_path_factory.mktemp("sixty"), publish="digest", publish_sources={"city-paper": "full"}
    )
    for ident, said in ARTICLES.items():
        kit.put(given.content, ident, said)
    return files(given, kit.authority())


# ------------------------------------------------------------------ words


@pytest.mark.parametrize("case", kit.cases("search_fold.json"), ids=lambda c: c["text"][:12] or "empty")
def test_words_of_a_query(case):
    """The golden cases, which the script has to pass too."""
    assert case["words"] == [list(forms) for forms in words.understood(case["text"])]


def test_the_table_of_the_script_is_the_table_of_the_program(sixty):
    """``fold.json`` holds the fold table of ``text.fold``, nothing added or left out."""
    table = json.loads(sixty["search/fold.json"])
    assert table["letters"] == fold.LETTERS
    dropped = re.compile(f"[{table['drop']}]")
    assert all(fold.key(c) == "" for c in map(chr, range(0x600, 0x2070)) if dropped.match(c))


@given(st.text("ابتثولفكبالرسيىةأإآؤئ گچپژیکۀ\u200c۱٢3,Aé'", max_size=30))
def test_what_was_written_is_found_by_what_was_written(text):
    """Every word of a query that repeats a text has a form among the terms of the text, in both languages."""
    for lang in ("ar", "fa"):
        terms = words.of_text(text, lang)
        for forms in words.understood(text):
            asked = len(forms[0]) > 1 and forms[0] not in words.frequent(lang)
            assert not asked or any(t.startswith(f) for f in forms for t in terms)


# ------------------------------------------------------------------ numbers, segments, postings


@given(st.dictionaries(st.integers(0, 10**7), st.integers(0, 3)))
def test_postings_survive(found):
    """What is decoded is what was encoded, in order."""
    rows = sorted(found.items())
    assert rows == decode(shards.encode(rows, 0, 4), 0, 4)


@given(st.lists(st.integers(-3, 8), min_size=1, max_size=40))
def test_a_segment_begins_where_nothing_newer_is_as_high(heights):
    """And always at the oldest."""
    wanted = [n for n in range(1, len(heights)) if heights[n] > max([*heights[n + 1 :], -1])]
    assert [0, *wanted] == segments.starts(heights)


def test_numbers_say_day_and_language():
    """Day and language can be read from a number; no two articles share one."""
    given = [(f"a{n}", ("ar", "fa")[n % 2], ("", "2021-03-04")[n % 3 > 0]) for n in range(200)]
    found, room = segments.numbers(given)
    assert len(set(found.values())) == 200
    for ident, lang, day in given:
        assert segments.LANGS[found[ident] % 2] == lang
        assert found[ident] // (room * 2) == segments.day_of(ident, day)
        assert (segments.day_of(ident, day) <= segments.UNDATED) == (day == "")


def test_other_articles_move_no_number():
    """One more article on the same day leaves the others where they are."""
    few = [(f"a{n}", "ar", "2021-03-04") for n in range(10)]
    before, _ = segments.numbers(few)
    after, _ = segments.numbers([*few, ("new", "ar", "2021-03-04")])
    moved = [ident for ident, number in before.items() if after[ident] != number]
    assert len(moved) <= 1


# ------------------------------------------------------------------ what is found


def test_every_word_of_a_title_leads_to_its_article(sixty):
    """With the weight of a title; the most frequent small words are left out."""
    found, of = postings(sixty), numbers(sixty)
    for ident, said in ARTICLES.items():
        for term in words.of_text(said["title"], said["lang"]):
            assert found[term][of[ident]] == docs.TITLE, (ident, term)


def test_names_in_every_script_lead_to_the_article(sixty):
    """Each spelling of the authority finds each article that names the person, whatever its language."""
    found, of = postings(sixty), numbers(sixty)
    spelled = {f"{kind}/{ident}": names for kind, ident, *names in SITE["names"]}
    for ident, said in ARTICLES.items():
        for name in said["names"]:
            for spelling in "|".join(spelled["/".join(name.split("/")[:2])]).split("|"):
                for term in words.of_name(spelling):
                    assert found[term][of[ident]] >= docs.NAME, (ident, spelling)


def test_an_article_is_listed_under_what_it_names(sixty):
    """The lists that the filters use hold exactly the articles that name a person, tag or source."""
    found, of = postings(sixty), numbers(sixty)
    for kind, ident, *_ in SITE["names"]:
        naming = {
            of[a]
            for a, said in ARTICLES.items()
            if any(n.startswith(f"{kind}/{ident}/") for n in said["names"])
            or (kind, ident) == ("source", said["source"])
        }
        assert naming == set(found.get(f"@{kind}/{ident}", ()))


def test_what_may_not_be_shown_is_neither_searched_nor_stored(sixty):
    """Of an article published as a digest the rest of its text is in no file of search."""
    everything, found, of = "\n".join(sixty.values()), postings(sixty), numbers(sixty)
    for ident, said in ARTICLES.items():
        for sentence in said["rest"]:
            assert (sentence in everything) == (said["source"] == "city-paper")
            alone = set(words.of_text(sentence, said["lang"])) - set(
                words.of_text(" ".join([said["title"], *said["digest"]]), said["lang"])
            )
            if said["source"] != "city-paper":
                assert not [t for t in alone if found.get(t, {}).get(of[ident]) == docs.MORE]


def test_cards_are_verbatim(sixty):
    """Title and sentences of a card are those of the article, to the letter."""
    for path, text in sixty.items():
        if path.startswith("search/cards/"):
            card = json.loads(text)
            said = ARTICLES[card["url"].split("/")[-2]]
            assert (card["title"], card["digest"]) == (said["title"], said["digest"])
            assert (card["lang"], card["dir"], card.get("source", "")) == (
                said["lang"],
                "rtl",
                said["source"],
            )
            assert set(card.get("date", ())) == ({"ar", "fa", "en"} if said["day"] else set())


# ------------------------------------------------------------------ increments


def test_increments_equal_clean(tmp_path):
    """After articles came, changed and went, the files are those of a clean build, byte for byte."""
    given = settings(tmp_path / "one")
    for n in range(70):
        kit.put(given.content, f"a{n:03}", kit.made(n))
    files(given)
    for n in (7, 33, 69):
        kit.put(given.content, f"a{n:03}", {**kit.made(n), "title": "عنوان جديد"})
    for n in range(70, 75):
        kit.put(given.content, f"a{n:03}", kit.made(n, full=False))
    files(given)
    (given.content / "articles" / "3" / "a003.md").unlink()
    (given.content / "articles" / "0" / "a060.md").unlink()
    after = files(given)
    shutil.copytree(given.content, tmp_path / "two" / "content")
    assert files(settings(tmp_path / "two")) == after
    assert files(settings(tmp_path / "one", publish="digest")) == files(
        settings(tmp_path / "two", publish="digest")
    )


def test_one_more_article_costs_little(tmp_path):
    """Among 240 articles a new one rewrites a small part of the files: those of the newest segment."""
    given = settings(tmp_path)
    for n in range(240):
        kit.put(given.content, f"a{n:03}", kit.made(n, full=False))
    before = files(given)
    shares = []
    for n in range(240, 245):
        kit.put(given.content, f"a{n:03}", kit.made(n, full=False))
        after = files(given)
        changed = [path for path, text in after.items() if before.get(path) != text]
        shares.append(sum(len(after[p]) for p in changed) / sum(map(len, after.values())))
        before = after
    assert sorted(shares)[2] < 0.1


def test_hostile_ids_and_titles(tmp_path):
    """Strange ids and titles make files inside ``search/`` and valid JSON, nothing else."""
    given = settings(tmp_path)
    said = kit.made(1)
    title = '</script><img src=x onerror=alert(1)> "\\u202e" @person/x'
    kit.put(given.content, "strange", {**said, "title": title, "names": ['person/..%2f"<b>x/<b>اسم</b>']})
    made = files(given)
    assert all(re.fullmatch(r"search/[\w-]+(/[\w-]+){0,2}\.json", path) for path in made)
    assert all(json.loads(text) is not None for text in made.values())
    assert json.loads(next(t for p, t in made.items() if "/cards/" in p))["title"] == title


def test_an_empty_site_has_a_search(tmp_path):
    """Without articles there are the two files that the script asks for first, and a name folder."""
    made = files(settings(tmp_path))
    assert json.loads(made["search/index.json"])["segments"] == []
    assert "search/fold.json" in made
