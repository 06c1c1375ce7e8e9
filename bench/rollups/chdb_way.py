"""chdb, ClickHouse in this process: the same rules in its own SQL, added up at the place and climbed level by level."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from chdb.session import Session

from bench.rollups.answers import Answers, come_to, quiet_duckdb
from bench.rollups.asked import COLUMNS, Export, plan
from taizhang.rollups.bulk import Column, columns_of
from taizhang.rollups.engines.sql_conditions import Bind, conditions
from taizhang.rollups.plan import Ratio, Rule, Sum


class ChdbWay:
    """One scan for all that adds up, one more for each column that asks how many values stand."""

    def __init__(self, export: Export) -> None:
        self._plan = plan()
        self._folder = tempfile.TemporaryDirectory(prefix="taizhang-bench-")
        self._session = Session()
        self._told = Path(self._folder.name) / "told.parquet"
        self._query(
            "CREATE TABLE places ENGINE = Memory AS SELECT toInt64(number) AS number, toInt64(coalesce(above, -1)) AS"
            f" above, depth, unit FROM file('{export.tree}', Parquet)"
        )
        self._depth = int(str(self._query("SELECT max(depth) FROM places")).strip())
        # A folder of links: one pattern names the files, however many there are.
        lines = Path(self._folder.name) / "lines"
        lines.mkdir()
        for number, file in enumerate(export.postings):
            (lines / f"{number}.parquet").symlink_to(file.resolve())
        told = f"{', '.join(COLUMNS)}, toMonth(on_day) - 1 AS period"
        self._lines = f"(SELECT {told} FROM file('{lines}/*.parquet', Parquet))"

    def run(self) -> None:
        """Add up, climb, and work every value out."""
        names = [name for number, column in enumerate(self._plan.columns) for name in _names(number, column)]
        adding = ", ".join(f"{'groupBitOr' if name[0] == 'b' else 'sum'}({name}) AS {name}" for name in names)
        self._make("own", self._cells())
        levels = self._climbed(", ".join(names), adding)
        numbers = {column: number for number, column in enumerate(self._plan.columns)}
        values = ", ".join(f"{_value(rule, numbers)} AS {rule.code}" for rule in self._plan.rules)
        by_unit = f"SELECT unit, period, {adding} FROM ({' UNION ALL '.join(levels)}) GROUP BY unit, period"
        self._make("told", f"SELECT period, unit, {values} FROM ({by_unit})")

    def _climbed(self, names: str, adding: str) -> list[str]:
        """Add what lies at each depth to the places above; return a query for the cells of each depth."""
        levels = []
        below = ""
        for depth in range(self._depth, -1, -1):
            here = f"(SELECT number, above FROM places WHERE depth = {depth})"
            own = f"SELECT place, period, {names} FROM own WHERE place IN (SELECT number FROM {here})"
            level = f"level{depth}"
            self._make(level, f"SELECT place, period, {adding} FROM ({own}{below}) GROUP BY place, period")
            below = (
                f" UNION ALL SELECT h.above AS place, period, {names}"
                f" FROM {level} AS l JOIN {here} AS h ON h.number = l.place"
            )
            levels.append(
                f"SELECT unit, period, {names} FROM {level} AS l JOIN places AS h ON h.number = l.place"
            )
        return levels

    def _make(self, table: str, query: str) -> None:
        self._query(f"DROP TABLE IF EXISTS {table}")
        self._query(f"CREATE TABLE {table} ENGINE = Memory AS {query}")

    def _cells(self) -> str:
        """Return the query for the cells of places: what adds up, and by a join which values stand."""
        columns = self._plan.columns
        sums, bits, units = [], [], []
        for number, column in enumerate(columns):
            fits = _fits(column)
            sums.append(f"sumIf(toInt64(weight), {fits}) AS n{number}")
            if isinstance(column.part.aggregate, Sum):
                amount = f"toInt64(weight) * {column.part.aggregate.measure}"
                sums.append(f"sumIf({amount}, {fits}) AS t{number}")
            elif column.values is not None and column.values.of == "unit":
                units.append(f"toInt64(n{number} > 0) AS u{number}")
            elif column.values is not None:
                bits.append((number, column))
        summed = f"(SELECT place, period, {', '.join(sums)} FROM {self._lines} GROUP BY place, period) AS s"
        joined = " ".join(
            f"LEFT JOIN ({self._bits(number, column)}) AS j{number} USING (place, period)"
            for number, column in bits
        )
        plain = [
            name
            for number, column in enumerate(columns)
            for name in _names(number, column)
            if name[0] in "nt"
        ]
        told = [*plain, *units, *(f"b{number}" for number, _ in bits)]
        return f"SELECT s.place AS place, s.period AS period, {', '.join(told)} FROM {summed} {joined}"

    def _bits(self, number: int, column: Column) -> str:
        """Return the query for one bit for each day of the month, or for each of the tags, that stands."""
        if column.values is not None and column.values.of == "tag":
            prefix = column.values.prefix
            value = f"extract(tags, '\\\\|({prefix}[^|]*)\\\\|')"
            asked = f"SELECT DISTINCT {value} FROM {self._lines} WHERE {_fits(column)}"
            tags = str(
                self._query(f"SELECT arrayStringConcat(arraySort(groupArray(v)), '|') FROM ({asked}) AS t(v)")
            )
            listed = ", ".join(_written(tag) for tag in tags.strip().strip('"').split("|"))
            place = f"indexOf([{listed}], {value})"
        else:
            place = "toDayOfMonth(on_day)"
        net = (
            f"SELECT place, period, {place} AS bit FROM {self._lines} WHERE {_fits(column)}"
            " GROUP BY place, period, bit HAVING sum(toInt64(weight)) > 0"
        )
        return f"SELECT place, period, groupBitOr(bitShiftLeft(toUInt64(1), bit)) AS b{number} FROM ({net}) GROUP BY place, period"

    def answers(self) -> Answers:
        """Return what the answers come to."""
        self._query(f"SELECT * FROM told INTO OUTFILE '{self._told}' FORMAT Parquet")
        with quiet_duckdb() as connection:
            connection.read_parquet(str(self._told)).create_view("told")
            answers = come_to(connection, "told", [rule.code for rule in self._plan.rules])
        self._session.close()
        self._folder.cleanup()
        return answers

    def _query(self, statement: str) -> Any:
        return self._session.query(statement, "CSV")


def _names(number: int, column: Column) -> list[str]:
    """Return the columns of a cell that tell one column of the plan."""
    if isinstance(column.part.aggregate, Sum):
        return [f"n{number}", f"t{number}"]
    if column.values is None:
        return [f"n{number}"]
    return [f"n{number}", f"u{number}" if column.values.of == "unit" else f"b{number}"]


def _written(value: Any) -> str:
    """Return a text of the rules as ClickHouse reads it."""
    return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"


def _holds(text: str, bind: Bind) -> str:
    return f"position(p.tags, {bind(text)}) > 0"


def _fits(column: Column) -> str:
    found = [f"p.book = {_written(column.part.book)}", *conditions(column.part, bind=_written, holds=_holds)]
    return " AND ".join(found).replace("p.", "")


def _value(rule: Rule, numbers: dict[Column, int]) -> str:
    totals = [_total(column, numbers[column]) for column in columns_of(rule)]
    divide_by = [part.aggregate.divide_by if isinstance(part.aggregate, Sum) else 1 for part in rule.parts]
    scale = 10**rule.decimals
    if not isinstance(rule.aggregate, Ratio):
        return _half_up(f"{totals[0]} * {scale}", str(divide_by[0]))
    if not isinstance(rule.parts[0].aggregate, Sum):
        totals[0] = f"coalesce({totals[0]}, 0)"
    scale *= 100 if rule.aggregate.percent else 1
    below = f"{totals[1]} * {divide_by[0]}"
    return f"if({below} != 0, {_half_up(f'{totals[0]} * {scale * divide_by[1]}', below)}, NULL)"


def _total(column: Column, number: int) -> str:
    total = f"n{number}"
    if isinstance(column.part.aggregate, Sum):
        total = f"t{number}"
    elif column.values is not None:
        total = f"u{number}" if column.values.of == "unit" else f"bitCount(b{number})"
    return f"if(n{number} > 0, toInt64({total}), NULL)"


def _half_up(above: str, below: str) -> str:
    # Amounts here are never below 0.
    return f"toInt64(intDivOrZero(2 * ({above}) + ({below}), 2 * ({below})))"
