"""Every place where text could become markup without being escaped, with the reason why it may."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "generator/khulasa/site/extra.py: Markup(": "the about page, made by our Markdown reader with raw HTML off",
    "generator/khulasa/plugin/filters.py: Markup(": "constant markup; what goes into it is escaped by format",
    "generator/khulasa/site/jsonld.py: Markup(": "JSON in a script element: < > & are \\u escapes",
}
"""File and expression → reason."""
RAW = re.compile(
    r"\|\s*(?:safe|striptags|xmlattr|tojson(?!\|forceescape))\b|\bMarkup\(|\bautoescape\b|__html__"
)


def found(folder: str, pattern: str) -> dict[str, str]:
    """Every raw expression under a folder: ``file: expression`` → the line."""
    hits = {}
    for file in sorted((ROOT / folder).rglob(pattern)):
        for row in file.read_text("utf-8").splitlines():
            for hit in RAW.finditer(row):
                hits[f"{file.relative_to(ROOT).as_posix()}: {hit.group()}"] = row.strip()
    return hits


def test_no_template_puts_out_raw_text():
    """No template uses |safe, Markup, autoescape or the like."""
    assert found("theme", "*.html") == {}


def test_code_makes_markup_only_where_listed():
    """Each use in the program is in the list above, with its reason; nothing in the list is out of date."""
    hits = {
        h: row
        for h, row in found("generator", "*.py").items()
        if not re.search(r"autoescape(\": |=)True\b", row)
    }
    assert {h: hits[h] for h in hits.keys() - ALLOWED.keys()} == {}
    assert ALLOWED.keys() - hits.keys() == set()


def test_templates_escape_by_themselves():
    """The one Jinja environment has autoescape on, and refuses names that it does not know."""
    text = (ROOT / "generator/khulasa/site/render.py").read_text("utf-8")
    assert '"autoescape": True' in text
    assert '"undefined": jinja2.StrictUndefined' in text


def test_the_limits_that_are_promised_are_in_force():
    """Each number in SECURITY.md is that of the program."""
    from khulasa import pipeline  # noqa: PLC0415
    from khulasa.content import articles, depth, stored  # noqa: PLC0415
    from khulasa.site import reader, urls  # noqa: PLC0415
    from khulasa.text import decode  # noqa: PLC0415

    text = (ROOT / "SECURITY.md").read_text("utf-8")
    numbers = (
        decode.MAX_BYTES, decode.MAX_LINES, decode.MAX_LINE, pipeline.MAX_SENTENCES, articles.MAX_BYTES,
        depth.DEEPEST, stored.MAX_TAGS, stored.MAX_QUOTES, urls.MAX_SEGMENT, reader.MAX_CHARS,
    )  # fmt: skip
    assert [n for n in numbers if f"{n:,}" not in text] == []
