"""From draft to published: six stages by different people, each on the very text that goes out."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.foundation.accounts.rules import OwnWork
from taizhang.foundation.accounts.services import begin_tenure, end_tenure
from taizhang.foundation.journal.models import PostingRow
from taizhang.kernel.text_difference import differ, text_differences
from taizhang.ledgers.publication import services
from taizhang.ledgers.publication.models import Decision, Delegation, Item
from taizhang.ledgers.publication.rules import (
    USUAL_ORDER,
    Code,
    ContentRefused,
    DelegationRefused,
    ItemNotEditable,
    ItemNotPublishable,
    ItemNotSubmittable,
    ItemNotWithdrawable,
    Measure,
    Picture,
    PlanRefused,
    StageNotDecidable,
    StageTold,
    State,
)
from taizhang.ledgers.publication.selectors import (
    register,
    reviewed_afterwards,
    stages_of,
    waiting_for,
)
from tests.publication.conftest import ACCOUNT, BOARD, DAY, TEXT, telling

BEFORE_LAST = USUAL_ORDER[:-1]


def open_stage(item: Item) -> str:
    return next((stage.code for stage in stages_of(item=item) if stage.state == "OPEN"), "")


def kinds() -> list[str]:
    return [row.kind for row in PostingRow.objects.filter(book="publication").order_by("id")]


def test_an_item_that_passes_all_stages_may_go_out(sent, passes) -> None:
    item = passes(sent(), *BEFORE_LAST)
    assert (item.state, open_stage(item), kinds()) == (State.IN_REVIEW, Code.FINAL_REVIEW, [])

    item = passes(item, Code.FINAL_REVIEW)

    assert (item.state, open_stage(item), kinds()) == (State.APPROVED, "", ["reviewed"])


def test_a_stage_waits_for_whoever_holds_its_post_and_nobody_else(sent, desk, office) -> None:
    item = sent()

    assert [one.item for one in waiting_for(person=desk.at(Code.FIRST_REVIEW), on=DAY)] == [item]
    assert list(waiting_for(person=desk.at(Code.FINAL_REVIEW), on=DAY)) == []
    with pytest.raises(StageNotDecidable, match="不在这个岗位上"):
        services.pass_stage(
            item=item, code=Code.FIRST_REVIEW, digest=item.digest, by=office.stranger, on=DAY, at=at_noon()
        )


def test_nobody_decides_out_of_turn(sent, desk) -> None:
    item = sent()

    with pytest.raises(StageNotDecidable, match="没有轮到终审"):
        services.pass_stage(
            item=item,
            code=Code.FINAL_REVIEW,
            digest=item.digest,
            by=desk.at(Code.FINAL_REVIEW),
            on=DAY,
            at=at_noon(),
        )


def test_the_author_passes_nothing_though_they_hold_the_post(sent, desk, office) -> None:
    item = sent()
    begin_tenure(post=desk.posts[Code.FIRST_REVIEW], person=office.clerk, since=DAY)

    with pytest.raises(OwnWork, match="自己写的或经办过的稿件"):
        services.pass_stage(
            item=item, code=Code.FIRST_REVIEW, digest=item.digest, by=office.clerk, on=DAY, at=at_noon()
        )
    assert list(waiting_for(person=office.clerk, on=DAY)) == []


def test_whoever_passed_one_review_passes_no_other_also_after_an_edit(sent, passes, edits, desk) -> None:
    item = passes(sent(), Code.FIRST_REVIEW, Code.FIRST_PROOF)
    first = desk.at(Code.FIRST_REVIEW)
    begin_tenure(post=desk.posts[Code.SECOND_REVIEW], person=first, since=DAY)
    item = edits(item, text=TEXT + "\n请带一本书。")
    item = passes(item, Code.FIRST_REVIEW, Code.FIRST_PROOF)

    with pytest.raises(StageNotDecidable, match="同一人不能再办复审"):
        services.pass_stage(
            item=item, code=Code.SECOND_REVIEW, digest=item.digest, by=first, on=DAY, at=at_noon()
        )


def test_a_decision_on_another_text_than_the_latest_is_refused(sent, edits, desk) -> None:
    item = sent()
    seen = item.digest
    item = edits(item, text=TEXT + "\n雨天改期。")

    with pytest.raises(StageNotDecidable, match="改过"):
        services.pass_stage(
            item=item,
            code=Code.FIRST_REVIEW,
            digest=seen,
            by=desk.at(Code.FIRST_REVIEW),
            on=DAY,
            at=at_noon(),
        )


def test_a_returned_item_says_why_and_goes_on_where_it_was_returned(sent, passes, desk, office) -> None:
    item = passes(sent(), Code.FIRST_REVIEW)
    proof = Code.FIRST_PROOF
    item = services.return_item(
        item=item,
        code=proof,
        digest=item.digest,
        reason="时间写错了。",
        by=desk.at(proof),
        on=DAY,
        at=at_noon(),
    )
    assert (item.state, item.return_reason, kinds()) == (State.RETURNED, "时间写错了。", ["returned"])
    assert open_stage(item) == ""

    item = services.submit_item(item=item, by=office.clerk, at=at_noon(), on=DAY)

    assert open_stage(item) == proof


def test_a_return_without_a_reason_is_refused(sent, desk) -> None:
    item, code = sent(), Code.FIRST_REVIEW
    with pytest.raises(StageNotDecidable, match="理由"):
        services.return_item(
            item=item, code=code, digest=item.digest, reason=" ", by=desk.at(code), on=DAY, at=at_noon()
        )


@pytest.mark.parametrize(
    ("changes", "turn"),
    [
        ({"text": TEXT.replace("6月7日", "6月14日")}, Code.FIRST_REVIEW),
        ({"title": "社区读书会改期"}, Code.FIRST_REVIEW),
        ({"channels": (ACCOUNT, BOARD)}, Code.FIRST_REVIEW),
        ({"text": TEXT.replace("，", "、")}, Code.FIRST_PROOF),
    ],
)
def test_an_edit_after_approval_returns_to_the_stage_that_must_see_it(
    sent, passes, edits, changes, turn
) -> None:
    item = passes(sent())

    item = edits(item, **changes)

    assert (item.state, open_stage(item)) == (State.IN_REVIEW, turn)


def test_taking_off_a_channel_is_for_the_last_review_alone(sent, passes, edits) -> None:
    item = passes(sent(channels=(ACCOUNT, BOARD)))

    item = edits(item, channels=(ACCOUNT,))

    assert (item.state, open_stage(item)) == (State.IN_REVIEW, Code.FINAL_REVIEW)
    assert passes(item, Code.FINAL_REVIEW).state == State.APPROVED


def test_an_edit_that_changes_nothing_undoes_nothing(sent, passes, edits) -> None:
    item = edits(passes(sent()), text=TEXT + "\n\n")

    assert (item.state, item.version) == (State.APPROVED, 1)


def test_only_the_author_edits_and_what_is_withdrawn_stays(sent, passes, publishes, edits, office) -> None:
    item = passes(sent())
    with pytest.raises(ItemNotEditable, match="经办人本人"):
        services.edit_item(
            item=item, content=telling(), planned_at=None, theme=None, by=office.reviewer, at=at_noon()
        )
    publishes(item)
    services.withdraw_item(item=item, reason="活动取消。", on=DAY, by=office.clerk, at=at_noon())

    with pytest.raises(ItemNotEditable, match="已撤回"):
        edits(item, title="又一个", reason="改")


def test_what_went_out_is_corrected_through_all_stages_and_registered(
    sent, passes, edits, publishes, office
) -> None:
    item = passes(sent())
    publishes(item)
    with pytest.raises(ItemNotEditable, match="理由"):
        edits(item, text=TEXT.replace("上午", "下午"))

    item = passes(edits(item, text=TEXT.replace("上午", "下午"), reason="时间写错"))
    with pytest.raises(ItemNotPublishable, match="错在哪里"):
        publishes(item)
    publishes(item, reason="上午应为下午")
    item.refresh_from_db()

    assert item.state == State.CORRECTED
    assert kinds() == ["reviewed", "published", "reviewed", "corrected"]
    [entry] = register(units=[office.north.pk], acts=["CORRECT", "WITHDRAW"])
    assert (entry.version.number, entry.reason) == (2, "上午应为下午")


def test_nothing_goes_out_before_it_is_approved_or_without_something_to_show(sent, passes, publishes) -> None:
    item = sent()
    with pytest.raises(ItemNotPublishable, match="审校中"):
        publishes(item)
    passes(item)
    with pytest.raises(ItemNotPublishable, match="网页地址或照片"):
        publishes(item, link="")
    with pytest.raises(ItemNotPublishable, match="http"):
        publishes(item, link="lx.example")


def test_what_was_published_is_compared_word_by_word() -> None:
    pieces = text_differences("6月7日上午读书会。", "6月7日下午读书会。")

    assert [(piece.sort, piece.text) for piece in pieces if piece.sort != "same"] == [
        ("gone", "上"),
        ("new", "下"),
    ]
    assert differ(pieces)
    assert not differ(text_differences("一样。", "一样。"))


def test_an_urgent_item_goes_out_after_the_last_review_and_the_others_follow(
    sent, passes, publishes, office
) -> None:
    item = sent(urgent="台风预警")
    assert open_stage(item) == Code.FINAL_REVIEW
    item = passes(item, Code.FINAL_REVIEW)
    assert item.state == State.APPROVED
    publishes(item)

    [owed] = reviewed_afterwards(units=[office.north.pk])
    assert (owed.item, owed.code) == (item, Code.FIRST_REVIEW)
    passes(item, *BEFORE_LAST)

    item.refresh_from_db()
    assert list(reviewed_afterwards(units=[office.north.pk])) == []
    assert (item.state, item.decisions.filter(afterwards=True).count()) == (State.PUBLISHED, 5)


def test_an_urgent_item_returned_after_it_went_out_stays_listed_as_published(
    sent, passes, publishes, desk, office
) -> None:
    item = passes(sent(urgent="台风预警"), Code.FINAL_REVIEW)
    publishes(item)
    code = Code.FIRST_REVIEW
    item = services.return_item(
        item=item, code=code, digest=item.digest, reason="电话错了", by=desk.at(code), on=DAY, at=at_noon()
    )

    assert (item.state, item.return_reason) == (State.PUBLISHED, "电话错了")
    assert reviewed_afterwards(units=[office.north.pk]).count() == 1


def test_what_stops_a_text_stops_it_from_review_unless_the_author_answers_for_it(desk, draft, office) -> None:
    item = draft(text=TEXT + "\n9月31日另有一场。")
    with pytest.raises(ItemNotSubmittable, match="1 处改好以前不能发"):
        services.submit_item(item=item, by=office.clerk, at=at_noon(), on=DAY)

    item = services.submit_item(
        item=item, by=office.clerk, at=at_noon(), on=DAY, answer="引用原文，原文如此。"
    )

    assert (item.state, item.answer) == (State.IN_REVIEW, "引用原文，原文如此。")


@pytest.mark.parametrize(("changes", "word"), [({"text": "  "}, "正文"), ({"channels": ()}, "发布渠道")])
def test_what_is_not_whole_is_not_sent(desk, draft, office, changes, word) -> None:
    item = draft(**changes)
    with pytest.raises(ItemNotSubmittable, match=word):
        services.submit_item(item=item, by=office.clerk, at=at_noon(), on=DAY)


def test_nothing_is_sent_where_nobody_has_set_the_stages(draft, office) -> None:
    with pytest.raises(ItemNotSubmittable, match="还没有设置三审三校"):
        services.submit_item(item=draft(), by=office.clerk, at=at_noon(), on=DAY)


def test_a_picture_that_is_not_there_is_refused(draft) -> None:
    with pytest.raises(ContentRefused, match="图片"):
        draft(pictures=(Picture("0" * 64),))


def test_a_vacant_post_is_stood_in_for_with_a_reason_until_it_is_held_again(
    sent, passes, desk, office
) -> None:
    code = Code.FIRST_REVIEW
    post, stand_in = desk.posts[code], desk.people["沈舟"]
    told = {"post": post, "person": stand_in, "since": DAY, "last_day": DAY + dt.timedelta(days=9)}
    item = sent()
    with pytest.raises(DelegationRefused, match="有人在任"):
        services.delegate_post(**told, reason="借调", by=office.reviewer, at=at_noon())
    end_tenure(tenure=post.tenures.get(), until=DAY)
    services.delegate_post(**told, reason="原任借调", by=office.reviewer, at=at_noon())

    services.pass_stage(item=item, code=code, digest=item.digest, by=stand_in, on=DAY, at=at_noon())

    decision = Decision.objects.get()
    assert (decision.by, decision.delegation) == (stand_in, Delegation.objects.get())
    begin_tenure(post=post, person=office.stranger, since=DAY)
    assert list(waiting_for(person=stand_in, on=DAY)) == []


def test_a_late_decision_is_told_as_late(sent, desk) -> None:
    item, code = sent(), Code.FIRST_REVIEW
    later = at_noon() + dt.timedelta(days=30)
    services.pass_stage(item=item, code=code, digest=item.digest, by=desk.at(code), on=DAY, at=later)

    assert Decision.objects.get().late


def test_a_stage_is_due_after_worked_days(sent) -> None:
    [stage, *_] = stages_of(item=sent())

    # 2025-06-02 is the Dragon Boat holiday: two worked days after Sunday 1 June end on Wednesday 4.
    assert stage.due_at.date() == dt.date(2025, 6, 4)


@pytest.mark.parametrize(
    ("order", "word"),
    [
        (USUAL_ORDER[:-1], "终审不能省"),
        (
            (Code.SECOND_REVIEW, Code.FIRST_REVIEW, Code.FINAL_REVIEW, *USUAL_ORDER[1:2], *USUAL_ORDER[3:5]),
            "次序",
        ),
    ],
)
def test_an_order_that_is_none_is_refused(desk, office, order, word) -> None:
    stages = [StageTold(code, desk.posts[code].pk, 2, Measure.WORKDAYS) for code in order]
    with pytest.raises(PlanRefused, match=word):
        services.set_stages(unit=office.north, stages=stages, by=office.reviewer, at=at_noon())


def test_what_never_went_out_is_not_withdrawn(sent, office) -> None:
    with pytest.raises(ItemNotWithdrawable, match="没有发布过"):
        services.withdraw_item(item=sent(), reason="不要了", on=DAY, by=office.clerk, at=at_noon())


def at_noon() -> dt.datetime:
    return dt.datetime(2025, 6, 1, 4, 0, tzinfo=dt.UTC)
