"""The folder of content files: where each article lies, and what it says."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from khulasa.content import amendments, frontmatter, stored
from khulasa.content.fields import EDITABLE
from khulasa.content.frontmatter import ContentFile, Fields, Paragraph
from khulasa.content.values import Values
from khulasa.errors import KhulasaError, Problem
from khulasa.model import Article, Digest
from khulasa.text.decode import visible

FOLDER = "articles"
"""Under the content folder."""
UNFINISHED = ".khulasa-unfinished.tmp"
"""Name of a file that is being written; whoever finds one may delete it."""
MAX_BYTES = 5_000_000
"""A content file of more bytes is not read: a tenth holds the longest source with all that is found in it."""
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def article_id(source: str) -> str:
    """The stable id of the article of a source file: readable where the file's name is ASCII, always unique.

    Made from the path relative to the folder of sources alone, so that nothing that is understood (or corrected)
    later can change an address.
    """
    stem = _NOT_SLUG.sub("-", PurePosixPath(source).stem.lower()).strip("-")[:40].strip("-")
    mark = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{stem}-{mark}" if stem else f"article-{mark}"


def home_of(digest: Digest, identity: str) -> str:
    """Where a new content file goes: ``articles/<lang>/<year or undated>/<id>.md``."""
    first = digest.date.first
    return f"{FOLDER}/{digest.lang}/{first.year if first else 'undated'}/{identity}.md"


def walk(content: Path) -> Iterator[str]:
    """POSIX paths of all content files relative to the content folder, sorted."""
    base = content / FOLDER
    found = (
        Path(folder, name).relative_to(content).as_posix()
        for folder, _, names in os.walk(base)
        for name in names
        if name.endswith(".md") and not name.startswith(".")
    )
    yield from sorted(found)


def identity_of(fields: Fields, path: str) -> str:
    """The id that a file says, else the one that its name makes."""
    identity = fields.get("id")
    if (
        isinstance(identity, str)
        and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identity)
        and len(identity) <= 80
    ):
        return identity
    return article_id(path)


def edited(content: ContentFile) -> tuple[str, ...]:
    """The fields that an editor changed by hand: those that are not as the program last wrote them."""
    written = content.fields.get("generated")
    stamps = written if isinstance(written, dict) else {}
    now = current_stamps(content)
    return tuple(name for name, stamp in now.items() if stamps.get(name) != stamp)


def current_stamps(content: ContentFile) -> dict[str, str]:
    """The stamp of every field that an editor may change, ``text`` being the body."""
    present = {name: content.fields[name] for name in EDITABLE if name in content.fields}
    return frontmatter.stamps({**present, "text": body_value(content)})


def body_value(content: ContentFile) -> list[list[str | bool]]:
    """The body as a value that can be stamped."""
    return [[p.text, p.heading] for p in content.paragraphs]


def read_file(content: Path, path: str) -> ContentFile:
    """One content file. KhulasaError where it cannot be read."""
    return parse(read_bytes(content, path), (content / path).as_posix())


def read_bytes(content: Path, path: str) -> bytes:
    """The bytes of a content file, one more than may be at most. KhulasaError where it cannot be read."""
    try:
        with (content / path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        where, what = (content / path).as_posix(), f"cannot be read: {error.strerror}"
        raise KhulasaError(Problem(where, what, "mend its permissions")) from None


def parse(data: bytes, where: str) -> ContentFile:
    """A content file from its bytes; ``where`` names it in problems."""
    if len(data) > MAX_BYTES:
        what = f"is too large for an article (more than {MAX_BYTES} bytes)"
        raise KhulasaError(Problem(where, what, f"cut it into articles of at most {MAX_BYTES} bytes"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 (byte {error.start})"
        raise KhulasaError(Problem(where, what, "save it as UTF-8; the file is left as it is")) from None
    return seen(frontmatter.read(text, where))


def seen(content: ContentFile) -> ContentFile:
    """A content file without characters that nobody sees: direction controls, escape sequences, tags.

    An editor may have copied them from a page; a sentence in ``summary`` and the text lose them alike.
    """
    # A line separator inside a paragraph would end it when the file is written again.
    lines = ((visible(p.text).replace("\n", " ").strip(), p.heading) for p in content.paragraphs)
    kept = tuple(Paragraph(text, heading) for text, heading in lines if text)
    return ContentFile({visible(k): _seen(v) for k, v in content.fields.items()}, kept)


def _seen(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [_seen(v) for v in value]
    return {visible(k): _seen(v) for k, v in value.items()} if isinstance(value, dict) else value


def article(content: ContentFile, path: str, where: str) -> tuple[Article, tuple[Problem, ...]]:
    """The article of a content file, and what is wrong in it. KhulasaError where it cannot be used at all."""
    digest, problems = stored.digest(content, where)
    url = content.fields.get("url")
    if url is not None and not (isinstance(url, str) and re.fullmatch(r"https?://[^\s<>\"']+", url)):
        wrong = Problem(where, f"url is no web address: {url!r}", "write it in full, beginning with https://")
        problems, url = (*problems, wrong), None
    values = Values(where)
    made = Article(
        id=identity_of(content.fields, path),
        path=path,
        digest=digest,
        edited=edited(content),
        url=url,
        corrections=amendments.corrections(values, content.fields),
        retracted=amendments.retracted(values, content.fields),
        differs=_differs(content.fields),
    )
    return made, (*problems, *values.problems)


def _differs(fields: Fields) -> tuple[tuple[str, str, str], ...]:
    rows = fields.get("differs")
    found = rows.items() if isinstance(rows, dict) else ()
    return tuple(
        (name, str(row.get("mine")), str(row.get("program"))) for name, row in found if isinstance(row, dict)
    )


def load(path: str, data: bytes) -> tuple[Article, tuple[Problem, ...]]:
    """The article of a content file's bytes; ``path`` is relative to the content folder and names it in problems."""
    return article(parse(data, path), path, path)


def save(file: Path, text: str) -> None:
    """Write a text file whole; see ``save_bytes``."""
    save_bytes(file, text.encode("utf-8"))


def save_bytes(file: Path, data: bytes) -> None:
    """Write a file whole: a temporary file in the same folder, then a rename.

    The temporary file has one name for all of a folder, so that a killed build leaves one at most, and no two.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.parent / UNFINISHED
    temporary.unlink(missing_ok=True)
    try:
        with temporary.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
