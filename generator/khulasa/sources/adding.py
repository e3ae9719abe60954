"""Adding as a whole: what was named is opened, fetched, read and stored; what was done before is not done again."""

from __future__ import annotations

import hashlib
import importlib.util
import multiprocessing
import os
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import repeat
from pathlib import Path

from khulasa import fingerprint
from khulasa.config import Manner
from khulasa.content import provenance
from khulasa.errors import KhulasaError, Problem
from khulasa.locks import follow as follow_parent
from khulasa.locks import lock
from khulasa.model import Hint
from khulasa.project import Progress, Project, quiet
from khulasa.sources import forms, network, opening, store, urls
from khulasa.sources.ledger import Ledger, Outcome, opened
from khulasa.sources.ledger import fingerprint as text_print
from khulasa.sources.network import Network, Page, TryAgainError
from khulasa.sources.reading import read
from khulasa.sources.records import Follow, Found, Origin, Piece, Readout

BATCH = 64
"""Pieces that are read at a time, by one process or by several."""
BATCH_BYTES = 8_000_000
MAX_LISTS = 3
"""Lists that lead from one to the other: OPML, feed, page; index, site map, page."""
LIMIT = 1_000
"""Addresses that are asked in one run."""
LIBRARIES = ("cssselect", "feedparser", "lxml", "protego", "trafilatura", "warcio", "zstandard")
"""What the extra ``khulasa[add]`` holds."""
Map = Callable[[Callable[[Piece, Manner], Readout], Sequence[Piece], Manner], Iterable[Readout]]
"""Reads pieces, in this process or elsewhere, in their order."""


@dataclass(slots=True)
class Tally:
    """What became of the pieces of one form."""

    read: int = 0
    """Pieces that gave an article, a list of addresses, or one that was there already."""
    refused: int = 0
    hints: Counter[str] = field(default_factory=Counter)
    """Articles of which the data say title, published, byline, outlet."""


@dataclass(slots=True)
class Report:
    """What a run did."""

    added: list[str] = field(default_factory=list)
    """Documents that were written."""
    same: int = 0
    """Articles that were there already, by address or by text."""
    before: int = 0
    """Pieces that a run before had read."""
    fetched: int = 0
    left: int = 0
    """Addresses that the limit of the run left over."""
    reserved: int = 0
    """Articles whose publisher reserves text and data mining."""
    problems: list[Problem] = field(default_factory=list)
    forms: dict[str, Tally] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """What a run works with."""

    seeds: Path
    ledger: Ledger
    net: Network
    report: Report
    map: Map
    progress: Progress
    limit: int = LIMIT
    retry: bool = False
    """Whether what was refused before is read and asked for again."""
    now: str = ""


def check_libraries(where: str) -> None:
    """KhulasaError where the libraries that read the forms are not installed."""
    missing = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        what = f"adding needs {', '.join(missing)}"
        raise KhulasaError(Problem(where, what, "install them: pip install 'khulasa[add]'"))


def here(
    work: Callable[[Piece, Manner], Readout], pieces: Sequence[Piece], manner: Manner
) -> Iterable[Readout]:
    """Read in this process."""
    return map(work, pieces, repeat(manner))


def add(
    project: Project, manners: Sequence[Manner], net: Network, *, jobs: int = 1, limit: int = LIMIT,
    retry: bool = False, progress: Progress = quiet,
) -> Report:  # fmt: skip
    """Add all that the manners name to the folder of sources.

    KhulasaError where a library is missing, another run is at work, or nothing can be written.
    """
    check_libraries(str(project.root))
    report = Report()
    try:
        project.seeds.mkdir(parents=True, exist_ok=True)
        with (
            lock(project.cache, "add.lock"),
            opened(project.cache, project.seeds) as ledger,
            _workers(jobs) as how,
        ):
            work = Work(project.seeds, ledger, net, report, how, progress, limit, retry, store.now())
            for manner in manners:
                _add(work, manner, project.root)
    except OSError as error:
        where, what = str(error.filename or project.seeds), f"cannot be used: {error.strerror or error}"
        raise KhulasaError(Problem(where, what, "make room, or mend its permissions")) from error
    return report


@contextmanager
def _workers(jobs: int) -> Iterator[Map]:
    """How pieces are read: here, or in several processes that live as long as the run."""
    if jobs <= 1:
        yield here
        return
    # A fork would copy what the threads of the fetcher and of the progress bar hold at that moment.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, spawn, initializer=follow_parent, initargs=(os.getpid(),)) as pool:
        yield lambda work, pieces, manner: pool.map(work, pieces, repeat(manner), chunksize=8)


def _add(work: Work, manner: Manner, root: Path) -> None:
    """All that one manner names: files at once, addresses in turn, with what they lead to."""
    stamp = _stamp(manner)
    queue: deque[tuple[Follow, int]] = deque()
    for what in manner.what:
        if forms.ADDRESS.match(what) or re.match(r"[a-z][a-z0-9+.-]{1,10}://", what, re.IGNORECASE):
            queue.append((Follow(what, True), 0))
            continue
        paths = (
            [root / what] if (root / what).exists() else sorted(root.glob(what)) if _is_pattern(what) else []
        )
        if not paths:
            work.report.problems.append(
                Problem(what, "is not there", "name a file, a folder or an address (https://…)")
            )
            continue
        for path in paths:
            shown = what if path == root / what else path.relative_to(root).as_posix()
            names = _read(work, opening.open_path(path, shown), manner, stamp)
            queue.extend((one, 1) for name in names for one in _led(work, name))
    while queue:
        one, hops = queue.popleft()
        work.progress("fetch", work.report.fetched, work.report.fetched + len(queue) + 1)
        onward = _visit(work, one, manner, stamp)
        if hops < MAX_LISTS:
            queue.extend((next_, hops + 1) for next_ in onward)
        elif onward:
            what = f"is a list at the end of {MAX_LISTS} lists"
            work.report.problems.append(Problem(one.url, what, "add it by itself"))


