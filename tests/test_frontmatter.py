"""Content files: writing and reading give back what was there, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khulasa.content import frontmatter
from khulasa.content.frontmatter import ContentFile, Paragraph
from khulasa.errors import KhulasaError

LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs"))
TEXT = st.text(st.one_of(LETTERS, st.sampled_from(" \u200c\u00a0#*_`-+.>|\\[]{}<>&1٣۴~")), min_size=1).map(
    str.strip
)
PARAGRAPHS = st.lists(st.builds(Paragraph, TEXT.filter(bool), st.booleans()), min_size=1).map(tuple)
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), ANY_TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(ANY_TEXT, inner, max_size=4)),
    max_leaves=12,
)


@given(PARAGRAPHS)
def test_any_text_comes_back(paragraphs):
    """read ∘ write is the identity on paragraphs, Markdown marks and all."""
    content = ContentFile({"id": "a"}, paragraphs)
    assert frontmatter.read(frontmatter.write(content), "a.md") == content


@given(st.dictionaries(st.text(st.characters(categories=("L",)), min_size=1), VALUES))
def test_any_fields_come_back(fields):
    """read ∘ write is the identity on front matter; a text that looks like a date or a number stays text."""
    content = ContentFile(fields, (Paragraph("نص"),))
    assert frontmatter.read(frontmatter.write(content), "a.md") == content


def test_looks_like_something_else():
    """Front-matter-like lines, headings and Pelican's marks in a text stay text."""
    texts = (
        "---",
        "title: x",
        "# عنوان",
        "1. أول",
        "{filename}x",
        "|static|y",
        "<b>",
        "& &amp;",
        "```",
        "    code",
    )
    content = ContentFile(
        {"title": "no", "date": "2024-01-03", "n": "12"}, tuple(Paragraph(t.strip()) for t in texts)
    )
    assert frontmatter.read(frontmatter.write(content), "a.md") == content


def test_an_editor_may_leave_out_quotation_marks():
    """A bare date stays the text that was written; wrapped lines are one paragraph; ## heads a part."""
    text = "---\ndate: 2024-01-03\n---\nسطر أول\nتتمته\n\n## عنوان فرعي\nفقرة\n"
    content = frontmatter.read(text, "a.md")
    assert content.fields == {"date": "2024-01-03"}
    assert content.paragraphs == (
        Paragraph("سطر أول تتمته"),
        Paragraph("عنوان فرعي", True),
        Paragraph("فقرة"),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("نص", "a.md:1: has no front matter; begin the file with a line of three dashes"),
        ("---\nid: a\n", "a.md:1: the front matter has no end; close it with a line of three dashes"),
        ("---\nid: a\ntitle: [x\n---\n", "a.md:4: broken YAML: did not find expected ',' or ']'; "
         "mend that line; the file is left as it is"),
        ("---\nid: a\nb: 1\nid: c\n---\n", "a.md:4: broken YAML: 'id' stands twice; "
         "mend that line; the file is left as it is"),
        ("---\nb: &x [1]\nc: *x\n---\n", "a.md:3: broken YAML: *x refers to another place; write it out"),
        ("---\nb: \x1b\n---\n", "a.md: broken YAML: unacceptable character #x001b: control characters are "
         "not allowed; mend that line; the file is left as it is"),
        ("---\nb: !!int x\n---\n", "a.md: broken YAML: invalid literal for int() with base 10: 'x'; "
         "mend it; the file is left as it is"),
        ("---\nb: 1000000000000001\n---\n", "a.md: broken YAML: b holds a number that is too large; "
         "write plain texts"),
        ("---\nb: {1: x}\n---\n", "a.md: broken YAML: b holds a name that is no text; write plain texts"),
        ("---\n- a\n---\n", "a.md:2: front matter is not a list of name: value; see another file"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_clear_line(text, line):
    """Each broken file names file, line, what is wrong and what to do."""
    with pytest.raises(KhulasaError) as caught:
        frontmatter.read(text, "a.md")
    assert [str(p) for p in caught.value.problems] == [line]


def test_no_code_in_front_matter():
    """A YAML tag that would make an object is refused."""
    with pytest.raises(KhulasaError):
        frontmatter.read("---\nid: !!python/object/apply:os.getcwd []\n---\nx", "a.md")


def test_stamp_tells_changes():
    """A stamp depends on the value alone, not on the order of names."""
    assert frontmatter.stamp({"a": 1, "b": [1, 2]}) == frontmatter.stamp({"b": [1, 2], "a": 1})
    assert frontmatter.stamp("a") != frontmatter.stamp("b")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: &x [1]\nb: *x", "refers to another place"),
        ("a: &x [*x]", "refers to another place"),
        ("a: 1\na: 2", "stands twice"),
        ("a:\n  b: 1\n  b: 2", "stands twice"),
        ("a: !!binary aGk=", "a bytes"),
        ("a: !!set {x}", "a set"),
        ("a: !!timestamp 2024-01-03", "broken YAML"),
        ("a: .nan", "nan"),
        ("a: .inf", "inf"),
        (f"a: 0x{'F' * 5000}", "too large"),
        (f"a: {'9' * 5000}", "broken YAML"),
        ("a: {1: x, y: z}", "a name that is no text"),
        ("1: x", "not a list"),
        ("a: !!python/name:os.system", "broken YAML"),
        ("a: " + "[" * 5000, "broken YAML"),
        ("a: " + "{a: " * 5000, "nested too deeply"),
        ("a: " + "[" * 200_000, "nested too deeply"),
        ("a:\n  " + "- " * 100_000, "nested too deeply"),
        ("? " * 50_000, "nested too deeply"),
        ("a: \ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace") + "\u0000", "broken YAML"),
        ("a: \x1b[31m", "broken YAML"),
    ],
)  # fmt: skip
def test_what_no_content_file_may_hold(text, what):
    """References, doubled names, objects, numbers without end and depths without bottom are refused by name."""
    with pytest.raises(KhulasaError, match=r"a\.md") as caught:
        frontmatter.read(f"---\n{text}\n---\nx", "a.md")
    assert what in str(caught.value)
    assert len(str(caught.value)) < 300


