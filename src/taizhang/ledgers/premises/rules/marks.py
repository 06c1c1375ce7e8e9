"""The mark of a row that was saved as a table: which revision it was, and what it said. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SIGNS = 10
_MARK = re.compile(rf"v(\d{{1,9}})-([0-9a-f]{{{_SIGNS}}})")
_TOLD = ("type", "name", "unit_id", "post_id", "address", "grid", "coordinates", "fields")


@dataclass(frozen=True, slots=True)
class Mark:
    """The revision of the place when the row was saved, and the digest of what the row said then."""

    revision: int
    digest: str

    def __str__(self) -> str:
        return f"v{self.revision}-{self.digest}"


def mark_of(*, revision: int, since: dt.date, columns: Mapping[str, Any]) -> Mark:
    """Return the mark of a place of these columns: equal digests say the same, however it is written."""
    told = [since.isoformat(), *(columns[name] for name in _TOLD)]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Mark(revision, hashlib.sha256(text.encode()).hexdigest()[:_SIGNS])


def read_mark(text: str) -> Mark | None:
    """Return the mark that a cell bears, None for what is none."""
    match = _MARK.fullmatch(text.strip())
    return Mark(int(match[1]), match[2]) if match else None
