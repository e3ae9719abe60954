"""Continuous integration: workflows, action and templates hold to our rules, and what they run works."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from khulasa import begin

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WITH_ACTION = [*WORKFLOWS, ROOT / "action.yml"]


def steps_of(file: Path) -> list[dict]:
    """All steps of a workflow, or of a composite action."""
    loaded = yaml.safe_load(file.read_text("utf-8"))
    if "runs" in loaded:
        return loaded["runs"]["steps"]
    return [step for job in loaded["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("file", WITH_ACTION, ids=lambda f: f.name)
def test_actions_are_pinned_and_shells_get_no_text(file):
    """Every action is pinned by a whole hash, its version beside it; what a stranger writes comes as a variable."""
    text = file.read_text("utf-8")
    uses = re.findall(r"uses: (\S+)( # v[\d.]+)?$", text, re.MULTILINE)
    named = [(u, v) for u, v in uses if not u.startswith("OWNER/")]
    assert [u for u, v in named if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", u) or not v] == []
    assert [s["run"] for s in steps_of(file) if "${{" in s.get("run", "")] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda f: f.name)
def test_rights_are_least_and_safe_for_forks(file):
    """A job has the rights that it names; none that runs a pull request's code may write; no token stays on disk."""
    text = file.read_text("utf-8")
    loaded = yaml.safe_load(text)
    assert loaded["permissions"] == {}
    assert "pull_request_target" not in text
    assert "workflow_run" not in text
    for job in loaded["jobs"].values():
        checkouts = [s for s in job["steps"] if "checkout" in s.get("uses", "")]
        assert all(s["with"]["persist-credentials"] is False for s in checkouts)
        assert not checkouts or "write" not in job["permissions"].values()


def test_one_action_has_one_hash_everywhere():
    """The same action is the same commit in every workflow, in the action, and in the workflow of new sites."""
    starter = Path(begin.__file__).parent / begin.STARTER / "dot-github" / "workflows" / "site.yml"
    found: dict[str, set[str]] = {}
    for file in (*WITH_ACTION, starter):
        for name, mark in re.findall(r"uses: ([\w./-]+)@([0-9a-f]{40})", file.read_text("utf-8")):
            found.setdefault(name, set()).add(mark)
    assert {name: marks for name, marks in found.items() if len(marks) > 1} == {}


def test_gitlab_builds_checks_and_reports():
    """Both GitLab files build, check and make a report for merge requests."""
    starter = Path(begin.__file__).parent / begin.STARTER / "dot-gitlab-ci.yml"
    for file in (ROOT / ".gitlab-ci.yml", starter):
        script = " ".join(yaml.safe_load(file.read_text("utf-8"))["site"]["script"])
        for word in ("make site", "check", "CI_MERGE_REQUEST_DIFF_BASE_SHA"):
            assert word in script


@pytest.mark.parametrize(
    "file", [ROOT / ".github" / "workflows" / "digest.yml", ROOT / "action.yml"], ids=["digest", "action"]
)
def test_what_they_run_works(file, tmp_path):
    """The steps that build, check and report do so in the repository of a new site, with a change on top."""
    site = tmp_path / "repo" / "news"
    begin.begin(site)
    env = {
        **os.environ,
        "PATH": f"{BIN}:/usr/bin:/bin",
        "DIRECTORY": "news",
        "BASE": "HEAD",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "output.txt"),
    }
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for args in (("init", "--quiet"), ("add", "-A"), ("commit", "--quiet", "-m", "one")):
        subprocess.run(["git", *who, *args], cwd=site.parent, check=True, capture_output=True)
    (site / "seeds" / "example-fa.txt").unlink()
    ran = 0
    for step in steps_of(file):
        if "run" in step and "Install" not in step["name"] and "pull request" not in step["name"]:
            done = subprocess.run(
                ["bash", "-eo", "pipefail", "-c", step["run"]],
                cwd=site.parent, env=env, capture_output=True, text=True, timeout=300, check=False,
            )  # fmt: skip
            assert done.returncode == 0, (step["name"], done.stderr)
            ran += 1
    assert ran >= 2
    assert "Articles removed: 1" in (tmp_path / "summary.md").read_text("utf-8")
