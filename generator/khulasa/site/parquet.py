"""Tables as Parquet, where the setting asks for it and ``pyarrow`` is there (``pip install khulasa[parquet]``)."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterable
from datetime import date
from importlib import metadata
from typing import Any

from khulasa.site.settings import SiteSettings
from khulasa.site.tables import Cell, Row, Table, Type

NEEDED = "pyarrow"


def installed() -> bool:
    """True when Parquet can be written here."""
    return importlib.util.find_spec(NEEDED) is not None


def wanted(settings: SiteSettings) -> bool:
    """True when Parquet is to be written and can be."""
    return settings.parquet and installed()


def version() -> str:
    """Of the library that writes; it stands in each file."""
    return metadata.version(NEEDED)


def to_parquet(table: Table, rows: Iterable[Row]) -> bytes:
    """A file of the table with typed columns; each column carries its meaning."""
    import pyarrow as pa  # noqa: PLC0415 - an optional extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    types: dict[Type, Any] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    schema = pa.schema(
        [pa.field(c.name, types[c.type], not c.required, {"meaning": c.meaning}) for c in table.columns]
    )
    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    arrays = [
        pa.array([_value(v, c.type) for v in values], types[c.type])
        for c, values in zip(table.columns, columns, strict=True)
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


def _value(value: Cell, kind: Type) -> Any:
    return date.fromisoformat(value) if kind == "date" and isinstance(value, str) else value
