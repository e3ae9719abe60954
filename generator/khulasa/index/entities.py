"""The rows of people, organisations, places, events, topics and sources: labels, and what the articles say of them.

Everything here is a function of the articles' rows and the authority, so it can be made again for any part of them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from khulasa.content.authority import Authority
from khulasa.index import tallies
from khulasa.index.articles import Key
from khulasa.index.codec import dumps, loads, stamp
from khulasa.index.rows import EntityRow, Facts, Statement, Variant, WrittenRole
from khulasa.languages.places import listed
from khulasa.model import Quote, Record
from khulasa.text.alphabet import letter

MAX_STATEMENTS = 50
MAX_TOGETHER = 12
MAX_VARIANTS = 40
MAX_ROLES = 20
MAX_QUOTED = 12
MAX_PAIRED = 500
"""Newest articles of an entity in which its pairs are counted."""
EDITIONS = ("ar", "en", "fa")
SPEAKERS = ("person", "organisation", "source")
"""Kinds of what can speak."""


def refresh(db: sqlite3.Connection, keys: Iterable[Key], authority: Authority) -> tuple[set[Key], set[Key]]:
    """Make the rows of these entities again; those whose label is new or another, those of which anything is."""
    relabelled: set[Key] = set()
    changed: set[Key] = set()
    for key in sorted(keys):
        n, undated, told, every = db.execute(
            "select count(*) filter (where shadow = 0), count(*) filter (where shadow = 0 and sort = ''), "
            "sum(told), count(*) from links where kind = ? and entity = ?",
            key,
        ).fetchone()
        old = db.execute("select label_stamp, stamp from entities where kind = ? and id = ?", key).fetchone()
        if not n:
            db.execute("delete from entities where kind = ? and id = ?", key)
            continue
        row = entity_row(db, key, authority.records.get(key[1]))
        labels = stamp([row.label(e) for e in EDITIONS])
        letters = [letter(row.label(e)[0], e) for e in EDITIONS]
        if old is None or old[0] != labels:
            relabelled.add(key)
        own = stamp(row)
        if old is None or old[1] != own:
            changed.add(key)
        db.execute(
            "insert into entities values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '') "
            "on conflict (kind, id) do update set "
            "known = excluded.known, n = excluded.n, undated = excluded.undated, told = excluded.told, "
            "letter_ar = excluded.letter_ar, letter_en = excluded.letter_en, letter_fa = excluded.letter_fa, "
            "record = excluded.record, label_stamp = excluded.label_stamp, stamp = excluded.stamp",
            (*key, row.known, n, undated, f"{every}-{told}", *letters, dumps(row), labels, own),
        )
    return relabelled, changed


def entity_row(db: sqlite3.Connection, key: Key, record: Record | None) -> EntityRow:
    """An entity by itself: from the authority where that knows it, else labelled as most articles name it."""
    if record is not None:
        return EntityRow(
            *key,
            known=True,
            names={lang: tuple(names) for lang, names in record.names.items()},
            description=dict(record.description),
            wikidata=record.wikidata or "",
            roles=record.roles,
            first=record.first.isoformat() if record.first else "",
            last=record.last.isoformat() if record.last else "",
            url=record.url or "",
            masthead=record.masthead,
        )
    names: dict[str, Counter[str]] = {}
    for lang, label, count in db.execute(
        "select lang, label, count(*) from written where kind = ? and entity = ? group by 1, 2", key
    ):
        names.setdefault(lang, Counter())[label] = count
    ordered = {lang: tuple(_by_count(counts)) for lang, counts in sorted(names.items())}
    if key[0] == "place":
        ordered = {**listed().get(key[1], {}), **ordered}
    return EntityRow(
        *key, known=False, names=ordered, description={}, wikidata="", roles=(), first="", last="", url=""
    )


def _by_count(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda text: (-counts[text], text))


def restate(db: sqlite3.Connection, keys: Iterable[Key]) -> None:
    """Make again what the articles together say of these entities."""
    for key in sorted(keys):
        if db.execute("select 1 from entities where kind = ? and id = ?", key).fetchone() is None:
            continue
        together = tallies.together(db, key, MAX_TOGETHER)
        months = _months(db, key)
        facts = Facts(
            variants=_variants(db, key, tallies.NAME, MAX_VARIANTS),
            roles=_roles(db, key),
            statements=_statements(db, key),
            together=together,
            by_language=_by_language(months),
            about=_about(db, key) if key[0] in ("person", "organisation") else (),
            over_time=_over_time(months),
            pairs=_pairs(db, key, together),
            quoted=_variants(db, key, tallies.QUOTED, MAX_QUOTED),
        )
        db.execute(
            "update entities set facts = ?, facts_stamp = ? where kind = ? and id = ?",
            (dumps(facts), stamp(facts, _seen_in(db, facts)), *key),
        )


def relabel(db: sqlite3.Connection, keys: Iterable[Key]) -> None:
    """Stamp again what is said of these entities, where a name in it is another and nothing else is."""
    for key in sorted(keys):
        row = db.execute("select facts from entities where kind = ? and id = ?", key).fetchone()
        if row is not None:
            facts: Facts = loads(Facts, row[0])
            mark = stamp(facts, _seen_in(db, facts))
            db.execute("update entities set facts_stamp = ? where kind = ? and id = ?", (mark, *key))


def _seen_in(db: sqlite3.Connection, facts: Facts) -> list[object]:
    """Stamps of what the facts lead to: labels of entities, sources and speakers, cards of articles."""
    labels = {(kind, ident) for kind, ident, _ in facts.together}
    labels |= {("source", s) for v in (*facts.variants, *facts.quoted) for s in v.sources}
    said = (*facts.statements, *facts.about)
    labels |= {(kind, s.quote.speaker) for s in said for kind in SPEAKERS if s.quote.speaker}
    articles = {s.article for s in said} | {r.article for r in facts.roles}
    found: list[object] = [
        db.execute("select label_stamp from entities where kind = ? and id = ?", key).fetchone()
        for key in sorted(labels)
    ]
    found += [
        db.execute("select card_stamp from articles where id = ?", (a,)).fetchone() for a in sorted(articles)
    ]
    return found


def _variants(db: sqlite3.Connection, key: Key, how: int, most: int) -> tuple[Variant, ...]:
    """Forms as written, those written most often first, each with how often and by which sources."""
    counts: Counter[tuple[str, str]] = Counter()
    sources: dict[tuple[str, str], set[str]] = {}
    for lang, text, source, count in tallies.forms(db, key, how):
        counts[lang, text] += count
        sources.setdefault((lang, text), set()).update({source} if source else ())
    ordered = sorted(counts, key=lambda form: (-counts[form], form))[:most]
    return tuple(
        Variant(text, lang, counts[lang, text], tuple(sorted(sources[lang, text]))) for lang, text in ordered
    )


def _roles(db: sqlite3.Connection, key: Key) -> tuple[WrittenRole, ...]:
    """Roles as articles write them, each once, with the oldest article that does."""
    found: dict[tuple[str, str], WrittenRole] = {}
    rows = db.execute(
        "select article, lang, text from roles where kind = ? and entity = ? order by sort, article, n", key
    )
    for article, lang, role in rows:
        found.setdefault((lang, role), WrittenRole(role, lang, article))
        if len(found) == MAX_ROLES:
            break
    return tuple(found.values())


def _statements(db: sqlite3.Connection, key: Key) -> tuple[Statement, ...]:
    """The newest statements: by a person or organisation, carried by a source, naming a place, event or topic."""
    if key[0] not in ("person", "organisation", "source"):
        return _about(db, key)
    if key[0] == "source":
        rows = db.execute(
            "select q.article, q.n, q.record from links l join quotes q on q.article = l.article "
            "where l.kind = ? and l.entity = ? and l.role = 'publisher' and l.shadow = 0 "
            "order by l.sort desc, l.article desc, q.n limit ?",
            (*key, MAX_STATEMENTS),
        )
    else:
        rows = db.execute(
            "select q.article, q.n, q.record from quotes q where q.speaker = ? and exists "
            "(select 1 from links l where l.article = q.article and l.kind = ? and l.entity = q.speaker "
            "and l.shadow = 0) "
            "order by q.sort desc, q.article desc, q.n limit ?",
            (key[1], key[0], MAX_STATEMENTS),
        )
    return tuple(Statement(article, n, loads(Quote, record)) for article, n, record in rows)


def _about(db: sqlite3.Connection, key: Key) -> tuple[Statement, ...]:
    """The newest statements by others that name an entity."""
    rows = db.execute(
        "select q.article, q.n, q.record from about b join quotes q on q.article = b.article and q.n = b.n "
        "where b.kind = ? and b.entity = ? and not exists (select 1 from links c where c.kind = b.kind "
        "and c.entity = b.entity and c.sort = b.sort and c.article = b.article and c.shadow = 1) "
        "order by b.sort desc, b.article desc, b.n limit ?",
        (*key, MAX_STATEMENTS),
    )
    return tuple(Statement(article, n, loads(Quote, record)) for article, n, record in rows)


def _months(db: sqlite3.Connection, key: Key) -> list[tuple[str, str, int]]:
    """Month (empty for the undated), language and number of articles."""
    return db.execute(
        "select substr(sort, 1, 7) m, lang, count(*) from links where kind = ? and entity = ? and shadow = 0 "
        "group by m, lang order by m, lang",
        key,
    ).fetchall()


def _by_language(months: Iterable[tuple[str, str, int]]) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for _, lang, n in months:
        found[lang] += n
    return tuple(sorted(found.items()))


def _over_time(months: Iterable[tuple[str, str, int]]) -> tuple[tuple[str, int, int], ...]:
    found: dict[str, Counter[str]] = {}
    for month, lang, n in months:
        if month:
            found.setdefault(month, Counter())[lang] += n
    return tuple((month, counts["ar"], counts["fa"]) for month, counts in found.items())


def _pairs(
    db: sqlite3.Connection, key: Key, together: tuple[tuple[str, str, int], ...]
) -> tuple[tuple[int, int, int], ...]:
    """How often two of the entities named together with one stand in the same of its newest articles."""
    place = {(kind, ident): n for n, (kind, ident, _) in enumerate(together)}
    rows = db.execute(
        "select b.article, b.kind, b.entity from (select article from links where kind = ? and entity = ? "
        "and shadow = 0 order by sort desc, article desc limit ?) a join links b on b.article = a.article",
        (*key, MAX_PAIRED),
    )
    inside: dict[str, list[int]] = {}
    for article, kind, ident in rows:
        if (kind, ident) in place:
            inside.setdefault(article, []).append(place[kind, ident])
    counts = Counter(pair for found in inside.values() for pair in combinations(sorted(found), 2))
    return tuple((first, second, n) for (first, second), n in sorted(counts.items()))
