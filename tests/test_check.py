"""`khulasa check` sees every way in which a built site can be wrong, and names the file; it has nothing to say of a
site that is right."""

from __future__ import annotations

import json
import re
import shutil
import weakref
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

import hostile
import minikit
from khulasa import build
from khulasa.check import check, facts, pages
from khulasa.content import articles
from khulasa.errors import Exit, Problem
from khulasa.model import Article
from khulasa.plan import PageKind
from khulasa.project import open_project

URL = "https://news.example/"
ARTICLE, ABOUT = "ar/articles/*/index.html", "ar/about/index.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built, with its texts in full and headers."""
    folder = minikit.project(tmp_path_factory.mktemp("site") / "p", 6)
    settings = (
        (folder / "khulasa.toml").read_text("utf-8").replace("[site]", '[site]\nheaders = ["netlify"]', 1)
    )
    (folder / "khulasa.toml").write_text(f'{settings}[publish]\ndefault = "full"\n', "utf-8")
    assert minikit.build(folder) == (Exit.OK, "")
    return folder


@pytest.fixture(scope="module")
def given(site: Path) -> tuple[list[Article], dict[str, PageKind]]:
    """The articles of the project and the files of its plan."""
    project = open_project(site)
    load = build.loader(project.content)
    found = [load(path, (project.content / path).read_bytes())[0] for path in articles.walk(project.content)]
    return found, dict(build.planned(build.settings_of(project), project.authority, load))


@pytest.fixture
def output(site: Path, tmp_path: Path) -> Path:
    """A copy of the site that may be damaged."""
    return Path(shutil.copytree(site / "output", tmp_path / "output"))


Given = tuple[list[Article], dict[str, PageKind]]


def faults(output: Path, given: Given) -> tuple[Problem, ...]:
    return check(output, URL, *given)[1]


def test_a_right_site_passes(output, given):
    """Nothing is said of a site as it was built, and all its pages were looked at."""
    pages, found = check(output, URL, *given)
    assert found == ()
    assert pages == len([*output.rglob("*.html")]) > 50


Edit = Callable[[str], str]


def instead(pattern: str, text: str) -> Edit:
    """Another text in the place of the first that a pattern matches."""

    def edit(page: str) -> str:
        made, count = re.subn(pattern, text, page, count=1, flags=re.DOTALL)
        assert count, pattern
        return made

    return edit


def put(text: str) -> Edit:
    """Something more at the end of a page."""
    return instead("</main>", f"{text}</main>")


