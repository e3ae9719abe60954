"""Fingerprints: equal where nothing that counts differs, and different as soon as something does."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khulasa import fingerprint
from khulasa.chains import STANDARD
from khulasa.rules.read import quotes

ROWS = st.lists(st.binary(max_size=4), max_size=4)


def test_the_same_on_every_machine():
    """Of one text always the same sixteen digits: what is stored today is found tomorrow."""
    assert fingerprint.of_bytes("خلاصة".encode(), b"") == "88d00e442269cc7f"
    assert fingerprint.of_bytes() == "e3b0c44298fc1c14"


@given(ROWS, ROWS)
def test_parts_are_not_run_together(one, other):
    """Equal rows of parts, and only those, are equal: where a part ends counts, and an empty one counts."""
    assert (fingerprint.of_bytes(*one) == fingerprint.of_bytes(*other)) == (one == other)


def put(folder: Path, **files: str) -> Path:
    """Write files; two underscores are a slash, the last one is the dot."""
    for name, text in files.items():
        stem, _, ending = name.replace("__", "/").rpartition("_")
        file = folder / f"{stem}.{ending}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def test_names_and_bytes_of_files_count(tmp_path):
    """Another place of the folder and another order are the same; another name, text or file is not."""
    made = put(tmp_path / "one", a_txt="x", b__c_txt="y")
    first = fingerprint.of_folder(made)
    assert first == fingerprint.of_folder(put(tmp_path / "elsewhere/two", b__c_txt="y", a_txt="x"))
    files = [made / "a.txt", made / "b/c.txt"]
    assert fingerprint.of_files(files, made) == fingerprint.of_files(files[::-1], made) == first
    others = (
        {"a_txt": "x", "b__d_txt": "y"}, {"a_txt": "x", "b__c_txt": "z"}, {"a_txt": "y", "b__c_txt": "x"},
        {"a_txt": "x"}, {"a_txt": "x", "b__c_txt": "y", "d_txt": ""},
    )  # fmt: skip
    marks = [fingerprint.of_folder(put(tmp_path / f"n{n}", **given)) for n, given in enumerate(others)]
    assert len({first, *marks}) == len(others) + 1


def test_what_python_compiles_does_not_count(tmp_path):
    """Compiled modules are made again by running; folders by themselves are nothing; a pattern chooses."""
    first = fingerprint.of_folder(put(tmp_path, a_py="x"))
    put(tmp_path, b_pyc="1", c__d_pyc="2")
    assert fingerprint.of_folder(tmp_path) == first
    put(tmp_path, e_txt="3")
    assert fingerprint.of_folder(tmp_path) != first == fingerprint.of_folder(tmp_path, "**/*.py")


def test_word_lists_count():
    """The fingerprint of the languages is that of every file of theirs."""
    folder = fingerprint.PACKAGE / "languages"
    files = [f for f in folder.rglob("*") if f.is_file() and f.suffix != ".pyc"]
    assert len(files) > 100
    assert fingerprint.of_languages() == fingerprint.of_files(files, folder)


def imported(file: str, known: frozenset[str]) -> set[str]:
    """The files that a module imports, as Python's own parser sees it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((fingerprint.PACKAGE / file).read_text("utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{name}" for name in names)]
        for name in names:
            inside = "/".join(name.split(".")[1:]) if name.split(".")[0] == "khulasa" else "?"
            found |= {f"{inside}.py", f"{inside}/__init__.py".lstrip("/")}
    return found & known


def test_a_module_stands_on_what_it_imports():
    """Of every module all imports are found, and nothing that is none."""
    known = frozenset(
        f.relative_to(fingerprint.PACKAGE).as_posix() for f in fingerprint.PACKAGE.rglob("*.py")
    )
    assert {*fingerprint._own_files()} == known
    wrong = {f: (imported(f, known), {*fingerprint._imported(f)}) for f in known}
    assert {f: (there, seen) for f, (there, seen) in wrong.items() if there != seen} == {}


def test_imports_of_imports_count():
    """A rule stands on modules that it only reaches through others; not on those that stand on it."""
    files = fingerprint._modules("rules/read/quotes.py")
    assert {"rules/read/quotes.py", "model.py", "text/fold.py", "languages/__init__.py"} <= files
    direct = {*fingerprint._imported("rules/read/quotes.py")}
    assert files - direct - {"rules/read/quotes.py"}
    assert not {"build.py", "check.py", "site/urls.py", "index/sync.py"} & files


def test_rules_and_their_order_count():
    """Another chain, another order, a rule left out: another fingerprint; the same chain, the same one."""
    rules = STANDARD.clean[:3]
    first = fingerprint.of_rules(rules)
    assert first == fingerprint.of_rules(list(rules))
    assert len({first, fingerprint.of_rules(rules[::-1]), fingerprint.of_rules(rules[1:])}) == 3
    assert re.fullmatch("[0-9a-f]{16}", first)


@pytest.mark.parametrize("changed", ["rules/read/quotes.py", "text/fold.py", "languages"])
def test_what_a_rule_stands_on_counts(monkeypatch, changed):
    """A change of its module, of one far below it, or of a word list changes the fingerprint of a rule."""
    rule = next(v for v in vars(quotes).values() if getattr(v, "__module__", "") == quotes.__name__)
    before, own = fingerprint.of_rules([rule]), dict(fingerprint._own_files())
    if changed == "languages":
        monkeypatch.setattr(fingerprint, "of_languages", lambda: "another")
    else:
        own[changed] += b"\n# another line\n"
        monkeypatch.setattr(fingerprint, "_own_files", lambda: own)
    assert fingerprint.of_rules([rule]) != before


def test_what_a_rule_does_not_stand_on_does_not_count(monkeypatch):
    """A change of the site's modules converts no article again."""
    before, own = fingerprint.of_rules(STANDARD.clean), dict(fingerprint._own_files())
    own["site/urls.py"] += b"\n# another line\n"
    monkeypatch.setattr(fingerprint, "_own_files", lambda: own)
    assert fingerprint.of_rules(STANDARD.clean) == before


@pytest.mark.parametrize(
    ("module", "names", "files"),
    [
        ("khulasa.text", "fold, words as fold2  # marks", {"text/fold.py", "text/words.py"}),
        ("khulasa.text.fold", "key", {"text/fold.py"}),
        ("khulasa", "plan, build as site", {"plan.py", "build.py", "__init__.py"}),
        (
            "khulasa.site",
            "(\n    urls,  # not pages\n    headers as h,\n",
            {"site/urls.py", "site/headers.py"},
        ),
    ],
)
def test_what_an_import_names(module, names, files):
    """The module, its folder, and each name as a module of it; no comment, and no name that it is given here."""
    known = {*fingerprint._own_files()}
    packages = {f"{'/'.join(module.split('.')[1:])}/__init__.py".lstrip("/")} & known
    assert {*fingerprint._named(module, names)} & known == files | packages
