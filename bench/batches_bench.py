"""The yearly report of every street, as docx: how many a second on two processes, from 244 lines a street."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench.batches.sizes import LINES_EACH, TOGETHER, VILLAGES
from bench.both_databases import environment_of, said_by
from bench.measured_command import taizhang
from bench.outcome import Line, Outcome

STREETS, PROCESSES = 400, 2
COUNTRY, TARGET_SECONDS, TARGET_MB = 41_352, 300, 2000
"""All streets of the country, and in how long and how little memory their reports should be there."""


TIMED = 100
"""Reports whose stages are timed, where there are so many."""


def run(*, quick: bool, streets: int | None = None) -> Outcome:
    """Return what a report costs, and in which stages. The whole country is `--streets 41352`.

    Raises:  CommandFailed.
    """
    streets = streets or (STREETS // 4 if quick else STREETS)
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as name:
        home, folder = Path(name) / "home", Path(name)
        taizhang("init", home=home, folder=folder)
        environment = environment_of(url="", home=home)
        begun = time.perf_counter()
        said_by("bench.batches", str(streets), environment=environment)
        loaded = time.perf_counter() - begun
        ran, seconds, cpu = _compiled(home, folder)
        # Once more, when all is there: what starting costs.
        _, _, starting = _compiled(home, folder)
        made = json.loads(ran)["made"]
        stages = _stages(min(TIMED, max(1, streets - TOGETHER)), folder, environment)
        size = sum(file.stat().st_size for file in (folder / "报告").glob("*.docx"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    outcome = _told(made, seconds, cpu - starting, peak, size)
    notes = [
        f"造账本用 {loaded:.0f} 秒，每秒 {streets * LINES_EACH / loaded:,.0f} 笔。",
        f"若同时存入系统，各步每份占处理器毫秒：{'、'.join(f'{name} {spent:.1f}' for name, spent in stages.items())}。",
    ]
    return replace(outcome, notes=[*outcome.notes, *notes])


def _stages(reports: int, folder: Path, environment: dict[str, str]) -> dict[str, float]:
    """Return the milliseconds of the processor that each stage of a report takes."""
    timed = folder / "分步计时"
    timed.mkdir()
    told: dict[str, float] = json.loads(
        said_by("bench.batches.stages", str(reports), str(timed), environment=environment)
    )
    return told


def _compiled(home: Path, folder: Path) -> tuple[str, float, float]:
    """Compile all reports that are not there; return what was said, and the seconds of the clock and of the processor."""
    asked = (
        "report",
        "compile-all",
        "work_report",
        "--units",
        "松岭市",
        "--level",
        "街道",
        "--period",
        "2025",
    )
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ran = taizhang(
        *asked, "--date", "2026-01-05", "--to", str(folder / "报告"), "--processes", str(PROCESSES), "--json",
        "--files-only",
        home=home, folder=folder,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return ran.output, time.perf_counter() - begun, cpu


def _told(made: int, seconds: float, cpu: float, peak_mb: float, size: int) -> Outcome:
    whole = COUNTRY * cpu / made / PROCESSES
    return Outcome(
        f"批量编报：{made} 个街道各一份全年工作汇报（docx，只要文件），账本 {made * LINES_EACH:,} 笔",
        [
            Line("每秒编成", f"{made / seconds:.1f} 份"),
            Line("每份占处理器", f"{cpu / made * 1000:.0f} 毫秒"),
            Line(
                f"推算全国 {COUNTRY:,} 个街道，两个核",
                f"{whole / 60:.1f} 分钟",
                "",
                f"≤ {TARGET_SECONDS // 60} 分钟",
                whole <= TARGET_SECONDS,
            ),
            Line("最大的一个进程占内存", f"{peak_mb:.0f} MB", "", f"≤ {TARGET_MB // PROCESSES} MB", peak_mb <= TARGET_MB / PROCESSES),
        ],
        [
            f"每个街道 {VILLAGES} 个村、两年 {LINES_EACH} 笔；账本事先封存，处理器时间不含起进程。",
            f"推算按处理器时间和这么大的账本，不含磁盘等待；全国那么大的，用 --streets 41352 跑一遍。每份 docx 平均 {size / made / 1000:.0f} KB，数据来源逐条列出。",
        ],
        ("测得", ""),
    )  # fmt: skip
