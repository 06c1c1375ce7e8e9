"""What the database itself refuses."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from taizhang.foundation.units.models import Affiliation, Unit
from tests.units.street import JUNE, NEXT_YEAR, Street

DAY = dt.timedelta(days=1)


def affiliate(unit: Unit, parent: Unit, start: dt.date | None, until: dt.date | None) -> Affiliation:
    """Write an affiliation past the services."""
    with transaction.atomic():
        return Affiliation.objects.create(unit=unit, parent=parent, valid_from=start, valid_until=until)


@pytest.mark.parametrize(
    ("start", "until"),
    [
        (None, None),
        (None, JUNE + DAY),
        (NEXT_YEAR - DAY, None),
        (JUNE + DAY, JUNE + 2 * DAY),
        (JUNE, NEXT_YEAR),
        (JUNE - DAY, NEXT_YEAR + DAY),
    ],
)
def test_the_affiliations_of_a_unit_do_not_overlap(
    street: Street, start: dt.date | None, until: dt.date | None
) -> None:
    Affiliation.objects.filter(unit=street.east).update(valid_from=JUNE, valid_until=NEXT_YEAR)

    with pytest.raises(IntegrityError, match="affiliations_of_a_unit_do_not_overlap"):
        affiliate(street.east, street.west, start, until)


@pytest.mark.parametrize(("start", "until"), [(None, JUNE), (NEXT_YEAR, None)])
def test_affiliations_may_touch(street: Street, start: dt.date | None, until: dt.date | None) -> None:
    Affiliation.objects.filter(unit=street.east).update(valid_from=JUNE, valid_until=NEXT_YEAR)

    affiliate(street.east, street.west, start, until)

    assert Affiliation.objects.filter(unit=street.east).count() == 2


def test_an_affiliation_cannot_be_stretched_over_another(street: Street) -> None:
    Affiliation.objects.filter(unit=street.east).update(valid_until=JUNE)
    affiliate(street.east, street.west, JUNE, None)

    with pytest.raises(IntegrityError, match="affiliations_of_a_unit_do_not_overlap"), transaction.atomic():
        Affiliation.objects.filter(unit=street.east, parent=street.office).update(valid_until=JUNE + DAY)


def test_raw_sql_cannot_get_past_the_guard(street: Street) -> None:
    with (
        pytest.raises(IntegrityError, match="affiliations_of_a_unit_do_not_overlap"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO units_affiliation (unit_id, parent_id) VALUES (%s, %s)",
            (street.east.pk, street.west.pk),
        )


def test_a_unit_does_not_belong_to_itself(street: Street) -> None:
    with pytest.raises(IntegrityError):
        affiliate(street.county, street.county, None, None)


def test_two_living_units_of_a_level_do_not_share_a_code(street: Street) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(name="另一个社区", level="VILLAGE", code=street.east.code)
