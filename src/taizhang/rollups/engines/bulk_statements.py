"""The statements of a roll-up in DuckDB's SQL: cells from one scan of the lines, the climb, the answers.

Tables: `place` (number, above, depth, unit, tree, since, until), `period` (number, start, until),
`calendar` (day, period), `known` (unit), and the view `posting`. The trees are numbered: 0 is that of all days, p + 1
the one by which stocks are held at the end of period p. `cell` holds of each place, period and
column the sum of weights n and the total t; `value` the weight of each source (s) or value (v).
"""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.kernel.posting import MEASURES
from taizhang.rollups.bulk import BulkPlan, Column
from taizhang.rollups.engines.bulk_values import values as values_of
from taizhang.rollups.engines.sql_conditions import Bind, BoundValues, conditions
from taizhang.rollups.plan import Stock, Sum

BY_DAY = """
FROM posting AS p
JOIN calendar AS q ON q.day = p.on_day
JOIN place AS h ON h.tree = 0 AND h.unit = p.unit AND h.since <= p.on_day AND p.on_day < h.until
"""

HELD = """
FROM posting AS p
JOIN period AS q ON p.on_day < q.until
JOIN place AS h ON h.tree = q.number + 1 AND h.unit = p.unit
"""

PERIOD = {False: "q.period", True: "q.number"}

UNKNOWN = """
SELECT DISTINCT p.unit FROM posting AS p
WHERE {sealed} AND p.unit NOT IN (SELECT unit FROM known) ORDER BY p.unit LIMIT 5
"""

_TELLS = {"unit": "CAST(p.unit AS VARCHAR)", "day": "CAST(p.on_day AS VARCHAR)", "kind": "p.kind"}


class Statement(BoundValues):
    """Binds values and gives the conditions in which they stand."""

    def __init__(self, as_of: int | None) -> None:
        self._as_of = as_of
        super().__init__("${}")

    def sealed(self) -> str:
        """Return the condition that a line counts at the position asked for."""
        # A posting without a position fails this too: it is not sealed.
        return "TRUE" if self._as_of is None else f"p.position <= {self.bind(self._as_of)}"

    def matches(self, column: Column, *, start: str = "p.on_day >= q.start") -> str:
        """Return the condition that the line `p` matches a column; `start` that it is not before the period."""
        found = [f"p.book = {self.bind(column.part.book)}"]
        found += conditions(column.part, bind=self.bind, holds=_holds)
        if column.held and not isinstance(column.part.aggregate, Stock):
            found.append(start)
        return "(" + " AND ".join(found) + ")"


def _holds(text: str, bind: Bind) -> str:
    return f"contains(p.tags, {bind(text)})"


def created(columns: Sequence[Column]) -> list[str]:
    """Return the statements that make the tables of cells and of values."""
    # A sum of weights is never more than there are lines; what does not fit stops the statement.
    sums = "".join(f", n{number} BIGINT, t{number} HUGEINT" for number in range(len(columns)))
    return [
        f"CREATE TABLE cell (period INTEGER, place BIGINT, depth INTEGER{sums})",
        "CREATE TABLE value (period INTEGER, place BIGINT, depth INTEGER, number INTEGER, sort VARCHAR,"
        " told VARCHAR, net BIGINT)",
    ]


def cells(statement: Statement, columns: Sequence[tuple[int, Column]], *, held: bool) -> str:
    """Return the statement that adds up all lines once, at their own places, for columns of one tree.

    Lines that every condition takes for the same are added up first; conditions are looked at once for
    each of them. A measure is then the sum of weight x measure, and unknown where it was.
    """
    sums, fitting = [], []
    for number, column in columns:
        condition = statement.matches(column, start="p.in_period")
        fitting.append(condition)
        sums.append(f"SUM(CASE WHEN {condition} THEN p.weight END) AS n{number}")
        addend = _addend(column)
        if addend:
            sums.append(f"SUM(CASE WHEN {condition} THEN {addend} END) AS t{number}")
    books = ", ".join(sorted({statement.bind(column.part.book) for _, column in columns}))
    in_period = "p.on_day >= q.start" if held else "TRUE"
    told = "".join(f", SUM(p.weight * p.{measure}) AS {measure}" for measure in MEASURES)
    known = "".join(f", p.{measure} IS NULL" for measure in MEASURES)
    alike = f"{PERIOD[held]}, h.number, h.depth, p.book, p.kind, p.tags, {in_period}{known}"
    lines = (
        f"SELECT {PERIOD[held]} AS period, h.number AS place, h.depth AS depth, p.book, p.kind, p.tags,"
        f" {in_period} AS in_period, CAST(SUM(p.weight) AS BIGINT) AS weight{told}"
        f" {HELD if held else BY_DAY} WHERE {statement.sealed()} AND p.book IN ({books}) GROUP BY {alike}"
    )
    return (
        f"INSERT INTO cell BY NAME SELECT p.period, p.place, p.depth, {', '.join(sums)} FROM ({lines}) AS p"
        f" WHERE {' OR '.join(fitting)} GROUP BY ALL"
    )


