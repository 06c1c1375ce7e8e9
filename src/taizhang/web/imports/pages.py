"""What the preview of a ledger shows: its columns, and each row with what is wrong in which cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taizhang.ledgers.records.models import Stage, Upload
from taizhang.processes.import_records import CheckedRow, RowState, mending_key
from taizhang.reading.ledger import Ledger

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


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a long ledger has come: in words, and in percent where that is known."""

    words: str
    detail: str
    percent: int | None
    goes_on: bool


def progress(upload: Upload) -> Progress:
    """Return what to tell somebody who waits."""
    share = upload.done * 100 // upload.total if upload.total else None
    of_rows = f"{upload.done:,} / {upload.total:,} 行" if upload.total else ""
    if upload.stage == Stage.CHECKING:
        return Progress("正在读取核对", "" if upload.total else "正在打开文件", share, True)
    if upload.stage != Stage.STORING:
        return Progress(upload.get_stage_display(), "", None, False)
    if upload.cancelled_at is not None:
        return Progress("正在停止并撤回", "已导入的行正在整批撤销", None, True)
    if upload.batch_id is None:
        return Progress("导入前再核对一遍", "" if upload.total else "正在打开文件", share, True)
    return Progress("正在导入", of_rows, share, True)


def recognised(ledger: Ledger, names: Mapping[str, str]) -> list[Recognised]:
    """Return the columns of the file: what each was taken for, "" for what was left alone."""
    known = [Recognised(label, names.get(field, field)) for field, label in ledger.mapping.items()]
    return [*known, *(Recognised(label, "") for label in ledger.unmapped_columns if label)]


def rows(ledger: Ledger, chosen: Sequence[CheckedRow]) -> list[RowShown]:
    """Return the chosen rows with a cell for each column that was recognised."""
    labels = list(ledger.mapping.items())
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
