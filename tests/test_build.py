"""The build: incremental equals clean, old or new and never half, and only what must be written is written."""

import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

import sitekit as kit
from khulasa import build, index, publish
from khulasa.errors import KhulasaError
from khulasa.site import render


def clean(settings, known=None) -> dict[str, bytes]:
    """The site as a first build of another checkout gives it."""
    other = replace(
        settings,
        output=settings.output.with_name("clean-output"),
        state=settings.state.with_name("clean-state"),
    )
    for folder in (other.output, other.state):
        shutil.rmtree(folder, ignore_errors=True)
    kit.make(other, known)
    return kit.tree(other.output)


def edit(settings, chance, known):
    """One edit by chance; the authority after it."""
    content = settings.content
    name, folder = f"a{chance.randrange(12):03}", chance.choice(("x", "y"))
    match chance.randrange(7):
        case 0:
            for file in content.rglob(f"{name}.md"):
                file.unlink()
        case 1:
            return kit.authority(
                **{f"person_{n}": f"N{chance.randrange(3)}" for n in range(chance.randrange(6))}
            )
        case 2:
            template = settings.theme / "templates" / chance.choice(("term.html", "home.html"))
            template.write_text(template.read_text("utf-8") + "<!-- another -->", "utf-8")
        case 3:
            (settings.theme / "static" / f"{chance.randrange(2)}.css").write_text(
                f"p {{ top: {chance.random()} }}"
            )
        case _:
            kit.put(content, name, folder, **kit.anything(chance))
    return known


@pytest.mark.parametrize("seed", range(5))
def test_incremental_equals_clean(tmp_path, seed):
    """After any sequence of edits the output is byte for byte that of a clean build."""
    chance = random.Random(seed)  # noqa: S311 - the same chance each time
    settings, known = kit.project(tmp_path, index_size=2 if seed % 2 else 400), kit.authority()
    kit.some(settings.content, 8, seed)
    kit.make(settings, known)
    for _ in range(3):
        for _ in range(chance.randrange(1, 4)):
            known = edit(settings, chance, known)
        kit.make(settings, known)
        assert clean(settings, known) == kit.tree(settings.output)


def test_nothing_changed_nothing_written(tmp_path):
    """A second build keeps every page, and does not even touch the folder."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 4)
    kit.make(settings)
    before = settings.output.stat().st_ino
    report = kit.make(settings)
    assert (report.plan.write, report.plan.delete) == ((), ())
    assert before == settings.output.stat().st_ino


def written(report) -> set[str]:
    return {spec.path for spec, _ in report.plan.write}


def test_one_article_touches_what_shows_it(tmp_path):
    """An edited title changes its page, the lists that show it, feeds and data; no other article, no other person."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1", day="2021-05-01", people=["p1"])
    kit.put(settings.content, "a2", day="2021-05-02", people=["p2"])
    kit.make(settings)
    kit.put(settings.content, "a1", day="2021-05-01", people=["p1"], title="another")
    paths = written(kit.make(settings))
    assert {
        "ar/articles/a1/index.html",
        "fa/people/p1/index.html",
        "ar/index.html",
        "data/articles/a1.json",
    } <= paths
    assert not {p for p in paths if "a2" in p or "p2" in p or "about" in p or "method" in p}
    assert "ar/people/index.html" not in paths
    assert "sitemap.xml" not in paths


def test_what_no_page_shows_writes_no_page(tmp_path):
    """Moving a content file to another folder changes nothing on the site."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1", "x", day="2021-05-01")
    kit.make(settings)
    (settings.content / "articles" / "y").mkdir()
    (settings.content / "articles/x/a1.md").rename(settings.content / "articles/y/a1.md")
    assert set() == written(kit.make(settings))


def test_one_record_touches_what_shows_that_person(tmp_path):
    """A new description changes the page of the person alone; a new label also what names it."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1", day="2021-05-01", people=["sami-haddad"])
    kit.put(settings.content, "a2", day="2021-05-02", people=["p2"])
    kit.make(settings, kit.authority(sami_haddad="Sami"))
    known = kit.authority(sami_haddad="Sami")
    record = replace(known.records["sami-haddad"], description={"en": "Architect"})
    known = replace(known, records={**known.records, "sami-haddad": record})
    mine = {f"{e}/people/sami-haddad/index.html" for e in ("ar", "fa", "en")}
    assert {*mine, "data/people.json", "data/people.csv", "data/people/sami-haddad.json"} == written(
        kit.make(settings, known)
    )
    paths = written(kit.make(settings, kit.authority(sami_haddad="Sami H.")))
    assert {"ar/articles/a1/index.html", "en/people/index.html"} <= paths
    assert {f"{e}/people/p2/index.html" for e in ("ar", "fa", "en")} == {
        p for p in paths if "a2" in p or "p2" in p
    }, "it is open whether p2, who is named so too, is the same"


