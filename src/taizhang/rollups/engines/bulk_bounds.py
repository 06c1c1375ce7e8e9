"""What Parquet files say of themselves without being read: how many lines, how large a measure, how far sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from taizhang.kernel.posting import MEASURES

_ASKED = """
SELECT path_in_schema, CAST(sum(num_values) AS BIGINT), min(TRY_CAST(stats_min_value AS BIGINT)),
    max(TRY_CAST(stats_max_value AS BIGINT)), CAST(sum(coalesce(stats_null_count, num_values)) AS BIGINT),
    bool_and(stats_null_count = num_values
        OR (TRY_CAST(stats_min_value AS BIGINT) IS NOT NULL AND TRY_CAST(stats_max_value AS BIGINT) IS NOT NULL))
FROM parquet_metadata($files) WHERE list_contains($columns, path_in_schema) GROUP BY path_in_schema
"""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of the lines of some files.

    `most` is the largest amount of each measure; one that may be below 0 or past 64 bits, or of which the
    files say nothing, is not in it. `sealed` is the last position where every line has one, else None;
    `placed`: every line has a place.
    """

    lines: int
    most: Mapping[str, int] = field(default_factory=dict)
    sealed: int | None = None
    placed: bool = False

    def counts_all(self, as_of: int | None) -> bool:
        """Return whether every line counts at that position."""
        return as_of is None or (self.sealed is not None and self.sealed <= as_of)


def bounds_of(connection: duckdb.DuckDBPyConnection, files: Sequence[str]) -> Bounds:
    """Return the bounds of the lines in Parquet files."""
    rows = connection.execute(
        _ASKED, {"files": list(files), "columns": ["position", "place", *MEASURES]}
    ).fetchall()
    lines, sealed, placed, most = 0, None, False, {}
    for name, count, least, greatest, unknown, told in rows:
        if name == "position":
            lines = count
            sealed = greatest if told and not unknown else None
        elif name == "place":
            placed = told and not unknown
        elif told:
            if least is None:
                most[name] = 0
            elif least >= 0:
                most[name] = greatest
    return Bounds(lines, most, sealed, placed)
