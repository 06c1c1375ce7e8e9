"""Bring a breakdown table or a study plan in: check every task, show it, make a draft of it or add it to one."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from taizhang.cli.output import FINE, Output
from taizhang.cli.session import now, today
from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.selectors import OPERATOR, person_by
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import unit_by
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Scheme
from taizhang.ledgers.duties.rules import Sort
from taizhang.ledgers.duties.selectors import draft_by
from taizhang.processes.import_duties import (
    CheckedBreakdown,
    TableRefused,
    check_breakdown,
    check_study_plan,
    store_breakdown,
    store_into,
)
from taizhang.reporting.breakdown_workbook import breakdown_errors

SHOWN = 30


class NoTarget(Refused):
    """It is not said whose scheme of which year a table becomes, or it is said beside a draft that knows."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a table goes into: a draft that is there, or a new one of a unit and year."""

    unit: Unit
    year: int
    sort: Sort
    into: Scheme | None

    @property
    def study(self) -> bool:
        return self.sort is Sort.STUDY

    @property
    def noun(self) -> str:
        return "计划" if self.study else "方案"

    @property
    def measure(self) -> str:
        return "次" if self.study else "项"

    @property
    def thing(self) -> str:
        return "次学习" if self.study else "项任务"


def import_table(args: argparse.Namespace, output: Output) -> int:
    """Check a table, show it, and store it as a draft or in one unless only a preview is wanted."""
    target, by, path = _target(args), person_by(text=args.by or OPERATOR), Path(args.file)
    check = check_study_plan if target.study else check_breakdown
    checked = check(path=path, unit=target.unit, year=target.year, today=today(), into=target.into)
    _say(checked, target, output)
    if args.errors_to and checked.faulty:
        Path(args.errors_to).write_bytes(breakdown_errors(breakdown=checked.breakdown))
        output.say(f"有错的{target.thing[1:]}已另存为 {args.errors_to}，改好后可再导入。")
    told = _result(checked, target)
    if args.preview:
        output.result(told)
        return FINE
    try:
        scheme = _stored(checked, target, args, by)
    except TableRefused as refusal:
        hint = " 命令行上用 --differing keep 或 --differing replace。" if _must_choose(checked, args) else ""
        return output.refuse(f"{refusal}{hint}", **told)
    if target.into is None:
        output.say(
            f"已存成{target.noun}草稿“{scheme.title}”（第 {scheme.pk} 号），由起草人以外的人在网页上审核下发。"
        )
    else:
        output.say(f"已导入{target.noun}草稿“{scheme.title}”（第 {scheme.pk} 号）。")
    output.result({"ok": True, "scheme": scheme.pk, **told})
    return FINE


def _target(args: argparse.Namespace) -> Target:
    if args.into:
        if args.unit or args.year or args.title or args.study:
            raise NoTarget("--into 的草稿已有单位、年份和名称，请去掉 --unit、--year、--title、--study。")
        scheme = draft_by(text=args.into)
        return Target(scheme.unit, scheme.year, Sort(scheme.sort), scheme)
    if args.differing:
        raise NoTarget("--differing 只用于导入到草稿，请加 --into，或去掉 --differing。")
    if not args.unit or not args.year:
        raise NoTarget("请写 --unit 单位和 --year 年份；导入到已有草稿的写 --into。")
    return Target(unit_by(text=args.unit), args.year, Sort.STUDY if args.study else Sort.DUTY, None)


def _stored(checked: CheckedBreakdown, target: Target, args: argparse.Namespace, by: Person) -> Scheme:
    """Return the draft with the table's tasks in it."""
    if target.into is None:
        return store_breakdown(
            checked=checked,
            title=args.title or Path(args.file).stem,
            year=target.year,
            unit=target.unit,
            good_rows=args.good_rows,
            by=by,
            at=now(),
            sort=target.sort,
        )
    choices = {one.task.number: args.differing for one in checked.differing if args.differing}
    return store_into(
        checked=checked, scheme=target.into, choices=choices, good_rows=args.good_rows, by=by, at=now()
    )


def _must_choose(checked: CheckedBreakdown, args: argparse.Namespace) -> bool:
    return bool(checked.differing) and not args.differing and (args.good_rows or not checked.faulty)


def _say(checked: CheckedBreakdown, target: Target, output: Output) -> None:
    ledger = checked.breakdown.ledger
    sheets = "、".join(f"“{name}”" for name in ledger.sheets)
    bare = "" if target.study else f"，没有写依据 {_bare(checked)} 项"
    one = target.measure
    output.say(f"工作表{sheets}，共 {len(checked.tasks)} {target.thing}。")
    output.say(f"可导入 {len(checked.good)} {one}，有错 {len(checked.faulty)} {one}{bare}。")
    for label in ledger.unmapped_columns:
        if label:
            output.say(f"  “{label}”一栏认不出，没有读入。")
    for skipped in checked.breakdown.skipped[:SHOWN]:
        output.say(f"  第 {skipped.row} 行跳过：{skipped.reason}")
    for task in checked.faulty[:SHOWN]:
        for fault in task.task.faults:
            output.say(f"  第 {fault.row} 行 {fault.label}“{fault.value}”：{fault.reason}")
    if len(checked.faulty) > SHOWN:
        output.say(f"  另有 {len(checked.faulty) - SHOWN} {one}有错，可用 --errors-to 另存查看。")
    if target.into is not None:
        _say_over(checked, target, output)


def _say_over(checked: CheckedBreakdown, target: Target, output: Output) -> None:
    """Say what is new in the draft, what is there already, and in what the rest differs."""
    one = target.measure
    output.say(
        f"对照{target.noun}草稿：新增 {len(checked.fresh)} {one}，已有 {len(checked.same)} {one}，"
        f"同编号而不一样 {len(checked.differing)} {one}。"
    )
    for task in checked.differing[:SHOWN]:
        for each in task.differs:
            output.say(
                f"  编号 {task.task.number} {each.label}：{target.noun}里“{each.now}”，表里“{each.told}”"
            )
    if len(checked.differing) > SHOWN:
        output.say(f"  另有 {len(checked.differing) - SHOWN} {one}不一样，可用 --json 全部列出。")


def _bare(checked: CheckedBreakdown) -> int:
    return sum(one.task.without_basis for one in checked.tasks)


def _result(checked: CheckedBreakdown, target: Target) -> dict[str, Any]:
    """Return what `--json` prints of a checked table; beside a draft also how it stands to it."""
    told: dict[str, Any] = {
        "good": len(checked.good),
        "error": len(checked.faulty),
        "faults": [
            {"row": fault.row, "column": fault.label, "value": fault.value, "reason": fault.reason}
            for one in checked.faulty
            for fault in one.task.faults
        ],
    }
    if target.into is not None:
        told |= {
            "new": len(checked.fresh),
            "same": len(checked.same),
            "differing": [
                {"number": one.task.number, "column": each.label, "now": each.now, "table": each.told}
                for one in checked.differing
                for each in one.differs
            ],
        }
    return told
