"""Register places: one, or as many as a table has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.audit import services as audit
from taizhang.foundation.evidence.models import Evidence
from taizhang.foundation.journal import services as journal
from taizhang.kernel.recurrence import parse_frequency, stored
from taizhang.ledgers.premises.models import Place, PlacePhoto, Plan, Stay
from taizhang.ledgers.premises.rules import (
    PlaceAct,
    PlaceRefused,
    StayLine,
    check_photos,
    posts_named,
    stock_lines,
    type_by_code,
)
from taizhang.ledgers.premises.services.details import Details, chains_above, check_details, check_since
from taizhang.ledgers.premises.services.generating import generate_for, horizon
from taizhang.ledgers.premises.services.stays import BATCH, note


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to be registered: what it says of itself, and since when it is in use."""

    details: Details
    since: dt.date


def register(*, details: Details, since: dt.date, by: Person, today: dt.date, at: dt.datetime) -> Place:
    """Register a place in use since a day, with its inspections from today on, and return it.

    Raises:  PlaceRefused, FieldRefused.
    """
    return register_all(places=[NewPlace(details, since)], by=by, today=today, at=at)[0]


def register_all(*, places: Sequence[NewPlace], by: Person, today: dt.date, at: dt.datetime) -> list[Place]:
    """Register places, all or none, and return them in their order.

    Raises:  PlaceRefused, FieldRefused for the first that cannot be.
    """
    with transaction.atomic():
        rows = _rows(places, by=by, today=today, at=at)
        check_names_free({(row.unit_id, row.type, row.name) for row in rows})
        Place.objects.bulk_create(rows, batch_size=BATCH)
        Stay.objects.bulk_create(
            [Stay(place=row, unit_id=row.unit_id, size=row.size, since=row.since) for row in rows],
            batch_size=BATCH,
        )
        for row in rows:
            audit.record(verb="place.register", subject=f"place:{row.pk}", by=by, at=at)
        note(rows, PlaceAct.REGISTER, on=today, by=by, at=at)
        lines = [
            line
            for row in rows
            for line in stock_lines(
                place=row.pk,
                type=type_by_code(row.type),
                revision=1,
                stays=[StayLine(row.unit_id, row.size, row.since, None)],
            )
        ]
        journal.post(postings=lines, at=at)
        generate_for(rows, until=horizon(today), at=at)
    return rows


def _rows(places: Sequence[NewPlace], *, by: Person, today: dt.date, at: dt.datetime) -> list[Place]:
    units = {one.details.unit for one in places}
    chains = chains_above(units=units, on=today)
    named: set[int] = set()
    for one in places:
        named |= {one.details.post, *posts_named(type=one.details.type, fields=one.details.fields)}
    posts = Post.objects.in_bulk(sorted(named))
    plans = plans_of(units=units, on=today)
    rows, names = [], set[tuple[Any, ...]]()
    for one in places:
        check_since(one.since, today=today)
        columns = check_details(one.details, posts=posts, above=chains[one.details.unit])
        name = (columns["unit_id"], columns["type"], columns["name"])
        if name in names:
            raise PlaceRefused(f"“{columns['name']}”写了两次，请改正其中一个名称。")
        names.add(name)
        start = max(one.since, today)
        frequency = plans.get((columns["unit_id"], columns["type"])) or stored(
            parse_frequency(one.details.type.frequency, None)
        )
        rows.append(
            Place(
                **columns,
                since=one.since,
                frequency=frequency,
                runs_from=start,
                generated_until=start,
                by=by,
                at=at,
            )
        )
    return rows


def check_names_free(names: Collection[tuple[int, str, str]], *, but: int | None = None) -> None:
    """Refuse a name that another place of the unit and type bears while it is in use.

    Raises:  PlaceRefused.
    """
    units = {unit for unit, _, _ in names}
    rows = Place.objects.filter(unit_id__in=units, until__isnull=True)
    if len(names) == 1:
        rows = rows.filter(name=next(iter(names))[2])
    for pk, unit, type, name in rows.values_list("pk", "unit_id", "type", "name"):
        if pk != but and (unit, type, name) in names:
            label = type_by_code(type).label
            raise PlaceRefused(f"这个单位已有叫“{name}”的{label}，请换一个名称，例如加上位置或编号。")


def plans_of(*, units: Collection[int], on: dt.date) -> dict[tuple[int, str], dict[str, Any]]:
    """Return (unit, type) -> the frequency that the unit, or the nearest one above, has set; none where none has."""
    chains = chains_above(units=units, on=on)
    latest: dict[tuple[int, str], dict[str, Any]] = {}
    above = {unit for chain in chains.values() for unit in chain}
    for plan in Plan.objects.filter(unit_id__in=above).order_by("pk"):
        latest[plan.unit_id, plan.type] = plan.frequency
    kinds = {kind for _, kind in latest}
    found = {}
    for unit, chain in chains.items():
        for kind in kinds:
            frequency = next((latest[one, kind] for one in chain if (one, kind) in latest), None)
            if frequency is not None:
                found[unit, kind] = frequency
    return found


def show(*, place: Place, evidence: Evidence, name: str, by: Person, at: dt.datetime) -> None:
    """Let a photo show a place; a photo that does so already is kept once.

    Raises:  PlaceRefused for what is no picture, or one too many.
    """
    if not evidence.media_type.startswith("image/"):
        raise PlaceRefused(f"“{name}”不是照片，请选 JPG 或 PNG 图片。")
    with transaction.atomic():
        place = Place.objects.select_for_update().get(pk=place.pk)
        if place.photos.filter(evidence=evidence).exists():
            return
        check_photos(place.photos.count() + 1, refusal=PlaceRefused)
        PlacePhoto.objects.create(place=place, evidence=evidence, name=name[:200], by=by, at=at)
        audit.record(verb="place.show", subject=f"place:{place.pk}", by=by, at=at, detail={"name": name})


def hide(*, photo: PlacePhoto, by: Person, at: dt.datetime) -> None:
    """Take a photo off a place."""
    with transaction.atomic():
        audit.record(
            verb="place.hide", subject=f"place:{photo.place_id}", by=by, at=at, detail={"name": photo.name}
        )
        photo.delete()
