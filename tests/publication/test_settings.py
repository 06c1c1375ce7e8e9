"""Which stages an item passes: as its unit set them, or a channel of its own, when it was first sent."""

from __future__ import annotations

import pytest

from taizhang.foundation.accounts.services import add_post, begin_tenure
from taizhang.foundation.journal.models import PostingRow
from taizhang.ledgers.premises.rules import place_source
from taizhang.ledgers.publication import services
from taizhang.ledgers.publication.models import Item, StageSetting
from taizhang.ledgers.publication.rules import (
    USUAL_ORDER,
    Channel,
    Code,
    Measure,
    PlanRefused,
    StageTold,
    State,
)
from taizhang.ledgers.publication.selectors import content_of, stages_of
from tests.premises.conftest import placed, post, told
from tests.publication.conftest import DAY, SINCE, telling

__all__ = ["placed", "post", "told"]

SHORT = (Code.FIRST_REVIEW, Code.FIRST_PROOF, Code.FINAL_REVIEW)
LEAST = (Code.FINAL_REVIEW,)


@pytest.fixture
def sets(office, desk, at):
    """Return how the manager sets the stages of the north community, or of one of its channels."""

    def go(codes, place=None, *, amount=2):
        stages = [StageTold(code, desk.posts[code].pk, amount, Measure.WORKDAYS) for code in codes]
        services.set_stages(
            unit=office.north,
            stages=stages,
            place=place.pk if place else None,
            by=office.reviewer,
            at=at,
        )

    return go


@pytest.fixture
def group(placed):
    return placed()


@pytest.fixture
def screen(placed):
    return placed("led_screen", name="北桥大屏")


@pytest.fixture
def goes_out(office, at):
    """Return how an item that goes out on these places is written and sent."""

    def go(*places) -> Item:
        item = services.create_item(
            unit=office.north,
            content=telling(channels=channels(*places)),
            planned_at=None,
            theme=None,
            by=office.clerk,
            at=at,
        )
        return services.submit_item(item=item, by=office.clerk, at=at, on=DAY)

    return go


def channels(*places):
    kinds = {"led_screen": "SCREEN", "notice_group": "NOTICE_GROUP"}
    return tuple(Channel(kinds[place.type], place.name, place_source(place.pk)) for place in places)


def codes(item: Item) -> tuple[Code, ...]:
    return tuple(Code(stage.code) for stage in stages_of(item=item))


def test_six_stages_are_usual(sent):
    assert codes(sent()) == USUAL_ORDER


def test_a_unit_asks_for_fewer_and_the_item_goes_out_after_those(sent, sets, passes):
    sets(SHORT)

    item = passes(sent(), *SHORT)

    assert codes(item) == SHORT
    assert item.state == State.APPROVED.value


def test_what_went_out_by_fewer_stages_is_told_apart_in_the_journal(sent, sets, passes, publishes):
    publishes(passes(sent()))
    sets(SHORT)
    publishes(passes(sent(), *SHORT))

    told = [posting.tags for posting in PostingRow.objects.filter(kind="published").order_by("id")]

    assert ["简化" in tags for tags in told] == [False, True]


def test_a_channel_has_stages_of_its_own(sets, goes_out, group, screen):
    sets(SHORT, group)

    assert codes(goes_out(group)) == SHORT
    assert codes(goes_out(screen)) == USUAL_ORDER


def test_of_several_channels_the_one_with_the_most_stages_holds(sets, goes_out, group, screen):
    sets(LEAST, group)
    sets(SHORT, screen)

    assert codes(goes_out(group, screen)) == SHORT


def test_a_channel_goes_back_to_the_stages_of_its_unit(sets, goes_out, group, office, at):
    sets(SHORT, group)

    services.clear_stages(unit=office.north, place=group.pk, by=office.reviewer, at=at)

    assert codes(goes_out(group)) == USUAL_ORDER
    assert not StageSetting.objects.filter(place=group).exists()


def test_an_item_under_way_keeps_the_stages_and_times_it_began_with(sent, sets, passes, desk, office, at):
    item = passes(sent(), Code.FIRST_REVIEW)
    sets(SHORT, amount=9)
    back = services.return_item(
        item=item,
        code=Code.FIRST_PROOF,
        digest=item.digest,
        reason="数字不对",
        by=desk.at(Code.FIRST_PROOF),
        on=DAY,
        at=at,
    )

    again = services.submit_item(item=back, by=office.clerk, at=at, on=DAY)

    assert codes(again) == USUAL_ORDER
    assert {stage.amount for stage in stages_of(item=again)} == {2}
    assert codes(sent(title="另一篇")) == SHORT


def test_a_further_channel_brings_its_stages_and_takes_none_away(
    sets, goes_out, passes, group, screen, office, at
):
    sets(SHORT, group)
    item = passes(goes_out(group), *SHORT)

    wider = services.edit_item(
        item=item,
        content=telling(channels=channels(group, screen)),
        planned_at=None,
        theme=None,
        by=office.clerk,
        at=at,
    )

    assert codes(wider) == USUAL_ORDER
    assert wider.state == State.IN_REVIEW.value
    narrower = services.edit_item(
        item=wider,
        content=telling(channels=channels(group)),
        planned_at=None,
        theme=None,
        by=office.clerk,
        at=at,
    )
    assert codes(narrower) == USUAL_ORDER
    assert len(content_of(narrower).channels) == 1


def test_a_stage_whose_post_was_closed_goes_to_the_post_that_holds_it_now(sent, sets, desk, office, at):
    item = sent()
    back = services.return_item(
        item=item,
        code=Code.FIRST_REVIEW,
        digest=item.digest,
        reason="数字不对",
        by=desk.at(Code.FIRST_REVIEW),
        on=DAY,
        at=at,
    )
    gone, other = (
        desk.posts[Code.FIRST_REVIEW],
        add_post(unit=office.street, name="新初审岗", roles=["VIEWER"]),
    )
    begin_tenure(post=other, person=desk.at(Code.FIRST_REVIEW), since=SINCE)
    gone.closed_on = DAY
    gone.save(update_fields=["closed_on"])
    desk.posts[Code.FIRST_REVIEW] = other
    sets(USUAL_ORDER)

    again = services.submit_item(item=back, by=office.clerk, at=at, on=DAY)

    assert stages_of(item=again)[0].post == other


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        (USUAL_ORDER[:-1], "终审不能省"),
        ((Code.FINAL_REVIEW, Code.FIRST_REVIEW), "次序"),
        (LEAST * 2, "至多一次"),
    ],
)
def test_an_order_that_is_none_is_refused(sets, asked, word):
    with pytest.raises(PlanRefused, match=word):
        sets(asked)


def test_a_facility_or_another_units_channel_has_no_stages(sets, office, placed, desk, at):
    with pytest.raises(PlanRefused, match="在用的渠道"):
        sets(SHORT, placed("reading_room", name="北桥书屋"))
