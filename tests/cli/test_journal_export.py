"""`taizhang journal export` as an operator runs it, and what a killed one leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import UNITS, Office, write_ledger


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file of an export but its lock."""
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != ".lock"]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_an_export_is_made_brought_up_to_date_and_checked(begun: Office, tmp_path: Path) -> None:
    folder = str(tmp_path / "账目")

    told = begun.run("journal", "export", "--to", folder, "--json").json
    assert (told["ok"], told["added"], told["rows"]) == (True, 3, 3)
    assert begun.run("journal", "export", "--to", folder, "--json").json["added"] == 0

    checked = begun.run("journal", "export", "--check", folder)
    assert (checked.code, "3 笔与账本逐笔相符" in checked.out) == (0, True)


def test_an_altered_export_is_refused_with_the_remedy(begun: Office, tmp_path: Path) -> None:
    folder = tmp_path / "账目"
    begun.run("journal", "export", "--to", str(folder))
    file = next((folder / "postings").rglob("*.parquet"))
    file.write_bytes(b"?")

    said = begun.run("journal", "export", "--check", str(folder))

    assert said.code == 1
    assert file.name in said.err
    assert "重新导出" in said.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--check", "没有"], "没有账目导出"),
        (["--to", "新的", "--memory", "很多"], "512MB"),
        ([], "--to"),
    ],
)
def test_what_cannot_be_done_is_told_in_chinese(begun: Office, arguments: list[str], told: str) -> None:
    said = begun.run("journal", "export", *arguments)

    assert said.code in (1, 2)
    assert told in said.err


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office with a hundred records over two years."""
    folder = tmp_path_factory.mktemp("busy")
    office = Office(folder / "home")
    office.run("init")
    (folder / "units.csv").write_text(UNITS, "utf-8")
    office.run("units", "import", str(folder / "units.csv"))
    rows: list[list[object]] = [
        [
            number,
            f"{2024 + number % 2}-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
            f"读书分享会第{number}期",
            "读书室",
            number,
            ("北桥社区", "南浦村")[number % 2],
            "文体活动",
        ]
        for number in range(1, 101)
    ]
    ledger = write_ledger(folder / "台账.xlsx", rows)
    assert office.run("records", "import", str(ledger), "--unit", "柳溪街道", "--json").json["new"] == 100
    return office


def started(office: Office, folder: Path) -> subprocess.Popen[str]:
    """Begin an export in a process of its own."""
    environment = {**os.environ, "TAIZHANG_HOME": str(office.home)}
    environment.pop("TAIZHANG_DATABASE", None)
    environment["DJANGO_SETTINGS_MODULE"] = "taizhang.config.settings"
    return subprocess.Popen(
        [sys.executable, "-m", "tests.cli.exporting", str(folder)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def finish(export: subprocess.Popen[str]) -> None:
    """Let an export run to its end."""
    with export:
        export.communicate()
    assert export.returncode == 0


@pytest.mark.parametrize(("steps", "later"), [(1, 0.0), (3, 0.004), (7, 0.009), (13, 0.013), (20, 0.002)])
def test_an_export_that_was_killed_and_begun_again_has_the_same_bytes(
    busy: Office, tmp_path: Path, steps: int, later: float
) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    finish(started(busy, whole))

    with started(busy, broken) as killed:
        assert killed.stdout is not None
        for _ in range(steps):
            killed.stdout.readline()
        time.sleep(later)  # Anywhere within the next step: reading, writing, or putting files together.
        killed.send_signal(signal.SIGKILL)
    finish(started(busy, broken))

    assert files_of(broken) == files_of(whole)
    assert busy.run("journal", "export", "--check", str(broken)).code == 0
