"""Cells of a previewed table: those to type anew, and what was typed over them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A cell of the file to type anew: the name it is mended under, its column, its row, its text, the reasons."""

    key: str
    label: str
    row: int
    value: str
    reason: str


def cells_typed(sent: QueryDict, *, fields: Container[str]) -> dict[str, str]:
    """Return key -> text of the cells that differ from what they were, of these fields alone.

    A cell is sent as `cell:ROW|FIELD|…`, what it was as `was:ROW|FIELD|…`.
    """
    was = {name.removeprefix("was:"): text for name, text in sent.items() if name.startswith("was:")}
    return {
        key: str(text)
        for name, text in sent.items()
        if name.startswith("cell:")
        and _is_cell(key := name.removeprefix("cell:"), fields)
        and text != was.get(key)
    }


def _is_cell(key: str, fields: Container[str]) -> bool:
    row, _, rest = key.partition("|")
    return row.isdecimal() and rest.partition("|")[0] in fields
