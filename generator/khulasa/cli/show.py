"""Commands that look and write nothing: inspect, explain, rules."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from khulasa import inspection
from khulasa.chains import STANDARD, explanation
from khulasa.cli import screen
from khulasa.cli.options import Config, Content
from khulasa.convert import digest_file
from khulasa.errors import Exit, KhulasaError, Problem, did_you_mean
from khulasa.fingerprint import of_rules
from khulasa.model import Digest
from khulasa.project import open_project

Files = Annotated[list[Path], typer.Argument(help="Source files.", show_default=False)]


def inspect(
    files: Files,
    as_json: Annotated[
        bool, typer.Option("--json", help="Everything, as JSON (inspect.schema.json).")
    ] = False,
    config: Config = None,
    content: Content = None,
) -> None:
    """Show what the program understands of a source file, without writing anything.

    With several files and --json, one JSON object a line.
    """
    for file, digest in _digests(files, config, content):
        if not as_json:
            screen.say(_report(file, digest))
            continue
        row = inspection.as_json(digest, str(file))
        indent = 1 if len(files) == 1 else None
        sys.stdout.write(json.dumps(row, ensure_ascii=False, indent=indent) + "\n")


def explain(files: Files, config: Config = None, content: Content = None) -> None:
    """Print why each sentence of the digest was chosen: a table of the votes of the rules."""
    for file, digest in _digests(files, config, content):
        screen.say(f"{file}: {digest.title.text}")
        for extract in sorted(digest.summary, key=lambda e: e.rank):
            total = sum(v.score for v in extract.votes)
            screen.say(f"\n  {extract.rank + 1}. [{extract.sentence}] {total:+.2f}  {extract.text}")
            if extract.context:
                screen.say(f"     ({extract.context})")
            for vote in sorted(extract.votes, key=lambda v: -v.score):
                screen.say(f"     {vote.score:+6.2f}  {vote.rule:24} {vote.why}")


def rules(
    chain: Annotated[str, typer.Argument(help="Only this chain.", show_default=False)] = "",
    config: Config = None,
) -> None:
    """List every rule in order, with its explanation; `[rules] off` in khulasa.toml switches one off."""
    project = open_project(Path(), config=config)
    on, known = set(project.chains.names()), [name for name, _ in STANDARD]
    if chain and chain not in known:
        raise KhulasaError(Problem("rules", f"no chain is called {chain!r}", did_you_mean(chain, known)))
    for name, functions in STANDARD:
        if chain not in ("", name):
            continue
        screen.say(f"{name}  ({len(functions)} rules, fingerprint {of_rules(dict(project.chains)[name])})")
        for rule in functions:
            state = "" if rule.__name__ in on else "(off) "
            screen.say(f"  {rule.__name__:28} {state}{explanation(rule)}")


def _digests(files: list[Path], config: Path | None, content: Path | None) -> list[tuple[Path, Digest]]:
    project = open_project(Path(), config=config, content=content)
    found: list[tuple[Path, Digest]] = []
    wrong = False
    for file in files:
        try:
            found.append((file, digest_file(file, project.rulebook)))
        except KhulasaError as error:
            screen.complain(error.problems)
            wrong = True
    if wrong and not found:
        raise typer.Exit(Exit.PROBLEMS)
    return found


def _report(file: Path, digest: Digest) -> str:
    """A digest for reading on a terminal."""
    rows = [
        f"{file}  ({digest.lang})",
        f"title      {digest.title.text}{'  (derived)' if digest.title.derived else ''}",
    ]
    if digest.deck:
        rows.append(f"deck       {digest.deck.text}")
    outlets = " ← ".join(o.name for o in (digest.publisher, *digest.via) if o)
    rows += [f"publisher  {outlets}"] if outlets else []
    date = digest.date
    if date.first:
        span = str(date.first) if date.first == date.last else f"{date.first} … {date.last}"
        evidence = ", ".join(f"«{e.text}» ({e.rule})" for e in date.evidence)
        rows.append(f"date       {span}  {date.basis}: {evidence}")
    rows += [f"removed    line {r.line}: {r.text[:70]}  ({r.rule})" for r in digest.removed]
    for kind, plural in inspection.PLURALS:
        rows += [f"{plural:10} {e.id}: {', '.join(e.names)}  ({e.rule})" for e in digest.of_kind(kind)]
    rows += [
        f"quote      {q.speaker or q.speaker_text or '—'}: «{q.text[:80]}»  ({q.rule})" for q in digest.quotes
    ]
    rows += [f"summary    {e.text}" for e in digest.summary]
    return "\n".join(rows) + "\n"
