"""Put a finding right, re-check it by somebody else, close it, open it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.journal import services as journal
from taizhang.ledgers.premises.models import Finding
from taizhang.ledgers.premises.rules import (
    INSPECTIONS,
    FindingAct,
    FindingRefused,
    FindingState,
    check_can_recheck,
    check_photos,
    check_text,
    rectification_source,
)
from taizhang.ledgers.premises.services.inspecting import reopen_in, step
from taizhang.ledgers.premises.services.lines import posting_of_rectification


def rectify(
    *,
    finding: Finding,
    text: str,
    photos: Sequence[int],
    on: dt.date,
    by: Person,
    at: dt.datetime,
) -> Finding:
    """Say how a finding was put right, with photos (ids of evidence) that show it, and return it.

    Raises:  FindingRefused without words or evidence, or where it is not open.
    """
    text = check_text(text, refusal=FindingRefused, name="怎样整改的")
    if not photos:
        raise FindingRefused("请附整改后的照片，复查的人要凭它核对。")
    check_photos(len(photos), refusal=FindingRefused)
    with transaction.atomic():
        finding = _locked(finding)
        if finding.state != FindingState.OPEN.value:
            raise FindingRefused(f"这个问题{finding.get_state_display()}，不用再填整改。")
        if on < finding.found_on:
            raise FindingRefused(f"整改日期早于发现日期 {finding.found_on:%Y-%m-%d}，请核对。")
        finding.state, finding.rectified_by, finding.rectified_on = FindingState.RECTIFIED.value, by, on
        finding.save(update_fields=["state", "rectified_by", "rectified_on"])
        step(finding, FindingAct.RECTIFY, on=on, text=text, by=by, at=at, photos=photos)
    return finding


def close(*, finding: Finding, text: str, on: dt.date, by: Person, at: dt.datetime) -> Finding:
    """Close a finding that somebody else put right, after looking at it, and return it.

    It is closed on time where it was put right by its due day.
    Raises:  FindingRefused, OwnWork.
    """
    with transaction.atomic():
        finding = _locked(finding)
        check_can_recheck(state=FindingState(finding.state), rectified_by=finding.rectified_by_id, by=by.pk)
        rectified_on = finding.rectified_on or on
        if on < rectified_on:
            raise FindingRefused(f"复查日期早于整改日期 {rectified_on:%Y-%m-%d}，请核对。")
        finding.state, finding.rechecked_by, finding.closed_on = FindingState.CLOSED.value, by, on
        finding.late = rectified_on > finding.due_on
        finding.revision += 1
        finding.save(update_fields=["state", "rechecked_by", "closed_on", "late", "revision"])
        step(finding, FindingAct.CLOSE, on=on, text=text.strip(), by=by, at=at)
        _tell(finding, at)
    return finding


def send_back(*, finding: Finding, text: str, on: dt.date, by: Person, at: dt.datetime) -> Finding:
    """Say that a finding is not put right, and return it, open again.

    Raises:  FindingRefused, OwnWork.
    """
    text = check_text(text, refusal=FindingRefused, name="退回的理由")
    with transaction.atomic():
        finding = _locked(finding)
        check_can_recheck(state=FindingState(finding.state), rectified_by=finding.rectified_by_id, by=by.pk)
        finding.state = FindingState.OPEN.value
        finding.rectified_by = finding.rectified_on = None
        finding.save(update_fields=["state", "rectified_by", "rectified_on"])
        step(finding, FindingAct.RETURN, on=on, text=text, by=by, at=at)
    return finding


def reopen(
    *, finding: Finding, text: str, due_on: dt.date, on: dt.date, by: Person, at: dt.datetime
) -> Finding:
    """Open a closed finding again because it came back, and return it.

    Raises:  FindingRefused.
    """
    text = check_text(text, refusal=FindingRefused, name="重新打开的理由")
    with transaction.atomic():
        finding = _locked(finding)
        if finding.state != FindingState.CLOSED.value:
            raise FindingRefused(f"这个问题{finding.get_state_display()}，不用重新打开。")
        if due_on < on:
            raise FindingRefused("新的整改期限已经过了，请改正。")
        reopen_in(finding, due_on=due_on)
        step(finding, FindingAct.REOPEN, on=on, text=text, by=by, at=at)
        _tell(finding, at)
    return finding


def _locked(finding: Finding) -> Finding:
    return Finding.objects.select_for_update(of=("self",)).select_related("place").get(pk=finding.pk)


def _tell(finding: Finding, at: dt.datetime) -> None:
    journal.reverse(book=INSPECTIONS, sources=[rectification_source(finding.pk)], at=at)
    journal.post(postings=[posting_of_rectification(finding)], at=at)
