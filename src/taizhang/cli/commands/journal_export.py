"""The journal as Parquet files in a folder: bring them up to date, or check them."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings

from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.cli.session import now
from taizhang.foundation.keys.services import load_key
from taizhang.reporting.journal_export import check_export, export_journal


def export(args: argparse.Namespace, output: Output) -> int:
    """Bring the export in a folder up to the journal, or check the one that is there."""
    if args.check:
        return _check(Path(args.check), output)
    folder = Path(args.to)
    with output.progress("导出账目") as told:
        done = export_journal(
            folder=folder,
            key=load_key(home=Path(settings.TAIZHANG_HOME)),
            at=now(),
            memory=args.memory,
            progress=told,
        )
    manifest = done.manifest
    output.say(
        f"新导出 {done.added} 笔，“{folder}”里共 {manifest.rows} 笔，{len(manifest.segments)} 个文件，"
        f"到账本第 {manifest.position} 位。"
    )
    output.result(
        {
            "ok": True,
            "added": done.added,
            "rows": manifest.rows,
            "position": manifest.position,
            "root": manifest.root,
            "files": len(manifest.segments),
        }
    )
    return FINE


def _check(folder: Path, output: Output) -> int:
    with output.progress("核对导出") as told:
        checked = check_export(folder=folder, progress=told)
    output.result(
        {
            "ok": not checked.faults,
            "rows": checked.rows,
            "position": checked.position,
            "behind": checked.behind,
            "faults": checked.faults,
        }
    )
    if checked.faults:
        for fault in checked.faults:
            output.errors.print(fault, markup=False, style="red")
        output.errors.print("请删去这个文件夹后重新导出，账本不受影响。", markup=False)
        return REFUSED
    behind = f"此后又封存了 {checked.behind} 笔，再导出一次即可补上。" if checked.behind else ""
    output.say(f"导出无误：{checked.rows} 笔与账本逐笔相符，到第 {checked.position} 位。{behind}")
    return FINE
