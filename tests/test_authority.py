"""Reading authority files: what is wrong is told with its line, the rest is used; our own files keep their word."""

from __future__ import annotations

import pickle
import tomllib
from pathlib import Path

import pytest

from khulasa.content.authority import Authority, load
from khulasa.model import Masthead
from khulasa.text.fold import key

CASES = Path(__file__).parent / "cases"
OURS = Path(__file__).parent.parent / "content" / "authority"
GOOD = "good-one:\n  names: {ar: [اسم جيد], en: Good One}\n"
LOADED = (CASES / "loaded-words.txt").read_text("utf-8")

FAULTS = {f["name"]: f for f in tomllib.loads((CASES / "authority_faults.toml").read_text("utf-8"))["fault"]}


def folder(tmp_path: Path, **files: str) -> Path:
    """A folder of authority files."""
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_and_the_rest_is_used(tmp_path, name):
    """Each fault gives one line with file, line, what and remedy; its entry is left out, the others stay."""
    fault = FAULTS[name]
    people = fault["text"] + "c:\n  names: {fa: [دیگری]}\n"
    authority, problems = load(folder(tmp_path, organisations=GOOD, people=people))
    assert set(authority.records) == {"c", "good-one"}
    told = next(p for p in problems if fault["what"] in p.what)
    assert told.where == f"{tmp_path / 'people.yaml'}:{fault['line']}"
    assert fault["remedy"] in told.remedy
    assert "\n" not in str(told)


def test_two_entries_of_one_id_are_told(tmp_path):
    """Ids are unique over all files: the later entry is left out and both places are named."""
    authority, problems = load(
        folder(tmp_path, people="x:\n  names: {ar: [واحد]}\n", places="x:\n  names: {ar: [اثنان]}\n")
    )
    assert authority.records["x"].kind == "person"
    assert [p.where for p in problems] == [f"{tmp_path / 'places.yaml'}:1"]
    assert f"id 'x' is taken by the entry at {tmp_path / 'people.yaml'}:1" in problems[0].what


def test_two_entries_of_one_name_are_told(tmp_path):
    """A name belongs to one record, whatever its spelling: the later entry is left out and both places are named."""
    folder(tmp_path, people="x:\n  names: {ar: [أحمد الإمام]}\n", places="y:\n  names: {fa: [احمد الامام]}\n")
    authority, problems = load(tmp_path)
    assert set(authority.records) == {"x"}
    assert [p.where for p in problems] == [f"{tmp_path / 'places.yaml'}:1"]
    assert f"is a name of 'x' ({tmp_path / 'people.yaml'}:1) too" in problems[0].what


def test_a_broken_entry_does_not_spoil_its_neighbours(tmp_path):
    """Entries before and after broken YAML are read, with their right lines."""
    text = "a:\n  names: {ar: [واحد]}\nb:\n  names: {ar: [اثنان\nc:\n  names: {ar: [ثلاثة]}\n  first: x\n"
    text += "d:\n  names: {ar: [أربعة]}\n"
    authority, problems = load(folder(tmp_path, people=text))
    assert list(authority.records) == ["a", "d"]
    assert [f"{tmp_path / 'people.yaml'}:7"] == [p.where for p in problems if "no date" in p.what]
    assert authority.records["d"].line == 8


def test_an_unknown_file_is_told(tmp_path):
    """A misspelt file name is told with the nearest known one."""
    _, problems = load(folder(tmp_path, peple=GOOD))
    assert [p.remedy for p in problems] == ["did you mean 'people.yaml'?"]


def test_a_file_in_another_encoding_is_told(tmp_path):
    """A file that is not UTF-8 is told with the line of the first wrong byte."""
    (tmp_path / "people.yaml").write_bytes(b"# x\na:\n  names: {ar: [\xc7\xe3]}\n")
    authority, problems = load(tmp_path)
    assert authority.records == {}
    assert [(f"{tmp_path / 'people.yaml'}:3", "the file is not UTF-8")] == [
        (p.where, p.what) for p in problems
    ]


def test_marked_names_may_be_shared(tmp_path):
    """A name that one of two records marks as ambiguous is no clash."""
    one = "a:\n  names: {ar: [جرجا, مدينة جرجا]}\n  ambiguous: [جرجا]\n"
    authority, problems = load(folder(tmp_path, people="b:\n  names: {ar: [جرجا]}\n", places=one))
    assert ((), {"a", "b"}) == (problems, set(authority.records))


