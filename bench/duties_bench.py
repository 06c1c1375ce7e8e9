"""Duties: 30 units x 120 duties x 12 months made, and the matrix of a year over them, on both databases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.both_databases import environment_of, on_both, said_by
from bench.clock import percentile
from bench.outcome import Line, Outcome, milliseconds

UNITS, TASKS, REPEATS = 30, 120, 30
TARGET_GENERATED, TARGET_MATRIX = 10.0, 0.200


def run(*, quick: bool) -> Outcome:
    """Return how long twelve months of occurrences take, and p50 and p95 of the matrix, for each database.

    Raises:  CommandFailed.
    """
    units, repeats = (UNITS // 10, REPEATS // 3) if quick else (UNITS, REPEATS)
    told, notes = on_both(lambda url, home: _measured(url, home, units, repeats))
    lines = [line for name, one in told.items() for line in _lines(name, one, whole=not quick)]
    return Outcome(
        title=f"责任清单：{units} 个单位，每个 {TASKS} 项责任",
        lines=lines,
        notes=notes,
        headings=("中位数", "p95"),
    )


def _measured(url: str, home: Path, units: int, repeats: int) -> dict[str, Any]:
    home.mkdir()
    told: dict[str, Any] = json.loads(
        said_by(
            "bench.duties.office",
            str(units),
            str(TASKS),
            str(repeats),
            environment=environment_of(url=url, home=home),
        )
    )
    return told


def _lines(name: str, told: dict[str, Any], *, whole: bool) -> list[Line]:
    slow = percentile(told["seconds"], 0.95)
    return [
        Line(
            f"{name} 生成 12 个月（{told['made']:,} 期，逐期记账）",
            f"{told['generated']:.1f} 秒",
            "",
            f"≤ {TARGET_GENERATED:.0f} 秒" if whole else "",
            told["generated"] <= TARGET_GENERATED if whole else None,
        ),
        Line(f"{name} 下发并生成 24 个月", f"{told['handed_down']:.1f} 秒"),
        Line(
            f"{name} 全年进度表（{told['occurrences']:,} 期中）",
            milliseconds(percentile(told["seconds"], 0.5)),
            milliseconds(slow),
            f"p95 ≤ {TARGET_MATRIX * 1000:.0f} 毫秒" if whole else "",
            slow <= TARGET_MATRIX if whole else None,
        ),
    ]
