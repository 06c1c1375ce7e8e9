"""What all answers of a way come to: two ways that agree on every value agree on this, and hardly any others do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

Settings = dict[str, str | bool | int | float | list[str]]
Answers = dict[str, list[str]]


def quiet_duckdb(file: Path | None = None, config: Settings | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection that draws no progress into what a way prints."""
    connection = duckdb.connect(str(file) if file else ":memory:", config=config or {})
    connection.execute("SET enable_progress_bar = false")
    return connection


def come_to(connection: duckdb.DuckDBPyConnection, table: str, rules: list[str]) -> Answers:
    """Return for each rule how many values there are, their sum, and the sum of the digests of period, unit, value.

    `table` has the columns period, unit, and one for each rule: its value as a number of last decimals.
    """
    asked = ", ".join(
        f"count({rule}), sum(CAST({rule} AS HUGEINT)),"
        f" sum(CAST(hash(CAST(period AS BIGINT), CAST(unit AS BIGINT), CAST({rule} AS BIGINT)) AS HUGEINT))"
        f" FILTER ({rule} IS NOT NULL)"
        for rule in rules
    )
    row: Any = connection.execute(f"SELECT {asked} FROM {table}").fetchone()
    told = [str(each) for each in row]
    return {rule: told[3 * number : 3 * number + 3] for number, rule in enumerate(rules)}
