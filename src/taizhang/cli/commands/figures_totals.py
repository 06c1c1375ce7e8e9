"""Totals of units and subtrees by month and rule: kept up, made anew, compared with the journal."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.reporting import kept_totals


def keep(args: argparse.Namespace, output: Output) -> int:
    """Count what the totals lack; with --rebuild all of it; with --check tell which of them are wrong."""
    if args.rebuild:
        kept_totals.forget()
    with output.progress("逐月累计") as told:
        counted = kept_totals.catch_up(progress=told)
    if not args.check:
        output.say(f"逐月累计已跟上账本：新计入 {counted:,} 笔。")
        output.result({"ok": True, "counted": counted})
        return FINE
    with output.progress("对照账本") as told:
        wrong = kept_totals.wrong_totals(progress=told)
    astray = kept_totals.wrong_ways()
    output.result(
        {
            "ok": not wrong and not astray,
            "counted": counted,
            "wrong": [
                {
                    "rule": one.rule,
                    "unit": one.unit,
                    "subtree": one.subtree,
                    "start": f"{one.start:%Y-%m}",
                    "months": one.months,
                    "value": one.value,
                    "kept": one.kept,
                    "counted": one.counted,
                }
                for one in wrong
            ],
            "astray": astray,
        }
    )
    _name(wrong, output)
    for unit in astray:
        output.errors.print(f"{unit}：账目累计到了别的上级，与单位隶属关系不符。", markup=False, style="red")
    if wrong or astray:
        output.errors.print(
            f"共 {len(wrong) + len(astray)} 处不符。账本没有改动；运行 taizhang figures totals --rebuild 重新累计即可。",
            markup=False,
        )
        return REFUSED
    output.say("逐月累计与账本逐格相符。")
    return FINE


def _name(wrong: Iterable[kept_totals.WrongTotal], output: Output) -> None:
    """Say of each wrong total whose it is, of when, of what, and what it should be."""
    for one in wrong:
        value = f"　{one.value}" if one.value else ""
        when = f"{one.start.year}年" + (f"{one.start.month}月" if one.months == 1 else "全年")
        output.errors.print(
            f"{one.unit}{'及下级' if one.subtree else ''}　{when}　{one.rule}{value}：累计为 {one.kept[0]}，按账本应为 {one.counted[0]}。",
            markup=False,
            style="red",
        )
