"""The cells of a row as JSON values, and back: dates and numbers with all that was read of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from taizhang.kernel.date_span import DateSpan
from taizhang.kernel.quantity import Quantity
from taizhang.reading.ledger import Cell


def cells_told(cells: Mapping[str, Cell]) -> dict[str, Any]:
    """Return the cells as JSON values."""
    return {field: [cell.raw, _told(cell.value), cell.note, cell.error] for field, cell in cells.items()}


def cells_from(told: Mapping[str, Any]) -> dict[str, Cell]:
    """Return the cells that `cells_told` wrote."""
    return {field: Cell(raw, _from(value), note, error) for field, (raw, value, note, error) in told.items()}


def _told(value: object) -> Any:
    if isinstance(value, DateSpan):
        days = [value.start.isoformat(), value.end.isoformat()]
        return {"span": [*days, value.precision, list(value.notes), value.raw]}
    if isinstance(value, Quantity):
        numbers = [None if one is None else str(one) for one in (value.value, value.low, value.high)]
        return {"quantity": [*numbers, value.relation, value.unit, value.raw]}
    if value is None or isinstance(value, str):
        return value
    raise TypeError(f"a cell holds a {type(value).__name__}")


def _from(told: Any) -> object:
    if not isinstance(told, dict):
        return told
    if "span" in told:
        start, end, precision, notes, raw = told["span"]
        return DateSpan(
            dt.date.fromisoformat(start), dt.date.fromisoformat(end), precision, tuple(notes), raw
        )
    *numbers, relation, unit, raw = told["quantity"]
    value, low, high = (None if one is None else Decimal(one) for one in numbers)
    return Quantity(value, low, high, relation, unit, raw)
