"""Column widths of a table, from what stands in it: never wider than the core."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from taizhang.compiler.document import Figure, Inline, Table, Text
from taizhang.render.characters import printable
from taizhang.render.page import CORE_WIDTH_PT, TABLE_PT

CELL_PADDING_PT = 3.0
"""Left and right of a cell's text, each."""
_LEAST_EMS = 2.5
_SLACK_EMS = 0.5
"""Some word processors put a quarter em between hanzi and digits, asked or not."""
_SAMPLE_ROWS = 400
_WHOLE_ROWS = 12


@dataclass(frozen=True, slots=True)
class TablePlan:
    """How a table is set: its type size and the width of each column, both in points.

    The widths add up to the core's width. A `whole` table is short
    enough to stand on one page undivided: a lone last row on the next page is nothing to send.
    """

    size: float
    widths: tuple[float, ...]
    whole: bool


def cell_text(inlines: tuple[Inline, ...], figures: tuple[Figure, ...]) -> str:
    """Return a cell's text as it is printed."""
    if len(inlines) == 1:  # nearly every cell
        piece = inlines[0]
        return printable(piece.text if isinstance(piece, Text) else figures[piece.index].text)
    return printable(
        "".join(piece.text if isinstance(piece, Text) else figures[piece.index].text for piece in inlines)
    )


def plan_table(*, table: Table, figures: tuple[Figure, ...]) -> TablePlan:
    """Return the largest type size at which every cell stands on one line, else the smallest.

    In the smallest, columns that need little get what they need, and the wide ones share the
    rest. Of a very long table a sample of rows is measured, evenly taken.
    """
    step = max(1, len(table.rows) // _SAMPLE_ROWS)
    rows = [_row_texts(row, figures) for row in table.rows[::step]]
    columns = zip(table.columns, *rows, strict=True)
    # em_width in quarters, written out: this is the inner loop of a docx
    needs = tuple(
        [max([len(text.encode("utf-8", "replace")) + len(text) for text in column]) for column in columns]
    )
    return _plan(needs, len(table.rows))


@lru_cache(maxsize=512)
def _plan(quarters: tuple[int, ...], rows: int) -> TablePlan:
    """Return the plan for columns that need so many quarters of an em; tables of one kind share it."""
    needs = [max(_LEAST_EMS, quarter / 4) for quarter in quarters]
    for size in TABLE_PT:
        natural = _natural(needs, size)
        if sum(natural) <= CORE_WIDTH_PT:
            return TablePlan(size, _stretched(natural), whole=rows <= _WHOLE_ROWS)
    size = TABLE_PT[-1] if len(needs) > 5 else TABLE_PT[1]
    widths = _shared(_natural(needs, size))
    tallest = max(need * size / width for need, width in zip(needs, widths, strict=True))
    return TablePlan(size, widths, whole=rows * tallest <= _WHOLE_ROWS)


def _row_texts(row: tuple[tuple[Inline, ...], ...], figures: tuple[Figure, ...]) -> list[str]:
    """Return the texts of a row's cells: nearly always a single text or figure each."""
    try:
        return [piece.text if isinstance(piece, Text) else figures[piece.index].text for (piece,) in row]
    except ValueError:
        return [cell_text(cell, figures) for cell in row]


def _natural(needs: list[float], size: float) -> list[float]:
    return [(need + _SLACK_EMS) * size + 2 * CELL_PADDING_PT for need in needs]


def _stretched(natural: list[float]) -> tuple[float, ...]:
    """Return widths that fill the core: the spare room is dealt out evenly."""
    spare = (CORE_WIDTH_PT - sum(natural)) / len(natural)
    return tuple(width + spare for width in natural)


def _shared(natural: list[float]) -> tuple[float, ...]:
    """Return widths for a table that is too wide: the narrow columns keep theirs, the others share."""
    widths = [0.0] * len(natural)
    open_columns = set(range(len(natural)))
    room = CORE_WIDTH_PT
    while open_columns:
        share = room / len(open_columns)
        content = {column for column in open_columns if natural[column] <= share}
        if not content:
            break
        for column in content:
            widths[column] = natural[column]
            room -= natural[column]
        open_columns -= content
    roots = {column: natural[column] ** 0.5 for column in open_columns}
    total = sum(roots.values())
    for column in open_columns:
        # Half of the room in equal parts, so that no column starves beside a very long one.
        widths[column] = room * (0.5 / len(open_columns) + 0.5 * roots[column] / total)
    return tuple(widths)
