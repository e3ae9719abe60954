"""Reading a few lines of text as far as its names: shared by the tests of names."""

from __future__ import annotations

from khulasa.chains import STANDARD
from khulasa.content.authority import Authority
from khulasa.model import Entity, Lang, Reading, Record, Source
from khulasa.pipeline import lay_out, plain
from khulasa.rules.read import names


def reading(lang: Lang, text: str, *records: Record) -> Reading:
    """The reading of a text with its entities and mentions, against an authority of the records given."""
    authority = Authority({r.id: r for r in records})
    bare = lay_out(Source("case", "0", text, "utf-8"), plain(text, lang, None), authority)
    found = (*STANDARD.people, *STANDARD.organisations, *STANDARD.places, *STANDARD.events)
    return names.read(bare, STANDARD.known, found, STANDARD.not_names)


def people(lang: Lang, text: str, *records: Record) -> list[Entity]:
    """The people of a text, in order of appearance."""
    return [e for e in reading(lang, text, *records).entities if e.kind == "person"]


def person(ident: str, ar: tuple[str, ...] = (), fa: tuple[str, ...] = (), **more: object) -> Record:
    """A person of an authority file."""
    return Record("person", ident, {"ar": ar, "fa": fa}, {}, **more)  # type: ignore[arg-type]
