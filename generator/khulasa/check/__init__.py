"""Verifies a built site as a stranger would: from its files alone, with the content beside it.

Every link and fragment resolves, ids are unique, hreflang is reciprocal, each page has its language, its direction
and its content security policy, nothing is asked of another host, no bidi control is left, every sentence and quote
of the digests stands on its page word for word and where its link leads, data say what the pages say, and the files
are those of the plan.

Each file and each article is read once and let go: what they ask of each other is kept as numbers (``facts``).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from khulasa.check import data, pages
from khulasa.check.facts import Ledger, Look, Looks, fact, together, unanswered
from khulasa.errors import Problem
from khulasa.executors import Local, Lost, cut
from khulasa.model import Article
from khulasa.plan import PageKind
from khulasa.publish import MARKER
from khulasa.site import urls

_SHARD = 64
"""So many files are looked at together: they ask for the same things, and a result comes back for all of them."""


def check(
    output: Path,
    url: str,
    articles: Iterable[Article],
    wanted: Mapping[str, PageKind] | None = None,
    jobs: int = 1,
) -> tuple[int, tuple[Problem, ...]]:
    """(number of pages, everything that is wrong).

    ``url`` is the address of the site's root; ``articles`` are gone through once; ``wanted`` the files of the plan
    with their kinds, where known: then what an editor added by hand is not held to the rules for pages. What is no
    page of an article is read by as many processes as ``jobs`` says.
    """
    files = frozenset(_walk(output))
    own = frozenset(f for f in files if wanted is None or wanted.get(f) != "static" or f.startswith("theme/"))
    site = _Site(output, url)
    site.ledger.offer(fact("file", f) for f in files)
    if wanted is not None:
        site.problems.extend(data.planned(files, wanted, MARKER))
    read = site.articles(articles, own)
    shards = cut(sorted(own - read), _SHARD)
    results = Local(jobs).run(partial(_looks, output, url), shards)
    for shard, found in zip(shards, results, strict=True):
        site.take(shard, found)
    site.unanswered()
    return sum(f.endswith(".html") for f in own), tuple(sorted(set(site.problems)))


class _Site:
    """What was found so far."""

    def __init__(self, output: Path, url: str) -> None:
        self.output, self.url = output, url
        self.problems: list[Problem] = []
        self.ledger = Ledger()
        self._askers: list[Sequence[str]] = []
        """Files, by the number under which they ask."""

    def articles(self, given: Iterable[Article], own: Collection[str]) -> frozenset[str]:
        """Each article is what its page, its data and the tables say; their pages, which were looked at."""
        read, tables = set(), data.Tables()
        for article in given:
            tables.add(article)
            self.ledger.offer(pages.said(article))
            self.problems.extend(data.article(self.output, article))
            path = urls.article(article.digest.lang, article.id) + "index.html"
            if path not in own:
                self.problems.append(Problem(article.path, "has no page on the site", "run khulasa build"))
                continue
            seen = pages.read_page((self.output / path).read_text("utf-8"))
            self.problems.extend(pages.verbatim(article, seen))
            self.take((path,), together([pages.look(path, seen, self.url)]))
            read.add(path)
        self.problems.extend(tables.problems(self.output))
        return frozenset(read)

    def take(self, files: Sequence[str], found: Looks | Lost) -> None:
        """Keep what files gave."""
        if isinstance(found, Lost):
            self.problems.append(Problem(str(found.item), f"cannot be read: {found.why}", data.REPORT))
            return
        self.problems += found.problems
        self.ledger.offer(found.offers)
        self.ledger.ask(len(self._askers), found.asks)
        self._askers.append(files)

    def unanswered(self) -> None:
        """When all was read: what is asked and not there, told by those who ask, who are read again for it."""
        unmet = set(self.ledger.unmet())
        missing = frozenset(one for _, one in unmet)
        for asker in {asker for asker, _ in unmet}:
            for path in self._askers[asker]:
                self.problems.extend(unanswered(path, _look(self.output, self.url, path).asks, missing))


def _looks(output: Path, url: str, paths: Sequence[str]) -> Looks:
    """What files give, for the ledger."""
    return together(_look(output, url, path) for path in paths)


def _look(output: Path, url: str, path: str) -> Look:
    """What a file gives."""
    if path.endswith(".html"):
        return pages.look(path, pages.read_page((output / path).read_text("utf-8")), url)
    return data.look(output, url, path)


def _walk(output: Path) -> Iterator[str]:
    """POSIX paths of all files, relative to the folder."""
    for folder, _, names in os.walk(output):
        base = Path(folder).relative_to(output).as_posix()
        for name in names:
            if os.path.isfile(os.path.join(folder, name)):  # noqa: PTH113, PTH118 - once for each file of the site
                yield name if base == "." else f"{base}/{name}"
