"""A fault of the program or of the machine, told to whoever waits for a report: what, where, and what to do."""

from __future__ import annotations

import traceback
from pathlib import Path

from django.db import DatabaseError, OperationalError

from taizhang.kernel.refusal import Refused

PACKAGE = "taizhang"


def told_fault(fault: BaseException) -> str:
    """Return the fault in one line of Chinese, with its place and a remedy."""
    said = " ".join(str(fault).split())[:200]
    told = f"{type(fault).__name__}：{said}" if said else type(fault).__name__
    match fault:
        case Refused():
            return str(fault)
        case MemoryError():
            return "内存不够，这一份没有编成。请关掉别的程序，或用 --processes 1 再运行一次。"
        case OperationalError():
            return f"数据库暂时不能用（{told}）。请查看数据库是否开着、磁盘是否已满，再运行一次。"
        case DatabaseError():
            return f"数据库不肯保存（{told}）。请运行 taizhang journal verify 核对账本，再运行一次。"
        case OSError():
            where = f"“{fault.filename}”" if fault.filename else "文件"
            return f"{where}写不进去或读不出来（{fault.strerror or told}）。请看磁盘是否已满、是否有权限、是否有同名的文件夹，改好后再运行一次。"
        case _:
            return f"程序出错：{told}，{place_of(fault)}。请把这一行发给系统维护人员；改好以前，其他单位的报告不受影响。"


def place_of(fault: BaseException) -> str:
    """Return the innermost place of the product that the fault came through: 在 reporting/reader.py 第46行（figure）."""
    frames = traceback.extract_tb(fault.__traceback__)
    own = [frame for frame in frames if PACKAGE in Path(frame.filename).parts]
    if not own:
        return "位置不明"
    parts = Path(own[-1].filename).parts
    within = parts[len(parts) - parts[::-1].index(PACKAGE) :]
    return f"在 {'/'.join(within)} 第{own[-1].lineno}行（{own[-1].name}）"