def test_pages_of_a_list_never_shift(tmp_path):
    """A newer article changes the newest page of a person; old pages stay what they are."""
    settings = kit.project(tmp_path)
    for day in range(1, 10):
        kit.put(settings.content, f"a{day}", day=f"2021-05-{day:02}", people=["p1"])
    kit.make(settings)
    old = {p: b for p, b in kit.tree(settings.output).items() if p.startswith("ar/people/p1/page/")}
    kit.put(settings.content, "b1", day="2021-06-01", people=["p1"])
    kit.make(settings)
    new = kit.tree(settings.output)
    last = max(old)
    assert len(old) == 3
    assert {p: b for p, b in old.items() if p != last} == {p: new[p] for p in old if p != last}
    assert "ar/people/p1/page/4/index.html" in new


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda s: replace(s, titles={**s.titles, "en": "News"}), {"en", "data"}),
        (lambda s: replace(s, publish="full"), {"ar", "data", "search"}),
    ],
)
def test_a_setting_touches_what_it_governs(tmp_path, change, kinds):
    """The title of an edition changes the pages of that edition (and the chooser); a right to publish, articles."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1", day="2021-05-01")
    kit.make(settings)
    paths = written(kit.make(change(settings)))
    assert kinds == {p.split("/")[0] for p in paths} - {"index.html", "404.html"}


def test_a_catalogue_touches_its_edition(tmp_path):
    """A translated message changes the pages of its edition and the two that speak all languages."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1")
    kit.make(settings)
    with (settings.theme / "translations" / "fa.po").open("a", encoding="utf-8") as po:
        po.write('\nmsgid "People"\nmsgstr "کسان"\n')
    report = kit.make(settings)
    assert {"fa", "index.html", "404.html"} == {p.split("/")[0] for p in written(report)}
    assert {"the interface words changed"} == {why for _, why in report.plan.write}


def test_a_damaged_or_missing_file_is_written_again(tmp_path):
    """Whatever happened to a file of the output, the next build mends it."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 4)
    kit.make(settings)
    before = kit.tree(settings.output)
    (settings.output / "ar/index.html").write_text("broken")
    (settings.output / "fa/index.html").unlink()
    kit.make(settings)
    assert before == kit.tree(settings.output)


def test_files_with_other_times_are_known_by_their_bytes(tmp_path):
    """CI restores the output with new times: nothing is rendered again."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 4)
    kit.make(settings)
    for file in settings.output.rglob("*.html"):
        os.utime(file, (1, 1))
    assert set() == written(kit.make(settings))


