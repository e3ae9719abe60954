"""Sources to content files: one document in, one file out; what an editor changed always wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from khulasa.chains import Chains
from khulasa.content import articles, fields, frontmatter
from khulasa.content.authority import Authority
from khulasa.content.frontmatter import ContentFile, Fields
from khulasa.content.values import Values
from khulasa.errors import KhulasaError, Problem
from khulasa.model import Document, Heading, Lang, Line, Source
from khulasa.pipeline import Options, digest_document, take_apart
from khulasa.text.decode import decode


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
    """Stamp of the cleaned text, by which copies are found."""


def convert(
    source: Source, identity: str, existing: tuple[str, ContentFile] | None, authority: Authority, chains: Chains,
    options: Options,
) -> Converted:  # fmt: skip
    """The content file of a source; ``existing`` is path and content of the one there is. KhulasaError where the
    source is no article."""
    return _merge(source, identity, take_apart(source, chains), existing, authority, chains, options)


def adopt(
    path: str, existing: ContentFile, authority: Authority, chains: Chains, options: Options
) -> Converted:
    """The content file that an editor wrote without a source: what is not said in it is found in its text."""
    identity = articles.identity_of(existing.fields, path)
    lang = existing.fields.get("lang")
    if lang not in ("ar", "fa"):
        raise KhulasaError(Problem(path, f"lang cannot be {lang!r}", "write lang: ar or lang: fa"))
    source = Source("", "", existing.text, "utf-8")
    empty = Document(
        "ar" if lang == "ar" else "fa", Heading("", "editor"), None, None, None, None, (), (), ()
    )
    return _merge(source, identity, empty, (path, existing), authority, chains, options)


def _merge(
    source: Source, identity: str, document: Document, existing: tuple[str, ContentFile] | None,
    authority: Authority, chains: Chains, options: Options,
) -> Converted:  # fmt: skip
    where = existing[0] if existing else source.path
    changed = articles.edited(existing[1]) if existing else ()
    corrected = _corrected(document, existing[1], changed, where) if existing else document
    digest = digest_document(source, corrected, authority, chains, options)
    found: Fields = fields.editable(digest, None)
    paragraphs = fields.paragraphs(digest)
    # What the program finds by itself in the parts that the editor replaced: only to tell when it changes its mind.
    alone = {**found, **_alone(document)}
    fresh = frontmatter.stamps(alone)
    stamps = dict(fresh)
    problems: list[Problem] = []
    if existing:
        base = _written_stamps(existing[1])
        for name in changed:
            value = existing[1].fields.get(name)
            if name != "text":
                if frontmatter.stamp(value) == fresh.get(name):
                    continue
                found[name] = value
            if name in base and base[name] != fresh.get(name):
                what = f"{name} was corrected by hand, and the program now finds something else than before"
                remedy = f"your {name} is kept; delete the field to see what the program finds"
                problems.append(Problem(where, what, remedy, fatal=False))
            stamps[name] = base.get(name, "")
        unknown = {k: v for k, v in existing[1].fields.items() if k not in fields.LEGAL}
    else:
        unknown = {}
    kept = tuple(
        n for n in changed if n == "text" or (existing and found.get(n) == existing[1].fields.get(n))
    )
    head = {"id": identity, **found, **unknown, **fields.own(digest), "generated": stamps}
    if existing and not source.path:
        head = {k: v for k, v in head.items() if k not in ("found", "source", "removed")}
    content = ContentFile(head, paragraphs)
    path = existing[0] if existing else articles.home_of(digest, identity)
    body = frontmatter.stamp([line.text for line in document.body])
    return Converted(
        source.path, identity, path, frontmatter.write(content), kept, tuple(problems), digest.lang, body
    )


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
    heads: dict[str, Heading | None] = {}
    for name in ("title", "deck", "section", "byline"):
        if name in changed:
            text = values.maybe(content.fields, name, name)
            heads[name] = Heading(text, "editor") if text else None
    if values.problems:
        raise KhulasaError(*values.problems)
    title = heads.pop("title", document.title) or document.title
    document = replace(document, title=title, **heads)
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
        data = (seeds / path).read_bytes()
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise KhulasaError(Problem((seeds / path).as_posix(), what, "mend its permissions")) from None
    return decode(data, path)
