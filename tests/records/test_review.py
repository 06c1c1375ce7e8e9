"""From draft to figure: a record counts when another person has accepted it, and not before."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from taizhang.foundation.accounts.rules import OwnWork
from taizhang.foundation.audit.selectors import acts_on
from taizhang.foundation.evidence.services import keep_file
from taizhang.foundation.journal.models import PostingRow
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import (
    TRANSITIONS,
    RecordNotAcceptable,
    RecordNotReturnable,
    RecordNotSubmittable,
    RecordNotVoidable,
    State,
    kinds,
)
from taizhang.ledgers.records.selectors import pending_revision, revision_differences

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def draft(office, activity, at) -> Record:
    """Return a draft visit by the clerk: a kind that needs no evidence."""
    return services.create_record(content=activity(kind="visit"), by=office.clerk, at=at)


def test_only_an_accepted_record_is_posted(draft, office, at) -> None:
    assert PostingRow.objects.count() == 0
    services.submit_record(record=draft, by=office.clerk, at=at)
    assert PostingRow.objects.count() == 0

    services.accept_record(record=draft, by=office.reviewer, at=at)

    [row] = PostingRow.objects.all()
    assert (row.source, row.revision, row.unit, row.on_day) == (
        draft.source,
        1,
        office.north,
        dt.date(2025, 3, 5),
    )
    assert (row.kind, row.people, row.weight) == ("visit", 36, 1)


def test_nobody_accepts_their_own_record(draft, office, at) -> None:
    services.submit_record(record=draft, by=office.clerk, at=at)

    with pytest.raises(OwnWork, match="不能审核自己填报的内容"):
        services.accept_record(record=draft, by=office.clerk, at=at)

    assert PostingRow.objects.count() == 0


def test_the_database_too_refuses_acceptance_by_the_author(draft, office, at) -> None:
    with pytest.raises(IntegrityError, match="record_is_not_accepted_by_its_author"), transaction.atomic():
        Record.objects.filter(pk=draft.pk).update(accepted_by=office.clerk, accepted_at=at)


def test_only_the_author_submits(draft, office, at) -> None:
    with pytest.raises(RecordNotSubmittable, match="填报人本人"):
        services.submit_record(record=draft, by=office.reviewer, at=at)


def test_a_kind_that_needs_evidence_is_not_submitted_without(office, activity, at) -> None:
    record = services.create_record(content=activity(kind="lecture"), by=office.clerk, at=at)

    with pytest.raises(RecordNotSubmittable, match="至少要有 1 份佐证，现有 0 份"):
        services.submit_record(record=record, by=office.clerk, at=at)


def test_evidence_is_attached_up_to_the_ceiling(office, activity, at) -> None:
    record = services.create_record(content=activity(kind="lecture"), by=office.clerk, at=at)
    for number in range(3):
        file = keep_file(content=PICTURE + bytes([number]), name=f"{number}.png", at=at)
        services.attach_evidence(record=record, evidence=file, name=f"{number}.png", by=office.clerk, at=at)
    fourth = keep_file(content=PICTURE + b"4", name="4.png", at=at)

    with pytest.raises(services.RecordNotEditable, match="至多 3 份"):
        services.attach_evidence(record=record, evidence=fourth, name="4.png", by=office.clerk, at=at)

    services.submit_record(record=record, by=office.clerk, at=at)
    services.accept_record(record=record, by=office.reviewer, at=at)
    assert PostingRow.objects.get().tags == "|有佐证|"


def test_a_returned_record_says_why_and_comes_back_as_a_new_revision(draft, office, activity, at) -> None:
    services.submit_record(record=draft, by=office.clerk, at=at)
    services.return_record(record=draft, reason="请写明户数。", by=office.reviewer, at=at)
    draft.refresh_from_db()
    assert (draft.state, draft.return_reason) == (State.RETURNED, "请写明户数。")

    services.edit_record(
        record=draft, content=activity(kind="visit", title="走访12户"), by=office.clerk, at=at
    )
    services.submit_record(record=draft, by=office.clerk, at=at)
    services.accept_record(record=draft, by=office.reviewer, at=at)

    [difference] = revision_differences(record=draft, number=2)
    assert (difference.label, difference.before, difference.after) == (
        "活动名称",
        "楼道清洁志愿活动",
        "走访12户",
    )
    assert PostingRow.objects.get().revision == 2


def test_a_returned_record_may_be_submitted_again_as_it_is(draft, office, at) -> None:
    services.submit_record(record=draft, by=office.clerk, at=at)
    services.return_record(record=draft, reason="再核对人数。", by=office.reviewer, at=at)

    services.submit_record(record=draft, by=office.clerk, at=at)

    assert pending_revision(record=draft).number == 2


def test_a_return_without_a_reason_is_refused(draft, office, at) -> None:
    services.submit_record(record=draft, by=office.clerk, at=at)

    with pytest.raises(RecordNotReturnable, match="理由"):
        services.return_record(record=draft, reason="  ", by=office.reviewer, at=at)


def test_a_voided_record_counts_nowhere(accepted, office, at) -> None:
    record = accepted()

    services.void_record(record=record, reason="重复填报。", by=office.reviewer, at=at)

    assert [row.weight for row in PostingRow.objects.order_by("id")] == [1, -1]
    with pytest.raises(RecordNotVoidable, match="已作废"):
        services.void_record(record=record, reason="再来一次", by=office.reviewer, at=at)


def test_a_draft_cannot_be_accepted(draft, office, at) -> None:
    with pytest.raises(RecordNotAcceptable, match="草稿，不能审核入账"):
        services.accept_record(record=draft, by=office.reviewer, at=at)


def test_somebody_else_cannot_edit_a_draft(draft, office, activity, at) -> None:
    with pytest.raises(services.RecordNotEditable, match="填报人本人"):
        services.edit_record(record=draft, content=activity(title="改"), by=office.reviewer, at=at)


def test_an_accepted_record_is_not_edited_in_place(accepted, office, activity, at) -> None:
    with pytest.raises(services.RecordNotEditable, match="请用更正"):
        services.edit_record(record=accepted(), content=activity(title="改"), by=office.clerk, at=at)


def test_every_act_is_written_down_with_its_person(accepted, office) -> None:
    acts = [(act.verb, act.by.name) for act in acts_on(subject=accepted().source)]

    assert acts == [("record.create", "周敏"), ("record.submit", "周敏"), ("record.accept", "秦川")]


def test_when_the_posting_fails_nothing_of_the_acceptance_remains(draft, office, at) -> None:
    services.submit_record(record=draft, by=office.clerk, at=at)
    Record.objects.filter(pk=draft.pk).update(tags=["有|竖线"])

    with pytest.raises(ValueError, match="separator"):
        services.accept_record(record=draft, by=office.reviewer, at=at)

    draft.refresh_from_db()
    assert (draft.state, PostingRow.objects.count()) == (State.SUBMITTED, 0)


def test_numbers_follow_each_other_within_a_year(accepted) -> None:
    numbers = [accepted(on=dt.date(year, 5, 4)).number for year in (2024, 2025, 2025)]

    assert numbers == ["2024-000001", "2025-000001", "2025-000002"]


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached, fresh = set(), {State.DRAFT}
    while fresh:
        reached |= fresh
        fresh = {after for state in fresh for after in TRANSITIONS[state]} - reached

    assert reached == set(State)


def test_no_two_kinds_share_a_name_or_a_code() -> None:
    names = [name for kind in kinds() for name in kind.aliases]
    codes = [kind.code for kind in kinds()]

    assert sorted(names) == sorted(set(names))
    assert sorted(codes) == sorted(set(codes))
    assert all(kind.evidence_required <= kind.evidence_ceiling for kind in kinds())
