"""The pages and files of stories and reprints, built from made-up articles."""

import json
import random
import shutil

import sitekit as kit
from test_stories_index import TEXTS, anything


def three_reports(content):
    """A story in both languages, and a stranger."""
    said = {"people": ["p1", "p2"], "organisations": ["o1"], "title": "p1 p2"}
    kit.put(content, "a1", day="2021-05-01", **said)
    kit.put(content, "a2", lang="fa", day="2021-05-02", publisher="other-paper", **said)
    kit.put(content, "a3", lang="fa", day="2021-05-20", people=["p9"])


def test_a_story_has_a_page_in_every_edition(tmp_path):
    """One address in each edition, with the way to the same page in the others, and data beside it."""
    settings = kit.project(tmp_path)
    three_reports(settings.content)
    kit.make(settings)
    for edition in settings.editions:
        page = (settings.output / edition / "stories" / "a1" / "index.html").read_text("utf-8")
        assert [f"{code}/stories/a1/" in page for code in settings.editions] == [True] * 3
        assert all(f"/articles/{ident}/" in page for ident in ("a1", "a2"))
        assert "/articles/a3/" not in page
        assert "/stories/a1/" in (settings.output / edition / "stories" / "index.html").read_text("utf-8")
        assert "/stories/a1/" in (settings.output / edition / "index.html").read_text("utf-8")
    data = json.loads((settings.output / "data" / "stories" / "a1.json").read_text("utf-8"))
    assert [r["article"] for r in data["reports"]] == ["a1", "a2"]
    assert data["reports"][1]["score"] >= data["enough"]
    assert "stories/a1/" in (settings.output / "fa" / "articles" / "a2" / "index.html").read_text("utf-8")


def test_without_stories_there_is_no_such_part(tmp_path):
    """No list, no link in the navigation, while no two reports meet."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1", day="2021-05-01")
    kit.make(settings)
    assert not (settings.output / "ar" / "stories").exists()
    assert "stories" not in (settings.output / "ar" / "index.html").read_text("utf-8")


def test_a_reprint_names_its_original_and_is_listed_once(tmp_path):
    """Its own page says what it reprints; the home page has the original alone, which says where else it was."""
    settings = kit.project(tmp_path)
    lines = [TEXTS["ar"][0]]
    kit.put(settings.content, "a1", day="2021-05-01", lines=lines, publisher="city-news")
    kit.put(settings.content, "a2", day="2021-05-03", lines=lines, publisher="other-paper", via=["city-news"])
    kit.make(settings)
    home = (settings.output / "ar" / "index.html").read_text("utf-8")
    assert home.count("Card(id=&#39;") == 1
    assert "reprints=(Link(" in home
    assert "original=Card(id=&#39;a1" in (settings.output / "ar/articles/a2/index.html").read_text("utf-8")
    data = json.loads((settings.output / "data" / "stories.json").read_text("utf-8"))
    assert data["reprints"] == [{"article": "a2", "original": "a1"}]


def test_incremental_equals_clean_with_stories_and_reprints(tmp_path):
    """Articles that meet and copy each other come, go and change; the tree is that of a clean build."""
    chance = random.Random(5)  # noqa: S311 - the same chance each time
    settings = kit.project(tmp_path, editions=("ar", "fa"))
    for n in range(10):
        kit.put(settings.content, f"a{n:03}", **anything(chance))
    for _ in range(4):
        kit.make(settings)
        kit.put(settings.content, f"a{chance.randrange(12):03}", **anything(chance))
        (settings.content / "articles" / "x" / f"a{chance.randrange(12):03}.md").unlink(missing_ok=True)
    kit.make(settings)
    kept = kit.tree(settings.output)
    shutil.rmtree(settings.output)
    shutil.rmtree(settings.state)
    kit.make(settings)
    fresh = kit.tree(settings.output)
    assert sorted(p for p in fresh.keys() | kept.keys() if fresh.get(p) != kept.get(p)) == []
    assert any("stories" in path for path in fresh)
