"""Duties: bring a breakdown table in, make the coming periods, write the list of a post."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from taizhang.cli.dates import day
from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.cli.session import now, today
from taizhang.foundation.accounts.selectors import OPERATOR, person_by
from taizhang.foundation.units.selectors import unit_by
from taizhang.ledgers.duties.services import generate, horizon
from taizhang.processes.import_duties import (
    CheckedBreakdown,
    TableRefused,
    check_breakdown,
    store_breakdown,
)
from taizhang.reporting.breakdown_workbook import breakdown_errors
from taizhang.reporting.duty_papers import post_by, post_paper
from taizhang.reporting.fonts import font_folders
from taizhang.reporting.outputs import check_formats, write_outputs

SHOWN = 30


def import_table(args: argparse.Namespace, output: Output) -> int:
    """Check a breakdown table, show it, and make a draft scheme of it unless only a preview is wanted."""
    unit, by = unit_by(text=args.unit), person_by(text=args.by or OPERATOR)
    path = Path(args.file)
    checked = check_breakdown(path=path, unit=unit, year=args.year, today=today())
    _say(checked, output)
    if args.errors_to and checked.faulty:
        Path(args.errors_to).write_bytes(breakdown_errors(breakdown=checked.breakdown))
        output.say(f"有错的任务已另存为 {args.errors_to}，改好后可再导入。")
    if args.preview:
        output.result(_result(checked))
        return FINE
    try:
        scheme = store_breakdown(
            checked=checked,
            title=args.title or path.stem,
            year=args.year,
            unit=unit,
            good_rows=args.good_rows,
            by=by,
            at=now(),
        )
    except TableRefused as refusal:
        return output.refuse(str(refusal), **_result(checked))
    output.say(f"已存成方案草稿“{scheme.title}”（第 {scheme.pk} 号），由起草人以外的人在网页上审核下发。")
    output.result({"ok": True, "scheme": scheme.pk, **_result(checked)})
    return FINE


def list_post(args: argparse.Namespace, output: Output) -> int:
    """Write the responsibility list of a post as an official paper, in every format asked for."""
    paths = [Path(name) for name in args.to]
    check_formats(paths=paths)
    post = post_by(text=args.post, unit=unit_by(text=args.unit))
    paper = post_paper(post=post, on=day(args.date) if args.date else today())
    written = write_outputs(document=paper, paths=paths, profile="word", font_folders=font_folders())
    for file in written:
        output.say(f"{paper.title}：{file.path}" if file.made else f"{file.path}（没有生成）")
        if file.notice:
            output.errors.print(file.notice, markup=False, style="yellow")
    made = [str(file.path) for file in written if file.made]
    output.result({"ok": len(made) == len(paths), "title": paper.title, "files": made})
    return FINE if len(made) == len(paths) else REFUSED


def advance(args: argparse.Namespace, output: Output) -> int:
    """Make what falls due up to the end of the next year; what is there already stays."""
    until = horizon(today())
    made = generate(until=until, at=now())
    told = f"{until.year - 1}年底"
    output.say(f"各项责任的期次已列到{told}，新列 {made} 期。" if made else f"期次都已列到{told}。")
    output.result({"ok": True, "made": made, "until": until.isoformat()})
    return FINE


def _say(checked: CheckedBreakdown, output: Output) -> None:
    ledger = checked.breakdown.ledger
    sheets = "、".join(f"“{name}”" for name in ledger.sheets)
    bare = sum(one.task.without_basis for one in checked.tasks)
    output.say(f"工作表{sheets}，共 {len(checked.tasks)} 项任务。")
    output.say(f"可导入 {len(checked.good)} 项，有错 {len(checked.faulty)} 项，没有写依据 {bare} 项。")
    for label in ledger.unmapped_columns:
        if label:
            output.say(f"  “{label}”一栏认不出，没有读入。")
    for skipped in checked.breakdown.skipped[:SHOWN]:
        output.say(f"  第 {skipped.row} 行跳过：{skipped.reason}")
    for one in checked.faulty[:SHOWN]:
        for fault in one.task.faults:
            output.say(f"  第 {fault.row} 行 {fault.label}“{fault.value}”：{fault.reason}")
    if len(checked.faulty) > SHOWN:
        output.say(f"  另有 {len(checked.faulty) - SHOWN} 项有错，可用 --errors-to 另存查看。")


def _result(checked: CheckedBreakdown) -> dict[str, Any]:
    """Return what `--json` prints of a checked table."""
    return {
        "good": len(checked.good),
        "error": len(checked.faulty),
        "faults": [
            {
                "row": fault.row,
                "column": fault.label,
                "value": fault.value,
                "reason": fault.reason,
            }
            for one in checked.faulty
            for fault in one.task.faults
        ],
    }
