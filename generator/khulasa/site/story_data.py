"""Stories and reprints as data."""

from __future__ import annotations

import sqlite3
from typing import Any

from khulasa import index
from khulasa.index import stories, story_rows
from khulasa.site import urls
from khulasa.stories.figures import figures
from khulasa.stories.similarity import ENOUGH

Json = dict[str, Any]


def everything(db: sqlite3.Connection) -> Json:
    """All stories by their reports, and all reprints with their originals."""
    copies = db.execute("select id, original from articles where original != '' order by id")
    return {
        "stories": [
            {
                "id": row.id,
                "reports": stories.members(db, row.id),
                "from": row.first or None,
                "to": row.last or None,
                "data": urls.story_data(row.id),
            }
            for row in story_rows.rows(db)
        ],
        "reprints": [{"article": ident, "original": original} for ident, original in copies],
    }


def story(db: sqlite3.Connection, ident: str) -> Json:
    """A story with all that its reports are compared by, and why they meet."""
    row = story_rows.one(db, ident)
    return {
        "id": ident,
        "from": row.first or None,
        "to": row.last or None,
        "enough": ENOUGH,
        "reports": [_report(db, article, ident) for article in stories.members(db, ident)],
    }


def _report(db: sqlite3.Connection, article: str, story: str) -> Json:
    digest = index.read_article(db, article).digest
    met = stories.reasons(db, article, story) if article != story else None
    return {
        "article": article,
        "lang": digest.lang,
        "title": digest.title.text,
        "publisher": digest.publisher.id if digest.publisher else None,
        "speakers": sorted({q.speaker for q in digest.quotes if q.speaker}),
        "names": [{"kind": e.kind, "id": e.id, "names": list(e.names)} for e in digest.entities],
        "numbers": sorted({f.value for f in figures(digest)}),
        "dates": sorted({d.value for d in digest.dates}),
        "meets": story if met else None,
        "score": met.score if met else None,
        "reasons": [{"what": r.what, "value": r.value, "weight": r.weight} for r in met.reasons]
        if met
        else [],
    }
