"""Authority records (first draft of the interface; the loader follows)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from khulasa.model import Record


@dataclass(frozen=True, slots=True)
class Authority:
    """All records by id, ids being unique over all kinds."""

    records: Mapping[str, Record] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Iterable[Record]:
        """Records of one kind in the order of the files."""
        return (r for r in self.records.values() if r.kind == kind)
