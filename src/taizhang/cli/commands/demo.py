"""Load the demo office and compile its yearly report, telling each step and its time."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from taizhang.cli.commands.office import prepare_home
from taizhang.cli.output import FINE, Output
from taizhang.cli.stopwatch import Stopwatch

OWN_FOLDER = "taizhang-demo"


def run(args: argparse.Namespace, output: Output) -> int:
    """Make the data folder, load the demo, compile the report of 2025 into `--out`."""
    home = Path(args.home or os.environ.get("TAIZHANG_HOME") or OWN_FOLDER).resolve()
    out = Path(args.out)
    watch = Stopwatch(output)
    with watch.step("建立数据文件夹"):
        prepare_home(home=home, database="")
        out.mkdir(parents=True, exist_ok=True)

    from taizhang.cli.commands import demo_steps  # noqa: PLC0415 -- app ready

    facts = demo_steps.load(home=home, watch=watch, output=output)
    report = demo_steps.compile_report(home=home, out=out, watch=watch)
    demo_steps.tell(home=home, facts=facts, report=report, watch=watch, output=output)
    return FINE
