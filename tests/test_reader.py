"""The Markdown reader: what looks like HTML stays text, and no text chooses its template or its path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pelican.settings import read_settings

from khulasa.content import frontmatter
from khulasa.site import reader

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<https://example.org/><b>x</b>",
    "<style>body{display:none}</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_markup_of_a_text_becomes_markup_of_the_page(text):
    """No element that runs, loads or hides, no address that runs."""
    made = html.fragment_fromstring(reader.render(text), create_parent="div")
    assert not made.xpath("//script | //img | //style | //b | //@onerror")
    assert not [a for a in made.xpath("//@href") if a.startswith(("javascript:", "data:"))]


@given(st.text(st.characters(exclude_categories=("C",)), max_size=200))
def test_escaped_text_comes_back_as_it_was(text):
    """What a content file holds escaped is shown as the text it was, in any Markdown site."""
    line = " ".join(text.split())
    shown = html.fragment_fromstring(
        reader.render(frontmatter.escape(line)), create_parent="div"
    ).text_content()
    assert line.split() == shown.split()


def test_no_links_by_themselves():
    """An address in a text is text."""
    assert "<a" not in reader.render("www.example.org https://example.org a@example.org")


def test_a_very_long_text_is_refused():
    """Some texts take time that grows with the square of their length."""
    with pytest.raises(ValueError, match="characters"):
        reader.render("*" * (reader.MAX_CHARS + 1))


def test_metadata_that_would_steer_pelican_is_left_out(tmp_path):
    """Template, path and settings of a page are not for its text to choose."""
    file = tmp_path / "a.md"
    file.write_text("---\ntitle: 'عنوان'\ntemplate: evil\nsave_as: ../x\nsettings: 1\n---\nنص", "utf-8")
    settings = read_settings(override={"READERS": {"md": reader.MarkdownReader}})
    content, metadata = reader.MarkdownReader(settings).read(str(file))
    assert metadata == {"title": "عنوان"}
    assert content == "<p>نص</p>\n"
