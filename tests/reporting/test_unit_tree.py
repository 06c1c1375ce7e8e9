"""Roll-ups climb the same tree that figures are counted by, whatever became of the units."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.foundation.units.selectors import scope_of, stock_scope
from taizhang.reporting.unit_tree import dated_tree
from taizhang.rollups.dated_tree import Places
from tests.units.test_histories import DAYS, histories, lawful, lived

History = list[tuple[str, int, int, int, dt.date, bool]]


def above(places: Places, unit: int, day: dt.date) -> set[int]:
    """Return the unit and those above it on that day, by the places."""
    place = places.of(unit=unit, day=day)
    met = {place.unit}
    while place.above is not None:
        place = places[place.above]
        met.add(place.unit)
    return met


@pytest.mark.django_db
@lawful
@given(histories)
def test_above_a_unit_are_those_whose_scope_covers_it(history: History) -> None:
    with lived(history) as diary:
        places = dated_tree().places()
        until = DAYS[-1] + dt.timedelta(days=1)
        scopes = [scope_of(unit=unit, start=DAYS[0], until=until) for unit in diary.units]

        for unit in diary.units:
            for day in DAYS:
                covering = {scope.root for scope in scopes if scope.covers(unit.pk, day)}
                assert above(places, unit.pk, day) == covering


@pytest.mark.django_db
@lawful
@given(histories, st.sampled_from(DAYS))
def test_above_a_unit_are_those_who_hold_its_stock(history: History, day: dt.date) -> None:
    with lived(history) as diary:
        holders = dated_tree().holders(day=day)
        scopes = [stock_scope(unit=unit, day=day) for unit in diary.units]

        for unit in diary.units:
            holding = {scope.root for scope in scopes if scope.covers(unit.pk, day)}
            assert above(holders, unit.pk, day) == holding
