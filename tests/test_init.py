"""A new site: it builds and passes its own checks at once, and its CI holds to our rules."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from khulasa import begin, config
from khulasa.content import articles, authority
from khulasa.errors import KhulasaError

BIN = Path(sys.executable).parent
WORKFLOWS = (".github/workflows/site.yml",)
SHELL = ("ci/site.sh", "ci/offer.sh")


def run(folder: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PATH": f"{BIN}:/usr/bin:/bin", "CI": "1", **more}
    return subprocess.run(args, cwd=folder, env=env, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new") / "x"
    done = run(folder.parent, "khulasa", "init", "x")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def built(new):
    done = run(new, "make", "site")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return new


def test_a_new_site_passes_its_own_checks(built):
    """`khulasa init x && cd x && make site` builds both articles in all editions, and `make check` finds no fault."""
    assert {p.name for p in (built / "output").iterdir()} >= {"ar", "fa", "en", "index.html"}
    done = run(built, "make", "check")
    assert done.returncode == 0, done.stderr
    assert " 0 faults" in done.stdout


def test_the_examples_show_what_the_program_does(built):
    """Both are dated the same day, name the same people under one id, and each statement has its speaker."""
    content = built / "content"
    found = [articles.load(p, articles.read_bytes(content, p)) for p in articles.walk(content)]
    assert [problems for _, problems in found] == [(), ()]
    both = [one.digest for one, _ in found]
    assert [d.lang for d in both] == ["ar", "fa"]
    assert len({d.date.first for d in both}) == 1
    people = [{e.id for e in d.of_kind("person")} for d in both]
    assert people[0] == people[1]
    assert len(people[0]) == 2
    assert all(q.speaker in people[0] for d in both for q in d.quotes)
    assert all(d.summary and not d.title.derived for d in both)


def test_the_authority_has_places_and_nobody(new):
    """Common places are there, people and events are the editors' own; no file has a fault."""
    found, problems = authority.load(new / "content" / "authority")
    assert problems == ()
    kinds = {r.kind for r in found.records.values()}
    assert kinds == {"place", "organisation", "source", "topic"}
    assert {"lebanon", "iran"} <= found.records.keys()


def test_the_source_that_is_shown_is_one(new, tmp_path):
    """The feed in the settings that a new site has as a comment works as it is when its signs are taken away."""
    text = (new / "khulasa.toml").read_text("utf-8")
    file = tmp_path / "khulasa.toml"
    file.write_text(re.sub(r"^# (?=\[sources|add = )", "", text, flags=re.MULTILINE), "utf-8")
    (source,) = config.load(file).sources
    assert (source.name, source.what) == ("city-news", ("https://news.example/feed.xml",))


def test_what_is_there_is_left_alone(tmp_path):
    """A folder that holds anything, and a file, are refused with a line; nothing is written."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    for target in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(KhulasaError):
            begin.begin(target)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
    done = run(tmp_path, "khulasa", "init", ".")
    assert (done.returncode, "is not empty; name a new folder" in done.stderr) == (2, True)


def test_the_plain_script_restores_publishes_and_keeps(built, tmp_path):
    """With CACHE and PUBLISH the site is built, checked, put in its place whole, and kept for the next run."""
    target, cache = tmp_path / "www" / "site", tmp_path / "cache"
    for _ in range(2):
        done = run(built, "sh", "ci/site.sh", CACHE=str(cache), PUBLISH=str(target))
        assert done.returncode == 0, done.stderr
        assert (target / "index.html").is_file()
    assert "0 pages written" in done.stdout
    assert {p.name for p in cache.iterdir()} == {".khulasa", "output"}
    assert [p.name for p in target.parent.iterdir()] == ["site"]


def test_without_the_program_it_is_installed(new):
    """Where no khulasa is on PATH, make installs the one that requirements.txt names."""
    done = run(new, "make", "-n", "site", PATH="/usr/bin:/bin")
    assert "pip install" in done.stdout
    assert ".venv/bin/khulasa build" in done.stdout
    assert re.fullmatch(r"khulasa\[add\]==[\w.]+\n", (new / "requirements.txt").read_text("utf-8"))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_have_least_rights(new, name):
    """Actions are pinned by hash, a job has the rights that it names, no text of a stranger gets into a shell."""
    text = (new / name).read_text("utf-8")
    uses = re.findall(r"uses: (\S+)", text)
    assert uses
    assert [u for u in uses if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", u)] == []
    loaded = yaml.safe_load(text)
    assert loaded["permissions"] == {}
    steps = [step for job in loaded["jobs"].values() for step in job["steps"]]
    assert [s["run"] for s in steps if "${{" in s.get("run", "")] == []
    checkouts = [s for s in steps if "checkout" in s.get("uses", "")]
    assert all(s["with"]["persist-credentials"] is False for s in checkouts)
    assert "pull_request_target" not in text
    assert "workflow_run" not in text
    for job in loaded["jobs"].values():
        writes = {k for k, v in job["permissions"].items() if v == "write"}
        checks_out = any("checkout" in s.get("uses", "") for s in job["steps"])
        assert not (writes and checks_out) or job["if"] == "github.event_name == 'schedule'"


def test_ci_files_are_well_formed(new):
    """The shell scripts parse, and the file for GitLab has its stages and jobs."""
    for name in SHELL:
        assert run(new, "sh", "-n", name).returncode == 0
    loaded = yaml.safe_load((new / ".gitlab-ci.yml").read_text("utf-8"))
    assert {"site", "pages", "feeds"} <= loaded.keys()


def test_every_make_target_is_in_its_help(new):
    """`make` lists every target of the Makefile, and each command it calls is one of the program."""
    text = (new / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", text, re.MULTILINE))
    shown = run(new, "make").stdout
    assert all(target in shown for target in targets)
    help_text = run(new, "khulasa", "--help").stdout
    assert all(verb in help_text for verb in re.findall(r"\$\(KHULASA\) (\w+)", text))
