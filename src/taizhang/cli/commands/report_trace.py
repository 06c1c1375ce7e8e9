"""From a number in a Word file of ours to the records behind it. Needs no ledger: the file carries them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from taizhang.cli.output import FINE, Output
from taizhang.reporting.word_figures import figure_of_file, figures_of_file, printed_in_file


def trace(args: argparse.Namespace, output: Output) -> int:
    """List the figures of the file, or tell one figure's sources."""
    path = Path(args.file)
    if args.figure:
        figure = figure_of_file(path=path, key=args.figure)
        _tell(figure, output)
        output.result({"ok": True, "figure": figure})
        return FINE
    figures = figures_of_file(path=path)
    output.table(
        columns=["编号", "名称", "数值", "期间", "单位", "来源"], rows=[_row(figure) for figure in figures]
    )
    output.say("看一个数字的来源：在命令后面写上编号，例如 f1。")
    output.result({"ok": True, "figures": figures})
    return FINE


def _row(figure: Mapping[str, Any]) -> list[str]:
    return [
        figure["key"],
        figure["label"],
        _told(figure),
        figure["period"],
        figure["unit_name"],
        str(len(figure["sources"])),
    ]


def _tell(figure: Mapping[str, Any], output: Output) -> None:
    output.say(f"{figure['key']}　{figure['label']}：{_told(figure)}")
    output.say(f"{figure['unit_name']}　{figure['period']}　账本第 {figure['position']} 位")
    if figure["altered"]:
        printed = printed_in_file(figure) or "没有了"
        output.say(f"注意：文件里现在印的是“{printed}”，与写出时不同。")
    if figure["derived_from"]:
        output.say(f"由 {'、'.join(figure['derived_from'])} 算得。")
    else:
        output.say(f"口径 {figure['rule']}，第 {figure['rule_version']} 版。")
    output.say(f"依据 {len(figure['sources'])} 条：")
    for source in figure["sources"]:
        revision = f"（第{source['revision']}版）" if source["revision"] > 1 else ""
        output.say(f"  {source['number'] or source['source']}{revision}")


def _told(figure: Mapping[str, Any]) -> str:
    return figure["text"] if figure["value"] is None else f"{figure['text']}{figure['unit']}"
