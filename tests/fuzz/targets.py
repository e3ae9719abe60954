"""What must hold for any bytes: run over the kept corpus by pytest, and with new bytes for ever by ``make fuzz``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import get_args

from khulasa.chains import STANDARD
from khulasa.config import Manner
from khulasa.content import articles, frontmatter
from khulasa.errors import KhulasaError
from khulasa.model import Line, Page
from khulasa.rules import clean
from khulasa.rules.read import heading
from khulasa.sources import reading
from khulasa.sources.records import Form, Origin, Piece
from khulasa.text import fold, sentences
from khulasa.text.decode import decode, visible

CORPUS = Path(__file__).parent / "corpus"
FORMS: tuple[Form, ...] = get_args(Form)
MANNER = Manner()


def refused(error: KhulasaError) -> None:
    """A refusal says where, what and what to do."""
    assert error.problems
    assert all(p.where and p.what and p.remedy for p in error.problems)


def front_matter(data: bytes) -> None:
    """A content file is read as an article of exact slices, or refused; what is written is read as the same."""
    try:
        content = articles.parse(data, "a.md")
    except KhulasaError as error:
        refused(error)
        return
    text = frontmatter.write(content)
    again = frontmatter.read(text, "a.md")
    assert repr(again.fields) == repr(content.fields)
    assert frontmatter.write(again) == text
    try:
        article, problems = articles.article(content, "articles/a.md", "a.md")
    except KhulasaError as error:
        refused(error)
        return
    digest = article.digest
    parts = (
        *digest.sentences,
        *digest.summary,
        *digest.quotes,
        *digest.mentions,
        *digest.terms,
        *digest.dates,
    )
    assert [p for p in parts if digest.text[p.start : p.end] != p.text] == []
    assert all(p.what and p.remedy for p in problems)


def cleaning(data: bytes) -> None:
    """A source is text without what cannot be seen, or refused; each line is kept or removed as it was; sentences
    cover a line; folding is done once."""
    try:
        source = decode(data[1:], "a.txt")
    except KhulasaError as error:
        refused(error)
        return
    assert visible(source.text) == source.text
    lines = tuple(Line(n, t) for n, raw in enumerate(source.text.split("\n"), 1) if (t := raw.strip()))
    page, removed = clean.run(Page("fa" if data[:1] > b"\x7f" else "ar", lines), STANDARD.clean)
    assert sorted([*((x.number, x.text) for x in page.lines), *((r.line, r.text) for r in removed)]) == [
        (x.number, x.text) for x in lines
    ]
    document = heading.take_apart(page, removed, STANDARD.heading)
    assert {x.text for x in document.body} <= {x.text for x in lines}
    for line in lines:
        place = 0
        for span in sentences.split(line.text):
            assert place <= span.start < span.end
            assert not line.text[place : span.start].strip()
            place = span.end
        assert not line.text[place:].strip()
        assert fold.key(fold.key(line.text)) == fold.key(line.text)


def sources(data: bytes) -> None:
    """Whatever a page, feed, mail or table is: articles that the conversion takes, addresses, or refusals."""
    form = FORMS[data[0] % len(FORMS)] if data else FORMS[0]
    piece = Piece(Origin("heap.zip!a", "a", "https://news.example/a"), form, data[1:])
    readout = reading.read(piece, MANNER)
    assert all(p.where and p.what and p.remedy for p in readout.refused)
    for found in readout.found:
        assert found.text.strip() or not found.suffix
        assert reading.checked(found).text == found.text
    assert not {f.url.partition(":")[0].lower() for f in readout.follow} & {"javascript", "data", "file", ""}


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "frontmatter": front_matter,
    "cleaning": cleaning,
    "sources": sources,
}
"""Name, which is that of the folder of its corpus → what is tried."""
