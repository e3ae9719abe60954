"""Changes the program in a copy, one small change at a time: do the tests see it? ``mutants.py [NAMES]``.

The modules are those on which rebuilding and escaping stand; of their mutants at least ``FLOOR`` per cent must be
killed. Needs mutmut (``make mutants`` installs it); takes some ten minutes.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
FLOOR = 85
MODULES = {
    "plan": ("test_plan",),
    "fingerprint": ("test_fingerprint",),
    "text/fold": ("test_fold",),
    "content/frontmatter": ("test_frontmatter", "test_emitted"),
    "site/urls": ("test_urls",),
    "site/csvs": ("test_csvs",),
    "site/headers": ("test_headers",),
    "site/jsonld": (
        "test_jsonld.py::test_no_text_ends_the_script",
        "test_jsonld.py::test_the_block_is_json_ld_of_schema_org",
    ),
    "cli/screen": ("test_screen",),
}
"""Module → its tests; only these run."""
ONLY = {"site/jsonld": "x_script__*"}
"""Of this module only the function that escapes."""
KILLED = (1, 3, -24, 36)
"""Exit codes by which a mutant counts as seen: tests failed, or it ran without end."""


def copy(folder: Path) -> None:
    """A checkout in the layout that mutmut knows: the package under src/."""
    for name in ("theme", "content", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "gold"))
    shutil.copytree(ROOT / "generator", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("README.md", "SECURITY.md", "khulasa.toml"):
        shutil.copy(ROOT / file, folder)
    tests = [f"tests/{t if '::' in t else f'{t}.py'}" for rows in MODULES.values() for t in rows]
    settings = {
        "source_paths": ["src/"],
        "only_mutate": [f"src/khulasa/{name}.py" for name in MODULES],
        "also_copy": ["theme", "content", "README.md", "SECURITY.md", "khulasa.toml"],
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-x"],
        "pytest_add_cli_args_test_selection": tests,
    }
    rows = "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
    own = (ROOT / "pyproject.toml").read_text("utf-8")
    (folder / "pyproject.toml").write_text(f"{own}\n[tool.mutmut]\n{rows}", "utf-8")


def result(folder: Path, name: str) -> tuple[int, int, list[str]]:
    """(mutants, killed ones, names of the others) of a module."""
    codes: dict[str, int | None] = json.loads(
        (folder / f"mutants/src/khulasa/{name}.py.meta").read_text("utf-8")
    )["exit_code_by_key"]
    ran = {mutant: code for mutant, code in codes.items() if code is not None}
    left = [mutant for mutant, code in ran.items() if code not in KILLED]
    return len(ran), len(ran) - len(left), left


def main(chosen: list[str]) -> int:
    """Run mutmut over the modules and print what survived; 1 where fewer than the floor were killed."""
    with TemporaryDirectory() as base:
        folder = Path(base)
        copy(folder)
        dotted = [f"khulasa.{name.replace('/', '.')}.{ONLY.get(name, '*')}" for name in chosen]
        subprocess.run(
            [Path(sys.executable).parent / "mutmut", "run", "--max-children", "2", *dotted],
            cwd=folder, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        total: Counter[str] = Counter()
        for name in chosen:
            count, killed, left = result(folder, name)
            total.update(mutants=count, killed=killed)
            print(f"{name}: {killed} of {count} killed", *left, sep="\n  ")
    share = 100 * total["killed"] / max(1, total["mutants"])
    print(f"{total['killed']} of {total['mutants']} killed: {share:.1f} %, at least {FLOOR} wanted")
    return int(share < FLOOR)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or [*MODULES]))
