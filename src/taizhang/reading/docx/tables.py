"""Tables: a merged cell gives its value to every row; a wide cell stands in its first column."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from taizhang.reading.docx.names import attribute, child, local, value

_MOST_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, as many cells as the table has columns.

    `cells` repeat a vertically merged value in every row, `fresh` has it only in its first row.
    """

    cells: tuple[str, ...]
    fresh: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row as it stands in the file: text, columns wide, and whether it goes on from above."""

    text: str
    span: int
    continues: bool


def row_elements(table: etree._Element) -> list[etree._Element]:
    """Return the rows, those inside content controls too, without rows that were deleted."""
    found: list[etree._Element] = []
    for one in table:
        if local(one) == "tr":
            if child(one, "trPr", "del") is None:
                found.append(one)
        elif local(one) in ("sdt", "sdtContent", "ins", "customXml"):
            found += row_elements(one)
    return found


def cell_elements(row: etree._Element) -> list[etree._Element]:
    """Return the cells of a row, those inside content controls too."""
    found: list[etree._Element] = []
    for one in row:
        if local(one) == "tc":
            found.append(one)
        elif local(one) in ("sdt", "sdtContent", "customXml"):
            found += cell_elements(one)
    return found


def cell_span(cell: etree._Element) -> int:
    """Return how many columns wide the cell is."""
    span = value(cell, "tcPr", "gridSpan")
    return min(int(span), _MOST_COLUMNS) if span and span.isdigit() and int(span) > 0 else 1


def continues_above(cell: etree._Element) -> bool:
    """Return whether the cell belongs to the merged cell above it."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and attribute(merge, "val") in (None, "continue")


def skipped_columns(row: etree._Element) -> int:
    """Return how many columns the row leaves out before its first cell."""
    count = value(row, "trPr", "gridBefore")
    return min(int(count), _MOST_COLUMNS) if count and count.isdigit() else 0


def laid_out(rows: list[tuple[int, list[Cell]]]) -> tuple[Row, ...]:
    """Return the rows on a grid. Each comes with the columns it leaves out at its beginning."""
    grid: list[Row] = []
    above: dict[int, str] = {}
    for before, row in rows:
        cells: list[str] = [""] * before
        fresh: list[str] = [""] * before
        for cell in row:
            column = len(cells)
            text = above.get(column, "") if cell.continues else cell.text
            above[column] = text
            cells += [text] + [""] * (cell.span - 1)
            fresh += ["" if cell.continues else text] + [""] * (cell.span - 1)
        grid.append(Row(tuple(cells), tuple(fresh)))
    width = max((len(row.cells) for row in grid), default=0)
    return tuple(Row(_filled(row.cells, width), _filled(row.fresh, width)) for row in grid)


def _filled(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))
