"""Pieces read and stored as they come, in batches; what was read before is told again and not read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from khulasa.config import Manner
from khulasa.content import provenance
from khulasa.errors import KhulasaError, Problem
from khulasa.executors import Executor, Lost, cut
from khulasa.model import Hint
from khulasa.project import Progress
from khulasa.sources import store
from khulasa.sources.ledger import Ledger, Outcome
from khulasa.sources.ledger import fingerprint as text_print
from khulasa.sources.network import Network
from khulasa.sources.reading import read
from khulasa.sources.records import Follow, Found, Piece, Readout
from khulasa.sources.report import LIMIT, Report, Tally

BATCH = 64
"""Pieces that are read before they are stored, for each that an executor reads at a time."""
BATCH_BYTES = 16_000_000
"""Bytes of pieces that are held in memory for that."""
SHARD = 8
"""Pieces that go to a worker at a time."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a run works with."""

    seeds: Path
    ledger: Ledger
    net: Network
    report: Report
    executor: Executor
    progress: Progress
    limit: int = LIMIT
    retry: bool = False
    """Whether what was refused before is read and asked for again."""
    now: str = ""


def read_many(manner: Manner, pieces: Sequence[Piece]) -> list[Readout]:
    """Read a shard: the task that any executor does."""
    return [read(piece, manner) for piece in pieces]


def led_on(work: Work, name: str) -> Iterator[Follow]:
    """The addresses to which a piece leads."""
    outcome = work.ledger.outcome(name)
    for url, listed, hints in outcome.follow if outcome else ():
        yield Follow(url, listed, tuple(Hint(*row) for row in hints))


def read_all(work: Work, pieces: Iterable[Piece | Problem], manner: Manner, stamp: str) -> list[str]:
    """Read and store pieces as they come; the names of their outcomes."""
    names: list[str] = []
    batch: list[tuple[str, Piece]] = []
    size = 0
    for number, piece in enumerate(pieces, 1):
        work.progress("read", number, number)
        if isinstance(piece, Problem):
            work.report.problems.append(piece)
            tally(work, "unreadable").refused += 1
            continue
        name = _name(piece, stamp)
        names.append(name)
        before = work.ledger.outcome(name)
        if before is not None and not (work.retry and before.refused):
            recall(work, before)
            continue
        batch.append((name, piece))
        size += len(piece.data)
        if len(batch) >= BATCH * work.executor.width or size >= BATCH_BYTES:
            _settle_all(work, batch, manner)
            batch, size = [], 0
    _settle_all(work, batch, manner)
    return names


def _name(piece: Piece, stamp: str) -> str:
    """What an outcome is remembered by: the bytes, where they were, and how they are read."""
    rest = f"{piece.form}\n{piece.origin.place}\n{piece.origin.url}\n{piece.origin.hints!r}\n{stamp}"
    return hashlib.sha256(rest.encode("utf-8", "surrogatepass") + b"\n" + piece.data).hexdigest()


def recall(work: Work, before: Outcome) -> None:
    """Tell of a piece that was read before what was told then."""
    work.report.before += 1
    work.report.problems.extend(before.problems())


def _settle_all(work: Work, batch: Sequence[tuple[str, Piece]], manner: Manner) -> None:
    """Read a batch and store what it gives, in its order."""
    shards = cut([piece for _, piece in batch], SHARD)
    results = work.executor.run(partial(read_many, manner), shards)
    readouts = (one for found in results for one in ([_lost(found)] if isinstance(found, Lost) else found))
    for (name, piece), readout in zip(batch, readouts, strict=True):
        work.ledger.remember(name, _settle(work, piece, readout, manner))
    work.ledger.save()


def _lost(lost: Lost) -> Readout:
    """What is said of a piece that ends whatever process reads it."""
    what, remedy = f"cannot be read: it {lost.why}", "take it away, and tell the makers of this program"
    return Readout(refused=(Problem(lost.item.origin.place, what, remedy),))


def _settle(work: Work, piece: Piece, readout: Readout, manner: Manner) -> Outcome:
    """Store what one piece gave."""
    documents: list[str] = []
    problems = list(readout.refused)
    same = 0
    for found in readout.found:
        there = work.ledger.at(found.url)
        twin = there[0] if there else work.ledger.twin(found.text, found.url or piece.origin.url)
        if twin is not None and not _unfinished(work, twin, store.home_of(found, manner, piece)):
            same += 1
            problems.extend(_changed(found, there))
            continue
        try:
            documents.append(_store(work, piece, found, manner))
        except KhulasaError as error:
            problems.extend(error.problems)
    _count(work, piece, readout, problems)
    work.report.same += same
    work.report.problems.extend(problems)
    follow = tuple(
        (f.url, f.listed, tuple((h.name, h.value, h.where) for h in f.hints)) for f in readout.follow
    )
    refused = tuple((p.where, p.what, p.remedy, p.fatal) for p in problems)
    return Outcome(tuple(documents), same, follow, refused)


def _unfinished(work: Work, twin: str, home: str) -> bool:
    """Whether the document of an article is there without its record: a run was killed between the two."""
    return twin == home and not provenance.beside(work.seeds / home).exists()


def _store(work: Work, piece: Piece, found: Found, manner: Manner) -> str:
    record = store.record_of(found, manner, piece, work.now)
    path = store.home_of(found, manner, piece)
    store.write(work.seeds, path, found, record)
    work.ledger.enter(path, record, found.text)
    work.report.added.append(path)
    work.report.reserved += bool(record.reserved)
    return path


def _changed(found: Found, there: tuple[str, str] | None) -> Iterator[Problem]:
    """A note where an address now has another text than it had."""
    if there and there[1] and there[1] != text_print(found.text):
        what = f"has another text than when {there[0]} was added; the first one stays"
        yield Problem(
            found.place,
            what,
            "to take this one, delete that file and its record, and add it again",
            fatal=False,
        )


def tally(work: Work, form: str) -> Tally:
    """The count of a form."""
    return work.report.forms.setdefault(form, Tally())


def _count(work: Work, piece: Piece, readout: Readout, problems: Sequence[Problem]) -> None:
    count = tally(work, piece.form)
    count.read += len(readout.found) or bool(readout.follow)
    count.refused += sum(p.fatal for p in problems)
    for found in readout.found:
        count.hints.update({h.name for h in found.hints if h.value})
        count.hints["url"] += bool(found.url)
