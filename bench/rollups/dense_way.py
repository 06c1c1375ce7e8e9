"""The product's dense engine, told as columns; the places of the tree are loaded before."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa

from bench.rollups.answers import Answers, come_to, quiet_duckdb
from bench.rollups.asked import MONTHS, Export, plan
from taizhang.rollups.dense.blocks import Block
from taizhang.rollups.dense.passes import ByDay
from taizhang.rollups.dense.places import PlaceColumns
from taizhang.rollups.dense.sheets import MISSING

MEMORY = 4 << 30


class DenseWay:
    """Lines added up, the tree walked, and the value of every rule; the answers stay in columns."""

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
        self._passes = ByDay(export.postings, memory=MEMORY)
        self._told: list[Block] = []

    def run(self) -> None:
        """Tell every value once."""
        self._told = []
        self._told = list(self._passes.blocks(plan=self._plan, places=self._places, periods=MONTHS))

    def answers(self) -> Answers:
        """Return what the answers come to."""
        rules = [rule.code for rule in self._plan.rules]
        schema = pa.schema([(name, pa.int64()) for name in ("period", "unit", *rules)])
        with quiet_duckdb() as connection:
            connection.register("told", pa.RecordBatchReader.from_batches(schema, self._batches(schema)))
            return come_to(connection, "told", rules)

    def _batches(self, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        for block in self._told:
            period = np.full(len(block.units), block.period)
            values = [pa.array(each, mask=each == MISSING) for each in block.values()]
            yield pa.RecordBatch.from_arrays(
                [pa.array(period), pa.array(block.units), *values], schema=schema
            )
