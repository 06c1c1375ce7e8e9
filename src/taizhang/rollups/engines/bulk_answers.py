"""The answers of a roll-up in SQL: cells put together by unit, taken apart into what columns came to, made values."""

from __future__ import annotations

from taizhang.rollups.engines.bulk_dialects import BulkDialect
from taizhang.rollups.engines.bulk_layout import Layout, day_name
from taizhang.rollups.engines.bulk_totals import totals_of
from taizhang.rollups.engines.bulk_values import values as values_of


def answers(dialect: BulkDialect, layout: Layout, *, asked: bool, ordered: bool = True) -> str:
    """Return the statement that tells period, unit, and the value of each rule as `bulk_values` tells it.

    `asked`: of the units in the table `asked` alone; `ordered`: by period and unit.
    """
    columns = layout.plan.columns
    told = ["a.period", "a.unit"]
    for number, column in enumerate(columns):
        net, *amount = (layout.told(total, dialect=dialect, of="a") for total in totals_of(column))
        told += [f"{net} AS n{number}", f"{amount[0] if amount else net} AS t{number}"]
    for each in layout.apart:
        told.append(f"{_units(layout, each.name)}COALESCE(b.{each.name}, 0) AS {each.name}")
    for number in layout.days:
        # Counted as a byte by some databases: there are more days in a year.
        days = " + ".join(
            f"CAST(bit_count(a.{day_name(number, block)}) AS INTEGER)" for block in range(layout.blocks)
        )
        told.append(f"{days} AS v{number}")
    tallies = f"SELECT {', '.join(told)} FROM ({_by_unit(dialect, layout, asked)}) AS a"
    if layout.apart:
        tallies += f" LEFT JOIN ({_standing(dialect, layout, asked)}) AS b ON b.period = a.period AND b.unit = a.unit"
    values = values_of(dialect, layout)
    order = " ORDER BY period, unit" if ordered else ""
    return f"SELECT {', '.join(['period', 'unit', *values])} FROM ({tallies}) AS told{order}"


def _units(layout: Layout, name: str) -> str:
    """Return the units of one place that stand, of what counts them."""
    return f"a.u{name[1:]} + " if name.startswith("v") and int(name[1:]) in layout.units else ""


def _by_unit(dialect: BulkDialect, layout: Layout, asked: bool) -> str:
    """Return the statement that puts the cells of each unit and period together."""
    put = "".join(f", COALESCE({each.together}(c.{each.name}), 0) AS {each.name}" for each in layout.columns)
    only = _only(asked)
    place = f"FROM cell AS c JOIN {dialect.units_above} AS h ON h.number = c.place"
    if not dialect.climbs:
        return f"SELECT c.period, h.unit{put} {place}{' WHERE ' + only if only else ''} GROUP BY c.period, h.unit"
    # Most units have nobody below and one place: nothing is to be put together there.
    alone = "".join(f", COALESCE(c.{each.name}, 0)" for each in layout.columns)
    also = f" AND {only}" if only else ""
    return (
        f"SELECT c.period, h.unit{put} {place} WHERE NOT (h.alone AND c.whole){also} GROUP BY c.period, h.unit"
        f" UNION ALL SELECT c.period, h.unit{alone} {place} WHERE h.alone AND c.whole{also}"
    )


def _standing(dialect: BulkDialect, layout: Layout, asked: bool) -> str:
    """Return the statement that counts what stands of all that is told apart."""
    counts = ", ".join(
        f"COUNT(CASE WHEN number = {each.number} THEN 1 END) AS {each.name}" for each in layout.apart
    )
    only = _only(asked)
    net = (
        f"SELECT c.period, h.unit, c.number, c.told FROM value AS c JOIN {dialect.units_above} AS h"
        f" ON h.number = c.place{' WHERE ' + only if only else ''}"
        " GROUP BY c.period, h.unit, c.number, c.told HAVING SUM(c.net) > 0"
    )
    return f"SELECT period, unit, {counts} FROM ({net}) AS net GROUP BY period, unit"


def _only(asked: bool) -> str:
    return "h.unit IN (SELECT unit FROM asked)" if asked else ""
