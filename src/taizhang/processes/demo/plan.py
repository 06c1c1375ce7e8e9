"""The whole plan: every record of the demo office, the same each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from taizhang.processes.demo.theme import Planned
from taizhang.processes.demo.unit_year import UnitYear
from taizhang.processes.demo.world import UNITS, YEARS


def plan_records(*, years: Iterable[int] = YEARS) -> tuple[Planned, ...]:
    """Return every record of these years, in order of day, then unit."""
    rank = {unit.key: place for place, unit in enumerate(UNITS)}
    planned = [
        record
        for year in years
        for unit in UNITS
        for record in _numbered(UnitYear(unit=unit, year=year).plan())
    ]
    return tuple(sorted(planned, key=lambda record: (record.on, rank[record.unit], record.kind)))


def _numbered(records: Iterable[Planned]) -> list[Planned]:
    """Give each series its running numbers, in order of day. A series is what stands before {n}."""
    series: Counter[str] = Counter()
    numbered = []
    for record in records:
        head, sign, _ = record.title.partition("{n}")
        if sign:
            series[head] += 1
            record = replace(record, title=record.title.replace("{n}", str(series[head])))
        numbered.append(record)
    return numbered
