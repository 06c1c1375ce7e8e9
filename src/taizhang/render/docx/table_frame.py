"""What stands around the cells of a table: the same for every table of a kind, so it is written once, in UTF-8."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from taizhang.render.columns import TablePlan
from taizhang.render.docx.markup import HEI, RUN_END, run

_TABLE_HEAD = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="k"/><w:tblW w:w="8844" w:type="dxa"/><w:jc w:val="center"/>'
    '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
)
_TABLE_END = '</w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="e"/></w:pPr></w:p>'
_RUN_END = RUN_END.encode()
_JUSTIFY = {"l": "", "c": '<w:jc w:val="center"/>', "r": '<w:jc w:val="right"/>'}


def _cell_head(width: int, style: str, properties: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f"{properties}</w:pPr>"
    )


_ROW = "</w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr>"
_CELL_END = "</w:p></w:tc>"


class Frame(NamedTuple):
    """What stands around the cells of a table, in UTF-8.

    `head` ends before the first row, `row` and `last` stand before each cell of a row and of the last one, `end`
    comes after all.
    """

    head: bytes
    row: tuple[bytes, ...]
    last: tuple[bytes, ...]
    end: bytes


@lru_cache(maxsize=512)
def table_frame(columns: tuple[str, ...], align: str, plan: TablePlan, runs: tuple[str, ...]) -> Frame:
    """Return a table's frame; `runs` tells of each column whose cells are bare texts how their runs begin, which are the
    frame's, of the others "".

    Tables of one kind come again in every report, so each frame is compiled once.
    """
    half = round(plan.size * 2)
    widths = [round(width * 20) for width in plan.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = _CELL_END.join(
        f"{_cell_head(width, f'h{half}', '')}{run(text=name, face=HEI, inherited=HEI)}"
        for name, width in zip(columns, widths, strict=True)
    )
    head = f"{_TABLE_HEAD}{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}"
    letters = align.ljust(len(widths), "l")
    ends = [RUN_END if each else "" for each in runs]
    row, last = (
        tuple(
            f"{ends[place - 1]}{_CELL_END}{'' if place else _ROW}{_cell_head(width, f't{half}', keep + _JUSTIFY[letter])}"
            f"{runs[place]}".encode()
            for place, (width, letter) in enumerate(zip(widths, letters, strict=False))
        )
        for keep in ("<w:keepNext/>" if plan.whole else "", "")
    )
    return Frame(head.encode(), row, last, f"{ends[-1]}{_CELL_END}{_TABLE_END}".encode())


def rows_of(frame: Frame, columns: list[list[bytes]]) -> list[bytes]:
    """Return the pieces of a table's rows: before each cell what the frame has there."""
    wide, rows = 2 * len(columns), len(columns[0])
    if not rows:
        return []
    out = [b""] * (wide * rows)
    out[::2] = frame.row * (rows - 1) + frame.last
    for place, cells in enumerate(columns):
        out[2 * place + 1 :: wide] = cells
    # Before the first row no run is open.
    out[0] = out[0].removeprefix(_RUN_END)
    return out
