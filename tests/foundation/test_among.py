"""A long list of numbers is one parameter, and finds what it names."""

from __future__ import annotations

from taizhang.foundation.among import among
from taizhang.foundation.units.models import Unit


def test_a_column_is_compared_with_all_of_the_numbers_in_one_parameter(office, django_assert_num_queries):
    wanted = [office.south.pk, office.north.pk, office.north.pk, *range(100_000, 140_000)]

    with django_assert_num_queries(1):
        found = set(Unit.objects.filter(pk__in=among(wanted)).values_list("pk", flat=True))

    assert found == {office.north.pk, office.south.pk}


def test_no_numbers_find_nothing(office):
    assert not Unit.objects.filter(pk__in=among([])).exists()
