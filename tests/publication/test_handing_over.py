"""An item goes on in another's hands: who may give it, who may take it, and what follows."""

from __future__ import annotations

import pytest

from taizhang.foundation.accounts.rules import OwnWork
from taizhang.foundation.accounts.selectors import reach_of
from taizhang.foundation.accounts.services import add_post, begin_tenure
from taizhang.foundation.audit.selectors import acts_on
from taizhang.kernel.workdays import NO_NOTICE
from taizhang.ledgers.publication import services
from taizhang.ledgers.publication.models import Item
from taizhang.ledgers.publication.rules import Code, ItemNotEditable, ItemNotHandedOver, State
from taizhang.ledgers.publication.selectors import (
    handled_by,
    handovers_of,
    item_for,
    returned_to,
    taken_over_by,
    unfinished_of,
    waiting_for,
)
from taizhang.processes.desk import Task, desk_of
from tests.publication.conftest import DAY, SINCE, TEXT, telling

FIRST = Code.FIRST_REVIEW


@pytest.fixture
def hands(office, at):
    """Return how the author, or somebody else, hands an item over."""

    def give(item: Item, to, *, by=None, reason: str = "轮岗") -> Item:
        services.hand_over_item(item=item, to=to, reason=reason, by=by or office.clerk, on=DAY, at=at)
        return Item.objects.get(pk=item.pk)

    return give


def change(item: Item, by, at) -> Item:
    content = telling(text=TEXT + "\n请带一本书。")
    return services.edit_item(item=item, content=content, planned_at=None, theme=None, by=by, at=at)


def test_the_receiver_edits_sends_and_publishes_and_the_author_stays_author(
    desk, draft, heir, hands, passes, office, at
) -> None:
    item = change(hands(draft(), heir), heir, at)
    item = passes(services.submit_item(item=item, by=heir, at=at, on=DAY))
    services.publish_item(
        item=item, on=DAY, today=DAY, channel="柳溪发布", link="https://lx.example/1", photo=None, text="", reason="", by=heir, at=at
    )  # fmt: skip

    item.refresh_from_db()
    assert (item.state, item.author, item.handler) == (State.PUBLISHED, office.clerk, heir)
    [act] = handovers_of(item=item)
    assert (act.giver, act.receiver, act.reason) == (office.clerk, heir, "轮岗")
    entry = next(one for one in acts_on(subject=item.source) if one.verb == "publication.hand_over")
    assert entry.detail == {"from": office.clerk.login, "to": heir.login, "reason": "轮岗"}


def test_whoever_gave_it_away_changes_it_no_more(draft, heir, hands, office, at) -> None:
    item = hands(draft(), heir)

    with pytest.raises(ItemNotEditable, match="经办人本人"):
        change(item, office.clerk, at)


def test_an_item_may_come_back_to_its_author(draft, heir, hands, office, at) -> None:
    begin_tenure(
        post=add_post(unit=office.north, name="文书", roles=["CLERK"]), person=office.clerk, since=SINCE
    )
    item = hands(hands(draft(), heir), office.clerk, by=heir)

    assert change(item, office.clerk, at).in_hand_of == office.clerk
    assert handled_by(item=item) == {office.clerk.pk, heir.pk}


def test_nobody_who_had_it_in_hand_reviews_it_also_after_they_gave_it_on(
    desk, sent, heir, hands, office, at
) -> None:
    begin_tenure(post=desk.posts[FIRST], person=heir, since=SINCE)
    item = sent()
    assert [stage.item for stage in waiting_for(person=heir, on=DAY)] == [item]
    another = add_post(unit=office.north, name="文书", roles=["CLERK"])
    begin_tenure(post=another, person=office.clerk, since=SINCE)
    item = hands(hands(item, heir), office.clerk, by=heir)

    assert list(waiting_for(person=heir, on=DAY)) == []
    with pytest.raises(OwnWork, match="经办过"):
        services.pass_stage(item=item, code=FIRST, digest=item.digest, by=heir, on=DAY, at=at)
    with pytest.raises(OwnWork, match="经办过"):
        services.return_item(item=item, code=FIRST, digest=item.digest, reason="改", by=heir, on=DAY, at=at)


def test_whoever_has_decided_on_it_takes_it_not(desk, sent, passes, hands, office) -> None:
    item = passes(sent(), FIRST)
    reviewer = desk.at(FIRST)
    begin_tenure(post=add_post(unit=office.north, name="文书", roles=["CLERK"]), person=reviewer, since=SINCE)

    with pytest.raises(ItemNotHandedOver, match="方宁已办过这篇稿件的初审，审校过的人不能再经办"):
        hands(item, reviewer)


def test_passes_and_the_turn_stay_as_they_are(desk, sent, passes, heir, hands) -> None:
    item = hands(passes(sent(), FIRST), heir)

    assert (item.state, item.version) == (State.IN_REVIEW, 1)
    assert [stage.code for stage in waiting_for(person=desk.at(Code.FIRST_PROOF), on=DAY)] == ["FIRST_PROOF"]


def test_only_who_has_it_in_hand_or_manages_gives_it(draft, heir, hands, office) -> None:
    item = draft()
    with pytest.raises(ItemNotHandedOver, match="经办人本人或管理员"):
        hands(item, heir, by=office.reviewer)
    begin_tenure(
        post=add_post(unit=office.street, name="人事", roles=["MANAGER"]), person=office.reviewer, since=SINCE
    )

    assert hands(item, heir, by=office.reviewer).handler == heir


def test_what_cannot_be_is_refused_with_the_reason(draft, heir, hands, office) -> None:
    item = draft()
    for to, reason, words in (
        (heir, " ", "移交要写明原因"),
        (office.clerk, "轮岗", "现在就由周敏经办"),
        (office.stranger, "轮岗", "没有发布单位的“填报”职责"),
    ):
        with pytest.raises(ItemNotHandedOver, match=words):
            hands(item, to, reason=reason)


def test_what_is_withdrawn_is_handed_to_nobody(
    desk, sent, passes, publishes, heir, hands, office, at
) -> None:
    item = passes(sent())
    publishes(item)
    services.withdraw_item(item=item, reason="活动取消。", on=DAY, by=office.clerk, at=at)

    with pytest.raises(ItemNotHandedOver, match="已撤回"):
        hands(item, heir)


def test_what_is_handed_over_stands_on_the_desk_of_the_receiver(
    desk, draft, sent, heir, hands, office, at
) -> None:
    taken, item = hands(draft(title="接手的一篇"), heir), sent()
    services.return_item(
        item=item, code=FIRST, digest=item.digest, reason="改", by=desk.at(FIRST), on=DAY, at=at
    )
    hands(item, heir)

    assert [one.pk for one in taken_over_by(person=heir)] == [taken.pk]
    assert [one.pk for one in returned_to(person=heir)] == [item.pk]
    assert list(returned_to(person=office.clerk)) == []
    assert {one.pk for one in unfinished_of(person=heir, units=[office.north.pk])} == {taken.pk, item.pk}
    waits = desk_of(reach=reach_of(person=heir, on=DAY), notice=NO_NOTICE).waiting
    assert {(one.task, one.key) for one in waits} == {
        (Task.TAKEN_ITEM, str(taken.pk)),
        (Task.MEND_ITEM, str(item.pk)),
    }


def test_an_item_stays_in_sight_of_whoever_had_it_in_hand(draft, heir, hands) -> None:
    item = hands(draft(), heir)

    assert item_for(pk=item.pk, units=[], person=heir, on=DAY) == item
