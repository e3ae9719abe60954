"""Sources to content files: one document in, one file out; what an editor changed always wins."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from khulasa.chains import Chains
from khulasa.content import articles, fields, frontmatter, provenance
from khulasa.content.authority import Authority
from khulasa.content.deciding import apply
from khulasa.content.decisions import Decisions
from khulasa.content.frontmatter import ContentFile
from khulasa.content.values import Values
from khulasa.errors import KhulasaError, Problem
from khulasa.model import Digest, Document, Heading, Lang, Line, Source
from khulasa.pipeline import Options, digest_document, take_apart
from khulasa.pipeline import digest as digest_source
from khulasa.text.decode import MAX_BYTES, decode


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of one source."""

    source: str
    """POSIX path relative to the folder of sources."""
    id: str
    path: str
    """Of the content file, relative to the content folder."""
    text: str
    """The whole content file."""
    edited: tuple[str, ...]
    """Fields that are as an editor wrote them."""
    problems: tuple[Problem, ...]
    """Notices: fields in which the program now finds something else than the editor's value was a correction of."""
    language: Lang
    body_stamp: str
    """Stamp of title, publisher and cleaned text: of two with one stamp one is refused; the same text of another
    publisher is a reprint."""
    source_sha: str = ""
    """Hex SHA-256 of the bytes of the source that were read."""
    record_sha: str = ""
    """The same of the record beside it; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What governs the reading of a document; travels to worker processes."""

    authority: Authority
    chains: Chains
    decisions: Decisions = field(default_factory=Decisions)
    options: Options = field(default_factory=Options)


Existing = tuple[str, ContentFile] | None
"""Path and content of the content file that a source already has."""


def convert(source: Source, identity: str, existing: Existing, rulebook: Rulebook) -> Converted:
    """The content file of a source. KhulasaError where the source is no article."""
    return _merge(source, take_apart(source, rulebook.chains), identity, existing, rulebook)


def adopt(path: str, existing: ContentFile, rulebook: Rulebook) -> Converted:
    """The content file that an editor wrote without a source: what is not said in it is found in its text."""
    identity = articles.identity_of(existing.fields, path)
    lang = existing.fields.get("lang")
    if lang not in ("ar", "fa"):
        raise KhulasaError(Problem(path, f"lang cannot be {lang!r}", "write lang: ar or lang: fa"))
    source = Source("", "", existing.text, "utf-8")
    empty = Document(
        "ar" if lang == "ar" else "fa", Heading("", "editor"), None, None, None, None, (), (), ()
    )
    return _merge(source, empty, identity, (path, existing), rulebook)


def _merge(
    source: Source, document: Document, identity: str, existing: Existing, rulebook: Rulebook
) -> Converted:
    path, content = existing or ("", ContentFile({}, ()))
    changed = _changed(content, identity, rulebook.decisions) if existing else ()
    corrected = _corrected(document, content, changed, path)
    read = digest_document(source, corrected, rulebook.authority, rulebook.chains, rulebook.options)
    digest = apply(read, identity, rulebook.decisions, rulebook.authority)
    found = fields.editable(digest, source.provenance.url or None if source.provenance else None)
    # Stamps of what the program finds by itself, also in the parts that the editor replaced.
    fresh = frontmatter.stamps({**found, **_alone(document)})
    kept = tuple(
        n for n in changed if n == "text" or frontmatter.stamp(content.fields.get(n)) != fresh.get(n)
    )
    found |= {name: content.fields.get(name) for name in kept if name != "text"}
    base = _written_stamps(content)
    differs = {
        n: {"mine": frontmatter.stamp(_value(content, n)), "program": fresh[n]}
        for n in kept
        if n in base
        and base[n] != fresh.get(n)
        and rulebook.decisions.about("keep", identity, n) != fresh.get(n)
    }
    head = {
        "id": identity,
        **found,
        **{name: content.fields[name] for name in fields.EDITORS if name in content.fields},
        **{name: value for name, value in content.fields.items() if name not in fields.LEGAL},
        **(fields.own(digest) if source.path else {}),
        **({"differs": differs} if differs else {}),
        "generated": {**fresh, **{name: base.get(name, "") for name in kept}},
    }
    return Converted(
        source=source.path,
        id=identity,
        path=path or articles.home_of(digest, identity),
        text=frontmatter.write(ContentFile(head, fields.paragraphs(digest))),
        edited=kept,
        problems=tuple(_disagreement(path, n) for n in differs),
        language=digest.lang,
        body_stamp=frontmatter.stamp(
            [
                document.title.text,
                digest.publisher.name if digest.publisher else "",
                *(line.text for line in document.body),
            ]
        ),
        source_sha=source.sha256,
        record_sha=source.provenance.stamp if source.provenance else "",
    )


