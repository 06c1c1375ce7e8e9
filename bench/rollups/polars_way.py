"""Polars: the same rules in a query written by hand, added up at the place and climbed level by level."""

from __future__ import annotations

import polars as pl

from bench.rollups.answers import Answers, come_to, quiet_duckdb
from bench.rollups.asked import COLUMNS, Export, plan
from taizhang.rollups.bulk import BulkPlan, Column, columns_of
from taizhang.rollups.plan import Ratio, Rule, Sum, effective_where

KEYS = ("place", "period")


class PolarsWay:
    """One streaming scan for all that adds up, one more for each column that asks how many values stand."""

    def __init__(self, export: Export) -> None:
        self._plan = plan()
        self._files = list(export.postings)
        self._places = pl.read_parquet(export.tree, columns=["number", "above", "depth", "unit"]).rename(
            {"number": "place"}
        )
        self._told: pl.DataFrame | None = None

    def run(self) -> None:
        """Add up, climb, and work every value out."""
        lines = (
            pl.scan_parquet(self._files, hive_partitioning=False)
            .select(COLUMNS)
            .with_columns((pl.col("on_day").dt.month() - 1).alias("period"))
        )
        frames = [_sums(lines, self._plan)]
        frames += [_bits(lines, number, each) for number, each in _bit_columns(self._plan)]
        sums, *bits = pl.collect_all(frames, engine="streaming")
        cells = sums
        for each in bits:
            cells = cells.join(each, on=KEYS, how="left")
        self._told = _values(self._climbed(_units_stand(cells, self._plan)), self._plan)

    def _climbed(self, cells: pl.DataFrame) -> pl.DataFrame:
        names = [name for name in cells.columns if name not in KEYS]
        adding = [pl.col(name).bitwise_or() if name.startswith("b") else pl.col(name).sum() for name in names]
        cells = cells.join(self._places, on="place")
        done, above = [], cells
        for depth in range(int(str(self._places["depth"].max())), -1, -1):
            here = pl.concat(
                [cells.filter(pl.col("depth") == depth).select(*KEYS, *names), *_at(above, depth)]
            )
            here = here.group_by(KEYS).agg(adding).join(self._places, on="place")
            done.append(here.select("unit", "period", *names))
            above = here.filter(pl.col("above").is_not_null()).select(
                pl.col("above").alias("place"), "period", *names, (pl.col("depth") - 1).alias("depth")
            )
        return pl.concat(done).group_by("unit", "period").agg(adding)

    def answers(self) -> Answers:
        """Return what the answers come to."""
        with quiet_duckdb() as connection:
            connection.register("told", self._told.to_arrow() if self._told is not None else None)
            return come_to(connection, "told", [rule.code for rule in self._plan.rules])


def _at(above: pl.DataFrame, depth: int) -> list[pl.DataFrame]:
    """Return what came up from the level below, none at the deepest one."""
    if "unit" in above.columns:
        return []
    return [above.filter(pl.col("depth") == depth).drop("depth")]


def _fits(column: Column) -> pl.Expr:
    where = effective_where(column.part)
    fits = pl.col("book") == column.part.book
    if where.kinds:
        fits &= pl.col("kind").is_in(list(where.kinds))
    if where.any_tags:
        fits &= pl.any_horizontal([_holds(tag) for tag in where.any_tags])
    for tag in where.all_tags:
        fits &= _holds(tag)
    for tag in where.no_tags:
        fits &= ~_holds(tag)
    for measure in where.carries:
        fits &= pl.col(measure).is_not_null()
    for measure in where.lacks:
        fits &= pl.col(measure).is_null()
    return fits


def _holds(tag: str) -> pl.Expr:
    text = f"|{tag[:-1]}" if tag.endswith("*") else f"|{tag}|"
    return pl.col("tags").str.contains(text, literal=True)


def _sums(lines: pl.LazyFrame, plan: BulkPlan) -> pl.LazyFrame:
    told = []
    weight = pl.col("weight").cast(pl.Int64)
    for number, column in enumerate(plan.columns):
        told.append(weight.filter(_fits(column)).sum().alias(f"n{number}"))
        if isinstance(column.part.aggregate, Sum):
            amount = weight * pl.col(column.part.aggregate.measure)
            told.append(amount.filter(_fits(column)).sum().alias(f"t{number}"))
    return lines.group_by(KEYS).agg(told)


def _bit_columns(plan: BulkPlan) -> list[tuple[int, Column]]:
    return [
        (number, column)
        for number, column in enumerate(plan.columns)
        if column.values is not None and column.values.of in ("day", "tag")
    ]


def _bits(lines: pl.LazyFrame, number: int, column: Column) -> pl.LazyFrame:
    """Return one bit for each day of the month, or for each of the tags, that stands."""
    of_days = column.values is not None and column.values.of == "day"
    prefix = column.values.prefix if column.values is not None else ""
    value = pl.col("on_day").dt.day() if of_days else pl.col("tags").str.extract(rf"\|({prefix}[^|]*)\|")
    net = (
        lines.filter(_fits(column))
        .with_columns(value.alias("value"))
        .group_by(*KEYS, "value")
        .agg(pl.col("weight").cast(pl.Int64).sum())
        .filter(pl.col("weight") > 0)
    )
    place = pl.col("value").cast(pl.Int64) if of_days else pl.col("value").rank("dense").cast(pl.Int64)
    return (
        net.with_columns(pl.lit(2, pl.Int64).pow(place).alias("bit"))
        .group_by(KEYS)
        .agg(pl.col("bit").bitwise_or().alias(f"b{number}"))
    )


def _units_stand(cells: pl.DataFrame, plan: BulkPlan) -> pl.DataFrame:
    """Mark the places whose unit stands: no unit moves within a month, so they add up."""
    return cells.with_columns(
        (pl.col(f"n{number}") > 0).cast(pl.Int64).alias(f"u{number}")
        for number, column in enumerate(plan.columns)
        if column.values is not None and column.values.of == "unit"
    )


def _values(cells: pl.DataFrame, plan: BulkPlan) -> pl.DataFrame:
    numbers = {column: number for number, column in enumerate(plan.columns)}
    told = [_value(rule, numbers).alias(rule.code) for rule in plan.rules]
    return cells.select("period", "unit", *told)


def _value(rule: Rule, numbers: dict[Column, int]) -> pl.Expr:
    totals = [_total(column, numbers[column]) for column in columns_of(rule)]
    divide_by = [part.aggregate.divide_by if isinstance(part.aggregate, Sum) else 1 for part in rule.parts]
    scale = 10**rule.decimals
    if not isinstance(rule.aggregate, Ratio):
        return _half_up(totals[0] * scale, pl.lit(divide_by[0]))
    if not isinstance(rule.parts[0].aggregate, Sum):
        totals[0] = totals[0].fill_null(0)
    below = totals[1] * divide_by[0]
    above = totals[0] * scale * divide_by[1] * (100 if rule.aggregate.percent else 1)
    return pl.when(below != 0).then(_half_up(above, below))


def _total(column: Column, number: int) -> pl.Expr:
    total = pl.col(f"n{number}")
    if isinstance(column.part.aggregate, Sum):
        total = pl.col(f"t{number}")
    elif column.values is not None:
        total = (
            pl.col(f"u{number}") if column.values.of == "unit" else pl.col(f"b{number}").bitwise_count_ones()
        )
    return pl.when(pl.col(f"n{number}") > 0).then(total.cast(pl.Int64))


def _half_up(above: pl.Expr, below: pl.Expr) -> pl.Expr:
    # Amounts here are never below 0.
    return (2 * above + below) // (2 * below)
