"""What the documents say of the code, made from the code: commands, settings, rules, columns."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import typer
from mkdocs.structure.files import File, Files

from khulasa import chains
from khulasa.cli import app
from khulasa.site import i18n

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SECTIONS = {
    "settings": ("### Settings: `khulasa.toml`", "Settings"),
    "sources": ("### Articles from anywhere", "Sources"),
    "data": ("## Data", "Data"),
}
"""Page of the reference → heading of the README whose words it has, and its title."""


def on_files(files: Files, config: Any) -> Files:
    """Add the pages of the reference."""
    pages = {
        "commands": commands(),
        "rules": rules("en"),
        "security": (ROOT / "SECURITY.md").read_text("utf-8"),
    }
    pages |= {name: f"# {title}\n\n{section(heading)}" for name, (heading, title) in SECTIONS.items()}
    for name, text in pages.items():
        files.append(File.generated(config, f"reference/{name}.md", content=text))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the list of rules where a page asks for it."""
    return re.sub(r"<!-- rules:(\w+) -->", lambda found: rules(found.group(1)), markdown)


def section(heading: str) -> str:
    """The words of the README under a heading, up to the next one of its rank or above."""
    rank = heading.partition(" ")[0]
    body = README.partition(f"{heading}\n")[2]
    return re.split(rf"^#{{1,{len(rank)}}} ", body, maxsplit=1, flags=re.MULTILINE)[0].strip()


def commands() -> str:
    """The help of every command."""
    group = typer.main.get_command(app)
    context = typer.Context(group, info_name="khulasa")
    parts = ["# Commands", _fenced(group.get_help(context))]
    for name, command in _walk(group, "khulasa"):
        parts += [f"## {name}", _fenced(command.get_help(typer.Context(command, info_name=name)))]
    return "\n\n".join(parts)


def _walk(group: Any, path: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, command in group.commands.items():
        found.append((f"{path} {name}", command))
        if hasattr(command, "commands"):
            found += _walk(command, f"{path} {name}")
    return found


def _fenced(text: str) -> str:
    return f"```text\n{text}\n```"


def _explained(words: i18n.Catalogue, rule: chains.AnyRule) -> str:
    key = f"explain:{rule.__name__}"
    return chains.explanation(rule) if words.one(key) == key else words.one(key)


def _row(name: str, label: str, explanation: str) -> str:
    escaped = explanation.replace("|", "\\|")
    return f"| `{name}` | {label} | {escaped} |"


def rules(code: str) -> str:
    """Every rule in order: its name, what it is called in a language, its explanation."""
    words = i18n.catalogue(ROOT / "theme" / "translations", code)
    direction = i18n.direction(code)
    parts = []
    for name, chain in chains.STANDARD:
        title = words.one(f"chain:{name}")
        parts.append(f"## {title if title != f'chain:{name}' else name}")
        rows = [_row(r.__name__, words.rule_label(r.__name__), _explained(words, r)) for r in chain]
        parts.append("\n".join(["| rule | | |", "|---|---|---|", *rows]))
    body = "\n\n".join(parts)
    return body if direction == "ltr" else f'<div dir="rtl" lang="{code}" markdown="1">\n\n{body}\n\n</div>'
