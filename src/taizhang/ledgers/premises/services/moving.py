"""Let places pass from one unit to another: handed over, or carried over when units merge or split."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.audit import services as audit
from taizhang.foundation.journal import services as journal
from taizhang.foundation.units.models import Unit
from taizhang.kernel.posting import Posting
from taizhang.ledgers.premises.models import Finding, FindingStep, Inspection, Place, Stay
from taizhang.ledgers.premises.rules import (
    INSPECTIONS,
    FindingAct,
    FindingState,
    InspectionState,
    PlaceAct,
    PlaceRefused,
    check_text,
    inspection_source,
    rectification_source,
)
from taizhang.ledgers.premises.services.details import chains_above
from taizhang.ledgers.premises.services.lines import posting_of_inspection, posting_of_rectification
from taizhang.ledgers.premises.services.registering import check_names_free
from taizhang.ledgers.premises.services.stays import BATCH, locked, note, tell_stock, turn_over


def move(
    *,
    place: Place,
    into: Unit,
    post: Post,
    on: dt.date,
    reason: str,
    by: Person,
    today: dt.date,
    at: dt.datetime,
) -> Place:
    """Hand a place over to another unit and one of its posts from a day on, and return it.

    Raises:  PlaceRefused.
    """
    reason = check_text(reason, refusal=PlaceRefused, name="移交的理由")
    with transaction.atomic():
        place = locked(place)
        if place.until is not None:
            raise PlaceRefused("这处阵地已停用，不能移交。")
        if into.pk == place.unit_id:
            raise PlaceRefused("这处阵地本来就由这个单位管理。")
        if into.closed_on is not None or post.closed_on is not None:
            raise PlaceRefused("接收的单位或岗位已经撤销，请另选。")
        if post.unit_id not in chains_above(units=[into.pk], on=today)[into.pk]:
            raise PlaceRefused(f"“{post.name}”不是接收单位或它上级的岗位，请另选。")
        if not place.since <= on <= today:
            raise PlaceRefused(f"移交日期应在 {place.since:%Y-%m-%d} 到今天之间，请改正。")
        check_names_free({(into.pk, place.type, place.name)})
        told = [("责任岗位", place.post.name, post.name)]
        place.post = post
        place.save(update_fields=["post"])
        _pass_on([place], into, on=on, reason=reason, by=by, at=at, differences=told)
        audit.record(
            verb="place.move",
            subject=f"place:{place.pk}",
            by=by,
            at=at,
            detail={"unit": into.pk, "reason": reason},
        )
    return place


def carry_over(*, unit: Unit, into: Unit, on: dt.date, by: Person | None, at: dt.datetime) -> int:
    """Let `into` run what a unit that closes on a day runs, and return how many places that are.

    The posts stay named as they were until the heir names others. Where the heir has one of the same
    name and type, the one that comes bears the old unit's name beside its own.
    """
    with transaction.atomic():
        rows = Place.objects.select_for_update().filter(unit=unit, until__isnull=True)
        places = list(rows.order_by("pk"))
        taken = set(Place.objects.filter(unit=into, until__isnull=True).values_list("type", "name"))
        renamed = [place for place in places if (place.type, place.name) in taken]
        for place in renamed:
            place.name = f"{place.name}（原{unit.name}）"[:100]
        Place.objects.bulk_update(renamed, ["name"], batch_size=BATCH)
        _pass_on(places, into, on=on, reason=f"{unit.name}并入{into.name}", by=by, at=at)
    return len(places)


def _pass_on(
    places: Sequence[Place],
    into: Unit,
    *,
    on: dt.date,
    reason: str,
    by: Person | None,
    at: dt.datetime,
    differences: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Turn the stays over and let the new unit owe what falls due on that day or later."""
    ids = [place.pk for place in places]
    former = Unit.objects.in_bulk({place.unit_id for place in places})
    stays = {stay.place_id: stay for stay in Stay.objects.filter(place_id__in=ids, until__isnull=True)}
    told = {
        place.unit_id: [("管理单位", former[place.unit_id].name, into.name), *differences] for place in places
    }
    for unit, changes in told.items():
        theirs = [place for place in places if place.unit_id == unit]
        note(theirs, PlaceAct.MOVE, on=on, by=by, at=at, reason=reason, differences=changes)
    for place in places:
        turn_over(stays[place.pk], on=on, unit=into.pk, size=place.size)
        place.unit = into
        place.revision += 1
    Place.objects.bulk_update(places, ["unit", "revision"], batch_size=BATCH)
    sources, postings = _pass_on_what_is_owed(ids, into, on=on, reason=reason, by=by, at=at)
    journal.reverse(book=INSPECTIONS, sources=sources, at=at)
    journal.post(postings=postings, at=at)
    tell_stock(places, at=at)


def _pass_on_what_is_owed(
    places: Sequence[int], into: Unit, *, on: dt.date, reason: str, by: Person | None, at: dt.datetime
) -> tuple[list[str], list[Posting]]:
    """Return the sources to take back and the lines to tell anew."""
    inspections = list(
        Inspection.objects.select_for_update(of=("self",))
        .filter(place_id__in=places, state=InspectionState.DUE.value, due_on__gte=on)
        .select_related("place")
        .order_by("pk")
    )
    findings = list(
        Finding.objects.select_for_update(of=("self",))
        .filter(place_id__in=places, due_on__gte=on)
        .exclude(state=FindingState.CLOSED.value)
        .select_related("place")
        .order_by("pk")
    )
    for inspection in inspections:
        inspection.unit = into
        inspection.revision += 1
    for finding in findings:
        finding.unit = into
        finding.revision += 1
    Inspection.objects.bulk_update(inspections, ["unit", "revision"], batch_size=BATCH)
    Finding.objects.bulk_update(findings, ["unit", "revision"], batch_size=BATCH)
    FindingStep.objects.bulk_create(
        [
            FindingStep(finding=one, act=FindingAct.MOVE.value, on=on, text=reason, by=by, at=at)
            for one in findings
        ],
        batch_size=BATCH,
    )
    sources = [inspection_source(one.pk) for one in inspections]
    sources += [rectification_source(one.pk) for one in findings]
    postings = [posting_of_inspection(one) for one in inspections]
    return sources, postings + [posting_of_rectification(one) for one in findings]