DAMAGE: list[tuple[str, Edit, str]] = [
    # every extract and quote is the slice that it says
    (ARTICLE, instead(r'(<p class="sentence"[^>]*>)', r"\1ليس "), "is no sentence of a digest"),
    (ARTICLE, instead(r"(<blockquote[^>]*><p>)", r"\1ليس "), "is no sentence of a digest and no statement"),
    (ARTICLE, instead(r'(<mark class="chosen" id="s0">)', r"\1ليس "), "the place s0 on its page does not hold"),
    ("ar/digest/2024*/index.html", instead(r'(<p class="sentence"[^>]*>)', r"\1ليس "), "is no sentence of a digest"),
    ("ar/people/*/index.html", instead(r"(<blockquote[^>]*><p>)", r"\1ليس "), "no statement of any article"),
    # every link and fragment resolves
    (ABOUT, put('<a href="../nowhere/">x</a>'), "links to ../nowhere/, which is not there"),
    (ARTICLE, put('<a href="#nowhere">x</a>'), "links to #nowhere, where there is no such place"),
    (ABOUT, put('<img src="x.png" alt="">'), "links to x.png, which is not there"),
    (ABOUT, put('<a href="javascript:x">x</a>'), "links by a scheme that runs or hides something"),
    ("sitemap.xml", instead(r"<loc>[^<]*", f"<loc>{URL}nowhere/"), "leads to https://news.example/nowhere/"),
    # ids unique
    (ABOUT, put('<p id="twice"></p><p id="twice"></p>'), "the id 'twice' stands 2 times"),
    ("ar/feed.xml", instead(r"<id>[^<]*</id>(.*)<id>[^<]*", r"<id>a</id>\1<id>a"), "has an id twice"),
    # hreflang reciprocal
    (ABOUT, instead(r'<link rel="alternate" hreflang="fa"[^>]*>', ""), "does not lead back"),
    (ABOUT, instead(r'(hreflang="fa" href=")[^"]*', rf"\1{URL}fa/nowhere/"), "which is not there"),
    (ABOUT, instead(r'(hreflang="ar" href=")[^"]*', rf"\1{URL}fa/about/"), "do not list the page itself"),
    # the policy is present, and nothing inline
    (ABOUT, instead(r"<meta http-equiv=.Content-Security-Policy[^>]*>", ""), "no strict content security policy"),
    (ABOUT, instead("default-src &#39;none&#39;", "default-src *"), "no strict content security policy"),
    (ABOUT, put("<script>x()</script>"), "has inline code: <script>"),
    (ABOUT, put('<p onclick="x()">x</p>'), "has inline code: p onclick"),
    (ABOUT, put('<p style="top:0">x</p>'), "has inline code: p style"),
    (ABOUT, put("<style>p {}</style>"), "has inline code: <style>"),
    (ABOUT, put("<iframe></iframe>"), "has inline code: <iframe>"),
    # no bidi control, no other control character
    (ABOUT, put("\u202ex"), "has a bidi control"),
    (ABOUT, put('<p title="\u2067x">x</p>'), "has a bidi control"),
    (ABOUT, put("\x1b"), "has a bidi control or another control character"),
    ("data/people.json", instead('"name', '"\\\\u202ename'), "holds a control character"),
    ("ar/feed.xml", instead("</title>", "\u202e</title>"), "holds a control character"),
    (ABOUT, instead(r"<title>[^<]*", "<title>ABC هذا"), "its title reads against its language"),
    (ABOUT, instead(r"<html lang=\"ar\" dir=\"rtl\"", '<html lang="ar"'), "no lang or no dir"),
    # no foreign host
    (ABOUT, put('<script src="https://x.example/a.js"></script>'), "asks another host: https://x.example/a.js"),
    (ABOUT, put('<img src="//x.example/a.png" alt="">'), "asks another host: //x.example/a.png"),
    (ABOUT, put('<p background="https://x.example/b">x</p>'), "asks another host"),
    (ABOUT, put('<link rel="preload" href="https://x.example/c">'), "asks another host"),
    ("theme/css/khulasa.css", lambda page: page + "p { background: url(//x.example/d) }", "asks another host"),
    ("theme/css/khulasa.css", lambda page: "@import 'https://x.example/e';" + page, "asks another host"),
    # data files match pages
    ("data/articles/*.json", instead('("title": \\{\\s*"text": ")', r"\1ليس "), "does not say what articles/"),
    ("data/articles/*.json", instead(r'("start": )(\d+)', r"\g<1>9\2"), "does not say what articles/"),
    ("data/quotes-*.csv", instead("الم", "ليس الم"), "do not say what the content files say"),
    ("data/quotes-*.json", instead('"text":"', '"text":"ليس '), "do not say what the content files say"),
    ("data/mentions-*.csv", lambda page: page.rstrip("\r\n").rpartition("\r\n")[0] + "\r\n", "do not say what"),
    ("data/articles-*.csv", instead("مدينة", "قرية"), "do not say what the content files say"),
    ("data/people.json", instead(r"\{", ""), "is no JSON"),
    ("data/people.json", instead(r": ?(?:true|false|null|\d+)", ": NaN"), "is no JSON"),
    ("ar/feed.xml", instead("</feed>", ""), "is no XML"),
    ("ar/feed.xml", instead("<feed", "<!DOCTYPE x [<!ENTITY y 'z'>]><feed"), "declares entities"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "edit", "what"), DAMAGE, ids=lambda part: part if isinstance(part, str) else ""
)
def test_damage_is_named(output, given, pattern, edit, what):
    """One change of one file: the fault is told, at that file or at the content file of its article."""
    file, changed = next(
        (f, made) for f in sorted(output.glob(pattern)) if (made := edited(f, edit)) is not None
    )
    file.write_text(changed, "utf-8", newline="")
    path = file.relative_to(output).as_posix()
    found = [p for p in faults(output, given) if what in p.what]
    assert found, [str(p) for p in faults(output, given)][:5]
    places = {path, *(a.path for a in given[0] if a.id in path)}
    assert [
        p
        for p in found
        if p.where in places or path in p.what or p.where.replace("*", "") in re.sub(r"\d{4}", "", path)
    ]
    assert all(p.fatal and p.remedy for p in found)


def edited(file: Path, edit: Edit) -> str | None:
    """A file with an edit; None where there is nothing in it to edit so."""
    try:
        return edit(file.read_bytes().decode("utf-8"))
    except AssertionError:
        return None


@pytest.mark.parametrize(
    "kind", ["home", "article", "term", "feed", "data", "sitemap", "static", "headers", "lookup"]
)
def test_a_planned_file_that_is_not_there(output, given, kind):
    """Of whatever kind: named."""
    path = sorted(p for p, k in given[1].items() if k == kind)[0]
    (output / path).unlink()
    assert Problem(path, "is planned and not there", "run khulasa build") in faults(output, given)


