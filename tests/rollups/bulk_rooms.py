"""Rooms that hold a journal to be rolled up, one for each engine that can."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import duckdb

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.rollups.bulk import BulkEngine, BulkPlan, UnitFigures
from taizhang.rollups.dated_tree import DatedTree, Places
from taizhang.rollups.dense.layout import takes
from taizhang.rollups.engines.bulk_dense import DenseBulk
from taizhang.rollups.engines.bulk_duckdb import DuckDbBulk
from taizhang.rollups.engines.bulk_memory import MemoryBulk
from taizhang.rollups.engines.bulk_shared import SharedBulk
from taizhang.rollups.exported.tree_rows import tree_digest
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
            yield DuckDbBulk([written(lines, Path(folder) / "lines.parquet")], scratch=Path(folder))


def written(lines: Sequence[Posting], file: Path) -> Path:
    """Write lines in journal order and return the file."""
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE posting ({COLUMNS})")
        if lines:
            marks = ", ".join("?" * len(row(lines[0])))
            connection.executemany(f"INSERT INTO posting VALUES ({marks})", list(map(row, lines)))
        connection.table("posting").write_parquet(str(file))
    return file


class ByPlaceRoom:
    """DuckDB over the files of an export, which tell the place of each line."""

    @contextmanager
    def holding(self, lines: Sequence[Posting]) -> Iterator[BulkEngine]:
        with TemporaryDirectory(prefix="taizhang-exported-") as folder:
            yield Exported(lines, Path(folder), _by_place)


class DenseRoom:
    """The compiled loop, with DuckDB for the rules that it does not take."""

    @contextmanager
    def holding(self, lines: Sequence[Posting]) -> Iterator[BulkEngine]:
        with TemporaryDirectory(prefix="taizhang-dense-") as folder:
            yield Exported(lines, Path(folder), _dense_first)


class DenseAloneRoom:
    """The compiled loop by itself."""

    @contextmanager
    def holding(self, lines: Sequence[Posting]) -> Iterator[BulkEngine]:
        with TemporaryDirectory(prefix="taizhang-dense-") as folder:
            yield Exported(lines, Path(folder), _dense)


def _by_place(files: Sequence[Path], tree: str, folder: Path) -> BulkEngine:
    return DuckDbBulk(files, scratch=folder, tree=tree)


def _dense(files: Sequence[Path], tree: str, folder: Path) -> BulkEngine:
    return DenseBulk(files, tree=tree)


def _dense_first(files: Sequence[Path], tree: str, folder: Path) -> BulkEngine:
    return SharedBulk(_dense(files, tree, folder), _by_place(files, tree, folder), takes=takes)


class Exported(BulkEngine):
    """Lines that are written by place for the tree asked about, in two files, as two exports leave them.

    `engine` makes an engine over the files, from the digest of their tree and a folder to work in.
    """

    def __init__(
        self,
        lines: Sequence[Posting],
        folder: Path,
        engine: Callable[[Sequence[Path], str, Path], BulkEngine],
    ) -> None:
        self._lines, self._folder, self._engine = lines, folder, engine

    def roll_up(
        self,
        *,
        plan: BulkPlan,
        tree: DatedTree,
        periods: Sequence[Period],
        as_of: int | None = None,
        units: Collection[int] | None = None,
    ) -> Iterator[UnitFigures]:
        """See `BulkEngine.roll_up`."""
        with TemporaryDirectory(dir=self._folder) as name:
            folder = Path(name)
            places = tree.places()
            files = [
                written_by_place(share, places, folder / f"{number}.parquet")
                for number, share in enumerate((self._lines[::2], self._lines[1::2]))
            ]
            engine = self._engine(files, tree_digest(places), folder)
            yield from engine.roll_up(plan=plan, tree=tree, periods=periods, as_of=as_of, units=units)


def written_by_place(
    lines: Sequence[Posting], places: Places, file: Path, *, order: str = "h.number, p.on_day, p.position"
) -> Path:
    """Write lines as an export does, with the place of each, and return the file."""
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE posting ({COLUMNS})")
        connection.execute(
            "CREATE TABLE place (number INTEGER, last INTEGER, above INTEGER, depth INTEGER, unit BIGINT,"
            " since DATE, until DATE)"
        )
        if lines:
            marks = ", ".join("?" * len(row(lines[0])))
            connection.executemany(f"INSERT INTO posting VALUES ({marks})", list(map(row, lines)))
        connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", list(places))
        connection.sql(
            "SELECT h.number AS place, p.* FROM posting AS p LEFT JOIN place AS h ON h.unit = p.unit"
            f" AND h.since <= p.on_day AND p.on_day < h.until ORDER BY {order}"
        ).write_parquet(str(file))
    return file


BULK_ROOMS: dict[str, BulkRoom] = {
    "memory": MemoryBulkRoom(),
    "duckdb": DuckDbRoom(),
    "by-place": ByPlaceRoom(),
    "dense": DenseRoom(),
}
"""Every room by the name of its engine."""
