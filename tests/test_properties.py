"""What must hold for any text at all, tried with texts made up by Hypothesis from the letters that matter."""

from __future__ import annotations

import os
import random
import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from khulasa import plan
from khulasa.chains import STANDARD
from khulasa.content import articles, frontmatter
from khulasa.content.frontmatter import ContentFile, Paragraph
from khulasa.errors import KhulasaError
from khulasa.model import Line, Page
from khulasa.plan import PageSpec
from khulasa.rules import clean
from khulasa.rules.read import heading
from khulasa.site import urls
from khulasa.text import fold, sentences
from khulasa.text.decode import decode, visible

WORDS = (
    "قال", "گفت", "سامي", "الحداد", "المكتبة", "کتابخانه", "إن", "که", "في", "مدينة", "شهر", "اقرأ أيضا", "عاجل",
    "2024/01/03", "۱۴۰۲/۱۰/۱۳", "٣٫٥", "د.", "ق.م.", "«", "»", '"', "(", ")", "[", "]", ".", "!", "؟", "…", ":", "،",
    "|", "#وسم", "https://a.example", "@حساب", "می\u200cشود", "ه\u200d", "\u200f", "\u202e", "ـ", "ﷺ", "<b>", "**",
    " ", "  ", "\t", "\u00a0", "ABC", "a.b.", "12", "٪", "/", "-", "–",
)  # fmt: skip
BREAKS = dict.fromkeys((11, 12, 13, 28, 29, 30, 0x85, 0x2028, 0x2029), "\n")
LINE = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), min_size=1, max_size=25).map(" ".join)
TEXT = st.lists(LINE, min_size=1, max_size=14).map("\n".join)
ANYTHING = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
NO_LIMIT = settings(deadline=None, max_examples=int(os.environ.get("KHULASA_EXAMPLES", "100")))


@NO_LIMIT
@given(st.one_of(st.binary(max_size=300), TEXT.map(str.encode), TEXT.map(lambda t: t.encode("utf-16"))))
def test_bytes_are_read_or_refused(data):
    """Any bytes: a text without control characters and bidi controls, or a problem with a remedy."""
    try:
        source = decode(data, "x.txt")
    except KhulasaError as error:
        assert all(p.where.startswith("x.txt") and p.what and p.remedy for p in error.problems)
        return
    assert visible(source.text) == source.text
    assert not set(source.text) & set(map(chr, (*range(9), *range(11, 32), 127, *range(0x202A, 0x202F))))


@NO_LIMIT
@given(ANYTHING)
def test_what_is_seen_is_seen_again(text):
    """Taking out what is not seen is done once, adds nothing, and keeps the order of what stays."""
    seen = visible(text)
    assert visible(seen) == seen
    letters = iter(text.replace("\r\n", "\n").translate(BREAKS))
    assert all(c in letters for c in seen)


@NO_LIMIT
@given(st.one_of(TEXT, ANYTHING))
def test_folding_twice_is_folding_once(text):
    """The key of a key is the key; the map leads each folded letter to its place."""
    assert fold.key(fold.key(text)) == fold.key(text)
    folded, positions = fold.fold_with_map(text)
    assert len(positions) == len(folded) + 1
    assert positions == sorted(positions)
    assert positions[-1] == len(text)


@NO_LIMIT
@given(LINE)
def test_sentences_cover_the_paragraph(line):
    """Sentences are places in order, apart from each other; between and around them is white space only."""
    spans = sentences.split(line)
    place = 0
    for span in spans:
        assert place <= span.start < span.end <= len(line)
        assert not line[place : span.start].strip()
        assert line[span.start : span.end].strip() == line[span.start : span.end]
        place = span.end
    assert not line[place:].strip()


@pytest.mark.parametrize("lang", ["ar", "fa"])
@NO_LIMIT
@given(text=TEXT)
def test_no_letter_of_a_kept_line_changes(lang, text):
    """Cleaning takes whole lines or none: every line is kept as it was, or listed as removed as it was.

    A heading is of one line; a broken title of two neighbours.
    """
    lines = tuple(Line(n, t) for n, raw in enumerate(text.split("\n"), 1) if (t := raw.strip()))
    if not lines:
        return
    page, removed = clean.run(Page(lang, lines), STANDARD.clean)
    assert sorted([*((x.number, x.text) for x in page.lines), *((r.line, r.text) for r in removed)]) == [
        (x.number, x.text) for x in lines
    ]
    document = heading.take_apart(page, removed, STANDARD.heading)
    given_lines = {x.text for x in lines}
    assert {x.text for x in document.body} <= given_lines
    heads = (document.title, document.deck, document.section, document.byline, document.dateline)
    broken = {f"{x.text} {y.text}" for x, y in pairwise(lines) if y.number == x.number + 1}
    assert all(h.derived or any(h.text in g for g in given_lines | broken) for h in heads if h is not None)