def test_a_kept_file_is_never_written_in_place(tmp_path):
    """Old and new tree share unchanged files, so what is published must be new files only."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1", day="2021-05-01")
    kit.make(settings)
    held = (settings.output / "ar/index.html").open("rb")
    first = (settings.output / "ar/about/index.html").stat().st_ino
    kit.put(settings.content, "a2", day="2021-05-12")
    kit.make(settings)
    with held:
        assert b"a2" not in held.read()
    assert first == (settings.output / "ar/about/index.html").stat().st_ino


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path):
    """Whatever lies in it stays, and the message says what to do."""
    settings = kit.project(tmp_path)
    settings.output.mkdir()
    (settings.output / "thesis.txt").write_text("years of work")
    with pytest.raises(KhulasaError, match="did not make"):
        kit.make(settings)
    assert kit.tree(settings.output) == {"thesis.txt": b"years of work"}


def test_what_somebody_put_into_the_site_is_not_destroyed(tmp_path):
    """Replacing the folder would take it away: refused, with the place where such files go."""
    settings = kit.project(tmp_path)
    kit.make(settings)
    (settings.output / "CNAME").write_text("news.example")
    assert kit.make(settings).plan.write == ()
    kit.put(settings.content, "a1")
    with pytest.raises(KhulasaError, match=r"extra/"):
        kit.make(settings)
    assert (settings.output / "CNAME").is_file()


def test_files_of_the_editor_are_on_the_site(tmp_path):
    """What lies in extra/ is taken as it is; it cannot take the place of a page."""
    settings = kit.project(tmp_path)
    (settings.content / "extra" / "ar").mkdir(parents=True)
    (settings.content / "extra" / "CNAME").write_text("news.example")
    (settings.content / "extra" / "ar" / "index.html").write_text("evil")
    report = kit.make(settings)
    assert (settings.output / "CNAME").read_text() == "news.example"
    assert (settings.output / "ar/index.html").read_text("utf-8") != "evil"
    assert len(report.problems) == 1
    (settings.content / "extra" / "CNAME").unlink()
    kit.make(settings)
    assert not (settings.output / "CNAME").exists()


def test_an_editor_may_write_the_about_page(tmp_path):
    """Markdown of the edition in place of the theme's own words; HTML in it stays text."""
    settings = kit.project(tmp_path)
    kit.make(settings)
    (settings.content / "pages").mkdir()
    (settings.content / "pages" / "about.fa.md").write_text("---\ntitle: ما\n---\n**سلام** <b>x</b>", "utf-8")
    report = kit.make(settings)
    assert written(report) == {"fa/about/index.html"}
    page = (settings.output / "fa/about/index.html").read_text("utf-8")
    assert "<strong>سلام</strong> &lt;b&gt;x" in page


def test_an_index_found_damaged_in_the_middle_is_made_anew(tmp_path):
    """Damage that only shows while it is read: once more with a new index, with a notice."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 20)
    kit.make(settings)
    before = kit.tree(settings.output)
    data = settings.index.read_bytes()
    settings.index.write_bytes(data[:8192] + b"\x55" * (len(data) - 8192))
    report = kit.make(settings)
    assert [p.fatal for p in report.problems] == [False]
    assert before == kit.tree(settings.output)


@pytest.mark.parametrize("kind", ["file", "link"])
def test_an_output_that_is_no_folder(tmp_path, kind):
    """A file or a link in its place is refused."""
    settings = kit.project(tmp_path)
    target = tmp_path / "elsewhere"
    target.mkdir()
    if kind == "file":
        settings.output.write_text("x")
    else:
        settings.output.symlink_to(target)
    with pytest.raises(KhulasaError, match="not a folder"):
        kit.make(settings)
    assert kit.tree(target) == {}


def test_two_builds_at_once(tmp_path):
    """The second is refused in one line, and works when the first has ended."""
    settings = kit.project(tmp_path)
    with publish.lock(settings.state), pytest.raises(KhulasaError, match="another build"):
        kit.make(settings)
    kit.make(settings)


KILLED = """
    import os, sys
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    import sitekit as kit
    from khulasa import publish
    from khulasa.site import render
    settings = kit.project(Path({folder!r}))
    def stop(*_):
        print("here", flush=True)
        os.kill(os.getpid(), 9)
    {patch}
    kit.make(settings)
"""
PATCHES = {
    "while rendering": "render.PageWriter.put = stop",
    "before the swap": "publish.finish = stop",
    "while swapping": "publish._exchange = lambda *_: False; Path.rename = (lambda old: lambda self, to: "
    "(old(self, to), stop()))(Path.rename)",
    "after the swap": "publish._put_aside = stop",
}


@pytest.mark.parametrize("when", PATCHES)
def test_a_killed_build_leaves_the_old_or_the_new_site(tmp_path, when):
    """kill -9 at any time: what readers see is whole, and the next build gives what a clean one gives."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 3)
    kit.make(settings)
    old = kit.tree(settings.output)
    kit.put(settings.content, "new", day="2021-06-01")
    script = textwrap.dedent(KILLED).format(
        tests=str(Path(__file__).parent), folder=str(tmp_path), patch=PATCHES[when]
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, text=True)
    assert (ended.stdout, ended.returncode) == ("here\n", -signal.SIGKILL)
    if settings.output.exists():
        seen = kit.tree(settings.output)
        assert seen == old if when != "after the swap" else seen != old
    kit.make(settings)
    assert clean(settings) == kit.tree(settings.output)
    assert not [f for f in tmp_path.iterdir() if f.name.startswith(".output")]


