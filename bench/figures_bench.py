"""Figures: a rule over a unit and its subtree, over a journal of 1,000,000 postings, on both databases."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.both_databases import environment_of, on_both, said_by
from bench.clock import percentile
from bench.figures.county import county
from bench.figures.lines import write_lines
from bench.figures.postgresql import SHARED_BUFFERS
from bench.figures.rules import RULES
from bench.measured_command import taizhang
from bench.outcome import Line, Outcome, milliseconds

POSTINGS, EACH = 1_000_000, 40
TARGET_SECONDS = 0.050
UPWARDS = (0.001, 0.020)
"""Median and p95 from the commit of a line to the figures of all units above."""
_UPWARDS = {
    "together": "一笔入账以后，所有上级的全年数，一次问全",
    "alone": "同上，逐个上级各问一次，合计",
    "uncounted": "同一次问全，其间无人累计（五百笔待累计）",
}
_SCOPES = {"street-year": "街道·全年", "county-year": "县·全年", "county-quarter": "县·一季度"}
OLD, _OLD_NAME = "county-year-old", "县·全年·旧账本位置"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one database answered."""

    name: str
    loaded: float
    totalled: float
    upwards: dict[str, list[float]]
    answers: list[dict[str, Any]]


class DatabasesDisagree(AssertionError):
    """The same questions over the same journal got different answers."""


def run(*, quick: bool, postings: int = 0, database: str = "") -> Outcome:
    """Return p50 and p95 for each database, scope and rule, over so many postings where a number is given.

    `database` names one of them, by Django's name; otherwise both are asked.

    Raises:  DatabasesDisagree; CommandFailed.
    """
    size, each = (POSTINGS // 10, EACH // 4) if quick else (POSTINGS, EACH)
    postings = postings or size
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as name:
        lines = Path(name) / "lines.csv"
        write_lines(path=lines, county=county(), size=postings)
        told, notes = on_both(lambda url, home: _measured(url, home, lines, postings, each), only=database)
    measured = [
        Measured(f"{name} {one['version']}", one["loaded"], one["totalled"], one["upwards"], one["answers"])
        for name, one in told.items()
    ]
    _check_same(measured)
    return _told(measured, notes, postings)


def _measured(url: str, home: Path, lines: Path, postings: int, each: int) -> dict[str, Any]:
    taizhang("init", *(["--database", url] if url else []), home=home, folder=home.parent)
    asked = ["bench.figures", str(lines), str(postings), str(each)]
    told: dict[str, Any] = json.loads(said_by(*asked, environment=environment_of(url=url, home=home)))
    return told


def _check_same(measured: list[Measured]) -> None:
    told = [[answer["value"] for answer in each.answers] for each in measured]
    if any(values != told[0] for values in told):
        raise DatabasesDisagree("、".join(each.name for each in measured))


def _told(measured: list[Measured], notes: list[str], postings: int) -> Outcome:
    whole = postings >= POSTINGS
    lines = []
    for scope, scope_name in _SCOPES.items():
        for code, rule in RULES.items():
            lines.append(_line(f"{scope_name}　{rule.label}", measured, {scope}, {code}, whole))
        lines.append(_line(f"{scope_name}　合计", measured, {scope}, set(RULES), whole))
    for code, rule in RULES.items():
        lines.append(_line(f"{_OLD_NAME}　{rule.label}", measured, {OLD}, {code}, False))
    lines += [_upwards(name, what, measured, whole) for name, what in _UPWARDS.items()]
    for each in measured:
        share = percentile([one["scope_seconds"] for one in each.answers], 0.5)
        notes.append(
            f"{each.name}：装入 {each.loaded:.0f} 秒，逐月累计 {each.totalled:.0f} 秒，提问 {len(each.answers)} 次；"
            f"每次都重新查出单位及下级（中位数 {milliseconds(share)}，已计入）。"
        )
    notes.append(
        "一半按全部已入账计算，一半按最近的封存位置计算（编制报告时）；年份、季度、街道每次不同。✗ 是没有达到的一边。"
    )
    notes.append("旧账本位置：账本后一半中的任一位置，逐月累计帮不上忙，逐笔计算；不设目标。")
    notes.append("索引在装入后一次写成，与每月一次的 taizhang journal tidy 之后相同。")
    notes.append("入账后的数逐笔核对；每满 20 笔由后台累计一次（不计入），与办公室运行时相同。")
    if len(measured) > 1:
        notes.append(f"PostgreSQL 的 shared_buffers 设为 {SHARED_BUFFERS}，其余是默认值。")
        notes.append("两种数据库的每一个答案都已核对，完全相同。")
    names = [f"{each.name}\np50 / p95（毫秒）" for each in measured]
    return Outcome(
        f"数字：账本 {postings:,} 笔，1 县 20 街道 300 村 5 年，含历年单位变动",
        lines,
        notes,
        (names[0], names[1] if len(names) > 1 else "PostgreSQL"),
    )


def _upwards(name: str, what: str, measured: list[Measured], whole: bool) -> Line:
    told, reached = [], []
    for each in measured:
        middle, high = (percentile(each.upwards[name], share) for share in (0.5, 0.95))
        reached.append(middle <= UPWARDS[0] and high <= UPWARDS[1])
        told.append(f"{middle * 1000:.2f} / {high * 1000:.2f}{' ✗' if whole and not reached[-1] else ''}")
    return Line(
        what,
        told[0],
        told[1] if len(told) > 1 else "跳过",
        "p50 ≤ 1，p95 ≤ 20 毫秒" if whole else "",
        all(reached) if whole else None,
    )


def _line(what: str, measured: list[Measured], scopes: set[str], rules: set[str], whole: bool) -> Line:
    told, reached = [], []
    for each in measured:
        seconds = [one["seconds"] for one in each.answers if one["scope"] in scopes and one["rule"] in rules]
        middle, high = percentile(seconds, 0.5), percentile(seconds, 0.95)
        reached.append(high <= TARGET_SECONDS)
        miss = " ✗" if whole and not reached[-1] else ""
        told.append(f"{middle * 1000:.1f} / {high * 1000:.1f}{miss}")
    return Line(
        what,
        told[0],
        told[1] if len(told) > 1 else "跳过",
        f"p95 ≤ {TARGET_SECONDS * 1000:.0f} 毫秒" if whole else "",
        all(reached) if whole else None,
    )
