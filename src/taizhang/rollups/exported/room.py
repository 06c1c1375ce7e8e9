"""DuckDB as the writer and reader of an export, in bounded memory, with a scratch folder of its own."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from taizhang.rollups.exported.manifest import SCRATCH, ExportRefused

LINE_COLUMNS = {
    "book": "VARCHAR",
    "source": "VARCHAR",
    "revision": "INTEGER",
    "unit": "BIGINT",
    "on_day": "DATE",
    "kind": "VARCHAR",
    "tags": "VARCHAR",
    "people": "BIGINT",
    "minutes": "BIGINT",
    "copies": "BIGINT",
    "points": "BIGINT",
    "weight": "TINYINT",
    "position": "BIGINT",
}
"""The columns of a line, in the order in which they are handed over as CSV."""
PLACE_COLUMNS = {
    "number": "INTEGER",
    "last": "INTEGER",
    "above": "INTEGER",
    "depth": "INTEGER",
    "unit": "BIGINT",
    "since": "DATE",
    "until": "DATE",
}
_TEXTS = ("book", "source", "kind", "tags")


@contextmanager
def duckdb_room(scratch: Path, memory: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """Yield a connection, and a folder for what does not fit into memory; both go with the block.

    Raises:  ExportRefused where `memory` is no amount or not enough, or a file cannot be read.
    """
    if not re.fullmatch(r"[1-9][0-9]*(MB|GB)", memory):
        raise ExportRefused(f"看不懂内存“{memory}”，请写成 512MB 或 2GB 这样。")
    with tempfile.TemporaryDirectory(dir=scratch, prefix=SCRATCH) as name:
        folder = Path(name)
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory,
            "temp_directory": str(folder / "spilled"),
        }
        try:
            with duckdb.connect(str(folder / "room.duckdb"), config=settings) as connection:
                yield connection, folder
        except duckdb.OutOfMemoryException:
            raise ExportRefused(f"内存 {memory} 不够用，请用 --memory 多给一些，如 4GB。") from None
        except duckdb.IOException as fault:
            raise ExportRefused(
                f"读写“{scratch}”里的文件出错，请检查磁盘空间，或删去导出的文件夹重新导出：{fault}"
            ) from None


def lines_in(file: Path) -> str:
    """Return the source in SQL of lines in a CSV file."""
    return csv_source(file, LINE_COLUMNS, _TEXTS)


def places_in(file: Path) -> str:
    """Return the source in SQL of places in a CSV file."""
    return csv_source(file, PLACE_COLUMNS, ())


def csv_source(file: Path, columns: Mapping[str, str], texts: tuple[str, ...]) -> str:
    told = ", ".join(f"'{name}': '{sort}'" for name, sort in columns.items())
    never_null = f", force_not_null = [{', '.join(repr(name) for name in texts)}]" if texts else ""
    return (
        f"read_csv({quoted(file)}, header = false, auto_detect = false, delim = ',', quote = '\"',"
        f" escape = '\"', columns = {{{told}}}{never_null}, max_line_size = 16000000)"
    )


def parquet(files: list[Path]) -> str:
    """Return the source in SQL of Parquet files."""
    return f"read_parquet([{', '.join(map(quoted, files))}], hive_partitioning = false)"


def quoted(file: Path) -> str:
    """Return a path as a text of SQL: DuckDB binds no value where it is told a file to write."""
    return "'" + str(file).replace("'", "''") + "'"
