"""Corrections and the retraction of an article: what an editor says of it, with day and reason.

::

    corrections:
      - date: 2024-05-03
        reason: the number of seats was wrong
    retracted:
      date: 2024-06-01
      reason: the source withdrew the article
"""

from __future__ import annotations

from khulasa.content.frontmatter import Fields
from khulasa.content.values import Row, Values
from khulasa.model import Amendment

MAX_CORRECTIONS = 50
"""Corrections that are shown of one article."""
MAX_REASON = 500
"""Letters of a reason."""


def corrections(values: Values, fields: Fields) -> tuple[Amendment, ...]:
    """The corrections of a content file, oldest first; a wrong one is told and left out."""
    rows = values.rows(fields, "corrections")
    if len(rows) > MAX_CORRECTIONS:
        what = f"corrections: {len(rows)} are more than the {MAX_CORRECTIONS} that are shown"
        values.wrong(what, "join the oldest into one")
    found = (_amendment(values, row, "corrections") for row in rows[:MAX_CORRECTIONS])
    return tuple(sorted((one for one in found if one), key=lambda one: one.day))


def retracted(values: Values, fields: Fields) -> Amendment | None:
    """The retraction of a content file; None where there is none, or where it is wrong."""
    row = fields.get("retracted")
    if row is None:
        return None
    if not isinstance(row, dict):
        values.wrong(f"retracted must be two lines of name: value, not {row!r}", _FORM)
        return None
    return _amendment(values, row, "retracted")


_FORM = "write date: year-month-day and reason: …, each on its own line below it"


def _amendment(values: Values, row: Row, of: str) -> Amendment | None:
    for name in row:
        if name not in ("date", "reason"):
            values.wrong(f"{of}: unknown field {name!r}", _FORM)
            return None
    reason = " ".join((values.maybe(row, "reason", of) or "").split())
    day = values.day(row, "date")
    if day is None or not reason:
        if row.get("date") is None or not reason:
            values.wrong(f"{of}: an entry has no {'reason' if row.get('date') else 'date'}", _FORM)
        return None
    if len(reason) > MAX_REASON:
        values.wrong(f"{of}: a reason has {len(reason)} letters", f"cut it to {MAX_REASON}")
        reason = reason[:MAX_REASON]
    return Amendment(day, reason)