def test_topics_carry_cues_and_share_names(tmp_path):
    """A topic has cues, and its label may be the name of something else."""
    topics = "economy:\n  names: {ar: [اسم جيد]}\n  cues: {ar: [بورصة, تضخم]}\n"
    authority, problems = load(folder(tmp_path, organisations=GOOD, topics=topics))
    assert (problems, authority.records["economy"].cues["ar"]) == ((), ("بورصة", "تضخم"))


def test_many_entries_keep_their_lines(tmp_path):
    """Reading in batches does not lose count of lines."""
    text = "".join(f"p-{i}:\n  names:\n    ar: [اسم {i}]\n\n" for i in range(1500))
    authority, problems = load(folder(tmp_path, people="# head\n" + text))
    assert (problems, len(authority.records)) == ((), 1500)
    assert authority.records["p-1234"].line == 2 + 4 * 1234


def test_authority_travels(tmp_path):
    """An authority can be pickled, and equal files give equal fingerprints."""
    authority, _ = load(folder(tmp_path, people=GOOD))
    again: Authority = pickle.loads(pickle.dumps(authority))  # noqa: S301 # our own object
    assert authority.records == again.records
    assert authority.fingerprint == load(tmp_path)[0].fingerprint == again.fingerprint
    assert (
        authority.fingerprint != load(folder(tmp_path, places=GOOD.replace("good", "other")))[0].fingerprint
    )


def test_no_folder_is_an_empty_authority(tmp_path):
    """A project may begin without authority files."""
    authority, problems = load(tmp_path / "none")
    assert (authority.records, problems) == ({}, ())


def test_our_files_are_without_fault():
    """The authority files of this project load without a complaint."""
    authority, problems = load(OURS)
    assert problems == ()
    assert len(authority.records) > 350


def test_our_records_are_described_in_every_edition():
    """Every record has a label in Arabic, Persian and English, and (but for topics) one line that describes it."""
    for record in load(OURS)[0].records.values():
        assert {"ar", "fa", "en"} <= set(record.names), record.id
        if record.kind != "topic":
            assert {"ar", "fa", "en"} == set(record.description), record.id


def test_our_words_are_neutral():
    """No label, description or role of ours holds an epithet or loaded word."""
    loaded = {key(line) for line in LOADED.splitlines() if not line.startswith("#")}
    for record in load(OURS)[0].records.values():
        ours = [names[0] for names in record.names.values()] + list(record.description.values())
        ours += [label for role in record.roles for label in role.label.values()]
        assert not loaded & {w for text in ours for w in key(text).split()}, record.id


SOURCE = """civic-daily:
  names: {ar: [صحيفة المدينة], fa: [روزنامهٔ شهر]}
  owner: {ar: بلدية المدينة, fa: شهرداری شهر}
  reference: https://civic.example/imprint
  country: IR
  languages: [fa, ar]
  publish: full
  licence: CC BY 4.0
  reserved: true
"""


def test_what_is_publicly_known_of_a_source(tmp_path):
    """Owner with reference, country, languages, what may be shown, licence, reservation of mining: as written."""
    (tmp_path / "sources.yaml").write_text(SOURCE, "utf-8")
    known, problems = load(tmp_path)
    assert problems == ()
    owner = {"ar": "بلدية المدينة", "fa": "شهرداری شهر"}
    said = Masthead(owner, "https://civic.example/imprint", "IR", ("fa", "ar"), "full", "CC BY 4.0", True)
    assert known.records["civic-daily"].masthead == said


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("  reference: https://civic.example/imprint\n", "", "names an owner without a reference"),
        ("publish: full", "publish: all", "publish cannot be 'all'"),
        ("country: IR", "country: Iran", "country 'Iran' has not its form"),
        ("reserved: true", "reserved: maybe", "reserved cannot be 'maybe'"),
        ("https://civic.example/imprint", "javascript:x", "has not its form"),
    ],
)
def test_a_wrong_word_about_a_source_is_named(tmp_path, old, new, what):
    """An owner needs a reference; values are of their kind; what is wrong leaves the entry out, with its line."""
    (tmp_path / "sources.yaml").write_text(SOURCE.replace(old, new), "utf-8")
    known, problems = load(tmp_path)
    assert (list(known.records), [what in p.what for p in problems]) == ([], [True])


def test_only_a_source_has_an_owner(tmp_path):
    """What belongs to sources is an unknown key of a person."""
    (tmp_path / "people.yaml").write_text("a-b:\n  names: {ar: [سامي]}\n  country: IR\n", "utf-8")
    assert ["unknown key 'country'" in p.what for p in load(tmp_path)[1]] == [True]
