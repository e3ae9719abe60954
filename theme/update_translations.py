"""Bring the catalogues up to date with the templates: new messages are added empty, texts that exist are kept.

    python theme/update_translations.py

Then fill in the empty ``msgstr`` lines of ``theme/translations/<language>.po`` with any editor (English is filled
in by itself). Keys that begin with ``rule:`` ``explain:`` ``chain:`` ``why:`` ``table:`` or ``column:`` name things
of the program and are kept as they are. The order is that of the templates.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

THEME = Path(__file__).parent
FUNCTIONS = ("_", "gettext", "ngettext", "say")
OWN_KEYS = ("rule:", "explain:", "chain:", "why:", "table:", "column:")


def messages(templates: Path) -> dict[str | tuple[str, str], list[str]]:
    """Every message of the templates, with the templates that use it."""
    env = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    found: dict[str | tuple[str, str], list[str]] = {}
    for file in sorted(templates.rglob("*.html")):
        for _, function, args in extract_from_ast(env.parse(file.read_text("utf-8")), FUNCTIONS):
            texts = [a for a in (args if isinstance(args, tuple) else (args,)) if a]
            key = (texts[0], texts[1]) if function == "ngettext" else texts[-1 if function == "say" else 0]
            name = file.relative_to(templates).as_posix()
            if name not in found.setdefault(key, []):
                found[key].append(name)
    return found


def update(po: Path, wanted: dict[str | tuple[str, str], list[str]]) -> int:
    """Rewrite one catalogue; how many of its messages are still empty."""
    with po.open("rb") as file:
        old = read_po(file, locale=po.stem)
    new = Catalog(locale=po.stem, header_comment=old.header_comment, fuzzy=False)
    new._num_plurals, new._plural_expr = (
        old.num_plurals,
        old.plural_expr,
    )  # Arabic has more than one good header
    for key, files in wanted.items():
        known = old.get(key if isinstance(key, str) else key[0])
        text = known.string if known else None
        if po.stem == "en" and not (all(text) if isinstance(text, tuple) else text):
            text = key
        new.add(key, text, locations=[(name, None) for name in files])
    for message in old:
        if isinstance(message.id, str) and message.id.startswith(OWN_KEYS):
            new.add(message.id, message.string)
    with po.open("wb") as file:
        write_po(file, new, width=0, omit_header=True)
    head = f'# {po.stem}: interface texts of Khulasa. Edit msgstr only.\nmsgid ""\nmsgstr ""\n' + "".join(
        f'"{line}\\n"\n'
        for line in (
            f"Language: {po.stem}",
            "Content-Type: text/plain; charset=utf-8",
            f"Plural-Forms: nplurals={old.num_plurals}; plural={old.plural_expr};",
        )
    )
    po.write_text(head + "\n" + po.read_text("utf-8"), "utf-8")
    return sum(
        1 for m in new if m.id and not all([m.string] if isinstance(m.string, str) else m.string or [""])
    )


if __name__ == "__main__":
    found = messages(THEME / "templates")
    for catalogue in sorted((THEME / "translations").glob("*.po")):
        empty = update(catalogue, found)
        print(f"{catalogue.name}: {len(found)} messages, {empty} empty")  # noqa: T201