def test_a_killed_swap_is_undone_first(tmp_path):
    """Where the system cannot exchange folders, the old site comes back even if the next build is refused."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 3)
    kit.make(settings)
    old = kit.tree(settings.output)
    settings.output.rename(publish.beside(settings.output, publish.OLD))
    publish.recover(settings.output)
    assert old == kit.tree(settings.output)


def test_the_tree_before_is_the_ground_of_the_next(tmp_path):
    """Of what did not change nothing is done again, not even a further name; pages come, go and come back."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 6)
    for n in range(5):
        kit.put(settings.content, "moving", day="2021-06-01", title=f"round {n}")
        if n == 3:
            (settings.content / "articles/x/a001.md").unlink()
        kit.make(settings)
        assert clean(settings) == kit.tree(settings.output)
        assert (settings.state / publish.SPARE).is_dir()
    trees = settings.output / "ar/about", settings.state / publish.SPARE / "ar/about"
    before = [folder.stat().st_ino for folder in trees]
    kit.put(settings.content, "moving", day="2021-06-01", title="last")
    kit.make(settings)
    assert before == [folder.stat().st_ino for folder in reversed(trees)]


@pytest.mark.parametrize("what", ["foreign file", "marker", "list", "gone"])
def test_a_tree_that_somebody_touched_is_no_ground(tmp_path, what):
    """Whatever happened to the tree that was kept, or to the site: the next sites are those of clean builds."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 4)
    for n in range(2):
        kit.put(settings.content, "moving", day="2021-06-01", title=f"round {n}")
        kit.make(settings)
    match what:
        case "foreign file":
            (settings.output / "ar/about/index.html.gz").write_bytes(b"x")
        case "marker":
            (settings.state / publish.SPARE / publish.MARKER).write_text("tree: another")
        case "list":
            (settings.state / publish.DRIFT).write_bytes(b"\xff")
        case "gone":
            shutil.rmtree(settings.state / publish.SPARE)
    for n in range(3):
        kit.put(settings.content, "moving", day="2021-06-01", title=f"later {n}")
        kit.make(settings)
        assert clean(settings) == kit.tree(settings.output)


def test_without_an_index_no_old_page_is_kept(tmp_path):
    """Whoever deletes the index and an article gets a site without its pages, though the tree before is there."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 4)
    kit.make(settings)
    kit.put(settings.content, "more", day="2021-06-01")
    kit.make(settings)
    index.remove(settings.index)
    (settings.content / "articles/x/more.md").unlink()
    kit.make(settings)
    assert clean(settings) == kit.tree(settings.output)


def test_compiled_templates_that_are_damaged_are_no_use(tmp_path):
    """What is kept of templates is used only as it was written."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 2)
    kit.make(settings)
    kept = [*(settings.state / "templates").iterdir()]
    assert kept
    for file in kept:
        file.write_bytes(file.read_bytes()[:-9] + b"otherwise")
    shutil.rmtree(settings.output)
    kit.make(settings)
    assert clean(settings) == kit.tree(settings.output)


def test_a_page_that_is_not_written_is_an_error(tmp_path, monkeypatch):
    """What was sent to Pelican and what it wrote are compared; the old site stays."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 3)
    kit.make(settings)
    old = kit.tree(settings.output)
    put = render.PageWriter.put
    monkeypatch.setattr(
        render.PageWriter, "put", lambda s, p, b: None if p == "ar/index.html" else put(s, p, b)
    )
    kit.put(settings.content, "new", day="2021-06-01")
    with pytest.raises(KhulasaError, match=r"ar/index\.html"):
        kit.make(settings)
    assert old == kit.tree(settings.output)


def test_a_full_disk_is_a_clear_line(tmp_path, monkeypatch):
    """No room: one problem with a remedy, nothing left beside the old site."""
    settings = kit.project(tmp_path)
    kit.some(settings.content, 3)
    kit.make(settings)
    old = kit.tree(settings.output)
    kit.put(settings.content, "new")

    def full(*_):
        raise OSError(28, "No space left on device", "ar/index.html")

    monkeypatch.setattr(render.PageWriter, "put", full)
    with pytest.raises(KhulasaError, match="No space left") as caught:
        kit.make(settings)
    assert len(caught.value.problems) == 1
    assert old == kit.tree(settings.output)
    assert not [f for f in tmp_path.iterdir() if f.name.startswith(".output")]


