"""One new rule for every unit, beside a raw scan of the same files: `python -m bench.rollups.new_rule FOLDER`.

Turn by turn in one process: DuckDB looks at every value of the nine columns, then its engine tells the rule of
every unit, for a year and for twelve months. What the whole country comes to is checked by a query of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.clock import Way, times_as_long, turn_by_turn
from bench.outcome import Line, Outcome
from bench.rollups.asked import MONTHS, Export
from bench.rollups.duckdb_way import DuckDbWay, Floor
from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkPlan
from taizhang.rollups.plan import Aggregate, Count, Rule, Sum, Where

ROUNDS = 3
TARGET, TARGET_SIZE = 1.3, 100
FLOOR, YEAR = "floor", "year"
NATION = 1
_LED = ("lecture", "training", "study_session")


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule that nobody has asked before, and by hand the query that tells it of the whole country."""

    label: str
    rule: Rule
    query: str


class WrongFigure(AssertionError):
    """The engine told another figure than the query written by hand."""


def _rule(code: str, aggregate: Aggregate, where: Where) -> Rule:
    return Rule(code, 1, code, "只为比较。", "个", aggregate, "records", where)


RULES = (
    NewRule(
        "带佐证的讲座、培训、学习场次",
        _rule("led", Count(), Where(kinds=_LED, all_tags=("有佐证",))),
        f"SELECT sum(weight) FROM posting WHERE book = 'records' AND kind IN {_LED} AND contains(tags, '|有佐证|')",
    ),
    NewRule(
        "群众性活动参与人次",
        _rule("people", Sum("people"), Where(kinds=("community_activity",))),
        "SELECT sum(weight * people) FROM posting WHERE book = 'records' AND kind = 'community_activity'",
    ),
    NewRule(
        "全部工作记录",
        _rule("all_records", Count(), Where()),
        "SELECT sum(weight) FROM posting WHERE book = 'records'",
    ),
)


def main(folder: Path) -> None:
    """Print the seconds of each round as JSON, by way.

    Raises:  WrongFigure.
    """
    export = Export.of(folder)
    ways: dict[str, Floor | DuckDbWay] = {FLOOR: Floor(export)}
    for number, new in enumerate(RULES):
        plan = BulkPlan.of([new.rule])
        ways[f"{YEAR}{number}"] = DuckDbWay(export, asked=plan, periods=[Period.year(2025)])
        ways[f"months{number}"] = DuckDbWay(export, asked=plan, periods=MONTHS)
    told = turn_by_turn(ways={name: Way(_run(way)) for name, way in ways.items()}, rounds=ROUNDS)
    for name, way in ways.items():
        if isinstance(way, DuckDbWay):
            _check(way, RULES[int(name[-1])])
    print(json.dumps(told))


def _run(way: Floor | DuckDbWay) -> Any:
    return lambda number: way.run()


def _check(way: DuckDbWay, new: NewRule) -> None:
    told = way.one(f"SELECT sum({new.rule.code}) FROM told WHERE unit = {NATION}")
    expected = way.one(new.query)
    if told != expected:
        raise WrongFigure(f"{new.label}：{told}，应为 {expected}")


def outcome(seconds: dict[str, list[float]], *, size: int, units: int) -> Outcome:
    """Return the table of what `main` printed. `size` is in millions of lines."""
    floor = seconds[FLOOR]
    lines = [_line("下限：DuckDB 只扫描九列", floor, floor, promised=False)]
    for number, new in enumerate(RULES):
        year, months = seconds[f"{YEAR}{number}"], seconds[f"months{number}"]
        lines.append(_line(f"{new.label}，全年", year, floor, promised=size == TARGET_SIZE))
        lines.append(_line(f"{new.label}，12 个月", months, floor, promised=False))
    notes = [f"轮流做 {ROUNDS} 遍。全国合计已用手写的查询核对，完全相同。"]
    return Outcome(f"一个新口径：{size} 百万笔，{units:,} 个单位", lines, notes, ("秒", "下限的几倍"))


def _line(what: str, seconds: Sequence[float], floor: Sequence[float], *, promised: bool) -> Line:
    ratio = times_as_long(seconds, floor)
    target, reached = (f"≤ {TARGET} 倍", ratio <= TARGET) if promised else ("", None)
    return Line(what, f"{sorted(seconds)[len(seconds) // 2]:.2f}", f"{ratio:.2f}", target, reached)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
