"""A roll-up that cannot be told, in the words that hold for every engine in SQL."""

from __future__ import annotations

from taizhang.kernel.refusal import Refused


class RollupStopped(Refused):
    """A roll-up cannot be told: a number too large for it, too little memory or disk, a file that cannot be read."""


def too_large() -> RollupStopped:
    """Return the refusal of a number that the widest type does not hold."""
    return RollupStopped(
        "汇总中断：有一项合计大到放不下（超过38位数），没有写出任何数字。多半是某条记录的人数、份数多打了许多位，"
        "请用 taizhang figures show 逐个单位查看并更正那条记录；急用时可改用 --engine sql。"
    )


def unreadable(fault: Exception) -> RollupStopped:
    """Return the refusal of an exported file that cannot be read, or of a full disk."""
    said = " ".join(str(fault).split())[:200]
    return RollupStopped(
        f"汇总中断：账目导出的文件读不出来，或中间结果写不下（{said}）。请看磁盘是否已满；"
        "文件坏了的，删去导出文件夹，再运行一次会重新导出。"
    )
