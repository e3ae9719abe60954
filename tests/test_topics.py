"""Topics by the cues of the topic file, on cases that a translator can add to (cases/topics.json)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dated import reading
from khulasa.chains import STANDARD
from khulasa.content import authority
from khulasa.model import Mention, Record
from khulasa.rules.read import topics

ROOT = Path(__file__).parents[1]
CASES = json.loads((Path(__file__).parent / "cases" / "topics.json").read_text("utf-8"))
KNOWN, PROBLEMS = authority.load(ROOT / "content" / "authority")


def found(text, known=KNOWN):
    return topics.read(replace(reading(text), authority=known), STANDARD.topics)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['lang']}: {c['text'][:40]}")
def test_case(case):
    """The topics of a text, the weightiest first; a text without cues has none."""
    text = case["text"] + "\n" + case["text"].partition(" ")[2]
    assert [e.id for e in found(text).entities if e.kind == "topic"] == case["topics"]


@pytest.mark.parametrize("case", [c for c in CASES if c["topics"]], ids=lambda c: c["topics"][0] + c["lang"])
def test_explained(case):
    """A topic names words of the text as its evidence, and its label is the language's."""
    text = case["text"] + "\n" + case["text"].partition(" ")[2]
    for entity in found(text).entities:
        assert entity.rule == "topic_cues"
        assert entity.name == KNOWN.records[entity.id].label(case["lang"])
        assert all(word in text for word in entity.evidence.split("، "))


def test_file():
    """The topic file has no mistakes: each topic has labels in three languages, cues in two, no weight unread."""
    assert not [p for p in PROBLEMS if "topics.yaml" in p.where]
    for record in KNOWN.of_kind("topic"):
        assert {"ar", "fa", "en"} <= set(record.names)
        assert {"ar", "fa"} <= set(record.cues)
        for lang in ("ar", "fa"):
            for text in record.cues[lang]:
                cue = topics.parse(record.id, text)
                assert cue.words
                assert 0 < cue.weight <= 5


def test_at_most_three():
    """However many topics are cued, an article has three at most."""
    text = "\n".join(c["text"] for c in CASES if c["lang"] == "ar")
    assert len([e for e in found(text).entities if e.kind == "topic"]) <= topics.MOST


def test_ids_of_the_authority_speak():
    """Organisations named in the text speak for a topic that lists their ids."""
    one = Record(
        "topic", "health", {"ar": ("صحة",)}, {}, cues={"ar": ("مستشفى^3",), "en": ("clinic-union^6",)}
    )
    known = authority.Authority({"health": one})
    text = "التقى الرجل صديقه في المستشفى وتحدثا طويلا عن أيام مضت، ثم افترقا عند الباب."
    base = replace(reading(text), authority=known)
    mention = Mention("organisation", "clinic-union", "المستشفى", 20, 28, "test")
    named = replace(base, mentions=(mention,) * 3)
    assert [e.id for e in topics.read(base, STANDARD.topics).entities] == []
    assert [e.id for e in topics.read(named, STANDARD.topics).entities] == ["health"]
