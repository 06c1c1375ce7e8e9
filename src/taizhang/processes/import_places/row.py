"""One row of a table of premises, read cell by cell; every wrong cell is told, the first thing only."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from typing import Any

from taizhang.foundation.units.models import Unit
from taizhang.kernel.date_span import DateSpan
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import Field, PlaceType, type_by_name
from taizhang.ledgers.premises.services import Details
from taizhang.processes.import_places.cell_values import BETWEEN, value_of
from taizhang.processes.import_places.checked import Wrong
from taizhang.processes.import_places.columns import OWN
from taizhang.processes.import_places.names import Named
from taizhang.reading.ledger import LedgerRow


def text_in(row: LedgerRow, field: str) -> str:
    """Return the text of a cell, a whole number without its nought."""
    cell = row.cells.get(field)
    return re.sub(r"^(\d+)\.0$", r"\1", cell.raw.strip()) if cell is not None else ""


class RowRead:
    """Reads a row. Of a place that is `known`, a field whose column is not `there` in the table stays as it is."""

    def __init__(
        self,
        row: LedgerRow,
        labels: Mapping[str, str],
        named: Named,
        *,
        known: Place | None,
        there: Collection[str],
    ) -> None:
        self.row = row
        self.unit_name = ""
        self._labels, self._named, self._known, self._there = labels, named, known, there
        self._wrong: dict[str, Wrong] = {}
        for field, cell in row.cells.items():
            if cell.error:
                self.tell(field, cell.error)

    @property
    def wrong(self) -> tuple[Wrong, ...]:
        return tuple(self._wrong.values())

    def tell(self, field: str, reason: str) -> None:
        """Note what is wrong with a cell, the first thing only."""
        self._wrong.setdefault(field, Wrong(field, self._labels.get(field, field), reason))

    def unit(self, mine: Collection[int]) -> Unit | None:
        """Return the unit, None where it is none of those for which one may register."""
        unit = self._named.unit(text_in(self.row, "unit"))
        if not isinstance(unit, Unit):
            self.tell("unit", str(unit))
        elif unit.pk not in mine:
            self.tell("unit", f"您的岗位不能为“{unit.name}”登记，请由该单位登记或联系管理员。")
        else:
            self.unit_name = unit.name
            return unit
        return None

    def type(self) -> PlaceType | None:
        """Return the type, None where none goes by that name."""
        try:
            return type_by_name(text_in(self.row, "type"))
        except Refused as refusal:
            self.tell("type", str(refusal))
            return None

    def since(self) -> dt.date | None:
        """Return the day on which it was put into use, None where no day is written."""
        cell = self.row.cells.get("since")
        if cell is None or not isinstance(cell.value, DateSpan):
            self.tell("since", "没有填启用日期，请补上。")
            return None
        return cell.value.start

    def details(self, unit: Unit, type: PlaceType) -> Details | None:
        """Return what the row says of a place of this unit and type, None where a cell is wrong."""
        post = self._post("post", text_in(self.row, "post"), unit)
        fields = self._fields(type, unit)
        if self._wrong or post is None:
            return None
        return Details(
            type=type,
            name=text_in(self.row, "name"),
            unit=unit.pk,
            post=post,
            address=self._common("address"),
            grid=self._common("grid"),
            coordinates=self._common("coordinates"),
            fields=fields,
        )

    def _common(self, field: str) -> str:
        if self._known is not None and field not in self._there:
            return str(getattr(self._known, field))
        return text_in(self.row, field)

    def _fields(self, type: PlaceType, unit: Unit) -> dict[str, Any]:
        own = {field.label: field for field in type.fields}
        for name, cell in self.row.cells.items():
            label = name.removeprefix(OWN)
            if name.startswith(OWN) and cell.raw.strip() and label not in own:
                self.tell(name, f"{type.label}没有“{label}”这一项，请把这一格清空。")
        told = {}
        for label, field in own.items():
            column = f"{OWN}{label}"
            text = text_in(self.row, column)
            if self._known is not None and self._stands(column, text):
                told[field.code] = self._known.fields.get(field.code)
            elif not text and field.required:
                self.tell(column, f"请填写{label}。")
            elif text:
                told[field.code] = self._value(field, column, text, unit)
        return told

    def _stands(self, column: str, text: str) -> bool:
        """Return whether a cell of a known place says what it says already, or its column is missing."""
        return self._known is not None and (
            column not in self._there or text == self._named.written(self._known, column)
        )

    def _value(self, field: Field, column: str, text: str, unit: Unit) -> Any:
        if field.type == "post":
            return self._post(column, text, unit)
        if field.type == "posts":
            posts = [self._post(column, each, unit) for each in BETWEEN.split(text) if each.strip()]
            return [post for post in posts if post is not None]
        try:
            return value_of(field, text)
        except Refused as refusal:
            self.tell(column, str(refusal))
            return None

    def _post(self, column: str, text: str, unit: Unit) -> int | None:
        if self._known is not None and column == "post" and self._stands(column, text):
            return self._known.post_id
        found = self._named.post(unit.pk, text)
        if found is None:
            self.tell(
                column, f"{unit.name}和它的上级没有叫“{text}”的岗位；请写岗位名称，不写人名，或先建立岗位。"
            )
            return None
        return found.pk
