"""The same promises at length, for the night: `make torture`.

KHULASA_VECTORS names a folder of attack strings collected by others (JSON texts, one a line, in ``*.jsonl``).
"""

from __future__ import annotations

import ipaddress
import json
import os
import random
from pathlib import Path

import pytest

import hostile
import minikit
import test_hostile
from khulasa.config import Manner
from khulasa.content import frontmatter
from khulasa.content.frontmatter import ContentFile, Paragraph
from khulasa.errors import Exit, KhulasaError
from khulasa.sources import addresses, feed, markup, reading
from khulasa.sources.records import Origin, Piece
from khulasa.text.decode import visible

pytestmark = pytest.mark.torture
VECTORS = os.environ.get("KHULASA_VECTORS", "")
STRINGS = ("xss-*", "blns", "md-xss-*", "trojan-source", "xxe-*", "csv-*", "xml-bombs-*", "feed-sanitize-*")
CHUNK = 2_000
"""Strings of one site."""
LONGEST = 1_000
"""Longer strings are cut: a name or a title of that length says nothing more."""


def vectors(*patterns: str) -> list[str]:
    """The strings of the folder whose files match, each once."""
    files = sorted(f for pattern in patterns for f in Path(VECTORS).glob(f"{pattern}.jsonl"))
    texts = [json.loads(row) for f in files for row in f.read_text("utf-8").splitlines() if row.strip()]
    return list(dict.fromkeys(str(text)[:LONGEST] for text in texts))


needs_vectors = pytest.mark.skipif(not VECTORS, reason="KHULASA_VECTORS names no folder")
PARTS = [*range(0, len(vectors(*STRINGS)), CHUNK)] if VECTORS else []
"""Where each part of the strings begins; ``-k strings4000`` runs one of them."""


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """A site of harmless words."""
    return test_hostile.build(tmp_path_factory.mktemp("calm"), hostile.harmless([""] * CHUNK))


@pytest.fixture(scope="module", params=PARTS, ids=lambda first: f"strings{first}")
def evil(request, tmp_path_factory):
    """The site of one part of the strings."""
    part = vectors(*STRINGS)[request.param : request.param + CHUNK]
    return test_hostile.build(tmp_path_factory.mktemp("evil"), part)


@needs_vectors
def test_nothing_becomes_markup(evil, calm):
    """Every page of every site, parsed: no element and no attribute that harmless words do not have."""
    allowed = set().union(*(shape.elements for shape in calm.shapes.values()))
    assert [(p, s.elements - allowed) for p, s in evil.shapes.items() if s.elements - allowed] == []


@needs_vectors
def test_nothing_runs(evil, calm):
    """Every article, and every list and some of the others, in Chromium."""
    assert test_hostile.harm(evil, calm) == {}


@needs_vectors
def test_data_are_data(evil):
    """Feeds, tables and JSON of every site."""
    test_hostile.test_feeds_data_and_tables_are_well_formed((evil, None))
    test_hostile.test_data_in_pages_is_data((evil, None))
    test_hostile.test_nothing_leaves_the_site((evil, None))


@needs_vectors
def test_paths(tmp_path):
    """Every path as the name of a source and as the id of a content file: nothing outside of the project."""
    folder = minikit.project(tmp_path / "p", 2)
    names = [n for n in vectors("path-traversal-*") if len(n.encode()) < 200]
    for n, name in enumerate(names):
        plain = visible(name).replace("/", "∕").replace("\0", "").strip() or "x"
        chance = random.Random(n)  # noqa: S311 - the same chance each time
        (folder / "seeds" / f"{plain}.txt").write_text(minikit.text(chance), "utf-8")
        fields = {
            "id": visible(name),
            "lang": "ar",
            "title": f"خبر {n}",
            "url": name,
            "source": {"file": name},
        }
        file = folder / "content/articles/ar/2024" / f"own{n}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(frontmatter.write(ContentFile(fields, (Paragraph(f"نص الخبر رقم {n}."),))), "utf-8")
    before = {f.name for f in tmp_path.iterdir()}
    code, said = minikit.build(folder, 2)
    assert code in (Exit.OK, Exit.PROBLEMS), said
    assert {f.name for f in tmp_path.iterdir()} == before
    assert not [f for f in (folder / "output").rglob("*") if not f.name.isascii() or ".." in f.name]
    assert len([*(folder / "output/ar/articles").iterdir()]) > len(names) / 2


# ------------------------------------------------------------------ addresses and feeds


def leads_to(ip: str):
    """A resolver that sends every name to one machine, and a number to itself."""

    def resolve(host: str, port: int) -> list[str]:
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            return [ip]

    return resolve


@needs_vectors
@pytest.mark.parametrize(
    "ip", ["127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a00:1", "93.184.216.34"]
)
def test_no_address_leads_inside(ip):
    """Every address, whatever its name leads to: whoever is asked is a machine of the public internet."""
    asked = []
    for url in vectors("ssrf-*"):
        try:
            asked.append(addresses.target(url, resolve=leads_to(ip)).ip)
        except KhulasaError:
            continue
    assert [one for one in asked if not addresses.is_public(ipaddress.ip_address(one))] == []
    if not addresses.is_public(ipaddress.ip_address(ip)):
        assert set(asked) <= {"1.1.1.1"}, "only a number that is public itself is asked"


@needs_vectors
def test_feeds_become_text():
    """Every feed is read or refused by name; what its entries hold becomes words without markup."""
    for row in vectors("feed-sanitize-*"):
        piece = Piece(Origin("feed.xml", "feed.xml"), "feed", row.encode("utf-8", "surrogatepass"))
        readout = reading.read(piece, Manner())
        assert readout.found or readout.refused
        for entry in feed._xml(piece):
            body = (
                " ".join(markup.paragraphs_of(entry["text"]))
                if markup.is_markup(entry["text"])
                else entry["text"]
            )
            texts = (body, entry["title"], entry["byline"], entry["outlet"], entry["section"])
            assert [text for text in texts if markup.is_markup(text)] == [], row
