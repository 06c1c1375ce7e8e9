"""The questions of a roll-up in SQL: cells from one scan of the lines, values told apart, the answers.

Tables: `place` (number, above, depth, unit, tree, since, until), `period` (number, start, until),
`calendar` (day, period), `known` (unit), and the view `posting`. The trees are numbered: 0 is that of all days, p + 1
the one by which stocks are held at the end of period p. `cell` holds of each place, period and
column the sum of weights n and the total t; `value` the weight of each source (s) or value (v) of the
columns that ask how many stand, by their number in `told_apart`.
Every statement here is a SELECT: how its rows are kept, and how they come to the units above, is each engine's own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taizhang.kernel.posting import MEASURES
from taizhang.rollups.bulk import BulkPlan, Column
from taizhang.rollups.engines.bulk_dialects import BulkDialect
from taizhang.rollups.engines.bulk_values import values as values_of
from taizhang.rollups.engines.sql_conditions import Bind, BoundValues, conditions
from taizhang.rollups.plan import Distinct, Stock, Sum

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

_TELLS = {"unit": "CAST(p.unit AS STRING)", "day": "CAST(p.on_day AS STRING)", "kind": "p.kind"}


@dataclass(frozen=True, slots=True)
class ToldApart:
    """What of a column must be added up one by one: its sources, or the values that it counts."""

    number: int
    name: str
    column: Column
    values: Distinct | None

    @property
    def of_tags(self) -> bool:
        return self.values is not None and self.values.of == "tag"

    def told(self, statement: Statement) -> str:
        """Return the expression of what is told apart; of tags, a list."""
        if self.values is None:
            return "p.source"
        if self.of_tags:
            return statement.dialect.tags(statement.bind(self.values.prefix))
        return _TELLS[self.values.of]


def told_apart(plan: BulkPlan) -> list[ToldApart]:
    """Return what of the columns of a plan must be told apart, numbered."""
    wanted: list[tuple[str, Column, Distinct | None]] = []
    for number, column in enumerate(plan.columns):
        if column.by_source:
            wanted.append((f"s{number}", column, None))
        if column.values:
            wanted.append((f"v{number}", column, column.values))
    return [ToldApart(number, *each) for number, each in enumerate(wanted)]


class Statement(BoundValues):
    """Binds values and gives the conditions in which they stand."""

    def __init__(self, dialect: BulkDialect, as_of: int | None) -> None:
        self.dialect = dialect
        self._as_of = as_of
        super().__init__(dialect.mark)

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


def own(dialect: BulkDialect, plan: BulkPlan, as_of: int | None) -> Iterator[tuple[str, Statement, str]]:
    """Return the statements whose rows make up the own cells and values of places: table, bound values, text."""
    for held in (False, True):
        if any(column.held == held for column in plan.columns):
            statement = Statement(dialect, as_of)
            yield "cell", statement, cells(statement, plan.columns, held=held)
    for held, of_tags in itertools.product((False, True), repeat=2):
        wanted = [each for each in told_apart(plan) if (each.column.held, each.of_tags) == (held, of_tags)]
        if wanted:
            statement = Statement(dialect, as_of)
            yield "value", statement, values(statement, wanted, held=held, of_tags=of_tags)


def unknown(statement: Statement) -> str:
    """Return the statement that tells units of lines that the tree does not know, at most five."""
    return (
        f"SELECT DISTINCT p.unit FROM posting AS p WHERE {statement.sealed()}"
        " AND NOT EXISTS (SELECT 1 FROM known AS k WHERE k.unit = p.unit) ORDER BY p.unit LIMIT 5"
    )


def cells(statement: Statement, columns: Sequence[Column], *, held: bool) -> str:
    """Return the statement that adds up all lines once, at their own places, for the columns of one tree.

    It tells n and t of every column, in their order; of those of the other tree nothing. Lines that every
    condition takes for the same are added up first; conditions are looked at once for each of them. A
    measure is then the sum of weight x measure, and unknown where it was.
    """
    wide = statement.dialect.wide
    sums, fitting = [], []
    for number, column in enumerate(columns):
        net, total = "CAST(NULL AS BIGINT)", f"CAST(NULL AS {wide})"
        if column.held == held:
            condition = statement.matches(column, start="p.in_period")
            fitting.append(condition)
            net = f"SUM(CASE WHEN {condition} THEN p.weight END)"
            addend = _addend(column)
            if addend:
                total = f"CAST(SUM(CASE WHEN {condition} THEN {addend} END) AS {wide})"
        sums += [f"{net} AS n{number}", f"{total} AS t{number}"]
    books = ", ".join(sorted({statement.bind(each.part.book) for each in columns if each.held == held}))
    in_period = "p.on_day >= q.start" if held else "TRUE"
    told = "".join(
        f", SUM({statement.dialect.widened(f'p.weight * p.{measure}')}) AS {measure}" for measure in MEASURES
    )
    known = "".join(f", p.{measure} IS NULL" for measure in MEASURES)
    alike = f"{PERIOD[held]}, h.number, h.depth, p.book, p.kind, p.tags, {in_period}{known}"
    lines = (
        f"SELECT {PERIOD[held]} AS period, h.number AS place, h.depth AS depth, p.book, p.kind, p.tags,"
        f" {in_period} AS in_period, CAST(SUM(p.weight) AS BIGINT) AS weight{told}"
        f" {HELD if held else BY_DAY} WHERE {statement.sealed()} AND p.book IN ({books}) GROUP BY {alike}"
    )
    return (
        f"SELECT p.period, p.place, p.depth, {', '.join(sums)} FROM ({lines}) AS p"
        f" WHERE {' OR '.join(fitting)} GROUP BY p.period, p.place, p.depth"
    )


def _addend(column: Column) -> str:
    match column.part.aggregate:
        case Sum(measure=measure):
            return f"p.{measure}"
        case Stock():
            return "p.weight"
        case _:
            return ""


def values(statement: Statement, wanted: Sequence[ToldApart], *, held: bool, of_tags: bool) -> str:
    """Return the statement that adds up each source or value by itself, of columns of one tree, from one scan.

    `of_tags`: a line has several values, its tags.
    """
    rows, told, fitting = [], [], []
    for each in wanted:
        rows.append(f"({each.number}, {statement.bind(each.column.part.book)})")
        told.append(f"WHEN {each.number} THEN {each.told(statement)}")
        fitting.append(f"WHEN {each.number} THEN {statement.matches(each.column)}")
    value = f"CASE k.number {' '.join(told)} END"
    lines = (
        f"SELECT {PERIOD[held]} AS period, h.number AS place, h.depth AS depth, k.number AS number,"
        f" {statement.dialect.each(value) if of_tags else value} AS told, p.weight {HELD if held else BY_DAY}"
        f" JOIN (VALUES {', '.join(rows)}) AS k(number, book) ON k.book = p.book"
        f" WHERE {statement.sealed()} AND CASE k.number {' '.join(fitting)} END"
    )
    return (
        "SELECT period, place, depth, number, told, CAST(SUM(weight) AS BIGINT) AS net"
        f" FROM ({lines}) AS lines GROUP BY period, place, depth, number, told"
    )


def answers(dialect: BulkDialect, plan: BulkPlan, *, asked: bool) -> str:
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
    for number in range(len(columns)):
        told += [f"a.n{number}", f"a.t{number}"]
    for each in told_apart(plan):
        told.append(f"COALESCE(b.{each.name}, 0) AS {each.name}")
        standing.append(f"COUNT(CASE WHEN number = {each.number} THEN 1 END) AS {each.name}")
    only = " WHERE h.unit IN (SELECT unit FROM asked)" if asked else ""
    above = f"JOIN {dialect.units_above} AS h ON h.number = c.place{only}"
    by_unit = f"SELECT c.period, h.unit{sums} FROM cell AS c {above} GROUP BY c.period, h.unit"
    tallies = f"SELECT {', '.join(told)} FROM ({by_unit}) AS a"
    if standing:
        net = (
            f"SELECT c.period, h.unit, c.number, c.told FROM value AS c {above}"
            " GROUP BY c.period, h.unit, c.number, c.told HAVING SUM(c.net) > 0"
        )
        stand = f"SELECT {', '.join(['period', 'unit', *standing])} FROM ({net}) AS net GROUP BY period, unit"
        tallies += f" LEFT JOIN ({stand}) AS b ON b.period = a.period AND b.unit = a.unit"
    values = values_of(dialect, plan)
    return f"SELECT {', '.join(['period', 'unit', *values])} FROM ({tallies}) AS told ORDER BY period, unit"
