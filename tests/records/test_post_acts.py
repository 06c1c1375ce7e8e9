"""What holders of posts did in person: kept in the record, told by revisions, counted for the unit."""

from __future__ import annotations

import pytest

from taizhang.foundation.journal.models import PostingRow
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import (
    ActSort,
    ActsRefused,
    ContentRefused,
    PostAct,
    TagRefused,
    differences,
)
from taizhang.ledgers.records.selectors import content_of

CHAIR = PostAct(7, ActSort.PRESIDED, "街道党工委副书记")
TALK = PostAct(7, ActSort.TALKED, "街道党工委副书记")
THERE = PostAct(9, ActSort.ATTENDED, "宣传干事")


def test_the_acts_of_an_accepted_record_stand_in_its_posting(accepted):
    record = accepted(title="走访", acts=(CHAIR, TALK, THERE))

    assert content_of(Record.objects.get(pk=record.pk)).acts == (CHAIR, TALK, THERE)
    tags = PostingRow.objects.get(source=record.source).tags.strip("|").split("|")
    assert {"履职:主持", "履职:讲课讲话", "岗位:7", "岗位:9"} <= set(tags)
    assert not any("参加" in tag for tag in tags)


def test_a_record_without_acts_keeps_the_digest_it_had_before_there_were_any(activity):
    assert "acts" not in activity().as_dict()


def test_a_changed_act_is_a_difference_in_words(activity):
    [told] = differences(before=activity().as_dict(), after=activity(acts=(CHAIR,)).as_dict())

    assert (told.label, told.before, told.after) == (
        "履职和参加的岗位",
        "（空）",
        "街道党工委副书记主持",
    )


def test_more_than_forty_acts_are_refused(office, activity, at):
    acts = tuple(PostAct(number, ActSort.ATTENDED, f"岗位{number}") for number in range(41))

    with pytest.raises(ActsRefused, match="至多登记 40 项"):
        services.create_record(content=activity(acts=acts), by=office.clerk, at=at)


def test_a_makeup_session_is_told_from_the_session_it_makes_up_for(accepted):
    record = accepted(title="补学", fields={"makeup_of": "2025-000001"})

    assert "|补学|" in PostingRow.objects.get(source=record.source).tags


@pytest.mark.parametrize("tag", ["甲|乙", "节日:端午节", "履职:主持", "岗位:3", "有佐证", "补学"])
def test_a_tag_that_only_the_system_sets_is_refused(office, activity, at, tag):
    with pytest.raises(TagRefused):
        services.create_record(content=activity(tags=(tag,)), by=office.clerk, at=at)

    assert not Record.objects.exists()


def test_a_correction_that_does_not_hold_together_is_refused(office, accepted, activity, at):
    record = accepted()

    with pytest.raises(ContentRefused, match="活动名称不能为空"):
        services.correct_record(
            record=record, content=activity(kind="visit", title=" "), reason="改名", by=office.clerk, at=at
        )

    assert record.revisions.count() == 1
