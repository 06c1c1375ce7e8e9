"""What is still in hand at the end of the year: drafts, submissions, returns, voids, corrections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from taizhang.kernel.quantity import read_quantity
from taizhang.ledgers.records.models import Record, RecordRevision
from taizhang.ledgers.records.rules import Content, RevisionState, State
from taizhang.ledgers.records.selectors import content_of
from taizhang.ledgers.records.services import (
    accept_correction,
    accept_record,
    attach_evidence,
    correct_record,
    create_record,
    return_record,
    submit_record,
    void_record,
)
from taizhang.processes.demo.days import CHINA
from taizhang.processes.demo.desk import Desk
from taizhang.processes.demo.theme import Planned

FIRST_UNFINISHED = dt.date(2025, 12, 15)
"""From this day on records go through the ordinary verbs, one at a time, and some are not through."""
FATES = ("accept", "draft", "submit", "accept", "return", "accept", "submit", "void", "accept", "draft")
RETURNS = (
    "请写明主办单位和参加人员范围。",
    "照片看不出活动内容，请换一张。",
    "参加人数与签到表不一致，请核对后再报。",
    "活动名称过于笼统，请写明主题。",
)
VOIDS = ("与另一条记录重复填报。", "活动因故取消，没有开展。")
CORRECTIONS = (
    ("签到表漏计一页，核对后更正人数。", 7),
    ("误把两场合计填在一场，更正人数。", -9),
    ("按现场照片和签到表重新核对人数。", 4),
    ("志愿者未计入，补计后更正人数。", 6),
)
CORRECTED, CORRECTIONS_WAITING = 8, 2
DECIDED_AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=CHINA)
CLEARED_AT = dt.datetime(2026, 1, 14, 9, 30, tzinfo=CHINA)
"""When the office has gone through what lay there at the turn of the year."""

Progress = Callable[[str, int, int], None]


def play_out(
    desk: Desk, records: Sequence[Planned], progress: Progress, *, decided_at: dt.datetime = DECIDED_AT
) -> None:
    """Take each record as far as its fate goes, in turn of FATES; what is decided, from `decided_at` on."""
    for number, planned in enumerate(records):
        _play_one(desk, planned, number, decided_at + dt.timedelta(minutes=number))
        progress("在办", number + 1, len(records))


def _play_one(desk: Desk, planned: Planned, number: int, decided: dt.datetime) -> None:
    clerk, fate = desk.clerks[planned.unit], FATES[number % len(FATES)]
    written = dt.datetime.combine(planned.on, dt.time(17, number % 60), CHINA)
    record = create_record(content=desk.content(planned), by=clerk, at=written)
    if fate == "draft" and number % 2:
        return
    for evidence, name in desk.album.pictures_of(record=planned, at=written):
        attach_evidence(record=record, evidence=evidence, name=name, by=clerk, at=written)
    if fate == "draft":
        return
    record = submit_record(record=record, by=clerk, at=written + dt.timedelta(minutes=20))
    if fate == "return":
        return_record(record=record, reason=RETURNS[number % len(RETURNS)], by=desk.reviewer, at=decided)
    elif fate in ("accept", "void"):
        record = accept_record(record=record, by=desk.reviewer, at=decided)
    if fate == "void":
        reason = VOIDS[number % len(VOIDS)]
        void_record(record=record, reason=reason, by=desk.reviewer, at=decided + dt.timedelta(hours=2))


def clear_up(desk: Desk, progress: Progress) -> None:
    """Take what the two years left behind through review: returned ones sent again, all that wait accepted."""
    clerk_of = {desk.units[key].pk: clerk for key, clerk in desk.clerks.items()}
    waiting = (State.SUBMITTED.value, State.RETURNED.value)
    left = list(Record.objects.filter(state__in=waiting, on__lt=CLEARED_AT.date()).order_by("on", "number"))
    corrected = RecordRevision.objects.filter(record__state=State.ACCEPTED.value, number__gt=1)
    corrected = corrected.filter(state=RevisionState.PENDING.value).select_related("record")
    corrections = [one.record for one in corrected.order_by("record_id")]
    for number, record in enumerate(left + corrections):
        at = CLEARED_AT + dt.timedelta(minutes=number)
        if record.state == State.ACCEPTED.value:
            accept_correction(record=record, by=desk.reviewer, at=at)
        else:
            if record.state == State.RETURNED.value:
                record = submit_record(record=record, by=clerk_of[record.unit_id], at=at)
            accept_record(record=record, by=desk.reviewer, at=at)
        progress("结清", number + 1, len(left) + len(corrections))


def with_corrections(desk: Desk, progress: Progress) -> None:
    """Correct some head counts of the autumn; all but the last few are accepted."""
    clerk_of = {desk.units[key].pk: clerk for key, clerk in desk.clerks.items()}
    total = CORRECTED + CORRECTIONS_WAITING
    autumn = Record.objects.filter(
        state=State.ACCEPTED.value,
        kind="community_activity",
        people_relation="exact",
        people__gte=20,
        on__range=(dt.date(2025, 9, 1), dt.date(2025, 11, 30)),
    ).order_by("on", "number")
    for number, record in enumerate(list(autumn[: total * 5 : 5])):
        reason, difference = CORRECTIONS[number % len(CORRECTIONS)]
        at = dt.datetime(2025, 12, 29, 10, number * 5, tzinfo=CHINA)
        clerk = clerk_of[record.unit_id]
        correct_record(record=record, content=_recounted(record, difference), reason=reason, by=clerk, at=at)
        if number < CORRECTED:
            accept_correction(record=record, by=desk.reviewer, at=at + dt.timedelta(hours=4))
        progress("更正", number + 1, total)


def _recounted(record: Record, difference: int) -> Content:
    return replace(content_of(record), people=read_quantity(f"{(record.people or 0) + difference}人"))
