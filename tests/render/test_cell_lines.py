"""How many lines a cell takes: what is told for certain is what the typesetter makes of it."""

from __future__ import annotations

import io
import random

import pdfplumber
from pdfplumber.page import Page

from taizhang.compiler.document import Table
from taizhang.render.columns import CELL_PADDING_PT, plan_table
from taizhang.render.fonts import Fonts
from taizhang.render.pdf import pdf_bytes
from taizhang.render.pdf.cell_lines import UNKNOWN, cell_lines
from tests.render.examples import document, text

_PIECES = [
    *"社区开展文明实践志愿服务活动" * 12,
    "、",
    "，",
    "。",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "2025",
    "12.5",
    "%",
    "W",
    "mm",
    "AI ",
    "—",
]


_NAMES = ("甲", "乙", "丙", "丁", "戊")


def test_hanzi_alone_are_counted() -> None:
    assert cell_lines(text="每场活动定一名记录员", room=11) == 1
    assert cell_lines(text="每场活动定一名记录员", room=9.5) == 2
    assert cell_lines(text="每场活动定一名记录员", room=4.5) == 3
    assert cell_lines(text="", room=4) == 1


def test_what_a_sign_may_push_to_the_next_line_is_not_guessed() -> None:
    assert cell_lines(text="开展宣传培训、走访慰问", room=8) == 2
    assert cell_lines(text="文明实践、培训", room=4.2) == UNKNOWN
    assert cell_lines(text="WWWWWWWW", room=5) == UNKNOWN


def test_every_cell_stands_on_as_many_lines_as_was_told(fonts: Fonts) -> None:
    draw = random.Random(2025)
    rows = [
        ["".join(draw.choices(_PIECES, k=draw.randint(0, 34))).strip() for _ in _NAMES] for _ in range(300)
    ]
    table = Table("", _NAMES, tuple(tuple(text(cell) for cell in row) for row in rows), "lcrlc")
    plan = plan_table(table=table, figures=())
    rooms = [(width - 2 * CELL_PADDING_PT) / plan.size for width in plan.widths]
    told = [[cell_lines(text=cell, room=room) for cell, room in zip(row, rooms, strict=True)] for row in rows]

    printed = _printed_lines(pdf_bytes(document=document(table), fonts=fonts))

    assert len(printed) == len(told)
    sure = [(lines, told_lines) for row, said in zip(printed, told, strict=True)
            for lines, told_lines in zip(row, said, strict=True) if told_lines != UNKNOWN]  # fmt: skip
    assert len(sure) > 400, "of many of these odd cells it is certain"
    assert all(max(lines, 1) == told_lines for lines, told_lines in sure)


def _printed_lines(pdf: bytes) -> list[list[int]]:
    """Return how many lines stand in each cell, the repeated heads left out."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [
            [_lines_within(page, cell) for cell in row.cells]
            for page in opened.pages
            for table in page.find_tables()
            for row in table.rows[1:]
        ]


def _lines_within(page: Page, cell: tuple[float, float, float, float] | None) -> int:
    assert cell is not None
    left, top, right, bottom = cell
    return len(
        {
            round(sign["matrix"][5], 1)
            for sign in page.chars
            if sign["text"].strip()
            and left < (sign["x0"] + sign["x1"]) / 2 < right
            and top < (sign["top"] + sign["bottom"]) / 2 < bottom
        }
    )
