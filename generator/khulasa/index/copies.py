"""Which articles are reprints, and of which: kept up to date as articles come and go.

Copies are grouped round the fullest text. Of a group, the original is the article whose publisher the others credit,
else one that credits nobody, else the oldest; all others are its reprints. A reprint keeps a page of its own, and is
not counted or listed where its original is.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from khulasa.index import articles, tallies
from khulasa.index.articles import Key
from khulasa.index.tallies import Tally
from khulasa.model import Article
from khulasa.stories import copies
from khulasa.stories.grouping import settle

FIRST = 40
"""Of the articles that share a run of words, only so many of the fullest are looked at."""
HOPE = 0.25
"""Part of the sample of the shorter text that two must share to be compared in full."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What an article left behind."""

    id: str
    place: str
    leader: str
    sample: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """What came and went in one round."""

    came: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Id and sample."""
    gone: list[Gone] = field(default_factory=list)


def insert(db: sqlite3.Connection, article: Article, moves: Moves) -> None:
    """Take in the sample of an article."""
    shape = copies.shape(article.digest.text)
    sample = tuple(sorted(shape.sample))
    place = f"{10**8 - len(shape.runs):08}"
    db.execute("insert into shapes values (?, ?, ?, '')", (article.id, place, len(sample)))
    db.executemany("insert into prints values (?, ?, ?)", [(p, place, article.id) for p in sample])
    moves.came[article.id] = sample


def delete(db: sqlite3.Connection, ident: str, moves: Moves) -> None:
    """Take out an article."""
    place, leader = db.execute("select place, leader from shapes where article = ?", (ident,)).fetchone()
    sample = tuple(p for (p,) in db.execute("select print from prints where article = ?", (ident,)))
    db.execute("delete from prints where article = ?", (ident,))
    db.execute("delete from shapes where article = ?", (ident,))
    moves.came.pop(ident, None)
    moves.gone.append(Gone(ident, place, leader, sample))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round changed."""

    flipped: set[str] = field(default_factory=set)
    """Articles that became or ceased to be reprints, or are of another original."""
    grouped: set[str] = field(default_factory=set)
    """Articles whose copies may be others, they themselves or what is shown of them."""
    touched: set[Key] = field(default_factory=set)
    """Entities whose counts this changes."""


def refresh(db: sqlite3.Connection, moves: Moves, tally: Tally) -> Outcome:
    """Find reprints again after a round."""
    dirty = _dirty(db, moves)
    for gone in moves.gone:
        db.execute("delete from twins where article = ?", (gone.id,))
        db.execute("delete from twins where other = ?", (gone.id,))
    _compare(db, dirty, moves)
    groups = {g.leader for g in moves.gone} | {_leader(db, ident) for ident in dirty}
    moved = settle(
        dirty,
        lambda i: (_place(db, i), i),
        lambda i: db.execute("select other, share from twins where article = ?", (i,)).fetchall(),
        lambda i: [a for (a,) in db.execute("select article from twins where other = ?", (i,))],
        lambda i: _leader(db, i),
    )
    groups |= {_leader(db, ident) for ident in moved}
    db.executemany("update shapes set leader = ? where article = ?", [(m, i) for i, m in moved.items()])
    groups |= {_leader(db, ident) for ident in (*dirty, *moved)}
    return _name_originals(db, groups - {""}, tally)


def _place(db: sqlite3.Connection, ident: str) -> str:
    return str(db.execute("select place from shapes where article = ?", (ident,)).fetchone()[0])


def _leader(db: sqlite3.Connection, ident: str) -> str:
    return str(db.execute("select leader from shapes where article = ?", (ident,)).fetchone()[0])


def _dirty(db: sqlite3.Connection, moves: Moves) -> set[str]:
    """What came, and every shorter article for which what came or went is or was a candidate."""
    found = set(moves.came)
    if len(moves.came) * 2 > db.execute("select count(*) from shapes").fetchone()[0]:
        return {a for (a,) in db.execute("select article from shapes")}
    reach = FIRST + len(moves.came) + len(moves.gone)
    samples = [(ident, _place(db, ident), sample) for ident, sample in moves.came.items()]
    samples += [(g.id, g.place, g.sample) for g in moves.gone]
    for ident, place, sample in samples:
        for one in sample:
            found |= _shorter(db, one, (place, ident), reach)
    for gone in moves.gone:
        found.update(a for (a,) in db.execute("select article from twins where other = ?", (gone.id,)))
    return found - {g.id for g in moves.gone if g.id not in moves.came}


def _shorter(db: sqlite3.Connection, one: int, place: tuple[str, str], reach: int) -> set[str]:
    """The articles that look at what stands at a place of a run's row: none where so many fuller ones come first."""
    ahead = db.execute(
        "select 1 from prints where print = ? and (place, article) < (?, ?) limit ?", (one, *place, reach)
    ).fetchall()
    if len(ahead) == reach:
        return set()
    rows = db.execute(
        "select article from prints where print = ? and (place, article) > (?, ?)", (one, *place)
    )
    return {a for (a,) in rows}


