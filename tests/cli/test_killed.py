"""`kill -9` in the middle of long work: run again it comes to the same bytes, and nothing half-written bears a final name.

One of the long batteries (`make test-long`).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Office, write_ledger

VILLAGES = 24
COMPILE_ALL = (
    "report", "compile-all", "work_report", "--units", "柳溪街道", "--period", "2025", "--date", "2025-12-30",
)  # fmt: skip
ROLL_UP = ("figures", "rollup", "--units", "柳溪街道", "--period", "2025", "--by", "month")


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a street of 24 villages with a record of each in each second month."""
    folder = tmp_path_factory.mktemp("street")
    office = Office(folder / "home")
    office.run("init")
    villages = "".join(
        f"第{number}村,320999001{number + 200},村,柳溪街道\n" for number in range(1, VILLAGES + 1)
    )
    (folder / "units.csv").write_text(
        f"名称,代码,级别,上级\n柳溪街道,320999001000,街道,\n{villages}", "utf-8"
    )
    assert office.run("units", "import", str(folder / "units.csv")).code == 0
    rows: list[list[object]] = [
        [month, f"2025-{month:02d}-{village:02d}", f"读书分享会第{month}期", "读书室", village + month, f"第{village}村", "文体活动"]
        for month in range(1, 13, 2)
        for village in range(1, VILLAGES + 1)
    ]  # fmt: skip
    ledger = write_ledger(folder / "台账.xlsx", rows)
    assert office.run("records", "import", str(ledger), "--unit", "柳溪街道", "--json").json["new"] == len(
        rows
    )
    return office


def killed_when(
    office: Office, arguments: tuple[str, ...], ready: Callable[[], bool], *, later: float
) -> None:
    """Run a command and end it, with all its processes, a little after something is ready; nothing if it was quicker."""
    process = subprocess.Popen(
        [sys.executable, "-m", "taizhang", *arguments],
        env={**os.environ, "TAIZHANG_HOME": str(office.home)},
        cwd=office.home.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while not ready() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(later)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def reports_in(folder: Path) -> dict[str, bytes]:
    """Return the reports that stand under their final names."""
    return {path.name: path.read_bytes() for path in folder.glob("*.docx")}


@pytest.fixture(scope="module")
def whole(street: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return all reports, compiled in one go."""
    folder = tmp_path_factory.mktemp("whole") / "报告"
    assert street.run(*COMPILE_ALL, "--to", str(folder)).code == 0
    return reports_in(folder)


@pytest.mark.parametrize(
    ("files", "later", "options"),
    [
        (0, 0.0, ("--processes", "2")),
        (0, 0.2, ("--processes", "1")),
        (1, 0.0, ("--processes", "2")),
        (2, 0.011, ("--processes", "1")),
        (9, 0.003, ("--processes", "2")),
        (9, 0.003, ("--processes", "2", "--files-only")),
    ],
)
def test_reports_of_a_level_that_was_killed(
    street: Office,
    whole: dict[str, bytes],
    tmp_path: Path,
    files: int,
    later: float,
    options: tuple[str, ...],
) -> None:
    folder = tmp_path / "报告"
    asked = (*COMPILE_ALL, "--to", str(folder), *options)

    def ready() -> bool:
        return (folder / "编制单.json").is_file() and len(list(folder.glob("*.docx"))) >= files

    killed_when(street, asked, ready, later=later)
    left = reports_in(folder)
    assert left.items() <= whole.items()
    assert all(zipfile.is_zipfile(folder / name) for name in left)

    again = street.run(*asked, "--json").json
    assert (again["made"], again["kept"], again["failed"]) == (VILLAGES - len(left), len(left), [])
    assert reports_in(folder) == whole
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize(
    ("engine", "suffix", "steps", "later"),
    [
        ("memory", ".csv", 0, 0.05),
        ("memory", ".csv", 5, 0.004),
        ("memory", ".parquet", 1, 0.0),
        ("duckdb", ".xlsx", 0, 0.05),
        ("duckdb", ".xlsx", 1, 0.004),
        ("duckdb", ".parquet", 1, 0.0),
    ],
)
def test_a_roll_up_that_was_killed(
    street: Office, tmp_path: Path, engine: str, suffix: str, steps: int, later: float
) -> None:
    file, straight = tmp_path / f"各村{suffix}", tmp_path / f"一次{suffix}"
    export = str(tmp_path / "账目")
    asked = (*ROLL_UP, "--engine", engine, "--export", export)
    assert street.run(*asked, "--to", str(straight)).code == 0
    beside = tmp_path / f".{file.name}.rollup"

    killed_when(
        street,
        (*asked, "--to", str(file)),
        lambda: beside.is_dir() and len(list(beside.glob("*.csv"))) >= steps,
        later=later,
    )
    assert not file.exists() or file.read_bytes() == straight.read_bytes()

    assert street.run(*asked, "--to", str(file)).code == 0
    assert file.read_bytes() == straight.read_bytes()
    assert not beside.exists()
    assert not list(tmp_path.glob(f".{file.name}*"))