def _is_pattern(what: str) -> bool:
    """Whether a name stands for many files below the project: ``pages/*.html``."""
    return any(sign in what for sign in "*?[") and not Path(what).is_absolute()


def _stamp(manner: Manner) -> str:
    """What the reading of a piece depends on beside it: the manner and the program."""
    how = repr(replace(manner, what=()))
    return fingerprint.of_bytes(how.encode(), fingerprint.of_folder(Path(__file__).parent, "*.py").encode())


def _led(work: Work, name: str) -> Iterator[Follow]:
    outcome = work.ledger.outcome(name)
    for url, listed, hints in outcome.follow if outcome else ():
        yield Follow(url, listed, tuple(Hint(*row) for row in hints))


# ------------------------------------------------------------------ pieces


def _read(work: Work, pieces: Iterable[Piece | Problem], manner: Manner, stamp: str) -> list[str]:
    """Read and store pieces as they come; the names of their outcomes."""
    names: list[str] = []
    batch: list[tuple[str, Piece]] = []
    size = 0
    for number, piece in enumerate(pieces, 1):
        work.progress("read", number, number)
        if isinstance(piece, Problem):
            work.report.problems.append(piece)
            _tally(work, "unreadable").refused += 1
            continue
        name = _name(piece, stamp)
        names.append(name)
        before = work.ledger.outcome(name)
        if before is not None and not (work.retry and before.refused):
            _recall(work, before)
            continue
        batch.append((name, piece))
        size += len(piece.data)
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            _settle_all(work, batch, manner)
            batch, size = [], 0
    _settle_all(work, batch, manner)
    return names


def _name(piece: Piece, stamp: str) -> str:
    """What an outcome is remembered by: the bytes, where they were, and how they are read."""
    rest = f"{piece.form}\n{piece.origin.place}\n{piece.origin.url}\n{piece.origin.hints!r}\n{stamp}"
    return hashlib.sha256(rest.encode("utf-8", "surrogatepass") + b"\n" + piece.data).hexdigest()


def _recall(work: Work, before: Outcome) -> None:
    """Tell of a piece that was read before what was told then."""
    work.report.before += 1
    work.report.problems.extend(before.problems())


def _settle_all(work: Work, batch: Sequence[tuple[str, Piece]], manner: Manner) -> None:
    """Read a batch and store what it gives, in its order."""
    results = work.map(read, [piece for _, piece in batch], manner)
    for (name, piece), readout in zip(batch, results, strict=True):
        work.ledger.remember(name, _settle(work, piece, readout, manner))
    work.ledger.save()


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


def _tally(work: Work, form: str) -> Tally:
    return work.report.forms.setdefault(form, Tally())


def _count(work: Work, piece: Piece, readout: Readout, problems: Sequence[Problem]) -> None:
    tally = _tally(work, piece.form)
    tally.read += len(readout.found) or bool(readout.follow)
    tally.refused += sum(p.fatal for p in problems)
    for found in readout.found:
        tally.hints.update({h.name for h in found.hints if h.value})
        tally.hints["url"] += bool(found.url)


# ------------------------------------------------------------------ addresses


def _visit(work: Work, one: Follow, manner: Manner, stamp: str) -> list[Follow]:
    """Fetch an address, add what it gives, and say where it leads; one that was added is not asked again."""
    if work.ledger.at(urls.web(one.url)):
        work.report.before += 1
        return []
    etag, modified, outcomes = work.ledger.fetched(one.url)
    name = f"{one.url} {stamp}"
    before = work.ledger.outcome(name)
    if before is not None and not work.retry:
        _recall(work, before)
        return []
    if work.report.fetched >= work.limit:
        work.report.left += 1
        return []
    work.report.fetched += 1
    known = all(work.ledger.outcome(n) for n in outcomes) and not work.retry
    try:
        page = network.fetch(work.net, one.url, etag if known else "", modified if known else "")
    except KhulasaError as error:
        work.report.problems.extend(error.problems)
        _tally(work, "address").refused += 1
        if not one.listed and not isinstance(error, TryAgainError):
            refused = tuple((p.where, p.what, p.remedy, p.fatal) for p in error.problems)
            work.ledger.remember(name, Outcome(refused=refused))
        return []
    if page.fresh:
        outcomes = _take(work, one, page, manner, stamp, name)
        work.ledger.note_fetched(one.url, page.etag, page.modified, outcomes)
        work.ledger.save()
    else:
        for outcome in outcomes:
            _recall(work, work.ledger.outcome(outcome) or Outcome())
    return [follow for outcome in outcomes for follow in _led(work, outcome)]


def _take(work: Work, one: Follow, page: Page, manner: Manner, stamp: str, name: str) -> tuple[str, ...]:
    """Add what a fetched page gives; the names of the outcomes."""
    origin = Origin(
        place=page.url,
        name=page.url,
        url=page.url,
        asked=one.url,
        retrieved=page.retrieved,
        type=page.type,
        charset=page.charset,
        reserved=page.reserved,
        hints=one.hints,
    )
    names = tuple(_read(work, opening.open_bytes(origin, page.data), manner, stamp))
    if not one.listed:
        # Its article is found by its address from now on; what gave none is not asked for again.
        outcomes = [o for n in names if (o := work.ledger.outcome(n))]
        whole = Outcome(
            tuple(d for o in outcomes for d in o.documents),
            sum(o.same for o in outcomes),
            (),
            tuple(r for o in outcomes for r in o.refused),
        )
        work.ledger.remember(name, whole)
    return names
