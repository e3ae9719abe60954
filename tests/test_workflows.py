"""What is installed and what runs in CI is pinned: libraries by hash, actions by commit, permissions by job."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
LOCKS = sorted(ROOT.glob("requirements*.lock"))


def test_there_is_something_to_look_at():
    """Workflows for pushes, releases and the night; locks for users, developers and the night."""
    assert {"test.yml", "site.yml", "release.yml", "night.yml"} <= {f.name for f in WORKFLOWS}
    assert len(LOCKS) == 3


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda f: f.name)
def test_actions_are_pinned_by_commit(file):
    """Each action by its commit, with the version that it is beside it."""
    used = re.findall(r"uses: (.*)", file.read_text("utf-8"))
    assert [u for u in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+){2}", u)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda f: f.name)
def test_jobs_may_do_what_they_need(file):
    """Nothing by itself; each job says what it needs and how long it may take, and no job keeps the token on disk."""
    flow = yaml.safe_load(file.read_text("utf-8"))
    assert flow["permissions"] == {}
    for job in flow["jobs"].values():
        assert set(job["permissions"].values()) <= {"read", "write"}
        assert job["timeout-minutes"] <= 180
        checkouts = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert [step for step in checkouts if step["with"]["persist-credentials"] is not False] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda f: f.name)
def test_who_may_write_runs_no_library(file):
    """A job that may write has neither the checkout nor anything that was installed from it: nothing of ours runs."""
    for job in yaml.safe_load(file.read_text("utf-8"))["jobs"].values():
        if "write" not in job["permissions"].values():
            continue
        said = " ".join(f"{step.get('uses', '')} {step.get('run', '')}" for step in job["steps"])
        assert not re.search(r"actions/checkout|\bmake\b|\bpip\b|\.venv|setup-python|\.ci/", said), said


@pytest.mark.parametrize("file", LOCKS, ids=lambda f: f.name)
def test_locks_name_versions_and_hashes(file):
    """Every library of a lock has one version and the hashes of its files."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"(?m)^\s*#.*\n?", "", file.read_text("utf-8")).strip())
    assert len(entries) > 10
    assert [
        e.split("\n")[0]
        for e in entries
        if not re.match(r"[\w.\[\],-]+==\S+", e) or "--hash=sha256:" not in e
    ] == []