def _value(content: ContentFile, name: str) -> object:
    return articles.body_value(content) if name == "text" else content.fields.get(name)


def _changed(content: ContentFile, identity: str, decisions: Decisions) -> tuple[str, ...]:
    """The fields that an editor changed, without values of which an editor said that the program's are better."""
    return tuple(
        name
        for name in articles.edited(content)
        if decisions.about("program", identity, name) != frontmatter.stamp(_value(content, name))
    )


def _disagreement(where: str, name: str) -> Problem:
    what = f"{name} was corrected by hand, and the program now finds something else than before"
    remedy = f"your {name} is kept; delete the field to see what the program finds, or see khulasa review"
    return Problem(where, what, remedy, fatal=False)


def _alone(document: Document) -> Mapping[str, object]:
    """The fields of the document itself, as the program took it apart."""
    heads = {
        "title": document.title,
        "deck": document.deck,
        "section": document.section,
        "byline": document.byline,
    }
    headings = {h.text for h in document.subheadings}
    body = [[line.text, line.text in headings] for line in document.body]
    return {
        "lang": document.lang,
        **{name: head.text if head else None for name, head in heads.items()},
        "text": body,
    }


def _written_stamps(content: ContentFile) -> Mapping[str, str]:
    written = content.fields.get("generated")
    return {str(k): str(v) for k, v in written.items() if v} if isinstance(written, dict) else {}


def _corrected(document: Document, content: ContentFile, changed: Iterable[str], where: str) -> Document:
    """The document with the editor's language, headings and text in the place of the program's."""
    values = Values(where)
    for name in ("title", "deck", "section", "byline"):
        if name in changed:
            text = values.maybe(content.fields, name, name)
            if text or name != "title":
                document = replace(document, **{name: Heading(text, "editor") if text else None})  # type: ignore[arg-type]
    if values.problems:
        raise KhulasaError(*values.problems)
    if "lang" in changed and content.fields["lang"] in ("ar", "fa"):
        document = replace(document, lang=content.fields["lang"])
    if "text" not in changed:
        return document
    body = tuple(Line(n, p.text) for n, p in enumerate(content.paragraphs, 1))
    headings = tuple(Heading(p.text, "editor") for p in content.paragraphs if p.heading)
    return replace(document, body=body, subheadings=headings)


def read_source(seeds: Path, path: str) -> Source:
    """One source file, decoded. KhulasaError where it cannot be read."""
    try:
        with (seeds / path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise KhulasaError(Problem((seeds / path).as_posix(), what, "mend its permissions")) from None
    return replace(decode(data, path, size), provenance=provenance.load(seeds / path))


def digest_file(file: Path, rulebook: Rulebook) -> Digest:
    """What the program understands of one file, wherever it lies. KhulasaError where it is no article."""
    source = read_source(file.parent, file.name)
    try:
        digest = digest_source(source, rulebook.authority, rulebook.chains, rulebook.options)
    except KhulasaError as error:
        raise KhulasaError(*(replace(p, where=str(file)) for p in error.problems)) from None
    return apply(digest, articles.article_id(file.name), rulebook.decisions, rulebook.authority)
