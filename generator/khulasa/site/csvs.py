"""Tables as CSV that opens in a spreadsheet as it is and gives every cell back exactly.

UTF-8 with a byte order mark, because Excel reads Arabic letters as Western ones without it (Python reads such files
with ``utf-8-sig``, pandas, R and DuckDB by themselves); commas, quotation marks and CRLF of RFC 4180; an empty cell
is no value, and no column holds empty text beside it.

A cell that a spreadsheet might take for a formula gets an apostrophe before it. The cure can be undone: a cell that
matches ``GUARDED`` loses its first apostrophe, every other cell is as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from khulasa.site.tables import Cell, Row, Table

BOM = "\ufeff"
TRIGGER = r"[=+\-@\uff1d\uff0b\uff0d\uff20\s]"
"""First characters that make a formula (also in full width), or that a spreadsheet strips before it looks."""
DANGEROUS = re.compile(rf"'*{TRIGGER}")
GUARDED = re.compile(rf"'+{TRIGGER}")


def guard(text: str) -> str:
    """The text as a cell that is no formula."""
    return f"'{text}" if DANGEROUS.match(text) else text


def unguard(cell: str) -> str:
    """The text of a cell."""
    return cell[1:] if GUARDED.match(cell) else cell


def cell(value: Cell) -> str:
    """A value as CSV has it."""
    if isinstance(value, str):
        return value if value[:1].isalnum() else guard(value)  # no formula begins so, and most cells do
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def to_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """A file of the table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(cell, row) for row in rows)
    return (BOM + out.getvalue()).encode("utf-8", "replace")
