"""New entries of authority files: a valid beginning that an editor fills in, never a second entry of one thing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from khulasa.content import authority
from khulasa.content.articles import save
from khulasa.content.authority import FILES
from khulasa.content.emitted import PLAIN, WORD_VALUES
from khulasa.content.records import RecordKind
from khulasa.errors import KhulasaError, Problem

FILE_OF: Mapping[str, str] = {kind: file for file, kind in FILES.items()}
TO_FILL: Mapping[str, tuple[str, ...]] = {
    "person": (
        "description: {ar: …, fa: …, en: …}   one neutral line per language",
        "wikidata: Q…   only where you verified it",
        "roles: a list of {label: {ar: …, fa: …, en: …}, since: …, until: …, organisation: some-id}",
    ),
    "event": (
        "description: {ar: …, fa: …, en: …}   one neutral line per language",
        "first: 2024-05-03   and last: the first and the last day, where verified",
        "wikidata: Q…   only where you verified it",
    ),
    "source": (
        "description: {ar: …, fa: …, en: …}   one neutral line per language",
        "url: https://…   the outlet's own site",
        "owner: {ar: …, fa: …, en: …}   as publicly stated, and reference: https://… where it is stated",
        "country: …   ISO 3166 code; languages: [ar]; publish: digest or full; licence: …",
    ),
}
"""What an editor has still to say of each kind of entry."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A new entry."""

    kind: RecordKind
    id: str
    names: Mapping[str, tuple[str, ...]]
    """By language."""

    @property
    def text(self) -> str:
        """The entry as it stands in its file, with what is to be filled in as comments."""
        rows = [f"    {lang}: [{', '.join(map(_word, names))}]" for lang, names in sorted(self.names.items())]
        missing = [f"  # names.{lang} is missing" for lang in ("ar", "fa", "en") if lang not in self.names]
        more = [f"  # {line}" for line in TO_FILL[self.kind]]
        return "\n".join([f"{self.id}:", "  names:", *rows, *missing, *more]) + "\n"


def _word(name: str) -> str:
    if PLAIN.fullmatch(name) and name.lower() not in WORD_VALUES:
        return name
    return json.dumps(name, ensure_ascii=False)


def add(folder: Path, draft: Draft) -> tuple[Path, int]:
    """Write the entry at the end of its file; the file, and the line at which it begins.

    KhulasaError where it would be wrong or a second one: an id or a name that another entry has. Nothing is written
    then.
    """
    file = folder / FILE_OF[draft.kind]
    old = file.read_text("utf-8") if file.is_file() else ""
    new = f"{old.rstrip()}\n\n{draft.text}" if old.strip() else draft.text
    problems = _new_problems(folder, file.name, new)
    if problems:
        raise KhulasaError(*problems)
    save(file, new)
    return file, new[: new.rindex(f"{draft.id}:\n  names:")].count("\n") + 1


def _new_problems(folder: Path, name: str, text: str) -> Sequence[Problem]:
    """What is wrong in the folder with a file as it is to be, and was not before."""
    before = {(p.what, p.remedy) for p in authority.load(folder)[1]}
    with TemporaryDirectory() as aside:
        for file in folder.glob("*.yaml"):
            shutil.copyfile(file, Path(aside) / file.name)
        (Path(aside) / name).write_text(text, "utf-8")
        found = authority.load(Path(aside))[1]
    moved = (
        replace(
            p,
            where=p.where.replace(aside, str(folder)),
            what=p.what.replace(aside, str(folder)),
        )
        for p in found
    )
    return [p for p in moved if (p.what, p.remedy) not in before]


def own_folder(content: Path, shipped: Path) -> tuple[Path, bool]:
    """The project's own authority folder; where there was none, filled with what comes with the program, and True."""
    own = content / "authority"
    if own.is_dir():
        return own, False
    own.mkdir(parents=True)
    for file in sorted(shipped.glob("*.yaml")):
        shutil.copyfile(file, own / file.name)
    return own, True
