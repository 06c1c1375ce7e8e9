"""Rooms that hold a journal to be rolled up, one for each engine that can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import duckdb

from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkEngine
from taizhang.rollups.engines.bulk_duckdb import DuckDbBulk
from taizhang.rollups.engines.bulk_memory import MemoryBulk
from tests.rollups.rooms import row

COLUMNS = """
    book VARCHAR, source VARCHAR, revision INTEGER, unit BIGINT, on_day DATE, kind VARCHAR, tags VARCHAR,
    people BIGINT, minutes BIGINT, copies BIGINT, points BIGINT, weight TINYINT, position BIGINT
"""


class BulkRoom(Protocol):
    """Holds lines in journal order for as long as the context lasts."""

    def holding(self, lines: Sequence[Posting]) -> AbstractContextManager[BulkEngine]: ...


class MemoryBulkRoom:
    """The reference over a list."""

    @contextmanager
    def holding(self, lines: Sequence[Posting]) -> Iterator[BulkEngine]:
        yield MemoryBulk(lines)


class DuckDbRoom:
    """DuckDB over a real Parquet file."""

    @contextmanager
    def holding(self, lines: Sequence[Posting]) -> Iterator[BulkEngine]:
        with TemporaryDirectory(prefix="taizhang-parquet-") as folder:
            file = Path(folder) / "lines.parquet"
            with duckdb.connect() as connection:
                connection.execute(f"CREATE TABLE posting ({COLUMNS})")
                if lines:
                    marks = ", ".join("?" * len(row(lines[0])))
                    connection.executemany(f"INSERT INTO posting VALUES ({marks})", list(map(row, lines)))
                connection.table("posting").write_parquet(str(file))
            yield DuckDbBulk([file], scratch=Path(folder))


BULK_ROOMS: dict[str, BulkRoom] = {"memory": MemoryBulkRoom(), "duckdb": DuckDbRoom()}
"""Every room by the name of its engine."""
