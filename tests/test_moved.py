"""Old links work: a person that was joined, parted or renamed leaves a page that leads on; pages tell doubts."""

import json
import random
from dataclasses import replace

import pytest

import sitekit as kit
from khulasa import check
from khulasa.content import authority as authority_files
from khulasa.content import decisions
from khulasa.content.authority import Authority
from khulasa.content.decisions import Decision

TWO = {"ar": "سامي حداد", "fa": "سامی حدادی"}


def known(**formerly: tuple[str, ...]) -> Authority:
    given = kit.authority(sami_haddad="Sami", nur_najjar="Nur").records
    renamed = {i: replace(r, formerly=formerly.get(i.replace("-", "_"), ())) for i, r in given.items()}
    return Authority(renamed)


@pytest.fixture
def settings(tmp_path):
    made = kit.project(tmp_path)
    kit.put(made.content, "a1", day="2021-03-03", people=["sami-haddad"])
    kit.put(made.content, "a2", day="2021-03-04", people=["nur-najjar"])
    return made


def page(settings, path: str) -> str:
    return (settings.output / path).read_text("utf-8")


def test_a_decision_leaves_a_page_that_leads_on(settings):
    """What was `same` or `record` leads in every edition to the page of whom it is, by address and by link."""
    decisions.add(settings.content / decisions.FILE, Decision("record", ("person-1", "sami-haddad")))
    decisions.add(settings.content / decisions.FILE, Decision("same", ("person-0", "person-1")))
    kit.make(settings, known())
    for edition in settings.editions:
        for old in ("person-0", "person-1"):
            html = page(settings, f"{edition}/people/{old}/index.html")
            assert f"canonical=&#39;https://news.example/{edition}/people/sami-haddad/&#39;" in html
            assert f"../../../{edition}/people/sami-haddad/" in html
    assert "people/person-1/" not in page(settings, "sitemap.xml")
    old, new = (page(settings, f"ar/people/{ident}/feed.xml") for ident in ("person-1", "sami-haddad"))
    assert old == new, "whoever follows the old feed gets the new one, which names its address"


def test_formerly_leads_on_and_a_parted_name_to_all(settings):
    """A renamed record's old address leads on; an id that two records had leads to both and goes on to none."""
    kit.make(settings, known(sami_haddad=("old-name", "both"), nur_najjar=("both",)))
    assert "url=&#39;../../../ar/people/sami-haddad/&#39;" in page(settings, "ar/people/old-name/index.html")
    both = page(settings, "ar/people/both/index.html")
    assert "url=&#39;&#39;)" in both
    assert "people/sami-haddad/" in both
    assert "people/nur-najjar/" in both


def test_a_living_page_is_never_replaced(settings):
    """While an article names the old id, its own page stays."""
    kit.put(settings.content, "a3", day="2021-03-05", people=["old-name"])
    kit.make(settings, known(sami_haddad=("old-name",)))
    assert "TermView" in page(settings, "ar/people/old-name/index.html")


def test_taking_the_decision_back_takes_the_page_away(settings):
    """Incremental equals clean, with decisions that come and go."""
    kit.make(settings, known())
    before = kit.tree(settings.output)
    decisions.add(settings.content / decisions.FILE, Decision("record", ("person-1", "sami-haddad")))
    kit.make(settings, known())
    assert "ar/people/person-1/index.html" in kit.tree(settings.output)
    (settings.content / decisions.FILE).unlink()
    kit.make(settings, known())
    assert before == kit.tree(settings.output)


HTML = (
    '<html lang="ar" dir="rtl"><head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    '<title>س</title><link rel="canonical" href="https://x.example/{canonical}">'
    '<meta http-equiv="refresh" content="{refresh}"></head><body><a href="../new/">جديد</a></body></html>'
)


