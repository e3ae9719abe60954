"""The documents say what the code does: every command, setting, exit code and rule is where a reader looks for it."""

import re
from pathlib import Path

from khulasa import config
from khulasa.cli import app
from khulasa.errors import Exit

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_every_command_is_in_the_readme():
    """Each command of the program has its row, and no row names a command that is not there."""
    commands = {c.name or c.callback.__name__ for c in app.registered_commands}
    commands |= {group.name for group in app.registered_groups}
    assert commands == set(re.findall(r"^\| `khulasa (\w+)", README, re.MULTILINE))


def test_every_setting_is_in_the_readme():
    """Each setting has its row, and no row names a setting that is not there."""
    settings = {f"[{table}] {name}" for table, name in config.SETTINGS}
    assert settings == set(re.findall(r"^\| `(\[\w+\] \w+)`", README, re.MULTILINE))


def test_every_setting_of_a_source_is_in_the_readme():
    """Each key of a table [sources.NAME] has its row."""
    part = README.partition("| `[sources.NAME]`")[2].partition("\n\n")[0]
    assert set(config.SOURCE_SETTINGS) == set(re.findall(r"^\| `(\w+)`", part, re.MULTILINE))


def test_every_exit_code_is_in_the_readme():
    """Each exit code is explained."""
    assert {str(int(code)) for code in Exit} == set(re.findall(r"\*\*(\d)\*\*", README))


def test_the_two_commands_exist():
    """`make site` and `make test` are targets of the Makefile, and CI calls the test command."""
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"site", "test"} <= targets
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_sample_settings_are_legal():
    """khulasa.toml of the sample is read without a problem."""
    assert config.load(ROOT / "khulasa.toml").publish == "digest"


def test_actions_are_pinned():
    """Every action in the workflows is pinned by a whole commit hash."""
    for file in (ROOT / ".github" / "workflows").glob("*.yml"):
        uses = re.findall(r"uses: (\S+)", file.read_text("utf-8"))
        assert uses
        assert [u for u in uses if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", u)] == []