def _addend(column: Column) -> str:
    match column.part.aggregate:
        case Sum(measure=measure):
            return f"p.{measure}"
        case Stock():
            return "p.weight"
        case _:
            return ""


def sources(statement: Statement, number: int, column: Column) -> str:
    """Return the statement that adds up each source of a column by itself."""
    return _told_apart(statement, number, column, "s", "p.source")


def values(statement: Statement, number: int, column: Column) -> str:
    """Return the statement that adds up each value by itself of a column that counts values."""
    distinct = column.values
    if distinct is None:
        raise TypeError(f"counts no values: {column.part.code}")
    if distinct.of != "tag":
        return _told_apart(statement, number, column, "v", _TELLS[distinct.of])
    prefix = statement.bind(distinct.prefix)
    tags = (
        f"unnest(list_filter(string_split(trim(p.tags, '|'), '|'), lambda tag: starts_with(tag, {prefix})))"
    )
    return _told_apart(statement, number, column, "v", tags)


def _told_apart(statement: Statement, number: int, column: Column, sort: str, told: str) -> str:
    lines = (
        f"SELECT {PERIOD[column.held]} AS period, h.number AS place, h.depth AS depth, {told} AS told, p.weight"
        f" {HELD if column.held else BY_DAY} WHERE {statement.sealed()} AND {statement.matches(column)}"
    )
    return (
        f"INSERT INTO value SELECT period, place, depth, {number}, '{sort}', told, SUM(weight)"
        f" FROM ({lines}) AS lines GROUP BY period, place, depth, told"
    )


def climbs(columns: Sequence[Column], depth: int) -> list[str]:
    """Return the statements that add what lies at a depth to the places above."""
    sums = "".join(f", SUM(n{number}), SUM(t{number})" for number in range(len(columns)))
    above = "h.above, h.depth - 1"
    place = f"JOIN place AS h ON h.number = c.place WHERE c.depth = {depth}"
    return [
        f"INSERT INTO cell SELECT c.period, {above}{sums} FROM cell AS c {place} GROUP BY c.period, {above}",
        f"INSERT INTO value SELECT c.period, {above}, c.number, c.sort, c.told, SUM(c.net)"
        f" FROM value AS c {place} GROUP BY c.period, {above}, c.number, c.sort, c.told",
    ]


def answers(plan: BulkPlan, *, asked: bool) -> str:
    """Return the statement that tells period, unit, and the value of each rule as `bulk_values` tells it.

    `asked`: of the units in the table `asked` alone.
    """
    columns = plan.columns
    sums = "".join(
        f", COALESCE(SUM(n{number}), 0) AS n{number}, COALESCE(SUM(t{number}), 0) AS t{number}"
        for number in range(len(columns))
    )
    told = ["a.period", "a.unit"]
    standing = []
    for number, column in enumerate(columns):
        told += [f"a.n{number}", f"a.t{number}"]
        for sort, wanted in (("s", column.by_source), ("v", column.values)):
            if wanted:
                told.append(f"COALESCE(b.{sort}{number}, 0) AS {sort}{number}")
                standing.append(
                    f"COUNT(CASE WHEN number = {number} AND sort = '{sort}' THEN 1 END) AS {sort}{number}"
                )
    only = " WHERE h.unit IN (SELECT unit FROM asked)" if asked else ""
    by_unit = f"SELECT c.period, h.unit{sums} FROM cell AS c JOIN place AS h ON h.number = c.place{only} GROUP BY ALL"
    net = (
        "SELECT c.period, h.unit, c.number, c.sort, c.told FROM value AS c JOIN place AS h ON h.number = c.place"
        f"{only} GROUP BY ALL HAVING SUM(c.net) > 0"
    )
    stand = f"SELECT {', '.join(['period', 'unit', *standing])} FROM ({net}) AS net GROUP BY period, unit"
    tallies = (
        f"SELECT {', '.join(told)} FROM ({by_unit}) AS a"
        f" LEFT JOIN ({stand}) AS b ON b.period = a.period AND b.unit = a.unit"
    )
    return f"SELECT {', '.join(['period', 'unit', *values_of(plan)])} FROM ({tallies}) AS told ORDER BY period, unit"
