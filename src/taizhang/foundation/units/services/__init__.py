"""Verbs on the units. Each is one transaction; a refusal leaves everything as it was."""

from __future__ import annotations

from taizhang.foundation.units.services.acts import (
    found_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)
from taizhang.foundation.units.services.import_rows import RowProblem, UnitRow, UnitsNotImported
from taizhang.foundation.units.services.importing import ImportResult, import_units

__all__ = [
    "ImportResult",
    "RowProblem",
    "UnitRow",
    "UnitsNotImported",
    "found_unit",
    "import_units",
    "merge_units",
    "move_unit",
    "rename_unit",
    "split_unit",
]
