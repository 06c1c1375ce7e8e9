"""Which rows of a table say one task: rows of its units, or rows of its goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from taizhang.reading.ledger import LedgerRow

Sort = Literal["task", "units", "goals"]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one number and one content. `sort`: a single row, one row a unit, or one row a goal."""

    rows: tuple[LedgerRow, ...]
    sort: Sort


def gathered(rows: Iterable[LedgerRow], mapping: Mapping[str, str]) -> Iterator[Group]:
    """Yield the rows in groups. Without a column of numbers, equal contents one after another belong together."""
    waiting: list[LedgerRow] = []
    for row in rows:
        if waiting and not _belongs(waiting[0], row, mapping):
            yield from _groups(waiting, mapping)
            waiting = []
        waiting.append(row)
    if waiting:
        yield from _groups(waiting, mapping)


def text_of(row: LedgerRow, field: str) -> str:
    """Return what a cell says, on one line; of 同上 what stands above."""
    cell = row.cells.get(field)
    if cell is None:
        return ""
    said = cell.value if isinstance(cell.value, str) else cell.raw
    return " ".join(said.split())


def _belongs(first: LedgerRow, row: LedgerRow, mapping: Mapping[str, str]) -> bool:
    """Tell whether a row goes on with the task of the row above.

    A number that is typed twice beside different contents makes two tasks, which is a fault later.
    """
    content = text_of(row, "content")
    if first.sheet != row.sheet or not content or content != text_of(first, "content"):
        return False
    if "number" in mapping and text_of(row, "number") != text_of(first, "number"):
        return False
    return bool(text_of(row, "number")) or "number" not in mapping


def _groups(rows: list[LedgerRow], mapping: Mapping[str, str]) -> list[Group]:
    """Return the groups of rows that have number and content in common."""
    if "role" in mapping:
        return [Group(tuple(rows), "units")]
    if len(rows) > 1:
        units = {
            tuple(text_of(row, field) for field in ("lead", "responsible", "supporting")) for row in rows
        }
        goals = {text_of(row, "goal") for row in rows}
        if len(goals) == len(rows):
            return [Group(tuple(rows), "goals")]
        if "lead" not in mapping and len(goals) == 1 and len(units) == len(rows):
            return [Group(tuple(rows), "units")]
    return [Group((row,), "task") for row in rows]
