"""Export: new lines of a journal out as Parquet, sorted within each file, through the command line, on both databases."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from bench.both_databases import environment_of, on_both, said_by
from bench.figures.county import county
from bench.figures.lines import write_lines
from bench.measured_command import Ran, taizhang
from bench.outcome import Line, Outcome

POSTINGS = 1_000_000
ROWS_A_SECOND = 200_000


class LinesLost(AssertionError):
    """The command did not export every line."""


def run(*, quick: bool, postings: int = 0, database: str = "") -> Outcome:
    """Return how many lines a second go out, the command's start included, of as many as are asked for.

    `database` names one of them, by Django's name; otherwise both are asked.
    Raises:  LinesLost; CommandFailed.
    """
    size = postings or (POSTINGS // 10 if quick else POSTINGS)
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as name:
        lines = Path(name) / "lines.csv"
        write_lines(path=lines, county=county(), size=size)
        told, notes = on_both(lambda url, home: _exported(url, home, lines, size), only=database)
    notes.append("命令：taizhang journal export --to 新文件夹，启动也计入；每个文件按单位、日期、位次排好。")
    whole = size >= POSTINGS
    return Outcome(
        f"导出账目：{size:,} 笔新账",
        [_line(name, ran, size, whole) for name, ran in told.items()],
        notes,
        ("秒", "笔/秒"),
    )


def _exported(url: str, home: Path, lines: Path, size: int) -> Ran:
    taizhang("init", *(["--database", url] if url else []), home=home, folder=home.parent)
    said_by("bench.export", str(lines), environment=environment_of(url=url, home=home))
    # What has just been loaded is on the disk before the clock runs.
    os.sync()
    ran = taizhang(
        "journal", "export", "--to", str(home.parent / f"{home.name}-export"), "--json",
        home=home, folder=home.parent,
    )  # fmt: skip
    added = json.loads(ran.output)["added"]
    if added != size:
        raise LinesLost(f"{added} != {size}")
    return ran


def _line(name: str, ran: Ran, size: int, whole: bool) -> Line:
    rows = size / ran.seconds
    peak = "" if ran.peak_mb is None else f"，内存最多 {ran.peak_mb:,.0f} MB"
    target = f"≥ {ROWS_A_SECOND:,} 笔/秒" if whole else ""
    return Line(
        f"{name}{peak}",
        f"{ran.seconds:.2f}",
        f"{rows:,.0f}",
        target,
        rows >= ROWS_A_SECOND if whole else None,
    )
