"""`python -m bench [docx] [pdf] [import] [figures] [export] [web] [duties] [premises] [proofing] [batches] [--quick] [--streets N] [--postings N] [--database NAME]`: ratios, side by side, in one run."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from rich.console import Console

from bench import (
    batches_bench,
    docx_bench,
    duties_bench,
    export_bench,
    figures_bench,
    import_bench,
    pdf_bench,
    premises_bench,
    proofing_bench,
    web_bench,
)
from bench.machine import load_told, machine_line
from bench.outcome import Outcome, show

BENCHES: dict[str, Callable[..., Outcome]] = {
    "docx": docx_bench.run,
    "pdf": pdf_bench.run,
    "import": import_bench.run,
    "figures": figures_bench.run,
    "export": export_bench.run,
    "web": web_bench.run,
    "duties": duties_bench.run,
    "premises": premises_bench.run,
    "proofing": proofing_bench.run,
    "batches": batches_bench.run,
}


def main(argv: list[str] | None = None) -> int:
    """Run the benches and return 0; 1 when a bench itself failed. A target missed is no failure."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="bench", help=f"{'、'.join(BENCHES)}；不写就是全部")
    parser.add_argument("--quick", action="store_true", help="只做十分之一的量")
    parser.add_argument("--streets", type=int, help="batches 编多少个街道的报告；全国是 41352")
    parser.add_argument("--postings", type=int, help="figures、export 有多少笔账；不写是 1000000")
    parser.add_argument(
        "--database", choices=("sqlite", "postgresql"), default="", help="figures、export 只用一种数据库"
    )
    args = parser.parse_args(argv)
    unknown = set(args.names) - set(BENCHES)
    if unknown:
        parser.error(f"没有这个测试：{'、'.join(sorted(unknown))}")
    console = Console(highlight=False)
    console.print(machine_line(), markup=False, soft_wrap=True)
    sizes = {"batches": {"streets": args.streets}} if args.streets else {}
    sizes |= {
        name: {"postings": args.postings or 0, "database": args.database} for name in ("figures", "export")
    }
    failed = [
        name
        for name in args.names or BENCHES
        if not _ran(name, {"quick": args.quick, **sizes.get(name, {})}, console=console)
    ]
    if failed:
        console.print(f"没有跑完：{'、'.join(failed)}", style="red")
    return 1 if failed else 0


def _ran(name: str, asked: dict[str, Any], *, console: Console) -> bool:
    begun = time.perf_counter()
    try:
        outcome = BENCHES[name](**asked)
    except Exception:
        # One bench that fails must not keep the others from being told.
        console.print(f"{name}：没有跑完", style="red")
        traceback.print_exc()
        return False
    show(outcome=outcome, console=console)
    console.print(f"  {name} 用时 {time.perf_counter() - begun:.0f} 秒{load_told()}\n")
    return True


if __name__ == "__main__":
    sys.exit(main())
