"""Texts of shapes that no article has: refused by name, or read in work that grows with their length only."""

from __future__ import annotations

import sys

import pytest

from khulasa.chains import STANDARD
from khulasa.content import articles, stored
from khulasa.content.authority import Authority
from khulasa.content.frontmatter import ContentFile, Paragraph
from khulasa.convert import read_source
from khulasa.errors import KhulasaError
from khulasa.pipeline import MAX_SENTENCES, digest
from khulasa.site import urls
from khulasa.text import sentences
from khulasa.text.decode import MAX_BYTES, MAX_LINE, MAX_LINES, decode

SAID = "قال سامي الحداد إن المكتبة مفتوحة للجميع منذ يوم الأحد في مدينة النور. "
TITLE = "مكتبة المدينة تفتح أبوابها للجميع\n"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (SAID * 15_000, "too large"),
        (SAID * 500, "a line of more than"),
        ("<div>" * 40_000, "a line of more than"),
        ("ب" + "\u0651" * 1_000_000, "too large"),
        ("ب" + "\u0651" * 200_000, "a line of more than"),
        ("«" * 100_000, "a line of more than"),
        ("وقال إن المكتبة مفتوحة.\n" * 6_000, "lines"),
        ("لا. " * 6_000 + "\n" + "نعم. " * 5_000, "sentences"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused_by_name(text, what):
    """Too many bytes, lines, sentences, or too long a line: one line that says which, and what to do."""
    with pytest.raises(KhulasaError) as caught:
        digest(decode((TITLE + SAID * 3 + "\n" + text).encode(), "x.txt"), Authority(), STANDARD)
    assert what in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_huge_file_is_not_read(tmp_path):
    """Of half a gigabyte only the beginning is read: what it is, is said all the same."""
    for name, head, what in (("a.txt", b"x", "too large"), ("b.txt", b"\x1f\x8b\x08", "a gzip file")):
        with (tmp_path / name).open("wb") as file:
            file.write(head)
            file.truncate(500_000_000)
        with pytest.raises(KhulasaError, match=what):
            read_source(tmp_path, name)


def test_a_huge_content_file_is_refused(tmp_path):
    """By its size, and without its being read whole."""
    with (tmp_path / "a.md").open("wb") as file:
        file.write(b"---\ntitle: x\n---\n")
        file.truncate(50_000_000)
    data = articles.read_bytes(tmp_path, "a.md")
    assert len(data) == articles.MAX_BYTES + 1
    with pytest.raises(KhulasaError, match="too large"):
        articles.parse(data, "a.md")


SHAPES = {
    "sentences": "نعم. ", "openings": "«", "closings": "»", "brackets": "([{", "stops": ".", "ellipses": "… ",
    "questions": "؟", "marks": "ب\u0651\u0651\u0651", "spaces": "قال   ", "colons": "قال: ", "letters": "ب",
    "digits": "١٢٣", "dates": "1/1/2020 ", "names": "محمد بن ", "articles": "ال ", "titles": "الرئيس الدكتور ",
    "quotes": "قال: «نعم» ", "straight": 'قال "نعم" ', "places": "مدينة ", "bodies": "وزارة ", "tatweel": "ـ",
    "stars": "**a", "links": "[a](b", "ticks": "`", "addresses": "a@b.c ", "div": "<div>", "ligatures": "ﷺ ",
}  # fmt: skip


def work(text: str) -> int:
    """Calls of functions of the program while a text is read: a measure of its work that no clock disturbs."""
    calls = 0

    def count(frame: object, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call"

    source = decode((TITLE + f"{SAID}\n" * 60 + text).encode(), "x.txt")
    sys.setprofile(count)
    try:
        digest(source, Authority(), STANDARD)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", SHAPES)
def test_work_grows_with_the_length(name):
    """Four times the text takes at most some six times the calls, whatever it is made of."""
    shape = SHAPES[name]
    small, large = (shape * (n // len(shape)) for n in (1_500, 6_000))
    for text in (small, large):
        work(text)  # word lists are read, patterns compiled, words that came before are known
    bare = work("")
    assert work(large) - bare <= 6 * (work(small) - bare) + 5_000


def test_deep_brackets_are_no_depth():
    """Marks nested in marks are counted, not climbed: no recursion, and the sentences cover the line."""
    for opening, closing in ("«»", "()", "[]", "“”", "{}"):
        text = opening * 9_000 + "نص" + closing * 9_000
        assert "".join(text[s.start : s.end] for s in sentences.split(text)) == text


def test_tags_of_an_article_are_bounded():
    """Of a file that names thousands the first few hundred are used, and that is said."""
    fields = {
        "id": "a",
        "lang": "ar",
        "title": "ع",
        "people": [{"id": f"p{n}", "name": f"p{n}"} for n in range(5_000)],
    }
    quotes = [{"text": "نص", "speaker": f"q{n}", "style": "marked"} for n in range(5_000)]
    found, problems = stored.digest(ContentFile({**fields, "quotes": quotes}, (Paragraph("نص"),)), "a.md")
    assert len(found.entities) == stored.MAX_TAGS
    assert len(found.quotes) == stored.MAX_QUOTES
    assert len([p for p in problems if "more than" in p.what]) == 2
    assert {m.id for m in found.mentions} <= {e.id for e in found.entities}


@pytest.mark.parametrize("ident", ["x" * 5_000, "ن" * 5_000, "a-" * 3_000 + "b", "../" * 999])
def test_addresses_are_short(ident):
    """Whatever an id is, its folder has at most a hundred plain letters, and two ids never share one."""
    segment = urls.segment(ident)
    assert len(segment.encode()) <= urls.MAX_SEGMENT
    assert segment.isascii()
    assert segment != urls.segment(ident + "x")


def test_markdown_of_the_about_page_is_bounded():
    """Hostile shapes of Markdown, at the length that is taken, end; longer ones are refused."""
    from khulasa.site import reader  # noqa: PLC0415 - Pelican

    shapes = (
        "*a_ ",
        "[a](b",
        "![[]()",
        "`a``",
        "<a ",
        "> ",
        "- ",
        "| a ",
        "&a;",
        "a**b",
        "[[",
        "\\",
        "<!--",
        "(((",
    )
    for shape in shapes:
        made = reader.render(shape * (reader.MAX_CHARS // len(shape)))
        assert "<script" not in made
        assert len(made) < 80 * reader.MAX_CHARS
    with pytest.raises(ValueError, match="more than"):
        reader.render("a" * (reader.MAX_CHARS + 1))


def test_the_caps_leave_room():
    """The longest report of a newspaper is far below all caps."""
    text = TITLE + "\n".join([SAID * 8] * 60)
    assert len(text.encode()) < MAX_BYTES / 5
    assert max(map(len, text.split("\n"))) < MAX_LINE / 20
    assert text.count("\n") < MAX_LINES / 20
    assert text.count(".") < MAX_SENTENCES / 5
    assert digest(decode(text.encode(), "x.txt"), Authority(), STANDARD).summary
