"""Bring planned records in as the demo's clerks would: one ledger a month and unit."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from taizhang.ledgers.records.services import import_records
from taizhang.processes.demo.days import book_closing
from taizhang.processes.demo.desk import Desk
from taizhang.processes.demo.theme import Planned
from taizhang.processes.demo.world import UNITS

Progress = Callable[[str, int, int], None]


def bring_in(
    desk: Desk, records: Sequence[Planned], progress: Progress, *, latest: dt.datetime | None = None
) -> None:
    """Bring the records in month by month, unit by unit, each month accepted early in the next.

    With `latest`, a month that would be accepted after that moment is accepted then.
    """
    done = 0
    for (year, month, unit), batch in _batches(records):
        closing = book_closing(year=year, month=month)
        at = closing if latest is None else min(closing, latest)
        rows = []
        for record in batch:
            rows.append(desk.new_record(record, at=at))
            done += 1
            progress("工作记录", done, len(records))
        name = f"演示台账 {desk.units[unit].name} {year}年{month}月"
        import_records(
            rows=rows,
            unit=desk.units[unit],
            file_name=name,
            digest=hashlib.sha256("".join(row.content.digest() for row in rows).encode()).hexdigest(),
            author=desk.clerks[unit],
            by=desk.reviewer,
            at=at,
        )


def _batches(records: Sequence[Planned]) -> Iterator[tuple[tuple[int, int, str], list[Planned]]]:
    rank = {unit.key: place for place, unit in enumerate(UNITS)}
    ordered = sorted(
        records, key=lambda record: (record.on.year, record.on.month, rank[record.unit], record.on)
    )
    for key, batch in groupby(ordered, key=lambda record: (record.on.year, record.on.month, record.unit)):
        yield key, list(batch)
