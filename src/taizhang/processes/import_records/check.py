"""Check a ledger: read every row, find what is there already."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import unit_names
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import Content, Difference, State, differences
from taizhang.ledgers.records.selectors import records_by_number, told_content
from taizhang.processes.import_records.likeness import saying, standing
from taizhang.processes.import_records.reading_rows import EMPTY, RowReader, progress_of
from taizhang.processes.import_records.rows import CheckedLedger, CheckedRow, Problem
from taizhang.reading.ledger import LedgerRow, mended_row, read_ledger
from taizhang.reading.ledger.record_columns import RECORD_COLUMNS

NUMBER = "number"
_YEARS = range(1949, 2100)


class YearNotUsable(Refused):
    """The year given for dates without one is no year of a ledger."""


def check_ledger(
    *,
    path: Path,
    unit: Unit,
    year: int | None,
    today: dt.date,
    mended: Mapping[str, str] = MappingProxyType({}),
    progress: Callable[[int, int], None] | None = None,
) -> CheckedLedger:
    """Return every row of the ledger as new, as a duplicate, or with its errors. Stores nothing.

    `mended` are cells typed anew over the file's, by `mending_key`.

    Raises:  YearNotUsable, and the refusals of `reading.gate` and `reading.ledger` for a file that cannot be read at all.
    """
    if year is not None and year not in _YEARS:
        raise YearNotUsable(
            f"年份 {year} 不对，请写 {_YEARS.start} 到 {_YEARS.stop - 1} 之间的四位年份，例如 2025。"
        )
    ledger = read_ledger(path=path, columns=RECORD_COLUMNS, year=year, progress=_half(progress, 0))
    progress = _half(progress, 1)
    anew = cells_by_row(mended=mended)
    waiting, total = deque(ledger.rows), len(ledger.rows)
    # From here on a row's cells live only until it is checked: a ledger may have 50,000 of them.
    ledger = replace(ledger, rows=())
    labels = dict(ledger.mapping)
    reader = RowReader(ledger, unit, unit_names(root=unit), today, labels)
    checked: list[CheckedRow] = []
    numbers: list[str] = []
    kept: list[LedgerRow] = []
    while waiting:
        row = waiting.popleft()
        if anew:
            # A sheet is named only where the ledger has several.
            sheet = row.sheet if len(ledger.sheets) > 1 else ""
            row = mended_row(row=row, told=anew.get((sheet, row.row), {}), ledger=ledger)
        checked.append(reader.read(row))
        numbers.append(row.cells.get(NUMBER, EMPTY).raw.strip())
        if checked[-1].problems or numbers[-1]:
            kept.append(row)
        progress_of(progress, len(checked), total)
    compare_numbered(numbers=numbers, checked=checked, labels=labels)
    _find_duplicates(checked)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return CheckedLedger(replace(ledger, rows=tuple(kept)), path.name, digest, tuple(checked))


def _half(told: Callable[[int, int], None] | None, which: int) -> Callable[[int, int], None] | None:
    """Return how the first or the second half of the work is told: reading, and checking, take about as long."""
    if told is None:
        return None
    return lambda done, total: told(which * total + done, 2 * total)


def mending_key(*, sheet: str, row: int, field: str) -> str:
    """Return the name of a cell under which what was typed over it is kept."""
    return f"{row}|{field}|{sheet}"


def cells_by_row(*, mended: Mapping[str, str]) -> dict[tuple[str, int], dict[str, str]]:
    """Return what was typed over cells, by sheet and row, then by field."""
    found: dict[tuple[str, int], dict[str, str]] = {}
    for key, text in mended.items():
        row, field, sheet = key.split("|", 2)
        found.setdefault((sheet, int(row)), {})[field] = text
    return found


def compare_numbered(
    *, numbers: Sequence[str], checked: Sequence[CheckedRow], labels: Mapping[str, str]
) -> None:
    """A row that carries a record's number is that record: the same, or wanting a correction."""
    known = records_by_number(numbers={number for number in numbers if number})
    for entry, number in zip(checked, numbers, strict=True):
        record = known.get(number)
        if record is None or entry.content is None or record.state == State.VOIDED.value:
            continue
        changed = _changed(entry.content, record)
        if not changed:
            entry.state, entry.same_as = "duplicate", record.number
            continue
        entry.state = "error"
        entry.problems.append(
            Problem(
                labels.get(NUMBER, "记录编号"),
                record.number,
                f"这条记录已经入账，{'、'.join(changed)}与原记录不同；要改请用更正（records correct）。",
            )
        )
        entry.content = None


def _changed(told: Content, record: Record) -> list[str]:
    """Return the labels of what a row tells otherwise than the record in the ledger."""
    before = told_content(record)
    after = replace(told, fields={**before.fields, **told.fields})
    return [difference.label for difference in _differences(before, after)]


def _differences(before: Content, after: Content) -> Sequence[Difference]:
    from_, to = before.as_dict(), after.as_dict()
    for content in (from_, to):
        # 85 and 85人 say the same: how it was written does not make another number.
        if content["people"]:
            content["people"] = {**content["people"], "raw": ""}
    return differences(before=from_, after=to)


def _find_duplicates(checked: Sequence[CheckedRow]) -> None:
    """A row that says the same unit, day and title as a record, or as a row before it, is a duplicate."""
    fresh = [(entry, entry.content) for entry in checked if entry.state == "new" and entry.content]
    known = standing(content for _, content in fresh)
    for entry, content in fresh:
        says = saying(content)
        if says in known:
            entry.state, entry.same_as = "duplicate", known[says]
        else:
            known[says] = entry.place
