"""The product's dense engine, told as columns; the places of the tree are loaded before."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa

from bench.rollups.answers import Answers, come_to, quiet_duckdb
from bench.rollups.asked import MONTHS, Export, plan
from taizhang.rollups.dense.places import PlaceColumns
from taizhang.rollups.dense.value_loops import MISSING
from taizhang.rollups.engines.bulk_dense import DenseBulk

MEMORY = 4 << 30


class DenseWay:
    """Cells, climb and the value of every rule."""

    def __init__(self, export: Export) -> None:
        self._plan = plan()
        with duckdb.connect() as connection:
            told = (
                connection.read_parquet(str(export.tree))
                .order("number")
                .project("unit, coalesce(above, -1) AS above")
                .fetchnumpy()
            )
        self._places = PlaceColumns(0, told["unit"].astype(np.int64), told["above"].astype(np.int64))
        self._engine = DenseBulk(export.postings, tree="", memory=MEMORY)

    def run(self) -> None:
        """Tell every value once."""
        for _ in self._engine.blocks(plan=self._plan, places=self._places, periods=MONTHS):
            pass

    def answers(self) -> Answers:
        """Return what the answers come to."""
        rules = [rule.code for rule in self._plan.rules]
        schema = pa.schema([(name, pa.int64()) for name in ("period", "unit", *rules)])
        with quiet_duckdb() as connection:
            connection.register("told", pa.RecordBatchReader.from_batches(schema, self._batches(schema)))
            return come_to(connection, "told", rules)

    def _batches(self, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        numbers = {month: number for number, month in enumerate(MONTHS)}
        for block in self._engine.blocks(plan=self._plan, places=self._places, periods=MONTHS):
            period = np.full(len(block.units), numbers[block.period])
            values = [pa.array(each, mask=each == MISSING) for each in block.values]
            yield pa.RecordBatch.from_arrays(
                [pa.array(period), pa.array(block.units), *values], schema=schema
            )
