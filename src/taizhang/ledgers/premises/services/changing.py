"""Change a place, take it out of use and back, hand it over: each with its history and its stock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.audit import services as audit
from taizhang.foundation.journal import services as journal
from taizhang.foundation.units.models import Unit
from taizhang.kernel.recurrence import Frequency, stored
from taizhang.ledgers.premises.models import Inspection, Place, Plan, Stay
from taizhang.ledgers.premises.rules import (
    INSPECTIONS,
    InspectionState,
    PlaceAct,
    PlaceRefused,
    check_text,
    posts_named,
    type_by_code,
)
from taizhang.ledgers.premises.services.details import (
    Details,
    chains_above,
    check_details,
    check_since,
    differences,
)
from taizhang.ledgers.premises.services.generating import generate_for, horizon, lift_coming
from taizhang.ledgers.premises.services.registering import check_names_free
from taizhang.ledgers.premises.services.stays import (
    BATCH,
    current_stay,
    locked,
    note,
    tell_stock,
    turn_over,
)


def change(
    *,
    place: Place,
    details: Details,
    on: dt.date | None,
    since: dt.date | None = None,
    reason: str = "",
    by: Person,
    today: dt.date,
    at: dt.datetime,
) -> Place:
    """Let a place say something else of itself, and return it.

    `on` is the day from which it is so; None corrects what was never so, back to where it came to
    this unit, and may then correct the day `since` on which it was put into use.
    Raises:  PlaceRefused, FieldRefused. The type and the unit are never changed here.
    """
    with transaction.atomic():
        place = locked(place)
        _check_in_use(place)
        if (details.type.code, details.unit) != (place.type, place.unit_id):
            raise PlaceRefused("类型和管理单位不能在这里改：登记错了就停用后重新登记，移交用“移交”。")
        posts = Post.objects.in_bulk(
            sorted({details.post, *posts_named(type=details.type, fields=details.fields)})
        )
        above = chains_above(units=[place.unit_id], on=today)[place.unit_id]
        columns = check_details(details, posts=posts, above=above)
        check_names_free({(place.unit_id, place.type, columns["name"])}, but=place.pk)
        told = differences(place, columns, type=details.type)
        stay = current_stay(place)
        if since is not None and since != place.since:
            told.append(("启用日期", f"{place.since:%Y-%m-%d}", f"{since:%Y-%m-%d}"))
            _correct_since(place, stay, since, on=on, today=today)
        if not told:
            return place
        if on is not None and not stay.since <= on <= today:
            raise PlaceRefused(f"变更日期应在 {stay.since:%Y-%m-%d} 到今天之间，请改正。")
        for column, value in columns.items():
            setattr(place, column, value)
        place.revision += 1
        place.save()
        if place.size != stay.size:
            turn_over(stay, on=on or stay.since, unit=place.unit_id, size=place.size)
        act = PlaceAct.CORRECT if on is None else PlaceAct.CHANGE
        _record(place, act, on=on or today, by=by, at=at, reason=reason.strip(), differences=told)
        tell_stock([place], at=at)
    return place


def _correct_since(place: Place, stay: Stay, since: dt.date, *, on: dt.date | None, today: dt.date) -> None:
    if on is not None:
        raise PlaceRefused("启用日期填错了，请选“更正登记”，不选“从某日起变更”。")
    check_since(since, today=today)
    first = Stay.objects.filter(place=place).order_by("since")[0]
    if first.pk != stay.pk:
        raise PlaceRefused("这处阵地登记以后变更过规模、单位或停用过，启用日期不能再改。")
    place.since = stay.since = since
    stay.save(update_fields=["since"])


def withdraw(*, place: Place, on: dt.date, reason: str, by: Person, today: dt.date, at: dt.datetime) -> Place:
    """Take a place out of use from a day on, with what is still to be inspected there, and return it.

    Raises:  PlaceRefused.
    """
    reason = check_text(reason, refusal=PlaceRefused, name="停用的理由")
    with transaction.atomic():
        place = locked(place)
        _check_in_use(place)
        stay = current_stay(place)
        if not stay.since < on <= today:
            raise PlaceRefused(f"停用日期应在 {stay.since:%Y-%m-%d} 以后、今天以前，请改正。")
        stay.until = place.until = on
        stay.save(update_fields=["until"])
        place.revision += 1
        place.save(update_fields=["until", "revision"])
        lifted = lift_coming([place.pk], on=on)
        _record(place, PlaceAct.WITHDRAW, on=on, by=by, at=at, reason=reason)
        journal.reverse(book=INSPECTIONS, sources=lifted, at=at)
        tell_stock([place], at=at)
    return place


def restore(*, place: Place, on: dt.date, reason: str, by: Person, today: dt.date, at: dt.datetime) -> Place:
    """Put a place back into use from a day on, and return it.

    Raises:  PlaceRefused.
    """
    reason = check_text(reason, refusal=PlaceRefused, name="恢复使用的理由")
    with transaction.atomic():
        place = locked(place)
        if place.until is None:
            raise PlaceRefused("这处阵地在用，不用恢复。")
        if not place.until <= on <= today:
            raise PlaceRefused(f"恢复日期应在 {place.until:%Y-%m-%d} 到今天之间，请改正。")
        check_names_free({(place.unit_id, place.type, place.name)})
        place.until = None
        place.revision += 1
        place.runs_from = place.generated_until = today
        place.save(update_fields=["until", "revision", "runs_from", "generated_until"])
        last = Stay.objects.filter(place=place).latest("since")
        if last.until == on:
            last.until = None
            last.save(update_fields=["until"])
        else:
            Stay.objects.create(place=place, unit_id=place.unit_id, size=place.size, since=on)
        _record(place, PlaceAct.RESTORE, on=on, by=by, at=at, reason=reason)
        tell_stock([place], at=at)
        generate_for([place], until=horizon(today), at=at)
    return place


def set_plan(
    *,
    unit: Unit,
    below: Sequence[int],
    type: str,
    frequency: Frequency,
    by: Person,
    today: dt.date,
    at: dt.datetime,
) -> int:
    """Let a unit and those `below` it inspect their premises of a type so often from today on.

    What is done stays, and the new rhythm begins after it; what is due from tomorrow on and not done is
    asked for in the new rhythm. Return how many places that are.
    """
    known = type_by_code(type)
    told = stored(frequency)
    with transaction.atomic():
        Plan.objects.create(unit=unit, type=known.code, frequency=told, since=today, by=by, at=at)
        audit.record(
            verb="place.plan",
            subject=f"unit:{unit.pk}",
            by=by,
            at=at,
            detail={"type": known.code, "frequency": told},
        )
        rows = Place.objects.select_for_update().filter(
            unit_id__in={unit.pk, *below}, type=known.code, until__isnull=True
        )
        places = list(rows.order_by("unit_id", "pk"))
        start = today + dt.timedelta(days=1)
        lifted = lift_coming([place.pk for place in places], on=start)
        done = dict(
            Inspection.objects.filter(
                place_id__in=[place.pk for place in places], planned=True, state=InspectionState.DONE.value
            )
            .values_list("place_id")
            .annotate(last=Max("due_on"))
        )
        for place in places:
            place.frequency = told
            after = done.get(place.pk, today) + dt.timedelta(days=1)
            place.runs_from = place.generated_until = max(start, after, place.since)
        Place.objects.bulk_update(places, ["frequency", "runs_from", "generated_until"], batch_size=BATCH)
        journal.reverse(book=INSPECTIONS, sources=lifted, at=at)
        generate_for(places, until=horizon(today), at=at)
    return len(places)


def _check_in_use(place: Place) -> None:
    if place.until is not None:
        raise PlaceRefused(f"这处阵地 {place.until:%Y-%m-%d} 已停用，请先恢复使用。")


def _record(
    place: Place,
    act: PlaceAct,
    *,
    on: dt.date,
    by: Person,
    at: dt.datetime,
    reason: str = "",
    differences: Sequence[tuple[str, str, str]] = (),
) -> None:
    note([place], act, on=on, by=by, at=at, reason=reason, differences=differences)
    audit.record(
        verb=f"place.{act.value.lower()}",
        subject=f"place:{place.pk}",
        by=by,
        at=at,
        detail={"reason": reason} if reason else None,
    )
