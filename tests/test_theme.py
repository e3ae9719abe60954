"""The theme's own files: sheet, script, fonts, templates, catalogues. No browser, no engine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont
from jinja2 import Environment
from jinja2.ext import extract_from_ast

import theme_sample as sample
from khulasa import chains
from khulasa.site.i18n import EDITIONS
from khulasa.site.rtl_rules import RULES

THEME = sample.THEME
SHEET = (THEME / "static/css/khulasa.css").read_text("utf-8")
CODE = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.S)
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
FONTS = sorted((THEME / "static/fonts").glob("*.woff2"))
PERSIAN = "گچپژیکۀهٔآاءئؤ‌"
TASHKEEL = "ًٌٍَُِّْٰ"
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
MARKS = " «»،؛؟٪٫٬…()[]–-:.!"


# ------------------------------------------------------------------ style sheet and script


def declarations() -> list[tuple[str, str, str]]:
    """Selector, property and value of every declaration."""
    rows = []
    for selector, block in re.findall(r"([^{}]+)\{([^{}]*)\}", CODE):
        for part in block.split(";"):
            name, colon, value = part.partition(":")
            if colon:
                rows.append((selector.strip(), name.strip(), value.strip()))
    return rows


def test_sheet_knows_no_left_and_right() -> None:
    """Margins, paddings, borders, places and alignment are logical: one sheet serves both directions."""
    physical = re.compile(r"(^|-)(left|right|top|bottom)(-|$)|^(width|height|(min|max)-(width|height))$")
    assert [d for d in declarations() if physical.search(d[1])] == []
    assert [
        d for d in declarations() if d[1] in ("float", "clear", "text-align") and d[2] in ("left", "right")
    ] == []


def test_four_value_shorthands_are_even() -> None:
    """A shorthand with different third and fourth value would be physical."""
    uneven = [d for d in declarations() if d[1] in ("margin", "padding", "inset") and len(d[2].split()) == 4]
    assert uneven == []


def test_sheet_leaves_arabic_script_whole() -> None:
    """No letter-spacing, no slant, no justification, no synthetic faces."""
    names = {name for _, name, _ in declarations()}
    values = {value for _, _, value in declarations()}
    assert "letter-spacing" not in names
    assert "word-spacing" not in names
    assert not {"italic", "oblique", "justify"} & values
    assert ("html", "font-synthesis", "none") in declarations()


def test_lines_are_high_enough_for_arabic_script() -> None:
    """Every unitless line height of running text is 1.6 or more; headings 1.4 or more."""
    heights = [(s, float(v)) for s, name, v in declarations() if name == "line-height"]
    assert min(v for _, v in heights) >= 1.4
    assert min(v for s, v in heights if re.search(r"prose|sentence|lead|blockquote|deck|cite", s)) >= 1.9
    assert dict(heights)["html"] >= 1.6


def test_direction_is_set_for_code_only() -> None:
    """CSS ``direction`` appears for code and addresses alone."""
    assert [s for s, name, _ in declarations() if name == "direction"] == ["code, .code"]


def test_quotation_marks_are_never_generated() -> None:
    """``q`` gets no marks of ours, and no generated content is a quotation mark."""
    assert ("q::before, q::after", "content", "none") in declarations()
    assert not [v for _, name, v in declarations() if name == "content" and set(v) & set("«»“”")]


def test_nothing_comes_from_another_host() -> None:
    """Sheet and script name no address; the sheet loads the theme's own fonts only."""
    script = (THEME / "static/js/khulasa.js").read_text("utf-8")
    assert not re.search(r"https?:|//[a-z]", CODE + re.sub(r"/\*.*?\*/", "", script, flags=re.S))
    loaded = set(re.findall(r'url\("\.\./fonts/([^"]+)"\)', CODE))
    assert loaded == {f.name for f in FONTS}
    assert CODE.count("font-display: swap") == CODE.count("@font-face") == len(FONTS)


