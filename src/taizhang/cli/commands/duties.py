"""Duties: make the coming periods, write the list of a post."""

from __future__ import annotations

import argparse
from pathlib import Path

from taizhang.cli.dates import day
from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.cli.session import now, today
from taizhang.foundation.units.selectors import unit_by
from taizhang.ledgers.duties.services import generate, horizon
from taizhang.reporting.duty_papers import post_by, post_paper
from taizhang.reporting.fonts import font_folders
from taizhang.reporting.outputs import check_formats, write_outputs


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
