"""What a unit ran goes to its heir when units merge or split: places, what is to be inspected, what is to be put right."""

from __future__ import annotations

import datetime as dt

from taizhang.ledgers.premises.models import Finding, Inspection, Place
from taizhang.processes import reorganise
from taizhang.processes.split_unit import split_into_new
from tests.premises.conftest import TODAY, looked_at, photo, placed, post, room, told
from tests.premises.test_register import month, stock

__all__ = ["looked_at", "photo", "placed", "post", "room", "told"]
JULY = dt.date(2025, 7, 1)


def test_the_heir_runs_what_the_merged_village_ran_and_owes_what_falls_due_later(
    office, room, looked_at, at
) -> None:
    looked_at(room, "fire", on=dt.date(2025, 6, 27))
    reorganise.merge(unit=office.north, into=office.south, on=JULY, basis="", by=office.reviewer, at=at)

    place = Place.objects.get()

    assert (place.unit, place.post) == (office.south, room.post)
    assert [stock("reading_rooms", office.street, month(m)) for m in ("6", "7")] == ["1", "1"]
    assert [stock("reading_rooms", office.south, month(m)) for m in ("6", "7")] == ["—", "1"]
    assert Inspection.objects.filter(unit=office.south).count() == 6
    assert Inspection.objects.get(state="DONE").unit == office.north
    assert Finding.objects.get().unit == office.south
    assert stock("rectifications_owed", office.south, month("7")) == "1"
    assert place.steps.last().reason == "北桥社区并入南浦村"


def test_two_of_one_name_are_told_apart_after_a_merger(office, room, placed, told, at) -> None:
    other = told("reading_room", name=room.name)
    Place.objects.filter(pk=room.pk).update(unit=office.south)
    placed("reading_room", name=other.name)
    reorganise.merge(unit=office.north, into=office.south, on=JULY, basis="", by=office.reviewer, at=at)

    assert set(Place.objects.values_list("name", flat=True)) == {"北桥书屋", "北桥书屋（原北桥社区）"}


def test_the_first_part_of_a_split_unit_runs_what_it_ran(office, room, at) -> None:
    first, _ = split_into_new(
        unit=office.north, names=["北桥一社区", "北桥二社区"], on=JULY, basis="", by="秦川", at=at
    )

    assert Place.objects.get().unit == first
    assert TODAY < JULY
    assert stock("reading_rooms", office.street, month("7")) == "1"
