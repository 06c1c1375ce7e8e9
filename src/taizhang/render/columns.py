"""Column widths of a table, from what stands in it: never wider than the core."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from taizhang.compiler.document import Figure, Inline, Table, Text
from taizhang.render.characters import em_width, printable
from taizhang.render.page import CORE_WIDTH_PT, TABLE_PT

CELL_PADDING_PT = 3.0
"""Left and right of a cell's text, each."""
_LEAST_EMS = 2.5
_SLACK_EMS = 0.5
"""Some word processors put a quarter em between hanzi and digits, asked or not."""
_SAMPLE_ROWS = 400
_WHOLE_ROWS = 14
"""Twelve months, their total and one more."""
_FITTED_ROWS = 40
_PARTS = 40
_NARROW_EMS = 7.0
_USUAL = 0.9
"""A column in which nine cells of ten need no more than this is wide enough for those nine: numbers, units."""
_TOKEN = re.compile("[!-~]+")


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

    In the smallest the widths are dealt out so that the rows come out low. Of a very long table a
    sample of rows is measured, evenly taken.
    """
    step = max(1, len(table.rows) // _SAMPLE_ROWS)
    rows = [_row_texts(row, figures) for row in table.rows[::step]]
    columns = zip(table.columns, *rows, strict=True)
    needs = tuple([_quarters(column) for column in columns])
    return _plan(needs, len(table.rows)) or _wrapped(table.columns, rows)


def _quarters(texts: tuple[str, ...]) -> int:
    """Return the width of the widest text in quarters of an em: em_width written out, the inner loop of a docx."""
    try:
        return max([len(text.encode()) + len(text) for text in texts])
    except UnicodeEncodeError:  # half a surrogate pair
        return round(max(map(em_width, texts)) * 4)


@lru_cache(maxsize=512)
def _plan(quarters: tuple[int, ...], rows: int) -> TablePlan | None:
    """Return the plan for columns that need so many quarters of an em; tables of one kind share it.

    None for a long table that is too wide: what its columns get is worth a closer look at its rows.
    """
    needs = [max(_LEAST_EMS, quarter / 4) for quarter in quarters]
    for size in TABLE_PT:
        natural = [_natural(need, size) for need in needs]
        if sum(natural) <= CORE_WIDTH_PT:
            return TablePlan(size, _stretched(natural), whole=rows <= _WHOLE_ROWS)
    if rows > _WHOLE_ROWS:
        return None
    size = _wrapped_size(len(needs))
    widths = _shared([_natural(need, size) for need in needs])
    tallest = max(_lines(need, width, size) for need, width in zip(needs, widths, strict=True))
    return TablePlan(size, widths, whole=rows * tallest <= _WHOLE_ROWS)


def _wrapped_size(columns: int) -> float:
    return TABLE_PT[-1] if columns > 5 else TABLE_PT[1]


def _shared(natural: list[float]) -> tuple[float, ...]:
    """Return widths for a short table that is too wide: narrow columns keep theirs, the others share."""
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


def _wrapped(heads: tuple[str, ...], rows: list[list[str]]) -> TablePlan:
    """Return the plan of a long table that is too wide: its cells take several lines, as few as may be."""
    size = _wrapped_size(len(heads))
    needs = [[em_width(printable(text)) for text in row] for row in rows]
    columns = [sorted(column) for column in zip(map(em_width, heads), *needs, strict=True)]
    texts = zip(heads, *rows, strict=True)
    usual = [column[round(_USUAL * (len(column) - 1))] for column in columns]
    floors = [
        _natural(max(_LEAST_EMS, need if need <= _NARROW_EMS else _longest_token(column)), size)
        for need, column in zip(usual, texts, strict=True)
    ]
    widths = share_out(
        needs=needs[:: max(1, len(needs) // _FITTED_ROWS)],
        floors=floors,
        natural=[_natural(column[-1], size) for column in columns],
        size=size,
    )
    return TablePlan(size, widths, whole=False)


def _longest_token(texts: tuple[str, ...]) -> float:
    """Return the width of the longest word or number among the texts, which should not be torn, up to a bound."""
    tokens = (token for text in texts for token in _TOKEN.findall(text))
    return min(_NARROW_EMS, max(map(len, tokens), default=0) / 2)


def share_out(
    *, needs: list[list[float]], floors: list[float], natural: list[float], size: float
) -> tuple[float, ...]:
    """Return widths that fill the core and keep the rows low.

    Every column begins at its floor. What is left of the core is dealt out in small parts, each to
    the column that makes most of the rows lower: in a row only its tallest cell does. `needs` are
    the rows' cells in ems; floors and natural widths are in points.
    """
    scale = min(1.0, CORE_WIDTH_PT / sum(floors))
    widths = [floor * scale for floor in floors]
    part = (CORE_WIDTH_PT - sum(widths)) / _PARTS
    room = [_room(width) for width in widths]
    more = [_room(width + part) for width in widths]
    rows = [_Row([need * size for need in row], room, more) for row in needs]
    for _ in range(_PARTS):
        # Columns only widen: a row on one line stays so.
        rows = [row for row in rows if row.height > 1.0]
        gains = [0.0] * len(widths)
        for row in rows:
            gains[row.tallest] += row.gain
        best = max(range(len(widths)), key=lambda column: (gains[column], natural[column] - widths[column]))
        widths[best] += part
        room[best], more[best] = _room(widths[best]), _room(widths[best] + part)
        for row in rows:
            row.widen(best, room, more)
    return tuple(widths)


class _Row:
    """How high the cells of a row are, and how much lower it becomes where its tallest cell gets a part more.

    `room` is what each column leaves to a cell's text, and `more` what it leaves with a part more, in points.
    """

    __slots__ = ("gain", "height", "heights", "needs", "second", "tallest")

    def __init__(self, needs: list[float], room: list[float], more: list[float]) -> None:
        self.needs = needs
        self.heights = [max(1.0, need / points) for need, points in zip(needs, room, strict=True)]
        self._look(more)

    def widen(self, column: int, room: list[float], more: list[float]) -> None:
        """Take note that a column has become wider. Only the tallest cell and the next one tell the gain."""
        before = self.heights[column]
        if before == 1.0 and column != self.tallest:
            return
        lower = self.needs[column] / room[column]
        self.heights[column] = lower if lower > 1.0 else 1.0
        if column == self.tallest or before == self.second:
            self._look(more)

    def _look(self, more: list[float]) -> None:
        heights = self.heights
        ordered = sorted(heights)
        self.height = height = ordered[-1]
        self.tallest = tallest = heights.index(height)
        self.second = second = ordered[-2] if len(ordered) > 1 else 1.0
        lower = self.needs[tallest] / more[tallest]
        left = lower if lower > second else second
        self.gain = height - left if height > left else 0.0


def _room(width: float) -> float:
    """Return what a column of that width leaves to a cell's text, in points."""
    return max(1.0, width - 2 * CELL_PADDING_PT)


def _lines(need: float, width: float, size: float) -> float:
    """Return how many lines a cell takes, at least one; not rounded, so that every point counts."""
    return max(1.0, need * size / _room(width))


def _row_texts(row: tuple[tuple[Inline, ...], ...], figures: tuple[Figure, ...]) -> list[str]:
    """Return the texts of a row's cells: nearly always a single text or figure each."""
    try:
        return [piece.text if isinstance(piece, Text) else figures[piece.index].text for (piece,) in row]
    except ValueError:
        return [cell_text(cell, figures) for cell in row]


def _natural(need: float, size: float) -> float:
    """Return the width in points of a column that needs so many ems on one line."""
    return (need + _SLACK_EMS) * size + 2 * CELL_PADDING_PT


def _stretched(natural: list[float]) -> tuple[float, ...]:
    """Return widths that fill the core: the spare room is dealt out evenly."""
    spare = (CORE_WIDTH_PT - sum(natural)) / len(natural)
    return tuple(width + spare for width in natural)
