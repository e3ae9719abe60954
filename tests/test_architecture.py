"""The structure: imports go one way, only the command line prints, only the site package knows Pelican."""

import ast
import re
from pathlib import Path

from khulasa.chains import STANDARD, explanation

PACKAGE = Path(__file__).parent.parent / "generator" / "khulasa"
LAYERS = (
    {"errors", "model", "fingerprint", "config", "locks", "collector", "executors", "cluster", "stores"},
    {"text.fold"},
    {"languages"},
    {"text"},
    {"stories"},
    {"content.authority", "content.depth", "content.records", "content.decisions"},
    {"rules"},
    {"chains"},
    {"pipeline", "inspection"},
    {"content", "convert"},
    {"project"},
    {"conversion", "summary", "review", "why", "lookalikes", "sources"},
    {"api", "begin"},
    {"index"},
    {"plan"},
    {"site"},
    {"build", "places", "changes", "publish", "check", "reproduce"},
    {"plugin"},
    {"bench"},
    {"cli"},
)
"""Each layer may import itself and the layers above it in this list."""


def modules() -> dict[str, ast.Module]:
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        found[name] = ast.parse(file.read_text("utf-8"))
    return found


def imports(tree: ast.Module) -> set[str]:
    """Names of modules imported at run time; what is only for the type checker does not count."""
    checking = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in checking:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def layer(module: str) -> int | None:
    """The most precise layer that a module belongs to."""
    best: tuple[int, int] | None = None
    for number, names in enumerate(LAYERS):
        for name in names:
            if (module == name or module.startswith(name + ".")) and (best is None or len(name) > best[0]):
                best = (len(name), number)
    return best[1] if best else None


def test_every_module_has_a_layer():
    """A new folder is given its place before it is used."""
    lost = [name for name in modules() if name and layer(name) is None]
    assert lost == []


def test_imports_go_one_way():
    """No module imports from a layer that stands on it."""
    known = modules()
    wrong = []
    for name, tree in known.items():
        if not name:
            continue
        for imported in imports(tree):
            target = imported.removeprefix("khulasa.")
            if not imported.startswith("khulasa.") or target not in known:
                continue
            if layer(target) > layer(name):
                wrong.append(f"{name} imports {target}")
    assert sorted(wrong) == []


def test_only_the_command_line_prints_and_exits():
    """print, sys.exit and sys.stdout occur in khulasa.cli alone."""
    pattern = re.compile(r"\bprint\(|sys\.(?:exit|stdout|stderr)\b")
    found = [
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        if "cli" not in file.parts and pattern.search(file.read_text("utf-8"))
    ]
    assert found == []


def test_only_the_site_package_knows_pelican():
    """Pelican is imported in khulasa.site alone."""
    found = [
        name
        for name, tree in modules().items()
        if any(i.split(".")[0] == "pelican" for i in imports(tree))
        and not name.startswith(("site", "plugin"))
    ]
    assert found == []


def test_every_rule_explains_itself():
    """Each rule has a name of its own and a first docstring line that can stand on the method page."""
    names = STANDARD.names()
    assert len(names) == len(set(names))
    assert [r.__name__ for _, rules in STANDARD for r in rules if len(explanation(r)) < 20] == []


def test_every_word_list_names_its_source():
    """The comment at the head of each list says what it is and where it comes from."""
    lists = sorted((PACKAGE / "languages").rglob("*.txt"))
    assert lists
    named = re.compile(r"source|our own|of this project|written for (?:khulasa|this program)", re.IGNORECASE)
    heads = {f: [row for row in f.read_text("utf-8").splitlines() if row.startswith("#")] for f in lists}
    assert [
        f.name for f, head in heads.items() if not named.search(" ".join(row.lstrip("# ") for row in head))
    ] == []