def _compare(db: sqlite3.Connection, dirty: Iterable[str], moves: Moves) -> None:
    """Find the fuller copies of each of these again.

    Where nothing went, of two that were there before only what is known of them can hold: what came can push one out
    of sight of the other, but brings none into it.
    """
    shape = lru_cache(maxsize=2000)(lambda ident: copies.shape(articles.read(db, ident).digest.text))
    for ident in sorted(dirty):
        known = dict(db.execute("select other, share from twins where article = ?", (ident,)))
        db.execute("delete from twins where article = ?", (ident,))
        for other in _candidates(db, ident):
            if not moves.gone and ident not in moves.came and other not in moves.came:
                if other in known:
                    db.execute("insert into twins values (?, ?, ?)", (ident, other, known[other]))
                continue
            share = copies.share(shape(ident), shape(other))
            if share:
                db.execute("insert into twins values (?, ?, ?)", (ident, other, round(share, 4)))


def _candidates(db: sqlite3.Connection, ident: str) -> list[str]:
    """Fuller articles that share enough of the sample to be looked at."""
    place, size = db.execute("select place, size from shapes where article = ?", (ident,)).fetchone()
    shared: Counter[str] = Counter()
    for (one,) in db.execute("select print from prints where article = ?", (ident,)).fetchall():
        rows = db.execute(
            "select article from prints where print = ? and (place, article) < (?, ?) "
            "order by place, article limit ?",
            (one, place, ident, FIRST),
        )
        shared.update(a for (a,) in rows)
    return [other for other, count in sorted(shared.items()) if count >= max(1, HOPE * size)]


def _name_originals(db: sqlite3.Connection, groups: Iterable[str], tally: Tally) -> Outcome:
    done = Outcome()
    for leader in sorted(groups):
        members = [
            a
            for (a,) in db.execute("select article from shapes where leader = ? order by article", (leader,))
        ]
        original = _original(db, members) if len(members) > 1 else ""
        done.grouped.update(members)
        for ident in members:
            of = "" if ident == original else original
            before = db.execute("select original from articles where id = ?", (ident,)).fetchone()[0]
            if before != of:
                db.execute("update articles set original = ? where id = ?", (of, ident))
                done.flipped.add(ident)
            done.touched.update(_shade(db, ident, of, tally))
    return done


def _original(db: sqlite3.Connection, members: list[str]) -> str:
    """Whom the others credit; else one that credits nobody; else the oldest."""
    outlets: dict[str, dict[str, list[str]]] = {}
    for ident in members:
        for source, role in db.execute(
            "select entity, role from links where article = ? and kind = 'source' and role in ('publisher', 'via')",
            (ident,),
        ):
            outlets.setdefault(ident, {}).setdefault(role, []).append(source)
    credited = Counter(s for named in outlets.values() for s in named.get("via", ()))

    def rank(ident: str) -> tuple[int, bool, str, str]:
        named = outlets.get(ident, {})
        day = db.execute("select sort from articles where id = ?", (ident,)).fetchone()[0]
        return -sum(credited[s] for s in named.get("publisher", ())), "via" in named, day or "~", ident

    return min(members, key=rank)


def _shade(db: sqlite3.Connection, ident: str, original: str, tally: Tally) -> set[Key]:
    """Mark the links of a reprint that its original has too; the entities whose mark changed."""
    theirs = set(db.execute("select kind, entity from links where article = ?", (original,)).fetchall())
    moved: tuple[set[Key], set[Key]] = set(), set()
    for kind, entity, sort, before in db.execute(
        "select kind, entity, sort, shadow from links where article = ?", (ident,)
    ).fetchall():
        shadow = int((kind, entity) in theirs)
        if shadow != before:
            db.execute(
                "update links set shadow = ? where kind = ? and entity = ? and sort = ? and article = ?",
                (shadow, kind, entity, sort, ident),
            )
            moved[shadow].add((kind, entity))
    lit, shaded = moved
    if lit or shaded:
        article = articles.read(db, ident)
        tallies.count(tally, article, lit, 1)
        tallies.count(tally, article, shaded, -1)
    return lit | shaded


def group(db: sqlite3.Connection, ident: str) -> list[tuple[str, str]]:
    """All copies of an article, itself too, each with its original (empty for that itself), oldest first;
    nothing where there is no other.
    """
    rows = db.execute(
        "select a.id, a.original from shapes s join shapes t on t.leader = s.leader "
        "join articles a on a.id = t.article where s.article = ? "
        "order by a.original != '', a.sort = '', a.sort, a.id",
        (ident,),
    ).fetchall()
    return rows if len(rows) > 1 else []
