"""Why a table file is not let in, each reason a kind of its own; and the limits that are held."""

from __future__ import annotations

from taizhang.kernel.refusal import Refused

MOST_FILE_BYTES = 100 * 2**20
"""A larger file is not a ledger."""
MOST_UNPACKED_BYTES = 512 * 2**20
"""What an .xlsx or .ods may unpack to, all parts together."""
MOST_PARTS = 5000
"""Parts in the package of an .xlsx or .ods."""
MOST_RATIO, RATIO_FROM_BYTES = 250, 20 * 2**20
"""A package that unpacks to more than `RATIO_FROM_BYTES` may not be packed tighter than this."""
MOST_ROWS = 1_000_000
"""Rows of one sheet."""
MOST_CELLS = 16_000_000
"""Cells of the rectangle around the data of one sheet; the reader lays it out in memory."""
MOST_CELL_SIGNS = 32_767
"""Signs in one cell, the limit of Excel itself."""


class UnreadableFile(Refused):
    """A table file is not let in."""


class WrongKind(UnreadableFile):
    """The content is not what the name says, or no kind of table that is read."""


class Damaged(UnreadableFile):
    """The file is truncated or broken."""


class Encrypted(UnreadableFile):
    """The file asks for a password."""


class TooLarge(UnreadableFile):
    """The file, a sheet or a cell is beyond what is read; or it is a bomb."""


class EmptyWorkbook(UnreadableFile):
    """There is no sheet, or none with anything in it."""


class WrongEncoding(UnreadableFile):
    """A text file is in no encoding that is read."""


class SheetNotFound(UnreadableFile):
    """The workbook has no sheet of that name."""


def damaged(name: str) -> Damaged:
    """Return the refusal of a broken file."""
    return Damaged(f"“{name}”不完整或已损坏，打不开；请用 WPS 或 Excel 打开原文件，另存为 .xlsx 后再导入。")


def encrypted(name: str) -> Encrypted:
    """Return the refusal of a file with a password."""
    return Encrypted(f"“{name}”加了密码，读不了；请在 WPS 或 Excel 里取消密码保护，保存后再导入。")


def bomb(name: str) -> TooLarge:
    """Return the refusal of a package that unpacks to far more than it is."""
    return TooLarge(
        f"“{name}”解压后大得不正常，为安全起见不打开；请用 WPS 或 Excel 打开原文件，另存后再导入。"
    )


def too_many_cells(name: str, *, rows: int, columns: int) -> TooLarge:
    """Return the refusal of a sheet whose data reaches too far."""
    return TooLarge(
        f"“{name}”的数据一直排到第 {rows} 行、第 {columns} 列，太大了；"
        "多半是远处误填了内容，请删去后再导入，或拆成几个文件。"
    )
