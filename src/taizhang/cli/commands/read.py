"""Read an old report: its text mended, its structure, its numbers."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from taizhang.cli.output import FINE, Output
from taizhang.kernel.refusal import Refused
from taizhang.reading.report import OldReport, read_report, to_document
from taizhang.reporting.files import write_whole
from taizhang.reporting.outputs import check_formats, write_outputs

SHOWN = 12


class SameFile(Refused):
    """The result would overwrite the file that is read."""


def run(args: argparse.Namespace, output: Output) -> int:
    """Read the file, tell what was found, and write it anew where asked."""
    source, targets = Path(args.file), [Path(name) for name in args.to]
    check_formats(paths=targets)
    if any(target.exists() and source.exists() and target.samefile(source) for target in targets):
        raise SameFile("不能覆盖正在读的文件，请换一个文件名。")
    report = read_report(path=source)
    told = report.as_json()
    for target in targets:
        if target.suffix.lower() == ".json":
            write_whole(path=target, content=_json(told).encode())
        else:
            write_outputs(document=to_document(report), paths=[target], profile="word", font_folders=[])
    _say(report, targets, output)
    output.result(told)
    return FINE


def _json(told: dict[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _say(report: OldReport, targets: list[Path], output: Output) -> None:
    output.say(report.title or "（没有认出标题）")
    output.say(
        f"{len(report.sections)} 个部分，{len(report.claims)} 个数字，"
        f"{len(report.placeholders)} 处空缺，修复 {len(report.repairs)} 处，存疑 {len(report.doubtful)} 处。"
    )
    for section in report.sections:
        output.say(f"{'　' * (section.level - 1)}{section.number} {section.heading}")
    rows = [[claim.section, claim.counted, claim.text] for claim in report.claims[:SHOWN]]
    if rows:
        output.table(columns=["部分", "数的是什么", "原文"], rows=rows, title="数字")
    for placeholder in report.placeholders[:SHOWN]:
        output.say(f"  空缺：{placeholder.text}（{placeholder.section or '开头'}）")
    for doubt in report.doubtful[:SHOWN]:
        output.say(f"  存疑：{doubt.text}（{doubt.reason}）")
    if not targets:
        output.say("加 --json 看全部；加 --to 文件.docx 另存。")
    for target in targets:
        output.say(f"已写入 {target}")