@pytest.mark.parametrize(
    "path", ["ar/old/index.html", "notes.txt", "data/x.json", "ar/articles/b/index.html"]
)
def test_a_file_that_is_not_planned(output, given, path):
    """A page of an article that is gone, or anything else that lies there: named."""
    (output / path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(output / ABOUT, output / path) if path.endswith(".html") else (output / path).write_text("{}")
    assert (path, "is there and not planned") in {(p.where, p.what) for p in faults(output, given)}


def test_an_article_without_a_page(output, given):
    """The content file is named."""
    article = given[0][0]
    shutil.rmtree(next(output.glob(f"*/articles/{article.id}")))
    assert (article.path, "has no page on the site") in {(p.where, p.what) for p in faults(output, given)}


def test_content_that_was_changed_after_the_build(site, tmp_path):
    """The command says so, with the content file, and ends with the code of a fault; after a build it is content."""
    folder = Path(shutil.copytree(site, tmp_path / "p"))
    assert hostile.khulasa("check", cwd=folder).returncode == Exit.OK
    path = next(articles.walk(folder / "content"))
    file = folder / "content" / path
    text = file.read_text("utf-8")
    title = json.dumps("عنوان المحرر", ensure_ascii=False)
    file.write_text(re.sub(r"^title: .*$", f"title: {title}", text, count=1, flags=re.MULTILINE), "utf-8")
    done = hostile.khulasa("check", cwd=folder)
    assert done.returncode == Exit.PROBLEMS
    assert f"does not say what {path} says" in done.stderr
    assert hostile.khulasa("build", cwd=folder).returncode == Exit.OK
    assert hostile.khulasa("check", cwd=folder).returncode == Exit.OK


# ------------------------------------------------------------------ at any size


class Alive:
    """How many of the records that it was told of are alive at a time, at most."""

    def __init__(self) -> None:
        self.records: list[weakref.ref[object]] = []
        self.total = self.most = 0

    def born(self, record: object) -> None:
        self.records = [r for r in self.records if r() is not None] + [weakref.ref(record)]
        self.total, self.most = self.total + 1, max(self.most, len(self.records))


def test_neither_pages_nor_articles_are_kept(output, given, monkeypatch):
    """Each is read once and let go, however many there are; a fault has only those who tell it read again."""
    seen, read = Alive(), Alive()

    class Page(pages._Seen):
        def __init__(self) -> None:
            super().__init__()
            seen.born(self)

    class Kept(Article):
        pass

    def one_by_one() -> Iterator[Article]:
        for article in given[0]:
            kept = Kept(**{f.name: getattr(article, f.name) for f in fields(article)})
            read.born(kept)
            yield kept
            del kept

    monkeypatch.setattr(pages, "_Seen", Page)
    count, found = check(output, URL, one_by_one(), given[1])
    assert found == ()
    assert (seen.total, read.total) == (count, len(given[0]))
    assert seen.most <= 2
    assert read.most <= 2
    (output / ABOUT).write_text(put('<a href="#nowhere">x</a>')((output / ABOUT).read_text("utf-8")), "utf-8")
    seen.total = 0
    assert len(check(output, URL, one_by_one(), given[1])[1]) == 1
    assert count < seen.total < 2 * count


def test_any_number_of_processes_finds_the_same(output, given):
    """Faults between files that different processes read are found too, in the same words."""
    (output / "ar" / "about" / "index.html").unlink()
    (output / ABOUT.replace("ar/", "fa/")).write_text("<p id=x>", "utf-8")
    found = check(output, URL, *given)
    assert len(found[1]) > 10
    assert check(output, URL, *given, jobs=2) == found


@whatever(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60)), max_size=80), st.sets(st.integers(0, 60))
)
def test_what_is_asked_and_not_offered_is_told(asked, offered):
    """Of whatever facts, in whatever order: all that are missing, each with all who ask."""
    ledger = facts.Ledger()
    number = {n: facts.fact("file", str(n)) for n in range(61)}
    for who, what in asked:
        ledger.ask(who, [number[what]])
    ledger.offer(number[n] for n in offered)
    assert {*ledger.unmet()} == {(who, number[what]) for who, what in asked if what not in offered}


PIECES = (
    "<!doctype html>", "<p>", "</p>", '<p class="sentence">', "<br>", "<br/>", '<a href="x&amp;y">', "</a>",
    "<A HREF=z>", '<mark id="s1">', "</mark>", "<title>", "</title>", "<script>", "</script>",
    '<script src="a.js"></script>', "<style>", "</style>", "<textarea>", "<iframe>", "<!-- <p> -->", "<!--",
    "-->", "<", ">", "&", "&lt;", "&#8238;", "قال", "a < b", '"', "<p onclick='x'>", '<p style="x" hidden>',
    '<img src="a.png" alt=""/>', '<p a="1"b="2">', '<svg viewBox="0 0 1 1">', "\n", '<p\u00a0id="x">', "<?x?>",
    "<![CDATA[", "</ p>", "<p/x>", '<p id="a" id="b">', '<meta http-equiv="refresh" content="0; url=x">',
    '<html lang="ar" dir="rtl">', "<blockquote lang=ar>", '<link rel="icon" href="i">',
)  # fmt: skip


@whatever(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_short_way_through_plain_tags_reads_the_same(html):
    """Whatever stands on a page, it holds what a parser of HTML alone finds on it."""
    long = pages._Reader()
    long.feed(html)
    long.close()
    short = pages.read_page(html)
    for name in (f.name for f in fields(short)):
        one, other = getattr(short, name), getattr(long.seen, name)
        assert ("".join(one) == "".join(other)) if name == "text" else (one == other), name
