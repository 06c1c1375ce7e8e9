"""The table that a roll-up comes to: a row for each unit and period, a column for each rule; xlsx, csv, parquet."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import ever_renamed, name_on
from taizhang.kernel.period import Period
from taizhang.render.workbook import CellOut, SheetColumn, write_workbook
from taizhang.reporting.figures import shown
from taizhang.reporting.files import file_in_place
from taizhang.reporting.unit_rollup.order import Order, RollupRefused
from taizhang.rollups.bulk import UnitFigures
from taizhang.rollups.exported.table import write_parquet
from taizhang.rollups.plan import Rule

FORMATS = (".parquet", ".xlsx", ".csv")
LED_BY = {
    "period": ("期间", "VARCHAR"),
    "start": ("起", "DATE"),
    "last_day": ("止", "DATE"),
    "unit": ("单位编号", "BIGINT"),
    "code": ("代码", "VARCHAR"),
    "name": ("单位", "VARCHAR"),
    "level": ("级别", "VARCHAR"),
}
FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")


def check_format(path: Path) -> None:
    """Refuse a file of another kind.

    Raises:  RollupRefused.
    """
    if path.suffix.lower() not in FORMATS:
        raise RollupRefused(f"不会写“{path.name}”：汇总可以存成 {'、'.join(FORMATS)}，请改文件名的后缀。")


def write_rows(told: Iterable[UnitFigures], to: Path) -> int:
    """Write the rows of a step as CSV, the values as exact decimals, and return how many."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    renamed = ever_renamed()
    count = 0
    with to.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for figures in told:
            unit, period = units[figures.unit], figures.period
            name = name_on(unit=unit, day=period.last_day) if unit.pk in renamed else unit.name
            writer.writerow([*_led_by(unit, name, period), *map(shown, figures.values)])
            count += 1
    return count


def write_table(*, parts: Sequence[Path], order: Order, to: Path, memory: str) -> None:
    """Write the table whole from the rows of all steps."""
    with file_in_place(path=to) as temporary:
        match to.suffix.lower():
            case ".parquet":
                columns = {name: sort for name, (_, sort) in LED_BY.items()}
                columns |= {rule.code: f"DECIMAL(38, {rule.decimals})" for rule in order.rules}
                write_parquet(parts=parts, columns=columns, to=temporary, scratch=to.parent, memory=memory)
            case ".csv":
                _write_csv(parts, order.rules, temporary)
            case _:
                _write_workbook(parts, order, temporary)


def _led_by(unit: Unit, name: str, period: Period) -> list[object]:
    level = unit.get_level_display()
    return [period.label, period.start, period.last_day, unit.pk, unit.code, name, level]


def _headings(rules: Sequence[Rule]) -> list[str]:
    return [*(label for label, _ in LED_BY.values()), *(f"{rule.label}（{rule.unit}）" for rule in rules)]


def _rows(parts: Sequence[Path]) -> Iterator[list[str]]:
    for part in parts:
        with part.open(encoding="utf-8", newline="") as stream:
            yield from csv.reader(stream)


def _write_csv(parts: Sequence[Path], rules: Sequence[Rule], to: Path) -> None:
    """Write CSV as Excel and WPS open it: a text that they would take for a formula begins with an apostrophe."""
    with to.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_headings(rules))
        for row in _rows(parts):
            led = [f"'{cell}" if cell.startswith(FORMULA_LIKE) else cell for cell in row[: len(LED_BY)]]
            writer.writerow([*led, *row[len(LED_BY) :]])


def _write_workbook(parts: Sequence[Path], order: Order, to: Path) -> None:
    led = [SheetColumn(label, "text", 14) for label, _ in LED_BY.values()]
    headings = _headings(order.rules)[len(LED_BY) :]
    cells: Iterator[list[CellOut]] = (
        [*row[: len(LED_BY)], *(Decimal(cell) if cell else None for cell in row[len(LED_BY) :])]
        for row in _rows(parts)
    )
    columns = list(itertools.chain(led, (SheetColumn(label, "number", 12) for label in headings)))
    title = f"{order.unit.name}{order.period.label}各单位数字"
    write_workbook(to=to, columns=columns, rows=cells, sheet_name="各单位数字", title=title)
