"""Rows of a table of premises as the preview shows them: each cell with what changed or what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taizhang.processes.import_places import PLACE_COLUMNS, CellChange, CheckedPlace, CheckedPlaces
from taizhang.processes.import_records import mending_key
from taizhang.web.shell.typed_cells import WrongCell

NAMES = {column.field: column.label for column in PLACE_COLUMNS}
SHOWN = ("type", "name", "unit", "post", "since", "grid", "address")


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell: its text, what it changes, what is wrong with it."""

    text: str
    change: CellChange | None
    wrong: WrongCell | None


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of the preview; `left` are the cells under no shown column that change something or are wrong."""

    row: int
    state: str
    cells: tuple[CellShown, ...]
    left: tuple[CellShown, ...]


def rows_shown(
    checked: CheckedPlaces, chosen: Sequence[CheckedPlace], *, mended: Mapping[str, str]
) -> list[RowShown]:
    """Return the chosen rows as they are shown, with what was typed over their cells."""
    several = len(checked.ledger.sheets) > 1
    return [_row(one, mended, several) for one in chosen]


def _row(one: CheckedPlace, mended: Mapping[str, str], several: bool) -> RowShown:
    row = one.row
    texts = {field: cell.raw.strip() for field, cell in row.cells.items()}
    wrong = {}
    for each in one.wrong:
        key = mending_key(sheet=row.sheet if several else "", row=row.row, field=each.field)
        value = mended.get(key, texts.get(each.field, ""))
        wrong[each.field] = WrongCell(key, each.label, row.row, value, each.reason)
    changes = {each.field: each for each in one.change.cells} if one.change is not None else {}
    shown = {
        field: CellShown(texts.get(field, ""), changes.get(field), wrong.get(field))
        for field in dict.fromkeys((*SHOWN, *changes, *wrong))
    }
    left = tuple(cell for field, cell in shown.items() if field not in SHOWN)
    return RowShown(row.row, _state(one), tuple(shown[field] for field in SHOWN), left)


def _state(one: CheckedPlace) -> str:
    if one.wrong:
        return "error"
    if one.new is not None:
        return "new"
    return "change" if one.change is not None else "same"
