"""The command line as a user runs it: a process, a folder, an exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

UNITS = """名称,代码,级别,上级
柳溪街道,320999001000,街道,
北桥社区,320999001001,社区,柳溪街道
南浦村,320999001201,村,柳溪街道
"""
HEADER = ["序号", "日期", "活动名称", "地点", "参加人数", "承办单位", "活动类型"]
ROWS = [
    [1, "2025-01-20", "写春联送祝福", "广场", 86, "北桥社区", "节日活动"],
    [2, "2025-03-05", "河道清洁志愿行动", "河边", "约40人", "南浦村", "志愿服务"],
    [3, "2025-05-08", "读书分享会", "读书室", 25, "北桥社区", "文体活动"],
]


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Office:
    """A data folder and the commands over it."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *arguments: str, within: int = 120) -> Said:
        """Run one command of taizhang in this data folder, which may take so many seconds."""
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("TAIZHANG", "DJANGO"))
        }
        fonts = os.environ.get("TAIZHANG_FONTS")
        if fonts:
            environment["TAIZHANG_FONTS"] = fonts
        done = subprocess.run(
            [sys.executable, "-m", "taizhang", *arguments],
            env={**environment, "TAIZHANG_HOME": str(self.home)},
            capture_output=True,
            text=True,
            timeout=within,
            cwd=self.home.parent,
        )
        return Said(done.returncode, done.stdout, done.stderr)


def write_ledger(path: Path, rows: list[list[object]]) -> Path:
    """Write an Excel ledger of these rows."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        for number, row in enumerate([HEADER, *rows]):
            sheet.write_row(number, 0, row)
    return path


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office whose units and ledger of 2025 are in; tests read it and do not change it."""
    folder = tmp_path_factory.mktemp("office")
    office = Office(folder / "home")
    assert office.run("init").code == 0
    (folder / "units.csv").write_text(UNITS, "utf-8")
    assert office.run("units", "import", str(folder / "units.csv")).code == 0
    ledger = write_ledger(folder / "台账.xlsx", ROWS)
    assert office.run("records", "import", str(ledger), "--unit", "柳溪街道").code == 0
    return office


@pytest.fixture
def empty(tmp_path: Path) -> Office:
    """Return an office that has nothing but a path."""
    return Office(tmp_path / "home")
