"""The handbook builds without a warning, and its reference says all that the code has."""

import html
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from khulasa import chains, config
from khulasa.cli import app

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handbook")
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return folder


def page(handbook: Path, name: str) -> str:
    return html.unescape((handbook / name / "index.html").read_text("utf-8"))


@pytest.mark.parametrize("name", ["reference/rules", "rules.ar", "rules.fa", "rules.en"])
def test_every_rule_is_explained(handbook: Path, name: str) -> None:
    """Each rule of the chains stands on the page, with its explanation."""
    text = page(handbook, name)
    rules = [rule for _, chain in chains.STANDARD for rule in chain]
    assert [r.__name__ for r in rules if f"<code>{r.__name__}</code>" not in text] == []


def test_every_command_and_setting_is_in_the_reference(handbook: Path) -> None:
    """Each command with its help, each setting with its row."""
    commands = page(handbook, "reference/commands")
    names = [c.name or c.callback.__name__ for c in app.registered_commands]
    assert [n for n in names if f"khulasa {n}" not in commands] == []
    settings = page(handbook, "reference/settings")
    assert [n for t, n in config.SETTINGS if f"[{t}] {n}" not in settings] == []


def test_right_to_left_pages_are_marked(handbook: Path) -> None:
    """The Arabic and the Persian page say their language and direction."""
    for code in ("ar", "fa"):
        assert f'<div dir="rtl" lang="{code}">' in page(handbook, f"rules.{code}")


def test_nothing_is_asked_of_another_host(handbook: Path) -> None:
    """No page of the handbook loads anything from elsewhere."""
    for file in handbook.rglob("*.html"):
        text = file.read_text("utf-8")
        assert 'src="http' not in text
        assert '<link href="http' not in text
