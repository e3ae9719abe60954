"""The rows of people, organisations, places, events, topics and sources: labels, and what the articles say of them.

Everything here is a function of the articles' rows and the authority, so it can be made again for any part of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable

from khulasa.content.authority import Authority
from khulasa.index.articles import Key
from khulasa.index.codec import dumps, loads, stamp
from khulasa.index.rows import EntityRow, Facts, Statement, Variant, WrittenRole
from khulasa.model import Quote, Record

MAX_STATEMENTS = 50
MAX_TOGETHER = 12
MAX_VARIANTS = 40
MAX_ROLES = 20
MAX_QUOTED = 12
EDITIONS = ("ar", "en", "fa")
SPEAKERS = ("person", "organisation", "source")
"""Kinds of what can speak."""


def refresh(db: sqlite3.Connection, keys: Iterable[Key], authority: Authority) -> set[Key]:
    """Make the rows of these entities again; the ones whose label is new or another."""
    relabelled: set[Key] = set()
    for key in sorted(keys):
        n, undated = db.execute(
            "select count(*), count(*) filter (where sort = '') from links where kind = ? and entity = ? "
            "and shadow = 0",
            key,
        ).fetchone()
        old = db.execute("select label_stamp from entities where kind = ? and id = ?", key).fetchone()
        if not n:
            db.execute("delete from entities where kind = ? and id = ?", key)
            continue
        row = entity_row(db, key, authority.records.get(key[1]))
        labels = stamp([row.label(e) for e in EDITIONS])
        if old is None or old[0] != labels:
            relabelled.add(key)
        db.execute(
            "insert into entities values (?, ?, ?, ?, ?, ?, ?, ?, '', '') on conflict (kind, id) do update set "
            "known = excluded.known, n = excluded.n, undated = excluded.undated, record = excluded.record, "
            "label_stamp = excluded.label_stamp, stamp = excluded.stamp",
            (*key, row.known, n, undated, dumps(row), labels, stamp(row)),
        )
    return relabelled


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
        )
    names: dict[str, Counter[str]] = {}
    for lang, label, count in db.execute(
        "select lang, label, count(*) from written where kind = ? and entity = ? group by 1, 2", key
    ):
        names.setdefault(lang, Counter())[label] = count
    ordered = {lang: tuple(_by_count(counts)) for lang, counts in sorted(names.items())}
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
        together = _together(db, key)
        facts = Facts(
            variants=_variants(db, key),
            roles=_roles(db, key),
            statements=_statements(db, key),
            together=together,
            by_language=_by_language(db, key),
            about=_about(db, key) if key[0] in ("person", "organisation") else (),
            over_time=_over_time(db, key),
            pairs=_pairs(db, key, together),
            quoted=_quoted(db, key),
        )
        db.execute(
            "update entities set facts = ?, facts_stamp = ? where kind = ? and id = ?",
            (dumps(facts), stamp(facts, _seen_in(db, facts)), *key),
        )


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


def _variants(db: sqlite3.Connection, key: Key) -> tuple[Variant, ...]:
    """Every form as written, with how often and by which sources; names in headings count once for their article."""
    counts: Counter[tuple[str, str]] = Counter()
    sources: dict[tuple[str, str], set[str]] = {}
    written = db.execute(
        "select a.id, a.lang, a.publisher, w.label, w.roles from written w join articles a on a.id = w.article "
        "where w.kind = ? and w.entity = ? and not exists (select 1 from links c where c.article = w.article "
        "and c.kind = w.kind and c.entity = w.entity and c.shadow = 1)",
        key,
    ).fetchall()
    mentioned: dict[str, Counter[str]] = {}
    for article, text, count in db.execute(
        "select article, text, count(*) from mentions where kind = ? and entity = ? group by 1, 2", key
    ):
        mentioned.setdefault(article, Counter())[text] = count
    for article, lang, publisher, label, packed in written:
        forms = Counter(mentioned.get(article, Counter()))
        for name in _names(packed, label):
            forms[name] = max(forms[name], 1)
        for text, count in forms.items():
            counts[lang, text] += count
            sources.setdefault((lang, text), set()).update({publisher} if publisher else ())
    ordered = sorted(counts, key=lambda form: (-counts[form], form))[:MAX_VARIANTS]
    return tuple(
        Variant(text, lang, counts[lang, text], tuple(sorted(sources[lang, text]))) for lang, text in ordered
    )


def _quoted(db: sqlite3.Connection, key: Key) -> tuple[Variant, ...]:
    """Words in quotation marks, no statement, in which an entity is named; with how often and by which sources."""
    counts: Counter[tuple[str, str]] = Counter()
    sources: dict[tuple[str, str], set[str]] = {}
    for lang, text, publisher, count in db.execute(
        "select a.lang, t.text, a.publisher, count(distinct t.article || '/' || t.n) from mentions m "
        "join terms t on t.article = m.article and t.first <= m.first and m.last <= t.last "
        "join articles a on a.id = m.article where m.kind = ? and m.entity = ? group by 1, 2, 3",
        key,
    ):
        counts[lang, text] += count
        sources.setdefault((lang, text), set()).update({publisher} if publisher else ())
    ordered = sorted(counts, key=lambda form: (-counts[form], form))[:MAX_QUOTED]
    return tuple(
        Variant(text, lang, counts[lang, text], tuple(sorted(sources[lang, text]))) for lang, text in ordered
    )


def _names(packed: str, label: str) -> list[str]:
    """Full forms as written; of an outlet only its name."""
    data = json.loads(packed)
    return list(data[0]) if data else [label]


def _roles(db: sqlite3.Connection, key: Key) -> tuple[WrittenRole, ...]:
    """Roles as articles write them, each once, with the oldest article that does."""
    found: dict[tuple[str, str], WrittenRole] = {}
    for article, lang, packed in db.execute(
        "select a.id, a.lang, w.roles from written w join articles a on a.id = w.article "
        "where w.kind = ? and w.entity = ? order by a.sort, a.id",
        key,
    ):
        data = json.loads(packed)
        for role in data[1] if data else ():
            found.setdefault((lang, role), WrittenRole(role, lang, article))
    return tuple(found.values())[:MAX_ROLES]


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


def _together(db: sqlite3.Connection, key: Key) -> tuple[tuple[str, str, int], ...]:
    rows = db.execute(
        "select b.kind, b.entity, count(*) c from links a join links b on b.article = a.article "
        "where a.kind = ? and a.entity = ? and a.shadow = 0 and not (b.kind = a.kind and b.entity = a.entity) "
        "and b.kind != 'source' group by 1, 2 order by c desc, 1, 2 limit ?",
        (*key, MAX_TOGETHER),
    )
    return tuple((kind, ident, count) for kind, ident, count in rows)


def _by_language(db: sqlite3.Connection, key: Key) -> tuple[tuple[str, int], ...]:
    rows = db.execute(
        "select a.lang, count(*) from links l join articles a on a.id = l.article "
        "where l.kind = ? and l.entity = ? and l.shadow = 0 group by 1 order by 1",
        key,
    )
    return tuple((lang, count) for lang, count in rows)


def _about(db: sqlite3.Connection, key: Key) -> tuple[Statement, ...]:
    """The newest statements by others that name an entity."""
    rows = db.execute(
        "select distinct q.article, q.n, q.record from mentions m join quotes q on q.article = m.article "
        "and q.first <= m.first and m.last <= q.last where m.kind = ? and m.entity = ? and q.speaker != ? "
        "and not exists (select 1 from links c where c.article = m.article "
        "and c.kind = m.kind and c.entity = m.entity and c.shadow = 1) "
        "order by q.sort desc, q.article desc, q.n limit ?",
        (*key, key[1], MAX_STATEMENTS),
    )
    return tuple(Statement(article, n, loads(Quote, record)) for article, n, record in rows)


def _over_time(db: sqlite3.Connection, key: Key) -> tuple[tuple[str, int, int], ...]:
    rows = db.execute(
        "select substr(l.sort, 1, 7) m, count(*) filter (where a.lang = 'ar'), count(*) filter (where a.lang = 'fa') "
        "from links l join articles a on a.id = l.article where l.kind = ? and l.entity = ? and l.sort != '' "
        "and l.shadow = 0 "
        "group by m order by m",
        key,
    )
    return tuple((month, arabic, persian) for month, arabic, persian in rows)


def _pairs(
    db: sqlite3.Connection, key: Key, together: tuple[tuple[str, str, int], ...]
) -> tuple[tuple[int, int, int], ...]:
    """How often two of the entities named together with one stand in the same of its articles."""
    members = [
        {
            article
            for (article,) in db.execute(
                "select b.article from links b join links a on a.article = b.article "
                "where b.kind = ? and b.entity = ? and a.kind = ? and a.entity = ? and a.shadow = 0",
                (kind, ident, *key),
            )
        }
        for kind, ident, _ in together
    ]
    counts = (
        (first, second, len(members[first] & members[second]))
        for first in range(len(members))
        for second in range(first + 1, len(members))
    )
    return tuple(pair for pair in counts if pair[2])
