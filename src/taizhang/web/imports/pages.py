"""What the preview of a ledger shows: its columns, and each row with what is wrong in which cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taizhang.processes.import_records import CheckedLedger, CheckedRow, RowState, mending_key

LABELS: Mapping[RowState, tuple[str, str, str]] = {
    "new": ("可入账", "ok", "check"),
    "duplicate": ("重复", "mut", "void"),
    "error": ("有错", "bad", "alert"),
}


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell: what it says, why it cannot be taken, and the name under which it is mended."""

    text: str
    reason: str
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of the preview."""

    place: str
    row: int
    state: RowState
    label: str
    sign: str
    icon: str
    cells: tuple[CellShown, ...]
    same_as: str
    record: str
    notes: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """One column of the file and what it was taken for."""

    theirs: str
    ours: str


def recognised(checked: CheckedLedger, names: Mapping[str, str]) -> list[Recognised]:
    """Return the columns of the file: what each was taken for, "" for what was left alone."""
    ledger = checked.ledger
    known = [Recognised(label, names.get(field, field)) for field, label in ledger.mapping.items()]
    return [*known, *(Recognised(label, "") for label in ledger.unmapped_columns if label)]


def rows(checked: CheckedLedger, chosen: Sequence[CheckedRow]) -> list[RowShown]:
    """Return the chosen rows with a cell for each column that was recognised."""
    labels = list(checked.ledger.mapping.items())
    return [_row(row, labels) for row in chosen]


def _row(row: CheckedRow, labels: Sequence[tuple[str, str]]) -> RowShown:
    reasons: dict[str, list[str]] = {}
    for problem in row.problems:
        reasons.setdefault(problem.column, []).append(problem.reason)
    cells = [
        CellShown(
            row.original.get(label, ""),
            "；".join(reasons.pop(label, ())),
            mending_key(sheet=row.sheet, row=row.row, field=field),
            label,
        )
        for field, label in labels
    ]
    left = "；".join(reason for told in reasons.values() for reason in told)
    label, sign, icon = LABELS[row.state]
    is_record = row.same_as[:4].isdecimal()
    notes = "；".join([*([left] if left else []), *row.notes])
    return RowShown(
        row.place,
        row.row,
        row.state,
        label,
        sign,
        icon,
        tuple(cells),
        row.same_as,
        row.same_as if is_record else "",
        notes,
    )
