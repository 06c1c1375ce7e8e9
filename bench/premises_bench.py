"""Premises: 20,000 places, their inspections of twelve months made, lists and stocks asked for, on both databases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.both_databases import environment_of, on_both, said_by
from bench.clock import percentile
from bench.outcome import Line, Outcome, milliseconds

UNITS, EACH, REPEATS = 200, 100, 20
TARGET_GENERATED, TARGET_ASKED = 30.0, 0.150


def run(*, quick: bool) -> Outcome:
    """Return how long twelve months of inspections take, and p50 and p95 of lists and stocks, for each database.

    Raises:  CommandFailed.
    """
    units, repeats = (UNITS // 10, REPEATS // 4) if quick else (UNITS, REPEATS)
    told, notes = on_both(lambda url, home: _measured(url, home, units, repeats))
    lines = [line for name, one in told.items() for line in _lines(name, one, whole=not quick)]
    return Outcome(
        title=f"阵地：{units * EACH:,} 处，{units} 个单位",
        lines=lines,
        notes=notes,
        headings=("中位数", "p95"),
    )


def _measured(url: str, home: Path, units: int, repeats: int) -> dict[str, Any]:
    home.mkdir()
    told: dict[str, Any] = json.loads(
        said_by(
            "bench.premises.office",
            str(units),
            str(EACH),
            str(repeats),
            environment=environment_of(url=url, home=home),
        )
    )
    return told


def _lines(name: str, told: dict[str, Any], *, whole: bool) -> list[Line]:
    return [
        Line(f"{name} 登记 {told['places']:,} 处，排到年底", f"{told['registered']:.1f} 秒"),
        Line(
            f"{name} 再排 12 个月检查（{told['made']:,} 期，逐期记账）",
            f"{told['generated']:.1f} 秒",
            "",
            f"≤ {TARGET_GENERATED:.0f} 秒" if whole else "",
            told["generated"] <= TARGET_GENERATED if whole else None,
        ),
        _asked(f"{name} 台账、待检查、问题清单", told["lists"], whole),
        _asked(f"{name} 存量和检查口径，不用缓存", told["stocks"], whole),
    ]


def _asked(label: str, seconds: list[float], whole: bool) -> Line:
    slow = percentile(seconds, 0.95)
    return Line(
        label,
        milliseconds(percentile(seconds, 0.5)),
        milliseconds(slow),
        f"p95 ≤ {TARGET_ASKED * 1000:.0f} 毫秒" if whole else "",
        slow <= TARGET_ASKED if whole else None,
    )
