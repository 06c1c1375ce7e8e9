"""Column widths of a table, from what stands in it: never wider than the core."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from taizhang.compiler.document import Figure, Inline, Table, Text, plain
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
_FITTED_ROWS = 20
_PARTS = 20
_NARROW_EMS = 7.0
_USUAL = 0.9
"""A column in which nine cells of ten need no more than this is wide enough for those nine: numbers, units."""
_BETWEEN_WORDS = bytes(code if ord("!") <= code <= ord("~") else ord(" ") for code in range(256))
"""Leaves ASCII of a text in UTF-8, and a blank for everything else."""
_Cells = tuple[tuple[int, float], ...]
"""Some cells of a row: their columns, and the room that they need on one line, in points."""


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
    return printable(plain(inlines, figures))


def plan_table(*, table: Table, figures: tuple[Figure, ...]) -> TablePlan:
    """Return how a table is set. See `plan_columns`."""
    cells = zip(*table.rows, strict=True) if table.rows else [()] * len(table.columns)
    return plan_columns(
        heads=table.columns, columns=[Printed.of(column_texts(column, figures)) for column in cells]
    )


class Printed(NamedTuple):
    """The cells of a column as they are printed, and their widths in quarters of an em."""

    texts: list[str]
    quarters: list[int]

    @classmethod
    def of(cls, texts: list[str]) -> Printed:
        """Return these cells measured."""
        return cls(texts, _quarters(texts))


def plan_columns(*, heads: tuple[str, ...], columns: Sequence[Printed]) -> TablePlan:
    """Return the largest type size at which every cell stands on one line, else the smallest.

    In the smallest the widths are dealt out so that the rows come out low. Of a very long table a
    sample of rows is looked at, evenly taken.
    """
    rows = max([len(column.texts) for column in columns], default=0)
    step = max(1, rows // _SAMPLE_ROWS)
    texts = [[head, *column.texts[::step]] for head, column in zip(heads, columns, strict=True)]
    needs = [[head, *column.quarters[::step]] for head, column in zip(_quarters(heads), columns, strict=True)]
    widest = tuple(map(max, needs))
    plan = _plan(widest, rows)
    if plan is not None:
        return plan
    return _wrapped(tuple(map(tuple, needs)), tuple(map(_least, texts, needs)))


def column_texts(cells: Sequence[tuple[Inline, ...]], figures: tuple[Figure, ...]) -> list[str]:
    """Return the cells of a column as they are printed; one look at all of them tells whether each can be."""
    try:
        texts = [piece.text if isinstance(piece, Text) else figures[piece.index].text for (piece,) in cells]
    except ValueError:  # a cell of several pieces, or of none
        texts = [plain(cell, figures) for cell in cells]
    return texts if "".join(texts).isprintable() else list(map(printable, texts))


def _quarters(texts: Sequence[str]) -> list[int]:
    """Return the widths of texts in quarters of an em: em_width written out, the inner loop of a docx."""
    try:
        return [len(text.encode()) + len(text) for text in texts]
    except UnicodeEncodeError:  # half a surrogate pair
        return [round(em_width(text) * 4) for text in texts]


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


def _least(texts: list[str], quarters: list[int]) -> float:
    """Return what a column should get, in ems: what nearly all of its cells need, a wide one what should not be torn."""
    usual = sorted(quarters)[round(_USUAL * (len(quarters) - 1))] / 4
    return max(_LEAST_EMS, usual if usual <= _NARROW_EMS else _longest_token(texts))


@lru_cache(maxsize=64)
def _wrapped(quarters: tuple[tuple[int, ...], ...], least: tuple[float, ...]) -> TablePlan:
    """Return the plan of a long table that is too wide: its cells take several lines, as few as may be.

    `quarters` are each column's needs, its head's first, and `least` is what each should get, in ems.
    The table of the rules is the same in every report of its kind, so its plan is made once.
    """
    size = _wrapped_size(len(quarters))
    rows = len(quarters[0]) - 1
    fitted = [column[1 :: max(1, rows // _FITTED_ROWS)] for column in quarters]
    widths = share_out(
        needs=[[quarter / 4 for quarter in row] for row in zip(*fitted, strict=True)],
        floors=[_natural(need, size) for need in least],
        natural=[_natural(max(column) / 4, size) for column in quarters],
        size=size,
    )
    return TablePlan(size, widths, whole=False)


def _longest_token(texts: list[str]) -> float:
    """Return the width of the longest word or number among the texts, which should not be torn, up to a bound."""
    words = "\n".join(texts).encode(errors="replace").translate(_BETWEEN_WORDS).split()
    return min(_NARROW_EMS, max(map(len, words), default=0) / 2)


def share_out(
    *, needs: Sequence[Sequence[float]], floors: list[float], natural: list[float], size: float
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
    # Columns only widen: a row on one line stays so. Rows that need the same gain the same.
    rows = [tall for row in needs if (tall := _tall(row, size, room))]
    kinds = {row: kind for kind, row in enumerate(dict.fromkeys(rows))}
    order = [kinds[row] for row in rows]
    told = [_gain(row, room, more) for row in kinds]
    holding = [
        [(kind, row) for row, kind in kinds.items() if any(place == column for place, _ in row)]
        for column in range(len(widths))
    ]
    for _ in range(_PARTS):
        gains = [0.0] * len(widths)
        # In the order of the rows, so that the widths are the same to the last bit.
        for kind in order:
            column, gain = told[kind]
            gains[column] += gain
        best = max(range(len(widths)), key=lambda column: (gains[column], natural[column] - widths[column]))
        widths[best] += part
        room[best], more[best] = _room(widths[best]), _room(widths[best] + part)
        # To the other rows this part makes no difference.
        for kind, row in holding[best]:
            told[kind] = _gain(row, room, more)
    return tuple(widths)


def _tall(row: Sequence[float], size: float, room: list[float]) -> _Cells:
    """Return the cells of a row that take more than one line: the others never tell how high it is."""
    needs = [(column, need * size) for column, need in enumerate(row)]
    return tuple([(column, need) for column, need in needs if need > room[column]])


def _gain(row: _Cells, room: list[float], more: list[float]) -> tuple[int, float]:
    """Return which cell of a row is the tallest, and how much lower the row becomes where its column gets a part more.

    `room` is what each column leaves to a cell's text, and `more` what it leaves with a part more, in points.
    """
    height = second = 1.0
    tallest, needed = 0, 0.0
    for column, need in row:
        lines = need / room[column]
        if lines > height:
            second, height, tallest, needed = height, lines, column, need
        elif lines > second:
            second = lines
    lower = needed / more[tallest]
    left = lower if lower > second else second
    return tallest, height - left if height > left else 0.0


def _room(width: float) -> float:
    """Return what a column of that width leaves to a cell's text, in points."""
    return max(1.0, width - 2 * CELL_PADDING_PT)


def _lines(need: float, width: float, size: float) -> float:
    """Return how many lines a cell takes, at least one; not rounded, so that every point counts."""
    return max(1.0, need * size / _room(width))


def _natural(need: float, size: float) -> float:
    """Return the width in points of a column that needs so many ems on one line."""
    return (need + _SLACK_EMS) * size + 2 * CELL_PADDING_PT


def _stretched(natural: list[float]) -> tuple[float, ...]:
    """Return widths that fill the core: the spare room is dealt out evenly."""
    spare = (CORE_WIDTH_PT - sum(natural)) / len(natural)
    return tuple(width + spare for width in natural)
