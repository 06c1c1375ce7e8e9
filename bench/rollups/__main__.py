"""`python -m bench.rollups [--size 1] [--size 10] [--postgresql] [--spark 1]`: sizes in millions of lines; ratios in one run."""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console

from bench.both_databases import said_by
from bench.machine import load_told, machine_line
from bench.measured_command import CommandFailed
from bench.nation.export import nation_export
from bench.outcome import Line, Outcome, show
from bench.rollups import new_rule

CACHE = Path(__file__).resolve().parent.parent.parent / ".bench"
NAMES = {
    "floor": "下限：DuckDB 只扫描九列",
    "dense": "dense 引擎",
    "duckdb": "duckdb 引擎",
    "polars": "Polars，手写",
    "chdb": "chdb（ClickHouse），手写",
    "postgresql": "PostgreSQL 分析表，逐级查询",
    "spark": "spark 引擎，本机各核",
}
MILLION = 1_000_000
TARGETS = {
    100: {
        "floor": ("≤ 3 倍", 1 / 3),
        "duckdb": ("≥ 5 倍", 5.0),
        "polars": ("≥ 5 倍", 5.0),
        "chdb": ("≥ 4 倍", 4.0),
    },
    10: {"postgresql": ("≥ 100 倍", 100.0)},
}
"""By size in millions: how many times as long as dense the other way takes."""
DENSE_PEAK = 4096


def main() -> int:
    """Print a table for each size and return 0; 1 where two ways disagree or one failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.rollups", description=__doc__)
    parser.add_argument("--size", type=int, action="append", help="百万笔，可写几次（默认 1）")
    parser.add_argument("--postgresql", action="store_true", help="一百万笔以上也测 PostgreSQL")
    parser.add_argument(
        "--spark", type=int, action="append", default=[], help="也测 spark 引擎的百万笔数，可写几次"
    )
    args = parser.parse_args()
    console = Console(highlight=False)
    console.print(machine_line(), markup=False, soft_wrap=True)
    if args.spark and find_spec("pyspark") is None:
        console.print("没有装 pyspark，测不了 spark 引擎：请先运行 python3 tools/setup.py spark。")
        return 1
    failed = [
        size
        for size in dict.fromkeys([*(args.size or [1]), *args.spark])
        if not _measured(size, _wanted(size, args), console)
    ]
    return 1 if failed else 0


def _wanted(size: int, args: argparse.Namespace) -> list[str]:
    """Return the ways that are measured at a size."""
    left_out = set() if size == 1 or args.postgresql else {"postgresql"}
    left_out |= set() if size in args.spark else {"spark"}
    return [way for way in NAMES if way not in left_out]


def _measured(size: int, wanted: list[str], console: Console) -> bool:
    folder, _, tree = nation_export(cache=CACHE, size=size * MILLION)
    told: dict[str, Any] = {}
    notes = []
    for way in wanted:
        times = 3 if size == 1 or way in ("floor", "dense") else 1
        try:
            told[way] = json.loads(
                said_by("bench.rollups.ways", way, str(folder), str(times), environment=dict(os.environ))
            )
        except CommandFailed as fault:
            notes.append(f"{NAMES[way]}没有跑完：{str(fault)[-300:]}")
    agreed = _agreed(told, notes)
    asked_anew = _asked_anew(folder, notes)
    title = f"全国汇总：{size} 百万笔，{len(tree.units):,} 个单位，30 个口径，12 个月"
    show(outcome=Outcome(title, _lines(size, told), notes, ("秒（处理器）", "dense 的几倍")), console=console)
    if asked_anew:
        show(outcome=new_rule.outcome(asked_anew, size=size, units=len(tree.units)), console=console)
    console.print(f"  {load_told().strip('，')}", markup=False)
    return bool(asked_anew) and agreed and len(told) == len(wanted)


def _asked_anew(folder: Path, notes: list[str]) -> dict[str, list[float]]:
    """Return the seconds of one new rule beside those of a scan; nothing where it failed, which is noted."""
    try:
        told: dict[str, list[float]] = json.loads(
            said_by("bench.rollups.new_rule", str(folder), environment=dict(os.environ))
        )
    except CommandFailed as fault:
        notes.append(f"一个新口径没有跑完：{str(fault)[-300:]}")
        return {}
    return told


def _lines(size: int, told: dict[str, Any]) -> list[Line]:
    lines = []
    dense = told.get("dense")
    for way, each in told.items():
        target, least = TARGETS.get(size, {}).get(way, ("", None))
        ratio = each["seconds"] / dense["seconds"] if dense else None
        reached = None if least is None or ratio is None else ratio >= least
        seconds = f"{each['seconds']:.2f}（{each['processors']:.2f}）"
        lines.append(Line(NAMES[way], seconds, f"{ratio:.2f}" if ratio else "", target, reached))
    if dense:
        target = f"≤ {DENSE_PEAK} MB" if size == 100 else ""
        reached = dense["peak"] <= DENSE_PEAK if target else None
        lines.append(Line("dense 最多用的内存", f"{dense['peak']:,.0f} MB", "", target, reached))
    return lines


def _agreed(told: dict[str, Any], notes: list[str]) -> bool:
    """Compare the answers of all ways with those of DuckDB, and note what differs."""
    answers = {way: each["answers"] for way, each in told.items() if each["answers"]}
    judge = answers.get("duckdb") or next(iter(answers.values()), {})
    differing = {
        f"{NAMES[way]}：{rule}"
        for way, each in answers.items()
        for rule in judge
        if each[rule] != judge[rule]
    }
    if differing:
        notes.append(f"答案不同：{'、'.join(sorted(differing))}")
    else:
        notes.append(f"{len(answers)} 种做法的每一个数都已核对，完全相同。")
    return not differing


if __name__ == "__main__":
    sys.exit(main())
