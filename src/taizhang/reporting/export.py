"""Records out to Excel, in the columns that the import reads: export, edit, import is a round trip."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.db.models import QuerySet

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import ever_renamed, name_on, scope_of
from taizhang.kernel.period import Period
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import kind_by_code, kinds
from taizhang.ledgers.records.selectors import accepted_in, people_of
from taizhang.reading.ledger.record_columns import RECORD_COLUMNS
from taizhang.render.workbook import CellOut, SheetColumn, write_workbook
from taizhang.reporting.files import file_in_place

TEMPLATE = "records/1"
WIDTHS = {"title": 32, "place": 20, "note": 30, "summary": 30, "number": 16, "tags": 18}
KINDS = {
    "number": "id",
    "on": "date",
    "until": "date",
    "people": "number",
    "minutes": "number",
    "copies": "number",
}
FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")
WRITTEN = tuple(column for column in RECORD_COLUMNS if not column.ignored)


def export_records(
    *, unit: Unit, period: Period, path: Path, progress: Callable[[int, int], None] | None = None
) -> int:
    """Write the accepted records of a unit's subtree in a period and return how many.

    What a person wrote inexactly (约120人) is written as it was; exact numbers are numbers.
    """
    scope = scope_of(unit=unit, start=period.start, until=period.until)
    records = accepted_in(scope=scope, start=period.start, until=period.until)
    total = records.count()
    units = [span.unit for span in scope.spans]
    rows = _rows(records.iterator(chunk_size=1000), total, progress)
    with file_in_place(path=path) as temporary:
        return _write(temporary, rows, units, title=f"{scope.name}{period.label}活动台账")


def chosen_workbook(*, records: QuerySet[Record], title: str) -> bytes:
    """Return chosen records, in any state, as a workbook in the same columns, by day, then by number."""
    rows = _in_order(records)
    out = io.BytesIO()
    _write(out, _rows(rows, len(rows), None), sorted({record.unit_id for record in rows}), title=title)
    return out.getvalue()


def chosen_csv(*, records: QuerySet[Record]) -> bytes:
    """Return chosen records as CSV in UTF-8 with a byte order mark, as Excel and WPS open it.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    rows = _in_order(records)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.label for column in WRITTEN)
    writer.writerows(map(_harmless, row) for row in _rows(rows, len(rows), None))
    return ("\ufeff" + text.getvalue()).encode()


def _in_order(records: QuerySet[Record]) -> list[Record]:
    return list(records.select_related("unit").order_by("on", "number"))


def _harmless(cell: CellOut) -> CellOut:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_LIKE) else cell


def _write(to: Path | BinaryIO, rows: Iterable[list[CellOut]], units: Iterable[int], *, title: str) -> int:
    return write_workbook(
        to=to,
        columns=[_column(column.field, column.label, column.required) for column in WRITTEN],
        rows=rows,
        sheet_name="活动台账",
        title=title,
        lists={
            "活动类型": [kind.label for kind in kinds()],
            "承办单位": list(Unit.objects.filter(pk__in=units).values_list("name", flat=True)),
        },
        template=TEMPLATE,
    )


def _column(field: str, label: str, required: bool) -> SheetColumn:
    return SheetColumn(label, KINDS.get(field, "text"), WIDTHS.get(field, 14), required)  # type: ignore[arg-type]


def _rows(
    records: Iterable[Record], total: int, progress: Callable[[int, int], None] | None
) -> Iterator[list[CellOut]]:
    renamed = ever_renamed()
    for done, record in enumerate(records, 1):
        told = _cells(record, renamed)
        yield [told[column.field] for column in WRITTEN]
        if progress and (done % 500 == 0 or done == total):
            progress(done, total)


def _cells(record: Record, renamed: frozenset[int]) -> dict[str, CellOut]:
    moved = record.unit_id in renamed
    people = people_of(record)
    exact = people is not None and people.relation == "exact"
    return {
        "number": record.number,
        "on": record.on,
        "until": record.until if record.until != record.on else None,
        "title": record.title,
        "unit": name_on(unit=record.unit, day=record.on) if moved else record.unit.name,
        "kind": kind_by_code(record.kind).label,
        "place": record.place,
        "people": record.people if exact else record.people_text or None,
        "minutes": record.minutes,
        "copies": record.copies,
        "tags": "、".join(record.tags),
        "host": record.host,
        "summary": record.fields.get("summary", ""),
        "note": record.note,
    }
