"""One figure with its sources."""

from __future__ import annotations

import argparse
from typing import Any

from taizhang.cli.output import FINE, Output
from taizhang.foundation.units.selectors import check_existed, unit_by
from taizhang.kernel.period import parse_period
from taizhang.reporting.figures import FigureDesk, scope_for, shown
from taizhang.reporting.position import check_position
from taizhang.reporting.rules import rule_in


def show(args: argparse.Namespace, output: Output) -> int:
    """Count one figure and tell its sources."""
    period, unit = parse_period(args.period), unit_by(text=args.unit)
    check_existed(unit=unit, start=period.start, until=period.until, period=period.label)
    rule = rule_in(code=args.rule, period=period)
    if args.as_of is not None:
        check_position(position=args.as_of)
    desk, scope = FigureDesk(as_of=args.as_of), scope_for(rule=rule, unit=unit, period=period)
    counted = desk.count_with_sources(rule=rule, scope=scope, period=period)
    value = shown(counted.value)
    output.say(f"{unit.name}　{period.label}　{rule.label}：{value if value is not None else '—'}{rule.unit}")
    output.say(f"口径：{rule.definition}（{rule.code} 第{rule.version}版）")
    where = "全部已入账" if args.as_of is None else f"账本第 {args.as_of} 位"
    output.say(f"账本：{where}　来源：{len(counted.sources)} 条")
    sources: list[dict[str, Any]] = [
        {
            "number": ref.number,
            "on": ref.on.isoformat(),
            "title": ref.title,
            "unit": ref.unit_name,
            "revision": ref.revision,
            "digest": ref.digest,
        }
        for ref in counted.sources
    ]
    if args.sources:
        rows = [[one["number"], one["on"], one["unit"], one["title"]] for one in sources]
        output.table(columns=["记录编号", "日期", "单位", "名称"], rows=rows)
    output.result(
        {
            "rule": rule.code,
            "version": rule.version,
            "label": rule.label,
            "unit": unit.name,
            "period": period.label,
            "start": period.start.isoformat(),
            "until": period.until.isoformat(),
            "as_of": args.as_of,
            "value": value,
            "measure": rule.unit,
            "count_of_sources": len(counted.sources),
            **({"sources": sources} if args.sources else {}),
        }
    )
    return FINE