def test_script_runs_under_the_policy() -> None:
    """No eval, no markup made from strings, no style attributes."""
    script = (THEME / "static/js/khulasa.js").read_text("utf-8")
    assert not re.search(
        r"\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|\.style\b|document\.write", script
    )


def test_sizes() -> None:
    """Sheet at most 30 kB, script at most 20 kB, fonts at most 120 kB, two families."""
    assert (THEME / "static/css/khulasa.css").stat().st_size <= 30_000
    assert sum(f.stat().st_size for f in (THEME / "static/js").glob("*.js")) <= 20 * 1024
    assert sum(f.stat().st_size for f in FONTS) <= 120_000
    families = {v for s, name, v in declarations() if s == "@font-face" and name == "font-family"}
    assert len(families) == 2


# ------------------------------------------------------------------ fonts


def letters(*names: str) -> set[int]:
    """Code points of font files."""
    return {c for name in names for c in TTFont(THEME / "static/fonts" / name).getBestCmap()}


@pytest.mark.parametrize("family", ["vazirmatn", "naskh"])
def test_each_family_covers_arabic_and_persian(family: str) -> None:
    """Letters, tashkeel, ZWNJ, three families of digits and the marks of the news are in each family."""
    have = letters(f"{family}-arabic.woff2", f"{family}-latin.woff2")
    missing = [c for c in PERSIAN + TASHKEEL + DIGITS + MARKS if ord(c) not in have | {0x2026}]
    assert missing == []
    assert [c for c in range(0x0621, 0x064B) if c not in have and c not in range(0x063B, 0x0640)] == []


def test_every_word_of_the_interface_can_be_set() -> None:
    """Vazirmatn, the family of the interface, has every character of the catalogues and of the sample pages."""
    have = letters("vazirmatn-arabic.woff2", "vazirmatn-latin.woff2") | {0x0A, 0x200F}
    texts = "".join(m for code in EDITIONS for forms in translations(code).values() for m in forms)
    assert {c for c in texts if ord(c) not in have} == set()


def test_unicode_ranges_meet_what_the_files_hold() -> None:
    """Files of one family share the weights they declare, or a browser would use one of them only."""
    blocks = re.findall(r"@font-face \{(.*?)\}", CODE, flags=re.S)
    by_family: dict[str, set[str]] = {}
    for block in blocks:
        family = re.search(r'font-family: "([^"]+)"', block)
        weight = re.search(r"font-weight: ([^;]+);", block)
        assert family
        assert weight
        by_family.setdefault(family[1], set()).add(weight[1])
    assert {name: len(weights) for name, weights in by_family.items()} == {
        "Vazirmatn": 1,
        "Noto Naskh Arabic": 1,
    }


def test_licences_travel_with_the_fonts() -> None:
    """Each family has its SIL Open Font License beside it."""
    for name in ("OFL-Vazirmatn.txt", "OFL-Noto-Naskh-Arabic.txt"):
        assert "SIL OPEN FONT LICENSE" in (THEME / "static/fonts" / name).read_text("utf-8").upper()


# ------------------------------------------------------------------ templates


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: f.relative_to(THEME / "templates").as_posix())
def test_templates_are_safe(file: Path) -> None:
    """Nothing is marked safe or runs in the page itself; no foreign host but the link to Wikidata."""
    source = file.read_text("utf-8")
    assert not re.search(r"\|\s*safe|Markup|autoescape", source)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", source)
    assert not re.search(
        r"<script(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">{{ page.linked }}</script>)", source
    )
    assert set(re.findall(r"https?://[^/\"'{ ]+", source)) <= {"https://www.wikidata.org"}


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: f.relative_to(THEME / "templates").as_posix())
def test_templates_hold_no_interface_text(file: Path) -> None:
    """Every word that a reader sees comes from a catalogue or a view."""
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", file.read_text("utf-8"), flags=re.S)
    visible = re.sub(r"<!?[a-zA-Z/][^>]*>", "", source)
    assert set(re.findall(r"[^\W\d_]{2,}", visible)) <= {
        "Khulasa",
        "JSON",
        "Atom",
        "Data",
        "Feed",
        "OPML",
        "Package",
        "lang",
        "dir",
        "class",
    }  # tags with a name of their own


