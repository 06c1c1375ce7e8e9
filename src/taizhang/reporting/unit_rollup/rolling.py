"""Roll up: seal, refresh the export where it is asked, tell step after step, put the file in place."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from taizhang.foundation.keys.services import SigningKey
from taizhang.kernel.period import Period
from taizhang.reporting.files import file_in_place
from taizhang.reporting.journal_export import LINES_AT_ONCE, refresh
from taizhang.reporting.position import seal_journal
from taizhang.reporting.unit_rollup.dense import check_dense, dense_over
from taizhang.reporting.unit_rollup.engines import OfLines, OneByOne, RollupEngine, in_memory
from taizhang.reporting.unit_rollup.kept_steps import KeptSteps
from taizhang.reporting.unit_rollup.order import EngineName, Order, units_below
from taizhang.reporting.unit_rollup.spark import ON_THIS_MACHINE, check_spark, spark_over
from taizhang.reporting.unit_rollup.table import check_format, write_rows, write_table
from taizhang.reporting.unit_tree import dated_tree
from taizhang.rollups.bulk import BulkEngine, BulkPlan
from taizhang.rollups.dated_tree import DatedTree
from taizhang.rollups.engines.bulk_duckdb import DuckDbBulk
from taizhang.rollups.exported.lock import only_writer
from taizhang.rollups.exported.manifest import SCRATCH, Manifest

PERIODS_AT_ONCE = {"memory": 1, "sql": 1, "duckdb": 12, "dense": 12, "spark": 12}
"""How many periods are one step: engines over an export read all lines once in a step, the others gain nothing."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What a roll-up came to."""

    position: int
    periods: int
    steps_kept: int


def roll_up(
    *,
    order: Order,
    to: Path,
    export: Path,
    key: SigningKey,
    at: dt.datetime,
    memory: str,
    spark: str = ON_THIS_MACHINE,
    exporting: Progress = lambda done, total: None,
    progress: Progress = lambda done, total: None,
) -> RolledUp:
    """Write the figures of every unit below the order's, and go on where a roll-up alike was stopped.

    `export` is the folder of the export that duckdb, dense and spark read; it is made, or brought up to the
    journal. `spark` is the address of the cluster. Raises:  RollupRefused, ExportRefused, FolderMissing.
    """
    check_format(to)
    if order.engine == "dense":
        check_dense()
    elif order.engine == "spark":
        check_spark(spark)
    steps = KeptSteps(beside=to)
    sealed = seal_journal(key=key, at=at)
    tree = dated_tree()
    position = steps.begin(mark=order.mark(tree=tree), position=sealed)
    shares = _shares(order)
    kept = [number for number in range(len(shares)) if steps.file(number).is_file()]
    plan = BulkPlan.of(order.rules)

    def refreshed() -> Manifest:
        return refresh(
            export, key, at, lines_at_once=LINES_AT_ONCE, memory=memory, progress=exporting
        ).manifest

    with _engine(order, plan, tree, position, export, refreshed, memory, spark) as engine:
        for number, periods in enumerate(shares):
            if number not in kept:
                units = units_below(unit=order.unit, periods=periods)
                with file_in_place(path=steps.file(number)) as temporary:
                    write_rows(engine.told(periods=periods, units=units), temporary)
            progress(number + 1, len(shares))
    write_table(
        parts=[steps.file(number) for number in range(len(shares))], order=order, to=to, memory=memory
    )
    steps.clear()
    return RolledUp(position, len(order.periods), len(kept))


def _shares(order: Order) -> list[tuple[Period, ...]]:
    size = PERIODS_AT_ONCE[order.engine]
    periods = order.periods
    return [periods[start : start + size] for start in range(0, len(periods), size)]


@contextmanager
def _engine(
    order: Order,
    plan: BulkPlan,
    tree: DatedTree,
    position: int,
    export: Path,
    refreshed: Callable[[], Manifest],
    memory: str,
    spark: str,
) -> Iterator[RollupEngine]:
    """Yield the engine; the export is held for as long as it is read."""
    if order.engine == "sql":
        yield OneByOne(plan=plan, position=position)
    elif order.engine == "memory":
        yield OfLines(in_memory(position=position), plan=plan, tree=tree, position=position)
    else:
        with only_writer(export):
            manifest = refreshed()
            with (
                tempfile.TemporaryDirectory(dir=export, prefix=SCRATCH) as scratch,
                _over(order.engine, export, manifest, Path(scratch), memory, spark) as bulk,
            ):
                yield OfLines(bulk, plan=plan, tree=tree, position=position)


@contextmanager
def _over(
    engine: EngineName, export: Path, manifest: Manifest, scratch: Path, memory: str, spark: str
) -> Iterator[BulkEngine]:
    """Yield the bulk engine over the files of an export."""
    files = [export / segment.file for segment in manifest.segments]
    if engine == "spark":
        with spark_over(files, url=spark, scratch=scratch, memory=memory) as bulk:
            yield bulk
        return
    by_duckdb = DuckDbBulk(files, scratch=scratch, memory=memory, tree=manifest.tree)
    if engine == "dense":
        yield dense_over(files, tree=manifest.tree, memory=memory, rest=by_duckdb)
    else:
        yield by_duckdb
