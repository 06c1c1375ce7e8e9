"""A fictional street office for these tests, and the acts written short."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from taizhang.foundation.units import services
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level

AT = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
NEW_YEAR = dt.date(2025, 1, 1)
JUNE = dt.date(2025, 6, 1)
NEXT_YEAR = dt.date(2026, 1, 1)


def found(
    name: str,
    level: Level = Level.VILLAGE,
    *,
    parent: Unit | None = None,
    code: str = "",
    on: dt.date | None = None,
) -> Unit:
    """Found a unit."""
    return services.found_unit(name=name, level=level, parent=parent, code=code, on=on, by="李办事", at=AT)


def move(unit: Unit, to: Unit | None, on: dt.date) -> None:
    """Move a unit."""
    services.move_unit(unit=unit, to=to, on=on, basis="调整区划的通知", by="李办事", at=AT)


def merge(predecessors: list[Unit], successor: Unit, on: dt.date) -> None:
    """Merge units."""
    services.merge_units(
        predecessors=predecessors, successor=successor, on=on, basis="撤并的批复", by="李办事", at=AT
    )


def split(unit: Unit, into: list[Unit], on: dt.date) -> None:
    """Split a unit."""
    services.split_unit(unit=unit, into=into, on=on, basis="拆分的批复", by="李办事", at=AT)


def rename(unit: Unit, name: str, on: dt.date, *, code: str | None = None) -> None:
    """Rename a unit."""
    services.rename_unit(unit=unit, name=name, on=on, basis="更名的批复", by="李办事", at=AT, code=code)


@dataclass(frozen=True)
class Street:
    """杏林街道 in 南屏区: two communities, a village, two grids in the first community."""

    county: Unit
    office: Unit
    east: Unit
    west: Unit
    village: Unit
    first_grid: Unit
    second_grid: Unit


def a_street() -> Street:
    """Found 杏林街道, since ever."""
    county = found("南屏区", Level.COUNTY, code="990107")
    office = found("杏林街道", Level.STREET, parent=county, code="990107003")
    east = found("东溪社区", parent=office, code="990107003001")
    west = found("西桥社区", parent=office, code="990107003002")
    village = found("柏树村", parent=office, code="990107003201")
    return Street(
        county=county,
        office=office,
        east=east,
        west=west,
        village=village,
        first_grid=found("第1网格", Level.GRID, parent=east),
        second_grid=found("第2网格", Level.GRID, parent=east),
    )
