"""The command line's one door: parse, open the data folder, run, answer with an exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from taizhang import __version__
from taizhang.cli.arguments import build_parser
from taizhang.cli.output import FINE, WRONG_USAGE, Output
from taizhang.kernel.refusal import Refused


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 fine, 1 refused with a reason, 2 wrong usage."""
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.version:
        sys.stdout.write(f"taizhang {__version__}\n")
        return FINE
    if not args.command:
        parser.print_help()
        return WRONG_USAGE
    output = Output(as_json=args.json)
    _choose_home(args.home)
    try:
        if args.needs_ledger:
            _open_ledger()
        return _runner(args.deed)(args, output)
    except Refused as refusal:
        return output.refuse(str(refusal))
    except OSError as fault:
        return output.refuse(_file_fault(fault))
    except KeyboardInterrupt:
        return output.refuse("已中断，没有完成的部分没有保存。")


def _choose_home(home: str | None) -> None:
    if home:
        os.environ["TAIZHANG_HOME"] = str(Path(home).resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")


def _open_ledger() -> None:
    """Set Django up; the modules of commands that need the ledger import models, so they come after."""
    session = importlib.import_module("taizhang.cli.session")
    session.open_ledger()


def _runner(deed: str) -> Callable[[Any, Output], int]:
    module, _, function = deed.partition(".")
    commands = importlib.import_module(f"taizhang.cli.commands.{module}")
    runner: Callable[[Any, Output], int] = getattr(commands, function or "run")
    return runner


def _file_fault(fault: OSError) -> str:
    name = f"“{fault.filename}”" if fault.filename else ""
    if isinstance(fault, FileNotFoundError):
        return f"找不到文件{name}，请核对路径。"
    if isinstance(fault, IsADirectoryError):
        return f"{name}是文件夹，不是文件，请给出文件。"
    if isinstance(fault, PermissionError):
        return f"没有权限读写{name}，请检查文件权限。"
    return f"读写{name}时出错：{fault.strerror or fault}。"


if __name__ == "__main__":
    sys.exit(main())
