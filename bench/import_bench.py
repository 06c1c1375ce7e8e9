"""Import: a ledger of 50,000 rows and 12 columns, parsed, checked and stored through the command line."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from bench.ledger_workbook import STREET, YEAR, write_ledger, write_units
from bench.measured_command import Ran, taizhang
from bench.outcome import Line, Outcome

ROWS = 50_000
SECONDS_TARGET = 30.0
MEGABYTES_TARGET = 500.0


class RowsLost(AssertionError):
    """The command did not account for every row of the workbook."""


def run(*, quick: bool) -> Outcome:
    """Return the time and the memory of the command, its start included.

    Raises:  RowsLost; CommandFailed.
    """
    rows = ROWS // 10 if quick else ROWS
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as name:
        folder = Path(name)
        home, ledger, units = folder / "home", folder / "ledger.xlsx", folder / "units.csv"
        write_ledger(path=ledger, rows=rows)
        write_units(units)
        taizhang("init", home=home, folder=folder)
        taizhang("units", "import", str(units), home=home, folder=folder)
        ran = taizhang(
            "records", "import", str(ledger), "--unit", STREET, "--year", str(YEAR), "--good-rows", "--json",
            home=home, folder=folder,
        )  # fmt: skip
        megabytes = ledger.stat().st_size / 1e6
    return _told(ran, rows, megabytes)


def _told(ran: Ran, rows: int, megabytes: float) -> Outcome:
    answer = json.loads(ran.output)
    new, duplicate, error = (int(answer[state]) for state in ("new", "duplicate", "error"))
    if new + duplicate + error != rows or new < 0.98 * rows:
        raise RowsLost(f"{new} + {duplicate} + {error} != {rows}")
    peak = "测不出" if ran.peak_mb is None else f"{ran.peak_mb:,.0f} MB"
    whole = rows == ROWS
    return Outcome(
        f"导入 Excel 台账：{rows:,} 行 × 12 列，读取、核对、入账（SQLite）",
        [
            Line("用时（整个命令）", f"{ran.seconds:.1f} 秒", f"{rows / ran.seconds:,.0f} 行/秒",
                 f"≤ {SECONDS_TARGET:.0f} 秒" if whole else "", ran.seconds <= SECONDS_TARGET if whole else None),
            Line("内存峰值", peak, "", f"≤ {MEGABYTES_TARGET:.0f} MB" if whole else "",
                 ran.peak_mb <= MEGABYTES_TARGET if whole and ran.peak_mb is not None else None),
        ],
        [
            f"工作簿 {megabytes:.1f} MB；入账 {new:,} 行，重复 {duplicate:,} 行，有错 {error:,} 行（有错的行也逐格说明原因）。",
            "命令：taizhang records import ledger.xlsx --good-rows --json，新建的数据文件夹，每行成为一条已采纳的记录并记入账本。",
        ],
        ("实测", "速度"),
    )  # fmt: skip