@pytest.mark.parametrize(
    ("refresh", "canonical", "fine"),
    [
        ("0; url=../new/", "new/", True),
        ("0; url=../new/", "old/", False),
        ("5; url=../new/", "new/", False),
        ("0; url=https://elsewhere.example/", "new/", False),
        ("0; url=../nowhere/", "nowhere/", False),
        ("0; url=javascript:x", "new/", False),
    ],
)
def test_check_knows_pages_that_lead_on(tmp_path, refresh, canonical, fine):
    """A page may go on by itself at once, to a page of the site that it links to and names; nowhere else."""
    for name, html in (
        ("old", HTML.format(refresh=refresh, canonical=canonical)),
        (
            "new",
            HTML.format(refresh="", canonical="new/").replace('<meta http-equiv="refresh" content="">', ""),
        ),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(html.replace("../new/", "../new/"), "utf-8")
    _, problems = check.check(tmp_path, "https://x.example/", [])
    assert fine is not any("goes on" in p.what for p in problems)


def test_formerly_is_checked(tmp_path):
    """An id that a record still has cannot be a former one; the line says where both are."""
    (tmp_path / "people.yaml").write_text(
        "sami-haddad:\n  names: {ar: [سامي الحداد]}\n  formerly: [nur-najjar, Bad Id]\n"
        "nur-najjar:\n  names: {ar: [نور النجار]}\n  formerly: sami-haddad\n",
        "utf-8",
    )
    _, problems = authority_files.load(tmp_path)
    said = [str(p) for p in problems]
    assert any("formerly 'Bad Id' has not its form" in s for s in said)
    assert any("'nur-najjar' was formerly 'sami-haddad'" in s for s in said) or len(said) == 1


def test_a_decision_may_name_a_former_id(tmp_path):
    """A record that was renamed is still the one that a decision names."""
    file = tmp_path / decisions.FILE
    decisions.add(file, Decision("record", ("person-1", "old-name")))
    found, problems = decisions.load(file, known(sami_haddad=("old-name",)))
    assert problems == ()
    assert found.stands_for == {"person-1": "sami-haddad"}


# ------------------------------------------------------------------ doubts


def alike(settings) -> None:
    """Two people whose names are alike, in two articles, and one who is like nobody."""
    kit.put(settings.content, "a1", day="2021-03-03", people=["person-1"])
    kit.put(settings.content, "a2", day="2021-03-04", people=["person-2"])
    kit.put(settings.content, "a3", day="2021-03-05", people=["person-1", "كريم مراد"])


def doubted(settings) -> set[str]:
    pages = (settings.output / "en/people").glob("*/index.html")
    return {p.parent.name for p in pages if "review=(Link" in p.read_text("utf-8")}


def test_pages_say_who_may_be_the_same(tmp_path):
    """Two whose names are alike say so on their pages until an editor decides; nobody else does."""
    settings = kit.project(tmp_path)
    alike(settings)
    kit.make(settings)
    assert doubted(settings) == {"person-1", "person-2"}
    decisions.add(settings.content / decisions.FILE, Decision("different", ("person-2", "person-1")))
    kit.make(settings)
    assert doubted(settings) == set()
    (settings.content / decisions.FILE).unlink()
    kit.make(settings)
    assert doubted(settings) == {"person-1", "person-2"}


def test_whom_one_article_names_beside_each_other_are_two(tmp_path):
    """The doubt ends when an article names both, and comes back when it goes."""
    settings = kit.project(tmp_path)
    alike(settings)
    both = kit.put(settings.content, "a4", day="2021-03-06", people=["person-1", "person-2"])
    kit.make(settings)
    assert doubted(settings) == set()
    both.unlink()
    kit.make(settings)
    assert doubted(settings) == {"person-1", "person-2"}


@pytest.mark.parametrize("seed", range(3))
def test_doubts_do_not_depend_on_the_way(tmp_path, seed):
    """Whatever came and went before, the pages are those of a clean build."""
    chance = random.Random(seed)  # noqa: S311 - the same chance each time
    settings = kit.project(tmp_path / "one")
    for _ in range(6):
        ident = f"a{chance.randrange(4)}"
        if chance.random() < 0.3:
            (settings.content / "articles" / "x" / f"{ident}.md").unlink(missing_ok=True)
        else:
            people = [f"person-{chance.randrange(3)}"]
            kit.put(
                settings.content, ident, day="2021-03-03", people=people, lang=chance.choice(("ar", "fa"))
            )
        kit.make(settings)
    clean = kit.project(tmp_path / "two")
    for file in sorted((settings.content / "articles").rglob("*.md")):
        said = json.loads(file.read_text("utf-8"))
        kit.put(clean.content, said.pop("id"), **said)
    kit.make(clean)
    assert kit.tree(clean.output) == kit.tree(settings.output)
