"""From a ledger's cells to a record's content, with a problem for each cell that cannot be taken."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import UnitNames
from taizhang.kernel.date_span import DateSpan
from taizhang.kernel.quantity import Quantity
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.rules import Content, check_tags, match_kind
from taizhang.processes.import_records.rows import CheckedRow, Problem
from taizhang.processes.written_units import find_written
from taizhang.reading.ledger import RECORD_COLUMNS, Cell, Ledger, LedgerRow

LONGEST = {"title": 200, "place": 200, "host": 100, "tags": 200, "note": 5000, "summary": 5000}
MOST_PEOPLE = 10_000_000
FIRST_DAY = dt.date(1949, 10, 1)
HOURS = ("小时", "时", "钟头", "课时", "学时")
EMPTY = Cell(raw="", value=None, note="", error="")
_LABELS = {column.field: column.label for column in RECORD_COLUMNS}


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one ledger for one unit. `labels` are the sheet's own column names by field."""

    ledger: Ledger
    unit: Unit
    names: UnitNames
    today: dt.date
    labels: Mapping[str, str]

    def read(self, row: LedgerRow) -> CheckedRow:
        """Return the row with its content, or with every problem it has."""
        cells = row.cells
        checked = CheckedRow(
            row=row.row,
            sheet=row.sheet if len(self.ledger.sheets) > 1 else "",
            state="error",
            content=None,
            original={self._label(code): cell.raw for code, cell in cells.items() if cell.raw},
            unit_name=_said(cells.get("unit", EMPTY)),
            title=_line(_said(cells.get("title", EMPTY))),
        )
        checked.notes.extend(cell.note for cell in cells.values() if cell.note)
        span = self._span(cells.get("on", EMPTY), checked)
        people = self._people(cells.get("people", EMPTY), checked)
        title = self._text("title", cells, checked)
        if not title and not cells.get("title", EMPTY).raw.strip():
            self._problem(checked, "title", "", "没有写活动名称，请补上。")
        unit = self._unit(cells.get("unit", EMPTY), span, checked)
        kind, tag = self._kind(cells.get("kind", EMPTY), title, checked)
        minutes = self._whole("minutes", cells, checked)
        copies = self._whole("copies", cells, checked)
        texts = {code: self._text(code, cells, checked) for code in ("place", "host", "note", "summary")}
        tags = self._tags(cells, tag, checked)
        checked.read = {"span": span, "people": people, "unit": unit, "kind": kind}
        if not checked.problems and span and unit and kind:
            checked.state = "new"
            checked.content = Content(
                unit=unit.pk,
                kind=kind,
                title=title,
                on=span.start,
                until=span.end,
                people=people,
                minutes=minutes,
                copies=copies,
                tags=tags,
                place=texts["place"],
                host=texts["host"],
                note=texts["note"],
                fields={"summary": texts["summary"]} if texts["summary"] else {},
            )
        return checked

    def _problem(self, checked: CheckedRow, code: str, value: str, reason: str) -> None:
        checked.problems.append(Problem(self._label(code), value, reason))

    def _label(self, code: str) -> str:
        """Return the column's name in the file, ours where the file has no such column."""
        return self.labels.get(code) or _LABELS.get(code, code)

    def _span(self, cell: Cell, checked: CheckedRow) -> DateSpan | None:
        if cell.error:
            self._problem(checked, "on", cell.raw, cell.error)
            return None
        if not isinstance(cell.value, DateSpan):
            self._problem(checked, "on", cell.raw, "没有写日期，请补上。")
            return None
        if cell.value.end > self.today:
            self._problem(checked, "on", cell.raw, "日期还没到，台账只记已经开展的工作，请核对年份。")
        elif cell.value.start < FIRST_DAY:
            self._problem(checked, "on", cell.raw, "年份太早，请核对。")
        if cell.value.precision not in ("day", "range"):
            checked.notes.append(f"日期没有写到日，记为 {cell.value.start} 至 {cell.value.end}")
        return cell.value

    def _people(self, cell: Cell, checked: CheckedRow) -> Quantity | None:
        if cell.error:
            self._problem(checked, "people", cell.raw, cell.error)
            return None
        quantity = cell.value
        if not isinstance(quantity, Quantity):
            return None
        numbers = [each for each in (quantity.value, quantity.low, quantity.high) if each is not None]
        if any(number != int(number) or number < 0 for number in numbers):
            self._problem(checked, "people", cell.raw, "人数应是不小于0的整数，请改正。")
        elif any(number > MOST_PEOPLE for number in numbers):
            self._problem(checked, "people", cell.raw, "人数太大，请核对。")
        return quantity

    def _unit(self, cell: Cell, span: DateSpan | None, checked: CheckedRow) -> Unit | None:
        if self._told(cell, "unit", checked):
            return None
        text = _said(cell).strip()
        if not text:
            checked.unit_name = self.unit.name
            if "unit" in self.labels:
                checked.notes.append(f"没有写单位，记在{self.unit.name}")
            return self.unit
        try:
            unit = find_written(names=self.names, text=text, day=span.start if span else None)
        except Refused as refusal:
            self._problem(checked, "unit", cell.raw, str(refusal))
            return None
        checked.unit_name = unit.name
        if unit.name != text:
            checked.notes.append(f"“{text}”认作{unit.name}")
        return unit

    def _told(self, cell: Cell, code: str, checked: CheckedRow) -> bool:
        """Tell the cell's own error, when it has one."""
        if cell.error:
            self._problem(checked, code, cell.raw, cell.error)
        return bool(cell.error)

    def _kind(self, cell: Cell, title: str, checked: CheckedRow) -> tuple[str, str]:
        if self._told(cell, "kind", checked):
            return "", ""
        heading = "" if "kind" in self.labels else self.ledger.title
        try:
            found = match_kind(name=_said(cell), title=title, heading=heading)
        except Refused as refusal:
            self._problem(checked, "kind", cell.raw, str(refusal))
            return "", ""
        if found.note:
            checked.notes.append(found.note)
        return found.kind.code, found.tag

    def _whole(self, code: str, cells: Mapping[str, Cell], checked: CheckedRow) -> int | None:
        cell = cells.get(code, EMPTY)
        if cell.error:
            self._problem(checked, code, cell.raw, cell.error)
            return None
        quantity = cell.value
        if not isinstance(quantity, Quantity):
            return None
        number = quantity.value if quantity.value is not None else quantity.low
        if number is not None and code == "minutes" and quantity.unit in HOURS:
            number *= 60
        if number is None or number < 0 or number != int(number):
            self._problem(checked, code, cell.raw, "应是不小于0的整数，请改正。")
            return None
        if quantity.relation != "exact":
            checked.notes.append(f"{self._label(code)}“{cell.raw}”按 {int(number)} 计")
        return int(number)

    def _text(self, code: str, cells: Mapping[str, Cell], checked: CheckedRow) -> str:
        cell = cells.get(code, EMPTY)
        if cell.raw.strip() and self._told(cell, code, checked):
            return ""
        text = _said(cell) if code in ("note", "summary") else _line(_said(cell))
        if len(text) > LONGEST[code]:
            self._problem(
                checked, code, f"{text[:20]}…", f"太长（{len(text)} 字），至多 {LONGEST[code]} 字。"
            )
            return ""
        return text

    def _tags(self, cells: Mapping[str, Cell], tag: str, checked: CheckedRow) -> tuple[str, ...]:
        text = self._text("tags", cells, checked)
        tags = {piece.strip() for piece in re.split(r"[、,，;；\n]", text) if piece.strip()}
        try:
            check_tags(tags)
        except Refused as refusal:
            self._problem(checked, "tags", text, str(refusal))
            return ()
        return tuple(sorted(tags | ({tag} if tag else set())))


def _said(cell: Cell) -> str:
    """Return what a cell of text says: of 同上, what stands above."""
    return cell.value if isinstance(cell.value, str) else cell.raw


def _line(text: str) -> str:
    """Return a cell's text on one line, its ends and doubled spaces gone."""
    return " ".join(text.split())


def progress_of(told: Callable[[int, int], None] | None, done: int, total: int) -> None:
    """Tell the progress now and then."""
    if told and (done % 500 == 0 or done == total):
        told(done, total)
