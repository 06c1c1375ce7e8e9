"""Two fresh data folders, two processes, other hash seeds and time zones: the same rows, the same files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pysqlite3
import pytest

WHEN_AND_WITH_WHAT_KEY = {
    "django_migrations": {"applied"},
    "journal_checkpoint": {"public_key", "signature", "sealed_at"},
    "reporting_run": {"compiled_at"},
}
"""Columns that hold the moment of the run, or come from the data folder's own key."""
OUTPUTS = ("docx", "html")


def start(folder: Path, *, seed: str, zone: str) -> subprocess.Popen[bytes]:
    """Start the demo in a fresh folder, as its user would."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "taizhang",
            "demo",
            "--home",
            folder / "home",
            "--out",
            folder / "out",
            "--json",
        ],
        env={**environment, "PYTHONHASHSEED": seed, "TZ": zone},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def rows(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every table of a data folder without the columns that differ by their nature."""
    database = pysqlite3.connect(str(home / "taizhang.sqlite3"))
    try:
        return {table: _rows(database, table) for table in _tables(database)}
    finally:
        database.close()


def _tables(database: Any) -> list[str]:
    return [
        name
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]


def _rows(database: Any, table: str) -> list[tuple[Any, ...]]:
    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
    kept = ", ".join(f'"{name}"' for name in columns if name not in WHEN_AND_WITH_WHAT_KEY.get(table, ()))
    # The acts of loading and compiling are noted at the moment of the run.
    where = " WHERE verb NOT IN ('demo.load', 'report.compile')" if table == "audit_act" else ""
    return list(database.execute(f'SELECT {kept} FROM "{table}"{where} ORDER BY 1'))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Run the demo twice at once, and return the two folders."""
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    runs = [start(first, seed="1", zone="Asia/Shanghai"), start(second, seed="2", zone="America/New_York")]
    for run in runs:
        _, complaint = run.communicate(timeout=300)
        assert run.returncode == 0, complaint.decode()
    return first, second


def test_the_rows_are_the_same(folders: tuple[Path, Path]) -> None:
    first, second = (rows(folder / "home") for folder in folders)

    assert first.keys() == second.keys()
    assert len(first["records_record"]) > 2000
    for table in first:
        assert first[table] == second[table], table


def test_the_pictures_are_the_same(folders: tuple[Path, Path]) -> None:
    first, second = (
        {path.name: path.read_bytes() for path in (folder / "home" / "evidence").glob("*/*")}
        for folder in folders
    )

    assert first == second
    assert len(first) > 200


@pytest.mark.parametrize("form", OUTPUTS)
def test_the_report_is_the_same_byte_for_byte(folders: tuple[Path, Path], form: str) -> None:
    [first], [second] = (list((folder / "out").glob(f"*.{form}")) for folder in folders)

    assert first.name == second.name == f"梧桐街道2025年工作情况汇报.{form}"
    assert first.read_bytes() == second.read_bytes()
