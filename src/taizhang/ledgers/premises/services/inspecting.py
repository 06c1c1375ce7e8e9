"""Fill an inspection in: an answer to every question, a finding for whatever is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.audit import services as audit
from taizhang.foundation.journal import services as journal
from taizhang.kernel.posting import Posting
from taizhang.ledgers.premises.models import Finding, FindingStep, Inspection, Place, StepPhoto
from taizhang.ledgers.premises.rules import (
    INSPECTIONS,
    Answer,
    FindingAct,
    FindingState,
    InspectionRefused,
    InspectionState,
    PlaceType,
    Wrong,
    check_inspection,
    inspection_source,
    rectification_source,
    returns,
    type_by_code,
)
from taizhang.ledgers.premises.services.lines import (
    posting_of_finding,
    posting_of_inspection,
    posting_of_rectification,
)


class InspectedBefore(InspectionRefused):
    """A device sends an inspection again that was kept. `inspection` is what it became."""

    def __init__(self, inspection: Inspection) -> None:
        super().__init__("这次检查已经收到，没有重复保存。")
        self.inspection = inspection


def open_inspection(*, place: Place, on: dt.date) -> Inspection | None:
    """Return what is to be inspected on a day: what is due next, else the latest that was missed, else None."""
    rows = place.inspections.filter(state=InspectionState.DUE.value, opens__lte=on)
    return rows.filter(due_on__gte=on).order_by("due_on").first() or rows.order_by("-due_on").first()


def inspect(
    *,
    place: Place,
    answers: Mapping[str, Answer],
    wrongs: Sequence[Wrong],
    note: str = "",
    on: dt.date,
    by: Person,
    at: dt.datetime,
    client_key: str | None = None,
) -> Inspection:
    """Write down an inspection of a place done on a day, with what was found wrong, and return it.

    It is the one that is due; where none is, one made between. What is found wrong and is open
    already is told again in its history; what was closed not long ago is reopened.
    Raises:  InspectionRefused; InspectedBefore for a `client_key` that stands.
    """
    with transaction.atomic():
        place = Place.objects.select_for_update().get(pk=place.pk)
        known = Inspection.objects.filter(client_key=client_key).first() if client_key else None
        if known is not None:
            raise InspectedBefore(known)
        if place.until is not None:
            raise InspectionRefused(f"这处阵地 {place.until:%Y-%m-%d} 已停用，不用检查。")
        if on < place.since:
            raise InspectionRefused(f"检查日期早于启用日期 {place.since:%Y-%m-%d}，请核对。")
        kind = type_by_code(place.type)
        check_inspection(items=kind.items, answers=answers, wrongs=wrongs, on=on)
        _check_posts(wrongs)
        one = open_inspection(place=place, on=on)
        planned = one is not None
        one = one or Inspection(
            place=place, unit_id=place.unit_id, label="临时检查", opens=on, due_on=on, planned=False
        )
        one.place = place
        _fill(one, kind, answers, note=note, on=on, by=by, at=at, client_key=client_key)
        one.revision += planned
        one.save()
        audit.record(verb="place.inspect", subject=f"place:{place.pk}", by=by, at=at)
        reversed_, told = _findings(one, kind, wrongs, on=on, by=by, at=at)
        if planned:
            reversed_.append(inspection_source(one.pk))
        journal.reverse(book=INSPECTIONS, sources=reversed_, at=at)
        journal.post(postings=[posting_of_inspection(one), *told], at=at)
    return one


def _fill(
    one: Inspection,
    kind: PlaceType,
    answers: Mapping[str, Answer],
    *,
    note: str,
    on: dt.date,
    by: Person,
    at: dt.datetime,
    client_key: str | None,
) -> None:
    one.state, one.done_on, one.late = InspectionState.DONE.value, on, on > one.due_on
    one.checklist = kind.checklist_version
    one.answers = [[item.code, item.label, answers[item.code].value] for item in kind.items]
    one.note, one.by, one.at, one.client_key = note.strip(), by, at, client_key


def _check_posts(wrongs: Sequence[Wrong]) -> None:
    wanted = {wrong.post for wrong in wrongs}
    if wanted - set(Post.objects.filter(pk__in=wanted, closed_on__isnull=True).values_list("pk", flat=True)):
        raise InspectionRefused("选的整改岗位已经撤销，请从列表中另选。")


def _findings(
    one: Inspection, kind: PlaceType, wrongs: Sequence[Wrong], *, on: dt.date, by: Person, at: dt.datetime
) -> tuple[list[str], list[Posting]]:
    """Store what is wrong and return the sources to take back and the lines to tell."""
    reversed_: list[str] = []
    told: list[Posting] = []
    labels = {item.code: item.label for item in kind.items}
    for wrong in wrongs:
        former = Finding.objects.select_for_update().filter(place=one.place, item=wrong.item)
        last = former.order_by("-pk").first()
        if last is not None and last.state != FindingState.CLOSED.value:
            step(
                last,
                FindingAct.FIND,
                on=on,
                text=f"检查时仍有问题：{wrong.what}",
                by=by,
                at=at,
                photos=wrong.photos,
            )
            continue
        if last is not None and returns(closed_on=last.closed_on, on=on):
            last.place = one.place
            reopen_in(last, due_on=wrong.due_on)
            step(
                last,
                FindingAct.REOPEN,
                on=on,
                text=f"又出现：{wrong.what}",
                by=by,
                at=at,
                photos=wrong.photos,
            )
            reversed_.append(rectification_source(last.pk))
            told.append(posting_of_rectification(last))
            continue
        made = Finding.objects.create(
            place=one.place,
            inspection=one,
            unit_id=one.unit_id,
            item=wrong.item,
            asked=labels[wrong.item],
            what=wrong.what.strip(),
            severity=wrong.severity.value,
            post_id=wrong.post,
            found_on=on,
            found_by=by,
            due_on=wrong.due_on,
        )
        step(made, FindingAct.FIND, on=on, text=made.what, by=by, at=at, photos=wrong.photos)
        told += [posting_of_finding(made), posting_of_rectification(made)]
    return reversed_, told


def reopen_in(finding: Finding, *, due_on: dt.date) -> None:
    """Open a closed finding again, to be put right until a day."""
    finding.state, finding.due_on, finding.late = FindingState.OPEN.value, due_on, False
    finding.rectified_by = finding.rectified_on = None
    finding.rechecked_by = finding.closed_on = None
    finding.reopened += 1
    finding.revision += 1
    finding.save()


def step(
    finding: Finding,
    act: FindingAct,
    *,
    on: dt.date,
    text: str,
    by: Person,
    at: dt.datetime,
    photos: Sequence[int] = (),
) -> None:
    """Write a step into the history of a finding, with the photos (ids of evidence) that show it."""
    made = FindingStep.objects.create(finding=finding, act=act.value, on=on, text=text, by=by, at=at)
    StepPhoto.objects.bulk_create([StepPhoto(step=made, evidence_id=pk) for pk in dict.fromkeys(photos)])
    audit.record(verb=f"finding.{act.value.lower()}", subject=f"finding:{finding.pk}", by=by, at=at)
