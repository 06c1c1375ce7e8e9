"""Every figure of every unit below one, in one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings

from taizhang.cli.output import FINE, Output
from taizhang.cli.session import now
from taizhang.foundation.keys.services import load_key
from taizhang.foundation.units.selectors import check_existed, unit_by
from taizhang.kernel.period import parse_period
from taizhang.reporting.unit_rollup.dense import told_elsewhere
from taizhang.reporting.unit_rollup.order import Order, rules_asked
from taizhang.reporting.unit_rollup.rolling import roll_up


def rollup(args: argparse.Namespace, output: Output) -> int:
    """Roll up and write the file."""
    period, unit = parse_period(args.period), unit_by(text=args.units)
    check_existed(unit=unit, start=period.start, until=period.until, period=period.label)
    home, to = Path(settings.TAIZHANG_HOME), Path(args.to)
    order = Order(unit, period, args.by or "", rules_asked(args.rule, period=period), args.engine)
    with output.progress("导出账目") as exporting, output.progress("汇总") as told:
        done = roll_up(
            order=order,
            to=to,
            export=Path(args.export) if args.export else home / "export",
            key=load_key(home=home),
            at=now(),
            memory=args.memory,
            spark=args.spark,
            exporting=exporting,
            progress=told,
        )
    if done.steps_kept:
        output.say(f"接着上次没做完的，{done.steps_kept} 步不必重做。")
    if args.engine == "dense" and (elsewhere := told_elsewhere(order.rules)):
        labels = "、".join(rule.label for rule in elsewhere)
        output.say(f"dense 不算、由 duckdb 算的口径 {len(elsewhere)} 个：{labels}。")
    output.say(
        f"{unit.name}及以下各单位 {done.periods} 个期间、{len(order.rules)} 个口径的数字已存到“{to}”，"
        f"按账本第 {done.position} 位计算。"
    )
    output.result(
        {
            "ok": True,
            "position": done.position,
            "periods": done.periods,
            "rules": len(order.rules),
            "file": str(to),
        }
    )
    return FINE