NAMES = (
    "text",
    "id",
    "name",
    "names",
    "at",
    "rank",
    "from",
    "to",
    "rule",
    "votes",
    "evidence",
    "basis",
    "speaker",
    "line",
)
FIELDS = st.dictionaries(
    st.sampled_from(
        (
            "title",
            "deck",
            "people",
            "quotes",
            "summary",
            "date",
            "url",
            "via",
            "removed",
            "tags",
            "publisher",
            "terms",
            "source",
            "dates",
            "corrections",
            "retracted",
            "places",
            "x",
        )
    ),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), ANYTHING),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(st.sampled_from(NAMES), inner),
        ),
        max_leaves=10,
    ),
)


@NO_LIMIT
@given(FIELDS, TEXT)
@example({"title": "ع", "people": [{"id": "p", "name": "قال", "at": False}]}, "قال")
@example({"title": "ع", "people": [{"id": "p", "name": "قال", "at": 5}]}, "قال")
def test_any_content_file_is_an_article_or_a_problem(fields, text):
    """Whatever an editor writes: slices that are what they say, and problems with a remedy; never anything else."""
    paragraphs = tuple(Paragraph(t) for row in text.split("\n") if (t := " ".join(row.split())))
    content = articles.seen(ContentFile({"lang": "ar", **fields}, paragraphs))
    try:
        article, problems = articles.article(content, "articles/a.md", "articles/a.md")
    except KhulasaError as error:
        problems = error.problems
    else:
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


@given(st.lists(st.one_of(ANYTHING, st.from_regex(urls.SAFE, fullmatch=True)), unique=True))
def test_addresses_are_plain_and_apart(idents):
    """Any id has a short folder name of small ASCII letters, digits and hyphens; two ids never have the same."""
    segments = [urls.segment(ident) for ident in idents]
    assert len(set(segments)) == len(idents)
    assert all(re.fullmatch("[a-z0-9-]+", s) and len(s) <= urls.MAX_SEGMENT for s in segments)
    assert not {*segments} & urls.RESERVED


@given(st.lists(st.text(min_size=1), unique=True))
def test_ids_of_sources_are_apart(paths):
    """Two sources never have one id, whatever their names are, and an id is an address as it is."""
    idents = [articles.article_id(path) for path in paths]
    assert len(set(idents)) == len(paths)
    assert [urls.segment(i) for i in idents] == idents


@NO_LIMIT
@given(
    st.text(
        st.one_of(st.sampled_from(" \n\u2028\u2029\x0b\x0c\x1c\x85\u200f\u202e\u00a0\\#*-"), st.characters()),
        max_size=40,
    )
)
def test_a_body_is_stored_as_it_is_read(body):
    """Whatever an editor types: once read, a body is written and read again as the same paragraphs."""
    content = articles.parse(f"---\nlang: ar\n---\n{body}".encode("utf-8", "replace"), "a.md")
    again = articles.parse(frontmatter.write(content).encode(), "a.md")
    assert again == content
    assert all(p.text and "\n" not in p.text for p in content.paragraphs)


PAGES = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("123"))


@given(PAGES, PAGES, st.sets(st.sampled_from("abcdefgh")))
def test_a_plan_does_what_is_needed(wanted, last, damaged):
    """What is wanted and not so in the output is written, what is there and not wanted goes, in any order."""
    rows: list[plan.Row] = []
    for path in wanted.keys() | last.keys():
        now, before = (plan.pack({"article": at[path]}) if path in at else "" for at in (wanted, last))
        if now != before:
            rows.append((PageSpec(path, "home"), now, before))
        elif path in damaged:
            rows.append((PageSpec(path, "home"), now, None))
    made = plan.plan(rows)
    writes, deletes = {s.path for s, _ in made.write}, {p for p, _ in made.delete}
    assert deletes == last.keys() - wanted.keys()
    assert writes == {p for p in wanted if last.get(p) != wanted[p] or p in damaged}
    assert all(why for _, why in (*made.write, *made.delete))
    random.Random(1).shuffle(rows)  # noqa: S311 - the same chance each time
    assert plan.plan(rows) == made