# ------------------------------------------------------------------ catalogues


def translations(code: str) -> dict[str, tuple[str, ...]]:
    """Forms by msgid of a catalogue."""
    with (THEME / f"translations/{code}.po").open("rb") as file:
        rows = read_po(file, locale=code, abort_invalid=True)
    return {
        m.id if isinstance(m.id, str) else m.id[0]: (m.string,)
        if isinstance(m.string, str)
        else tuple(m.string)
        for m in rows
        if m.id
    }


def wanted() -> set[str]:
    """Every msgid in the templates."""
    env = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    found = set()
    for file in TEMPLATES:
        tree = env.parse(file.read_text("utf-8"))
        for _, function, args in extract_from_ast(tree, ("_", "gettext", "ngettext", "say")):
            texts = [a for a in (args if isinstance(args, tuple) else (args,)) if a]
            found.add(texts[-1] if function == "say" else texts[0])
    return found


@pytest.mark.parametrize("code", EDITIONS)
def test_every_message_is_translated(code: str) -> None:
    """Each msgid of the templates has all its forms in each edition."""
    have = translations(code)
    assert sorted(m for m in wanted() if not all(have.get(m, ("",)))) == []


@pytest.mark.parametrize("code", EDITIONS)
def test_placeholders_survive_translation(code: str) -> None:
    """A translation uses the placeholders of its msgid and no others (a plural form may leave the number out)."""
    for msgid, forms in translations(code).items():
        names = set(re.findall(r"%\(\w+\)s", msgid))
        for form in forms:
            assert set(re.findall(r"%\(\w+\)s", form)) - names <= {"%(num)s"} if names else True, msgid
            if "%(num)s" not in names and not msgid.startswith("why:"):
                assert set(re.findall(r"%\(\w+\)s", form)) == names, msgid


@pytest.mark.parametrize("code", ["ar", "fa"])
def test_every_rule_has_a_name(code: str) -> None:
    """Each rule and each chain of the program has its public name in the catalogue (``rule:``, ``chain:``), and
    the catalogue names no rule that is gone.
    """
    have = set(translations(code))
    rules = {f"rule:{name}" for name in chains.STANDARD.names()}
    assert rules ^ {m for m in have if m.startswith("rule:")} == set()
    explained = {m.replace("explain:", "rule:", 1) for m in have if m.startswith("explain:")}
    assert code == "en" or rules ^ explained == set()
    assert {f"chain:{name}" for name, _ in chains.STANDARD} - have == set()


@pytest.mark.parametrize(("code", "foreign"), [("ar", "یکپچژگ"), ("fa", "يكةى")])
def test_translations_are_in_their_own_letters(code: str, foreign: str) -> None:
    """Arabic texts use Arabic letters and marks, Persian texts Persian ones; neither Latin , ; ?."""
    for msgid, forms in translations(code).items():
        for form in forms:
            plain = re.sub(
                r"%\(\w+\)s|«[^»]*»", "", form
            )  # words cited from the other language stay as they are
            assert not set(plain) & set(foreign + ",;?"), (msgid, form)
            assert " ‌" not in plain, msgid
            assert "‌ " not in plain, msgid


def test_persian_joins_its_affixes() -> None:
    """Prefix می and suffix ها stand with ZWNJ, not with a space."""
    for msgid, forms in translations("fa").items():
        assert not re.search(r"(?<!\w)ن?می (?=\w)| ها(?=[\s،.؛]|ی\b|$)", forms[0]), (msgid, forms[0])


# ------------------------------------------------------------------ rules for right-to-left pages


def test_rules_for_right_to_left_pages() -> None:
    """38 rules, numbered without gap, each with text, group and check in the three editions."""
    assert [r.number for r in RULES] == list(range(1, 39))
    for rule in RULES:
        for texts in (rule.group, rule.text, rule.check):
            assert all(texts[code] for code in EDITIONS)
