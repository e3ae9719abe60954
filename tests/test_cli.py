"""The command line: results on standard output, one line per problem on standard error, exit codes as documented."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from khulasa import inspection
from khulasa.chains import STANDARD, explanation

ROOT = Path(__file__).parent.parent
KHULASA = Path(sys.executable).parent / "khulasa"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def khulasa(*args: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([KHULASA, *args], capture_output=True, text=True, cwd=cwd, timeout=120, check=False)


@pytest.mark.parametrize("file", SEEDS, ids=lambda f: f.stem)
def test_inspect_keeps_to_its_schema(file):
    """`inspect --json` of each sample document is valid, and every offset is the slice that it says."""
    done = khulasa("inspect", "--json", str(file))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    jsonschema.validate(found, inspection.schema(), format_checker=jsonschema.FormatChecker())
    text = found["text"]
    for part in ("sentences", "summary", "mentions", "quotes", "dates"):
        assert [p for p in found[part] if text[p["start"] : p["end"]] != p["text"]] == []
    for extract in found["summary"]:
        assert found["sentences"][extract["sentence"]]["text"] == extract["text"]
        assert extract["votes"]
    source = file.read_text("utf-8")
    assert [line for line in text.split("\n") if line not in source] == []


def test_inspect_works_from_any_folder(tmp_path):
    """Outside a project the authority files that come with the program are used."""
    found = json.loads(khulasa("inspect", "--json", str(SEEDS[0]), cwd=tmp_path).stdout)
    assert "qasem-soleimani" in {p["id"] for p in found["people"]}


def test_inspect_refuses_with_a_line(tmp_path):
    """A file that is no article is one line with its name, and exit code 1."""
    (tmp_path / "x.txt").write_bytes(b"")
    done = khulasa("inspect", "--json", "x.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"error: x\.txt: [^\n]+; [^\n]+\n", done.stderr)


def test_rules_lists_every_rule():
    """`rules` prints each rule of each chain with its explanation."""
    shown = khulasa("rules").stdout
    for chain, rules in STANDARD:
        assert re.search(rf"^{chain}  \({len(rules)} rules", shown, re.MULTILINE)
        for rule in rules:
            assert rule.__name__ in shown
            assert explanation(rule) in shown


def test_explain_shows_the_votes():
    """`explain` prints a row for each vote of each chosen sentence."""
    shown = khulasa("explain", str(SEEDS[0])).stdout
    found = json.loads(khulasa("inspect", "--json", str(SEEDS[0])).stdout)
    for extract in found["summary"]:
        assert extract["text"] in shown
        assert all(vote["why"] in shown for vote in extract["votes"])


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("[site]\nulr = 'x'\n", "khulasa.toml:2: unknown setting 'ulr' in [site]; did you mean 'url'?"),
        ("[rules]\noff = ['titel']\n", "khulasa.toml: no rule is called 'titel'; "),
    ],
)
def test_wrong_settings_are_exit_code_2(tmp_path, settings, says):
    """A wrong setting stops everything before anything is written."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "khulasa.toml").write_text(settings, "utf-8")
    done = khulasa("build", cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert not (tmp_path / "output").exists()


def test_a_rule_that_is_switched_off_is_not_used(tmp_path):
    """`[rules] off` leaves a rule out of the chain."""
    (tmp_path / "khulasa.toml").write_text('[rules]\noff = ["breadcrumb"]\n', "utf-8")
    file = tmp_path / "a.txt"
    shutil.copyfile(SEEDS[2], file)
    rules = {
        r["rule"] for r in json.loads(khulasa("inspect", "--json", str(file), cwd=tmp_path).stdout)["removed"]
    }
    assert "breadcrumb" not in rules
    assert "(off)" in khulasa("rules", cwd=tmp_path).stdout


def test_build_plan_check_in_any_folder(tmp_path):
    """`khulasa build` works where there is only seeds/; a second build has nothing to do; check finds no fault."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "seeds" / "empty.txt").write_bytes(b"")
    first = khulasa("build", cwd=tmp_path)
    assert first.returncode == 1, first.stderr
    assert re.fullmatch(r"error: seeds/empty\.txt: [^\n]+; [^\n]+\n", first.stderr)
    assert (tmp_path / "output" / "fa" / "index.html").is_file()
    (tmp_path / "seeds" / "empty.txt").unlink()
    assert khulasa("plan", "--brief", cwd=tmp_path).stdout.startswith("0 to write, 0 to delete")
    again = khulasa("build", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "0 pages written, 0 deleted" in again.stdout
    checked = khulasa("check", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path):
    """An output folder with other people's files is refused with exit code 3 and keeps every byte."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "thesis.txt").write_text("mine", "utf-8")
    done = khulasa("build", cwd=tmp_path)
    assert done.returncode == 3
    assert "holds files that khulasa did not make" in done.stderr
    assert [f.name for f in (tmp_path / "output").iterdir()] == ["thesis.txt"]


def test_every_command_explains_itself():
    """Each command has a help text, and each of its arguments and options a line of its own."""
    from typer.main import get_command  # noqa: PLC0415

    from khulasa.cli import app  # noqa: PLC0415

    waiting = [("khulasa", get_command(app))]
    while waiting:
        name, command = waiting.pop()
        assert command.help, name
        waiting += [(f"{name} {n}", c) for n, c in getattr(command, "commands", {}).items()]
        assert [p.name for p in command.params if p.name != "help" and not getattr(p, "help", "")] == [], name


def test_the_program_runs_without_its_extras():
    """The command line needs none of the libraries that only an extra has: a plain install can build a site."""
    import tomllib  # noqa: PLC0415

    root = Path(__file__).parent.parent
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    named = [
        re.split(r"[<>=;\\[ ]", row)[0] for rows in project["optional-dependencies"].values() for row in rows
    ]
    without = [name.replace("-", "_") for name in named]
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({without!r})); "
        "import khulasa.cli, khulasa.build, khulasa.check"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
