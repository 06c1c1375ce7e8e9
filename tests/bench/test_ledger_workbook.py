"""The ledger of the import bench: as long, as wide and as faulty as it says."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from bench.ledger_workbook import COLUMNS, STREET, UNITS, write_ledger, write_units
from python_calamine import CalamineWorkbook

from taizhang.reading.division import read_units

ROWS = 600


def _rows(path: Path) -> list[list[object]]:
    write_ledger(path=path, rows=ROWS)
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_the_ledger_has_a_title_a_header_its_rows_a_total_and_a_footer(tmp_path: Path) -> None:
    rows = _rows(tmp_path / "ledger.xlsx")

    assert len(rows) == 2 + ROWS + 2
    assert rows[1] == list(COLUMNS)
    assert len(COLUMNS) == 12
    assert [str(row[0])[:3] for row in rows[-2:]] == ["合计", "填报人"]


def test_days_and_head_counts_are_written_in_many_ways(tmp_path: Path) -> None:
    rows = _rows(tmp_path / "ledger.xlsx")[2:-2]

    days = {type(row[1]).__name__ for row in rows}
    people = {str(row[6])[:1] for row in rows if isinstance(row[6], str)}
    assert days == {"date", "str"}
    assert {"约", "近"} < people


def test_one_row_in_a_hundred_cannot_be_taken_and_one_in_250_is_there_twice(tmp_path: Path) -> None:
    rows = _rows(tmp_path / "ledger.xlsx")[2:-2]

    bad = {"2025-02-30", "若干", "明月坞社区", "见签到表"}
    assert sum(bool(bad.intersection(map(str, row))) for row in rows) == 5  # the 500th repeats the row before
    assert sum(before == row for before, row in pairwise(rows)) == 2


def test_the_same_ledger_is_written_every_time(tmp_path: Path) -> None:
    assert _rows(tmp_path / "one.xlsx") == _rows(tmp_path / "other.xlsx")


def test_the_units_are_a_street_and_nine_under_it(tmp_path: Path) -> None:
    write_units(tmp_path / "units.csv")

    units = read_units(tmp_path / "units.csv")

    assert [unit.name for unit in units] == [STREET, *UNITS]
    assert {unit.parent for unit in units[1:]} == {STREET}