def test_stars_in_texts_are_no_references():
    """What only looks like a reference is text."""
    content = ContentFile({"a": "*x", "b": "x *y* z", "c": ["*", "* a"]}, (Paragraph("*نص*"),))
    assert frontmatter.read(frontmatter.write(content), "a.md") == content


def test_the_layout_of_a_file():
    """A list of places is one line; lists and mappings are lines with an indent; empty ones are signs."""
    fields = {
        "at": [[1, 4], [9, 12]],
        "number": [1, 2.5],
        "mixed": [[1], "a"],
        "none": [],
        "people": [{"id": "p", "at": []}],
    }
    text = frontmatter.write(ContentFile(fields, (Paragraph("رأس", True), Paragraph("نص *"))))
    assert text.split("\n") == [
        "---", "at: [[1, 4], [9, 12]]", "number: [1, 2.5]", "mixed:", "  - [1]", "  - a", "none: []", "people:",
        "  - id: p", "    at: []", "---", "", "## رأس", "", "نص \\*", "",
    ]  # fmt: skip
    assert frontmatter.write(ContentFile({}, ())) == "---\n{}\n---\n\n\n"


def test_files_of_other_editors():
    """A mark of UTF-8, line ends of Windows, spaces behind the dashes, no line end at the end: the same article."""
    plain = frontmatter.read("---\nid: a\n---\n\nنص\n", "a.md")
    assert plain == ContentFile({"id": "a"}, (Paragraph("نص"),))
    for text in ("\ufeff---\r\nid: a\r\n---\r\n\r\nنص\r\n", "--- \nid: a\n---  \nنص", "---\nid: a\n---\nنص"):
        assert frontmatter.read(text, "a.md") == plain


def test_dashes_elsewhere_are_text():
    """Indented dashes neither open nor close front matter."""
    with pytest.raises(KhulasaError, match="no front matter"):
        frontmatter.read(" ---\nid: a\n---\n", "a.md")
    assert frontmatter.read("---\nid: |\n  a\n  ---\n---\nنص", "a.md").fields == {"id": "a\n---"}


def test_the_largest_number():
    """Numbers up to the limit are numbers, on both sides of nought."""
    fields = {"n": frontmatter.MAX_NUMBER, "m": -frontmatter.MAX_NUMBER}
    assert frontmatter.read(frontmatter.write(ContentFile(fields, ())), "a.md").fields == fields


def test_stamps_stay_what_they_are():
    """The stamp of a value is the same for ever and on any machine, for half a letter of UTF-16 too."""
    assert frontmatter.stamp("نص") == "5de3c4bbf715"
    assert len({frontmatter.stamp("\ud800"), frontmatter.stamp("\ud801"), frontmatter.stamp("?")}) == 3
    assert frontmatter.stamps({"a": 1, "b": "نص"}) == {
        "a": frontmatter.stamp(1),
        "b": frontmatter.stamp("نص"),
    }
