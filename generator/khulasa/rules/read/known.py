"""Names that the authority files hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from khulasa.content.authority import Authority
from khulasa.model import Candidate, Kind, Reading, Record, Span
from khulasa.rules.read.chain import title_start
from khulasa.rules.read.parts import tokens
from khulasa.text.automaton import Hit, Names, build, find
from khulasa.text.fold import key

NAMED: tuple[Kind, ...] = ("person", "organisation", "place", "event")


@dataclass(frozen=True, slots=True)
class _Files:
    """An authority as a key of a cache: equal files are equal, wherever they were read."""

    fingerprint: str
    authority: Authority = field(compare=False)


@lru_cache(maxsize=8)
def _names(files: _Files, lang: str) -> Names:
    pairs = (
        (name, record.id)
        for kind in NAMED
        for record in files.authority.of_kind(kind)
        for name in record.names.get(lang, ())
    )
    return build(lang, pairs)


def names_of(authority: Authority, lang: str) -> Names:
    """All names of an authority in one language, made ready once for each set of files."""
    return _names(_Files(authority.fingerprint or f"object {id(authority)}", authority), lang)


def known_name(reading: Reading) -> Iterator[Candidate]:
    """A name of an authority record stands in the text; one that is ambiguous needs another name of its record."""
    hits = find(names_of(reading.authority, reading.lang), reading.text, reading.words)
    records = reading.authority.records
    sure = {i for h in hits for i in h.ids if not _ambiguous(records[i], reading.text[h.start : h.end])}
    marks = tokens(reading)
    for hit in hits:
        ids = [i for i in hit.ids if i in sure]
        if len(ids) == 1:
            yield _candidate(reading, hit, records[ids[0]], title_start(marks, hit.first))


def _ambiguous(record: Record, written: str) -> bool:
    """True for a name that the record marks as meaning other things too."""
    return bool(record.ambiguous) and key(written) in {key(name) for name in record.ambiguous}


def _candidate(reading: Reading, hit: Hit, record: Record, titled: int) -> Candidate:
    kind = record.kind
    assert kind != "source"  # noqa: S101 # _names takes the kinds that are named
    start = hit.start
    if kind == "person" and titled < hit.first:
        start = tokens(reading)[titled].bare_start
    written = reading.text[hit.start : hit.end]
    return Candidate(kind, start, hit.end, Span(hit.start, hit.end), "known_name", written, record.id)
