"""Keep the stays of places and tell the journal: the stock of any day follows from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.journal import services as journal
from taizhang.foundation.journal.selectors import all_postings
from taizhang.kernel.posting import Posting
from taizhang.ledgers.premises.models import Place, PlaceStep, Stay
from taizhang.ledgers.premises.rules import (
    BOOK,
    PlaceAct,
    StayLine,
    lines_between,
    place_source,
    stock_lines,
    type_by_code,
)

BATCH = 500


def locked(place: Place) -> Place:
    """Return the place as the database has it now, locked."""
    return Place.objects.select_for_update().get(pk=place.pk)


def current_stay(place: Place) -> Stay:
    """Return the stay that goes on; call it for a place in use."""
    return Stay.objects.get(place=place, until__isnull=True)


def turn_over(stay: Stay, *, on: dt.date, unit: int, size: str) -> None:
    """Let a place be with that unit, in that size, from a day on.

    A stay that begins on that day or later is that stay from its beginning: there is none before it to keep.
    """
    if stay.since >= on:
        stay.unit_id, stay.size = unit, size
        stay.save(update_fields=["unit", "size"])
        return
    stay.until = on
    stay.save(update_fields=["until"])
    Stay.objects.create(place_id=stay.place_id, unit_id=unit, size=size, since=on)


def tell_stock(places: Sequence[Place], *, at: dt.datetime) -> None:
    """Tell the journal where these places are in use, as their stays say: only what differs from before."""
    for start in range(0, len(places), BATCH):
        _tell_some(places[start : start + BATCH], at)


def _tell_some(places: Sequence[Place], at: dt.datetime) -> None:
    told = all_postings(book=BOOK, sources=[place_source(place.pk) for place in places])
    stays = stays_of([place.pk for place in places])
    lines: list[Posting] = []
    for place in places:
        wanted = stock_lines(
            place=place.pk,
            type=type_by_code(place.type),
            revision=place.revision,
            stays=[StayLine(one.unit_id, one.size, one.since, one.until) for one in stays.get(place.pk, [])],
        )
        lines += lines_between(told=told.get(place_source(place.pk), []), wanted=wanted)
    journal.post(postings=[line for line in lines if line.weight == 1], at=at)
    journal.withdraw(lines=[line for line in lines if line.weight == -1], at=at)


def stays_of(places: Collection[int]) -> dict[int, list[Stay]]:
    """Return the stays of places, by place, the earliest first."""
    found: dict[int, list[Stay]] = {}
    for stay in Stay.objects.filter(place_id__in=places).order_by("place_id", "since"):
        found.setdefault(stay.place_id, []).append(stay)
    return found


def note(
    places: Sequence[Place],
    act: PlaceAct,
    *,
    on: dt.date,
    by: Person | None,
    at: dt.datetime,
    reason: str = "",
    differences: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Write a step into the history of each place."""
    told = [list(one) for one in differences]
    PlaceStep.objects.bulk_create(
        [
            PlaceStep(place=place, act=act.value, on=on, reason=reason, differences=told, by=by, at=at)
            for place in places
        ],
        batch_size=BATCH,
    )