def test_a_theme_without_a_template_is_refused(tmp_path):
    """Pelican would silently take a template of its own."""
    settings = kit.project(tmp_path)
    (settings.theme / "templates" / "term.html").unlink()
    with pytest.raises(KhulasaError, match=r"templates/term\.html"):
        kit.make(settings)


@pytest.mark.parametrize("template", ["{{ nothing }}", "\n{% if %}", "{{ view.nothing }}"])
def test_a_broken_template_is_a_clear_line(tmp_path, template):
    """Template and line, and the old site stays; also when a worker process found it."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1")
    (settings.theme / "templates" / "term.html").write_text(template)
    with pytest.raises(KhulasaError, match=r"term\.html:\d") as caught:
        kit.make(settings)
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems  # noqa: S301 - our own


def test_an_empty_project_has_a_site(tmp_path):
    """No article at all: homes, method and data are there."""
    settings = kit.project(tmp_path)
    kit.make(settings)
    assert {"ar/index.html", "en/method/index.html", "data/people.json"} <= set(kit.tree(settings.output))


def test_a_bad_file_does_not_stop_the_others(tmp_path):
    """It is named in the report; the rest is on the site."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1")
    (settings.content / "articles/x/bad.md").write_text("{")
    report = kit.make(settings)
    assert [p.where for p in report.problems] == ["articles/x/bad.md"]
    assert (settings.output / "ar/articles/a1/index.html").is_file()


def test_hostile_text_stays_text(tmp_path):
    """Titles, names, ids, texts: nothing becomes markup, nothing leaves its folder."""
    evil = "</title><script>alert(1)</script>"
    settings = kit.project(tmp_path, publish="full")
    kit.put(
        settings.content,
        "../../evil",
        "x",
        **{"title": evil, "people": [f"../{evil}"], "lines": [evil, "{{ 7*7 }}"]},
    )
    file = next(settings.content.parent.rglob("evil.md"))
    target = settings.content / "articles" / "evil.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    file.rename(target)
    kit.make(settings)
    pages = [b for p, b in kit.tree(settings.output).items() if p.endswith(".html")]
    assert not [b for b in pages if b"<script" in b]
    assert [b for b in pages if b"&lt;script" in b]
    assert [b for b in pages if b"{{ 7*7 }}" in b]


ELSEWHERE = """
    import sys
    from dataclasses import replace
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    import sitekit as kit
    settings = kit.project(Path({folder!r}), jobs={jobs})
    kit.make(settings)
"""


def test_the_same_bytes_anywhere(tmp_path, monkeypatch):
    """Hash seed, time zone, locale, order of files, path of the checkout and number of workers leave no trace."""
    trees = []
    variants = (("0", "UTC", "C", 1), ("42", "Asia/Tehran", "fa_IR.UTF-8", 2))
    for n, (seed, zone, language, jobs) in enumerate(variants):
        folder = tmp_path / f"{'deeper/' * n}checkout-{n}"
        settings = kit.project(folder)
        kit.some(settings.content, 24)
        if n:
            names = sorted(f.name for f in (settings.content / "articles/x").iterdir())
            for name in reversed(names):
                file = settings.content / "articles/x" / name
                file.write_bytes(file.read_bytes())
        script = textwrap.dedent(ELSEWHERE).format(
            tests=str(Path(__file__).parent), folder=str(folder), jobs=jobs
        )
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "LANG": language}
        subprocess.run([sys.executable, "-c", script], check=True, env=env, cwd="/")
        trees.append(kit.tree(settings.output))
    assert len(trees[0]) > render.SMALL
    assert trees[0] == trees[1]


def test_preview_writes_nothing(tmp_path):
    """What a build would do, with reasons, and no output folder."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1")
    made = build.preview(settings, kit.authority(), kit.load)
    assert ("ar/index.html", "new") in [(s.path, why) for s, why in made.write]
    assert not settings.output.exists()


def test_the_process_is_left_as_it_was(tmp_path):
    """Pelican changes the locale and the module path of the process; a build does not."""
    import locale  # noqa: PLC0415 - of this test alone

    before = locale.setlocale(locale.LC_ALL), list(sys.path), time.tzname
    kit.make(kit.project(tmp_path))
    assert before == (locale.setlocale(locale.LC_ALL), list(sys.path), time.tzname)
