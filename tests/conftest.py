"""What every test shares: the cast, a key, and days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from taizhang.kernel.quantity import read_quantity

NOON = dt.datetime(2025, 6, 1, 4, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Office:
    """A street office with two villages, its clerk, her reviewer, and a stranger's office."""

    street: object
    north: object
    south: object
    clerk: object
    reviewer: object
    other_street: object
    stranger: object


@pytest.fixture
def at() -> dt.datetime:
    """Return the moment at which a test acts, unless it says another."""
    return NOON


@pytest.fixture
def office(db: None) -> Office:
    """Return the office in which most tests play."""
    from taizhang.foundation.accounts.models import Person  # noqa: PLC0415 -- models need Django set up
    from taizhang.foundation.units.models import Affiliation, Unit  # noqa: PLC0415 -- models need Django set up

    street = Unit.objects.create(name="柳溪街道", level="STREET", code="320999001000")
    north = Unit.objects.create(name="北桥社区", level="VILLAGE", code="320999001001")
    south = Unit.objects.create(name="南浦村", level="VILLAGE", code="320999001201")
    other = Unit.objects.create(name="云岗镇", level="STREET", code="320999102000")
    for unit in (north, south):
        Affiliation.objects.create(unit=unit, parent=street)
    return Office(
        street=street,
        north=north,
        south=south,
        clerk=Person.objects.create(login="clerk", name="周敏", unit=north),
        reviewer=Person.objects.create(login="reviewer", name="秦川", unit=street),
        other_street=other,
        stranger=Person.objects.create(login="stranger", name="高翔", unit=other),
    )


@pytest.fixture
def activity(office: Office) -> Callable[..., object]:
    """Return a maker of contents: a community activity of the north community, changed as told."""
    from taizhang.ledgers.records.rules import Content  # noqa: PLC0415 -- models need Django set up

    def make(**changes: object) -> Content:
        on = changes.get("on", dt.date(2025, 3, 5))
        people = changes.pop("people", "36人")
        told = {
            "unit": office.north.pk,
            "kind": "community_activity",
            "title": "楼道清洁志愿活动",
            "on": on,
            "until": on,
            "place": "北桥小区",
            "people": read_quantity(people) if people else None,
            **changes,
        }
        return Content(**told)

    return make


@pytest.fixture
def accepted(office: Office, activity: Callable[..., object]) -> Callable[..., object]:
    """Return a maker of accepted records: told by the clerk, accepted by her reviewer."""
    from taizhang.ledgers.records import services  # noqa: PLC0415 -- models need Django set up

    def make(*, at: dt.datetime = NOON, **changes: object) -> object:
        changes.setdefault("kind", "visit")
        record = services.create_record(content=activity(**changes), by=office.clerk, at=at)
        record = services.submit_record(record=record, by=office.clerk, at=at)
        return services.accept_record(record=record, by=office.reviewer, at=at)

    return make


@pytest.fixture
def key(tmp_path: Path) -> object:
    """Return a signing key."""
    from taizhang.foundation.keys.services import create_key  # noqa: PLC0415 -- only where it is asked for

    return create_key(home=tmp_path)
