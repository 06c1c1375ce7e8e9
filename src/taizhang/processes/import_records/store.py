"""Store the new rows of a checked ledger: all of them, or by choice the good ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.selectors import IMPORTER, person_by
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Batch
from taizhang.ledgers.records.services import NewRecord, import_records
from taizhang.processes.import_records.rows import CheckedLedger


class ImportRefused(Refused):
    """Rows with errors stand in the way, or there is no row at all."""


def store_ledger(
    *,
    checked: CheckedLedger,
    unit: Unit,
    by: Person,
    at: dt.datetime,
    good_rows: bool,
    accept: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Batch | None:
    """Store the new rows and return their batch; None when every row is there already.

    Accepted, the author is the ledger's filler-in and `by` accepts: they are never the same. Without
    `accept`, `by` is the author and the rows wait for somebody's review.
    Raises:  ImportRefused when rows have errors and `good_rows` was not chosen.
    """
    if not checked.rows:
        raise ImportRefused(f"“{checked.file_name}”里没有数据行，请核对是不是这个文件。")
    errors = checked.of("error")
    if errors and not good_rows:
        raise ImportRefused(
            f"有 {len(errors)} 行有错，整份没有入账。请改正后重新导入，或选只入账没有错的行（--good-rows）。"
        )
    fresh = [
        NewRecord(content=row.content, original=row.original)
        for row in checked.of("new")
        if row.content is not None
    ]
    if not fresh:
        return None
    return import_records(
        rows=fresh,
        unit=unit,
        file_name=checked.file_name,
        digest=checked.digest,
        author=person_by(text=IMPORTER) if accept else by,
        by=by,
        accept=accept,
        at=at,
        progress=progress,
    )
