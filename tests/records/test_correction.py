"""A record that counts is corrected by two people, and the journal shows both tellings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from taizhang.foundation.accounts.rules import OwnWork
from taizhang.foundation.journal.models import PostingRow
from taizhang.kernel.quantity import read_quantity
from taizhang.ledgers.records import services
from taizhang.ledgers.records.rules import RecordNotCorrectable, RecordNotReturnable, RecordNotVoidable
from taizhang.ledgers.records.selectors import content_of, revision_differences


@pytest.fixture
def corrected(accepted, office, at):
    """Return an accepted record of 36 people with a correction to 63 that waits."""
    record = accepted()
    content = replace(content_of(record), people=read_quantity("63人"))
    services.correct_record(record=record, content=content, reason="签到表误抄", by=office.clerk, at=at)
    return record


def test_the_old_telling_counts_until_the_correction_is_accepted(corrected) -> None:
    assert [(row.people, row.weight) for row in PostingRow.objects.all()] == [(36, 1)]
    assert content_of(corrected).counted_people() == 36


def test_an_accepted_correction_reverses_the_old_and_posts_the_new(corrected, office, at) -> None:
    services.accept_correction(record=corrected, by=office.reviewer, at=at)

    rows = PostingRow.objects.order_by("id").values_list("people", "weight", "revision")
    assert list(rows) == [(36, 1, 1), (36, -1, 1), (63, 1, 2)]
    [difference] = revision_differences(record=corrected, number=2)
    assert (difference.label, difference.before, difference.after) == ("参加人数", "36人", "63人")


def test_nobody_accepts_their_own_correction(corrected, office, at) -> None:
    with pytest.raises(OwnWork):
        services.accept_correction(record=corrected, by=office.clerk, at=at)


def test_a_second_correction_waits_for_the_first(corrected, office, at) -> None:
    content = replace(content_of(corrected), place="南门")

    with pytest.raises(RecordNotCorrectable, match="等审核"):
        services.correct_record(record=corrected, content=content, reason="地点", by=office.clerk, at=at)


def test_a_returned_correction_leaves_the_record_as_it_was(corrected, office, at) -> None:
    services.return_correction(record=corrected, reason="签到表就是36人。", by=office.reviewer, at=at)

    assert [(row.people, row.weight) for row in PostingRow.objects.all()] == [(36, 1)]
    again = replace(content_of(corrected), place="南门")
    revision = services.correct_record(record=corrected, content=again, reason="地点", by=office.clerk, at=at)
    assert revision.number == 3


def test_a_returned_correction_needs_a_reason(corrected, office, at) -> None:
    with pytest.raises(RecordNotReturnable, match="理由"):
        services.return_correction(record=corrected, reason="", by=office.reviewer, at=at)


@pytest.mark.parametrize(
    ("reason", "place", "said"), [("", "南门", "理由"), ("核对", "北桥小区", "没有需要更正")]
)
def test_a_correction_needs_a_reason_and_a_change(accepted, office, at, reason, place, said) -> None:
    record = accepted()

    with pytest.raises(RecordNotCorrectable, match=said):
        services.correct_record(
            record=record,
            content=replace(content_of(record), place=place),
            reason=reason,
            by=office.clerk,
            at=at,
        )


def test_a_record_with_a_waiting_correction_is_not_voided(corrected, office, at) -> None:
    with pytest.raises(RecordNotVoidable, match="先处理更正"):
        services.void_record(record=corrected, reason="重复", by=office.reviewer, at=at)


def test_a_record_moved_to_another_unit_is_reversed_where_it_stood(accepted, office, at) -> None:
    record = accepted()
    content = replace(content_of(record), unit=office.south.pk)
    services.correct_record(record=record, content=content, reason="单位填错", by=office.clerk, at=at)

    services.accept_correction(record=record, by=office.reviewer, at=at)

    rows = PostingRow.objects.order_by("id").values_list("unit_id", "weight")
    assert list(rows) == [(office.north.pk, 1), (office.north.pk, -1), (office.south.pk, 1)]
