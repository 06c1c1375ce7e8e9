"""Units: import, tree, merge, split."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from taizhang.cli.dates import day
from taizhang.cli.output import FINE, Output
from taizhang.cli.session import now, today
from taizhang.foundation.accounts.selectors import OPERATOR, person_by
from taizhang.foundation.units import services
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import tree_on, unit_by
from taizhang.processes import reorganise
from taizhang.processes.split_unit import split_into_new
from taizhang.reading.division import read_units


def import_units(args: argparse.Namespace, output: Output) -> int:
    """Import units from a file, all or none."""
    rows = read_units(path=Path(args.file))
    with output.progress("导入单位") as told:
        result = services.import_units(rows=rows, by=_operator(), at=now(), progress=told)
    counts = {
        "created": (result.created, "新增"),
        "unchanged": (result.unchanged, "未变"),
        "moved": (result.moved, "改隶"),
        "renamed": (result.renamed, "改名"),
        "completed": (result.completed, "补全"),
    }
    changes = "，".join(f"{label} {count} 个" for count, label in counts.values() if count)
    output.say(f"导入完成：{changes or '文件里没有单位'}。")
    output.result({"ok": True, **{name: count for name, (count, _) in counts.items()}})
    return FINE


def tree(args: argparse.Namespace, output: Output) -> int:
    """Print the tree of a day."""
    on = day(args.on) if args.on else today()
    nodes = tree_on(day=on, root=unit_by(text=args.unit) if args.unit else None)
    if not nodes:
        output.say(f"{on:%Y-%m-%d} 还没有单位。可用 taizhang units import 导入。")
    top = nodes[0].depth if nodes else 0
    for node in nodes:
        code = f"  {node.code}" if node.code else ""
        output.say(f"{'　' * (node.depth - top)}{node.name}（{Level(node.level).label}）{code}")
    output.result(
        {
            "on": on.isoformat(),
            "units": [
                {
                    "id": node.id,
                    "code": node.code,
                    "name": node.name,
                    "level": node.level,
                    "parent": node.parent,
                    "depth": node.depth,
                }
                for node in nodes
            ],
        }
    )
    return FINE


def merge(args: argparse.Namespace, output: Output) -> int:
    """Merge units into one."""
    successor = unit_by(text=args.into)
    reorganise.merge_all(
        units=[unit_by(text=name) for name in args.predecessors],
        into=successor,
        on=_on(args),
        basis=args.basis,
        by=person_by(text=OPERATOR),
        at=now(),
    )
    output.say(
        f"{_on(args):%Y年%-m月%-d日}起，{'、'.join(args.predecessors)}并入{successor.name}。此前的账不变。"
    )
    output.result({"ok": True})
    return FINE


def split(args: argparse.Namespace, output: Output) -> int:
    """Split a unit into new ones."""
    unit = unit_by(text=args.unit)
    split_into_new(unit=unit, names=args.into, on=_on(args), basis=args.basis, by=_operator(), at=now())
    output.say(f"{_on(args):%Y年%-m月%-d日}起，{unit.name}拆分为{'、'.join(args.into)}。此前的账不变。")
    output.result({"ok": True})
    return FINE


def _on(args: argparse.Namespace) -> dt.date:
    return day(args.on)


def _operator() -> str:
    return person_by(text=OPERATOR).name
