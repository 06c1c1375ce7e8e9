"""The cursor whose statements are planned once: within the transaction of everybody else, its faults are Django's."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from taizhang.foundation.prepared import prepared_cursor
from taizhang.foundation.units.models import Unit

NAME = "SELECT name FROM units_unit WHERE id = %(unit)s"


def name_of(unit: int) -> list[tuple[str]]:
    with prepared_cursor() as cursor:
        cursor.execute(NAME, {"unit": unit})
        return [tuple(row) for row in cursor.fetchall()]


def test_it_sees_what_its_transaction_wrote_with_other_values_each_time(db) -> None:
    east, west = (Unit.objects.create(name=name, level="STREET") for name in ("东街道", "西街道"))

    assert [name_of(unit.pk) for unit in (east, west, east)] == [[("东街道",)], [("西街道",)], [("东街道",)]]
    Unit.objects.filter(pk=east.pk).update(name="东河街道")
    assert name_of(east.pk) == [("东河街道",)]


def test_a_fault_of_the_database_is_told_as_everywhere_else(db) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), prepared_cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere", {})

    assert name_of(0) == []
